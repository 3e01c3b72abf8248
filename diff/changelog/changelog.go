// Package changelog says what changed between two versions of a policy, for a person: grouped by the publisher's own
// sections, ranked by significance, each change with the facts that changed in it, a quotation of the old and the new
// text, the rule that put it where it is, and where to look.
//
// Vocabulary: an *entry* is one change as a reader counts changes: a row of the diff.Result, a run of list items or
// paragraphs that came or went, or a whole section that did. A *bullet* says one thing about an entry, made from facts.
// An entry's *rank* is fact (a tracked fact changed), content (another content change) or wording. What ranks below
// (formatting, regional wording, emphasis, dates, link targets that no tracked role depends on) is *counted*. A
// *statement* is a plain fact about the stated dates. A *claim* is an item of the publisher's own list of updates.
//
// Guarantees: nothing is said that the texts do not show; quotations are the original text, cut only where a gap mark
// stands; no change is called weaker, stronger, better or worse; every row of the result that is not equal is in exactly
// one entry or counted; the same input gives the same changelog. There is no clock here: what depends on the day is said
// only of the day that Options.AsOf gives.
package changelog

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// Schema names the version of the JSON shape.
const Schema = "policylog.changelog/1"

// Options of a changelog.
type Options struct {
	Lang   string // the reader's language, BCP 47 or POSIX locale; "" English
	AsOf   string // the day of reading, ISO 8601; "": nothing is said of what lies ahead of it
	OldRef string // where the old version is to be found: a commit; "" unknown
	NewRef string // likewise of the new one
	Keep   int    // columns of unchanged text around a change in quotations; 0: 60

	old, new *vocabulary // of texts that other changelogs of the same period read too; may be nil
}

// Rank is how high an entry stands.
type Rank string

// The ranks, highest first.
const (
	ByFact    Rank = "fact"    // a tracked fact came, went or changed
	ByContent Rank = "content" // another content change
	ByWording Rank = "wording" // wording or order: no tracked term changed
)

// Changelog is what changed between two versions. Texts are in Language, whatever the policy's; quotations, titles and
// facts are the policy's own words, raw: whoever prints them makes them safe for the place (package safe).
type Changelog struct {
	Schema     string      `json:"schema"`
	Language   string      `json:"language"` // of the texts made here: "en", "zh-CN", "zh-TW"
	Source     string      `json:"source,omitempty"`
	Title      string      `json:"title"` // of the policy, its own words; "" unknown
	Old        End         `json:"old"`
	New        End         `json:"new"`
	Summary    string      `json:"summary"`
	Statements []Statement `json:"statements"`
	Counts     Counts      `json:"counts"`
	Sections   []Section   `json:"sections"`
	Counted    []Count     `json:"counted"`
	Claims     *Claims     `json:"claims,omitempty"`
}

// End is one of the two versions. A date that the text states in a form that can be read two ways, or that cannot be one,
// is no date to reckon with: Updated and Effective are empty then, and the words stand in UpdatedText and EffectiveText.
type End struct {
	diff.Side
	Ref           string `json:"ref"`
	Published     string `json:"published,omitempty"` // as stated, ISO 8601 date; read only where no update date is stated
	UpdatedText   string `json:"updated_text,omitempty"`
	EffectiveText string `json:"effective_text,omitempty"`
}

// Counts of entries by rank, and of rows that are only counted.
type Counts struct {
	Fact    int `json:"fact"`
	Content int `json:"content"`
	Wording int `json:"wording"`
	Counted int `json:"counted"`
	Equal   int `json:"equal"`
}

// Entries is how many entries there are.
func (c Counts) Entries() int { return c.Fact + c.Content + c.Wording }

// Section is what changed in one section, under the publisher's number and title.
type Section struct {
	Number  string      `json:"number"`
	Title   string      `json:"title"`
	Path    []string    `json:"path,omitempty"`
	Status  diff.Status `json:"status"`
	Old     string      `json:"old,omitempty"` // number and title of before, where they differ
	Entries []Entry     `json:"entries"`
}

// Name is the section's number and title in one line, raw; "" for what stands before the first heading.
func (s *Section) Name() string { return strings.TrimSpace(s.Number + " " + s.Title) }

