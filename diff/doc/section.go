package doc

import (
	"strings"
	"unicode/utf8"
)

// rung is one step of the ladder of headings that Markdown does not level.
type rung struct {
	key   runKey
	plain bool // has no number
}

// outlineSections builds the tree of sections from the headings.
func (d *Document) outlineSections(o *outline) {
	levels := o.levels()
	headings := 0
	for i := range o.cs {
		if o.cs[i].heading {
			headings++
		}
	}
	d.Sections = make([]Section, 0, headings)
	var around []int
	section := None
	for i := range o.cs {
		c := &o.cs[i]
		if !c.heading {
			d.Blocks[i].Section = section
			continue
		}
		s := Section{Index: len(d.Sections), Heading: i, Title: unbracket(c.title), Level: levels[i], Parent: None}
		if c.has {
			m := &c.mark
			s.Number = m.number
			s.Ordinal = append([]int(nil), m.ord[:m.depth]...)
			if o.isRoman(c) {
				s.Ordinal[m.depth-1] = m.roman
			}
		}
		for len(around) > 0 && d.Sections[around[len(around)-1]].Level >= s.Level {
			d.Sections[around[len(around)-1]].End = i
			around = around[:len(around)-1]
		}
		for _, a := range around {
			s.Path = append(s.Path, d.Sections[a].Name())
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

// Name is a section's number and title.
func (s *Section) Name() string {
	switch {
	case s.Number == "":
		return s.Title
	case s.Title == "":
		return s.Number
	}
	return s.Number + " " + s.Title
}

// unbracket takes off brackets that hold all of a title: （個人情報）.
func unbracket(t string) string {
	for _, b := range []string{"（）", "()", "【】", "〔〕", "[]"} {
		open, w := utf8.DecodeRuneInString(b)
		end := b[w:]
		if strings.HasPrefix(t, string(open)) && strings.HasSuffix(t, end) && strings.Count(t, end) == 1 && len(t) > len(b) {
			return strings.TrimSpace(t[w : len(t)-len(end)])
		}
	}
	return t
}

// isRoman reports whether the number of a clause is a Roman numeral: by the sequence it counts in, or alone by itself.
func (o *outline) isRoman(c *clause) bool {
	m := &c.mark
	if m.roman == 0 {
		return false
	}
	if c.run >= 0 && len(o.runs[c.run].members) > 1 {
		return o.runs[c.run].key.roman
	}
	return m.roman != 50 // a lone L is a letter
}

// rank orders the words that number clauses by what holds what; 0 for all other numbers.
func (k runKey) rank() int {
	switch k.word {
	case "编", "part", "部分", "appendix", "annex", "附录", "附件", "附表", "schedule", "exhibit", "addendum":
		return 1
	case "章", "chapter":
		return 2
	case "节":
		return 3
	case "条", "article":
		return 4
	case "款":
		return 5
	case "项":
		return 6
	}
	return 0
}

// levels gives every heading its level: Markdown's own, and below it a ladder of the styles of number in the order in
// which they nest.
func (o *outline) levels() []int {
	levels := make([]int, len(o.cs))
	marked := o.markedRuns()
	var ladder []rung
	base := 0
	titled := false
	for i := range o.cs {
		c := &o.cs[i]
		if !c.heading {
			continue
		}
		level := c.level
		if level == 0 && c.run >= 0 {
			level = marked[c.run]
		}
		if level > 0 {
			levels[i], base, titled = level, level, true
			ladder = ladder[:0]
			continue
		}
		if o.marked == 0 && !titled && !c.has {
			titled = true
			levels[i], base = 1, 1
			continue
		}
		titled = true
		r := rung{plain: !c.has}
		if c.run >= 0 {
			r.key = o.runs[c.run].key
		} else if c.has {
			m := c.mark
			r.key = runKey{style: m.style, word: m.word, lower: m.lower, depth: m.depth}
		}
		k := place(ladder, r)
		if r.plain && isAppendix(c.title) {
			k = 0
		}
		ladder = append(ladder[:k], r)
		levels[i] = base + k + 1
	}
	return levels
}

// place finds the rung of a ladder that a heading takes.
func place(ladder []rung, r rung) int {
	rank := r.key.rank()
	for k := range ladder {
		l := &ladder[k]
		switch {
		case l.plain == r.plain && l.key == r.key:
			return k
		case rank == 1:
			return 0 // parts and appendices stand outermost
		case rank > 0 && l.key.rank() > rank:
			return k
		case l.key.depth > 1 && l.key.style == r.key.style && r.key.depth > 0 && r.key.depth < l.key.depth:
			return k // 2 behind 1.1
		}
	}
	if len(ladder) == 1 && ladder[0].plain && !r.plain {
		return 0 // a preamble and the first number stand beside each other
	}
	return len(ladder)
}

// markedRuns returns the level of every sequence of numbers that has headings of Markdown in it.
func (o *outline) markedRuns() []int {
	levels := make([]int, len(o.runs))
	for r := range o.runs {
		for _, i := range o.runs[r].members {
			if l := o.cs[i].level; l > 0 {
				levels[r] = l
				break
			}
		}
	}
	return levels
}
