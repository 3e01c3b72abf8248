package tui

import (
	"fmt"
	"sync/atomic"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"policylog/diff/render/ink"
)

// Meter says how far long work in the archive is, such as the first reading of its history. Its Report is for
// store.Options.Progress; it may be called from any goroutine.
type Meter struct{ done, total atomic.Int64 }

// Report takes how much is done.
func (m *Meter) Report(_ string, done, total int64) {
	m.done.Store(done)
	m.total.Store(total)
}

// clear forgets work that came to its end.
func (m *Meter) clear() {
	if m != nil {
		m.Report("", 0, 0)
	}
}

// String is the work done of all there is; "" where no work is known of.
func (m *Meter) String() string {
	if m == nil || m.total.Load() <= 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", m.done.Load(), m.total.Load())
}

// waits says whether what fills the screen is still to be read.
func (m *model) waits() bool { return !m.loaded || m.top().questions().waiting() }

// turn keeps the wheel turning that says that something is being read.
func (m *model) turn() tea.Cmd {
	if m.turning || !m.moves || !m.waits() {
		return nil
	}
	m.turning = true
	return m.wheel.Tick
}

// turned moves the wheel on; it stops when all is read.
func (m *model) turned(t spinner.TickMsg) tea.Cmd {
	if !m.waits() {
		m.turning = false
		return nil
	}
	var cmd tea.Cmd
	m.wheel, cmd = m.wheel.Update(t)
	return cmd
}

// busy is what a place says while it waits for its first answer.
func (m *model) busy() []line {
	return []line{{}, lineOf(
		space(2), run(m.wheel.View(), styleKey), run(" "+m.words.text(wReading)+" "+m.opt.Meter.String(), ink.Dim),
	)}
}
