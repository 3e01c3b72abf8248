package tui

import (
	"context"
	"encoding/json"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
)

// verdict is what a person said of a change. It is kept as JSON in the archive's notes, under the change's id.
type verdict struct {
	Verdict string `json:"verdict,omitempty"`
	Note    string `json:"note,omitempty"`
	At      string `json:"at,omitempty"` // RFC 3339

	rest map[string]json.RawMessage // what other programs wrote beside it, kept as it is
}

// The verdicts.
const (
	verdictReal   = "real"
	verdictNoise  = "noise"
	verdictUnsure = "unsure"
)

var verdictWords = []struct {
	key, verdict string
	word         word
	sign         string
}{
	{"1", verdictReal, wVerdictReal, "✓"}, {"2", verdictNoise, wVerdictNoise, "·"}, {"3", verdictUnsure, wVerdictUnsure, "?"},
}

// mark is a verdict in a label.
func (v verdict) mark(m *model) string {
	for _, w := range verdictWords {
		if w.verdict == v.Verdict {
			return w.sign + " " + m.words.text(w.word)
		}
	}
	if v.Verdict == "" {
		return "✎"
	}
	return "✓ " + short(v.Verdict)
}

// readVerdicts reads the notes of an archive; what is no JSON object is a note in plain words.
func readVerdicts(notes map[string]string) map[string]verdict {
	out := make(map[string]verdict, len(notes))
	for id, text := range notes {
		var v verdict
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			v = verdict{Note: strings.TrimSpace(text)}
		} else if json.Unmarshal([]byte(text), &v.rest) == nil {
			for _, k := range []string{"verdict", "note", "at"} {
				delete(v.rest, k)
			}
		}
		out[id] = v
	}
	return out
}

// String is a verdict as it is kept; "" for none.
func (v verdict) String() string {
	if v.Verdict == "" && v.Note == "" && len(v.rest) == 0 {
		return ""
	}
	all := map[string]any{}
	for k, raw := range v.rest {
		all[k] = raw
	}
	for k, s := range map[string]string{"verdict": v.Verdict, "note": v.Note, "at": v.At} {
		if s != "" {
			all[k] = s
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		return ""
	}
	return string(b)
}

// undo is what a verdict replaced.
type undo struct {
	id     string
	before verdict
}

// noted says that a verdict was written, or not.
type noted struct {
	id     string
	before verdict
	err    error
}

// setVerdict keeps a verdict: on the screen at once, in the archive in a command. Where that fails it is taken back.
func (m *model) setVerdict(id string, v verdict) tea.Cmd {
	before := m.notes[id]
	v.rest = maps.Clone(before.rest)
	m.undo = append(m.undo, undo{id, before})
	return m.writeVerdict(id, before, v)
}

func (m *model) writeVerdict(id string, before, v verdict) tea.Cmd {
	if m.opt.Archive.Foreign() {
		if n := len(m.undo); n > 0 {
			m.undo = m.undo[:n-1]
		}
		return m.say(wReadOnly)
	}
	m.putVerdict(id, v)
	a, ctx := m.opt.Archive, context.WithoutCancel(m.ctx)
	return func() tea.Msg { return noted{id, before, a.SetNote(ctx, id, v.String())} }
}

func (m *model) putVerdict(id string, v verdict) {
	if m.notes == nil {
		m.notes = map[string]verdict{}
	}
	if v.String() == "" {
		delete(m.notes, id)
	} else {
		m.notes[id] = v
	}
	for _, p := range m.stack {
		switch p := p.(type) {
		case *diffPlace:
			p.reader.forget()
		case *newsPlace:
			p.reader.forget()
		}
	}
}

// undoVerdict takes the last verdict or note back.
func (m *model) undoVerdict() tea.Cmd {
	n := len(m.undo)
	if n == 0 {
		return m.say(wNothingToUndo)
	}
	u := m.undo[n-1]
	m.undo = m.undo[:n-1]
	cmd := m.writeVerdict(u.id, m.notes[u.id], u.before)
	m.toast = m.words.text(wUndone)
	return cmd
}

// askVerdict lets the user choose a verdict on a change.
func (m *model) askVerdict(id string) tea.Cmd {
	pop := &popup{title: m.words.text(wVerdict)}
	set := func(to string) func(*model) tea.Cmd {
		return func(m *model) tea.Cmd {
			v := m.notes[id]
			v.Verdict, v.At = to, m.opt.Now().UTC().Format("2006-01-02T15:04:05Z")
			if to == "" {
				v.At = ""
			}
			return m.setVerdict(id, v)
		}
	}
	for _, w := range verdictWords {
		pop.add(w.key, w.sign+" "+m.words.text(w.word), set(w.verdict))
	}
	pop.add("0", m.words.text(wVerdictNone), set(""))
	m.popup = pop
	return nil
}

// askNoteFor lets the user write a note on a change.
func (m *model) askNoteFor(id string) tea.Cmd {
	text := m.notes[id].Note
	m.prompt = &prompt{label: m.words.text(wNoteShort), text: text, cursor: len(text), done: func(m *model, text string) tea.Cmd {
		v := m.notes[id]
		v.Note, v.At = strings.TrimSpace(text), m.opt.Now().UTC().Format("2006-01-02T15:04:05Z")
		return m.setVerdict(id, v)
	}}
	return nil
}

func (p *diffPlace) verdict(m *model) tea.Cmd {
	if r := p.row(); r != nil {
		return m.askVerdict(r.ID)
	}
	return m.say(wNoChangeHere)
}

func (p *diffPlace) askNote(m *model) tea.Cmd {
	if r := p.row(); r != nil {
		return m.askNoteFor(r.ID)
	}
	return m.say(wNoChangeHere)
}

// nextUnreviewed goes to the next change without a verdict, around the end of the text where need be.
func (p *diffPlace) nextUnreviewed(m *model) tea.Cmd {
	if p.c == nil {
		return nil
	}
	open := func(it *item) bool {
		return isChange(it) && m.notes[p.c.result.Blocks[it.row].ID].Verdict == ""
	}
	if p.reader.step(1, open) {
		return nil
	}
	current := p.reader.current
	p.reader.current = -1
	if p.reader.step(1, open) {
		return nil
	}
	p.reader.current = current
	return m.say(wAllReviewed)
}

// unreviewed counts the changes without a verdict.
func (p *diffPlace) unreviewed(m *model) int {
	n := 0
	for i := range p.c.result.Blocks {
		if r := &p.c.result.Blocks[i]; p.wanted(i) && r.Status != diff.Equal && m.notes[r.ID].Verdict == "" {
			n++
		}
	}
	return n
}
