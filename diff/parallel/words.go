package parallel

import (
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
)

// sameLanguage says whether two tags have the same primary language: en and en-US, zh-TW and zh-CN.
func sameLanguage(a, b string) bool {
	pa, _, _ := strings.Cut(strings.ToLower(a), "-")
	pb, _, _ := strings.Cut(strings.ToLower(b), "-")
	return pa == pb && pa != ""
}

// byWords compares two texts of one language with the differ: what differs in script or regional wording alone is
// counted apart and is no difference.
func (r *Result) byWords() {
	d := diff.Compare(r.a, r.b, diff.Options{Old: r.A, New: r.B})
	toB := make([]int, len(r.a.Sections))
	toA := make([]int, len(r.b.Sections))
	fillNone(toB)
	fillNone(toA)
	rows := map[int]Row{}
	for _, s := range d.Sections {
		if s.Old == nil || s.New == nil {
			continue
		}
		toB[s.Old.Index], toA[s.New.Index] = s.New.Index, s.Old.Index
		moved := s.Status == diff.Moved || s.Status == diff.MovedModified
		rows[s.Old.Index] = Row{Status: Same, A: refOf(r.a, s.Old.Index), B: refOf(r.b, s.New.Index), Moved: moved, Score: 1}
	}
	r.regional = !strings.EqualFold(r.A.Language, r.B.Language)
	pre := Row{Status: Same, Score: 1}
	texts := false
	for i := range d.Blocks {
		b := &d.Blocks[i]
		at := home(b, toA)
		row, ok := rows[at]
		if at == doc.None {
			row, texts = pre, true
		} else if !ok {
			continue // of a section that stands on one side alone
		}
		r.take(&row, b)
		if at == doc.None {
			pre = row
		} else {
			rows[at] = row
		}
	}
	if r.regional {
		r.addFacts(rows, &pre, toB, toA)
	}
	for i, row := range rows {
		rows[i] = settle(row)
	}
	if texts {
		pre = settle(pre)
		r.Preamble = &pre
	}
	r.arrange(rows, toB, toA, nil, nil)
}

// addFacts compares the facts of texts that are worded for two regions as those of two languages are.
// Sections that the differ took for others, since they were translated each on its own, are paired by their evidence.
func (r *Result) addFacts(rows map[int]Row, pre *Row, toB, toA []int) {
	a, b := takeApart(r.a, r.A.Language), takeApart(r.b, r.B.Language)
	s := newScorer(a, b)
	c := newFactFinder(s)
	pre.Facts = append(c.compareReworded(pre.Blocks), pre.Facts...)
	for i, row := range rows {
		row.Facts = append(c.compareReworded(row.Blocks), row.Facts...)
		rows[i] = row
	}
	free := func(to []int) []int {
		return slices.DeleteFunc(upTo(len(to)), func(i int) bool { return to[i] != doc.None })
	}
	for _, l := range chain(free(toB), free(toA), s.sections, 0) {
		if l.score < surelyMoved {
			continue
		}
		toB[l.i], toA[l.j] = l.j, l.i
		row := Row{Status: Same, A: refOf(r.a, l.i), B: refOf(r.b, l.j), Score: certainty(l.score), Blocks: s.alignBlocks(a.parts[l.i], b.parts[l.j])}
		c.learn(row.Blocks)
		row.Facts = c.compare(a.parts[l.i], b.parts[l.j], row.Blocks)
		rows[l.i] = row
	}
}

// compareReworded compares the facts of the blocks in which words differ: of what differs in script or regional wording
// alone the differ has said so, whatever the tables of facts know of it.
func (f *factFinder) compareReworded(blocks []BlockPair) []Fact {
	var reworded []BlockPair
	var inA, inB []int
	for _, p := range blocks {
		switch diff.Class(p.Class) {
		case "", diff.Cosmetic, diff.Regional:
			continue
		}
		reworded = append(reworded, p)
		inA, inB = append(inA, p.A...), append(inB, p.B...)
	}
	if len(reworded) == 0 {
		return nil
	}
	return f.compare(partOf(f.left.blocks, inA), partOf(f.right.blocks, inB), reworded)
}

// home is the section of A in whose row a block's row belongs: its own, or the counterpart of where it stands in B.
func home(b *diff.Row, toA []int) int {
	if len(b.Old) > 0 {
		return b.Old[0].SectionIndex
	}
	if j := b.New[0].SectionIndex; j != doc.None {
		if toA[j] == doc.None {
			return -2
		}
		return toA[j]
	}
	return doc.None
}

// take adds a row of the differ to a section's row.
func (r *Result) take(row *Row, b *diff.Row) {
	pair := BlockPair{A: []int{}, B: []int{}, Class: string(b.Class)}
	for _, o := range b.Old {
		pair.A = append(pair.A, o.Index)
	}
	for _, n := range b.New {
		pair.B = append(pair.B, n.Index)
	}
	if len(pair.A) > 0 && len(pair.B) > 0 {
		pair.Score = 1
	}
	row.Blocks = append(row.Blocks, pair)
	switch b.Class {
	case "", diff.Cosmetic:
		return
	case diff.Regional:
		r.Summary.Regional++
		return
	}
	if b.Kind == doc.Rule || b.Kind == doc.Attribute {
		return
	}
	ai, bi := doc.None, doc.None
	if len(pair.A) > 0 {
		ai = pair.A[0]
	}
	if len(pair.B) > 0 {
		bi = pair.B[0]
	}
	before := len(row.Facts)
	if r.regional {
		if len(b.Old) == 0 || len(b.New) == 0 {
			r.takeText(row, b, ai, bi)
		}
		return
	}
	for _, f := range b.Facts {
		c := Fact{Kind: f.Kind, A: f.Old, B: f.New, ABlock: ai, BBlock: bi}
		switch f.Op {
		case diff.FactChanged:
			c.Op = Changed
		case diff.FactRemoved:
			c.Op = FactInA
		default:
			c.Op = FactInB
		}
		if f.Kind == "url" && c.Op == Changed {
			c.Role = linkRole(f.Old, f.New)
			c.Minor = c.Role == "language" || c.Role == ""
		}
		row.Facts = append(row.Facts, c)
	}
	if len(row.Facts) > before || b.Class == diff.LinkOnly || b.Class == diff.Editorial && b.Status == diff.Moved {
		return
	}
	r.takeText(row, b, ai, bi)
}

// takeText adds a difference in words, of which no fact tells.
func (r *Result) takeText(row *Row, b *diff.Row, ai, bi int) {
	f := Fact{Kind: "text", Op: Changed, A: joinTexts(b.Old), B: joinTexts(b.New), ABlock: ai, BBlock: bi}
	switch {
	case len(b.Old) == 0:
		f.Op = FactInB
	case len(b.New) == 0:
		f.Op = FactInA
	}
	if b.Class == diff.Emphasis {
		f.Kind = emphasis
	}
	f.Minor = b.Class == diff.Editorial
	row.Facts = append(row.Facts, f)
}

func joinTexts(refs []diff.BlockRef) string {
	var parts []string
	for _, x := range refs {
		parts = append(parts, x.Text)
	}
	return strings.Join(parts, "\n")
}
