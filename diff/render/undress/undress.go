// Package undress takes the markup off texts that are shown to readers who want the words, not their Markdown: emphasis
// marks, escapes and tags are dropped, a link keeps its label, with the target in brackets where it says more. Marks and
// numbers in front of a text stay, since readers cite by them.
package undress

import (
	"html"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/excerpt"
	"policylog/diff/text"
)

// edit replaces the bytes [start, end) of a text.
type edit struct {
	start, end int
	with       string
}

// Row is a copy of a row without markup. Spans part at tokens, so each edit falls into one of them.
func Row(row *diff.Row) *diff.Row {
	out := *row
	var oldEdits, newEdits []edit
	out.Old, oldEdits = undressRefs(row.Old, row.Kind)
	out.New, newEdits = undressRefs(row.New, row.Kind)
	old, new := &editor{edits: oldEdits}, &editor{edits: newEdits}
	out.Spans = nil
	for _, s := range excerpt.Spans(row) {
		t := diff.Span{Op: s.Op, Old: old.next(s.Old), New: new.next(s.New)}
		if t.Old != "" || t.New != "" {
			out.Spans = append(out.Spans, t)
		}
	}
	return &out
}

// editor applies edits to consecutive pieces of one text.
type editor struct {
	edits []edit
	at    int // bytes before the next piece
}

func (e *editor) next(piece string) string {
	var b strings.Builder
	from, end := e.at, e.at+len(piece)
	for len(e.edits) > 0 && e.edits[0].start < end {
		x := e.edits[0]
		if x.start < from {
			// A span that parted inside a token: what is left of the token is left alone.
			e.edits = e.edits[1:]
			continue
		}
		b.WriteString(piece[from-e.at : x.start-e.at])
		b.WriteString(x.with)
		from = min(x.end, end)
		e.edits = e.edits[1:]
	}
	b.WriteString(piece[from-e.at:])
	e.at = end
	return b.String()
}

// undressRefs undresses the blocks of a side; the edits are those of their texts joined by line feeds.
func undressRefs(refs []diff.BlockRef, kind doc.Kind) ([]diff.BlockRef, []edit) {
	out := make([]diff.BlockRef, len(refs))
	var all []edit
	at := 0
	for i, b := range refs {
		edits := undressing(b.Text, kind)
		out[i] = b
		out[i].Text = (&editor{edits: edits}).next(b.Text)
		for _, x := range edits {
			all = append(all, edit{at + x.start, at + x.end, x.with})
		}
		at += len(b.Text) + 1
	}
	return out, all
}

// Text is a block's text without markup.
func Text(raw string, kind doc.Kind) string {
	return (&editor{edits: undressing(raw, kind)}).next(raw)
}

// Line is a passage without markup, on one line: a block, or the lines of several.
func Line(raw string) string {
	var words []string
	for _, b := range doc.Parse([]byte(raw)).Blocks {
		words = append(words, strings.Fields(Text(b.Text, b.Kind))...)
	}
	return strings.Join(words, " ")
}

// undressing are the edits that take the markup off a block.
func undressing(raw string, kind doc.Kind) []edit {
	if kind == doc.Code || kind == doc.Attribute {
		return nil
	}
	var out []edit
	add := func(t text.Token, with string) {
		if raw[t.Start:t.End] != with {
			out = append(out, edit{t.Start, t.End, with})
		}
	}
	tokens := text.Tokenize(raw, kind, bodyOf(raw), "")
	label := 0 // where the label of the last link begins
	first, last := cellsOf(raw, kind)
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		s := raw[t.Start:t.End]
		switch t.Class {
		case text.Mark:
			switch {
			case kind != doc.Row:
				add(t, mark(s, t.Norm))
			case t.Start < first || t.Start >= last:
				add(t, "")
			}
		case text.Space:
			if strings.HasPrefix(s, "<") {
				add(t, layout(s))
			}
		case text.URL:
			add(t, unescape.Replace(s))
		case text.Attr:
			add(t, "")
		case text.Punct:
			switch {
			case t.Start >= last:
				add(t, "") // the dashes under a table's head
			case strings.HasPrefix(s, "&") && strings.HasSuffix(s, ";"):
				add(t, html.UnescapeString(s))
			}
		case text.Markup:
			switch {
			case strings.HasSuffix(s, "](") && i+1 < len(tokens) && tokens[i+1].Class == text.Target:
				target := tokens[i+1]
				last := linkEnd(raw, tokens, i+1)
				open, shown := "", ""
				if to := raw[target.Start:target.End]; worthShowing(to, raw[label:t.Start]) {
					open, shown = " (", to+")"
				}
				add(t, open)
				add(target, shown)
				for _, rest := range tokens[i+2 : last+1] {
					add(rest, "")
				}
				i = last
			default:
				if strings.HasSuffix(s, "[") {
					label = t.End
				}
				add(t, "")
			}
		case text.Target: // of a reference or an attribute of a tag
			add(t, "")
		}
	}
	return out
}

