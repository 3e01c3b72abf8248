// Package notice makes of a comparison what is sent to people: an update notice in the publisher's voice, or a change
// report in an observer's, in English, Simplified or Traditional Chinese, whatever the policy's language; as Markdown,
// HTML, plain text, a feed, the comparison table that compliance officers use, and a document with tracked changes.
//
// Vocabulary: an *item* is one change (an entry of package changelog) as a notice tells it: what changed, in plain
// words made from facts, and the *quotations* of the text before and after. A *rendering* is the same quotation in the
// reader's script. A *verdict* is what a person decided about a change. The *clauses* are the rows of the comparison
// table.
//
// Guarantees:
//   - Nothing is said that the texts do not show, nothing is judged, and no topic of an analyst's stands in a notice.
//   - Quotations are the original text without its markup (a link shows its target in brackets); a gap is marked "…".
//   - What is not the original says so: a rendering is the publisher's own parallel text, or has its characters
//     converted and nothing else, and is labelled as the one or the other.
//   - A publisher's notice is marked as a draft until a person has given every change in it a verdict.
//   - Policy text is hostile. The strings of a Notice hold no control characters, and every renderer escapes them for
//     its place: none becomes markup, script, a header, a formula or a template.
//   - The same input gives the same bytes; there is no clock.
package notice

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// Schema names the version of the JSON shape of a Notice.
const Schema = "policylog.notice/1"

// Voice is who speaks in a notice.
type Voice string

// The voices.
const (
	Observer  Voice = "observer"  // somebody who watches the policy; the notice says that the publisher did not issue it
	Publisher Voice = "publisher" // the publisher to its own users
)

// Verdict is what a person decided about a change.
type Verdict string

// The verdicts. Noise and extraction errors are no changes of the policy and do not stand in a notice.
const (
	Content         Verdict = "content"          // the content changed
	Wording         Verdict = "wording"          // only the wording did
	Noise           Verdict = "noise"            // the page changed, the policy did not
	ExtractionError Verdict = "extraction-error" // the text was taken from the page wrongly
)

// Verdicts lists the verdicts, the weightiest first.
func Verdicts() []Verdict { return []Verdict{Content, Wording, ExtractionError, Noise} }

// Options of a notice.
type Options struct {
	Voice    Voice              // "": Observer
	Lang     string             // the reader's language, BCP 47 or POSIX locale; "" English
	Reviewed map[string]Verdict // verdicts by row id
	Service  string             // whose policy it is, as readers know it; "": the first part of the source's name
	Contact  string             // where readers may ask (publisher's voice); "" is left out
	URL      string             // where the full text stands; "" is left out
	AsOf     string             // the day of reading, ISO 8601; "": nothing is said of what lies ahead of it
	OldRef   string             // where the old version is to be found: a commit; "" unknown
	NewRef   string             // likewise of the new one
	Parallel *Parallel          // the publisher's own text in the reader's script; nil when there is none
	Keep     int                // columns of unchanged text around a change in quotations; 0: 90
}

// Notice is what a reader is told. All strings are free of control characters and of the policy's markup, and not
// escaped for any format. It is the data that templates get.
type Notice struct {
	Schema   string `json:"schema"`
	Language string `json:"language"` // of what is said here: "en", "zh-CN", "zh-TW"
	Voice    Voice  `json:"voice"`

	Title   string `json:"title"`   // of the notice, at most 140 characters
	Service string `json:"service"` // whose policy it is; "" unknown
	Policy  string `json:"policy"`  // the policy's own title, or the source's name
	Source  string `json:"source"`  // name of the source; "" unknown
	URL     string `json:"url,omitempty"`
	Old     End    `json:"old"`
	New     End    `json:"new"`

	Draft      bool   `json:"draft"`                // a publisher's notice that is not reviewed yet
	DraftMark  string `json:"draft_mark,omitempty"` // the words that say so
	Unreviewed int    `json:"unreviewed"`           // items without a verdict
	LeftOut    int    `json:"left_out"`             // changes left out by verdict

	Intro    []string  `json:"intro"`    // paragraphs: who speaks of what
	Dates    []Date    `json:"dates"`    // what the texts state of themselves, and when they were captured
	Sections []Section `json:"sections"` // what changed, first what matters most
	Closing  []string  `json:"closing"`  // paragraphs: what is only counted, where to ask
	Clauses  []Clause  `json:"clauses"`  // the comparison table, in the order of the text

	cat terms.Catalogue
}

