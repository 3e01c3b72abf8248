package diff_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/planted"
)

// This is a second generator of planted edits, which shares nothing with package planted but the way links are counted. It
// makes both sides of a case from pieces of a real policy, so that what is rare in the data can be tried on all of it:
// whole documents renumbered, numbers used again, clauses repeated ten times, lists turned into paragraphs.

// draft is a case in the making.
type draft struct {
	r        *rand.Rand
	lang     string
	old, new []piece
	claims   []*claim
	donors   []*doc.Document
}

// piece is a block of one side with the white space before it.
type piece struct {
	sep, text string
	kind      doc.Kind
	body      int   // where its words begin
	level     int   // of a heading
	key       int   // names a piece of the old side
	from      []int // the keys of the old pieces that one of the new side is made from
	claim     *claim
}

func (p *piece) words() string { return p.text[p.body:] }

func (p *piece) setWords(s string) { p.text = p.text[:p.body] + s }

// claim is what a comparison is to say of some blocks.
type claim struct {
	edit     string
	old, new []int // blocks
	gone     []int // keys of old pieces of which nothing is left
	status   []diff.Status
	least    diff.Class // the class is this one or a higher one; "" whatever it is
	most     diff.Class // and this one or a lower one; "" whatever it is
	each     bool       // every pair of blocks is a row of its own
}

// newDraft cuts a policy into pieces: both sides the same.
func newDraft(r *rand.Rand, lang string, d *doc.Document, donors []*doc.Document) *draft {
	dr := &draft{r: r, lang: lang, donors: donors}
	end := 0
	for i, b := range d.Blocks {
		p := piece{sep: d.Source[end:b.Start], text: b.Text, kind: b.Kind, body: b.Body, key: i}
		if b.Kind == doc.Heading && b.Section != doc.None {
			p.level = d.Sections[b.Section].Level
		}
		dr.old = append(dr.old, p)
		end = b.End
	}
	dr.copyOld()
	return dr
}

// copyOld makes the new side the same as the old one.
func (d *draft) copyOld() {
	d.new = slices.Clone(d.old)
	for i := range d.new {
		d.new[i].from = []int{d.new[i].key}
	}
}

func (d *draft) newKey() int {
	k := 0
	for _, p := range d.old {
		k = max(k, p.key+1)
	}
	return k
}

func (d *draft) claim(edit string, c claim) *claim {
	c.edit = edit
	d.claims = append(d.claims, &c)
	return d.claims[len(d.claims)-1]
}

// written is a case: two texts and what is true of them.
type written struct {
	name     string
	old, new string
	claims   []*claim
	links    map[[2]int]*claim // of touched blocks
	touched  [2]map[int]*claim
}

// write puts the pieces together and finds them in what the parser makes of them; nil where it does not find them.
func (d *draft) write(convert func(string) string) *written {
	w := &written{claims: d.claims, links: map[[2]int]*claim{}, touched: [2]map[int]*claim{{}, {}}}
	var ok bool
	if w.old, ok = join(d.old); !ok {
		return nil
	}
	news := slices.Clone(d.new)
	if convert != nil {
		for i := range news {
			body := convert(news[i].text[:news[i].body])
			news[i].text, news[i].body = body+convert(news[i].words()), len(body)
		}
	}
	if w.new, ok = join(news); !ok {
		return nil
	}
	at := map[int]int{}
	for i, p := range d.old {
		at[p.key] = i
	}
	for n, p := range d.new {
		if p.claim == nil {
			continue
		}
		p.claim.new = append(p.claim.new, n)
		w.touched[1][n] = p.claim
		for _, k := range p.from {
			o := at[k]
			if !slices.Contains(p.claim.old, o) {
				p.claim.old = append(p.claim.old, o)
			}
			w.touched[0][o] = p.claim
			w.links[[2]int{o, n}] = p.claim
		}
	}
	for _, c := range d.claims {
		for _, k := range c.gone {
			c.old = append(c.old, at[k])
			w.touched[0][at[k]] = c
		}
	}
	return w
}

// join writes pieces and checks that the parser finds each of them as one block.
func join(pieces []piece) (string, bool) {
	var b strings.Builder
	starts := make([]int, len(pieces))
	for i, p := range pieces {
		b.WriteString(p.sep)
		starts[i] = b.Len()
		b.WriteString(p.text)
	}
	b.WriteString("\n")
	d := doc.Parse([]byte(b.String()))
	for i, block := range d.Blocks {
		if i >= len(pieces) || block.Start != starts[i] || block.End != starts[i]+len(pieces[i].text) || block.Kind != pieces[i].kind {
			return "", false
		}
	}
	return b.String(), len(d.Blocks) == len(pieces)
}

