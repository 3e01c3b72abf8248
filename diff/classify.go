package diff

import (
	"fmt"
	"slices"
	"strings"

	"policylog/diff/doc"
	"policylog/diff/fact"
)

// rank orders the classes, least first. A row gets the highest class that any part of its difference asks for.
var rank = map[Class]int{Cosmetic: 0, Regional: 1, Emphasis: 2, LinkOnly: 3, DateOnly: 4, Editorial: 5, Substantive: 6}

// verdict gathers a class and the reasons for it.
type verdict struct {
	class   Class
	reasons []string
}

// atLeast raises the class and keeps the reason. Reasons of lower classes stay: they are part of the difference.
func (v *verdict) atLeast(c Class, reason string, args ...any) {
	if v.class == "" || rank[c] > rank[v.class] {
		v.class = c
	}
	v.reasons = append(v.reasons, fmt.Sprintf(reason, args...))
}

func isHeading(j joint) bool { return len(j.blocks) == 1 && j.blocks[0].Kind == doc.Heading }

// classify says how much the difference between two sides matters, why, and which facts changed.
func (c *comparison) classify(status Status, g group, old, new joint, d difference) (Class, []string, []FactChange) {
	var oldFacts, newFacts []fact.Fact
	switch {
	case d.words != sameWords && d.words != regionalWords:
		bothSides(len(old.raw)+len(new.raw) > worthwhile<<10,
			func() { oldFacts = factsOf(old) },
			func() { newFacts = factsOf(new) })
	case d.targets:
		oldFacts, newFacts = factsOf(old, fact.URL, fact.Email), factsOf(new, fact.URL, fact.Email)
	}
	changes := changedFacts(old.raw, oldFacts, new.raw, newFacts, d.script)
	var v verdict
	switch status {
	case Split:
		v.atLeast(Editorial, "split into %d", len(g.new))
	case Merged:
		v.atLeast(Editorial, "merged from %d", len(g.old))
	}
	if isHeading(old) && isHeading(new) && c.renumbered(old.blocks[0], new.blocks[0]) {
		v.atLeast(Editorial, "renumbered: %s", arrow(c.number(c.old, g.old[0]), c.number(c.new, g.new[0])))
	}
	if isHeading(old) && isHeading(new) && status == Modified && c.depth(c.old, g.old[0]) != c.depth(c.new, g.new[0]) {
		v.atLeast(Editorial, "now on another level")
	}
	if d.emphasis && d.words < otherWords {
		v.atLeast(Emphasis, "emphasis changed")
	}
	if d.targets {
		v.atLeast(LinkOnly, "link target changed")
		for _, f := range changes {
			if f.Kind == string(fact.URL) && f.Role != "" {
				v.reasons = append(v.reasons, f.Role+" link: "+arrow(f.Old, f.New))
			}
		}
	}
	switch d.words {
	case sameWords:
		v.atLeast(Cosmetic, "same words and punctuation")
	case punctuation:
		v.atLeast(Cosmetic, "punctuation only")
	case letterCase:
		v.atLeast(Editorial, "upper and lower case only")
	case regionalWords:
		v.atLeast(Regional, "regional wording only")
	default:
		c.classifyWords(&v, g, old, new, oldFacts, newFacts, changes, d.script)
	}
	if d.words == punctuation || d.words == letterCase {
		c.raiseByFacts(&v, changes)
	}
	if d.words <= regionalWords {
		// The words are the same: what seems a changed fact is the same one written otherwise, links aside.
		if v.class != Substantive {
			changes = slices.DeleteFunc(changes, func(f FactChange) bool { return f.Kind != string(fact.URL) && f.Kind != string(fact.Email) })
		}
	}
	return v.class, v.reasons, changes
}

// classifyWords classes a difference in words: in dates alone, in visible URLs alone, in words that carry no meaning of
// their own, or in anything else, which is substantive.
func (c *comparison) classifyWords(v *verdict, g group, old, new joint, oldFacts, newFacts []fact.Fact, changes []FactChange, script scriptPair) {
	oldValued, inOld := valued(old, oldFacts)
	newValued, inNew := valued(new, newFacts)
	if (inOld || inNew) && compareWords(oldValued, newValued, nil, nil, script) < otherWords {
		c.raiseByFacts(v, changes)
		v.atLeast(Editorial, "same value, written differently: %s", arrow(rewritten(oldFacts, newFacts)))
		return
	}
	oldDates, newDates := c.dateTokens(c.old, g.old, old, oldFacts), c.dateTokens(c.new, g.new, new, newFacts)
	oldLinks, newLinks := urlTokens(old), urlTokens(new)
	dates, links := anyOf(oldDates, newDates), anyOf(oldLinks, newLinks)
	switch {
	case dates && compareWords(old, new, oldDates, newDates, script) < otherWords:
		v.atLeast(DateOnly, "nothing but a date or version label changed")
		return
	case links && compareWords(old, new, oldLinks, newLinks, script) < otherWords:
		v.atLeast(LinkOnly, "nothing but a visible address changed")
		return
	case dates && links && compareWords(old, new, both(oldDates, oldLinks), both(newDates, newLinks), script) < otherWords:
		v.atLeast(DateOnly, "nothing but dates and addresses changed")
		return
	}
	c.raiseByFacts(v, changes)
	if v.class == Substantive {
		return
	}
	if deleted, inserted, safe := wordingOnly(oldValued, newValued, script); safe {
		v.atLeast(Editorial, "no tracked term changed: %s", arrow(deleted, inserted))
	} else {
		v.atLeast(Substantive, "words changed: %s", arrow(deleted, inserted))
	}
}

