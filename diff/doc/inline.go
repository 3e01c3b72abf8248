package doc

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dress is what surrounds the words of a block.
type dress struct {
	mark mark
	has  bool // a mark stands before the words
	bold bool // all the words stand in bold
	body int  // byte of the source where the words begin
	end  int  // byte of the source where they end: closing hashes, underline and attribute list stand behind
}

// dressOf reads the dress of a leaf.
func dressOf(src string, l *leaf) dress {
	d := dress{body: l.words, end: l.end}
	if l.kind == Heading {
		d.end = headingEnd(src, l)
		d.body = min(d.body, d.end)
	}
	at, open := d.body, false
	for range 6 {
		t := src[at:d.end]
		if t == "" {
			break
		}
		if n := tagAt(t); n > 0 {
			name := t[1:n]
			open = open || strings.HasPrefix(name, "b>") || strings.HasPrefix(name, "strong") || strings.HasPrefix(name, "em")
			at += n + spaces(t[n:])
			continue
		}
		if n := emphasisAt(t); n > 0 {
			open = true
			at += n
			continue
		}
		if strings.HasPrefix(t, "[](") { // an anchor
			if n := closing(t[2:]); n > 0 {
				at += 2 + n + spaces(t[2+n:])
				continue
			}
		}
		if t[0] == '[' && l.kind == Heading {
			at++
			continue
		}
		break
	}
	t := src[at:d.end]
	limit := len(t)
	if limit > 200 {
		limit = 200
		for limit > 0 && !utf8.RuneStart(t[limit]) {
			limit--
		}
	}
	line := t[:limit]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if i := strings.IndexByte(line, '\r'); i >= 0 {
		line = line[:i]
	}
	if m, ok := scanMark(line); ok {
		d.mark, d.has = m, true
		d.body = at + m.end
		if m.end == len(line) && m.end < len(t) {
			d.body += spaces(t[m.end:])
		}
		// **1.** Title: the emphasis of the number closes behind it.
		rest := src[d.body:d.end]
		if open && (strings.HasPrefix(rest, "**") || strings.HasPrefix(rest, "__")) {
			n := 2 + spaces(rest[2:])
			if n > 2 || n == len(rest) {
				d.body += n
			}
		}
	}
	if d.end-l.start < 600 {
		d.bold = allBold(src[min(l.words, d.end):d.end], d.has)
	}
	return d
}

// headingEnd is where the words of a Markdown heading end.
func headingEnd(src string, l *leaf) int {
	end := l.end
	t := src[l.start:end]
	if l.lines > 1 { // setext: the last line is the underline
		if i := strings.LastIndexAny(t, "\r\n"); i >= 0 {
			end = l.start + len(strings.TrimRightFunc(t[:i], unicode.IsSpace))
		}
	} else {
		u := strings.TrimRight(t, "#")
		if len(u) < len(t) && (u == "" || isSpaceByte(u[len(u)-1])) {
			end = l.start + len(strings.TrimRightFunc(u, unicode.IsSpace))
		}
	}
	t = src[l.start:max(end, l.start)]
	if strings.HasSuffix(t, "}") {
		if i := strings.LastIndex(t, "{"); i > 0 && isAttribute(t[i:]) {
			end = l.start + len(strings.TrimRightFunc(t[:i], unicode.IsSpace))
		}
	}
	return max(end, l.start)
}

// tagAt is the length of the HTML tag or comment that t begins with, 0 without.
func tagAt(t string) int {
	if strings.HasPrefix(t, "<!--") {
		if i := strings.Index(t[:min(len(t), 600)], "-->"); i > 0 {
			return i + len("-->")
		}
		return 0
	}
	if len(t) < 3 || t[0] != '<' || !isLetter(t[1]) && t[1] != '/' {
		return 0
	}
	i := strings.IndexByte(t[:min(len(t), 300)], '>')
	if i < 0 || strings.IndexByte(t[:i], ':') > 0 && !strings.ContainsAny(t[:i], " \"") {
		return 0 // an autolink
	}
	return i + 1
}

