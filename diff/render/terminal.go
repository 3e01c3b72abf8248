package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/internal/spread"
)

// TerminalOptions say how a result is set in a terminal.
type TerminalOptions struct {
	Options
	Width        int  // columns; 0: 80
	Color        bool // draw with colours; without, deletions and insertions stand in [-…-] and {+…+}
	SideBySide   bool // old and new in two columns, where Width allows (100 or more)
	SectionsOnly bool // sections and what became of them, no text
	Stat         bool // a line of counts for each section, no text
}

// narrowest is the width below which two columns are no use.
const narrowest = 100

// Terminal writes a result for reading in a terminal. The error is the writer's.
func Terminal(w io.Writer, r *diff.Result, o TerminalOptions) error {
	if o.Width <= 0 {
		o.Width = 80
	}
	o.Width = max(o.Width, 20)
	t := &terminal{view: look(r, o.Options), o: o}
	t.heading()
	switch {
	case o.Stat:
		t.stat()
	case o.SectionsOnly:
		t.sections()
	default:
		t.all()
	}
	t.foot()
	_, err := w.Write(t.out)
	return err
}

type terminal struct {
	*view
	o   TerminalOptions
	out []byte // what is written so far
}

// all writes the sections, set at once on all processors, in their order.
func (t *terminal) all() {
	sections := make([]terminal, len(t.groups))
	spread.Over(len(sections), 1, func(i int) {
		sections[i] = terminal{view: t.view, o: t.o, out: make([]byte, 0, 2<<10)}
		sections[i].group(t.groups[i])
	})
	size := 0
	for i := range sections {
		size += len(sections[i].out)
	}
	t.out = slices.Grow(t.out, size)
	for i := range sections {
		t.out = append(t.out, sections[i].out...)
	}
}

// line writes one line of runs that is known to fit, or may not be broken.
func (t *terminal) line(runs ...ink.Run) { t.out = ink.Append(t.out, t.o.Color, runs) }

// text writes runs wrapped behind a gutter; the first line may have its own.
func (t *terminal) text(first, rest []ink.Run, runs []ink.Run) {
	gutter := first
	ink.EachLine(runs, t.o.Width-ink.RunsWidth(rest), func(line []ink.Run) {
		t.out = ink.Append(t.out, t.o.Color, gutter, line)
		gutter = rest
	})
}

func indent(n int) []ink.Run { return []ink.Run{{Text: strings.Repeat(" ", n)}} }

// heading names the texts, their dates, and what there is.
func (t *terminal) heading() {
	t.text(nil, nil, []ink.Run{{Text: t.title(), Style: ink.Bold}})
	sides := t.sides()
	label, old := 0, 0
	for _, f := range sides {
		label, old = max(label, ink.Width(f.label)), max(old, ink.Width(f.old))
	}
	for _, f := range sides {
		label := ink.Pad([]ink.Run{{Text: "  " + f.label, Style: ink.Dim}}, label+4)
		value := ink.Run{Text: f.new}
		switch rest := t.o.Width - ink.RunsWidth(label) - 3; {
		case f.old == f.new:
		case old+ink.Width(f.new) > rest:
			value.Text = f.old + "\n→ " + f.new
		default:
			value.Text = f.old + strings.Repeat(" ", old-ink.Width(f.old)) + " → " + f.new
		}
		t.text(label, indent(ink.RunsWidth(label)), []ink.Run{value})
	}
	t.text(indent(2), indent(2), []ink.Run{{Text: t.headline()}})
}

// foot says what is not shown.
func (t *terminal) foot() {
	lines := t.footer()
	if len(lines) > 0 {
		t.line()
	}
	for _, s := range lines {
		t.text(nil, indent(2), []ink.Run{{Text: s, Style: ink.Dim}})
	}
}

