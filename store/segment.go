package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/internal/pattern"
)

// A segment is an immutable file that says, for a range of versions, which unit of text stood in which of them. A unit
// is a paragraph, heading, list item or table row in one line, folded; it is stored once however many versions of
// however many sources have it, which makes a hundredth or a tenth of the texts. The file holds, in this order: the
// folded units, each ended by a newline; where each unit begins; each unit's postings (chain, first and last position in
// it); where each unit's postings begin; the chains (the versions of a source, in captured order, by seq); and a footer.
type segment struct {
	units    []byte
	starts   []uint32 // of each unit, and the end
	postings []uint32 // three for each posting
	posted   []uint32 // index of each unit's first posting, and the end
	chains   [][]int64
}

const segmentMagic = 0x504c5347 // "PLSG"

// listMark begins a line that is a unit of its own.
var listMark = pattern.Lazy(`^\s*([-*+#|>]|\d+[.)、]|[（(][\p{Han}\d]+[)）]|[\p{Han}]{1,3}、)`)

// splitUnits cuts a text into the units that search works on. Lines of a paragraph are joined, with a space where a
// reader would see one.
func splitUnits(text string) []string {
	var units []string
	var cur strings.Builder
	flush := func() {
		if cur.Len() > 0 {
			units = append(units, cur.String())
			cur.Reset()
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			flush()
			continue
		}
		if listMark().MatchString(line) {
			flush()
		}
		if cur.Len() > 0 {
			last, _ := utf8.DecodeLastRuneInString(cur.String())
			first, _ := utf8.DecodeRuneInString(line)
			if !joinsTight(last) || !joinsTight(first) {
				cur.WriteByte(' ')
			}
		}
		cur.WriteString(line)
	}
	flush()
	return units
}

// joinsTight says whether a rune stands without a space beside others of its script.
func joinsTight(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xfff0
}

// chainRow is a version as a segment is built from it.
type chainRow struct {
	seq   int64
	blob  string // see Version.Blob
	chain int
}

// unitKey identifies a raw unit: 128 bits, for which a collision among millions need not be feared.
type unitKey [2]uint64

type segmentBuilder struct {
	s       *Store
	o       *objects
	fold    func(string) string
	seeds   [2]maphash.Seed
	ids     map[unitKey]uint32
	pending []string
	out     *bufio.Writer
	size    int64
	starts  []uint32
	spans   [][3]uint32 // chain, first, last
	unitOf  []uint32    // unit of each span
}

