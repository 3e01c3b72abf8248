package fact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// term is a name of the tables.
type term struct {
	runes  []rune
	kind   Kind
	value  string
	latin  bool // bounded by words
	common bool // a common word too: counts in its context only
	upper  bool // must have a capital
}

// termIndex finds the terms that may begin at a place: by the first word of a Latin one, by the first two characters
// of a Chinese one; longest first.
type termIndex struct {
	latin map[string][]term
	han   map[[2]rune][]term
}

var termsByStart = sync.OnceValue(func() *termIndex {
	x := &termIndex{latin: make(map[string][]term, 1200), han: make(map[[2]rune][]term, 1200)}
	x.read(DataType, dataTypes)
	x.read(ThirdParty, thirdParties)
	x.read(Jurisdiction, jurisdictions)
	x.read(Legal, legalReferences)
	x.read(Certification, certifications)
	longest := func(a, b term) int { return len(b.runes) - len(a.runes) }
	for _, list := range x.latin {
		slices.SortStableFunc(list, longest)
	}
	for _, list := range x.han {
		slices.SortStableFunc(list, longest)
	}
	return x
})

func (x *termIndex) read(kind Kind, table string) {
	for line := range strings.Lines(table) {
		key, names, ok := strings.Cut(line, "|")
		if !ok {
			continue
		}
		key = strings.TrimSpace(key)
		english, chinese, _ := strings.Cut(names, "|")
		for _, name := range append(strings.Split(english, ";"), strings.Split(chinese, ";")...) {
			name = strings.TrimSpace(name)
			if name == "" {
				continue
			}
			t := term{kind: kind, value: key}
			name, t.common = strings.CutPrefix(name, "?")
			t.runes = []rune(name)
			first := t.runes[0]
			t.latin = isWord(first)
			if t.latin && kind == ThirdParty && !hasWords(name, key) {
				t.value = strings.TrimRight(name, ".") // a line lists what belongs together: another name is another party
			}
			t.upper = t.latin && (kind == ThirdParty || kind == Jurisdiction || kind == Certification || kind == Legal) ||
				t.latin && len(t.runes) <= 4 && strings.Contains(" ip sim gps dna ssn cv vin ssid bssid udid uuid sms cvv ", " "+name+" ")
			if t.latin {
				x.latin[firstWord(t.runes)] = append(x.latin[firstWord(t.runes)], t)
			} else if len(t.runes) > 1 {
				k := [2]rune{t.runes[0], t.runes[1]}
				x.han[k] = append(x.han[k], t)
			}
		}
	}
}

// hasWords reports whether a name holds a key as whole words.
func hasWords(name, key string) bool {
	return strings.Contains(" "+strings.NewReplacer(",", " ", "+", " ").Replace(name)+" ", " "+key+" ")
}

// firstWord is the run of letters or digits that a term begins with.
func firstWord(r []rune) string {
	n := 0
	for n < len(r) && isWord(r[n]) {
		n++
	}
	return string(r[:n])
}

// terms finds the names of the tables, the longest that begins at each place.
func (v *view) terms() {
	x := termsByStart()
	at := 0
	for _, w := range v.runs() {
		if at = v.hanTerms(x, at, w.s); at > w.s {
			continue
		}
		at = w.e
		if w.sense&aTerm != 0 && !v.taken[w.s] {
			at = max(at, v.longest(x.latin[string(v.bytes(w.s, w.e))], w.s))
		}
	}
	v.hanTerms(x, at, len(v.r))
}

// hanTerms finds the Chinese names that begin in [s, e), and returns where the last of them ends if that is further.
func (v *view) hanTerms(x *termIndex, s, e int) int {
	if !v.wide {
		return max(s, e)
	}
	for ; s < e; s++ {
		if !isHan(v.r[s]) || v.taken[s] || s+1 == len(v.r) {
			continue
		}
		if end := v.longest(x.han[[2]rune{v.r[s], v.r[s+1]}], s); end > s {
			s = end - 1
		}
	}
	return s
}

// longest records the first of the terms that stands at i, and returns where it ends, 0 when none does.
func (v *view) longest(list []term, i int) int {
	for _, t := range list {
		e := v.matchTerm(t, i)
		if e == 0 || t.upper && !v.hasCapital(i, e) || t.common && !v.inContext(t, i, e) || !v.senseFits(t, i, e) {
			continue
		}
		if v.add(t.kind, i, e, t.value) {
			return e
		}
	}
	return 0
}

// matchTerm is the end of a term that stands at i, with a plural's s, 0 when it does not. A space of the term matches
// any run of spaces, a hyphen or, between Latin and Chinese, nothing.
func (v *view) matchTerm(t term, i int) int {
	j := i
	for k, r := range t.runes {
		if r == ' ' {
			if !isSpace(v.at(j)) && v.at(j) != '-' {
				return 0
			}
			j = v.skip(j + 1)
			continue
		}
		if k > 0 && isHan(r) != isHan(t.runes[k-1]) {
			j = v.skip(j)
		}
		if v.at(j) != r {
			return 0
		}
		j++
	}
	if last := t.runes[len(t.runes)-1]; isWord(last) && isWord(v.at(j)) {
		for _, plural := range [...]string{"s", "es"} {
			if v.has(j, plural) && !isWord(v.at(j+len(plural))) {
				return j + len(plural)
			}
		}
		return 0
	}
	return j
}

func (v *view) hasCapital(s, e int) bool {
	for i := s; i < e; i++ {
		if v.upper(i) {
			return true
		}
	}
	return false
}

