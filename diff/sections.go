package diff

import (
	"slices"

	"policylog/diff/doc"
)

// sections makes the rows of the sections of both documents: those of the new one in order, each removed one after the
// nearest old one before it that stayed.
func (c *comparison) sections(rows []Row) []SectionRow {
	oldOf, newOf := c.headingPairs(rows)
	newHeading := c.headingRows(rows)
	oldRows := rowsBySection(rows, len(c.old.doc.Sections), func(r *Row) []BlockRef { return r.Old })
	newRows := rowsBySection(rows, len(c.new.doc.Sections), func(r *Row) []BlockRef { return r.New })
	out := make([]SectionRow, 0, len(c.new.doc.Sections))
	removed := make(map[int][]SectionRow) // by the old section that they follow
	last := doc.None
	for o := range c.old.doc.Sections {
		if newOf[o] == doc.None {
			row := SectionRow{Status: Removed, Old: sectionRef(c.old.doc, o), Blocks: oldRows[o]}
			removed[last] = append(removed[last], row)
			continue
		}
		if s := rows[newHeading[newOf[o]]].Status; s != Moved && s != MovedModified {
			last = o
		}
	}
	out = append(out, removed[doc.None]...)
	for n := range c.new.doc.Sections {
		o := oldOf[n]
		if o == doc.None {
			out = append(out, SectionRow{Status: Added, New: sectionRef(c.new.doc, n), Blocks: newRows[n]})
			continue
		}
		row := SectionRow{Old: sectionRef(c.old.doc, o), New: sectionRef(c.new.doc, n)}
		row.Blocks = append(slices.Clone(oldRows[o]), newRows[n]...)
		slices.Sort(row.Blocks)
		row.Blocks = slices.Compact(row.Blocks)
		row.Status = sectionStatus(rows, rows[newHeading[n]].Status, row.Blocks)
		out = append(append(out, row), removed[o]...)
	}
	return out
}

// headingPairs gives each section's counterpart, by the rows of the headings.
func (c *comparison) headingPairs(rows []Row) (oldOf, newOf []int) {
	oldOf, newOf = make([]int, len(c.new.doc.Sections)), make([]int, len(c.old.doc.Sections))
	for i := range oldOf {
		oldOf[i] = doc.None
	}
	for i := range newOf {
		newOf[i] = doc.None
	}
	for _, r := range rows {
		if len(r.Old) != 1 || len(r.New) != 1 {
			continue
		}
		o, n := r.Old[0].SectionIndex, r.New[0].SectionIndex
		if o != doc.None && n != doc.None && c.old.doc.Sections[o].Heading == r.Old[0].Index && c.new.doc.Sections[n].Heading == r.New[0].Index {
			oldOf[n], newOf[o] = o, n
		}
	}
	return oldOf, newOf
}

// rowsBySection lists for each section of a side the rows that hold a block of its own.
func rowsBySection(rows []Row, sections int, refs func(*Row) []BlockRef) [][]int {
	last, count := make([]int, sections), make([]int, sections) // of each section the last row, from 1, and how many
	each := func(do func(section, row int)) {
		clear(last)
		for i := range rows {
			for _, ref := range refs(&rows[i]) {
				if s := ref.SectionIndex; s != doc.None && last[s] != i+1 {
					last[s] = i + 1
					do(s, i)
				}
			}
		}
	}
	all := 0
	each(func(s, _ int) { count[s], all = count[s]+1, all+1 })
	lists, room := make([][]int, sections), make([]int, all)
	for s, n := range count {
		lists[s], room = room[:0:n], room[n:]
	}
	each(func(s, row int) { lists[s] = append(lists[s], row) })
	return lists
}

// headingRows gives the row of each new section's heading.
func (c *comparison) headingRows(rows []Row) []int {
	out := make([]int, len(c.new.doc.Sections))
	for i, r := range rows {
		for _, ref := range r.New {
			if s := ref.SectionIndex; s != doc.None && c.new.doc.Sections[s].Heading == ref.Index {
				out[s] = i
			}
		}
	}
	return out
}

// sectionStatus is the heading's where that says more than that it differs, and otherwise whether any block changed.
// What moved along with its section has not changed.
func sectionStatus(rows []Row, heading Status, blocks []int) Status {
	changed := false
	for _, i := range blocks {
		s := rows[i].Status
		changed = changed || s != Equal && !(s == Moved && heading == Moved)
	}
	switch {
	case heading == Moved && changed:
		return MovedModified
	case heading != Equal:
		return heading
	case changed:
		return Modified
	}
	return Equal
}

// Carried says whether a row did nothing but go where its section went.
func (s *SectionRow) Carried(row *Row) bool {
	return s != nil && s.Old != nil && s.New != nil && (s.Status == Moved || s.Status == MovedModified) &&
		row.Status == Moved && row.Kind != doc.Heading &&
		row.Old[0].SectionIndex == s.Old.Index && row.New[0].SectionIndex == s.New.Index
}

func sectionRef(d *doc.Document, i int) *SectionRef {
	s := &d.Sections[i]
	ref := &SectionRef{Index: i, Number: s.Number, Title: s.Title, Level: s.Level, Path: s.Path}
	if ref.Path == nil {
		ref.Path = []string{}
	}
	return ref
}