// emphasisAt is the length of the opening emphasis mark that t begins with, 0 without.
func emphasisAt(t string) int {
	if t[0] != '*' && t[0] != '_' {
		return 0
	}
	n := 1
	for n < len(t) && t[n] == t[0] {
		n++
	}
	if n > 3 || n == len(t) {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(t[n:]); unicode.IsSpace(r) {
		return 0
	}
	return n
}

// allBold reports whether all words of t stand in bold; marked leaves the number in front of them out.
func allBold(t string, marked bool) bool {
	if strings.IndexByte(t, '*') < 0 && strings.IndexByte(t, '_') < 0 && strings.IndexByte(t, '<') < 0 {
		return false
	}
	if !strings.Contains(t, "**") && !strings.Contains(t, "__") && !strings.Contains(t, "<b") && !strings.Contains(t, "<strong") {
		return false
	}
	depth, any := false, false
	for i := 0; i < len(t); {
		switch {
		case strings.HasPrefix(t[i:], "**") || strings.HasPrefix(t[i:], "__"):
			depth = !depth
			i += 2
			continue
		case t[i] == '<':
			if n := tagAt(t[i:]); n > 0 {
				switch name := strings.ToLower(t[i+1 : i+n-1]); name {
				case "b", "strong":
					depth = true
				case "/b", "/strong":
					depth = false
				}
				i += n
				continue
			}
		case t[i] == '\\' && i+1 < len(t):
			i++
		case t[i] == ']' && i+1 < len(t) && t[i+1] == '(': // a link's destination is no word
			if n := strings.IndexByte(t[i:], ')'); n > 0 {
				i += n + 1
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(t[i:])
		if unicode.IsLetter(r) || !marked && unicode.IsDigit(r) {
			if depth {
				any = true
			} else if any || !marked || i > 12 {
				return false
			}
		}
		i += n
	}
	return any
}

// plain takes the markup off a run of inline Markdown: emphasis, links, tags, escapes, entities.
func plain(t string) string {
	if !dressed(t) {
		return strings.TrimSpace(t)
	}
	var b strings.Builder
	b.Grow(len(t))
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case c == '\\' && i+1 < len(t) && isPunct(t[i+1]):
			b.WriteByte(t[i+1])
			i += 2
		case c == '*' || c == '`':
			i++
		case c == '_':
			// An underscore inside a word is a letter of it.
			if i > 0 && i+1 < len(t) && isWordByte(t[i-1]) && isWordByte(t[i+1]) {
				b.WriteByte(c)
			}
			i++
		case c == '!' && i+1 < len(t) && t[i+1] == '[':
			i++
		case c == '[':
			i++
		case c == ']':
			i++
			if i < len(t) && (t[i] == '(' || t[i] == '[') {
				if n := closing(t[i:]); n > 0 {
					i += n
				}
			}
		case c == '<':
			if n := tagAt(t[i:]); n > 0 {
				i += n
				if strings.HasPrefix(t[i-n:], "<br") {
					b.WriteByte(' ')
				}
				continue
			}
			b.WriteByte(c)
			i++
		default:
			b.WriteByte(c)
			i++
		}
	}
	s := b.String()
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// dressing are the bytes that may be markup, and the white space that is not a plain space.
var dressing = [256]bool{'*': true, '_': true, '`': true, '[': true, ']': true, '<': true, '\\': true, '&': true, '\r': true, '\n': true, '\t': true, '{': true, '!': true}

// dressed says whether a text may hold markup.
func dressed(t string) bool {
	for i := range len(t) {
		if dressing[t[i]] {
			return true
		}
	}
	return false
}

// closing is the length of the bracketed run that t begins with, 0 when it does not close.
func closing(t string) int {
	open, end := t[0], byte(')')
	if open == '[' {
		end = ']'
	}
	depth := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '\\':
			i++
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

func isPunct(b byte) bool {
	return b >= '!' && b <= '/' || b >= ':' && b <= '@' || b >= '[' && b <= '`' || b >= '{' && b <= '~'
}

func isWordByte(b byte) bool {
	return isLetter(b) || b >= '0' && b <= '9' || b >= utf8.RuneSelf
}