// tallyOf counts how a kind of edit was answered.
type tallyOf struct {
	n, status, class, classed, found, wrong, missed int
	examples                                        []string
}

// adversaryScore sums up answers by edit.
type adversaryScore struct {
	by                 map[string]*tallyOf
	alarms, untouched  int
	found, wrong, miss int
	alarmed            []string
}

func (s *adversaryScore) of(edit string) *tallyOf {
	if s.by == nil {
		s.by = map[string]*tallyOf{}
	}
	if s.by[edit] == nil {
		s.by[edit] = &tallyOf{}
	}
	return s.by[edit]
}

// rankOf is a class's place among all, least first.
func rankOf(c diff.Class) int { return slices.Index(diff.Classes(), c) }

// add scores a comparison of a case.
func (s *adversaryScore) add(w *written, r *diff.Result) {
	rows := [2]map[int]*diff.Row{{}, {}}
	found := map[[2]int]bool{}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		touched := false
		for _, o := range row.Old {
			rows[0][o.Index] = row
			touched = touched || w.touched[0][o.Index] != nil
		}
		for _, n := range row.New {
			rows[1][n.Index] = row
			touched = touched || w.touched[1][n.Index] != nil
			for _, o := range row.Old {
				l := [2]int{o.Index, n.Index}
				c := cmp.Or(w.links[l], w.touched[0][o.Index], w.touched[1][n.Index])
				switch {
				case c == nil:
				case w.links[l] != nil:
					found[l] = true
				default:
					s.wrong++
					t := s.of(c.edit)
					t.wrong++
					t.note(w, "false link", row)
				}
			}
		}
		if touched {
			continue
		}
		s.untouched++
		if row.Status != diff.Equal && !row.Cosmetic && row.Class != diff.Cosmetic {
			s.alarms++
			s.alarmed = append(s.alarmed, fmt.Sprintf("%s [%s]: %s %s: %s", w.name, w.claims[0].edit, row.Status, row.Class, brief(row)))
		}
	}
	for l, c := range w.links {
		t := s.of(c.edit)
		if found[l] {
			s.found++
			t.found++
		} else {
			s.miss++
			t.missed++
		}
	}
	for _, c := range w.claims {
		if c.each {
			for _, n := range c.new {
				s.judge(w, c, rows[1][n], 1, 1)
			}
			for range c.gone {
				s.judge(w, c, rows[0][c.old[0]], 1, 0)
			}
			continue
		}
		if len(c.new) > 0 {
			s.judge(w, c, rows[1][c.new[0]], len(c.old), len(c.new))
		} else if len(c.old) > 0 {
			s.judge(w, c, rows[0][c.old[0]], len(c.old), 0)
		}
	}
}

// judge compares a row with a claim about it.
func (s *adversaryScore) judge(w *written, c *claim, row *diff.Row, olds, news int) {
	t := s.of(c.edit)
	t.n++
	if row == nil {
		t.note(w, "no row", row)
		return
	}
	if slices.Contains(c.status, row.Status) && len(row.Old) == olds && len(row.New) == news {
		t.status++
	} else {
		t.note(w, fmt.Sprintf("status (want %v %d:%d)", c.status, olds, news), row)
	}
	if c.least == "" && c.most == "" {
		return
	}
	t.classed++
	rank := rankOf(row.Class)
	if (c.least == "" || rank >= rankOf(c.least)) && (c.most == "" || rank <= rankOf(c.most)) {
		t.class++
	} else {
		t.note(w, fmt.Sprintf("class (want %s..%s)", c.least, c.most), row)
	}
}

func (t *tallyOf) note(w *written, what string, row *diff.Row) {
	text := "none"
	if row != nil {
		text = fmt.Sprintf("%s %s %v: %s", row.Status, row.Class, row.Reasons, brief(row))
	}
	t.examples = append(t.examples, fmt.Sprintf("%s: %s: %s", w.name, what, text))
}

