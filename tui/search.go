package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/render/ink"
	"policylog/diff/render/undress"
	"policylog/store"
)

// askSearch searches the comparison while the user types.
func (p *diffPlace) askSearch(m *model) tea.Cmd {
	live := func(m *model, text string) tea.Cmd {
		p.setSearch(m, text)
		return nil
	}
	m.prompt = newPrompt("/", "", func(m *model, text string) tea.Cmd {
		p.setSearch(m, text)
		if p.search != "" && len(p.found) == 0 {
			return m.say(wNotFound, short(text))
		}
		return nil
	})
	m.prompt.live = live
	m.prompt.left = func(m *model) { p.setSearch(m, "") }
	return nil
}

// setSearch finds the rows that have a text, in either script, unfolds them and goes to the first from here on.
func (p *diffPlace) setSearch(m *model, typed string) {
	p.search, p.found = strings.TrimSpace(typed), nil
	p.reader.forget()
	if p.c == nil || p.search == "" {
		return
	}
	want := foldText(p.search)
	for i, s := range p.c.folded {
		if strings.Contains(s, want) {
			p.found = append(p.found, i)
		}
	}
	if len(p.found) == 0 {
		return
	}
	now := p.rowAt()
	next := p.found[0]
	for _, i := range p.found {
		if i >= now {
			next = i
			break
		}
	}
	p.showFound(m, next)
}

// rowAt is the row that is current or the first after it.
func (p *diffPlace) rowAt() int {
	for i := p.reader.current; i >= 0 && i < len(p.reader.items); i++ {
		if it := p.reader.items[i]; it.row >= 0 && !it.away {
			return it.row
		} else if it.fold >= 0 {
			return it.fold
		}
	}
	return 0
}

// showFound goes to a row that was found, and opens it when it is folded.
func (p *diffPlace) showFound(m *model, row int) {
	if !p.shows(row) {
		p.opened[row] = true
		p.rebuild(m)
	}
	for i := range p.reader.items {
		it := &p.reader.items[i]
		if it.row == row && !it.away {
			it.stop = true
			p.reader.show(i)
			p.showPart(i)
			return
		}
	}
	for i := range p.reader.items { // an unchanged heading has no item of its own but its section's
		if it := &p.reader.items[i]; it.header && it.under == p.c.section[row] {
			p.reader.show(i)
			return
		}
	}
}

// showPart scrolls to the part of a long row that has what is searched for.
func (p *diffPlace) showPart(first int) {
	want := foldText(p.search)
	for k, s := range p.c.partText[p.reader.items[first].row] {
		if strings.Contains(s, want) {
			p.reader.showHit(first + k)
			return
		}
	}
}

func (p *diffPlace) nextFound(m *model, dir int) tea.Cmd {
	if len(p.found) == 0 {
		return m.say(wNotFound, short(p.search))
	}
	at, _ := p.foundAt()
	p.showFound(m, p.found[(at-1+dir+len(p.found))%len(p.found)])
	return nil
}

// foundAt is which of the found rows is current, from 1, and how many there are.
func (p *diffPlace) foundAt() (at, n int) {
	now := p.rowAt()
	at, _ = slices.BinarySearch(p.found, now+1)
	return at, len(p.found)
}

// searchArchive asks for a text and searches every version of every source for it.
func (m *model) searchArchive() tea.Cmd {
	m.prompt = newPrompt(m.words.text(wSearchAllFor), "", func(m *model, text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return m.open(&hitsPlace{query: text})
	})
	return nil
}

// hitsPlace lists the sources of which some version says what was searched for.
type hitsPlace struct {
	asker
	query string
	hits  []store.Hit
	done  bool
	err   error
	list  list
}

func (p *hitsPlace) crumb(m *model) string { return m.words.text(wSearchShort) + " " + short(p.query) }

func (p *hitsPlace) where(m *model) string {
	if !p.done {
		return ""
	}
	return m.words.say(wSourcesFound, len(p.hits))
}

func (p *hitsPlace) refresh(m *model) tea.Cmd {
	if p.done {
		return nil
	}
	a, query := m.opt.Archive, p.query
	return m.ask(&p.asker, func(ctx context.Context) (any, error) { return a.Search(ctx, store.Query{Text: query}) })
}

func (p *hitsPlace) receive(m *model, v any, err error) tea.Cmd {
	p.done, p.err = true, err
	if hits, ok := v.([]store.Hit); ok {
		p.hits = hits
		p.list.setLen(len(hits))
	}
	return m.fail(err)
}

func (p *hitsPlace) move(n int) func(*model) tea.Cmd {
	return does(func(*model) { p.list.move(n, anyRow) })
}

