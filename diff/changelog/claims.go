package changelog

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/safe"
	"policylog/diff/sentence"
	"policylog/diff/terms"
	"policylog/internal/pattern"
)

// Claims lays the publisher's own list of updates, as the new text has it, beside what changed in the text. A match is
// only said where there is evidence for it, and the evidence is given; that none was found is said as just that.
type Claims struct {
	Heading   string   `json:"heading"` // the publisher's words over the list
	Text      string   `json:"text"`
	Items     []Claim  `json:"items"`
	Unclaimed []string `json:"unclaimed"` // ids of fact and content entries that no claim matches, fact first
}

// Claim is one item of the list.
type Claim struct {
	Row     string  `json:"row"`   // id of its row in the result
	Quote   string  `json:"quote"` // raw
	Stale   bool    `json:"stale"` // the same words stood in the old text
	Matches []Match `json:"matches"`
	Near    []Match `json:"near,omitempty"` // without matches: changes of which no more than the subject is the same
	Text    string  `json:"text"`           // what was found
}

// Match is a change that a claim seems to speak of.
type Match struct {
	Entry    string `json:"entry"` // id
	Section  string `json:"section"`
	Evidence string `json:"evidence"`
	weight   int
}

// claimList is the list as found: its heading and the rows of its items.
type claimList struct {
	heading string
	rows    map[string]bool // ids of all rows of the list, lead and heading included
	items   []*diff.Row
}

// holds says whether a row belongs to the list.
func (l *claimList) holds(row *diff.Row) bool { return l != nil && l.rows[row.ID] }

// Headings and leads that publishers put over their list of updates. They match a whole heading (beside numbers and
// punctuation) or the beginning of a paragraph that a list follows. "Changes to this policy" is not among them: under it
// stands how changes will be announced, not which were made. Compiled when first needed: they are large, and most runs of
// a program need none.
var (
	listHeading = pattern.Lazy(`(?i)^(what['’]?s new( to you| in this (policy|notice|version|update))?|what has changed|what['’]?s changed|` +
		`what (is|are) (new|changing)|(a )?summary of ((the|our|these|key|recent|main|material|major) )*(changes|updates|revisions)|` +
		`(recent|latest|key|main) (changes|updates)|change ?log|update notes?|release notes?|` +
		`(本次|此次|这次|這次|最近|最新|近期)(的)?(主要)?(更新|修订|修訂|修改|变更|變更|调整|調整)(的)?(主要)?(内容|內容|说明|說明|要点|要點|摘要|事项|事項|概要)?|` +
		`(版本)?(更新|修订|修訂|变更|變更)(日志|日誌|记录|記錄|紀錄|历史|歷史)|` +
		`(更新|修订|修訂|修改|变更|變更|调整|調整)(的)?(主要)?(内容|內容|说明|說明|要点|要點|摘要|概要)|(主要|重要)(更新|修订|修訂|修改|变更|變更)(内容|內容|事项|事項)?|` +
		`有什么新内容|有什麼新內容|新增內容|新增内容)[\s:：。.!！?？]*$`)
	listLead = pattern.Lazy(`(?i)^(we (have )?(made|updated|revised)[^.。]{0,160}(as follows|following|including)[^.。]{0,60}[:：]?$|` +
		`(the )?(main|key|following|recent) (changes|updates)[^.。]{0,120}[:：]$|what['’]?s new[^.。]{0,80}[:：]$|` +
		`[^。]{0,40}(本次|此次|这次|這次)[^。]{0,40}(更新|修订|修訂|修改|变更|變更|调整|調整)[^。]{0,40}[:：]$|` +
		`[^。]{0,40}(更新|修订|修訂|修改|变更|變更|调整|調整)(的)?(内容|內容|要点|要點)?(主要)?(如下|包括|包含)[^。]{0,10}[:：]$)`)
)

