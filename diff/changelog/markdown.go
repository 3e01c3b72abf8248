package changelog

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// Markdown writes a changelog as GitHub-flavoured Markdown. Everything of the policy in it is text: no link, heading,
// HTML, formula or mention comes of it. The error is the writer's.
func Markdown(w io.Writer, c *Changelog) error {
	buf := bufio.NewWriter(w)
	markdown(buf, c, 1)
	return buf.Flush()
}

// markdown writes a changelog whose heading is of a level.
func markdown(w *bufio.Writer, c *Changelog, level int) {
	cat := terms.For(c.Language)
	md := safe.Markdown
	h := hashes(level)
	title := cmp.Or(safe.Line(c.Title), safe.Line(c.Source), cat.Text(terms.Untitled))
	fmt.Fprintf(w, "%s %s · %s\n\n", h, md(title), cat.Text(terms.WhatsNew))
	if lines := endLines(cat, c); len(lines) > 0 {
		fmt.Fprintf(w, "|   | %s | %s |\n|---|---|---|\n", cat.Text(terms.Old), cat.Text(terms.New))
		for _, l := range lines {
			fmt.Fprintf(w, "| %s | %s | %s |\n", md(l[0]), md(l[1]), md(l[2]))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%s\n\n", md(c.Summary))
	for _, s := range c.Statements {
		fmt.Fprintf(w, "- %s\n", md(s.Text))
	}
	if len(c.Statements) > 0 {
		fmt.Fprintln(w)
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		fmt.Fprintf(w, "%s %s\n\n", hashes(level+1), md(sectionTitle(cat, s)))
		if s.Old != "" && !s.tellsTitle() {
			fmt.Fprintf(w, "%s\n\n", md(cat.Text(terms.WasTitled, cat.Quote(short(s.Old)))))
		}
		for j := range s.Entries {
			markdownEntry(w, cat, &s.Entries[j])
		}
		fmt.Fprintln(w)
	}
	if c.Claims != nil {
		markdownClaims(w, cat, c, level)
	}
}

// hashes is the mark of a heading; Markdown has six levels.
func hashes(level int) string { return strings.Repeat("#", min(level, 6)) }

func markdownEntry(w *bufio.Writer, cat terms.Catalogue, e *Entry) {
	text := safe.Markdown(bulletLine(cat, e))
	if e.Rank == ByFact {
		text = "**" + text + "**"
	}
	fmt.Fprintf(w, "- %s · %s\n", text, cat.Class(e.Class))
	if onlyPlace(e) {
		return
	}
	for _, q := range e.Quotes {
		fmt.Fprintf(w, "  > %s\n  >\n", markdownQuote(cat, q))
	}
	if e.More > 0 {
		fmt.Fprintf(w, "  > %s\n", cat.Count(terms.MoreBlocks, e.More))
	}
}

// markdownQuote is a quotation with <del> and <ins> around what changed.
func markdownQuote(cat terms.Catalogue, q Quote) string {
	var b strings.Builder
	for _, p := range q.Pieces {
		switch p.Op {
		case "delete":
			b.WriteString("<del>" + safe.Markdown(p.Old) + "</del>")
		case "insert":
			b.WriteString("<ins>" + safe.Markdown(p.New) + "</ins>")
		case excerpt.Gap:
			b.WriteString(" … ")
		case excerpt.Break:
			b.WriteString(" ¶ ")
		default:
			b.WriteString(safe.Markdown(p.New))
		}
	}
	return strings.TrimSpace(b.String())
}

func markdownClaims(w *bufio.Writer, cat terms.Catalogue, c *Changelog, level int) {
	md := safe.Markdown
	fmt.Fprintf(w, "%s %s\n\n%s\n\n", hashes(level+1), cat.Text(terms.Publisher), md(c.Claims.Text))
	for _, cl := range c.Claims.Items {
		fmt.Fprintf(w, "- %s\n  → %s\n", md(cl.item()), md(cl.Text))
		for _, found := range cl.Found(cat) {
			fmt.Fprintf(w, "  - %s\n", md(found))
		}
	}
	fmt.Fprintf(w, "\n%s %s\n\n", hashes(level+2), cat.Text(terms.Unclaimed))
	if len(c.Claims.Unclaimed) == 0 {
		fmt.Fprintf(w, "%s\n", md(cat.Text(c.UnmentionedNone())))
	}
	for _, l := range c.unclaimedLines() {
		fmt.Fprintf(w, "- %s%s%s\n", md(sectionTitle(cat, l.section)), cat.Colon(), md(l.what(cat)))
	}
	fmt.Fprintln(w)
}

// PeriodMarkdown writes a period as GitHub-flavoured Markdown, under the same promise as Markdown.
func PeriodMarkdown(w io.Writer, p *Period) error {
	buf := bufio.NewWriter(w)
	periodMarkdown(buf, p, 1)
	return buf.Flush()
}

func periodMarkdown(w *bufio.Writer, p *Period, level int) {
	cat := terms.For(p.Language)
	md := safe.Markdown
	if len(p.Updates) == 1 && len(p.Updates[0].Steps) == 0 {
		markdown(w, p.Updates[0].Net, level)
		return
	}
	h := hashes(level)
	fmt.Fprintf(w, "%s %s · %s\n\n%s\n\n", h, md(cmp.Or(safe.Line(p.Title), safe.Line(p.Source), cat.Text(terms.Untitled))),
		cat.Text(terms.Changelog), md(p.Summary))
	if p.NetNote != "" {
		fmt.Fprintf(w, "%s\n\n", md(p.NetNote))
	}
	if p.Net != nil && len(p.Updates) > 1 {
		fmt.Fprintf(w, "%s %s\n\n", hashes(level+1), cat.Text(terms.NetChange))
		markdown(w, p.Net, level+2)
	}
	for _, u := range p.Updates {
		fmt.Fprintf(w, "%s %s\n\n", hashes(level+1), md(updateTitle(cat, u)))
		markdown(w, u.Net, level+2)
		for _, s := range u.Steps {
			fmt.Fprintf(w, "- %s → %s\n", md(endText(cat, s.From)), md(endText(cat, s.To)))
			for i := range s.Changelog.Sections {
				sec := &s.Changelog.Sections[i]
				for j := range sec.Entries {
					fmt.Fprintf(w, "  - %s%s%s\n", md(sectionTitle(cat, sec)), cat.Colon(), md(bulletLine(cat, &sec.Entries[j])))
				}
			}
			for _, n := range s.Changelog.Counted {
				fmt.Fprintf(w, "  - %s\n", md(n.Text))
			}
		}
		if len(u.Steps) > 0 {
			fmt.Fprintln(w)
		}
	}
}

// DigestMarkdown writes a digest as GitHub-flavoured Markdown, under the same promise as Markdown.
func DigestMarkdown(w io.Writer, d *Digest) error {
	buf := bufio.NewWriter(w)
	cat := terms.For(d.Language)
	md := safe.Markdown
	fmt.Fprintf(buf, "# %s\n\n%s\n\n", cat.Text(terms.DigestTitle), md(d.Text))
	for _, p := range d.Changed {
		fmt.Fprintf(buf, "## %s\n\n", md(short(p.Source)))
		periodMarkdown(buf, p, 3)
	}
	if len(d.OutOfStep) > 0 {
		fmt.Fprintf(buf, "## %s\n\n", cat.Text(terms.OutOfStep))
		for _, line := range d.OutOfStep {
			fmt.Fprintf(buf, "- %s\n", md(line))
		}
		fmt.Fprintln(buf)
	}
	if len(d.Quiet) > 0 {
		fmt.Fprintf(buf, "%s\n", md(quietText(cat, d)))
	}
	return buf.Flush()
}
