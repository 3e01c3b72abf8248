package store

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// gitRepo is somebody's repository with commits of the given files, oldest first, an hour apart.
func gitRepo(t testing.TB, args []string, commits ...map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "policies")
	if out, err := exec.Command("git", append(append([]string{"init", "-q", "-b", "trunk"}, args...), dir)...).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v\n%s", err, out)
	}
	for i, files := range commits {
		subject := "Record new changes"
		for name, body := range files {
			p := filepath.Join(dir, filepath.FromSlash(name))
			if name == "subject" {
				subject = body
				continue
			}
			if body == "" {
				os.Remove(p)
				continue
			}
			os.MkdirAll(filepath.Dir(p), 0o755)
			if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		git(t, dir, "add", "-A")
		date := day("2024-01-01").Add(time.Duration(i) * time.Hour).Format(time.RFC3339)
		git(t, dir, "-c", "user.name=x", "commit", "-q", "-m", subject, "--date="+date)
	}
	return dir
}

func openAll(t testing.TB, dir string, opt Options) (*Store, string) {
	t.Helper()
	if opt.CacheDir == "" {
		opt.CacheDir = t.TempDir()
	}
	s, err := Open(t.Context(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	infos, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, in := range infos {
		list, err := s.History(t.Context(), in.Source)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, in.Source+":"+strings.Repeat("v", len(list)))
	}
	return s, strings.Join(names, " ")
}

func TestConfigThatIsNoFile(t *testing.T) {
	s := newArchive(t, Options{})
	name := filepath.Join(s.Dir(), configFile)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.DevNull, name); err != nil {
		t.Skip(err)
	}
	if _, err := s.Config(t.Context()); err == nil || !strings.Contains(err.Error(), "no plain file") {
		t.Errorf("a device is read: %v", err)
	}
}

func TestForeignLayouts(t *testing.T) {
	for _, tc := range []struct {
		name    string
		layouts []string
		commits []map[string]string
		want    string
	}{
		{"open terms archive", nil, []map[string]string{
			{"Acme/Privacy Policy.md": "1", "README.md": "x", ".github/w.yml": "x"}, {"Acme/Privacy Policy.md": "2", "Beta/Terms.md": "1"},
		}, "Acme/Privacy Policy:vv Beta/Terms:v"},
		{
			"language first", nil,
			[]map[string]string{{"en/privacy.md": "1", "zh-TW/privacy.md": "1"}, {"zh-TW/privacy.md": "2"}},
			"policies/privacy.en:v policies/privacy.zh-TW:vv",
		},
		{"layout changed", nil, []map[string]string{
			{"privacy/en.md": "1", "privacy/zh_TW.md": "1"},
			{"privacy/en.md": "2"},
			{"privacy/en.md": "", "privacy/zh_TW.md": "", "en/privacy.md": "2", "zh-TW/privacy.md": "1"},
			{"en/privacy.md": "3"},
		}, "policies/privacy.en:vvv policies/privacy.zh-TW:v"},
		{"renamed", nil, []map[string]string{
			{"Old/Terms.md": "1", "Other/Terms.md": "o"}, {"Old/Terms.md": "2"}, {"Old/Terms.md": "", "New/Terms.md": "2"}, {"New/Terms.md": "3"},
		}, "New/Terms:vvv Other/Terms:v"},
		{"language in the file name", nil, []map[string]string{{"a/privacy.en.md": "1", "a/privacy.de.md": "1"}}, "a/privacy.de:v a/privacy.en:v"},
		{"three levels", nil, []map[string]string{{"a/privacy/en.md": "1", "b/privacy/de.md": "1"}}, "a/privacy.en:v b/privacy.de:v"},
		{"one level", nil, []map[string]string{{"privacy.md": "1", "terms.md": "1", "README.md": "x"}}, "policies/privacy:v policies/terms:v"},
		{"forced", []string{"docs/{policy}-{language}.txt"}, []map[string]string{{"docs/terms-en.txt": "1", "a/b.md": "x"}}, "policies/terms.en:v"},
		{"names of ours are made of theirs", nil, []map[string]string{{"A: B/Terms?.md": "1", "C/T.md": "1"}}, "A_ B/Terms_:v C/T:v"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := gitRepo(t, nil, tc.commits...)
			before := files(t, dir)
			s, got := openAll(t, dir, Options{Layouts: tc.layouts})
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
			if files(t, dir) != before {
				t.Error("something was written")
			}
			if _, err := s.Record(t.Context(), Batch{}); !errors.Is(err, ErrReadOnly) {
				t.Errorf("Record: %v, want ErrReadOnly", err)
			}
		})
	}
}

