// Package lint points out what a careful reader of a policy would: references to sections that are not there, blanks
// nobody filled in, another product's name left over, dead anchors and empty links, numbering with gaps, dates that
// cannot be.
//
// Vocabulary: a *finding* is one such thing with its rule, line, section and the words concerned. It is put as something
// to check, not as an error of law.
//
// Guarantees: findings come in the order of the text; the same text gives the same findings; every rule prefers silence
// to a false alarm, and says in its comment when it is silent. The texts of findings are raw: who prints them makes them
// safe for the place.
package lint

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff/doc"
	"policylog/diff/terms"
)

// Schema names the version of the JSON shape.
const Schema = "policylog.lint/1"

// The rules.
const (
	Reference   = "reference"   // a section or an attachment is cited that the text does not have
	Placeholder = "placeholder" // a blank to be filled in
	Brand       = "brand"       // a service of another name, where the text speaks of its own
	Anchor      = "anchor"      // a link inside the document to a place that is not there
	EmptyLink   = "empty-link"  // a link without a target
	Number      = "number"      // numbers of sections leave one out or repeat one
	Date        = "date"        // what has the form of a date and cannot be one
)

// Finding is one thing to check.
type Finding struct {
	Rule    string `json:"rule"`
	Line    int    `json:"line"`    // of the file, from 1
	Section string `json:"section"` // number and title; "" before the first heading
	Text    string `json:"text"`    // the words concerned, as they stand
	Message string `json:"message"` // what is to be checked, in the reader's language
}

// mostSteps bounds what the rules may take for findings that depend on more than their own words, in steps of some
// nanoseconds. It is thirty times what the longest policies take; beyond, the rules are silent.
const mostSteps = 10_000_000

// Check reads a document. lang is the language of the messages, BCP 47 or a POSIX locale. Time is linear in the length of
// the text.
func Check(d *doc.Document, lang string) []Finding {
	c := &checker{d: d, cat: terms.For(lang), left: mostSteps}
	c.references()
	c.numbered()
	c.placeholders()
	c.brands()
	c.links()
	c.numbers()
	c.dates()
	slices.SortStableFunc(c.found, func(a, b found) int { return cmp.Compare(a.at, b.at) })
	out := []Finding{}
	line, at := 1, 0
	for _, f := range c.found {
		line += strings.Count(d.Source[at:f.at], "\n")
		at = f.at
		f.Line = line
		out = append(out, f.Finding)
	}
	return out
}

type checker struct {
	d     *doc.Document
	cat   terms.Catalogue
	found []found
	left  int // of mostSteps
}

// spend takes from the steps that are left, and says whether there were so many.
func (c *checker) spend(n int) bool {
	c.left -= n
	return c.left >= 0
}

type found struct {
	Finding
	at int // byte offset in the source
}

// add notes a finding at bytes of a block's text.
func (c *checker) add(rule string, b *doc.Block, start, end int, message string) {
	at := b.Start + start
	f := Finding{Rule: rule, Text: b.Text[start:end], Message: message}
	if b.Section != doc.None {
		s := &c.d.Sections[b.Section]
		f.Section = s.Name()
	}
	c.found = append(c.found, found{f, at})
}

// prose visits the blocks that hold text of the policy.
func (c *checker) prose(visit func(b *doc.Block)) {
	for i := range c.d.Blocks {
		b := &c.d.Blocks[i]
		if b.Boiler || b.Kind == doc.Code || b.Kind == doc.Attribute || b.Kind == doc.Rule {
			continue
		}
		visit(b)
	}
}
