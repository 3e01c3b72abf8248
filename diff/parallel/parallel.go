// Package parallel compares two languages of one policy: which sections of the one are which of the other, and what
// the two state differently, without a translation, a model or a network.
//
// # Words
//
// A pair is a section of each side that say the same in two languages; a section without one is missing on the other
// side, or merged into a section there. Evidence is what does not change between languages: numbers, dates, durations,
// addresses, Latin names inside other scripts, and the field's terms of a glossary. A difference is a fact that one
// side states and the other does not; "no difference found" says that none was found, not that the texts agree.
//
// # Guarantees
//
// Every section of both documents is in exactly one row; rows are in order of A, and one that only B has follows what
// it follows there. The same input gives the same bytes. Work is bounded: beyond mostCells pairs of sections, only
// those near the diagonal are looked at.
//
// # How
//
// Sections are scored in pairs by their evidence (evidence.go), titles, numbers, kinds of blocks and lengths, with the
// cost of lengths after Gale and Church ("A program for aligning sentences in bilingual corpora", 1993), and aligned in
// order by dynamic programming (align.go); what is left over is aligned again, so that a run of sections that moved is
// found. Blocks of a pair are aligned the same way, one to one or two to one. Facts are then compared (facts.go) by the
// values of package fact, which are equal across languages. Two texts of one language, or in the two Chinese scripts,
// are compared by package diff itself (script.go), which sees words.
package parallel

import (
	"slices"

	"policylog/diff"
	"policylog/diff/doc"
)

// Schema names the version of the JSON contract.
const Schema = "policylog.compare/1"

// Status says what became of a section.
type Status string

// The statuses of a row.
const (
	Same   Status = "no-difference" // paired, and no difference was found
	Differ Status = "differs"       // paired, and facts or, in one language, words differ
	OnlyA  Status = "only-a"        // missing in B
	OnlyB  Status = "only-b"        // missing in A
	Merged Status = "merged"        // its text stands in a section of the other side that has a pair of its own (Row.Within)
)

// Op says on which side a fact stands.
type Op string

// The operations of a fact.
const (
	Changed Op = "changed"
	FactInA Op = "only-a"
	FactInB Op = "only-b"
)

// Fact is something that the two sides state differently. Texts are quoted as they stand.
type Fact struct {
	Kind   string `json:"kind"` // of package fact, or "emphasis"
	Op     Op     `json:"op"`
	A      string `json:"a,omitempty"`
	B      string `json:"b,omitempty"`
	AValue string `json:"a_value,omitempty"` // canonical
	BValue string `json:"b_value,omitempty"`
	ABlock int    `json:"a_block"` // index of the block, doc.None on the side that lacks it
	BBlock int    `json:"b_block"`
	// Role of a link that changed: "host" leads to another site, "page" to another page of it, "language" to what is
	// plainly the same page in another language.
	Role string `json:"role,omitempty"`
	// Minor facts are to be expected between languages, such as a link to the other language's page; they are listed and
	// make no difference.
	Minor bool `json:"minor,omitempty"`
}

// SectionRef names a section of one side. Index is its position in the document's sections.
type SectionRef struct {
	Index  int    `json:"index"`
	Number string `json:"number"`
	Title  string `json:"title"`
}

// BlockPair is blocks of a pair of sections that say the same; one side is empty where nothing answers.
type BlockPair struct {
	A     []int   `json:"a"`
	B     []int   `json:"b"`
	Class string  `json:"class,omitempty"` // of the differer, in one language: "regional", "substantive", …
	Score float64 `json:"score"`
}

// Row is a section of A, of B, or both.
type Row struct {
	Status Status      `json:"status"`
	A      *SectionRef `json:"a"`
	B      *SectionRef `json:"b"`
	Within *SectionRef `json:"within,omitempty"` // of the other side
	Moved  bool        `json:"moved,omitempty"`  // stands elsewhere in the order of sections
	// Meant says of a section that one side alone has that it was declared to be meant for that side: no difference.
	Meant  bool        `json:"meant,omitempty"`
	Score  float64     `json:"score"` // 0 to 1: how sure the pair is
	Facts  []Fact      `json:"facts"`
	Blocks []BlockPair `json:"blocks,omitempty"`
}

