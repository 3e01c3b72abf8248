package notice

import (
	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/doc"
	"policylog/diff/render/safe"
	"policylog/diff/render/undress"
	"policylog/diff/terms"
)

// Clause is a row of the comparison table: a clause before, after, and what to remark. The texts are whole.
type Clause struct {
	ID      string `json:"id"`
	Section string `json:"section"` // number and title, in the new text where it is there
	Lang    string `json:"lang"`
	Before  []Run  `json:"before,omitempty"` // empty where the clause is new
	After   []Run  `json:"after,omitempty"`  // empty where it is gone
	Remark  string `json:"remark"`
}

// clauses are all changed rows in the order of the text. What differs in form or script only is left out, and so is what
// is no text (attributes, rules), what merely moved with its section, and what a person found to be no change.
func (m *maker) clauses() []Clause {
	entries := map[string]*changelog.Entry{}
	for i := range m.log.Sections {
		for j := range m.log.Sections[i].Entries {
			e := &m.log.Sections[i].Entries[j]
			for _, id := range e.Rows {
				entries[id] = e
			}
		}
	}
	out := []Clause{}
	for i := range m.r.Blocks {
		row := &m.r.Blocks[i]
		e := entries[row.ID]
		if !m.inTable(row, e) {
			continue
		}
		q := m.sides(undress.Row(row), -1, 0)
		out = append(out, Clause{
			ID: safe.Line(row.ID), Section: safe.Line(m.sectionOf(row)), Lang: q.Lang, Before: q.Before, After: q.After,
			Remark: m.remark(row, e),
		})
	}
	return out
}

func (m *maker) inTable(row *diff.Row, e *changelog.Entry) bool {
	if v, ok := m.verdict([]string{row.ID}); ok && (v == Noise || v == ExtractionError) {
		return false
	}
	switch {
	case row.Status == diff.Equal, row.Kind == doc.Attribute, row.Kind == doc.Rule:
		return false
	case e != nil:
		return true
	case row.Class == diff.Cosmetic, row.Class == diff.Regional, row.Status == diff.Moved:
		return false
	}
	return true
}

// remark is what is said of the change; of what is only counted, what became of it and of which class it is.
func (m *maker) remark(row *diff.Row, e *changelog.Entry) string {
	if e != nil && e.ID == row.ID {
		if len(e.Rows) == 1 {
			return m.cat.Semicolons(said(e))
		}
		return m.cat.Status(row.Status)
	}
	if e != nil {
		return m.cat.Status(row.Status)
	}
	switch row.Class {
	case diff.DateOnly, diff.LinkOnly, diff.Emphasis:
		return m.cat.Class(row.Class)
	}
	return m.cat.Status(row.Status)
}

// sectionOf is the name of the section that a row stands in, or stood in.
func (m *maker) sectionOf(row *diff.Row) string {
	ref := m.places.NewRef(row.New)
	if len(row.New) == 0 {
		ref = m.places.OldRef(row.Old)
	}
	if ref != nil {
		return ref.Name()
	}
	return m.cat.Text(terms.Preamble)
}
