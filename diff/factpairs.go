package diff

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/fact"
	"policylog/diff/text/fold"
	"policylog/internal/wordset"
)

// mostPairedFacts bounds the facts of a side that are looked at in pairs.
const mostPairedFacts = 200

// pairFacts says which of the facts that came each fact that is gone became, none where it became nothing: the pairs
// that are likest first.
func pairFacts(oldRaw string, gone []fact.Fact, newRaw string, came []fact.Fact) []int {
	became := make([]int, len(gone))
	type pairing struct{ old, new, like int }
	var pairs []pairing
	beside := make([]*surroundings, min(len(came), mostPairedFacts))
	for i := range became {
		became[i] = none
	}
	for i, f := range gone[:min(len(gone), mostPairedFacts)] {
		var here *surroundings
		for k, g := range came[:len(beside)] {
			if f.Kind != g.Kind {
				continue
			}
			if here == nil {
				here = around(oldRaw, f)
			}
			if beside[k] == nil {
				beside[k] = around(newRaw, g)
			}
			if like := likeFacts(f, g, here.alike(beside[k])); like > 0 {
				pairs = append(pairs, pairing{i, k, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pairing) int { return cmp.Compare(b.like, a.like) })
	taken := make([]bool, len(came))
	for _, p := range pairs {
		if became[p.old] == none && !taken[p.new] {
			became[p.old], taken[p.new] = p.new, true
		}
	}
	return became
}

// likeFacts says how plausible it is that one fact became the other, 0 where it is not. Names must share a word: a place
// collected instead of an IP address is not a changed place. Quantities, dates and addresses may be all different, but
// must be of one unit, or stand among the same words, of which there are around.
func likeFacts(f, g fact.Fact, around int) int {
	switch f.Kind {
	case fact.DataType, fact.ThirdParty, fact.Certification, fact.Legal:
		if !shareWord(f.Value, g.Value) {
			return 0
		}
		return 1 + around
	case fact.Jurisdiction:
		if around < 2 {
			return 0
		}
		return around
	case fact.Duration, fact.Amount, fact.Age:
		if unitOf(f.Value) == unitOf(g.Value) {
			return 2 + around
		}
		return around
	case fact.URL, fact.Email:
		if f.Role != "" && f.Role == g.Role || host(f.Value) == host(g.Value) {
			return 2 + around
		}
	case fact.Modality, fact.Negation, fact.Date:
		return 1 + around
	}
	return around
}

// surroundings are the words right before a fact, the nearest first, and right after it.
type surroundings struct{ before, after []string }

func around(raw string, f fact.Fact) *surroundings {
	return &surroundings{wordsAround(raw[:f.Start], true), wordsAround(raw[f.End:], false)}
}

// alike counts the words that two facts have in common right before and right after them, three each way at most.
func (s *surroundings) alike(t *surroundings) int {
	const reach = 3
	return min(matching(s.before, t.before), reach) + min(matching(s.after, t.after), reach)
}

// matching counts how many words two lists have in common from their beginning.
func matching(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// wordsAround is the words at the end of a text, last first, or at its beginning: Latin ones in lower case, Chinese
// characters folded.
func wordsAround(s string, atEnd bool) []string {
	const reach = 48
	if atEnd {
		start := max(0, len(s)-reach)
		for start < len(s) && !utf8.RuneStart(s[start]) {
			start++
		}
		s = s[start:]
	} else {
		end := min(len(s), reach)
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end++
		}
		s = s[:end]
	}
	var out []string
	for word := range strings.FieldsFuncSeq(strings.ToLower(fold.Simplified(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if !unicode.Is(unicode.Han, []rune(word)[0]) {
			out = append(out, word)
			continue
		}
		for _, r := range word {
			out = append(out, string(r))
		}
	}
	if atEnd {
		slices.Reverse(out)
	}
	return out
}

// shareWord says whether two names have a word in common.
func shareWord(a, b string) bool {
	for x := range strings.FieldsSeq(a) {
		for y := range strings.FieldsSeq(b) {
			if x == y && !legalForm()[x] {
				return true
			}
		}
	}
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// legalForm are the words that companies have in common which are not otherwise related.
var legalForm = wordset.Lazy(`inc inc. ltd ltd. llc gmbh co co. corp corp. corporation limited company pte plc b.v. bv s.a. sa the and of & information data number address id`)

// unitOf is the letters of a value: P30D and P45D are of one unit, USD 5 and USD 7.
func unitOf(value string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == '.' {
			return -1
		}
		return r
	}, value)
}

// host is the host of an address.
func host(address string) string {
	if _, at, ok := strings.Cut(address, "@"); ok {
		return at
	}
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		rest = address
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}
