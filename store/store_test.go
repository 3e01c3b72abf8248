package store

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// git runs git in an archive's repository and returns what it printed.
func git(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// fsck holds an archive to `git fsck --strict`.
func fsck(t testing.TB, dir string) {
	t.Helper()
	if out := git(t, dir, "fsck", "--strict", "--full"); out != "" {
		t.Fatalf("git fsck: %s", out)
	}
}

// fsckDangling does so where a writer died or was overtaken: what it wrote may lie there, unused.
func fsckDangling(t testing.TB, dir string) {
	t.Helper()
	if out := git(t, dir, "fsck", "--strict", "--full", "--no-dangling"); out != "" {
		t.Fatalf("git fsck: %s", out)
	}
}

var testNow = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newArchive(t testing.TB, opt Options) *Store {
	t.Helper()
	if opt.Now == nil {
		opt.Now = func() time.Time { return testNow }
	}
	s, err := Init(t.Context(), filepath.Join(t.TempDir(), "a"), []byte("sources: []\n"), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func day(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func text(source, date, body string) Text {
	return Text{
		Source: source, Markdown: []byte(body), Captured: day(date), Kind: KindVersion, Origin: "import", Title: "隱私政策",
		Snapshot: -1, URL: "https://example.org/privacy",
	}
}

func record(t testing.TB, s *Store, b Batch) Recorded {
	t.Helper()
	rec, err := s.Record(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func dates(list []Version) string {
	var out []string
	for _, v := range list {
		if v.Captured.IsZero() {
			out = append(out, "?")
			continue
		}
		out = append(out, v.Captured.Format(time.DateOnly))
	}
	return strings.Join(out, " ")
}

func TestRecordAndRead(t *testing.T) {
	s := newArchive(t, Options{})
	ctx := context.Background()
	const src = "acme/privacy-policy.zh-TW"
	rec := record(t, s, Batch{
		Snapshots: []Snapshot{{Source: src, Ext: "html", Data: []byte("<p>一"), Captured: day("2024-01-01"), Kind: KindSnapshot, Trailers: [][2]string{{"ETag", "x\nSource: forged"}}}},
		Texts: []Text{
			{Source: src, Markdown: []byte("# 隱私政策\n\n一\n"), Captured: day("2024-01-01"), Kind: KindVersion, Origin: "fetch", Title: "隱私政策", Effective: "2024-02-01", Snapshot: 0},
			text(src, "2025-01-01", "# 隱私政策\n\n二\n"),
			text(src, "2025-06-01", "# 隱私政策\n\n二\n"), // equal to the one before
		},
		Observations: []Observation{{Source: src, Status: "new", ETag: "x"}},
		State:        map[string][]byte{"sent.json": []byte("{}")},
	})
	if rec.Versions[0] == "" || rec.Versions[1] == "" || rec.Versions[2] != "" {
		t.Fatalf("recorded %q", rec.Versions)
	}
	list, err := s.History(ctx, src)
	if err != nil || dates(list) != "2024-01-01 2025-01-01" {
		t.Fatalf("history %s, %v", dates(list), err)
	}
	b, err := s.Text(ctx, list[0])
	if err != nil || string(b) != "# 隱私政策\n\n一\n" {
		t.Fatalf("text %q, %v", b, err)
	}
	sn, err := s.SnapshotOf(ctx, list[0])
	if err != nil || string(sn.Data) != "<p>一" || sn.Source != src || len(sn.Trailers) != 1 || sn.Trailers[0][1] != "x Source: forged" {
		t.Fatalf("snapshot %+v, %v", sn, err)
	}
	if got := git(t, s.GitDir(), "log", "--format=%s", "main", "--", src+".md"); got !=
		"acme/privacy-policy.zh-TW: 隱私政策, captured 2025-01-01\nacme/privacy-policy.zh-TW: 隱私政策, captured 2024-01-01\n" {
		t.Errorf("git log:\n%s", got)
	}
	if got := git(t, s.GitDir(), "log", "-1", "--format=%ad %cd", "--date=iso-strict", "main"); got != "2025-01-01T00:00:00+00:00 2026-03-01T12:00:00+00:00\n" {
		t.Errorf("dates %s", got)
	}
	if got := git(t, s.GitDir(), "log", "-1", "--format=%(trailers:key=Source,valueonly)", "snapshots"); strings.TrimSpace(got) != src {
		t.Errorf("Source trailer %q", got)
	}
	last, err := s.LastObservation(ctx)
	if err != nil || last[src].Status != "new" {
		t.Fatalf("observations %+v, %v", last, err)
	}
	st, err := s.State(ctx, "sent.json")
	if err != nil || string(st) != "{}" {
		t.Fatalf("state %q, %v", st, err)
	}
	for when, want := range map[string]string{
		"": "2025-01-01", "latest": "2025-01-01", "first": "2024-01-01", "previous": "2024-01-01", "2024-12-31": "2024-01-01",
		"2025-01-01": "2025-01-01", "captured:2024-05-01": "2024-01-01", "effective:2024-02-01": "2024-01-01",
		list[0].Commit[:8]: "2024-01-01", "2024-01-01T00:00:00Z": "2024-01-01",
	} {
		v, err := s.Resolve(ctx, src, when)
		if err != nil || v.Captured.Format(time.DateOnly) != want {
			t.Errorf("Resolve(%q) = %s, %v; want %s", when, v.Captured, err, want)
		}
	}
	for _, when := range []string{"2023-12-31", "effective:2024-01-31", "abcd"} {
		if _, err := s.Resolve(ctx, src, when); !errors.Is(err, ErrNoVersion) {
			t.Errorf("Resolve(%q): %v, want ErrNoVersion", when, err)
		}
	}
	if _, err := s.History(ctx, "acme/privacy-polcy.zh-TW"); !errors.Is(err, ErrUnknownSource) || !strings.Contains(err.Error(), src) {
		t.Errorf("unknown source: %v", err)
	}
	infos, err := s.Sources(ctx)
	if err != nil || len(infos) != 1 || infos[0].Versions != 2 || !infos[0].LastCheck.Equal(testNow) || infos[0].LastStatus != "new" {
		t.Errorf("sources %+v, %v", infos, err)
	}
	fsck(t, s.GitDir())
}

func TestOlderCapturesComeInAsASideChain(t *testing.T) {
	s := newArchive(t, Options{})
	const a, b = "acme/terms", "acme/privacy.en"
	record(t, s, Batch{Texts: []Text{text(a, "2022-01-01", "a22\n"), text(b, "2023-01-01", "b23\n"), text(a, "2024-01-01", "a24\n")}})
	tip := strings.TrimSpace(git(t, s.GitDir(), "rev-parse", "main"))
	record(t, s, Batch{Texts: []Text{text(a, "2023-06-01", "a23\n"), text(a, "2021-01-01", "a21\n"), text(a, "2025-01-01", "a25\n"), text(b, "2022-06-01", "b22\n")}})
	list, err := s.History(t.Context(), a)
	if err != nil || dates(list) != "2021-01-01 2022-01-01 2023-06-01 2024-01-01 2025-01-01" {
		t.Fatalf("history %s, %v", dates(list), err)
	}
	if got := git(t, s.GitDir(), "show", "main:"+a+".md"); got != "a25\n" {
		t.Errorf("main has %q", got)
	}
	if got := git(t, s.GitDir(), "show", "main:"+b+".md"); got != "b23\n" {
		t.Errorf("main has %q", got)
	}
	if got := strings.TrimSpace(git(t, s.GitDir(), "rev-list", "--merges", "--count", "main")); got != "1" {
		t.Errorf("%s merges, want 1", got)
	}
	git(t, s.GitDir(), "merge-base", "--is-ancestor", tip, "main") // nothing was rewritten
	got := git(t, s.GitDir(), "log", "--full-history", "--author-date-order", "--no-merges", "--format=%ad", "--date=format:%Y-%m", "main", "--", a+".md")
	if got != "2025-01\n2024-01\n2023-06\n2022-01\n2021-01\n" {
		t.Errorf("git log --full-history --author-date-order: %s", got)
	}
	fsck(t, s.GitDir())
	// A rebuilt index says the same.
	s.Close()
	os.RemoveAll(filepath.Join(s.GitDir(), privateDir))
	again, err := Open(t.Context(), s.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	list2, err := again.History(t.Context(), a)
	if err != nil || dates(list2) != dates(list) {
		t.Errorf("rebuilt: %s, %v", dates(list2), err)
	}
}
