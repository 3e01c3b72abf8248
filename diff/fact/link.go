package fact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// inLinks are the characters by which a link is known.
var inLinks = [utf8.RuneSelf]bool{']': true, 'h': true, 'w': true, '@': true, '/': true}

// links finds URLs, e-mail addresses and the destinations of Markdown links, and tells the role of each link from its
// text, its address and the sentence around it.
func (v *view) links() {
	for i := 0; i < len(v.r); i++ {
		switch r := v.r[i]; {
		case r >= utf8.RuneSelf || !inLinks[r]: // nearly all
		case r == ']' && v.at(i+1) == '(':
			v.destination(i)
		case v.taken[i]:
		case r == 'h' && v.at(i+1) == 't' && (v.has(i, "http://") || v.has(i, "https://")):
			i = max(i, v.bareURL(i)-1)
		case r == 'w' && v.at(i+1) == 'w' && v.has(i, "www.") && v.wordStart(i):
			i = max(i, v.bareURL(i)-1)
		case r == '@':
			v.email(i)
		case r == '/' && i > 0 && isLetter(v.r[i-1]):
			v.domainWithPath(i)
		}
	}
}

// isURLRune reports a character that may stand in a URL in running text.
func isURLRune(r rune) bool {
	return r > ' ' && r < 0x7F && !strings.ContainsRune("<>\"`\\^{}|[]", r)
}

// bareURL records the URL in running text that begins at i, and says where it ends. Without a dot it is none, and then
// none begins further on in it: who read each of a million anew would read for minutes.
func (v *view) bareURL(i int) int {
	e := v.urlEnd(i)
	if e-i >= 8 && slices.Contains(v.r[i:e], '.') {
		v.addLink(URL, i, e, string(v.o[i:e]), "")
	}
	return e
}

// urlEnd finds the end of a URL, without the punctuation of the sentence around it.
func (v *view) urlEnd(i int) int {
	e, open := i, 0
scan:
	for e < len(v.o) && isURLRune(v.o[e]) {
		switch v.o[e] {
		case '(':
			open++
		case ')':
			if open == 0 {
				break scan
			}
			open--
		case '*':
			if v.at(e+1) == '*' || !isWord(v.at(e+1)) {
				break scan
			}
		}
		e++
	}
	for e > i && strings.ContainsRune(".,;:!?'*_", v.o[e-1]) {
		e--
	}
	return e
}

// maxURL and maxOpen are the length, and the number of brackets open at once, beyond which a link's destination is not
// read as one: text may hold a million brackets that open. CommonMark allows 32.
const (
	maxURL  = 4096
	maxOpen = 32
)

// destination records the destination of a Markdown link whose text ends at i.
func (v *view) destination(i int) {
	s := v.skip(i + 2)
	if v.at(s) == '<' {
		s++
	}
	e, open := s, 0
	for ; e < len(v.o) && e-s < maxURL && !isSpace(v.o[e]) && v.o[e] != '>'; e++ {
		if v.o[e] == '(' {
			if open++; open > maxOpen {
				return
			}
		} else if v.o[e] == ')' {
			if open == 0 {
				break
			}
			open--
		}
	}
	if e == s || e-s == maxURL || v.taken[s] {
		return
	}
	text := v.bracketText(i)
	target := string(v.o[s:e])
	switch {
	case v.has(s, "mailto:"):
		addr, _, _ := strings.Cut(target[len("mailto:"):], "?")
		if n := len([]rune(addr)); isEmail(addr) {
			a := s + len("mailto:")
			role := v.role(text, strings.ToLower(addr), a, a+n)
			if role == "" {
				role = "contact"
			}
			v.addRole(Email, a, a+n, strings.ToLower(addr), role)
		}
		v.take(s, e)
	case v.has(s, "tel:"):
		v.add(Phone, s+4, e, phoneValue(v.r[s+4:e]))
		v.take(s, e)
	case isEmail(target): // an address that lost its mailto: is no page
		role := v.role(text, strings.ToLower(target), s, e)
		if role == "" {
			role = "contact"
		}
		v.addRole(Email, s, e, strings.ToLower(target), role)
	case strings.HasPrefix(target, "#"):
		v.take(s, e) // an anchor in the document: its numbers are not numbers of the text
	default:
		v.addLink(URL, s, e, target, text)
	}
}

