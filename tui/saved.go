package tui

import (
	"encoding/json"
	"os"
	"path/filepath"

	"policylog/diff"
)

// saved is what is kept of a session: the place, filters and looks.
type saved struct {
	Filter     string       `json:"filter,omitempty"`
	Sort       int          `json:"sort,omitempty"`
	At         string       `json:"at,omitempty"`        // the current source in the list
	Languages  bool         `json:"languages,omitempty"` // beside each other in the list
	Timeline   string       `json:"timeline,omitempty"`  // the source whose timeline was open
	Version    string       `json:"version,omitempty"`   // the current commit in it
	SideBySide int          `json:"side_by_side,omitempty"`
	NoOutline  bool         `json:"no_outline,omitempty"`
	Hidden     []diff.Class `json:"hidden"`
}

// readPlace reads what was kept; a file that is missing or broken is as none.
func readPlace(path string) (s saved, ok bool) {
	if path == "" {
		return s, false
	}
	b, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(b, &s) != nil {
		return saved{}, false
	}
	return s, true
}

// writePlace keeps a place, whole or not at all. That it cannot be kept is no error worth a word to a user who leaves.
func writePlace(path string, s saved) error {
	if path == "" {
		return nil
	}
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if os.MkdirAll(filepath.Dir(path), 0o755) != nil {
		return nil
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".tui-*")
	if err != nil {
		return nil
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(b)
	if tmp.Close() == nil && err == nil {
		_ = os.Rename(tmp.Name(), path)
	}
	return nil
}

// placeNow is what to keep of the session.
func (m *model) placeNow() saved {
	s := saved{SideBySide: int(m.sideBySide), NoOutline: !m.outline, Hidden: []diff.Class{}}
	for _, c := range diff.Classes() {
		if m.hidden[c] {
			s.Hidden = append(s.Hidden, c)
		}
	}
	for _, p := range m.stack {
		switch p := p.(type) {
		case *sourcesPlace:
			s.Filter, s.Sort, s.At, s.Languages = p.filter, int(p.sort), p.at, p.beside
		case *timeline:
			s.Timeline, s.Version = p.source, p.at
		}
	}
	return s
}

// restore takes up a kept place.
func (m *model) restore(s saved, ok bool) {
	if !ok {
		return
	}
	m.outline = !s.NoOutline
	if s.SideBySide >= int(sideByWidth) && s.SideBySide <= int(sideNever) {
		m.sideBySide = sideMode(s.SideBySide)
	}
	m.hidden = hiddenClasses{}
	for _, c := range s.Hidden {
		m.hidden[c] = true
	}
	if list, ok := m.stack[0].(*sourcesPlace); ok {
		list.filter, list.at, list.beside = s.Filter, s.At, s.Languages
		if s.Sort > 0 && s.Sort < int(numOrders) {
			list.sort = sortOrder(s.Sort)
		}
	}
	if s.Timeline != "" && m.opt.Source == "" {
		t := newTimeline(s.Timeline)
		t.at = s.Version
		m.stack = append(m.stack, t)
	}
}
