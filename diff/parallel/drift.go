package parallel

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// DriftSchema names the version of the JSON contract of a Drift.
const DriftSchema = "policylog.drift/1"

// Version is one version of a language.
type Version struct {
	ID       string // commit, or any name
	Captured string // RFC 3339
	Data     []byte
}

// Step is a version that changed what the text says.
type Step struct {
	ID       string       `json:"id"`
	Captured string       `json:"captured"`
	Stated   string       `json:"stated,omitempty"` // date that the text states since this version
	Sections []SectionRef `json:"sections"`         // that changed in content, at most mostSections; one that went as it was

	bag        map[string]int
	came, went map[string][]SectionRef // facts by key, with the sections they came to or went from
}

const mostSections = 20

// DriftRow is a change of one language with its counterpart in the other. Days are from A's capture to B's, and
// negative where B was first.
type DriftRow struct {
	A    *Step `json:"a"`
	B    *Step `json:"b"`
	Days *int  `json:"days,omitempty"`
	// Together: the other language took this change in with a later one, whose stated date it shares.
	Together bool `json:"together,omitempty"`
	// Outstanding: nothing answers this change, and nothing after it was answered either.
	Outstanding bool `json:"outstanding,omitempty"`
}

// Language is one language's history: its changes, and when its first version was captured.
type Language struct {
	Side     diff.Side
	First    string // RFC 3339
	Steps    []Step
	Versions int // how many there are in all, where more are known than were read

	latest *doc.Document // the last version, nil where there is none
	meant  []string      // sections, by number or title, that are meant for this language alone
}

// Drift is when two languages changed, and which change of one answers which of the other.
type Drift struct {
	Schema      string     `json:"schema"`
	A           diff.Side  `json:"a"`
	B           diff.Side  `json:"b"`
	Rows        []DriftRow `json:"rows"`        // in order of time
	Pending     []Pending  `json:"pending"`     // sections in which an answer left something out
	Outstanding int        `json:"outstanding"` // changes since the last one that was answered, and sections pending
}

// ReadLanguage reads a history, oldest first. Its steps are the versions that changed in content: those of which the
// differ says so, or that state another date. The first version is none.
func ReadLanguage(side diff.Side, next func() (Version, bool, error)) (Language, error) {
	out := Language{Side: side}
	lang := side.Language
	var old *doc.Document
	stated := ""
	for {
		v, ok, err := next()
		if err != nil || !ok {
			return out, err
		}
		if old != nil && old.Source == string(v.Data) {
			continue
		}
		d := doc.Parse(v.Data)
		date := statedIn(d)
		if old == nil {
			out.First = v.Captured
		} else {
			s := stepOf(lang, old, d)
			s.ID, s.Captured = v.ID, v.Captured
			if date != stated && date != "" {
				s.Stated = date
				s.bag["date:"+date]++
			}
			if len(s.bag) > 0 || len(s.Sections) > 0 {
				out.Steps = append(out.Steps, s)
			}
		}
		old, stated = d, date
		out.latest = d
	}
}

func statedIn(d *doc.Document) string {
	s := fact.StatedIn(d)
	if s.Updated != "" {
		return s.Updated
	}
	return s.Effective
}

// stepOf is what a step changed in content: sections, and evidence that came or went.
func stepOf(lang string, old, new *doc.Document) Step {
	side := diff.Side{Language: lang}
	r := diff.Compare(old, new, diff.Options{Old: side, New: side})
	s := Step{Sections: []SectionRef{}, bag: map[string]int{}, came: map[string][]SectionRef{}, went: map[string][]SectionRef{}}
	stayed := map[int]int{} // sections of old that are in new, too
	for _, row := range r.Sections {
		if row.Old != nil && row.New != nil {
			stayed[row.Old.Index] = row.New.Index
		}
	}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		if row.Class != diff.Substantive {
			continue
		}
		bag := map[string]int{}
		was, is := placed{}, placed{}
		for _, o := range row.Old {
			b := newBlock(&old.Blocks[o.Index], lang)
			was.add(b, refOf(old, o.SectionIndex))
			for k, n := range b.bag {
				bag[k] -= n
			}
		}
		for _, n := range row.New {
			b := newBlock(&new.Blocks[n.Index], lang)
			is.add(b, refOf(new, n.SectionIndex))
			for k, c := range b.bag {
				bag[k] += c
			}
			s.changed(refOf(new, n.SectionIndex))
		}
		if len(row.New) == 0 {
			went := row.Old[0].SectionIndex
			if j, ok := stayed[went]; ok {
				s.changed(refOf(new, j))
			} else {
				s.changed(refOf(old, went))
			}
		}
		is.without(was, s.came)
		was.without(is, s.went)
		for k, n := range bag {
			switch {
			case n > 0:
				s.bag["+"+k] += n
			case n < 0:
				s.bag["-"+k] -= n
			}
		}
	}
	return s
}

