package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Accordions and cards often have titles that are no headings to HTML: the label of a button that unfolds what stands below
// it, a <div class="title">. Several alike on a page, each above a text of its own, are headings to every reader.

// boxTitles collects what may be the title of a box, while the page is read once.
type boxTitles struct {
	titles []*html.Node
	checks map[string]bool // ids of the boxes to tick that fold a text without script
}

// see takes an element in.
func (t *boxTitles) see(n *html.Node) {
	switch n.DataAtom {
	case atom.Input:
		if kind := attr(n, "type"); kind == "checkbox" || kind == "radio" {
			if t.checks == nil {
				t.checks = map[string]bool{}
			}
			t.checks[attr(n, "id")] = true
		}
	case atom.Html, atom.Body, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary, atom.Dt, atom.Nav, atom.Ul, atom.Ol,
		atom.Table, atom.Svg, atom.I, atom.Img, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer:
	case atom.Label:
		if attr(n, "for") != "" {
			t.titles = append(t.titles, n)
		}
	default:
		if unfolds(n) || namedTitle(n) {
			t.titles = append(t.titles, n)
		}
	}
}

// unfolds reports what opens a text when it is clicked.
func unfolds(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "aria-expanded", "aria-controls":
			return attr(n, "role") != "tab"
		case "data-toggle", "data-bs-toggle":
			return a.Val == "collapse"
		case "class":
			if containsAny(a.Val, foldButtons) || strings.Contains(a.Val, "Accordion") {
				return true
			}
		}
	}
	return false
}

// namedTitle reports a block that its class calls a title.
func namedTitle(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.P {
		return false
	}
	class := attr(n, "class")
	if !strings.Contains(class, "itle") && !strings.Contains(class, "ead") && !strings.Contains(class, "uestion") {
		return false
	}
	for w := range nameWords(class) {
		switch w {
		case "title", "subtitle", "head", "header", "heading", "question":
			return true
		}
	}
	return false
}

// mark makes headings of the titles, one level below the heading before the first of their kind. "Learn more", again and
// again, is none.
func (t *boxTitles) mark(root *html.Node) {
	type kind struct{ name, role, class string }
	type label struct {
		kind
		text string
	}
	kinds, times := map[kind][]*html.Node{}, map[label]int{}
	for _, n := range t.titles {
		if n.DataAtom == atom.Label && !t.checks[attr(n, "for")] || !titlesBox(n) {
			continue
		}
		class, _, _ := strings.Cut(attr(n, "class"), " ")
		k := kind{n.Data, attr(n, "role"), class}
		l := label{k, rawText(n, longestBoxTitle)}
		if times[l]++; times[l] <= 2 { // a page made for wide and narrow screens has each twice
			kinds[k] = append(kinds[k], n)
		}
	}
	for k, titles := range kinds {
		kinds[k] = slices.DeleteFunc(titles, func(n *html.Node) bool { return times[label{k, rawText(n, longestBoxTitle)}] > 2 })
	}
	group := map[*html.Node][]*html.Node{} // by the first of them
	for _, titles := range kinds {
		if len(titles) > 1 {
			group[titles[0]] = titles
		}
	}
	if len(group) == 0 {
		return
	}
	level := 1
	for n := range root.Descendants() {
		if titles := group[n]; titles != nil {
			for _, title := range titles {
				if !nested(title) {
					title.DataAtom = headingOf(level + 1)
				}
			}
		}
		if l := headingLevel(n.DataAtom); l > 0 && n.Type == html.ElementNode {
			level = l
		}
	}
}

// nested reports an element in a heading, or in a table, whose cells have none.
func nested(n *html.Node) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		switch a.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary, atom.Dt, atom.Td, atom.Th:
			return true
		}
	}
	return false
}

// longestBoxTitle is in bytes.
const longestBoxTitle = 160

// titlesBox reports a short line that leads nowhere else, with a block of text below it.
func titlesBox(n *html.Node) bool {
	text := rawText(n, longestBoxTitle+1)
	if words(text) == 0 || len(text) > longestBoxTitle || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。") || strings.HasSuffix(text, ":") {
		return false
	}
	for d := range n.Descendants() {
		if headingLevel(d.DataAtom) > 0 || d.DataAtom == atom.A && leavesPage(d) {
			return false
		}
	}
	if n.DataAtom == atom.A && leavesPage(n) {
		return false
	}
	for range 5 {
		if before := n.PrevSibling; before != nil && before.Type == html.TextNode && !blank(before) {
			return false
		}
		below := n.NextSibling
		for below != nil && blank(below) {
			below = below.NextSibling
		}
		if below != nil {
			return below.Type == html.ElementNode && !inline[below.DataAtom] && headingLevel(below.DataAtom) == 0 &&
				words(rawText(below, 400)) >= 3 && !mostlyLinks(below, 2)
		}
		n = n.Parent
		if n == nil || n.DataAtom == atom.Body || n.DataAtom == atom.Li || rawText(n, longestBoxTitle+1) != text {
			return false
		}
	}
	return false
}

// blank reports a node without text.
func blank(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.TrimSpace(n.Data) == ""
	}
	return rawText(n, 8) == ""
}

func leavesPage(a *html.Node) bool {
	href := strings.TrimSpace(attr(a, "href"))
	return href != "" && !strings.HasPrefix(href, "#") && !strings.HasPrefix(strings.ToLower(href), "javascript:")
}
