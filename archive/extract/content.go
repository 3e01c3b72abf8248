package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policylog/internal/pattern"
	"policylog/internal/wordset"
)

// content is the subtree to render: what the rules select, or what holds the sentences of the page.
func (p *pageWork) content(r rules) (*html.Node, error) {
	chosen, err := r.choose(p)
	if err != nil || chosen != nil {
		return chosen, err
	}
	body := find(p.root, atom.Body)
	if body == nil {
		body = p.root
	}
	p.found = true
	p.tidy(body)
	f := &finder{p: p, weight: make(map[*html.Node]weight, p.seen.elements)}
	f.prune(body)
	f.weigh(body, false)
	if f.dropTwins(body) {
		f.weigh(body, false)
	}
	start := f.start(body)
	p.above = titleAbove(body, start)
	f.trim(start)
	p.notes.keep(describe(start), HoldsSentences)
	return start, nil
}

// weight is how much running text an element holds.
type weight struct {
	sentences int // runes in blocks that read like sentences, outside links
	short     int // blocks outside links that end like a sentence and are too short for one
	runs      int // stretches of text
	text      int // runes of all text
	links     int // runes of text in links
}

// finder looks for the content by where the sentences stand. What is found does not hang on how much noise there is
// beside it: only subtrees without sentences, or named as something else, are left out.
type finder struct {
	p      *pageWork
	weight map[*html.Node]weight
}

// prune takes out the parts of the page that HTML itself calls something else than content.
func (f *finder) prune(body *html.Node) {
	all := textBytes(body)
	var walk func(n *html.Node, inContent bool)
	walk = func(n *html.Node, inContent bool) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode {
				if why := f.landmark(c, inContent, all); why != "" {
					f.p.notes.drop(describe(c), why)
					n.RemoveChild(c)
				} else {
					if navigation(c) && holdsText(c) {
						c.DataAtom = atom.Div // a part of the text like any other
					}
					walk(c, inContent || c.DataAtom == atom.Main || c.DataAtom == atom.Article || attr(c, "role") == "main")
					if c.DataAtom == atom.Details && nothingFolded(c) {
						f.p.notes.drop(describe(c), "nothing to unfold")
						n.RemoveChild(c)
					}
				}
			}
			c = next
		}
	}
	walk(body, false)
}

// titles reports a page header that has the policy's own title or date in it.
func (p *pageWork) titles(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.H1:
			if t := rawText(d, 400); words(t) > 0 && !p.siteName(t) && !p.slogan(t, n) {
				return true
			}
		case atom.H2, atom.H3:
			if legal(rawText(d, 400)) {
				return true
			}
		case atom.P, atom.Time:
			if statesDate(rawText(d, 200)) {
				return true
			}
		}
	}
	return false
}

// slogan reports an <h1> in a page header that praises the site: the page's own title stands in another <h1> outside it.
func (p *pageWork) slogan(text string, header *html.Node) bool {
	if p.title == "" || legal(text) || strings.EqualFold(text, p.title) {
		return false
	}
	for d := range p.root.Descendants() {
		if d.DataAtom == atom.H1 && strings.EqualFold(rawText(d, 400), p.title) && !within(d, header) {
			return true
		}
	}
	return false
}

// nothingFolded reports a <details> with no text but its summary: what it unfolds was navigation.
func nothingFolded(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Summary && (c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" || rawText(c, 8) != "") {
			return false
		}
	}
	return true
}

// landmark says why an element is not content by its tag or role.
func (f *finder) landmark(n *html.Node, inContent bool, all int) string {
	var why string
	role := attr(n, "role")
	switch {
	case navigation(n):
		if holdsText(n) {
			return ""
		}
		why = "navigation"
	case n.DataAtom == atom.Footer && !inContent || role == "contentinfo":
		why = "footer"
	case n.DataAtom == atom.Header && !inContent || role == "banner":
		if f.p.titles(n) {
			return ""
		}
		why = "page header"
	case n.DataAtom == atom.Aside && !inContent || role == "complementary":
		if callout(n) {
			return ""
		}
		why = "aside"
	case role == "search":
		why = "search"
	case !inContent:
		why = namedPart(n)
	}
	if why == "" {
		return ""
	}
	// Builders of odd pages put everything into a <nav> or <footer>: what holds most of the page is content.
	if textBytes(n)*2 > all {
		return ""
	}
	return why
}

func navigation(n *html.Node) bool { return n.DataAtom == atom.Nav || attr(n, "role") == "navigation" }

