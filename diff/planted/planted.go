// Package planted makes test cases for comparison: it plants edits of known kinds into a real policy, and scores how well
// a comparison finds them.
//
// A case is made of elements, the blocks of the old text with the white space before them. Edits move, rewrite, split,
// join, add and drop elements; the new text is what results, parsed again. A case is kept only if the parser finds in it
// just the blocks that were planted, so that the truth is known to the block. No element is edited twice, and what moves
// is smaller than what it moves past, so that nobody can say that the other moved.
package planted

import (
	"math/rand/v2"
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
)

// Edit is a kind of planted edit.
type Edit string

// The kinds of edit.
const (
	Move         Edit = "move"
	MoveSection  Edit = "move section"
	MoveReword   Edit = "move+reword"
	RewordLight  Edit = "reword 10%"
	RewordMedium Edit = "reword 25%"
	RewordHeavy  Edit = "reword 50%"
	Fact         Edit = "fact" // a number, a party, a data type, a modal verb, a negation
	Split        Edit = "split"
	Merge        Edit = "merge"
	Insert       Edit = "insert"
	Delete       Edit = "delete"
	Replace      Edit = "replace" // a block deleted and an unrelated one inserted in its place
	Retitle      Edit = "retitle"
	Renumber     Edit = "renumber"
	RetitleRenum Edit = "retitle+renumber"
	Spacing      Edit = "spacing" // white space, punctuation width, list marks
	Target       Edit = "link target"
	Date         Edit = "date"
	Emphasis     Edit = "emphasis"
)

// Edits lists all kinds of edit.
func Edits() []Edit {
	return []Edit{
		Move, MoveSection, MoveReword, RewordLight, RewordMedium, RewordHeavy, Fact, Split, Merge, Insert, Delete, Replace,
		Retitle, Renumber, RetitleRenum, Spacing, Target, Date, Emphasis,
	}
}

// Policy is a text to plant edits into.
type Policy struct {
	Name, Lang string
	Doc        *doc.Document
}

// Truth is one planted edit: the blocks it touched on either side and what a comparison should say of them.
type Truth struct {
	Edit     Edit
	Old, New []int
	Status   diff.Status
	Class    diff.Class // "" where more than one is right
}

// Case is a pair of texts with all that was planted in them.
type Case struct {
	Name     string
	Old, New []byte
	Truths   []Truth
	Links    [][2]int // every pair of blocks that are the same, touched or not
}

// element is a block on its way into the new text.
type element struct {
	before string // the white space before it
	text   string
	kind   doc.Kind
	body   int   // where its words begin
	old    []int // the old blocks it is made from
	truth  int   // index of the edit that touched it, or -1
}

// Planter plants edits into one policy.
type Planter struct {
	Rand    *rand.Rand
	Donors  []Policy            // where unrelated text is taken from: other policies in the same language
	Convert func(string) string // what is done to every element at the end, such as a change of script; nil nothing

	policy   Policy
	elements []element
	truths   []Truth
	words    []string
}

// Plant makes a case with the given edits; one that finds no place in the policy is left out. It reports false where none
// does, or where the parser does not see the planted blocks as they were meant.
func (p *Planter) Plant(policy Policy, edits ...Edit) (Case, bool) {
	p.policy, p.truths = policy, nil
	p.elements = elementsOf(policy.Doc)
	for _, e := range edits {
		p.plant(e)
	}
	if len(p.truths) == 0 {
		return Case{}, false
	}
	return p.finish()
}

func elementsOf(d *doc.Document) []element {
	out := make([]element, 0, len(d.Blocks))
	end := 0
	for i, b := range d.Blocks {
		out = append(out, element{before: d.Source[end:b.Start], text: b.Text, kind: b.Kind, body: b.Body, old: []int{i}, truth: -1})
		end = b.End
	}
	return out
}

