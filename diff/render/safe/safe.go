// Package safe makes the text of a policy harmless for the place it is shown in. A policy is hostile text: nothing of it
// may reach a terminal as a control sequence, a page as markup, or a reader in an order other than the written one.
//
// What cannot be shown is made visible, not dropped: a reader of a comparison must see that it stands there. So an
// escape character becomes ␛, and a right-to-left override becomes <U+202E>.
package safe

import (
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text makes every control character but line feed and tab visible: C0 and DEL as control pictures (␛), C1, bidirectional
// controls, tag characters and the like as <U+202E>. CR LF becomes LF, a tab one space, invalid UTF-8 U+FFFD.
func Text(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteRune(utf8.RuneError)
		case r == '\n':
			b.WriteByte('\n')
		case r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
		case r == '\t':
			b.WriteByte(' ')
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune(0x2421)
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// clean says whether Text would return s as it is.
func clean(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && c != '\n' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || hidden(r) {
			return false
		}
		i += n
	}
	return true
}

// hidden says whether a character beyond ASCII steers the display instead of showing something: C1 controls, line and
// paragraph separators, bidirectional embeddings, overrides and isolates, deprecated format characters, annotations,
// tags and non-characters. Marks that scripts need (ZWJ, ZWNJ, LRM, RLM) and the soft hyphen are left.
func hidden(r rune) bool {
	switch {
	case r >= 0x80 && r <= 0x9f,
		r == 0x2028, r == 0x2029,
		r >= 0x202a && r <= 0x202e,
		r >= 0x2066 && r <= 0x206f,
		r >= 0xfff9 && r <= 0xfffb,
		r >= 0xe0000 && r <= 0xe007f,
		r&0xfffe == 0xfffe:
		return true
	}
	return false
}

// Line is Text on a single line: every run of white space is one space, none at the ends. It is for titles and names.
func Line(s string) string { return Text(strings.Join(strings.Fields(s), " ")) }

// Flow is Text as running text: every run of spaces and line feeds is one space. Where the source broke its lines says
// nothing to a reader.
func Flow(s string) string {
	s = Text(s)
	if !strings.Contains(s, "\n") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' || s[i] == '\n' {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteByte(s[i])
	}
	return b.String()
}

// HTML is Text escaped for the content of an element or a quoted attribute.
func HTML(s string) string { return html.EscapeString(Text(s)) }

// Markdown is Text escaped so that a Markdown reader, GitHub's too, shows it as it stands: no heading, list, emphasis,
// link, code, table, HTML, formula, autolink or mention comes of it. Line feeds become spaces, and leading spaces one.
// Where a backslash does not help (autolinks, formulas), character references are used; an invisible U+200B after "@" and
// "#" keeps "@name" and "#12" from calling on people and threads.
func Markdown(s string) string {
	s = strings.ReplaceAll(Text(s), "\n", " ")
	if lead := len(s) - len(strings.TrimLeft(s, " ")); lead > 1 {
		s = s[lead-1:] // four spaces would make code
	}
	first := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	ruled := len(s) - len(strings.TrimLeft(s, "-= ")) // until where it underlines the line above
	number := numberEnd(s)
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case '\\', '`', '*', '_', '[', ']', '{', '}', '|', '~', '^':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '$':
			b.WriteString("&#36;")
		case '@':
			b.WriteString("&#64;")
			if i+1 < len(s) && alnum(s[i+1]) && (i == 0 || !alnum(s[i-1])) {
				b.WriteString("&#8203;")
			}
		case '#':
			b.WriteString("&#35;")
			if i+1 < len(s) && alnum(s[i+1]) {
				b.WriteString("&#8203;")
			}
		case ':':
			if strings.HasPrefix(s[i:], "://") {
				b.WriteString("&#58;")
			} else {
				b.WriteByte(c)
			}
		case '.':
			// "www." starts an autolink; "1." at the start of a line starts a list.
			if i >= 3 && strings.EqualFold(s[i-3:i], "www") {
				b.WriteString("&#46;")
			} else if i == number {
				b.WriteString("\\.")
			} else {
				b.WriteByte(c)
			}
		case ')':
			if i == number {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case '-', '+', '=':
			if i == first || c != '+' && i <= ruled {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// alnum says whether a byte may belong to a name.
func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}

// numberEnd is where the number ends that a text begins with, if it is short enough for a list item's; -1 without.
func numberEnd(s string) int {
	digits := strings.TrimLeft(s, " ")
	rest := strings.TrimLeft(digits, "0123456789")
	if n := len(digits) - len(rest); n == 0 || n > 9 {
		return -1
	}
	return len(s) - len(rest)
}
