package diff

import (
	"cmp"
	"slices"

	"policylog/diff/doc"
)

// Places finds the sections that rows and blocks of a result belong to.
type Places struct {
	sections []SectionRow
	old, new map[int]int // section index on a side to position in sections

	// Section indexes on a side: with text below that both sides have, and with text of their own that only this side has.
	oldKept, newKept, oldAlone, newAlone map[int]bool
}

// Places makes a result's ready; it is linear in the rows.
func (r *Result) Places() *Places {
	p := &Places{
		sections: r.Sections, old: map[int]int{}, new: map[int]int{},
		oldKept: map[int]bool{}, newKept: map[int]bool{}, oldAlone: map[int]bool{}, newAlone: map[int]bool{},
	}
	var olds, news []*SectionRef
	for i, s := range r.Sections {
		if s.Old != nil {
			p.old[s.Old.Index] = i
			olds = append(olds, s.Old)
		}
		if s.New != nil {
			p.new[s.New.Index] = i
			news = append(news, s.New)
		}
	}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		switch {
		case len(row.Old) > 0 && len(row.New) > 0:
			markSections(p.oldKept, row.Old)
			markSections(p.newKept, row.New)
		case row.Kind != doc.Heading && row.Kind != doc.Rule && row.Kind != doc.Attribute:
			markSections(p.oldAlone, row.Old)
			markSections(p.newAlone, row.New)
		}
	}
	spreadUp(olds, p.oldKept)
	spreadUp(news, p.newKept)
	return p
}

func markSections(marked map[int]bool, blocks []BlockRef) {
	for _, b := range blocks {
		marked[b.SectionIndex] = true
	}
}

// spreadUp marks the sections around those that are marked.
func spreadUp(sections []*SectionRef, marked map[int]bool) {
	slices.SortFunc(sections, func(a, b *SectionRef) int { return cmp.Compare(a.Index, b.Index) })
	var inside []*SectionRef // those marked that a section before them may hold
	for _, s := range slices.Backward(sections) {
		for n := len(inside); n > 0 && inside[n-1].Level > s.Level; n-- {
			marked[s.Index] = true
			inside = inside[:n-1]
		}
		if marked[s.Index] {
			inside = append(inside, s)
		}
	}
}

// TitleAlone says of the row of a heading that came or went whether only the heading did: what stands under it is in both
// texts, or what stands in its subsections.
func (p *Places) TitleAlone(heading *Row) bool {
	switch heading.Status {
	case Added:
		at := heading.New[0].SectionIndex
		return p.newKept[at] && !p.newAlone[at]
	case Removed:
		at := heading.Old[0].SectionIndex
		return p.oldKept[at] && !p.oldAlone[at]
	}
	return false
}

// Row is the position in Result.Sections of the section that a row stands in, or stood in when it was removed; -1 before
// the first heading.
func (p *Places) Row(row *Row) int {
	if len(row.New) > 0 {
		return p.New(row.New[0].SectionIndex)
	}
	return p.Old(row.Old[0].SectionIndex)
}

// Old is the position in Result.Sections of a section of the old text by its index; -1 when there is none.
func (p *Places) Old(section int) int { return position(p.old, section) }

// New is likewise the position of a section of the new text.
func (p *Places) New(section int) int { return position(p.new, section) }

func position(of map[int]int, section int) int {
	if i, ok := of[section]; ok {
		return i
	}
	return -1
}

// OldRef is the section of the old text that the first of some of its blocks stands in; nil before the first heading.
func (p *Places) OldRef(refs []BlockRef) *SectionRef {
	if len(refs) > 0 {
		if i := p.Old(refs[0].SectionIndex); i >= 0 {
			return p.sections[i].Old
		}
	}
	return nil
}

// NewRef is likewise the section of the new text.
func (p *Places) NewRef(refs []BlockRef) *SectionRef {
	if len(refs) > 0 {
		if i := p.New(refs[0].SectionIndex); i >= 0 {
			return p.sections[i].New
		}
	}
	return nil
}
