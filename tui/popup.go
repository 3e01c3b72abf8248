package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"policylog/diff/render/ink"
)

// popup is a list over the place: help, the palette, a choice.
type popup struct {
	title string
	empty string // stands in it where it has no rows
	rows  []popupRow
	list  list
	stay  bool // a choice leaves it open
	least int  // columns that it has at least
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
	width = max(ink.Width(p.title)+2, ink.Width(p.empty)+1, p.least)
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
func (p *popup) over(m *model, below string) string {
	x, y, width, rows := p.box(m)
	from, to := p.list.window(rows)
	inside := make([]line, rows)
	inside[0] = lineOf(run(cut(" "+p.empty, width), ink.Dim))
	for i := range min(rows, to-from) {
		r := from + i
		style, mark := ink.Plain, " "
		if r == p.list.cursor {
			style, mark = stylePick, "›"
		}
		inside[i] = line{picked: r == p.list.cursor, runs: []ink.Run{
			run(mark, stylePick), run(fit(p.rows[r].key, p.keyWidth()), styleKey), space(1), run(p.rows[r].text, style),
		}}
	}
	box := lipgloss.NewStyle().Border(lipgloss.RoundedBorder()).BorderForeground(m.theme.styles[ink.Dim].GetForeground()).Width(width + 2)
	return lipgloss.NewCompositor(
		lipgloss.NewLayer(below),
		lipgloss.NewLayer(box.Render(m.paint(inside, width))).X(x).Y(y+1).Z(1),
		lipgloss.NewLayer(m.paint([]line{lineOf(run(" "+cut(p.title, width-2)+" ", styleTitle))}, width)).X(x+1).Y(y+1).Z(2),
	).Render()
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
