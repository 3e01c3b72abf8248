package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
)

// Memory makes an empty archive in memory, for tests and for programs that need none on disk: the same Store over the
// same commits, which is gone once it is closed. Config is recorded as its policylog.yaml; nil for none. Push and Pull
// exchange it with others; Search makes scratch files for as long as it is open.
func Memory(ctx context.Context, config []byte, opt Options) (*Store, error) {
	m := &memory{
		refs: map[string]plumbing.Hash{}, objects: &objects{memory: map[plumbing.Hash]cached{}},
		writing: make(chan struct{}, 1), running: make(chan struct{}, 1),
	}
	s := newStore("memory", "", "", opt)
	s.git, s.obj = m, m.open
	if err := s.writeFirstCommit(ctx, config); err != nil {
		return nil, fmt.Errorf("archive in memory: %w", err)
	}
	return s, nil
}

// memory is a repository that lies on no disk.
type memory struct {
	objects *objects

	mu   sync.Mutex
	refs map[string]plumbing.Hash

	writing, running chan struct{} // hold a value while somebody does
}

func (m *memory) open() (*objects, error) { return m.objects, nil }

func (m *memory) writer() (objectWriter, error) {
	return &memoryWriter{to: m.objects, added: map[plumbing.Hash]cached{}}, nil
}

// receive lets the code for packs on disk read and check the pack, and takes its objects over.
func (m *memory) receive(pack io.Reader) (objectWriter, error) {
	tmp, err := os.MkdirTemp("", "policylog-pull-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	dir := filepath.Join(tmp, "objects")
	if _, err := receivePack(dir, pack); err != nil {
		return nil, err
	}
	o, err := openObjects(dir)
	if err != nil {
		return nil, err
	}
	defer o.close()
	w := &memoryWriter{to: m.objects, added: map[plumbing.Hash]cached{}}
	for _, p := range o.packs {
		names, err := p.names()
		if err != nil {
			return nil, err
		}
		for _, h := range names {
			typ, data, err := o.readPacked(p, p.find(h))
			if err != nil {
				return nil, err
			}
			if _, err := w.add(typ, data); err != nil {
				return nil, err
			}
		}
	}
	return w, w.finish()
}

func (m *memory) read(ref string) (plumbing.Hash, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.refs[ref], nil
}

func (m *memory) head() (string, error) { return refMain, nil }

func (m *memory) publish(_ context.Context, w objectWriter, updates []refUpdate) error {
	if err := w.finish(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, u := range updates {
		if m.refs[u.name] != u.old {
			return fmt.Errorf("write ref %s: %w", u.name, errMoved)
		}
	}
	for _, u := range updates {
		m.refs[u.name] = u.new
	}
	return nil
}

func (m *memory) lock(ctx context.Context) (unlock func(), err error) {
	select {
	case m.writing <- struct{}{}:
		return func() { <-m.writing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (m *memory) beginRun() (end func(), err error) {
	select {
	case m.running <- struct{}{}:
		return sync.OnceFunc(func() { <-m.running }), nil
	default:
		return nil, nil
	}
}

// memoryWriter collects objects for memory. Nothing collects garbage there, so that release has nothing to do.
type memoryWriter struct {
	to    *objects
	added map[plumbing.Hash]cached
}

func (w *memoryWriter) add(typ plumbing.ObjectType, data []byte) (plumbing.Hash, error) {
	h := hashObject(typ, data)
	if _, ok := w.added[h]; !ok {
		w.added[h] = cached{typ, slices.Clone(data)}
	}
	return h, nil
}

func (w *memoryWriter) addDelta(typ plumbing.ObjectType, data []byte, _ plumbing.Hash, _ []byte) (plumbing.Hash, error) {
	return w.add(typ, data)
}

func (w *memoryWriter) content(o *objects, h plumbing.Hash) ([]byte, error) {
	if ob, ok := w.added[h]; ok {
		return ob.data, nil
	}
	_, data, err := o.read(h)
	return data, err
}

func (w *memoryWriter) finish() error {
	w.to.mu.Lock()
	defer w.to.mu.Unlock()
	for h, ob := range w.added {
		w.to.memory[h] = ob
	}
	return nil
}

func (w *memoryWriter) release() error { return nil }

// discard leaves the objects: an older recording may have brought the same, and no ref leads to the rest.
func (w *memoryWriter) discard() error { return nil }

func (w *memoryWriter) abort() {}
