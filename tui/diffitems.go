package tui

import (
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/ink"
	"policylog/diff/terms"
)

// hiddenClasses are the classes that are only counted.
type hiddenClasses map[diff.Class]bool

func defaultHidden() hiddenClasses { return hiddenClasses{diff.Cosmetic: true, diff.Regional: true} }

// shows says whether a row is on the screen or in a fold.
func (p *diffPlace) shows(i int) bool {
	return p.opened[i] || p.wanted(i)
}

// wanted says whether a row is a change that the filters let through.
func (p *diffPlace) wanted(i int) bool {
	r := &p.c.result.Blocks[i]
	return r.Status != diff.Equal && !p.hides(r)
}

func (p *diffPlace) hides(r *diff.Row) bool {
	return p.hidden[r.Class] || p.only != "" && !slices.Contains(r.Topics, p.only)
}

// build is the state of one rebuilding of the items.
type build struct {
	p      *diffPlace
	m      *model
	items  []item
	away   map[int][]int
	last   int // section of the last item; -2 none yet
	from   int // first row of the fold in the making; -1 none
	equal  int
	hidden map[diff.Class]int
}

// rebuild makes the items of what is to be shown, in reading order of the new text: what is unchanged or filtered out
// is folded and counted, a text that moved also leaves a pointer where it stood.
func (p *diffPlace) rebuild(m *model) {
	if p.c == nil {
		return
	}
	p.hidden = m.hidden
	current, away := -1, false
	if p.reader.current < len(p.reader.items) {
		current, away = p.reader.items[p.reader.current].row, p.reader.items[p.reader.current].away
	}
	r := p.c.result
	b := &build{p: p, m: m, away: awayRows(p.c, p.wanted), last: -2, from: -1, hidden: map[diff.Class]int{}}
	p.countOutline(m)
	b.top()
	for _, i := range b.away[-1] {
		b.pointer(i)
	}
	for i := range r.Blocks {
		if p.shows(i) || p.unfolded || b.leads(i) {
			b.flush()
			b.row(i)
		} else {
			b.fold(i)
		}
		for _, k := range b.away[i] {
			b.flush()
			b.pointer(k)
		}
	}
	b.flush()
	b.foot()
	p.reader.set(b.items)
	p.linkOutline()
	for i, it := range b.items {
		if it.row == current && it.away == away && current >= 0 {
			p.reader.show(i)
			return
		}
	}
}

// awayRows says after which row each moved text stood: after the nearest block before it that stayed; -1 is the top.
func awayRows(c *comparison, wanted func(int) bool) map[int][]int {
	out := map[int][]int{}
	last := -1
	for k, i := range c.oldRow {
		if i < 0 {
			continue
		}
		row := &c.result.Blocks[i]
		if row.Status != diff.Moved && row.Status != diff.MovedModified {
			last = i
		} else if row.Old[0].Index == k && wanted(i) {
			out[last] = append(out[last], i)
		}
	}
	return out
}

// leads says whether a row is the unchanged heading of a section of which something is shown.
func (b *build) leads(i int) bool {
	r := b.p.c.result
	if r.Blocks[i].Kind != doc.Heading {
		return false
	}
	for k := i + 1; k < len(r.Blocks) && r.Blocks[k].Kind != doc.Heading; k++ {
		if b.p.shows(k) {
			return true
		}
	}
	for k := i; k < len(r.Blocks) && (k == i || r.Blocks[k].Kind != doc.Heading); k++ {
		if len(b.away[k]) > 0 {
			return true
		}
	}
	return false
}

func (b *build) fold(i int) {
	if b.from < 0 {
		b.from = i
	}
	if row := &b.p.c.result.Blocks[i]; row.Status == diff.Equal {
		b.equal++
	} else {
		b.hidden[row.Class]++
	}
}

// flush ends a fold.
func (b *build) flush() {
	if b.from < 0 {
		return
	}
	from, text := b.from, b.foldText()
	b.items = append(b.items, item{row: -1, fold: from, under: -1, lay: func(width int) []line {
		return []line{lineOf(run(cut("   ⋯ "+text, width), ink.Dim))}
	}})
	b.from, b.equal = -1, 0
	clear(b.hidden)
}

func (b *build) foldText() string {
	var parts []string
	if b.equal > 0 {
		parts = append(parts, b.m.cat.Count(terms.Unchanged, b.equal))
	}
	return strings.Join(append(parts, countsOf(b.m, b.hidden)...), b.m.cat.Comma())
}

// countsOf lists how many rows there are of each class, weightiest first.
func countsOf(m *model, of map[diff.Class]int) []string {
	keys := map[diff.Class]terms.Key{
		diff.Substantive: terms.CountContent, diff.Editorial: terms.CountWording, diff.LinkOnly: terms.CountLink, diff.DateOnly: terms.CountDate,
		diff.Emphasis: terms.CountEmphasis, diff.Regional: terms.CountRegional, diff.Cosmetic: terms.CountCosmetic,
	}
	var out []string
	for _, c := range slices.Backward(diff.Classes()) {
		if n := of[c]; n > 0 {
			out = append(out, m.cat.Count(keys[c], n))
		}
	}
	return out
}

