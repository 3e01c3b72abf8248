package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/store"
)

// textPlace shows one version as it stands.
type textPlace struct {
	asker
	version store.Version
	doc     *doc.Document
	folded  []string
	err     error
	reader  reader
	search  string
}

func newTextPlace(v store.Version) *textPlace { return &textPlace{version: v} }

func (p *textPlace) crumb(m *model) string {
	return short(p.version.Source) + "@" + day(p.version.Captured, m)
}

func (p *textPlace) where(*model) string {
	s := ""
	if p.search != "" {
		s = "/" + cut(short(p.search), 16) + " · "
	}
	return s + fmt.Sprintf("%d%%", p.reader.percent())
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
		return doc.Parse(text), nil
	})
}

func (p *textPlace) receive(m *model, v any, err error) tea.Cmd {
	if err != nil {
		p.err = err
		return m.fail(err)
	}
	p.doc, _ = v.(*doc.Document)
	var items []item
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		p.folded = append(p.folded, foldText(b.Text))
		items = append(items, item{row: i, fold: -1, under: b.Section, header: b.Kind == doc.Heading, lay: func(width int) []line {
			style := ink.Plain
			if b.Kind == doc.Heading {
				style = ink.Bold
			}
			s := safe.Flow(b.Text)
			if b.Kind == doc.Row || b.Kind == doc.Code || b.Kind == doc.HTML {
				s = safe.Text(b.Text)
			}
			runs := highlight([]ink.Run{run(settle(s), style)}, p.search)
			return append(wrap(blank(1+2*min(b.Depth, 6)), runs, width), line{})
		}})
	}
	p.reader.set(items)
	if p.search != "" {
		p.reader.current = -1
		p.next(1)(m)
	}
	return nil
}

// next goes to the next block that has what is searched for.
func (p *textPlace) next(dir int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		want := foldText(p.search)
		if want == "" || !p.reader.step(dir, func(it *item) bool { return strings.Contains(p.folded[it.row], want) }) {
			return m.say(wNotFound, short(p.search))
		}
		return nil
	}
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
	return append([]binding{
		{keys: []string{"/"}, name: wSearch, short: wSearchShort, do: func(m *model) tea.Cmd {
			m.prompt = newPrompt("/", "", func(m *model, text string) tea.Cmd {
				p.search = strings.TrimSpace(text)
				p.reader.forget()
				if p.search == "" {
					return nil
				}
				p.reader.current = p.reader.top - 1
				return p.next(1)(m)
			})
			return nil
		}},
		{keys: []string{"n"}, name: wNextFound, do: p.next(1)},
		{keys: []string{"p", "N"}, shown: "p", name: wPreviousFound, do: p.next(-1)},
		{keys: []string{"]"}, shown: "] [", name: wNextSection, short: wSectionShort, do: section(1)},
		{keys: []string{"["}, name: wPreviousSection, do: section(-1)},
		{keys: []string{"o"}, name: wOpenURL, do: func(m *model) tea.Cmd { return m.openURL(p.version.URL) }},
	}, p.reader.scrolling(m, "␣", "space", "pgdown", "ctrl+f")...)
}

func (p *textPlace) click(*model, int, int) tea.Cmd { return nil }

func (p *textPlace) wheel(_ *model, n int) tea.Cmd {
	p.reader.scroll(n)
	return nil
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
