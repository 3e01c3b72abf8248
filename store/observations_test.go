package store

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRunsNoteWhatDiffers(t *testing.T) {
	now := time.Date(2026, 1, 30, 6, 0, 0, 0, time.UTC)
	s := newArchive(t, Options{Now: func() time.Time { return now }})
	run := func(obs ...Observation) []string {
		t.Helper()
		record(t, s, Batch{Observations: obs})
		name := strings.TrimSpace(git(t, s.GitDir(), "diff-tree", "-r", "--root", "--no-commit-id", "--name-only", "observations"))
		if want := now.Format("2006/01/02/150405Z-"); !strings.HasPrefix(name, want) || !runPath().MatchString(name) {
			t.Errorf("file %s, want %s….jsonl", name, want)
		}
		return strings.Split(strings.TrimSpace(git(t, s.GitDir(), "show", "observations:"+name)), "\n")
	}
	a, b := Observation{Source: "a/b", Status: "new", SHA256: "1"}, Observation{Source: "c/d", Status: "new", ETag: `"x"`}
	if got := run(b, a); len(got) != 3 || !strings.Contains(got[0], `"sources":2`) || !strings.Contains(got[0], `"full":true`) || !strings.Contains(got[1], "a/b") {
		t.Errorf("first run: %q", got)
	}
	now = now.Add(time.Hour)
	if got := run(a, b); len(got) != 1 {
		t.Errorf("nothing differs: %q", got)
	}
	now = now.Add(time.Hour)
	a.Status = "unchanged"
	if got := run(a, b); len(got) != 2 || !strings.Contains(got[1], "a/b") {
		t.Errorf("one differs: %q", got)
	}
	now = now.Add(time.Hour)
	if got := run(a); len(got) != 2 || !strings.Contains(got[0], `"full":true`) {
		t.Errorf("another set of sources is listed in full: %q", got)
	}
	last := now
	now = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	if got := run(b); len(got) != 2 {
		t.Errorf("first run of a month: %q", got)
	}
	// A source that a run does not list was found as its last line says, at the time of the run.
	infos, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint([]SourceInfo{
		{Source: "a/b", LastCheck: last, LastStatus: "unchanged"}, {Source: "c/d", LastCheck: now, LastStatus: "new"},
	})
	if fmt.Sprint(infos) != want {
		t.Errorf("got  %v\nwant %s", infos, want)
	}
	runs, err := s.Runs(t.Context(), "a/b", time.Time{})
	if err != nil || len(runs) != 4 || !runs[3].Equal(last) {
		t.Errorf("runs that checked a/b: %v, %v", runs, err)
	}
	fsck(t, s.GitDir())
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
}
