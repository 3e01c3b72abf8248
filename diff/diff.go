// Package diff compares two versions of a policy clause by clause, and says of every block of both what became of it.
//
// # Words
//
// A block is the smallest unit that is aligned: a heading, paragraph, list item, table row. Old and new blocks that are the
// same one are linked. A row is what a reader is told at once: one linked pair, one block split into several or several
// merged into one, a block added or removed. Its status says what happened, its class how much that matters as a
// statement about the text and never about law, its reasons why it has that class, its spans which words.
//
// # Guarantees
//
//   - Lossless: every block of both documents is in exactly one row, as it stands in the file.
//   - Deterministic: no clock, no random numbers, no order of a map; the same input gives the same bytes.
//   - Mirrored: comparing B with A finds the links that comparing A with B finds. Compare works on the pair in one fixed
//     direction and turns the answer round, so this holds by construction.
//   - Near-linear time: what would be quadratic is bounded, in blocks (mostCells, mostInGap) and in frequent words (rarest).
//
// Package diff/contract checks the first three of any result.
//
// # How blocks are aligned
//
// From the certain to the likely, each step standing on the links of the ones before:
//
//  1. Equal texts (anchor.go). Those that stand once on each side are linked wherever they are, as in patience diff (Bram
//     Cohen). From linked blocks, equal neighbours are linked outward, after Heckel ("A technique for isolating
//     differences between files", 1978), the best supported first, so that boilerplate stays with what it belongs to.
//     What repeats inside a gap is linked in order. Of two consecutive versions this leaves a handful of blocks, and only
//     these are tokenized.
//  2. Equal after normalization (align.go): the same three ways on the hashes of words with link targets, of words,
//     and of words without case, punctuation and regional vocabulary. Here a text in the other Chinese script is found.
//  3. Similar texts (similar.go): candidates come from an inverted index of words and pairs of neighbouring words, without
//     the frequent ones; similarity is a Dice coefficient on both, weighted by inverse document frequency (Spärck Jones,
//     1972; shingles: Broder, 1997), or containment where one block all but holds the other. Candidates are
//     linked best first, where agreement with neighbours, order and section adds to the score: content before structure,
//     but both, as in the tree matching of Chawathe et al. (1996) and GumTree (Falleri et al., 2014).
//  4. Splits and merges (absorb.go): what a linked block holds beyond its counterpart is looked for in the free blocks beside
//     the counterpart, both ways, as Gale and Church (1993) allow sentences to be aligned one to many.
//  5. Headings (heading.go) are linked by what is linked under them, by title, and by number and place, so that a retitled
//     and renumbered section is found, and a number that now means something else is not.
//  6. What is left between blocks that stayed is aligned in order (Needleman and Wunsch, 1970) with less asked of it.
//
// What moved is found last and globally (package order): the heaviest chain of links in order stayed, so the fewest and
// smallest blocks moved. Blocks without a link were added or removed; precision counts as much as recall, and unrelated
// text in the same place is no change of the text that stood there.
//
// # How changes are classed
//
// Texts are compared as they are read aloud (difference.go): what differs in form only is cosmetic; then come regional
// vocabulary, emphasis, link targets, dates. A difference in any other word is substantive unless every word that came
// or went is on a short list of words that carry no meaning of their own or is a slip of spelling (wording.go), and no
// fact, modal verb, negation or number changed (facts.go). A quantity that is written otherwise and comes to the same,
// 12 months for one year, is editorial too (quantity.go). In doubt a change is substantive.
package diff

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/text"
)

// Options of a comparison.
type Options struct {
	Old, New Side // what is known of the two sides beyond their texts; empty fields are filled from the documents
	// Topics names the topics of a text that stands under the headings of path, outermost first, and the words that each is
	// known by. Without it rows have none. It may be called for several texts at once.
	Topics func(path []string, text string) (names, reasons []string)
	// SectionTopics names the topics of every section too, changed or not: as long a work as reading both texts.
	SectionTopics bool
}

