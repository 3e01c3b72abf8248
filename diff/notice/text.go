package notice

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"policylog/diff/render/ink"
)

// textWidth is the columns of plain text: what mail readers have quoted and wrapped since there are any.
const textWidth = 76

// PlainText writes a notice as plain text, wrapped, for mail and terminals. The error is the writer's.
func PlainText(w io.Writer, n *Notice) error {
	p := &plainText{w: bufio.NewWriter(w), n: n}
	if n.Draft {
		p.put("", "", "*** "+n.DraftMark+" ***")
		p.blank()
	}
	p.heading(n.Title, "=")
	p.blank()
	p.paragraphs(n.Intro)
	for _, d := range n.Dates {
		if d.Old == d.New {
			p.put("", "  ", d.Label+n.cat.Colon()+d.New)
		} else {
			p.put("", "  ", d.Label+n.cat.Colon()+d.Old+" → "+d.New)
		}
	}
	if len(n.Dates) > 0 {
		p.blank()
	}
	for _, s := range n.Sections {
		if s.Above != "" {
			p.put("", "", s.Above)
			p.blank()
		}
		p.heading(s.Name, "-")
		if s.Was != "" {
			p.put("", "", s.Was)
		}
		p.blank()
		for _, it := range s.Items {
			p.item(it)
		}
	}
	if len(n.Sections) > 0 && len(n.Closing) > 0 {
		p.put("", "", "---")
		p.blank()
	}
	p.paragraphs(n.Closing)
	return p.w.Flush()
}

type plainText struct {
	w *bufio.Writer
	n *Notice
}

func (p *plainText) blank() { fmt.Fprintln(p.w) }

// put writes a text wrapped, with what stands before its first line and before the others.
func (p *plainText) put(first, rest, s string) {
	width := textWidth - max(ink.Width(first), ink.Width(rest))
	for i, line := range ink.WrapWhole([]ink.Run{{Text: s}}, width) {
		gutter := rest
		if i == 0 {
			gutter = first
		}
		var b strings.Builder
		for _, r := range line {
			b.WriteString(r.Text)
		}
		fmt.Fprintln(p.w, strings.TrimRight(gutter+b.String(), " "))
	}
}

// heading writes a title, underlined. One that is a little too long stays on its line: broken, it would end in a date cut
// in two.
func (p *plainText) heading(title, with string) {
	if ink.Width(title) <= textWidth+24 {
		fmt.Fprintln(p.w, title)
	} else {
		p.put("", "", title)
	}
	fmt.Fprintln(p.w, strings.Repeat(with, min(ink.Width(title), textWidth)))
}

func (p *plainText) paragraphs(list []string) {
	for _, s := range list {
		p.put("", "", s)
		p.blank()
	}
}

func (p *plainText) item(it Item) {
	p.put("* ", "  ", p.n.cat.Semicolons(it.Said))
	p.sides(p.n.sides(it))
	if it.More != "" {
		p.put("  ", "  ", it.More)
	}
	p.blank()
}

func (p *plainText) sides(sides []side) {
	for _, s := range sides {
		p.put("  ", "  ", s.label)
		for _, l := range strings.Split(Text(s.runs), "\n") {
			p.put("    | ", "    | ", l)
		}
	}
}
