package notice

import (
	"html"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/excerpt"
	"policylog/diff/text"
)

// A reader of a notice wants the words, not their Markdown: emphasis marks, escapes and tags are dropped, a link keeps
// its label with the target in brackets. Marks and numbers in front of a text stay, since readers cite by them.

// edit replaces the bytes [start, end) of a text.
type edit struct {
	start, end int
	with       string
}

// undress is a copy of a row without markup. Spans part at tokens, so each edit falls into one of them.
func undress(row *diff.Row) *diff.Row {
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

// plain is a block's text without markup.
func plain(raw string, kind doc.Kind) string {
	return (&editor{edits: undressing(raw, kind)}).next(raw)
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
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		s := raw[t.Start:t.End]
		switch t.Class {
		case text.Mark:
			add(t, mark(s, t.Norm, kind))
		case text.Attr:
			add(t, "")
		case text.Punct:
			if strings.HasPrefix(s, "&") && strings.HasSuffix(s, ";") {
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

// mark is a list mark or number as it is read: heading and emphasis marks gone, a bare bullet drawn.
func mark(s, norm string, kind doc.Kind) string {
	if kind == doc.Row {
		return s
	}
	if norm == "•" {
		return "• "
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