// holdsText reports running text where navigation should be: some builders make what a title unfolds a <nav>.
func holdsText(n *html.Node) bool { return running(n) && !mostlyLinks(n, 4) }

// callout reports an aside that is a clause among others: it stands between paragraphs and speaks as they do.
func callout(n *html.Node) bool {
	among := false
	for _, beside := range []*html.Node{elementBefore(n), elementAfter(n)} {
		among = among || beside != nil && (beside.DataAtom == atom.P || headingLevel(beside.DataAtom) > 0)
	}
	return among && running(n) && !mostlyLinks(n, 4) && legal(rawText(n, 4000))
}

// namedPart says which part of the page's frame an element is called by its class or id, "" none: "footer",
// "site-footer", "cFooter", "Footer_root__x1", "sidebar", "widget-area".
func namedPart(n *html.Node) string {
	if !container[n.DataAtom] || n.DataAtom == atom.Body {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		place, prev := 0, ""
		for w := range nameWords(a.Val) {
			if w == "" {
				place, prev = 0, ""
				continue
			}
			place++
			if part := frameParts[w]; part != "" && (place == 1 || place == 2 && partOf()[prev]) {
				return part
			}
			if part := frameParts[prev+"-"+w]; part != "" && place == 2 {
				return part
			}
			prev = w
		}
	}
	return ""
}

var (
	frameParts = map[string]string{
		"footer": "footer", "foot": "footer", "sitefooter": "footer", "pagefooter": "footer", "globalfooter": "footer",
		"sidebar": "aside", "sidenav": "aside", "widget-area": "aside", "side-bar": "aside", "side-col": "aside", "side-nav": "aside",
	}
	// partOf are words before such a name that leave it the page's.
	partOf = wordset.Lazy("site page main global web www app layout l c o m js the theme left right primary secondary")
)

// weigh sums up the text below n. A stretch of text reads like sentences when it is long, or ends like one.
func (f *finder) weigh(n *html.Node, inLink bool) weight {
	var w weight
	direct := 0 // runes of the running inline text outside links
	ends := false
	flush := func() {
		if direct > 0 {
			w.runs++
		}
		if direct >= 80 || direct >= 30 && ends {
			w.sentences += direct
		} else if direct >= 5 && ends {
			w.short++
		}
		direct, ends = 0, false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			size := textSize(c.Data)
			w.text += size
			if inLink {
				w.links += size
			} else {
				direct += size
				ends = ends || sentenceEnd(c.Data)
			}
		case html.ElementNode:
			cw := f.weigh(c, inLink || c.DataAtom == atom.A)
			w.text += cw.text
			w.links += cw.links
			if inline[c.DataAtom] {
				direct += cw.text - cw.links
				ends = ends || sentenceEnd(rawTail(c))
			} else {
				if c.DataAtom != atom.Br {
					flush()
				}
				w.sentences += cw.sentences
				w.short += cw.short
				w.runs += cw.runs
			}
		}
	}
	if n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
		direct = 0
	} else if headingLevel(n.DataAtom) > 0 && direct < 30 {
		ends = false // "Got a minute?"
	}
	if !inline[n.DataAtom] {
		flush()
	}
	f.weight[n] = w
	return w
}

// textSize counts letters, those of scripts without spaces twice and a half and Korean syllables twice: a Chinese sentence
// is that much shorter.
func textSize(s string) int {
	n, wideRunes := 0, 0
	for _, c := range s {
		switch {
		case c <= ' ':
		case wide(c):
			wideRunes++
		case c >= 0xAC00 && c <= 0xD7A3:
			n += 2
		default:
			n++
		}
	}
	return n + wideRunes*5/2
}

func rawTail(n *html.Node) string {
	for n.LastChild != nil {
		n = n.LastChild
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	return ""
}

func sentenceEnd(s string) bool {
	s = strings.TrimRight(s, " \t\r\n\u00a0)”\"’»」』）")
	c, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".;:!?。；：！？．…।؟", c) && c != utf8.RuneError
}

