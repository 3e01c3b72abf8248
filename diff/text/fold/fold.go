// Package fold brings Chinese texts of both scripts to one form, so that they can be compared, and converts between
// the scripts for display and search.
//
// Two things are apart here:
//
//   - Simplified is the fold for comparison: the same result, to the byte, as OpenCC's conversion t2s followed by six
//     variants that t2s keeps apart (著痺睪顎簷衹 become 着痹睾颚檐只). It runs at twenty times OpenCC's own speed,
//     from tables generated out of OpenCC's dictionaries, and a text's runes and its fold's correspond one to one, so
//     that positions carry over. Bytes that are not UTF-8 stay as they are.
//   - ToTraditional and ToSimplified are OpenCC itself, for text that a person reads.
//
// Nothing is built before the first call.
package fold

import (
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate go run gen.go

// variants are pairs of characters that t2s keeps apart though they are one to a reader of Simplified Chinese.
const variants = "著着痺痹睪睾顎颚簷檐衹只"

// window is how many runes OpenCC looks at for a phrase (longbridgeapp/opencc, Convert); a longer one never matches.
const window = 10

// starts marks a character that a phrase begins with, in the values of the table.
const starts rune = 1 << 24

// first, lastBasic, firstBeyond and last bound the characters that the table speaks of, in the basic plane and beyond:
// texts in other languages, with emoji even, are spared the look-up and the table.
const (
	first       = 0x3400
	lastBasic   = 0x9FFF
	firstBeyond = 0x20000
	last        = 0x2FFFF
)

type phrase struct{ from, to string }

type table struct {
	pages   [(last + 1) >> 8]*[256]rune // what a character becomes, or 0; with starts set where a phrase may begin
	phrases map[rune][]phrase           // by first character, longest first
}

var tables = sync.OnceValue(buildTable)

// buildTable makes the table out of the generated strings, in well under a millisecond.
func buildTable() *table {
	t := &table{phrases: make(map[rune][]phrase)}
	variant := make(map[rune]rune)
	for from, to := range pairsOf(variants) {
		variant[from] = to
		t.set(from, to)
	}
	joined := func(r rune) rune {
		if v := variant[r]; v != 0 {
			return v
		}
		return r
	}
	for from, to := range pairsOf(characters) {
		t.set(from, joined(to))
	}
	for line := range strings.Lines(phrases) {
		from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if utf8.RuneCountInString(from) <= window {
			t.addPhrase(phrase{from, strings.Map(joined, to)})
		}
	}
	return t
}

// addPhrase enters a phrase before the shorter ones that begin as it does, and marks its first character.
func (t *table) addPhrase(p phrase) {
	r, _ := utf8.DecodeRuneInString(p.from)
	t.phrases[r] = append(t.phrases[r], p)
	list := t.phrases[r]
	for i := len(list) - 1; i > 0 && len(list[i].from) > len(list[i-1].from); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	to := t.at(r)
	if to == 0 {
		to = r
	}
	t.set(r, to|starts)
}

// pairsOf yields a list's pairs of characters.
func pairsOf(list string) func(yield func(from, to rune) bool) {
	return func(yield func(from, to rune) bool) {
		for list != "" {
			from, n := utf8.DecodeRuneInString(list)
			to, m := utf8.DecodeRuneInString(list[n:])
			list = list[n+m:]
			if !yield(from, to) {
				return
			}
		}
	}
}

func (t *table) set(from, to rune) {
	page := &t.pages[from>>8]
	if *page == nil {
		*page = new([256]rune)
	}
	(*page)[from&0xFF] = to
}

func (t *table) at(r rune) rune {
	if page := t.pages[r>>8]; page != nil {
		return page[r&0xFF]
	}
	return 0
}

// Simplified folds a text for comparison. It has as many runes as s, each standing for the one in its place, and is s
// itself when nothing folds. Time is linear in the length of s.
func Simplified(s string) string {
	var t *table
	var b []byte
	done := 0 // what of s is in b already
	for i := 0; i < len(s); {
		if s[i] < 0xE3 { // no lead byte of a character at or above first
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r < first || r > lastBasic && r < firstBeyond || r > last {
			i += n
			continue
		}
		if t == nil {
			t = tables()
		}
		to := t.at(r)
		if to == 0 {
			i += n
			continue
		}
		if to&starts != 0 {
			if p, ok := t.phraseAt(r, s[i:]); ok {
				b = append(append(b, s[done:i]...), p.to...)
				i += len(p.from)
				done = i
				continue
			}
			to &^= starts
		}
		if to != r {
			if b == nil {
				b = make([]byte, 0, len(s)+8)
			}
			b = utf8.AppendRune(append(b, s[done:i]...), to)
			done = i + n
		}
		i += n
	}
	if b == nil {
		return s
	}
	return string(append(b, s[done:]...))
}

// phraseAt finds the longest phrase that s, whose first character is r, begins with.
func (t *table) phraseAt(r rune, s string) (phrase, bool) {
	for _, p := range t.phrases[r] {
		if strings.HasPrefix(s, p.from) {
			return p, true
		}
	}
	return phrase{}, false
}