// Entry is one change.
type Entry struct {
	ID      string            `json:"id"`   // of its first row: reviews and notes hang on it
	Rows    []string          `json:"rows"` // ids of all rows in it
	Rank    Rank              `json:"rank"`
	Status  diff.Status       `json:"status"`
	Class   diff.Class        `json:"class"`
	Kind    doc.Kind          `json:"kind"`
	Bullets []Bullet          `json:"bullets"`
	Facts   []diff.FactChange `json:"facts,omitempty"` // all that changed in its rows; bullets tell the chief ones
	Quotes  []Quote           `json:"quotes"`
	More    int               `json:"more,omitempty"` // blocks of the entry without a quotation
	Rule    string            `json:"rule"`           // why it ranks where it does
	Reasons []string          `json:"reasons,omitempty"`
	Topics  []string          `json:"topics,omitempty"`
	// TopicReasons are, for each topic, the words of the text that its first row is known by to have it.
	TopicReasons []string `json:"topic_reasons,omitempty"`

	told []toldFact // those of Facts that are worth a word of their own
}

// Bullet says one thing about an entry.
type Bullet struct {
	Text  string            `json:"text"`
	Facts []diff.FactChange `json:"facts,omitempty"` // what it was made from
}

// Quote is the text around a change on both sides; "" on a side that has none. A gap is marked by "…".
type Quote struct {
	Old    string          `json:"old,omitempty"`
	New    string          `json:"new,omitempty"`
	Pieces []excerpt.Piece `json:"-"` // the same, with what changed marked
}

// Statement is a plain fact about stated dates and labels.
type Statement struct {
	Kind string `json:"kind"` // see the constants of dates.go
	Text string `json:"text"`
	Days int    `json:"days,omitempty"`
}

// Count is how many rows of a kind were counted and not listed.
type Count struct {
	What  string `json:"what"` // a class, "renumbered", "moved with section" or "own list"
	Count int    `json:"count"`
	Text  string `json:"text"`
}

// Make makes the changelog of a result, which keeps neither the result nor the texts alive. It is linear in the rows, but
// for claims, which are compared with every entry.
func Make(r *diff.Result, o Options) *Changelog {
	if o.Keep == 0 {
		o.Keep = 60
	}
	m := &maker{
		r: r, o: o, cat: terms.For(o.Lang), counted: map[string]int{}, links: map[diff.FactChange]*diff.Row{},
		old: o.old.of(r.Old, func() []string { return oldTexts(r) }), new: o.new.of(r.New, func() []string { return newTexts(r) }),
		tales: map[*diff.Row][]toldFact{}, left: mostRead, places: r.Places(),
	}
	c := &Changelog{
		Schema: Schema, Language: m.cat.Tag(), Source: cmp.Or(r.New.Source, r.Old.Source),
		Title: cmp.Or(r.New.Title, r.Old.Title), Old: End{Side: r.Old, Ref: o.OldRef}, New: End{Side: r.New, Ref: o.NewRef},
		Statements: []Statement{}, Sections: []Section{}, Counted: []Count{},
	}
	c.Old.readDates(m.old)
	c.New.readDates(m.new)
	list := findClaims(r)
	c.Sections = m.sections(list)
	for i := range c.Sections {
		for j := range c.Sections[i].Entries {
			switch c.Sections[i].Entries[j].Rank {
			case ByFact:
				c.Counts.Fact++
			case ByContent:
				c.Counts.Content++
			default:
				c.Counts.Wording++
			}
		}
	}
	c.Counts.Equal = r.Summary.Equal
	c.Counted = m.counts()
	for _, n := range c.Counted {
		c.Counts.Counted += n.Count
	}
	c.Statements = m.statements(c)
	c.Summary = m.summary(c)
	if list != nil {
		c.Claims = m.claims(list, c)
	}
	c.letGo()
	return c
}

type maker struct {
	r       *diff.Result
	o       Options
	cat     terms.Catalogue
	counted map[string]int
	links   map[diff.FactChange]*diff.Row // the row that a change of a tracked link is told of
	tales   map[*diff.Row][]toldFact      // answers of told
	clauses struct {
		of   *diff.BlockRef
		list []clause // answer of clausesOf
	}
	firsts   struct{ old, new map[int]string } // answers of firstBlocks
	left     int                               // of mostRead
	old, new *vocabulary
	places   *diff.Places
}

