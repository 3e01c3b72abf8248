package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/store"
)

// newsPlace shows what is new in a version: the changelog of a comparison.
type newsPlace struct {
	asker
	history  []store.Version
	from, to store.Version
	c        *comparison
	err      error
	reader   reader
	explain  bool
}

func newNewsPlace(history []store.Version, from, to store.Version) *newsPlace {
	return &newsPlace{history: history, from: from, to: to}
}

func (p *newsPlace) crumb(m *model) string {
	return m.words.text(wNews) + " " + days(p.from.Captured, p.to.Captured, m)
}

func (p *newsPlace) where(m *model) string {
	if p.c == nil {
		return ""
	}
	at, n := 0, 0
	for i, it := range p.reader.items {
		if it.stop {
			n++
			if i <= p.reader.current {
				at = n
			}
		}
	}
	return m.words.say(wChangeOf, at, n)
}

func (p *newsPlace) refresh(m *model) tea.Cmd {
	if p.c != nil {
		return nil
	}
	from, to, c := p.from, p.to, m.compare
	return m.ask(&p.asker, func(ctx context.Context) (any, error) { return c.of(ctx, from, to) })
}

func (p *newsPlace) receive(m *model, v any, err error) tea.Cmd {
	if err != nil {
		p.err = err
		return m.fail(err)
	}
	if x, ok := v.(*comparison); ok {
		p.c = x
		p.build(m)
		p.reader.firstStop()
	}
	return nil
}

// build makes an item of each part of the changelog.
func (p *newsPlace) build(m *model) {
	c := p.c.log
	var items []item
	add := func(stop bool, header bool, row int, lay func(int) []line) {
		items = append(items, item{stop: stop, header: header, row: row, fold: -1, under: -1, lay: lay})
	}
	add(false, false, -1, func(width int) []line { return p.layTop(m, width) })
	for s := range c.Sections {
		sec := &c.Sections[s]
		add(false, true, -1, func(width int) []line {
			name := short(sec.Name())
			if name == "" {
				name = m.cat.Text(terms.Preamble)
			}
			runs := []ink.Run{run(name, ink.Bold)}
			if sec.Old != "" {
				runs = append(runs, run("  "+m.cat.Text(terms.WasTitled, m.cat.Quote(short(sec.Old))), ink.Dim))
			}
			return wrap(blank(1), runs, width)
		})
		for e := range sec.Entries {
			entry := &sec.Entries[e]
			add(true, false, s*1000+e, func(width int) []line { return p.layEntry(m, entry, width) })
		}
	}
	if len(c.Counted) > 0 {
		add(false, false, -1, func(width int) []line {
			var parts []string
			for _, n := range c.Counted {
				parts = append(parts, short(n.Text))
			}
			return append(wrap(blank(1), []ink.Run{run("⋯ "+strings.Join(parts, m.cat.Comma()), ink.Dim)}, width), line{})
		})
	}
	if c.Claims != nil {
		p.addClaims(m, c, add)
	}
	p.reader.set(items)
}

func (p *newsPlace) layTop(m *model, width int) []line {
	c := p.c.log
	title := short(c.Title)
	if title == "" {
		title = short(c.Source)
	}
	out := wrap(blank(1), []ink.Run{run(title, ink.Bold), run(" · "+m.cat.Text(terms.WhatsNew), ink.Dim)}, width)
	out = append(out, line{})
	out = append(out, wrap(blank(1), []ink.Run{run(settle(safe.Flow(c.Summary)), ink.Plain)}, width)...)
	for _, s := range c.Statements {
		out = append(out, wrap(blank(1), []ink.Run{run(settle(safe.Flow(s.Text)), ink.Alert)}, width)...)
	}
	return append(out, line{})
}

// layEntry is one change: what it is in bullets, and the words of the text.
func (p *newsPlace) layEntry(m *model, e *changelog.Entry, width int) []line {
	sign := signOf(e.Status)
	out := []line{}
	for i, b := range e.Bullets {
		mark := run("•", ink.Dim)
		if i == 0 {
			mark = sign
		}
		gutter := []ink.Run{space(1), mark, space(1)}
		for k, l := range ink.Wrap([]ink.Run{run(settle(safe.Flow(b.Text)), ink.Plain)}, width-3) {
			if k > 0 {
				gutter = blank(3)
			}
			out = append(out, lineOf(append(append([]ink.Run(nil), gutter...), l...)...))
		}
	}
	if r, ok := m.reviews[e.ID]; ok {
		out = append(out, wrap(blank(3), []ink.Run{run(strings.TrimSpace(m.verdictMark(r)+" "+short(r.Note)), ink.Accent)}, width)...)
	}
	for _, q := range e.Quotes {
		gutter := []ink.Run{space(3), run("│ ", ink.Dim)}
		out = append(out, wrap(gutter, pieceRuns(m, q.Pieces, e.Status), width)...)
	}
	if e.More > 0 {
		out = append(out, wrap(blank(5), []ink.Run{run(m.cat.Count(terms.MoreBlocks, e.More), ink.Dim)}, width)...)
	}
	if p.explain {
		for _, s := range append([]string{e.Rule}, e.Reasons...) {
			out = append(out, wrap(blank(3), []ink.Run{run(m.cat.Text(terms.Why)+m.cat.Colon()+short(s), ink.Dim)}, width)...)
		}
	}
	return append(out, line{})
}

