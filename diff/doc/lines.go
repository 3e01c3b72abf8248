package doc

import (
	"strings"
	"unicode/utf8"
)

// atxLevel is the level of a heading that begins with hashes, 0 for any other line.
func atxLevel(t string) int {
	n := 0
	for n < len(t) && t[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(t) && t[n] != ' ' && t[n] != '\t' && !strings.HasPrefix(t[n:], "\u3000") {
		return 0
	}
	return n
}

// setextLevel is the level that an underline of a setext heading gives, 0 for any other line.
func setextLevel(t string) int {
	switch {
	case t == "":
		return 0
	case t[0] == '=' && strings.Trim(t, "=") == "":
		return 1
	case t[0] == '-' && strings.Trim(t, "-") == "":
		return 2
	}
	return 0
}

// isRule reports whether the line is a thematic break.
func isRule(t string) bool {
	if len(t) < 3 || t[0] != '*' && t[0] != '-' && t[0] != '_' {
		return false
	}
	n := 0
	for i := 0; i < len(t); i++ {
		switch {
		case t[i] == t[0]:
			n++
		case t[i] != ' ' && t[i] != '\t':
			return false
		}
	}
	return n >= 3
}

// fenceOf reads the opening of a code fence; its count is 0 for any other line.
func fenceOf(t string) fence {
	if len(t) < 3 || t[0] != '`' && t[0] != '~' {
		return fence{leaf: -1}
	}
	n := 0
	for n < len(t) && t[n] == t[0] {
		n++
	}
	if n < 3 || t[0] == '`' && strings.IndexByte(t[n:], '`') >= 0 {
		return fence{leaf: -1}
	}
	return fence{leaf: -1, mark: t[0], count: n}
}

// isAttribute reports whether the line is an attribute list of its own: {: #id } or {#id .class}.
func isAttribute(t string) bool {
	if len(t) < 4 || t[0] != '{' || t[len(t)-1] != '}' {
		return false
	}
	return t[1] == ':' || t[1] == '#' || t[1] == '.'
}

// isAdmonition reports whether the line is the head of an admonition: !!! note "Title".
func isAdmonition(t string) bool {
	return len(t) > 4 && (strings.HasPrefix(t, "!!! ") || strings.HasPrefix(t, "??? ") || strings.HasPrefix(t, "???+ ")) &&
		isLetter(t[4])
}

// isReference reports whether the line defines a link reference: [label]: destination.
func isReference(t string) bool {
	if len(t) < 6 || t[0] != '[' || t[1] == '^' {
		return false
	}
	i := strings.IndexByte(t, ']')
	if i < 2 || i+2 >= len(t) || t[i+1] != ':' || i > 200 {
		return false
	}
	dest, title, _ := strings.Cut(strings.TrimSpace(t[i+2:]), " ")
	title = strings.TrimSpace(title)
	return dest != "" && (title == "" || strings.ContainsRune(`"'(`, rune(title[0])))
}

// isDefinition reports whether the line is the definition of a definition list.
func isDefinition(t string) bool {
	return len(t) > 2 && t[0] == ':' && (t[1] == ' ' || t[1] == '\t')
}

// isPiped reports whether the line is a table row that begins and ends with a pipe.
func isPiped(t string) bool {
	return len(t) >= 3 && t[0] == '|' && t[len(t)-1] == '|'
}

// isDelimiterRow reports whether the line parts a table's head from its body.
func isDelimiterRow(t string) bool {
	dash, pipe := false, false
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '-':
			dash = true
		case '|':
			pipe = true
		case ':', ' ', '\t':
		default:
			return false
		}
	}
	return dash && pipe
}

// listMark is the mark of a list item at the beginning of a line.
type listMark struct {
	width   int  // bytes
	columns int  // columns
	first   bool // may begin a list inside a paragraph
	sloppy  bool // needs no white space behind it
}

// interrupts reports whether the mark may end a paragraph without a blank line between.
func (m listMark) interrupts(t string) bool { return m.first && m.width < len(t) }

// listMarker reads the mark of a bullet or ordered list. Bullets that Markdown does not know are read as what a reader
// takes them for.
func listMarker(t string) (listMark, bool) {
	switch b := t[0]; {
	case b == '-' || b == '*' || b == '+':
		if len(t) == 1 || t[1] == ' ' || t[1] == '\t' {
			return listMark{width: 1, columns: 1, first: true}, true
		}
		return listMark{}, false
	case b >= '0' && b <= '9':
		n := 1
		for n < len(t) && n < 9 && t[n] >= '0' && t[n] <= '9' {
			n++
		}
		if n >= len(t) || t[n] != '.' && t[n] != ')' {
			return listMark{}, false
		}
		if n+1 < len(t) && t[n+1] != ' ' && t[n+1] != '\t' {
			return listMark{}, false
		}
		return listMark{width: n + 1, columns: n + 1, first: t[:n] == "1"}, true
	case isWordBullet(t):
		return listMark{width: 1, columns: 1, first: true, sloppy: true}, true
	case b < utf8.RuneSelf:
		return listMark{}, false
	}
	r, n := utf8.DecodeRuneInString(t)
	if !isBullet(r) {
		return listMark{}, false
	}
	return listMark{width: n, columns: 1, first: true, sloppy: true}, true
}

// isWordBullet reports whether a text begins with an inner bullet as Word pastes it: an o and a space that does not break.
func isWordBullet(t string) bool { return strings.HasPrefix(t, "o\u00a0") }

// isBullet reports whether r is a bullet that Markdown does not know.
func isBullet(r rune) bool {
	switch r {
	case '•', '·', '‧', '○', '●', '▪', '▫', '■', '□', '◦', '∙', '◆', '◇', '★', '☆', '►', '▶', '▸', '➢', '➤', '✓', '✔', '⁃', '・', '\uf0b7', '\uf06c':
		return true
	}
	return false
}

// opensBlock reports whether a line begins with a mark that Markdown does not know: a numbered clause in Chinese style, a
// circled number, a letter.
func opensBlock(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	switch {
	case r == '（' || r == '(' || r == '第' || r >= '①' && r <= '⒛' || r >= '㈠' && r <= '㈩':
	case cjkDigit(r) >= 0 || cjkUnit(r) > 0:
	case r >= '0' && r <= '9':
	case r >= 'a' && r <= 'z':
		m, ok := letterMark(t)
		return ok && m.end < len(t)
	default:
		return false
	}
	m, ok := scanMark(t)
	return ok && (m.firm || m.style == styleDot && len(m.text) > len(m.number) && m.end < len(t))
}
