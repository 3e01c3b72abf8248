package diff

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strings"
	"sync"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/text"
)

// comparison holds what rows are made from.
type comparison struct {
	old, new *side
}

// side is one document with what its rows need.
type side struct {
	doc    *doc.Document
	lang   string
	tokens [][]text.Token // of each block, once they were asked for
	stated fact.Stated
	places map[int][]fact.Place // where the document states its dates and its label, by block

	publisher func() []string // the names of whose policy it is, found at the first call
}

// joint is one side of a row: the texts of its blocks, joined by line breaks, and their tokens.
type joint struct {
	raw    string
	tokens []text.Token
	blocks []*doc.Block
	lang   string
	side   *side
}

// tokensOf tokenizes a block, once.
func (s *side) tokensOf(block int) []text.Token {
	if s.tokens[block] == nil {
		b := &s.doc.Blocks[block]
		s.tokens[block] = text.Tokenize(b.Text, b.Kind, b.Body, s.lang)
	}
	return s.tokens[block]
}

func (s *side) joint(at []int) joint {
	j := joint{lang: s.lang, side: s}
	raws, tokens := make([]string, len(at)), make([][]text.Token, len(at))
	for i, b := range at {
		block := &s.doc.Blocks[b]
		j.blocks = append(j.blocks, block)
		raws[i], tokens[i] = block.Text, s.tokensOf(b)
	}
	if len(at) == 1 {
		j.raw, j.tokens = raws[0], tokens[0]
	} else {
		j.raw, j.tokens = text.Join(raws, tokens)
	}
	return j
}

// refs makes the references to blocks, in room that has capacity for them.
func (s *side) refs(at []int, room []BlockRef) []BlockRef {
	refs := room[:0]
	for _, i := range at {
		b := &s.doc.Blocks[i]
		ref := BlockRef{Index: i, SectionIndex: b.Section, Text: b.Text}
		if b.Section != doc.None {
			ref.Section = sectionName(&s.doc.Sections[b.Section])
		}
		refs = append(refs, ref)
	}
	return refs
}

func sectionName(s *doc.Section) string {
	if s.Number != "" {
		return s.Number
	}
	return s.Title
}

// rows makes the rows of the result, in reading order of the new document, each removed one after the row of the nearest
// old block before it that stayed.
func (c *comparison) rows(groups []group) []Row {
	groups = c.inReadingOrder(groups)
	rows := make([]Row, len(groups))
	room := make([]BlockRef, len(c.old.doc.Blocks)+len(c.new.doc.Blocks))
	for i, g := range groups {
		o, n := len(g.old), len(g.new)
		rows[i].Old, rows[i].New, room = room[:0:o], room[o:o:o+n], room[o+n:]
	}
	// A block is in one row alone, so that rows can be made at once; each is put where it belongs.
	inParallel(len(groups), func(i int) { c.row(&rows[i], groups[i]) })
	return rows
}

func (c *comparison) inReadingOrder(groups []group) []group {
	present, removed := make([]group, 0, len(groups)), []group(nil)
	for _, g := range groups {
		if len(g.new) > 0 {
			present = append(present, g)
		} else {
			removed = append(removed, g)
		}
	}
	slices.SortFunc(present, func(a, b group) int { return cmp.Compare(a.new[0], b.new[0]) })
	slices.SortFunc(removed, func(a, b group) int { return cmp.Compare(a.old[0], b.old[0]) })

	stays := make([]int, len(c.old.doc.Blocks)) // the row in which each old block stayed, or none
	for i := range stays {
		stays[i] = none
	}
	for i, g := range present {
		if !g.moved || len(g.old) != len(g.new) {
			for _, o := range g.old {
				stays[o] = i
			}
		}
	}
	after := make([][]group, len(present)+1) // removed groups by the row they follow, from 1; 0 stands first
	row, o := none, 0
	for _, g := range removed {
		for ; o < g.old[0]; o++ {
			if stays[o] != none {
				row = stays[o]
			}
		}
		after[row+1] = append(after[row+1], g)
	}
	out := append(make([]group, 0, len(groups)), after[0]...)
	for i, g := range present {
		out = append(append(out, g), after[i+1]...)
	}
	return out
}

