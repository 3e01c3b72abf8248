package doc

import "strings"

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
var blockElements = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`address article aside base basefont blockquote body caption center col colgroup
		dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header
		hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary
		table tbody td tfoot th thead title tr track ul`) {
		blockElements[name] = true
	}
}

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
	if blockElements[name] {
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

// splitTables parts blocks of HTML that hold tables at their rows, so that a row is a leaf.
func splitTables(src string, leaves []leaf) []leaf {
	var out []leaf
	for i := range leaves {
		l := leaves[i]
		if l.kind != HTML || rowAt(src[l.start:l.end]) < 0 {
			if out != nil {
				out = append(out, l)
			}
			continue
		}
		if out == nil {
			out = append(make([]leaf, 0, len(leaves)+16), leaves[:i]...)
		}
		for at := l.start; at < l.end; {
			part := l
			part.start, part.end = at, l.end
			n := rowAt(src[at:l.end])
			switch {
			case n > 0: // the table's own tags
				part.end = at + n
				part.boiler = tagsOnly(strings.TrimSpace(src[at : at+n]))
			case n == 0:
				part.kind = Row
				part.end = at + rowEnd(src[at:l.end])
			default:
				part.boiler = tagsOnly(strings.TrimSpace(src[at:l.end]))
			}
			at = part.end
			trim(src, &part)
			part.words = part.start
			if part.start < part.end {
				out = append(out, part)
			}
		}
	}
	if out == nil {
		return leaves
	}
	return out
}

// rowAt is where the next table row begins, -1 without.
func rowAt(t string) int {
	for at := 0; ; {
		i := strings.IndexByte(t[at:], '<')
		if i < 0 || at+i+4 > len(t) {
			return -1
		}
		at += i
		if strings.EqualFold(t[at:at+3], "<tr") && (t[at+3] == '>' || isSpaceByte(t[at+3])) {
			return at
		}
		at++
	}
}

// rowEnd is where the table row that t begins with ends: behind its closing tag, or where the next one begins.
func rowEnd(t string) int {
	for at := 1; ; {
		i := strings.IndexByte(t[at:], '<')
		if i < 0 || at+i+5 > len(t) {
			return len(t)
		}
		at += i
		if strings.EqualFold(t[at:at+5], "</tr>") {
			return at + 5
		}
		if rowAt(t[at:min(at+4, len(t))]) == 0 {
			return at
		}
		at++
	}
}
