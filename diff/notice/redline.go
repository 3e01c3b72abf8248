package notice

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/notice/docx"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/render/undress"
	"policylog/diff/terms"
)

// TableDOCX writes the comparison table as a word-processor document. The error is the writer's.
func TableDOCX(w io.Writer, n *Notice) error {
	d := n.document(n.tableTitle())
	d.Landscape = true
	d.Body = append(d.Body, docx.Paragraph{Style: "Title", Runs: plainRun(n.tableTitle())})
	for _, s := range n.tableIntro() {
		d.Body = append(d.Body, docx.Paragraph{Style: "Note", Runs: plainRun(s)})
	}
	if len(n.Clauses) == 0 {
		return d.Write(w)
	}
	t := docx.Table{Widths: []int{5500, 5500, 3570}}
	for _, h := range n.tableHead() {
		t.Head = append(t.Head, docx.Cell{Head: true, Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: h, Bold: true}}}}})
	}
	for i, c := range n.Clauses {
		if i == 0 || c.Section != n.Clauses[i-1].Section {
			t.Rows = append(t.Rows, []docx.Cell{{
				Span: 3, Head: true, Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: c.Section, Bold: true}}}},
			}})
		}
		before, after := cells(c)
		t.Rows = append(t.Rows, []docx.Cell{
			{Paragraphs: cellParagraphs(before, docx.Run{Strike: true, Color: "B3261E"})},
			{Paragraphs: cellParagraphs(after, docx.Run{Under: true, Color: "136C2E"})},
			{Paragraphs: []docx.Paragraph{{Runs: plainRun(c.Remark)}}},
		})
	}
	d.Body = append(d.Body, t)
	return d.Write(w)
}

func (n *Notice) document(title string) *docx.Document {
	d := &docx.Document{Title: title, Language: n.Language, EastAsian: n.Language, Author: "policylog", Date: trackedAt(n.New.Captured)}
	if lang := n.New.Language; script(lang) != "" {
		d.EastAsian = lang
	}
	if n.Voice == Publisher && n.Service != "" {
		d.Author = n.Service
	}
	return d
}

// trackedAt is a time of capture as tracked changes carry it; "" when it is not known.
func trackedAt(captured string) string {
	if t, err := time.Parse(time.RFC3339, captured); err == nil {
		return t.UTC().Format(time.RFC3339)
	}
	if t, ok := terms.ParseDate(captured); ok {
		return t.UTC().Format(time.RFC3339)
	}
	return ""
}

func plainRun(s string) []docx.Run { return []docx.Run{{Text: s}} }

// cellParagraphs are the runs of a cell, those that changed in a dress of their own.
func cellParagraphs(runs []Run, changed docx.Run) []docx.Paragraph {
	var out []docx.Paragraph
	for _, para := range paragraphsOf(runs) {
		var p docx.Paragraph
		for _, r := range para {
			if r.Changed {
				c := changed
				c.Text = r.Text
				p.Runs = append(p.Runs, c)
			} else {
				p.Runs = append(p.Runs, docx.Run{Text: r.Text})
			}
		}
		out = append(out, p)
	}
	return out
}

// Redline writes the whole new text of r as a word-processor document with every difference from the old one tracked:
// with all changes accepted it is the new text, with all rejected the old one, in words and order, without their markup.
// A text that moved is deleted at its old place and inserted at its new one. n is the notice of the same result. The
// error is the writer's.
func Redline(w io.Writer, n *Notice, r *diff.Result) error {
	d := n.document(n.Title)
	// The body is the policy's; what the notice says of itself stands above it.
	d.Header = n.Title
	if n.Draft {
		d.Header += " · " + n.DraftMark
	}
	if n.Voice == Observer {
		d.Header += " · " + n.Intro[0]
	}
	for _, p := range tracked(r) {
		d.Body = append(d.Body, p)
	}
	return d.Write(w)
}

// tracked are the paragraphs of both texts. Rows come in the order of the new text; those that stayed are in that of the
// old one too. What did not stay whole, in its place and together is deleted and inserted block by block: old blocks before
// the first row that stayed and stood after them, new ones where they stand.
func tracked(r *diff.Result) []docx.Paragraph {
	t := &tracker{places: r.Places()}
	stays := make([]bool, len(r.Blocks))
	last := -1
	var gone, come []loose
	for i := range r.Blocks {
		row := &r.Blocks[i]
		moved := row.Status == diff.Moved || row.Status == diff.MovedModified || len(row.Old) > 0 && row.Old[0].Index < last
		if stays[i] = !moved && together(row.Old) && together(row.New); !stays[i] {
			gone, come = addLoose(gone, row.Old, row.Kind), addLoose(come, row.New, row.Kind)
		} else if len(row.Old) > 0 {
			last = row.Old[len(row.Old)-1].Index
		}
	}
	for _, list := range [][]loose{gone, come} {
		slices.SortFunc(list, func(a, b loose) int { return a.ref.Index - b.ref.Index })
	}
	for i := range r.Blocks {
		if row := &r.Blocks[i]; stays[i] {
			gone = t.until(gone, row.Old, docx.Deleted)
			come = t.until(come, row.New, docx.Inserted)
			t.row(row)
		}
	}
	t.all(gone, docx.Deleted)
	t.all(come, docx.Inserted)
	return t.out
}

