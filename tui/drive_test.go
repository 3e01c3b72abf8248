package tui

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/render/ink"
)

// screen drives a model without a terminal and without a clock: each command runs at once, and its answer comes back
// before the next key.
type screen struct {
	t     testing.TB
	m     *model
	sent  []tea.Msg // what commands returned that the model does not know
	hold  bool      // keep commands back
	later []tea.Cmd
}

func newScreen(t testing.TB, a Archive, width, height int, change ...func(*Options)) *screen {
	t.Helper()
	o := Options{Archive: a, Compare: comparing(a), Follow: following(a), Now: func() time.Time { return fixedNow }, Lang: "en", Dir: t.TempDir()}
	for _, c := range change {
		c(&o)
	}
	s := &screen{t: t, m: newModel(context.Background(), o)}
	s.m.restore(readPlace(o.State))
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.run(s.m.Init())
	s.frame()
	return s
}

func (s *screen) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.run(cmd)
	s.m.View()
}

func (s *screen) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if s.hold {
		s.later = append(s.later, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	case answer, changed, noted, did, openRequest, tick:
		s.send(msg)
	default:
		s.sent = append(s.sent, msg)
	}
}

// release runs what was held back.
func (s *screen) release() {
	s.hold = false
	later := s.later
	s.later = nil
	for _, c := range later {
		s.run(c)
	}
}

var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "space": tea.KeySpace,
	"down": tea.KeyDown, "up": tea.KeyUp, "left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "end": tea.KeyEnd,
	"home": tea.KeyHome, "delete": tea.KeyDelete,
}

// keys presses keys: names of special ones, or characters.
func (s *screen) keys(keys ...string) *screen {
	for _, k := range keys {
		if _, ok := named[k]; ok || strings.HasPrefix(k, "ctrl+") {
			s.send(keyPress(k))
			continue
		}
		for _, r := range k {
			s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return s
}

// keyPress is a key by its name: left, ctrl+u, alt+left.
func keyPress(name string) tea.KeyPressMsg {
	var msg tea.KeyPressMsg
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		msg.Mod, name = tea.ModCtrl, rest
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		msg.Mod, name = tea.ModAlt, rest
	}
	if code, ok := named[name]; ok {
		msg.Code = code
	} else {
		msg.Code = rune(name[0])
	}
	if name == "space" {
		msg.Text = " "
	}
	return msg
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// frame is what the screen shows, without attributes and without blanks at the ends of lines.
func (s *screen) frame() string {
	lines := strings.Split(sgr.ReplaceAllString(s.m.View().Content, ""), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (s *screen) shows(want ...string) {
	s.t.Helper()
	f := s.frame()
	for _, w := range want {
		if !strings.Contains(f, w) {
			s.t.Errorf("the screen does not show %q:\n%s", w, f)
		}
	}
}

func (s *screen) hides(not ...string) {
	s.t.Helper()
	f := s.frame()
	for _, w := range not {
		if strings.Contains(f, w) {
			s.t.Errorf("the screen shows %q:\n%s", w, f)
		}
	}
}

// splitRuns cuts a text into runs of n characters.
func splitRuns(s string, n int) []ink.Run {
	var out []ink.Run
	for r := []rune(s); len(r) > 0; r = r[min(n, len(r)):] {
		out = append(out, ink.Run{Text: string(r[:min(n, len(r))])})
	}
	return out
}
