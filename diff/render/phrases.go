package render

import (
	"strconv"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// order is how counts of classes are listed, weightiest first.
var order = []struct {
	class diff.Class
	key   terms.Key
}{
	{diff.Substantive, terms.CountContent},
	{diff.Editorial, terms.CountWording},
	{diff.LinkOnly, terms.CountLink},
	{diff.DateOnly, terms.CountDate},
	{diff.Emphasis, terms.CountEmphasis},
	{diff.Regional, terms.CountRegional},
	{diff.Cosmetic, terms.CountCosmetic},
}

// counts lists how many rows there are of each class.
func (v *view) counts(of map[diff.Class]int) []string {
	var out []string
	for _, o := range order {
		if n := of[o.class]; n > 0 {
			out = append(out, v.cat.Count(o.key, n))
		}
	}
	return out
}

func total(of map[diff.Class]int) int {
	n := 0
	for _, k := range of {
		n += k
	}
	return n
}

// title is what the two texts are called.
func (v *view) title() string {
	old, new := safe.Line(v.r.Old.Title), safe.Line(v.r.New.Title)
	switch {
	case old == "" && new == "":
		if s := safe.Line(v.r.New.Source); s != "" {
			return s
		}
		return v.cat.Text(terms.Comparison)
	case old == new || old == "":
		return new
	case new == "":
		return old
	}
	return old + " → " + new
}

// fieldPair is a thing known of the two sides: a date, a label.
type fieldPair struct {
	label    string
	old, new string
}

// sides lists what is known of the two sides, as the reader's language writes it.
func (v *view) sides() []fieldPair {
	o, n := v.r.Old, v.r.New
	var out []fieldPair
	add := func(k, missing terms.Key, old, new string, write func(string) string) {
		if old == "" && new == "" {
			return
		}
		show := func(s string) string {
			if s == "" {
				return v.cat.Text(missing)
			}
			return ink.Truncate(safe.Line(write(s)), 60)
		}
		out = append(out, fieldPair{v.cat.Text(k), show(old), show(new)})
	}
	same := func(s string) string { return s }
	from, to := v.cat.Span(o.Captured, n.Captured)
	add(terms.Captured, terms.Unknown, from, to, same)
	add(terms.Updated, terms.NotStated, o.Updated, n.Updated, v.cat.Date)
	add(terms.Effective, terms.NotStated, o.Effective, n.Effective, v.cat.Date)
	add(terms.Label, terms.NotStated, o.Label, n.Label, same)
	if o.Language != n.Language {
		add(terms.Language, terms.Unknown, o.Language, n.Language, same)
	}
	return out
}

// headline sums up the result in one line.
func (v *view) headline() string {
	n := total(v.shown)
	rest := append(v.counts(v.folded), v.counts(v.ignored)...)
	if n == 0 {
		if len(rest) == 0 {
			return v.cat.Text(terms.NoDifference)
		}
		return v.cat.Text(terms.NothingToReport, v.cat.List(rest))
	}
	s := v.cat.Count(terms.Changes, n) + " " + v.cat.Count(terms.InSections, v.sectionsWithChanges())
	if v.cat.Tag() != "en" {
		s = v.cat.Count(terms.Changes, n) + "，" + v.cat.Count(terms.InSections, v.sectionsWithChanges())
	}
	s += v.cat.Colon() + strings.Join(v.counts(v.shown), v.cat.Comma())
	return v.cat.Semicolons([]string{s, v.cat.Count(terms.Unchanged, v.r.Summary.Equal)})
}

// sectionsWithChanges counts groups that hold more than pointers to elsewhere.
func (v *view) sectionsWithChanges() int {
	n := 0
	for _, g := range v.groups {
		if g.changes() > 0 {
			n++
		}
	}
	return n
}

// footer says what is not shown, a line each.
func (v *view) footer() []string {
	if total(v.shown) == 0 {
		return nil
	}
	var out []string
	if c := v.counts(v.folded); len(c) > 0 {
		out = append(out, v.cat.Text(terms.Folded, strings.Join(c, v.cat.Comma())))
	}
	if c := v.counts(v.ignored); len(c) > 0 {
		out = append(out, v.cat.Text(terms.Ignored, strings.Join(c, v.cat.Comma())))
	}
	return out
}

// around are the sections around one, outermost first, harmless. The title of the whole text is not among them: it
// stands above everything already.
func (v *view) around(s *diff.SectionRef) []string {
	var out []string
	for i, name := range s.Path {
		if line := safe.Line(name); i > 0 || line != safe.Line(v.r.Old.Title) && line != safe.Line(v.r.New.Title) {
			out = append(out, line)
		}
	}
	return out
}

// sectionName is a section as a reference inside a sentence: "§ 3.1 Sharing", cut when long.
func (v *view) sectionName(s *diff.SectionRef) string {
	if s == nil {
		return v.cat.Text(terms.Preamble)
	}
	const longest = 48
	name := safe.Line(s.Name())
	if name == "" {
		name = v.cat.Text(terms.Untitled)
	}
	return v.cat.Text(terms.SectionOf, ink.Truncate(name, longest))
}

// plainName is a group's section as a line of its own.
func (v *view) plainName(g *group) string {
	if ref := g.ref(); ref != nil {
		if name := safe.Line(ref.Name()); name != "" {
			return name
		}
		return v.cat.Text(terms.Untitled)
	}
	return v.cat.Text(terms.Preamble)
}

// label is a row's status with what belongs to it, and its class.
func (v *view) label(it item) (status, class string) {
	parts := []string{safe.Line(v.cat.Status(it.row.Status))}
	if notes := v.notes(it); len(notes) > 0 {
		// "moved" says less than "moved from § 3", "split" less than "split into 3": the note stands for the status.
		switch {
		case it.row.Status == diff.MovedModified && it.kind == change:
			parts = []string{v.cat.Status(diff.Modified), notes[0]}
		case it.row.Status == diff.Renumbered:
			parts = append(parts, notes...)
		default:
			parts = notes
		}
	}
	if it.kind == away && it.row.Kind == doc.Heading {
		parts[0] = v.sectionName(v.find.OldRef(it.row.Old)) + v.cat.Colon() + parts[0]
	}
	if it.kind != away {
		class = safe.Line(v.cat.Class(it.row.Class))
	}
	return strings.Join(parts, v.cat.Comma()), class
}

// FactText says in the catalogue's language what became of a fact: "duration: 30 days → 45 days", "+ third party: X",
// "“may” → “shall”". The result is free of control characters.
func FactText(cat terms.Catalogue, f diff.FactChange) string {
	const longest = 80
	old, new := ink.Truncate(safe.Line(f.Old), longest), ink.Truncate(safe.Line(f.New), longest)
	name := safe.Line(cat.Fact(f.Kind))
	if f.Role != "" {
		name = safe.Line(cat.Text(terms.LinkOf, cat.Role(f.Role)))
	}
	word := f.Kind == string(fact.Modality) || f.Kind == string(fact.Negation)
	switch {
	case f.Op == diff.FactAdded && word:
		return "+ " + cat.Quote(new)
	case f.Op == diff.FactRemoved && word:
		return "− " + cat.Quote(old)
	case word:
		return cat.Quote(old) + " → " + cat.Quote(new)
	case f.Op == diff.FactAdded:
		return "+ " + name + cat.Colon() + new
	case f.Op == diff.FactRemoved:
		return "− " + name + cat.Colon() + old
	}
	return cat.Text(terms.FactChanged, name, old, new)
}

// factTexts are a row's facts as words, the same ones said once and counted.
func (v *view) factTexts(row *diff.Row) []string {
	var out []string
	times := map[string]int{}
	for _, f := range row.Facts {
		s := FactText(v.cat, f)
		if times[s]++; times[s] == 1 {
			out = append(out, s)
		}
	}
	for i, s := range out {
		if n := times[s]; n > 1 {
			out[i] = s + " ×" + strconv.Itoa(n)
		}
	}
	return out
}

// quoteLang is the BCP 47 language of a side's text, for a lang attribute; "" when it is unknown or no tag.
func quoteLang(s diff.Side) string {
	for _, r := range s.Language {
		if r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return ""
		}
	}
	return s.Language
}
