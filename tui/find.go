package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// finder is a long text that can be searched, in either script and case.
type finder struct {
	reader reader
	folded []string // what each item says, by its row, in the form in which it is searched
	search string   // as typed
}

// where is what is searched for and how far down one is.
func (f *finder) where(*model) string {
	s := ""
	if f.search != "" {
		s = "/" + cut(short(f.search), 16) + " · "
	}
	return s + fmt.Sprintf("%d%%", f.reader.percent())
}

// ask asks for a text and goes to the next place from here that has it.
func (f *finder) ask(m *model) tea.Cmd {
	m.prompt = newPrompt("/", "", func(m *model, text string) tea.Cmd {
		f.search = strings.TrimSpace(text)
		f.reader.forget()
		if f.search == "" {
			return nil
		}
		f.reader.current = f.reader.top - 1
		return f.next(1)(m)
	})
	return nil
}

// next goes to the next item (dir 1) that has what is searched for, or the one before, around the end where need be.
func (f *finder) next(dir int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		want := foldText(f.search)
		has := func(it *item) bool { return strings.Contains(f.folded[it.row], want) }
		was := f.reader.current
		if want == "" || !f.reader.step(dir, has) {
			f.reader.current = -1
			if dir < 0 {
				f.reader.current = len(f.reader.items)
			}
			if want == "" || !f.reader.step(dir, has) {
				f.reader.current = was
				return m.say(wNotFound, short(f.search))
			}
		}
		f.reader.showHit(f.reader.current)
		return nil
	}
}

// finding are the bindings of a search.
func (f *finder) finding() []binding {
	return []binding{
		{keys: []string{"/"}, name: wSearch, short: wSearchShort, do: f.ask},
		{keys: []string{"n"}, name: wNextFound, do: f.next(1)},
		{keys: []string{"p", "N"}, shown: "p", name: wPreviousFound, do: f.next(-1)},
	}
}

func (f *finder) click(*model, int, int) tea.Cmd { return nil }

func (f *finder) wheel(_ *model, n int) tea.Cmd {
	f.reader.scroll(n)
	return nil
}
