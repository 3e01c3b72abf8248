package diff

// mostParts bounds how many blocks a split or merge takes in.
const mostParts = 12

// enoughHeld is how much of a block must stand in the rest of its neighbour's counterpart for it to be a part of it.
const enoughHeld = 0.45

// wholly is how much must, where the block is boilerplate that stands elsewhere too.
const wholly = 0.95

// absorb finds splits and merges: where a linked block holds more than its counterpart does, and a free block beside the
// counterpart is made of just that, the free block is a second part of it; and so on outwards. One side of a
// split or merge stays a single block.
func (a *aligner) absorb() { a.absorbPast(0) }

// absorbPast is absorb where up to so many headings that nothing is linked with may stand between the parts: those under which
// a part was put, or that were taken away when it was joined with what stood above.
func (a *aligner) absorbPast(headings int) {
	for o := range a.old {
		n := a.old[o].link
		if n == none || a.new[n].link != o || !a.old[o].read || !a.new[n].read || a.old[o].heading() || a.new[n].heading() {
			continue
		}
		if len(a.old[o].parts) == 0 {
			a.absorbInto(a.new[n], a.old, o, headings)
		}
		if len(a.new[n].parts) == 0 {
			a.absorbInto(a.old[o], a.new, n, headings)
		}
	}
}

// absorbInto looks on both sides of units[at], the counterpart of whole, for further parts of whole. The parts of a merge
// are kept by the new unit, those of a split by the old one.
func (a *aligner) absorbInto(whole *unit, units []*unit, at, headings int) {
	first, last := at, at
	for _, p := range whole.parts {
		first, last = min(first, p), max(last, p)
	}
	after, before := a.freeBeside(units, last, 1, headings), a.freeBeside(units, first, -1, headings)
	if after == none && before == none {
		return
	}
	rest := a.rest(whole, units, at)
	for last-first+1 < mostParts && len(rest.singly) > 0 {
		next := none
		var best float64
		for _, i := range []int{after, before} {
			if i == none {
				continue
			}
			enough := enoughHeld
			if units[i].repeated {
				enough = wholly
			}
			if held := a.lex.heldBy(a.bagOf(units[i]), rest); held >= enough && held > best {
				next, best = i, held
			}
		}
		if next == none {
			return
		}
		units[next].link = units[at].link
		whole.parts = append(whole.parts, next)
		first, last = min(first, next), max(last, next)
		after, before = a.freeBeside(units, last, 1, headings), a.freeBeside(units, first, -1, headings)
		rest = a.rest(whole, units, at)
	}
}

// freeBeside is the free unit beside a position, step 1 after it and -1 before it, past so many headings that are free as
// well; none where there is none.
func (a *aligner) freeBeside(units []*unit, at, step, headings int) int {
	for i := at + step; i >= 0 && i < len(units); i += step {
		switch {
		case a.comparable(units[i]):
			return i
		case headings == 0 || units[i].link != none || !units[i].heading():
			return none
		}
		headings--
	}
	return none
}

// rest is what of whole is not in its counterpart and the parts found so far.
func (a *aligner) rest(whole *unit, units []*unit, at int) bag {
	singly, pairs := without(whole.singly, units[at].singly), without(whole.pairs, units[at].pairs)
	for _, p := range whole.parts {
		singly, pairs = without(singly, units[p].singly), without(pairs, units[p].pairs)
	}
	return a.lex.bag(singly, pairs)
}
