package fact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/text/fold"
)

// view is a text made ready for scanning: its runes, the same folded, and the byte at which each begins.
type view struct {
	raw  string
	lang string // primary subtag: "en", "zh", "ja", "" unknown
	o    []rune // as they stand
	r    []rune // folded one by one: case, width, white space, Traditional to Simplified
	pos  []int32
	// taken marks the runes that a fact, or something that is not to be read as one, covers.
	taken      []bool
	nums       []numeral
	facts      []Fact
	impossible []Fact
	roleless   bool   // what links are for is not asked
	buf        []byte // for looking words up without an allocation
}

func newView(raw, lang string) *view {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	primary, _, _ = strings.Cut(primary, "_")
	v := &view{raw: raw, lang: primary}
	n := utf8.RuneCountInString(raw)
	v.o = make([]rune, 0, n)
	v.r = make([]rune, 0, n)
	v.pos = make([]int32, 0, n+1)
	for i, r := range raw {
		v.o = append(v.o, r)
		v.pos = append(v.pos, int32(i))
	}
	simplified := raw
	if primary != "ja" {
		simplified = fold.Simplified(raw)
	}
	for _, r := range simplified {
		v.r = append(v.r, foldRune(r))
	}
	if len(v.r) != n { // the fold keeps the number of runes; without it positions would be wrong
		v.r = v.r[:0]
		for _, r := range v.o {
			v.r = append(v.r, foldRune(r))
		}
	}
	v.pos = append(v.pos, int32(len(raw)))
	v.taken = make([]bool, n)
	return v
}

// foldRune folds case, width, quotes, dashes and spaces of one rune.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldRune(r - 0xFF01 + '!')
	case r == 0x3000 || r == 0xA0 || r == 0x2009 || r == 0x202F || r == 0x2007:
		return ' '
	case r == '‑' || r == '‐':
		return '-'
	case r == '’' || r == '‘':
		return '\''
	case r >= 0x3000:
		return r
	}
	return unicode.ToLower(r)
}

// add records a fact over the runes [s, e) unless one of them is taken.
func (v *view) add(k Kind, s, e int, value string) bool { return v.addRole(k, s, e, value, "") }

func (v *view) addRole(k Kind, s, e int, value, role string) bool {
	if s < 0 || s >= e || !v.free(s, e) {
		return false
	}
	v.take(s, e)
	a, b := int(v.pos[s]), int(v.pos[e])
	v.facts = append(v.facts, Fact{Kind: k, Start: a, End: b, Text: v.raw[a:b], Value: value, Role: role})
	return true
}

func (v *view) free(s, e int) bool {
	for i := s; i < e; i++ {
		if v.taken[i] {
			return false
		}
	}
	return true
}

func (v *view) take(s, e int) {
	for i := s; i < e; i++ {
		v.taken[i] = true
	}
}

// at is the folded rune at i, 0 outside the text.
func (v *view) at(i int) rune {
	if i < 0 || i >= len(v.r) {
		return 0
	}
	return v.r[i]
}

// has reports whether the folded text goes on with s at i.
func (v *view) has(i int, s string) bool {
	for _, r := range s {
		if v.at(i) != r {
			return false
		}
		i++
	}
	return true
}

// hasAny returns the length in runes of the first of the strings that the text goes on with at i, 0 without.
func (v *view) hasAny(i int, list ...string) int {
	for _, s := range list {
		if v.has(i, s) {
			return utf8.RuneCountInString(s)
		}
	}
	return 0
}

// endsWith reports whether the folded text before i ends with s.
func (v *view) endsWith(i int, s string) bool { return v.has(i-utf8.RuneCountInString(s), s) }

func (v *view) endsWithAny(i int, list ...string) bool {
	for _, s := range list {
		if v.endsWith(i, s) {
			return true
		}
	}
	return false
}

// text is the folded text of a run of runes.
func (v *view) text(s, e int) string { return string(v.r[max(s, 0):min(e, len(v.r))]) }

// skip passes spaces (line breaks inside a paragraph are spaces).
func (v *view) skip(i int) int {
	for isSpace(v.at(i)) {
		i++
	}
	return i
}

// back passes spaces leftwards and returns the index after the last rune that is none.
func (v *view) back(i int) int {
	for i > 0 && isSpace(v.r[i-1]) {
		i--
	}
	return i
}

// skipMarkup passes spaces and emphasis marks.
func (v *view) skipMarkup(i int) int {
	for isSpace(v.at(i)) || v.at(i) == '*' || v.at(i) == '_' {
		i++
	}
	return i
}

// wordEnd is the end of the Latin word that begins at i: letters of an alphabet, apostrophes not included.
func (v *view) wordEnd(i int) int {
	for i < len(v.r) && isLetter(v.r[i]) {
		i++
	}
	return i
}

// wordStart reports whether a word of an alphabetic script may begin at i.
func (v *view) wordStart(i int) bool {
	return i < len(v.r) && isLetter(v.r[i]) && (i == 0 || !isWord(v.r[i-1]))
}

// bytes returns a run of folded runes in a buffer that the next call overwrites: for looking it up in a map.
func (v *view) bytes(s, e int) []byte {
	v.buf = v.buf[:0]
	for _, r := range v.r[s:e] {
		v.buf = utf8.AppendRune(v.buf, r)
	}
	return v.buf
}

// upper reports whether the original has a capital at i.
func (v *view) upper(i int) bool { return i >= 0 && i < len(v.o) && unicode.IsUpper(v.o[i]) }

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isLetter reports a letter of an alphabetic script: Latin, Greek, Cyrillic and their like, not Chinese or Japanese.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return r < 0x2E80 && unicode.IsLetter(r)
}

func isWord(r rune) bool { return isDigit(r) || isLetter(r) }

// isHan reports a Chinese character, in Japanese text too.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' || r >= 0x20000 && r <= 0x3134F
}

func isKana(r rune) bool { return r >= 0x3040 && r <= 0x30FF }

func isCJK(r rune) bool { return isHan(r) || isKana(r) }
