package extract

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tidy takes out of the content what is no text of the policy wherever it stands: code, hidden elements, share buttons,
// breadcrumbs, time stamps of the publishing system. Mail addresses that Cloudflare mangled are put back.
func (p *pageWork) tidy(content *html.Node) {
	controlled := controlledIDs(p.root)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode {
				restoreMail(c)
				if why := p.untext(c, controlled); why != "" {
					if !quiet[c.DataAtom] && rawText(c, 8) != "" {
						p.notes.drop(describe(c), why)
					}
					n.RemoveChild(c)
				} else {
					walk(c)
				}
			} else if c.Type == html.CommentNode {
				n.RemoveChild(c)
			}
			c = next
		}
	}
	walk(content)
}

// quiet elements are dropped without a note: every page has them.
var quiet = atomSet(atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Link, atom.Meta, atom.Title)

// untext says why an element holds no text of a policy, "" when it may.
func (p *pageWork) untext(n *html.Node, controlled map[string]bool) string {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Link, atom.Meta, atom.Title, atom.Head:
		return "code"
	case atom.Noscript:
		return "for browsers without script"
	case atom.Svg, atom.Math, atom.Canvas, atom.Iframe, atom.Object, atom.Embed, atom.Audio, atom.Video:
		return "no text"
	case atom.Input, atom.Select, atom.Option, atom.Datalist:
		return "form field"
	case atom.Textarea:
		if words(rawText(n, 4000)) < 100 { // some sites show their terms in one
			return "form field"
		}
	case atom.Dialog:
		if !p.mostOf(n) {
			return "dialog"
		}
	case atom.Button:
		if !opensText(n) {
			return "button"
		}
	case atom.Form:
		if words(rawText(n, 4000)) < 60 {
			return "form"
		}
	}
	if why := p.hidden(n, controlled); why != "" {
		return why
	}
	switch role := attr(n, "role"); role {
	case "dialog", "alertdialog", "search", "toolbar", "menu", "menubar", "progressbar", "status", "tooltip":
		if !p.mostOf(n) {
			return "role " + role
		}
	case "button":
		if !opensText(n) && words(rawText(n, 400)) < 6 {
			return "button"
		}
	}
	// A cookie dialogue may be long; the other names are taken at their word for little text only.
	if why := namedNoise(n); why != "" && (words(rawText(n, 3000)) < 120 || why == cookieBanner && !p.mostOf(n)) {
		return why
	}
	if emptyAnchor(n) {
		return "link to its own heading"
	}
	return ""
}

const cookieBanner = "cookie banner"

// mostOf reports an element that holds a third or more of the page's text: whatever it is called, that is the content.
func (p *pageWork) mostOf(n *html.Node) bool { return textBytes(n)*3 >= p.seen.textBytes }

// textBytes counts the bytes of text below n, code aside.
func textBytes(n *html.Node) int {
	total := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style {
			total += len(d.Data)
		}
	}
	return total
}

// opensText reports a button that unfolds text: its label is the title of what it unfolds.
func opensText(n *html.Node) bool {
	if hasAttr(n, "aria-expanded") || hasAttr(n, "aria-controls") {
		for a := n.Parent; a != nil; a = a.Parent {
			if a.DataAtom == atom.Nav || a.DataAtom == atom.Header {
				return false
			}
		}
		return words(rawText(n, 400)) > 0
	}
	if class := strings.ToLower(attr(n, "class")); containsAny(class, foldButtons) && words(rawText(n, 400)) > 0 {
		return true
	}
	for a := n.Parent; a != nil; a = a.Parent {
		switch a.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary, atom.Dt:
			return true
		}
	}
	return false
}

// foldButtons name buttons that unfold the text below them.
var foldButtons = []string{"accordion", "collaps", "expand", "faq"}

// controlledIDs lists the ids that a button, tab or link of the page unfolds.
func controlledIDs(root *html.Node) map[string]bool {
	ids := map[string]bool{}
	for d := range root.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		for _, a := range d.Attr {
			switch a.Key {
			case "aria-controls":
				for id := range strings.FieldsSeq(a.Val) {
					ids[id] = true
				}
			case "data-target", "data-bs-target":
				ids[strings.TrimPrefix(a.Val, "#")] = true
			case "href":
				if strings.HasPrefix(a.Val, "#") && hasAttr(d, "data-toggle") {
					ids[a.Val[1:]] = true
				}
			}
		}
	}
	return ids
}

// foldWords name the parts of accordions and tabs, whose text is folded away until a reader asks for it.
var foldWords = []string{"accordion", "collaps", "expand", "toggle", "panel", "tab-", "tabs", "tabpane", "fold", "answer", "faq", "content", "details", "more"}

