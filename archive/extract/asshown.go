package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// asShown brings a parsed page nearer to what a reader sees of it, so that the rest of the package need not know: the
// document in a frame's srcdoc and the content of a declarative shadow root stand in their place; an element that is
// a heading by its role, its outline level or as the title of a box among others, and a custom element or span that is
// a block, are read as such. Their names (Node.Data) stay, for selectors; what changes is their kind (Node.DataAtom).
func asShown(root *html.Node, frames int) {
	var opened, templates []*html.Node
	var titles boxTitles
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		titles.see(n)
		switch {
		case n.DataAtom == atom.Iframe && hasAttr(n, "srcdoc"),
			n.DataAtom == atom.Template && hasAttr(n, "shadowrootmode"):
			opened = append(opened, n)
		case n.DataAtom == atom.Template:
			templates = append(templates, n)
		case attr(n, "role") == "heading":
			n.DataAtom = headingAtom(attr(n, "aria-level"))
		case outlineLevel(n) > 0:
			n.DataAtom = headingOf(outlineLevel(n))
		case n.DataAtom == 0 && strings.Contains(n.Data, "-") && container[n.Parent.DataAtom] && !hasText(n.Parent):
			n.DataAtom = atom.Div
		case n.DataAtom == atom.Span && shownAsBlock(attr(n, "style")):
			n.DataAtom = atom.Div
		}
	}
	for _, n := range opened {
		if n.DataAtom == atom.Template {
			openShadow(n)
		} else if frames < maxFrames {
			openFrame(n, frames)
		}
	}
	openTemplate(root, templates)
	titles.mark(root)
}

const (
	maxFrames     = 2  // documents within documents that are opened
	frameWords    = 20 // a frame with fewer words is an advertisement or a button
	maxTemplates  = 40
	templateWords = 100 // a template with fewer is an item of a list
)

// openTemplate puts the one template that holds most of the page's text in its own place: script shows it to a reader whom
// the page is meant for. What is to be filled in is no text yet, and what has neither a title nor a <main> may be a dialogue.
func openTemplate(root *html.Node, templates []*html.Node) {
	var chosen *html.Node
	most := templateWords
	for _, t := range templates[:min(len(templates), maxTemplates)] {
		if find(t, atom.Main) == nil && find(t, atom.Article) == nil && find(t, atom.H1) == nil {
			continue
		}
		text := visibleText(t, maxTemplate)
		if n := words(text); n > most && !strings.Contains(text, "{{") && legal(text) {
			chosen, most = t, n
		}
	}
	if chosen != nil && most > 2*words(visibleText(root, maxTemplate)) {
		replace(chosen, chosen)
	}
}

// maxTemplate is how much of a template's text is read.
const maxTemplate = 1 << 17

// headingAtom is the heading of a level; 2 where none is stated, as the standard has it.
func headingAtom(level string) atom.Atom {
	n, err := strconv.Atoi(strings.TrimSpace(level))
	if err != nil {
		n = 2
	}
	return headingOf(n)
}

func headingOf(level int) atom.Atom {
	return [...]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}[min(max(level, 1), 6)-1]
}

// outlineLevel is the level of what is a heading to a word processor, or to an editor by the name of its own element; 0 for
// what is none.
func outlineLevel(n *html.Node) int {
	level := ""
	switch n.DataAtom {
	case atom.P, atom.Div:
		if strings.Contains(attr(n, "style"), "mso-") {
			level = styled(n, "mso-outline-level")
		}
	case 0:
		if i := strings.LastIndex(n.Data, "-h"); i > 0 {
			level = n.Data[i+len("-h"):]
		}
	}
	if len(level) == 1 && level[0] >= '1' && level[0] <= '6' {
		return int(level[0] - '0')
	}
	return 0
}

// hasText reports text directly in an element: its children then are parts of a sentence. Only its first children are
// looked at, so that a long list of them costs no more.
func hasText(n *html.Node) bool {
	seen := 0
	for c := n.FirstChild; c != nil && seen < 16; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return true
		}
		seen++
	}
	return false
}

func shownAsBlock(css string) bool {
	if css == "" {
		return false
	}
	css = strings.ReplaceAll(css, " ", "")
	return strings.Contains(css, "display:block") || strings.Contains(css, "display:flex") || strings.Contains(css, "display:grid")
}

// openFrame puts the document of a frame's srcdoc in the frame's place, when it is a text.
func openFrame(frame *html.Node, frames int) {
	root, err := parseFrame([]byte(attr(frame, "srcdoc")), frames+1)
	if err != nil {
		return
	}
	body := find(root, atom.Body)
	if text := rawText(body, 4000); words(text) < frameWords || !legal(text) {
		return
	}
	replace(frame, body)
}

// openShadow puts a shadow root in its place, with the children of its host in its slots.
func openShadow(shadow *html.Node) {
	host := shadow.Parent
	var slots []*html.Node
	for d := range shadow.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == atom.Slot {
			slots = append(slots, d)
		}
	}
	for _, slot := range slots {
		fill := &html.Node{}
		for c := host.FirstChild; c != nil; {
			next := c.NextSibling
			if c != shadow && (c.Type == html.ElementNode || c.Type == html.TextNode) && attr(c, "slot") == attr(slot, "name") {
				host.RemoveChild(c)
				fill.AppendChild(c)
			}
			c = next
		}
		if fill.FirstChild == nil {
			fill = slot // what it shows when nothing is put in it
		}
		replace(slot, fill)
	}
	replace(shadow, shadow)
}

// replace puts a <div> with the children of from in the place of a node.
func replace(n, from *html.Node) {
	box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for from.FirstChild != nil {
		c := from.FirstChild
		from.RemoveChild(c)
		box.AppendChild(c)
	}
	n.Parent.InsertBefore(box, n)
	n.Parent.RemoveChild(n)
}
