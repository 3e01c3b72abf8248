package fact

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// months are the names of months and their usual abbreviations in the languages that cost nothing more than their names.
var months = sync.OnceValue(func() map[string]int {
	return monthNames(map[string]string{
		"en": "january february march april may june july august september october november december",
		"e3": "jan feb mar apr may jun jul aug sep oct nov dec",
		"e4": "- - - - - - - - sept - - -",
		"de": "januar februar märz april mai juni juli august september oktober november dezember",
		"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"nl": "januari februari maart april mei juni juli augustus september oktober november december",
		"pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"cs": "ledna února března dubna května června července srpna září října listopadu prosince",
		"ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"id": "januari februari maret april mei juni juli agustus september oktober november desember",
	})
})

func monthNames(lists map[string]string) map[string]int {
	m := make(map[string]int, 120)
	for _, list := range lists {
		for i, name := range strings.Fields(list) {
			if name != "-" {
				m[name] = i + 1
			}
		}
	}
	return m
}

// dates finds dates that have at least a month and a year.
func (v *view) dates() {
	if !v.hasDigits() && !v.wide {
		return
	}
	for i := 0; i < len(v.r); i++ {
		if v.taken[i] {
			continue
		}
		r := v.r[i]
		switch {
		case isDigit(r) && (i == 0 || !isDigit(v.r[i-1])):
			if e := v.eastAsianDate(i); e > i {
				i = e - 1
			} else if e := v.numericDate(i); e > i {
				i = e - 1
			}
		case r == '令' || r == '平' || r == '民' || r == '中' || hanDigit(r) >= 0:
			if e := v.eastAsianDate(i); e > i {
				i = e - 1
			}
		case isLetter(r) && v.wordStart(i):
			if e := v.namedDate(i); e > i {
				i = e - 1
			} else {
				i = v.wordEnd(i) - 1
			}
		}
	}
}

