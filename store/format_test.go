package store

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var freeze = flag.Bool("freeze", false, "write the fixture of the archive format again (only ever for a new format)")

const frozen = "testdata/format-1.bundle"

// An archive of the first released format opens, says what it always said, and takes new versions.
func TestFrozenFormat(t *testing.T) {
	if *freeze {
		t.Setenv("GIT_AUTHOR_NAME", "policylog")
		t.Setenv("GIT_AUTHOR_EMAIL", "policylog@localhost")
		abs, err := filepath.Abs(frozen)
		if err != nil {
			t.Fatal(err)
		}
		os.MkdirAll(filepath.Dir(abs), 0o755)
		git(t, sampleArchive(t).GitDir(), "bundle", "create", abs, "--all")
	}
	dir := filepath.Join(t.TempDir(), "a.git")
	if out, err := exec.Command("git", "clone", "-q", "--mirror", frozen, dir).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v\n%s", err, out)
	}
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := t.Context()
	if s.Foreign() {
		t.Fatal("not known as an archive")
	}
	list, err := s.History(ctx, "acme/privacy.zh-TW")
	if err != nil || dates(list) != "? 2023-01-01 2024-01-01" {
		t.Fatalf("history %s, %v", dates(list), err)
	}
	last := list[2]
	last.Commit, last.Blob, last.Snapshot = "", "", ""
	want := Version{
		Source: "acme/privacy.zh-TW", Path: "acme/privacy.zh-TW.md", Kind: KindVersion, Captured: day("2024-01-01"), Recorded: testNow,
		SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("隱私 b1\n"))), Subject: "acme/privacy.zh-TW: captured 2024-01-01",
	}
	if last != want {
		t.Errorf("got  %+v\nwant %+v", last, want)
	}
	if b, err := s.Text(ctx, list[2]); err != nil || string(b) != "隱私 b1\n" {
		t.Errorf("text %q, %v", b, err)
	}
	if sn, err := s.SnapshotOf(ctx, list[2]); err != nil || string(sn.Data) != "%PDF b1" || sn.Ext != "pdf" {
		t.Errorf("snapshot %+v, %v", sn, err)
	}
	if sn, err := s.LatestSnapshot(ctx, "acme/terms"); err != nil || string(sn.Data) != "<p>a1" {
		t.Errorf("latest snapshot that was not held: %+v, %v", sn, err)
	}
	if held, err := s.SnapshotCommits(ctx, "acme/terms", true); err != nil || len(held) != 2 {
		t.Errorf("%d snapshots with held ones, %v", len(held), err)
	}
	if obs, err := s.LastObservation(ctx); err != nil || obs["acme/terms"].Status != "held" {
		t.Errorf("observations %+v, %v", obs, err)
	}
	if notes, err := s.Notes(ctx); err != nil || notes["9f2c"] != "looked at" {
		t.Errorf("notes %q, %v", notes, err)
	}
	if st, err := s.State(ctx, "sent"); err != nil || string(st) != "1\n" {
		t.Errorf("state %q, %v", st, err)
	}
	if c, err := s.Config(ctx); err != nil || string(c) != "sources: [x]\n" {
		t.Errorf("config %q, %v", c, err)
	}
	record(t, s, Batch{Texts: []Text{text("acme/terms", "2030-01-01", "new\n")}})
	for _, p := range problems(t, dir) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
}