// mostRead bounds the bytes that are read again for each fact of a row. It is hundreds of times what policies need; beyond,
// less is said of a fact.
const mostRead = 1 << 30

// spend takes from the bytes that may still be read again, and says whether there were so many.
func (m *maker) spend(n int) bool {
	m.left -= n
	return m.left >= 0
}

// What is counted beside classes.
const (
	onlyRenumbered = "renumbered"
	movedWith      = "moved with section"
	ownList        = "own list"
)

// sections makes the entries of every section, those with the highest rank first.
func (m *maker) sections(list *claimList) []Section {
	rows := map[int][]*diff.Row{} // by position in Result.Sections; -1 before the first heading
	var order []int
	for i := range m.r.Blocks {
		row := &m.r.Blocks[i]
		if row.Status == diff.Equal {
			continue
		}
		if list.holds(row) {
			m.counted[ownList]++
			continue
		}
		at := m.places.Row(row)
		if rows[at] == nil {
			order = append(order, at)
		}
		rows[at] = append(rows[at], row)
	}
	out := []Section{}
	for _, at := range order {
		var sec *diff.SectionRow
		if at >= 0 {
			sec = &m.r.Sections[at]
		}
		if s := m.section(sec, rows[at]); len(s.Entries) > 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Section) int { return a.Entries[0].Rank.order() - b.Entries[0].Rank.order() })
	return out
}

func (r Rank) order() int {
	return slices.Index([]Rank{ByFact, ByContent, ByWording}, r)
}

// section makes the entries of one section. One that came or went whole is one entry.
func (m *maker) section(sec *diff.SectionRow, rows []*diff.Row) Section {
	s := Section{Status: diff.Equal}
	if sec != nil {
		ref := sec.New
		if ref == nil {
			ref = sec.Old
		}
		s = Section{Number: ref.Number, Title: ref.Title, Path: ref.Path, Status: sec.Status}
		if ref.Name() == "" {
			s.Title = m.firstLine(ref, sec.New == nil)
		}
		if sec.Old != nil && sec.New != nil && sec.Old.Name() != sec.New.Name() && renamed(rows) {
			s.Old = sec.Old.Name()
		}
		if (sec.Status == diff.Added || sec.Status == diff.Removed) && allOf(rows, sec.Status) && !slices.ContainsFunc(rows, m.places.TitleAlone) {
			s.Entries = []Entry{m.whole(sec, rows)}
			return s
		}
	}
	var last *diff.Row // of the last entry
	for _, row := range rows {
		switch {
		case row.Status == diff.Renumbered:
			m.counted[onlyRenumbered]++
			continue
		case sec.Carried(row):
			m.counted[movedWith]++
			continue
		case (row.Status == diff.Added || row.Status == diff.Removed) && wordless(row):
			m.counted[string(diff.Cosmetic)]++
			continue
		}
		rank, rule, ok := m.rank(row)
		if !ok {
			m.counted[string(row.Class)]++
			continue
		}
		if n := len(s.Entries); n > 0 && joins(&s.Entries[n-1], last, row, rank) {
			m.join(&s.Entries[n-1], row)
		} else {
			s.Entries = append(s.Entries, m.entry(row, rank, rule))
		}
		last = row
	}
	slices.SortStableFunc(s.Entries, func(a, b Entry) int {
		return cmp.Or(a.Rank.order()-b.Rank.order(), b.titleFirst()-a.titleFirst())
	})
	return s
}

// firstLine is the line that stands for the title of a section whose heading is empty: its first block, if that is short.
func (m *maker) firstLine(ref *diff.SectionRef, old bool) string {
	firsts := &m.firsts.new
	if old {
		firsts = &m.firsts.old
	}
	if *firsts == nil {
		*firsts = firstBlocks(m.r, old)
	}
	return (*firsts)[ref.Index]
}