// brief is a row in two lines.
func brief(row *diff.Row) string {
	var o, n []string
	for _, b := range row.Old {
		o = append(o, fmt.Sprintf("%q", cut(b.Text)))
	}
	for _, b := range row.New {
		n = append(n, fmt.Sprintf("%q", cut(b.Text)))
	}
	return "\n      " + strings.Join(o, " + ") + "\n      → " + strings.Join(n, " + ")
}

func cut(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:110]) + "…" + string(r[len(r)-50:])
	}
	return s
}

// table lists how each kind of edit was answered, with so many wrong answers of each.
func (s *adversaryScore) table(examples int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "F1 %.4f, alarms %d of %d\n", s.f1(), s.alarms, s.untouched)
	for _, e := range slices.Sorted(maps.Keys(s.by)) {
		t := s.by[e]
		fmt.Fprintf(&b, "%-31s n %4d  F1 %.3f  status %.3f", e, t.n, planted.F1(t.found, t.wrong, t.missed), float64(t.status)/float64(max(1, t.n)))
		if t.classed > 0 {
			fmt.Fprintf(&b, "  class %.3f", float64(t.class)/float64(t.classed))
		}
		b.WriteString("\n")
		for _, x := range t.examples[:min(examples, len(t.examples))] {
			fmt.Fprintf(&b, "    %s\n", x)
		}
	}
	for _, x := range s.alarmed[:min(examples, len(s.alarmed))] {
		fmt.Fprintf(&b, "alarm: %s\n", x)
	}
	return b.String()
}

func (s *adversaryScore) f1() float64 { return planted.F1(s.found, s.wrong, s.miss) }

// worst is the least share of right statuses of any kind of edit that was tried often enough to say.
func (s *adversaryScore) worst() float64 {
	least := 1.0
	for _, t := range s.by {
		if t.n >= 10 {
			least = min(least, float64(t.status)/float64(t.n))
		}
	}
	return least
}

// adversaryDates are the days of which Mozilla's notices are taken.
var adversaryDates = []string{"2016-06-01", "2017-12-01", "2021-06-01", "2023-06-01", "2025-12-01"}

// adversaryTracks are real policies in five languages, none of them among those that comparison was built on.
func adversaryTracks(t testing.TB, dates ...string) []track {
	return loadTracks(t, corpus{"adversary", []string{"en", "zh-CN", "zh-TW", "de", "ja"}, dates, true, 4, 0, ""})
}

// adversary tries every edit, at most so many times, on some policies of a track, spread evenly.
func (tr track) adversary(seed uint64, policies, times int) *adversaryScore {
	s := &adversaryScore{}
	if tr.convert != nil {
		convert, known := tr.convert, map[string]string{} // conversion is slow, and most blocks are converted again and again
		tr.convert = func(s string) string {
			out, ok := known[s]
			if !ok {
				out = convert(s)
				known[s] = out
			}
			return out
		}
	}
	list := tr.policies
	if len(list) > policies {
		var some []planted.Policy
		for i := range policies {
			some = append(some, list[i*len(list)/policies])
		}
		list = some
	}
	for i, policy := range list {
		var donors []*doc.Document
		for _, other := range tr.policies {
			if base(other.Name) != base(policy.Name) && len(donors) < 8 {
				donors = append(donors, other.Doc)
			}
		}
		for k, e := range adversaryEdits {
			r := rand.New(rand.NewPCG(seed, uint64(i*1000+k)))
			for range min(e.times, times) {
				for range 5 {
					d := newDraft(r, tr.name, policy.Doc, donors)
					if !e.plant(d, e.name) {
						continue
					}
					if tr.convert != nil {
						d.weaken()
					}
					w := d.write(tr.convert)
					if w == nil {
						continue
					}
					w.name = policy.Name
					s.add(w, diff.Compare(doc.Parse([]byte(w.old)), doc.Parse([]byte(w.new)), diff.Options{}))
					break
				}
			}
		}
	}
	return s
}

// weaken asks less where the new side is converted as well: what moved or was merely renumbered may differ in form too.
func (d *draft) weaken() {
	for _, c := range d.claims {
		if c.most != "" {
			c.most = diff.Editorial
		}
		if c.least == diff.Editorial {
			c.least = ""
		}
		for _, p := range [][2]diff.Status{{diff.Moved, diff.MovedModified}, {diff.Equal, diff.Modified}} {
			if slices.Contains(c.status, p[0]) {
				c.status = append(slices.Clone(c.status), p[1])
			}
		}
	}
}
