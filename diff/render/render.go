// Package render shows one diff.Result to people and tools: in a terminal, as Markdown, as an HTML page, as a unified
// diff. All renderings walk the same view of the result, so that they agree on what is shown, in which order and under
// which heading; none decides anything about the texts.
//
// Vocabulary: an *item* is one row of the result, shown under the section it stands in now (a removed one: stood in). A
// row that moved is shown where it stands, and its old place holds a pointer to it. A row that is *folded* is only
// counted (differences of form, and across scripts regional wording); one that was *left out* at the reader's wish is
// counted apart. A *gap*, …, stands for equal words left out inside an item.
//
// Guarantees: every quotation is the original text; what would steer a terminal, a page or a reader's eye is made
// visible (package safe); the same result gives the same bytes; nothing depends on colour alone.
package render

import (
	"slices"
	"strings"
	"unicode"

	"policylog/diff"
	"policylog/diff/across"
	"policylog/diff/doc"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/diff/text/fold"
)

// Options say what of a result is shown. The zero value shows every change, formatting folded, in English.
type Options struct {
	Lang    string       // language of headings and words, BCP 47 or POSIX locale; "" English
	Ignore  []diff.Class // rows to leave out, and count
	ShowAll bool         // show what differs in form too; else it is only counted
	Context int          // unchanged blocks to show on either side of a change
	Keep    int          // columns of equal text around a change inside a block; 0: 60, negative: all
	Explain bool         // say why each row got its class, and give its id
}

// keep is the effective Keep.
func (o Options) keep() int {
	if o.Keep == 0 {
		return 60
	}
	return o.Keep
}

// view is a result arranged for reading.
type view struct {
	r       *diff.Result
	cat     terms.Catalogue
	opt     Options
	find    *diff.Places
	groups  []*group
	shown   map[diff.Class]int
	folded  map[diff.Class]int
	ignored map[diff.Class]int
}

// group is what is shown of one section.
type group struct {
	sec     *diff.SectionRow // nil: what stands before the first heading
	items   []item
	shifted int // blocks that moved with the section and are otherwise unchanged
	first   int // position of its first row in the result
}

// changes is how many rows of a section changed, those that moved with it included; pointers do not count.
func (g *group) changes() int {
	n := g.shifted
	for _, it := range g.items {
		if it.kind == change {
			n++
		}
	}
	return n
}

// item is one row in its place.
type item struct {
	kind itemKind
	pos  int // position in Result.Blocks
	row  *diff.Row
}

type itemKind uint8

const (
	change  itemKind = iota // the row, where it stands now or stood
	away                    // the old place of a row that moved
	context                 // an unchanged row beside a change
)

// look arranges a result. It is linear in the number of rows.
func look(r *diff.Result, opt Options) *view {
	v := &view{
		r: r, cat: terms.For(opt.Lang), opt: opt,
		shown: map[diff.Class]int{}, folded: map[diff.Class]int{}, ignored: map[diff.Class]int{},
	}
	find := r.Places()
	v.find = find
	groups := map[int]*group{}
	groupAt := func(sec, pos int) *group {
		g := groups[sec]
		if g == nil {
			g = &group{first: pos}
			if sec >= 0 {
				g.sec = &r.Sections[sec]
			}
			groups[sec] = g
			v.groups = append(v.groups, g)
		}
		return g
	}
	pointers := v.pointers()
	for pos := range r.Blocks {
		row := &r.Blocks[pos]
		g := groupAt(find.Row(row), pos)
		g.items = append(g.items, v.items(g, row, pos)...)
		for _, p := range pointers[pos] {
			g.items = append(g.items, item{away, p, &r.Blocks[p]})
		}
	}
	// Pointers to what stood before the first block that stayed.
	if first := pointers[-1]; len(first) > 0 {
		for _, p := range first {
			g := groupAt(find.Old(r.Blocks[p].Old[0].SectionIndex), -1)
			g.items = append([]item{{away, p, &r.Blocks[p]}}, g.items...)
		}
	}
	for _, g := range v.groups {
		g.items = nearChanges(g.items, opt.Context)
	}
	v.groups = slices.DeleteFunc(v.groups, func(g *group) bool { return len(g.items) == 0 && g.shifted == 0 })
	return v
}

