package fact

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// term is a name of the tables.
type term struct {
	name   string
	kind   Kind
	value  string
	next   int32 // the next of those that begin alike, no longer than this one, or none
	length int16 // of the name, in characters
	latin  bool  // bounded by words
	common bool  // a common word too: counts in its context only
	upper  bool  // must have a capital
}

// none is no term.
const none = -1

// termIndex finds the terms that may begin at a place, longest first.
type termIndex[K comparable] struct {
	terms  []term
	chains map[K]int32 // the first term of those that begin so
}

// latinTerms has the terms of an alphabet by their first word, hanTerms the Chinese ones by their first two characters,
// which texts without Chinese do not need.
var (
	latinTerms = sync.OnceValue(newLatinTerms)
	hanTerms   = sync.OnceValue(newHanTerms)
)

func newLatinTerms() *termIndex[string] {
	x := &termIndex[string]{terms: make([]term, 0, 2048), chains: make(map[string]int32, 1200)}
	eachName(func(kind Kind, key, name string) {
		if first, _ := utf8.DecodeRuneInString(strings.TrimPrefix(name, "?")); !isWord(first) {
			return
		}
		t := newTerm(kind, key, name)
		t.latin = true
		if kind == ThirdParty && !hasWords(t.name, key) {
			t.value = strings.TrimRight(t.name, ".") // a line lists what belongs together: another name is another party
		}
		t.upper = kind != DataType || isAcronym(t.name)
		x.add(firstWord(t.name), t)
	})
	return x
}

func newHanTerms() *termIndex[[2]rune] {
	x := &termIndex[[2]rune]{terms: make([]term, 0, 2048), chains: make(map[[2]rune]int32, 800)}
	eachName(func(kind Kind, key, name string) {
		if name[0] < utf8.RuneSelf && name[0] != '?' {
			return
		}
		t := newTerm(kind, key, name)
		if first, n := utf8.DecodeRuneInString(t.name); !isWord(first) && t.length > 1 {
			second, _ := utf8.DecodeRuneInString(t.name[n:])
			x.add([2]rune{first, second}, t)
		}
	})
	return x
}

// eachName calls do for each name of the tables, in both languages, with the key that is its value.
func eachName(do func(kind Kind, key, name string)) {
	for _, t := range [...]struct {
		kind  Kind
		table string
	}{
		{DataType, dataTypes}, {ThirdParty, thirdParties}, {Jurisdiction, jurisdictions}, {Legal, legalReferences}, {Certification, certifications},
	} {
		for line := range strings.Lines(t.table) {
			key, names, _ := strings.Cut(line, "|")
			key = strings.TrimSpace(key)
			for ofLanguage := range strings.SplitSeq(names, "|") {
				for name := range strings.SplitSeq(ofLanguage, ";") {
					if name = strings.TrimSpace(name); name != "" {
						do(t.kind, key, name)
					}
				}
			}
		}
	}
}

func newTerm(kind Kind, key, name string) term {
	t := term{kind: kind, value: key}
	t.name, t.common = strings.CutPrefix(name, "?")
	t.length = int16(utf8.RuneCountInString(t.name))
	return t
}

// isAcronym reports names of data types that are words too in small letters.
func isAcronym(name string) bool {
	switch name {
	case "ip", "sim", "gps", "dna", "ssn", "cv", "vin", "udid", "uuid", "ssid", "sms", "cvv":
		return true
	}
	return false
}

// add puts a term behind those that begin alike and are no shorter.
func (x *termIndex[K]) add(begins K, t term) {
	i := int32(len(x.terms))
	at, ok := x.chains[begins]
	if !ok || x.terms[at].length < t.length {
		t.next = none
		if ok {
			t.next = at
		}
		x.chains[begins] = i
		x.terms = append(x.terms, t)
		return
	}
	for next := x.terms[at].next; next != none && x.terms[next].length >= t.length; next = x.terms[at].next {
		at = next
	}
	t.next, x.terms[at].next = x.terms[at].next, i
	x.terms = append(x.terms, t)
}

