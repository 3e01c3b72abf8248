package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/store"
)

// textPlace shows one version as it stands.
type textPlace struct {
	asker
	finder
	version store.Version
	doc     *doc.Document
	err     error
}

func newTextPlace(v store.Version) *textPlace { return &textPlace{version: v} }

func (p *textPlace) crumb(m *model) string {
	return short(p.version.Source) + "@" + day(p.version.Captured, m)
}

func (p *textPlace) refresh(m *model) tea.Cmd {
	if p.doc != nil {
		return nil
	}
	a, v := m.opt.Archive, p.version
	return m.ask(&p.asker, func(ctx context.Context) (any, error) {
		text, err := a.Text(ctx, v)
		if err != nil {
			return nil, err
		}
		return partedOf(doc.Parse(text)), nil
	})
}

func (p *textPlace) receive(m *model, v any, err error) tea.Cmd {
	if err != nil {
		p.err = err
		return m.fail(err)
	}
	text, _ := v.(parted)
	p.doc, p.folded = text.doc, text.folded
	var items []item
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		for k, s := range text.parts[i] {
			end := k == len(text.parts[i])-1
			items = append(items, item{row: len(items), fold: -1, under: b.Section, header: b.Kind == doc.Heading, lay: func(width int) []line {
				return p.layBlock(b, s, end, width)
			}})
		}
	}
	p.reader.set(items)
	if p.search != "" {
		p.reader.current = -1
		p.next(1)(m)
	}
	return nil
}

// parted is a document with the parts in which each block is shown, and what each of them says.
type parted struct {
	doc    *doc.Document
	parts  [][]string
	folded []string
}

func partedOf(d *doc.Document) parted {
	p := parted{doc: d}
	for i := range d.Blocks {
		parts := textParts(d.Blocks[i].Text)
		p.parts = append(p.parts, parts)
		for k, text := range parts {
			p.folded = append(p.folded, foldText(text))
			if k > 0 { // what is searched for may stand across the cut
				p.folded[len(p.folded)-2] += foldText(text[:partEnd(text, acrossCut)])
			}
		}
	}
	return p
}

// acrossCut is how much of a part, in bytes, is searched together with the part before it.
const acrossCut = 300

// layBlock lays out a block or a part of it; a blank line follows its end.
func (p *textPlace) layBlock(b *doc.Block, text string, end bool, width int) []line {
	style := ink.Plain
	if b.Kind == doc.Heading {
		style = ink.Bold
	}
	s := safe.Flow(text)
	if b.Kind == doc.Row || b.Kind == doc.Code || b.Kind == doc.HTML {
		s = safe.Text(text)
	}
	out := wrap(blank(1+2*min(b.Depth, 6)), highlight([]ink.Run{run(settle(s), style)}, p.search), width)
	if end {
		out = append(out, line{})
	}
	return out
}

func (p *textPlace) bindings(m *model) []binding {
	section := func(dir int) func(*model) tea.Cmd {
		return does(func(*model) {
			from := p.reader.top
			p.reader.current = from
			if p.reader.step(dir, func(it *item) bool { return it.header }) {
				p.reader.top, p.reader.skip = p.reader.current, 0
			}
		})
	}
	return append(append(p.finding(), []binding{
		{keys: []string{"]"}, shown: "] [", name: wNextSection, short: wSectionShort, do: section(1)},
		{keys: []string{"["}, name: wPreviousSection, do: section(-1)},
		{keys: []string{"o"}, name: wOpenURL, do: func(m *model) tea.Cmd { return m.openURL(p.version.URL) }},
	}...), p.reader.scrolling(m, "␣", "space", "pgdown", "ctrl+f")...)
}

func (p *textPlace) draw(m *model, width, height int) []line {
	switch {
	case p.err != nil:
		return m.trouble(p.err, width)
	case p.doc == nil:
		return m.busy()
	}
	p.reader.size(width-1, height)
	return p.reader.draw()
}
