package fact

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// amounts finds sums of money and percentages.
func (v *view) amounts() {
	for _, n := range v.numbers() {
		switch {
		case v.taken[n.s]:
		case v.endsWith(n.s, "百分之"):
			v.add(Amount, n.s-3, n.e, fmt.Sprintf("%d%%", n.v))
		default:
			if s, e, value := v.amount(n); e > 0 && !v.repeatsAmount(s, e, value) {
				v.add(Amount, s, e, value)
			}
		}
	}
}

// repeatsAmount adds an amount in brackets to the one before them that it repeats: fifty dollars (US $50).
func (v *view) repeatsAmount(s, e int, value string) bool {
	if v.at(v.back(s)-1) != '(' || v.at(v.skip(e)) != ')' || len(v.facts) == 0 {
		return false
	}
	last := &v.facts[len(v.facts)-1]
	if open := v.back(v.back(s) - 1); last.Kind != Amount || last.Value != value || last.End != int(v.pos[open]) {
		return false
	}
	end := v.skip(e) + 1
	v.take(s, end)
	last.End = int(v.pos[end])
	last.Text = v.raw[last.Start:last.End]
	return true
}

// currencies are ISO 4217 codes by the signs and words that stand before or after a number, longest first.
var currencies = []struct{ sign, code string }{
	{"us$", "USD"},
	{"us $", "USD"},
	{"ca$", "CAD"},
	{"au$", "AUD"},
	{"nz$", "NZD"},
	{"sg$", "SGD"},
	{"mx$", "MXN"},
	{"nt$", "TWD"},
	{"hk$", "HKD"},
	{"a$", "AUD"},
	{"c$", "CAD"},
	{"s$", "SGD"},
	{"r$", "BRL"},
	{"$", "USD"},
	{"€", "EUR"},
	{"£", "GBP"},
	{"¥", ""}, // see yen
	{"￥", ""},
	{"₹", "INR"},
	{"₽", "RUB"},
	{"₩", "KRW"},
	{"usd", "USD"},
	{"eur", "EUR"},
	{"gbp", "GBP"},
	{"cny", "CNY"},
	{"rmb", "CNY"},
	{"twd", "TWD"},
	{"hkd", "HKD"},
	{"jpy", "JPY"},
	{"inr", "INR"},
	{"rs.", "INR"},
	{"chf", "CHF"},
	{"人民币", "CNY"},
	{"新台币", "TWD"},
	{"港币", "HKD"},
	{"美金", "USD"},
}

var currencyUnits = []struct{ word, code string }{
	{"us dollars", "USD"},
	{"u.s. dollars", "USD"},
	{"dollars", "USD"},
	{"euros", "EUR"},
	{"euro", "EUR"},
	{"pounds", "GBP"},
	{"yuan", "CNY"},
	{"usd", "USD"},
	{"eur", "EUR"},
	{"gbp", "GBP"},
	{"rmb", "CNY"},
	{"€", "EUR"},
	{"£", "GBP"},
	{"美元", "USD"},
	{"美金", "USD"},
	{"欧元", "EUR"},
	{"英镑", "GBP"},
	{"日元", "JPY"},
	{"日圆", "JPY"},
	{"港元", "HKD"},
	{"港币", "HKD"},
	{"台币", "TWD"},
	{"人民币", "CNY"},
	{"新台币", "TWD"},
	{"元", "CNY"},
	{"円", "JPY"},
}

func (v *view) amount(n numeral) (start, end int, value string) {
	j := v.skip(n.e)
	for _, w := range [...]string{"%", "percent", "per cent", "prozent"} {
		if v.has(j, w) && !isWord(v.at(j+len(w))) {
			return n.s, j + len(w), v.scaled(n, 1) + "%"
		}
	}
	scale, k := 1.0, n.e
	for _, w := range [...]struct {
		word string
		by   float64
	}{{"million", 1e6}, {"billion", 1e9}, {"thousand", 1e3}, {"百万", 1e6}, {"千万", 1e7}, {"万", 1e4}, {"亿", 1e8}} {
		if v.has(j, w.word) {
			scale, k = w.by, j+len([]rune(w.word))
			break
		}
	}
	for _, w := range [...]struct {
		word string
		by   float64
	}{{"bn", 1e9}, {"m", 1e6}, {"k", 1e3}} {
		if k == n.e && v.has(n.e, w.word) && !isWord(v.at(n.e+len(w.word))) && n.digits { // €20m
			scale, k = w.by, n.e+len(w.word)
			break
		}
	}
	after := v.skip(k)
	s := v.back(n.s)
	for _, c := range currencies {
		if v.endsWith(s, c.sign) && !(isLetter(rune(c.sign[0])) && isWord(v.at(s-len([]rune(c.sign))-1))) {
			if v.at(after) == '元' || v.at(after) == '円' {
				k = after + 1
			}
			code := cmp.Or(c.code, v.yen())
			return s - len([]rune(c.sign)), v.passCurrency(k, code), code + " " + v.scaled(n, scale)
		}
	}
	for _, c := range currencyUnits {
		l := len([]rune(c.word))
		if v.has(after, c.word) && !(isLetter([]rune(c.word)[0]) && isWord(v.at(after+l))) && v.at(after+l) != '素' && v.at(after+l) != '数' {
			return n.s, after + l, c.code + " " + v.scaled(n, scale)
		}
	}
	return 0, 0, ""
}

// passCurrency passes the code of a currency that the sign in front of an amount named already: $50.00 USD.
func (v *view) passCurrency(k int, code string) int {
	i := v.skip(k)
	if e := v.wordEnd(i); e-i == len(code) && v.has(i, strings.ToLower(code)) {
		return e
	}
	return k
}

// yen is what ¥ stands for: yuan in Chinese, yen in Japanese, and elsewhere either.
func (v *view) yen() string {
	switch v.lang {
	case "zh":
		return "CNY"
	case "ja":
		return "JPY"
	}
	return "¥"
}

// plain is a number as it stands, without thousands separators.
func (v *view) plain(s, e int) string { return strings.ReplaceAll(v.text(s, e), ",", "") }

func (v *view) scaled(n numeral, by float64) string {
	f := float64(n.v)
	if n.digits {
		if g, err := strconv.ParseFloat(v.plain(n.s, n.e), 64); err == nil {
			f = g
		}
	}
	return strconv.FormatFloat(f*by, 'f', -1, 64)
}
