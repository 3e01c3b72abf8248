package lifeline

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"policylog/diff/doc"
)

// savedState is what a Tracker knows beyond its versions and the text of the last one.
type savedState struct {
	Sentences []savedSentence
	Gone      map[uint64]savedPast
	Lives     []savedLife
	Of        []int
}

// savedSentence is a Sentence without its text, which stands in the document. Earlier and Gone are -1 for none.
type savedSentence struct {
	Block, Start, End, Since int
	How                      How
	Was                      string
	Earlier, Gone            int
	Key                      uint64
}

type savedPast struct{ Since, Gone int }

// savedLife has its events packed in runs, one for each time that a state was saved.
type savedLife struct {
	Number, Title string
	Present       bool
	Events        [][]byte
}

var errState = errors.New("the saved state does not fit the versions")

// MarshalBinary writes what the tracker knows beyond the versions and their texts, for Resume. Its form is a cache's:
// another build may have another.
func (t *Tracker) MarshalBinary() ([]byte, error) {
	s := savedState{Gone: make(map[uint64]savedPast, len(t.gone)), Of: t.of}
	for _, x := range t.Sentences() {
		s.Sentences = append(s.Sentences, savedSentence{
			Block: x.Block, Start: x.Start, End: x.End, Since: x.Since, How: x.How, Was: x.Was,
			Earlier: versionOr(x.Earlier), Gone: versionOr(x.Gone), Key: x.key,
		})
	}
	for k, p := range t.gone {
		s.Gone[k] = savedPast{p.since, p.gone}
	}
	pack := newPacker()
	for _, l := range t.lives {
		saved := savedLife{Number: l.Number, Title: l.Title, Present: l.Present, Events: l.packed}
		if len(l.Events) > 0 {
			run, err := pack.events(l.Events)
			if err != nil {
				return nil, fmt.Errorf("save the life of %q: %w", l.Title, err)
			}
			saved.Events = append(slices.Clone(l.packed), run)
		}
		s.Lives = append(s.Lives, saved)
	}
	var out bytes.Buffer
	err := gob.NewEncoder(&out).Encode(&s)
	return out.Bytes(), err
}

func versionOr(v *int) int {
	if v == nil {
		return doc.None
	}
	return *v
}

// Resume is the tracker that wrote a state, after the same versions, the last of which has the text last. A state that
// does not fit them is an error.
func Resume(lang string, versions []Version, last, state []byte) (*Tracker, error) {
	var s savedState
	if err := gob.NewDecoder(bytes.NewReader(state)).Decode(&s); err != nil {
		return nil, fmt.Errorf("saved state: %w", err)
	}
	t := NewTracker(lang)
	t.Versions, t.of, t.doc = versions, s.Of, doc.Parse(last)
	t.sentences = make([][]Sentence, len(t.doc.Blocks))
	for _, x := range s.Sentences {
		r, ok := x.in(t.doc, len(versions))
		if !ok {
			return nil, errState
		}
		t.sentences[x.Block] = append(t.sentences[x.Block], r)
	}
	for k, p := range s.Gone {
		if p.Since < 0 || p.Gone < 0 || max(p.Since, p.Gone) >= len(versions) {
			return nil, errState
		}
		t.gone[k] = past{p.Since, p.Gone}
	}
	for _, l := range s.Lives {
		t.lives = append(t.lives, &Life{Number: l.Number, Title: l.Title, Present: l.Present, packed: l.Events})
	}
	unknown := func(l int) bool { return l < 0 || l >= len(t.lives) }
	if len(t.of) != len(t.doc.Sections) || slices.ContainsFunc(t.of, unknown) {
		return nil, errState
	}
	return t, nil
}

// in is the sentence in its document, if it fits that and the number of versions.
func (x *savedSentence) in(d *doc.Document, versions int) (Sentence, bool) {
	known := func(v int) bool { return v >= 0 && v < versions }
	if x.Block < 0 || x.Block >= len(d.Blocks) || !known(x.Since) || x.How == Back && (!known(x.Earlier) || !known(x.Gone)) {
		return Sentence{}, false
	}
	text := d.Blocks[x.Block].Text
	if x.Start < 0 || x.Start > x.End || x.End > len(text) {
		return Sentence{}, false
	}
	s := Sentence{Block: x.Block, Start: x.Start, End: x.End, Text: text[x.Start:x.End], Since: x.Since, How: x.How, Was: x.Was, key: x.Key}
	if x.How == Back {
		s.Earlier, s.Gone = &x.Earlier, &x.Gone
	}
	return s, true
}

// packer writes events as compressed JSON: exact, small, and read back for the sections that are asked for alone.
type packer struct {
	buf bytes.Buffer
	w   *flate.Writer
}

func newPacker() *packer {
	p := &packer{}
	p.w, _ = flate.NewWriter(&p.buf, flate.BestSpeed) // an unknown level is its only error
	return p
}

func (p *packer) events(events []Event) ([]byte, error) {
	p.buf.Reset()
	p.w.Reset(&p.buf)
	if err := json.NewEncoder(p.w).Encode(events); err != nil {
		return nil, err
	}
	if err := p.w.Close(); err != nil {
		return nil, err
	}
	return slices.Clone(p.buf.Bytes()), nil
}

// unpack puts the events of the saved state before those that came since. versions is how many there are.
func (l *Life) unpack(versions int) error {
	var all []Event
	for _, run := range l.packed {
		var events []Event
		if err := json.NewDecoder(flate.NewReader(bytes.NewReader(run))).Decode(&events); err != nil {
			return fmt.Errorf("saved life of %q: %w", l.Title, err)
		}
		all = append(all, events...)
	}
	if slices.ContainsFunc(all, func(e Event) bool { return e.Version < 0 || e.Version >= versions }) {
		return errState
	}
	l.Events, l.packed = append(all, l.Events...), nil
	return nil
}
