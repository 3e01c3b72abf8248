package store

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// hostile is a repository that is written byte by byte, so that it can hold what git would not write.
type hostile struct {
	t   *testing.T
	dir string
}

func newHostile(t *testing.T) hostile {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "h.git")
	git(t, ".", "init", "-q", "--bare", "-b", "main", dir)
	return hostile{t, dir}
}

func (h hostile) write(name string, data []byte) {
	h.t.Helper()
	path := filepath.Join(h.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		h.t.Fatal(err)
	}
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// loose writes an object under its own name.
func (h hostile) loose(typ plumbing.ObjectType, data []byte) plumbing.Hash {
	h.t.Helper()
	id := hashObject(typ, data)
	h.looseAs(id, fmt.Appendf(nil, "%s %d\x00%s", typ, len(data), data))
	return id
}

// looseAs writes any bytes in the place of an object.
func (h hostile) looseAs(id plumbing.Hash, raw []byte) {
	h.t.Helper()
	h.write("objects/"+id.String()[:2]+"/"+id.String()[2:], deflated(raw))
}

func (h hostile) blob(text string) plumbing.Hash { return h.loose(plumbing.BlobObject, []byte(text)) }

func (h hostile) tree(entries ...treeEntry) plumbing.Hash {
	return h.loose(plumbing.TreeObject, encodeTree(entries))
}

// commit makes main a commit of one file, acme/terms.md, and of what else is in the root.
func (h hostile) commit(text plumbing.Hash, author, message string, root ...treeEntry) {
	h.t.Helper()
	acme := h.tree(treeEntry{"100644", "terms.md", text})
	tree := h.tree(append(root, treeEntry{"40000", "acme", acme})...)
	c := h.loose(plumbing.CommitObject, fmt.Appendf(nil, "tree %s\nauthor %s\ncommitter %s\n\n%s", tree, author, author, message))
	h.write("refs/heads/main", []byte(c.String()+"\n"))
}

const somebody = "A <a@example.org> 1700000000 +0000"

// packed writes deltas as a pack, each on a base that it names.
func (h hostile) packed(deltas map[plumbing.Hash]refDelta) {
	h.t.Helper()
	names := make([]plumbing.Hash, 0, len(deltas))
	for id := range deltas {
		names = append(names, id)
	}
	slices.SortFunc(names, func(a, b plumbing.Hash) int { return bytes.Compare(a[:], b[:]) })
	pack := binary.BigEndian.AppendUint32([]byte("PACK\x00\x00\x00\x02"), uint32(len(names)))
	var ids, sums, offsets []byte
	var fanout [256]uint32
	for _, id := range names {
		d := deltas[id]
		at := len(pack)
		size := len(d.delta)
		if size > 15 {
			h.t.Fatal("a longer delta needs a longer header")
		}
		pack = append(pack, byte(plumbing.REFDeltaObject)<<4|byte(size))
		pack = append(append(pack, d.base[:]...), deflated(d.delta)...)
		ids = append(ids, id[:]...)
		sums = binary.BigEndian.AppendUint32(sums, crc32.ChecksumIEEE(pack[at:]))
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(at))
		for i := int(id[0]); i < 256; i++ {
			fanout[i]++
		}
	}
	sum := sha1.Sum(pack)
	idx := []byte{0xff, 't', 'O', 'c', 0, 0, 0, 2}
	for _, n := range fanout {
		idx = binary.BigEndian.AppendUint32(idx, n)
	}
	idx = slices.Concat(idx, ids, sums, offsets, sum[:])
	idxSum := sha1.Sum(idx)
	name := fmt.Sprintf("objects/pack/pack-%x", sum)
	h.write(name+".pack", append(pack, sum[:]...))
	h.write(name+".idx", append(idx, idxSum[:]...))
}

type refDelta struct {
	base  plumbing.Hash
	delta []byte
}

// delta states the sizes of base and result, and copies the whole base.
func delta(base, result uint64) []byte {
	return append(binary.AppendUvarint(binary.AppendUvarint(nil, base), result), 0x90, byte(base))
}

