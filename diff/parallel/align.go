package parallel

import (
	"math"
	"slices"

	"policylog/diff/doc"
	"policylog/diff/order"
)

const (
	mostScored = 400_000   // pairs of sections that are scored; beyond, only those near the diagonal
	mostCells  = 4_000_000 // pairs that are weighed against each other at once
	mostRounds = 16        // times that many in search of what moved
	skip       = -0.35     // what leaving one out costs, in the units of the score
	// surelyMoved is the score that a pair out of order must have: the order says nothing for it.
	surelyMoved = 1.6
)

// link is a pair of positions with its score.
type link struct {
	i, j  int
	score float64
}

// scorer rates pairs of parts.
type scorer struct {
	a, b    *side
	weights map[string]float64
	ratio   float64 // runes of B for one of A
}

func newScorer(a, b *side) *scorer {
	s := &scorer{a: a, b: b, weights: weights(a, b), ratio: (b.length + 1) / (a.length + 1)}
	for _, sd := range []*side{a, b} {
		for _, p := range sd.parts {
			p.weigh(s.weights)
			for k := range p.title {
				if k[0] != 'c' && s.weights[k] == 0 {
					delete(p.title, k)
				}
			}
		}
	}
	return s
}

// evidence rates two parts by what they have in common: from about -1.5 to 3.
func (s *scorer) evidence(x, y *part) float64 {
	less, more := min(x.weight, y.weight), max(x.weight, y.weight)
	if more == 0 {
		return 0
	}
	both := shared(x.bag, y.bag, s.weights)
	dice := 2 * both / (less + more)
	sure := less / (less + 6) // little evidence says little
	return sure * (5*dice - 1.5)
}

// lengths rates how well two lengths go together, after Gale and Church: the difference, in standard deviations of what
// is usual between languages, as the logarithm of its probability, set so that equal lengths speak for a pair.
func (s *scorer) lengths(x, y float64) float64 {
	const variance = 25 // in runes a rune; theirs, for sentences, is 6.8: whole sections are translated more freely
	mean := (x*s.ratio + y) / 2
	if mean < 1 {
		return 0.3
	}
	delta := math.Abs(y-x*s.ratio) / math.Sqrt(mean*variance)
	cost := -math.Log(math.Max(math.Erfc(delta/math.Sqrt2), 1e-3))
	return 0.6 - 0.35*cost
}

// sections rates a pair of sections.
func (s *scorer) sections(i, j int) float64 {
	x, y := s.a.parts[i], s.b.parts[j]
	sa, sb := &s.a.d.Sections[i], &s.b.d.Sections[j]
	v := s.evidence(x, y) + s.lengths(x.length, y.length) + 0.6*(kindsAlike(x, y)-0.5)
	v += s.titles(x, y)
	if sa.Title != "" && sa.Title == sb.Title {
		v += 1
	}
	switch {
	case sa.Ordinal != nil && sb.Ordinal != nil && slices.Equal(sa.Ordinal, sb.Ordinal):
		v += 1.2
	case sa.Ordinal != nil && sb.Ordinal != nil:
		v -= 0.5
	case s.a.numbered && s.b.numbered && (sa.Ordinal == nil) != (sb.Ordinal == nil):
		v -= 0.4
	}
	if sa.Level-s.a.minLevel == sb.Level-s.b.minLevel {
		v += 0.3
	} else {
		v -= 0.3
	}
	if (sa.End-sa.Heading == len(x.blocks)) != (sb.End-sb.Heading == len(y.blocks)) {
		v -= 0.2 // one has sections inside, the other none
	}
	return v
}

// titles rates two titles by the glossary's concepts and what else they share.
func (s *scorer) titles(x, y *part) float64 {
	weight := func(k string) float64 {
		if w := s.weights[k]; w > 0 {
			return w + 0.5
		}
		return 0.5
	}
	var ta, tb, tx []float64
	for k := range x.title {
		ta = append(ta, weight(k))
		if y.title[k] > 0 {
			tx = append(tx, weight(k))
		}
	}
	for k := range y.title {
		tb = append(tb, weight(k))
	}
	na, nb, both := sum(ta), sum(tb), sum(tx)
	if na == 0 || nb == 0 {
		return 0
	}
	return 2.2*(2*both/(na+nb)) - 0.5
}