// linkEnd is the index of the last token of a link whose target is the token at i: its title and closing bracket go
// with it.
func linkEnd(raw string, tokens []text.Token, i int) int {
	last := i
	for i++; i < len(tokens) && (tokens[i].Class == text.Target || tokens[i].Class == text.Markup); i++ {
		last = i
		if s := raw[tokens[i].Start:tokens[i].End]; tokens[i].Class == text.Markup && strings.HasSuffix(s, ")") {
			break
		}
	}
	return last
}

// worthShowing says whether a link's target tells a reader more than its label does.
func worthShowing(target, label string) bool {
	bare := func(s string) string {
		s = strings.ToLower(strings.Trim(strings.TrimSpace(s), "*_`<>"))
		for _, p := range []string{"https://", "http://", "mailto:", "tel:", "www."} {
			s = strings.TrimPrefix(s, p)
		}
		return strings.TrimRight(s, "/")
	}
	return target != "" && target[0] != '#' && bare(target) != bare(label)
}

// cellsOf are the bytes of a table row that its cells take: without the pipes at either end and the delimiter row.
func cellsOf(raw string, kind doc.Kind) (first, last int) {
	first, last = 0, len(raw)
	if kind != doc.Row {
		return first, last
	}
	if i := strings.LastIndexByte(raw, '\n'); i >= 0 && strings.Trim(raw[i:], "|:- \t\r\n") == "" {
		last = i
	}
	trimmed := strings.TrimRight(raw[:last], " \t\r\n")
	if strings.HasPrefix(raw, "|") {
		first = 1
	}
	if strings.HasSuffix(trimmed, "|") && len(trimmed) > 1 {
		last = len(trimmed) - 1
	}
	return first, last
}

// layout is what a tag that parts words stands for: cells are parted as in Markdown, all else by a space.
func layout(tag string) string {
	switch strings.ToLower(strings.Trim(tag, "</> ")) {
	case "td", "th":
		if strings.HasPrefix(tag, "</") {
			return " | "
		}
		return ""
	}
	return " "
}

// unescape takes backslashes out of an address, where Markdown needs them.
var unescape = strings.NewReplacer(`\_`, "_", `\*`, "*", `\-`, "-", `\~`, "~")

// mark is a list mark or number as it is read: heading and emphasis marks and an anchor in front of it gone, a bare
// bullet drawn.
func mark(s, norm string) string {
	if norm == "•" {
		return "• "
	}
	if i := strings.Index(s, "[]("); i >= 0 {
		if j := strings.IndexByte(s[i:], ')'); j > 0 {
			s = s[:i] + s[i+j+1:]
		}
	}
	s = strings.NewReplacer("#", "", "*", "", "`", "", "\\", "", ">", "", "_", "").Replace(s)
	return strings.TrimLeft(s, " \t")
}

// bodyOf is where the words of a block begin.
func bodyOf(raw string) int {
	if d := doc.Parse([]byte(raw)); len(d.Blocks) > 0 && d.Blocks[0].Start == 0 {
		return d.Blocks[0].Body
	}
	return 0
}