// firstBlocks are, by section, the text of the first block of one side, where that is a short paragraph.
func firstBlocks(r *diff.Result, old bool) map[int]string {
	firsts := map[int]string{}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		blocks := row.New
		if old {
			blocks = row.Old
		}
		for _, b := range blocks {
			if _, ok := firsts[b.SectionIndex]; ok || row.Kind == doc.Heading {
				continue
			}
			firsts[b.SectionIndex] = ""
			if row.Kind == doc.Paragraph && len(b.Text) <= 80 {
				firsts[b.SectionIndex] = strings.Trim(b.Text, "*_ \t\n")
			}
		}
	}
	return firsts
}

// titleFirst puts what became of a section's title before what became of its text.
func (e *Entry) titleFirst() int {
	if e.Kind == doc.Heading {
		return 1
	}
	return 0
}

// tellsTitle says whether an entry of a section tells of its old title.
func (s *Section) tellsTitle() bool {
	return slices.ContainsFunc(s.Entries, func(e Entry) bool { return e.Kind == doc.Heading && e.Status != diff.Added && e.Status != diff.Removed })
}

// renamed says whether the heading among some rows changed in more than its dress or script.
func renamed(rows []*diff.Row) bool {
	for _, r := range rows {
		if r.Kind == doc.Heading && r.Class != diff.Cosmetic && r.Class != diff.Regional && r.Class != diff.Emphasis {
			return true
		}
	}
	return false
}

func allOf(rows []*diff.Row, s diff.Status) bool {
	for _, r := range rows {
		if r.Status != s {
			return false
		}
	}
	return len(rows) > 0
}

// Tracked says whether a change of fact may rank an entry first (it does where it is worth a word of its own): a date
// does not, and a link only when it is one that readers act through (contact, opt-out, rights, regulator).
func Tracked(f diff.FactChange) bool {
	switch fact.Kind(f.Kind) {
	case fact.Date:
		return false
	case fact.URL:
		return f.Role != ""
	}
	return true
}

// rank says how high a row stands and by which rule; not ok when it is only counted.
func (m *maker) rank(row *diff.Row) (Rank, string, bool) {
	switch row.Class {
	case diff.Substantive, diff.Editorial, diff.LinkOnly:
		for _, f := range m.told(row) {
			if !Tracked(f.FactChange) {
				continue
			}
			if f.Role != "" {
				return ByFact, m.cat.Text(terms.RuleLink, short(m.cat.Role(f.Role))), true
			}
			return ByFact, m.cat.Text(terms.RuleFacts) + m.cat.Colon() + short(m.cat.Fact(f.Kind)), true
		}
	}
	switch row.Class {
	case diff.Substantive:
		return ByContent, m.cat.Text(terms.RuleContent), true
	case diff.Editorial:
		return ByWording, m.cat.Text(terms.RuleWording), true
	}
	return "", "", false
}

// entry makes the entry of one row.
func (m *maker) entry(row *diff.Row, rank Rank, rule string) Entry {
	e := Entry{
		ID: row.ID, Rows: []string{row.ID}, Rank: rank, Status: row.Status, Class: row.Class, Kind: row.Kind, Rule: rule,
		Reasons: row.Reasons, Topics: row.Topics, TopicReasons: row.TopicReasons,
	}
	e.Bullets, e.Facts, e.told = m.bullets(row), row.Facts, m.told(row)
	e.Quotes = []Quote{}
	if row.Kind != doc.Heading || row.Status != diff.Added && row.Status != diff.Removed { // the title stands above it already
		e.Quotes = append(e.Quotes, m.quote(row))
	}
	return e
}

// joins says whether a row goes into the entry of the row before it: both came or both went, they are of one kind, they
// stand side by side, and no tracked fact makes one of them worth an entry of its own.
func joins(e *Entry, last, row *diff.Row, rank Rank) bool {
	if row.Status != last.Status || row.Kind != last.Kind || row.Kind == doc.Heading || rank != e.Rank || rank == ByFact {
		return false
	}
	switch row.Status {
	case diff.Added:
		return row.New[0].Index == last.New[0].Index+1
	case diff.Removed:
		return row.Old[0].Index == last.Old[0].Index+1
	}
	return false
}