// addDate records a date; month or day 0 when not given. It returns end, or s when the date cannot be.
func (v *view) addDate(s, e, y, m, d int, hasDay bool) int {
	switch {
	case y < 1900 || y > 2199:
		return s
	case m < 1 || m > 12 || hasDay && (d < 1 || d > daysIn(y, m)):
		v.addImpossible(s, e)
		return e
	case hasDay:
		v.add(Date, s, e, fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	default:
		v.add(Date, s, e, fmt.Sprintf("%04d-%02d", y, m))
	}
	return e
}

func (v *view) addImpossible(s, e int) {
	if !v.free(s, e) {
		return
	}
	v.take(s, e)
	a, b := int(v.pos[s]), int(v.pos[e])
	v.impossible = append(v.impossible, Fact{Kind: Date, Start: a, End: b, Text: v.raw[a:b]})
}

func daysIn(y, m int) int { return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() }

// eastAsianDate reads 2021年1月15日, 二〇二一年一月十五日, 民国110年1月15日, 令和3年1月15日, 2021년 1월 15일 at s and returns where
// it ends, s when there is none.
func (v *view) eastAsianDate(s int) int {
	base, i := 0, s
	if n := v.hasAny(i, "中华民国", "民国"); n > 0 {
		base, i = 1911, v.skip(i+n)
	} else if v.has(i, "令和") {
		base, i = 2018, v.skip(i+2)
	} else if v.has(i, "平成") {
		base, i = 1988, v.skip(i+2)
	} else if i > 0 && isWord(v.r[i-1]) {
		return s
	}
	if base == 1911 {
		if e := v.republicDate(s, i); e > s {
			return e
		}
	}
	y, j := v.smallNumber(i)
	if base == 0 && v.lang == "zh" && y >= 100 && y < 200 && isDigit(v.at(i)) && v.at(v.skipBlanks(j)) == '年' {
		base = 1911 // 113年3月1日, as Taiwan counts
	}
	if base > 0 && v.at(i) == '元' {
		y, j = 1, i+1
	}
	if j == i || base == 0 && y < 1900 {
		return s
	}
	y += base
	if j = v.skipBlanks(j); v.at(j) != '年' && v.at(j) != '년' {
		return s
	}
	start := s
	if v.at(s-1) == '【' {
		start-- // 【2021】年【1】月【15】日
	}
	j = v.skipBlanks(j + 1)
	m, k := v.smallNumber(j)
	if k == j {
		return s
	}
	if k = v.skipBlanks(k); v.at(k) != '月' && v.at(k) != '월' {
		return s
	}
	end, hasDay := k+1, false
	if v.at(end) == '份' {
		end++
	}
	j = v.skipBlanks(k + 1)
	d, k := v.smallNumber(j)
	if k2 := v.skipBlanks(k); k > j && (v.at(k2) == '日' || v.at(k2) == '号' || v.at(k2) == '일') {
		end, hasDay = k2+1, true
	}
	if v.addDate(start, end, y, m, d, hasDay) == end {
		return end
	}
	return s
}

// republicDate reads what follows 民国 at i in digits alone: 113.03.01, 113/3/1. The date begins at s.
func (v *view) republicDate(s, i int) int {
	y, j := v.digits(i)
	sep := v.at(j)
	if j == i || y > 999 || sep != '.' && sep != '/' && sep != '-' {
		return s
	}
	m, k := v.digits(j + 1)
	d, e := v.digits(k + 1)
	if k == j+1 || v.at(k) != sep || e == k+1 || isWord(v.at(e)) {
		return s
	}
	return v.addDate(s, e, y+1911, m, d, true)
}

// skipBlanks passes spaces and the brackets of a form that was filled in.
func (v *view) skipBlanks(i int) int {
	for isSpace(v.at(i)) || v.at(i) == '【' || v.at(i) == '】' {
		i++
	}
	return i
}

// numericDate reads 2021-01-15, 2021/1/15, 2021. 1. 15., 15.01.2021, 01/15/2021 and, where brackets or a word say that it is
// a date, 20210330 and Taiwan's 110-03-30. A date that can be read two ways is recorded without a value.
func (v *view) numericDate(i int) int {
	if i > 0 && (isWord(v.r[i-1]) || strings.ContainsRune("-./#§", v.r[i-1]) && i > 1 && isWord(v.r[i-2])) {
		return i
	}
	a, j := v.digits(i)
	la := j - i
	if la == 8 {
		return v.compactDate(i, j, a)
	}
	sep := v.at(j)
	if j == i || sep != '-' && sep != '/' && sep != '.' {
		return i
	}
	korean := v.lang == "ko" && sep == '.' && la == 4
	if korean && isSpace(v.at(j+1)) {
		j++
	}
	b, k := v.digits(j + 1)
	lb := k - j - 1
	if lb < 1 || lb > 2 || v.at(k) != sep {
		return i
	}
	if korean && isSpace(v.at(k+1)) {
		k++
	}
	c, e := v.digits(k + 1)
	lc := e - k - 1
	if korean && v.at(e) == '.' && lc >= 1 && lc <= 2 {
		return v.addDate(i, e+1, a, b, c, true)
	}
	if isDigit(v.at(e)) || v.at(e) == sep && isDigit(v.at(e+1)) || isLetter(v.at(e)) && !(v.at(e) == 't' && isDigit(v.at(e+1))) {
		return i
	}
	switch {
	case la == 3 && a < 200 && v.lang == "zh" && lc >= 1 && lc <= 2 && v.besideDateWord(i, e):
		return v.addDate(i, e, a+1911, b, c, true)
	case la == 4 && lc >= 1 && lc <= 2:
		return v.addDate(i, e, a, b, c, true)
	case la <= 2 && lc == 4 && c >= 1900 && c < 2200:
		switch {
		case sep == '.':
			return v.addDate(i, e, c, b, a, true)
		case a > 12 && b <= 12 || a == b:
			return v.addDate(i, e, c, b, a, true)
		case b > 12 && a <= 12:
			return v.addDate(i, e, c, a, b, true)
		case a >= 1 && b >= 1 && a <= 12:
			v.add(Date, i, e, "")
			return e
		}
		v.addImpossible(i, e)
		return e
	case la <= 2 && lc == 2 && sep == '/' && a >= 1 && b >= 1 && (a <= 12 || b <= 12) && a <= 31 && b <= 31:
		switch {
		case a > 12:
			return v.addDate(i, e, 2000+c, b, a, true)
		case b > 12:
			return v.addDate(i, e, 2000+c, a, b, true)
		}
		v.add(Date, i, e, "")
		return e
	}
	return i
}

// besideDateWord says whether a word beside a number at [s, e) says that it is a date.
func (v *view) besideDateWord(s, e int) bool {
	return containsAny(v.text(s-12, s)+" "+v.text(e, e+10),
		"更新", "生效", "日期", "发布", "修订", "updated", "effective", "date", "revised", "as of ", "as at ", "since ")
}

func (v *view) compactDate(s, e, n int) int {
	y, m, d := n/10000, n/100%100, n%100
	if y < 1990 || y > 2100 || isWord(v.at(e)) {
		return s
	}
	bracketed := strings.ContainsRune("【([〔「", v.at(s-1)) && strings.ContainsRune("】)]〕」", v.at(e))
	if !bracketed && !v.besideDateWord(s, e) {
		return s
	}
	if m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return s // eight digits that are no date are a number like any other
	}
	return v.addDate(s, e, y, m, d, true)
}

