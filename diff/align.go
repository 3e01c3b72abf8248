package diff

import (
	"slices"

	"policylog/diff/doc"
	"policylog/diff/order"
	"policylog/diff/text"
)

// aligner finds which blocks of two documents are the same ones. It works in one direction whatever the caller's, so that
// the links of A against B mirror those of B against A.
type aligner struct {
	oldDoc, newDoc *doc.Document
	old, new       []*unit
	lex            *lexicon
	script         scriptPair
}

// group is one row to be: old blocks aligned with new ones, at most one side with more than one, or one side empty.
type group struct {
	old, new []int
	moved    bool
}

// align groups the blocks of two documents. Every block is in exactly one group.
func align(old, new *side) []group {
	if old.doc.Source > new.doc.Source {
		groups := align(new, old)
		for i := range groups {
			groups[i].old, groups[i].new = groups[i].new, groups[i].old
		}
		return groups
	}
	a := &aligner{oldDoc: old.doc, newDoc: new.doc, script: scriptsOf(old.lang, new.lang)}
	a.old, a.new = units(old), units(new)
	a.anchorEqual()
	if a.read() {
		a.anchorFolded()
		a.readBackground()
		a.lex.weighIn()
		cands := a.candidates()
		a.linkSimilar(cands, 0.62)
		a.linkHeadings()
		a.linkSimilar(cands, 0.46)
		a.linkHeadings()
		a.linkInGaps()
		a.linkStatements()
		a.absorbPast(1)
		a.dropStrays()
	}
	return a.groups()
}

func units(s *side) []*unit {
	all := make([]unit, len(s.doc.Blocks))
	out := make([]*unit, len(s.doc.Blocks))
	for i := range s.doc.Blocks {
		all[i] = unit{block: &s.doc.Blocks[i], side: s, reading: unread, link: none}
		out[i] = &all[i]
	}
	return out
}

// anchorEqual links what is equal to the letter.
func (a *aligner) anchorEqual() {
	type raw struct {
		heading bool
		text    string
	}
	ids := make(map[raw]int32, len(a.old)+len(a.new))
	keys := func(units []*unit) []int32 {
		out := make([]int32, len(units))
		for i, u := range units {
			k := raw{u.heading(), u.block.Text}
			id, ok := ids[k]
			if !ok {
				id = int32(len(ids))
				ids[k] = id
			}
			out[i] = id
		}
		return out
	}
	oldKeys := keys(a.old)
	newKeys := keys(a.new)
	a.anchor(oldKeys, newKeys, len(ids))
}

// background is how many blocks are read at least before words are weighed.
const background = 24

// wordsPerBlock is how many words a block has that no block before it has, at a guess.
const wordsPerBlock = 4

// read tokenizes what is left over, and says whether there is something on both sides.
func (a *aligner) read() bool {
	olds, news := free(a.old, 0, len(a.old)), free(a.new, 0, len(a.new))
	if len(olds) == 0 || len(news) == 0 {
		return false
	}
	units := make([]*unit, 0, len(olds)+len(news))
	for _, i := range olds {
		units = append(units, a.old[i])
	}
	for _, i := range news {
		units = append(units, a.new[i])
	}
	// The words of a side are numbered one block after the other; what is done before and after is the same for each whatever the others are.
	inParallel(len(units), func(i int) { units[i].tokenize() })
	a.lex = newLexicon(len(olds) * wordsPerBlock)
	ofNew := newLexicon(len(news) * wordsPerBlock)
	bothSides(len(units) >= worthwhile,
		func() { a.lex.number(units[:len(olds)]) },
		func() { ofNew.number(units[len(olds):]) })
	a.lex.adopt(ofNew, units[len(olds):])
	inParallel(len(units), func(i int) { units[i].sortWords() })
	for _, u := range units {
		a.lex.count(u)
	}
	return true
}

// readBackground reads some more blocks, spread evenly, where only few had to be read, so that common words are
// known as common.
func (a *aligner) readBackground() {
	short := background - a.lex.units
	if short <= 0 || !slices.ContainsFunc(a.old, a.comparable) || !slices.ContainsFunc(a.new, a.comparable) {
		return
	}
	for i := 0; i < len(a.old); i += max(1, len(a.old)/short) {
		if u := a.old[i]; !u.read {
			u.tokenize()
			a.lex.number([]*unit{u})
			u.sortWords()
			a.lex.count(u)
		}
	}
}

