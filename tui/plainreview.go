package tui

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"policylog/diff/changelog"
	"policylog/diff/notice"
	"policylog/diff/render/ink"
	"policylog/store"
)

// review goes through the changes of a version that have no verdict, one at a time, and asks for one.
func (p *plain) review(from, to store.Version) error {
	if p.o.Archive.Foreign() {
		p.print(p.words.text(wReadOnly))
		return nil
	}
	x, err := p.compare.fresh(p.ctx, from, to)
	if err != nil {
		return err
	}
	var open []*changelog.Entry
	var section []string
	for i := range x.log.Sections {
		s := &x.log.Sections[i]
		for k := range s.Entries {
			open, section = append(open, &s.Entries[k]), append(section, short(s.Name()))
		}
	}
	for i := 0; i < len(open); i++ {
		if err := p.readReviews(); err != nil {
			return err
		}
		if p.m.reviews[open[i].ID].Verdict != "" {
			continue
		}
		p.print(strings.TrimSuffix(p.words.say(wChangeOf, i+1, len(open))+". "+section[i], ". "))
		p.printEntry(x, open[i])
		left, back, err := p.judge(x, open[i])
		if err != nil || left {
			return err
		}
		if back != nil { // what was taken back is asked again
			i--
			if k := slices.IndexFunc(open, func(e *changelog.Entry) bool { _, ok := back[e.ID]; return ok }); k >= 0 {
				i = k - 1
			}
		}
	}
	p.print(p.words.text(wAllReviewed))
	return nil
}

func (p *plain) readReviews() error {
	notes, err := p.o.Archive.Notes(p.ctx)
	p.m.reviews = readReviews(notes)
	return err
}

// printEntry prints a change as the changelog has it.
func (p *plain) printEntry(x *comparison, e *changelog.Entry) {
	var b bytes.Buffer
	for _, l := range (&newsPlace{c: x}).layEntry(p.m, e, p.o.Width) {
		_ = ink.Write(&b, l.runs, false)
	}
	_ = p.linear(func(w io.Writer) error {
		_, err := b.WriteTo(w)
		return err
	})
}

// judge asks for a verdict on a change and keeps it; left says that the user has enough, back what was taken back instead.
func (p *plain) judge(x *comparison, e *changelog.Entry) (left bool, back reviewed, err error) {
	for _, w := range verdictWords {
		p.print(w.key + ". " + p.words.text(w.word))
	}
	i, left, other, err := p.choose(p.words.text(wPlainVerdict), len(verdictWords))
	switch {
	case err != nil || left || other == "n":
		return left, nil, err
	case other == "u":
		back, err = p.takeBack()
		return false, back, err
	case other == "":
		return false, nil, p.keep(x, e, func(r *notice.Review) { r.Verdict = verdictWords[i].verdict })
	}
	if err := p.keep(x, e, func(r *notice.Review) { r.Note = other }); err != nil {
		return false, nil, err
	}
	return p.judge(x, e)
}

// keep writes a review of a change and says so.
func (p *plain) keep(x *comparison, e *changelog.Entry, change func(*notice.Review)) error {
	before, after := reviewsOf(p.o, p.m.reviews, x.rowsOf(e), change)
	if err := p.write(after); err != nil {
		return err
	}
	p.undo = append(p.undo, before)
	r := after[e.ID]
	p.print(strings.TrimSpace(p.m.verdictMark(r) + " " + short(r.Note)))
	return nil
}

// write keeps reviews.
func (p *plain) write(set reviewed) error {
	for id, r := range set {
		if err := p.o.Archive.SetNote(p.ctx, id, written(r)); err != nil {
			return err
		}
	}
	p.m.showReviews(set)
	return nil
}

// takeBack undoes the last verdict or note and returns what holds again; an empty set where there is none.
func (p *plain) takeBack() (reviewed, error) {
	n := len(p.undo)
	if n == 0 {
		p.print(p.words.text(wNothingToUndo))
		return reviewed{}, nil
	}
	back := p.undo[n-1]
	if err := p.write(back); err != nil {
		return nil, err
	}
	p.undo = p.undo[:n-1]
	p.print(p.words.text(wUndone))
	return back, nil
}
