package fact

import (
	"fmt"
	"unicode/utf8"
)

// durations finds lengths of time: a number and a unit. A range (30 to 45 days) is one fact.
func (v *view) durations() {
	for i, r := range v.r {
		switch {
		case r == '半':
			v.halfUnit(i)
		case r == 'h' && v.has(i, "half a") && v.wordStart(i):
			v.halfA(i)
		}
	}
	for _, n := range v.numbers() {
		if v.taken[n.s] || v.endsWith(n.s, "百分之") || v.noCount(n) {
			continue
		}
		if u, e := v.unit(n); e > 0 {
			v.addDuration(n, e, u)
			continue
		}
		if m, ok := v.rangeEnd(n); ok {
			if u, e := v.unit(m); e > 0 {
				v.add(Duration, n.s, e, iso(n.v, u)+"/"+iso(m.v, u))
			}
		}
	}
}

func (v *view) addDuration(n numeral, e int, unit string) {
	switch {
	case n.decimal:
		if len(unit) == 1 && unit != "H" && unit != "S" {
			v.add(Duration, n.s, e, "P"+v.plain(n.s, n.e)+unit)
		}
	case unit == "Y" && v.at(e) == '半':
		v.add(Duration, n.s, e+1, fmt.Sprintf("P%dY6M", n.v))
	default:
		v.add(Duration, n.s, e, iso(n.v, unit))
	}
}

func (v *view) halfUnit(i int) {
	switch {
	case v.at(i+1) == '年' && v.at(i-1) != '上' && v.at(i-1) != '下' && v.at(i-1) != '每':
		v.add(Duration, i, i+2, "P6M")
	case v.has(i+1, "个月"):
		v.add(Duration, i, i+3, "P15D")
	}
}

// halfA reads half a year and half an hour.
func (v *view) halfA(i int) {
	for _, half := range [...]struct{ phrase, value string }{{"half a year", "P6M"}, {"half an hour", "PT30M"}, {"half a day", "PT12H"}} {
		if e := i + len(half.phrase); v.has(i, half.phrase) && !isWord(v.at(e)) {
			v.add(Duration, i, e, half.value)
		}
	}
}

// noCount says whether 一 does not count but points at one: 哪一天, 上一年度.
func (v *view) noCount(n numeral) bool {
	return n.v == 1 && n.e == n.s+1 && v.at(n.s) == '一' && containsRune("哪某这那每上下前后同当", v.at(n.s-1))
}

// rangeEnd reads the second number of a range: 30 to 45, 30-45, 7至15.
func (v *view) rangeEnd(n numeral) (numeral, bool) {
	j := v.skip(n.e)
	switch {
	case v.has(j, "to ") || v.has(j, "or "):
		j += 3
	case v.has(j, "and ") && v.endsWithAny(v.back(n.s), "between", "between the ages of", "between ages", "between the age of"):
		j += 4
	case v.has(j, "-to-"):
		j += 4
	case v.at(j) == '-' || v.at(j) == '–' || v.at(j) == '~' || v.at(j) == '至' || v.at(j) == '到':
		j++
	default:
		return numeral{}, false
	}
	j = v.skip(j)
	if j >= len(v.r) || v.taken[j] {
		return numeral{}, false
	}
	if isDigit(v.r[j]) {
		m := numeral{s: j, digits: true}
		m.v, m.e = v.digits(j)
		return m, m.e > j
	}
	return v.numberAt(j)
}

// iso writes a duration as ISO 8601; WD is ours: working days.
func iso(n int, unit string) string {
	switch unit {
	case "H", "TM", "S":
		return fmt.Sprintf("PT%d%c", n, unit[len(unit)-1])
	}
	return fmt.Sprintf("P%d%s", n, unit)
}