// kindsAlike is the share of blocks whose kinds have a counterpart, 0 to 1.
func kindsAlike(x, y *part) float64 {
	least, most := 0, 0
	for k, n := range x.kinds {
		least += min(n, y.kinds[k])
		most += max(n, y.kinds[k])
	}
	for k, n := range y.kinds {
		if x.kinds[k] == 0 {
			most += n
		}
	}
	if most == 0 {
		return 1
	}
	return float64(least) / float64(most)
}

// alignSections pairs sections: in order first, then what is left over, run by run, as far as it is sure.
func alignSections(s *scorer) []link {
	na, nb := len(s.a.parts), len(s.b.parts)
	scores := table(na, nb, s.sections)
	ia, ib := upTo(na), upTo(nb)
	links := chain(ia, ib, scores, skip)
	for spent := 0; spent <= mostRounds*mostCells && na > 0; spent += min(len(ia)*len(ib), mostCells) {
		ia, ib = without(upTo(na), links, func(l link) int { return l.i }), without(upTo(nb), links, func(l link) int { return l.j })
		if len(ia) == 0 || len(ib) == 0 {
			break
		}
		more := chain(ia, ib, func(i, j int) float64 { return scores(i, j) - surelyMoved }, 0)
		if len(more) == 0 {
			break
		}
		for _, l := range more {
			l.score += surelyMoved
			links = append(links, l)
		}
	}
	slices.SortFunc(links, func(x, y link) int { return x.i - y.i })
	return links
}

// table scores every pair once, or, where there are too many, those near the diagonal.
func table(na, nb int, score func(i, j int) float64) func(i, j int) float64 {
	band := nb
	if na > 0 && na*nb > mostScored {
		band = mostScored/na/2 + 1
	}
	cells := make([][]float64, na)
	lo := make([]int, na)
	for i := range cells {
		mid := i * nb / na
		lo[i] = max(0, mid-band)
		hi := min(nb, mid+band+1)
		cells[i] = make([]float64, max(0, hi-lo[i]))
		for j := range cells[i] {
			cells[i][j] = score(i, lo[i]+j)
		}
	}
	return func(i, j int) float64 {
		if j < lo[i] || j >= lo[i]+len(cells[i]) {
			return -10
		}
		return cells[i][j-lo[i]]
	}
}

// chain is the heaviest chain of pairs in order, where leaving one out costs skip; of more pairs than are weighed at
// once, the heaviest of each stretch of both.
func chain(ia, ib []int, score func(i, j int) float64, skip float64) []link {
	n, m := len(ia), len(ib)
	stretches := n*m/mostCells + 1
	var out []link
	for k := range stretches {
		out = append(out, chainOf(ia[k*n/stretches:(k+1)*n/stretches], ib[k*m/stretches:(k+1)*m/stretches], score, skip)...)
	}
	return out
}

