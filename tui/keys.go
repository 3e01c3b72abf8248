package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/render/ink"
)

// binding is a key, its name and what it does.
type binding struct {
	keys  []string // as tea names them
	shown string   // how help shows the keys; "": the first
	name  word     // for help and palette
	short word     // for the hints at the bottom; wNone: not among them
	do    func(*model) tea.Cmd
}

func (b binding) has(key string) bool { return slices.Contains(b.keys, key) }

// does makes a binding of something that has no question.
func does(fn func(*model)) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		fn(m)
		return nil
	}
}

// allBindings are those of the place and those that hold everywhere; the place comes first.
func (m *model) allBindings() []binding { return append(m.top().bindings(m), m.everywhere()...) }

func (m *model) everywhere() []binding {
	return []binding{
		{keys: []string{"?", "f1"}, shown: "?", name: wHelpFor, do: (*model).help},
		{keys: []string{":", "ctrl+p"}, shown: ":", name: wPalette, do: (*model).palette},
		{keys: []string{"q", "esc", "backspace", "left", "h"}, shown: "q ←", name: wBack, do: func(m *model) tea.Cmd {
			if len(m.stack) == 1 {
				return tea.Quit
			}
			return m.back()
		}},
		{keys: []string{"u"}, name: wUndo, do: (*model).undoVerdict},
		{keys: []string{"ctrl+l"}, shown: "^L", name: wRedraw, do: func(m *model) tea.Cmd {
			return tea.Batch(tea.ClearScreen, m.look())
		}},
		{keys: []string{"ctrl+z"}, shown: "^Z", name: wSuspend, do: func(*model) tea.Cmd { return tea.Suspend }},
		{keys: []string{"Q", "ctrl+c"}, shown: "Q ^C", name: wQuit, do: func(*model) tea.Cmd { return tea.Quit }},
	}
}

// help shows every key of the place.
func (m *model) help() tea.Cmd {
	p := &popup{title: m.words.text(wHelpFor)}
	for _, b := range m.allBindings() {
		p.add(shownKeys(b), m.words.text(b.name), b.do)
	}
	m.popup = p
	return nil
}

// palette is the same as a list to search in.
func (m *model) palette() tea.Cmd {
	all := m.allBindings()
	least := 0 // the list keeps its place while it gets shorter
	for _, b := range all {
		least = max(least, ink.Width(m.words.text(b.name))+8)
	}
	show := func(m *model, text string) {
		p := &popup{title: m.words.text(wPalette), empty: m.words.text(wNoCommand), least: least}
		for _, b := range all {
			if matches(strings.Join(b.name[:], "\n"), text) || matches(shownKeys(b), text) { // in any language
				p.add(shownKeys(b), m.words.text(b.name), b.do)
			}
		}
		m.popup = p
	}
	show(m, "")
	m.prompt = newPrompt(":", "", func(m *model, _ string) tea.Cmd {
		p := m.popup
		m.popup = nil
		if p == nil || len(p.rows) == 0 {
			return nil
		}
		return p.rows[p.list.cursor].do(m)
	})
	m.prompt.live = func(m *model, text string) tea.Cmd {
		show(m, text)
		return nil
	}
	m.prompt.move = func(m *model, n int) {
		if m.popup != nil {
			m.popup.list.move(n, anyRow)
		}
	}
	m.prompt.left = func(m *model) { m.popup = nil }
	return nil
}

func shownKeys(b binding) string {
	if b.shown != "" {
		return b.shown
	}
	return b.keys[0]
}
