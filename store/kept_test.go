package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func keptFiles(t *testing.T, s *Store) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.GitDir(), privateDir, keptDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestKept(t *testing.T) {
	s := newArchive(t, Options{})
	if _, err := s.Sources(t.Context()); err != nil { // makes the index, beside which things are kept
		t.Fatal(err)
	}
	if s.Kept("a") != nil {
		t.Error("something kept of nothing")
	}
	s.Keep("a", []byte("隱私"))
	s.Keep("b", []byte("two"))
	s.Keep("a", []byte("隱私權"))
	if got := string(s.Kept("a")); got != "隱私權" {
		t.Errorf("kept %q", got)
	}
	for _, f := range keptFiles(t, s) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)-1] ^= 1
		if err := os.WriteFile(f, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if s.Kept("a") != nil || s.Kept("b") != nil {
		t.Error("damaged data were trusted")
	}
	if left := keptFiles(t, s); len(left) > 0 {
		t.Errorf("damaged files are left: %v", left)
	}
	// A file under another key's name is none of its own.
	s.Keep("a", []byte("of a"))
	if err := os.Rename(s.keptName("a"), s.keptName("b")); err != nil {
		t.Fatal(err)
	}
	if s.Kept("b") != nil {
		t.Error("another key's data were trusted")
	}
}

func TestKeptByManyAtOnce(t *testing.T) {
	s := newArchive(t, Options{})
	if _, err := s.Sources(t.Context()); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 20 {
				s.Keep("k", bytes.Repeat([]byte{byte(i)}, 10_000))
				if got := s.Kept("k"); got != nil && !bytes.Equal(got, bytes.Repeat(got[:1], 10_000)) {
					t.Error("two writers' data mixed")
				}
			}
		})
	}
	wg.Wait()
	if left := keptFiles(t, s); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

func TestDropOldest(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		name := filepath.Join(dir, fmt.Sprintf("new-%d", i))
		if err := os.WriteFile(name, make([]byte, 100), 0o644); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1_000_000+i), 0)
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	dropOldest(dir, 250)
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(left) != 2 || filepath.Base(left[0]) != "new-3" || filepath.Base(left[1]) != "new-4" {
		t.Errorf("left: %v", left)
	}
}

// An archive from elsewhere may lead the cache to other files, or put endless ones there: they are neither read nor removed.
func TestKeptFollowsNoLink(t *testing.T) {
	s := newArchive(t, Options{})
	if _, err := s.Sources(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Keep("a", []byte("of a"))
	name, elsewhere := s.keptName("a"), t.TempDir()
	moved := filepath.Join(elsewhere, filepath.Base(name))
	if err := os.Rename(name, moved); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(moved, name); err != nil {
		t.Skip(err)
	}
	if s.Kept("a") != nil {
		t.Error("a link was followed")
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, 1<<40); err == nil && s.Kept("a") != nil { // sparse: no disk holds it, nor does memory
		t.Error("a giant was read")
	}
	if err := os.RemoveAll(filepath.Dir(name)); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(elsewhere, "mine.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Dir(name)); err != nil {
		t.Fatal(err)
	}
	if s.Kept("a") != nil {
		t.Error("a linked directory was read")
	}
	s.Keep("b", []byte("of b"))
	if left, _ := filepath.Glob(filepath.Join(elsewhere, "*")); len(left) != 2 {
		t.Errorf("a linked directory was written to: %v", left)
	}
	dropOldest(elsewhere, 0)
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("a file that is none of ours: %v", err)
	}
}