// finish writes the new text and finds the planted blocks in it.
func (p *Planter) finish() (Case, bool) {
	var b strings.Builder
	starts := make([]int, len(p.elements))
	ends := make([]int, len(p.elements))
	for i, e := range p.elements {
		if p.Convert != nil {
			e.before, e.text = p.Convert(e.before), p.Convert(e.text)
		}
		b.WriteString(e.before)
		starts[i] = b.Len()
		b.WriteString(e.text)
		ends[i] = b.Len()
	}
	b.WriteString("\n")
	c := Case{Name: p.policy.Name, Old: []byte(p.policy.Doc.Source), New: []byte(b.String())}
	d := doc.Parse(c.New)
	if len(d.Blocks) != len(p.elements) {
		return Case{}, false
	}
	for i, block := range d.Blocks {
		if block.Start != starts[i] || block.End != ends[i] || block.Kind != p.elements[i].kind {
			return Case{}, false
		}
		e := p.elements[i]
		for _, o := range e.old {
			c.Links = append(c.Links, [2]int{o, i})
		}
		if e.truth >= 0 {
			t := &p.truths[e.truth]
			t.New = append(t.New, i)
			p.converted(t, e)
		}
	}
	if !p.leastMoved() {
		return Case{}, false
	}
	c.Truths = p.split()
	return c, true
}

// leastMoved says whether the planted moves are what a reader would say moved: that the fewest blocks moved, and of as few the
// smallest. Each move by itself is; several together may be told better as a move of what they went past.
func (p *Planter) leastMoved() bool {
	const one = 1 << 20 // more than the text of any block
	weigh := func(e *element) int {
		if e.kind == doc.Rule || e.kind == doc.Attribute {
			return 1
		}
		return one + len(e.text)
	}
	stayed := 0
	var heaviest []int // of the chains in order that end with each element
	var olds []int
	best := 0
	for i := range p.elements {
		e := &p.elements[i]
		if len(e.old) == 0 {
			continue
		}
		if e.truth < 0 || !slices.Contains([]Edit{Move, MoveReword, MoveSection}, p.truths[e.truth].Edit) {
			stayed += weigh(e)
		}
		chain := 0
		for k, o := range olds {
			if o < e.old[0] {
				chain = max(chain, heaviest[k])
			}
		}
		chain += weigh(e)
		heaviest, olds, best = append(heaviest, chain), append(olds, e.old[0]), max(best, chain)
	}
	return stayed == best
}

// converted weakens what is asked of an edit whose text was converted as well: what moved was changed too, and what differs
// in form may differ in regional wording.
func (p *Planter) converted(t *Truth, e element) {
	if p.Convert == nil || p.Convert(e.text) == e.text {
		return
	}
	if t.Status == diff.Moved {
		t.Status = diff.MovedModified
	}
	if t.Class != diff.Substantive {
		t.Class = ""
	}
}

// split gives each planted block a truth of its own where an edit touched several that stand for themselves, such as the
// blocks of a section that moved.
func (p *Planter) split() []Truth {
	var out []Truth
	for _, t := range p.truths {
		if t.Edit != MoveSection {
			out = append(out, t)
			continue
		}
		for i := range t.New {
			one := Truth{Edit: t.Edit, Old: t.Old[i : i+1], New: t.New[i : i+1], Status: diff.Moved, Class: diff.Editorial}
			p.converted(&one, p.elements[t.New[i]])
			out = append(out, one)
		}
	}
	return out
}

// touch records an edit and returns its index.
func (p *Planter) touch(t Truth) int {
	p.truths = append(p.truths, t)
	return len(p.truths) - 1
}

// pick returns the index of a random element that no edit touched and that suits, or -1.
func (p *Planter) pick(suits func(i int) bool) int {
	for range 200 {
		i := p.Rand.IntN(len(p.elements))
		if p.elements[i].truth < 0 && suits(i) {
			return i
		}
	}
	return -1
}

// prose says whether an element is text of the kinds that edits are made in.
func (p *Planter) prose(i int) bool {
	e := &p.elements[i]
	switch e.kind {
	case doc.Paragraph, doc.Item, doc.Row, doc.Quote, doc.Definition:
		return e.wordCount() > 0
	}
	return false
}

func (e *element) words() string { return e.text[e.body:] }

func (e *element) wordCount() int { return len(spotWords(e.words())) }

// at says whether element i is of a kind; there is none outside the text.
func (p *Planter) at(i int, kinds ...doc.Kind) bool {
	return i >= 0 && i < len(p.elements) && slices.Contains(kinds, p.elements[i].kind)
}
