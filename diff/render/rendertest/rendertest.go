// Package rendertest builds results by hand for tests of what is made of them. Texts are written with their changes in
// them, as [-old-]{+new+}; everything else (indices, joined texts, summary) follows.
package rendertest

import (
	"fmt"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
)

// Builder collects sections and rows in reading order of the new text.
type Builder struct {
	r        diff.Result
	oldBlock int
	newBlock int
	oldSec   int
	newSec   int
}

// New starts a result of two sides.
func New(old, new diff.Side) *Builder {
	return &Builder{r: diff.Result{Schema: diff.Schema, Old: old, New: new}, oldSec: doc.None, newSec: doc.None}
}

// Section starts a section and adds the row of its heading. A name is "number|title"; "" where it is not on that side.
func (b *Builder) Section(status diff.Status, class diff.Class, old, new string, path ...string) *Builder {
	row := diff.SectionRow{Status: status}
	ref := func(name string, index int) *diff.SectionRef {
		number, title, _ := strings.Cut(name, "|")
		return &diff.SectionRef{Index: index, Number: number, Title: title, Level: len(path) + 1, Path: path}
	}
	n := 0
	for _, s := range b.r.Sections {
		if s.Old != nil {
			n = max(n, s.Old.Index+1)
		}
	}
	if old != "" {
		row.Old, b.oldSec = ref(old, n), n
	}
	n = 0
	for _, s := range b.r.Sections {
		if s.New != nil {
			n = max(n, s.New.Index+1)
		}
	}
	if new != "" {
		row.New, b.newSec = ref(new, n), n
	}
	b.r.Sections = append(b.r.Sections, row)
	heading := func(name string) string { return "## " + strings.TrimSpace(strings.Replace(name, "|", " ", 1)) }
	switch {
	case old == "":
		return b.Row(status, class, doc.Heading, "{+"+heading(new)+"+}")
	case new == "":
		return b.Row(status, class, doc.Heading, "[-"+heading(old)+"-]")
	case old == new:
		return b.Row(status, class, doc.Heading, heading(new))
	}
	o, nw, _ := strings.Cut(old, "|")
	n2, n3, _ := strings.Cut(new, "|")
	text := "## "
	pair := func(o, n string) string {
		if o == n {
			return n
		}
		return "[-" + o + "-]{+" + n + "+}"
	}
	return b.Row(status, class, doc.Heading, strings.Join([]string{text + pair(o, n2), pair(nw, n3)}, " "))
}

// Row adds a row. In marked, ¶ separates the blocks of a split's new side or a merge's old side.
func (b *Builder) Row(status diff.Status, class diff.Class, kind doc.Kind, marked string, facts ...diff.FactChange) *Builder {
	spans := Spans(marked)
	var old, new string
	hasOld, hasNew := status != diff.Added, status != diff.Removed
	for _, s := range spans {
		old += s.Old
		new += s.New
	}
	row := diff.Row{
		ID: fmt.Sprintf("%08x", len(b.r.Blocks)*2654435761), Status: status, Kind: kind, Class: class, Facts: facts,
		Cosmetic: class == diff.Cosmetic, Reasons: []string{"built by hand"},
	}
	if status == diff.Equal {
		row.Class, row.Reasons = "", nil
	}
	if strings.Contains(marked, "[-") || strings.Contains(marked, "{+") {
		row.Spans = spans
	}
	if hasOld {
		row.Old = b.refs(old, &b.oldBlock, b.oldSec, true)
	}
	if hasNew {
		row.New = b.refs(new, &b.newBlock, b.newSec, false)
	}
	for i := range row.Spans {
		row.Spans[i].Old = strings.ReplaceAll(row.Spans[i].Old, "¶", "\n")
		row.Spans[i].New = strings.ReplaceAll(row.Spans[i].New, "¶", "\n")
	}
	b.r.Blocks = append(b.r.Blocks, row)
	if n := len(b.r.Sections); n > 0 {
		b.r.Sections[n-1].Blocks = append(b.r.Sections[n-1].Blocks, len(b.r.Blocks)-1)
	}
	return b
}

func (b *Builder) refs(joined string, index *int, sec int, old bool) []diff.BlockRef {
	name := ""
	for _, s := range b.r.Sections {
		ref := s.New
		if old {
			ref = s.Old
		}
		if ref != nil && ref.Index == sec {
			if name = ref.Number; name == "" {
				name = ref.Title
			}
		}
	}
	var out []diff.BlockRef
	for _, text := range strings.Split(joined, "¶") {
		out = append(out, diff.BlockRef{Index: *index, SectionIndex: sec, Section: name, Text: text})
		*index++
	}
	return out
}

// From puts the old side of the last row at another place of the old text: block and section index.
func (b *Builder) From(block, section int) *Builder {
	row := &b.r.Blocks[len(b.r.Blocks)-1]
	for i := range row.Old {
		row.Old[i].Index, row.Old[i].SectionIndex = block+i, section
	}
	return b
}

// Result finishes the result with its summary.
func (b *Builder) Result() *diff.Result {
	s := diff.Summary{}
	for _, row := range b.r.Blocks {
		if row.Status == diff.Equal {
			s.Equal++
		}
		if row.Cosmetic {
			s.Cosmetic++
		}
		for part, n := range map[string]*int{
			"modified": &s.Modified, "added": &s.Added, "removed": &s.Removed, "moved": &s.Moved, "split": &s.Split,
			"merged": &s.Merged, "retitled": &s.Retitled, "renumbered": &s.Renumbered,
		} {
			for _, p := range strings.Split(string(row.Status), "+") {
				if p == part {
					*n++
				}
			}
		}
	}
	b.r.Summary = s
	return &b.r
}

// Spans reads a text with its changes in it.
func Spans(marked string) []diff.Span {
	var out []diff.Span
	for marked != "" {
		i := len(marked)
		for _, open := range []string{"[-", "{+"} {
			if j := strings.Index(marked, open); j >= 0 && j < i {
				i = j
			}
		}
		if i > 0 {
			out = append(out, diff.Span{Op: diff.SpanEqual, Old: marked[:i], New: marked[:i]})
			marked = marked[i:]
			continue
		}
		if strings.HasPrefix(marked, "[-") {
			text, rest, _ := strings.Cut(marked[2:], "-]")
			out = append(out, diff.Span{Op: diff.SpanDelete, Old: text})
			marked = rest
			continue
		}
		text, rest, _ := strings.Cut(marked[2:], "+}")
		out = append(out, diff.Span{Op: diff.SpanInsert, New: text})
		marked = rest
	}
	return out
}

// Fact is a short way to write a change of fact.
func Fact(kind string, op diff.FactOp, old, new, role string) diff.FactChange {
	return diff.FactChange{Kind: kind, Op: op, Old: old, New: new, Role: role}
}
