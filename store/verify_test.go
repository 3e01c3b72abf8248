package store

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policylog/internal/reason"
)

func problems(t testing.TB, dir string) []Problem {
	t.Helper()
	s, err := Open(t.Context(), dir, Options{CacheDir: t.TempDir()})
	if err != nil {
		return []Problem{{Where: at("open"), What: reason.Of(err)}}
	}
	defer s.Close()
	var found []Problem
	if _, err := s.Verify(t.Context(), func(p Problem) { found = append(found, p) }); err != nil {
		found = append(found, Problem{Where: at("verify"), What: reason.Of(err)})
	}
	return found
}

// sampleArchive has all that an archive can have: snapshots, held ones, versions, older ones, runs, state, notes.
func sampleArchive(t testing.TB) *Store {
	s := newArchive(t, Options{})
	const a, b = "acme/terms", "acme/privacy.zh-TW"
	record(t, s, Batch{
		Snapshots: []Snapshot{
			{Source: a, Ext: "html", Data: []byte("<p>a1"), Captured: day("2024-01-01"), Kind: KindSnapshot},
			{Source: b, Ext: "pdf", Data: []byte("%PDF b1"), Captured: day("2024-01-01"), Kind: KindSnapshot},
		},
		Texts: []Text{
			{Source: a, Markdown: []byte("a1\n"), Captured: day("2024-01-01"), Kind: KindVersion, Snapshot: 0},
			{Source: b, Markdown: []byte("隱私 b1\n"), Captured: day("2024-01-01"), Kind: KindVersion, Snapshot: 1},
		},
		Observations: []Observation{{Source: a, Status: "new"}, {Source: b, Status: "new"}},
		State:        map[string][]byte{"sent": []byte("1\n")},
	})
	record(t, s, Batch{
		Snapshots:    []Snapshot{{Source: a, Ext: "pdf", Data: []byte("Not found"), Captured: day("2024-02-01"), Kind: KindHeld, HeldFor: "error page"}},
		Texts:        []Text{text(b, "2023-01-01", "b0\n"), text(b, "", "undated\n")},
		Observations: []Observation{{Source: a, Status: "held"}, {Source: b, Status: "unchanged"}},
		Config:       []byte("sources: [x]\n"),
	})
	if err := s.SetNote(t.Context(), "9f2c", "looked at"); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVerifyPassesWhatWeWrite(t *testing.T) {
	s := sampleArchive(t)
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
	fsck(t, s.GitDir())
	git(t, s.GitDir(), "gc", "-q", "--prune=now")
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("after git gc: %s: %s", p.Where, p.What)
	}
}

func TestVerifyFindsAFlippedByte(t *testing.T) {
	s := sampleArchive(t)
	s.Close()
	var targets []string
	filepath.Walk(s.GitDir(), func(p string, info os.FileInfo, err error) error {
		rel, _ := filepath.Rel(s.GitDir(), p)
		if err == nil && info.Mode().IsRegular() && (strings.HasPrefix(rel, "objects") || strings.HasPrefix(rel, "refs")) {
			targets = append(targets, p)
		}
		return nil
	})
	n := 60
	if sweep() {
		n = 2000
	}
	for range n {
		p := targets[rand.IntN(len(targets))]
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		at := rand.IntN(len(data))
		if strings.Contains(p, "/refs/") && at == 40 {
			continue // the newline after the id
		}
		bad := append([]byte(nil), data...)
		bad[at] ^= 1 << rand.IntN(8)
		if strings.EqualFold(string(bad), string(data)) {
			continue // a hex digit's case
		}
		os.Chmod(p, 0o644)
		if err := os.WriteFile(p, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if len(problems(t, s.Dir())) == 0 {
			t.Errorf("%s: byte %d of %d flipped, not found", filepath.Base(p), at, len(data))
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if p := problems(t, s.Dir()); len(p) > 0 {
		t.Errorf("after repair: %v", p)
	}
}

// A branch that leads nowhere is told with what to do, and verify opens the archive all the same.
func TestTipThatIsMissing(t *testing.T) {
	for name, id := range map[string]string{"missing": "1234567890123456789012345678901234567890", "garbage": "no id at all"} {
		for _, ref := range []string{"main", "snapshots", "observations"} {
			s := sampleArchive(t)
			s.Close()
			if err := os.WriteFile(filepath.Join(s.GitDir(), "refs", "heads", ref), []byte(id+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			os.RemoveAll(filepath.Join(s.GitDir(), privateDir))
			_, err := Open(t.Context(), s.Dir(), Options{})
			if ref == "main" && (err == nil || !strings.Contains(err.Error(), "refs/heads/main") || !strings.Contains(err.Error(), "hint:")) {
				t.Errorf("%s %s: %v", name, ref, err)
			}
			damaged, err := Open(t.Context(), s.Dir(), Options{Damaged: true})
			if err != nil {
				t.Errorf("%s %s: %v", name, ref, err)
				continue
			}
			var found []string
			if _, err := damaged.Verify(t.Context(), func(p Problem) { found = append(found, p.Where.String()+": "+p.What.String()) }); err != nil {
				t.Errorf("%s %s: %v", name, ref, err)
			}
			if !strings.Contains(strings.Join(found, "\n"), "refs/heads/"+ref) {
				t.Errorf("%s %s: found %q", name, ref, found)
			}
			if _, err := damaged.Record(t.Context(), Batch{Texts: []Text{text("a/b", "2024-01-01", "x")}}); err == nil {
				t.Errorf("%s %s: recorded onto what is damaged", name, ref)
			}
			damaged.Close()
		}
	}
}
