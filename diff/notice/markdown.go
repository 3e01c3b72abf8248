package notice

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// Markdown writes a notice as GitHub-flavoured Markdown. Everything of the policy in it is text: no link, heading, HTML,
// formula or mention comes of it. The error is the writer's.
func Markdown(w io.Writer, n *Notice) error {
	b := bufio.NewWriter(w)
	md := safe.Markdown
	fmt.Fprintf(b, "# %s\n\n", md(n.Title))
	if n.Draft {
		fmt.Fprintf(b, "> **%s**\n\n", md(n.DraftMark))
	}
	paragraphs := func(list []string) {
		for _, s := range list {
			fmt.Fprintf(b, "%s\n\n", md(s))
		}
	}
	paragraphs(n.Intro)
	if len(n.Dates) > 0 {
		fmt.Fprintf(b, "|   | %s | %s |\n|---|---|---|\n", md(n.cat.Text(terms.NoticeBefore)), md(n.cat.Text(terms.NoticeAfter)))
		for _, d := range n.Dates {
			fmt.Fprintf(b, "| %s | %s | %s |\n", md(d.Label), md(d.Old), md(d.New))
		}
		fmt.Fprintln(b)
	}
	for _, s := range n.Sections {
		if s.Above != "" {
			fmt.Fprintf(b, "---\n\n%s\n\n", md(s.Above))
		}
		fmt.Fprintf(b, "## %s\n\n", md(s.Name))
		if s.Was != "" {
			fmt.Fprintf(b, "%s\n\n", md(s.Was))
		}
		for _, it := range s.Items {
			markdownItem(b, n, it)
		}
	}
	if len(n.Sections) > 0 && len(n.Closing) > 0 {
		fmt.Fprintf(b, "---\n\n")
	}
	for _, s := range n.Closing {
		fmt.Fprintf(b, "%s\n\n", n.linked(md(s), md(n.URL), "<"+n.URL+">"))
	}
	return b.Flush()
}

func markdownItem(b *bufio.Writer, n *Notice, it Item) {
	md := safe.Markdown
	fmt.Fprintf(b, "- **%s**\n", md(n.cat.Semicolons(it.Said)))
	for _, side := range n.sides(it) {
		fmt.Fprintf(b, "\n  %s\n\n", md(strings.TrimSpace(side.label)))
		for i, para := range paragraphsOf(side.runs) {
			if i > 0 {
				fmt.Fprintf(b, "  >\n")
			}
			fmt.Fprintf(b, "  > %s\n", markdownRuns(para))
		}
	}
	if it.More != "" {
		fmt.Fprintf(b, "\n  %s\n", md(it.More))
	}
	fmt.Fprintln(b)
}

// markdownRuns is a side of a quotation on one line, what changed in bold.
func markdownRuns(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		if !r.Changed || strings.TrimSpace(r.Text) == "" {
			b.WriteString(safe.Markdown(r.Text))
			continue
		}
		// Emphasis must not begin or end with a space, and beside Chinese only an element is read everywhere.
		core := strings.TrimSpace(r.Text)
		at := strings.Index(r.Text, core)
		b.WriteString(r.Text[:at] + "<b>" + safe.Markdown(core) + "</b>" + r.Text[at+len(core):])
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "\n", " "))
}

// paragraphsOf parts runs at line feeds.
func paragraphsOf(runs []Run) [][]Run {
	out := [][]Run{nil}
	for _, r := range runs {
		for i, line := range strings.Split(r.Text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			if line != "" {
				out[len(out)-1] = append(out[len(out)-1], Run{line, r.Changed})
			}
		}
	}
	return out
}

// side is one side of a quotation with the words that stand over it.
type side struct {
	label string
	lang  string
	old   bool
	runs  []Run
}

// sides are the quotations of an item as they stand under their labels: each text before and after, its rendering below
// it; texts that came, or went, one after the other stand together.
func (n *Notice) sides(it Item) []side {
	var out []side
	for i := 0; i < len(it.Quotes); {
		var said, rendered []side
		for first := i; i < len(it.Quotes) && (i == first || oneSided(it.Quotes[i]) && alike(it.Quotes[i-1], it.Quotes[i])); i++ {
			q := it.Quotes[i]
			said = join(said, n.quoted(q))
			for _, r := range q.Rendering {
				rendered = join(rendered, n.rendered(q, r))
			}
		}
		out = append(append(out, said...), rendered...)
	}
	return out
}

func oneSided(q Quote) bool { return !q.Same && (len(q.Before) == 0 || len(q.After) == 0) }