// name is a group's section as a line of runs: the sections around it, its number, its title.
func (t *terminal) name(g *group) []ink.Run {
	ref := g.ref()
	if ref == nil {
		return []ink.Run{{Text: t.cat.Text(terms.Preamble), Style: ink.Bold}}
	}
	title := safe.Line(ref.Title)
	if title == "" && ref.Number == "" {
		title = t.cat.Text(terms.Untitled)
	}
	own := []ink.Run{}
	if ref.Number != "" {
		own = append(own, ink.Run{Text: safe.Line(ref.Number) + " ", Style: ink.Accent})
	}
	own = append(own, ink.Run{Text: title, Style: ink.Bold})
	// What stands around a section is said as far as it fits on the line.
	left := t.o.Width - ink.RunsWidth(own)
	var around []ink.Run
	for _, name := range slices.Backward(t.around(ref)) {
		crumb := ink.Truncate(name, 28) + " › "
		if left -= ink.Width(crumb); left < 0 {
			break
		}
		around = append([]ink.Run{{Text: crumb, Style: ink.Dim}}, around...)
	}
	return append(around, own...)
}

// group writes a section: its heading, what became of it, its items.
func (t *terminal) group(g *group) {
	t.line()
	t.text(nil, indent(2), t.name(g))
	t.line(ink.Run{Text: strings.Repeat("─", t.o.Width), Style: ink.Dim})
	side := t.o.SideBySide && t.o.Width >= narrowest
	for i, it := range g.items {
		if it.kind == context {
			if i > 0 && g.items[i-1].kind != context {
				t.line()
			}
			t.text(indent(3), indent(3), plain(it.row, ink.Dim))
			continue
		}
		if i == 0 || !t.continues(g.items[i-1], it) {
			if i > 0 {
				t.line()
			}
			t.label(it)
		}
		if side && it.kind == change {
			t.sideBySide(it)
		} else {
			t.inline(it)
		}
	}
	if g.shifted > 0 {
		t.text(indent(3), indent(3), []ink.Run{{Text: t.cat.Count(terms.SectionMoved, g.shifted), Style: ink.Moved}})
	}
}

// continues says whether an item needs no label of its own: it was added or removed like the one above it, and there is
// nothing more to say of it.
func (t *terminal) continues(above, it item) bool {
	return !t.opt.Explain && above.kind == change && it.kind == change && above.row.Class == it.row.Class &&
		above.row.Status == it.row.Status && (it.row.Status == diff.Added || it.row.Status == diff.Removed) &&
		it.row.Kind != doc.Heading && len(it.row.Facts) == 0
}

// signs are the marks before each status, and their styles.
var signs = map[diff.Status]ink.Run{
	diff.Added:   {Text: "+", Style: ink.Added},
	diff.Removed: {Text: "-", Style: ink.Removed},
	diff.Moved:   {Text: "↕", Style: ink.Moved},
}

func sign(it item) ink.Run {
	if it.kind == away {
		return ink.Run{Text: "↗", Style: ink.Moved}
	}
	if it.row.Status == diff.MovedModified {
		return signs[diff.Moved]
	}
	if s, ok := signs[it.row.Status]; ok {
		return s
	}
	return ink.Run{Text: "~", Style: ink.Alert}
}

// label writes what became of a row: its status and class, its facts, and on request why.
func (t *terminal) label(it item) {
	status, class := t.view.label(it)
	s := sign(it)
	runs := []ink.Run{{Text: status, Style: s.Style}}
	if class != "" {
		runs = append(runs, ink.Run{Text: " · " + class, Style: ink.Dim})
	}
	t.text([]ink.Run{{Text: " "}, s, {Text: " "}}, indent(3), runs)
	if it.kind != change {
		return
	}
	if facts := t.factTexts(it.row); len(facts) > 0 {
		t.text(indent(3), indent(3), []ink.Run{{Text: strings.Join(facts, " · "), Style: ink.Accent}})
	}
	if t.opt.Explain {
		for _, reason := range it.row.Reasons {
			t.text(indent(3), indent(5), []ink.Run{{Text: t.cat.Text(terms.Why) + t.cat.Colon() + safe.Line(t.cat.Reason(reason)), Style: ink.Dim}})
		}
		if len(it.row.Topics) > 0 {
			var names []string
			for i, topic := range it.row.Topics {
				names = append(names, safe.Line(t.cat.Topic(topic)+knownBy(it.row, i)))
			}
			t.text(indent(3), indent(5), []ink.Run{{
				Text: t.cat.Text(terms.Topics) + t.cat.Colon() + strings.Join(names, t.cat.Comma()), Style: ink.Dim,
			}})
		}
		t.text(indent(3), indent(5), []ink.Run{{Text: t.cat.Text(terms.RowID) + " " + safe.Line(it.row.ID), Style: ink.Dim}})
	}
}

