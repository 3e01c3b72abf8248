package store

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"

	"policylog/internal/reason"
)

// objects reads git objects: loose ones and packs, here and in alternates. Unlike go-git's Storage one of it serves
// any number of goroutines, and it finds its way again after `git gc` replaced the packs under it.
type objects struct {
	dirs []string // objects directories: ours, then alternates

	mu     sync.RWMutex
	packs  []*pack
	memory map[plumbing.Hash]cached // of an archive in memory; nil on disk

	cache deltaCache
}

// pack is an open pack. Its index (28 bytes an object) is read from the file for the first few objects, as many as a
// command needs that asks the archive's own index for all else, and held in memory from then on.
type pack struct {
	path   string // of the .pack
	f      *os.File
	idxF   *os.File
	fanout [256]uint32 // how many objects have names that begin with at most this byte
	n      int         // objects

	mu      sync.Mutex // of loading
	lookups atomic.Int32
	idx     atomic.Pointer[[]byte] // nil until loaded
}

// idxLookups is how many objects are sought in a pack's index file before it is read whole.
const idxLookups = 64

var errMissing = errors.New("object is missing")

// maxObject bounds what one object may inflate to: nothing in an archive comes near, and a hostile one shall not
// take the machine's memory.
const maxObject = 1 << 30

func openObjects(dir string) (*objects, error) {
	o := &objects{}
	if err := o.addDir(dir, 0); err != nil {
		return nil, err
	}
	o.cache.limit = 48 << 20
	return o, o.rescan()
}

