package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// The refs of an archive.
const (
	refMain         = "refs/heads/main"
	refSnapshots    = "refs/heads/snapshots"
	refObservations = "refs/heads/observations"
	refState        = "refs/policylog/state"
	refNotes        = "refs/notes/policylog"
)

// allRefs in the order in which they are written, pushed and pulled.
var allRefs = []string{refSnapshots, refMain, refObservations, refState, refNotes}

// refs reads and writes refs the way git does: under <ref>.lock made with O_EXCL, after comparing the old value, by
// renaming the synced lock file over the ref. go-git truncates the file and writes it in place, and loses refs and
// racing updates.
type refs struct {
	dir   string // git's common directory
	trash *trash // takes the files that refs leave; nil: they are freed at once
}

// refLockWait bounds the wait for a lock that another git process holds on a ref.
const refLockWait = 5 * time.Second

// errMoved says that a ref no longer has the value that an update was built on.
var errMoved = errors.New("ref was moved meanwhile")

// read returns the id that a ref leads to, the zero id when there is none. Symbolic refs are followed.
func (r refs) read(name string) (plumbing.Hash, error) {
	for range 5 {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return plumbing.ZeroHash, fmt.Errorf("read ref %s: it leads out of the repository", strconv.Quote(printable(name)))
		}
		b, err := readPlain(filepath.Join(r.dir, filepath.FromSlash(name)))
		if errors.Is(err, os.ErrNotExist) || isDirectory(err) {
			return r.readPacked(name)
		}
		if err != nil {
			return plumbing.ZeroHash, fmt.Errorf("read ref %s: %w", printable(name), err)
		}
		s := strings.TrimSpace(string(b))
		if target, ok := strings.CutPrefix(s, "ref: "); ok {
			name = target
			continue
		}
		if !plumbing.IsHash(s) || len(s) != 40 {
			return plumbing.ZeroHash, fmt.Errorf("ref %s is damaged: %q\nhint: `git -C DIR fsck` finds the last good commit, "+
				"`git update-ref` sets it", printable(name), printable(s))
		}
		return plumbing.NewHash(s), nil
	}
	return plumbing.ZeroHash, fmt.Errorf("read ref %s: symbolic refs lead in a circle", name)
}

func isDirectory(err error) bool {
	var pe *os.PathError
	if !errors.As(err, &pe) {
		return false
	}
	st, statErr := os.Stat(pe.Path)
	return statErr == nil && st.IsDir()
}

