package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// begun is an archive that was made here, apart from any other, and has a policylog.yaml.
func begun(t *testing.T, config string) *Store {
	t.Helper()
	s, err := Init(t.Context(), filepath.Join(t.TempDir(), "second"), []byte(config),
		Options{Now: func() time.Time { return testNow.AddDate(0, 0, 2) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A second machine: an archive just begun becomes the remote's.
func TestPullIntoANewArchiveTakesItOver(t *testing.T) {
	remote := bareRemote(t)
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	b := begun(t, "sources: []\n")
	if _, err := b.Sources(t.Context()); err != nil { // the index knows the archive that was begun
		t.Fatal(err)
	}
	moved, err := b.Pull(t.Context(), remote)
	if err != nil || len(moved) != 5 {
		t.Fatalf("pull: %+v, %v", moved, err)
	}
	if got, want := refsOf(t, b.GitDir()), refsOf(t, a.GitDir()); got != want {
		t.Errorf("has\n%swant\n%s", got, want)
	}
	want, _ := a.History(t.Context(), "acme/terms")
	if got, err := b.History(t.Context(), "acme/terms"); err != nil || len(got) != len(want) || got[0] != want[0] {
		t.Errorf("history %+v, %v", got, err)
	}
	if got, err := os.ReadFile(filepath.Join(b.Dir(), configFile)); err != nil || string(got) != "sources: [x]\n" {
		t.Errorf("%s beside it: %q, %v", configFile, got, err)
	}
	git(t, b.GitDir(), "fsck", "--strict") // nothing wrong; the commit that began it leads nowhere
	for _, p := range problems(t, b.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
	// From here on they are two archives of one origin.
	record(t, b, Batch{Texts: []Text{text("acme/terms", "2025-06-01", "b25\n")}})
	if _, err := b.Push(t.Context(), remote); err != nil {
		t.Error(err)
	}
	if moved, err := a.Pull(t.Context(), remote); err != nil || len(moved) != 1 || moved[0].Merged {
		t.Errorf("pull: %+v, %v", moved, err)
	}
}

func TestPullKeepsAPolicylogYamlOfOnesOwn(t *testing.T) {
	remote := bareRemote(t)
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	b := begun(t, "sources: []\n")
	own := filepath.Join(b.Dir(), configFile)
	if err := os.WriteFile(own, []byte("sources: [mine]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Pull(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(own); string(got) != "sources: [mine]\n" {
		t.Errorf("%s is %q now", configFile, got)
	}
}

// The next run of an archive that pulled would else record its old policylog.yaml over the new one.
func TestPullUpdatesAnUnmodifiedPolicylogYaml(t *testing.T) {
	remote := bareRemote(t)
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	b := begun(t, "sources: []\n")
	// It is kept elsewhere, and is nobody else's to read.
	name, kept := filepath.Join(b.Dir(), configFile), filepath.Join(t.TempDir(), "kept.yaml")
	if err := errors.Join(os.Rename(name, kept), os.Chmod(kept, 0o600), os.Symlink(kept, name)); err != nil {
		t.Skip(err)
	}
	if _, err := b.Pull(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	record(t, b, Batch{Texts: []Text{text("acme/terms", "2025-06-01", "b25\n")}}) // so that the two are merged
	record(t, a, Batch{Texts: []Text{text("acme/terms", "2025-05-01", "a25\n")}, Config: []byte("sources: [x, y]\n")})
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	if moved, err := b.Pull(t.Context(), remote); err != nil || !moved[0].Merged {
		t.Fatalf("pull: %+v, %v", moved, err)
	}
	if got, _ := os.ReadFile(name); string(got) != "sources: [x, y]\n" {
		t.Errorf("%s is %q now", configFile, got)
	}
	if st, err := os.Lstat(kept); err != nil || runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("it is %v, %v", st.Mode(), err)
	}
	if to, err := os.Readlink(name); to != kept {
		t.Errorf("it leads to %q, %v", to, err)
	}
}

func TestPullTakesOverNothingThatWasRecorded(t *testing.T) {
	remote := bareRemote(t)
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]Batch{
		"version":     {Texts: []Text{text("acme/own", "2025-06-01", "x\n")}},
		"observation": {Observations: []Observation{{Source: "acme/own", Status: "failed"}}},
		"snapshot": {Snapshots: []Snapshot{
			{Source: "acme/own", Ext: "html", Data: []byte("x"), Captured: day("2024-01-01"), Kind: KindHeld, HeldFor: "x"},
		}},
		"policylog.yaml": {Config: []byte("sources: [own]\n")},
	} {
		s := begun(t, "sources: []\n")
		record(t, s, b)
		before := refsOf(t, s.GitDir())
		if _, err := s.Pull(t.Context(), remote); !errors.Is(err, ErrDiverged) {
			t.Errorf("%s: pull: %v", name, err)
		}
		if refsOf(t, s.GitDir()) != before {
			t.Errorf("%s: something was changed", name)
		}
	}
}

func TestPullTakesOverNoRepositoryOfOthers(t *testing.T) {
	other := gitRepo(t, nil, map[string]string{"A/T.md": "1"})
	if out, err := exec.Command("git", "-C", other, "branch", "-m", "main").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := begun(t, "sources: []\n")
	if _, err := s.Pull(t.Context(), other); !errors.Is(err, ErrDiverged) {
		t.Errorf("pull: %v", err)
	}
}

// A main that goes on from ours, but to what is no archive or one of a later format, would leave an archive that does
// not open any more.
func TestPullGoesOnToNothingThatDoesNotOpen(t *testing.T) {
	for name, format := range map[string]string{"no format": "", "a later format": "99\n"} {
		remote := bareRemote(t)
		s := sampleArchive(t)
		if _, err := s.Push(t.Context(), remote); err != nil {
			t.Fatal(err)
		}
		there := ordinaryClone(t, remote)
		if format == "" {
			git(t, there, "rm", "-q", formatFile)
			git(t, there, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "drop")
		} else {
			commitByHand(t, there, formatFile, format, "-m", "later")
		}
		git(t, there, "push", "-q", "origin", "HEAD:main")
		before := refsOf(t, s.GitDir())
		if moved, err := s.Pull(t.Context(), remote); err == nil {
			t.Errorf("%s: pulled: %+v", name, moved)
		}
		if refsOf(t, s.GitDir()) != before {
			t.Errorf("%s: something was changed", name)
		}
	}
}