// Compare aligns two documents. The result is lossless, deterministic and in reading order of the new document.
func Compare(old, new *doc.Document, opt Options) *Result {
	c := &comparison{}
	r := &Result{Schema: Schema}
	bothSides(len(old.Source)+len(new.Source) > worthwhile<<10,
		func() { r.Old, c.old = newSide(old, opt.Old) },
		func() { r.New, c.new = newSide(new, opt.New) })
	r.Blocks = c.rows(align(c.old, c.new))
	r.Sections = c.sections(r.Blocks)
	r.Summary = Count(r.Blocks)
	if opt.Topics != nil {
		c.topics(r.Blocks, opt.Topics)
	}
	if opt.Topics != nil && opt.SectionTopics {
		c.sectionTopics(r.Sections, opt.Topics)
	}
	return r
}

// newSide fills what is not known of a side from its document.
func newSide(d *doc.Document, known Side) (Side, *side) {
	s := &side{doc: d, tokens: make([][]text.Token, len(d.Blocks)), stated: fact.StatedIn(d), places: make(map[int][]fact.Place)}
	s.publisher = sync.OnceValue(func() []string { return fact.PublisherOf(d) })
	for _, p := range s.stated.Places {
		s.places[p.Block] = append(s.places[p.Block], p)
	}
	sum := sha256.Sum256([]byte(d.Source))
	s.lang = cmp.Or(known.Language, d.Meta.Language)
	known.Language = s.lang
	known.Title = cmp.Or(known.Title, d.Meta.Title)
	known.Captured = cmp.Or(known.Captured, d.Meta.Captured)
	known.Updated = cmp.Or(known.Updated, s.stated.Updated)
	known.Effective = cmp.Or(known.Effective, s.stated.Effective)
	known.Label = cmp.Or(known.Label, s.stated.Label)
	known.SHA256 = cmp.Or(known.SHA256, hex.EncodeToString(sum[:]))
	return known, s
}

// topics names the topics of every row that changed.
func (c *comparison) topics(rows []Row, of func(path []string, text string) (names, reasons []string)) {
	inParallel(len(rows), func(i int) {
		r := &rows[i]
		if r.Status == Equal {
			return
		}
		s, refs := c.new, r.New
		if len(refs) == 0 {
			s, refs = c.old, r.Old
		}
		var words string
		for _, ref := range refs {
			words += ref.Text + "\n"
		}
		r.Topics, r.TopicReasons = of(s.path(refs[0].SectionIndex), words)
	})
}

// sectionTopics names the topics of sections, by their headings and the blocks of their own: in the new text, or in the old
// one where they are gone.
func (c *comparison) sectionTopics(sections []SectionRow, of func(path []string, text string) (names, reasons []string)) {
	inParallel(len(sections), func(i int) {
		s, ref := c.new, sections[i].New
		if ref == nil {
			s, ref = c.old, sections[i].Old
		}
		sec := &s.doc.Sections[ref.Index]
		var words strings.Builder
		for _, b := range s.doc.Blocks[sec.Heading+1 : sec.End] {
			if b.Section != ref.Index {
				break // a section in it begins
			}
			words.WriteString(b.Text + "\n")
		}
		sections[i].Topics, sections[i].TopicReasons = of(s.path(ref.Index), words.String())
	})
}

// path is the names of the sections around a block, the innermost last.
func (s *side) path(section int) []string {
	if section == doc.None {
		return nil
	}
	sec := &s.doc.Sections[section]
	return append(append([]string(nil), sec.Path...), sec.Name())
}

// Count counts rows by status. A compound status counts in both.
func Count(rows []Row) Summary {
	var s Summary
	for _, r := range rows {
		switch r.Status {
		case Equal:
			s.Equal++
		case Modified:
			s.Modified++
		case Added:
			s.Added++
		case Removed:
			s.Removed++
		case Moved:
			s.Moved++
		case MovedModified:
			s.Moved++
			s.Modified++
		case Split:
			s.Split++
		case Merged:
			s.Merged++
		case Retitled:
			s.Retitled++
		case Renumbered:
			s.Renumbered++
		case RetitledRenumbered:
			s.Retitled++
			s.Renumbered++
		}
		if r.Cosmetic {
			s.Cosmetic++
		}
	}
	return s
}