func (p *hitsPlace) bindings(m *model) []binding {
	return []binding{
		{keys: []string{"enter", "l", "right"}, shown: "⏎", name: wShowText, short: wOpen, do: p.openHit},
		{keys: []string{"j", "down"}, shown: "j ↓", name: wDown, do: p.move(1)},
		{keys: []string{"k", "up"}, shown: "k ↑", name: wUp, do: p.move(-1)},
		{keys: []string{"pgdown", "space"}, shown: "␣", name: wPageDown, do: p.move(max(m.height/3, 1))},
		{keys: []string{"pgup", "b"}, shown: "b", name: wPageUp, do: p.move(-max(m.height/3, 1))},
	}
}

func (p *hitsPlace) openHit(m *model) tea.Cmd {
	if p.list.cursor >= len(p.hits) {
		return nil
	}
	t := newTextPlace(p.hits[p.list.cursor].Last)
	t.search = p.query
	return m.open(t)
}

func (p *hitsPlace) click(m *model, _, y int) tea.Cmd {
	if i := p.list.top + y/3; i < len(p.hits) {
		if i == p.list.cursor {
			return p.openHit(m)
		}
		p.list.cursor = i
	}
	return nil
}

func (p *hitsPlace) wheel(m *model, n int) tea.Cmd { return p.move(n / 3)(m) }

func (p *hitsPlace) draw(m *model, width, height int) []line {
	switch {
	case p.err != nil:
		return m.trouble(p.err, width)
	case !p.done:
		return m.busy()
	case len(p.hits) == 0:
		return m.message(wNotFound, width, short(p.query))
	}
	var out []line
	from, to := p.list.window(height / 3)
	for i := from; i < to; i++ {
		h := p.hits[i]
		until := day(h.Last.Captured, m)
		if h.Current {
			until = m.words.text(wToThisDay)
		}
		mark := run("   ", ink.Plain)
		if i == p.list.cursor {
			mark = run(" › ", stylePick)
		}
		out = append(out, line{picked: i == p.list.cursor, runs: []ink.Run{
			mark, run(short(h.Source), ink.Bold),
			run(fmt.Sprintf("  %s – %s · %s", day(h.First.Captured, m), until, m.words.say(wVersionsOf, h.Versions)), ink.Dim),
		}})
		said := undress.Line(h.Text)
		if !matches(said, p.query) { // it stands in markup alone
			said = h.Text
		}
		text := highlight([]ink.Run{run(short(said), ink.Plain)}, p.query)
		lines := ink.Wrap(text, width-6)
		at := 0
		for k, l := range lines {
			for _, r := range l {
				if r.Style&hit != 0 && at == 0 {
					at = k
				}
			}
		}
		out = append(out, lineOf(append(blank(5), lines[at]...)...), line{})
	}
	return out
}

// filter lets the user choose the classes that are shown.
func (p *diffPlace) filter(m *model) tea.Cmd {
	if p.c == nil {
		return nil
	}
	of := map[diff.Class]int{}
	for i := range p.c.result.Blocks {
		of[p.c.result.Blocks[i].Class]++
	}
	pop := &popup{title: m.words.text(wFilterClasses), stay: true}
	for i, c := range slices.Backward(diff.Classes()) {
		box := "[x] "
		if m.hidden[c] {
			box = "[ ] "
		}
		key := fmt.Sprint(len(diff.Classes()) - i)
		pop.add(key, fmt.Sprintf("%s%s  %d", box, m.cat.Class(c), of[c]), func(m *model) tea.Cmd {
			at := m.popup.list.cursor
			if n := int(key[0] - '1'); n < len(m.popup.rows) {
				at = n
			}
			m.hidden[c] = !m.hidden[c]
			p.rebuild(m)
			cmd := p.filter(m)
			m.popup.list.cursor = at
			return cmd
		})
	}
	m.popup = pop
	return nil
}

// topics lets the user choose one topic.
func (p *diffPlace) topics(m *model) tea.Cmd {
	if p.c == nil {
		return nil
	}
	of := map[string]int{}
	var names []string
	for i := range p.c.result.Blocks {
		for _, t := range p.c.result.Blocks[i].Topics {
			if of[t] == 0 {
				names = append(names, t)
			}
			of[t]++
		}
	}
	slices.Sort(names)
	pop := &popup{title: m.words.text(wFilterTopics)}
	choose := func(t string) func(*model) tea.Cmd {
		return does(func(m *model) {
			p.only = t
			p.rebuild(m)
			p.reader.firstStop()
		})
	}
	pop.add("0", m.words.text(wAllTopics), choose(""))
	for i, t := range names {
		pop.add(fmt.Sprint(i+1), fmt.Sprintf("%s  %d", short(m.cat.Topic(t)), of[t]), choose(t))
	}
	m.popup = pop
	return nil
}
