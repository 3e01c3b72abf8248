// Package lifeline follows sentences and sections through the versions of a policy: since when each sentence stands and
// which change brought it, and what became of a section from version to version.
//
// # Words
//
// A step is two consecutive versions, compared by package diff. A sentence that is in both, as it is read aloud, stands
// on: through moves, splits, merges, renumbering and changes of form. One that is not was reworded from a sentence
// that the step took away, or added; one that had been gone is back. A life is all that became of one section.
//
// # Guarantees
//
// Every sentence of the last version is told of once, in order. The same versions give the same answer. Nothing is
// taken from line equality: rows and links are the differ's. A step costs one comparison, and a version equal to the
// one before costs nothing.
package lifeline

import (
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/sentence"
	"policylog/diff/text"
)

// Version is one version of a text, oldest first.
type Version struct {
	ID        string `json:"id"`       // commit, or any name
	Captured  string `json:"captured"` // RFC 3339; "" unknown
	Updated   string `json:"updated,omitempty"`
	Technical bool   `json:"technical,omitempty"` // the text differs because our rules changed, not the policy
}

// How says how a sentence came to stand.
type How string

// The ways.
const (
	First    How = "first"    // it stands in the first version there is
	Added    How = "added"    // it came without a predecessor
	Reworded How = "reworded" // it took the place of another
	Back     How = "back"     // it had stood before, and was gone
)

// Sentence is a sentence of the last version.
type Sentence struct {
	Block int    `json:"block"`
	Start int    `json:"start"` // bytes of the block's text
	End   int    `json:"end"`
	Text  string `json:"text"`
	Since int    `json:"since"` // index of the version since which it stands
	How   How    `json:"how"`
	Was   string `json:"was,omitempty"` // reworded: what stood there before
	// Back: it first stood from version Earlier on, and was gone from version Gone on.
	Earlier *int `json:"earlier,omitempty"`
	Gone    *int `json:"gone,omitempty"`

	key uint64
}

// past is when a sentence that is gone had stood.
type past struct{ since, gone int }

// Tracker takes versions one by one, oldest first.
type Tracker struct {
	Versions []Version

	lang      string
	doc       *doc.Document
	sentences [][]Sentence // by block of doc
	gone      map[uint64]past
	lives     []*Life
	of        []int // life of each section of doc
}

// NewTracker follows texts of a language (BCP 47, "" unknown).
func NewTracker(lang string) *Tracker { return &Tracker{lang: lang, gone: map[uint64]past{}} }

// Add takes the next version. Its cost is that of one comparison.
func (t *Tracker) Add(v Version, src []byte) {
	n := len(t.Versions)
	t.Versions = append(t.Versions, v)
	if t.doc != nil && t.doc.Source == string(src) {
		return
	}
	d := doc.Parse(src)
	if t.doc == nil {
		t.begin(d)
		return
	}
	r := diff.Compare(t.doc, d, diff.Options{Old: diff.Side{Language: t.lang}, New: diff.Side{Language: t.lang}})
	t.step(n, d, r)
	t.stepSections(n, d, r)
	t.doc = d
}

// Document is the last version's.
func (t *Tracker) Document() *doc.Document { return t.doc }

// Sentences are those of the last version, in order.
func (t *Tracker) Sentences() []Sentence {
	out := []Sentence{}
	for _, s := range t.sentences {
		out = append(out, s...)
	}
	return out
}

func (t *Tracker) begin(d *doc.Document) {
	t.doc = d
	t.sentences = make([][]Sentence, len(d.Blocks))
	for i := range d.Blocks {
		t.sentences[i] = t.cut(&d.Blocks[i], 0)
		for k := range t.sentences[i] {
			t.sentences[i][k].How = First
		}
	}
	t.beginSections(d)
}

// cut makes sentences of a block, as of a version.
func (t *Tracker) cut(b *doc.Block, version int) []Sentence {
	if b.Boiler || b.Kind == doc.Rule || b.Kind == doc.Attribute {
		return nil
	}
	var out []Sentence
	for _, s := range sentence.Split(withoutUnderline(b), b.Body) {
		raw := b.Text[s.Start:s.End]
		p := text.PrintOf(text.Tokenize(raw, doc.Paragraph, 0, t.lang))
		out = append(out, Sentence{Block: b.Index, Start: s.Start, End: s.End, Text: raw, Since: version, How: Added, key: p.Loose})
	}
	return out
}

// withoutUnderline is a block's text without the line of signs that makes a heading of the line above.
func withoutUnderline(b *doc.Block) string {
	i := strings.LastIndexAny(b.Text, "\r\n")
	if b.Kind != doc.Heading || i < b.Body || strings.Trim(b.Text[i:], "=- \t\r\n") != "" {
		return b.Text
	}
	return strings.TrimRight(b.Text[:i], " \t\r\n")
}

