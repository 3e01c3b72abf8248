package store

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// treeEntry is one entry of a tree; name points into the tree's bytes.
type treeEntry struct {
	mode string // "100644", "40000", "100755", "120000", "160000"
	name string
	id   plumbing.Hash
}

func (e treeEntry) isDir() bool { return e.mode == "40000" }

// isFile says whether the entry is a plain file: links and submodules hold no policy.
func (e treeEntry) isFile() bool { return strings.HasPrefix(e.mode, "100") }

// nextEntry takes the first entry off a tree's bytes.
func nextEntry(data []byte) (e treeEntry, rest []byte, err error) {
	sp := bytes.IndexByte(data, ' ')
	if sp < 0 {
		return e, nil, fmt.Errorf("tree is damaged")
	}
	nul := bytes.IndexByte(data[sp:], 0)
	if nul < 0 || len(data) < sp+nul+21 {
		return e, nil, fmt.Errorf("tree is damaged")
	}
	nul += sp
	e.mode, e.name = string(data[:sp]), string(data[sp+1:nul])
	copy(e.id[:], data[nul+1:])
	return e, data[nul+21:], nil
}

func decodeTree(data []byte) ([]treeEntry, error) {
	var entries []treeEntry
	for len(data) > 0 {
		e, rest, err := nextEntry(data)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
		data = rest
	}
	return entries, nil
}

func encodeTree(entries []treeEntry) []byte {
	// git sorts directories as if their names ended in a slash.
	key := func(e treeEntry) string {
		if e.isDir() {
			return e.name + "/"
		}
		return e.name
	}
	sort.Slice(entries, func(i, j int) bool { return key(entries[i]) < key(entries[j]) })
	var b bytes.Buffer
	for _, e := range entries {
		b.WriteString(e.mode)
		b.WriteByte(' ')
		b.WriteString(e.name)
		b.WriteByte(0)
		b.Write(e.id[:])
	}
	return b.Bytes()
}

// tree reads a tree; the zero id is the empty one.
func (o *objects) tree(h plumbing.Hash) ([]treeEntry, error) {
	if h.IsZero() {
		return nil, nil
	}
	data, err := o.readTyped(h, plumbing.TreeObject)
	if err != nil {
		return nil, err
	}
	return decodeTree(data)
}

// lookup finds the entry of a path below a tree; ok is false when there is none.
func (o *objects) lookup(root plumbing.Hash, path string) (e treeEntry, ok bool, err error) {
	e = treeEntry{mode: "40000", id: root}
	for part := range strings.SplitSeq(path, "/") {
		if !e.isDir() || e.id.IsZero() {
			return e, false, nil
		}
		data, err := o.readTyped(e.id, plumbing.TreeObject)
		if err != nil {
			return e, false, err
		}
		found := false
		for len(data) > 0 && !found {
			var next treeEntry
			if next, data, err = nextEntry(data); err != nil {
				return e, false, err
			}
			if next.name == part {
				e, found = next, true
			}
		}
		if !found {
			return e, false, nil
		}
	}
	return e, true, nil
}

// file reads a file below a tree, nil when there is none.
func (o *objects) file(root plumbing.Hash, path string) ([]byte, error) {
	e, ok, err := o.lookup(root, path)
	if err != nil || !ok || !e.isFile() {
		return nil, err
	}
	return o.blob(e.id)
}

// editTree writes a copy of a tree in which paths lead to other blobs (zero: are removed), and returns its id. Only the
// trees on the way are read and written, so that the cost does not grow with the number of files elsewhere.
func (o *objects) editTree(w objectWriter, root plumbing.Hash, edits map[string]plumbing.Hash) (plumbing.Hash, error) {
	var data []byte
	if !root.IsZero() {
		var err error
		if data, err = w.content(o, root); err != nil {
			return root, err
		}
	}
	entries, err := decodeTree(data)
	if err != nil {
		return root, fmt.Errorf("tree %s: %w", root, err)
	}
	below := map[string]map[string]plumbing.Hash{} // directory to edits in it
	files := map[string]plumbing.Hash{}
	for path, blob := range edits {
		name, rest, deeper := strings.Cut(path, "/")
		if !deeper {
			files[name] = blob
			continue
		}
		if below[name] == nil {
			below[name] = map[string]plumbing.Hash{}
		}
		below[name][rest] = blob
	}
	byName := make(map[string]int, len(entries))
	for i, e := range entries {
		byName[e.name] = i
	}
	set := func(e treeEntry) {
		if i, ok := byName[e.name]; ok {
			entries[i] = e
		} else if !e.id.IsZero() {
			entries = append(entries, e)
		}
	}
	for name, in := range below {
		var dir plumbing.Hash
		if i, ok := byName[name]; ok && entries[i].isDir() {
			dir = entries[i].id
		}
		id, err := o.editTree(w, dir, in)
		if err != nil {
			return root, err
		}
		set(treeEntry{mode: "40000", name: name, id: id})
	}
	for name, blob := range files {
		set(treeEntry{mode: "100644", name: name, id: blob})
	}
	entries = slices.DeleteFunc(entries, func(e treeEntry) bool { return e.id.IsZero() })
	if len(entries) == 0 {
		return plumbing.ZeroHash, nil
	}
	next := encodeTree(entries)
	return w.addDelta(plumbing.TreeObject, next, root, data)
}

