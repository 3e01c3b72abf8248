package lint

import (
	"regexp"
	"strings"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/terms"
	"policylog/internal/pattern"
)

// ownThing is a name before a thing that a service calls its own: an account, an application. The name is of capitalised
// Latin words: that is what a text copied from another product keeps in any language.
var (
	ownThingEN = pattern.Lazy(`\b(?i:your|log (?:in|on) to|sign in to) (?:the |your )?([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}) (?:account|app)\b`)
	ownThingZH = pattern.Lazy(`(?:您的|你的|登[录錄入]|[註注][冊册])[ ]?([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2})[ ]?(?:帳[戶户號号]|账[户号戶號]|應用|应用)`)
	// outside says that a sentence speaks of somebody else's service.
	outside = pattern.Lazy(`(?i)第三方|其他|例如|比如|社交|关联|關聯|绑定|綁定|授权|授權|\bthird|\bother|such as|social|\be\.g|for example|\bconnect|\blink|\busing your|\bwith your`)
	site    = pattern.Lazy(`(?i)(?:https?://|@|www\.)([a-z0-9.-]+)`)
)

// plainName are words that stand before "account" without being anybody's name.
var plainName = map[string]bool{
	"user": true, "customer": true, "online": true, "personal": true, "business": true, "member": true, "bank": true, "email": true, "e-mail": true,
	"mobile": true, "web": true, "google": true, "apple": true, "app": true, "id": true, "ios": true, "android": true, "windows": true, "my": true,
	"premium": true, "family": true, "child": true, "student": true, "school": true, "team": true, "work": true, "enterprise": true,
}

// brands finds a service's name that stands once or twice before "account" or "app", as one's own does, in a text that
// speaks of itself under another name. It is silent where the name is in a title, an address or the domain of any link,
// where it is a known company's, where its words are ordinary ones of the text, and where the sentence speaks of others.
func (c *checker) brands() {
	source := c.d.Source[c.d.Start:]
	lower := strings.ToLower(source)
	domains := map[string]bool{}
	for _, m := range site().FindAllStringSubmatch(lower, -1) {
		domains[m[1]] = true
	}
	own := ""
	for i := 0; i < len(c.d.Sections) && i < 3; i++ {
		own += strings.ToLower(c.d.Sections[i].Title) + " "
	}
	own += strings.ToLower(c.d.Meta.Title)
	inDomain := func(word string) bool {
		for d := range domains {
			if strings.Contains(d, word) {
				return true
			}
		}
		return false
	}
	c.prose(func(b *doc.Block) {
		for _, re := range []*regexp.Regexp{ownThingEN(), ownThingZH()} {
			for _, m := range re.FindAllStringSubmatchIndex(b.Text, -1) {
				name := b.Text[m[2]:m[3]]
				word := strings.ToLower(strings.Fields(name)[0])
				switch {
				case len(word) < 4 || plainName[word], strings.ToUpper(name) == name:
				case !c.spend(len(source)/8 + len(domains)):
				case strings.Count(lower, word) > 2, strings.Contains(own, word), inDomain(word):
				case strings.Contains(source, word), c.speaks(outside, b.Text, m[0], m[1]):
				case len(fact.FindIn(name, "en", fact.ThirdParty)) > 0:
				default:
					c.add(Brand, b, m[2], m[3], c.cat.Text(terms.LintBrand, c.cat.Quote(shown(name))))
				}
			}
		}
	})
}

// speaks says whether the sentence around some bytes of a text matches what a rule is silent about.
func (c *checker) speaks(of func() *regexp.Regexp, s string, start, end int) bool {
	around := sentence(s, start, end)
	return !c.spend(20*len(around)) || of().MatchString(around)
}

// sentence is the sentence around some bytes of a text.
func sentence(s string, start, end int) string {
	const stops = "。！？!?;；\n"
	from := strings.LastIndexAny(s[:start], stops) + 1
	to := strings.IndexAny(s[end:], stops)
	if to < 0 {
		return s[from:]
	}
	return s[from : end+to]
}
