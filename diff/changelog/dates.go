package changelog

import (
	"cmp"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/terms"
)

// The kinds of statement.
const (
	DateUnchanged      = "date-unchanged"      // the text changed, the stated update date did not
	EffectiveUnchanged = "effective-unchanged" // the text changed, the stated effective date did not; no update date stated
	PublishedUnchanged = "published-unchanged" // likewise of a publication date
	PublishedChanged   = "published-changed"
	UpdatedChanged     = "updated-changed"
	EffectiveChanged   = "effective-changed"
	LabelChanged       = "label-changed"
	OnlyDates          = "only-dates"        // nothing but dates differs
	NoDate             = "no-date"           // the text changed and states no date
	DaysToEffect       = "days-to-effect"    // from the stated update to the stated effective date
	NotYetEffective    = "not-yet-effective" // by its own statement, on the day given
	UnclearDate        = "unclear-date"      // a date is stated in words that can be read two ways, or that are none
)

// statements says what the two texts state of their dates beside what changed in them. They are facts: that a date did
// not change with the text is no reproach, most policies leave theirs as it was.
func (m *maker) statements(c *Changelog) []Statement {
	o, n := m.r.Old, m.r.New
	out := []Statement{}
	say := func(kind, text string, days int) { out = append(out, Statement{kind, text, days}) }
	text := m.textChanged()

	// What is stated, as it is told: a date, or words that are not clearly one.
	oldUpdated, newUpdated := m.stated(o.Updated, c.Old.UpdatedText), m.stated(n.Updated, c.New.UpdatedText)
	oldEffective, newEffective := m.stated(o.Effective, c.Old.EffectiveText), m.stated(n.Effective, c.New.EffectiveText)
	switch {
	case oldUpdated == newUpdated && newUpdated != "" && text:
		say(DateUnchanged, m.cat.Text(terms.DateSame, newUpdated), 0)
	case oldUpdated == "" && newUpdated != "":
		say(UpdatedChanged, m.cat.Text(terms.DateChangedTo, newUpdated), 0)
	case oldUpdated != "" && newUpdated == "":
		say(UpdatedChanged, m.cat.Text(terms.DateGone, oldUpdated), 0)
	case oldUpdated != newUpdated:
		say(UpdatedChanged, m.cat.Text(terms.DateChanged, oldUpdated, newUpdated), 0)
	case newUpdated == "" && c.Old.Published != c.New.Published && c.Old.Published != "" && c.New.Published != "":
		say(PublishedChanged, m.cat.Text(terms.PublishedOther, m.day(c.Old.Published), m.day(c.New.Published)), 0)
	case newUpdated == "" && c.Old.Published == c.New.Published && c.New.Published != "" && text:
		say(PublishedUnchanged, m.cat.Text(terms.DateSamePublished, m.day(c.New.Published)), 0)
	case newUpdated == "" && oldEffective == newEffective && newEffective != "" && text:
		say(EffectiveUnchanged, m.cat.Text(terms.DateSameEffective, newEffective), 0)
	case newUpdated == "" && oldEffective == "" && newEffective == "" && text:
		say(NoDate, m.cat.Text(terms.NoDateStated), 0)
	}
	switch {
	case oldEffective == "" && newEffective != "":
		say(EffectiveChanged, m.cat.Text(terms.EffectChangedTo, newEffective), 0)
	case oldEffective != "" && newEffective == "":
		say(EffectiveChanged, m.cat.Text(terms.EffectGone, oldEffective), 0)
	case oldEffective != newEffective:
		say(EffectiveChanged, m.cat.Text(terms.EffectChanged, oldEffective, newEffective), 0)
	}
	if unclear := m.unclearDates(c); len(unclear) > 0 {
		say(UnclearDate, m.cat.Text(terms.DateUnclear, m.cat.List(unclear)), 0)
	}
	if o.Label != n.Label && o.Label != "" && n.Label != "" {
		say(LabelChanged, m.cat.Text(terms.LabelChanged, short(o.Label), short(n.Label)), 0)
	}
	if m.onlyDates() {
		say(OnlyDates, m.cat.Text(terms.OnlyDate), 0)
	}
	if days, ok := daysBetween(c.New.Published, n.Effective); ok && days > 0 {
		say(DaysToEffect, m.cat.Count(terms.PublishedToEffect, days, m.day(c.New.Published), m.day(n.Effective)), days)
	}
	if days, ok := daysBetween(n.Updated, n.Effective); ok {
		up, eff := m.day(n.Updated), m.day(n.Effective)
		switch {
		case days == 0:
			say(DaysToEffect, m.cat.Text(terms.SameDayEffect, eff), 0)
		case days > 0:
			say(DaysToEffect, m.cat.Count(terms.DaysToEffect, days, up, eff), days)
		default:
			say(DaysToEffect, m.cat.Count(terms.DaysBefore, -days, eff, up), days)
		}
	}
	if days, ok := daysBetween(m.o.AsOf, n.Effective); ok && days > 0 {
		say(NotYetEffective, m.cat.Count(terms.NotYetEffective, days, m.day(n.Effective), m.day(m.o.AsOf)), days)
	}
	return out
}

