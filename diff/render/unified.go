package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"policylog/diff"
	"policylog/diff/render/safe"
)

// Unified writes a result as a unified diff, as diff -u prints it, for tools that read those. Its lines are those of the
// blocks, with a blank line between blocks: it applies to texts set that way, which differ from the files compared in
// blank lines and what stands outside blocks alone. Control characters are made visible, so it never steers a terminal.
// A text that moved is deleted at its old place and inserted at its new one. lines is the number of unchanged lines
// around a change. Nothing is written where no line differs. The error is the writer's.
func Unified(w io.Writer, r *diff.Result, lines int) error {
	buf := bufio.NewWriter(w)
	edits := edits(r)
	for _, h := range hunks(edits, max(lines, 0)) {
		if h.first {
			fmt.Fprintf(buf, "--- %s\n+++ %s\n", label(r.Old, "old"), label(r.New, "new"))
		}
		fmt.Fprintf(buf, "@@ -%s +%s @@\n", span(h.oldAt, h.oldN), span(h.newAt, h.newN))
		for _, e := range h.edits {
			buf.WriteByte(e.op)
			buf.WriteString(e.text)
			buf.WriteByte('\n')
		}
	}
	return buf.Flush()
}

// label names a side in the header of a unified diff: what it is called, and after a tab its date.
func label(s diff.Side, side string) string {
	name := safe.Line(s.Source)
	if name == "" {
		name = side
	}
	if s.Captured != "" {
		name += "\t" + safe.Line(s.Captured)
	}
	return name
}

// span is a range of lines as a hunk's header has it: an empty one is named by the line before it.
func span(at, n int) string {
	if n == 0 {
		return fmt.Sprintf("%d,0", at)
	}
	if n == 1 {
		return fmt.Sprintf("%d", at+1)
	}
	return fmt.Sprintf("%d,%d", at+1, n)
}

// edit is one line of the old text, the new one, or both.
type edit struct {
	op   byte // ' ', '-', '+'
	text string
}

// edits is both texts line by line, in the order of each. Rows that are equal and did not move are what they share.
func edits(r *diff.Result) []edit {
	var old []diff.BlockRef
	for i := range r.Blocks {
		for _, b := range r.Blocks[i].Old {
			for len(old) <= b.Index {
				old = append(old, diff.BlockRef{Index: -1})
			}
			old[b.Index] = b
		}
	}
	var out []edit
	next := 0 // the first old block not written
	lines := func(op byte, text string) {
		for _, l := range strings.Split(safe.Text(text), "\n") {
			out = append(out, edit{op, l})
		}
	}
	block := func(op byte, text string) {
		lines(op, text)
		out = append(out, edit{op, ""})
	}
	deleteTo := func(end int) {
		for ; next < end; next++ {
			if old[next].Index >= 0 {
				block('-', old[next].Text)
			}
		}
	}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		if len(row.New) == 0 {
			continue
		}
		stayed := len(row.Old) > 0 && row.Old[0].Index >= next && !moved(row)
		if stayed && row.Status == diff.Equal && len(row.Old) == 1 && len(row.New) == 1 && row.Old[0].Text == row.New[0].Text {
			deleteTo(row.Old[0].Index)
			block(' ', row.New[0].Text)
			next++
			continue
		}
		if stayed && len(row.New) == 1 {
			// The text before stands right above the text after, and both end with the same blank line.
			last := row.Old[len(row.Old)-1].Index
			deleteTo(last)
			lines('-', old[last].Text)
			block('+', row.New[0].Text)
			out[len(out)-1].op = ' '
			next = last + 1
			continue
		}
		if stayed {
			deleteTo(row.Old[len(row.Old)-1].Index + 1)
		}
		for _, b := range row.New {
			block('+', b.Text)
		}
	}
	deleteTo(len(old))
	return out
}

// hunk is a run of edits with the unchanged lines around it.
type hunk struct {
	first                    bool
	oldAt, oldN, newAt, newN int
	edits                    []edit
}

// hunks cuts edits into hunks with n unchanged lines around their changes.
func hunks(edits []edit, n int) []hunk {
	var out []hunk
	oldAt, newAt := 0, 0
	lastChange := -1
	for i, e := range edits {
		if e.op != ' ' {
			if lastChange < 0 || i-lastChange > 2*n+1 {
				start := max(i-n, lastChange+1)
				if lastChange >= 0 {
					start = max(start, lastChange+1+n)
				}
				lead := i - start
				out = append(out, hunk{first: lastChange < 0, oldAt: oldAt - lead, newAt: newAt - lead})
				for _, c := range edits[start:i] {
					out[len(out)-1].add(c)
				}
			} else {
				for _, c := range edits[lastChange+1 : i] {
					out[len(out)-1].add(c)
				}
			}
			out[len(out)-1].add(e)
			lastChange = i
		}
		if e.op != '+' {
			oldAt++
		}
		if e.op != '-' {
			newAt++
		}
		// The lines after a change, once it is clear that no other follows closely.
		if e.op == ' ' && lastChange >= 0 && i == lastChange+2*n+1 {
			h := &out[len(out)-1]
			for _, c := range edits[lastChange+1 : lastChange+1+n] {
				h.add(c)
			}
		}
	}
	if lastChange >= 0 && len(edits) <= lastChange+2*n+1 {
		h := &out[len(out)-1]
		for _, c := range edits[lastChange+1 : min(len(edits), lastChange+1+n)] {
			h.add(c)
		}
	}
	return out
}

func (h *hunk) add(e edit) {
	h.edits = append(h.edits, e)
	if e.op != '+' {
		h.oldN++
	}
	if e.op != '-' {
		h.newN++
	}
}