// hasWords reports whether a name holds a key as whole words.
func hasWords(name, key string) bool {
	for from := 0; ; {
		at := strings.Index(name[from:], key)
		if at < 0 {
			return false
		}
		s, e := from+at, from+at+len(key)
		if (s == 0 || parts(name[s-1])) && (e == len(name) || parts(name[e])) {
			return true
		}
		from = s + 1
	}
}

// parts reports whether a byte stands between the words of a name.
func parts(c byte) bool { return c == ' ' || c == ',' || c == '+' }

// firstWord is the run of letters and digits that a name begins with.
func firstWord(name string) string {
	if end := strings.IndexFunc(name, func(r rune) bool { return !isWord(r) }); end >= 0 {
		return name[:end]
	}
	return name
}

// terms finds the names of the tables, the longest that begins at each place.
func (v *view) terms() {
	x := latinTerms()
	at := 0
	for _, w := range v.runs() {
		if at = v.hanTerms(at, w.s); at > w.s {
			continue
		}
		at = w.e
		if w.sense&aTerm != 0 && !v.taken[w.s] {
			at = max(at, v.longest(x.terms, x.chains[string(v.bytes(w.s, w.e))], w.s))
		}
	}
	v.hanTerms(at, len(v.r))
}

// hanTerms finds the Chinese names that begin in [s, e), and returns where the last of them ends if that is further.
func (v *view) hanTerms(s, e int) int {
	if !v.wide {
		return max(s, e)
	}
	x := hanTerms()
	for ; s < e; s++ {
		if !isHan(v.r[s]) || v.taken[s] || s+1 == len(v.r) {
			continue
		}
		if first, ok := x.chains[[2]rune{v.r[s], v.r[s+1]}]; ok {
			s = max(s, v.longest(x.terms, first, s)-1)
		}
	}
	return s
}

// longest records the first term of a chain that stands at i, and returns where it ends, 0 when none does.
func (v *view) longest(terms []term, first int32, i int) int {
	for at := first; at != none; at = terms[at].next {
		t := &terms[at]
		e := v.matchTerm(t, i)
		if e == 0 || t.upper && !v.hasCapital(i, e) || t.common && !v.inContext(t, i, e) || !v.senseFits(t, i, e) {
			continue
		}
		if v.branch(t, i, e) || v.add(t.kind, i, e, t.value) {
			return e
		}
	}
	return 0
}

// branch adds a country to the name of a company right before it, whose branch there is meant: Meta Ireland.
func (v *view) branch(t *term, s, e int) bool {
	if t.kind != Jurisdiction || !t.latin || t.length < 5 || v.at(s-1) != ' ' || !v.upper(s) || !v.lastIs(ThirdParty, s-1) {
		return false
	}
	last := &v.facts[len(v.facts)-1]
	v.take(s-1, e)
	last.End = int(v.pos[e])
	last.Text, last.Value = v.raw[last.Start:last.End], last.Value+" "+t.name
	return true
}

