package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The cursor stands where an input method is to write: two columns on for each Chinese character.
func TestPromptCursor(t *testing.T) {
	s := newScreen(t, fixture(t), 60, 15)
	cursor := func() int { return s.m.View().Cursor.X }
	s.keys("/", "隐私a")
	if got, want := cursor(), len(" / ")+5; got != want {
		t.Errorf("behind 隐私a the cursor stands in column %d, want %d", got, want)
	}
	s.keys("left", "left")
	if got, want := cursor(), len(" / ")+2; got != want {
		t.Errorf("between 隐 and 私 it stands in column %d, want %d", got, want)
	}
	s.keys("backspace")
	s.shows(" / 私a")
	s.keys("ctrl+u", "ctrl+e")
	s.send(tea.PasteMsg{Content: strings.Repeat("資料的保存", 20) + "\n\x1b[2J\u202eend"})
	checkFrame(t, s.frame(), 60, 15)
	if c := cursor(); c >= 60 {
		t.Errorf("after a long paste the cursor stands in column %d", c)
	}
	s.shows("end")
	s.keys("ctrl+a")
	if got, want := cursor(), len(" / "); got != want {
		t.Errorf("at the beginning it stands in column %d, want %d", got, want)
	}
	checkFrame(t, s.frame(), 60, 15)
}

// Long work says how far it is while a place waits for it.
func TestMeterWhileReading(t *testing.T) {
	meter := &Meter{}
	s := newScreen(t, fixture(t), 80, 24, func(o *Options) { o.Meter = meter })
	s.keys("down")
	s.hold = true
	s.keys("enter")
	meter.Report("index", 1200, 4200)
	s.shows("Reading… 1200/4200")
	s.release()
	s.hides("1200/4200")
	if got := meter.String(); got != "" {
		t.Errorf("after the answer the meter says %q", got)
	}
}
