package doc

// rung is one step of the ladder of headings that Markdown does not level.
type rung struct {
	key   runKey
	plain bool
	level int
}

// outlineSections builds the tree of sections from the headings.
func (d *Document) outlineSections(o *outline) {
	levels := o.levels()
	var around []int
	section := None
	for i := range o.cs {
		c := &o.cs[i]
		if !c.heading {
			d.Blocks[i].Section = section
			continue
		}
		s := Section{Index: len(d.Sections), Heading: i, Title: c.title, Level: levels[i], Parent: None}
		if c.has {
			m := &c.dress.mark
			s.Number = m.number
			s.Ordinal = append([]int(nil), m.ord[:m.depth]...)
		}
		for len(around) > 0 && d.Sections[around[len(around)-1]].Level >= s.Level {
			d.Sections[around[len(around)-1]].End = i
			around = around[:len(around)-1]
		}
		for _, a := range around {
			s.Path = append(s.Path, d.Sections[a].label())
		}
		if len(around) > 0 {
			s.Parent = around[len(around)-1]
		}
		section = s.Index
		d.Blocks[i].Section = section
		around = append(around, section)
		d.Sections = append(d.Sections, s)
	}
	for _, a := range around {
		d.Sections[a].End = len(d.Blocks)
	}
}

// label is "number title".
func (s *Section) label() string {
	switch {
	case s.Number == "":
		return s.Title
	case s.Title == "":
		return s.Number
	}
	return s.Number + " " + s.Title
}

// levels gives every heading its level: Markdown's own, and below it a ladder of the styles of number in the order in
// which they nest.
func (o *outline) levels() []int {
	levels := make([]int, len(o.cs))
	var ladder []rung
	base := 0
	titled := false
	for i := range o.cs {
		c := &o.cs[i]
		if !c.heading {
			continue
		}
		if c.level > 0 {
			levels[i], base = c.level, c.level
			ladder = ladder[:0]
			continue
		}
		if o.marked == 0 && !titled && !c.has && base == 0 {
			titled = true
			levels[i], base = 1, 1
			continue
		}
		titled = true
		r := rung{plain: !c.has}
		if c.has {
			m := c.mark0()
			r.key = runKey{style: m.style, word: m.word, lower: m.lower, depth: m.depth}
		}
		k := 0
		for k < len(ladder) && (ladder[k].plain != r.plain || ladder[k].key != r.key) {
			k++
		}
		if k == len(ladder) && k > 0 && ladder[k-1].plain && !r.plain && k == 1 {
			k = 0 // a preamble and the first number stand beside each other
		}
		ladder = append(ladder[:k], r)
		levels[i] = base + k + 1
	}
	return levels
}