// A repository that somebody made to hurt is an error, or is read for what is in it, in bounded time and memory.
func TestHostileRepositories(t *testing.T) {
	a, b := plumbing.NewHash(strings.Repeat("11", 20)), plumbing.NewHash(strings.Repeat("22", 20))
	bomb := func(h hostile) plumbing.Hash {
		tree := h.tree(treeEntry{"100644", "x.md", h.blob("x\n")})
		for range 30 {
			tree = h.tree(treeEntry{"40000", "a", tree}, treeEntry{"40000", "b", tree})
		}
		return tree
	}
	for _, c := range []struct {
		name  string
		make  func(h hostile)
		fails string // of the error; "" there is one version
	}{
		{"deltas in a circle", func(h hostile) {
			h.packed(map[plumbing.Hash]refDelta{a: {b, delta(10, 10)}, b: {a, delta(10, 10)}})
			h.commit(a, somebody, "x\n")
		}, "bad delta"},
		{"a delta on itself", func(h hostile) {
			h.packed(map[plumbing.Hash]refDelta{a: {a, delta(10, 10)}})
			h.commit(a, somebody, "x\n")
		}, "bad delta"},
		{"a delta that makes more than there is memory", func(h hostile) {
			h.packed(map[plumbing.Hash]refDelta{a: {h.blob("0123456789"), delta(10, 1<<40)}})
			h.commit(a, somebody, "x\n")
		}, "bad delta"},
		{"a delta of a circle of alternates", func(h hostile) {
			h.packed(map[plumbing.Hash]refDelta{a: {h.blob("0123456789"), delta(10, 10)}})
			h.write("objects/info/alternates", []byte(strings.Repeat(filepath.Join(h.dir, "objects")+"\n", 200)))
			h.commit(a, somebody, "x\n")
		}, ""},
		{"a loose object that is longer than it says", func(h hostile) {
			h.looseAs(a, fmt.Appendf(nil, "blob 10\x00%s", make([]byte, 1<<20)))
			h.commit(a, somebody, "x\n")
		}, "is damaged"},
		{"a loose object without a beginning", func(h hostile) {
			h.looseAs(a, bytes.Repeat([]byte("blob "), 1<<16))
			h.commit(a, somebody, "x\n")
		}, "is damaged"},
		{"a loose object of any size", func(h hostile) {
			h.looseAs(a, []byte("blob 9223372036854775807\x00x"))
			h.commit(a, somebody, "x\n")
		}, "is damaged"},
		{"directories of directories without end", func(h hostile) {
			h.commit(h.blob("terms\n"), somebody, "x\n", treeEntry{"40000", "bomb", bomb(h)})
		}, ""},
		{"directories without end in an archive of ours", func(h hostile) {
			h.commit(h.blob("terms\n"), somebody, "x\n\nPolicylog-Kind: version\nSource: acme/terms\n",
				treeEntry{"100644", formatFile, h.blob("1\n")}, treeEntry{"40000", "bomb", bomb(h)})
			tip, _ := os.ReadFile(filepath.Join(h.dir, "refs/heads/main"))
			h.write(refObservations, tip)
		}, ""},
		{"a HEAD that leads out of it", func(h hostile) {
			h.write("HEAD", []byte("ref: ../secret\n"))
			h.write("../secret", []byte("password\n"))
		}, "leads out"},
		{"packed refs of anything", func(h hostile) {
			h.write("packed-refs", bytes.Repeat([]byte("x"), 1<<20))
		}, "packed-refs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newHostile(t)
			c.make(h)
			versions, err := textsOf(t, h.dir)
			switch {
			case c.fails == "" && (err != nil || len(versions) != 1):
				t.Errorf("versions %v, %v", versions, err)
			case c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails) || strings.Contains(err.Error(), "password")):
				t.Errorf("versions %v, error %v, want %q", versions, err, c.fails)
			}
			if s, err := Open(t.Context(), h.dir, Options{Damaged: true, CacheDir: t.TempDir()}); err == nil {
				defer s.Close()
				if _, err := s.Verify(t.Context(), func(Problem) {}); err != nil {
					t.Errorf("verify: %v", err)
				}
			}
		})
	}
}

// textsOf lists and reads all versions of an archive.
func textsOf(t *testing.T, dir string) ([]Version, error) {
	t.Helper()
	s, err := Open(t.Context(), dir, Options{CacheDir: t.TempDir()})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	list, err := s.History(t.Context(), "acme/terms")
	if err != nil {
		return nil, err
	}
	for _, v := range list {
		if _, err := s.Text(t.Context(), v); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// What a commit states is one line, whoever made it, and dates that nothing can write are none.
func TestForgedCommits(t *testing.T) {
	h := newHostile(t)
	h.commit(h.blob("terms\n"), somebody, "x\n\nPolicylog-Kind: version\nSource: acme/terms\nTitle: \x1b]0;t\x07\u202e\nUpdated-On: \x1b[31m2024\n"+
		"Version-Label: \x00\r1\n", treeEntry{"100644", formatFile, h.blob("1\n")})
	list, err := textsOf(t, h.dir)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if v := list[0]; v.Title != "]0;t" || v.Updated != "[31m2024" || v.Label != "1" {
		t.Errorf("title %q, updated %q, label %q", v.Title, v.Updated, v.Label)
	}
	for date, want := range map[string]string{
		"-1": "", "253402300800": "", "9223372036854775807": "", "99999999999999999999": "", "no": "",
		"253402300799": "9999-12-31T23:59:59Z", "0": "1970-01-01T00:00:00Z",
	} {
		h := newHostile(t)
		h.commit(h.blob("terms\n"), "A <a@example.org> "+date+" +9999", "x\n")
		list, err := textsOf(t, h.dir)
		if err != nil || len(list) != 1 {
			t.Fatal(date, list, err)
		}
		got := ""
		if at := list[0].Captured; !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("date %q is %q, want %q", date, got, want)
		}
	}
}
