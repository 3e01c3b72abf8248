package store

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// maxChain is the longest chain of deltas that a packWriter makes.
const maxChain = 50

// packWriter writes new objects as one pack, which becomes visible whole or not at all (see finish). One a recording
// costs two fsyncs however many objects it has, where loose objects cost one each.
//
// Every new object is written, also one that lies in the repository already unless it hangs on the tip that was built
// on: an unreachable copy may be pruned by a `git gc` that runs meanwhile.
type packWriter struct {
	dir   string // objects/pack
	tmp   string
	f     *os.File
	off   int64
	items []packItem
	at    map[plumbing.Hash]int // index into items
	buf   bytes.Buffer
	self  *pack  // the file as readPacked wants it
	quick bool   // deflate fast rather than well: Tidy writes the objects again
	keep  string // path of the .keep file once finished
}

type packItem struct {
	id    plumbing.Hash
	crc   uint32
	off   int64
	depth int
}

// tempPrefix begins the names of files being written beside the one that they become.
const tempPrefix = ".policylog-tmp-"

// tempDir is where packs are written before they are whole. A `git gc --prune=now` would remove them from git's own
// directories, also from under a living writer. What a dead one left there the next one sweeps.
func tempDir(objectsDir string) string {
	return filepath.Join(filepath.Dir(objectsDir), privateDir, "tmp")
}

func newPackWriter(objectsDir string) (*packWriter, error) {
	dir := filepath.Join(objectsDir, "pack")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	tmp := tempDir(objectsDir)
	if err := os.MkdirAll(tmp, 0o755); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(tmp, "pack-")
	if err != nil {
		return nil, fmt.Errorf("write pack: %w", err)
	}
	w := &packWriter{dir: dir, tmp: tmp, f: f, at: map[plumbing.Hash]int{}, self: &pack{path: f.Name(), f: f}}
	w.buf.WriteString("PACK\x00\x00\x00\x02\x00\x00\x00\x00")
	return w, w.flush()
}

func (w *packWriter) flush() error {
	n, err := w.f.Write(w.buf.Bytes())
	w.off += int64(n)
	w.buf.Reset()
	if err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	return nil
}

// add writes an object, once, and returns its id.
func (w *packWriter) add(typ plumbing.ObjectType, data []byte) (plumbing.Hash, error) {
	h := hashObject(typ, data)
	if _, ok := w.at[h]; ok {
		return h, nil
	}
	return h, w.entry(h, typ, data, -1)
}

// addDelta writes an object as a delta on one already in this pack when that is worth it, and whole otherwise.
// baseData is the base's content; a base that is not in this pack is ignored.
func (w *packWriter) addDelta(typ plumbing.ObjectType, data []byte, base plumbing.Hash, baseData []byte) (plumbing.Hash, error) {
	h := hashObject(typ, data)
	if _, ok := w.at[h]; ok {
		return h, nil
	}
	i, ok := w.at[base]
	if !ok || w.items[i].depth >= maxChain || len(data) < 64 {
		return h, w.entry(h, typ, data, -1)
	}
	delta := packfile.DiffDelta(baseData, data)
	if len(delta) > len(data)/2 {
		return h, w.entry(h, typ, data, -1)
	}
	return h, w.entry(h, typ, delta, i)
}

// entry writes one entry: a whole object, or with base ≥ 0 a delta on that item.
func (w *packWriter) entry(h plumbing.Hash, typ plumbing.ObjectType, data []byte, base int) error {
	item := packItem{id: h, off: w.off}
	if base >= 0 {
		typ = plumbing.OFSDeltaObject
		item.depth = w.items[base].depth + 1
	}
	c := byte(typ)<<4 | byte(len(data)&15)
	for size := len(data) >> 4; size > 0; size >>= 7 {
		w.buf.WriteByte(c | 0x80)
		c = byte(size & 0x7f)
	}
	w.buf.WriteByte(c)
	if base >= 0 {
		var b [10]byte
		i := len(b) - 1
		d := item.off - w.items[base].off
		b[i] = byte(d & 0x7f)
		for d >>= 7; d > 0; d >>= 7 {
			d--
			i--
			b[i] = 0x80 | byte(d&0x7f)
		}
		w.buf.Write(b[i:])
	}
	if err := w.deflate(data); err != nil {
		return err
	}
	item.crc = crc32.ChecksumIEEE(w.buf.Bytes())
	w.at[h] = len(w.items)
	w.items = append(w.items, item)
	return w.flush()
}