// findClaims finds the publisher's list of updates in the new text: a section under such a heading, or a list after
// such a lead. nil without one.
func findClaims(r *diff.Result) *claimList {
	for i := range r.Sections {
		s := r.Sections[i].New
		if s == nil || !listHeading().MatchString(strings.TrimSpace(s.Title)) {
			continue
		}
		l := &claimList{heading: s.Name(), rows: map[string]bool{}}
		under := dated(r, i)
		var paragraphs []*diff.Row
		for j := range r.Blocks {
			row := &r.Blocks[j]
			inNew := len(row.New) > 0 && (row.New[0].SectionIndex == s.Index || under[row.New[0].SectionIndex])
			gone := len(row.New) == 0 && r.Sections[i].Old != nil && row.Old[0].SectionIndex == r.Sections[i].Old.Index
			if !inNew && !gone {
				continue
			}
			l.rows[row.ID] = true
			switch {
			case gone, row.Kind == doc.Row && tableHead(row):
			case row.Kind == doc.Item, row.Kind == doc.Row:
				l.items = append(l.items, row)
			case row.Kind == doc.Paragraph && !listLead().MatchString(strings.TrimSpace(row.New[0].Text)):
				paragraphs = append(paragraphs, row)
			}
		}
		if len(l.items) == 0 {
			l.items = paragraphs
		}
		if len(l.items) > 0 {
			return l
		}
	}
	for j := range r.Blocks {
		row := &r.Blocks[j]
		if row.Kind != doc.Paragraph || len(row.New) != 1 || !leadsList(r.Blocks[j+1:]) ||
			!leads(row.New[0].Text) {
			continue
		}
		l := &claimList{heading: row.New[0].Text, rows: map[string]bool{row.ID: true}}
		for k := j + 1; k < len(r.Blocks); k++ {
			next := &r.Blocks[k]
			if len(next.New) == 0 {
				continue
			}
			if next.Kind != doc.Item {
				break
			}
			l.rows[next.ID] = true
			l.items = append(l.items, next)
		}
		if len(l.items) > 0 {
			return l
		}
	}
	return nil
}

// leads says whether a paragraph announces a list of updates, by its last sentence.
func leads(s string) bool {
	s = strings.TrimSpace(s)
	if spans := sentence.Split(s, 0); len(spans) > 1 {
		last := spans[len(spans)-1]
		if listLead().MatchString(s[last.Start:last.End]) {
			return true
		}
	}
	return listLead().MatchString(s) || listHeading().MatchString(s)
}

// tableHead says whether a row is the head of a table, its line of dashes with it.
func tableHead(row *diff.Row) bool { return dashes().MatchString(row.New[0].Text) }

var dashes = pattern.Lazy(`(?m)^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\||$)`)

// dated are the sections directly after and under the one at a position, if all of their titles tell a date or a number:
// the entries of a history of changes.
func dated(r *diff.Result, at int) map[int]bool {
	out := map[int]bool{}
	top := r.Sections[at].New
	for _, s := range r.Sections[at+1:] {
		switch {
		case s.New == nil:
			continue
		case s.New.Level <= top.Level:
			return out
		case !strings.ContainsAny(s.New.Title+s.New.Number, "0123456789"):
			return nil
		}
		out[s.New.Index] = true
	}
	return out
}

// leadsList says whether the first of some rows that the new text has is a list item.
func leadsList(rows []diff.Row) bool {
	for i := range rows {
		if len(rows[i].New) > 0 {
			return rows[i].Kind == doc.Item
		}
	}
	return false
}