// namedDate reads a date around the name of a month at i: January 15th, 2021; 15. Januar 2021; 15 de enero de 2021; May 2018.
func (v *view) namedDate(i int) int {
	e := v.wordEnd(i)
	if e-i < 3 || e-i > 12 {
		return i
	}
	m, ok := months()[string(v.bytes(i, e))]
	if !ok || isDigit(v.at(e)) {
		return i
	}
	j := e
	if v.at(j) == '.' || v.at(j) == '-' && isDigit(v.at(j+1)) {
		j++
	}
	j = v.skip(v.passWord(v.skip(j), "de", "del", "of"))
	if v.at(j) == ',' {
		j = v.skip(j + 1)
	}
	first, k := v.digits(j)
	if k == j {
		return i
	}
	if k-j == 4 { // month and year: the day may stand before
		if isWord(v.at(k)) {
			return i
		}
		if s, d := v.dayBefore(i); s < i {
			return v.addDate(s, k, first, m, d, true)
		}
		if !v.upper(i) && v.lang == "en" {
			return i
		}
		return v.addDate(i, k, first, m, 0, false)
	}
	if k-j > 2 {
		return i
	}
	k = v.passOrdinal(k)
	if isWord(v.at(k)) {
		return i
	}
	y := v.skip(k)
	if v.at(y) == ',' || v.at(y) == '.' {
		y = v.skip(y + 1)
	}
	y = v.skip(v.passWord(y, "of", "de", "del"))
	year, end := v.digits(y)
	if end-y != 4 || isWord(v.at(end)) || year < 1900 {
		return i
	}
	return v.addDate(i, end, year, m, first, true)
}

func (v *view) passWord(i int, words ...string) int {
	for _, w := range words {
		if n := len(w); v.has(i, w) && !isWord(v.at(i+n)) {
			return i + n
		}
	}
	return i
}

func (v *view) passOrdinal(i int) int {
	for _, o := range [...]string{"st", "nd", "rd", "th", "er", "º", "."} {
		if v.has(i, o) && !isWord(v.at(i+len([]rune(o)))) && (o != "." || v.lang == "de") {
			return i + len([]rune(o))
		}
	}
	return i
}

// dayBefore reads the day in front of a month's name: 15, 15th, 15th of, 15., 15 de.
func (v *view) dayBefore(i int) (start, day int) {
	j := v.back(i)
	for _, w := range [...]string{"of", "de", "the"} {
		if v.endsWith(j, w) && !isWord(v.at(j-len(w)-1)) {
			j = v.back(j - len(w))
			break
		}
	}
	if v.at(j-1) == '.' || v.at(j-1) == '-' || v.at(j-1) == ',' {
		j--
	}
	if v.endsWithAny(j, "st", "nd", "rd", "th", "er") {
		j -= 2
	}
	s := j
	for s > 0 && isDigit(v.r[s-1]) {
		s--
	}
	if s == j || j-s > 2 || s > 0 && (isWord(v.r[s-1]) || v.r[s-1] == '.' || v.r[s-1] == '/') {
		return i, 0
	}
	d, _ := v.digits(s)
	if d < 1 || d > 31 || !v.free(s, i) {
		return i, 0
	}
	return s, d
}

func containsAny(s string, list ...string) bool {
	for _, t := range list {
		if strings.Contains(s, t) {
			return true
		}
	}
	return false
}