// anchorFolded links what is equal after normalization: with its links, without them, and then without regard to case,
// punctuation and regional vocabulary.
func (a *aligner) anchorFolded() {
	type print struct {
		heading bool
		a, b    uint64
	}
	for _, of := range []func(text.Print) (uint64, uint64){
		func(p text.Print) (uint64, uint64) { return p.Words, p.Targets },
		func(p text.Print) (uint64, uint64) { return p.Words, 0 },
		func(p text.Print) (uint64, uint64) { return p.Loose, 0 },
	} {
		ids := make(map[print]int32)
		keys := func(units []*unit) []int32 {
			out := make([]int32, len(units))
			for i, u := range units {
				out[i] = none
				if u.link != none || len(u.words) == 0 {
					continue
				}
				k := print{heading: u.heading()}
				k.a, k.b = of(u.print)
				id, ok := ids[k]
				if !ok {
					id = int32(len(ids))
					ids[k] = id
				}
				out[i] = id
			}
			return out
		}
		oldKeys := keys(a.old)
		newKeys := keys(a.new)
		a.anchor(oldKeys, newKeys, len(ids))
	}
}

// linkInGaps links what is left between blocks that stayed, in order, by the weight of what is alike and with less asked
// of it, since place speaks for it.
func (a *aligner) linkInGaps() {
	for _, g := range a.gaps() {
		olds, news := a.freeText(a.old, g.old0, g.old1), a.freeText(a.new, g.new0, g.new1)
		if len(olds)*len(news) <= mostInGap {
			for _, p := range a.heaviestInOrder(olds, news) {
				a.join(p[0], p[1])
			}
		}
	}
}

// mostInGap bounds the pairs of blocks compared in one gap.
const mostInGap = 4096

func (a *aligner) freeText(units []*unit, from, to int) []int {
	var out []int
	for _, i := range free(units, from, to) {
		if !units[i].heading() {
			out = append(out, i)
		}
	}
	return out
}