// row adds a row with the heading of its section above it, where that is another than the last item's.
func (b *build) row(i int) {
	r := b.p.c.result
	row := &r.Blocks[i]
	b.enter(i)
	if row.Kind == doc.Heading && row.Status == diff.Equal {
		return // its section's heading says it
	}
	if row.Kind == doc.Heading && quietHeading(row) && row.Status != diff.Equal {
		b.add(item{row: i, stop: b.p.wanted(i), fold: -1, under: b.p.c.section[i], lay: func(width int) []line {
			return b.p.layLabel(b.m, row, width)
		}})
		return
	}
	like := b.likeAbove(row)
	parts := b.p.c.parts[i]
	for k := range max(len(parts), 1) {
		b.add(item{row: i, part: k, stop: k == 0 && b.p.wanted(i), fold: -1, under: b.p.c.section[i], lay: func(width int) []line {
			var out []line
			if k == 0 {
				out = b.p.layLead(b.m, row, like, width)
			}
			var pieces []excerpt.Piece
			switch {
			case parts != nil:
				pieces = parts[k]
			case row.Status == diff.Equal:
				pieces = []excerpt.Piece{{Op: diff.SpanEqual, New: excerpt.Text(row.New)}}
			default:
				pieces = excerpt.Of(row, -1)
			}
			return append(out, b.p.layText(b.m, row, pieces, width)...)
		}})
	}
}

// likeAbove says whether a row was added or removed like the one just above it, and there is no more to say of it, so
// that one label does for both.
func (b *build) likeAbove(row *diff.Row) bool {
	if len(b.items) == 0 || row.Status != diff.Added && row.Status != diff.Removed || len(row.Facts) > 0 {
		return false
	}
	last := b.items[len(b.items)-1]
	if last.row < 0 || last.away {
		return false
	}
	above := &b.p.c.result.Blocks[last.row]
	return above.Status == row.Status && above.Class == row.Class && above.Kind != doc.Heading
}

// enter adds the heading of a row's section.
func (b *build) enter(i int) {
	s := b.p.c.section[i]
	if s == b.last {
		return
	}
	b.last = s
	b.add(item{row: -1, fold: -1, under: s, header: true, lay: func(width int) []line { return b.p.laySection(b.m, s, width) }})
}

func (b *build) add(it item) { b.items = append(b.items, it) }

// pointer adds a line at the place where a text stood that moved.
func (b *build) pointer(i int) {
	row := &b.p.c.result.Blocks[i]
	b.add(item{row: i, stop: true, away: true, fold: -1, under: -1, lay: func(width int) []line { return b.p.layAway(b.m, row, width) }})
}

// top adds what is known of the two versions.
func (b *build) top() {
	b.add(item{row: -1, fold: -1, under: -1, lay: func(width int) []line { return b.p.layTop(b.m, width) }})
}

// foot adds a word where nothing is left to show.
func (b *build) foot() {
	for i := range b.items {
		if b.items[i].stop {
			return
		}
	}
	b.add(item{row: -1, fold: -1, under: -1, lay: func(width int) []line { return b.m.message(wNothingLeft, width) }})
}

// quietHeading says whether the title above a heading's row tells all of it but its status. One that went is shown as what
// is gone, since the titles above the others stand.
func quietHeading(row *diff.Row) bool {
	switch row.Status {
	case diff.Moved, diff.Renumbered, diff.Added:
		return true
	}
	return false
}

// outlineEntry is a section in the outline.
type outlineEntry struct {
	section int // in Result.Sections
	depth   int
	name    string
	status  diff.Status
	changes int
	first   int // its first item; -1 none is shown
}

// outlineOf lists the sections in reading order, without what depends on filters.
func outlineOf(r *diff.Result) []outlineEntry {
	var out []outlineEntry
	for s := range r.Sections {
		sec := &r.Sections[s]
		e := outlineEntry{section: s, status: sec.Status, first: -1}
		ref := sec.New
		if ref == nil {
			ref = sec.Old
		}
		if ref != nil {
			e.depth, e.name = len(ref.Path), short(ref.Name())
		}
		out = append(out, e)
	}
	return out
}

// countOutline counts the changes of each section that the filters let through.
func (p *diffPlace) countOutline(m *model) {
	p.outline = append(p.outline[:0], p.c.outline...)
	for s := range p.outline {
		e := &p.outline[s]
		if e.name == "" {
			e.name = m.cat.Text(terms.Preamble)
		}
		for _, i := range p.c.result.Sections[s].Blocks {
			if p.wanted(i) {
				e.changes++
			}
		}
	}
}

// linkOutline finds the first item of each section.
func (p *diffPlace) linkOutline() {
	at := map[int]int{}
	for i := len(p.reader.items) - 1; i >= 0; i-- {
		if it := &p.reader.items[i]; it.header {
			at[it.under] = i
		}
	}
	for i := range p.outline {
		if k, ok := at[p.outline[i].section]; ok {
			p.outline[i].first = k
		}
	}
}
