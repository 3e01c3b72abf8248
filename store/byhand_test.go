package store

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ordinaryClone is what `git clone` with more arguments makes of an archive.
func ordinaryClone(t *testing.T, from string, args ...string) string {
	t.Helper()
	dst := filepath.Join(t.TempDir(), "c")
	if out, err := exec.Command("git", append(append([]string{"clone", "-q"}, args...), from, dst)...).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v\n%s", err, out)
	}
	return dst
}

// commitByHand changes a file of a clone and commits it, as its user may.
func commitByHand(t *testing.T, dir, file, body string, args ...string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "add", file)
	git(t, dir, append([]string{"-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q"}, args...)...)
}

func TestTextsChangedByHandAreNoVersions(t *testing.T) {
	a := sampleArchive(t)
	want, err := a.History(t.Context(), "acme/terms")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file string
		args []string
	}{
		"committed":              {"acme/terms.md", []string{"-m", "junk"}},
		"a new file":             {"acme/other.md", []string{"-m", "junk"}},
		"as a change of config":  {"acme/terms.md", []string{"-m", "junk\n\nPolicylog-Kind: config"}},
		"as a merge":             {"acme/terms.md", []string{"-m", "junk\n\nPolicylog-Kind: merge"}},
		"a version without hash": {"acme/terms.md", []string{"-m", "junk\n\nPolicylog-Kind: version\nSource: acme/terms"}},
	} {
		dir := ordinaryClone(t, a.GitDir())
		commitByHand(t, dir, c.file, "junk\n", c.args...)
		found := problems(t, dir)
		if len(found) == 0 {
			t.Errorf("%s: verify found nothing", name)
		}
		s, got := openAll(t, dir, Options{})
		if w := strings.Join(s.Warnings(), "\n"); !strings.Contains(w, "not as policylog records") {
			t.Errorf("%s: warnings %q", name, w)
		}
		if name == "a version without hash" {
			continue // says that it is one, and is listed as what verify objects to
		}
		if strings.Contains(got, "acme/other") {
			t.Errorf("%s: listed: %s", name, got)
		}
		if list, err := s.History(t.Context(), "acme/terms"); err != nil || len(list) != len(want) {
			t.Errorf("%s: history %+v, %v", name, list, err)
		}
	}
}

func TestAnAmendedVersionIsFound(t *testing.T) {
	a := newArchive(t, Options{})
	record(t, a, Batch{Texts: []Text{text("acme/terms", "2024-01-01", "1\n")}})
	dir := ordinaryClone(t, a.GitDir())
	commitByHand(t, dir, "acme/terms.md", "forged\n", "--amend", "--no-edit")
	if found := problems(t, dir); len(found) != 1 || !strings.Contains(found[0].What.String(), "SHA-256") {
		t.Errorf("found %+v", found)
	}
	s, _ := openAll(t, dir, Options{})
	if w := strings.Join(s.Warnings(), "\n"); !strings.Contains(w, "SHA-256") {
		t.Errorf("warnings %q", w)
	}
}

// People may keep files of their own on main.
func TestOtherFilesByHandAreNoProblem(t *testing.T) {
	a := sampleArchive(t)
	dir := ordinaryClone(t, a.GitDir())
	commitByHand(t, dir, "README.md", "ours\n", "-m", "Say what this is")
	for _, p := range problems(t, dir) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
	if s, _ := openAll(t, dir, Options{}); len(s.Warnings()) != 1 { // that of the checkout
		t.Errorf("warnings %q", s.Warnings())
	}
}

// verified is what verify counts, and finds, in a directory.
func verified(t *testing.T, dir string) (Verified, []Problem) {
	t.Helper()
	s, _ := openAll(t, dir, Options{})
	var found []Problem
	n, err := s.Verify(t.Context(), func(p Problem) { found = append(found, p) })
	if err != nil {
		t.Fatal(err)
	}
	return n, found
}

// Verify looks at the refs that are read, wherever git put them.
func TestVerifyLooksAtWhatIsRead(t *testing.T) {
	a := sampleArchive(t)
	want, found := verified(t, a.Dir())
	if len(found) > 0 || want.Versions == 0 || want.Snapshots == 0 || want.Observations == 0 {
		t.Fatalf("%+v, %v", want, found)
	}
	ordinary := ordinaryClone(t, a.GitDir())
	headless := ordinaryClone(t, a.GitDir()) // of a remote whose HEAD names a branch that is not there
	git(t, headless, "symbolic-ref", "HEAD", "refs/heads/master")
	git(t, headless, "update-ref", "-d", "refs/heads/main")
	git(t, headless, "remote", "set-head", "origin", "--delete")
	for name, dir := range map[string]string{"ordinary": ordinary, "headless": headless} {
		got, found := verified(t, dir)
		if got.Versions != want.Versions || got.Snapshots != want.Snapshots || got.Observations != want.Observations || len(found) > 0 {
			t.Errorf("%s clone: %+v, %v; the archive: %+v", name, got, found, want)
		}
	}
}

func TestVerifyCountsTheVersionsOfOthers(t *testing.T) {
	dir := gitRepo(t, nil, map[string]string{"A/T.md": "1", "B/T.md": "1"}, map[string]string{"A/T.md": "2"})
	if got, found := verified(t, dir); got.Versions != 3 || len(found) > 0 {
		t.Errorf("%+v, found %v", got, found)
	}
}

// A clone of main alone lacks one thing, not one for each version.
func TestVerifyOfACloneOfOneBranch(t *testing.T) {
	a := sampleArchive(t)
	got, found := verified(t, ordinaryClone(t, "file://"+a.GitDir(), "--single-branch", "--branch", "main"))
	if len(found) != 1 || got.Problems != 1 || !strings.Contains(found[0].What.String(), "policylog pull") {
		t.Errorf("%+v, found %v", got, found)
	}
	if len(found) == 1 && found[0].Where.String() != refSnapshots {
		t.Errorf("found %+v", found)
	}
}