// addDir follows objects/info/alternates as git does, five deep and to each directory once.
func (o *objects) addDir(dir string, depth int) error {
	if dir = filepath.Clean(dir); depth > 5 || slices.Contains(o.dirs, dir) {
		return nil
	}
	o.dirs = append(o.dirs, dir)
	b, err := readPlain(filepath.Join(dir, "info", "alternates"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read alternates: %w", err)
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if !filepath.IsAbs(line) {
			line = filepath.Join(dir, line)
		}
		if err := o.addDir(line, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// rescan opens packs that came and closes those that went.
func (o *objects) rescan() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	have := map[string]*pack{}
	for _, p := range o.packs {
		have[p.path] = p
	}
	var packs []*pack
	for _, dir := range o.dirs {
		names, err := filepath.Glob(filepath.Join(globQuote(dir), "pack", "pack-*.idx"))
		if err != nil {
			return err
		}
		for _, name := range names {
			path := strings.TrimSuffix(name, ".idx") + ".pack"
			if p := have[path]; p != nil {
				delete(have, path)
				packs = append(packs, p)
				continue
			}
			p, err := openPack(path)
			if errors.Is(err, os.ErrNotExist) {
				continue // removed since the listing
			}
			if err != nil {
				return err
			}
			packs = append(packs, p)
		}
	}
	// Readers may be inside of what is left in have: the garbage collector's finalizers close the files once they left.
	// Big packs first: most objects are there.
	sort.SliceStable(packs, func(i, j int) bool { return packs[i].n > packs[j].n })
	o.packs = packs
	return nil
}

// globQuote escapes a directory's name for filepath.Glob.
func globQuote(s string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

func (o *objects) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, p := range o.packs {
		p.f.Close()
		p.idxF.Close()
	}
	o.packs = nil
}

func openPack(path string) (*pack, error) {
	f, err := openPlain(path)
	if err != nil {
		return nil, err
	}
	idx, err := openPlain(strings.TrimSuffix(path, ".pack") + ".idx")
	if err != nil {
		f.Close()
		return nil, err
	}
	p := &pack{path: path, f: f, idxF: idx}
	if err := p.checkIndex(); err != nil {
		f.Close()
		idx.Close()
		return nil, err
	}
	return p, nil
}

// The parts of an index of version 2; see gitformat-pack(5).
const (
	idxFanout = 8
	idxNames  = idxFanout + 4*256
)

func (p *pack) badIndex() error {
	return fmt.Errorf("pack index %s is damaged\nhint: `git index-pack %s` writes it again",
		strings.TrimSuffix(filepath.Base(p.path), ".pack")+".idx", p.path)
}

// checkIndex checks that the index has version 2's shape for SHA-1, and reads its first part.
func (p *pack) checkIndex() error {
	st, err := p.idxF.Stat()
	if err != nil {
		return err
	}
	var head [idxNames]byte
	if _, err := p.idxF.ReadAt(head[:], 0); err != nil || !bytes.Equal(head[:idxFanout], []byte{0xff, 't', 'O', 'c', 0, 0, 0, 2}) {
		return p.badIndex()
	}
	for i := range p.fanout {
		p.fanout[i] = binary.BigEndian.Uint32(head[idxFanout+4*i:])
		if i > 0 && p.fanout[i] < p.fanout[i-1] {
			return p.badIndex()
		}
	}
	p.n = int(p.fanout[255])
	if st.Size() < int64(idxNames+p.n*28+40) {
		return p.badIndex()
	}
	return nil
}

// index returns the whole index.
func (p *pack) index() ([]byte, error) {
	if idx := p.idx.Load(); idx != nil {
		return *idx, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if idx := p.idx.Load(); idx != nil {
		return *idx, nil
	}
	st, err := p.idxF.Stat()
	if err != nil {
		return nil, err
	}
	idx := make([]byte, st.Size())
	if _, err := p.idxF.ReadAt(idx, 0); err != nil {
		return nil, err
	}
	if len(idx) < idxNames+p.n*28+40 {
		return nil, p.badIndex()
	}
	p.idx.Store(&idx)
	return idx, nil
}

// names lists the objects of the pack in the order of their names.
func (p *pack) names() ([]plumbing.Hash, error) {
	idx, err := p.index()
	if err != nil {
		return nil, err
	}
	list := make([]plumbing.Hash, p.n)
	for i := range list {
		copy(list[i][:], idx[idxNames+20*i:])
	}
	return list, nil
}

// find returns the offset of an object, or -1.
func (p *pack) find(h plumbing.Hash) int64 {
	lo, hi := uint32(0), p.fanout[h[0]]
	if h[0] > 0 {
		lo = p.fanout[h[0]-1]
	}
	if lo == hi {
		return -1
	}
	if p.idx.Load() == nil && (p.n < 1024 || p.lookups.Add(1) > idxLookups) {
		_, _ = p.index() // where it cannot be read the file is asked again, for this object alone
	}
	names := p.indexAt(idxNames+20*int64(lo), 20*int(hi-lo))
	name := func(i int) []byte { return names[20*i : 20*i+20] }
	i := sort.Search(len(names)/20, func(i int) bool { return bytes.Compare(name(i), h[:]) >= 0 })
	if 20*i == len(names) || !bytes.Equal(name(i), h[:]) {
		return -1
	}
	return p.offset(int64(lo) + int64(i))
}

// indexAt returns n bytes of the index; nil when they are not there.
func (p *pack) indexAt(off int64, n int) []byte {
	if idx := p.idx.Load(); idx != nil {
		if off+int64(n) > int64(len(*idx)) {
			return nil
		}
		return (*idx)[off : off+int64(n)]
	}
	b := make([]byte, n)
	if _, err := p.idxF.ReadAt(b, off); err != nil {
		return nil
	}
	return b
}

// offset is where the i-th object in the order of names lies in the pack.
func (p *pack) offset(i int64) int64 {
	b := p.indexAt(int64(idxNames+24*p.n)+4*i, 4)
	if b == nil {
		return -1
	}
	v := binary.BigEndian.Uint32(b)
	if v&(1<<31) == 0 {
		return int64(v)
	}
	if b = p.indexAt(int64(idxNames+28*p.n)+8*int64(v&^(1<<31)), 8); b == nil {
		return -1
	}
	return int64(binary.BigEndian.Uint64(b))
}

// read returns an object's type and content. The content may be shared: it is not to be changed.
func (o *objects) read(h plumbing.Hash) (plumbing.ObjectType, []byte, error) {
	typ, data, err := o.readOnce(h, maxLinks)
	if err == nil {
		return typ, data, nil
	}
	// `git gc` may have moved it from one file to another: look again, once.
	if scanErr := o.rescan(); scanErr != nil {
		return 0, nil, scanErr
	}
	typ, data, err = o.readOnce(h, maxLinks)
	if err != nil {
		return 0, nil, reason.Wrap(err, reason.Object, h.String())
	}
	return typ, data, nil
}

// readOnce looks for an object where it is now. links is how many deltas it may stand on.
func (o *objects) readOnce(h plumbing.Hash, links int) (plumbing.ObjectType, []byte, error) {
	o.mu.RLock()
	packs := o.packs
	held, ok := o.memory[h]
	o.mu.RUnlock()
	if ok {
		return held.typ, held.data, nil
	}
	var damage error
	for _, p := range packs {
		if off := p.find(h); off >= 0 {
			typ, data, err := o.readChain(p, off, links)
			if err == nil {
				return typ, data, nil
			}
			damage = err // another copy may be whole
		}
	}
	for _, dir := range o.dirs {
		s := h.String()
		typ, data, err := readLoose(filepath.Join(dir, s[:2], s[2:]))
		if err == nil {
			return typ, data, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			damage = err
		}
	}
	if damage != nil {
		return 0, nil, damage
	}
	return 0, nil, errMissing
}

// has says whether an object is there, without reading it.
func (o *objects) has(h plumbing.Hash) bool {
	for range 2 {
		o.mu.RLock()
		packs := o.packs
		_, ok := o.memory[h]
		o.mu.RUnlock()
		if ok {
			return true
		}
		for _, p := range packs {
			if p.find(h) >= 0 {
				return true
			}
		}
		for _, dir := range o.dirs {
			s := h.String()
			if _, err := os.Stat(filepath.Join(dir, s[:2], s[2:])); err == nil {
				return true
			}
		}
		if o.rescan() != nil {
			return false
		}
	}
	return false
}

func (o *objects) readTyped(h plumbing.Hash, want plumbing.ObjectType) ([]byte, error) {
	typ, data, err := o.read(h)
	if err != nil {
		return nil, err
	}
	if typ != want {
		return nil, fmt.Errorf("object %s is a %s, want a %s", h, typ, want)
	}
	return data, nil
}

func (o *objects) blob(h plumbing.Hash) ([]byte, error) { return o.readTyped(h, plumbing.BlobObject) }

var zlibReaders sync.Pool

func damaged(kind reason.Kind, args ...string) error {
	return reason.Wrap(reason.Fail(nil, kind, args...), reason.Damaged)
}

// inflate reads a zlib stream of a known size; anything longer or shorter is damage.
func inflate(r io.Reader, size int64) ([]byte, error) {
	if size < 0 || size > maxObject {
		return nil, damaged(reason.BadSize, strconv.FormatInt(size, 10))
	}
	var zr io.ReadCloser
	if v := zlibReaders.Get(); v != nil {
		zr = v.(io.ReadCloser)
		if err := zr.(zlib.Resetter).Reset(r, nil); err != nil {
			return nil, reason.Wrap(err, reason.Damaged)
		}
	} else {
		var err error
		if zr, err = zlib.NewReader(r); err != nil {
			return nil, reason.Wrap(err, reason.Damaged)
		}
	}
	defer zlibReaders.Put(zr)
	data := make([]byte, size)
	if _, err := io.ReadFull(zr, data); err != nil {
		return nil, reason.Wrap(err, reason.Damaged)
	}
	var one [1]byte
	if n, err := zr.Read(one[:]); n != 0 || err != io.EOF {
		return nil, damaged(reason.LongerThanSaid)
	}
	return data, nil
}

var bufReaders = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 4096) }}

// packEntry is an object of a pack as it is stored: a whole one, or a delta on base.
type packEntry struct {
	typ  plumbing.ObjectType
	size int64
	base int64         // offset of an OFSDelta's base
	ref  plumbing.Hash // id of a REFDelta's base
	data []byte
}

// entry reads the stored form at an offset of the pack.
func (p *pack) entry(off int64) (packEntry, error) {
	br := bufReaders.Get().(*bufio.Reader)
	defer bufReaders.Put(br)
	br.Reset(io.NewSectionReader(p.f, off, 1<<62-off))
	e, err := p.readHeader(br, off)
	if err == nil {
		e.data, err = inflate(br, e.size)
	}
	return e, err
}

// head is an entry without its data; its size is that of the object, also of a delta.
func (p *pack) head(off int64) (packEntry, error) {
	br := bufReaders.Get().(*bufio.Reader)
	defer bufReaders.Put(br)
	br.Reset(io.NewSectionReader(p.f, off, 1<<62-off))
	e, err := p.readHeader(br, off)
	if err != nil || e.typ != plumbing.OFSDeltaObject && e.typ != plumbing.REFDeltaObject {
		return e, err
	}
	zr, err := zlib.NewReader(br)
	if err != nil {
		return e, reason.Wrap(err, reason.Damaged)
	}
	defer zr.Close()
	// A delta begins with the sizes of its base and of its result; see gitformat-pack(5).
	sizes := bufio.NewReaderSize(zr, 32)
	for range 2 {
		size, err := binary.ReadUvarint(sizes)
		if err != nil || size > maxObject {
			return e, damaged(reason.BadDelta, filepath.Base(p.path))
		}
		e.size = int64(size)
	}
	return e, nil
}

// readHeader reads what stands before an entry's data.
func (p *pack) readHeader(br *bufio.Reader, off int64) (packEntry, error) {
	var e packEntry
	c, err := br.ReadByte()
	if err != nil {
		return e, reason.Wrap(err, reason.Damaged)
	}
	e.typ = plumbing.ObjectType(c >> 4 & 7)
	e.size = int64(c & 15)
	for shift := uint(4); c&0x80 != 0; shift += 7 {
		if c, err = br.ReadByte(); err != nil || shift > 50 {
			return e, damaged(reason.BadHeader, filepath.Base(p.path))
		}
		e.size |= int64(c&0x7f) << shift
	}
	switch e.typ {
	case plumbing.OFSDeltaObject:
		if c, err = br.ReadByte(); err != nil {
			return e, reason.Wrap(err, reason.Damaged)
		}
		d := int64(c & 0x7f)
		for c&0x80 != 0 {
			if c, err = br.ReadByte(); err != nil || d > 1<<50 {
				return e, damaged(reason.BadDelta, filepath.Base(p.path))
			}
			d = (d+1)<<7 | int64(c&0x7f)
		}
		if d <= 0 || d >= off {
			return e, damaged(reason.BadDelta, filepath.Base(p.path))
		}
		e.base = off - d
	case plumbing.REFDeltaObject:
		if _, err = io.ReadFull(br, e.ref[:]); err != nil {
			return e, reason.Wrap(err, reason.Damaged)
		}
	case plumbing.CommitObject, plumbing.TreeObject, plumbing.BlobObject, plumbing.TagObject:
	default:
		return e, damaged(reason.BadType, strconv.Itoa(int(e.typ)), filepath.Base(p.path))
	}
	return e, err
}

// maxLinks is how many deltas an object may stand on: git itself makes 4,095 at most. A hostile pack can have deltas that
// stand on each other in a circle.
const maxLinks = 10_000

// readPacked reads the object at an offset of a pack.
func (o *objects) readPacked(p *pack, off int64) (plumbing.ObjectType, []byte, error) {
	return o.readChain(p, off, maxLinks)
}

// readChain reads the object at an offset, following its chain of at most links deltas down to a whole object or a
// cached one.
func (o *objects) readChain(p *pack, off int64, links int) (plumbing.ObjectType, []byte, error) {
	type step struct {
		off   int64
		delta []byte
	}
	var chain []step
	var typ plumbing.ObjectType
	var data []byte
	held := 0
	for at := off; ; {
		if t, d, ok := o.cache.get(p, at); ok {
			typ, data = t, d
			break
		}
		e, err := p.entry(at)
		if err != nil {
			return 0, nil, err
		}
		if e.typ != plumbing.OFSDeltaObject && e.typ != plumbing.REFDeltaObject {
			typ, data = e.typ, e.data
			o.cache.put(p, at, typ, data)
			break
		}
		chain = append(chain, step{at, e.data})
		if held += len(e.data); len(chain) > links || held > maxObject || resultOf(e.data) > maxObject {
			return 0, nil, damaged(reason.BadDelta, filepath.Base(p.path))
		}
		if at = e.base; e.typ == plumbing.OFSDeltaObject {
			continue
		}
		if at = p.find(e.ref); at >= 0 {
			continue
		}
		if typ, data, err = o.readOnce(e.ref, links-len(chain)); err != nil {
			return 0, nil, fmt.Errorf("delta base %s: %w", e.ref, err)
		}
		break
	}
	for i := len(chain) - 1; i >= 0; i-- {
		var err error
		if data, err = packfile.PatchDelta(data, chain[i].delta); err != nil {
			return 0, nil, fmt.Errorf("is damaged: delta: %w", err)
		}
		o.cache.put(p, chain[i].off, typ, data)
	}
	return typ, data, nil
}

// resultOf is the size of what a delta makes, as it states before its instructions, after that of its base.
func resultOf(delta []byte) uint64 {
	_, n := binary.Uvarint(delta)
	size, _ := binary.Uvarint(delta[max(n, 0):])
	return size
}

func readLoose(path string) (plumbing.ObjectType, []byte, error) {
	b, err := readPlain(path)
	if err != nil {
		return 0, nil, err
	}
	damaged := fmt.Errorf("loose object %s is damaged\nhint: take the file from a backup or a clone", path)
	zr, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, nil, damaged
	}
	// What stands before the content says how much of it there is.
	in := bufio.NewReader(zr)
	head, err := in.ReadSlice(0)
	if err != nil {
		return 0, nil, damaged
	}
	name, size, _ := strings.Cut(string(head[:len(head)-1]), " ")
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil || n < 0 || n > maxObject {
		return 0, nil, damaged
	}
	data, err := io.ReadAll(io.LimitReader(in, n+1))
	if err != nil || int64(len(data)) != n {
		return 0, nil, damaged
	}
	typ, err := plumbing.ParseObjectType(name)
	if err != nil {
		return 0, nil, damaged
	}
	return typ, data, nil
}

