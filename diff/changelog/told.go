package changelog

import (
	"cmp"
	"strings"
	"sync"

	"policylog/diff"
	"policylog/diff/fact"
	"policylog/diff/render/ink"
	"policylog/diff/sentence"
	"policylog/diff/terms"
)

// told are the changes of fact in a row that are worth a word of their own. Left out are facts that only came to or went
// from this place, the other text having them elsewhere; modal and negating words that came or went with a clause, which
// say no more than that it was reworded; and links that still lead to the same place, or of which the same change was
// told before. Names that were paired for standing at one place are told apart: that one country went and another came is
// plain, that the one became the other is a guess.
func (m *maker) told(row *diff.Row) []toldFact {
	out, known := m.tales[row]
	if known || len(row.Facts) == 0 {
		return out
	}
	for _, f := range row.Facts {
		for _, part := range apart(f) {
			if m.tells(row, part) {
				out = append(out, toldFact{part, m.aside(row, part)})
			}
		}
	}
	m.tales[row] = out
	return out
}

// toldFact is a change of fact worth a word, with a remark that keeps it from saying too much: "we have no access to your
// location" names a location, and says the opposite of collecting it. Where every sentence that names a thing has a
// negating word, one of those words is told beside it.
type toldFact struct {
	diff.FactChange
	aside string // in the reader's language; mostly ""
}

func (m *maker) aside(row *diff.Row, f diff.FactChange) string {
	if word := m.denied(row, f); word != "" {
		return m.cat.Text(terms.InNegatedSentence, m.cat.Quote(short(word)))
	}
	return ""
}

// denied finds the negating word for a thing that came to a row or went from it. It says no more than that the word is in
// the sentence: what it negates is for a person to read.
func (m *maker) denied(row *diff.Row, f diff.FactChange) string {
	switch fact.Kind(f.Kind) {
	case fact.DataType, fact.ThirdParty, fact.Person:
	default:
		return ""
	}
	refs, name, lang := row.New, strings.ToLower(f.New), m.r.New.Language
	if f.Op == diff.FactRemoved {
		refs, name, lang = row.Old, strings.ToLower(f.Old), m.r.Old.Language
	}
	word := ""
	for _, c := range m.clausesOf(refs, lang) {
		if !m.spend(len(c.lower)) {
			return ""
		}
		if !standsIn(c.lower, name) {
			continue
		}
		negation := c.negation()
		if negation == "" {
			return ""
		}
		word = cmp.Or(word, negation)
	}
	return word
}

// clause is a sentence with its first negating word, which is looked for when it is first asked for.
type clause struct {
	lower    string
	negation func() string
}

// clausesOf are the sentences of some blocks, kept until others are asked for: a row has many facts.
func (m *maker) clausesOf(refs []diff.BlockRef, lang string) []clause {
	if len(refs) == 0 || m.clauses.of == &refs[0] {
		return m.clauses.list
	}
	m.clauses.of, m.clauses.list = &refs[0], nil
	for _, b := range refs {
		for _, s := range sentence.Split(b.Text, 0) {
			text := b.Text[s.Start:s.End]
			m.clauses.list = append(m.clauses.list, clause{strings.ToLower(text), sync.OnceValue(func() string {
				if found := fact.FindIn(text, lang, fact.Negation); len(found) > 0 {
					return found[0].Text
				}
				return ""
			})})
		}
	}
	return m.clauses.list
}

// apart takes a change of one name for another into the two it consists of.
func apart(f diff.FactChange) []diff.FactChange {
	switch fact.Kind(f.Kind) {
	case fact.DataType, fact.ThirdParty, fact.Jurisdiction, fact.Person, fact.Certification:
	default:
		return []diff.FactChange{f}
	}
	if f.Op != diff.FactChanged {
		return []diff.FactChange{f}
	}
	came, went := f, f
	came.Op, came.Old = diff.FactAdded, ""
	went.Op, went.New = diff.FactRemoved, ""
	return []diff.FactChange{came, went}
}

func (m *maker) tells(row *diff.Row, f diff.FactChange) bool {
	switch fact.Kind(f.Kind) {
	case fact.Modality, fact.Negation:
		return m.spend(100*len(row.Spans)) && wordInPlace(row.Spans, f)
	case fact.URL:
		if m.elsewhere(f) || f.Op == diff.FactChanged && sameTarget(f.Old, f.New) {
			return false
		}
		if f.Role == "" {
			return true
		}
		owner, ok := m.links[f]
		if !ok {
			owner, m.links[f] = row, row
		}
		return owner == row
	}
	return !m.elsewhere(f)
}

// sameTarget says whether two links lead to the same place, however they are spelt.
func sameTarget(a, b string) bool { return bareTarget(a) == bareTarget(b) }

// bareTarget is a link without its scheme, "www." and a slash at its end.
func bareTarget(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(s), "www."), "/")
}

// wordInPlace says whether a modal or negating word changed by itself: one stands for another at one place, or a negation
// came or went among words that stayed.
func wordInPlace(spans []diff.Span, f diff.FactChange) bool {
	old, new := strings.ToLower(f.Old), strings.ToLower(f.New)
	if f.Op != diff.FactChanged && (f.Kind != string(fact.Negation) || !mostlyEqual(spans)) {
		return false
	}
	if f.Op == diff.FactChanged { // of "may" and "may not" only "not" is marked
		switch {
		case strings.Contains(old, new):
			old, new = strings.TrimSpace(strings.Replace(old, new, "", 1)), ""
		case strings.Contains(new, old):
			old, new = "", strings.TrimSpace(strings.Replace(new, old, "", 1))
		}
	}
	for i := 0; i < len(spans); i++ {
		went, came := "", ""
		for ; i < len(spans) && spans[i].Op != diff.SpanEqual; i++ {
			went += spans[i].Old
			came += spans[i].New
		}
		if brief(went) && brief(came) && standsIn(strings.ToLower(went), old) && standsIn(strings.ToLower(came), new) {
			return true
		}
	}
	return false
}

// brief says whether words are so few that one of them is what they are about.
func brief(s string) bool { return ink.Width(strings.TrimSpace(s)) <= 24 }

// mostlyEqual says whether at least half of a text stayed as it was.
func mostlyEqual(spans []diff.Span) bool {
	same, other := 0, 0
	for _, s := range spans {
		if s.Op == diff.SpanEqual {
			same += len(s.New)
		} else {
			other += max(len(s.Old), len(s.New))
		}
	}
	return same >= other
}