// start is where the content begins: the one main element where it holds most sentences, else down from the body as
// long as one child holds all but some of them.
func (f *finder) start(body *html.Node) *html.Node {
	n := body
	if f.weight[body].sentences == 0 {
		return f.headedBox(body)
	}
	if m := f.only(body, func(c *html.Node) bool { return c.DataAtom == atom.Main || attr(c, "role") == "main" }); m != nil &&
		f.weight[m].sentences*10 >= f.weight[body].sentences*6 {
		if head := f.headOf(m); head != nil {
			head.Parent.RemoveChild(head)
			m.InsertBefore(head, m.FirstChild)
		}
		n = m
	}
	for {
		next := f.heaviest(n)
		if next == nil || f.weight[next].sentences*100 < f.weight[n].sentences*85 || !container[next.DataAtom] {
			return n
		}
		if !f.siblingsAreNoise(n, next) {
			return n
		}
		n = next
	}
}

// headOf is the box right above a main element that has the policy's title, which the element lacks, and often its date;
// nil when there is none.
func (f *finder) headOf(m *html.Node) *html.Node {
	if find(m, atom.H1) != nil {
		return nil
	}
	for n := m; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		c := elementBefore(n)
		if c == nil {
			continue
		}
		w, h := f.weight[c], find(c, atom.H1)
		if h == nil || w.sentences > 0 || w.links*2 > w.text || !f.p.namesPage(rawText(h, 400)) {
			return nil
		}
		return c
	}
	return nil
}

// namesPage reports a heading that is what a policy is called, and the page's title or a part of it: a site may be called
// after the law.
func (p *pageWork) namesPage(heading string) bool {
	heading, title := strings.ToLower(strings.TrimSpace(heading)), strings.ToLower(p.title)
	return namesDocument(heading) && (strings.Contains(title, heading) || title != "" && strings.Contains(heading, title))
}

// headedBox is what a heading that names a policy stands in, on a page without sentences: it may link to the policy. It
// holds the most of what stands outside links, for a list of cookies has no sentences either.
func (f *finder) headedBox(body *html.Node) *html.Node {
	for d := range body.Descendants() {
		if headingLevel(d.DataAtom) == 0 || !namesDocument(strings.ToLower(rawText(d, 400))) {
			continue
		}
		box := d.Parent
		for box != body && (!container[box.DataAtom] || f.weight[box].text == f.weight[d].text ||
			f.unlinked(box)*2 < f.unlinked(body)) {
			box = box.Parent
		}
		return box
	}
	return body
}

func (f *finder) unlinked(n *html.Node) int { return f.weight[n].text - f.weight[n].links }

var container = atomSet(atom.Div, atom.Section, atom.Article, atom.Main, atom.Body, atom.Center, atom.Form, atom.Table,
	atom.Tbody, atom.Tr, atom.Td, atom.Header, atom.Aside, atom.Nav, atom.Footer, 0)

// only returns the one element that has a property, nil when there is none or several.
func (f *finder) only(body *html.Node, is func(*html.Node) bool) *html.Node {
	var found *html.Node
	for d := range body.Descendants() {
		if d.Type == html.ElementNode && is(d) && f.weight[d].sentences > 0 {
			if found != nil && !within(d, found) {
				return nil
			}
			if found == nil {
				found = d
			}
		}
	}
	return found
}

func (f *finder) heaviest(n *html.Node) *html.Node {
	var best *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (best == nil || f.weight[c].sentences > f.weight[best].sentences) {
			best = c
		}
	}
	return best
}

// siblingsAreNoise reports whether everything beside the heaviest child can be left behind: no heading 1, no stated
// date, no sentences.
func (f *finder) siblingsAreNoise(n, heavy *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c == heavy || c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" || c.Type == html.CommentNode {
			continue
		}
		if f.beside(c, heavy) == "" {
			return false
		}
	}
	return true
}

// beside says why an element next to the content is none itself, "" when it may be.
func (f *finder) beside(c, heavy *html.Node) string {
	if c.Type == html.TextNode {
		if strings.TrimSpace(c.Data) == "" {
			return "empty"
		}
		return ""
	}
	w := f.weight[c]
	text := rawText(c, 4000)
	switch {
	case words(text) == 0:
		return "empty"
	case titleIn(c) || statesDate(text):
		return ""
	case w.links*2 > w.text:
		return "mostly links"
	case alike(c, heavy) || f.p.titled(text) || numbered(text) || w.short > 0 && heading(c) != nil || f.headsWhatFollows(c, text):
		return ""
	}
	switch c.DataAtom {
	case atom.Footer, atom.Aside, atom.Nav:
		return "beside the content"
	case atom.Div, atom.Section, atom.Form, atom.Header, atom.Article:
		if w.sentences == 0 {
			return "no sentences"
		}
		if !legal(text) {
			return noLegalWording
		}
	}
	return ""
}

