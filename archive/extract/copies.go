package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pages that are made for wide and for narrow screens at once hold their text twice, one of the two hidden by style.

// copyLine is the least text, in bytes, by which two places are held to say the same: "Contact" may stand anywhere.
const copyLine = 20

// copied reports an element nearly all of whose text stands elsewhere on the page too. Of the copies that are asked
// for, the last that is left is none.
func (p *pageWork) copied(n *html.Node) bool {
	if p.lines == nil {
		p.lines = linesOf(p.root)
	}
	own := linesOf(n)
	all, twice := 0, 0
	for line, times := range own {
		all += times * len(line)
		if p.lines[line] > times {
			twice += times * len(line)
		}
	}
	if all < 4*copyLine || twice*10 < all*8 {
		return false
	}
	for line, times := range own {
		p.lines[line] -= times
	}
	return true
}

// linesOf counts the text nodes below n that are long enough to compare.
func linesOf(n *html.Node) map[string]int {
	lines := map[string]int{}
	for d := range n.Descendants() {
		if d.Type != html.TextNode || d.Parent.DataAtom == atom.Script || d.Parent.DataAtom == atom.Style {
			continue
		}
		if s := strings.TrimSpace(d.Data); len(s) >= copyLine {
			lines[s]++
		}
	}
	return lines
}

// forOneScreen reports an element that its class shows on screens of some width alone.
func forOneScreen(n *html.Node) bool {
	class := attr(n, "class")
	if class == "" {
		return false
	}
	prev := ""
	for w := range nameWords(class) {
		switch w {
		case "mobile", "desktop", "tablet", "phone", "smartphone":
			return true
		case "xs", "sm", "md", "lg", "xl", "none", "small", "medium", "large":
			if prev == "hidden" || prev == "visible" || prev == "d" || prev == "hide" || prev == "show" {
				return true
			}
		}
		prev = w
	}
	return false
}
