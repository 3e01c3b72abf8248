package diff

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff/doc"
	"policylog/diff/text"
)

// unit is a block as the aligner sees it. Blocks that have an equal twin on the other side are aligned by their bytes
// and never tokenized: of two consecutive versions that is nearly all of them.
type unit struct {
	block    *doc.Block
	side     *side
	tokens   []text.Token // nil until read
	print    text.Print
	words    []int32 // the words in order, as numbers of the aligner's lexicon
	singly   []int32 // words, sorted, with repetitions
	pairs    []int32 // neighbouring words as pairs, sorted, with repetitions
	linked   bool    // it holds links
	read     bool
	repeated bool // its text stands several times on its own side

	bag    bag
	bagged bool

	link  int   // position of the aligned unit on the other side, or none
	parts []int // positions of further units on the other side, of which this one is the whole
}

const none = -1

func (u *unit) heading() bool { return u.block.Kind == doc.Heading }

// size says how much a reader has to move when this block moves: bytes of text, so that one long paragraph outweighs one
// short item, and a part that is no text at all next to nothing.
func (u *unit) size() int {
	if u.block.Boiler || u.block.Kind == doc.Rule || u.block.Kind == doc.Attribute {
		return 0
	}
	return len(u.block.Text)
}

// lexicon numbers words and pairs of words across both sides.
type lexicon struct {
	words map[string]int32
	pairs map[uint64]int32
	df    []int32 // in how many read units each word stands, by number of the word
	first []int32 // the words of each pair, by number of the pair
	last  []int32
	units int
	w     []float64 // the weight of each word
	wPair []float64 // the weight of each pair
}

func newLexicon() *lexicon {
	return &lexicon{words: make(map[string]int32), pairs: make(map[uint64]int32)}
}

func (x *lexicon) word(s string) int32 {
	id, ok := x.words[s]
	if !ok {
		id = int32(len(x.words))
		x.words[s] = id
		x.df = append(x.df, 0)
	}
	return id
}

func (x *lexicon) pair(a, b int32) int32 {
	key := uint64(uint32(a))<<32 | uint64(uint32(b))
	id, ok := x.pairs[key]
	if !ok {
		id = int32(len(x.pairs))
		x.pairs[key] = id
		x.first = append(x.first, a)
		x.last = append(x.last, b)
	}
	return id
}

// readUnit tokenizes a unit and counts its words.
func (x *lexicon) readUnit(u *unit) {
	if u.read {
		return
	}
	u.read = true
	tokens := u.side.tokensOf(u.block.Index)
	u.print = text.PrintOf(tokens)
	for _, t := range tokens {
		switch t.Class {
		case text.Target:
			u.linked = true
		case text.Word, text.Number, text.URL:
			s := t.Norm
			if t.Regional != "" {
				s = t.Regional
			}
			u.words = append(u.words, x.word(strings.ToLower(s)))
		}
	}
	u.singly = slices.Clone(u.words)
	slices.Sort(u.singly)
	for i := 1; i < len(u.words); i++ {
		u.pairs = append(u.pairs, x.pair(u.words[i-1], u.words[i]))
	}
	slices.Sort(u.pairs)
	prev := int32(none)
	for _, w := range u.singly {
		if w != prev {
			x.df[w]++
		}
		prev = w
	}
	x.units++
}

// bag is a multiset of words and pairs with its weight: what similarity is measured on. Several blocks joined, or what is
// left of a block after a part was found elsewhere, are bags like any other.
type bag struct {
	singly, pairs   []int32
	wSingly, wPairs float64
}

// without is a less b, both sorted multisets.
func without(a, b []int32) []int32 {
	var out []int32
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j < len(b) && b[j] == x {
			j++
			continue
		}
		out = append(out, x)
	}
	return out
}

// common calls f for every element of the intersection of two sorted multisets.
func common[T cmp.Ordered](a, b []T, f func(T)) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			f(a[i])
			i++
			j++
		}
	}
}