// deflaters are by level, since each takes half a megabyte and more to set up; fastest serves recordings, which it takes
// a third of the time for a fifth more bytes, and small objects, for which the default's tables cost more than they save.
var (
	deflaters        = sync.Pool{New: func() any { return newDeflater(zlib.DefaultCompression) }}
	fastestDeflaters = sync.Pool{New: func() any { return newDeflater(zlib.BestSpeed) }}
)

func newDeflater(level int) *zlib.Writer {
	zw, _ := zlib.NewWriterLevel(io.Discard, level) // fails for unknown levels alone
	return zw
}

func (w *packWriter) deflate(data []byte) error {
	pool := &deflaters
	if w.quick || len(data) < 2000 {
		pool = &fastestDeflaters
	}
	zw := pool.Get().(*zlib.Writer)
	defer pool.Put(zw)
	zw.Reset(&w.buf)
	_, err := zw.Write(data)
	return errors.Join(err, zw.Close())
}

// content reads an object of this pack, before finish, or of the repository.
func (w *packWriter) content(o *objects, h plumbing.Hash) ([]byte, error) {
	if i, ok := w.at[h]; ok {
		_, data, err := o.readPacked(w.self, w.items[i].off)
		return data, err
	}
	_, data, err := o.read(h)
	return data, err
}

// abort throws the pack away. After finish it does nothing.
func (w *packWriter) abort() {
	if w.f != nil {
		w.f.Close()
		os.Remove(w.f.Name())
		w.f = nil
	}
}

// seal completes the file: its count and its checksum, which is returned.
func (w *packWriter) seal() ([]byte, error) {
	var count [4]byte
	binary.BigEndian.PutUint32(count[:], uint32(len(w.items)))
	if _, err := w.f.WriteAt(count[:], 8); err != nil {
		return nil, fmt.Errorf("write pack: %w", err)
	}
	sum := sha1.New()
	if _, err := io.Copy(sum, io.NewSectionReader(w.f, 0, w.off)); err != nil {
		return nil, fmt.Errorf("write pack: %w", err)
	}
	packSum := sum.Sum(nil)
	if _, err := w.f.WriteAt(packSum, w.off); err != nil {
		return nil, fmt.Errorf("write pack: %w", err)
	}
	return packSum, nil
}

// finish makes the pack durable and visible: pack, then a .keep file, then index, synced and renamed into place. The
// .keep file holds off a `git gc` that runs before refs lead to the pack; release removes it. An empty pack is thrown
// away.
func (w *packWriter) finish() error {
	defer w.abort()
	if len(w.items) == 0 {
		return nil
	}
	packSum, err := w.seal()
	if err != nil {
		return err
	}
	return w.publish(packSum, w.index(packSum))
}

// publish puts the sealed file and its index into place.
func (w *packWriter) publish(packSum, index []byte) error {
	idx, err := os.CreateTemp(w.tmp, "idx-")
	if err != nil {
		return fmt.Errorf("write pack index: %w", err)
	}
	defer os.Remove(idx.Name())
	if _, err := idx.Write(index); err != nil {
		idx.Close()
		return fmt.Errorf("write pack index: %w", err)
	}
	if err := errors.Join(w.f.Chmod(0o444), idx.Chmod(0o444), syncClose(w.f, idx)); err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	stem := filepath.Join(w.dir, fmt.Sprintf("pack-%x", packSum))
	w.keep = stem + ".keep"
	if err := w.writeKeep(); err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	if err := os.Rename(w.f.Name(), stem+".pack"); err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	w.f = nil
	if err := os.Rename(idx.Name(), stem+".idx"); err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	return syncDirs(w.dir)
}

// writeKeep makes the .keep file, with its content from the first instant. All of them are links to one: a file that is
// made and removed at every recording costs more than the link.
func (w *packWriter) writeKeep() error {
	mark := filepath.Join(filepath.Dir(w.tmp), "keep")
	if err := os.Link(mark, w.keep); err == nil || errors.Is(err, os.ErrExist) {
		return nil
	}
	first := filepath.Join(w.tmp, "keep")
	if err := writeSynced(first, []byte(keepMark), 0o644); err != nil {
		return err
	}
	_ = os.Link(first, mark) // where there are no links each is written
	return os.Rename(first, w.keep)
}

// path is that of the finished pack.
func (w *packWriter) path() string { return strings.TrimSuffix(w.keep, ".keep") + ".pack" }

