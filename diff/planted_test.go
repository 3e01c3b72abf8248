package diff_test

import (
	"testing"

	"policylog/diff/planted"
)

// A perfect answer scores 1.0 in everything, or the score is wrong; an empty one finds nothing.
func TestPerfectAnswerScoresOne(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing in it that others do not do at once")
	}
	for _, tr := range tracks(t)[:2] {
		var perfect, empty planted.Score
		cases := tr.cases(3, 1)
		for i := range cases {
			perfect.Add(&cases[i], cases[i].Perfect())
			empty.Add(&cases[i], nil)
		}
		if len(cases) == 0 {
			t.Fatalf("%s: nothing planted", tr.name)
		}
		if f1 := perfect.F1(); f1 != 1 || perfect.Alarms != 0 {
			t.Errorf("%s: a perfect answer scores F1 %v, %d alarms", tr.name, f1, perfect.Alarms)
		}
		for e, by := range perfect.By {
			if by.Status != by.N || by.Class != by.Classed || by.Under != 0 {
				t.Errorf("%s: %s: a perfect answer scores %+v", tr.name, e, by)
			}
		}
		if empty.Found != 0 || empty.Missed == 0 {
			t.Errorf("%s: no answer scores %+v", tr.name, empty)
		}
	}
}

// The bars that alignment is held to, on a few policies of each language; BenchmarkAlign measures all of them.
func TestPlantedEditsAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing in it that others do not do at once")
	}
	for _, tr := range tracks(t) {
		var s planted.Score
		cases := tr.cases(4, 1)
		for i := range cases {
			s.Add(&cases[i], answers(cases[i]))
		}
		if f1 := s.F1(); f1 < tr.least {
			t.Errorf("%s: F1 %.4f, want at least %.2f", tr.name, f1, tr.least)
		}
		if s.Alarms != 0 {
			t.Errorf("%s: %d untouched blocks of %d are said to have changed", tr.name, s.Alarms, s.Untouched)
		}
		for _, e := range planted.Edits() {
			by := s.By[e]
			if by == nil {
				continue
			}
			if by.N >= 10 && by.Status*10 < by.N*9 {
				t.Errorf("%s: %s: status right in %d of %d", tr.name, e, by.Status, by.N)
			}
			if e == planted.Fact && by.Under != 0 {
				t.Errorf("%s: %s: %d of %d substantive edits classed as less", tr.name, e, by.Under, by.N)
			}
		}
	}
}