// chainOf is chain for what is weighed at once.
func chainOf(ia, ib []int, score func(i, j int) float64, skip float64) []link {
	n, m := len(ia), len(ib)
	best := make([][]float64, n+1)
	from := make([][]byte, n+1) // 1: i left out, 2: j left out, 3: paired
	for i := range best {
		best[i], from[i] = make([]float64, m+1), make([]byte, m+1)
		for j := range best[i] {
			if i == 0 && j == 0 {
				continue
			}
			v, f := math.Inf(-1), byte(0)
			if i > 0 && j > 0 {
				if x := score(ia[i-1], ib[j-1]); x > 2*skip {
					v, f = best[i-1][j-1]+x, 3
				}
			}
			if i > 0 && best[i-1][j]+skip > v {
				v, f = best[i-1][j]+skip, 1
			}
			if j > 0 && best[i][j-1]+skip > v {
				v, f = best[i][j-1]+skip, 2
			}
			best[i][j], from[i][j] = v, f
		}
	}
	var out []link
	for i, j := n, m; i > 0 || j > 0; {
		switch from[i][j] {
		case 3:
			out = append(out, link{ia[i-1], ib[j-1], score(ia[i-1], ib[j-1])})
			i, j = i-1, j-1
		case 1:
			i--
		default:
			j--
		}
	}
	slices.Reverse(out)
	return out
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// without are the positions that no link holds.
func without(all []int, links []link, of func(link) int) []int {
	held := map[int]bool{}
	for _, l := range links {
		held[of(l)] = true
	}
	return slices.DeleteFunc(all, func(i int) bool { return held[i] })
}

// stayed says which links are in order: those of the heaviest chain.
func stayed(links []link) []bool {
	weighed := make([]order.Link, len(links))
	for k, l := range links {
		weighed[k] = order.Link{Old: l.i, New: l.j, Weight: int64(1000 * max(l.score, 0.1))}
	}
	return order.Heaviest(weighed)
}

// alignBlocks pairs the blocks of two sections in order: one to one, one to two or two to one.
func (s *scorer) alignBlocks(x, y *part) []BlockPair {
	n, m := len(x.blocks), len(y.blocks)
	if n*m > mostCells/16 {
		return nil
	}
	for _, p := range []*part{x, y} {
		for _, b := range p.blocks {
			b.weigh(s.weights)
		}
	}
	xs, ys := s.stretchesOf(x.blocks), s.stretchesOf(y.blocks)
	type step struct{ di, dj int }
	steps := []step{{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}}
	best := make([][]float64, n+1)
	from := make([][]step, n+1)
	for i := range best {
		best[i], from[i] = make([]float64, m+1), make([]step, m+1)
		for j := range best[i] {
			if i == 0 && j == 0 {
				continue
			}
			best[i][j] = math.Inf(-1)
			for _, st := range steps {
				if st.di > i || st.dj > j {
					continue
				}
				v := best[i-st.di][j-st.dj] + s.stretches(xs[st.di][i], ys[st.dj][j])
				if v > best[i][j] {
					best[i][j], from[i][j] = v, st
				}
			}
		}
	}
	var out []BlockPair
	for i, j := n, m; i > 0 || j > 0; {
		st := from[i][j]
		p := BlockPair{A: indexes(x.blocks[i-st.di : i]), B: indexes(y.blocks[j-st.dj : j])}
		if st.di > 0 && st.dj > 0 {
			p.Score = certainty(s.stretches(xs[st.di][i], ys[st.dj][j]))
		}
		out = append(out, p)
		i, j = i-st.di, j-st.dj
	}
	slices.Reverse(out)
	return out
}

func indexes(bs []*block) []int {
	out := []int{}
	for _, b := range bs {
		out = append(out, b.index)
	}
	return out
}

// stretch is up to two neighbouring blocks as one part; the zero value is none.
type stretch struct {
	*part
	kind    doc.Kind // of a single block
	heading bool     // one of the blocks is a heading
}

// stretchesOf are the stretches of no, one and two blocks, by the position at which they end.
func (s *scorer) stretchesOf(blocks []*block) [3][]stretch {
	var of [3][]stretch
	for n := range of {
		of[n] = make([]stretch, len(blocks)+1)
	}
	for i, b := range blocks {
		heading := b.kind == doc.Heading
		of[1][i+1] = stretch{part: &b.part, kind: b.kind, heading: heading}
		if i == 0 {
			continue
		}
		two := newPart(b.section)
		two.add(blocks[i-1])
		two.add(b)
		two.weigh(s.weights)
		of[2][i+1] = stretch{part: two, heading: heading || blocks[i-1].kind == doc.Heading}
	}
	return of
}

// stretches rates a stretch against another; none on one side: left out.
func (s *scorer) stretches(x, y stretch) float64 {
	if x.part == nil || y.part == nil {
		return -0.7
	}
	single := x.kind != "" && y.kind != ""
	if !single && (x.heading || y.heading) {
		return -3
	}
	v := s.evidence(x.part, y.part) + s.lengths(x.length, y.length)
	switch {
	case !single:
		return v - 0.8
	case x.kind == y.kind:
		return v + 0.4
	case x.heading || y.heading:
		return v - 3
	}
	return v - 0.2
}

// certainty turns a score into 0 to 1.
func certainty(score float64) float64 {
	v := 1 / (1 + math.Exp(-score))
	return math.Round(v*1000) / 1000
}