// row fills in a row that has room for the references to its blocks.
func (c *comparison) row(r *Row, g group) {
	r.Old, r.New = c.old.refs(g.old, r.Old), c.new.refs(g.new, r.New)
	r.ID = rowID(r.Old, r.New)
	if len(g.new) > 0 {
		r.Kind = c.new.doc.Blocks[g.new[0]].Kind
	} else {
		r.Kind = c.old.doc.Blocks[g.old[0]].Kind
	}
	switch {
	case len(g.old) == 1 && len(g.new) == 1 && r.Old[0].Text == r.New[0].Text:
		r.Status = Equal
		if g.moved {
			r.Status, r.Class = Moved, Editorial
			r.Reasons = []string{"moved, not a letter changed"}
			if c.new.joint(g.new).wordless() {
				r.Class, r.Reasons = Cosmetic, []string{wordless}
			}
		}
	case len(g.old) == 0:
		r.Status = Added
		c.judgeLone(r, c.new, g.new)
	case len(g.new) == 0:
		r.Status = Removed
		c.judgeLone(r, c.old, g.old)
	default:
		c.judgePair(r, g)
	}
}

// rowID hashes the texts of a row. The counts of blocks go in, so that a split is not its pieces.
func rowID(old, new []BlockRef) string {
	h := rowHashes.Get().(*rowHash)
	defer rowHashes.Put(h)
	b := h.buf[:0]
	for _, refs := range [...][]BlockRef{old, new} {
		for _, r := range refs {
			b = append(append(b, r.Text...), 0)
		}
		b = append(b, 1)
	}
	h.sum.Reset()
	h.sum.Write(b)
	b = h.sum.Sum(b[:0])
	id := hex.AppendEncode(b[len(b):], b[:10])
	h.buf = b[:0]
	return string(id)
}

// rowHash is what hashing a row takes; every row is hashed, and most are short.
type rowHash struct {
	sum hash.Hash
	buf []byte
}

var rowHashes = sync.Pool{New: func() any { return &rowHash{sum: sha256.New()} }}

// judgePair names and classes a row with blocks on both sides whose texts differ.
func (c *comparison) judgePair(r *Row, g group) {
	old, new := c.old.joint(g.old), c.new.joint(g.new)
	d := compareJoints(old, new)
	r.Status = c.status(g, d)
	r.Class, r.Reasons, r.Facts = c.classify(r.Status, g, old, new, d)
	r.Cosmetic = (r.Status == Modified || r.Status == MovedModified) && (r.Class == Cosmetic || r.Class == Regional && d.script != sameScript)
	for _, s := range text.Spans(old.raw, old.tokens, new.raw, new.tokens) {
		r.Spans = append(r.Spans, Span{Op: SpanOp(s.Op), Old: s.Old, New: s.New})
	}
}

// status names what became of the blocks of a group whose texts differ.
func (c *comparison) status(g group, d difference) Status {
	switch {
	case len(g.new) > 1:
		return Split
	case len(g.old) > 1:
		return Merged
	case g.moved:
		return MovedModified
	}
	old, new := &c.old.doc.Blocks[g.old[0]], &c.new.doc.Blocks[g.new[0]]
	if old.Kind != doc.Heading || new.Kind != doc.Heading || old.Section == doc.None || new.Section == doc.None {
		return Modified
	}
	renumbered := c.renumbered(old, new)
	retitled := d.words > regionalWords
	switch {
	case renumbered && retitled:
		return RetitledRenumbered
	case renumbered:
		return Renumbered
	case retitled:
		return Retitled
	}
	return Modified
}

// renumbered says whether the sections of two headings are numbered differently: by value, so that 三 and 3 are the same
// number.
func (c *comparison) renumbered(old, new *doc.Block) bool {
	if old.Section == doc.None || new.Section == doc.None {
		return false
	}
	o, n := &c.old.doc.Sections[old.Section], &c.new.doc.Sections[new.Section]
	if len(o.Ordinal) > 0 && len(n.Ordinal) > 0 {
		return !slices.Equal(o.Ordinal, n.Ordinal)
	}
	return !strings.EqualFold(o.Number, n.Number)
}