// matchTerm is the end of a term that stands at i, with a plural's s, 0 when it does not. A space of the term matches
// any run of spaces, a hyphen or, between Latin and Chinese, nothing.
func (v *view) matchTerm(t *term, i int) int {
	j := i
	var last rune
	for k, r := range t.name {
		if r == ' ' {
			if !isSpace(v.at(j)) && v.at(j) != '-' {
				return 0
			}
			j, last = v.skip(j+1), r
			continue
		}
		if k > 0 && isHan(r) != isHan(last) {
			j = v.skip(j)
		}
		if v.at(j) != r {
			return 0
		}
		j++
		last = r
	}
	if isWord(last) && isWord(v.at(j)) {
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
func (v *view) inContext(t *term, s, e int) bool {
	before, after := v.back(s), v.skip(e)
	if !t.latin {
		return v.hanInContext(before, after)
	}
	if t.kind != DataType {
		if v.at(before-1) == '、' || v.at(after) == '、' || v.lang == "zh" && v.at(before-1) == ':' {
			return true
		}
		if v.has(e, "'s ") || v.at(s-1) == '[' || v.at(e) == ']' && v.at(e+1) == '(' || isHan(v.at(before-1)) || isHan(v.at(after)) {
			return true
		}
		return !v.startsSentence(s) && v.upper(s) && (v.at(before-1) == ',' || v.endsWithAny(before, " and", " by", " with", " to", " from", " use", " as", "including", " or", "(") || v.at(before-1) == '(')
	}
	if v.endsWithAny(before, "your", "their", "’s", "'s", "user", "my", "and postal") {
		return true
	}
	for _, and := range [...]string{" and", " or"} {
		if v.endsWith(before, and) && v.lastIs(DataType, v.back(before-len(and))) {
			return true // photographs and videos
		}
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

// lastIs says whether the fact found last is of a kind and ends at a place.
func (v *view) lastIs(kind Kind, e int) bool {
	if len(v.facts) == 0 {
		return false
	}
	last := &v.facts[len(v.facts)-1]
	return last.Kind == kind && last.End == int(v.pos[e])
}

// hanInContext reports whether a Chinese word stands in an enumeration, belongs to somebody or is followed by what makes
// it a data type.
func (v *view) hanInContext(before, after int) bool {
	if strings.ContainsRune("、/", v.at(before-1)) || strings.ContainsRune("、/", v.at(after)) {
		return true
	}
	if v.hasAny(after, "信息", "数据", "资料", "资讯", "记录", "纪录", "权限") > 0 || v.endsWithAny(before, "您的", "你的", "个人", "访问", "读取", "收集", "提供", "上传", "调用", "需要使用", "需要") {
		return true
	}
	and := v.endsWithAny(before, "和", "及", "或", "与")
	return and && (v.at(after) == '等' || v.at(after) == '。' || v.at(after) == ',' || v.at(after) == '，') || v.hasAny(after, "和", "及", "或", "与") > 0 && strings.ContainsRune(":,，(（如", v.at(before-1))
}

// label is where what a label at e introduces begins, e where it is none: Address: …, 邮寄地址为….
func (v *view) label(e int) int {
	k := v.skip(e)
	if v.at(k) == ':' || v.at(k) == '为' || v.at(k) == '是' {
		return k + 1
	}
	if n := v.passWord(k, "is"); n > k {
		return n
	}
	return e
}

// senseFits rules out the places where a term is a part of something else, and a label: "E-mail:" in front of an address
// names no data type.
func (v *view) senseFits(t *term, s, e int) bool {
	if k := v.label(e); t.kind == DataType && k > e {
		if k = v.skipMarkup(k); k < len(v.r) && v.taken[k] && strings.Contains(" e-mail address phone number postal address contacts name contact information ", " "+t.value+" ") {
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
	case "nationality": // where the laws that hold are those of
		return !v.endsWithAny(v.back(s), "of your", "in your", "of their", "in their", "under your")
	case "battery":
		return !v.endsWith(s, "低")
	case "meta":
		return v.hasAny(v.skip(e), "tag", "data", "description", "-") == 0
	case "search":
		return v.hasAny(e, "引擎", "服务", "栏", "框", "列", "按钮") == 0
	case "messages":
		return !v.has(s, "通讯内容") || !v.endsWithAny(s, "服务及", "服务和", "服务与", "服务、")
	case "steps":
		return !v.endsWith(s, "同") && !v.endsWith(s, "进一") // synchronised data
	case "phone number":
		return v.hasAny(e, "基地台", "基站", "网络", "网路", "塔", "系统") == 0 && !v.isChannel(s, e) // a network's, not a person's
	case "china cybersecurity law":
		return v.hasAny(e, "规", "律", "令") == 0 // laws of that kind, in general
	case "video", "photos", "voice":
		return v.hasAny(e, "网站", "平台", "助手", "助理") == 0
	case "feedback":
		return !v.endsWithAny(v.back(s), "用户", "使用者", "questions,", "questions or", "questions and", "questions/", "收到您的", "收到你的")
	case "usage data":
		return !v.has(s, "使用") || !v.endsWithAny(s, "如何", "怎样", "怎么", "为何") // to use information
	case "e-mail address", "sms":
		return !v.isChannel(s, e)
	case "inferences":
		return !v.endsWithAny(v.back(s), "legitimate", "vital", "best", "public", "正当", "合法")
	case "health":
		if e-s == len("health") {
			if v.hasAny(v.skip(e), "resource", "service", "support", "crisis", "professional", "care") > 0 {
				return false
			}
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