// pieceRuns is a quotation with what changed marked.
func pieceRuns(m *model, pieces []excerpt.Piece, status diff.Status) []ink.Run {
	del, ins := ink.Del, ink.Ins
	if status == diff.Removed {
		del = ink.Removed
	}
	if status == diff.Added {
		ins = ink.Added
	}
	var out []ink.Run
	put := func(open, s, shut string, style ink.Style) {
		if s = settle(safe.Flow(s)); s == "" {
			return
		}
		if m.theme.plain {
			out = append(out, run(open, ink.Mark), run(s, ink.Plain), run(shut, ink.Mark))
			return
		}
		out = append(out, run(s, style))
	}
	for i, piece := range pieces {
		switch piece.Op {
		case excerpt.Gap:
			gap := " … "
			if i == 0 {
				gap = "… "
			}
			out = append(out, run(gap, ink.Dim))
		case excerpt.Break:
			out = append(out, run("¶\n", ink.Moved))
		case diff.SpanDelete:
			put("[-", piece.Old, "-]", del)
		case diff.SpanInsert:
			put("{+", piece.New, "+}", ins)
		default:
			out = append(out, run(settle(safe.Flow(piece.Side(false))), ink.Plain))
		}
	}
	return out
}

// addClaims lays the publisher's own list beside the text, and then what it does not mention.
func (p *newsPlace) addClaims(m *model, c *changelog.Changelog, add func(bool, bool, int, func(int) []line)) {
	heading := func(k terms.Key, below string) {
		add(false, true, -1, func(width int) []line {
			out := wrap(blank(1), []ink.Run{run(m.cat.Text(k), ink.Bold)}, width)
			if below == "" {
				return out
			}
			return append(out, wrap(blank(1), []ink.Run{run(short(below), ink.Dim)}, width)...)
		})
	}
	heading(terms.Publisher, c.Claims.Text)
	for i := range c.Claims.Items {
		claim := &c.Claims.Items[i]
		add(false, false, -1, func(width int) []line { return layClaim(m, claim, width) })
	}
	add(false, false, -1, func(int) []line { return []line{{}} })
	heading(terms.Unclaimed, "")
	unmentioned := c.Unmentioned(m.cat)
	if len(unmentioned) == 0 {
		add(false, false, -1, func(width int) []line {
			return wrap(blank(3), []ink.Run{run(m.cat.Text(c.UnmentionedNone()), ink.Dim)}, width)
		})
	}
	for _, u := range unmentioned {
		add(false, false, -1, func(width int) []line {
			style := ink.Plain
			if u.Fact {
				style = ink.Bold
			}
			return wrap([]ink.Run{run(" ~ ", ink.Alert)}, []ink.Run{
				run(short(u.Section)+m.cat.Colon(), ink.Accent), run(short(u.Text), style),
			}, width)
		})
	}
}

// layClaim is one claim of the publisher with the changes that bear it out, or failing those the ones nearest to it.
func layClaim(m *model, claim *changelog.Claim, width int) []line {
	mark, style := run(" ? ", ink.Alert), ink.Alert
	if len(claim.Matches) > 0 {
		mark, style = run(" ✓ ", ink.Added), ink.Added
	}
	out := wrap([]ink.Run{mark}, []ink.Run{run(settle(safe.Flow(claim.Quote)), ink.Plain)}, width)
	out = append(out, wrap(blank(5), []ink.Run{run(short(claim.Text), style)}, width)...)
	for _, s := range claim.Found(m.cat) {
		out = append(out, wrap(blank(5), []ink.Run{run(short(s), ink.Dim)}, width)...)
	}
	return out
}

// entry is the current change.
func (p *newsPlace) entry() *changelog.Entry {
	if p.c == nil || p.reader.current >= len(p.reader.items) {
		return nil
	}
	it := p.reader.items[p.reader.current]
	if !it.stop {
		return nil
	}
	return &p.c.log.Sections[it.row/1000].Entries[it.row%1000]
}