// bracketText is the folded text of the link that ends at i.
func (v *view) bracketText(i int) string {
	depth := 0
	for j := i; j >= 0 && i-j < 300; j-- {
		if v.r[j] == ']' {
			depth++
		} else if v.r[j] == '[' {
			if depth--; depth == 0 {
				return v.text(j+1, i)
			}
		}
	}
	return ""
}

func (v *view) addLink(k Kind, s, e int, value, text string) {
	v.addRole(k, s, e, value, v.role(text, v.text(s, e), s, e))
}

// email records the address around the @ at i.
func (v *view) email(i int) {
	s, e := i, i+1
	for s > 0 && (isASCIIWord(v.r[s-1]) || strings.ContainsRune("._%+-", v.r[s-1])) {
		s--
	}
	for e < len(v.r) && (isASCIIWord(v.r[e]) || v.r[e] == '.' || v.r[e] == '-') {
		e++
	}
	for e > i && (v.r[e-1] == '.' || v.r[e-1] == '-') {
		e--
	}
	for s < i && strings.ContainsRune(".-_%+", v.r[s]) {
		s++
	}
	if addr := v.text(s, e); isEmail(addr) {
		role := v.role("", addr, s, e)
		if role == "" {
			role = "contact"
		}
		v.addRole(Email, s, e, addr, role)
	}
}

func isASCIIWord(r rune) bool { return r < 0x80 && isWord(r) }

// isEmail reports whether s has the form of an address: something, @, labels, a top-level domain of letters.
func isEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || strings.ContainsAny(s, " ()<>,;:\"[]") || strings.Contains(domain, "@") {
		return false
	}
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && len(domain)-dot > 2 && isLetter(rune(domain[dot+1])) && !strings.Contains(domain, "..")
}

// domainWithPath records example.com/path without a scheme; i is its first slash.
func (v *view) domainWithPath(i int) {
	s := i
	dots := 0
	for s > 0 && (isASCIIWord(v.r[s-1]) || v.r[s-1] == '.' || v.r[s-1] == '-') {
		s--
		if v.r[s] == '.' {
			dots++
		}
	}
	host := v.text(s, i)
	tld := host[strings.LastIndexByte(host, '.')+1:]
	if dots == 0 || strings.HasPrefix(host, ".") || !v.free(s, i) || !strings.Contains(" com org net io co eu de cn tw hk uk jp in app dev gov edu info me ", " "+tld+" ") {
		return
	}
	e := v.urlEnd(s)
	v.addLink(URL, s, e, string(v.o[s:e]), "")
}

// roles are the words by which a link's role is told, in folded text; the first that fits counts.
var roles = []struct {
	role  string
	words []string // in the link's text, its address or, where they are long enough to be sure, its sentence
}{
	{"opt-out", []string{
		"opt-out", "opt out", "optout", "opt_out", "unsubscribe", "do not sell", "do-not-sell", "donotsell", "youronlinechoices",
		"aboutads.info", "networkadvertising.org", "youradchoices", "adssettings", "ad settings", "ad preferences", "退出", "取消订阅", "退订", "拒绝", "停用", "关闭个性化", "关闭定向", "关闭推荐", "关闭广告", "オプトアウト", "abmelden", "widerspruch",
	}},
	{"regulator", []string{
		"supervisory authorit", "data protection authorit", "ico.org.uk", "edpb.europa.eu", "cnil.fr", "dataprotection.ie", "ftc.gov",
		"regulator", "data protection commission", "information commissioner", "attorney general", "dispute resolution", "truste.com/watchdog", "监管机构", "监管部门",
		"主管机关", "主管部门", "争端解决", "数据保护机构", "aufsichtsbehörde", "監督機関",
	}},
	{"rights", []string{
		"your rights", "dsar", "subject access", "data request", "privacy request", "privacy-request", "access, correct", "delete your", "delete-your",
		"your data rights", "exercise your", "您的权利", "行使", "注销", "更正", "撤回同意", "撤销同意", "权利请求", "betroffenenrechte",
	}},
	{"contact", contactWords},
}

