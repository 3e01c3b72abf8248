package changelog

import (
	"cmp"
	"strings"
	"unicode"

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
	return m.datesAndText(&c.Old, &c.New, m.textChanged(), m.onlyDates())
}

// Glance says the same of two versions without comparing them clause by clause, for a list of many sources: text changed
// where its letters and digits did, and nothing but dates where those do not differ once all dates are taken out. It says
// nothing where neither version states a date. It takes a pass over each text.
func Glance(old, new diff.Side, oldText, newText string, o Options) []Statement {
	if old.Updated == "" && old.Effective == "" && new.Updated == "" && new.Effective == "" {
		return nil
	}
	m := &maker{o: o, cat: terms.For(o.Lang)}
	text := letters(oldText) != letters(newText)
	only := text && letters(withoutDates(oldText, old.Language)) == letters(withoutDates(newText, new.Language))
	return m.datesAndText(&End{Side: old}, &End{Side: new}, text && !only, only)
}

// letters are the letters and digits of a text, folded.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, folded(s))
}

// withoutDates is a text without the dates in it.
func withoutDates(s, lang string) string {
	var b strings.Builder
	at := 0
	for _, f := range fact.FindIn(s, lang, fact.Date) {
		b.WriteString(s[at:f.Start])
		at = f.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// datesAndText says what two versions state of their dates; text is whether words changed beyond dates, only whether
// dates did and nothing else.
func (m *maker) datesAndText(old, new *End, text, only bool) []Statement {
	o, n := old.Side, new.Side
	out := []Statement{}
	say := func(kind, text string, days int) { out = append(out, Statement{kind, text, days}) }

	// What is stated, as it is told: a date, or words that are not clearly one.
	oldUpdated, newUpdated := m.stated(o.Updated, old.UpdatedText), m.stated(n.Updated, new.UpdatedText)
	oldEffective, newEffective := m.stated(o.Effective, old.EffectiveText), m.stated(n.Effective, new.EffectiveText)
	switch {
	case oldUpdated == newUpdated && newUpdated != "" && text:
		say(DateUnchanged, m.cat.Text(terms.DateSame, newUpdated), 0)
	case oldUpdated == "" && newUpdated != "":
		say(UpdatedChanged, m.cat.Text(terms.DateChangedTo, newUpdated), 0)
	case oldUpdated != "" && newUpdated == "":
		say(UpdatedChanged, m.cat.Text(terms.DateGone, oldUpdated), 0)
	case oldUpdated != newUpdated:
		say(UpdatedChanged, m.cat.Text(terms.DateChanged, oldUpdated, newUpdated), 0)
	case newUpdated == "" && old.Published != new.Published && old.Published != "" && new.Published != "":
		say(PublishedChanged, m.cat.Text(terms.PublishedOther, m.day(old.Published), m.day(new.Published)), 0)
	case newUpdated == "" && old.Published == new.Published && new.Published != "" && text:
		say(PublishedUnchanged, m.cat.Text(terms.DateSamePublished, m.day(new.Published)), 0)
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
	if unclear := m.unclearDates(old, new); len(unclear) > 0 {
		say(UnclearDate, m.cat.Text(terms.DateUnclear, m.cat.List(unclear)), 0)
	}
	if o.Label != n.Label && o.Label != "" && n.Label != "" {
		say(LabelChanged, m.cat.Text(terms.LabelChanged, short(o.Label), short(n.Label)), 0)
	}
	if only {
		say(OnlyDates, m.cat.Text(terms.OnlyDate), 0)
	}
	if days, ok := daysBetween(new.Published, n.Effective); ok && days > 0 {
		say(DaysToEffect, m.cat.Count(terms.PublishedToEffect, days, m.day(new.Published), m.day(n.Effective)), days)
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
func (m *maker) unclearDates(old, new *End) []string {
	var out []string
	for _, s := range []string{old.UpdatedText, new.UpdatedText, old.EffectiveText, new.EffectiveText} {
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
	st := v.statedDates()
	if e.Updated == "" {
		e.Published = st.Published
	}
	for _, p := range st.Places {
		switch {
		case p.Value != "" || p.Bare:
		case p.Field == "updated" && e.Updated == "":
			e.UpdatedText = cmp.Or(e.UpdatedText, p.Text)
		case p.Field == "effective" && e.Effective == "":
			e.EffectiveText = cmp.Or(e.EffectiveText, p.Text)
		}
	}
}

// statedDates are the dates stated near the beginning and the end, read once.
func (v *vocabulary) statedDates() *fact.Stated {
	if v.stated != nil {
		return v.stated
	}
	var near []string
	for i, s := range v.texts {
		if (i < nearStart || i >= len(v.texts)-nearEnd) && len(s) <= longestStatement {
			near = append(near, s)
		}
	}
	d := doc.Parse([]byte(strings.Join(near, "\n\n")))
	d.Meta.Language = v.lang
	st := fact.StatedIn(d)
	v.stated = &st
	return v.stated
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
