package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/notice"
)

// verdictWords are the verdicts as the interface shows them.
var verdictWords = []struct {
	key     string
	verdict notice.Verdict
	word    word
	sign    string
}{
	{"1", notice.Content, wVerdictContent, "✓"},
	{"2", notice.Wording, wVerdictWording, "✓"},
	{"3", notice.Noise, wVerdictNoise, "·"},
	{"4", notice.ExtractionError, wVerdictExtraction, "✗"},
}

// verdictMark is a review in a label.
func (m *model) verdictMark(r notice.Review) string {
	for _, w := range verdictWords {
		if w.verdict == r.Verdict {
			return w.sign + " " + m.words.text(w.word)
		}
	}
	return "✎"
}

// readReviews reads the notes of an archive; what other programs keep there is left alone.
func readReviews(notes map[string]string) map[string]notice.Review {
	out := make(map[string]notice.Review, len(notes))
	for id, text := range notes {
		if r, err := notice.ParseReview(text); err == nil {
			out[id] = r
		}
	}
	return out
}

// written is a review as it is kept; "" removes it.
func written(r notice.Review) string {
	if r.Verdict == "" && r.Note == "" {
		return ""
	}
	return r.String()
}

// reviewed is a set of reviews by the ids of rows.
type reviewed map[string]notice.Review

// noted says that reviews were written, or not; before is what they replaced.
type noted struct {
	before reviewed
	err    error
}

// review changes the reviews of some rows: on the screen at once, in the archive in a command. Where that fails it is
// taken back.
func (m *model) review(rows []*diff.Row, change func(*notice.Review)) tea.Cmd {
	if m.opt.Archive.Foreign() {
		return m.say(wReadOnly)
	}
	before, after := reviewsOf(m.opt, m.reviews, rows, change)
	m.undo = append(m.undo, before)
	return m.writeReviews(before, after)
}

// reviewsOf is the reviews of some rows before and after a change of each.
func reviewsOf(o Options, all reviewed, rows []*diff.Row, change func(*notice.Review)) (before, after reviewed) {
	before, after = reviewed{}, reviewed{}
	for _, row := range rows {
		r := all[row.ID]
		before[row.ID] = r
		r.By, r.At, r.Same = o.By, o.Now().UTC().Format(time.RFC3339), notice.SameChange(row)
		change(&r)
		after[row.ID] = r
	}
	return before, after
}

func (m *model) writeReviews(before, after reviewed) tea.Cmd {
	m.showReviews(after)
	a, ctx := m.opt.Archive, context.WithoutCancel(m.ctx)
	return func() tea.Msg {
		for id, r := range after {
			if err := a.SetNote(ctx, id, written(r)); err != nil {
				return noted{before, err}
			}
		}
		return noted{before, nil}
	}
}

func (m *model) showReviews(set reviewed) {
	if m.reviews == nil {
		m.reviews = reviewed{}
	}
	for id, r := range set {
		if written(r) == "" {
			delete(m.reviews, id)
		} else {
			m.reviews[id] = r
		}
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
	to, now := m.undo[n-1], reviewed{}
	m.undo = m.undo[:n-1]
	for id := range to {
		now[id] = m.reviews[id]
	}
	m.toast = m.words.text(wUndone)
	return m.writeReviews(now, to)
}

// askVerdict lets the user choose a verdict on a change.
func (m *model) askVerdict(rows []*diff.Row) tea.Cmd {
	if len(rows) == 0 {
		return m.say(wNoChangeHere)
	}
	pop := &popup{title: m.words.text(wVerdict)}
	set := func(v notice.Verdict) func(*model) tea.Cmd {
		return func(m *model) tea.Cmd { return m.review(rows, func(r *notice.Review) { r.Verdict = v }) }
	}
	for _, w := range verdictWords {
		pop.add(w.key, w.sign+" "+m.words.text(w.word), set(w.verdict))
	}
	pop.add("0", m.words.text(wVerdictNone), set(""))
	m.popup = pop
	return nil
}

// askNote lets the user write a note on a change.
func (m *model) askNote(rows []*diff.Row) tea.Cmd {
	if len(rows) == 0 {
		return m.say(wNoChangeHere)
	}
	text := m.reviews[rows[0].ID].Note
	m.prompt = newPrompt(m.words.text(wNoteShort), text, func(m *model, text string) tea.Cmd {
		return m.review(rows, func(r *notice.Review) { r.Note = strings.TrimSpace(text) })
	})
	return nil
}

// rows is the current change.
func (p *diffPlace) rows() []*diff.Row {
	if r := p.row(); r != nil {
		return []*diff.Row{r}
	}
	return nil
}

// rows are those of the current change.
func (p *newsPlace) rows() []*diff.Row {
	if e := p.entry(); e != nil {
		return p.c.rowsOf(e)
	}
	return nil
}
