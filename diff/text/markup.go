package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/doc"
	"policylog/internal/wordset"
)

// piece is a stretch of a block that is not words: markup, a link's target, an attribute list, a table's pipe.
type piece struct {
	start, end int
	class      Class
	bold       int8 // by how much the depth of emphasis changes after it
	code       bool // what follows, to the next piece, is code: escapes and entities stay as they are
}

// run is a run of emphasis characters that has not found its match yet.
type run struct {
	piece    int // index in scanner.pieces
	n        int // its characters
	left     int // those not yet matched
	canOpen  bool
	canClose bool
}

// bracket is an opening bracket that may turn out to begin a link.
type bracket struct {
	start int // of "[" or "!["
	end   int
}

// scanner finds the markup of one block. CommonMark's rules are loosened where policies need it: emphasis opens and
// closes beside CJK text and punctuation (**重要：**內容), which CommonMark leaves literal and browsers' editors do not.
type scanner struct {
	raw      string
	kind     doc.Kind
	pieces   []piece
	stars    []run // unmatched runs of *
	lows     []run // unmatched runs of _
	brackets []bracket
	noTick   map[int]bool // lengths of runs of ` that have no match further on
	closing  int          // where a heading's closing marks begin
	noTag    bool         // no ">" further on
	noAttr   bool         // no "}" further on
}

// lookBack bounds how many unmatched runs are searched for one to match: beyond it nobody means emphasis.
const lookBack = 8

// scan returns the pieces of a block in order. Time is linear in its length.
func scan(raw string, kind doc.Kind) []piece {
	s := &scanner{raw: raw, kind: kind}
	switch kind {
	case doc.Attribute:
		return []piece{{end: len(raw), class: Attr}}
	case doc.Code:
		s.fences()
		return s.pieces
	}
	if !strings.ContainsAny(raw, "\\`*_[]<{|#>=-") {
		return nil
	}
	s.closing = len(strings.TrimRight(raw, "# \t\r\n"))
	for i := 0; i < len(raw); {
		i = s.next(i)
	}
	s.leftovers()
	s.sort()
	return s.pieces
}

// next handles what stands at i and returns where to go on.
func (s *scanner) next(i int) int {
	raw := s.raw
	switch raw[i] {
	case '\\':
		return s.escape(i)
	case '`':
		return s.codeSpan(i)
	case '*', '_':
		return s.delimiters(i)
	case '!':
		if strings.HasPrefix(raw[i:], "![") {
			s.brackets = append(s.brackets, bracket{i, i + 2})
			return i + 2
		}
	case '[':
		if end := s.definition(i); end > i {
			return end
		}
		s.brackets = append(s.brackets, bracket{i, i + 1})
	case ']':
		return s.closeBracket(i)
	case '<':
		return s.angle(i)
	case '{':
		return s.attributes(i)
	case '|':
		if s.kind == doc.Row {
			s.add(i, i+1, Mark)
		}
	case '>':
		if s.kind == doc.Quote && s.lineStart(i) {
			s.add(i, i+1, Mark)
		}
	case '#':
		if s.kind == doc.Heading && i >= s.closing && strings.HasPrefix(raw, "#") {
			s.add(i, len(raw), Mark)
			return len(raw)
		}
	case '\n':
		if s.kind == doc.Heading && i+1 < len(raw) && underline(raw[i+1:]) {
			s.add(i+1, len(raw), Mark)
			return len(raw)
		}
	case ':':
		if strings.HasPrefix(raw[i:], "://") {
			return max(i+3, urlEnd(raw, i+3, len(raw)))
		}
	case 'w':
		if strings.HasPrefix(raw[i:], "www.") {
			return max(i+4, urlEnd(raw, i+4, len(raw)))
		}
	}
	return i + 1
}

func (s *scanner) add(start, end int, class Class) {
	if start < end {
		s.pieces = append(s.pieces, piece{start: start, end: end, class: class})
	}
}

// lineStart tells whether only white space and quote marks, and not too many, stand between i and the beginning of its
// line.
func (s *scanner) lineStart(i int) bool {
	for most := 200; i > 0; most-- {
		if most == 0 {
			return false
		}
		i--
		switch s.raw[i] {
		case '\n':
			return true
		case ' ', '\t', '>':
		default:
			return false
		}
	}
	return true
}

// underline tells whether a line is the underline of a setext heading.
func underline(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "")
}

