package diff

// Places finds the sections that rows and blocks of a result belong to.
type Places struct {
	sections []SectionRow
	old, new map[int]int // section index on a side to position in sections
}

// Places makes a result's ready; it is linear in the sections.
func (r *Result) Places() *Places {
	p := &Places{r.Sections, map[int]int{}, map[int]int{}}
	for i, s := range r.Sections {
		if s.Old != nil {
			p.old[s.Old.Index] = i
		}
		if s.New != nil {
			p.new[s.New.Index] = i
		}
	}
	return p
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
