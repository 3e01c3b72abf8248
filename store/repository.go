package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/gofrs/flock"
)

// repository is where an archive's objects, refs and locks are: in a directory as git has it, or in memory. It is the
// whole difference between the two; formats, order, index and checks are above it.
type repository interface {
	// open opens the objects.
	open() (*objects, error)
	// writer begins to write objects.
	writer() (objectWriter, error)
	// receive takes in a pack from the network as if writer had written it and finish been called.
	receive(pack io.Reader) (objectWriter, error)

	// read returns the id that a ref leads to, the zero id when there is none.
	read(ref string) (plumbing.Hash, error)
	// head returns the branch that HEAD names, "" when it is detached.
	head() (string, error)
	// publish makes the objects of a writer durable and visible, and then moves refs to them as one transaction; see
	// stagedRefs.move. Where no ref moved the objects are gone again.
	publish(ctx context.Context, w objectWriter, updates []refUpdate) error

	// lock makes the caller the only writer, and waits for that until ctx ends.
	lock(ctx context.Context) (unlock func(), err error)
	// beginRun makes the caller the only run; end is nil when another is under way.
	beginRun() (end func(), err error)
}

// objectWriter writes new objects, which become visible whole or not at all.
type objectWriter interface {
	// add writes an object, once, and returns its id.
	add(typ plumbing.ObjectType, data []byte) (plumbing.Hash, error)
	// addDelta does, where the object may be kept as a delta on one that was added here before.
	addDelta(typ plumbing.ObjectType, data []byte, base plumbing.Hash, baseData []byte) (plumbing.Hash, error)
	// content reads an object that was added here, or is in the repository.
	content(o *objects, h plumbing.Hash) ([]byte, error)
	// finish makes the objects durable and visible, and holds them until release: refs lead to them then.
	finish() error
	release() error
	// discard removes them again after finish, abort before.
	discard() error
	abort()
}

// directory is a repository on disk.
type directory struct{ refs }

func (d directory) objectsDir() string { return filepath.Join(d.dir, "objects") }

func (d directory) open() (*objects, error) { return openObjects(d.objectsDir()) }

func (d directory) writer() (objectWriter, error) {
	w, err := newPackWriter(d.objectsDir())
	if err != nil {
		return nil, err
	}
	w.quick = true
	return w, nil
}

func (d directory) receive(pack io.Reader) (objectWriter, error) {
	return receivePack(d.objectsDir(), pack)
}

func (d directory) publish(ctx context.Context, w objectWriter, updates []refUpdate) error {
	finished := make(chan error, 1)
	go func() { finished <- w.finish() }()
	// What the refs will hold goes to the disk together with the objects: one wait less.
	t, err := d.stage(updates)
	defer t.drop()
	if finishErr := <-finished; finishErr != nil {
		err = finishErr // a full disk has one name for both
	}
	if err != nil {
		return errors.Join(err, w.discard())
	}
	moved, err := t.move(ctx)
	if err != nil && !moved {
		return errors.Join(err, w.discard())
	}
	return errors.Join(err, w.release())
}

// lock takes the writer's lock file, and removes what dead writers left.
func (d directory) lock(ctx context.Context) (unlock func(), err error) {
	dir := filepath.Join(d.dir, privateDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	lock, err := lockFile(dir, "writer.lock")
	if err != nil {
		return nil, err
	}
	if _, err := lock.TryLockContext(ctx, 5*time.Millisecond); err != nil {
		return nil, err
	}
	unlock = func() {
		d.trash.empty()
		_ = lock.Unlock() // closing the file, at the latest when the process ends, frees it too
	}
	if err := sweepDeadWriters(d.objectsDir()); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

func (d directory) beginRun() (end func(), err error) {
	dir := filepath.Join(d.dir, privateDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	// An old lock file can be locked where no new file can be made.
	probe, err := os.CreateTemp(dir, tempPrefix)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return nil, err
	}
	lock, err := lockFile(dir, "run.lock")
	if err != nil {
		return nil, err
	}
	if ok, err := lock.TryLock(); err != nil || !ok {
		return nil, err
	}
	return func() { _ = lock.Unlock() }, nil
}

// lockFile is a lock file that opens at once: a pipe in its place would wait for a writer for ever.
func lockFile(dir, name string) (*flock.Flock, error) {
	path := filepath.Join(dir, name)
	return flock.New(path), checkPlain(path)
}