// heaviestInOrder aligns two lists in order so that the sum of similarities is greatest (Needleman and Wunsch), pairs that
// are unlike left out.
func (a *aligner) heaviestInOrder(olds, news []int) [][2]int {
	if len(olds) == 0 || len(news) == 0 {
		return nil
	}
	width := len(news) + 1
	sims, table := a.likenesses(olds, news), make([]float64, (len(olds)+1)*width)
	for i := len(olds) - 1; i >= 0; i-- {
		for j := len(news) - 1; j >= 0; j-- {
			best := max(table[(i+1)*width+j], table[i*width+j+1])
			if sim := sims[i*len(news)+j]; sim >= leastInGap {
				best = max(best, table[(i+1)*width+j+1]+sim)
			}
			table[i*width+j] = best
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(olds) && j < len(news); {
		here, sim := table[i*width+j], sims[i*len(news)+j]
		switch {
		case sim >= leastInGap && here == table[(i+1)*width+j+1]+sim:
			out = append(out, [2]int{olds[i], news[j]})
			i++
			j++
		case here == table[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	return out
}

// likenesses are how alike in their place the units of two lists are, all of one old unit after the other.
func (a *aligner) likenesses(olds, news []int) []float64 {
	sims := make([]float64, len(olds)*len(news))
	if len(sims) >= worthwhile {
		inParallel(len(olds), func(i int) { a.prepareInPlace(a.old[olds[i]]) })
		inParallel(len(news), func(i int) { a.prepareInPlace(a.new[news[i]]) })
	}
	inParallel(len(sims), func(k int) { sims[k] = a.likeInPlace(olds[k/len(news)], news[k%len(news)]) })
	return sims
}

// prepareInPlace is prepare for likeInPlace.
func (a *aligner) prepareInPlace(u *unit) {
	a.prepare(u)
	a.shapeOf(u)
}

// leastInGap is the similarity asked of a pair whose place agrees.
const leastInGap = 0.25

// likeInPlace is similarity for units between the same neighbours, where parts without words (rules, attribute
// lines) are like their own kind.
func (a *aligner) likeInPlace(o, n int) float64 {
	old, new := a.old[o], a.new[n]
	if len(old.words) == 0 || len(new.words) == 0 {
		if len(old.words) == len(new.words) && old.block.Kind == new.block.Kind {
			return 0.5
		}
		return 0
	}
	sim := a.similar(o, n)
	switch {
	case sim < likeShaped && a.sameShape(o, n):
		return likeShaped
	case sim < leastInGap && old.linked && new.linked && old.print.Targets == new.print.Targets:
		return leastInGap // another name for what it links to
	case sim < leastInGap && sim >= leastInOrder && min(len(old.words), len(new.words)) >= sentence:
		if inOrder := a.alikeInOrder(old, new); inOrder >= mostlyInOrder {
			return inOrder
		}
	}
	return sim
}

const (
	leastInOrder  = 0.08 // the similarity from which it is worth looking whether what two units have in common is in order
	mostlyInOrder = 0.38 // how much of them must be
	sentence      = 10   // and how many words they must have: short items are often made alike
)

// alikeInOrder is the weight of the words that two units have in common in the same order, from 0 to 1 (Dice). It tells a
// block in which every other word was exchanged from another one on the same subject, which has as many words in common.
func (a *aligner) alikeInOrder(old, new *unit) float64 {
	if len(old.words)*len(new.words) > mostCells {
		return 0
	}
	row := make([]float64, len(new.words)+1)
	for _, x := range old.words {
		diagonal := 0.0
		for j, y := range new.words {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + a.lex.w[x]
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return 2 * row[len(new.words)] / (a.bagOf(old).wSingly + a.bagOf(new).wSingly)
}

// likeShaped is how alike two units count that differ in their dates or numbers alone.
const likeShaped = 0.6

// dropStrays unlinks what cannot be told to have moved: parts without words that left their neighbours.
func (a *aligner) dropStrays() {
	stayed := a.chain()
	for o, u := range a.old {
		if u.link == none || stayed[o] || u.size() >= longEnough || a.linked(o-1, u.link-1) || a.linked(o+1, u.link+1) {
			continue
		}
		if v := a.new[u.link]; u.read && len(u.words) == 0 && len(u.parts)+len(v.parts) == 0 {
			u.link, v.link = none, none
		}
	}
}

// weigh is what a block weighs in the chain of what stayed: first of all one block, so that the fewest move, and then by
// its size, so that of two the smaller does.
func weigh(size int) int64 {
	if size == 0 {
		return 1
	}
	return 1000 + int64(min(size, 1000))/2
}

// groups turns links into groups, in the order of their old, then new, blocks, and marks those that moved.
func (a *aligner) groups() []group {
	at := positionsBelow(max(len(a.old), len(a.new)))
	out := make([]group, 0, len(at)+len(at)/4)
	for o, u := range a.old {
		if u.link == none {
			out = append(out, group{old: at.only(o)})
			continue
		}
		v := a.new[u.link]
		if v.link != o {
			continue // a further part of a merge, listed with the first
		}
		g := group{old: at.and(o, v.parts), new: at.and(u.link, u.parts)}
		out = append(out, g)
	}
	for n, v := range a.new {
		if v.link == none {
			out = append(out, group{new: at.only(n)})
		}
	}
	links := make([]order.Link, 0, len(out))
	for _, g := range out {
		if len(g.old) > 0 && len(g.new) > 0 {
			links = append(links, order.Link{
				Old: g.old[0], New: g.new[0], Weight: weigh(min(textSize(a.old, g.old), textSize(a.new, g.new))),
			})
		}
	}
	stayed := order.Heaviest(links)
	for i, g := range out {
		if len(g.old) > 0 && len(g.new) > 0 {
			out[i].moved, stayed = !stayed[0], stayed[1:]
		}
	}
	return out
}

func textSize(units []*unit, at []int) int {
	n := 0
	for _, i := range at {
		n += units[i].size()
	}
	return n
}

// positions are the numbers below n, for lists of one of them that need no memory of their own.
type positions []int

func positionsBelow(n int) positions {
	p := make(positions, n)
	for i := range p {
		p[i] = i
	}
	return p
}

func (p positions) only(at int) []int { return p[at : at+1 : at+1] }

// and is the sorted list of a position and further ones.
func (p positions) and(at int, more []int) []int {
	if len(more) == 0 {
		return p.only(at)
	}
	out := append([]int{at}, more...)
	slices.Sort(out)
	return out
}