// alike says whether both quotations came, or both went, and have the same kinds of rendering.
func alike(a, b Quote) bool {
	return oneSided(a) && (len(a.Before) == 0) == (len(b.Before) == 0) && len(a.Rendering) == len(b.Rendering)
}

// join puts sides under the label that the last ones stand under, where it is the same.
func join(list, more []side) []side {
	for _, s := range more {
		if n := len(list); n > 0 && list[n-1].label == s.label && list[n-1].lang == s.lang {
			list[n-1].runs = append(append(slices.Clip(list[n-1].runs), Run{Text: "\n"}), s.runs...)
			continue
		}
		list = append(list, s)
	}
	return list
}

// quoted are the sides of a quotation that there are.
func (n *Notice) quoted(q Quote) []side {
	var out []side
	if q.Same {
		return []side{{n.cat.Text(terms.NoticeUnchanged) + n.cat.Colon(), q.Lang, false, q.After}}
	}
	if len(q.Before) > 0 {
		out = append(out, side{n.cat.Text(terms.NoticeBefore) + n.cat.Colon(), q.Lang, true, marked(q.Before, q.After)})
	}
	if len(q.After) > 0 {
		out = append(out, side{n.cat.Text(terms.NoticeAfter) + n.cat.Colon(), q.Lang, false, marked(q.After, q.Before)})
	}
	return out
}

// marked are runs with what changed marked; a text that came or went whole has no marks, since all of it is new, or gone.
func marked(runs, other []Run) []Run {
	if len(other) > 0 {
		return runs
	}
	return []Run{{Text: Text(runs)}}
}

// rendered are the sides of a rendering.
func (n *Notice) rendered(q Quote, r Rendering) []side {
	var out []side
	label := func(key terms.Key) string { return n.cat.Text(key) + n.cat.Aside(r.Label) + n.cat.Colon() }
	if r.Before != "" {
		out = append(out, side{label(terms.NoticeBefore), r.Lang, true, []Run{{Text: r.Before}}})
	}
	if r.After != "" {
		key := terms.NoticeAfter
		if q.Same {
			key = terms.NoticeUnchanged
		}
		out = append(out, side{label(key), r.Lang, false, []Run{{Text: r.After}}})
	}
	return out
}

// TableMarkdown writes the comparison table as GitHub-flavoured Markdown. The error is the writer's.
func TableMarkdown(w io.Writer, n *Notice) error {
	b := bufio.NewWriter(w)
	md := safe.Markdown
	fmt.Fprintf(b, "# %s\n\n", md(n.tableTitle()))
	for _, s := range n.tableIntro() {
		fmt.Fprintf(b, "%s\n\n", md(s))
	}
	if len(n.Clauses) > 0 {
		h := n.tableHead()
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n|---|---|---|---|\n", md(n.cat.Text(terms.TableSection)), md(h[0]), md(h[1]), md(h[2]))
	}
	last := ""
	for _, c := range n.Clauses {
		name := c.Section
		if name == last {
			name = ""
		}
		last = c.Section
		before, after := cells(c)
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", md(name), markdownRuns(before), markdownRuns(after), md(c.Remark))
	}
	return b.Flush()
}

// cells are the texts of a clause's row, a dash where there is none.
func cells(c Clause) (before, after []Run) {
	none := []Run{{Text: "—"}}
	before, after = marked(c.Before, c.After), marked(c.After, c.Before)
	if len(c.Before) == 0 {
		before = none
	}
	if len(c.After) == 0 {
		after = none
	}
	return before, after
}

func (n *Notice) tableTitle() string {
	t := n.cat.Text(terms.TableTitle) + n.cat.Colon() + n.cat.Title(n.Policy)
	if n.Draft {
		t = n.cat.Text(terms.NoticeDraftMark) + t
	}
	return t
}

// tableHead are the headings of the three columns.
func (n *Notice) tableHead() [3]string {
	return [3]string{n.cat.Text(terms.TableOld), n.cat.Text(terms.TableNew), n.cat.Text(terms.TableRemark)}
}

// tableIntro says who made the table, which versions it compares, and that it is a draft.
func (n *Notice) tableIntro() []string {
	var out []string
	if n.Draft {
		out = append(out, n.DraftMark)
	}
	if n.Voice == Observer {
		out = append(out, n.Intro[0])
	}
	for _, d := range n.Dates {
		out = append(out, d.Label+n.cat.Colon()+d.Old+" → "+d.New)
	}
	if len(n.Clauses) == 0 {
		out = append(out, n.cat.Text(terms.NoDifference))
	}
	return out
}
