// Package sentence cuts the text of a block into sentences, in any language that ends them with a mark of its own.
//
// The sentences of a text tile its words: each begins where the one before ended, blanks between them left out, so that
// every character that is not blank is in exactly one. A text without any mark is one sentence. Nothing is parsed
// again: positions are bytes of the text given, which may be raw Markdown; a full stop inside a link's target, an
// address or a number ends nothing, since no blank follows it.
package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a sentence: bytes of the text it stands in.
type Span struct{ Start, End int }

// Split cuts a text into sentences, from its byte begin on (where a block's words begin). It takes linear time and
// accepts any bytes.
func Split(s string, begin int) []Span {
	var out []Span
	start := skipBlank(s, min(max(begin, 0), len(s)))
	for i := start; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if !ends(s, i-n, i, r) {
			continue
		}
		i = closing(s, i)
		out = append(out, Span{start, i})
		i = skipBlank(s, i)
		start = i
	}
	if end := start + len(strings.TrimRightFunc(s[start:], unicode.IsSpace)); end > start {
		out = append(out, Span{start, end})
	}
	return out
}

// ends says whether the rune at s[at:after] ends a sentence.
func ends(s string, at, after int, r rune) bool {
	switch r {
	case '。', '！', '？', '；', '｡':
		return true
	case '!', '?', ';':
		return blankAfter(s, closing(s, after))
	case '.':
		next := closing(s, after)
		return blankAfter(s, next) && !abbreviation(s[:at]) && opensSentence(s, skipBlank(s, next))
	}
	return false
}

func blankAfter(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r) || r > 0x2E80
}

// opensSentence says whether what stands at i can begin a sentence: no small letter, which would follow an abbreviation.
func opensSentence(s string, i int) bool {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || !strings.ContainsRune("*_\"'“‘([", r) {
			return true
		}
		i += n
	}
	return true
}

// short are abbreviations that a capital may follow.
var short = map[string]bool{
	"ltd": true, "inc": true, "llc": true, "gmbh": true, "mr": true, "mrs": true, "ms": true, "dr": true, "no": true, "nos": true, "art": true, "sec": true, "st": true,
	"e.g": true, "i.e": true, "vs": true, "pte": true, "co": true, "corp": true, "cf": true, "bzw": true, "nr": true,
	"abs": true, "z.b": true, "d.h": true, "u.s": true, "u.k": true, "p.o": true, "approx": true, "tel": true,
}

// abbreviation says whether the text before a full stop ends in an abbreviation or an initial.
func abbreviation(before string) bool {
	i := strings.LastIndexFunc(before, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) })
	word := before
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		word = before[i+n:]
	}
	return short[strings.ToLower(word)] || utf8.RuneCountInString(word) == 1 && word != "I" && word[0] < utf8.RuneSelf
}

// closing is the position behind quotation marks, brackets and emphasis that close after a sentence's last mark.
func closing(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("”’\"')]）」』】》*_", r) {
			break
		}
		if (r == '*' || r == '_') && opensEmphasis(s, i) {
			break
		}
		if r == ']' && i+1 < len(s) && s[i+1] == '(' {
			if e := strings.IndexByte(s[i:], ')'); e > 0 {
				i += e + 1
				continue
			}
		}
		i += n
	}
	return i
}

// opensEmphasis says whether a mark of emphasis at i belongs to what follows: it stands before a letter, not a blank.
func opensEmphasis(s string, i int) bool {
	j := i
	for j < len(s) && s[j] == s[i] {
		j++
	}
	r, _ := utf8.DecodeRuneInString(s[j:])
	return j < len(s) && (unicode.IsLetter(r) || unicode.IsDigit(r)) && strings.Count(s[:i], s[i:j])%2 == 0
}

func skipBlank(s string, i int) int {
	return i + len(s[i:]) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
}