// changed notes a section that changed in content; nil is the text before the first.
func (s *Step) changed(ref *SectionRef) {
	if ref == nil || slices.Contains(s.Sections, *ref) || len(s.Sections) == mostSections {
		return
	}
	s.Sections = append(s.Sections, *ref)
	if ref.Number != "" {
		s.bag["s:"+ref.Number]++
	}
}

// NewDrift lays the changes of two languages beside each other, from the day on when both are there. Changes answer each
// other in order; what speaks for a pair is the same stated date, the same evidence that came or went, the same section
// numbers, and nearness in time. A language that states the date of a change has taken in the ones before it, too: of
// the language that leads, unanswered changes before such a pair are answered together with it.
func NewDrift(la, lb Language) *Drift {
	from := max(la.First, lb.First)
	before := func(s Step) bool { return s.Captured <= from && s.Captured != "" }
	a, b := slices.DeleteFunc(slices.Clone(la.Steps), before), slices.DeleteFunc(slices.Clone(lb.Steps), before)
	w := stepWeights(a, b)
	scores := table(len(a), len(b), func(i, j int) float64 { return stepScore(&a[i], &b[j], w) })
	links := chain(upTo(len(a)), upTo(len(b)), scores, 0)
	byA, byB := answers(a, b, links)
	d := &Drift{Schema: DriftSchema, A: la.Side, B: lb.Side, Rows: []DriftRow{}}
	for i := range a {
		d.Rows = append(d.Rows, d.rowOf(&a[i], byA[i], i > lastOf(links, func(l link) int { return l.i })))
	}
	for j := range b {
		if byB[j].step != nil && !byB[j].together {
			continue // told of with its counterpart
		}
		row := d.rowOf(&b[j], byB[j], j > lastOf(links, func(l link) int { return l.j }))
		row.A, row.B = row.B, row.A
		if row.Days != nil {
			*row.Days = -*row.Days
		}
		d.Rows = append(d.Rows, row)
	}
	slices.SortStableFunc(d.Rows, func(x, y DriftRow) int { return strings.Compare(x.first(), y.first()) })
	la.Steps, lb.Steps = a, b
	d.Pending = d.pending(la, lb)
	d.Outstanding += len(d.Pending)
	return d
}

// answer is what answers a step.
type answer struct {
	step     *Step
	together bool
}

// answers finds for the steps of each side what answers them.
func answers(a, b []Step, links []link) (byA, byB []answer) {
	byA, byB = make([]answer, len(a)), make([]answer, len(b))
	ahead := 0 // pairs in which A was first, less those in which B was
	for _, l := range links {
		byA[l.i], byB[l.j] = answer{step: &b[l.j]}, answer{step: &a[l.i]}
		if n, ok := daysBetween(a[l.i].Captured, b[l.j].Captured); ok && n != 0 {
			ahead += n / max(n, -n)
		}
	}
	leader := byA
	if ahead < 0 {
		leader = byB
	}
	var next *Step
	for i := len(leader) - 1; i >= 0; i-- {
		mine := &a
		if ahead < 0 {
			mine = &b
		}
		switch x := leader[i].step; {
		case x == nil && next != nil && next.Captured >= (*mine)[i].Captured:
			leader[i] = answer{next, true}
		case x != nil && x.Stated != "" && x.Stated == (*mine)[i].Stated:
			next = x
		case x != nil:
			next = nil
		}
	}
	return byA, byB
}

func lastOf(links []link, of func(link) int) int {
	if len(links) == 0 {
		return -1
	}
	return of(links[len(links)-1])
}

// rowOf is the row of a step of A; late says that nothing after it was answered either.
func (d *Drift) rowOf(s *Step, by answer, late bool) DriftRow {
	row := DriftRow{A: s, B: by.step, Together: by.together}
	if by.step == nil {
		if late {
			d.Outstanding++
			row.Outstanding = true
		}
		return row
	}
	if n, ok := daysBetween(s.Captured, by.step.Captured); ok {
		row.Days = &n
	}
	return row
}

func (r *DriftRow) first() string {
	switch {
	case r.A == nil:
		return r.B.Captured
	case r.B == nil || r.A.Captured < r.B.Captured:
		return r.A.Captured
	}
	return r.B.Captured
}

func daysBetween(a, b string) (int, bool) {
	ta, errA := time.Parse(time.RFC3339, a)
	tb, errB := time.Parse(time.RFC3339, b)
	if errA != nil || errB != nil {
		return 0, false
	}
	const day = 24 * time.Hour
	return int(tb.Truncate(day).Sub(ta.Truncate(day)) / day), true
}

// stepWeights gives the evidence of steps its weight, as weights does that of sections.
func stepWeights(a, b []Step) map[string]float64 {
	in := map[string][2]int{}
	for i, steps := range [][]Step{a, b} {
		for _, s := range steps {
			for k := range s.bag {
				c := in[k]
				c[i]++
				in[k] = c
			}
		}
	}
	w := map[string]float64{}
	for k, c := range in {
		if c[0] > 0 && c[1] > 0 {
			w[k] = math.Log(float64(len(a)+len(b)+4) / float64(c[0]+c[1]))
		}
	}
	return w
}

