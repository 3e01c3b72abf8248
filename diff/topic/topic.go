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
)

// The categories, as OPP-115 names them.
const (
	FirstParty    = "First Party Collection/Use"
	ThirdParty    = "Third Party Sharing/Collection"
	Choice        = "User Choice/Control"
	Access        = "User Access, Edit and Deletion"
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
	enough     = 1.5  // a best score below says nothing
	certain    = 4.0  // a category beside the best needs as much
	close      = 0.72 // and this share of the best
	outerShare = 0.5  // weight of an outer heading beside the nearest
	mostTopics = 3
)

// Of returns the topics of a text, the likeliest first: at least one. path are the titles of the sections around it,
// outermost first; heading is the nearest one; lang is BCP 47 and may be unknown ("").
func Of(path []string, heading, text, lang string) []Topic {
	var s scores
	s.add(text, lang, 1, "text", func(p *phrase) float64 { return p.text })
	s.add(heading, lang, 1, "heading", func(p *phrase) float64 { return p.heading })
	for i := len(path) - 1; i > 0 || i == 0 && len(path) == 1; i-- { // the outermost of several is the policy's title
		s.add(path[i], lang, outerShare, "outer heading", func(p *phrase) float64 { return p.heading })
	}
	return s.topics()
}

type scores struct {
	sum     [10]float64
	reasons [10][]reason
}

type reason struct {
	weight float64
	words  string
}

func (s *scores) add(text, lang string, share float64, place string, weight func(*phrase) float64) {
	if text == "" {
		return
	}
	for _, p := range find(text, lang) {
		if w := weight(p) * share; w != 0 {
			s.sum[p.category] += w
			s.reasons[p.category] = append(s.reasons[p.category], reason{w, fmt.Sprintf("%s (%s)", p.words, place)})
		}
	}
}

func (s *scores) topics() []Topic {
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
		if len(out) < mostTopics && s.sum[c] >= certain && s.sum[c] >= close*s.sum[best] && Names[c] != Other && Names[best] != Other {
			out = append(out, s.topic(c))
		}
	}
	return out
}

// topic names a category with the three phrases that weighed most for it.
func (s *scores) topic(c int) Topic {
	list := s.reasons[c]
	slices.SortStableFunc(list, func(a, b reason) int { return cmp.Compare(b.weight, a.weight) })
	var words []string
	for _, r := range list[:min(3, len(list))] {
		words = append(words, r.words)
	}
	return Topic{Name: Names[c], Reason: strings.Join(words, ", ")}
}
