package lifeline

import (
	"strings"
	"unicode"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/text/fold"
)

// What says what became of a section in a version.
type What string

// The events of a life.
const (
	Born       What = "born" // it stands in the first version, or came with this one
	Retitled   What = "retitled"
	Renumbered What = "renumbered"
	Moved      What = "moved"
	Edited     What = "edited"
	Gone       What = "gone"
	Returned   What = "back"
)

// Event is something that became of a section. Rows are the changes inside it, of an Edited one.
type Event struct {
	Version int        `json:"version"`
	What    What       `json:"what"`
	Old     string     `json:"old,omitempty"` // number, title or section around it, before
	New     string     `json:"new,omitempty"`
	Rows    []diff.Row `json:"rows,omitempty"`
}

// Life is one section through all versions. Number and Title are the last it had.
type Life struct {
	Number  string  `json:"number"`
	Title   string  `json:"title"`
	Present bool    `json:"present"` // stands in the last version
	Events  []Event `json:"events"`

	packed [][]byte // earlier events, of a saved state
}

// all are the sections that ever were: those of the last version in its order, then those that are gone.
func (t *Tracker) all() []Life {
	out := []Life{}
	for _, l := range t.of {
		out = append(out, *t.lives[l])
	}
	for _, l := range t.lives {
		if !l.Present {
			out = append(out, *l)
		}
	}
	return out
}

// Lives are the lives of the sections that a number or a part of a title means: those whose number it is, else whose
// whole title it is, else whose title holds it, in either Chinese script. The error is that of a saved state that
// cannot be read.
func (t *Tracker) Lives(what string) ([]Life, error) {
	found := matching(t.all(), what)
	for i := range found {
		if err := found[i].unpack(len(t.Versions)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func matching(lives []Life, what string) []Life {
	want := loose(what)
	for _, fits := range []func(Life) bool{
		func(l Life) bool { return l.Number != "" && l.Number == strings.TrimSpace(what) },
		func(l Life) bool { return loose(l.Title) == want || loose(l.Number+l.Title) == want },
		func(l Life) bool { return want != "" && strings.Contains(loose(l.Title), want) },
	} {
		var found []Life
		for _, l := range lives {
			if fits(l) {
				found = append(found, l)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// loose is a title without case, blanks and punctuation, in one script.
func loose(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, fold.Simplified(s))
}

func (t *Tracker) beginSections(d *doc.Document) {
	t.of = make([]int, len(d.Sections))
	for i := range d.Sections {
		t.of[i] = t.born(&d.Sections[i], 0)
	}
}

func (t *Tracker) born(s *doc.Section, version int) int {
	t.lives = append(t.lives, &Life{Number: s.Number, Title: s.Title, Present: true, Events: []Event{{Version: version, What: Born}}})
	return len(t.lives) - 1
}

// stepSections carries lives over a step.
func (t *Tracker) stepSections(n int, d *doc.Document, r *diff.Result) {
	next := make([]int, len(d.Sections))
	for i := range next {
		next[i] = -1
	}
	for i := range r.Sections {
		row := &r.Sections[i]
		switch {
		case row.Old != nil && row.New != nil:
			l := t.lives[t.of[row.Old.Index]]
			next[row.New.Index] = t.of[row.Old.Index]
			l.Events = append(l.Events, events(n, row, r)...)
			l.Number, l.Title = row.New.Number, row.New.Title
		case row.Old != nil:
			l := t.lives[t.of[row.Old.Index]]
			l.Present = false
			l.Events = append(l.Events, Event{Version: n, What: Gone})
		}
	}
	for i := range next {
		if next[i] >= 0 {
			continue
		}
		if l := t.former(&d.Sections[i]); l >= 0 {
			t.lives[l].Present = true
			t.lives[l].Number, t.lives[l].Title = d.Sections[i].Number, d.Sections[i].Title
			t.lives[l].Events = append(t.lives[l].Events, Event{Version: n, What: Returned})
			next[i] = l
			continue
		}
		next[i] = t.born(&d.Sections[i], n)
	}
	t.of = next
}

// former is the life of a section that was gone and had the title of a new one, the latest of them; -1 without.
func (t *Tracker) former(s *doc.Section) int {
	want := loose(s.Title)
	for l := len(t.lives) - 1; l >= 0; l-- {
		if !t.lives[l].Present && want != "" && loose(t.lives[l].Title) == want {
			return l
		}
	}
	return -1
}

// events are what became of a section that stayed.
func events(n int, row *diff.SectionRow, r *diff.Result) []Event {
	var out []Event
	if row.Old.Number != row.New.Number {
		out = append(out, Event{Version: n, What: Renumbered, Old: row.Old.Number, New: row.New.Number})
	}
	if loose(row.Old.Title) != loose(row.New.Title) {
		out = append(out, Event{Version: n, What: Retitled, Old: row.Old.Title, New: row.New.Title})
	}
	if row.Status == diff.Moved || row.Status == diff.MovedModified {
		out = append(out, Event{Version: n, What: Moved, Old: around(row.Old), New: around(row.New)})
	}
	var edits []diff.Row
	for _, i := range row.Blocks {
		b := r.Blocks[i]
		if b.Kind == doc.Heading || b.Status == diff.Equal || b.Status == diff.Moved || b.Class == diff.Cosmetic {
			continue
		}
		edits = append(edits, b)
	}
	if len(edits) > 0 {
		out = append(out, Event{Version: n, What: Edited, Rows: edits})
	}
	return out
}

// around names the section around one.
func around(ref *diff.SectionRef) string {
	if len(ref.Path) == 0 {
		return ""
	}
	return ref.Path[len(ref.Path)-1]
}