// hidden says why a hidden element is dropped. Text that is folded away, to be opened by a click, is text of the policy.
func (p *pageWork) hidden(n *html.Node, controlled map[string]bool) string {
	var why string
	switch {
	case hasAttr(n, "hidden"):
		why = "hidden attribute"
	case attr(n, "aria-hidden") == "true":
		why = "aria-hidden"
	case invisible(attr(n, "style")):
		why = "hidden by style"
	default:
		return ""
	}
	size := words(rawText(n, 4000))
	if size == 0 {
		return why
	}
	if attr(n, "hidden") == "until-found" {
		return ""
	}
	if namedNoise(n) != "" {
		return why
	}
	if own := attr(n, "lang"); own != "" && p.lang != "" && !sameLanguage(own, p.lang) {
		return why + ", in another language"
	}
	folded := controlled[attr(n, "id")] && attr(n, "id") != "" || attr(n, "role") == "tabpanel" || attr(n, "role") == "region"
	if !folded {
		class := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
		if n.Parent != nil {
			class += " " + strings.ToLower(attr(n.Parent, "class"))
		}
		for _, w := range foldWords {
			folded = folded || strings.Contains(class, w)
		}
	}
	if folded && size >= 5 || size >= 40 {
		p.notes.keep(describe(n), "folded away on the page, "+why)
		return ""
	}
	return why
}

// invisible reads the two declarations by which a style attribute hides an element.
func invisible(css string) bool {
	if css == "" {
		return false
	}
	s := strings.ToLower(strings.ReplaceAll(css, " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// emptyAnchor reports the little links beside headings ("#", "¶", "§", "🔗") that lead to the heading itself.
func emptyAnchor(n *html.Node) bool {
	if n.DataAtom != atom.A || !strings.HasPrefix(attr(n, "href"), "#") {
		return false
	}
	t := strings.TrimSpace(rawText(n, 16))
	switch t {
	case "#", "¶", "§", "🔗", "↑", "⬆", "▲", "^", "⤴", "↩", "":
		return true
	}
	return false
}

// restoreMail puts back an address that Cloudflare mangled, in an element's text and in the link around it.
func restoreMail(n *html.Node) {
	mail := cloudflareMail(attr(n, "data-cfemail"))
	if mail == "" && n.DataAtom == atom.A {
		if mail = cloudflareLink(attr(n, "href")); mail == "" || !strings.Contains(rawText(n, 40), "[email") {
			return
		}
	}
	if mail == "" {
		return
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: mail})
	link := n
	if link.DataAtom != atom.A {
		link = n.Parent
	}
	for i, a := range link.Attr {
		if a.Key == "href" && strings.Contains(a.Val, "/cdn-cgi/l/email-protection") {
			link.Attr[i].Val = "mailto:" + mail
		}
	}
}

// noiseNames are words and pairs of words in classes and ids that name what is never a part of a policy's text. A
// single word such as "cookies" or "sharing" is no such name: policies have sections of those.
var noiseNames = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"breadcrumb": "breadcrumbs", "breadcrumbs": "breadcrumbs", "bread-crumb": "breadcrumbs", "crumbs": "breadcrumbs",
		"share-buttons": "share buttons", "social-share": "share buttons", "share-bar": "share buttons", "sharebar": "share buttons",
		"sharedaddy": "share buttons", "addtoany": "share buttons", "addthis": "share buttons", "sharethis": "share buttons",
		"social-icons": "share buttons", "social-links": "share buttons", "social-media": "share buttons",
		"share-links": "share buttons", "sharing-buttons": "share buttons", "share-button": "share buttons", "post-share": "share buttons",
		"article-share": "share buttons", "share-this": "share buttons", "share-tools": "share buttons", "bdsharebuttonbox": "share buttons",
		"skip-link": "skip link", "skip-nav-link": "skip link", "skiplink": "skip link", "skip-to": "skip link", "skip-navigation": "skip link",
		"back-to-top": "back to top", "backtotop": "back to top", "to-top": "back to top", "totop": "back to top", "scroll-top": "back to top",
		"go-top": "back to top", "gotop": "back to top", "scroll-to-top": "back to top", "scrolltop": "back to top", "scroll-up": "back to top",
		"cookie-banner": cookieBanner, "cookie-bar": cookieBanner, "cookie-notice": cookieBanner, "cookie-consent": cookieBanner,
		"cookie-popup": cookieBanner, "cookie-modal": cookieBanner, "cookie-law": cookieBanner, "cookie-message": cookieBanner,
		"cookie-alert": cookieBanner, "cookie-dialog": cookieBanner, "cookie-overlay": cookieBanner, "cookiebanner": cookieBanner,
		"cookie-disclaimer": cookieBanner, "cookie-warning": cookieBanner, "cookie-wall": cookieBanner, "cookies-banner": cookieBanner,
		"cookies-bar": cookieBanner, "cookies-notice": cookieBanner, "cookieconsent": cookieBanner, "cookie-prompt": cookieBanner,
		"consent-banner": cookieBanner, "consent-modal": cookieBanner, "consent-manager": cookieBanner, "consent-popup": cookieBanner,
		"consent-dialog": cookieBanner, "gdpr-banner": cookieBanner, "gdpr-popup": cookieBanner, "gdpr-cookie": cookieBanner,
		"privacy-banner": cookieBanner, "onetrust": cookieBanner, "ot-sdk": cookieBanner, "cookiebot": cookieBanner,
		"cybot-cookiebot": cookieBanner, "usercentrics": cookieBanner, "didomi": cookieBanner, "truste-consent": cookieBanner,
		"osano": cookieBanner, "cky-consent": cookieBanner, "cc-window": cookieBanner, "cc-banner": cookieBanner,
		"iubenda-cs": cookieBanner, "klaro": cookieBanner, "cmplz-cookiebanner": cookieBanner, "cli-bar": cookieBanner,
		"entry-meta": "publishing data", "post-meta": "publishing data", "article-meta": "publishing data", "posted-on": "publishing data",
		"byline": "publishing data", "entry-date": "publishing data", "post-date": "publishing data", "publish-date": "publishing data",
		"reading-time": "publishing data", "read-time": "publishing data", "post-views": "publishing data", "view-count": "publishing data",
		"author-info": "publishing data", "article-info": "publishing data", "last-edited": "publishing data", "last-modified-by": "publishing data",
		"related-posts": "related pages", "related-articles": "related pages", "related-content": "related pages", "related-links": "related pages",
		"recent-articles": "related pages", "recommended-articles": "related pages", "see-also": "related pages", "read-next": "related pages",
		"article-votes": "feedback form", "was-this-helpful": "feedback form", "helpful": "feedback form", "page-feedback": "feedback form",
		"feedback-form": "feedback form", "article-feedback": "feedback form", "rate-this": "feedback form",
		"newsletter": "newsletter", "newsletter-signup": "newsletter", "subscribe-form": "newsletter",
		"pagination": "pages", "pager": "pages", "post-navigation": "pages", "nav-links": "pages", "prev-next": "pages",
		"language-switcher": "languages", "lang-switcher": "languages", "language-selector": "languages", "lang-selector": "languages",
		"language-select": "languages", "locale-selector": "languages", "language-picker": "languages", "locale-switcher": "languages",
		"edit-this": "edit link", "edit-page": "edit link", "print-button": "print button", "print-link": "print button",
		"search-form": "search", "searchform": "search", "search-box": "search", "site-search": "search",
		"copy-link": "copy button", "copy-button": "copy button", "heading-anchor": "link to its own heading", "anchor-link": "link to its own heading",
		"headerlink": "link to its own heading", "mw-editsection": "edit link", "permalink": "link to its own heading",
	}
})

