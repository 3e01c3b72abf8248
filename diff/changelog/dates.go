package changelog

import (
	"policylog/diff"
	"policylog/diff/terms"
)

// The kinds of statement.
const (
	DateUnchanged      = "date-unchanged"      // the text changed, the stated update date did not
	EffectiveUnchanged = "effective-unchanged" // the text changed, the stated effective date did not; no update date stated
	UpdatedChanged     = "updated-changed"
	EffectiveChanged   = "effective-changed"
	LabelChanged       = "label-changed"
	OnlyDates          = "only-dates"        // nothing but dates differs
	NoDate             = "no-date"           // the text changed and states no date
	DaysToEffect       = "days-to-effect"    // from the stated update to the stated effective date
	NotYetEffective    = "not-yet-effective" // by its own statement, on the day given
)

// statements says what the two texts state of their dates beside what changed in them. They are facts: that a date did
// not change with the text is no reproach, most policies leave theirs as it was.
func (m *maker) statements(c *Changelog) []Statement {
	o, n := m.r.Old, m.r.New
	out := []Statement{}
	say := func(kind, text string, days int) { out = append(out, Statement{kind, text, days}) }
	text := m.textChanged()

	switch date := m.day; {
	case o.Updated == n.Updated && n.Updated != "" && text:
		say(DateUnchanged, m.cat.Text(terms.DateSame, date(n.Updated)), 0)
	case o.Updated == "" && n.Updated != "":
		say(UpdatedChanged, m.cat.Text(terms.DateChangedTo, date(n.Updated)), 0)
	case o.Updated != "" && n.Updated == "":
		say(UpdatedChanged, m.cat.Text(terms.DateGone, date(o.Updated)), 0)
	case o.Updated != n.Updated:
		say(UpdatedChanged, m.cat.Text(terms.DateChanged, date(o.Updated), date(n.Updated)), 0)
	case n.Updated == "" && o.Effective == n.Effective && n.Effective != "" && text:
		say(EffectiveUnchanged, m.cat.Text(terms.DateSameEffective, date(n.Effective)), 0)
	case n.Updated == "" && o.Effective == "" && n.Effective == "" && text:
		say(NoDate, m.cat.Text(terms.NoDateStated), 0)
	}
	switch date := m.day; {
	case o.Effective == "" && n.Effective != "":
		say(EffectiveChanged, m.cat.Text(terms.EffectChangedTo, date(n.Effective)), 0)
	case o.Effective != "" && n.Effective == "":
		say(EffectiveChanged, m.cat.Text(terms.EffectGone, date(o.Effective)), 0)
	case o.Effective != n.Effective:
		say(EffectiveChanged, m.cat.Text(terms.EffectChanged, date(o.Effective), date(n.Effective)), 0)
	}
	if o.Label != n.Label && o.Label != "" && n.Label != "" {
		say(LabelChanged, m.cat.Text(terms.LabelChanged, short(o.Label), short(n.Label)), 0)
	}
	if m.onlyDates() {
		say(OnlyDates, m.cat.Text(terms.OnlyDate), 0)
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
