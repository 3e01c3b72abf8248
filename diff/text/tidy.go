package text

import (
	"strings"
	"unicode/utf8"
)

// tidy makes edits as a person would draw them: an edit that could stand at several places goes to where a sentence, a
// clause or a word ends, and edits with next to nothing between them become one. It keeps them correct: what is equal
// between edits stays equal.
func (al *aligner) tidy() {
	for i := range al.edits {
		al.slide(i)
	}
	al.edits = al.joined(al.edits)
}

// slide moves an edit that only deletes or only inserts. When the content before it repeats at its end, it may as well
// begin earlier, and the other way round: of "A, X, B" after "A, B" it is "X, " that was inserted, not ", X".
func (al *aligner) slide(i int) {
	e := &al.edits[i]
	s := side{al.a, al.old, al.contentOld, al.oldRaw}
	from, to := e.a0, e.a1
	if e.a0 == e.a1 {
		s = side{al.b, al.new, al.contentNew, al.newRaw}
		from, to = e.b0, e.b1
	} else if e.b0 != e.b1 {
		return
	}
	// How far it may go: over equal content only, up to the neighbouring edits.
	left, right := al.room(i)
	best, bestScore := 0, s.boundary(from)+s.boundary(to)
	for k := 1; k <= left && s.symbols[from-k] == s.symbols[to-k]; k++ {
		if score := s.boundary(from-k) + s.boundary(to-k); score > bestScore {
			best, bestScore = -k, score
		}
	}
	for k := 1; k <= right && s.symbols[from+k-1] == s.symbols[to+k-1]; k++ {
		if score := s.boundary(from+k) + s.boundary(to+k); score >= bestScore {
			best, bestScore = k, score
		}
	}
	e.a0, e.a1, e.b0, e.b1 = e.a0+best, e.a1+best, e.b0+best, e.b1+best
}

// furthest bounds how far an edit slides: who repeats more than this has no one right place.
const furthest = 200

// room is how many equal tokens stand before and after an edit.
func (al *aligner) room(i int) (left, right int) {
	e := al.edits[i]
	left, right = e.a0, len(al.a)-e.a1
	if i > 0 {
		left = e.a0 - al.edits[i-1].a1
	}
	if i+1 < len(al.edits) {
		right = al.edits[i+1].a0 - e.a1
	}
	return min(left, furthest), min(right, furthest)
}

// side is one of the two texts.
type side struct {
	symbols []rune
	tokens  []Token
	content []int
	raw     string
}

// boundary says how good a place between two tokens of content is for an edit to begin or end: the greater the better.
func (s *side) boundary(p int) int {
	if p == 0 || p == len(s.content) {
		return 6
	}
	before, after := &s.tokens[s.content[p-1]], &s.tokens[s.content[p]]
	gap := s.raw[before.End:after.Start]
	switch {
	case strings.Contains(gap, "\n"):
		return 5
	case before.Class == Punct && ends(before.Norm):
		return 4
	case before.Class == Punct && (before.Norm == "," || before.Norm == "、" || before.Norm == ":"):
		return 3
	case after.Class == Punct && ends(after.Norm):
		return 2
	case gap != "":
		return 2
	case before.Class == Punct || after.Class == Punct:
		return 1
	}
	return 0
}

// ends tells whether punctuation ends a sentence.
func ends(norm string) bool {
	switch norm {
	case ".", "!", "?", ";":
		return true
	}
	return false
}

// joined puts edits together that a reader would see as one: little stands between them, and much on both sides.
func (al *aligner) joined(edits []edit) []edit {
	var out []edit
	for _, e := range edits {
		out = append(out, e)
		for n := len(out); n > 1 && al.asOne(out[n-2], out[n-1]); n = len(out) {
			out[n-2].a1, out[n-2].b1 = out[n-1].a1, out[n-1].b1
			out = out[:n-1]
		}
	}
	return out
}

// asOne tells whether two neighbouring edits are to be one.
func (al *aligner) asOne(l, r edit) bool {
	if l.a1 == r.a0 {
		return true
	}
	between, stop := al.weight(l.a1, r.a0)
	if between > farApart {
		return false
	}
	least := min(al.size(l), al.size(r))
	if stop {
		return between*6 <= least
	}
	return between*3 <= least
}

// farApart is the weight of equal content that no edits, however large, are joined over.
const farApart = 24

// size is the weight of the larger side of an edit.
func (al *aligner) size(e edit) int {
	a, _ := al.weight(e.a0, e.a1)
	b, _ := weigh(al.new, al.contentNew[e.b0:e.b1])
	return max(a, b)
}

func (al *aligner) weight(a0, a1 int) (sum int, stop bool) {
	return weigh(al.old, al.contentOld[a0:a1])
}

// weigh says how much content is, about two for a Chinese character, four for a word of letters, and whether a sentence
// ends in it. What carries no meaning of its own counts least. It stops where more makes no difference.
func weigh(tokens []Token, content []int) (sum int, stop bool) {
	const enough = 8 * farApart
	for _, at := range content {
		t := &tokens[at]
		switch {
		case t.Class == Punct:
			sum += 2
			stop = stop || ends(t.Norm)
		case isParticle(t.Norm):
			sum++
		case t.Class == Word && !standsApart(t.Norm):
			sum += 2 * utf8.RuneCountInString(t.Norm)
		default:
			sum += 4
		}
		if sum > enough {
			break
		}
	}
	return sum, stop
}

// isParticle tells whether a word carries no meaning of its own.
func isParticle(norm string) bool {
	switch norm {
	case "的", "了", "之", "和", "与", "及", "或", "在", "于", "a", "an", "the", "of", "to", "and", "or", "in", "on", "for", "by":
		return true
	}
	return false
}
