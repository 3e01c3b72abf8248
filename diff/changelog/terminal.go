package changelog

import (
	"bufio"
	"cmp"
	"io"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// TerminalOptions say how a changelog is set in a terminal.
type TerminalOptions struct {
	Width   int  // columns; 0: 80
	Color   bool // draw with colours; without, deletions and insertions stand in [-…-] and {+…+}
	Brief   bool // no quotations and classes
	Explain bool // rules, reasons and ids
}

// Terminal writes a changelog for reading in a terminal. The error is the writer's.
func Terminal(w io.Writer, c *Changelog, o TerminalOptions) error {
	p := newPrinter(w, c.Language, o)
	p.changelog(c)
	return p.close()
}

// printer writes wrapped lines and keeps the first error.
type printer struct {
	w   *bufio.Writer
	o   TerminalOptions
	cat terms.Catalogue
	err error
}

func newPrinter(w io.Writer, lang string, o TerminalOptions) *printer {
	if o.Width <= 0 {
		o.Width = 80
	}
	o.Width = max(o.Width, 20)
	return &printer{w: bufio.NewWriter(w), o: o, cat: terms.For(lang)}
}

func (p *printer) close() error {
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// text writes runs wrapped behind a gutter, the first line behind its own.
func (p *printer) text(firstGutter, gutter []ink.Run, runs ...ink.Run) {
	for _, l := range ink.Wrap(runs, p.o.Width-max(ink.RunsWidth(firstGutter), ink.RunsWidth(gutter))) {
		if err := ink.Write(p.w, append(append([]ink.Run(nil), firstGutter...), l...), p.o.Color); err != nil && p.err == nil {
			p.err = err
		}
		firstGutter = gutter
	}
}

func (p *printer) blank() { p.text(nil, nil) }

func gutter(s string) []ink.Run { return []ink.Run{{Text: s}} }

func (p *printer) changelog(c *Changelog) {
	title := cmp.Or(safe.Line(c.Title), safe.Line(c.Source), p.cat.Text(terms.Untitled))
	p.text(nil, nil, ink.Run{Text: title, Style: ink.Bold}, ink.Run{Text: " · " + p.cat.Text(terms.WhatsNew), Style: ink.Dim})
	p.ends(c)
	p.blank()
	p.text(gutter("  "), gutter("  "), ink.Run{Text: c.Summary})
	for _, s := range c.Statements {
		p.text(gutter("  "), gutter("  "), ink.Run{Text: s.Text, Style: ink.Alert})
	}
	for i := range c.Sections {
		p.section(&c.Sections[i])
	}
	if c.Claims != nil {
		p.claims(c)
	}
}

// ends writes what is known of the two versions.
func (p *printer) ends(c *Changelog) {
	lines := endLines(p.cat, c)
	label, old := 0, 0
	for _, l := range lines {
		label = max(label, ink.Width(l[0]))
		if l[1] != l[2] {
			old = max(old, ink.Width(l[1]))
		}
	}
	for _, l := range lines {
		label := ink.Pad([]ink.Run{{Text: "  " + l[0], Style: ink.Dim}}, label+4)
		value := ink.Run{Text: l[2]}
		switch rest := p.o.Width - ink.RunsWidth(label) - 3; {
		case l[1] == l[2]:
		case old+ink.Width(l[2]) > rest:
			value.Text = l[1] + "\n→ " + l[2]
		default:
			value.Text = l[1] + strings.Repeat(" ", old-ink.Width(l[1])) + " → " + l[2]
		}
		p.text(label, gutter(strings.Repeat(" ", ink.RunsWidth(label))), value)
	}
}

// endLines lists what is known of the two versions: label, old, new, harmless and in the reader's language.
func endLines(cat terms.Catalogue, c *Changelog) [][3]string {
	var out [][3]string
	add := func(k, missing terms.Key, old, new string, date bool) {
		if old == "" && new == "" {
			return
		}
		show := func(s string) string {
			if s == "" {
				return cat.Text(missing)
			}
			if date {
				s = cat.Date(s)
			}
			return short(s)
		}
		out = append(out, [3]string{cat.Text(k), show(old), show(new)})
	}
	if c.Source != "" {
		add(terms.SourceName, terms.Unknown, c.Old.Source, c.New.Source, false)
	}
	from, to := cat.Span(c.Old.Captured, c.New.Captured)
	add(terms.Captured, terms.Unknown, from, to, false)
	add(terms.Updated, terms.NotStated, cmp.Or(c.Old.Updated, c.Old.UpdatedText), cmp.Or(c.New.Updated, c.New.UpdatedText), true)
	add(terms.Effective, terms.NotStated, cmp.Or(c.Old.Effective, c.Old.EffectiveText), cmp.Or(c.New.Effective, c.New.EffectiveText), true)
	add(terms.Label, terms.NotStated, c.Old.Label, c.New.Label, false)
	add(terms.Ref, terms.Unknown, shortRef(c.Old.Ref), shortRef(c.New.Ref), false)
	return out
}

// shortRef is a commit as people name it.
func shortRef(ref string) string {
	if len(ref) == 40 || len(ref) == 64 {
		return ref[:10]
	}
	return ref
}

// sectionTitle is what a section is called, harmless.
func sectionTitle(cat terms.Catalogue, s *Section) string {
	if name := safe.Line(s.Name()); name != "" {
		return name
	}
	if s.Path == nil && s.Status == diff.Equal {
		return cat.Text(terms.Preamble)
	}
	return cat.Text(terms.Untitled)
}

func (p *printer) section(s *Section) {
	p.blank()
	runs := []ink.Run{{Text: sectionTitle(p.cat, s), Style: ink.Bold}}
	if s.Number != "" {
		runs = []ink.Run{{Text: safe.Line(s.Number) + " ", Style: ink.Accent}, {Text: safe.Line(s.Title), Style: ink.Bold}}
	}
	if s.Old != "" && !s.tellsTitle() {
		runs = append(runs, ink.Run{Text: "  " + p.cat.Text(terms.WasTitled, p.cat.Quote(short(s.Old))), Style: ink.Dim})
	}
	p.text(nil, gutter("  "), runs...)
	type group struct {
		kind doc.Kind
		rank Rank
	}
	told := map[group]bool{} // of which the number reworded was told
	for i := range s.Entries {
		e := &s.Entries[i]
		n := 0
		if p.o.Brief && !p.o.Explain && onlyReworded(p.cat, e) {
			n = reworded(p.cat, s.Entries, e)
		}
		switch {
		case n < 2:
			p.entry(e)
		case !told[group{e.Kind, e.Rank}]:
			told[group{e.Kind, e.Rank}] = true
			p.text([]ink.Run{{Text: "  "}, mark(e), {Text: " "}}, gutter("    "),
				ink.Run{Text: p.cat.Text(terms.TextReworded, p.cat.Kinds(e.Kind, n))})
		}
	}
}

// onlyReworded says whether no more is said of an entry than that it was reworded.
func onlyReworded(cat terms.Catalogue, e *Entry) bool {
	return e.Status == diff.Modified && bulletLine(cat, e) == cat.Text(terms.TextReworded, cat.Kind(e.Kind))
}

// reworded is how many entries of a section are only reworded blocks of the kind and rank of one of them.
func reworded(cat terms.Catalogue, list []Entry, like *Entry) int {
	n := 0
	for i := range list {
		if e := &list[i]; e.Kind == like.Kind && e.Rank == like.Rank && onlyReworded(cat, e) {
			n++
		}
	}
	return n
}

// mark is the sign before an entry: what became of it, in colour how high it ranks.
func mark(e *Entry) ink.Run {
	r := ink.Run{Text: "~", Style: ink.Dim}
	switch e.Status {
	case diff.Added:
		r.Text = "+"
	case diff.Removed:
		r.Text = "-"
	case diff.Moved, diff.MovedModified:
		r.Text = "↕"
	}
	switch e.Rank {
	case ByFact:
		r.Style = ink.Alert
	case ByContent:
		r.Style = ink.Accent
	}
	return r
}

func (p *printer) entry(e *Entry) {
	style := ink.Plain
	if e.Rank == ByFact {
		style = ink.Bold
	}
	var runs []ink.Run
	for i, b := range e.Bullets {
		if i > 0 {
			runs = append(runs, ink.Run{Text: p.cat.Semicolons([]string{"", ""})})
		}
		runs = append(runs, ink.Run{Text: b.Text, Style: style})
	}
	if !p.o.Brief {
		runs = append(runs, ink.Run{Text: "  " + p.cat.Class(e.Class), Style: ink.Dim})
	}
	p.text([]ink.Run{{Text: "  "}, mark(e), {Text: " "}}, gutter("    "), runs...)
	if p.o.Explain {
		for _, line := range append([]string{e.Rule}, e.Reasons...) {
			p.text(gutter("    "), gutter("      "), ink.Run{Text: p.cat.Text(terms.Why) + p.cat.Colon() + safe.Line(line), Style: ink.Dim})
		}
		if len(e.Topics) > 0 {
			var names []string
			for _, t := range e.Topics {
				names = append(names, short(p.cat.Topic(t)))
			}
			p.text(gutter("    "), gutter("      "),
				ink.Run{Text: p.cat.Text(terms.Topics) + p.cat.Colon() + strings.Join(names, p.cat.Comma()), Style: ink.Dim})
		}
		p.text(gutter("    "), gutter("      "), ink.Run{Text: p.cat.Text(terms.RowID) + " " + safe.Line(e.ID), Style: ink.Dim})
	}
	if p.o.Brief || onlyPlace(e) {
		return
	}
	bar := []ink.Run{{Text: "    "}, {Text: "│ ", Style: ink.Dim}}
	for i, q := range e.Quotes {
		p.text(bar, bar, p.quote(q, i == 0)...)
	}
	if e.More > 0 {
		p.text(bar, bar, ink.Run{Text: p.cat.Count(terms.MoreBlocks, e.More), Style: ink.Dim})
	}
}

// onlyPlace says whether a quotation would only repeat the bullets: a title that changed, a heading that moved.
func onlyPlace(e *Entry) bool {
	if e.Kind != doc.Heading {
		return false
	}
	switch e.Status {
	case diff.Retitled, diff.RetitledRenumbered, diff.Moved, diff.MovedModified:
		return true
	}
	return false
}

// quote turns a quotation into runs: with its changes marked where it has both sides, plain where it has one, which the
// first of several is labelled with.
func (p *printer) quote(q Quote, first bool) []ink.Run {
	var out []ink.Run
	one := q.Old == "" || q.New == ""
	put := func(open, text, close string, style, whole ink.Style) {
		text = safe.Flow(text)
		switch {
		case one:
			out = append(out, ink.Run{Text: text, Style: whole})
		case p.o.Color:
			out = append(out, ink.Run{Text: text, Style: style})
		default:
			out = append(out, ink.Run{Text: open, Style: ink.Mark}, ink.Run{Text: text}, ink.Run{Text: close, Style: ink.Mark})
		}
	}
	if first && one && len(q.Pieces) > 0 && q.Pieces[0].Op != diff.SpanEqual {
		out = append(out, ink.Run{Text: p.cat.Text(sideOf(q)) + p.cat.Colon(), Style: ink.Dim})
	}
	for i, piece := range q.Pieces {
		switch piece.Op {
		case diff.SpanDelete:
			put("[-", piece.Old, "-]", ink.Del, ink.Removed)
		case diff.SpanInsert:
			put("{+", piece.New, "+}", ink.Ins, ink.Added)
		case excerpt.Gap:
			s := " … "
			if i == 0 {
				s = "… "
			}
			out = append(out, ink.Run{Text: s, Style: ink.Dim})
		case excerpt.Break:
			out = append(out, ink.Run{Text: " ¶ ", Style: ink.Moved})
		default:
			out = append(out, ink.Run{Text: safe.Flow(piece.New)})
		}
	}
	return out
}

func sideOf(q Quote) terms.Key {
	if q.New == "" {
		return terms.OldQuote
	}
	return terms.NewQuote
}

// claims writes the publisher's list beside what was found.
func (p *printer) claims(c *Changelog) {
	p.blank()
	p.text(nil, gutter("  "), ink.Run{Text: p.cat.Text(terms.Publisher), Style: ink.Bold})
	p.text(gutter("  "), gutter("  "), ink.Run{Text: c.Claims.Text, Style: ink.Dim})
	for _, cl := range c.Claims.Items {
		sign, style := "✓ ", ink.Added
		if len(cl.Matches) == 0 {
			sign, style = "? ", ink.Alert
		}
		p.text([]ink.Run{{Text: "  "}, {Text: sign, Style: style}}, gutter("    "), ink.Run{Text: cl.item()})
		p.text(gutter("      "), gutter("      "), ink.Run{Text: cl.Text, Style: style})
		for _, found := range cl.Found(p.cat) {
			p.text(gutter("      "), gutter("        "), ink.Run{Text: found, Style: ink.Dim})
		}
	}
	p.blank()
	p.text(gutter("  "), gutter("  "), ink.Run{Text: p.cat.Text(terms.Unclaimed), Style: ink.Bold})
	if len(c.Claims.Unclaimed) == 0 {
		p.text(gutter("  "), gutter("  "), ink.Run{Text: p.cat.Text(c.UnmentionedNone())})
	}
	for _, l := range c.unclaimedLines() {
		sign, style := ink.Run{Text: "~", Style: ink.Dim}, ink.Plain
		if l.entry != nil {
			sign, style = mark(l.entry), ink.Bold
		}
		p.text([]ink.Run{{Text: "  "}, sign, {Text: " "}}, gutter("    "),
			ink.Run{Text: sectionTitle(p.cat, l.section) + p.cat.Colon()}, ink.Run{Text: l.what(p.cat), Style: style})
	}
}

// matchText names a matching change and the evidence for it.
func matchText(cat terms.Catalogue, m Match) string {
	name := safe.Line(m.Section)
	if name == "" {
		name = cat.Text(terms.Preamble)
	}
	return cat.Text(terms.SectionOf, short(name)) + cat.Colon() + m.Evidence
}

// bulletLine is all that is said of an entry in one line.
func bulletLine(cat terms.Catalogue, e *Entry) string {
	var texts []string
	for _, b := range e.Bullets {
		texts = append(texts, b.Text)
	}
	return cat.Semicolons(texts)
}

// Find is the entry with an id and its section; nil when there is none.
func (c *Changelog) Find(id string) (*Section, *Entry) {
	for i := range c.Sections {
		for j := range c.Sections[i].Entries {
			if e := &c.Sections[i].Entries[j]; e.ID == id {
				return &c.Sections[i], e
			}
		}
	}
	return nil, nil
}

// PeriodTerminal writes a period for reading in a terminal: its net change, then each update, newest first. The error is
// the writer's.
func PeriodTerminal(w io.Writer, per *Period, o TerminalOptions) error {
	p := newPrinter(w, per.Language, o)
	p.period(per)
	return p.close()
}

func (p *printer) period(per *Period) {
	if len(per.Updates) == 1 && len(per.Updates[0].Steps) == 0 {
		p.changelog(per.Updates[0].Net)
		return
	}
	title := cmp.Or(safe.Line(per.Title), safe.Line(per.Source), p.cat.Text(terms.Untitled))
	p.text(nil, nil, ink.Run{Text: title, Style: ink.Bold}, ink.Run{Text: " · " + p.cat.Text(terms.Changelog), Style: ink.Dim})
	p.text(gutter("  "), gutter("  "), ink.Run{Text: per.Summary})
	if per.NetNote != "" {
		p.text(gutter("  "), gutter("  "), ink.Run{Text: per.NetNote, Style: ink.Dim})
	}
	if per.Net != nil && len(per.Updates) > 1 {
		p.rule(p.cat.Text(terms.NetChange))
		p.changelog(per.Net)
	}
	for _, u := range per.Updates {
		p.rule(updateTitle(p.cat, u))
		p.changelog(u.Net)
		for _, s := range u.Steps {
			p.blank()
			p.text(gutter("  "), gutter("    "), ink.Run{Text: endText(p.cat, s.From) + " → " + endText(p.cat, s.To), Style: ink.Accent})
			p.step(s.Changelog)
		}
	}
}

// step writes what changed in one capture of several, a line each: the whole stands above, in the update's own
// changelog.
func (p *printer) step(c *Changelog) {
	for i := range c.Sections {
		for j := range c.Sections[i].Entries {
			e := &c.Sections[i].Entries[j]
			p.text([]ink.Run{{Text: "    "}, mark(e), {Text: " "}}, gutter("      "),
				ink.Run{Text: sectionTitle(p.cat, &c.Sections[i]) + p.cat.Colon(), Style: ink.Dim}, ink.Run{Text: bulletLine(p.cat, e)})
		}
	}
	for _, n := range c.Counted {
		p.text(gutter("    · "), gutter("      "), ink.Run{Text: n.Text, Style: ink.Dim})
	}
}

// rule writes a heading that parts a period.
func (p *printer) rule(s string) {
	p.blank()
	p.text(nil, nil, ink.Run{Text: "── ", Style: ink.Dim}, ink.Run{Text: s, Style: ink.Bold},
		ink.Run{Text: " " + strings.Repeat("─", max(0, p.o.Width-ink.Width(s)-4)), Style: ink.Dim})
	p.blank()
}

// updateTitle names an update by when it was captured.
func updateTitle(cat terms.Catalogue, u Update) string {
	from, to := day(cat, u.From), day(cat, u.To)
	if from == to {
		return cat.Text(terms.UpdateOf, to)
	}
	return cat.Text(terms.UpdateSpan, from, to) + cat.Aside(cat.Count(terms.Captures, len(u.Steps)))
}

// endText names a version by its day and commit.
func endText(cat terms.Catalogue, e End) string {
	s := day(cat, e.Captured)
	if e.Ref != "" {
		s += " " + short(shortRef(e.Ref))
	}
	return s
}

// DigestTerminal writes a digest for reading in a terminal. The error is the writer's.
func DigestTerminal(w io.Writer, d *Digest, o TerminalOptions) error {
	p := newPrinter(w, d.Language, o)
	p.text(nil, nil, ink.Run{Text: p.cat.Text(terms.DigestTitle), Style: ink.Bold}, ink.Run{Text: " · " + d.Text, Style: ink.Dim})
	for _, per := range d.Changed {
		p.rule(short(per.Source))
		p.period(per)
	}
	if len(d.OutOfStep) > 0 {
		p.rule(p.cat.Text(terms.OutOfStep))
		for _, line := range d.OutOfStep {
			p.text(nil, gutter("  "), ink.Run{Text: line})
		}
	}
	if len(d.Quiet) > 0 {
		p.blank()
		p.text(nil, gutter("  "), ink.Run{Text: quietText(p.cat, d), Style: ink.Dim})
	}
	return p.close()
}

// quietText names the sources without change.
func quietText(cat terms.Catalogue, d *Digest) string {
	names := make([]string, len(d.Quiet))
	for i, n := range d.Quiet {
		names[i] = short(n)
	}
	return cat.Count(terms.DigestQuiet, len(d.Quiet), strings.Join(names, cat.Comma()))
}