// hashObject is the id git gives to an object.
func hashObject(typ plumbing.ObjectType, data []byte) (h plumbing.Hash) {
	s := sha1.New()
	fmt.Fprintf(s, "%s %d\x00", typ, len(data))
	s.Write(data)
	s.Sum(h[:0])
	return h
}

// deltaCache keeps inflated objects of packs, in two generations of half the limit each: a hit in the old one moves
// to the new one, and a full new one becomes the old.
type deltaCache struct {
	limit int64

	mu       sync.Mutex
	now, old map[cacheKey]cached
	size     int64 // of now
}

type cacheKey struct {
	p   *pack
	off int64
}

type cached struct {
	typ  plumbing.ObjectType
	data []byte
}

func (c *deltaCache) get(p *pack, off int64) (plumbing.ObjectType, []byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := cacheKey{p, off}
	if v, ok := c.now[k]; ok {
		return v.typ, v.data, true
	}
	v, ok := c.old[k]
	if ok {
		c.add(k, v)
	}
	return v.typ, v.data, ok
}

func (c *deltaCache) put(p *pack, off int64, typ plumbing.ObjectType, data []byte) {
	if int64(len(data)) > c.limit/8 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(cacheKey{p, off}, cached{typ, data})
}

func (c *deltaCache) add(k cacheKey, v cached) {
	cost := int64(len(v.data)) + 100
	if c.now == nil || c.size+cost > c.limit/2 {
		c.old, c.now, c.size = c.now, map[cacheKey]cached{}, 0
	}
	if _, ok := c.now[k]; !ok {
		c.size += cost
	}
	c.now[k] = v
}
