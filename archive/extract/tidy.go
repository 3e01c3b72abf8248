package extract

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tidy takes out of the content what is no text of the policy wherever it stands: code, hidden elements, share buttons,
// breadcrumbs, time stamps of the publishing system. Mail addresses that Cloudflare mangled are put back.
func (p *pageWork) tidy(content *html.Node) {
	controlled := controlledIDs(p.root)
	if p.furniture == nil || !p.found { // what selectors give are copies, which no walk over the page has seen
		p.furniture = p.findFurniture(content)
	}
	p.clicked = map[*html.Node]bool{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode {
				restoreMail(c)
				if why := p.untext(c, controlled); why != "" {
					if why == button {
						p.click(c)
					}
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
	makeTables(content)
}

// button is the reason for which one is dropped.
const button = "button"

// click remembers the boxes around a button that is dropped.
func (p *pageWork) click(n *html.Node) {
	for up, a := 0, n.Parent; a != nil && up < 4; up, a = up+1, a.Parent {
		p.clicked[a] = true
	}
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
		if !opensText(n) && !inSentence(n) {
			return button
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
	case "timer", "marquee", "dialog", "alertdialog", "search", "toolbar", "menu", "menubar", "progressbar", "status", "tooltip":
		if !p.mostOf(n) {
			return "role " + role
		}
	case "alert":
		if !legal(rawText(n, 4000)) {
			return "role alert"
		}
	case "button":
		if headingLevel(n.DataAtom) == 0 && !opensText(n) && words(rawText(n, 400)) < 6 && !inSentence(n) {
			return button
		}
	}
	if p.named(attr(n, "class")).oneScreen && p.copied(n) {
		return "a copy for other screens"
	}
	if why := p.namedNoise(n); why != "" && p.believed(n, why) {
		return why
	}
	if p.asideOfLink(n) {
		return "a remark on a link"
	}
	if why := p.furniture[n]; why != "" {
		return why
	}
	if emptyAnchor(n) {
		return "link to its own heading"
	}
	return ""
}

// believed says whether an element is what its name says: a cookie dialogue may be long; the other names are taken at
// their word for little text only, and no name for most of the page's.
func (p *pageWork) believed(n *html.Node, why string) bool {
	limit := 120
	switch why {
	case cookieBanner:
		return !p.mostOf(n)
	case publishingData:
		limit = 40
	case promotion: // of the site, not the terms of one
		if !callsToAction(n) || legal(rawText(n, 3000)) {
			return false
		}
	}
	size := words(rawText(n, 3000))
	return size < limit && (size < 30 || !p.mostOf(n))
}

// mostOf reports an element that holds a third or more of the page's text: whatever it is called, that is the content.
func (p *pageWork) mostOf(n *html.Node) bool { return textBytes(n)*3 >= p.seen.textBytes }

// nearlyAll reports an element that holds two thirds or more of the page's text.
func (p *pageWork) nearlyAll(n *html.Node) bool { return textBytes(n)*3 >= 2*p.seen.textBytes }

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

// inSentence reports a button amid a sentence, whose words are needed: "You can [change your settings] at any time."
func inSentence(n *html.Node) bool {
	before, after := n.PrevSibling, n.NextSibling
	if before == nil || after == nil || before.Type != html.TextNode || after.Type != html.TextNode || strings.TrimSpace(after.Data) == "" {
		return false
	}
	c, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(before.Data))
	return unicode.IsLetter(c) || c == ',' || c == '，' || c == '“' || c == '「' || c == '('
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
	if p.namedNoise(n) != "" {
		return why
	}
	if p.foreign(n) {
		return why + ", in another language"
	}
	if p.copied(n) {
		return why + ", a copy of other text"
	}
	class := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	if n.Parent != nil {
		class += " " + strings.ToLower(attr(n.Parent, "class"))
	}
	above := elementBefore(n)
	if controlled[attr(n, "id")] && attr(n, "id") != "" || attr(n, "role") == "tabpanel" || attr(n, "role") == "region" ||
		above != nil && headingLevel(above.DataAtom) > 0 || size >= 40 || size >= 5 && containsAny(class, foldWords) {
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

// asideOfLink reports a few words in a link beside its own that are to be spoken, or say where it opens.
func (p *pageWork) asideOfLink(n *html.Node) bool {
	a := n.Parent
	for up := 0; a != nil && a.DataAtom != atom.A && up < 3; up++ {
		a = a.Parent
	}
	if a == nil || a.DataAtom != atom.A {
		return false
	}
	own := rawText(n, 200)
	if !p.named(attr(n, "class")).spoken && !opensElsewhere()[strings.ToLower(strings.Trim(own, " -–—()[].,;（）【】"))] {
		return false
	}
	return words(own) <= 8 && words(rawText(a, 4000)) > words(own)
}

// opensElsewhere is what sites have a link say of itself, in lower case.
var opensElsewhere = sync.OnceValue(func() map[string]bool {
	return phraseSet(`opens in new window, opens in a new window, opens in new tab, opens in a new tab, opens in new window or tab,
		opens in a new window or tab, opens in a new browser window, opens in a new browser tab, opens new window, opens a new window,
		opens a new tab, opens external link, opens external website, opens external website in a new window, link opens in new window,
		link opens in a new window, link opens in new tab, link opens in a new tab, this link opens in a new window, this link opens in a new tab,
		this link will open in a new window, will open in a new window, will open in a new tab, new window, external link,
		öffnet in neuem fenster, öffnet in neuem tab, öffnet in einem neuen fenster, öffnet in einem neuen tab, öffnet neues fenster,
		öffnet ein neues fenster, öffnet sich in neuem fenster, öffnet sich in einem neuen fenster, wird in neuem fenster geöffnet,
		wird in einem neuen fenster geöffnet, wird in neuem tab geöffnet, wird in einem neuen tab geöffnet, externer link,
		nouvelle fenêtre, nouvel onglet, ouvre une nouvelle fenêtre, ouvre un nouvel onglet, ouvre dans un nouvel onglet,
		ouvre dans une nouvelle fenêtre, ouverture dans une nouvelle fenêtre, ouverture dans un nouvel onglet,
		s'ouvre dans une nouvelle fenêtre, s’ouvre dans une nouvelle fenêtre, s'ouvre dans un nouvel onglet, s’ouvre dans un nouvel onglet,
		lien externe, se abre en ventana nueva, se abre en una ventana nueva, se abre en una nueva ventana, se abre en una pestaña nueva,
		se abre en una nueva pestaña, abre en una ventana nueva, abre en una nueva ventana, abre en una pestaña nueva, enlace externo,
		si apre in una nuova finestra, si apre in una nuova scheda, apre una nuova finestra, apre in una nuova finestra, link esterno,
		abre numa nova janela, abre em nova janela, abre em uma nova janela, abre em uma nova guia, abre num novo separador,
		opent in een nieuw venster, opent in nieuw venster, opent in een nieuw tabblad, opent in nieuw tabblad, externe link,
		öppnas i nytt fönster, öppnas i ett nytt fönster, öppnas i ny flik, åbner i nyt vindue, åbner i et nyt vindue, åbner i ny fane,
		åpnes i nytt vindu, åpnes i et nytt vindu, åpnes i ny fane, avautuu uuteen ikkunaan, avautuu uudessa ikkunassa,
		otwiera się w nowym oknie, otwiera się w nowej karcie, 新窗口打开, 在新窗口打开, 在新窗口中打开, 新标签页打开, 在新标签页打开,
		在新标签页中打开, 外部链接, 另開視窗, 另開新視窗, 開新視窗, 在新視窗開啟, 在新視窗中開啟, 在新分頁開啟, 在新分頁中開啟, 外部連結,
		新しいウィンドウで開く, 新しいウィンドウで開きます, 新しいタブで開く, 新しいタブで開きます, 別ウィンドウで開く, 別ウィンドウで開きます,
		別タブで開く, 別タブで開きます, 外部リンク, 새 창, 새 창 열림, 새 창에서 열림, 새 창으로 열기, 새 창에서 열기, 새 탭에서 열기, 새 탭에서 열림, 외부 링크`)
})

// emptyAnchor reports the little links beside headings ("#", "¶", "§", "🔗") that lead to the heading itself.
func emptyAnchor(n *html.Node) bool {
	if n.DataAtom != atom.A || !strings.HasPrefix(attr(n, "href"), "#") {
		return false
	}
	t := strings.TrimSpace(rawText(n, 16))
	switch t {
	case "#", "¶", "§", "🔗", "↑", "⬆", "▲", "^", "⤴", "↩", ":::", "":
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
