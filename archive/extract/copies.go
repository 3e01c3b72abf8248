package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pages that are made for wide and for narrow screens at once hold their text twice, one of the two hidden: by style, or by
// a class whose name says nothing.

// copyLine is the least text, in bytes, by which two places are held to say the same: "Contact" may stand anywhere.
const copyLine = 20

// copied reports an element nearly all of whose text stands elsewhere on the page too. Of the copies that are asked
// for, the last that is left is none.
func (p *pageWork) copied(n *html.Node) bool {
	if p.lines == nil {
		p.lines = p.linesOf(p.root)
	}
	own := p.linesOf(n)
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

// linesOf counts the text nodes below n that are long enough to compare, what is known to be no policy left out.
func (p *pageWork) linesOf(n *html.Node) map[string]int {
	lines := map[string]int{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if s := strings.TrimSpace(c.Data); len(s) >= copyLine {
					lines[s]++
				}
			case c.DataAtom != atom.Script && c.DataAtom != atom.Style && p.furniture[c] == "":
				walk(c)
			}
		}
	}
	walk(n)
	return lines
}

// forOneScreen reports a list of classes that shows an element on screens of some width alone.
func forOneScreen(classes string) bool {
	prev := ""
	for w := range nameWords(classes) {
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

// dropTwins takes out what says the same as an element beside it, where that is a good part of the page or its title: no
// policy says so much twice. It looks along the path of most text.
func (f *finder) dropTwins(body *html.Node) bool {
	all, found := f.weight[body].text, false
	for n := body; n != nil && f.weight[n].text*2 >= all; n = f.heaviest(n) {
		var kept []*html.Node
		for c := n.FirstChild; c != nil; {
			next, w := c.NextSibling, f.weight[c]
			if c.Type == html.ElementNode && (w.text*4 >= all || w.text > 0 && w.text <= copyTitle && find(c, atom.H1) != nil) {
				if slices.ContainsFunc(kept[max(0, len(kept)-nearTwins):], func(k *html.Node) bool { return f.twins(k, c) }) {
					f.p.notes.drop(describe(c), "a copy for other screens")
					n.RemoveChild(c)
					found = true
				} else {
					kept = append(kept, c)
				}
			}
			c = next
		}
	}
	return found
}

// nearTwins is how many elements before one are looked at for its twin: a page may be made of a hundred thousand titles.
const nearTwins = 8

// copyTitle is the most text, in runes, of a title that stands twice.
const copyTitle = 200

// twins says whether an element has the same words as the one that is kept, or the same heading 1 and most of its lines: the
// one that is kept may have a greeting and a few more in it besides.
func (f *finder) twins(kept, n *html.Node) bool {
	if f.weight[kept] == f.weight[n] && rawText(kept, MaxPage) == rawText(n, MaxPage) {
		return true
	}
	hk, hn := find(kept, atom.H1), find(n, atom.H1)
	if hk == nil || hn == nil || rawText(hk, 400) != rawText(hn, 400) {
		return false
	}
	lk, ln := f.p.linesOf(kept), f.p.linesOf(n)
	return shareIn(ln, lk) >= 0.8 && shareIn(lk, ln) >= 0.5
}

// shareIn is how much of some lines stands among others; none of what is too little to tell.
func shareIn(some, others map[string]int) float64 {
	all, shared := 0, 0
	for line, times := range some {
		all += times * len(line)
		shared += min(times, others[line]) * len(line)
	}
	if all < 4*copyLine {
		return 0
	}
	return float64(shared) / float64(all)
}
