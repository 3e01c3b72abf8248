// Package text turns a block's raw text into tokens for comparison: what is compared is normalized, what is shown is
// always the original, and every token carries the bytes of the original that it stands for.
package text

import "policylog/diff/doc"

// Class says what a token is, and so in which comparison it counts.
type Class uint8

// The classes of token.
const (
	Space  Class = iota // white space, breaks, soft hyphens: never counts
	Mark                // list mark, heading and quote mark, number of a section, table pipes: the block's dress
	Markup              // emphasis marks, link brackets, backslashes, HTML tags: counts through Emphasis and Target alone
	Target              // the destination of a link or image
	Punct               // punctuation of the text: width, quotes and dashes folded in Norm
	Word                // a word of any language, as its reader sees one
	Number              // a number with what belongs to it: 10², 1,000, 12.5%
	URL                 // a URL or e-mail address that stands visibly in the text
	Attr                // an attribute line or attribute list {: #id }
)

// Token is one unit of comparison. The tokens of a text tile it: they are contiguous from 0 to len(raw).
type Token struct {
	Start, End int    // bytes of the raw text
	Class      Class  // what it is
	Emphasis   bool   // stands in bold or italics
	Norm       string // folded form: width, quotes, dashes, case kept, Traditional to Simplified when both sides are Chinese
	Regional   string // Norm with regional vocabulary mapped (軟體, 软件 → 软件); "" when the same as Norm
}

// Tokenize splits a block's raw text. lang is BCP 47 ("zh-Hant-TW", "en", "ja"; "" unknown): Chinese is folded, Japanese
// is not. body is where the words begin (doc.Block.Body); what stands before is Mark.
func Tokenize(raw string, kind doc.Kind, body int, lang string) []Token { return nil }

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
func Spans(oldRaw string, old []Token, newRaw string, new []Token) []Span { return nil }
