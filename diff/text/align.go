package text

import (
	"github.com/sergi/go-diff/diffmatchpatch"
)

// aligner compares the contents of two texts.
type aligner struct {
	oldRaw, newRaw         string
	old, new               []Token
	contentOld, contentNew []int
	a, b                   []rune // one symbol a token of content: equal symbols, equal content
	edits                  []edit
}

// symbols gives tokens of equal content the same rune.
type symbols map[symbol]rune

type symbol struct {
	class Class
	norm  string
}

func (s symbols) of(tokens []Token, content []int) []rune {
	list := make([]rune, len(content))
	for i, at := range content {
		t := &tokens[at]
		class := t.Class
		if class == Number || class == URL {
			class = Word
		}
		key := symbol{class, t.Norm}
		r, ok := s[key]
		if !ok {
			r = rune(len(s) + 1)
			if r >= 0xD800 {
				r += 0x800 // surrogates are no runes: as text they would all be the same
			}
			s[key] = r
		}
		list[i] = r
	}
	return list
}

// align finds the edits between two contents, in order and apart from each other.
func (al *aligner) align() []edit {
	table := make(symbols, len(al.contentOld))
	al.a, al.b = table.of(al.old, al.contentOld), table.of(al.new, al.contentNew)
	al.compare(0, len(al.a), 0, len(al.b))
	al.tidy()
	return al.edits
}

// phrase is how many tokens in a row are looked for where no single token is unique.
const phrase = 5

// quadratic bounds the product of lengths up to which two stretches are compared exactly.
const quadratic = 1 << 18

// compare aligns a[a0:a1] with b[b0:b1]: what is equal at both ends first, then along the tokens that stand once on
// either side (Bram Cohen's patience diff), or phrases that do, then exactly (Myers, by go-diff) where that is affordable.
func (al *aligner) compare(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && al.a[a0] == al.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && al.a[a1-1] == al.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	switch {
	case a0 == a1 && b0 == b1:
	case a0 == a1 || b0 == b1:
		al.add(edit{a0, a1, b0, b1})
	case (a1-a0)*(b1-b0) <= quadratic:
		al.exact(a0, a1, b0, b1)
	default:
		anchors := al.anchors(a0, a1, b0, b1, 1)
		if len(anchors) == 0 {
			anchors = al.anchors(a0, a1, b0, b1, phrase)
		}
		if len(anchors) == 0 {
			al.add(edit{a0, a1, b0, b1})
			return
		}
		for _, p := range anchors {
			al.compare(a0, p[0], b0, p[1])
			a0, b0 = p[0]+1, p[1]+1
		}
		al.compare(a0, a1, b0, b1)
	}
}

// add appends an edit, joined with the last one where they touch.
func (al *aligner) add(e edit) {
	if n := len(al.edits); n > 0 && al.edits[n-1].a1 == e.a0 && al.edits[n-1].b1 == e.b0 {
		al.edits[n-1].a1, al.edits[n-1].b1 = e.a1, e.b1
		return
	}
	al.edits = append(al.edits, e)
}

// exact compares a stretch with go-diff. Its time-out is off: the result must not depend on the machine.
func (al *aligner) exact(a0, a1, b0, b1 int) {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	for _, x := range d.DiffMainRunes(al.a[a0:a1], al.b[b0:b1], false) {
		n := len([]rune(x.Text))
		switch x.Type {
		case diffmatchpatch.DiffEqual:
			a0, b0 = a0+n, b0+n
		case diffmatchpatch.DiffDelete:
			al.add(edit{a0, a0 + n, b0, b0})
			a0 += n
		case diffmatchpatch.DiffInsert:
			al.add(edit{a0, a0, b0, b0 + n})
			b0 += n
		}
	}
}

// anchors returns the longest series, rising on both sides, of places where the next n tokens are the same and stand
// once on either side.
func (al *aligner) anchors(a0, a1, b0, b1, n int) [][2]int {
	type seen struct{ inA, inB, at int }
	count := make(map[[phrase]rune]*seen, a1-a0)
	key := func(list []rune, i int) (k [phrase]rune) {
		copy(k[:n], list[i:])
		return k
	}
	for i := a0; i+n <= a1; i++ {
		k := key(al.a, i)
		s := count[k]
		if s == nil {
			s = new(seen)
			count[k] = s
		}
		s.inA++
	}
	for j := b0; j+n <= b1; j++ {
		if s := count[key(al.b, j)]; s != nil {
			s.inB++
			s.at = j
		}
	}
	var pairs [][2]int
	for i := a0; i+n <= a1; i++ {
		if s := count[key(al.a, i)]; s.inA == 1 && s.inB == 1 {
			pairs = append(pairs, [2]int{i, s.at})
		}
	}
	return rising(pairs)
}

// rising returns the longest subsequence of pairs, in order of their first member, whose second members rise.
func rising(pairs [][2]int) [][2]int {
	var tails []int // index of the pair that ends the best series of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		lo, hi := 0, len(tails)
		for lo < hi {
			mid := (lo + hi) / 2
			if pairs[tails[mid]][1] < p[1] {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		before[i] = -1
		if lo > 0 {
			before[i] = tails[lo-1]
		}
		if lo == len(tails) {
			tails = append(tails, i)
		} else {
			tails[lo] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	series := make([][2]int, len(tails))
	for i, k := len(tails)-1, tails[len(tails)-1]; k >= 0; i, k = i-1, before[k] {
		series[i] = pairs[k]
	}
	return series
}
