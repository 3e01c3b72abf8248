//go:build unix

package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// A pipe where a repository has a file is an error, or none where the file may be missing, and never waited for.
func TestPipesInRepository(t *testing.T) {
	for _, c := range []struct {
		name string
		err  bool
	}{
		{".git", true},
		{".git/HEAD", true},
		{".git/config", true},
		{".git/packed-refs", true},
		{".git/refs/heads/main", true},
		{".git/objects/info/alternates", true},
		{".git/commondir", false},
		{".git/shallow", false},
		{".git/info/grafts", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := newArchive(t, Options{}).Dir()
			name := filepath.Join(dir, filepath.FromSlash(c.name))
			if err := os.RemoveAll(name); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mkfifo(name, 0o600); err != nil {
				t.Skip(err)
			}
			opened := make(chan error, 1)
			go func() {
				s, err := Open(context.Background(), dir, Options{})
				if err == nil {
					_, err = s.Sources(context.Background())
					s.Close()
				}
				opened <- err
			}()
			select {
			case err := <-opened:
				if (err != nil) != c.err {
					t.Errorf("opening it says %v", err)
				}
			case <-time.After(10 * time.Second):
				t.Error("opening it hangs")
			}
		})
	}
}

// A pipe where a lock file is expected is an error, too.
func TestPipesAsLocks(t *testing.T) {
	for _, name := range []string{"run.lock", "writer.lock"} {
		s := newArchive(t, Options{})
		path := filepath.Join(s.GitDir(), privateDir, name)
		os.Remove(path)
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Skip(err)
		}
		ended := make(chan error, 1)
		go func() {
			end, err := s.BeginRun()
			if err == nil {
				end()
				_, err = s.Record(context.Background(), Batch{Texts: []Text{text("acme/terms", "2024-01-01", "terms\n")}})
			}
			ended <- err
		}()
		select {
		case err := <-ended:
			if !errors.Is(err, errNotPlain) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: it hangs", name)
		}
	}
}
