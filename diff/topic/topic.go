// Package topic tells which data practices a text of a policy speaks of: the ten categories of the OPP-115 scheme
// (Wilson et al., "The Creation and Analysis of a Website Privacy Policy Corpus", ACL 2016).
//
// It is a linear classifier with weights set by hand. Each category has a list of words and phrases in English and
// Chinese with two weights, one for the text and one for the headings it stands under; a category's score is the sum
// over the distinct phrases found, an outer heading counting less than the nearest. The best category is named if it
// reaches a threshold, others beside it where they come close; First Party Collection/Use is what a paragraph of a
// policy is about when it speaks of personal information and nothing points elsewhere, and Other is the rest. The
// phrases that decided are given as the reason.
//
// Topics are the analyst's: they say what a text is about and are never put into a notice. Of is deterministic, and
// linear in the length of the text.
package topic

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"policylog/diff/fact"
)

// The categories, as OPP-115 names them.
const (
	FirstParty    = "First Party Collection/Use"
	ThirdParty    = "Third Party Sharing/Collection"
	Choice        = "User Choice/Control"
	Access        = "User Access Edit and Deletion"
	Retention     = "Data Retention"
	Security      = "Data Security"
	PolicyChange  = "Policy Change"
	DoNotTrack    = "Do Not Track"
	International = "International and Specific Audiences"
	Other         = "Other"
)

// Names are all categories in the order of the scheme.
var Names = []string{FirstParty, ThirdParty, Choice, Access, Retention, Security, PolicyChange, DoNotTrack, International, Other}

// Topic is a category and why the text has it.
type Topic struct {
	Name   string
	Reason string // "we collect (text), how we use (heading)"; for the analyst
}

// Thresholds of the scores, tuned on one half of the labelled set and held on the other.
const (
	inText     = "text"
	enough     = 1.0  // a best score below says nothing
	certain    = 4.0  // a category beside the best needs as much
	near       = 0.75 // and this share of the best
	outweighs  = 1.5  // of the text alone
	audience   = 6.0  // an audience stands beside any practice where the text says this much of it
	besides    = 2.0  // what a practice needs in the text beside the audience that it is for
	outerShare = 0.5  // weight of an outer heading beside the nearest
	dataType   = 1.0  // each data type named speaks for collection
	mostData   = 4
	decay      = 0.80 // of each further phrase of a category
	mostTopics = 3
)

// Of returns the topics of a text, the likeliest first: at least one. path are the titles of the sections around it,
// outermost first; heading is the nearest one; lang is BCP 47 and may be unknown ("").
func Of(path []string, heading, text, lang string) []Topic {
	var s scores
	s.add(text, 1, inText, func(p *phrase) float64 { return p.text })
	for i, f := range fact.FindIn(text, lang, fact.DataType) {
		if i == mostData {
			break
		}
		s.reasons[0] = append(s.reasons[0], reason{dataType, fmt.Sprintf("%s (data type)", f.Value), true})
	}
	s.add(heading, 1, "heading", func(p *phrase) float64 { return p.heading })
	for i := len(path) - 1; i > 0 || i == 0 && len(path) == 1; i-- { // the outermost of several is the policy's title
		s.add(path[i], outerShare, "outer heading", func(p *phrase) float64 { return p.heading })
	}
	return s.topics()
}

// scores are the sums of each category, over all places and over the text alone, and what made them.
type scores struct {
	sum, text [10]float64
	reasons   [10][]reason
}

type reason struct {
	weight float64
	words  string
	inText bool
}

func (s *scores) add(text string, share float64, place string, weight func(*phrase) float64) {
	if text == "" {
		return
	}
	for _, p := range find(text) {
		if w := weight(p) * share; w != 0 {
			s.reasons[p.category] = append(s.reasons[p.category], reason{w, fmt.Sprintf("%s (%s)", p.words, place), place == inText})
		}
	}
}

// settle sums each category's weights, the greatest first and each next one counting less: a long text that says the
// same in many words is not more about it.
func (s *scores) settle() {
	for c := range s.reasons {
		slices.SortStableFunc(s.reasons[c], func(a, b reason) int { return cmp.Compare(b.weight, a.weight) })
		share, textShare := 1.0, 1.0
		for _, r := range s.reasons[c] {
			if r.weight < 0 {
				s.sum[c] += r.weight
				continue
			}
			s.sum[c] += r.weight * share
			share *= decay
			if r.inText {
				s.text[c] += r.weight * textShare
				textShare *= decay
			}
		}
	}
}

func (s *scores) topics() []Topic {
	s.settle()
	order := make([]int, len(Names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.sum[b], s.sum[a]) })
	best := order[0]
	if s.sum[best] < enough {
		return []Topic{{Name: Other, Reason: "nothing points to a practice"}}
	}
	out := []Topic{s.topic(best)}
	for _, c := range order[1:] {
		if len(out) < mostTopics && Names[c] != Other && Names[best] != Other && s.beside(c, best) {
			out = append(out, s.topic(c))
		}
	}
	return out
}

// beside reports whether a category is named beside the best: it comes close to it; or what the text itself says
// outweighs what it says of the best, which owes its place to the headings; or the best is an audience, and this is the
// practice towards it.
func (s *scores) beside(c, best int) bool {
	switch {
	case s.sum[c] >= certain && s.sum[c] >= near*s.sum[best]:
		return true
	case s.text[c] >= certain && s.text[c] >= outweighs*s.text[best]:
		return true
	case Names[c] == International && s.text[c] >= audience:
		return true
	}
	return Names[best] == International && s.text[c] >= besides && s.text[c] >= s.text[best]
}

// topic names a category with the three phrases that weighed most for it.
func (s *scores) topic(c int) Topic {
	list := s.reasons[c]
	var words []string
	for _, r := range list[:min(3, len(list))] {
		words = append(words, r.words)
	}
	return Topic{Name: Names[c], Reason: strings.Join(words, ", ")}
}
