package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/render/ink"
)

// popup is a list over the place: help, the palette, a choice.
type popup struct {
	title string
	rows  []popupRow
	list  list
	stay  bool // a choice leaves it open
}

type popupRow struct {
	key, text string
	do        func(*model) tea.Cmd
}

func (p *popup) add(key, text string, do func(*model) tea.Cmd) {
	p.rows = append(p.rows, popupRow{key, text, do})
	p.list.setLen(len(p.rows))
}

func (p *popup) key(m *model, name string) tea.Cmd {
	switch name {
	case "esc", "q", "?", "left":
		m.popup = nil
		return nil
	case "enter", "space", "right":
		return p.choose(m, p.list.cursor)
	case "down", "ctrl+n":
		p.list.move(1, anyRow)
		return nil
	case "up", "ctrl+p":
		p.list.move(-1, anyRow)
		return nil
	case "pgdown", "ctrl+d":
		p.list.move(10, anyRow)
		return nil
	case "pgup", "ctrl+u":
		p.list.move(-10, anyRow)
		return nil
	}
	for i, r := range p.rows {
		for _, k := range strings.Fields(r.key) {
			if k == name {
				return p.choose(m, i)
			}
		}
	}
	switch name {
	case "j":
		p.list.move(1, anyRow)
	case "k":
		p.list.move(-1, anyRow)
	}
	return nil
}

func (p *popup) choose(m *model, i int) tea.Cmd {
	if i < 0 || i >= len(p.rows) {
		return nil
	}
	if !p.stay {
		m.popup = nil
	}
	return p.rows[i].do(m)
}

// box is where the popup stands: its left column, its first line, its inner width and how many rows it shows.
func (p *popup) box(m *model) (x, y, width, rows int) {
	width = ink.Width(p.title) + 2
	for _, r := range p.rows {
		width = max(width, p.keyWidth()+ink.Width(r.text)+3)
	}
	width = min(width, m.width-6)
	rows = min(max(len(p.rows), 1), m.height-6)
	return (m.width - width - 2) / 2, max((m.height-2-rows-2)/3, 0), width, rows
}

func (p *popup) keyWidth() int {
	w := 0
	for _, r := range p.rows {
		w = max(w, ink.Width(r.key))
	}
	return w
}

// over draws the popup over the lines of a place.
func (p *popup) over(m *model, lines []line) {
	x, y, width, rows := p.box(m)
	from, to := p.list.window(rows)
	title := " " + cut(p.title, width-2) + " "
	put := func(i int, runs ...ink.Run) {
		if i < len(lines) {
			lines[i] = overlay(lines[i], x, width+2, runs)
		}
	}
	put(y, run("╭", ink.Dim), run(title, styleTitle), run(strings.Repeat("─", width-ink.Width(title))+"╮", ink.Dim))
	for i := range rows {
		inside := []ink.Run{space(width)}
		if r := from + i; r < to {
			style, mark := ink.Plain, " "
			if r == p.list.cursor {
				style, mark = stylePick, "›"
			}
			inside = ink.Pad(trimTo([]ink.Run{
				run(mark, stylePick), run(fit(p.rows[r].key, p.keyWidth()), styleKey), space(1), run(p.rows[r].text, style),
			}, width), width)
		}
		put(y+1+i, append(append([]ink.Run{run("│", ink.Dim)}, inside...), run("│", ink.Dim))...)
	}
	put(y+1+rows, run("╰"+strings.Repeat("─", width)+"╯", ink.Dim))
}

// overlay puts runs over the columns from x to x+width of a line.
func overlay(l line, x, width int, runs []ink.Run) line {
	left := ink.Pad(firstColumns(l.runs, x), x)
	return line{runs: append(append(append([]ink.Run{}, left...), runs...), skipColumns(l.runs, x+width)...)}
}

// firstColumns keeps the first columns of some runs; half a wide character goes.
func firstColumns(runs []ink.Run, n int) []ink.Run {
	var out []ink.Run
	for _, r := range runs {
		end := 0
		for end < len(r.Text) {
			c := firstCluster(r.Text[end:])
			if n -= ink.Width(r.Text[end : end+c]); n < 0 {
				break
			}
			end += c
		}
		out = append(out, run(r.Text[:end], r.Style))
		if n <= 0 {
			break
		}
	}
	return out
}

// skipColumns drops the first columns of some runs; half a wide character becomes a space.
func skipColumns(runs []ink.Run, n int) []ink.Run {
	var out []ink.Run
	for _, r := range runs {
		w := ink.Width(r.Text)
		if n >= w {
			n -= w
			continue
		}
		if n > 0 {
			kept := r.Text
			for n > 0 && kept != "" {
				c := firstCluster(kept)
				n -= ink.Width(kept[:c])
				kept = kept[c:]
			}
			r.Text = strings.Repeat(" ", -n) + kept
			n = 0
		}
		out = append(out, r)
	}
	return out
}

func (p *popup) click(m *model, x, y int) tea.Cmd {
	left, top, width, rows := p.box(m)
	row := y - 1 - top - 1
	if x < left || x > left+width+1 || row < 0 || row >= rows {
		if m.prompt == nil {
			m.popup = nil
		}
		return nil
	}
	from, _ := p.list.window(rows)
	m.prompt = nil
	return p.choose(m, from+row)
}
