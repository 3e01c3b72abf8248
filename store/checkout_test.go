package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// A work tree whose branch moves under it looks to git as if its user had put the old texts back.
func TestNothingIsWrittenUnderACheckout(t *testing.T) {
	a := sampleArchive(t)
	dir := ordinaryClone(t, a.GitDir())
	batch := Batch{Texts: []Text{text("acme/terms", "2025-06-01", "new\n")}, Observations: []Observation{{Source: "acme/terms", Status: "changed"}}}
	for _, open := range []string{dir, filepath.Join(dir, ".git")} {
		s, _ := openAll(t, open, Options{})
		before := refsOf(t, s.GitDir())
		_, errRecord := s.Record(t.Context(), batch)
		_, errRun := s.BeginRun()
		_, errPull := s.Pull(t.Context(), "")
		for _, err := range []error{errRecord, errRun, errPull, s.SetNote(t.Context(), "k", "v"), s.WriteConfig(t.Context(), nil)} {
			if !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), "core.bare") {
				t.Errorf("%s: %v, want ErrReadOnly with a hint", open, err)
			}
		}
		if refsOf(t, s.GitDir()) != before || git(t, dir, "status", "--porcelain") != "" {
			t.Error("something was changed")
		}
		if _, err := s.History(t.Context(), "acme/terms"); err != nil {
			t.Error(err)
		}
	}

	// The hint leads to an archive that can be written.
	git(t, dir, "config", "core.bare", "true")
	s, _ := openAll(t, dir, Options{})
	if _, err := s.Record(t.Context(), batch); !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), "policylog pull") {
		t.Errorf("a second branch of snapshots was begun: %v", err)
	}
	if _, err := s.Pull(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	record(t, s, batch)
	fsck(t, s.GitDir())
	for _, p := range problems(t, dir) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
}

// Another branch than the archive's may be checked out: it does not move.
func TestACheckoutOfAnotherBranchIsInNobodysWay(t *testing.T) {
	a := sampleArchive(t)
	dir := ordinaryClone(t, a.GitDir(), "--mirror")
	git(t, dir, "config", "core.bare", "false")
	git(t, dir, "symbolic-ref", "HEAD", "refs/heads/mine")
	s, _ := openAll(t, dir, Options{})
	record(t, s, Batch{Texts: []Text{text("acme/terms", "2025-06-01", "new\n")}})
}

func TestAnArchiveOfARemotesBranchesIsRead(t *testing.T) {
	a := sampleArchive(t)
	dir := ordinaryClone(t, a.GitDir())
	git(t, dir, "symbolic-ref", "HEAD", "refs/heads/master")
	git(t, dir, "update-ref", "-d", "refs/heads/main")
	s, _ := openAll(t, dir, Options{})
	if _, err := s.Record(t.Context(), Batch{}); !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), "policylog init") {
		t.Errorf("Record: %v", err)
	}
}