// claims compares each item of the list with each entry.
func (m *maker) claims(list *claimList, c *Changelog) *Claims {
	out := &Claims{Heading: list.heading, Items: []Claim{}, Unclaimed: []string{}}
	out.Text = m.cat.Text(terms.ClaimList, m.cat.Quote(short(list.heading)))
	ev := newEvidence(m, c, list)
	matched := map[string]bool{}
	for _, row := range list.items {
		cl := Claim{Row: row.ID, Quote: row.New[0].Text, Stale: row.Status == diff.Equal || row.Cosmetic, Matches: []Match{}}
		matches, near := ev.matches(cl.Quote)
		cl.Matches = append(cl.Matches, matches...)
		for _, match := range cl.Matches {
			matched[match.Entry] = true
		}
		cl.Text = m.cat.Text(terms.ClaimNone)
		if len(cl.Matches) > 0 {
			cl.Text = m.cat.Text(terms.ClaimMatched)
		} else {
			cl.Near = near
		}
		if cl.Stale {
			cl.Text += m.cat.Comma() + m.cat.Text(terms.ClaimStale)
		}
		out.Items = append(out.Items, cl)
	}
	for _, rank := range []Rank{ByFact, ByContent} {
		for i := range c.Sections {
			for _, e := range c.Sections[i].Entries {
				if e.Rank == rank && !matched[e.ID] {
					out.Unclaimed = append(out.Unclaimed, e.ID)
				}
			}
		}
	}
	return out
}

// candidate is an entry as claims are held against it, folded.
type candidate struct {
	entry    *Entry
	section  *Section
	title    string // of its section
	changed  string // the words that came or went
	words    map[string]string
	names    map[string]diff.FactChange // names among the facts that changed, folded
	keeping  bool                       // its text is about keeping data
	came     bool                       // words came
	went     bool                       // words went
	subjects map[string]bool
}

// evidence finds what a claim and a change have in common.
type evidence struct {
	m          *maker
	candidates []candidate
	common     map[string]int // in how many blocks of the new text a word stands
	blocks     int
}

func newEvidence(m *maker, c *Changelog, list *claimList) *evidence {
	ev := &evidence{m: m, common: map[string]int{}}
	rows := map[string]*diff.Row{}
	for i := range m.r.Blocks {
		row := &m.r.Blocks[i]
		rows[row.ID] = row
		if list.holds(row) {
			continue
		}
		for _, b := range row.New {
			ev.blocks++
			for w := range m.keywords(b.Text) {
				ev.common[w]++
			}
		}
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		for j := range s.Entries {
			e := &s.Entries[j]
			cand := candidate{entry: e, section: s, title: m.fold(s.Name()), names: map[string]diff.FactChange{}}
			var facts []diff.FactChange
			changed, whole := "", ""
			for _, id := range e.Rows {
				row := rows[id]
				facts = append(facts, row.Facts...)
				changed += " " + changedWords(row)
				whole += " " + joined(row.Old) + " " + joined(row.New)
				cand.came = cand.came || row.Status == diff.Added || hasSpan(row, "insert")
				cand.went = cand.went || row.Status == diff.Removed || hasSpan(row, "delete")
			}
			cand.changed, cand.words = m.fold(changed), m.keywords(changed)
			for _, f := range e.told {
				for _, v := range []string{f.Old, f.New} {
					if folded := strings.TrimSpace(m.fold(v)); len(folded) > 2 && Tracked(f.FactChange) && lasting(f.Kind) {
						cand.names[folded] = f.FactChange
					}
				}
			}
			cand.keeping = mentions(m.fold(whole), keeping)
			cand.subjects = subjectsOfChange(cand.title, cand.changed, m.fold(whole), facts)
			ev.candidates = append(ev.candidates, cand)
		}
	}
	return ev
}

func joined(refs []diff.BlockRef) string {
	var out []string
	for _, b := range refs {
		out = append(out, b.Text)
	}
	return strings.Join(out, "\n")
}

// changedWords are the words of a row that came or went.
func changedWords(row *diff.Row) string {
	if len(row.Spans) == 0 {
		if len(row.Old) == 0 || len(row.New) == 0 {
			return joined(row.Old) + joined(row.New)
		}
		return ""
	}
	var b strings.Builder
	for _, s := range row.Spans {
		if s.Op != diff.SpanEqual {
			b.WriteString(s.Old + " " + s.New + " ")
		}
	}
	return b.String()
}

// shownMatches bounds how many changes are named for one claim.
const shownMatches = 6

