package diff

import (
	"slices"
	"strings"

	"policylog/diff/fact"
	"policylog/diff/text"
)

// Some short blocks are mostly a date or a number: "Last updated: January 5, 2023", "Fee: $5". When it changes, what is
// left in common is too little for likeness of words. They are known by what they state of the document, or by their
// other words, and by their place.

// shape is a short block without its dates and numbers.
type shape struct {
	others  []string // its other words, in order
	numbers int      // how many of its words belong to a date or are a number
	states  []string // what the document states of itself there: "updated", "effective"
}

// mostShaped is the size in bytes of the longest block that is told by its shape.
const mostShaped = 240

// shapeOf is the shape of a unit, nil where it is too long or numbers are not what it is about.
func (a *aligner) shapeOf(u *unit) *shape {
	if u.shaped {
		return u.shape
	}
	u.begin()
	u.shaped = true
	if u.heading() || len(u.block.Text) > mostShaped {
		return nil
	}
	s := &shape{}
	for _, p := range u.side.places[u.block.Index] {
		if !slices.Contains(s.states, p.Field) {
			s.states = append(s.states, p.Field)
		}
	}
	dates := fact.FindIn(u.block.Text, u.side.lang, fact.Date)
	for _, t := range u.side.tokensOf(u.block.Index) {
		inDate := slices.ContainsFunc(dates, func(f fact.Fact) bool { return t.Start < f.End && f.Start < t.End })
		switch {
		case t.Class != text.Word && t.Class != text.Number && t.Class != text.URL:
		case inDate || t.Class == text.Number || strings.ContainsAny(t.Norm, "0123456789") && t.Class == text.Word:
			s.numbers++
		default:
			s.others = append(s.others, regionalForm(t))
		}
	}
	if s.numbers == 0 || s.numbers < len(s.others)/3 || len(s.states) > 0 && len(s.others) > mostDateWords {
		return nil
	}
	u.shape = s
	return s
}

// sameShape says whether two units between the same neighbours are one whose dates or numbers changed.
func (a *aligner) sameShape(o, n int) bool {
	old, new := a.old[o], a.new[n]
	if old.block.Kind != new.block.Kind {
		return false
	}
	s, t := a.shapeOf(old), a.shapeOf(new)
	if s == nil || t == nil {
		return false
	}
	if len(s.states) > 0 && slices.Equal(s.states, t.states) {
		return true
	}
	return len(s.states) == len(t.states) && s.numbers == t.numbers && slices.Equal(s.others, t.others)
}

// linkStatements links the one line on each side that states the same of the document, wherever it stands.
func (a *aligner) linkStatements() {
	lines := func(units []*unit) map[string][]int {
		by := make(map[string][]int)
		for i, u := range units {
			if u.link != none || len(u.side.places[u.block.Index]) == 0 {
				continue
			}
			if s := a.shapeOf(u); s != nil && len(s.states) > 0 {
				key := strings.Join(s.states, " ")
				by[key] = append(by[key], i)
			}
		}
		return by
	}
	olds, news := lines(a.old), lines(a.new)
	for key, at := range olds {
		if len(at) == 1 && len(news[key]) == 1 {
			a.join(at[0], news[key][0])
		}
	}
}
