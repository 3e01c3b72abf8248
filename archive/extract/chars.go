package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dropRune reports characters that no reader sees: controls, zero-width and bidirectional marks, byte order marks,
// soft hyphens, tags. The joiners U+200C and U+200D stay: Persian and Indian scripts are spelled with them.
func dropRune(c rune) bool {
	switch {
	case c < 0x20 || c >= 0x7F && c < 0xA0:
		return true
	case c < 0xAD:
		return false
	case c == 0xAD || c == 0x034F || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x180E || c == 0xFEFF:
		return true
	case c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D,
		c >= 0x202A && c <= 0x202E, c >= 0x2060 && c <= 0x206F,
		c >= 0xFFF0 && c <= 0xFFFB, c >= 0xE0000 && c <= 0xE0FFF:
		return true
	}
	return c&0xFFFE == 0xFFFE // noncharacters
}

// spaceRune reports the white space that is written as one plain space. U+3000 is kept inside a line: Chinese uses it.
func spaceRune(c rune) bool {
	switch c {
	case ' ', '\t', '\n', '\r', '\f', '\v', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x2800:
		return true
	}
	return c >= 0x2000 && c <= 0x200A
}

// wide reports characters written without spaces between words, so that a line break between two of them is none.
func wide(c rune) bool {
	return c >= 0x2E80 && c <= 0x9FFF && c != 0x3000 && !(c >= 0x3130 && c <= 0x318F) ||
		c >= 0xF900 && c <= 0xFAFF || c >= 0xFF00 && c <= 0xFF60 || c >= 0x20000 && c <= 0x3FFFF
}

// cleanText collapses white space as a browser does, and drops what dropRune names. A line break between two Chinese
// or Japanese characters is the source's, not the text's.
func cleanText(s string) string {
	if plainText(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, newline := false, false
	last := rune(0)
	for _, c := range s {
		switch {
		case spaceRune(c):
			space = true
			newline = newline || c == '\n' || c == '\r'
			continue
		case dropRune(c):
			continue
		}
		if space && !(newline && wide(last) && wide(c)) {
			b.WriteByte(' ')
		}
		space, newline = false, false
		if c == utf8.RuneError {
			c = '\uFFFD'
		}
		b.WriteRune(c)
		last = c
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// plainText reports whether cleanText would change nothing, for the common case.
func plainText(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7F || s[i] == ' ' && i+1 < len(s) && s[i+1] == ' ' {
			return false
		}
	}
	return true
}

// cleanLine drops controls from one line and keeps its spaces.
func cleanLine(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t':
			return c
		case c == 0xA0 || c == 0x2028 || c == 0x2029 || c == '\n' || c == '\r':
			return ' '
		case dropRune(c):
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// lettersIn counts letters up to a limit.
func lettersIn(s string, limit int) int {
	n := 0
	for _, c := range s {
		if c < 0x80 && asciiLetter(byte(c)) || c >= 0x80 && unicode.IsLetter(c) {
			if n++; n == limit {
				break
			}
		}
	}
	return n
}

// words counts what a reader would call words: runs of letters and digits; in scripts written without spaces, two
// characters count as one.
func words(s string) int {
	n, cjk := 0, 0
	in := false
	for _, c := range s {
		switch {
		case c < 0x80:
			letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '\'' && in
			if letter && !in {
				n++
			}
			in = letter
		case wide(c) && unicode.IsLetter(c) || c >= 0x0E00 && c <= 0x0EFF || c >= 0x1000 && c <= 0x109F || c >= 0x1780 && c <= 0x17FF:
			cjk++
			in = false
		default:
			letter := unicode.IsLetter(c) || unicode.IsMark(c) || in && c == '\u2019'
			if letter && !in {
				n++
			}
			in = letter
		}
	}
	return n + (cjk+1)/2
}