func (p *newsPlace) bindings(m *model) []binding {
	next := func(dir int) func(*model) tea.Cmd {
		return func(m *model) tea.Cmd {
			if !p.reader.step(dir, func(it *item) bool { return it.stop }) {
				return m.say(wNoMoreChanges)
			}
			return nil
		}
	}
	section := func(dir int) func(*model) tea.Cmd {
		return does(func(*model) { p.reader.step(dir, func(it *item) bool { return it.header }) })
	}
	version := func(dir int) func(*model) tea.Cmd {
		return func(m *model) tea.Cmd {
			d := newDiffPlace(p.history, p.from, p.to)
			if from, to, ok := d.neighbour(dir); ok {
				return m.replace(newNewsPlace(p.history, from, to))
			}
			return m.say(wNoMoreVersions)
		}
	}
	return append([]binding{
		{keys: []string{"n"}, shown: "n p", name: wNextChange, short: wChangeShort, do: next(1)},
		{keys: []string{"enter", "d", "l", "right"}, shown: "⏎", name: wShowInDiff, short: wDiff, do: p.openDiff},
		{keys: []string{"}"}, shown: "} {", name: wNextVersion, short: wVersionShort, do: version(1)},
		{keys: []string{"x"}, name: wExport, short: wExportShort, do: p.export},
		{keys: []string{"v"}, name: wVerdict, short: wVerdictShort, do: func(m *model) tea.Cmd { return m.askVerdict(p.rows()) }},
		{keys: []string{"e"}, name: wNote, do: func(m *model) tea.Cmd { return m.askNote(p.rows()) }},
		{keys: []string{"P"}, name: wNotice, do: func(m *model) tea.Cmd { return m.askNotice(p.from, p.to) }},
		{keys: []string{"B"}, name: wBlame, do: func(m *model) tea.Cmd { return m.blame(p.history, p.to) }},
		{keys: []string{"y"}, name: wCopy, do: p.copyQuote},
		{keys: []string{"p", "N"}, shown: "p", name: wPreviousChange, do: next(-1)},
		{keys: []string{"]"}, name: wNextSection, do: section(1)},
		{keys: []string{"["}, name: wPreviousSection, do: section(-1)},
		{keys: []string{"{"}, name: wPreviousVersion, do: version(-1)},
		{keys: []string{"i"}, name: wExplain, do: does(func(*model) { p.explain = !p.explain; p.reader.forget() })},
		{keys: []string{"o"}, name: wOpenURL, do: func(m *model) tea.Cmd { return m.openURL(p.to.URL) }},
	}, p.reader.scrolling(m, "␣", "space", "pgdown", "ctrl+f")...)
}

// openDiff shows the current change in the comparison.
func (p *newsPlace) openDiff(m *model) tea.Cmd {
	d := newDiffPlace(p.history, p.from, p.to)
	if e := p.entry(); e != nil {
		d.wantRow = e.ID
	}
	return m.replace(d)
}

func (p *newsPlace) click(m *model, _, y int) tea.Cmd {
	if i := p.reader.at(y); i >= 0 && p.reader.items[i].stop {
		if i == p.reader.current {
			return p.openDiff(m)
		}
		p.reader.current = i
	}
	return nil
}

func (p *newsPlace) wheel(_ *model, n int) tea.Cmd {
	p.reader.scroll(n)
	return nil
}

func (p *newsPlace) draw(m *model, width, height int) []line {
	switch {
	case p.err != nil && p.c == nil:
		return m.trouble(p.err, width)
	case p.c == nil:
		return m.busy()
	}
	p.reader.size(width-1, height)
	return p.reader.draw()
}

// latestPlace finds the last change of a source and makes way for it.
type latestPlace struct {
	asker
	source string
	news   bool
	err    error
}

func newLatest(source string, news bool) *latestPlace {
	return &latestPlace{source: source, news: news}
}

func (p *latestPlace) crumb(*model) string       { return short(p.source) }
func (p *latestPlace) where(*model) string       { return "" }
func (p *latestPlace) bindings(*model) []binding { return nil }

func (p *latestPlace) click(*model, int, int) tea.Cmd { return nil }
func (p *latestPlace) wheel(*model, int) tea.Cmd      { return nil }

func (p *latestPlace) refresh(m *model) tea.Cmd {
	source, a := p.source, m.opt.Archive
	return m.ask(&p.asker, func(ctx context.Context) (any, error) {
		h, err := a.History(ctx, source)
		return historyAnswer{h}, err
	})
}

// receive opens the last change of the policy over the source's timeline, so that leaving it leads there.
func (p *latestPlace) receive(m *model, v any, err error) tea.Cmd {
	a, ok := v.(historyAnswer)
	if err != nil || !ok {
		p.err = err
		return m.fail(err)
	}
	h := a.versions
	for i := len(h) - 1; i > 0; i-- {
		if h[i].Kind == store.KindTechnicalUpgrade {
			continue
		}
		t := newTimeline(p.source)
		t.at = h[i].Commit
		below := m.replace(t)
		if p.news {
			return tea.Batch(below, m.open(newNewsPlace(h, h[i-1], h[i])))
		}
		return tea.Batch(below, m.open(newDiffPlace(h, h[i-1], h[i])))
	}
	m.back()
	return m.say(wOneVersion)
}

func (p *latestPlace) draw(m *model, width, _ int) []line {
	if p.err != nil {
		return m.trouble(p.err, width)
	}
	return m.busy()
}