// unitWords are the units of the languages with spaces; D, W, M, Y as ISO 8601 has them, TM minutes.
var unitWords = map[string]string{
	"day": "D", "days": "D", "week": "W", "weeks": "W", "month": "M", "months": "M", "year": "Y", "years": "Y",
	"hour": "H", "hours": "H", "minute": "TM", "minutes": "TM", "second": "S", "seconds": "S",
	"tag": "D", "tage": "D", "tagen": "D", "woche": "W", "wochen": "W", "monat": "M", "monate": "M", "monaten": "M",
	"jahr": "Y", "jahre": "Y", "jahren": "Y", "stunde": "H", "stunden": "H", "minuten": "TM", "sekunden": "S",
	"werktage": "WD", "werktagen": "WD", "arbeitstage": "WD", "arbeitstagen": "WD", "kalendertage": "D", "kalendertagen": "D",
	"jours": "D", "mois": "M", "ans": "Y", "heures": "H", "días": "D", "meses": "M", "años": "Y", "horas": "H",
}

// shortUnits are units after digits alone.
var shortUnits = map[string]string{
	"yr": "Y", "yrs": "Y", "mos": "M", "wk": "W", "wks": "W", "hr": "H", "hrs": "H", "min": "TM", "mins": "TM", "sec": "S", "secs": "S", "std": "H",
}

// unit reads the unit after a number and returns its ISO letter and where it ends, 0 when there is none.
func (v *view) unit(n numeral) (string, int) {
	j := v.skipMarkup(n.e) // **10** days
	if v.at(j) == '-' && j == n.e {
		j++
	}
	if v.wordStart(j) || n.digits && j == n.e && isLetter(v.at(j)) {
		return v.wordUnit(n, j)
	}
	return v.eastAsianUnit(n, j)
}

func (v *view) wordUnit(n numeral, j int) (string, int) {
	working := false
	for range 3 { // thirty full consecutive calendar days
		e := v.wordEnd(j)
		switch word := v.bytes(j, e); string(word) {
		case "business", "working", "work":
			working = true
		case "calendar", "consecutive", "full", "additional", "more", "further", "natural":
		default:
			u := unitWords[string(word)]
			if u == "" && n.digits {
				u = shortUnits[string(word)]
			}
			if u == "" {
				return "", 0
			}
			if working && u == "D" {
				u = "WD"
			}
			// one second and one day of a sentence are durations, 24 hours a day is one of 24 hours
			return u, e
		}
		j = v.skip(e)
		if v.at(j) == '-' {
			j++
		}
	}
	return "", 0
}

func (v *view) eastAsianUnit(n numeral, j int) (string, int) {
	counted := false
	switch v.at(j) {
	case '个', '箇', '個', 'か', 'ヶ', 'カ', 'ヵ', 'ケ':
		counted = true
		j = v.skip(j + 1)
	}
	for _, u := range [...]struct{ word, iso string }{
		{"工作日", "WD"},
		{"营业日", "WD"},
		{"営業日", "WD"},
		{"工作天", "WD"},
		{"自然日", "D"},
		{"日历日", "D"},
		{"日历天", "D"},
		{"小时", "H"},
		{"時間", "H"},
		{"钟头", "H"},
		{"分钟", "TM"},
		{"秒", "S"},
		{"星期", "W"},
		{"礼拜", "W"},
		{"週間", "W"},
	} {
		if v.has(j, u.word) {
			return u.iso, j + len([]rune(u.word))
		}
	}
	next := v.at(j + 1)
	switch v.at(j) {
	case '天':
		return "D", j + 1
	case '日':
		if v.at(v.back(n.s)-1) == '月' || next == '志' || next == '常' || next == '期' || next == '本' || next == '元' {
			return "", 0
		}
		if next == '間' || next == '间' {
			return "D", j + 2
		}
		return "D", j + 1
	case '周', '週':
		if next == '岁' {
			return "", 0
		}
		return "W", j + 1
	case '月':
		if counted {
			return "M", j + 1
		}
	case '年':
		if n.v >= 1000 || next == '级' || next == '龄' || v.has(j+1, "代") || n.v == 0 {
			return "", 0
		}
		if k := v.skip(j + 1); isDigit(v.at(k)) { // 110年5月
			return "", 0
		}
		if next == '間' || next == '间' {
			return "Y", j + 2
		}
		return "Y", j + 1
	}
	return "", 0
}

