package extract

import (
	"errors"
	"fmt"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// errSelector marks a selector that cannot be read, whatever the page.
var errSelector = errors.New("invalid selector")

// rule is a compiled Selector.
type rule struct {
	text                                         string
	css                                          cascadia.Matcher
	startBefore, startAfter, endBefore, endAfter cascadia.Matcher
}

type rules struct{ sel, remove []rule }

func compileRules(o Options) (rules, error) {
	var r rules
	for _, list := range []struct {
		from []Selector
		to   *[]rule
	}{{o.Select, &r.sel}, {o.Remove, &r.remove}} {
		for _, s := range list.from {
			c, err := s.compile()
			if err != nil {
				return r, err
			}
			*list.to = append(*list.to, c)
		}
	}
	return r, nil
}

// String shows a selector for messages.
func (s Selector) String() string {
	if s.CSS != "" {
		return s.CSS
	}
	out := "range"
	for _, p := range []struct{ name, css string }{
		{"startBefore", s.StartBefore}, {"startAfter", s.StartAfter}, {"endBefore", s.EndBefore}, {"endAfter", s.EndAfter},
	} {
		if p.css != "" {
			out += " " + p.name + " " + p.css
		}
	}
	return out
}

func (s Selector) compile() (rule, error) {
	r := rule{text: s.String()}
	starts, ends := 0, 0
	for _, p := range []struct {
		css   string
		to    *cascadia.Matcher
		count *int
	}{
		{s.CSS, &r.css, nil},
		{s.StartBefore, &r.startBefore, &starts},
		{s.StartAfter, &r.startAfter, &starts},
		{s.EndBefore, &r.endBefore, &ends},
		{s.EndAfter, &r.endAfter, &ends},
	} {
		if p.css == "" {
			continue
		}
		group, err := cascadia.ParseGroup(p.css)
		if err != nil {
			return r, fmt.Errorf("%w %q: %w", errSelector, p.css, err)
		}
		*p.to = group
		if p.count != nil {
			*p.count++
		}
	}
	switch {
	case r.css != nil && starts+ends > 0:
		return r, fmt.Errorf("%w: both a selector %q and a range", errSelector, s.CSS)
	case r.css == nil && (starts != 1 || ends != 1):
		return r, fmt.Errorf("%w: a range needs one of startBefore, startAfter and one of endBefore, endAfter", errSelector)
	}
	return r, nil
}

// matches lists the elements that a rule selects, in document order; one inside another that matched is part of it.
func (r rule) matches(root *html.Node) []*html.Node {
	var out []*html.Node
	var last *html.Node
	for d := range root.Descendants() {
		if d.Type != html.ElementNode || last != nil && within(d, last) || !r.css.Match(d) {
			continue
		}
		out = append(out, d)
		last = d
	}
	return out
}

func within(n, ancestor *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p == ancestor {
			return true
		}
	}
	return false
}

func first(root *html.Node, s cascadia.Matcher) *html.Node {
	for d := range root.Descendants() {
		if d.Type == html.ElementNode && s.Match(d) {
			return d
		}
	}
	return nil
}

// span is a range of a document as positions in a walk that counts each node when it enters and when it leaves it.
type span struct {
	enter, leave map[*html.Node]int
	from, to     int // from ≤ position < to
}

// span finds the range of a rule in a document.
func (r rule) span(root *html.Node) (span, error) {
	s := span{enter: map[*html.Node]int{}, leave: map[*html.Node]int{}}
	count := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		s.enter[n] = count
		count++
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		s.leave[n] = count
		count++
	}
	walk(root)
	for _, end := range []struct {
		sel cascadia.Matcher
		set func(n *html.Node)
	}{
		{r.startBefore, func(n *html.Node) { s.from = s.enter[n] }},
		{r.startAfter, func(n *html.Node) { s.from = s.leave[n] + 1 }},
		{r.endBefore, func(n *html.Node) { s.to = s.enter[n] }},
		{r.endAfter, func(n *html.Node) { s.to = s.leave[n] + 1 }},
	} {
		if end.sel == nil {
			continue
		}
		n := first(root, end.sel)
		if n == nil {
			return s, fmt.Errorf("%w: %s", ErrNoMatch, r.text)
		}
		end.set(n)
	}
	if s.from >= s.to {
		return s, fmt.Errorf("%w: %s: its end stands before its start", ErrNoMatch, r.text)
	}
	return s, nil
}

func (s span) whole(n *html.Node) bool { return s.enter[n] >= s.from && s.leave[n] < s.to }
func (s span) part(n *html.Node) bool  { return s.enter[n] < s.to && s.leave[n] >= s.from }

// cut removes what lies in the range.
func (s span) cut(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if s.whole(c) {
			n.RemoveChild(c)
		} else if s.part(c) {
			s.cut(c)
		}
		c = next
	}
}

// copyInto clones what lies in the range below to, with the elements around it.
func (s span) copyInto(n, to *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case s.whole(c):
			to.AppendChild(clone(c))
		case s.part(c) && c.Type == html.ElementNode:
			shell := &html.Node{Type: c.Type, DataAtom: c.DataAtom, Data: c.Data, Attr: c.Attr}
			to.AppendChild(shell)
			s.copyInto(c, shell)
		}
	}
}

// choose applies the rules: what they remove goes first, from the whole page, then each select rule adds its matches in
// its own order, as in Open Terms Archive. What two rules select stands once.
func (r rules) choose(p *pageWork) (*html.Node, error) {
	r.cut(p)
	if len(r.sel) == 0 {
		return nil, nil
	}
	out := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	var missing error
	var taken []*html.Node
	for _, sel := range r.sel {
		if sel.css == nil {
			s, err := sel.span(p.root)
			if err != nil {
				return nil, err
			}
			s.copyInto(p.root, out)
			p.notes.keep(sel.text, "select rule")
			continue
		}
		found := sel.matches(p.root)
		if len(found) == 0 {
			missing = errors.Join(missing, fmt.Errorf("%w: %s", ErrNoMatch, sel.text))
			p.notes.drop(sel.text, "select rule matches nothing")
		}
		for _, n := range found {
			if containsNode(taken, n) {
				continue
			}
			taken = append(taken, n)
			p.notes.keep(describe(n), "select rule "+sel.text)
			out.AppendChild(clone(n))
		}
	}
	if out.FirstChild == nil {
		return nil, missing
	}
	return out, nil
}

// cut takes away what the rules remove. A range is found while the page is whole: its ends may themselves be removed.
func (r rules) cut(p *pageWork) {
	var ranges []span
	for _, rm := range r.remove {
		if rm.css != nil {
			continue
		}
		if s, err := rm.span(p.root); err == nil { // what is not there need not be removed
			ranges = append(ranges, s)
			p.notes.drop(rm.text, "remove rule")
		}
	}
	for _, rm := range r.remove {
		if rm.css == nil {
			continue
		}
		for _, n := range rm.matches(p.root) {
			p.notes.drop(describe(n), "remove rule "+rm.text)
			remove(n)
		}
	}
	for _, s := range ranges {
		s.cut(p.root)
	}
}

func containsNode(taken []*html.Node, n *html.Node) bool {
	for _, t := range taken {
		if t == n || within(n, t) {
			return true
		}
	}
	return false
}

// clone copies a subtree. Its depth is bounded by the parser.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.AppendChild(clone(k))
	}
	return c
}
