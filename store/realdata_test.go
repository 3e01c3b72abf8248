package store

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"policylog/internal/realdata"
)

// files lists a directory with sizes, to show that nothing was written.
func files(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(dir, func(p string, info os.FileInfo, err error) error {
		if err == nil {
			b.WriteString(p + " " + strconv.FormatInt(info.Size(), 10) + " " + info.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOpenTermsArchiveOpensAsItIs(t *testing.T) {
	repo := realdata.Repo(t, "ota-pga-versions")
	before := files(t, repo)
	s, err := Open(t.Context(), repo, Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !s.Foreign() {
		t.Error("taken for an archive of ours")
	}
	infos, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, in := range infos {
		total += in.Versions
	}
	if len(infos) < 130 || total < 4800 {
		t.Errorf("%d sources, %d versions", len(infos), total)
	}
	// Each path's history has the blobs that git lists for it, and the dates are in order.
	const src = "Facebook/Privacy Policy"
	list, err := s.History(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, line := range strings.Split(git(t, repo, "log", "--format=", "--raw", "--no-abbrev", "--", src+".md"), "\n") {
		if f := strings.Fields(line); len(f) > 4 && f[4] != "D" {
			want[f[3]] = true
		}
	}
	got := map[string]bool{}
	upgrades := 0
	for i, v := range list {
		got[v.Blob] = true
		if v.Kind == KindTechnicalUpgrade {
			upgrades++
		}
		if i > 0 && v.Captured.Before(list[i-1].Captured) {
			t.Errorf("version %d is before its predecessor", i)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d texts, git has %d", len(got), len(want))
	}
	for b := range want {
		if !got[b] {
			t.Errorf("blob %s is missing", b)
		}
	}
	if upgrades == 0 {
		t.Error("no technical upgrade was recognised")
	}
	v, err := s.Resolve(t.Context(), src, "2023-06-01")
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Text(t.Context(), v)
	if err != nil || string(b) != git(t, repo, "show", v.Commit+":"+v.Path) {
		t.Errorf("text differs from git's, %v", err)
	}
	if files(t, repo) != before {
		t.Error("something was written into the repository")
	}
}

func TestImportOfMozillasHistory(t *testing.T) {
	repo := realdata.Repo(t, "mozilla-legal-docs")
	var b Batch
	perLang := map[string]int{}
	err := ReadHistory(t.Context(), repo, nil, "", func(e Entry) error {
		id, err := ParseSourceID(e.Source)
		if err != nil {
			return err
		}
		perLang[id.Language]++
		b.Texts = append(b.Texts, Text{
			Source: "mozilla/" + strings.TrimPrefix(e.Source, id.Service+"/"), Markdown: []byte(strings.ToValidUTF8(string(e.Data), "\uFFFD")),
			Captured: e.Captured, Kind: e.Kind, Origin: "import", Snapshot: -1,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Texts) < 1900 || perLang["zh-TW"] < 15 || perLang["en"] < 180 || perLang["en-US"] > 0 {
		t.Fatalf("%d entries: %v", len(b.Texts), perLang)
	}
	s := newArchive(t, Options{})
	rec := record(t, s, b)
	recorded := 0
	for _, c := range rec.Versions {
		if c != "" {
			recorded++
		}
	}
	infos, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, in := range infos {
		total += in.Versions
	}
	if total != recorded || total < 1850 {
		t.Errorf("recorded %d, index has %d", recorded, total)
	}
	fsck(t, s.GitDir())
	if got := git(t, s.GitDir(), "rev-list", "--merges", "--count", "main"); strings.TrimSpace(got) != "0" {
		t.Errorf("%s merges: a history into an empty archive is to be straight", got)
	}
}
