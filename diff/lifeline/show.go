package lifeline

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/render/undress"
)

//go:embed page.css
var pageCSS string

// JSONSchema and HistoryJSONSchema are the JSON Schemas (2020-12) of a Blame and a History.
var (
	//go:embed schema/policylog.blame-1.schema.json
	JSONSchema []byte
	//go:embed schema/policylog.section-history-1.schema.json
	HistoryJSONSchema []byte
)

// Schema and HistorySchema name the versions of the JSON contracts.
const (
	Schema        = "policylog.blame/1"
	HistorySchema = "policylog.section-history/1"
)

// Blame is what is known of the sentences of one version.
type Blame struct {
	Schema    string     `json:"schema"`
	Source    string     `json:"source"`
	Language  string     `json:"language"`
	Versions  []Version  `json:"versions"` // oldest first; the sentences are those of the last
	Sentences []Sentence `json:"sentences"`

	doc *doc.Document
}

// Blame sums up what was tracked.
func (t *Tracker) Blame(source string) *Blame {
	return &Blame{Schema: Schema, Source: source, Language: t.lang, Versions: t.Versions, Sentences: t.Sentences(), doc: t.doc}
}

// Newer leaves the sentences that stand since a version captured on or after a time (RFC 3339 in UTC, or a date).
func (b *Blame) Newer(since string) {
	kept := []Sentence{}
	for _, s := range b.Sentences {
		if b.Versions[s.Since].Captured >= since {
			kept = append(kept, s)
		}
	}
	b.Sentences = kept
}

// ShowOptions say how something is shown.
type ShowOptions struct {
	Lang  string
	Width int // columns; 0: 100
	Color bool
	Was   bool // show what reworded sentences took the place of
}

// WriteJSON writes any of the results as JSON: the same value gives the same bytes.
func WriteJSON(w io.Writer, v any) error {
	return safe.WriteJSON(w, v)
}

// day is when a version was captured.
func (w words) day(v Version) string {
	if v.Captured == "" {
		return w.say(pUnknown)
	}
	return safe.Line(v.Captured[:min(len(v.Captured), len("2006-01-02"))])
}

// origin says how a sentence came to stand.
func (b *Blame) origin(s *Sentence, w words) string {
	var out string
	switch s.How {
	case First:
		return w.say(pFirst)
	case Added:
		out = w.say(pAdded)
	case Reworded:
		out = w.say(pReworded)
	case Back:
		out = w.say(pBack, w.day(b.Versions[*s.Earlier]), w.day(b.Versions[*s.Gone]))
	}
	if b.Versions[s.Since].Technical {
		out += w.cat.Aside(w.say(pTechnical))
	}
	return out
}

// age is a step of a scale from 0, there from the first version on, to 5, new in the last.
func (b *Blame) age(s *Sentence) int {
	last := len(b.Versions) - 1
	if s.Since == 0 || last == 0 {
		return 0
	}
	return 1 + (s.Since-1)*4/last + b2i(s.Since == last)*(4-(s.Since-1)*4/last)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Terminal writes the sentences, the day since when each stands beside it.
func (b *Blame) Terminal(w io.Writer, o ShowOptions) error {
	return ink.WriteAll(w, b.Lines(o), o.Color)
}

// Lines are the lines that Terminal writes.
func (b *Blame) Lines(o ShowOptions) [][]ink.Run {
	words := wordsFor(o.Lang)
	width := o.Width
	if width == 0 {
		width = 100
	}
	out := [][]ink.Run{{
		{Text: safe.Line(b.Source), Style: ink.Bold},
		{Text: "  " + words.count(pVersions, len(b.Versions)) + words.cat.Comma() + words.count(pSentences, len(b.Sentences))},
	}}
	block := -1
	for i := range b.Sentences {
		s := &b.Sentences[i]
		if s.Block != block {
			out = append(out, nil)
			block = s.Block
		}
		style := [...]ink.Style{ink.Plain, ink.Accent, ink.Accent, ink.Accent, ink.Accent, ink.Ins}[b.age(s)]
		kind := b.doc.Blocks[s.Block].Kind
		if kind == doc.Heading && style == ink.Plain {
			style = ink.Bold
		}
		margin := ink.Pad([]ink.Run{{Text: words.day(b.Versions[s.Since]), Style: ink.Dim}}, 12)
		text := []ink.Run{{Text: safe.Flow(undress.Text(s.Text, kind)), Style: style}}
		if s.How != First {
			text = append(text, ink.Run{Text: "  " + b.origin(s, words), Style: ink.Dim})
		}
		for k, l := range ink.Wrap(text, max(width-12, 20)) {
			if k > 0 {
				margin = []ink.Run{{Text: strings.Repeat(" ", 12)}}
			}
			out = append(out, append(slices.Clone(margin), l...))
		}
		if o.Was && s.Was != "" {
			was := ink.Run{Text: words.say(pWas, safe.Flow(undress.Text(s.Was, kind))), Style: ink.Dim}
			for _, l := range ink.Wrap([]ink.Run{was}, max(width-14, 20)) {
				out = append(out, append([]ink.Run{{Text: strings.Repeat(" ", 14)}}, l...))
			}
		}
	}
	return out
}

// HTML writes the whole text as one self-contained page, each sentence on a colour by its age with its day as words.
func (b *Blame) HTML(w io.Writer, o ShowOptions) error {
	words := wordsFor(o.Lang)
	out := bufio.NewWriter(w)
	sum := sha256.Sum256([]byte(pageCSS))
	fmt.Fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "+
		"content=\"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n", words.cat.Tag(),
		base64.StdEncoding.EncodeToString(sum[:]))
	fmt.Fprintf(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"+
		"<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n<p>%s</p>\n", safe.HTML(words.say(pBlame)), pageCSS,
		safe.HTML(words.say(pBlame)), safe.HTML(b.Source))
	block := -1
	for i := range b.Sentences {
		s := &b.Sentences[i]
		kind := b.doc.Blocks[s.Block].Kind
		if s.Block != block {
			if block >= 0 {
				fmt.Fprint(out, "</p>\n")
			}
			class := ""
			if kind == doc.Heading {
				class = " class=\"h\""
			}
			fmt.Fprintf(out, "<p%s lang=\"%s\">", class, safe.HTML(b.Language))
			block = s.Block
		}
		fmt.Fprintf(out, "<span class=\"a%d\" title=\"%s\">%s</span> ", b.age(s),
			safe.HTML(words.say(pSince, words.day(b.Versions[s.Since]))+words.cat.Comma()+b.origin(s, words)), safe.HTML(undress.Text(s.Text, kind)))
		if s.Since > 0 {
			fmt.Fprintf(out, "<small>%s</small> ", safe.HTML(words.day(b.Versions[s.Since])))
		}
	}
	if block >= 0 {
		fmt.Fprint(out, "</p>\n")
	}
	fmt.Fprint(out, "</main>\n</body>\n</html>\n")
	return out.Flush()
}