// join puts a row into the entry of the row before it.
func (m *maker) join(e *Entry, row *diff.Row) {
	e.Rows = append(e.Rows, row.ID)
	e.Facts = append(slices.Clip(e.Facts), row.Facts...)
	e.told = append(e.told, m.told(row)...)
	e.Reasons = appendNew(slices.Clip(e.Reasons), row.Reasons...)
	e.addTopics(row)
	if len(e.Quotes) < quotedBlocks {
		e.Quotes = append(e.Quotes, m.quote(row))
	} else {
		e.More++
	}
	key := terms.TextAdded
	if row.Status == diff.Removed {
		key = terms.TextRemoved
	}
	e.Bullets = append([]Bullet{{Text: m.cat.Text(key, m.cat.Kinds(row.Kind, len(e.Rows)))}}, m.factBullets(e.told)...)
}

// addTopics adds the topics of a row that none before it had.
func (e *Entry) addTopics(row *diff.Row) {
	e.Topics, e.TopicReasons = slices.Clip(e.Topics), slices.Clip(e.TopicReasons)
	for i, t := range row.Topics {
		if slices.Contains(e.Topics, t) {
			continue
		}
		e.Topics = append(e.Topics, t)
		if i < len(row.TopicReasons) {
			e.TopicReasons = append(e.TopicReasons, row.TopicReasons[i])
		}
	}
}

// quotedBlocks is how many blocks of a section that came or went whole are quoted.
const quotedBlocks = 4

// whole makes the entry of a section that came or went.
func (m *maker) whole(sec *diff.SectionRow, rows []*diff.Row) Entry {
	e := Entry{
		ID: rows[0].ID, Rank: ByWording, Status: sec.Status, Class: diff.Editorial, Kind: doc.Heading,
		Rule: m.cat.Text(terms.RuleWording), Quotes: []Quote{}, // the title stands above it already
	}
	var facts []diff.FactChange
	n := 0 // blocks with words under the title
	for _, row := range rows {
		e.Rows = append(e.Rows, row.ID)
		facts = append(facts, row.Facts...)
		e.told = append(e.told, m.told(row)...)
		e.Reasons = appendNew(e.Reasons, row.Reasons...)
		e.addTopics(row)
		if rank, rule, ok := m.rank(row); ok && rank.order() < e.Rank.order() {
			e.Rank, e.Rule = rank, rule
		}
		if slices.Index(diff.Classes(), row.Class) > slices.Index(diff.Classes(), e.Class) {
			e.Class = row.Class
		}
		if row.Kind == doc.Heading || wordless(row) {
			continue
		}
		if n++; len(e.Quotes) < quotedBlocks {
			e.Quotes = append(e.Quotes, m.quote(row))
		} else {
			e.More++
		}
	}
	text := m.cat.Section(sec.Status, false)
	if n > 1 {
		text += m.cat.Aside(m.cat.Count(terms.BlocksInAll, n))
	}
	e.Facts = facts
	e.Bullets = append([]Bullet{{Text: text}}, m.factBullets(e.told)...)
	return e
}

