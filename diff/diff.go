// Package diff compares two versions of a policy clause by clause.
package diff

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/text"
)

// Options of a comparison.
type Options struct {
	Old, New Side // what is known of the two sides beyond their texts; empty fields are filled from the documents
	// Topics names the topics of a text that stands under the headings of path, outermost first. Without it rows have none.
	Topics func(path []string, text string) []string
}

// Compare aligns two documents. The result is lossless, deterministic and in reading order of the new document.
func Compare(old, new *doc.Document, opt Options) *Result {
	c := &comparison{}
	r := &Result{Schema: Schema}
	r.Old, c.old = newSide(old, opt.Old)
	r.New, c.new = newSide(new, opt.New)
	r.Blocks = c.rows(align(c.old, c.new))
	r.Sections = c.sections(r.Blocks)
	r.Summary = Count(r.Blocks)
	if opt.Topics != nil {
		c.topics(r.Blocks, opt.Topics)
	}
	return r
}

// newSide fills what is not known of a side from its document.
func newSide(d *doc.Document, known Side) (Side, *side) {
	s := &side{doc: d, tokens: make([][]text.Token, len(d.Blocks)), stated: fact.StatedIn(d), places: make(map[int][]fact.Place)}
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
func (c *comparison) topics(rows []Row, of func(path []string, text string) []string) {
	for i := range rows {
		r := &rows[i]
		if r.Status == Equal {
			continue
		}
		s, refs := c.new, r.New
		if len(refs) == 0 {
			s, refs = c.old, r.Old
		}
		var words string
		for _, ref := range refs {
			words += ref.Text + "\n"
		}
		r.Topics = of(s.path(refs[0].SectionIndex), words)
	}
}

// path is the names of the sections around a block, the innermost last.
func (s *side) path(section int) []string {
	if section == doc.None {
		return nil
	}
	sec := &s.doc.Sections[section]
	name := sec.Title
	if sec.Number != "" {
		name = sec.Number + " " + sec.Title
	}
	return append(append([]string(nil), sec.Path...), name)
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