// release lets `git gc` have the pack: refs lead to it now.
func (w *packWriter) release() error {
	if w.keep == "" {
		return nil
	}
	if err := os.Remove(w.keep); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("release pack: %w", err)
	}
	return nil
}

// discard removes the finished pack again: no ref came to lead to it.
func (w *packWriter) discard() error {
	if w.keep == "" {
		return nil
	}
	stem := strings.TrimSuffix(w.keep, ".keep")
	for _, ext := range []string{".idx", ".pack", ".keep"} { // without its index a pack is invisible
		if err := os.Remove(stem + ext); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove unused pack: %w", err)
		}
	}
	return nil
}

// keepMark is the content of our .keep files, by which the next writer knows those of a dead one.
const keepMark = "policylog: refs are about to lead here\n"

// index is the pack's index, version 2; see gitformat-pack(5).
func (w *packWriter) index(packSum []byte) []byte {
	items := append([]packItem(nil), w.items...)
	sort.Slice(items, func(i, j int) bool { return bytes.Compare(items[i].id[:], items[j].id[:]) < 0 })
	b := []byte{0xff, 't', 'O', 'c', 0, 0, 0, 2}
	i := 0
	for c := range 256 {
		for i < len(items) && int(items[i].id[0]) == c {
			i++
		}
		b = binary.BigEndian.AppendUint32(b, uint32(i))
	}
	for _, it := range items {
		b = append(b, it.id[:]...)
	}
	for _, it := range items {
		b = binary.BigEndian.AppendUint32(b, it.crc)
	}
	var far []int64
	for _, it := range items {
		if it.off < 1<<31 {
			b = binary.BigEndian.AppendUint32(b, uint32(it.off))
			continue
		}
		b = binary.BigEndian.AppendUint32(b, 1<<31|uint32(len(far)))
		far = append(far, it.off)
	}
	for _, off := range far {
		b = binary.BigEndian.AppendUint64(b, uint64(off))
	}
	b = append(b, packSum...)
	sum := sha1.Sum(b)
	return append(b, sum[:]...)
}

// sweepDeadWriters removes what killed writers left behind. Only the holder of the writer's lock may call it.
func sweepDeadWriters(objectsDir string) error {
	tmp := tempDir(objectsDir)
	left, err := os.ReadDir(tmp)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, e := range left {
		if err := os.RemoveAll(filepath.Join(tmp, e.Name())); err != nil {
			return err
		}
	}
	dir := filepath.Join(objectsDir, "pack")
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	listed := func(name string) bool {
		_, ok := slices.BinarySearchFunc(entries, name, func(e os.DirEntry, name string) int { return strings.Compare(e.Name(), name) })
		if !ok { // git may have put it there since
			_, err := os.Stat(filepath.Join(dir, name))
			ok = err == nil
		}
		return ok
	}
	for _, e := range slices.Backward(entries) { // .pack before .keep, which tells whose it is
		name := filepath.Join(dir, e.Name())
		stem := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		switch filepath.Ext(e.Name()) {
		case ".keep":
			if b, err := os.ReadFile(name); err != nil || string(b) != keepMark {
				continue
			}
		case ".idx":
			// Killed while it removed the packs that it had made into one.
			if listed(stem + ".pack") {
				continue
			}
		case ".pack":
			// Killed between the two renames: without an index the pack is invisible to git and to us.
			if listed(stem+".idx") || !listed(stem+".keep") {
				continue
			}
		default:
			continue
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// syncClose makes the content of files durable, all at once so that the disk's journal is written once, and closes them.
func syncClose(files ...*os.File) error {
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	for i, f := range files {
		wg.Go(func() { errs[i] = errors.Join(f.Sync(), f.Close()) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// writeSynced writes a file aside, makes it durable, and renames it into place.
func writeSynced(path string, data []byte, mode os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := errors.Join(f.Chmod(mode), syncClose(f)); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// syncDirs makes renames in directories durable, where the system knows how.
func syncDirs(dirs ...string) error {
	slices.Sort(dirs)
	dirs = slices.Compact(dirs)
	errs := make([]error, len(dirs))
	var wg sync.WaitGroup
	for i, dir := range dirs {
		wg.Go(func() {
			d, err := os.Open(dir)
			if err != nil {
				errs[i] = err
				return
			}
			_ = d.Sync() // some file systems cannot sync a directory; git goes on too
			d.Close()
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