// quiet says whether a row's label and its section's title above it tell all: a heading of which only the number or
// place changed, or that came or went.
func quiet(row *diff.Row) bool {
	if row.Kind != doc.Heading {
		return false
	}
	switch row.Status {
	case diff.Moved, diff.Renumbered, diff.Added, diff.Removed:
		return true
	}
	return false
}

// inline writes a row's text with its changes in it.
func (t *terminal) inline(it item) {
	if quiet(it.row) || it.kind == away && it.row.Kind == doc.Heading {
		return
	}
	bar := []ink.Run{{Text: "   "}, {Text: "│ ", Style: ink.Dim}}
	if it.kind == away {
		// The old place shows enough to know the text by; the rest stands at the new one.
		whole := diff.Row{Status: diff.Equal, Old: it.row.Old, New: it.row.Old}
		t.text(bar, bar, t.runs(&whole, excerpt.Of(&whole, 60), both))
		return
	}
	pieces := t.pieces(it.row)
	if inTwoScripts(it.row) {
		t.text([]ink.Run{{Text: "   - ", Style: ink.Removed}}, indent(5), t.runs(it.row, pieces, oldSide))
		t.text([]ink.Run{{Text: "   + ", Style: ink.Added}}, indent(5), t.runs(it.row, pieces, newSide))
		return
	}
	t.text(bar, bar, t.runs(it.row, pieces, both))
}

// sideBySide writes a row's old text on the left and its new one on the right.
func (t *terminal) sideBySide(it item) {
	if quiet(it.row) {
		return
	}
	const gutter = 3
	col := (t.o.Width - gutter - 3) / 2
	pieces := t.pieces(it.row)
	left := ink.Wrap(t.runs(it.row, pieces, oldSide), col)
	right := ink.Wrap(t.runs(it.row, pieces, newSide), col)
	for i := range max(len(left), len(right)) {
		runs := indent(gutter)
		if i < len(left) {
			runs = append(runs, ink.Pad(left[i], col)...)
		} else {
			runs = append(runs, ink.Run{Text: strings.Repeat(" ", col)})
		}
		runs = append(runs, ink.Run{Text: " │ ", Style: ink.Dim})
		if i < len(right) {
			runs = append(runs, right[i]...)
		}
		t.line(runs...)
	}
}

// which sides of a row to show.
type sideSet uint8

const (
	oldSide sideSet = 1 << iota
	newSide
	both = oldSide | newSide
)

// runs turns pieces of a row into styled runs of harmless text.
func (t *terminal) runs(row *diff.Row, pieces []excerpt.Piece, sides sideSet) []ink.Run {
	del, ins := ink.Del, ink.Ins
	if sides != both {
		del = ink.OldWords
	}
	if len(row.New) == 0 {
		del = ink.Removed
	}
	if len(row.Old) == 0 {
		ins = ink.Added
	}
	var out []ink.Run
	mark := func(open, text, close string, style ink.Style) {
		text = flow(text, row.Kind)
		if text == "" {
			return
		}
		if t.o.Color {
			out = append(out, ink.Run{Text: text, Style: style})
			return
		}
		out = append(out, ink.Run{Text: open, Style: ink.Mark}, ink.Run{Text: text}, ink.Run{Text: close, Style: ink.Mark})
	}
	for i, p := range pieces {
		switch p.Op {
		case excerpt.Gap:
			out = append(out, ink.Run{Text: gapText(i == 0, i == len(pieces)-1), Style: ink.Dim})
		case excerpt.Break:
			if sides == both || strings.Contains(p.Side(sides == oldSide), "\n") {
				out = append(out, ink.Run{Text: "¶\n", Style: ink.Moved})
			} else {
				out = append(out, ink.Run{Text: p.Side(sides == oldSide)})
			}
		case diff.SpanDelete:
			if sides&oldSide != 0 {
				mark("[-", p.Old, "-]", del)
			}
		case diff.SpanInsert:
			if sides&newSide != 0 {
				mark("{+", p.New, "+}", ins)
			}
		default:
			out = append(out, ink.Run{Text: flow(p.Side(sides == oldSide), row.Kind)})
		}
	}
	return out
}

