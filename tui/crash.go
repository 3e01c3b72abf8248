package tui

import (
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/render/safe"
)

// crash is a panic: what was said and where. The library restores the terminal, but what it prints of the panic goes to the
// screen that is left; so it is kept here and told afterwards.
type crash struct {
	value any
	stack []byte
}

// witness keeps the first panic and lets it go on. It must be deferred itself.
func (m *model) witness() {
	if r := recover(); r != nil {
		m.crash.CompareAndSwap(nil, &crash{r, debug.Stack()})
		panic(r)
	}
}

// guard makes a command of which a panic is kept.
func (m *model) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer m.witness()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = m.guard(batch[i])
			}
		}
		return msg
	}
}

// report is the error that a panic ends the program with. What was said may hold words of a policy.
func (m *model) report() error {
	what := ""
	if c := m.crash.Load(); c != nil {
		what = fmt.Sprintf("panic: %s\n%s", safe.Text(fmt.Sprint(c.value)), c.stack)
	}
	return fmt.Errorf("the program met a state it did not expect and stopped; your archive is as it was\n%s"+
		"hint: please report the lines above, with what you did last and %q", what, "policylog version: "+m.opt.Version)
}