func TestForeignKindsAndBranches(t *testing.T) {
	dir := gitRepo(t, nil, map[string]string{"A/T.md": "1"}, map[string]string{"A/T.md": "2", "subject": "Apply technical or declaration upgrade on A T"})
	git(t, dir, "checkout", "-q", "-b", "published", "HEAD~1")
	s, _ := openAll(t, dir, Options{Branch: "trunk"})
	list, err := s.History(t.Context(), "A/T")
	if err != nil || len(list) != 2 || list[1].Kind != KindTechnicalUpgrade || list[0].Kind != KindVersion {
		t.Fatalf("%+v, %v", list, err)
	}
	if _, got := openAll(t, dir, Options{}); got != "A/T:v" {
		t.Errorf("HEAD's branch: %s", got)
	}
	if _, err := Open(t.Context(), dir, Options{Branch: "nope"}); err == nil || !strings.Contains(err.Error(), "hint:") {
		t.Errorf("unknown branch: %v", err)
	}
}

func TestUnusualClones(t *testing.T) {
	src := gitRepo(t, nil, map[string]string{"A/T.md": "1", "B/T.md": "1"}, map[string]string{"A/T.md": "2"}, map[string]string{"A/T.md": "3"})
	cloned := func(args ...string) string {
		dst := filepath.Join(t.TempDir(), "c")
		if out, err := exec.Command("git", append(append([]string{"clone", "-q"}, args...), dst)...).CombinedOutput(); err != nil {
			t.Fatalf("git clone: %v\n%s", err, out)
		}
		return dst
	}
	if _, got := openAll(t, cloned("--depth=2", "file://"+src), Options{}); got != "A/T:vv B/T:v" {
		t.Errorf("shallow clone: %s", got)
	}
	if _, got := openAll(t, cloned("--shared", src), Options{}); got != "A/T:vvv B/T:v" {
		t.Errorf("clone with alternates: %s", got)
	}
	if _, got := openAll(t, cloned("--bare", src), Options{}); got != "A/T:vvv B/T:v" {
		t.Errorf("bare clone: %s", got)
	}
	wt := filepath.Join(t.TempDir(), "wt")
	git(t, src, "worktree", "add", "-q", wt, "HEAD~1")
	if _, got := openAll(t, wt, Options{}); got != "A/T:vvv B/T:v" {
		t.Errorf("work tree: %s", got)
	}
	git(t, src, "config", "uploadpack.allowFilter", "true")
	reftable := cloned("--bare", src) // as its configuration says, which is what a git that cannot read it goes by
	git(t, reftable, "config", "core.repositoryFormatVersion", "1")
	git(t, reftable, "config", "extensions.refStorage", "reftable")
	refuse := map[string]string{
		"partial":  cloned("--filter=blob:none", "file://"+src),
		"reftable": reftable,
		"sha256":   gitRepo(t, []string{"--object-format=sha256"}, map[string]string{"A/T.md": "1"}),
		"empty":    gitRepo(t, nil),
		"no git":   t.TempDir(),
		"missing":  filepath.Join(t.TempDir(), "none"),
	}
	for name, dir := range refuse {
		_, err := Open(t.Context(), dir, Options{})
		if !errors.Is(err, ErrNotArchive) || name != "missing" && !strings.Contains(err.Error(), "hint:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStaleCheckoutDrawsAWarning(t *testing.T) {
	a := sampleArchive(t)
	dst := filepath.Join(t.TempDir(), "c")
	if out, err := exec.Command("git", "clone", "-q", a.GitDir(), dst).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v\n%s", err, out)
	}
	s, err := Open(t.Context(), dst, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(s.Warnings()) != 1 || len(a.Warnings()) != 0 {
		t.Errorf("warnings %q, %q", s.Warnings(), a.Warnings())
	}
	// An ordinary clone has the other branches as the remote's; they are read all the same.
	if _, err := s.LatestSnapshot(t.Context(), "acme/terms"); err != nil {
		t.Error(err)
	}
}

func TestLinkedWorktreeDrawsAWarning(t *testing.T) {
	a := sampleArchive(t)
	for i, args := range [][]string{{"main"}, {"--detach", "main"}} {
		dir := filepath.Join(t.TempDir(), "wt")
		git(t, a.GitDir(), append([]string{"worktree", "add", "-q", dir}, args...)...)
		s, err := Open(t.Context(), a.Dir(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if w := s.Warnings(); len(w) != 1-i || i == 0 && (!strings.Contains(w[0], dir) || !strings.Contains(w[0], "hint:")) {
			t.Errorf("%v: warnings %q", args, w)
		}
		git(t, a.GitDir(), "worktree", "remove", dir)
	}
}

// git shows another history than the commits hold: said, and the recorded one is shown.
func TestReplacedCommitsDrawAWarning(t *testing.T) {
	dir := gitRepo(t, nil, map[string]string{"A/T.md": "1"}, map[string]string{"A/T.md": "2"}, map[string]string{"A/T.md": "3"})
	check := func(what string, want int) {
		t.Helper()
		s, got := openAll(t, dir, Options{})
		n := 0
		for _, w := range s.Warnings() {
			if strings.Contains(w, "replaced or grafted") {
				n++
			}
		}
		if n != want || got != "A/T:vvv" {
			t.Errorf("%s: %d warnings, want %d; %s", what, n, want, got)
		}
	}
	check("as it is", 0)
	git(t, dir, "replace", "HEAD~1", "HEAD~2")
	check("replaced", 1)
	git(t, dir, "pack-refs", "--all")
	check("replaced, packed", 1)
	git(t, dir, "replace", "-d", strings.TrimSpace(git(t, dir, "replace", "-l")))
	check("as it was", 0)
	if err := os.WriteFile(filepath.Join(dir, ".git", "info", "grafts"), []byte(git(t, dir, "rev-parse", "HEAD")), 0o644); err != nil {
		t.Fatal(err)
	}
	check("grafted", 1)
}

func TestCacheMayGoAtAnyTime(t *testing.T) {
	s := sampleArchive(t)
	want, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(s.GitDir(), privateDir, "index.db")
	s.Close()
	same := func(when string, opt Options) {
		t.Helper()
		again, err := Open(t.Context(), s.Dir(), opt)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		defer again.Close()
		got, err := again.Sources(t.Context())
		if err != nil || len(got) != len(want) || got[0] != want[0] {
			t.Errorf("%s: %+v, %v", when, got, err)
		}
	}
	os.RemoveAll(filepath.Dir(db))
	same("deleted", Options{})
	if err := os.WriteFile(db, []byte("this is no database, and longer than a header of one would be"), 0o644); err != nil {
		t.Fatal(err)
	}
	same("garbage", Options{})
	conn, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec("UPDATE meta SET value = '0' WHERE key = 'version'; DELETE FROM versions"); err != nil {
		t.Fatal(err)
	}
	conn.Close()
	same("of another version", Options{})
	if data, err := os.ReadFile(db); err == nil {
		os.WriteFile(db, data[:len(data)/2], 0o644)
	}
	same("truncated", Options{})
	blocked := filepath.Join(t.TempDir(), "file")
	os.WriteFile(blocked, nil, 0o644)
	same("nowhere to write", Options{CacheDir: filepath.Join(blocked, "x")})
}

func TestHistoryReplacedByForce(t *testing.T) {
	s := newArchive(t, Options{})
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-01-01", "1\n"), text("a/b", "2024-02-01", "2\n")}})
	if list, err := s.History(t.Context(), "a/b"); err != nil || len(list) != 2 {
		t.Fatal(err)
	}
	git(t, s.GitDir(), "update-ref", "refs/heads/main", "main~1")
	list, err := s.History(t.Context(), "a/b")
	if err != nil || dates(list) != "2024-01-01" {
		t.Errorf("%s, %v", dates(list), err)
	}
}

func TestClockThatRanBackwards(t *testing.T) {
	now := testNow
	s := newArchive(t, Options{Now: func() time.Time { return now }})
	one := func(body string) {
		record(t, s, Batch{
			Texts:        []Text{{Source: "a/b", Markdown: []byte(body), Captured: now, Kind: KindVersion, Snapshot: -1}},
			Observations: []Observation{{Source: "a/b", Status: "changed", SHA256: body}},
		})
	}
	one("1\n")
	now = now.AddDate(-1, 0, 0)
	one("2\n")
	now = now.AddDate(2, 0, 0)
	one("3\n")
	list, err := s.History(t.Context(), "a/b")
	if err != nil || dates(list) != "2025-03-01 2026-03-01 2027-03-01" {
		t.Errorf("%s, %v", dates(list), err)
	}
	fsck(t, s.GitDir())
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
}

func TestTruncatedLooseObject(t *testing.T) {
	s := newArchive(t, Options{})
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-01-01", strings.Repeat("x\n", 100))}})
	// Somebody unpacked the archive, and lost the end of a file.
	packs, _ := filepath.Glob(filepath.Join(s.GitDir(), "objects", "pack", "*"))
	for _, p := range packs {
		if strings.HasSuffix(p, ".pack") {
			aside := filepath.Join(t.TempDir(), "p")
			os.Rename(p, aside)
			in, err := os.Open(aside)
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("git", "-C", s.GitDir(), "unpack-objects", "-q")
			cmd.Stdin = in
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			in.Close()
		}
		os.Remove(p)
	}
	v, err := s.Resolve(t.Context(), "a/b", "latest")
	if err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), s.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.Text(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	loose := filepath.Join(s.GitDir(), "objects", v.Blob[:2], v.Blob[2:])
	os.Chmod(loose, 0o644)
	if err := os.Truncate(loose, 10); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Text(t.Context(), v); err == nil || !strings.Contains(err.Error(), "damaged") || !strings.Contains(err.Error(), "hint:") {
		t.Errorf("truncated object: %v", err)
	}
	if len(problems(t, s.Dir())) == 0 {
		t.Error("verify found nothing")
	}
}
