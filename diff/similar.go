package diff

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"

	"policylog/diff/doc"
)

// rarest bounds the candidate index: a word or pair in more blocks than this says nothing about which block to look at,
// and following it would cost quadratic time.
const rarest = 48

// perBlock is how many candidates a block keeps.
const perBlock = 8

// weightOf is the inverse document frequency of a word among the blocks read.
func (x *lexicon) weightOf(word int32) float64 {
	return math.Log(1 + float64(x.units)/float64(max(x.df[word], 1)))
}

// weighIn computes the weights of all words seen so far; similarities use these until the next call.
func (x *lexicon) weighIn() {
	x.w = x.w[:0]
	for id := range x.df {
		x.w = append(x.w, x.weightOf(int32(id)))
	}
}

// weightOfPair is the mean of the weights of its words, so that a pair of common words says no more than they do.
func (x *lexicon) weightOfPair(p pair) float64 { return (x.w[p>>32] + x.w[uint32(p)]) / 2 }

// bag makes a weighted bag of sorted words and pairs.
func (x *lexicon) bag(singly []int32, pairs []pair) bag {
	b := bag{singly: singly, pairs: pairs}
	for _, id := range singly {
		b.wSingly += x.w[id]
	}
	for _, p := range pairs {
		b.wPairs += x.weightOfPair(p)
	}
	return b
}

// shared is the weight of what two bags have in common: words, and pairs.
func (x *lexicon) shared(a, b bag) (singly, pairs float64) {
	common(a.singly, b.singly, func(id int32) { singly += x.w[id] })
	common(a.pairs, b.pairs, func(p pair) { pairs += x.weightOfPair(p) })
	return singly, pairs
}

// few is the number of words below which neighbouring words are too few to say anything.
const few = 3

// similarity of two bags, from 0 to 1: the mean of the Dice coefficients of their words and of their pairs of
// neighbouring words, each weighted by inverse document frequency. Where one all but contains the other, as after a
// split or where much was added, containment counts too, for less the more their sizes differ.
func (x *lexicon) similarity(a, b bag) float64 {
	if len(a.singly) == 0 || len(b.singly) == 0 {
		return 0
	}
	s, p := x.shared(a, b)
	dice, held := 2*s/(a.wSingly+b.wSingly), s/min(a.wSingly, b.wSingly)
	if len(a.singly) >= few && len(b.singly) >= few {
		dice = (dice + 2*p/(a.wPairs+b.wPairs)) / 2
		held = (held + p/min(a.wPairs, b.wPairs)) / 2
	}
	if held >= 0.6 && min(len(a.singly), len(b.singly)) > few {
		ratio := min(a.wSingly, b.wSingly) / max(a.wSingly, b.wSingly)
		dice = max(dice, held*(0.42+0.4*ratio))
	}
	return dice
}

// heldBy says how much of part stands in whole, from 0 to 1.
func (x *lexicon) heldBy(part, whole bag) float64 {
	if len(part.singly) == 0 {
		return 0
	}
	s, p := x.shared(part, whole)
	if len(part.singly) < few {
		return s / part.wSingly
	}
	return (s/part.wSingly + p/part.wPairs) / 2
}

// candidate is a pair that may be the same block.
type candidate struct {
	old, new int
	sim      float64
	score    float64
}

// candidates finds for each free old unit the free new ones that are most like it, through an inverted index of words
// and pairs that leaves out the frequent ones.
func (a *aligner) candidates() []candidate {
	olds, news := a.comparables(a.old), a.comparables(a.new)
	inParallel(len(news), func(i int) { a.prepare(a.new[news[i]]) })
	x := a.indexOf(news, a.sketchOf(olds))
	found := make([][]candidate, len(olds))
	tallies := sync.Pool{New: func() any { return &tally{score: make([]float64, len(a.new))} }}
	inParallel(len(olds), func(i int) {
		t := tallies.Get().(*tally)
		found[i] = a.candidatesOf(olds[i], x, t)
		tallies.Put(t)
	})
	return slices.Concat(found...)
}

// comparables are the positions of the units that are comparable.
func (a *aligner) comparables(units []*unit) []int {
	var out []int
	for i, u := range units {
		if a.comparable(u) {
			out = append(out, i)
		}
	}
	return out
}