func (r refs) readPacked(name string) (plumbing.Hash, error) {
	f, err := openPlain(filepath.Join(r.dir, "packed-refs"))
	if errors.Is(err, os.ErrNotExist) {
		return plumbing.ZeroHash, nil
	}
	if err != nil {
		return plumbing.ZeroHash, fmt.Errorf("read packed refs: %w", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if id, n, ok := strings.Cut(sc.Text(), " "); ok && n == name && len(id) == 40 {
			return plumbing.NewHash(id), nil
		}
	}
	if err := sc.Err(); err != nil {
		return plumbing.ZeroHash, fmt.Errorf("read %s: %w\nhint: `git -C DIR fsck` says what is damaged", f.Name(), err)
	}
	return plumbing.ZeroHash, nil
}

// head returns the branch that HEAD names, "" when it is detached.
func (r refs) head() (string, error) {
	b, err := readPlain(filepath.Join(r.dir, "HEAD"))
	if err != nil {
		return "", fmt.Errorf("read HEAD: %w", err)
	}
	target, ok := strings.CutPrefix(strings.TrimSpace(string(b)), "ref: ")
	if !ok {
		return "", nil
	}
	return target, nil
}

// refUpdate moves one ref from old (zero: not there yet) to new.
type refUpdate struct {
	name     string
	old, new plumbing.Hash
}

// stagedRefs are updates of refs on their way: what the refs will hold is durable, and nobody sees it yet.
type stagedRefs struct {
	refs
	updates []refUpdate
	locks   []string // held
}

// stage writes down what refs will hold. Only the holder of the writer's lock may call it, and is to call drop at the end.
//
// The locks that move takes are hard links to the files staged here, in the directory pending: so a lock is complete from
// its birth, is held for an instant, and the next writer can tell a dead writer's lock from git's (sweepPending).
func (r refs) stage(updates []refUpdate) (*stagedRefs, error) {
	t := &stagedRefs{refs: r, updates: updates}
	if err := r.sweepPending(); err != nil {
		return t, err
	}
	if err := os.MkdirAll(r.pending(), 0o755); err != nil {
		return t, fmt.Errorf("write refs: %w", err)
	}
	var files []*os.File
	var err error
	for _, u := range updates {
		var f *os.File
		if f, err = os.OpenFile(r.pendingFile(u.name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644); err != nil {
			break
		}
		files = append(files, f)
		if _, err = f.WriteString(u.new.String() + "\n"); err != nil {
			break
		}
	}
	if err := errors.Join(err, syncClose(files...)); err != nil {
		return t, fmt.Errorf("write refs: %w", err)
	}
	return t, nil
}

// move moves the refs as one transaction, as git does: all locks are taken and all old values compared before the first
// rename. A ref that is not at its old value gives errMoved and nothing is changed. Renames follow the order of the
// updates; a kill between two of them leaves the earlier refs moved and each ref whole. moved says whether any was.
func (t *stagedRefs) move(ctx context.Context) (moved bool, err error) {
	var paths, dirs []string
	for _, u := range t.updates {
		path := filepath.Join(t.dir, filepath.FromSlash(u.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return false, fmt.Errorf("write ref %s: %w", u.name, err)
		}
		if err := lockRef(ctx, path, t.pendingFile(u.name)); err != nil {
			return false, fmt.Errorf("write ref %s: %w", u.name, err)
		}
		t.locks, paths, dirs = append(t.locks, path+".lock"), append(paths, path), append(dirs, filepath.Dir(path))
		now, err := t.read(u.name)
		if err != nil {
			return false, err
		}
		if now != u.old {
			return false, fmt.Errorf("write ref %s: %w", u.name, errMoved)
		}
	}
	for _, path := range paths {
		t.trash.keep(path)
		if err := os.Rename(t.locks[0], path); err != nil {
			return moved, fmt.Errorf("write ref: %w", err)
		}
		moved = true
		t.locks = t.locks[1:] // from here on the name may be another process's lock
	}
	return moved, syncDirs(dirs...)
}

// drop removes what is left of the updates.
func (t *stagedRefs) drop() {
	for _, u := range t.updates {
		os.Remove(t.pendingFile(u.name))
	}
	for _, l := range t.locks {
		os.Remove(l)
	}
}

func (r refs) pending() string { return filepath.Join(r.dir, privateDir, "pending") }

func (r refs) pendingFile(ref string) string {
	return filepath.Join(r.pending(), strings.ReplaceAll(ref, "/", "+"))
}

// sweepPending removes the locks of a writer that was killed while it held them: those that are the same file as the
// one it kept in pending. A lock of git's stays.
func (r refs) sweepPending() error {
	entries, err := os.ReadDir(r.pending())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("dead writer's locks: %w", err)
	}
	for _, e := range entries {
		mine := filepath.Join(r.pending(), e.Name())
		lock := filepath.Join(r.dir, filepath.FromSlash(strings.ReplaceAll(e.Name(), "+", "/"))) + ".lock"
		a, err1 := os.Stat(mine)
		b, err2 := os.Stat(lock)
		if err1 == nil && err2 == nil && os.SameFile(a, b) {
			if err := os.Remove(lock); err != nil {
				return fmt.Errorf("dead writer's lock: %w", err)
			}
		}
		if err := os.Remove(mine); err != nil {
			return fmt.Errorf("dead writer's lock: %w", err)
		}
	}
	return nil
}

// lockRef links content to path.lock, waiting a while for a git process that holds it. Where the file system has no
// hard links the lock is a copy, made with O_EXCL.
func lockRef(ctx context.Context, path, content string) error {
	deadline := time.Now().Add(refLockWait)
	for wait := time.Millisecond; ; wait = min(2*wait, 100*time.Millisecond) {
		err := os.Link(content, path+".lock")
		if err != nil && !errors.Is(err, os.ErrExist) {
			err = copyExclusive(content, path+".lock")
		}
		if err == nil || !errors.Is(err, os.ErrExist) {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s is there: another git process holds it, or one died\n"+
				"hint: when no git process runs on this archive, remove the file", path+".lock")
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is held: %w", path+".lock", ctx.Err())
		case <-time.After(wait):
		}
	}
}

func copyExclusive(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, syncClose(f)); err != nil {
		os.Remove(to)
		return err
	}
	return nil
}