// Summary counts rows and facts. Minor facts are counted apart.
type Summary struct {
	Pairs    int `json:"pairs"`
	Same     int `json:"no_difference"`
	Differ   int `json:"differs"`
	OnlyA    int `json:"only_a"`
	OnlyB    int `json:"only_b"`
	Merged   int `json:"merged"`
	Moved    int `json:"moved"`
	Facts    int `json:"facts"`
	Minor    int `json:"minor"`
	Regional int `json:"regional"` // blocks that differ in regional wording or script alone
}

// Result is one comparison.
type Result struct {
	Schema   string    `json:"schema"`
	A        diff.Side `json:"a"`
	B        diff.Side `json:"b"`
	Method   string    `json:"method"` // "languages", or "words" where package diff compared them
	Summary  Summary   `json:"summary"`
	Preamble *Row      `json:"preamble,omitempty"` // what stands before the first heading
	Sections []Row     `json:"sections"`

	a, b     *doc.Document
	regional bool // one language, worded for two regions
}

// Options of a comparison.
type Options struct {
	A, B diff.Side // what is known beyond the texts; empty fields are filled from the documents
	// Only are section numbers or titles that are meant for one side alone, either or the one that OnlyA and OnlyB name:
	// such a section missing on the other side is no difference.
	Only, OnlyA, OnlyB []string
}

// Differences is how much there is to report: rows that differ, are missing or merged. 0 is exit status 0.
func (r *Result) Differences() int {
	n := r.Summary.Differ + r.Summary.OnlyA + r.Summary.OnlyB
	if r.Preamble != nil && r.Preamble.Status == Differ {
		n++
	}
	return n
}

// Compare compares two documents that are, or may be, one policy in two languages.
func Compare(a, b *doc.Document, opt Options) *Result {
	r := &Result{Schema: Schema, A: fill(opt.A, a), B: fill(opt.B, b), Sections: []Row{}, a: a, b: b}
	if sameLanguage(r.A.Language, r.B.Language) {
		r.Method = "words"
		r.byWords()
	} else {
		r.Method = "languages"
		r.byEvidence()
	}
	r.declare(opt)
	r.count()
	return r
}

// fill completes a side from its document.
func fill(s diff.Side, d *doc.Document) diff.Side {
	if s.Language == "" {
		s.Language = d.Meta.Language
	}
	if s.Language == "" {
		s.Language = doc.DetectLanguage(d.Source[d.Start:])
	}
	if s.Title == "" {
		s.Title = d.Meta.Title
	}
	if s.Captured == "" {
		s.Captured = d.Meta.Captured
	}
	return s
}

// declare takes sections that are meant for one side out of what is missing.
func (r *Result) declare(opt Options) {
	for i := range r.Sections {
		row := &r.Sections[i]
		switch {
		case row.Status == OnlyA:
			row.Meant = named(row.A, opt.Only) || named(row.A, opt.OnlyA)
		case row.Status == OnlyB:
			row.Meant = named(row.B, opt.Only) || named(row.B, opt.OnlyB)
		}
		if row.Meant {
			row.Status = Same
		}
	}
}

// named says whether one of some names is a section's number or title.
func named(ref *SectionRef, names []string) bool {
	return slices.Contains(names, ref.Title) || ref.Number != "" && slices.Contains(names, ref.Number)
}

func (r *Result) count() {
	s := &r.Summary
	rows := r.Sections
	if r.Preamble != nil {
		rows = append([]Row{*r.Preamble}, rows...)
	}
	for i, row := range rows {
		for _, f := range row.Facts {
			if f.Minor {
				s.Minor++
			} else {
				s.Facts++
			}
		}
		if r.Preamble != nil && i == 0 {
			continue
		}
		if row.A != nil && row.B != nil {
			s.Pairs++
		}
		if row.Moved {
			s.Moved++
		}
		switch row.Status {
		case Same:
			s.Same++
		case Differ:
			s.Differ++
		case OnlyA:
			s.OnlyA++
		case OnlyB:
			s.OnlyB++
		case Merged:
			s.Merged++
		}
	}
}

// refOf names a section; nil for none.
func refOf(d *doc.Document, i int) *SectionRef {
	if i < 0 || i >= len(d.Sections) {
		return nil
	}
	s := d.Sections[i]
	return &SectionRef{Index: i, Number: s.Number, Title: s.Title}
}
