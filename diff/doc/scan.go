package doc

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth bounds how many quotes and list items may stand inside each other. What is nested deeper is text: it keeps
// the work per line constant on hostile input.
const maxDepth = 24

// leaf is a block before it is told whether a numbered or bold line is a heading.
type leaf struct {
	kind       Kind
	start, end int  // bytes of the source, trimmed
	depth      int  // list items and quotes around it
	level      int  // Markdown's heading level, 0 without
	words      int  // byte after the list, heading and quote marks
	lines      int  // non-blank lines
	lead       bool // first block of a list item of Markdown
	inner      bool // stands inside a list item or quote
	boiler     bool
	gap        bool // a blank line stands before it

	admonition   bool // the head of an admonition: !!! note "Title"
	inAdmonition bool // stands inside one
}

// container is a quote or a list item that later lines may belong to.
type container struct {
	quote      bool
	admonition bool
	indent     int // columns that a line needs to belong to the item
}

// scanner splits a text into leaves, line by line, in the manner of CommonMark.
type scanner struct {
	src     string
	pos     int // start of the next line
	feed    int // the next line feed at or behind pos, once looked for
	returns int // the next carriage return
	stack   []container
	leaves  []leaf
	para    int  // leaf of the open paragraph, -1 without
	gap     bool // the last line was blank
	fence   fence
	html    htmlEnd
	table   bool // the last leaf is a table row
}

// fence is an open code fence.
type fence struct {
	leaf  int // -1 without
	depth int // containers around it
	mark  byte
	count int
}

// cursor walks along a line in columns, with tab stops of four.
type cursor struct {
	src      string
	pos, end int
	col      int
	rem      int // columns left of a tab consumed in part
}

// indent is the number of columns of white space before the text.
func (c *cursor) indent() int {
	n, col := c.rem, c.col+c.rem
	for i := c.pos; i < c.end; i++ {
		switch c.src[i] {
		case ' ':
			n++
			col++
		case '\t':
			w := 4 - col%4
			n += w
			col += w
		default:
			return n
		}
	}
	return n
}

// skip consumes up to n columns of white space.
func (c *cursor) skip(n int) {
	for n > 0 {
		if c.rem > 0 {
			k := min(c.rem, n)
			c.rem -= k
			c.col += k
			n -= k
			continue
		}
		if c.pos >= c.end {
			return
		}
		switch c.src[c.pos] {
		case ' ':
			c.pos++
			c.col++
			n--
		case '\t':
			w := 4 - c.col%4
			c.pos++
			if w > n {
				c.rem = w - n
				c.col += n
				return
			}
			c.col += w
			n -= w
		default:
			return
		}
	}
}

// skipWide consumes white space that Markdown does not know: ideographic and no-break spaces, form feeds.
func (c *cursor) skipWide() {
	n := spaces(c.src[c.pos:c.end])
	c.pos += n
	c.col += n
}

// text is the rest of the line without white space around it.
func (c *cursor) text() string { return strings.TrimSpace(c.src[c.pos:c.end]) }

// scan splits src from byte from on.
func scan(src string, from int) []leaf {
	s := &scanner{src: src, pos: from, feed: -1, returns: -1, para: -1, fence: fence{leaf: -1}, html: htmlEnd{leaf: -1}, gap: true}
	s.leaves = make([]leaf, 0, 16+(len(src)-from)/160)
	for s.pos < len(src) {
		start, end := s.nextLine()
		s.line(start, end)
	}
	return s.leaves
}

// nextLine returns the bytes of the next line without its end, and moves behind it. A line ends with LF, CRLF or CR.
func (s *scanner) nextLine() (start, end int) {
	start = s.pos
	if s.feed < start { // the place of the next LF is kept, for texts with CR alone
		s.feed = len(s.src)
		if i := strings.IndexByte(s.src[start:], '\n'); i >= 0 {
			s.feed = start + i
		}
	}
	end, s.pos = s.feed, min(s.feed+1, len(s.src))
	if s.returns < start {
		s.returns = len(s.src)
		if i := strings.IndexByte(s.src[start:], '\r'); i >= 0 {
			s.returns = start + i
		}
	}
	if s.returns < end {
		end = s.returns
		if end+1 < s.feed {
			s.pos = end + 1
		}
	}
	return start, end
}

