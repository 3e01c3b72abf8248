// Package contract checks a comparison against the promises of the JSON contract: nothing of either text is lost, rows
// stand in order, counts and spans add up. It is what tests, fuzzing and sweeps over real histories hold every result to.
package contract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"policylog/diff"
	"policylog/diff/doc"
)

// Check returns the first promise that a comparison of two texts breaks, or nil. The texts are the documents' sources.
func Check(old, new []byte, r *diff.Result) error {
	if r.Schema != diff.Schema {
		return fmt.Errorf("schema %q", r.Schema)
	}
	oldDoc, newDoc := doc.Parse(old), doc.Parse(new)
	for _, s := range []struct {
		name string
		doc  *doc.Document
		refs func(diff.Row) []diff.BlockRef
	}{
		{"old", oldDoc, func(r diff.Row) []diff.BlockRef { return r.Old }},
		{"new", newDoc, func(r diff.Row) []diff.BlockRef { return r.New }},
	} {
		if err := complete(s.doc, r.Blocks, s.refs); err != nil {
			return fmt.Errorf("%s side: %w", s.name, err)
		}
	}
	for i, row := range r.Blocks {
		if err := checkRow(row); err != nil {
			return fmt.Errorf("row %d (%s): %w", i, row.Status, err)
		}
	}
	if err := checkOrder(r.Blocks); err != nil {
		return err
	}
	if got := diff.Count(r.Blocks); got != r.Summary {
		return fmt.Errorf("summary %+v, rows count %+v", r.Summary, got)
	}
	return checkSections(oldDoc, newDoc, r)
}

// complete checks that every block of a document is in exactly one row, as it stands, and that the blocks hold every
// non-blank character of the text.
func complete(d *doc.Document, rows []diff.Row, refs func(diff.Row) []diff.BlockRef) error {
	seen := make([]bool, len(d.Blocks))
	for i, row := range rows {
		if !slices.IsSortedFunc(refs(row), func(a, b diff.BlockRef) int { return a.Index - b.Index }) {
			return fmt.Errorf("row %d lists its blocks out of order", i)
		}
		for _, ref := range refs(row) {
			if ref.Index < 0 || ref.Index >= len(seen) {
				return fmt.Errorf("row %d: no block %d", i, ref.Index)
			}
			if seen[ref.Index] {
				return fmt.Errorf("block %d is in two rows", ref.Index)
			}
			seen[ref.Index] = true
			if b := d.Blocks[ref.Index]; ref.Text != b.Text || ref.SectionIndex != b.Section {
				return fmt.Errorf("row %d: block %d is not as it stands in the document", i, ref.Index)
			}
		}
	}
	if i := slices.Index(seen, false); i >= 0 {
		return fmt.Errorf("block %d is in no row: %q", i, d.Blocks[i].Text)
	}
	return nil
}

// Letters is every non-blank character of the blocks that the rows hold on one side, in document order.
func Letters(rows []diff.Row, newSide bool) string {
	var all []diff.BlockRef
	for _, r := range rows {
		if newSide {
			all = append(all, r.New...)
		} else {
			all = append(all, r.Old...)
		}
	}
	slices.SortFunc(all, func(a, b diff.BlockRef) int { return a.Index - b.Index })
	var b strings.Builder
	for _, ref := range all {
		b.WriteString(strings.Join(strings.FieldsFunc(ref.Text, unicode.IsSpace), ""))
	}
	return b.String()
}

func checkRow(r diff.Row) error {
	var old, new []string
	for _, ref := range r.Old {
		old = append(old, ref.Text)
	}
	for _, ref := range r.New {
		new = append(new, ref.Text)
	}
	oldText, newText := strings.Join(old, "\n"), strings.Join(new, "\n")
	if err := checkCounts(r.Status, len(old), len(new)); err != nil {
		return err
	}
	if same := oldText == newText; (r.Status == diff.Equal || r.Status == diff.Moved) != same && len(old) == 1 && len(new) == 1 {
		return fmt.Errorf("texts equal: %v", same)
	}
	if (r.Class == "") != (r.Status == diff.Equal) {
		return fmt.Errorf("class %q", r.Class)
	}
	if r.Cosmetic && (r.Status != diff.Modified && r.Status != diff.MovedModified || r.Class != diff.Cosmetic && r.Class != diff.Regional) {
		return fmt.Errorf("cosmetic, with class %q", r.Class)
	}
	if r.Spans == nil {
		if len(old) > 0 && len(new) > 0 && oldText != newText {
			return fmt.Errorf("texts differ and there are no spans")
		}
		return nil
	}
	var o, n strings.Builder
	for _, s := range r.Spans {
		switch s.Op {
		case diff.SpanEqual:
			o.WriteString(s.Old)
			n.WriteString(s.New)
		case diff.SpanDelete:
			o.WriteString(s.Old)
		case diff.SpanInsert:
			n.WriteString(s.New)
		default:
			return fmt.Errorf("span op %q", s.Op)
		}
	}
	if o.String() != oldText {
		return fmt.Errorf("spans join to old %q, not %q", o.String(), oldText)
	}
	if n.String() != newText {
		return fmt.Errorf("spans join to new %q, not %q", n.String(), newText)
	}
	return nil
}

