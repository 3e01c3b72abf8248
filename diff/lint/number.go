package lint

import (
	"slices"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/terms"
)

// numbers finds sections whose numbers leave one out or repeat one. Only runs of three and more under one parent count,
// and only steps between neighbours; a run may begin anywhere. It is silent where the missing number stands in front of
// any block between the two (a heading taken for an item), where numbers start again at 1, where they are words (Exhibit
// A), and where the heading is a date.
func (c *checker) numbers() {
	runs := map[int][]*doc.Section{}
	var parents []int
	for i := range c.d.Sections {
		s := &c.d.Sections[i]
		if len(s.Ordinal) == 0 {
			continue
		}
		if runs[s.Parent] == nil {
			parents = append(parents, s.Parent)
		}
		runs[s.Parent] = append(runs[s.Parent], s)
	}
	for _, p := range parents {
		run := runs[p]
		if len(run) < 3 {
			continue
		}
		for i := 1; i < len(run); i++ {
			a, b := run[i-1], run[i]
			n := len(b.Ordinal)
			if len(a.Ordinal) != n || n == 0 || !slices.Equal(a.Ordinal[:n-1], b.Ordinal[:n-1]) || shape(a.Number) != shape(b.Number) {
				continue
			}
			if worded(a.Number) || worded(b.Number) || c.dated(a) || c.dated(b) {
				continue
			}
			from, to := a.Ordinal[n-1], b.Ordinal[n-1]
			block := &c.d.Blocks[b.Heading]
			switch {
			case to == from:
				c.add(Number, block, 0, len(block.Text), c.cat.Text(terms.LintNumberTwice, shown(b.Number)))
			case to > from+1 && to <= from+3 && !c.marked(a.Heading, b.Heading, from+1):
				c.add(Number, block, 0, len(block.Text), c.cat.Text(terms.LintNumberGap, shown(a.Number), shown(b.Number)))
			}
		}
	}
}

// worded says whether a number is written with a word of letters: Exhibit A, Annex 1.
func worded(number string) bool {
	run := 0
	for _, r := range number {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			if run++; run > 4 {
				return true
			}
			continue
		}
		run = 0
	}
	return false
}

// dated says whether a section's heading is a date: 25. March 2019 is no twenty-fifth section.
func (c *checker) dated(s *doc.Section) bool {
	return len(fact.FindIn(c.d.Blocks[s.Heading].Text, c.d.Meta.Language, fact.Date)) > 0
}

// shape is the style of a number: that of its last character.
func shape(number string) byte {
	switch r := []rune(number)[len([]rune(number))-1]; {
	case r >= '0' && r <= '9':
		return '1'
	case r < 0x80:
		return 'a'
	}
	return 'z'
}

// marked says whether a block between two others has a number or mark with an ordinal at its end.
func (c *checker) marked(from, to, ordinal int) bool {
	for i := from + 1; i < to; i++ {
		b := &c.d.Blocks[i]
		if b.Mark == "" {
			continue
		}
		d := doc.Parse([]byte(b.Text))
		if len(d.Sections) > 0 && len(d.Sections[0].Ordinal) > 0 && slices.Contains(d.Sections[0].Ordinal, ordinal) {
			return true
		}
		if value(b.Mark) == ordinal {
			return true
		}
	}
	return false
}

// value is the last number that digits, Chinese or Arabic, write in a mark; 0 without.
func value(mark string) int {
	n, in := 0, false
	for _, r := range mark {
		d := -1
		switch i := slices.Index([]rune("零一二三四五六七八九"), r); {
		case r >= '0' && r <= '9':
			d = int(r - '0')
		case i >= 0:
			d = i
		case r == '十':
			n, in = max(n, 1)*10, true
			continue
		}
		switch {
		case d < 0:
			in = false
		case !in:
			n, in = d, true
		case r < 0x80:
			n = min(n*10+d, 1<<20)
		default:
			n += d
		}
	}
	return n
}

// dates finds what has the form of a date and cannot be one: 30 February, 2018-05-55.
func (c *checker) dates() {
	c.prose(func(b *doc.Block) {
		for _, f := range fact.ImpossibleDates(b.Text, c.d.Meta.Language) {
			c.add(Date, b, f.Start, f.End, c.cat.Text(terms.LintDate, c.cat.Quote(shown(f.Text))))
		}
	})
}