func (s *scanner) line(start, end int) {
	c := cursor{src: s.src, pos: start, end: end}
	if isBlank(s.src[start:end]) {
		if s.fence.leaf < 0 && !s.html.keepsBlank() {
			s.html.leaf = -1
		}
		s.para, s.table, s.gap = -1, false, true
		return
	}
	matched := s.match(&c)
	if s.fence.leaf >= 0 {
		if matched >= s.fence.depth {
			s.fenced(&c)
			return
		}
		s.fence.leaf = -1
	}
	if s.html.leaf >= 0 {
		if matched >= s.html.depth {
			s.htmlLine(&c)
			return
		}
		s.html.leaf = -1
	}
	if s.para >= 0 && matched < len(s.stack) && s.isLazy(&c) {
		s.extend(s.para, end)
		return
	}
	if matched < len(s.stack) {
		s.para, s.table = -1, false
		s.stack = s.stack[:matched]
	}
	s.open(&c, start)
	s.gap = false
}

// match walks the open containers that the line continues, and returns their number.
func (s *scanner) match(c *cursor) int {
	for i := range s.stack {
		k := &s.stack[i]
		ind := c.indent()
		if k.quote {
			if ind > 3 || !s.at(c, ind, '>') {
				return i
			}
			takeQuote(c, ind)
			continue
		}
		if ind < k.indent {
			return i
		}
		c.skip(k.indent)
	}
	return len(s.stack)
}

// at reports whether byte b follows the indentation of ind columns.
func (s *scanner) at(c *cursor, ind int, b byte) bool {
	d := *c
	d.skip(ind)
	return d.pos < d.end && d.src[d.pos] == b
}

// takeQuote consumes a quote mark and the space behind it.
func takeQuote(c *cursor, ind int) {
	c.skip(ind)
	c.pos++
	c.col++
	if c.indent() > 0 {
		c.skip(1)
	}
}

// isLazy reports whether a line that does not stand in the containers of the open paragraph continues it all the same.
func (s *scanner) isLazy(c *cursor) bool {
	t := c.text()
	if t == "" {
		return false
	}
	if t[0] == '>' || isRule(t) || atxLevel(t) > 0 || fenceOf(t).count > 0 || blockTag(t) != 0 || isAttribute(t) {
		return false
	}
	if n, ok := listMarker(t); ok && n.width < len(t) {
		return false
	}
	return !s.breaks(t)
}

// counts reports whether a mark is the next one after another: II. after I., B. after A., 2） after 1）.
func counts(before, m *mark) bool {
	if m.style != before.style {
		return false
	}
	return m.depth == before.depth && m.last() == before.last()+1 || before.roman > 0 && m.roman == before.roman+1
}

// breaks reports whether a line behind the open paragraph begins something of its own, though Markdown does not know
// its mark. A mark behind a line without punctuation stands in the middle of a sentence.
func (s *scanner) breaks(t string) bool {
	p := &s.leaves[s.para]
	if p.words == p.end {
		return false
	}
	if before, ok := scanMark(s.src[p.words:p.end]); ok {
		if m, ok := scanMark(t); ok && m.end < len(t) && counts(&before, &m) {
			return true
		}
	}
	if !opensBlock(t) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s.src[p.start:p.end])
	if strings.ContainsRune(".;:,!?\\。；：，、！？)）*_>", last) {
		return true
	}
	rest := s.src[p.end:min(p.end+2, len(s.src))]
	return rest == "  " || isWide(last)
}