// matches finds the changes that a claim speaks of, the best evidence first, and those that only have its subject in
// common, which is no match. Evidence is, from the strongest: a section's number or title in the claim; a name that
// changed and stands in the claim; a fact of the kind that the claim speaks of, where it went the way the claim says; and
// words that are rare in the text. Nothing is evidence that goes against what the claim says was done.
func (ev *evidence) matches(claim string) (out, near []Match) {
	folded := ev.m.fold(claim)
	words := ev.m.keywords(claim)
	about, way := subjectsOf(folded), wayOf(folded)
	for i := range ev.candidates {
		c := &ev.candidates[i]
		if c.entry.Rank == ByWording && (c.entry.Status == diff.Moved || c.entry.Kind == doc.Heading) {
			continue
		}
		match := func(weight int, evidence string) Match {
			return Match{c.entry.ID, c.section.Name(), evidence, weight}
		}
		add := func(weight int, key terms.Key, what string) {
			out = append(out, match(weight, ev.m.cat.Text(key, what)))
		}
		title := strings.TrimSpace(ev.m.fold(c.section.Title))
		if way.fits(c) {
			switch {
			case citesNumber(folded, strings.ToLower(c.section.Number)):
				add(5, terms.EvidenceSection, ev.m.cat.Text(terms.SectionOf, short(c.section.Number)))
				continue
			case utf8.RuneCountInString(title) >= 4 && standsIn(folded, title):
				add(4, terms.EvidenceSection, ev.m.cat.Quote(short(c.section.Title)))
				continue
			}
			if name := sharedName(folded, c.names, way); name != "" {
				add(4, terms.EvidenceFact, ev.m.cat.Quote(short(name)))
				continue
			}
			if facts := ev.claimedFacts(about, way, c); len(facts) > 0 {
				out = append(out, match(3, ev.m.factText(facts)))
				continue
			}
			if rare := ev.rare(words, c.words); len(rare) >= 2 {
				add(1, terms.EvidenceWords, strings.Join(rare[:min(len(rare), 4)], ev.m.cat.Comma()))
				continue
			}
		}
		if name := sharedSubject(about, c.subjects); name != "" {
			near = append(near, match(0, ev.m.cat.Text(terms.EvidenceTopic, ev.m.cat.Subject(name))))
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return b.weight - a.weight })
	return out[:min(len(out), shownMatches)], near[:min(len(near), shownMatches)]
}

// hasSpan says whether words came to a row ("insert") or went from it ("delete").
func hasSpan(row *diff.Row, op diff.SpanOp) bool {
	return slices.ContainsFunc(row.Spans, func(s diff.Span) bool { return s.Op == op })
}

// citesNumber says whether a claim names a section by its number: "3.1" outright, a bare "3" only after a word that
// announces a section.
func citesNumber(claim, number string) bool {
	if !strings.ContainsAny(number, "0123456789") {
		return false
	}
	for from := 0; ; {
		i := strings.Index(claim[from:], number)
		if i < 0 {
			return false
		}
		i += from
		before, after := claim[:i], claim[i+len(number):]
		from = i + len(number)
		if endsInNumber(before) || startsInNumber(after) {
			continue
		}
		if strings.Contains(number, ".") {
			return true
		}
		for _, word := range []string{"section", "clause", "article", "§", "第"} {
			if strings.HasSuffix(strings.TrimRight(before, " "), word) {
				return true
			}
		}
	}
}

