package tui

import (
	"context"
	"maps"
	"slices"
	"testing"

	"policylog/store"
)

// The walk comes by every change of every version and source, each once, and then says so.
func TestWalkThroughWhatIsUnreviewed(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	openDiff(s)
	want := map[string]int{}
	for _, source := range []string{sourceEN, sourceTW} {
		h, err := s.m.opt.Archive.History(context.Background(), source)
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(h); i++ {
			if h[i].Kind == store.KindTechnicalUpgrade {
				continue
			}
			r, err := s.m.opt.Compare(context.Background(), h[i-1], h[i])
			if err != nil {
				t.Fatal(err)
			}
			p := &diffPlace{hidden: s.m.hidden, c: &comparison{result: r}}
			for k := range r.Blocks {
				if p.wanted(k) {
					want[r.Blocks[k].ID]++
				}
			}
		}
	}
	got := map[string]int{}
	for range len(want) {
		p, ok := s.m.top().(*diffPlace)
		if !ok || p.row() == nil {
			t.Fatalf("no change is current:\n%s", s.frame())
		}
		got[p.row().ID]++
		s.keys("v", "1", ".")
	}
	if !maps.Equal(got, want) {
		t.Errorf("the walk came by %v, want %v", got, want)
	}
	s.shows("Every change of every source listed has a verdict", "policy.zh-TW › 2021-03-02 → 2022-05-07")
	s.keys("esc")
	s.shows(sourceTW, "2 versions")
	if len(s.m.stack) != 2 {
		t.Errorf("%d places lie on each other", len(s.m.stack))
	}
}

func TestWalkRests(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	p := openDiff(s)
	w := &walk{archive: s.m.opt.Archive, compare: s.m.opt.Compare, hidden: s.m.hidden, only: "no such topic", left: 2}
	got, err := w.step(context.Background(), p.history, p.to.Commit, []string{sourceTW})
	if err != nil || got.to.Commit == "" || got.row != "" || w.left != 0 {
		t.Errorf("it came to %+v with %d left, %v", got, w.left, err)
	}
	s.run(p.arrive(s.m, got))
	s.shows("100 versions without one up to here")
	s.keys(".") // goes on from there
	if s.m.top().(*diffPlace).row() == nil {
		t.Errorf("no change is current:\n%s", s.frame())
	}
}

func TestWalkIsGivenUp(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	p := openDiff(s)
	for i := range p.c.result.Blocks {
		if p.wanted(i) {
			s.keys("v", "1", "n")
		}
	}
	s.hold = true
	s.keys(".")
	s.shows("Looking for the next change")
	s.keys(".") // one step at a time
	if len(s.later) != 1 {
		t.Errorf("%d questions are asked", len(s.later))
	}
	s.keys("esc")
	s.release()
	if s.m.top() != place(p) {
		t.Errorf("it went on:\n%s", s.frame())
	}
	s.hides("Looking for")
	s.keys(".")
	if s.m.top() == place(p) {
		t.Error("it cannot be begun again")
	}
}

// The walk goes by the list of sources: its filter and its order.
func TestSourcesAfter(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	if got := s.m.sourcesAfter(sourceEN); !slices.Equal(got, []string{sourceTW, "harbour/terms.en"}) {
		t.Errorf("after %s: %q", sourceEN, got)
	}
	s.keys("tab")
	if got := s.m.sourcesAfter(sourceTW); !slices.Equal(got, []string{"harbour/terms.en", sourceEN}) {
		t.Errorf("after %s: %q", sourceTW, got)
	}
	s.keys("/", "lantern", "enter")
	if got := s.m.sourcesAfter(sourceEN); !slices.Equal(got, []string{sourceTW}) {
		t.Errorf("with a filter: %q", got)
	}
}
