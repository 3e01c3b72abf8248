package text

import "strings"

// Span is one run of a word-level comparison.
type Span struct {
	Op  Op     // what happened
	Old string // raw text of the old side; "" for an insert
	New string // raw text of the new side; "" for a delete
}

// Op is what a span says.
type Op string

// The operations of a span.
const (
	Equal  Op = "equal"
	Delete Op = "delete"
	Insert Op = "insert"
)

// Spans compares two tokenized texts word by word. The Old sides of equal and delete spans joined are oldRaw, the New
// sides of equal and insert spans joined are newRaw. Equal spans hold what is equal after normalization, so their sides
// may differ in script, width and white space.
//
// What counts is the content: words, numbers, addresses and punctuation by their Norm, the numbers of marks, attribute
// lists and the targets of links. A word whose emphasis changed is deleted and inserted, so that the change shows; the
// words around it align all the same. White space and markup go with the content beside them. No span begins or ends
// inside a token or between a number and its unit, none is empty on both sides, a delete stands before the insert at
// the same place, and no two neighbours have the same operation. The result depends on the arguments alone. Time is
// linear in the length of the texts but for stretches of a few hundred tokens without a common unique word, in which it
// is quadratic.
func Spans(oldRaw string, old []Token, newRaw string, new []Token) []Span {
	old, new = withUnits(old), withUnits(new)
	al := aligner{oldRaw: oldRaw, newRaw: newRaw, old: old, new: new, contentOld: contentOf(old), contentNew: contentOf(new)}
	return render(oldRaw, old, al.contentOld, newRaw, new, al.contentNew, al.align())
}

// Join puts the tokenized texts of several blocks together as one, with "\n" between them.
func Join(raws []string, tokens [][]Token) (string, []Token) {
	var b strings.Builder
	var all []Token
	for i, raw := range raws {
		if i > 0 {
			all = append(all, Token{Start: b.Len(), End: b.Len() + 1, Class: Space})
			b.WriteByte('\n')
		}
		at := b.Len()
		b.WriteString(raw)
		for _, t := range tokens[i] {
			t.Start += at
			t.End += at
			all = append(all, t)
		}
	}
	return b.String(), all
}

// contentOf lists the indices of the tokens that count.
func contentOf(tokens []Token) []int {
	list := make([]int, 0, len(tokens)/2+1)
	for i := range tokens {
		switch tokens[i].Class {
		case Word, Number, URL, Punct, Target, Attr:
			list = append(list, i)
		case Mark:
			if tokens[i].Norm != "" {
				list = append(list, i)
			}
		}
	}
	return list
}

// edit is a place where the two contents differ: a stretch of the old one stands against a stretch of the new one.
type edit struct {
	a0, a1 int
	b0, b1 int
}
