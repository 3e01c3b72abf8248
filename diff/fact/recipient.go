package fact

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"policylog/internal/wordset"
)

// leading is what leads to a recipient's name in languages with spaces, folded.
type leading struct {
	giving, given map[string]bool // verbs of giving; words for what is given
	working       map[string]bool // in front of "by"
	helping       map[string]bool // in front of "with"
	nouns         map[string]bool // for a recipient
	others        map[string]bool // nouns for one where a word of whose says that it is somebody else's
	whose         map[string]bool
	first         map[string]bool // all that may stand right in front of a name
}

var leads = sync.OnceValue(func() *leading {
	l := &leading{
		giving: wordset.Of(`share shares shared sharing disclose discloses disclosed disclosing provide provides provided providing transfer transfers
		transferred transferring transmit transmits transmitted send sends sent sending sell sells sold supply supplied pass passed forward forwarded
		release released export exported upload uploaded`),
		given:   wordset.Of(`data information details identifiers records logs it them addresses address contents history metrics`),
		working: wordset.Of(`provided processed hosted powered supplied handled stored delivered managed run`),
		helping: wordset.Of(`partner partners partnered partnering partnership partnerships work working works cooperate cooperates contract contracts contracted`),
		nouns: wordset.Of(`provider providers partner partners vendor vendors processor processors subprocessor subprocessors contractor contractors recipient
		recipients parties companies`),
		others: wordset.Of(`service services tool tools platform platforms network networks company sdk sdks software`),
		whose:  wordset.Of(`third external analytics advertising payment payments marketing cloud partner`),
		first:  wordset.Of("with to by use uses using as including like namely include are is called named"),
	}
	maps.Copy(l.first, l.nouns)
	maps.Copy(l.first, l.others)
	return l
})

// commonNames are words that policies and terms write with a capital and that are no name by themselves: the parties they
// define, the things they speak of, the beginnings of sentences.
var commonNames = wordset.Lazy(`a an the and or of for in on at by to with from as is are be it its this that these those we us our you your i he she they their them if when where
	while who what how why all any each other others such no not none new more most some many certain additional please see read click here
	affiliate affiliates agent agents account accounts api app apps application applications article audience authority authorities board brand business
	businesses buyer buyers candidate cardholder card cards chapter child client clients clause code company consumer consumers content contract contributor
	contributors controller controllers cookie cookies country court courts creator creators customer customers data date department device devices
	digital document documents email employee employees entity entities event events exhibit feature features fee fees file files force forum game games
	global good goods government group groups guest guests guide host hosts http https human id individual individuals internet ip isp law laws legal
	licensee licensor licensors list local log logs mail market marketing media member members merchant merchants minor minors mobile network
	networks notice office officer online opt order orders organization organisations organizations organisation owner owners page pages paragraph parent
	parents part parties partner partners party pay payment payments person personal persons phone platform platforms player players plan plans playstation policies policy
	portal post premium privacy processor processors product products professional profile profiles program programs project property provider providers
	public publisher publishers purchase purpose purposes reader record recipient recipients regulator representative request requests research
	researcher researchers right rights rule rules safety schedule school science sdk section sections sell sensitive service services shop site sites
	software source sponsor sponsors staff standard state states store student students subprocessor subprocessors sub-processor sub-processors subscriber
	subscribers subsidiary subsidiaries support system team teams technology technologies term terms territory third tool tools trade trust union url user users vendor
	vendors version video visitor visitors web website websites wi-fi wifi wireless work yes monday tuesday wednesday thursday friday saturday sunday
	january february march april may june july august september october november december english european american chinese german french
	federal national international general special standard annex appendix addendum agreement act regulation directive ltd inc gps imei idfa gaid
	oaid html pdf faq usb sim nfc bluetooth ssl tls aes vpn ai ui os pc tv ios android windows mac linux cpu ram isbn sms mms url uri dns javascript java
	flash json xml csv http css cdn crm bios mac id ids ugc app's ad ads operate improve protect comply help make send attn ngo ngos advertising analytics settings help center centre home menu my add me mr ms dr`)