// ages finds ages of persons: under 16, 13 years of age or older, 18 歲以下, 未满14周岁.
func (v *view) ages() {
	for _, n := range v.numbers() {
		if v.taken[n.s] {
			continue
		}
		if m, ok := v.rangeEnd(n); ok && n.v < m.v { // 16 to 18 years old
			if e := v.ageRangeEnd(n, m); e > 0 {
				v.add(Age, n.s, e, fmt.Sprintf("%d-%d", n.v, m.v))
				continue
			}
		}
		if s, e, value := v.age(n); e > 0 {
			v.add(Age, s, e, value)
		}
	}
}

// ageRangeEnd is where a range of ages ends, 0 where the range is of something else: an age of its own ends it, or one
// word for ages stands in front of both.
func (v *view) ageRangeEnd(n, m numeral) int {
	if m.v > 99 || n.decimal || m.decimal {
		return 0
	}
	if _, e, value := v.age(m); e > 0 && value == fmt.Sprint(m.v) {
		return e
	}
	s := v.back(n.s)
	for _, w := range [...]string{"between", "from"} {
		if v.endsWith(s, w) {
			s = v.back(s - len(w))
			break
		}
	}
	for _, w := range [...]string{"aged", "ages", "ages of", "age of"} {
		if v.endsWith(s, w) && !isWord(v.at(s-len(w)-1)) {
			j := v.skip(m.e)
			if e := v.passWord(j, "years"); e > j {
				return e
			}
			return m.e
		}
	}
	if v.agesBetween(n, m) {
		return m.e
	}
	return 0
}

// agesBetween reports whether a bare range, teens between 13 and 17, speaks of persons' ages.
func (v *view) agesBetween(n, m numeral) bool {
	return v.endsWith(v.back(n.s), "between") && 5 <= n.v && n.v < m.v && m.v <= 99 && !n.decimal && !m.decimal &&
		containsAny(v.text(n.s-30, n.s), "child", "minor", "kid", "teen") && v.personsNear(n.s, m.e, "-")
}

func (v *view) age(n numeral) (start, end int, value string) {
	if n.v < 5 || n.v > 99 || n.decimal {
		return 0, 0, ""
	}
	if n.digits && v.at(n.e) == '+' && !isWord(v.at(n.e+1)) && n.v >= 13 && n.v <= 21 {
		return n.s, n.e + 1, fmt.Sprintf(">=%d", n.v)
	}
	if e := v.yearsOfLife(n.e); e > 0 {
		return v.eastAsianAge(n, e)
	}
	return v.alphabeticAge(n)
}

// yearsOfLife passes 岁, 周岁, 歳, 才 after a number.
func (v *view) yearsOfLife(i int) int {
	j := v.skipMarkup(i)
	if k := v.hasAny(j, "周岁", "週歳", "岁", "歳", "歲"); k > 0 {
		return j + k
	}
	return 0
}

func (v *view) eastAsianAge(n numeral, e int) (int, int, string) {
	s := v.backMarkup(n.s)
	switch k := v.skip(e); {
	case v.endsWithAny(s, "未满", "不满", "未滿", "小于", "低于", "不足"):
		return s - 2, e, fmt.Sprintf("<%d", n.v)
	case v.has(k, "以下") || v.has(k, "未満") || v.has(k, "未满"):
		return n.s, k + 2, fmt.Sprintf("<%d", n.v)
	case v.endsWithAny(s, "年满", "已满", "大于"):
		return s - 2, e, fmt.Sprintf(">=%d", n.v)
	case v.has(k, "以上"):
		return n.s, k + 2, fmt.Sprintf(">=%d", n.v)
	case v.endsWith(s, "满") || v.endsWith(s, "満"):
		return s - 1, e, fmt.Sprintf(">=%d", n.v)
	}
	return n.s, e, fmt.Sprint(n.v)
}