// candidatesOf finds the new units that are most like an old one.
func (a *aligner) candidatesOf(o int, x *index, t *tally) []candidate {
	u := a.old[o]
	eachOnce(u.singly, func(word int32) { x.words.look(word, a.lex.w[word], t) })
	eachOnce(u.pairs, func(p pair) {
		if k, ok := x.numbers[p]; ok {
			x.pairs.look(k, a.lex.weightOfPair(p), t)
		}
	})
	least := a.bagOf(u).wSingly / 4
	for _, n := range t.found {
		// What is shared counts for more the smaller the other block is: long blocks share something with every block.
		b := a.bagOf(a.new[n])
		t.score[n] /= b.wSingly + b.wPairs + least
	}
	out := make([]candidate, 0, perBlock)
	for _, n := range t.best() {
		if sim := a.similar(o, int(n)); sim >= leastSimilar {
			out = append(out, candidate{old: o, new: int(n), sim: sim})
		}
	}
	t.clear()
	return out
}

// index lists for each word and pair the new blocks that hold it, but for pairs that no old block has.
type index struct {
	words, pairs postings
	numbers      map[pair]int32 // of the pairs, as pairs has them
}

func (a *aligner) indexOf(news []int, wanted sketch) *index {
	size := 0
	for _, n := range news {
		size += len(a.new[n].singly)
	}
	x := &index{words: newPostings(len(a.lex.df), size), numbers: make(map[pair]int32)}
	for _, n := range news {
		eachOnce(a.new[n].singly, func(word int32) { x.words.add(word, n) })
		eachOnce(a.new[n].pairs, func(p pair) {
			if !wanted.mayHave(p) {
				return
			}
			k, ok := x.numbers[p]
			if !ok {
				k = int32(len(x.numbers))
				x.numbers[p] = k
			}
			x.pairs.add(k, n)
		})
	}
	return x
}

// sketch knows of nearly every pair that is not in some blocks that it is not: a bit for each pair that is.
type sketch struct {
	bits  []uint64
	shift int // what is left of a hash is the number of a bit
}

func (a *aligner) sketchOf(olds []int) sketch {
	size := 0
	for _, o := range olds {
		size += len(a.old[o].pairs)
	}
	log := max(6, bits.Len(uint(size))+3) // eight bits or more for each pair
	s := sketch{make([]uint64, 1<<(log-6)), 64 - log}
	for _, o := range olds {
		for _, p := range a.old[o].pairs {
			k := s.bit(p)
			s.bits[k/64] |= 1 << (k % 64)
		}
	}
	return s
}

// bit is the number of a pair's bit.
func (s sketch) bit(p pair) uint64 { return uint64(p) * 0x9E3779B97F4A7C15 >> s.shift } // Fibonacci hashing, Knuth 6.4

func (s sketch) mayHave(p pair) bool {
	k := s.bit(p)
	return s.bits[k/64]>>(k%64)&1 == 1
}

// eachOnce calls do for the elements of a sorted list, for equal ones once.
func eachOnce[T comparable](sorted []T, do func(T)) {
	for i, x := range sorted {
		if i == 0 || x != sorted[i-1] {
			do(x)
		}
	}
}

// postings list for each feature, a number, the blocks that hold it, up to one more than says anything: as chains of
// places, since most are in one block or two and a list for each of them would be thousands.
type postings struct {
	chains []chain
	places []place
}

type chain struct{ first, last, length int32 }

type place struct{ block, next int32 }

// newPostings has features already, and room for some places.
func newPostings(features, room int) postings {
	return postings{make([]chain, features, max(features, room)), make([]place, 0, room)}
}

// add enters a block for a feature, which is known or the next.
func (x *postings) add(feature int32, block int) {
	if int(feature) == len(x.chains) {
		x.chains = append(x.chains, chain{})
	}
	c := &x.chains[feature]
	if c.length > rarest {
		return
	}
	at := int32(len(x.places))
	x.places = append(x.places, place{int32(block), none})
	if c.length == 0 {
		c.first = at
	} else {
		x.places[c.last].next = at
	}
	c.last, c.length = at, c.length+1
}

// look adds the weight of a feature to the blocks that hold it.
func (x *postings) look(feature int32, weight float64, t *tally) {
	c := x.chains[feature]
	if c.length == 0 || c.length > rarest {
		return
	}
	for at := c.first; at != none; at = x.places[at].next {
		n := x.places[at].block
		if t.score[n] == 0 {
			t.found = append(t.found, n)
		}
		t.score[n] += weight
	}
}

// tally adds up what blocks have in common with one.
type tally struct {
	score []float64
	found []int32 // the blocks with a score
}