// fileChange is a file that differs between two trees; a zero id stands for none.
type fileChange struct {
	path     string
	old, new plumbing.Hash
	dir      plumbing.Hash // the tree that new lies in, or old lay in; zero when that is gone too
}

// How deep into trees a reader goes. A repository can have directories that are each other's, ten levels of ten making ten
// thousand million files: what lies deeper than anything that is sought is not read.
const (
	deepestText = 2 // service/policy.language.md
	deepestRun  = 4 // YYYY/MM/DD/HHMMSSZ.jsonl
	everywhere  = math.MaxInt
)

// diffTrees calls fn for each plain file that differs between two trees and whose path has at most depth segments. Equal
// subtrees are not read.
func (o *objects) diffTrees(a, b plumbing.Hash, prefix string, depth int, fn func(fileChange) error) error {
	if a == b || depth == 0 {
		return nil
	}
	var da, db []byte
	var err error
	if !a.IsZero() {
		if da, err = o.readTyped(a, plumbing.TreeObject); err != nil {
			return err
		}
	}
	if !b.IsZero() {
		if db, err = o.readTyped(b, plumbing.TreeObject); err != nil {
			return err
		}
	}
	return o.diffEntries(da, db, prefix, depth, func(ch fileChange) error {
		if !strings.Contains(ch.path[len(prefix):], "/") {
			ch.dir = b
		}
		return fn(ch)
	})
}

func (o *objects) diffEntries(da, db []byte, prefix string, depth int, fn func(fileChange) error) error {
	// Entries that are equal at both ends go first, byte by byte: most of a big tree.
	var ea, eb treeEntry
	var err error
	one := func(a, b treeEntry) error {
		if a.id == b.id && a.mode == b.mode {
			return nil
		}
		var dirA, dirB plumbing.Hash
		ch := fileChange{path: prefix + a.name + b.name}
		if a.name != "" && b.name != "" {
			ch.path = prefix + a.name
		}
		if a.isDir() {
			dirA = a.id
		} else if a.isFile() {
			ch.old = a.id
		}
		if b.isDir() {
			dirB = b.id
		} else if b.isFile() {
			ch.new = b.id
		}
		if ch.old != ch.new {
			if err := fn(ch); err != nil {
				return err
			}
		}
		return o.diffTrees(dirA, dirB, ch.path+"/", depth-1, fn)
	}
	for len(da) > 0 || len(db) > 0 || ea.name != "" || eb.name != "" {
		if ea.name == "" && eb.name == "" {
			n := commonEntries(da, db)
			da, db = da[n:], db[n:]
		}
		if ea.name == "" && len(da) > 0 {
			if ea, da, err = nextEntry(da); err != nil {
				return err
			}
		}
		if eb.name == "" && len(db) > 0 {
			if eb, db, err = nextEntry(db); err != nil {
				return err
			}
		}
		switch {
		case ea.name == "" && eb.name == "":
			return nil
		case ea.name == eb.name:
			err = one(ea, eb)
			ea, eb = treeEntry{}, treeEntry{}
		case eb.name == "" || ea.name != "" && sortsBefore(ea, eb):
			err = one(ea, treeEntry{})
			ea = treeEntry{}
		default:
			err = one(treeEntry{}, eb)
			eb = treeEntry{}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sortsBefore(a, b treeEntry) bool {
	x, y := a.name, b.name
	if a.isDir() {
		x += "/"
	}
	if b.isDir() {
		y += "/"
	}
	return x < y
}

// commonEntries returns the length of the whole entries with which both trees begin.
func commonEntries(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) {
		nul := bytes.IndexByte(a[n:], 0)
		end := n + nul + 21
		if nul < 0 || end > len(a) || end > len(b) || !bytes.Equal(a[n:end], b[n:end]) {
			break
		}
		n = end
	}
	return n
}
