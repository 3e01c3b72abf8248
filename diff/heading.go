package diff

import (
	"cmp"
	"slices"

	"policylog/diff/doc"
)

// linkHeadings aligns the headings that are left by what stands under them, by their titles, and by number and place, in
// this order: a section that was retitled and renumbered keeps its text, while a number alone, or a title such as
// "Purpose" that many sections have, says little.
func (a *aligner) linkHeadings() {
	olds, news := a.freeHeadings(a.old), a.freeHeadings(a.new)
	if len(olds) == 0 || len(news) == 0 {
		return
	}
	votes := a.votes()
	oldText, newText := a.sectionText(a.oldDoc, a.old), a.sectionText(a.newDoc, a.new)
	lo, hi := a.bounds()
	var cands []candidate
	judge := func(o, n int) {
		so, sn := a.old[o].block.Section, a.new[n].block.Section
		content := 0.0
		if both := oldText[so] + newText[sn]; both > 0 {
			content = 2 * float64(votes[[2]int{so, sn}]) / float64(both)
		}
		c := candidate{old: o, new: n, sim: a.similar(o, n)}
		if c.score = a.judgeHeading(c, content, oldText[so] == 0 || newText[sn] == 0, lo, hi); c.score > 0 {
			cands = append(cands, c)
		}
	}
	likely := func(int) []int { return news }
	if len(olds)*len(news) > mostHeadingPairs {
		likely = a.likelyHeadings(votes)
	}
	for _, o := range olds {
		for _, n := range likely(o) {
			judge(o, n)
		}
	}
	slices.SortFunc(cands, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	for _, c := range cands {
		if a.old[c.old].link == none && a.new[c.new].link == none {
			a.join(c.old, c.new)
		}
	}
}

// mostHeadingPairs bounds the pairs of headings that are compared by title alone.
const mostHeadingPairs = 250_000

// likelyHeadings returns what lists the free new headings for which more than the title speaks: those under which stands
// what is aligned with text under the old one, and those that stand beside what is aligned with a neighbour of it.
func (a *aligner) likelyHeadings(votes map[[2]int]int) func(o int) []int {
	byVotes := make(map[int][]int)
	for sections := range votes {
		byVotes[sections[0]] = append(byVotes[sections[0]], a.newDoc.Sections[sections[1]].Heading)
	}
	return func(o int) []int {
		out := slices.Clone(byVotes[a.old[o].block.Section])
		beside := func(o, step int) {
			if o < 0 || o >= len(a.old) || a.old[o].link == none {
				return
			}
			for _, n := range append([]int{a.old[o].link}, a.old[o].parts...) {
				n += step
				if n >= 0 && n < len(a.new) && a.new[n].link == none && a.new[n].heading() && a.new[n].block.Section != doc.None {
					out = append(out, n)
				}
			}
		}
		beside(o-1, 1)
		beside(o+1, -1)
		return out
	}
}

// judgeHeading scores a pair of headings, 0 where they are not the same section's.
func (a *aligner) judgeHeading(c candidate, content float64, empty bool, lo, hi []int) float64 {
	old, new := a.section(a.oldDoc, a.old, c.old), a.section(a.newDoc, a.new, c.new)
	sameNumber := old.Number != "" && slices.Equal(old.Ordinal, new.Ordinal)
	before, after := a.linked(c.old-1, c.new-1), a.linked(c.old+1, c.new+1)
	place := 0.0
	for _, fits := range []bool{before, after, lo[c.old] < c.new && c.new < hi[c.old], old.Level == new.Level, sameNumber} {
		if fits {
			place += 0.04
		}
	}
	switch {
	case content >= 0.4,
		c.sim >= 0.4 && content >= 0.15,
		c.sim >= 0.5 && empty,
		c.sim >= 0.75,
		before && after && (c.sim >= 0.15 || old.Level == new.Level),
		c.sim >= 0.3 && sameNumber && (before || after) && (content > 0 || empty):
		return content + c.sim*0.6 + place
	}
	return 0
}

func (a *aligner) section(d *doc.Document, units []*unit, i int) *doc.Section {
	return &d.Sections[units[i].block.Section]
}

func (a *aligner) freeHeadings(units []*unit) []int {
	var out []int
	for i, u := range units {
		if u.link == none && u.heading() && u.block.Section != doc.None {
			out = append(out, i)
		}
	}
	return out
}

// votes counts for pairs of sections with free headings the bytes of text in them, and in all sections inside them, that
// are aligned with each other.
func (a *aligner) votes() map[[2]int]int {
	votes := make(map[[2]int]int)
	for _, u := range a.old {
		if u.link == none || u.heading() {
			continue
		}
		v := a.new[u.link]
		size := min(u.size(), v.size())
		for so := u.block.Section; so != doc.None; so = a.oldDoc.Sections[so].Parent {
			if a.old[a.oldDoc.Sections[so].Heading].link != none {
				continue
			}
			for sn := v.block.Section; sn != doc.None; sn = a.newDoc.Sections[sn].Parent {
				if a.new[a.newDoc.Sections[sn].Heading].link == none {
					votes[[2]int{so, sn}] += size
				}
			}
		}
	}
	return votes
}

// sectionText is the bytes of text under each heading, its subsections included and headings aside.
func (a *aligner) sectionText(d *doc.Document, units []*unit) []int {
	bytes := make([]int, len(d.Sections))
	for _, u := range units {
		if u.heading() {
			continue
		}
		for s := u.block.Section; s != doc.None; s = d.Sections[s].Parent {
			bytes[s] += u.size()
		}
	}
	return bytes
}