func checkCounts(s diff.Status, old, new int) error {
	ok := false
	switch s {
	case diff.Added:
		ok = old == 0 && new == 1
	case diff.Removed:
		ok = old == 1 && new == 0
	case diff.Split:
		ok = old == 1 && new > 1
	case diff.Merged:
		ok = old > 1 && new == 1
	case diff.Equal, diff.Modified, diff.Moved, diff.MovedModified, diff.Retitled, diff.Renumbered, diff.RetitledRenumbered:
		ok = old == 1 && new == 1
	}
	if !ok {
		return fmt.Errorf("%d old and %d new blocks", old, new)
	}
	return nil
}

// checkOrder checks the reading order of rows.
func checkOrder(rows []diff.Row) error {
	stayedIn := make(map[int]int) // the row of each old block that stayed
	for i, r := range rows {
		if r.Status == diff.Moved || r.Status == diff.MovedModified || r.Status == diff.Removed {
			continue
		}
		for _, ref := range r.Old {
			stayedIn[ref.Index] = i
		}
	}
	lastNew, lastRemoved := -1, -1
	follows := -1 // the row that removed rows here follow
	for i, r := range rows {
		if len(r.New) > 0 {
			if r.New[0].Index <= lastNew {
				return fmt.Errorf("row %d: new block %d after %d", i, r.New[0].Index, lastNew)
			}
			lastNew, lastRemoved, follows = r.New[0].Index, -1, i
			continue
		}
		want := -1
		for o := r.Old[0].Index - 1; o >= 0; o-- {
			if row, ok := stayedIn[o]; ok {
				want = row
				break
			}
		}
		if want != follows {
			return fmt.Errorf("row %d: removed block %d follows row %d, not %d", i, r.Old[0].Index, follows, want)
		}
		if r.Old[0].Index < lastRemoved {
			return fmt.Errorf("row %d: removed block %d after %d", i, r.Old[0].Index, lastRemoved)
		}
		lastRemoved = r.Old[0].Index
	}
	return nil
}

func checkSections(old, new *doc.Document, r *diff.Result) error {
	for _, s := range []struct {
		name string
		n    int
		ref  func(diff.SectionRow) *diff.SectionRef
	}{
		{"old", len(old.Sections), func(r diff.SectionRow) *diff.SectionRef { return r.Old }},
		{"new", len(new.Sections), func(r diff.SectionRow) *diff.SectionRef { return r.New }},
	} {
		seen := make([]bool, s.n)
		for _, row := range r.Sections {
			ref := s.ref(row)
			if ref == nil {
				continue
			}
			if ref.Index < 0 || ref.Index >= s.n || seen[ref.Index] {
				return fmt.Errorf("%s section %d unknown or in two rows", s.name, ref.Index)
			}
			seen[ref.Index] = true
		}
		if i := slices.Index(seen, false); i >= 0 {
			return fmt.Errorf("%s section %d is in no row", s.name, i)
		}
	}
	for i, row := range r.Sections {
		if !slices.IsSorted(row.Blocks) || len(row.Blocks) > 0 && row.Blocks[len(row.Blocks)-1] >= len(r.Blocks) {
			return fmt.Errorf("section row %d: blocks %v", i, row.Blocks)
		}
	}
	return nil
}

// Mirrored returns where the links of a comparison and of the one the other way round differ, or nil.
func Mirrored(forth, back *diff.Result) error {
	a, b := links(forth, false), links(back, true)
	if a != b {
		return fmt.Errorf("links forth %s, back %s", a, b)
	}
	return nil
}

// links writes out which blocks are aligned and which of them moved, seen from the old side of the first comparison.
func links(r *diff.Result, swap bool) string {
	var lines []string
	for _, row := range r.Blocks {
		old, new := row.Old, row.New
		if swap {
			old, new = new, old
		}
		var b bytes.Buffer
		for _, ref := range old {
			fmt.Fprintf(&b, "%08d ", ref.Index)
		}
		b.WriteString("| ")
		for _, ref := range new {
			fmt.Fprintf(&b, "%08d ", ref.Index)
		}
		fmt.Fprint(&b, row.Status == diff.Moved || row.Status == diff.MovedModified)
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
