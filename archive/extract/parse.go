package extract

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse reads a page. The parser refuses pages nested deeper than 512 elements; such a page is read again with the
// tags beyond a bound left out and their text kept, in paragraphs.
func parse(page []byte) (*html.Node, error) { return parseFrame(page, 0) }

// parseFrame reads a page that stands in so many others.
func parseFrame(page []byte, frames int) (*html.Node, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		if root, err = html.Parse(bytes.NewReader(flatten(page))); err != nil {
			return nil, err
		}
	}
	asShown(root, frames)
	return root, nil
}

const (
	maxDepth      = 200 // open elements; the parser adds some of its own
	maxFormatting = 12  // open formatting elements, which the parser opens again in every paragraph
)

// flatten rewrites a page so that no more than maxDepth elements are open at once. Elements whose end tag may be left
// out are bounded together with the others: where they are not closed, their open count is forgotten at the next block.
func flatten(page []byte) []byte {
	z := html.NewTokenizer(bytes.NewReader(page))
	var out bytes.Buffer
	open := map[string]int{}    // open elements by name, those written
	skipped := map[string]int{} // open elements by name, those left out
	depth, formatting := 0, 0
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			return out.Bytes()
		}
		raw := z.Raw()
		switch tt {
		case html.StartTagToken:
			name, _ := z.TagName()
			n := string(name)
			a := atom.Lookup(name)
			if void[a] {
				out.Write(raw)
				continue
			}
			isFormatting := formattingElement[a]
			if depth >= maxDepth || isFormatting && formatting >= maxFormatting || a == atom.Svg || a == atom.Math {
				if headingLevel(a) > 0 {
					out.Write(raw) // one ends the one before: they do not nest
					continue
				}
				skipped[n]++
				paragraphBreak(&out, a)
				continue
			}
			out.Write(raw)
			if a == atom.Script || a == atom.Style || a == atom.Title || a == atom.Textarea {
				continue // their end tags close them and nothing else
			}
			open[n]++
			depth++
			if isFormatting {
				formatting++
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			n := string(name)
			if skipped[n] > 0 {
				skipped[n]--
				paragraphBreak(&out, atom.Lookup(name))
				continue
			}
			if open[n] > 0 {
				open[n]--
				depth--
				if formattingElement[atom.Lookup(name)] {
					formatting--
				}
			}
			out.Write(raw)
		default:
			out.Write(raw)
		}
	}
}

// paragraphBreak stands for a block's tag that is left out: a new paragraph ends the one before, and nests in nothing.
func paragraphBreak(out *bytes.Buffer, a atom.Atom) {
	if !inline[a] && a != atom.Svg && a != atom.Math {
		out.WriteString("<p>")
	}
}

var void = atomSet(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
	atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)

var formattingElement = atomSet(atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S,
	atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U)

func atomSet(list ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		m[a] = true
	}
	return m
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return true
		}
	}
	return false
}

// find returns the first element of a kind below n, in document order.
func find(n *html.Node, a atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == a {
			return d
		}
	}
	return nil
}

// elementAfter is the next element beside a node, nil when there is none.
func elementAfter(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; {
		n = n.NextSibling
	}
	return n
}

// elementBefore is the one before it.
func elementBefore(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; {
		n = n.PrevSibling
	}
	return n
}

// rawText joins all text below n, white space collapsed, up to limit bytes.
func rawText(n *html.Node, limit int) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type != html.TextNode || d.Parent.DataAtom == atom.Script || d.Parent.DataAtom == atom.Style {
			continue
		}
		for f := range strings.FieldsSeq(d.Data) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(f)
			if b.Len() > limit {
				return clip(b.String(), limit)
			}
		}
	}
	return b.String()
}

// clip shortens s to at most n bytes, whole runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// baseURL is what relative links are relative to: the page's address, changed by a <base> element.
func baseURL(root *html.Node, address string) *url.URL {
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	for d := range root.Descendants() {
		if d.DataAtom == atom.Body {
			break
		}
		if d.DataAtom == atom.Base && hasAttr(d, "href") {
			if u, err := base.Parse(strings.TrimSpace(attr(d, "href"))); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
				return u
			}
			break
		}
	}
	return base
}

// describe names an element for a note: tag, id, classes and the beginning of its text.
func describe(n *html.Node) string {
	s := n.Data
	if id := attr(n, "id"); id != "" {
		s += "#" + id
	}
	for i, c := range strings.Fields(attr(n, "class")) {
		if i == 3 {
			break
		}
		s += "." + c
	}
	s = clip(cleanLine(s), 100)
	if t := cleanLine(rawText(n, 60)); t != "" {
		s += " “" + t + "”"
	}
	return s
}
