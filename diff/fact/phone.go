package fact

import (
	"slices"
	"strings"
)

// phones finds telephone numbers: international ones by their +, others by a word in front of them that says so or by
// an unmistakable form (1-800-555-0100, (650) 555-0100, 400-100-5678).
func (v *view) phones() {
	if !v.hasDigits() {
		return
	}
	for i := 0; i < len(v.r); i++ {
		r := v.r[i]
		if !(isDigit(r) || r == '+' || r == '(') || v.taken[i] || i > 0 && (isWord(v.r[i-1]) || v.r[i-1] == '.' || v.r[i-1] == '-' || v.r[i-1] == '#') {
			continue
		}
		s, e := i, v.phoneEnd(i)
		if e <= s {
			continue
		}
		n := 0
		for _, d := range v.r[s:e] {
			if isDigit(d) {
				n++
			}
		}
		if (n >= 7 && n <= 15 && v.isPhone(s, e, n) || n >= 5 && n <= 6 && v.isServiceNumber(s, e)) && v.add(Phone, s, e, phoneValue(v.r[s:e])) {
			i = e - 1
		} else {
			for i+1 < e && isDigit(v.r[i+1]) {
				i++
			}
		}
	}
}

// phoneEnd passes digits and the separators between them.
func (v *view) phoneEnd(i int) int {
	last := i
	j := i
	if v.at(j) == '+' {
		j++
	}
	open := 0
	for ; j < len(v.r) && j-i < 28; j++ {
		r := v.r[j]
		switch {
		case isDigit(r):
			last = j + 1
		case r == '(':
			open++
			if !isDigit(v.at(j + 1)) {
				return last
			}
		case r == ')':
			if open--; open < 0 {
				return last
			}
		case (r == ' ' || r == '-' || r == '.' || r == '–' || r == '/') && (isDigit(v.at(j+1)) || v.at(j+1) == '(' || r == ' ' && v.at(j+1) == '-' || v.at(j-1) == '-'):
		default:
			return last
		}
	}
	return last
}

var phoneCues = []string{"phone", "tel", "call", "fax", "hotline", "toll-free", "toll free", "dial", "mobile:", "telefon", "电话", "热线", "致电", "拨打", "传真", "客服", "専線", "专线", "電話", "手机:", "手机："}

// isServiceNumber reports a short number of a hotline, as China has them, by the word right in front of it: 客服热线：95588.
func (v *view) isServiceNumber(s, e int) bool {
	for i := s; i < e; i++ {
		if !isDigit(v.r[i]) {
			return false
		}
	}
	j := v.back(s)
	for j > 0 && (v.r[j-1] == ':' || v.r[j-1] == '*' || isSpace(v.r[j-1])) {
		j--
	}
	return v.endsWithAny(j, "电话", "热线", "致电", "拨打", "专线") && !isWord(v.at(e))
}

func (v *view) isPhone(s, e, n int) bool {
	if v.r[s] == '+' {
		return n >= 8
	}
	before := v.text(s-24, s)
	if slices.ContainsFunc(phoneCues, func(cue string) bool { return strings.Contains(before, cue) }) {
		return true
	}
	var form strings.Builder
	for _, r := range v.r[s:e] {
		if isDigit(r) {
			form.WriteByte('d')
		} else {
			form.WriteRune(r)
		}
	}
	switch form.String() {
	case "ddd-ddd-dddd", "(ddd) ddd-dddd", "(ddd)ddd-dddd", "ddd.ddd.dddd", "d-ddd-ddd-dddd", "d (ddd) ddd-dddd", "d.ddd.ddd.dddd", "(ddd) ddd dddd":
		return true
	case "ddd-dddd-ddd", "ddd-dddd-dddd", "dddd-ddddddd", "dddd-dddddddd", "ddd-dddddddd", "dddd-dddd-dddd", "dd-dddd-dddd", "dddd-ddd-ddd", "dddd ddd dddd", "ddd dddd dddd", "ddddd dddddd", "ddd ddd dddd":
		return v.r[s] == '0' || v.r[s] == '4'
	}
	return false
}

// phoneValue is a number's digits, with a + where it is written.
func phoneValue(r []rune) string {
	var b strings.Builder
	for i, c := range r {
		if isDigit(c) || c == '+' && i == 0 {
			b.WriteRune(c)
		}
	}
	return b.String()
}