// recipients finds names that are in no table by what leads to them: "we share data with Northwind Analytics", "providers
// such as Zorblax and Quux", 共享给 Zorblax, 由星河科技提供. It is for names alone: words that policies capitalise for
// everybody are passed over.
func (v *view) recipients() {
	if v.lang == "de" {
		return // every noun has a capital
	}
	at := 0
	for _, w := range v.runs() {
		v.recipientsInChinese(at, w.s)
		at = w.e
		if w.sense&aLead == 0 {
			continue
		}
		if names := v.openNames(w.letters); v.upper(names) {
			before := v.wordsBefore(w.s)
			if !(v.upper(w.s) && len(before) > 0) && leadsToName(v.text(w.s, w.letters), before) {
				v.names(names)
			}
		}
	}
	v.recipientsInChinese(at, len(v.r))
}

// recipientsInChinese finds the names to which Chinese in [s, e) leads.
func (v *view) recipientsInChinese(s, e int) {
	for i := s; v.wide && i < e; i++ {
		switch {
		case !isCJK(v.r[i]):
		case isCJK(v.at(i + 1)):
			v.chineseRecipient(i)
		case v.leadsInChinese(i + 1):
			v.names(v.openNames(i + 1))
		}
	}
}

// wordsBefore are the last words of the sentence in front of i, not all of a long one.
func (v *view) wordsBefore(i int) []string {
	const near = 12
	var words []string
	for j := i; j > 0 && len(words) < near && !v.sentenceEnd(j-1); {
		s := j
		for s > 0 && isLetter(v.r[s-1]) {
			s--
		}
		if s == j {
			j--
			continue
		}
		words, j = append(words, v.text(s, j)), s
	}
	slices.Reverse(words)
	return words
}

// leadsToName says whether a word leads to the name of a recipient, given the words of the sentence before it.
func leadsToName(word string, before []string) bool {
	last := func(n int) string { // the n-th word before
		if n > len(before) {
			return ""
		}
		return before[len(before)-n]
	}
	switch word {
	case "with", "to":
		return word == "with" && leads().helping[last(1)] || gave(before)
	case "by":
		return leads().working[last(1)]
	case "use", "uses", "using":
		return last(1) == "we" || last(1) == "also" && last(2) == "we"
	case "as":
		return last(1) == "such" && isRecipient(before[:len(before)-1])
	case "including", "like", "namely", "include", "are", "is", "called", "named":
		return isRecipient(before)
	}
	return isRecipient(append(before[:len(before):len(before)], word))
}

// gave says whether some words end in data that somebody gives: "share your personal data".
func gave(words []string) bool {
	l := leads()
	thing := false
	for i := len(words) - 1; i >= 0; i-- {
		switch {
		case l.given[words[i]]:
			thing = true
		case l.giving[words[i]]:
			return thing || i > 0 && l.given[words[i-1]] || i > 1 && (words[i-1] == "is" || words[i-1] == "are" || words[i-1] == "be")
		}
	}
	return false
}

// isRecipient says whether some words end in a noun for a recipient: "our payment providers", "third-party services".
func isRecipient(words []string) bool {
	if len(words) == 0 {
		return false
	}
	l, last := leads(), words[len(words)-1]
	if l.nouns[last] {
		return true
	}
	if !l.others[last] {
		return false
	}
	for _, w := range words[max(0, len(words)-5) : len(words)-1] {
		if l.whose[w] {
			return true
		}
	}
	return false
}

// openNames is where the names behind a word may begin: after spaces, an opening bracket or a colon, "e.g.".
func (v *view) openNames(e int) int {
	for {
		i := e
		for isSpace(v.at(i)) || v.at(i) != 0 && strings.ContainsRune("(（:：,[*_", v.at(i)) {
			i++
		}
		if n := v.hasAny(i, "e.g.", "i.e."); n > 0 {
			i += n
		}
		if i == e {
			return i
		}
		e = i
	}
}

// names records the names of a list that begins at i: A, [B](…) and C. Those that the tables know are passed over, with
// what belongs to them: the name of a product.
func (v *view) names(i int) {
	for range 40 {
		s, e := v.nameAt(i)
		switch {
		case e > s:
			v.add(ThirdParty, s, e, strings.Join(strings.Fields(v.text(s, e)), " "))
		case i < len(v.r) && v.taken[i]:
			e = v.passTaken(i)
			for v.at(e) == ' ' && v.upper(e+1) {
				e = v.wordEnd(e + 1)
			}
		default:
			return
		}
		next := v.nextName(e)
		if next == i || !v.upper(next) {
			return
		}
		i = next
	}
}