// End is one of the two versions.
type End struct {
	Captured  string `json:"captured"` // RFC 3339 or date; "" unknown
	Updated   string `json:"updated"`  // as stated, ISO 8601
	Effective string `json:"effective"`
	Label     string `json:"label"`
	Language  string `json:"language"` // BCP 47
	SHA256    string `json:"sha256"`
	Ref       string `json:"ref"`
}

// Date is a line about dates: the same thing of both versions.
type Date struct {
	Label string `json:"label"`
	Old   string `json:"old"` // as the reader's language writes it
	New   string `json:"new"`
}

// Section is what changed in one section, under the publisher's own number and title.
type Section struct {
	Above string `json:"above,omitempty"` // what is said before the first of the sections where only wording changed
	Name  string `json:"name"`            // number and title; the reader's words for what stands before the first heading
	Was   string `json:"was,omitempty"`   // "was “…”", where number or title changed
	Lang  string `json:"lang"`            // language of Name
	Items []Item `json:"items"`
}

// Item is one change.
type Item struct {
	ID      string         `json:"id"`   // of the change; verdicts hang on its rows
	Rows    []string       `json:"rows"` // ids of all its rows
	Rank    changelog.Rank `json:"rank"` // "fact", "content" or "wording"
	Said    []string       `json:"said"` // what changed, one thing a line
	Verdict Verdict        `json:"verdict,omitempty"`
	Quotes  []Quote        `json:"quotes"`
	More    string         `json:"more,omitempty"` // how many blocks of it are not quoted
}

// Quote is the text before and after. Where nothing but the place changed, Before is empty and Same is set.
type Quote struct {
	Lang      string      `json:"lang"` // BCP 47, of the text
	Before    []Run       `json:"before,omitempty"`
	After     []Run       `json:"after,omitempty"`
	Same      bool        `json:"same,omitempty"`
	Rendering []Rendering `json:"rendering,omitempty"`
}

// Run is a piece of a quotation; Changed is set on what the other side does not have.
type Run struct {
	Text    string `json:"text"`
	Changed bool   `json:"changed,omitempty"`
}

// Rendering is a quotation in the reader's script.
type Rendering struct {
	Label    string `json:"label"` // what it is
	Official bool   `json:"official"`
	Lang     string `json:"lang"`
	Before   string `json:"before,omitempty"`
	After    string `json:"after,omitempty"`
}

// Text is a quotation's side as plain text.
func Text(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return strings.TrimSpace(b.String())
}

// mostTitle is how many characters the title of a notice has at most: what subject lines and feed readers show.
const mostTitle = 140

// Make makes the notice of a comparison. It is linear in the rows.
func Make(r *diff.Result, o Options) *Notice {
	if o.Voice == "" {
		o.Voice = Observer
	}
	if o.Keep == 0 {
		o.Keep = 90
	}
	log := changelog.Make(r, changelog.Options{Lang: o.Lang, AsOf: o.AsOf, OldRef: o.OldRef, NewRef: o.NewRef, Keep: o.Keep})
	m := &maker{r: r, o: o, log: log, cat: terms.For(o.Lang), rows: rowsByID(r), places: r.Places()}
	n := &Notice{
		Schema: Schema, Language: m.cat.Tag(), Voice: o.Voice, Source: safe.Line(log.Source), URL: safe.Line(o.URL),
		Old: end(log.Old), New: end(log.New), Intro: []string{}, Dates: []Date{}, Sections: []Section{}, Closing: []string{},
		Clauses: []Clause{}, cat: m.cat,
	}
	n.Service = first(safe.Line(o.Service), service(n.Source))
	n.Policy = first(safe.Line(log.Title), n.Source, m.cat.Text(terms.Untitled))
	n.Sections = m.sections(n)
	n.Clauses = m.clauses()
	n.Draft = o.Voice == Publisher && n.Unreviewed > 0
	if n.Draft {
		n.DraftMark = m.cat.Text(terms.NoticeDraft)
	}
	n.Title = m.title(n)
	n.Intro = m.intro(n)
	n.Dates = m.dates()
	n.Closing = m.closing(n)
	return n
}

