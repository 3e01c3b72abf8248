// Package topic tells which data practices a text of a policy speaks of: the ten categories of the OPP-115 scheme
// (Wilson et al., "The Creation and Analysis of a Website Privacy Policy Corpus", ACL 2016).
//
// It is a linear classifier with weights set by hand. cues.txt has for each category the wordings that speak for it in
// English and Chinese ("we ~ share", "no longer than"), with a weight in the text and one in a heading. What a sentence
// says of a category is the sum of the cues found in it, each further one counting less; a sentence is about the
// category of which it says most. A text's score of a category is the sum over its sentences, those about something else
// counting less, and over the headings that it stands under. The best category is named if it reaches a threshold;
// beside it those to which a sentence or a heading of their own is given. First Party Collection/Use is what a paragraph
// of a policy is about when it speaks of personal information and nothing points elsewhere, and Other is the rest. The
// words that decided are given as the reason, as they stand in the text.
//
// Weights learnt from labelled blocks and from the headings that blocks stand under were tried instead (logistic
// regression over rows of one to three words): they fitted the documents that they were learnt from and did worse than
// the cues on others.
//
// Topics are the analyst's: they say what a text is about and are never put into a notice. Of is deterministic, and
// linear in the length of the text.
package topic

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff/fact"
	"policylog/diff/sentence"
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
var Names = [...]string{FirstParty, ThirdParty, Choice, Access, Retention, Security, PolicyChange, DoNotTrack, International, Other}

// Topic is a category and why the text has it.
type Topic struct {
	Name   string
	Reason string // the words of the text and its headings that it is known by, “we may share”, “third parties”; may be none
}

// Thresholds of the scores, tuned on the labelled set.
const (
	enough     = 1.0  // a best score below says nothing
	decay      = 0.65 // of each further cue of a category in a sentence
	fade       = 0.70 // of each further sentence
	passing    = 0.6  // weight of what a sentence says of another category than its own
	outerShare = 0.5  // weight of an outer heading beside the nearest
	dataType   = 2.0  // each data type named speaks for collection
	mostData   = 4
	mostTopics = 3
	clear      = 5.5  // what a sentence must say of its category for this to be named beside the best
	share      = 0.40 // and what share of the best score it needs
	foremost   = 3.5  // what the text must say of its own best category for this to be named beside that of its headings
)

// Of returns the topics of a text, the likeliest first: at least one. path are the titles of the sections around it,
// outermost first; heading is the nearest one; lang is BCP 47 and may be unknown ("").
func Of(path []string, heading, text, lang string) []Topic {
	return new(Reader).Of(path, heading, text, lang)
}

// Reader is for texts that have sentences and headings in common, such as sections and the blocks in them, or the versions
// of a policy: what each says is worked out once, and kept while it is among the last some thousands. It may be used by
// several goroutines at once.
type Reader struct{ sentences, headings recent }

// hint is words that speak for a category.
type hint struct {
	category int
	weight   float64
	words    string
}

// Of is the function Of.
func (r *Reader) Of(path []string, heading, text, lang string) []Topic {
	var e evidence
	text = withoutTargets(text)
	for _, at := range sentence.Split(text, 0) {
		e.sentence(r.sentences.get(spoken{text[at.Start:at.End], lang}, sentenceHints))
	}
	e.heading(r.heading(heading), 1)
	for i := len(path) - 1; i > 0 || i == 0 && len(path) == 1; i-- { // the outermost of several is the policy's title
		e.heading(r.heading(path[i]), outerShare)
	}
	return e.topics()
}

func (r *Reader) heading(title string) []hint {
	return r.headings.get(spoken{text: title}, headingHints)
}

// sentenceHints are what speaks for a category in a sentence.
func sentenceHints(s spoken) []hint {
	var out []hint
	words := split(s.text)
	for _, f := range find(words) {
		if f.text > 0 {
			out = append(out, hint{f.category, f.text, f.quote(s.text, words)})
		}
	}
	data := fact.FindIn(s.text, s.lang, fact.DataType)
	for _, f := range data[:min(mostData, len(data))] {
		out = append(out, hint{0, dataType, f.Text})
	}
	return out
}

// headingHints are what speaks for a category in a heading.
func headingHints(title spoken) []hint {
	var out []hint
	words := split(title.text)
	for _, f := range find(words) {
		if f.heading > 0 {
			out = append(out, hint{f.category, f.heading, f.quote(title.text, words)})
		}
	}
	return out
}

// scores are what is said of each category.
type scores [len(Names)]float64

func (s *scores) best() int {
	at := 0
	for c, x := range s {
		if x > s[at] {
			at = c
		}
	}
	return at
}

// evidence is what was found for each category.
type evidence struct {
	sentences []scores
	headings  scores
	reasons   [len(Names)][]hint
}

func (e *evidence) sentence(hints []hint) {
	var weights [len(Names)][]float64
	for _, h := range hints {
		weights[h.category] = append(weights[h.category], h.weight)
		e.reasons[h.category] = append(e.reasons[h.category], h)
	}
	var s scores
	for c, w := range weights {
		s[c] = fading(w, decay)
	}
	e.sentences = append(e.sentences, s)
}

func (e *evidence) heading(hints []hint, share float64) {
	for _, h := range hints {
		h.weight *= share
		e.headings[h.category] += h.weight
		e.reasons[h.category] = append(e.reasons[h.category], h)
	}
}

// fading sums weights, the greatest first and each next one counting less: what says the same in many words is not more
// about it.
func fading(weights []float64, by float64) float64 {
	slices.SortFunc(weights, func(a, b float64) int { return cmp.Compare(b, a) })
	sum, part := 0.0, 1.0
	for _, w := range weights {
		sum += w * part
		part *= by
	}
	return sum
}

func (e *evidence) topics() []Topic {
	inText, own := e.inText()
	sum := inText
	for c, h := range e.headings {
		sum[c] += h
		own[c] = max(own[c], h)
	}
	order := make([]int, len(Names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sum[b], sum[a]) })
	first, ofText := order[0], inText.best()
	if sum[first] < enough {
		return []Topic{{Name: Other}}
	}
	out := []Topic{e.topic(first)}
	for _, c := range order[1:] {
		beside := own[c] >= clear && sum[c] >= share*sum[first] || c == ofText && inText[c] >= foremost
		if beside && len(out) < mostTopics && Names[c] != Other && Names[first] != Other {
			out = append(out, e.topic(c))
		}
	}
	return out
}

// inText returns what the text says of each category, and the most that a sentence of its own does.
func (e *evidence) inText() (sum, own scores) {
	var each [len(Names)][]float64
	for _, s := range e.sentences {
		about := s.best()
		own[about] = max(own[about], s[about])
		for c, x := range s {
			if c != about {
				x *= passing
			}
			each[c] = append(each[c], x)
		}
	}
	for c := range each {
		sum[c] = fading(each[c], fade)
	}
	return sum, own
}

// topic names a category with the three cues that weighed most for it.
func (e *evidence) topic(c int) Topic {
	list := e.reasons[c]
	slices.SortStableFunc(list, func(a, b hint) int { return cmp.Compare(b.weight, a.weight) })
	var words []string
	for _, r := range list {
		if w := "“" + strings.Join(strings.Fields(r.words), " ") + "”"; len(words) < 3 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return Topic{Name: Names[c], Reason: strings.Join(words, ", ")}
}