// headsWhatFollows reports the title of a section in a box of its own: in it is nothing else, and next to it stands text.
func (f *finder) headsWhatFollows(c *html.Node, text string) bool {
	h := heading(c)
	if h == nil || f.weight[c].links > 0 || rawText(h, 4000) != text {
		return false
	}
	next := elementAfter(c)
	return next != nil && f.weight[next].sentences > 0
}

// titleIn reports a heading 1 that is no link to the site's front page, as many a logo is.
func titleIn(n *html.Node) bool {
	h := n
	if n.DataAtom != atom.H1 {
		h = find(n, atom.H1)
	}
	if h == nil {
		return false
	}
	a, text := find(h, atom.A), rawText(h, 400)
	return a == nil || !hasAttr(a, "href") || namesDocument(strings.ToLower(text)) || rawText(a, 400) != text ||
		!frontPage().MatchString(attr(a, "href"))
}

// frontPage is the address of a site's front page, also in a language.
var frontPage = pattern.Lazy(`^(?i:(?:https?:)?(?://[^/]+)?/?(?:\./)?(?:[a-z]{2}(?:[-_][a-z]{2,4})?/)?(?:(?:index|default|home)(?:\.\w+)?)?)$`)

const noLegalWording = "no legal wording"

// alike reports an element of the same kind as the heaviest beside it: one section among others.
func alike(c, heavy *html.Node) bool {
	if c.DataAtom != heavy.DataAtom || c.DataAtom == atom.Tr || c.DataAtom == atom.Td {
		return false
	}
	return c.DataAtom == atom.Section || c.DataAtom == atom.Article || attr(c, "class") != "" && attr(c, "class") == attr(heavy, "class")
}

// titled reports a text that is the page's title.
func (p *pageWork) titled(text string) bool {
	return text != "" && len(text) <= 200 && (strings.EqualFold(text, p.title) || legal(text) && strings.Contains(p.raw, text))
}

// siteName reports the part of the page's title that names the site, where another part names the policy.
func (p *pageWork) siteName(text string) bool {
	return legal(p.title) && !legal(text) && strings.Contains(p.raw, text) && !strings.Contains(p.title, text)
}

// heading is the first heading below n, nil when there is none.
func heading(n *html.Node) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && headingLevel(d.DataAtom) > 0 {
			return d
		}
	}
	return nil
}

// numbered reports a text that begins with the number of a section.
func numbered(text string) bool { return sectionNumber().MatchString(clip(text, 40)) }

var sectionNumber = pattern.Lazy(`^(?i:\d{1,2}(?:\.\d{1,2})*[.)、．]\s*\pL|[IVX]{1,5}\.\s|[（(]?第?[一二三四五六七八九十]{1,3}[、)）章条條節节]|第\s?[\d０-９]{1,3}\s?[章条條節节]|제\s?\d{1,3}\s?[조장]|[壹貳參肆伍陸柒捌玖拾]{1,3}、|§\s?\d|article \d|section \d)`)

// trim takes noise out of the chosen content: among its blocks, what is mostly links or has neither sentences nor
// headings. It looks along the path of most text only: what stands among the clauses is theirs.
func (f *finder) trim(n *html.Node) {
	if f.weight[n].sentences == 0 { // of what is all lists, none is beside the text
		return
	}
	for depth := 0; n != nil && depth < 64; depth++ {
		heavy := f.heaviest(n)
		if heavy == nil || !container[heavy.DataAtom] || f.weight[heavy].sentences*2 < f.weight[n].sentences {
			f.trimMenus(n)
			f.trimOffers(n)
			return
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c != heavy && c.Type == html.ElementNode && (container[c.DataAtom] || leadsAway(c)) {
				if why := f.beside(c, heavy); why != "" && f.dispensable(c, why, n) && !f.clauses(c, heavy) {
					if why != "empty" {
						f.p.notes.drop(describe(c), why)
					}
					n.RemoveChild(c)
				}
			}
			c = next
		}
		n = heavy
	}
}

// clauses says whether the heaviest element of some text is one paragraph among others, and c another, however short.
func (f *finder) clauses(c, heavy *html.Node) bool {
	h, w := f.weight[heavy], f.weight[c]
	return h.runs == 1 && h.text < 500 && w.links == 0 && w.text > 0 && c.DataAtom == heavy.DataAtom
}