// gapText stands for words left out, apart from those beside it.
func gapText(first, last bool) string {
	switch {
	case first:
		return "… "
	case last:
		return " …"
	}
	return " … "
}

// plain is the text of an unchanged row.
func plain(row *diff.Row, style ink.Style) []ink.Run {
	return []ink.Run{{Text: flow(excerpt.Text(row.New), row.Kind), Style: style}}
}

// flow makes raw text harmless, and joins the lines of running text: where its source broke them says nothing.
func flow(s string, kind doc.Kind) string {
	switch kind {
	case doc.Code, doc.HTML, doc.Row, doc.Attribute:
		return safe.Text(s)
	}
	return safe.Flow(s)
}

// stat writes a line for each section: its name, how many changes, and a sign for each.
func (t *terminal) stat() {
	t.line()
	groups := slices.DeleteFunc(slices.Clone(t.groups), func(g *group) bool { return g.changes() == 0 })
	names, widest := make([]string, len(groups)), 0
	for i, g := range groups {
		names[i] = ink.Truncate(t.plainName(g), t.o.Width/2)
		widest = max(widest, ink.Width(names[i]))
	}
	for i, g := range groups {
		runs := []ink.Run{{Text: " "}}
		runs = append(runs, ink.Pad([]ink.Run{{Text: names[i]}}, widest)...)
		var bar []ink.Run
		for _, it := range g.items {
			if it.kind == change {
				bar = append(bar, sign(it))
			}
		}
		if g.shifted > 0 {
			bar = append(bar, ink.Run{Text: strings.Repeat("↕", g.shifted), Style: ink.Moved})
		}
		runs = append(runs, ink.Run{Text: fmt.Sprintf(" │ %3d ", g.changes()), Style: ink.Dim})
		room := t.o.Width - ink.RunsWidth(runs)
		if len(bar) > room {
			bar = append(bar[:max(0, room-1)], ink.Run{Text: "…", Style: ink.Dim})
		}
		t.line(append(runs, bar...)...)
	}
}

// sections writes the outline of what changed: each section with a change, indented by depth, and what became of it.
func (t *terminal) sections() {
	t.line()
	for _, g := range t.groups {
		if g.changes() == 0 {
			continue
		}
		depth := 0
		status := diff.Modified
		if ref := g.ref(); ref != nil {
			depth, status = len(t.around(ref)), g.sec.Status
		}
		if status == diff.Equal {
			status = diff.Modified
		}
		s := sign(item{row: &diff.Row{Status: status}})
		note := t.cat.Status(status)
		switch status {
		case diff.Retitled, diff.Renumbered, diff.RetitledRenumbered, diff.MovedModified:
			if g.sec.Old == nil || g.sec.New == nil {
				break
			}
			if old := safe.Line(g.sec.Old.Name()); old != t.plainName(g) {
				note += t.cat.Comma() + t.cat.Text(terms.WasTitled, t.cat.Quote(old))
			}
		}
		pad := strings.Repeat("  ", min(depth, 8))
		t.text([]ink.Run{{Text: " " + pad}, s, {Text: " "}}, indent(3+len(pad)),
			[]ink.Run{{Text: t.plainName(g), Style: ink.Bold}, {Text: "  " + note, Style: ink.Dim}})
	}
}

// knownBy is in brackets what one of a row's topics is known by.
func knownBy(r *diff.Row, topic int) string {
	if topic >= len(r.TopicReasons) || r.TopicReasons[topic] == "" {
		return ""
	}
	return " (" + r.TopicReasons[topic] + ")"
}