// inContext reports whether a term that is a common word too is meant as a name here: a company where it has a capital
// in the middle of a sentence, a 's, a bracket or Chinese beside it; a data type in an enumeration or after "your".
func (v *view) inContext(t term, s, e int) bool {
	before, after := v.back(s), v.skip(e)
	if !t.latin {
		return v.hanInContext(before, after)
	}
	if t.kind != DataType {
		if v.has(e, "'s ") || v.at(s-1) == '[' || v.at(e) == ']' && v.at(e+1) == '(' || isHan(v.at(before-1)) || isHan(v.at(after)) {
			return true
		}
		return !v.startsSentence(s) && v.upper(s) && (v.at(before-1) == ',' || v.endsWithAny(before, " and", " by", " with", " to", " from", " use", " as", "including", " or", "(") || v.at(before-1) == '(')
	}
	if v.endsWithAny(before, "your", "their", "’s", "'s", "user", "my", "and postal") {
		return true
	}
	bare := before
	if v.endsWith(before, " the") {
		bare = v.back(before - len("the")) // and the microphone
	}
	listBefore := v.at(before-1) == ',' || v.at(before-1) == '(' || v.at(before-1) == '/' || v.at(before-1) == ':'
	listAfter := v.at(after) == ',' || v.at(after) == '/' || v.at(after) == ')' || v.at(after) == ';'
	and := v.endsWithAny(bare, " and", " or") || v.has(after, "and ") || v.has(after, "or ")
	return listBefore && (listAfter || and || v.at(after) == '.') || and && (listAfter || v.at(after) == '.') || listAfter && v.endsWithAny(before, "such as", " as", "the", "a", "like", "including", "e.g.", " access", " accesses", " read", " collect", " store") || v.endsWithAny(before, " and", "/") && v.endsWithAny(before, "address and", "age and")
}

// hanInContext reports whether a Chinese word stands in an enumeration, belongs to somebody or is followed by what makes
// it a data type.
func (v *view) hanInContext(before, after int) bool {
	if strings.ContainsRune("、/", v.at(before-1)) || strings.ContainsRune("、/", v.at(after)) {
		return true
	}
	if v.hasAny(after, "信息", "数据", "资料", "资讯", "记录", "纪录", "权限") > 0 || v.endsWithAny(before, "您的", "你的", "个人", "访问", "读取", "收集", "提供", "上传") {
		return true
	}
	and := v.endsWithAny(before, "和", "及", "或", "与")
	return and && (v.at(after) == '等' || v.at(after) == '。' || v.at(after) == ',' || v.at(after) == '，') || v.hasAny(after, "和", "及", "或", "与") > 0 && strings.ContainsRune(":,，(（如", v.at(before-1))
}

// senseFits rules out the places where a term is a part of something else, and a label: "E-mail:" in front of an address
// names no data type.
func (v *view) senseFits(t term, s, e int) bool {
	if k := v.skip(e); t.kind == DataType && v.at(k) == ':' {
		if k = v.skipMarkup(k + 1); k < len(v.r) && v.taken[k] && strings.Contains(" e-mail address phone number postal address contacts name contact information ", " "+t.value+" ") {
			return false
		}
	}
	switch t.value {
	case "location":
		return !v.has(e, "服务") && !v.has(e, "功能")
	case "us":
		if t.latin && (!v.upper(s) || v.at(s+1) == 's' && !v.upper(s+1)) { // "US" and "Us"
			return false
		}
	case "search":
		return !v.has(e, "引擎") && !v.has(e, "服务")
	case "steps":
		return !v.endsWith(s, "同") && !v.endsWith(s, "进一") // synchronised data
	case "phone number":
		return v.hasAny(e, "基地台", "基站", "网络", "网路", "塔", "系统") == 0 // a network's, not a person's
	case "china cybersecurity law":
		return v.hasAny(e, "规", "律", "令") == 0 // laws of that kind, in general
	case "video", "photos", "voice":
		return !v.has(e, "网站") && !v.has(e, "平台")
	case "feedback":
		return !v.endsWith(s, "用户") && !v.endsWith(s, "使用者")
	case "e-mail address": // email us
		return !(t.latin && (v.has(v.skip(e), "us ") || v.has(v.skip(e), "to ")) && len(t.runes) <= 6)
	case "inferences":
		return !v.endsWithAny(v.back(s), "legitimate", "vital", "best", "public", "正当", "合法")
	case "health":
		if e-s == len("health") {
			return v.at(v.skip(e)) == ',' || v.endsWithAny(v.back(s), ",", "your", "physical", "mental", "or")
		}
	case "china":
		return !v.has(e, "联通") && !v.has(e, "银行")
	case "employment":
		return !v.has(e, "道德")
	case "contact information": // that of the publisher, or of a page, and not the reader's
		if v.endsWithAny(v.back(s), " our", "the following", "these", " below", "using the", " at the", "我们的", "本公司", "公司的", "下列", "以下", "下述", "上述", "下方", "官方", "客服", "公布的", "提供的") || v.back(s) == 3 && v.has(0, "our") {
			return false
		}
		return v.hasAny(v.skip(e), "below", "above", "provided", "set out", "set forth", "listed", "page", "section", "of our", "for our", "of the", "in section", "如下", "联系我们", "与我们") == 0
	case "browsing history":
		if v.has(s, "点击") && e-s == 2 { // to click something, and not what was clicked
			return v.hasAny(v.skip(e), "\"", "“", "「", "『", "[", "【", "*", "此", "这", "链接", "连结", "按钮", "按键", "右", "左", "下", "上", "进入", "同意", "确认", "查看", "提交", "取消", "该") == 0
		}
	}
	if t.kind == Jurisdiction && t.latin && utf8.RuneCountInString(t.value) <= 3 && e-s <= 4 {
		return v.upper(s) && (v.upper(s+1) || v.at(s+1) == '.')
	}
	return true
}
