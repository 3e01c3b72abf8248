package tui

import (
	"context"
	"errors"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/store"
)

// The walk through what has no verdict: to the end of a version, through the later versions of its source and around to
// the earlier ones, then through the sources that the list shows below it, and around.

// walkAtMost is how many versions one step of the walk compares at most before it rests. It rests at a version, from
// which the next step goes on.
const walkAtMost = 100

// walked is where a step of the walk came to.
type walked struct {
	history  []store.Version
	from, to store.Version // the version that has such a change, or where it rests; zero: there is none anywhere
	row      string        // its first such change; "": it rests
}

// walk is one step: what it begins at and what it looks for.
type walk struct {
	archive Archive
	compare func(ctx context.Context, from, to store.Version) (*diff.Result, error)
	reviews reviewed // as they were when it began
	hidden  hiddenClasses
	only    string
	left    int // versions it may still compare
	at      walked
}

// errFound ends a step.
var errFound = errors.New("found")

// nextUnreviewed goes to the next change without a verdict: in this text, then in other versions and sources.
func (p *diffPlace) nextUnreviewed(m *model) tea.Cmd {
	if p.c == nil || p.walking {
		return nil
	}
	open := func(it *item) bool {
		return isChange(it) && m.reviews[p.c.result.Blocks[it.row].ID].Verdict == ""
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
	p.walking = true
	m.toast = m.words.text(wWalking)
	w := &walk{
		archive: m.opt.Archive, compare: m.opt.Compare,
		reviews: maps.Clone(m.reviews), hidden: maps.Clone(m.hidden), only: p.only, left: walkAtMost,
	}
	sources := m.sourcesAfter(p.to.Source)
	history, here := p.history, p.to.Commit
	return m.ask(&p.asker, func(ctx context.Context) (any, error) { return w.step(ctx, history, here, sources) })
}

// sourcesAfter are the sources that the list shows, from the one after a source and around.
func (m *model) sourcesAfter(source string) []string {
	var names []string
	at := -1
	if p, ok := m.stack[0].(*sourcesPlace); ok {
		for _, s := range p.sources() {
			if s == source {
				at = len(names)
				continue
			}
			names = append(names, s)
		}
	}
	if at < 0 {
		return names
	}
	return append(slices.Clone(names[at:]), names[:at]...)
}

// sources are those that the list shows, in its order.
func (p *sourcesPlace) sources() []string {
	var out []string
	for _, r := range p.rows {
		switch {
		case r.cells != nil:
			for _, c := range r.cells {
				if c != nil {
					out = append(out, c.Source)
				}
			}
		case r.info != nil:
			out = append(out, r.info.Source)
		}
	}
	return out
}

// step looks behind a version of a source, before it, and into other sources.
func (w *walk) step(ctx context.Context, history []store.Version, here string, sources []string) (walked, error) {
	at := slices.IndexFunc(history, func(v store.Version) bool { return v.Commit == here })
	err := w.through(ctx, history, at+1, len(history))
	if err == nil {
		err = w.through(ctx, history, 1, at)
	}
	for i := 0; err == nil && i < len(sources); i++ {
		var h []store.Version
		if h, err = w.archive.History(ctx, sources[i]); err == nil {
			err = w.through(ctx, h, 1, len(h))
		}
	}
	switch {
	case errors.Is(err, errFound):
		return w.at, nil
	case err != nil:
		return walked{}, err
	}
	return walked{}, nil
}

// through compares versions from, to of a history each with the one before; errFound says that one has something to do,
// or that the walk rests there. What cannot be compared is passed by.
func (w *walk) through(ctx context.Context, history []store.Version, from, to int) error {
	for i := max(from, 1); i < to; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if history[i].Kind == store.KindTechnicalUpgrade {
			continue
		}
		r, err := w.compare(ctx, history[i-1], history[i])
		if err != nil {
			continue
		}
		w.left--
		w.at = walked{history: history, from: history[i-1], to: history[i], row: w.open(r)}
		if w.at.row != "" || w.left == 0 {
			return errFound
		}
	}
	return nil
}

// open is the first change of a comparison without a verdict; "" there is none.
func (w *walk) open(r *diff.Result) string {
	p := diffPlace{hidden: w.hidden, only: w.only}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		if row.Status != diff.Equal && !p.hides(row) && w.reviews[row.ID].Verdict == "" {
			return row.ID
		}
	}
	return ""
}

// arrive shows where a step of the walk came to.
func (p *diffPlace) arrive(m *model, w walked) tea.Cmd {
	p.walking = false
	if w.to.Commit == "" {
		return m.say(wAllReviewedAnywhere)
	}
	m.toast = ""
	if w.row == "" {
		m.toast = m.words.say(wWalkRests, walkAtMost)
	}
	q := p.like(w.history, w.from, w.to)
	q.only, q.wantRow = p.only, w.row
	var cmd tea.Cmd
	if n := len(m.stack) - 2; w.to.Source != p.to.Source && n >= 0 {
		if t, ok := m.stack[n].(*timeline); ok { // what one comes back to is the timeline of the other source
			t.cancel()
			t = newTimeline(w.to.Source)
			t.at = w.to.Commit
			m.stack[n] = t
			cmd = t.refresh(m)
		}
	}
	return tea.Batch(cmd, m.replace(q))
}

// stopWalking gives a step of the walk up.
func (p *diffPlace) stopWalking() {
	p.walking = false
	p.cancel()
}