// below and above are the words in front of an age that say on which side of it a person is.
var (
	below = []string{"not reached the age of", "not attained the age of", "not yet reached the age of", "not yet attained the age of", "under the age of", "below the age of", "under the age", "below the age", "younger than", "less than", "under age", "under", "below", "unter"}
	above = []string{"at least", "over the age of", "above the age of", "over the age", "above the age", "older than", "over", "attained the age of", "reached the age of", "mindestens", "above"}
)

func (v *view) alphabeticAge(n numeral) (int, int, string) {
	s, sign := v.backMarkup(n.s), ""
	lead := 0
	for _, w := range below {
		if v.endsWith(s, w) && !isWord(v.at(s-len(w)-1)) {
			sign, lead = "<", len(w)
			break
		}
	}
	for _, w := range above {
		if sign == "" && v.endsWith(s, w) && !isWord(v.at(s-len(w)-1)) {
			sign, lead = ">=", len(w)
		}
	}
	start := n.s
	cue := lead > 0 && containsAny(v.text(s-lead, s), "age")
	if lead > 0 {
		start = s - lead
	}
	for _, w := range [...]string{"age of", "aged", "ages", "age"} {
		if lead == 0 && v.endsWith(s, w) && !isWord(v.at(s-len(w)-1)) {
			cue, start = true, s-len(w)
			break
		}
	}
	end := n.e
	j := v.skipMarkup(n.e)
	if v.at(j) == '-' {
		j++
	}
	for _, w := range [...]string{"years of age", "years old", "year old", "year-old", "years-old", "yrs old", "jahre alt oder älter", "jahre alt und älter", "jahre oder älter", "jahre und älter", "jahre alt", "years or older", "years and older", "years or over", "years and over", "years or above", "years and above"} {
		if v.has(j, w) {
			cue, end = true, j+utf8.RuneCountInString(w)
			if containsAny(w, "older", "over", "above", "älter") {
				sign = ">="
			}
			break
		}
	}
	k := v.skip(end)
	for _, w := range [...]string{"or older", "and older", "or over", "and over", "or above", "and above", "or more years of age"} {
		if v.has(k, w) && (cue || lead == 0) {
			cue, end, sign = true, k+len(w), ">="
		}
	}
	for _, w := range [...]string{"or younger", "and younger", "or under", "and under"} {
		if v.has(k, w) {
			cue, end, sign = true, k+len(w), "<="
		}
	}
	if !cue {
		cue = v.personsNear(s, end, sign)
		if v.has(v.skip(end), "jahren") && lead > 0 {
			cue, end = true, v.skip(end)+len("jahren")
		}
	}
	if !cue {
		return 0, 0, ""
	}
	return start, end, fmt.Sprintf("%s%d", sign, n.v)
}

// personsNear reports whether a bare comparison, "under 16", speaks of persons: no unit follows and one of the words
// for them stands close by.
func (v *view) personsNear(s, e int, sign string) bool {
	if sign == "" {
		return false
	}
	j := v.skip(e)
	if v.at(j) == '%' || v.at(j) == '-' || v.at(j) == '.' && isDigit(v.at(j+1)) || v.at(j) == ',' && isDigit(v.at(j+1)) {
		return false
	}
	if w := v.wordEnd(j); w > j && unitWords[string(v.bytes(j, w))] != "" {
		return false
	}
	return containsAny(v.text(s-60, s)+v.text(e, e+25), "child", "minor", "user", "individual", "person", "people", "anyone", "someone", "kid", "teen", "you are", "consumer", "age", "kinder")
}