// History is the life of some sections of a source.
type History struct {
	Schema   string    `json:"schema"`
	Source   string    `json:"source"`
	Versions []Version `json:"versions"`
	Sections []Life    `json:"sections"`
}

// Terminal writes each life, an event a line, with the words that changed.
func (h *History) Terminal(w io.Writer, o ShowOptions) error {
	words := wordsFor(o.Lang)
	out := bufio.NewWriter(w)
	width := o.Width
	if width == 0 {
		width = 100
	}
	for i, l := range h.Sections {
		if i > 0 {
			fmt.Fprintln(out)
		}
		head := []ink.Run{{Text: safe.Line(l.Number + " " + l.Title), Style: ink.Bold}}
		if !l.Present {
			head = append(head, ink.Run{Text: words.cat.Aside(words.say(pGoneNow)), Style: ink.Dim})
		}
		_ = ink.Write(out, head, o.Color)
		for _, e := range l.Events {
			v := h.Versions[e.Version]
			what := e.told(words)
			if v.Technical {
				what += words.cat.Aside(words.say(pTechnical))
			}
			_ = ink.Write(out, []ink.Run{{Text: "  " + words.day(v) + "  ", Style: ink.Dim}, {Text: what}}, o.Color)
			for _, row := range e.Rows {
				for _, line := range ink.Wrap(excerpt(row, o.Color), max(width-14, 20)) {
					_ = ink.Write(out, append([]ink.Run{{Text: strings.Repeat(" ", 14)}}, line...), o.Color)
				}
			}
		}
	}
	return out.Flush()
}

func (e *Event) told(w words) string {
	or := func(s string) string {
		if s == "" {
			return w.say(pNoNumber)
		}
		return safe.Line(s)
	}
	switch e.What {
	case Born:
		if e.Version == 0 {
			return w.say(pStart)
		}
		return w.say(pBorn)
	case Gone:
		return w.say(pGone)
	case Returned:
		return w.say(pReturned)
	case Retitled:
		return w.say(pRetitled, or(e.Old), or(e.New))
	case Renumbered:
		return w.say(pRenumbered, or(e.Old), or(e.New))
	case Moved:
		if e.Old == e.New {
			return w.say(pMovedIn)
		}
		return w.say(pMoved, or(e.Old), or(e.New))
	}
	return w.count(pEdited, len(e.Rows))
}

// excerpt is a change with a little of what stands around it.
func excerpt(row diff.Row, colour bool) []ink.Run {
	const keep = 40 // columns of equal text beside a change
	mark := func(open, shut, s string, style ink.Style) []ink.Run {
		s = safe.Flow(s)
		if colour {
			return []ink.Run{{Text: s, Style: style}}
		}
		return []ink.Run{{Text: open, Style: ink.Mark}, {Text: s, Style: style}, {Text: shut, Style: ink.Mark}}
	}
	if len(row.Spans) == 0 {
		var out []ink.Run
		for _, r := range row.Old {
			out = append(out, mark("[-", "-]", r.Text, ink.Removed)...)
		}
		for _, r := range row.New {
			out = append(out, mark("{+", "+}", r.Text, ink.Added)...)
		}
		return out
	}
	var out []ink.Run
	for i, s := range row.Spans {
		switch s.Op {
		case diff.SpanDelete:
			out = append(out, mark("[-", "-]", s.Old, ink.Del)...)
		case diff.SpanInsert:
			out = append(out, mark("{+", "+}", s.New, ink.Ins)...)
		default:
			out = append(out, ink.Run{Text: middle(safe.Flow(s.New), keep, i > 0, i < len(row.Spans)-1)})
		}
	}
	return out
}

// middle shortens equal text to what stands beside a change before and after it.
func middle(s string, keep int, before, after bool) string {
	r := []rune(s)
	if ink.Width(s) <= 2*keep || len(r) <= keep {
		return s
	}
	cut := keep / 2
	head, tail := "", ""
	if before {
		head = string(r[:cut])
	}
	if after {
		tail = string(r[len(r)-cut:])
	}
	return head + "…" + tail
}