// loose is a block of a row that did not stay.
type loose struct {
	ref  diff.BlockRef
	kind doc.Kind
}

func addLoose(list []loose, refs []diff.BlockRef, kind doc.Kind) []loose {
	for _, b := range refs {
		list = append(list, loose{b, kind})
	}
	return list
}

// together reports whether blocks follow each other in their text.
func together(refs []diff.BlockRef) bool {
	return len(refs) == 0 || refs[len(refs)-1].Index-refs[0].Index == len(refs)-1
}

type tracker struct {
	places *diff.Places
	out    []docx.Paragraph
}

// until adds those of the loose blocks that stand before some others, and returns the rest.
func (t *tracker) until(list []loose, refs []diff.BlockRef, c docx.Change) []loose {
	if len(refs) == 0 {
		return list
	}
	n := 0
	for n < len(list) && list[n].ref.Index < refs[0].Index {
		n++
	}
	t.all(list[:n], c)
	return list[n:]
}

func (t *tracker) all(list []loose, c docx.Change) {
	for _, l := range list {
		t.whole([]diff.BlockRef{l.ref}, l.kind, c)
	}
}

// whole adds blocks that came or went.
func (t *tracker) whole(refs []diff.BlockRef, kind doc.Kind, c docx.Change) {
	old := c == docx.Deleted
	for i, b := range refs {
		t.out = append(t.out, docx.Paragraph{
			Style: t.style(refs[i:], kind, old), End: c, Runs: []docx.Run{{Text: safe.Text(undress.Text(b.Text, kind)), Change: c}},
		})
	}
}

// row adds a row that stayed in its place, changed or not.
func (t *tracker) row(row *diff.Row) {
	switch {
	case len(row.New) == 0:
		t.whole(row.Old, row.Kind, docx.Deleted)
		return
	case len(row.Old) == 0:
		t.whole(row.New, row.Kind, docx.Inserted)
		return
	}
	p := docx.Paragraph{Style: t.style(row.New, row.Kind, false)}
	add := func(text string, c docx.Change) {
		if text = safe.Text(text); text != "" {
			p.Runs = append(p.Runs, docx.Run{Text: text, Change: c})
		}
	}
	end := func(c docx.Change) {
		p.End = c
		t.out = append(t.out, p)
		p = docx.Paragraph{Style: p.Style}
	}
	for _, piece := range excerpt.Of(undress.Row(row), -1) {
		switch piece.Op {
		case diff.SpanDelete:
			add(piece.Old, docx.Deleted)
		case diff.SpanInsert:
			add(piece.New, docx.Inserted)
		case excerpt.Break:
			oldParts, newParts := strings.Contains(piece.Old, "\n"), strings.Contains(piece.New, "\n")
			switch {
			case oldParts && newParts:
				add(signs(piece.Old), docx.Deleted)
				add(signs(piece.New), docx.Inserted)
				end(docx.Kept)
			case newParts:
				add(piece.Old, docx.Deleted)
				add(signs(piece.New), docx.Inserted)
				end(docx.Inserted)
			default:
				add(signs(piece.Old), docx.Deleted)
				end(docx.Deleted)
				add(piece.New, docx.Inserted)
			}
		default:
			head, old, new, tail := apart(safe.Text(piece.Old), safe.Text(piece.New))
			add(head, docx.Kept)
			add(old, docx.Deleted)
			add(new, docx.Inserted)
			add(tail, docx.Kept)
		}
	}
	end(docx.Kept)
}

// signs are what is shown of the white space where a paragraph ends: a form feed, a lone carriage return.
func signs(blank string) string { return strings.Join(strings.Fields(safe.Text(blank)), "") }

// apart finds what two sides that are equal after normalization have between a common beginning and end, as they are
// shown. White space alone is no difference, but a control character that is made visible is one.
func apart(old, new string) (head, oldCore, newCore, tail string) {
	if old == new || strings.Join(strings.Fields(old), " ") == strings.Join(strings.Fields(new), " ") {
		return new, "", "", ""
	}
	o, n := []rune(old), []rune(new)
	i := 0
	for i < len(o) && i < len(n) && o[i] == n[i] {
		i++
	}
	j := 0
	for j < len(o)-i && j < len(n)-i && o[len(o)-1-j] == n[len(n)-1-j] {
		j++
	}
	return string(n[:i]), string(o[i : len(o)-j]), string(n[i : len(n)-j]), string(n[len(n)-j:])
}

// style is that of some blocks: a heading's by the level of its section.
func (t *tracker) style(refs []diff.BlockRef, kind doc.Kind, old bool) string {
	if kind != doc.Heading {
		return ""
	}
	ref := t.places.NewRef(refs)
	if old {
		ref = t.places.OldRef(refs)
	}
	if ref == nil {
		return "Heading6"
	}
	return fmt.Sprintf("Heading%d", min(max(ref.Level, 1), 6))
}