// endsInNumber says whether a number goes on to the end of a text: a digit, or a digit and a full stop.
func endsInNumber(s string) bool {
	s = strings.TrimSuffix(s, ".")
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// startsInNumber says whether a number goes on from the start of a text: a digit, or a full stop and a digit.
func startsInNumber(s string) bool {
	s = strings.TrimPrefix(s, ".")
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// sharedName is the longest of the names that a claim says and that changed its way, as it stands in the text; ""
// without.
func sharedName(claim string, names map[string]diff.FactChange, w way) string {
	best, text := "", ""
	for _, name := range slices.Sorted(maps.Keys(names)) {
		f := names[name]
		if len(name) > len(best) && standsIn(claim, name) && !(w.adds && f.Op == diff.FactRemoved) && !(w.drops && f.Op == diff.FactAdded) {
			best, text = name, cmp.Or(f.New, f.Old)
		}
	}
	return text
}

// claimedFacts are the facts of one kind among those that changed, the kind being one that a claim speaks of and the
// change going its way.
func (ev *evidence) claimedFacts(about map[string]bool, w way, c *candidate) []diff.FactChange {
	var out []diff.FactChange
	for _, s := range subjects {
		if !about[s.name] {
			continue
		}
		for _, told := range c.entry.told {
			f := told.FactChange
			duration := s.name == "retention" && f.Kind == string(fact.Duration) && c.keeping
			if !duration && !belongs(s, []diff.FactChange{f}) || !w.goes(f, s.broad) {
				continue
			}
			if len(out) == 0 || out[0].Kind == f.Kind && out[0].Op == f.Op && out[0].Role == f.Role && f.Op != diff.FactChanged {
				out = append(out, f)
			}
		}
	}
	return out
}

// rare are the words that a claim and a change share and that stand in hardly any other block.
func (ev *evidence) rare(a, b map[string]string) []string {
	var out []string
	for w, asWritten := range a {
		if _, ok := b[w]; ok && !plainWords()[w] && ev.common[w] <= max(2, ev.blocks/40) {
			out = append(out, short(asWritten))
		}
	}
	slices.Sort(out)
	return out
}

// unclaimedLine is a line of the list of changes that no claim matches: an entry with a tracked fact, a title that
// changed and the only content change of a section by itself, several of a section by their number.
type unclaimedLine struct {
	section *Section
	entry   *Entry // nil: others of the section
	others  int
}

// UnmentionedNone says that no change is left that the list does not mention, or that there is none to begin with.
func (c *Changelog) UnmentionedNone() terms.Key {
	if c.Counts.Fact+c.Counts.Content == 0 {
		return terms.UnclaimedNothing
	}
	return terms.UnclaimedNone
}

// unclaimedLines arranges the unclaimed entries for reading.
func (c *Changelog) unclaimedLines() []unclaimedLine {
	var out []unclaimedLine
	others := map[*Section]int{}
	for _, id := range c.Claims.Unclaimed {
		s, e := c.Find(id)
		switch {
		case e == nil:
		case e.Rank == ByFact, e.Kind == doc.Heading:
			out = append(out, unclaimedLine{s, e, 0})
		default:
			at, seen := others[s]
			if !seen {
				at = len(out)
				others[s] = at
				out = append(out, unclaimedLine{s, e, 0})
			} else {
				out[at].entry = nil
			}
			out[at].others++
		}
	}
	return out
}

// item is a claim as a line of its own, without the mark of the list it stands in.
func (c *Claim) item() string { return short(strings.TrimLeft(safe.Line(c.Quote), "-*+•·● ")) }

// Found lists what was found for a claim, a line for each section and evidence.
func (c *Claim) Found(cat terms.Catalogue) []string {
	var out []string
	for _, m := range slices.Concat(c.Matches, c.Near) {
		out = appendNew(out, matchText(cat, m))
	}
	return out
}

// Unmentioned is a change that the publisher's own list does not mention, as a line for a person.
type Unmentioned struct {
	Row     string // id of the first change
	Section string
	Text    string
	Fact    bool // a tracked fact changed
}

// Unmentioned lists what the publisher's list leaves out; other content of one section is one line.
func (c *Changelog) Unmentioned(cat terms.Catalogue) []Unmentioned {
	var out []Unmentioned
	for _, l := range c.unclaimedLines() {
		u := Unmentioned{Section: sectionTitle(cat, l.section), Text: l.what(cat), Fact: l.entry != nil}
		if l.entry != nil {
			u.Row = l.entry.ID
		}
		out = append(out, u)
	}
	return out
}

// what says what changed in the line.
func (l unclaimedLine) what(cat terms.Catalogue) string {
	if l.entry != nil {
		return bulletLine(cat, l.entry)
	}
	return cat.Count(terms.OtherChanges, l.others)
}
