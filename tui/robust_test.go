package tui

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"

	"policylog/store"
)

// An archive of which the objects are cut off says so in each place, and every other place still opens.
func TestBrokenObjects(t *testing.T) {
	a := fixture(t)
	newScreen(t, a, 80, 24) // the index is made
	again, err := store.Open(context.Background(), a.Dir(), store.Options{Fold: foldText})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	objects, err := filepath.Glob(filepath.Join(a.GitDir(), "objects", "*", "*"))
	if err != nil || len(objects) == 0 {
		t.Fatalf("%d objects, %v", len(objects), err)
	}
	for _, o := range objects {
		if err := os.Chmod(o, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(o, 0); err != nil {
			t.Fatal(err)
		}
	}
	s := newScreen(t, again, 80, 24)
	s.keys("G", "enter", "enter")
	checkFrame(t, s.frame(), 80, 24)
	s.shows("is damaged", "policylog verify")
	s.keys("q", "t", "q", "B", "q", "w", "q", "L", "q")
	checkFrame(t, s.frame(), 80, 24)
}

// A window that is dragged to many sizes while questions are open ends as one that had its size from the start.
func TestResizingStorm(t *testing.T) {
	a := fixture(t)
	for _, keys := range [][]string{{"down", "enter"}, {"down", "enter", "enter"}, {"G", "w"}, {"down", "enter", "B"}} {
		want := newScreen(t, a, 97, 31)
		want.keys(keys...)
		s := newScreen(t, a, 80, 24)
		s.hold = true
		for i := range 200 {
			s.send(tea.WindowSizeMsg{Width: 1 + i*37%230, Height: 1 + i*13%70})
		}
		s.release()
		s.send(tea.WindowSizeMsg{Width: 97, Height: 31})
		s.keys(keys...)
		for i := range 200 {
			s.send(tea.WindowSizeMsg{Width: 1 + i*37%230, Height: 1 + i*13%70})
		}
		s.send(tea.WindowSizeMsg{Width: 97, Height: 31})
		s.keys("g")
		want.keys("g")
		if s.frame() != want.frame() {
			t.Errorf("%v: after the storm\n%s\nwithout it\n%s", keys, s.frame(), want.frame())
		}
	}
}