// fences marks the fence lines of a code block.
func (s *scanner) fences() {
	for at := 0; at < len(s.raw); {
		line := s.raw[at:]
		if nl := strings.IndexByte(line, '\n'); nl >= 0 {
			line = line[:nl]
		}
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			s.add(at, at+len(line), Markup)
		}
		at += len(line) + 1
	}
	if len(s.pieces) == 0 || s.pieces[0].start > 0 {
		s.pieces = append([]piece{{}}, s.pieces...)
	}
	for i := range s.pieces {
		s.pieces[i].code = true
	}
}

func (s *scanner) escape(i int) int {
	if i+1 >= len(s.raw) {
		return i + 1
	}
	switch c := s.raw[i+1]; {
	case c == '\n', c == '\r':
		s.add(i, i+1, Space)
		return i + 1
	case c > ' ' && c < utf8.RuneSelf && asciiScript[c] == other:
		s.add(i, i+1, Markup)
		return i + 2
	}
	return i + 1
}

func (s *scanner) codeSpan(i int) int {
	n := runLength(s.raw, i)
	if s.noTick[n] {
		return i + n
	}
	for j := i + n; j < len(s.raw); {
		k := strings.IndexByte(s.raw[j:], '`')
		if k < 0 {
			break
		}
		j += k
		m := runLength(s.raw, j)
		if m == n {
			s.pieces = append(s.pieces, piece{start: i, end: i + n, class: Markup, code: true})
			s.add(j, j+n, Markup)
			return j + n
		}
		j += m
	}
	if s.noTick == nil {
		s.noTick = make(map[int]bool)
	}
	s.noTick[n] = true
	return i + n
}

// runLength counts the bytes equal to the one at i.
func runLength(s string, i int) int {
	j := i + 1
	for j < len(s) && s[j] == s[i] {
		j++
	}
	return j - i
}

// delimiters handles a run of * or _: it closes what it can close, and opens with what is left.
func (s *scanner) delimiters(i int) int {
	n := runLength(s.raw, i)
	before, _ := utf8.DecodeLastRuneInString(s.raw[:i])
	after, _ := utf8.DecodeRuneInString(s.raw[i+n:])
	r := run{n: n, left: n}
	// Two stars are emphasis even beside white space: converters of HTML write **bold **text.
	r.canOpen = i+n < len(s.raw) && (n > 1 || !unicode.IsSpace(after))
	r.canClose = i > 0 && (n > 1 || !unicode.IsSpace(before))
	if s.neverEmphasis(i, n, before, after) {
		return i + n
	}
	stack := &s.stars
	if s.raw[i] == '_' {
		stack = &s.lows
	}
	r.piece = len(s.pieces)
	s.pieces = append(s.pieces, piece{start: i, end: i + n, class: Markup})
	for r.canClose && r.left > 0 && s.match(stack, &r) {
	}
	if r.left > 0 && r.canOpen {
		*stack = append(*stack, r)
	} else if r.left == n {
		s.literal(r)
	}
	return i + n
}

// neverEmphasis tells whether a run of n characters at i is what it looks like: part of a name (snake_case), a sign
// between numbers (2*3), or a line to fill in.
func (s *scanner) neverEmphasis(i, n int, before, after rune) bool {
	if s.raw[i] == '_' && n > 3 || n > 1 && strings.TrimSpace(s.raw) == s.raw[i:i+n] {
		return true
	}
	l, r := scriptOf(before), scriptOf(after)
	if i == 0 || i+n == len(s.raw) {
		return false
	}
	if s.raw[i] == '_' {
		return (l == spaced || l == digit) && (r == spaced || r == digit)
	}
	return l == digit && r == digit
}

// match pairs a closing run with an open one: the nearest of the same strength, or else the nearest.
func (s *scanner) match(stack *[]run, r *run) bool {
	list := *stack
	at := -1
	for k := len(list) - 1; k >= 0 && k >= len(list)-lookBack; k-- {
		if min(list[k].left, 2) == min(r.left, 2) {
			at = k
			break
		}
		if at < 0 && (list[k].left > 2 || r.left > 2) {
			at = k
		}
	}
	if at < 0 {
		return false
	}
	n := min(list[at].left, r.left, 2)
	for _, open := range list[at+1:] {
		s.literal(open)
	}
	s.pieces[list[at].piece].bold++
	s.pieces[r.piece].bold--
	list[at].left -= n
	r.left -= n
	if list[at].left == 0 {
		at--
	}
	*stack = list[:at+1]
	return true
}

// literal gives up a run: one character is what it looks like, more are markup that lost its other half.
func (s *scanner) literal(r run) {
	if r.n == 1 {
		s.pieces[r.piece].end = s.pieces[r.piece].start
	}
}

func (s *scanner) leftovers() {
	for _, r := range s.stars {
		s.literal(r)
	}
	for _, r := range s.lows {
		s.literal(r)
	}
}

