package parallel

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
)

// JSONSchema is the JSON Schema (2020-12) of what WriteJSON writes.
//
//go:embed schema/policylog.compare-1.schema.json
var JSONSchema []byte

// DriftJSONSchema is that of what Drift.WriteJSON writes.
//
//go:embed schema/policylog.drift-1.schema.json
var DriftJSONSchema []byte

//go:embed page.css
var pageCSS string

// WriteJSON writes the result as the JSON contract has it; the same result gives the same bytes.
func (r *Result) WriteJSON(w io.Writer) error {
	return safe.WriteJSON(w, r)
}

// ShowOptions say how a result is shown.
type ShowOptions struct {
	Lang  string // of headings and words
	Width int    // columns of a terminal; 0: 100
	Color bool
	All   bool // pairs without a difference, too
}

// headline counts what was found.
func (r *Result) headline(w words) string {
	s := r.Summary
	parts := []string{w.count(pPairs, s.Pairs)}
	for _, c := range []struct {
		p phrase
		n int
	}{{pSame, s.Same}, {pDiffer, s.Differ}, {pMissingB, s.OnlyA}, {pMissingA, s.OnlyB}, {pMerged, s.Merged}, {pFacts, s.Facts}, {pMinor, s.Minor}, {pRegional, s.Regional}} {
		if c.n > 0 {
			parts = append(parts, w.count(c.p, c.n))
		}
	}
	return strings.Join(parts, w.cat.Comma())
}

// sideLine names a side: "A  xiaomi/privacy-policy.zh-TW  zh-TW  2021-01-15".
func sideLine(name string, s diff.Side) string {
	parts := []string{name}
	for _, p := range []string{s.Source, s.Language, firstTen(s.Captured)} {
		if p != "" {
			parts = append(parts, safe.Line(p))
		}
	}
	return strings.Join(parts, "  ")
}

func firstTen(s string) string { return s[:min(len(s), 10)] }

// name is a section's number and title.
func (ref *SectionRef) name() string {
	if ref == nil {
		return ""
	}
	return safe.Line(ref.Number + " " + ref.Title)
}

// state says what became of a row's section.
func (row *Row) state(w words) string {
	var out string
	switch row.Status {
	case OnlyA:
		out = w.say(pRowOnlyA)
	case OnlyB:
		out = w.say(pRowOnlyB)
	case Merged:
		out = w.say(pRowMerged, w.cat.Quote(row.Within.name()))
	case Same:
		out = w.say(pRowSame)
		if row.Meant && row.A != nil {
			out = w.say(pMeant, "A")
		} else if row.Meant {
			out = w.say(pMeant, "B")
		}
	}
	if row.Moved {
		if out != "" {
			out += w.cat.Comma()
		}
		out += w.say(pRowMoved)
	}
	return out
}

// told is a fact as a line of text, quotations as they are.
func (f *Fact) told(w words) string {
	const most = 160 // columns of a quotation
	a, b := ink.Truncate(safe.Flow(f.A), most), ink.Truncate(safe.Flow(f.B), most)
	kind := w.kind(f.Kind)
	var s string
	switch f.Op {
	case Changed:
		s = w.say(pFactChange, kind, a, b)
	case FactInA:
		s = w.say(pFactOnly, "A", kind, a)
	default:
		s = w.say(pFactOnly, "B", kind, b)
	}
	if f.Role == "language" {
		s += w.cat.Aside(w.say(pLanguage))
	}
	return s
}

