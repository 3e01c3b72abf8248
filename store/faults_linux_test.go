package store

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"
)

// onTmpfs mounts a small file system; only root can.
func onTmpfs(t *testing.T, size string) string {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("mount: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func TestDiskFull(t *testing.T) {
	dir := filepath.Join(onTmpfs(t, "2m"), "a")
	s, err := Init(t.Context(), dir, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-01-01", "1\n")}})
	_, err = s.Record(t.Context(), Batch{Texts: []Text{{Source: "a/b", Markdown: incompressible(4 << 20), Captured: day("2025-01-01"), Kind: KindVersion, Snapshot: -1}}})
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "hint: free some space") {
		t.Fatalf("full disk: %v", err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".git", privateDir, "tmp", "*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	record(t, s, Batch{Texts: []Text{text("a/b", "2025-01-01", "2\n")}})
	if list, err := s.History(t.Context(), "a/b"); err != nil || len(list) != 2 {
		t.Errorf("%s, %v", dates(list), err)
	}
	fsck(t, s.GitDir())
}

func TestReadOnlyFileSystem(t *testing.T) {
	mount := onTmpfs(t, "8m")
	s, err := Init(t.Context(), filepath.Join(mount, "a"), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-01-01", "1\n")}})
	s.Close()
	os.RemoveAll(filepath.Join(s.GitDir(), privateDir))
	if err := syscall.Mount("tmpfs", mount, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("remount: %v", err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	again, err := Open(t.Context(), s.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if list, err := again.History(t.Context(), "a/b"); err != nil || len(list) != 1 {
		t.Errorf("%s, %v", dates(list), err)
	}
	if _, err := again.Record(t.Context(), Batch{Texts: []Text{text("a/b", "2025-01-01", "2\n")}}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Record: %v, want ErrReadOnly", err)
	}
	if _, err := again.BeginRun(); !errors.Is(err, ErrReadOnly) {
		t.Errorf("BeginRun: %v, want ErrReadOnly", err)
	}
}

// Somebody else's archive where nothing can be written, not even a cache: every question is answered, nothing is left behind.
func TestOthersOnReadOnlyFileSystem(t *testing.T) {
	mount := onTmpfs(t, "8m")
	repo := filepath.Join(mount, "others.git")
	git(t, ".", "clone", "-q", "--bare", gitRepo(t, nil, map[string]string{"A/T.md": "# one\n"}, map[string]string{"A/T.md": "# two\n"}), repo)
	if err := syscall.Mount("tmpfs", mount, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("remount: %v", err)
	}
	t.Setenv("XDG_CACHE_HOME", filepath.Join(mount, "cache"))
	s, err := Open(t.Context(), repo, Options{Describe: func(text []byte) Description {
		return Description{Title: string(text[2:5]), Effective: "2020-01-01"}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list, err := s.History(t.Context(), "A/T")
	if err != nil || len(list) != 2 {
		t.Fatalf("%s, %v", dates(list), err)
	}
	if err := s.Describe(t.Context(), list); err != nil || list[0].Title != "one" || list[0].Effective != "2020-01-01" {
		t.Errorf("%+v, %v", list, err)
	}
	if v, err := s.Resolve(t.Context(), "A/T", "effective:2021"); err != nil || v.Commit != list[1].Commit {
		t.Errorf("%+v, %v", v, err)
	}
	if text, err := s.Text(t.Context(), list[1]); err != nil || string(text) != "# two\n" {
		t.Errorf("%q, %v", text, err)
	}
	if hits, err := s.Search(t.Context(), Query{Text: "one"}); err != nil || len(hits) != 1 || hits[0].Current {
		t.Errorf("%+v, %v", hits, err)
	}
	if found := problems(t, repo); len(found) != 0 {
		t.Errorf("verify: %v", found)
	}
}

// incompressible is valid UTF-8 that no compression makes much smaller.
func incompressible(n int) []byte {
	r := rand.New(rand.NewPCG(3, 3))
	b := make([]byte, 0, n)
	for len(b) < n {
		b = utf8.AppendRune(b, rune(0x4e00+r.IntN(20000)))
	}
	return b
}
