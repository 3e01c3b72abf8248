// Package across tells whether a text in Traditional Chinese and one in Simplified Chinese say the same in the words of two
// regions.
//
// Between the two scripts 資料 beside 数据 is what one expects: Taiwan has no other word for it, and every converter writes
// it so. Within one script 资料 and 数据 are different words, and a text that exchanges them was changed. So this list is
// wider than the regional vocabulary of package lexicon, which holds in any text, and is for the two scripts alone. It runs
// one way: what a Traditional text writes, and what the Simplified one has in its place.
//
// # Sources
//
// tw2sp.txt is the vocabulary of OpenCC's conversion from Taiwan's usage to the mainland's, generated from its dictionary.
// curated.txt adds what both regions' versions of the same policies write. The regional vocabulary of package lexicon is
// read as well.
//
// One pair of OpenCC's can mislead: 登出帳戶, to log out of an account, becomes 注销帐户, which by itself is to close it.
// It is kept, since across scripts a converter's own word is what one expects; within one script the two differ.
package across

//go:generate go run gen.go

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"policylog/diff/text/lexicon"
)

//go:embed tw2sp.txt
var converted string

//go:embed curated.txt
var curated string

// term is a word of a Traditional text and its counterpart.
type term struct{ from, to string }

// terms are all pairs by the first character of what is written in Traditional, the longest first.
var terms = sync.OnceValue(func() map[rune][]term {
	by := make(map[rune][]term)
	add := func(t term) {
		first, _ := utf8.DecodeRuneInString(t.from)
		by[first] = append(by[first], t)
	}
	for _, list := range []string{curated, converted} {
		for line := range strings.Lines(list) {
			if from, to, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				add(term{from, to})
			}
		}
	}
	for from, to := range lexicon.RegionalTerms() {
		add(term{from, to})
	}
	for _, list := range by {
		slices.SortStableFunc(list, func(a, b term) int { return len(b.from) - len(a.from) })
	}
	return by
})

// Same tells whether two texts are the same but for regional vocabulary. Both are folded to Simplified characters; the first
// was written in Traditional ones. Time is linear in their length.
func Same(traditional, simplified string) bool {
	t, s := walk(traditional, simplified)
	return t == "" && s == ""
}

// InTraditional tells whether a Traditional text, folded, has the counterpart of a term of a Simplified one in it.
func InTraditional(text, term string) bool {
	for i := range text {
		if _, left := walk(text[i:], term); left == "" {
			return true
		}
	}
	return false
}

// InSimplified tells whether a Simplified text has the counterpart of a term of a Traditional one, folded, in it.
func InSimplified(text, term string) bool {
	for i := range text {
		if left, _ := walk(term, text[i:]); left == "" {
			return true
		}
	}
	return false
}

// walk goes along two texts as far as they are the same but for regional vocabulary, and gives what is left of each.
func walk(traditional, simplified string) (leftTraditional, leftSimplified string) {
	for traditional != "" && simplified != "" {
		r, n := utf8.DecodeRuneInString(traditional)
		if from, to := counterpart(terms()[r], traditional, simplified); from > 0 {
			traditional, simplified = traditional[from:], simplified[to:]
			continue
		}
		if !strings.HasPrefix(simplified, traditional[:n]) {
			break
		}
		traditional, simplified = traditional[n:], simplified[n:]
	}
	return traditional, simplified
}

// counterpart gives the lengths of the longest term that begins a Traditional text and of its counterpart, if that begins the
// Simplified one.
func counterpart(list []term, traditional, simplified string) (from, to int) {
	for _, t := range list {
		if !strings.HasPrefix(simplified, t.to) || !strings.HasPrefix(traditional, t.from) {
			continue
		}
		if len(t.to) < len(t.from) && strings.HasPrefix(simplified, t.from) || len(t.to) > len(t.from) && strings.HasPrefix(traditional, t.to) {
			continue // the longer one of a pair such as 隐私权 and 隐私 stands on both sides
		}
		return len(t.from), len(t.to)
	}
	return 0, 0
}
