package fact

// numeral is a number in the text: in digits, in English or German words, or in Chinese numerals.
type numeral struct {
	s, e    int // runes
	v       int
	digits  bool
	decimal bool // 12.5: v is the whole part
}

// numberWords are the words that numbers are written with, English and German.
var numberWords = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90, "hundred": 100,
	"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12,
	"vierzehn": 14, "dreißig": 30, "sechzig": 60, "neunzig": 90,
}

// hanDigit is the value of a Chinese numeral of one place, -1 for none.
func hanDigit(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '兩', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

func hanUnit(r rune) int {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	}
	return 0
}

// han reads the Chinese numeral that begins at i. It returns its end, i when there is none.
func (v *view) han(i int) (value, end int) {
	total, digit, places, units := 0, -1, 0, false
	j := i
	for ; j < len(v.r) && j-i < 9; j++ {
		if d := hanDigit(v.r[j]); d >= 0 {
			if digit > 0 && !units || digit == 0 {
				total = total*10 + digit // 二〇二一: place by place
			}
			digit, places = d, places+1
			continue
		}
		u := hanUnit(v.r[j])
		if u == 0 {
			break
		}
		if digit < 0 {
			digit = 1 // 十五
		}
		total += digit * u
		digit, units = -1, true
	}
	if j == i {
		return 0, i
	}
	if digit >= 0 {
		if units {
			total += digit
		} else {
			total = total*10 + digit
		}
	}
	return total, j
}

// digits reads up to 9 ASCII digits at i.
func (v *view) digits(i int) (value, end int) {
	j := i
	for j < len(v.r) && isDigit(v.r[j]) && j-i < 9 {
		value = value*10 + int(v.r[j]-'0')
		j++
	}
	if isDigit(v.at(j)) {
		return 0, i
	}
	return value, j
}

// smallNumber reads digits or a Chinese numeral.
func (v *view) smallNumber(i int) (value, end int) {
	if isDigit(v.at(i)) {
		return v.digits(i)
	}
	return v.han(i)
}

// numbers are the numbers of the text that no link or date has taken, read once.
func (v *view) numbers() []numeral {
	if v.nums != nil {
		return v.nums
	}
	v.nums = []numeral{}
	at := 0
	for _, w := range v.runs() {
		v.hanNumbers(at, w.s)
		if w.sense&aNumber != 0 {
			v.readNumber(w.s)
		}
		at = w.e
	}
	v.hanNumbers(at, len(v.r))
	return v.nums
}

// hanNumbers reads the numbers in Chinese numerals that begin in [s, e).
func (v *view) hanNumbers(s, e int) {
	for i := s; v.wide && i < e; i++ {
		v.readNumber(i)
	}
}

// readNumber reads the number that begins at i, unless it is part of the one before.
func (v *view) readNumber(i int) {
	if n := len(v.nums); v.taken[i] || n > 0 && i < v.nums[n-1].e {
		return
	}
	if n, ok := v.numberAt(i); ok {
		v.nums = append(v.nums, n)
	}
}

// numberAt reads the number that begins at i, where a word or a number may begin: thirty (30) and 三十（30） are one.
func (v *view) numberAt(i int) (numeral, bool) {
	n := numeral{s: i}
	switch {
	case isDigit(v.r[i]):
		if i > 0 && (isWord(v.r[i-1]) || (v.r[i-1] == '.' || v.r[i-1] == ',') && isDigit(v.at(i-2))) {
			return n, false
		}
		n.digits = true
		n.v, n.e = v.digits(i)
		for n.e > i && v.at(n.e) == ',' && isDigit(v.at(n.e+1)) && isDigit(v.at(n.e+2)) && isDigit(v.at(n.e+3)) && !isDigit(v.at(n.e+4)) && n.v < 1e6 {
			t, e := v.digits(n.e + 1)
			n.v, n.e = n.v*1000+t, e
		}
		if v.at(n.e) == '.' && isDigit(v.at(n.e+1)) {
			n.decimal = true
			for n.e++; isDigit(v.at(n.e)); n.e++ {
			}
		}
		if n.e > i {
			v.wordsInBrackets(&n)
		}
		return n, n.e > i
	case v.wordStart(i):
		return v.numberInWords(i)
	case hanDigit(v.r[i]) >= 0 || hanUnit(v.r[i]) > 0:
		if i > 0 && (hanDigit(v.r[i-1]) >= 0 || hanUnit(v.r[i-1]) > 0 || v.r[i-1] == '第') {
			return n, false
		}
		n.v, n.e = v.han(i)
		v.parenthesized(&n)
		return n, n.e > i
	}
	return n, false
}

func (v *view) numberInWords(i int) (numeral, bool) {
	n := numeral{s: i}
	part := 0
	for j := i; ; {
		e := v.wordEnd(j)
		w, ok := numberWords[string(v.bytes(j, e))]
		if !ok || isDigit(v.at(e)) {
			break
		}
		if w == 100 {
			part = max(part, 1) * 100
		} else {
			if part%10 != 0 || part > 0 && part < 100 && w > 9 {
				break
			}
			part += w
		}
		n.e = e
		j = e
		if v.at(j) == '-' {
			j++
		} else {
			j = v.skip(j)
		}
		if v.has(j, "and ") && part >= 100 {
			j = v.skip(j + 4)
		}
		if !v.wordStart(j) && v.at(j-1) != '-' {
			break
		}
	}
	if n.e == 0 {
		return n, false
	}
	n.v = part
	v.parenthesized(&n)
	return n, true
}

// wordsInBrackets takes the words in brackets that repeat a number in digits: 18 (eighteen).
func (v *view) wordsInBrackets(n *numeral) {
	j := v.skip(n.e)
	if v.at(j) != '(' || !v.wordStart(v.skip(j+1)) {
		return
	}
	if w, ok := v.numberInWords(v.skip(j + 1)); ok && w.v == n.v && v.at(v.skip(w.e)) == ')' {
		n.e = v.skip(w.e) + 1
	}
}

// parenthesized takes the digits in brackets that repeat a number in words: thirty (30).
func (v *view) parenthesized(n *numeral) {
	j := v.skip(n.e)
	if v.at(j) != '(' {
		return
	}
	d, e := v.digits(v.skip(j + 1))
	if k := v.skip(e); d == n.v && d > 0 && v.at(k) == ')' {
		n.e = k + 1
	}
}
