package planted

import (
	"fmt"
	"slices"

	"policylog/diff"
)

// Score sums up how a comparison did. Add scores to score many cases.
type Score struct {
	Found, False, Missed int // links of touched blocks
	By                   map[Edit]*EditScore
	Untouched            int // rows that no edit touched
	Alarms               int // of those, the ones said to have changed otherwise than in form
	// Note is told of every answer that was wrong, and why; nil tells nobody.
	Note func(c *Case, why string, a Answer)
}

// EditScore is the score of one kind of edit.
type EditScore struct {
	N, Status int // edits, and those whose status was named right
	Classed   int // edits whose class is known
	Class     int // of those, named right
	Under     int // substantive ones classed as less
	Found     int
	False     int
	Missed    int
}

// F1 is the harmonic mean of precision and recall of links.
func F1(found, wrong, missed int) float64 {
	if found+wrong+missed == 0 {
		return 1
	}
	return 2 * float64(found) / float64(2*found+wrong+missed)
}

// F1 of all links of touched blocks.
func (s *Score) F1() float64 { return F1(s.Found, s.False, s.Missed) }

// Answer is what a comparison says: rows of aligned blocks. Tools that name no status leave it empty.
type Answer struct {
	Old, New []int
	Status   diff.Status
	Class    diff.Class
	Cosmetic bool
}

// AnswersOf takes the answers out of a result.
func AnswersOf(r *diff.Result) []Answer {
	out := make([]Answer, 0, len(r.Blocks))
	index := func(refs []diff.BlockRef) []int {
		var at []int
		for _, ref := range refs {
			at = append(at, ref.Index)
		}
		return at
	}
	for _, row := range r.Blocks {
		out = append(out, Answer{index(row.Old), index(row.New), row.Status, row.Class, row.Cosmetic})
	}
	return out
}

// Perfect is the answer that a perfect comparison would give.
func (c *Case) Perfect() []Answer {
	var out []Answer
	touchedOld, touchedNew := make(map[int]bool), make(map[int]bool)
	for _, t := range c.Truths {
		out = append(out, Answer{t.Old, t.New, t.Status, t.Class, t.Class == diff.Cosmetic})
		for _, o := range t.Old {
			touchedOld[o] = true
		}
		for _, n := range t.New {
			touchedNew[n] = true
		}
	}
	for _, l := range c.Links {
		if !touchedOld[l[0]] && !touchedNew[l[1]] {
			out = append(out, Answer{Old: l[:1], New: l[1:], Status: diff.Equal})
		}
	}
	return out
}

// Add scores the answers to a case. Across scripts what is untouched may differ in form.
func (s *Score) Add(c *Case, answers []Answer) {
	if s.By == nil {
		s.By = make(map[Edit]*EditScore)
	}
	oldEdit, newEdit := make(map[int]Edit), make(map[int]Edit)
	for _, t := range c.Truths {
		for _, o := range t.Old {
			oldEdit[o] = t.Edit
		}
		for _, n := range t.New {
			newEdit[n] = t.Edit
		}
	}
	edit := func(l [2]int) Edit {
		if e := oldEdit[l[0]]; e != "" {
			return e
		}
		return newEdit[l[1]]
	}
	wanted := make(map[[2]int]bool)
	for _, l := range c.Links {
		if edit(l) != "" {
			wanted[l] = true
		}
	}
	byOld, byNew := make(map[int]int), make(map[int]int)
	for i, a := range answers {
		touched := false
		for _, o := range a.Old {
			byOld[o] = i
			touched = touched || oldEdit[o] != ""
		}
		for _, n := range a.New {
			byNew[n] = i
			touched = touched || newEdit[n] != ""
		}
		if !touched {
			s.Untouched++
			if a.Status != diff.Equal && !a.Cosmetic {
				s.Alarms++
				s.note(c, "false alarm", a)
			}
			continue
		}
		for _, o := range a.Old {
			for _, n := range a.New {
				l := [2]int{o, n}
				if edit(l) == "" {
					continue
				}
				e := s.by(edit(l))
				if wanted[l] {
					s.Found++
					e.Found++
					delete(wanted, l)
				} else {
					s.False++
					e.False++
				}
			}
		}
	}
	for l := range wanted {
		s.Missed++
		s.by(edit(l)).Missed++
	}
	for _, t := range c.Truths {
		s.judge(c, t, answers, byOld, byNew)
	}
}

func (s *Score) note(c *Case, why string, a Answer) {
	if s.Note != nil {
		s.Note(c, why, a)
	}
}

func (s *Score) by(e Edit) *EditScore {
	if s.By[e] == nil {
		s.By[e] = &EditScore{}
	}
	return s.By[e]
}

// judge compares the status and class of an edit with what was answered of its blocks.
func (s *Score) judge(c *Case, t Truth, answers []Answer, byOld, byNew map[int]int) {
	e := s.by(t.Edit)
	e.N++
	var a Answer
	if len(t.Old) > 0 {
		if i, ok := byOld[t.Old[0]]; ok {
			a = answers[i]
		}
	} else if i, ok := byNew[t.New[0]]; ok {
		a = answers[i]
	}
	if a.Status == t.Status && slices.Equal(a.Old, t.Old) && slices.Equal(a.New, t.New) {
		e.Status++
	} else {
		s.note(c, fmt.Sprintf("%s: status, want %s %v:%v", t.Edit, t.Status, t.Old, t.New), a)
	}
	if t.Class == "" {
		return
	}
	e.Classed++
	if a.Class == t.Class {
		e.Class++
		return
	}
	s.note(c, fmt.Sprintf("%s: class, want %s", t.Edit, t.Class), a)
	if t.Class == diff.Substantive && a.Status != "" {
		e.Under++
	}
}
