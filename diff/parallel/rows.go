package parallel

import "policylog/diff/doc"

// byEvidence compares two languages.
func (r *Result) byEvidence() {
	a, b := takeApart(r.a, r.A.Language), takeApart(r.b, r.B.Language)
	s := newScorer(a, b)
	links := alignSections(s)
	inOrder := stayed(links)
	toB := make([]int, len(a.parts))
	toA := make([]int, len(b.parts))
	fillNone(toB)
	fillNone(toA)
	for _, l := range links {
		toB[l.i], toA[l.j] = l.j, l.i
	}
	withinB := merged(s, a.parts, b.parts, toB)                                       // sections of A inside one of B
	withinA := merged(&scorer{a: b, b: a, weights: s.weights}, b.parts, a.parts, toA) // and the other way round
	c := newFactFinder(s)
	rows := map[int]Row{}
	for k, l := range links {
		row := Row{Status: Same, A: refOf(r.a, l.i), B: refOf(r.b, l.j), Moved: !inOrder[k], Score: certainty(l.score)}
		row.Blocks = s.alignBlocks(a.parts[l.i], b.parts[l.j])
		c.learn(row.Blocks)
		rows[l.i] = row
	}
	guestsInB, guestsInA := guests(a.parts, withinB), guests(b.parts, withinA)
	for _, l := range links {
		x, y := a.parts[l.i], b.parts[l.j]
		row := rows[l.i]
		row.Facts = c.compare(joined(x, guestsInB[l.j]), joined(y, guestsInA[l.i]), row.Blocks)
		rows[l.i] = settle(row)
	}
	r.preamble(c, a, b)
	r.arrange(rows, toB, toA, withinB, withinA)
}

func fillNone(s []int) {
	for i := range s {
		s[i] = doc.None
	}
}

// settle gives a pair its status by its facts.
func settle(row Row) Row {
	if row.Facts == nil {
		row.Facts = []Fact{}
	}
	for _, f := range row.Facts {
		if !f.Minor {
			row.Status = Differ
		}
	}
	return row
}

// preamble compares what stands before the first heading.
func (r *Result) preamble(c *factFinder, a, b *side) {
	if len(a.preamble.blocks)+len(b.preamble.blocks) == 0 {
		return
	}
	blocks := c.alignBlocks(a.preamble, b.preamble)
	row := settle(Row{Status: Same, Score: 1, Blocks: blocks, Facts: c.compare(a.preamble, b.preamble, blocks)})
	r.Preamble = &row
}

// merged finds for each section without a pair the section of the other side that holds its text: the pair of a
// neighbour, if that holds most of its evidence beyond what the neighbour accounts for.
func merged(s *scorer, parts, others []*part, to []int) map[int]int {
	out := map[int]int{}
	for i, p := range parts {
		if to[i] != doc.None || p.weight < 4 {
			continue
		}
		bestShare, best := 0.5, doc.None
		for _, n := range []int{i - 1, i + 1} {
			if n < 0 || n >= len(parts) {
				continue
			}
			j := to[n]
			if j == doc.None {
				if w, ok := out[n]; ok {
					j = w
				} else {
					continue
				}
			}
			if share := s.beyond(p, parts[n], others[j]); share > bestShare {
				bestShare, best = share, j
			}
		}
		if best != doc.None {
			out[i] = best
		}
	}
	return out
}

// beyond is the share of p's evidence that host holds beyond what its own pair accounts for.
func (s *scorer) beyond(p, pair, host *part) float64 {
	var held, all []float64
	for k, n := range p.bag {
		w := s.weights[k] * saturate(n)
		if n <= host.bag[k]-pair.bag[k] {
			held = append(held, w)
		}
		all = append(all, w)
	}
	if total := sum(all); total > 0 {
		return sum(held) / total
	}
	return 0
}

// guests are the parts that are merged into each section of the other side.
func guests(parts []*part, within map[int]int) map[int][]*part {
	out := map[int][]*part{}
	for i, p := range parts {
		if host, ok := within[i]; ok {
			out[host] = append(out[host], p)
		}
	}
	return out
}

// joined is a section's part together with those merged into its counterpart.
func joined(p *part, guests []*part) *part {
	if len(guests) == 0 {
		return p
	}
	all := newPart(p.section)
	for _, q := range append([]*part{p}, guests...) {
		for _, b := range q.blocks {
			all.add(b)
		}
	}
	return all
}

// arrange puts every section of both sides in exactly one row, in order of A; one of B alone follows the row of the
// section before it in B.
func (r *Result) arrange(rows map[int]Row, toB, toA []int, withinB, withinA map[int]int) {
	onlyB := func(j int) Row {
		row := Row{Status: OnlyB, B: refOf(r.b, j), Facts: []Fact{}}
		if i, ok := withinA[j]; ok {
			row.Status, row.Within = Merged, refOf(r.a, i)
		}
		return row
	}
	after := func(j int) { // the sections of B without a pair that follow j
		for j++; j < len(toA) && toA[j] == doc.None; j++ {
			r.Sections = append(r.Sections, onlyB(j))
		}
	}
	after(-1)
	for i, j := range toB {
		if j != doc.None {
			r.Sections = append(r.Sections, rows[i])
			after(j)
			continue
		}
		row := Row{Status: OnlyA, A: refOf(r.a, i), Facts: []Fact{}}
		if w, ok := withinB[i]; ok {
			row.Status, row.Within = Merged, refOf(r.b, w)
		}
		r.Sections = append(r.Sections, row)
	}
}