// stepScore rates two steps: above 0 they may answer each other.
func stepScore(a, b *Step, w map[string]float64) float64 {
	score := -1.0
	if a.Stated != "" && b.Stated != "" {
		if a.Stated == b.Stated {
			score += 3
		} else {
			score--
		}
	}
	total := func(s *Step) float64 {
		var terms []float64
		for k, n := range s.bag {
			terms = append(terms, w[k]*saturate(n))
		}
		return sum(terms)
	}
	ta, tb := total(a), total(b)
	if ta > 0 && tb > 0 {
		less := min(ta, tb)
		score += 4 * (2 * shared(a.bag, b.bag, w) / (ta + tb)) * less / (less + 4)
	}
	if n, ok := daysBetween(a.Captured, b.Captured); ok {
		switch n = max(n, -n); {
		case n <= 1:
			score++
		case n <= 30:
			score += 0.4
		case n > 365:
			score -= 1.5
		}
	}
	return score
}

// WriteJSON writes the drift as JSON.
func (d *Drift) WriteJSON(w io.Writer) error {
	return safe.WriteJSON(w, d)
}

// Terminal writes the drift, a change a line with the one that answers it.
func (d *Drift) Terminal(w io.Writer, o ShowOptions) error {
	words := wordsFor(o.Lang)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s\n%s\n\n", sideLine("A", d.A), sideLine("B", d.B))
	width := o.Width
	if width == 0 {
		width = 100
	}
	for i := range d.Rows {
		r := &d.Rows[i]
		style := ink.Plain
		if r.A == nil || r.B == nil {
			style = ink.Alert
		}
		head := fmt.Sprintf("%-12s %-12s ", stepDay(r.A), stepDay(r.B))
		for _, told := range onLines(words.cat, r.said(words), max(width-26, 20)) {
			for _, l := range ink.WrapWhole([]ink.Run{{Text: told, Style: style}}, max(width-26, 20)) {
				_ = ink.Write(out, append([]ink.Run{{Text: head}}, l...), o.Color)
				head = strings.Repeat(" ", 26)
			}
		}
	}
	fmt.Fprintf(out, "\n%s\n", words.count(pOutstanding, d.Outstanding))
	for i := range d.Pending {
		for k, l := range ink.WrapWhole([]ink.Run{{Text: d.Pending[i].line(d, words), Style: ink.Alert}}, max(width-4, 20)) {
			head := "  "
			if k > 0 {
				head = "    "
			}
			_ = ink.Write(out, append([]ink.Run{{Text: head}}, l...), o.Color)
		}
	}
	return out.Flush()
}

func stepDay(s *Step) string {
	if s == nil {
		return "—"
	}
	return safe.Line(firstTen(s.Captured))
}

// onLines joins parts with semicolons as far as they fit on a line; no line ends with one.
func onLines(cat terms.Catalogue, parts []string, width int) []string {
	var lines []string
	for _, part := range parts {
		if n := len(lines); n > 0 {
			if joined := cat.Semicolons([]string{lines[n-1], part}); ink.Width(joined) <= width {
				lines[n-1] = joined
				continue
			}
		}
		lines = append(lines, part)
	}
	return lines
}

// said is what a row says: the days, the date stated, the sections.
func (r *DriftRow) said(w words) []string {
	var parts []string
	switch {
	case r.Days != nil && *r.Days == 0:
		parts = append(parts, w.say(pSameDay))
	case r.Days != nil && *r.Days > 0:
		parts = append(parts, strings.ReplaceAll(w.count(pDaysAfter, *r.Days), "{1}", "B"))
	case r.Days != nil:
		parts = append(parts, strings.ReplaceAll(w.count(pDaysAfter, -*r.Days), "{1}", "A"))
	case r.B == nil:
		parts = append(parts, w.say(pNoAnswer, "B"))
	case r.A == nil:
		parts = append(parts, w.say(pNoAnswer, "A"))
	}
	s := r.A
	if s == nil {
		s = r.B
	}
	if r.Together {
		parts = append(parts, w.say(pTogether))
	}
	if s.Stated != "" {
		parts = append(parts, w.say(pStates, safe.Line(s.Stated)))
	}
	names := sectionNames(s.Sections, w)
	if len(names) > 0 {
		parts = append(parts, strings.Join(names, w.cat.Comma()))
	}
	return parts
}

// sectionNames are the names of the first few sections, and how many more there are.
func sectionNames(refs []SectionRef, w words) []string {
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = ref.name()
		if w.cat.Tag() != "en" {
			names[i] = w.cat.Quote(names[i])
		}
	}
	return fewNames(names)
}

// fewNames are the first of some names, and how many more there are.
func fewNames(names []string) []string {
	const few = 3
	if len(names) <= few+1 {
		return names
	}
	return append(names[:few:few], "+"+strconv.Itoa(len(names)-few))
}