// open reads the containers and the leaf that begin on the line.
func (s *scanner) open(c *cursor, first int) {
	lead := false
	for len(s.stack) < maxDepth {
		ind := c.indent()
		d := *c
		d.skip(ind)
		d.skipWide()
		t := d.text()
		if t == "" {
			break
		}
		if t[0] == '>' {
			*c = d
			takeQuote(c, 0)
			s.stack = append(s.stack, container{quote: true})
			s.para, s.table, lead = -1, false, false
			continue
		}
		if isRule(t) {
			break
		}
		m, ok := listMarker(t)
		if !ok || (s.para >= 0 && !m.interrupts(t)) {
			break
		}
		*c = d
		c.pos += m.width
		c.col += m.columns
		gap := c.indent()
		rest := c.text()
		content := ind + m.columns + 1
		if rest != "" && gap >= 1 && gap <= 4 {
			content = ind + m.columns + gap
			c.skip(gap)
		} else if rest != "" && gap > 4 && !m.sloppy {
			content = ind + m.columns + gap
			c.skip(gap)
		} else if m.sloppy && gap == 0 {
			content = ind + m.columns
		}
		s.stack = append(s.stack, container{indent: content})
		s.para, s.table, lead = -1, false, true
		if rest == "" {
			break
		}
	}
	s.leafLine(c, first, lead)
}

// leafLine reads the leaf of a line that begins at byte first, behind its containers' marks; lead says that a list item
// begins on the line.
func (s *scanner) leafLine(c *cursor, first int, lead bool) {
	t := c.text()
	start := first
	words := c.pos + len(c.src[c.pos:c.end]) - len(strings.TrimLeftFunc(c.src[c.pos:c.end], unicode.IsSpace))
	l := leaf{kind: Paragraph, start: start, end: c.end, words: words, lines: 1, lead: lead, gap: s.gap}
	l.depth = len(s.stack)
	if l.depth > 0 && s.stack[0].admonition {
		l.inAdmonition = true
		l.depth--
	}
	l.inner = l.depth > 0
	if lead {
		l.kind = Item
		l.depth--
	} else if len(s.stack) > 0 && s.stack[len(s.stack)-1].quote {
		l.kind = Quote
		l.depth--
	}
	if t == "" { // a list mark or a quote mark alone on its line
		l.words = c.end
		l.boiler = !lead
		s.add(l)
		s.para = -1
		if lead {
			s.para = len(s.leaves) - 1
		}
		return
	}
	if s.para >= 0 {
		if level := setextLevel(t); level > 0 && s.takesUnderline(s.para) {
			p := &s.leaves[s.para]
			p.kind, p.level, p.end, p.lead = Heading, level, c.end, false
			p.lines++
			trim(s.src, p)
			s.para = -1
			return
		}
	}
	if isRule(t) && !lead {
		l.kind, l.boiler = Rule, true
		s.add(l)
		s.para = -1
		return
	}
	if n := atxLevel(t); n > 0 {
		l.kind, l.level = Heading, n
		l.words = words + n
		for l.words < c.end && isSpaceByte(c.src[l.words]) {
			l.words++
		}
		s.add(l)
		s.para = -1
		return
	}
	if f := fenceOf(t); f.count > 0 {
		l.kind = Code
		s.add(l)
		f.leaf, f.depth = len(s.leaves)-1, len(s.stack)
		s.fence = f
		s.para = -1
		return
	}
	if len(s.stack) == 0 && s.para < 0 && isAdmonition(t) {
		l.admonition = true
		s.add(l)
		s.stack = append(s.stack, container{indent: 4, admonition: true})
		return
	}
	if isAttribute(t) {
		l.kind, l.boiler = Attribute, true
		s.add(l)
		s.para = -1
		return
	}
	if s.para >= 0 && isDelimiterRow(t) && strings.IndexByte(s.src[s.lastLine(s.para):s.leaves[s.para].end], '|') >= 0 {
		s.startTable(c.end)
		return
	}
	if s.table || isPiped(t) {
		l.kind = Row
		l.boiler = strings.Trim(t, "|-: \t") == ""
		s.add(l)
		s.para = -1
		s.table = true
		if !isDelimiterRow(t) && isPiped(t) {
			s.para = len(s.leaves) - 1 // a delimiter row may follow
		}
		return
	}
	if !lead && isDefinition(t) && (s.para < 0 || s.leaves[s.para].lines == 1) {
		l.kind = Definition
		l.words = words + 1
		for l.words < c.end && isSpaceByte(c.src[l.words]) {
			l.words++
		}
		s.add(l)
		s.para = len(s.leaves) - 1
		return
	}
	if tag := blockTag(t); tag != 0 && (s.para < 0 || tag != tagAlone) {
		s.openHTML(l, tag, t)
		return
	}
	if s.para < 0 && tagsOnly(t) {
		l.kind, l.boiler = HTML, true
		s.add(l)
		return
	}
	if s.para < 0 && isReference(t) {
		l.kind = Attribute
		s.add(l)
		return
	}
	if s.para >= 0 && s.leaves[s.para].kind != Row && !s.breaks(t) {
		s.extend(s.para, c.end)
		return
	}
	s.add(l)
	s.para = len(s.leaves) - 1
}