// definition handles a link's definition, [label]: target, on a line of its own.
func (s *scanner) definition(i int) int {
	if !s.lineStart(i) {
		return i
	}
	line := s.raw[i:]
	if nl := strings.IndexByte(line, '\n'); nl >= 0 {
		line = line[:nl]
	}
	colon := strings.Index(line, "]:")
	if colon < 0 || strings.HasPrefix(line, "[^") || strings.ContainsAny(line[1:colon], "[]") {
		return i
	}
	rest := line[colon+2:]
	target := strings.TrimLeft(rest, " \t")
	if target == "" || !strings.Contains(firstField(target), "/") && !strings.HasPrefix(target, "#") {
		return i
	}
	at := i + len(line) - len(target)
	end := at + len(strings.TrimRight(target, " \t\r"))
	s.add(i, i+colon+2, Markup)
	s.add(at, end, Target)
	return end
}

func firstField(s string) string {
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i]
	}
	return s
}

// closeBracket handles "]": the end of a link's text where a target follows, and else what it looks like.
func (s *scanner) closeBracket(i int) int {
	if len(s.brackets) == 0 {
		return i + 1
	}
	open := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	if strings.HasPrefix(s.raw[i:], "](") {
		if l, ok := parseLink(s.raw, i+2); ok {
			s.add(open.start, open.end, Markup)
			s.add(i, l.start, Markup)
			s.add(l.start, l.end, Target)
			s.add(l.end, l.title, Markup)
			s.add(l.title, l.titleEnd, Target)
			s.add(l.titleEnd, l.close, Markup)
			return l.close
		}
	}
	if strings.HasPrefix(s.raw[i:], "][") && open.end < i {
		if end := strings.IndexAny(s.raw[i+2:], "[]\n"); end >= 0 && s.raw[i+2+end] == ']' {
			s.add(open.start, open.end, Markup)
			s.add(i, i+2, Markup)
			s.add(i+2, i+2+end, Target)
			s.add(i+2+end, i+3+end, Markup)
			return i + 3 + end
		}
	}
	return i + 1
}

// link is where the parts of an inline link's second half stand: its target, its title, the end of it all.
type link struct {
	start, end      int
	title, titleEnd int
	close           int
}

// What keeps hostile text cheap: how deep brackets nest in a link's target (CommonMark's own bound), and how long a
// target in angle brackets is.
const (
	deepest        = 32
	longestInAngle = 4 << 10
)