func (v *view) passTaken(i int) int {
	for i < len(v.r) && v.taken[i] {
		i++
	}
	return i
}

// nextName is where the next name of a list may begin whose last ended at i: behind the target of a link, commas and
// "and". It is i where the list ends.
func (v *view) nextName(i int) int {
	if v.hasAny(i, "](", "）", ")") > 0 {
		e := i + 1
		for v.at(e) == '(' || v.at(e) == '*' || v.at(e) == '_' {
			e++
		}
		if e = v.passTaken(e); v.at(e) == ')' {
			e++
		}
		i = e
	}
	comma := i
	for isSpace(v.at(i)) || v.at(i) != 0 && strings.ContainsRune(",、/*_[]，及和与或", v.at(i)) {
		i++
	}
	for _, w := range [...]string{"and ", "or ", "& "} {
		if v.has(i, w) {
			return v.skipOpening(i + len(w))
		}
	}
	if strings.TrimSpace(v.text(comma, i)) == "" {
		return comma // a space alone parts no names
	}
	return i
}

func (v *view) skipOpening(i int) int {
	for isSpace(v.at(i)) || v.at(i) == '[' || v.at(i) == '*' || v.at(i) == '_' {
		i++
	}
	return i
}

// nameAt is the name that begins at i, or none: one to four capitalised words of which one, and the first, is not common.
func (v *view) nameAt(i int) (s, e int) {
	s, e = i, i
	j, strong, capitals := i, false, false
	for words := 0; words < 4 && v.wordStart(j) && v.upper(j) && !v.taken[j]; words++ {
		k := v.wordEnd(j)
		for isWord(v.at(k)) || (v.at(k) == '.' || v.at(k) == '-' || v.at(k) == '&') && isWord(v.at(k+1)) && (v.at(k) == '.' || v.upper(k+1)) {
			k++
		}
		word := string(v.bytes(j, k))
		common := isCommonName(word) || hasTail(word, adjectiveTails)
		if words == 0 && isCommonName(word) || k-j < 2 {
			return i, i
		}
		strong, capitals = strong || !common, capitals || v.capitals(j, k)
		e = k
		if v.at(k) != ' ' {
			break
		}
		j = k + 1
	}
	plural := v.at(e-1) == 's' && !v.upper(e-1) && v.upper(e-2) // NGOs
	if !strong || plural || v.at(e) == '-' || v.abbreviated(e) || capitals && e-s < 4 || !v.free(s, e) || v.upper(s) && v.shouts(s, e) {
		return i, i
	}
	return s, e
}

// abbreviated says whether an abbreviation in brackets follows: what has one is a thing, Transport Layer Security (TLS).
func (v *view) abbreviated(e int) bool {
	_, end := v.shortName(e)
	return end > 0
}

// shortName is the word in capitals that stands alone in brackets behind e, in quotes or without; 0, 0 where none does.
func (v *view) shortName(e int) (s, end int) {
	i := v.skip(e)
	if v.at(i) != '(' {
		return 0, 0
	}
	marks := func(i int) int {
		for v.at(i) != 0 && strings.ContainsRune("\"“”'*_", v.at(i)) {
			i++
		}
		return i
	}
	s = marks(i + 1)
	if end = v.wordEnd(s); v.at(marks(end)) != ')' || !v.capitals(s, end) {
		return 0, 0
	}
	return s, end
}

// shouts says whether a name stands among words that all are in capitals.
func (v *view) shouts(s, e int) bool {
	if !v.capitals(s, v.wordEnd(s)) {
		return false
	}
	return v.upper(v.back(s)-1) || v.upper(v.skip(e)+1) && v.upper(v.skip(e))
}

// isCommonName reports words that policies write with a capital and that name nobody: those of the list, and those that
// end as nouns for a thing or for everybody of a kind do.
func isCommonName(w string) bool {
	if commonNames()[w] {
		return true
	}
	return hasTail(w, nounTails)
}