// items are what is shown of a row in its place, and counts it.
func (v *view) items(g *group, row *diff.Row, pos int) []item {
	if row.Status == diff.Equal {
		return []item{{context, pos, row}}
	}
	switch {
	case slices.Contains(v.opt.Ignore, row.Class):
		v.ignored[row.Class]++
		return nil
	case v.folds(row):
		v.folded[row.Class]++
		return nil
	}
	v.shown[row.Class]++
	if g.sec.Carried(row) {
		g.shifted++
		return nil
	}
	return []item{{change, pos, row}}
}

// folds says whether a row is only counted: one that differs in form, or across scripts in regional wording as well.
func (v *view) folds(row *diff.Row) bool {
	return !v.opt.ShowAll && (row.Class == diff.Cosmetic || row.Class == diff.Regional && row.Cosmetic)
}

// hidden says whether a row is left out or folded.
func (v *view) hidden(row *diff.Row) bool {
	return slices.Contains(v.opt.Ignore, row.Class) || v.folds(row)
}

// pointers lists, for each row that stayed in place, the rows whose old text followed it; -1 is the beginning.
func (v *view) pointers() map[int][]int {
	out := map[int][]int{}
	type oldBlock struct{ index, pos int }
	var blocks []oldBlock
	for pos := range v.r.Blocks {
		if old := v.r.Blocks[pos].Old; len(old) > 0 {
			blocks = append(blocks, oldBlock{old[0].Index, pos})
		}
	}
	slices.SortStableFunc(blocks, func(a, b oldBlock) int { return a.index - b.index })
	stayed := -1
	for _, b := range blocks {
		row := &v.r.Blocks[b.pos]
		if !moved(row) {
			stayed = b.pos
			continue
		}
		sec := v.find.Row(row)
		if v.hidden(row) || sec >= 0 && v.r.Sections[sec].Carried(row) {
			continue
		}
		out[stayed] = append(out[stayed], b.pos)
	}
	return out
}

// inTwoScripts says whether the two texts of a row are in two scripts. They are shown one under the other then: words of the
// one among those of the other would be a text that nobody published.
func inTwoScripts(row *diff.Row) bool {
	han := func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}
	for _, s := range row.Spans {
		if s.Op == diff.SpanEqual && s.Old != s.New && strings.Map(han, s.Old) != strings.Map(han, s.New) {
			return true
		}
	}
	return false
}

// pieces is a row's comparison cut to what changed. In a row in two scripts that did change, the words that the two regions
// have for one thing are not marked: what did change would be lost among them.
func (v *view) pieces(row *diff.Row) []excerpt.Piece {
	if row.Class != diff.Regional && inTwoScripts(row) {
		plain := *row
		plain.Spans = withoutRegional(row.Spans)
		row = &plain
	}
	return excerpt.Of(row, v.opt.keep())
}

// withoutRegional makes of words deleted and inserted that differ by region alone a part of the equal text around them.
func withoutRegional(spans []diff.Span) []diff.Span {
	var out []diff.Span
	equal := func(old, new string) {
		if n := len(out); n > 0 && out[n-1].Op == diff.SpanEqual {
			out[n-1].Old, out[n-1].New = out[n-1].Old+old, out[n-1].New+new
			return
		}
		out = append(out, diff.Span{Op: diff.SpanEqual, Old: old, New: new})
	}
	for i := 0; i < len(spans); i++ {
		s := spans[i]
		switch {
		case s.Op == diff.SpanEqual:
			equal(s.Old, s.New)
		case s.Op == diff.SpanDelete && i+1 < len(spans) && spans[i+1].Op == diff.SpanInsert && regionalPair(s.Old, spans[i+1].New):
			equal(s.Old, spans[i+1].New)
			i++
		default:
			out = append(out, s)
		}
	}
	return out
}

