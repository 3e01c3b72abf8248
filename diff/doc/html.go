package doc

import (
	"strings"

	"policylog/internal/wordset"
)

// tag says how a line of HTML begins a block and where that block ends.
type tag uint8

const (
	tagNone  tag = iota
	tagRaw       // script, style, pre, textarea: to the closing tag
	tagNote      // a comment: to -->
	tagBlock     // a block element: to a blank line, or to the end of its table
	tagAlone     // any other tag alone on its line: to a blank line; does not interrupt a paragraph
)

// htmlEnd is an open block of HTML.
type htmlEnd struct {
	leaf  int // -1 without
	depth int
	tag   tag
	until string // lower case; "" for a blank line
}

func (h *htmlEnd) keepsBlank() bool { return h.leaf >= 0 && h.until != "" }

// blockElements are the elements whose tags begin a block of HTML in CommonMark.
var blockElements = wordset.Lazy(`address article aside base basefont blockquote body caption center col colgroup
		dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header
		hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary
		table tbody td tfoot th thead title tr track ul`)

// blockTag classifies a line that may begin a block of HTML.
func blockTag(t string) tag {
	if len(t) < 3 || t[0] != '<' {
		return tagNone
	}
	if strings.HasPrefix(t, "<!--") {
		return tagNote
	}
	i := 1
	if t[i] == '/' {
		i++
	}
	j := i
	for j < len(t) && (t[j]|0x20 >= 'a' && t[j]|0x20 <= 'z' || j > i && t[j] >= '0' && t[j] <= '9') && j-i < 12 {
		j++
	}
	if j == i || j < len(t) && t[j] != ' ' && t[j] != '\t' && t[j] != '>' && t[j] != '/' {
		return tagNone
	}
	name := strings.ToLower(t[i:j])
	switch name {
	case "script", "style", "pre", "textarea":
		if i == 1 {
			return tagRaw
		}
	}
	if blockElements()[name] {
		return tagBlock
	}
	if k := strings.IndexByte(t, '>'); k == len(t)-1 {
		return tagAlone
	}
	return tagNone
}

// openHTML begins a block of HTML with leaf l, whose line reads t.
func (s *scanner) openHTML(l leaf, g tag, t string) {
	l.kind = HTML
	s.add(l)
	s.para = -1
	h := htmlEnd{leaf: len(s.leaves) - 1, depth: len(s.stack), tag: g}
	lower := strings.ToLower(t)
	switch {
	case g == tagNote:
		h.until = "-->"
	case g == tagRaw:
		name := strings.TrimLeft(lower, "<")
		k := strings.IndexAny(name, " \t>")
		if k < 0 {
			k = len(name)
		}
		h.until = "</" + name[:k]
	}
	if h.until != "" && strings.Contains(lower, h.until) {
		return
	}
	s.html = h
}

// htmlLine adds a line to the open block of HTML.
func (s *scanner) htmlLine(c *cursor) {
	h := s.html
	s.extend(h.leaf, c.end)
	if h.until != "" && strings.Contains(strings.ToLower(c.src[c.pos:c.end]), h.until) {
		s.html.leaf = -1
	}
}

// tagsOnly reports whether a line holds tags and nothing else, such as an anchor: <a id="x"></a>.
func tagsOnly(t string) bool {
	for t != "" {
		n := tagAt(t)
		if n == 0 {
			return false
		}
		t = t[n+spaces(t[n:]):]
	}
	return true
}

// splitElements parts blocks of HTML at the headings, paragraphs, list items and table rows in them, so that each is a leaf.
func splitElements(src string, leaves []leaf) []leaf {
	var out []leaf
	for i := range leaves {
		l := leaves[i]
		at, first := 0, element{}
		if g := blockTag(src[l.start:l.end]); l.kind == HTML && g != tagRaw && g != tagNote {
			at, first = nextElement(src[l.start:l.end])
		}
		if first.kind == "" {
			if out != nil {
				out = append(out, l)
			}
			continue
		}
		if out == nil {
			out = append(make([]leaf, 0, len(leaves)+16), leaves[:i]...)
		}
		for from := l.start; from < l.end; at, first = nextElement(src[from:l.end]) {
			part := l
			part.start, part.end = from, l.end
			switch {
			case first.kind == "":
			case at > 0: // the tags of a table or a list
				part.end = from + at
			default:
				part.end = from + first.end(src[from:l.end])
			}
			from = part.end
			trim(src, &part)
			part.words = part.start
			if part.start == part.end {
				continue
			}
			part.boiler = tagsOnly(src[part.start:part.end])
			switch {
			case part.boiler:
			case at == 0 && first.kind != "":
				part.kind, part.level, part.lines = first.kind, first.level, 1
			case src[part.start] != '<': // text between elements
				part.kind, part.lines = Paragraph, 1
			}
			out = append(out, part)
		}
	}
	if out == nil {
		return leaves
	}
	return out
}

// element is a tag of HTML at which a leaf begins.
type element struct {
	kind  Kind
	level int // of a heading
}

// nextElement is where the next element begins, and which.
func nextElement(t string) (at int, e element) {
	for {
		i := strings.IndexByte(t[at:], '<')
		if i < 0 {
			return len(t), element{}
		}
		at += i
		if e := elementAt(t[at:]); e.kind != "" {
			return at, e
		}
		at++
	}
}

// elementAt is the element whose tag t begins with.
func elementAt(t string) element {
	n := 1
	for n < len(t) && n < 4 && (isLetter(t[n]) || t[n] >= '1' && t[n] <= '6') {
		n++
	}
	if n == len(t) || t[n] != '>' && !isSpaceByte(t[n]) {
		return element{}
	}
	switch name := strings.ToLower(t[1:n]); name {
	case "tr":
		return element{kind: Row}
	case "li", "dd":
		return element{kind: Item}
	case "p", "dt":
		return element{kind: Paragraph}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return element{kind: Heading, level: int(name[1] - '0')}
	}
	return element{}
}

// end is where the element that t begins with ends: behind its closing tag, or where the next one begins. What stands in a
// row is the row's.
func (e element) end(t string) int {
	for at := 1; ; {
		i := strings.IndexByte(t[at:], '<')
		if i < 0 {
			return len(t)
		}
		at += i
		next := elementAt(t[at:])
		closing := element{}
		if strings.HasPrefix(t[at:], "</") {
			closing = elementAt(t[at+1:])
		}
		switch {
		case closing.kind == e.kind:
			return at + strings.IndexByte(t[at:], '>') + 1
		case next.kind == Row, next.kind != "" && e.kind != Row && !(e.kind == Item && next.kind == Paragraph), e.kind == Item && listTag(t[at:]):
			return at
		}
		at++
	}
}

// listTag reports whether a list begins or ends at t.
func listTag(t string) bool {
	t = strings.TrimPrefix(strings.ToLower(t[1:min(len(t), 5)]), "/")
	return strings.HasPrefix(t, "ul") || strings.HasPrefix(t, "ol") || strings.HasPrefix(t, "dl")
}