var (
	nounTails = []string{
		"tion", "tions", "ment", "ments", "ity", "ities", "ance", "ence", "ness", "ship", "ing", "ings", "holders", "holder", "ees", "ians", "ally", "ly",
		"ists", "ers", "ors", "ures", "ives", "als", "ies",
	}
	adjectiveTails = []string{"al", "ive", "ous", "ary", "ory", "able", "ible", "ed", "ful", "less", "ent", "ant", "ian", "ese", "ish", "party"}
)

func hasTail(word string, tails []string) bool {
	for _, tail := range tails {
		if len(word) > len(tail)+2 && strings.HasSuffix(word, tail) {
			return true
		}
	}
	return false
}

// What ends the Chinese in front of a recipient's Latin name: a noun for a recipient, a word for an example of one, or a
// preposition that a verb of giving closes.
var (
	chineseNouns        = []string{"第三方", "合作伙伴", "合作方", "服务商", "供应商", "提供商", "提供者", "接收方", "第三方名称", "公司名称", "受托方", "委托"}
	chineseExamples     = []string{"如", "例如", "包括", "包含", "为", "是"}
	chinesePrepositions = []string{"与", "向", "给", "由", "至"}
	chineseVerbs        = []string{"共享", "分享", "提供", "披露", "揭露", "传输", "转让", "合作", "处理", "收集"}
)

// leadsInChinese says whether the Chinese before i leads to a recipient's name.
func (v *view) leadsInChinese(i int) bool {
	at := v.openNames(i)
	if !v.upper(at) {
		return false
	}
	from, to := i, at
	for from > 0 && i-from < 16 && !v.sentenceEnd(from-1) {
		from--
	}
	for to < len(v.r) && to-at < 40 && !v.sentenceEnd(to) {
		to++
	}
	switch {
	case v.endsWithAny(i, chineseNouns...):
		return true
	case v.endsWith(i, "使用") && v.at(at-1) == '[': // 我们使用 [A](…)、[B](…)
		_, end := v.nameAt(at)
		return v.has(max(end, v.passTaken(at)), "](")
	case v.endsWithAny(i, chineseExamples...):
		return containsAny(v.text(from, i), chineseNouns...)
	case v.endsWithAny(i, chinesePrepositions...):
		_, end := v.nameAt(at)
		return containsAny(v.text(from, i)+v.text(end, to), chineseVerbs...) && v.hasAny(v.skip(end), "相关", "技术", "功能", "协议", "的") == 0
	}
	return false
}

// chineseRecipient reads a name that a word of giving encloses and that has no legal form: 与星河科技共享, 由晨光支付提供.
func (v *view) chineseRecipient(i int) {
	const longest = 8
	if v.r[i] != '与' && v.r[i] != '向' && v.r[i] != '由' && v.r[i] != '给' {
		return
	}
	for e := i + 4; e <= i+1+longest && e <= len(v.r); e++ {
		if !isHan(v.at(e-1)) || v.taken[e-1] {
			return
		}
		if !v.endsWithAny(e, "公司", "科技", "集团", "银行", "支付", "保险", "物流", "快递", "证券") || isHan(v.at(e)) && v.hasAny(e, chineseVerbs...) == 0 {
			continue
		}
		if name := v.text(i+1, e); len([]rune(name)) >= 4 && !containsAny(name, anybody...) {
			v.add(ThirdParty, i+1, e, name)
		}
		return
	}
}

// anybody are the characters and words of a Chinese phrase that names nobody: a kind of company, or one of ours.
var anybody = []string{
	"我", "您", "你", "其", "该", "各", "本", "此", "某", "第三方", "关联", "合作", "他", "任何", "相关", "有关", "母公司", "子公司", "分公司", "附属", "关系", "一家", "多家", "商业", "发卡", "收单",
	"广告", "保险公司", "物流公司", "快递公司", "支付公司", "科技公司", "银行公司", "电信", "网路公司", "网络公司", "服务", "提供", "使用", "进行", "完成", "通过", "的", "和", "及", "与", "或", "等",
	"在线", "线上", "移动支付", "手机", "电子", "快捷", "信息", "资讯", "资料", "数据", "高新", "安全", "行动", "跨境", "委托", "监管", "个人", "用户", "企业", "控股公司", "集团公司", "专业", "外部", "运营", "中央银行", "系统公司", "生态",
}
