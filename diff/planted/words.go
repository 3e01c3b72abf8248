package planted

import (
	"regexp"
	"strings"
)

// factEdit exchanges the first match of a pattern.
type factEdit struct {
	find *regexp.Regexp
	with string
}

var factEdits = func() []factEdit {
	var out []factEdit
	for _, e := range [][2]string{
		{`\bmay\b`, "must"},
		{`\bmay\b`, "will"},
		{`\bmust\b`, "may"},
		{`\bshall\b`, "may"},
		{`\bwill\b`, "may"},
		{`\bwill not\b`, "will"},
		{`\bdo not\b`, "do"},
		{`\bdoes not\b`, "does"},
		{`\bwill\b`, "will not"},
		{`\bcan\b`, "cannot"},
		{`\bIP address(es)?\b`, "precise location"},
		{`\be-?mail address(es)?\b`, "phone number"},
		{`\bcookies\b`, "fingerprints"},
		{`\band\b`, "or"},
		{`\b30 days\b`, "90 days"},
		{`\b([0-9]+) (days|months|years|hours)\b`, "9${1} ${2}"},
		{`\bthirty\b`, "sixty"},
		{`\b(1[0-9]|[2-9]) years\b`, "21 years"},
		{`\bGDPR\b`, "CCPA"},
		{`\bGoogle\b`, "Amazon"},
		{`\bthird parties\b`, "affiliates"},
		{`\bwith your consent\b`, "without your consent"},
		{`可以`, "必须"},
		{`可能`, "必定"},
		{`应当`, "可以"},
		{`應當`, "可以"},
		{`将`, "可"},
		{`將`, "可"},
		{`不会`, "会"},
		{`不會`, "會"},
		{`不得`, "可以"},
		{`我们会`, "我们不会"},
		{`我們會`, "我們不會"},
		{`([0-9]+) ?(天|日内|日內|个月|個月|小时|小時)`, "9${1} ${2}"},
		{`和`, "或"},
		{`位置信息`, "通讯录"},
		{`位置資訊`, "通訊錄"},
		{`手机号`, "身份证号"},
		{`第三方`, "关联公司"},
	} {
		out = append(out, factEdit{regexp.MustCompile(e[0]), e[1]})
	}
	return out
}()

// changeFact changes a tracked term, outside of links.
func (p *Planter) changeFact(s string) (string, bool) {
	if strings.Contains(s, "](") || strings.Contains(s, "://") {
		return "", false
	}
	for _, i := range p.Rand.Perm(len(factEdits)) {
		e := factEdits[i]
		if at := e.find.FindStringIndex(s); at != nil {
			return s[:at[0]] + e.find.ReplaceAllString(s[at[0]:at[1]], e.with) + s[at[1]:], true
		}
	}
	return "", false
}

// respace changes what no reader takes for a change.
func (p *Planter) respace(s string) (string, bool) {
	ways := []func(string) string{
		func(s string) string { return strings.Replace(s, ", ", ",  ", 1) },
		func(s string) string { return strings.Replace(s, " ", "  ", 2) },
		func(s string) string { return strings.ReplaceAll(s, "，", ", ") },
		func(s string) string { return strings.ReplaceAll(s, "（", "(") },
		func(s string) string { return strings.ReplaceAll(s, "：", ":") },
		func(s string) string { return strings.NewReplacer("“", `"`, "”", `"`, "’", "'").Replace(s) },
		func(s string) string { return strings.ReplaceAll(s, "'", "’") },
		wrapSecondSpace,
	}
	if strings.Contains(s, "](") || strings.Contains(s, "`") {
		return "", false
	}
	out := ways[p.Rand.IntN(len(ways))](s)
	return out, out != s
}

var wordGap = regexp.MustCompile(`[a-z,] [a-z]`)

// wrapSecondSpace breaks a line in the middle of a sentence.
func wrapSecondSpace(s string) string {
	at := wordGap.FindAllStringIndex(s, 3)
	if len(at) < 3 || strings.Contains(s, "\n") || strings.Contains(s, "|") {
		return s
	}
	return s[:at[2][0]+1] + "\n" + s[at[2][0]+2:]
}

var inlineLink = regexp.MustCompile(`\]\((https?://[^)\s]+)\)`)

func (p *Planter) retarget(s string) (string, bool) {
	m := inlineLink.FindStringSubmatchIndex(s)
	if m == nil {
		return "", false
	}
	return s[:m[3]] + "?utm=7" + s[m[3]:], true
}

var dates = regexp.MustCompile(`((?:January|February|March|April|May|June|July|August|September|October|November|December) )([0-9]{1,2})(, 20[0-9]{2})|(20[0-9]{2} ?年 ?)([0-9]{1,2})( ?月 ?[0-9]{1,2} ?日)`)

func (p *Planter) redate(s string) (string, bool) {
	m := dates.FindStringSubmatchIndex(s)
	if m == nil {
		return "", false
	}
	at := 4
	if m[4] < 0 {
		at = 10
	}
	now := "11"
	if s[m[at]:m[at+1]] == now {
		now = "12"
	}
	return s[:m[at]] + now + s[m[at+1]:], true
}

// embolden makes a word or two bold.
func (p *Planter) embolden(s string) (string, bool) {
	if strings.ContainsAny(s, "*_[]`<>|") {
		return "", false
	}
	words := spotWords(s)
	if len(words) < 4 {
		return "", false
	}
	w := words[1+p.Rand.IntN(len(words)-2)]
	if w.start == 0 || w.end == len(s) {
		return "", false
	}
	return s[:w.start] + "**" + s[w.start:w.end] + "**" + s[w.end:], true
}