// regionalPair says whether two regions write the one and the other for the same.
func regionalPair(old, new string) bool {
	o, n := fold.Simplified(strings.TrimSpace(old)), fold.Simplified(strings.TrimSpace(new))
	return across.Same(o, n) || across.Same(n, o)
}

// oneSide is what of a row's pieces stands on one side.
func oneSide(pieces []excerpt.Piece, old bool) []excerpt.Piece {
	not := diff.SpanDelete
	if old {
		not = diff.SpanInsert
	}
	var out []excerpt.Piece
	for _, p := range pieces {
		if p.Op != not {
			p.Old, p.New = p.Side(old), p.Side(old)
			out = append(out, p)
		}
	}
	return out
}

// moved says whether a row has an old and a new place that differ.
func moved(row *diff.Row) bool {
	return (row.Status == diff.Moved || row.Status == diff.MovedModified) && len(row.Old) > 0 && len(row.New) > 0
}

// nearChanges keeps of the context items those within n of a change.
func nearChanges(items []item, n int) []item {
	keep := make([]bool, len(items))
	for i, it := range items {
		if it.kind == context {
			continue
		}
		for j := max(0, i-n); j <= min(len(items)-1, i+n); j++ {
			keep[j] = true
		}
	}
	out := items[:0]
	for i, it := range items {
		if keep[i] {
			out = append(out, it)
		}
	}
	return out
}

// ref is the section that a list of rows belongs to, as it is named now; nil before the first heading.
func (g *group) ref() *diff.SectionRef {
	if g.sec == nil {
		return nil
	}
	if g.sec.New != nil {
		return g.sec.New
	}
	return g.sec.Old
}

// notes say what became of a row beyond its status: where it came from, into how many it was split, what it was called.
func (v *view) notes(it item) []string {
	row := it.row
	var out []string
	switch row.Status {
	case diff.Moved, diff.MovedModified:
		if n := v.moveNote(row, it.kind == away); n != "" {
			out = append(out, n)
		}
	case diff.Split:
		out = append(out, v.cat.Count(terms.SplitInto, len(row.New)))
	case diff.Merged:
		out = append(out, v.cat.Count(terms.MergedFrom, len(row.Old)))
	case diff.Renumbered:
		if s := v.find.OldRef(row.Old); s != nil && s.Number != "" {
			out = append(out, v.cat.Text(terms.WasNumbered, safe.Line(s.Number)))
		}
	case diff.Added, diff.Removed:
		if row.Kind == doc.Heading {
			out = append(out, v.cat.Section(row.Status, v.find.TitleAlone(row)))
		}
	}
	return out
}

// moveNote says where a row moved from, or to when it is shown at its old place.
func (v *view) moveNote(row *diff.Row, atOld bool) string {
	find := v.find
	oldRef, newRef := find.OldRef(row.Old), find.NewRef(row.New)
	sameSection := row.Kind != doc.Heading && oldRef != nil && newRef != nil &&
		find.Old(oldRef.Index) == find.New(newRef.Index) || oldRef == nil && newRef == nil
	up := row.Old[0].Index > row.New[0].Index
	switch {
	case sameSection && atOld && up:
		return v.cat.Text(terms.MovedToUp)
	case sameSection && atOld:
		return v.cat.Text(terms.MovedToLow)
	case sameSection && up:
		return v.cat.Text(terms.MovedFromLow)
	case sameSection:
		return v.cat.Text(terms.MovedFromUp)
	case atOld:
		return v.cat.Text(terms.MovedTo, v.sectionName(newRef))
	}
	return v.cat.Text(terms.MovedFrom, v.sectionName(oldRef))
}