// lastLine is where the last line of a leaf begins.
func (s *scanner) lastLine(i int) int {
	l := &s.leaves[i]
	return l.start + strings.LastIndexByte(s.src[l.start:l.end], '\n') + 1
}

// startTable turns the last line of the open paragraph, whose delimiter row ends at end, into a table's head.
func (s *scanner) startTable(end int) {
	p := &s.leaves[s.para]
	cut := s.lastLine(s.para)
	s.table = true
	if cut > p.start {
		head := *p
		p.end = cut
		p.lines--
		trim(s.src, p)
		head.start, head.words, head.kind, head.lead = cut, cut, Row, false
		s.leaves = append(s.leaves, head)
		p = &s.leaves[len(s.leaves)-1]
	}
	p.kind, p.end, p.lines = Row, end, 2
	trim(s.src, p)
	s.para = -1
}

// takesUnderline reports whether the open paragraph can be the text of a setext heading.
func (s *scanner) takesUnderline(i int) bool {
	l := &s.leaves[i]
	return (l.kind == Paragraph || l.kind == Item || l.kind == Quote) && l.end-l.start < 400 && l.lines <= 3
}

func (s *scanner) add(l leaf) {
	trim(s.src, &l)
	l.words = min(max(l.words, l.start), l.end)
	if n := len(s.leaves); n == cap(s.leaves) { // room for what the rest of the text holds if it is as the text so far
		s.leaves = slices.Grow(s.leaves, 16+min(n*(len(s.src)-l.start)/max(l.start, 1), 4*n))
	}
	s.leaves = append(s.leaves, l)
}

// extend adds a line that ends at end to leaf i.
func (s *scanner) extend(i, end int) {
	l := &s.leaves[i]
	if l.words == l.end { // the words of a list mark that stood alone
		j := l.end
		for j < end {
			r, n := utf8.DecodeRuneInString(s.src[j:end])
			if !unicode.IsSpace(r) {
				break
			}
			j += n
		}
		l.words = j
	}
	l.end = end
	l.lines++
	trim(s.src, l)
}

func (s *scanner) fenced(c *cursor) {
	l := &s.leaves[s.fence.leaf]
	l.end = c.end
	l.lines++
	trim(s.src, l)
	f := fenceOf(c.text())
	if f.mark == s.fence.mark && f.count >= s.fence.count && len(strings.Trim(c.text(), string(rune(f.mark)))) == 0 {
		s.fence.leaf = -1
	}
}

// trim takes the white space off both ends of a leaf.
func trim(src string, l *leaf) {
	t := src[l.start:l.end]
	u := strings.TrimLeftFunc(t, unicode.IsSpace)
	l.start += len(t) - len(u)
	l.end = l.start + len(strings.TrimRightFunc(u, unicode.IsSpace))
}

func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			if !isSpaceByte(s[i]) {
				return false
			}
			continue
		}
		return strings.TrimSpace(s[i:]) == ""
	}
	return true
}

func isSpaceByte(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }
