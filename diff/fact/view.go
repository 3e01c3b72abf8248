package fact

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
	// holds has a bit for each ASCII character of r, and wide says whether there are Chinese or Japanese ones: what a text
	// does not hold need not be looked for.
	holds [2]uint64
	wide  bool
	// taken marks the runes that a fact, or something that is not to be read as one, covers.
	taken      []bool
	allRuns    []run // see runs
	sensed     sense // of any of them
	runsRead   bool
	nums       []numeral
	facts      []Fact
	impossible []Fact
	roleless   bool   // what links are for is not asked
	buf        []byte // for looking words up without an allocation
}

// views are views that were read and can be read into again: a comparison needs hundreds, one after the other.
var views = sync.Pool{New: func() any { return new(view) }}

// newView makes a text ready. Its memory may go back with release once nothing of it is needed but its facts.
func newView(raw, lang string) *view {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	primary, _, _ = strings.Cut(primary, "_")
	v := views.Get().(*view)
	*v = view{raw: raw, lang: primary, o: v.o[:0], r: v.r[:0], pos: v.pos[:0], taken: v.taken[:0], allRuns: v.allRuns[:0], buf: v.buf}
	n := utf8.RuneCountInString(raw)
	v.o, v.r, v.pos = slices.Grow(v.o, n)[:n], slices.Grow(v.r, n)[:n], slices.Grow(v.pos, n+1)[:n]
	k := 0
	for i, r := range raw {
		v.o[k], v.pos[k] = r, int32(i)
		k++
	}
	folded := raw
	if n < len(raw) && primary != "ja" {
		if simplified := fold.Simplified(raw); utf8.RuneCountInString(simplified) == n { // or positions would be wrong
			folded = simplified
		}
	}
	v.fold(folded)
	v.pos = append(v.pos, int32(len(raw)))
	v.taken = slices.Grow(v.taken, n)[:n]
	clear(v.taken)
	return v
}

// fold fills r, and says in holds and wide what it has.
func (v *view) fold(text string) {
	var low, high uint64 // holds: in registers, since this is done for every character
	k := 0
	for _, r := range text {
		switch {
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r >= utf8.RuneSelf:
			r = foldRune(r)
		}
		v.r[k] = r
		k++
		switch bit := uint64(1) << (r & 63); {
		case r < 64:
			low |= bit
		case r < utf8.RuneSelf:
			high |= bit
		case r >= alphabetic && !v.wide:
			v.wide = isEastAsian(r)
		}
	}
	v.holds = [2]uint64{low, high}
}

// asciiDigits are the bits of the digits in the first half of holds.
const asciiDigits = 0x3FF << '0'

// hasDigits reports whether the folded text has digits.
func (v *view) hasDigits() bool { return v.holds[0]&asciiDigits != 0 }

// mayHold reports whether the folded text has an ASCII character.
func (v *view) mayHold(c rune) bool { return v.holds[c>>6]>>(c&63)&1 == 1 }

// largestKept is the length in characters up to which a view's memory is kept: a text of a megabyte is not read twice.
const largestKept = 1 << 15

// release gives the memory of a view back, which must not be used any more.
func (v *view) release() {
	if cap(v.o) <= largestKept {
		views.Put(v)
	}
}

// foldRune folds case, width, quotes, dashes and spaces of one rune.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r < 0x3000:
		return foldedPage(r)[r%256]
	case r == 0x3000:
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldRune(r - 0xFF01 + '!')
	}
	return r
}

// foldedPages are the characters of the alphabets folded, 256 each, made where one of them is first asked for: Unicode's
// own tables are searched, which is slow for what is asked of every character.
var foldedPages [0x3000 / 256]atomic.Pointer[[256]rune]

func foldedPage(r rune) *[256]rune {
	at := &foldedPages[r/256]
	if page := at.Load(); page != nil {
		return page
	}
	var page [256]rune
	for i := range page {
		page[i] = foldAlphabetic(r/256*256 + rune(i))
	}
	at.Store(&page)
	return &page
}

func foldAlphabetic(r rune) rune {
	switch r {
	case 0xA0, 0x2007, 0x2009, 0x202F:
		return ' '
	case '‑', '‐':
		return '-'
	case '’', '‘':
		return '\''
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

// backMarkup passes spaces and emphasis marks leftwards.
func (v *view) backMarkup(i int) int {
	for i > 0 && (isSpace(v.r[i-1]) || v.r[i-1] == '*' || v.r[i-1] == '_') {
		i--
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
		return uint32(r|0x20)-'a' < 26
	}
	return isOtherLetter(r)
}

// isOtherLetter is isLetter beyond ASCII, on its own so that isLetter is short enough to be inlined.
//
//go:noinline
func isOtherLetter(r rune) bool { return r < alphabetic && letters()[r/64]>>(r%64)&1 == 1 }

// alphabetic is where Chinese, Japanese and Korean characters begin.
const alphabetic = 0x2E80

// letters has a bit for each letter below alphabetic: what is asked of every character is better not searched for.
var letters = sync.OnceValue(func() *[alphabetic / 64]uint64 {
	var set [alphabetic / 64]uint64
	for _, span := range unicode.L.R16 {
		for r := rune(span.Lo); r <= rune(span.Hi) && r < alphabetic; r += rune(span.Stride) {
			set[r/64] |= 1 << (r % 64)
		}
	}
	return &set
})

func isWord(r rune) bool { return isDigit(r) || isLetter(r) }

// isHan reports a Chinese character, in Japanese text too.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' || r >= 0x20000 && r <= 0x3134F
}

// isEastAsian reports a character of Chinese or Japanese writing, its punctuation too: no emoji, and no byte order mark.
func isEastAsian(r rune) bool {
	return r >= alphabetic && r < 0xA000 || r >= 0xF900 && r < 0xFB00 || r >= 0xFF00 && r < 0xFFF0 || r >= 0x20000 && r < 0x32000
}

func isKana(r rune) bool { return r >= 0x3040 && r <= 0x30FF }

// isHangul reports a Korean syllable.
func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }

func isCJK(r rune) bool { return isHan(r) || isKana(r) }
