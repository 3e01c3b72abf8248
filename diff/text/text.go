// Package text turns a block's raw text into tokens for comparison: what is compared is normalized, what is shown is
// always the original, and every token carries the bytes of the original that it stands for.
//
// # Words
//
// A token is a word, a number, an address, a sign of punctuation, or what stands between them. Content is what counts
// when two texts are compared; the rest is white space and markup. The Norm of a token is the form that is compared:
// width, quotes and dashes are folded by a list (form.go), Chinese by script (package fold), and Chinese is cut into
// words by a lexicon (package lexicon). Vocabulary that differs by region is kept apart, in Regional.
//
// A print (PrintOf) is what a text's content hashes to, for telling at once what two texts have in common. Spans draw
// what changed between two texts, word by word.
//
// # Guarantees
//
// The tokens of a text tile it, and the spans of two texts hold both, whatever their bytes. The same arguments give the
// same results on any machine. Every function is safe for use by several goroutines, and builds nothing before its
// first call.
//
// # Sources
//
// Markup is read by CommonMark's rules (https://spec.commonmark.org) and kramdown's for attribute lists, loosened for
// emphasis where policies need it. Spans come from Bram Cohen's patience diff and Eugene Myers's algorithm ("An O(ND)
// Difference Algorithm", 1986) in github.com/sergi/go-diff; their tidying follows the ideas of Neil Fraser's
// semantic clean-up in diff-match-patch, on words in place of characters.
package text

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff/doc"
)

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
//
// Where lang does not say Chinese, Japanese or Korean, Chinese characters fold unless the text has kana. The Norm of a
// Mark is its number or letter, or • for a mere bullet and "" for a mere heading mark; that of Space, Markup and Attr
// is empty. Any bytes are accepted, UTF-8 or not. Time is linear in the length of raw.
func Tokenize(raw string, kind doc.Kind, body int, lang string) []Token {
	t := tokenizers.Get().(*tokenizer)
	t.raw, t.fold, t.elides, t.emphasis = raw, folds(raw, lang), elides(lang), false
	at, depth := 0, 0
	if body = min(body, len(raw)); body > 0 {
		t.add(0, body, Mark, markForm(raw[:body]))
		at = body
	}
	code := false
	for _, p := range scan(raw, kind) {
		if p.end > at {
			start := max(p.start, at)
			t.text(at, start, depth > 0, code)
			t.piece(start, p)
			at = p.end
		}
		depth = max(0, depth+int(p.bold))
		code = p.code
	}
	t.text(at, len(raw), depth > 0, code)
	return t.done()
}

// primary is the language of a tag without script and region, in lower case.
func primary(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

// folds tells whether the Chinese characters of a text are to be folded.
func folds(raw, lang string) bool {
	switch primary(lang) {
	case "ja", "ko":
		return false
	case "zh", "yue", "cmn", "nan", "hak", "wuu", "lzh":
		return true
	}
	return !hasKana(raw)
}

// elides tells whether a language writes articles and prepositions as one with the next word, parted by an apostrophe.
func elides(lang string) bool {
	switch primary(lang) {
	case "fr", "it", "ca", "oc":
		return true
	}
	return false
}

func sortPieces(pieces []piece) {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.start, b.start) })
}
