package diff

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"policylog/diff/doc"
	"policylog/diff/text"
)

// unit is a block as the aligner sees it. Blocks that have an equal twin on the other side are aligned by their bytes
// and never tokenized: of two consecutive versions that is nearly all of them.
type unit struct {
	block    *doc.Block
	side     *side
	*reading      // unread until its words or its shape are asked for
	read     bool // its words were numbered
	repeated bool // its text stands several times on its own side

	link  int   // position of the aligned unit on the other side, or none
	parts []int // positions of further units on the other side, of which this one is the whole
}

// reading is what is known of a unit's words.
type reading struct {
	print  text.Print
	words  []int32 // the words in order, as numbers of the aligner's lexicon
	singly []int32 // words, sorted, with repetitions
	pairs  []pair  // neighbouring words, sorted, with repetitions
	linked bool    // it holds links
	said   string  // what is read aloud, once told
	told   bool

	bag    bag
	bagged bool
	shape  *shape // nil where it has none
	shaped bool   // shape was looked for
}

// unread is the reading of all units that were not read; nothing is written to it.
var unread = &reading{}

// begin gives a unit a reading of its own, to write to.
func (u *unit) begin() {
	if u.reading == unread {
		u.reading = &reading{}
	}
}

const none = -1

func (u *unit) heading() bool { return u.block.Kind == doc.Heading }

// aloud is the text as it is read aloud.
func (u *unit) aloud() string {
	if !u.told {
		u.begin()
		u.said, u.told = utter(u.side.joint([]int{u.block.Index}), nil)(), true
	}
	return u.said
}

// size says how much a reader has to move when this block moves: bytes of text, so that one long paragraph outweighs one
// short item, and a part that is no text at all next to nothing.
func (u *unit) size() int {
	if u.block.Boiler || u.block.Kind == doc.Rule || u.block.Kind == doc.Attribute {
		return 0
	}
	return len(u.block.Text)
}

// pair is two neighbouring words: the first in the upper half.
type pair uint64

func pairOf(a, b int32) pair { return pair(uint32(a))<<32 | pair(uint32(b)) }

// lexicon numbers words across both sides and weighs them.
type lexicon struct {
	words map[string]int32
	df    []int32 // in how many read units each word stands, by number of the word
	units int
	w     []float64 // the weight of each word
	buf   []byte    // for looking words up without an allocation
}

// newLexicon has room for some words.
func newLexicon(room int) *lexicon {
	return &lexicon{words: make(map[string]int32, room), df: make([]int32, 0, room)}
}

// word is the number of a token's regionalForm.
func (x *lexicon) word(t *text.Token) int32 {
	s := t.Norm
	if t.Regional != "" {
		s = t.Regional
	}
	var ascii bool
	if x.buf, ascii = appendLower(x.buf[:0], s); !ascii {
		x.buf = append(x.buf[:0], strings.ToLower(s)...)
	}
	if id, ok := x.words[string(x.buf)]; ok {
		return id
	}
	return x.learn(string(x.buf))
}

// learn is the number of a word that is new.
func (x *lexicon) learn(word string) int32 {
	id := int32(len(x.words))
	x.words[word] = id
	x.df = append(x.df, 0)
	return id
}

// appendLower appends a text in lower case, and says whether it could: only where the text is ASCII.
func appendLower(b []byte, s string) (lower []byte, ascii bool) {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return b, false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b, true
}

// tokenize cuts a unit into words, the first step of reading it.
func (u *unit) tokenize() {
	u.begin()
	u.read = true
	tokens := u.side.tokensOf(u.block.Index)
	u.print = text.PrintOf(tokens)
	u.linked = slices.ContainsFunc(tokens, func(t text.Token) bool { return t.Class == text.Target })
}

// number numbers the words of units, the second step.
func (x *lexicon) number(units []*unit) {
	for _, u := range units {
		tokens := u.side.tokensOf(u.block.Index)
		u.words = make([]int32, 0, len(tokens)/2+1)
		for i := range tokens {
			switch tokens[i].Class {
			case text.Word, text.Number, text.URL:
				u.words = append(u.words, x.word(&tokens[i]))
			}
		}
	}
}

// adopt takes in the words of another lexicon, which gave units their numbers.
func (x *lexicon) adopt(other *lexicon, units []*unit) {
	inOrder := make([]string, len(other.words))
	for word, id := range other.words {
		inOrder[id] = word
	}
	known := make([]int32, len(inOrder))
	for i, word := range inOrder {
		id, ok := x.words[word]
		if !ok {
			id = x.learn(word)
		}
		known[i] = id
	}
	for _, u := range units {
		for i, w := range u.words {
			u.words[i] = known[w]
		}
	}
}

// sortWords makes the sorted lists of a unit's words and pairs, the third step.
func (u *unit) sortWords() {
	u.singly = slices.Clone(u.words)
	slices.Sort(u.singly)
	u.pairs = make([]pair, 0, len(u.words))
	for i := 1; i < len(u.words); i++ {
		u.pairs = append(u.pairs, pairOf(u.words[i-1], u.words[i]))
	}
	slices.Sort(u.pairs)
}

// count enters a unit in how many have each word, the last step.
func (x *lexicon) count(u *unit) {
	eachOnce(u.singly, func(word int32) { x.df[word]++ })
	x.units++
}

// bag is a multiset of words and pairs with its weight: what similarity is measured on. Several blocks joined, or what is
// left of a block after a part was found elsewhere, are bags like any other.
type bag struct {
	singly          []int32
	pairs           []pair
	wSingly, wPairs float64
}

// without is a less b, both sorted multisets.
func without[T cmp.Ordered](a, b []T) []T {
	var out []T
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

// farLonger is how many times as long one of two lists is where it is quicker to look each element of the other up in it:
// a text of a megabyte may be held against each of ten thousand short ones.
const farLonger = 32

// common calls f for every element of the intersection of two sorted multisets, in order.
func common[T cmp.Ordered](a, b []T, f func(T)) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) > farLonger*len(a) {
		for _, x := range a {
			at, found := slices.BinarySearch(b, x)
			b = b[at:]
			if found {
				f(x)
				b = b[1:]
			}
		}
		return
	}
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
