package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"policylog/diff"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// Markdown writes a result as GitHub-flavoured Markdown, for a comment or an issue: deletions in <del>, insertions in
// <ins>. Everything of the policy in it is text: no link, heading, HTML, formula or mention comes of it. The error is the
// writer's.
func Markdown(w io.Writer, r *diff.Result, o Options) error {
	v := look(r, o)
	buf := bufio.NewWriter(w)
	md := safe.Markdown
	fmt.Fprintf(buf, "## %s\n\n", md(v.title()))
	if sides := v.sides(); len(sides) > 0 {
		fmt.Fprintf(buf, "|   | %s | %s |\n|---|---|---|\n", v.cat.Text(terms.Old), v.cat.Text(terms.New))
		for _, f := range sides {
			fmt.Fprintf(buf, "| %s | %s | %s |\n", md(f.label), md(f.old), md(f.new))
		}
		fmt.Fprintln(buf)
	}
	fmt.Fprintf(buf, "%s\n\n", md(v.headline()))
	for _, g := range v.groups {
		fmt.Fprintf(buf, "### %s\n\n", md(v.plainName(g)))
		if ref := g.ref(); ref != nil && len(v.around(ref)) > 0 {
			fmt.Fprintf(buf, "%s\n\n", md(strings.Join(v.around(ref), " › ")))
		}
		for _, it := range g.items {
			v.markdownItem(buf, it)
		}
		if g.shifted > 0 {
			fmt.Fprintf(buf, "- *%s*\n\n", v.cat.Count(terms.SectionMoved, g.shifted))
		}
	}
	for _, s := range v.footer() {
		fmt.Fprintf(buf, "%s\n\n", md(s))
	}
	return buf.Flush()
}

func (v *view) markdownItem(w *bufio.Writer, it item) {
	md := safe.Markdown
	if it.kind == context {
		fmt.Fprintf(w, "  > %s\n\n", md(excerpt.Text(it.row.New)))
		return
	}
	status, class := v.label(it)
	fmt.Fprintf(w, "- **%s**", md(status))
	if class != "" {
		fmt.Fprintf(w, " · %s", md(class))
	}
	fmt.Fprintln(w)
	if it.kind == away {
		fmt.Fprintln(w)
		return
	}
	if facts := v.factTexts(it.row); len(facts) > 0 {
		fmt.Fprintf(w, "  %s\n", md(strings.Join(facts, " · ")))
	}
	if v.opt.Explain {
		for _, reason := range it.row.Reasons {
			fmt.Fprintf(w, "  %s%s%s\n", v.cat.Text(terms.Why), v.cat.Colon(), md(v.cat.Reason(reason)))
		}
		fmt.Fprintf(w, "  %s %s\n", v.cat.Text(terms.RowID), md(it.row.ID))
	}
	if !quiet(it.row) {
		pieces := v.pieces(it.row)
		if inTwoScripts(it.row) {
			fmt.Fprintf(w, "\n  > %s\n  >\n", markdownPieces(oneSide(pieces, true)))
			fmt.Fprintf(w, "  > %s\n", markdownPieces(oneSide(pieces, false)))
		} else {
			fmt.Fprintf(w, "\n  > %s\n", markdownPieces(pieces))
		}
	}
	fmt.Fprintln(w)
}

// markdownPieces is a row's text with <del> and <ins> around what changed, on one line.
func markdownPieces(pieces []excerpt.Piece) string {
	var b strings.Builder
	for i, p := range pieces {
		switch p.Op {
		case excerpt.Gap:
			b.WriteString(gapText(i == 0, i == len(pieces)-1))
		case excerpt.Break:
			b.WriteString(" ¶ ")
		case diff.SpanDelete:
			b.WriteString("<del>" + safe.Markdown(p.Old) + "</del>")
		case diff.SpanInsert:
			b.WriteString("<ins>" + safe.Markdown(p.New) + "</ins>")
		default:
			b.WriteString(safe.Markdown(p.New))
		}
	}
	return b.String()
}