// raiseByFacts makes a difference substantive where a fact changed. Links are facts, but classed by themselves.
func (c *comparison) raiseByFacts(v *verdict, changes []FactChange) {
	for _, f := range changes {
		if f.Kind == string(fact.URL) {
			continue
		}
		v.atLeast(Substantive, "%s %s: %s", f.Kind, f.Op, arrow(f.Old, f.New))
	}
}

// toldOfLone are the kinds of facts that are told of a block that is new, or gone: all but modal and negating words, which
// every text has.
var toldOfLone = []fact.Kind{
	fact.DataType, fact.ThirdParty, fact.Person, fact.URL, fact.Email, fact.Phone, fact.Address, fact.Duration, fact.Date,
	fact.Amount, fact.Age, fact.Jurisdiction, fact.Certification, fact.Legal,
}

// wordless is why a block matters to no reader, whether it is new, gone or elsewhere: a rule, or the mark of a heading.
const wordless = "no words in it"

func (j joint) wordless() bool { return !slices.ContainsFunc(j.tokens, spoken) }

// judgeLone classes blocks that are new, or gone.
func (c *comparison) judgeLone(r *Row, s *side, at []int) {
	j := s.joint(at)
	var v verdict
	switch {
	case j.wordless():
		v.atLeast(Cosmetic, wordless)
	case j.blocks[0].Boiler:
		v.atLeast(Cosmetic, "not part of the policy's text")
	case s.statesOnlyDate(at, j):
		v.atLeast(DateOnly, "states a date or version label and nothing else")
	default:
		v.atLeast(Substantive, "%s", map[Status]string{Added: "new text", Removed: "text gone"}[r.Status])
	}
	r.Class, r.Reasons = v.class, v.reasons
	var told toldFacts
	for _, f := range factsOf(j, toldOfLone...) {
		change := FactChange{Kind: string(f.Kind), Op: FactAdded, New: said(f), Role: f.Role}
		if r.Status == Removed {
			change.Op, change.Old, change.New = FactRemoved, change.New, ""
		}
		told.add(change)
	}
	r.Facts = told.list
}

// mostDateWords is how many words beside its date a line has that does nothing but state it.
const mostDateWords = 8

// statesOnlyDate says whether a block is a line such as "Last updated: 15 January 2021", or several of them. A line without
// a date says something else, unless it ends with a colon.
func (s *side) statesOnlyDate(at []int, j joint) bool {
	if len(s.places[at[0]]) == 0 || isHeading(j) {
		return false
	}
	dates := (&comparison{}).dateTokens(s, at, j, factsOf(j))
	words, end, i := 0, 0, 0
	for line := range strings.Lines(j.raw) {
		end += len(line)
		label := strings.TrimRight(line, " \t\r\n*_")
		said, dated := 0, strings.HasSuffix(label, ":") || strings.HasSuffix(label, "：")
		for ; i < len(j.tokens) && j.tokens[i].Start < end; i++ {
			dated = dated || dates[i]
			if !dates[i] && spoken(j.tokens[i]) {
				said++
			}
		}
		if said > 0 && !dated {
			return false
		}
		words += said
	}
	return words <= mostDateWords
}

// number is how the section of a heading is numbered.
func (c *comparison) number(s *side, block int) string {
	if sec := s.doc.Blocks[block].Section; sec != doc.None {
		return s.doc.Sections[sec].Number
	}
	return ""
}

// depth is how many sections there are around a heading.
func (c *comparison) depth(s *side, block int) int {
	if sec := s.doc.Blocks[block].Section; sec != doc.None {
		return len(s.doc.Sections[sec].Path)
	}
	return 0
}

// arrow shows a change for people.
func arrow(old, new string) string {
	const most = 60
	cut := func(s string) string {
		if s == "" {
			return "∅"
		}
		if r := []rune(s); len(r) > most {
			return string(r[:most]) + "…"
		}
		return s
	}
	return cut(old) + " → " + cut(new)
}

func anyOf(a, b []bool) bool { return slices.Contains(a, true) || slices.Contains(b, true) }

func both(a, b []bool) []bool {
	out := make([]bool, len(a))
	for i := range a {
		out[i] = a[i] || b[i]
	}
	return out
}