// writeSegment makes a segment of rows, which are sorted by chain and captured order.
func (s *Store) writeSegment(ctx context.Context, path string, rows []chainRow) error {
	o, err := s.obj()
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	b := &segmentBuilder{
		s: s, o: o, fold: s.fold(), seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		ids: map[unitKey]uint32{}, out: bufio.NewWriterSize(f, 1<<20),
	}
	if err := b.build(ctx, rows); err != nil {
		return err
	}
	if err := b.finish(ctx, rows); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func (b *segmentBuilder) build(ctx context.Context, rows []chainRow) error {
	type unit struct {
		key unitKey
		raw string
	}
	type span struct{ first, last uint32 }
	open := map[uint32]span{}
	chain, pos := -1, uint32(0)
	flush := func(c int) {
		for id, sp := range open {
			b.spans, b.unitOf = append(b.spans, [3]uint32{uint32(c), sp.first, sp.last}), append(b.unitOf, id)
		}
		clear(open)
	}
	err := inOrder(ctx, len(rows), func(i int) ([]unit, error) {
		data, err := b.o.text(rows[i].blob)
		if err != nil {
			return nil, err
		}
		parts := splitUnits(string(data))
		units := make([]unit, len(parts))
		for j, p := range parts {
			units[j] = unit{unitKey{maphash.String(b.seeds[0], p), maphash.String(b.seeds[1], p)}, p}
		}
		return units, nil
	}, func(i int, units []unit) error {
		if rows[i].chain != chain {
			flush(chain)
			chain, pos = rows[i].chain, 0
		} else {
			pos++
		}
		for _, u := range units {
			id, ok := b.ids[u.key]
			if !ok {
				id = uint32(len(b.ids))
				b.ids[u.key] = id
				b.pending = append(b.pending, strings.Clone(u.raw))
			}
			sp, ok := open[id]
			if ok && pos-sp.last > 1 {
				b.spans, b.unitOf = append(b.spans, [3]uint32{uint32(chain), sp.first, sp.last}), append(b.unitOf, id)
				ok = false
			}
			if !ok {
				sp.first = pos
			}
			sp.last = pos
			open[id] = sp
		}
		if i%256 == 0 {
			b.s.opt.Progress("index texts", int64(i), int64(len(rows)))
		}
		if len(b.pending) > 8192 {
			return b.writePending(ctx)
		}
		return nil
	})
	if err != nil {
		return err
	}
	flush(chain)
	return b.writePending(ctx)
}

// writePending folds the units that are new, on all processors, and writes them.
func (b *segmentBuilder) writePending(ctx context.Context) error {
	err := inOrder(ctx, len(b.pending), func(i int) (string, error) {
		return strings.ReplaceAll(b.fold(b.pending[i]), "\n", " "), nil
	}, func(_ int, folded string) error {
		b.starts = append(b.starts, uint32(b.size))
		n, err := b.out.WriteString(folded + "\n")
		if b.size += int64(n); b.size > 1<<32-1<<20 {
			return fmt.Errorf("more than 4 GB of different text")
		}
		return err
	})
	b.pending = b.pending[:0]
	return err
}

func (b *segmentBuilder) finish(ctx context.Context, rows []chainRow) error {
	b.starts = append(b.starts, uint32(b.size))
	// Postings by unit: a counting sort.
	posted := make([]uint32, len(b.starts))
	for _, u := range b.unitOf {
		posted[u+1]++
	}
	for i := 1; i < len(posted); i++ {
		posted[i] += posted[i-1]
	}
	next := append([]uint32(nil), posted...)
	postings := make([]uint32, 3*len(b.spans))
	for i, sp := range b.spans {
		at := next[b.unitOf[i]]
		next[b.unitOf[i]]++
		copy(postings[3*at:], sp[:])
	}
	var chains []uint32 // length, then seq as two words
	for i := 0; i < len(rows); {
		j := i
		for j < len(rows) && rows[j].chain == rows[i].chain {
			j++
		}
		chains = append(chains, uint32(j-i))
		for ; i < j; i++ {
			chains = append(chains, uint32(rows[i].seq>>32), uint32(rows[i].seq))
		}
	}
	footer := []uint32{uint32(b.size), uint32(len(b.starts)), uint32(len(postings)), uint32(len(chains)), segmentMagic}
	for _, part := range [][]uint32{b.starts, postings, posted, chains, footer} {
		buf := make([]byte, 0, 4*len(part))
		for _, v := range part {
			buf = binary.LittleEndian.AppendUint32(buf, v)
		}
		if _, err := b.out.Write(buf); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.out.Flush()
}

// readSegment reads a segment whole: a sequential read of what a scan goes over anyway.
func readSegment(path string) (*segment, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	data := make([]byte, st.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, err
	}
	damaged := fmt.Errorf("segment %s is damaged", filepath.Base(path))
	if len(data) < 20 {
		return nil, damaged
	}
	words := func(b []byte) []uint32 {
		out := make([]uint32, len(b)/4)
		for i := range out {
			out[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
		return out
	}
	foot := words(data[len(data)-20:])
	size, units, postings, chains := int64(foot[0]), int64(foot[1]), int64(foot[2]), int64(foot[3])
	if foot[4] != segmentMagic || size+4*(2*units+postings+chains)+20 != int64(len(data)) || units == 0 {
		return nil, damaged
	}
	seg := &segment{units: data[:size]}
	rest := data[size:]
	take := func(n int64) []uint32 {
		w := words(rest[:4*n])
		rest = rest[4*n:]
		return w
	}
	seg.starts, seg.postings, seg.posted = take(units), take(postings), take(units)
	for w := take(chains); len(w) > 0; {
		n := int(w[0])
		if len(w) < 1+2*n {
			return nil, damaged
		}
		chain := make([]int64, n)
		for i := range chain {
			chain[i] = int64(w[1+2*i])<<32 | int64(w[2+2*i])
		}
		seg.chains = append(seg.chains, chain)
		w = w[1+2*n:]
	}
	return seg, nil
}

// scan calls fn with the posting (chain, first and last position) of each unit that matches.
func (g *segment) scan(ctx context.Context, m matcher, fn func(chain int, first, last int)) error {
	emit := func(unit int) {
		for p := g.posted[unit]; p < g.posted[unit+1]; p++ {
			fn(int(g.postings[3*p]), int(g.postings[3*p+1]), int(g.postings[3*p+2]))
		}
	}
	if m.re == nil {
		for at := 0; at < len(g.units); {
			i := bytes.Index(g.units[at:], m.literal)
			if i < 0 {
				break
			}
			unit := sort.Search(len(g.starts), func(u int) bool { return int(g.starts[u]) > at+i }) - 1
			emit(unit)
			at = int(g.starts[unit+1])
		}
		return ctx.Err()
	}
	return inOrder(ctx, len(g.starts)-1, func(u int) (bool, error) {
		return m.re.Match(g.units[g.starts[u] : g.starts[u+1]-1]), nil
	}, func(u int, ok bool) error {
		if ok {
			emit(u)
		}
		return nil
	})
}