// best are the blocks with the highest scores, those first that stand first where scores are equal.
func (t *tally) best() []int32 {
	better := func(i, j int32) bool {
		return t.score[i] > t.score[j] || t.score[i] == t.score[j] && i < j
	}
	best := t.found[:0:0]
	for _, n := range t.found {
		at := len(best)
		for at > 0 && better(n, best[at-1]) {
			at--
		}
		if at < perBlock {
			best = slices.Insert(best[:min(len(best), perBlock-1)], at, n)
		}
	}
	return best
}

func (t *tally) clear() {
	for _, n := range t.found {
		t.score[n] = 0
	}
	t.found = t.found[:0]
}

// comparable says whether a unit is still to be aligned by its words. Headings are aligned with their sections.
func (a *aligner) comparable(u *unit) bool {
	return u.link == none && !u.heading() && len(u.words) > 0
}

func (a *aligner) bagOf(u *unit) bag {
	if !u.bagged {
		u.begin()
		u.bag, u.bagged = a.lex.bag(u.singly, u.pairs), true
	}
	return u.bag
}

// prepare makes what similar keeps with a unit, which must be there before several ask for it at once.
func (a *aligner) prepare(u *unit) {
	a.bagOf(u)
	if a.script != sameScript {
		u.aloud()
	}
}

// sameTargets is what it adds to the similarity of two units that they link to the same places.
const sameTargets = 0.2

// similar is the similarity of two units, less where they are of different kinds.
func (a *aligner) similar(o, n int) float64 {
	old, new := a.old[o], a.new[n]
	sim := a.lex.similarity(a.bagOf(old), a.bagOf(new))
	if a.script.same(old.aloud, new.aloud) {
		sim = 1 // in the words of two regions, which the bags do not know for one
	}
	if sim > 0 && old.print.Targets == new.print.Targets && old.linked && new.linked {
		sim = min(1, sim+sameTargets)
	}
	if old.block.Kind != new.block.Kind {
		sim *= 0.9
		if (old.block.Kind == doc.Row) != (new.block.Kind == doc.Row) {
			sim *= 0.9
		}
	}
	return sim
}

// leastSimilar is below what no two blocks are taken for one, wherever they stand: unrelated clauses of policies, which
// share their vocabulary, stay under it.
const leastSimilar = 0.22

// context says how well a pair fits what is aligned around it.
func (a *aligner) context(c candidate, lo, hi []int) float64 {
	fit := 0.0
	if a.linked(c.old-1, c.new-1) {
		fit += 0.09
	}
	if a.linked(c.old+1, c.new+1) {
		fit += 0.09
	}
	if lo[c.old] < c.new && c.new < hi[c.old] {
		fit += 0.06
	}
	if a.sameSection(c.old, c.new) {
		fit += 0.06
	}
	return fit
}

// boilerplate says whether a block is a short one that stands in several places.
func (a *aligner) boilerplate(u *unit) bool { return u.repeated && u.size() < longEnough }

// tooFew says whether a pair that differs has too few words to be told by them, wherever it stands: Sep 29, 2019 is not
// Sep 29, 2023 elsewhere. In its place it is found later (linkInGaps).
func (a *aligner) tooFew(c candidate) bool {
	return c.sim < 1 && min(len(a.old[c.old].words), len(a.new[c.new].words)) <= few
}

// sameSection says whether two units stand under headings that are aligned.
func (a *aligner) sameSection(o, n int) bool {
	so, sn := a.old[o].block.Section, a.new[n].block.Section
	if so == doc.None || sn == doc.None {
		return so == sn
	}
	return a.old[a.oldDoc.Sections[so].Heading].link == a.newDoc.Sections[sn].Heading
}

// mostRounds bounds how often candidates are judged anew.
const mostRounds = 6

// linkSimilar links the best candidates down to a score, best first. Candidates are judged anew in each round, since each
// link makes its neighbours likelier.
func (a *aligner) linkSimilar(cands []candidate, least float64) {
	for range mostRounds {
		lo, hi := a.bounds()
		var open []candidate
		for _, c := range cands {
			if a.old[c.old].link != none || a.new[c.new].link != none {
				continue
			}
			fit := a.context(c, lo, hi)
			if fit == 0 && (a.boilerplate(a.old[c.old]) || a.boilerplate(a.new[c.new])) {
				continue
			}
			if a.tooFew(c) {
				continue
			}
			if c.score = c.sim + fit; c.score >= least {
				open = append(open, c)
			}
		}
		if len(open) == 0 {
			return
		}
		slices.SortFunc(open, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
		})
		for _, c := range open {
			if a.old[c.old].link == none && a.new[c.new].link == none {
				a.join(c.old, c.new)
			}
		}
		a.absorb()
	}
}