// parseLink reads a link's target and title from i, after "](".
func parseLink(raw string, i int) (link, bool) {
	var l link
	i = skipBlank(raw, i)
	l.start = i
	if i < len(raw) && raw[i] == '<' {
		end := strings.IndexAny(raw[i:min(len(raw), i+longestInAngle)], ">\n")
		if end < 0 || raw[i+end] != '>' {
			return l, false
		}
		l.start, l.end = i+1, i+end
		i += end + 1
	} else {
		depth := 0
	target:
		for ; i < len(raw); i++ {
			switch raw[i] {
			case '\\':
				i++
			case '(':
				if depth++; depth > deepest {
					return l, false
				}
			case ')':
				if depth == 0 {
					break target
				}
				depth--
			case ' ', '\t', '\n', '\r':
				break target
			}
		}
		i = min(i, len(raw))
		l.end = i
	}
	i = skipBlank(raw, i)
	l.title, l.titleEnd = l.end, l.end
	if i < len(raw) && (raw[i] == '"' || raw[i] == '\'') {
		end := i + 1
		for end < len(raw) && raw[end] != raw[i] {
			if raw[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(raw) {
			return l, false
		}
		l.title, l.titleEnd = i+1, end
		i = skipBlank(raw, end+1)
	}
	if i >= len(raw) || raw[i] != ')' {
		return l, false
	}
	l.close = i + 1
	return l, true
}

func skipBlank(raw string, i int) int {
	for i < len(raw) && asciiIs(raw[i], blank) {
		i++
	}
	return i
}

// asciiIs tells whether a byte is an ASCII character of a script.
func asciiIs(c byte, is script) bool { return c < utf8.RuneSelf && asciiScript[c] == is }

// angle handles "<": an autolink, a tag, a comment, or a sign of its own.
func (s *scanner) angle(i int) int {
	raw := s.raw
	if s.noTag {
		return i + 1
	}
	if strings.HasPrefix(raw[i:], "<!--") {
		end := strings.Index(raw[i:], "-->")
		if end < 0 {
			end = len(raw) - i - 3
		}
		s.add(i, i+end+3, Markup)
		return i + end + 3
	}
	end := tagEnd(raw, i)
	if end < 0 {
		s.noTag = strings.IndexByte(raw[i:], '>') < 0
		return i + 1
	}
	inner := raw[i+1 : end-1]
	if strings.Contains(inner, "://") || strings.Contains(inner, "@") || strings.HasPrefix(inner, "mailto:") {
		if !strings.ContainsAny(inner, " \t\n<") {
			s.add(i, i+1, Markup)
			s.add(end-1, end, Markup)
			return end
		}
	}
	name := tagName(inner)
	if !elements()[strings.TrimPrefix(name, "/")] {
		return i + 1 // <your name> is text
	}
	s.tag(i, end, name)
	return end
}

// tagEnd finds the end of a tag that begins at i, after its ">"; quoted values may hold one. It is -1 without.
func tagEnd(raw string, i int) int {
	var quoted byte
	for j := i + 1; j < len(raw); j++ {
		switch c := raw[j]; {
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case (c == '"' || c == '\'') && raw[j-1] == '=':
			quoted = c
		case c == '<':
			return -1
		case c == '>':
			return j + 1
		}
	}
	return -1
}

// tagName is the name in a tag, lower case, with its slash; "" when it is no tag.
func tagName(inner string) string {
	i := 0
	if strings.HasPrefix(inner, "/") {
		i = 1
	}
	j := i
	for j < len(inner) && (asciiIs(inner[j], spaced) || j > i && (asciiIs(inner[j], digit) || inner[j] == '-')) {
		j++
	}
	if j == i || j < len(inner) && !asciiIs(inner[j], blank) && inner[j] != '/' {
		return ""
	}
	return strings.ToLower(inner[:j])
}

// elements are the names of HTML's elements that text has inside.
var elements = wordset.Lazy(`a abbr address area article aside audio b bdi bdo blockquote br button caption center cite code col
	colgroup data dd del details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe
	img input ins kbd label legend li link main map mark meta nav noscript ol option p picture pre q rp rt ruby s samp
	script section select small source span strike strong style sub summary sup svg table tbody td textarea tfoot th
	thead time title tr tt u ul var video wbr`)

// tag enters an HTML tag: a break, emphasis, or markup, with the target of a link or image on its own.
func (s *scanner) tag(start, end int, name string) {
	p := piece{start: start, end: end, class: Markup}
	switch strings.TrimPrefix(name, "/") {
	case "b", "strong", "i", "em", "mark", "u":
		p.bold = 1
		if name[0] == '/' {
			p.bold = -1
		}
	case "br", "p", "div", "td", "th", "tr", "li", "ul", "ol", "table", "hr":
		p.class = Space
	case "a", "img", "area", "iframe":
		if from, to := targetOf(s.raw[start:end]); from < to {
			s.add(start, start+from, Markup)
			s.add(start+from, start+to, Target)
			p.start = start + to
		}
	}
	s.pieces = append(s.pieces, p)
}

// targetOf finds the value of href or src in a tag.
func targetOf(tag string) (from, to int) {
	lower := tag
	if !strings.Contains(tag, "href=") && !strings.Contains(tag, "src=") {
		lower = strings.ToLower(tag)
	}
	if len(lower) != len(tag) {
		return 0, 0
	}
	for _, name := range []string{" href=", " src="} {
		at := strings.Index(lower, name)
		if at < 0 {
			continue
		}
		from = at + len(name)
		if q := tag[from]; q == '"' || q == '\'' {
			from++
			if n := strings.IndexByte(tag[from:], q); n >= 0 {
				return from, from + n
			}
			return 0, 0
		}
		if n := strings.IndexAny(tag[from:], " \t\n>"); n >= 0 {
			return from, from + n
		}
	}
	return 0, 0
}

// attributes handles an attribute list of kramdown ({: #id .class }) or of Pandoc ({#id}).
func (s *scanner) attributes(i int) int {
	if s.noAttr || i+1 >= len(s.raw) || !strings.ContainsRune(":#.", rune(s.raw[i+1])) {
		return i + 1
	}
	end := strings.IndexAny(s.raw[i+1:], "{}\n")
	if end < 0 {
		s.noAttr = true
		return i + 1
	}
	if s.raw[i+1+end] != '}' || s.raw[i+1] != ':' && end < 2 {
		return i + 1
	}
	s.add(i, i+end+2, Attr)
	return i + end + 2
}

// sort puts the pieces in order (a link's opening bracket is entered when its end is found) and drops the empty ones.
func (s *scanner) sort() {
	kept := s.pieces[:0]
	for _, p := range s.pieces {
		if p.start < p.end {
			kept = append(kept, p)
		}
	}
	s.pieces = kept
	sortPieces(kept)
}
