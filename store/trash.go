package store

import (
	"os"
	"path/filepath"
	"sync"
)

// trash frees files that an archive needs no more beside the writer's work. Where a file system tells the disk of every
// block that it frees (ext4 mounted with discard) each costs a millisecond or more, which nobody need wait for. What a
// killed process left in it the next writer frees.
type trash struct {
	dir string
	wg  sync.WaitGroup
}

func newTrash(gitDir string) *trash { return &trash{dir: filepath.Join(gitDir, privateDir, "trash")} }

// place is a free name in the trash.
func (t *trash) place() (string, error) {
	if err := os.MkdirAll(t.dir, 0o755); err != nil {
		return "", err
	}
	return filepath.Join(t.dir, randomHex()), nil
}

// keep holds on to what a file is now when something is about to be renamed over it, so that the rename frees nothing. Where
// that cannot be done the rename does.
func (t *trash) keep(path string) {
	if t == nil {
		return
	}
	if to, err := t.place(); err == nil {
		_ = os.Link(path, to)
	}
}

// remove takes a file from its place, as os.Remove does.
func (t *trash) remove(path string) error {
	to, err := t.place()
	if err == nil {
		err = os.Rename(path, to)
	}
	if err == nil || os.IsNotExist(err) {
		return err
	}
	return os.Remove(path)
}

// empty begins to free what is in the trash.
func (t *trash) empty() {
	t.wg.Go(func() {
		entries, err := os.ReadDir(t.dir)
		if err != nil {
			return // nothing was thrown away yet, or cannot be now
		}
		for _, e := range entries {
			_ = os.Remove(filepath.Join(t.dir, e.Name())) // another process may have been quicker
		}
	})
}

// wait returns when all that was begun is done.
func (t *trash) wait() { t.wg.Wait() }
