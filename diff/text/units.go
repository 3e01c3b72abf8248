package text

import (
	"strings"
	"sync"
)

// Readers see 30 days, 30 日 and 12 个月 as one thing, and January 5, 2023: to change the number and leave the rest standing
// would show half a quantity or half a date. For drawing spans, and for that alone, each of them is one token.

// units are the words that a number right before, or one space away, makes a quantity: of time, age, share, size,
// distance and money, folded, in the languages of most policies.
var units = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(`
		day days week weeks month months year years hour hours minute minutes seconds percent
		kb mb gb tb byte bytes km kilometers kilometres miles meters metres feet dollars euros pounds usd eur gbp twd cny rmb hkd inr
		tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minuten prozent
		jour jours semaine semaines mois an ans heure heures día días dia dias semana semanas mes meses año años ano anos hora horas
		giorno giorni settimana settimane mese mesi anno anni ore
		日 天 年 月 周 星期 个 个月 小时 分钟 秒 秒钟 岁 周岁 工作日 自然日 个工作日 个自然日 元 美元 欧元 人民币 万元 亿元 次 倍 公里 米 公尺
		日间 か月 ヶ月 カ月 ヵ月 年间 时间 歳 日間 年間 時間 週間`) {
		set[word] = true
	}
	return set
})

// qualifies says whether a word may stand between a number and its unit. 工作日 may be cut in two.
func qualifies(norm string) bool {
	switch strings.ToLower(norm) {
	case "business", "working", "calendar", "consecutive", "full", "个", "工作", "自然":
		return true
	}
	return false
}

// months are the English names of months, in lower case.
var months = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for name := range strings.FieldsSeq(`january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec`) {
		set[name] = true
	}
	return set
})

// dateAfter finds the date of a month, a day and a year that begins at i: January 5, 2023 or 5 January 2023. It gives the
// index of its last token, or i, and the norm of all.
func dateAfter(tokens []Token, i int) (end int, norm string) {
	if tokens[i].Class != Number && !isMonth(&tokens[i]) {
		return i, ""
	}
	var parts [3]*Token // the words and numbers of it
	n, at := 0, i
	for ; at < len(tokens) && n < len(parts); at++ {
		t := &tokens[at]
		switch {
		case t.Class == Space:
		case t.Class == Punct && n == 2 && (t.Norm == "," || t.Norm == "."):
			norm += t.Norm
		case (t.Class == Word || t.Class == Number) && t.Emphasis == tokens[i].Emphasis:
			if n > 0 {
				norm += " "
			}
			norm += t.Norm
			parts[n] = t
			n++
		default:
			return i, ""
		}
	}
	switch {
	case n < len(parts) || parts[2].Class != Number || len(parts[2].Norm) != len("2023"):
	case isMonth(parts[0]) && parts[1].Class == Number, parts[0].Class == Number && isMonth(parts[1]):
		return at - 1, norm
	}
	return i, ""
}

// isMonth tells whether a word is the name of a month, which has a capital.
func isMonth(t *Token) bool {
	return t.Class == Word && len(t.Norm) >= len("May") && 'A' <= t.Norm[0] && t.Norm[0] <= 'S' && months()[strings.ToLower(t.Norm)]
}

// withUnits puts each number together with the unit after it, and the parts of a date together.
func withUnits(tokens []Token) []Token {
	var out []Token // nil as long as nothing had to be put together
	for i := 0; i < len(tokens); i++ {
		end, norm := dateAfter(tokens, i)
		if end == i {
			end, norm = unitAfter(tokens, i)
		}
		if end > i && out == nil {
			out = append(make([]Token, 0, len(tokens)), tokens[:i]...)
		}
		switch {
		case end > i:
			t := tokens[i]
			t.End, t.Norm, t.Regional = tokens[end].End, norm, ""
			out = append(out, t)
			i = end
		case out != nil:
			out = append(out, tokens[i])
		}
	}
	if out == nil {
		return tokens
	}
	return out
}

// unitAfter finds the unit of the number at i: the index of its last token, or i where it has none, and the norm of both.
func unitAfter(tokens []Token, i int) (end int, norm string) {
	if tokens[i].Class != Number {
		return i, ""
	}
	const most = 4 // words: fifteen, 个, 工作, 日
	end, norm = i, tokens[i].Norm
	so := norm
	for at, words := i+1, 1; words < most; at, words = at+1, words+1 {
		if at < len(tokens) && tokens[at].Class == Space {
			at++
		}
		if at >= len(tokens) || tokens[at].Class != Word || tokens[at].Emphasis != tokens[i].Emphasis {
			break
		}
		word := tokens[at].Norm
		if standsApart(word) {
			so += " "
		}
		so += word
		unit := units()[strings.ToLower(word)]
		if unit {
			end, norm = at, so
		}
		if !qualifies(word) {
			break
		}
	}
	return end, norm
}