// contactWords are the words of a link, or right in front of it, by which one reaches somebody. A page of help is none.
var contactWords = []string{
	"contact", "feedback", "reach us", "reach out", "write to us", "helpdesk", "help desk", "customer support", "customer service", "customer care",
	"support team", "support ticket", "联系", "联络", "连络", "客服", "お問い合わせ", "kontakt",
}

// role tells what a link is for: from its text and address first, then from the sentence around it.
func (v *view) role(text, target string, s, e int) string {
	if v.roleless {
		return ""
	}
	none, contact := len(roles), len(roles)-1
	v.buf = append(append(append(v.buf[:0], text...), ' '), target...)
	i := rolePhrases().first(v.buf)
	if i == none {
		i = rolePhrases().first(v.sentence(s, e))
		if i >= contact && text != "" { // a link with a text of its own is for contact where that, or what leads to it, says so
			i = contact + contactPhrases().first(v.bytes(v.sentenceStart(s, utf8.RuneCountInString(text)+nearLink), s))
		}
	}
	if i == none {
		return ""
	}
	return roles[i].role
}

// rolePhrases are the words of the roles, a group each, and contactPhrases those of the last alone.
var (
	rolePhrases = sync.OnceValue(func() *phraseGroups {
		groups := make([][]string, 0, len(roles))
		for _, r := range roles {
			groups = append(groups, r.words)
		}
		return newPhraseGroups(groups...)
	})
	contactPhrases = sync.OnceValue(func() *phraseGroups { return newPhraseGroups(contactWords) })
)

// nearLink is how many characters before a link's text may say what it is for.
const nearLink = 40

// sentenceStart is where the sentence around s begins, most runes before it at most.
func (v *view) sentenceStart(s, most int) int {
	a := s
	for a > 0 && s-a < most && !v.sentenceEnd(a-1) {
		a--
	}
	return a
}

// sentence is the folded text of the sentence around a run of runes, 80 runes each way at most, in the buffer of bytes.
func (v *view) sentence(s, e int) []byte {
	a, b := v.sentenceStart(s, 80), e
	for b < len(v.r) && b-e < 60 && !v.sentenceEnd(b) {
		b++
	}
	v.buf = v.outsideLinks(v.buf[:0], a, s)
	return v.outsideLinks(append(v.buf, ' '), e, b)
}

// outsideLinks appends a run of runes without the links that begin and end in it: what leads elsewhere is not about here.
func (v *view) outsideLinks(buf []byte, s, e int) []byte {
	for i := s; i < e; i++ {
		if v.r[i] == '[' {
			if end := v.linkEnd(i, e); end > 0 {
				i = end
				continue
			}
		}
		buf = utf8.AppendRune(buf, v.r[i])
	}
	return buf
}

// linkEnd is the bracket that ends the link which begins at i, if it does before e; 0 otherwise.
func (v *view) linkEnd(i, e int) int {
	text := slices.Index(v.r[i:e], ']')
	if text < 0 || v.at(i+text+1) != '(' {
		return 0
	}
	if end := slices.Index(v.r[i+text:e], ')'); end > 0 {
		return i + text + end
	}
	return 0
}

func (v *view) sentenceEnd(i int) bool {
	switch v.r[i] {
	case '。', '；', ';', '\n':
		return true
	case '.', '!', '?':
		return isSpace(v.at(i + 1))
	}
	return false
}

// attributes takes what is not text out of the scan: attribute lists {: … } and HTML tags. Links in them are found before.
func (v *view) attributes() {
	if !v.mayHold('{') && !v.mayHold('<') {
		return
	}
	for i := 0; i < len(v.r); i++ {
		var closing rune
		switch {
		case v.r[i] == '{' && v.at(i+1) == ':':
			closing = '}'
		case v.r[i] == '<' && (isLetter(v.at(i+1)) || v.at(i+1) == '/' || v.at(i+1) == '!'):
			closing = '>'
		default:
			continue
		}
		for e := i + 1; e < len(v.r) && e-i < 1000 && v.r[e] != '<'; e++ {
			if v.r[e] == closing {
				v.take(i, e+1)
				i = e
				break
			}
		}
	}
}