// stated is a stated date for a sentence; "" where none was found.
func (m *maker) stated(iso, words string) string {
	switch {
	case iso != "":
		return m.day(iso)
	case words != "":
		return m.cat.Quote(short(words))
	}
	return ""
}

// unclearDates are the words that are told as they stand, each once.
func (m *maker) unclearDates(c *Changelog) []string {
	var out []string
	for _, s := range []string{c.Old.UpdatedText, c.New.UpdatedText, c.Old.EffectiveText, c.New.EffectiveText} {
		if s != "" {
			out = appendNew(out, m.cat.Quote(short(s)))
		}
	}
	return out
}

// A date of the text that no field of a side holds is looked for where such statements stand: in short blocks near the
// beginning and the end.
const (
	longestStatement = 600
	nearStart        = 80
	nearEnd          = 20
)

// readDates notes what a text states beside the dates that are known: the words of one that give no date, and a date of
// publication. The text is read only where a date is missing.
func (e *End) readDates(v *vocabulary) {
	if e.Updated != "" && e.Effective != "" {
		return
	}
	for _, p := range v.places() {
		switch {
		case p.Field == "published" && e.Updated == "":
			e.Published = cmp.Or(e.Published, p.Value)
		case p.Value != "" || p.Bare:
		case p.Field == "updated" && e.Updated == "":
			e.UpdatedText = cmp.Or(e.UpdatedText, p.Text)
		case p.Field == "effective" && e.Effective == "":
			e.EffectiveText = cmp.Or(e.EffectiveText, p.Text)
		}
	}
}

// places are the dates stated near the beginning and the end.
func (v *vocabulary) places() []fact.Place {
	if v.datesRead {
		return v.dates
	}
	v.datesRead = true
	for i, s := range v.texts {
		if i >= nearStart && i < len(v.texts)-nearEnd || len(s) > longestStatement || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		d := doc.Parse([]byte(s))
		d.Meta.Language = v.lang
		v.dates = append(v.dates, fact.StatedIn(d).Places...)
	}
	return v.dates
}

// day is a date for a sentence, harmless whatever the text states.
func (m *maker) day(iso string) string { return short(m.cat.Date(iso)) }

// textChanged says whether words of the policy changed, beyond its dates, its dress and its order.
func (m *maker) textChanged() bool {
	for i := range m.r.Blocks {
		row := &m.r.Blocks[i]
		switch row.Status {
		case diff.Equal, diff.Moved, diff.Renumbered:
			continue
		}
		if row.Class == diff.Substantive || row.Class == diff.Editorial {
			return true
		}
	}
	return false
}

// onlyDates says whether dates differ and nothing else does.
func (m *maker) onlyDates() bool {
	dates := 0
	for i := range m.r.Blocks {
		switch row := &m.r.Blocks[i]; {
		case row.Status == diff.Equal:
		case row.Class == diff.DateOnly:
			dates++
		default:
			return false
		}
	}
	return dates > 0
}

// daysBetween counts days from one ISO date or time to another; not ok when one of them is none.
func daysBetween(from, to string) (int, bool) {
	a, ok := terms.ParseDate(from)
	if !ok {
		return 0, false
	}
	b, ok := terms.ParseDate(to)
	return int(b.Sub(a).Hours() / 24), ok
}
