package changelog

import (
	"bufio"
	"encoding/json"
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
	h := strings.Repeat("#", level)
	title := first(safe.Line(c.Title), safe.Line(c.Source), cat.Text(terms.Untitled))
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
		fmt.Fprintf(w, "%s# %s\n\n", h, md(sectionTitle(cat, s)))
		if s.Old != "" {
			fmt.Fprintf(w, "%s\n\n", md(cat.Text(terms.WasTitled, cat.Quote(short(s.Old)))))
		}
		for j := range s.Entries {
			markdownEntry(w, cat, &s.Entries[j])
		}
		fmt.Fprintln(w)
	}
	if c.Claims != nil {
		markdownClaims(w, cat, c, h)
	}
}

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

func markdownClaims(w *bufio.Writer, cat terms.Catalogue, c *Changelog, h string) {
	md := safe.Markdown
	fmt.Fprintf(w, "%s# %s\n\n%s\n\n", h, cat.Text(terms.Publisher), md(c.Claims.Text))
	for _, cl := range c.Claims.Items {
		fmt.Fprintf(w, "- %s\n  → %s\n", md(short(cl.Quote)), md(cl.Text))
		for _, match := range cl.Matches {
			fmt.Fprintf(w, "  - %s\n", md(matchText(cat, match)))
		}
	}
	fmt.Fprintf(w, "\n%s## %s\n\n", h, cat.Text(terms.Unclaimed))
	if len(c.Claims.Unclaimed) == 0 {
		fmt.Fprintf(w, "%s\n", md(cat.Text(terms.UnclaimedNone)))
	}
	for _, id := range c.Claims.Unclaimed {
		if s, e := c.Find(id); e != nil {
			fmt.Fprintf(w, "- %s%s%s\n", md(sectionTitle(cat, s)), cat.Colon(), md(bulletLine(cat, e)))
		}
	}
	fmt.Fprintln(w)
}

// JSON writes a value of this package (a Changelog, Period or Digest) as indented JSON. Texts of the policy are raw in
// it; control characters are escaped as JSON does, and the marks of HTML too.
func JSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