// trimMenus takes menus out from above the clauses: what is mostly links, none into the page itself, before the first
// sentence and the first heading but the title.
func (f *finder) trimMenus(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next, w := c.NextSibling, f.weight[c]
		if w.sentences > 0 || w.short > 0 || c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return
		}
		if c.Type == html.ElementNode && c.DataAtom != atom.H1 && w.text > 0 {
			if heading(c) != nil || headingLevel(c.DataAtom) > 0 || statesDate(rawText(c, 600)) {
				return
			}
			if (container[c.DataAtom] || c.DataAtom == atom.Ul || c.DataAtom == atom.Ol) && w.links*2 > w.text && staysAway(c) {
				f.p.notes.drop(describe(c), "mostly links")
				n.RemoveChild(c)
			}
		}
		c = next
	}
}

// trimOffers takes boxes with something to click out from both ends of the clauses: a sale, a chat, a survey.
func (f *finder) trimOffers(n *html.Node) {
	for _, end := range []struct{ first, next func(*html.Node) *html.Node }{
		{func(n *html.Node) *html.Node { return n.FirstChild }, func(n *html.Node) *html.Node { return n.NextSibling }},
		{func(n *html.Node) *html.Node { return n.LastChild }, func(n *html.Node) *html.Node { return n.PrevSibling }},
	} {
		for c := end.first(n); c != nil; {
			next := end.next(c)
			switch text := rawText(c, 4000); {
			case text == "" && strings.TrimSpace(c.Data) == "" || c.DataAtom == atom.H1:
			case container[c.DataAtom] && c.Type == html.ElementNode && f.offers(c) && words(text) < 30 && !legal(text) && !statesDate(text) &&
				f.dispensable(c, noLegalWording, n):
				f.p.notes.drop(describe(c), noLegalWording)
				n.RemoveChild(c)
			default:
				next = nil
			}
			c = next
		}
	}
}

// offers reports a box with a button, or a link that looks like one.
func (f *finder) offers(n *html.Node) bool { return f.p.clicked[n] || callsToAction(n) }

// endsInLink reports a box whose last words lead elsewhere.
func endsInLink(n *html.Node) bool {
	for n != nil && n.DataAtom != atom.A {
		n = n.LastChild
	}
	return n != nil && leavesPage(n) && !strings.Contains(attr(n, "href"), ":")
}

// sideMenu reports a box that begins with a menu and says little beside it.
func sideMenu(n *html.Node) bool {
	list := find(n, atom.Ul)
	return list != nil && heading(n) == nil && leadsAway(list) && mostlyLinks(list, 2) && strings.HasPrefix(rawText(n, 400), rawText(list, 60))
}

// mostlyLinks reports an element of whose text one part in so many, or more, is in links.
func mostlyLinks(n *html.Node, parts int) bool {
	text, links := 0, 0
	var walk func(n *html.Node, inLink bool)
	walk = func(n *html.Node, inLink bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				size := textSize(c.Data)
				text += size
				if inLink {
					links += size
				}
			}
			walk(c, inLink || c.DataAtom == atom.A)
		}
	}
	walk(n, false)
	return links*parts >= text
}

// leadsAway reports a list without a link into the page itself: no table of contents.
func leadsAway(n *html.Node) bool {
	return (n.DataAtom == atom.Ul || n.DataAtom == atom.Ol) && staysAway(n)
}

// staysAway reports an element without a link into the page itself.
func staysAway(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && strings.Contains(attr(d, "href"), "#") {
			return false
		}
	}
	return true
}

// dispensable guards trim: a section with a heading and sentences stays, legal words or not, unless it is small
// beside the rest.
func (f *finder) dispensable(c *html.Node, why string, n *html.Node) bool {
	if why != noLegalWording {
		return true
	}
	share := 8
	switch {
	case callsToAction(c):
		share = 2
	case f.p.clicked[c], sideMenu(c), heading(c) == nil && endsInLink(c):
		share = 3
	}
	return f.weight[c].sentences*share < f.weight[n].sentences
}

// callsToAction reports an advertisement of the site for itself: a link that is made to look like a button.
func callsToAction(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == atom.A {
			for w := range nameWords(attr(d, "class")) {
				if w == "button" || w == "btn" || w == "cta" {
					return true
				}
			}
		}
	}
	return false
}

// phrases splits a comma-separated list.
func phrases(list string) []string {
	var out []string
	for w := range strings.SplitSeq(list, ",") {
		out = append(out, strings.TrimSpace(w))
	}
	return out
}

func containsAny(s string, list []string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
