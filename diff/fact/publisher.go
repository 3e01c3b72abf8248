package fact

import (
	"strings"
	"unicode/utf8"

	"policylog/diff/doc"
)

// definers are the words by which a policy calls its publisher, folded.
var definers = []string{"we", "us", "our", "我们", "本公司", "我司", "wir", "uns"}

// policyNames are the words that a policy's title has beside the name of whose it is.
var policyNames = []string{
	"policy", "policies", "notice", "statement", "terms", "agreement", "conditions", "政策", "声明", "条款", "协议", "指引", "须知", "规则", "公告",
	"datenschutz", "bedingungen",
}

// mostOpening is how many blocks may stand in front of the one that says who "we" are.
const mostOpening = 40

// PublisherOf lists the values under which Find would list the publisher of a document as a third party: the names in its
// title, and those that it says are "we".
func PublisherOf(d *doc.Document) []string {
	var names []string
	title := newView(d.Meta.Title, d.Meta.Language)
	defer title.release()
	if folded := title.text(0, len(title.r)); containsAny(folded, policyNames...) {
		for _, f := range FindIn(d.Meta.Title, d.Meta.Language, ThirdParty) {
			names = append(names, f.Value)
		}
		if name := leadingName(folded); name != "" {
			names = append(names, name)
		}
	}
	for i := range d.Blocks[:min(len(d.Blocks), mostOpening)] {
		b := &d.Blocks[i]
		if !mayDefine(b.Text) {
			continue
		}
		names = append(names, namesOfWe(b.Text, d.Meta.Language)...)
	}
	return names
}

// namesOfWe lists the names that a text says are "we".
func namesOfWe(raw, lang string) []string {
	v := newView(raw, lang)
	defer v.release()
	if !v.definesWe() {
		return nil
	}
	var names []string
	parties := FindIn(raw, lang, ThirdParty)
	for k, f := range parties {
		until := len(v.r)
		if k+1 < len(parties) {
			until = v.rune(parties[k+1].Start)
		}
		if v.calledWe(v.rune(f.End), until) {
			names = append(names, f.Value)
		}
	}
	return names
}

// mayDefine says from a glance whether a text can hold a bracket that says who "we" are.
func mayDefine(s string) bool {
	if strings.IndexByte(s, '(') < 0 && !strings.Contains(s, "（") {
		return false
	}
	if containsAny(s, "我们", "我們", "本公司", "我司") {
		return true
	}
	for i := 0; i+1 < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if strings.ContainsRune("（“”‘’「«＂＇", r) && beginsWe(s[i+n:]) {
				return true
			}
			i += n - 1
		case (c == '(' || c == '"' || c == '\'') && beginsWe(s[i+1:]):
			return true
		}
	}
	return false
}

// beginsWe says whether a text can begin with one of the definers in letters: those of double width are not told apart.
func beginsWe(s string) bool {
	if s != "" && s[0] >= utf8.RuneSelf {
		return true
	}
	for _, w := range [...]string{"we", "us", "our", "wir", "uns"} {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) && (len(s) == len(w) || s[len(w)] >= utf8.RuneSelf || !isWord(rune(s[len(w)]))) {
			return true
		}
	}
	return false
}

// leadingName is what stands in a title before the kind of document that it is: "acme" of "acme privacy policy".
func leadingName(title string) string {
	for _, kind := range [...]string{" privacy", " cookie", " terms", " data", " legal", " policy", "隐私", "个人信息", "用户协议", "服务条款"} {
		if name, _, ok := strings.Cut(title, kind); ok {
			return strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(name), "the "), "'s"))
		}
	}
	return ""
}

// definesWe says whether a text has a bracket that says who "we" are.
func (v *view) definesWe() bool {
	for i, r := range v.r {
		if r == '(' && v.bracketSaysWe(i) {
			return true
		}
	}
	return false
}

// calledWe says whether the party that ends at e is what the next bracket, before until, calls "we".
func (v *view) calledWe(e, until int) bool {
	const far = 60
	for i := e; i < min(until, e+far) && !v.sentenceEnd(i); i++ {
		if v.r[i] == '(' {
			return v.bracketSaysWe(i)
		}
	}
	return false
}

// bracketSaysWe says whether the bracket at i names the publisher: ("we"), (hereinafter "us"), (以下简称"我们").
func (v *view) bracketSaysWe(i int) bool {
	const longest = 80
	for j := i + 1; j < len(v.r) && j-i < longest && v.r[j] != ')'; j++ {
		for _, w := range definers {
			n := len([]rune(w))
			if v.has(j, w) && (isHan(v.r[j]) || !isWord(v.at(j-1)) && !isWord(v.at(j+n)) && (strings.ContainsRune("\"“”'「«", v.at(j-1)) || v.at(j-1) == '(')) {
				return true
			}
		}
	}
	return false
}
