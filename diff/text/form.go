package text

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The fold of form is a list, not NFKC, which would make 102 of 10² and 1 of ①: superscripts, circled numbers and
// fractions keep their own form. What folds:
//
//   - full-width ASCII and currency signs to their usual width, half-width katakana and its marks to theirs;
//   - quotation marks of every shape, single and double, straight, curly, angular and 「」『』, to ";
//   - hyphen, dashes of every length, a minus sign and box-drawing lines, to —;
//   - three or more full stops, or ellipses, to …;
//   - the full stops 。 and ．, the brackets 【】 and 〔〕 with [], the other CJK punctuation with its ASCII counterpart;
//     but 、 is not a comma and 《》 are no quotation marks: they say something else;
//   - canonically equal sequences to NFC; zero-width and bidi controls, variation selectors and soft hyphens to nothing.

const (
	quote    = `"`
	dash     = "—"
	ellipsis = "…"
)

// halfKana is U+FF61 to U+FF9F in its usual width.
var halfKana = []rune("。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜")

// usualWidth undoes full-width and half-width forms.
func usualWidth(r rune) rune {
	switch {
	case r < 0xFF01 || r > 0xFFE6:
		return r
	case r <= 0xFF5E:
		return r - 0xFF01 + '!'
	case r >= 0xFF61 && r <= 0xFF9F:
		return halfKana[r-0xFF61]
	}
	switch r {
	case '￠':
		return '¢'
	case '￡':
		return '£'
	case '￥':
		return '¥'
	case '￦':
		return '₩'
	}
	return r
}

// ignorable tells whether a character has no width and no meaning of its own.
func ignorable(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xAD
	case r < 0x2000:
		return r == 0x34F || r == 0x61C || r == 0x180E
	}
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F ||
		r >= 0xFE00 && r <= 0xFE0F || r == 0xFEFF || r >= 0xE0100 && r <= 0xE01EF
}

// foldedForm is the normal form of a word, number or address. It is s itself when nothing folds.
func foldedForm(s string) string {
	if isASCII(s) {
		return s
	}
	if !utf8.ValidString(s) {
		return s // a byte that is no character stays what it is, and apart from every other
	}
	s = strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '‘', '＇':
			return '\''
		case '‐', '‑':
			return '-'
		}
		if ignorable(r) {
			return -1
		}
		return usualWidth(r)
	}, s)
	if strings.ContainsFunc(s, composes) {
		return norm.NFC.String(s)
	}
	return s
}

// composes says whether a character may be, or have, another form in NFC: all but those before the combining marks, and
// Chinese ones, which are most of those that are asked about.
func composes(r rune) bool { return r >= 0x300 && (r < 0x4E00 || r > 0x9FFF) }

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// punctuation is the folded form of a single character of punctuation, "" when it is its own.
func punctuation(r rune) string {
	switch r {
	case '"', '\'', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '‹', '›', '「', '」', '『', '』', '〝', '〞', '〟', '＂', '＇',
		'｢', '｣', '`', '´', '′', '″':
		return quote
	case '。', '．', '｡':
		return "."
	case '【', '〔', '［':
		return "["
	case '】', '〕', '］':
		return "]"
	case '…', '⋯':
		return ellipsis
	case '·', '・', '･', '‧', '•':
		return "·"
	case '∶', '︰':
		return ":"
	case '～', '〜', '∼':
		return "~"
	}
	if isDash(r) {
		return dash
	}
	if w := usualWidth(r); w != r {
		return string(w)
	}
	return ""
}

func isDash(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '―', '−', '─', '━', '－', '﹣', '﹘':
		return true
	}
	return false
}

// script groups characters by how words are found in them.
type script uint8

const (
	other    script = iota // punctuation, symbols
	spaced                 // letters of languages that part words by spaces, and of those that do not and are left whole
	han                    // Chinese characters
	hiragana               // Japanese
	katakana               //
	digit                  // decimal digits
	blank                  // white space
	nothing                // ignorable
)

// scriptOf classes a character beyond ASCII too.
func scriptOf(r rune) script {
	switch {
	case r < utf8.RuneSelf:
		return asciiScript[r]
	case ignorable(r):
		return nothing
	case r < 0x2E80:
		return scriptPage(r)[r%256]
	case r >= 0x3400 && r <= 0x9FFF || r >= 0x20000 && r <= 0x3FFFF || r >= 0xF900 && r <= 0xFAFF, r == '々', r == '〆', r == '〇',
		r >= 0x2E80 && r <= 0x2FDF:
		return han
	case r >= 0x3041 && r <= 0x309F:
		return hiragana
	case r >= 0x30A1 && r <= 0x30FF && r != '・', r >= 0x31F0 && r <= 0x31FF, r >= 0xFF66 && r <= 0xFF9F:
		return katakana
	case r >= '０' && r <= '９':
		return digit
	}
	return scriptOfOther(r)
}

// scriptPages hold the scripts of the alphabets, 256 characters each, made where one of them is first asked for.
var scriptPages [0x2E80/256 + 1]atomic.Pointer[[256]script]

func scriptPage(r rune) *[256]script {
	at := &scriptPages[r/256]
	if page := at.Load(); page != nil {
		return page
	}
	var page [256]script
	for i := range page {
		page[i] = scriptOfOther(r/256*256 + rune(i))
	}
	at.Store(&page)
	return &page
}

func scriptOfOther(r rune) script {
	switch {
	case unicode.IsLetter(r), unicode.IsMark(r):
		return spaced
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r):
		return blank
	}
	return other
}

var asciiScript = func() (t [utf8.RuneSelf]script) {
	for r := range t {
		switch {
		case r >= '0' && r <= '9':
			t[r] = digit
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			t[r] = spaced
		case r == ' ' || r >= '\t' && r <= '\r':
			t[r] = blank
		}
	}
	return t
}()