// wordless says whether a reader sees no words in a row that came or went: an attribute, a rule, a comment, a lone mark.
func wordless(row *diff.Row) bool {
	switch row.Kind {
	case doc.Attribute, doc.Rule:
		return true
	}
	s := strings.TrimSpace(joined(row.Old) + joined(row.New))
	return strings.HasPrefix(s, "<!--") && strings.Index(s, "-->") == len(s)-len("-->") ||
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// counts lists what was counted, in a fixed order.
func (m *maker) counts() []Count {
	out := []Count{}
	for _, k := range []struct {
		what string
		key  terms.Key
	}{
		{onlyRenumbered, terms.CountRenumbered},
		{movedWith, terms.SectionMoved},
		{string(diff.LinkOnly), terms.CountLink},
		{string(diff.DateOnly), terms.CountDate},
		{string(diff.Emphasis), terms.CountEmphasis},
		{string(diff.Regional), terms.CountRegional},
		{string(diff.Cosmetic), terms.CountCosmetic},
		{ownList, terms.CountOwnList},
	} {
		if n := m.counted[k.what]; n > 0 {
			out = append(out, Count{k.what, n, m.cat.Count(k.key, n)})
		}
	}
	return out
}

// wholeQuote is how many columns of a text that came or went are quoted.
const wholeQuote = 280

// quote cuts a row's text to the words that changed and some around them.
func (m *maker) quote(row *diff.Row) Quote {
	pieces := excerpt.Of(row, m.o.Keep)
	var q quoting
	for i, p := range pieces {
		switch p.Op {
		case diff.SpanDelete:
			head, whole := excerpt.Head(p.Old, wholeQuote)
			q.add(diff.SpanDelete, head, "")
			if !whole {
				q.gap(true, false, i == len(pieces)-1)
			}
		case diff.SpanInsert:
			head, whole := excerpt.Head(p.New, wholeQuote)
			q.add(diff.SpanInsert, "", head)
			if !whole {
				q.gap(false, true, i == len(pieces)-1)
			}
		case excerpt.Gap:
			q.gap(true, true, i == len(pieces)-1)
		default:
			q.add(p.Op, p.Old, p.New)
		}
	}
	return Quote{Old: q.old.String(), New: q.new.String(), Pieces: q.pieces}
}

// quoting is a quote being put together.
type quoting struct {
	old, new strings.Builder
	pieces   []excerpt.Piece
}

func (q *quoting) add(op diff.SpanOp, old, new string) {
	q.old.WriteString(old)
	q.new.WriteString(new)
	q.pieces = append(q.pieces, excerpt.Piece{Op: op, Old: old, New: new})
}

// gap marks words left out, on one side or both.
func (q *quoting) gap(old, new, last bool) {
	mark := " … "
	if last {
		mark = " …"
	}
	p := excerpt.Piece{Op: excerpt.Gap}
	if old {
		p.Old = mark
		writeGap(&q.old, mark)
	}
	if new {
		p.New = mark
		writeGap(&q.new, mark)
	}
	q.pieces = append(q.pieces, p)
}

// writeGap writes the mark of a gap, without the space before it where nothing stands there.
func writeGap(w *strings.Builder, mark string) {
	if w.Len() == 0 {
		mark = strings.TrimPrefix(mark, " ")
	}
	w.WriteString(mark)
}

// summary says in plain words how much changed. What it counts adds up to the blocks that changed.
func (m *maker) summary(c *Changelog) string {
	title := m.cat.Title(cmp.Or(safe.Line(c.Title), safe.Line(c.Source), m.cat.Text(terms.Untitled)))
	oldDay, newDay := m.cat.Span(c.Old.Captured, c.New.Captured)
	oldDay, newDay = short(oldDay), short(newDay)
	dated := oldDay != "" && newDay != "" && oldDay != newDay
	var counted []string
	for _, k := range c.Counted {
		counted = append(counted, k.Text)
	}
	n := c.Counts.Entries()
	switch {
	case n == 0 && len(counted) > 0:
		return m.cat.Text(terms.SumOnlyFolded, m.cat.List(counted))
	case n == 0 && dated:
		return m.cat.Text(terms.SumBetweenSame, title, oldDay, newDay)
	case n == 0:
		return m.cat.Text(terms.SumSame, title)
	}
	var ranks []string
	add := func(k terms.Key, n int) {
		if n > 0 {
			ranks = append(ranks, m.cat.Count(k, n))
		}
	}
	add(terms.SumFacts, c.Counts.Fact)
	if c.Counts.Fact > 0 {
		add(terms.SumContent, c.Counts.Content)
	} else {
		add(terms.SumOnlyContent, c.Counts.Content)
	}
	add(terms.SumWording, c.Counts.Wording)

	listed := 0
	for _, s := range c.Sections {
		for _, e := range s.Entries {
			listed += len(e.Rows)
		}
	}
	parts := ranks
	switch {
	case listed > n:
		parts = append([]string{m.cat.Count(terms.SumListedAs, listed, m.cat.Count(terms.Changes, n)) + m.cat.Aside(m.cat.List(ranks))}, counted...)
	case len(counted) > 0:
		parts = append([]string{m.cat.Count(terms.SumListed, listed) + m.cat.Aside(m.cat.List(ranks))}, counted...)
	}
	if dated {
		return m.cat.Count(terms.SumBetween, listed+c.Counts.Counted, title, oldDay, newDay, m.cat.List(parts))
	}
	return m.cat.Count(terms.SumChanged, listed+c.Counts.Counted, title, m.cat.List(parts))
}
