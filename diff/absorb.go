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
func (a *aligner) absorb() {
	for o := range a.old {
		n := a.old[o].link
		if n == none || a.new[n].link != o || !a.old[o].read || !a.new[n].read || a.old[o].heading() || a.new[n].heading() {
			continue
		}
		if len(a.old[o].parts) == 0 {
			a.absorbInto(a.new[n], a.old, o)
		}
		if len(a.new[n].parts) == 0 {
			a.absorbInto(a.old[o], a.new, n)
		}
	}
}

// absorbInto looks on both sides of units[at], the counterpart of whole, for further parts of whole. The parts of a merge
// are kept by the new unit, those of a split by the old one.
func (a *aligner) absorbInto(whole *unit, units []*unit, at int) {
	first, last := at, at
	for _, p := range whole.parts {
		first, last = min(first, p), max(last, p)
	}
	if !a.freeAt(units, last+1) && !a.freeAt(units, first-1) {
		return
	}
	rest := a.rest(whole, units, at)
	for last-first+1 < mostParts && len(rest.singly) > 0 {
		next := none
		var best float64
		for _, i := range []int{last + 1, first - 1} {
			if !a.freeAt(units, i) {
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
		rest = a.rest(whole, units, at)
	}
}

func (a *aligner) freeAt(units []*unit, i int) bool {
	return i >= 0 && i < len(units) && a.comparable(units[i])
}

// rest is what of whole is not in its counterpart and the parts found so far.
func (a *aligner) rest(whole *unit, units []*unit, at int) bag {
	singly, pairs := without(whole.singly, units[at].singly), without(whole.pairs, units[at].pairs)
	for _, p := range whole.parts {
		singly, pairs = without(singly, units[p].singly), without(pairs, units[p].pairs)
	}
	return a.lex.bag(singly, pairs)
}