type maker struct {
	r    *diff.Result
	o    Options
	log  *changelog.Changelog
	cat  terms.Catalogue
	rows map[string]*diff.Row

	places *diff.Places
}

// rowsByID finds the changed rows by their ids; of rows with the same texts the first stands for all.
func rowsByID(r *diff.Result) map[string]*diff.Row {
	m := map[string]*diff.Row{}
	for i := range r.Blocks {
		if row := &r.Blocks[i]; row.Status != diff.Equal && m[row.ID] == nil {
			m[row.ID] = row
		}
	}
	return m
}

func end(e changelog.End) End {
	return End{
		Captured: safe.Line(e.Captured), Updated: safe.Line(e.Updated), Effective: safe.Line(e.Effective), Label: safe.Line(e.Label),
		Language: safe.Line(e.Language), SHA256: safe.Line(e.SHA256), Ref: safe.Line(e.Ref),
	}
}

// service is the first part of a source's name.
func service(source string) string {
	s, _, ok := strings.Cut(source, "/")
	if !ok {
		return ""
	}
	return s
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// title names the service first: it is what a reader knows the sender by. What makes it too long is left out, the day
// first, then the end of the policy's title.
func (m *maker) title(n *Notice) string {
	key := terms.ReportTitle
	if m.o.Voice == Publisher {
		key = terms.NoticeTitle
	}
	mark := ""
	if n.Draft {
		mark = m.cat.Text(terms.NoticeDraftMark)
	}
	make := func(policy, day string) string {
		t := m.cat.Text(key, m.cat.Title(policy))
		if n.Service != "" {
			t = ink.Truncate(n.Service, 60) + m.cat.Colon() + t
		}
		if day != "" {
			t += m.cat.Aside(day)
		}
		return mark + t
	}
	day := ""
	if _, ok := terms.ParseDate(n.New.Captured); ok && m.o.Voice == Observer {
		day = m.cat.Date(n.New.Captured)
	} else if _, ok := terms.ParseDate(n.New.Updated); ok && m.o.Voice == Publisher {
		day = m.cat.Date(n.New.Updated)
	}
	t := make(n.Policy, day)
	if len([]rune(t)) > mostTitle {
		t = make(n.Policy, "")
	}
	for width := 120; len([]rune(t)) > mostTitle && width > 0; width -= 20 {
		t = make(ink.Truncate(n.Policy, width), "")
	}
	return t
}

func (m *maker) intro(n *Notice) []string {
	policy := m.cat.Title(n.Policy)
	if m.o.Voice == Publisher {
		out := []string{}
		if n.Draft {
			out = append(out, m.cat.Count(terms.NoticeDraftOf, n.Unreviewed))
		}
		changes := 0
		for _, s := range n.Sections {
			changes += len(s.Items)
		}
		switch {
		case changes > 0:
		case n.LeftOut == 0 && len(m.log.Counted) == 0:
			return append(out, m.cat.Text(terms.SumSame, policy))
		default:
			return append(out, m.cat.Text(terms.NoticeNothing))
		}
		said := []string{m.cat.Text(terms.PublisherSays, policy)}
		if day := m.log.New.Effective; day != m.log.Old.Effective {
			if _, ok := terms.ParseDate(day); ok {
				said[0] = m.cat.Text(terms.PublisherEffect, policy, m.cat.Date(day))
			}
		}
		return append(out, m.cat.Sentences(append(said, m.cat.Count(terms.PublisherCount, changes), m.quoted(n))))
	}
	whose := first(n.Service, m.cat.Text(terms.ThePublisher))
	out := []string{m.cat.Text(terms.ObserverSays, m.cat.Spaced(whose)), safe.Line(m.log.Summary)}
	if n.LeftOut > 0 {
		out[1] = m.cat.Sentences([]string{out[1], m.cat.Count(terms.LeftOutByReview, n.LeftOut)})
	}
	for _, s := range m.log.Statements {
		switch s.Kind {
		case changelog.UpdatedChanged, changelog.EffectiveChanged, changelog.LabelChanged:
			// The lines about dates show it.
		default:
			out = append(out, safe.Line(s.Text))
		}
	}
	if len(n.Sections) > 0 {
		out = append(out, m.quoted(n))
	}
	return out
}

// quoted says what quotations are.
func (m *maker) quoted(n *Notice) string {
	for _, s := range n.Sections {
		for _, it := range s.Items {
			for _, q := range it.Quotes {
				if len(q.Rendering) > 0 {
					return m.cat.Text(terms.QuotesRendered)
				}
			}
		}
	}
	return m.cat.Text(terms.QuotesOriginal)
}

// dates are the lines about when: what the texts state, and for an observer when they were captured.
func (m *maker) dates() []Date {
	out := []Date{}
	add := func(key terms.Key, old, new string, date bool) {
		if old == "" && new == "" {
			return
		}
		show := func(s string) string {
			if s == "" {
				return "—"
			}
			if date {
				s = m.cat.Date(s)
			}
			return ink.Truncate(safe.Line(s), 80)
		}
		out = append(out, Date{m.cat.Text(key), show(old), show(new)})
	}
	o, n := m.log.Old, m.log.New
	if m.o.Voice == Observer {
		from, to := m.cat.Span(o.Captured, n.Captured)
		add(terms.NoticeCaptured, from, to, false)
	}
	updated, effective := terms.NoticeUpdated, terms.NoticeEffective
	if m.o.Voice == Publisher {
		updated, effective = terms.OwnUpdated, terms.OwnEffective
	}
	add(updated, cmp.Or(o.Updated, o.UpdatedText), cmp.Or(n.Updated, n.UpdatedText), true)
	add(effective, cmp.Or(o.Effective, o.EffectiveText), cmp.Or(n.Effective, n.EffectiveText), true)
	add(terms.NoticeLabel, o.Label, n.Label, false)
	return out
}

func (m *maker) closing(n *Notice) []string {
	out := []string{}
	if len(m.log.Counted) > 0 && len(n.Sections) > 0 && m.o.Voice == Publisher {
		var parts []string
		for _, c := range m.log.Counted {
			parts = append(parts, c.Text)
		}
		out = append(out, m.cat.Text(terms.AlsoCounted, m.cat.List(parts)))
	}
	if n.URL != "" {
		out = append(out, m.cat.Text(terms.FullText, n.URL))
	}
	if c := safe.Line(m.o.Contact); c != "" && m.o.Voice == Publisher {
		out = append(out, m.cat.Text(terms.AskAt, c))
	}
	if m.o.Voice == Observer {
		if old, new := shortRef(n.Old.Ref), shortRef(n.New.Ref); old != "" && new != "" {
			out = append(out, m.cat.Text(terms.Evidence, old, new))
		}
	}
	return out
}

// shortRef is a commit as people write it.
func shortRef(ref string) string {
	if r := []rune(ref); len(r) > 12 {
		return string(r[:12])
	}
	return ref
}

// sections are the changelog's, without what a person found to be no change of the policy. A reader follows the text, so
// they stand in its order; those where nothing but wording changed come after the others.
func (m *maker) sections(n *Notice) []Section {
	out := []Section{}
	content, said := false, false // sections with more than wording; that none follows
	for _, s := range m.inOrder() {
		sec := Section{Name: safe.Line(s.Name()), Lang: m.sideLang(s.Status == diff.Removed)}
		if sec.Name == "" {
			sec.Name, sec.Lang = m.cat.Text(terms.Preamble), m.cat.Tag()
		}
		if s.Old != "" {
			sec.Was = m.cat.Text(terms.WasTitled, m.cat.Quote(ink.Truncate(safe.Line(s.Old), 120)))
		}
		for j := range s.Entries {
			e := &s.Entries[j]
			v, reviewed := m.verdict(e.Rows)
			if reviewed && (v == Noise || v == ExtractionError) {
				n.LeftOut++
				continue
			}
			if !reviewed {
				n.Unreviewed++
			}
			sec.Items = append(sec.Items, m.item(e, v))
			if titleOnly(e) && e.Status != diff.Moved {
				sec.Was = "" // the item says it
			}
		}
		if len(sec.Items) == 0 {
			continue
		}
		if !sec.onlyWording() {
			content = true
		} else if content && !said {
			sec.Above, said = m.cat.Text(terms.WordingFollows), true
		}
		out = append(out, sec)
	}
	return out
}

func (s *Section) onlyWording() bool {
	return !slices.ContainsFunc(s.Items, func(it Item) bool { return it.Rank != changelog.ByWording })
}

// inOrder are the changelog's sections in the order of the text, those with more than wording first.
func (m *maker) inOrder() []*changelog.Section {
	at := map[string]int{}
	for i := range m.r.Blocks {
		if row := &m.r.Blocks[i]; row.Status != diff.Equal {
			if _, ok := at[row.ID]; !ok {
				at[row.ID] = i
			}
		}
	}
	place := func(s *changelog.Section) int {
		first := len(m.r.Blocks)
		wording := 1
		for i := range s.Entries {
			first = min(first, at[s.Entries[i].ID])
			if s.Entries[i].Rank != changelog.ByWording {
				wording = 0
			}
		}
		return wording*len(m.r.Blocks) + first
	}
	var out []*changelog.Section
	for i := range m.log.Sections {
		out = append(out, &m.log.Sections[i])
	}
	slices.SortStableFunc(out, func(a, b *changelog.Section) int { return place(a) - place(b) })
	return out
}

// verdict is the weightiest verdict on some rows; it is there once every one of them has one.
func (m *maker) verdict(rows []string) (Verdict, bool) { return Reviewed(rows, m.o.Reviewed) }

// Reviewed is the verdict on a change with some rows: the weightiest of theirs, and whether every one has one.
func Reviewed(rows []string, verdicts map[string]Verdict) (Verdict, bool) {
	best := len(Verdicts())
	for _, id := range rows {
		at := slices.Index(Verdicts(), verdicts[id])
		if at < 0 {
			return "", false
		}
		best = min(best, at)
	}
	if best == len(Verdicts()) {
		return "", false
	}
	return Verdicts()[best], true
}

func (m *maker) sideLang(old bool) string {
	if old {
		return safe.Line(first(m.r.Old.Language, m.r.New.Language))
	}
	return safe.Line(first(m.r.New.Language, m.r.Old.Language))
}

// quotedBlocks is how many blocks of a change are quoted.
const quotedBlocks = 4

func (m *maker) item(e *changelog.Entry, v Verdict) Item {
	it := Item{ID: safe.Line(e.ID), Rows: e.Rows, Rank: e.Rank, Said: said(e), Verdict: v, Quotes: []Quote{}}
	if titleOnly(e) {
		return it
	}
	more := 0
	for _, id := range e.Rows {
		row := m.rows[id]
		if row == nil || row.Kind == doc.Heading && len(e.Rows) > 1 || row.Kind == doc.Attribute {
			continue // the title of a section that came or went stands above it already; an attribute is no text
		}
		if len(it.Quotes) == quotedBlocks {
			more++
			continue
		}
		it.Quotes = append(it.Quotes, m.quote(row))
	}
	if more > 0 {
		it.More = m.cat.Count(terms.MoreBlocks, more)
	}
	return it
}

// said are an entry's bullets, harmless.
func said(e *changelog.Entry) []string {
	out := []string{}
	for _, b := range e.Bullets {
		out = append(out, safe.Line(b.Text))
	}
	return out
}

// titleOnly says whether a quotation would only repeat what is said: a title that changed, a heading that moved.
func titleOnly(e *changelog.Entry) bool {
	if e.Kind != doc.Heading {
		return false
	}
	switch e.Status {
	case diff.Retitled, diff.RetitledRenumbered, diff.Moved, diff.MovedModified:
		return true
	}
	return false
}