// waiting is a new sentence without a predecessor yet, with the old ones of its row that have no successor.
type waiting struct {
	s   *Sentence
	row int
}

// step carries what is known of the old sentences over to the new ones.
func (t *Tracker) step(n int, d *doc.Document, r *diff.Result) {
	next := make([][]Sentence, len(d.Blocks))
	var free []waiting
	left := map[int][]*Sentence{} // by row: old sentences without a successor
	for i := range r.Blocks {
		row := &r.Blocks[i]
		if carry(row, t.sentences, next) {
			continue
		}
		var old []*Sentence
		byKey := map[uint64][]*Sentence{}
		for _, o := range row.Old {
			for k := range t.sentences[o.Index] {
				s := &t.sentences[o.Index][k]
				old = append(old, s)
				byKey[s.key] = append(byKey[s.key], s)
			}
		}
		carried := map[*Sentence]bool{}
		for _, b := range row.New {
			next[b.Index] = t.cut(&d.Blocks[b.Index], n)
			for k := range next[b.Index] {
				s := &next[b.Index][k]
				same := byKey[s.key]
				if len(same) == 0 {
					free = append(free, waiting{s, i})
					continue
				}
				s.inherit(same[0])
				carried[same[0]], byKey[s.key] = true, same[1:]
			}
		}
		left[i] = slices.DeleteFunc(old, func(o *Sentence) bool { return carried[o] })
	}
	t.settle(n, free, left)
	t.sentences = next
}

// carry takes the sentences of a block over as they are where its text is the same to the letter.
func carry(row *diff.Row, from, to [][]Sentence) bool {
	if len(row.Old) != 1 || len(row.New) != 1 || row.Old[0].Text != row.New[0].Text {
		return false
	}
	at := row.New[0].Index
	to[at] = from[row.Old[0].Index]
	for k := range to[at] {
		to[at][k].Block = at
	}
	return true
}

func (s *Sentence) inherit(from *Sentence) {
	s.Since, s.How, s.Was, s.Earlier, s.Gone = from.Since, from.How, from.Was, from.Earlier, from.Gone
}

// settle says of new sentences without a predecessor in their own row where they are from: another row, the past, a
// rewording, or nowhere. What is then left of the old sentences is gone.
func (t *Tracker) settle(n int, free []waiting, left map[int][]*Sentence) {
	elsewhere := map[uint64][]*Sentence{}
	for row := range maxRow(left) + 1 {
		for _, s := range left[row] {
			elsewhere[s.key] = append(elsewhere[s.key], s)
		}
	}
	taken := map[*Sentence]bool{}
	still := free[:0]
	for _, w := range free {
		if from := elsewhere[w.s.key]; len(from) > 0 {
			w.s.inherit(from[0])
			taken[from[0]] = true
			elsewhere[w.s.key] = from[1:]
			continue
		}
		still = append(still, w)
	}
	for _, w := range still {
		if p, ok := t.gone[w.s.key]; ok {
			w.s.How, w.s.Earlier, w.s.Gone = Back, &p.since, &p.gone
			continue
		}
		for len(left[w.row]) > 0 && taken[left[w.row][0]] {
			left[w.row] = left[w.row][1:]
		}
		if was := t.nearest(w.s, left[w.row], taken); was != nil {
			taken[was] = true
			w.s.How, w.s.Was = Reworded, was.Text
			t.gone[was.key] = past{was.Since, n}
		}
	}
	for row := range maxRow(left) + 1 {
		for _, s := range left[row] {
			if !taken[s] {
				t.gone[s.key] = past{s.Since, n}
			}
		}
	}
}

func maxRow(left map[int][]*Sentence) int {
	most := -1
	for row := range left {
		most = max(most, row)
	}
	return most
}

// mostNear is how many old sentences of a row a new one is compared with.
const mostNear = 100

// nearest is the old sentence that shares the most words with a new one, if that is a third of them or more.
func (t *Tracker) nearest(s *Sentence, old []*Sentence, taken map[*Sentence]bool) *Sentence {
	const enough = 1.0 / 3
	if len(old) == 0 {
		return nil
	}
	words := t.words(s.Text)
	best, most := (*Sentence)(nil), enough
	for _, o := range old[:min(len(old), mostNear)] {
		if taken[o] {
			continue
		}
		if v := overlap(words, t.words(o.Text)); v >= most && (best == nil || v > most) {
			best, most = o, v
		}
	}
	return best
}

func (t *Tracker) words(raw string) map[string]int {
	out := map[string]int{}
	for _, tok := range text.Tokenize(raw, doc.Paragraph, 0, t.lang) {
		if tok.Class == text.Word || tok.Class == text.Number || tok.Class == text.URL {
			out[tok.Norm]++
		}
	}
	return out
}

// overlap is the Dice coefficient of two bags of words.
func overlap(a, b map[string]int) float64 {
	both, all := 0, 0
	for w, n := range a {
		both += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(both) / float64(all)
}