// shown are the rows to show, with the preamble's first when it has facts.
func (r *Result) shown(all bool) []Row {
	var out []Row
	if r.Preamble != nil && len(r.Preamble.Facts) > 0 {
		out = append(out, *r.Preamble)
	}
	for _, row := range r.Sections {
		if all || row.Status != Same || row.Moved || len(row.Facts) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// Terminal writes the comparison for reading in a terminal.
func (r *Result) Terminal(w io.Writer, o ShowOptions) error {
	return ink.WriteAll(w, r.Lines(o), o.Color)
}

// Lines are the lines that Terminal writes.
func (r *Result) Lines(o ShowOptions) [][]ink.Run {
	words := wordsFor(o.Lang)
	width := o.Width
	if width == 0 {
		width = 100
	}
	var out [][]ink.Run
	line := func(indent int, runs ...ink.Run) {
		for i, l := range ink.WrapWhole(runs, max(width-indent, 20)) {
			pad := strings.Repeat(" ", indent)
			if i > 0 {
				pad += "  "
			}
			out = append(out, append([]ink.Run{{Text: pad}}, l...))
		}
	}
	line(0, ink.Run{Text: sideLine("A", r.A), Style: ink.Bold})
	line(0, ink.Run{Text: sideLine("B", r.B), Style: ink.Bold})
	line(0, ink.Run{Text: r.headline(words)})
	for _, row := range r.shown(o.All) {
		out = append(out, nil)
		for i, ref := range []*SectionRef{row.A, row.B} {
			if ref != nil {
				line(0, ink.Run{Text: "AB"[i:i+1] + " ", Style: ink.Accent}, ink.Run{Text: ref.name(), Style: ink.Bold})
			}
		}
		if s := row.state(words); s != "" {
			line(2, ink.Run{Text: s, Style: styleOf(row.Status)})
		}
		for _, f := range row.Facts {
			style := ink.Plain
			if f.Minor {
				style = ink.Dim
			}
			line(2, ink.Run{Text: "• " + f.told(words), Style: style})
		}
	}
	out = append(out, nil)
	line(0, ink.Run{Text: words.say(pCaution), Style: ink.Dim})
	return out
}

func styleOf(s Status) ink.Style {
	switch s {
	case OnlyA:
		return ink.Removed
	case OnlyB:
		return ink.Added
	case Merged:
		return ink.Moved
	}
	return ink.Dim
}

// Markdown writes the comparison as GitHub-flavoured Markdown, a table row a section.
func (r *Result) Markdown(w io.Writer, o ShowOptions) error {
	words := wordsFor(o.Lang)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# %s\n\n%s\n\n", words.say(pTitle), safe.Markdown(r.headline(words)))
	fmt.Fprintf(out, "| %s | %s | |\n|---|---|---|\n", cell(sideLine("A", r.A)), cell(sideLine("B", r.B)))
	for _, row := range r.shown(o.All) {
		var notes []string
		if s := row.state(words); s != "" {
			notes = append(notes, cell(s))
		}
		for _, f := range row.Facts {
			notes = append(notes, cell(f.told(words)))
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", cell(row.A.name()), cell(row.B.name()), strings.Join(notes, "<br>"))
	}
	fmt.Fprintf(out, "\n%s\n", safe.Markdown(words.say(pCaution)))
	return out.Flush()
}

func cell(s string) string { return strings.ReplaceAll(safe.Markdown(safe.Line(s)), "\n", " ") }

// HTML writes the comparison as one self-contained page, both texts beside each other, section by section. There is no
// script, and the style sheet is named by its hash in the page's security policy.
func (r *Result) HTML(w io.Writer, o ShowOptions) error {
	words := wordsFor(o.Lang)
	out := bufio.NewWriter(w)
	sum := sha256.Sum256([]byte(pageCSS))
	fmt.Fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "+
		"content=\"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n", words.cat.Tag(),
		base64.StdEncoding.EncodeToString(sum[:]))
	fmt.Fprintf(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"+
		"<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", words.say(pTitle), pageCSS)
	fmt.Fprintf(out, "<h1>%s</h1>\n<p>%s</p>\n<table>\n<thead><tr><th>%s</th><th>%s</th></tr></thead>\n", words.say(pTitle),
		safe.HTML(r.headline(words)), safe.HTML(sideLine("A", r.A)), safe.HTML(sideLine("B", r.B)))
	rows := r.Sections
	if r.Preamble != nil {
		rows = append([]Row{*r.Preamble}, rows...)
	}
	for i := range rows {
		r.rowHTML(out, &rows[i], words)
	}
	fmt.Fprintf(out, "</table>\n<p class=\"foot\">%s</p>\n</main>\n</body>\n</html>\n", safe.HTML(words.say(pCaution)))
	return out.Flush()
}

func (r *Result) rowHTML(out io.Writer, row *Row, w words) {
	fmt.Fprintf(out, "<tbody class=\"%s\">\n<tr><td colspan=\"2\" class=\"state\"><p>%s</p>", row.Status, safe.HTML(row.state(w)))
	if len(row.Facts) > 0 {
		fmt.Fprint(out, "<ul>")
		for _, f := range row.Facts {
			class := ""
			if f.Minor {
				class = " class=\"minor\""
			}
			fmt.Fprintf(out, "<li%s>%s</li>", class, safe.HTML(f.told(w)))
		}
		fmt.Fprint(out, "</ul>")
	}
	fmt.Fprint(out, "</td></tr>\n")
	pairs := row.Blocks
	if len(pairs) == 0 {
		pairs = []BlockPair{{A: ownBlocks(r.a, row.A), B: ownBlocks(r.b, row.B)}}
	}
	for _, p := range pairs {
		fmt.Fprintf(out, "<tr><td%s>%s</td><td%s>%s</td></tr>\n", langOf(r.A), quoted(r.a, p.A), langOf(r.B), quoted(r.b, p.B))
	}
	fmt.Fprint(out, "</tbody>\n")
}

func langOf(s diff.Side) string {
	if s.Language == "" {
		return ""
	}
	return ` lang="` + safe.HTML(s.Language) + `"`
}

func ownBlocks(d *doc.Document, ref *SectionRef) []int {
	var out []int
	for _, b := range d.Blocks {
		if ref != nil && b.Section == ref.Index && !b.Boiler {
			out = append(out, b.Index)
		}
	}
	return out
}

func quoted(d *doc.Document, blocks []int) string {
	var b strings.Builder
	for _, i := range blocks {
		tag, text := "p", d.Blocks[i].Text
		if d.Blocks[i].Kind == doc.Heading {
			tag, text = "h2", strings.TrimLeft(strings.TrimLeft(text, "#"), " ") // the letters tell that it is one
		}
		fmt.Fprintf(&b, "<%s>%s</%s>", tag, safe.HTML(text), tag)
	}
	return b.String()
}