// namedNoise says what an element's class or id names it as, "" when nothing in particular. An element around a
// heading 1 or a whole article is never noise by name.
func namedNoise(n *html.Node) string {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.H1:
		return ""
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		prev := ""
		for w := range nameWords(a.Val) {
			if w == "" {
				prev = "" // between two classes
				continue
			}
			if why := noiseNames()[w]; why != "" {
				return datedMeta(n, why)
			}
			if prev != "" {
				if why := noiseNames()[prev+"-"+w]; why != "" {
					return datedMeta(n, why)
				}
			}
			prev = w
		}
	}
	return ""
}

// datedMeta keeps publishing data that states the policy's own date in words.
func datedMeta(n *html.Node, why string) string {
	if why == "publishing data" && statesDate(rawText(n, 400)) {
		return ""
	}
	return why
}

// nameWords yields the words of a class or id list, lower case, cut at signs and at capitals; "" stands between classes.
func nameWords(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		cut := func(i int) bool {
			if start >= 0 && i > start {
				if !yield(strings.ToLower(s[start:i])) {
					return false
				}
			}
			start = -1
			return true
		}
		for i := 0; i < len(s); i++ {
			c := s[i]
			switch {
			case c == ' ' || c == '\t' || c == '\n':
				if !cut(i) || !yield("") {
					return
				}
			case !asciiLetter(c):
				if !cut(i) {
					return
				}
			case c >= 'A' && c <= 'Z' && start >= 0 && s[i-1] >= 'a' && s[i-1] <= 'z':
				if !cut(i) {
					return
				}
				start = i
			case start < 0:
				start = i
			}
		}
		cut(len(s))
	}
}
