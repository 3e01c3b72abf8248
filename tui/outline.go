package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/render/ink"
)

// section is the position in the outline of what is current.
func (p *diffPlace) sectionNow() int {
	for i := min(p.reader.current, len(p.reader.items)-1); i >= 0; i-- {
		if u := p.reader.items[i].under; u >= 0 {
			for k, e := range p.outline {
				if e.section == u {
					return k
				}
			}
		}
	}
	return 0
}

// outlineTop is the first entry of the outline on the screen.
func (p *diffPlace) outlineTop(height int) int {
	return max(min(p.sectionNow()-height/3, len(p.outline)-height), 0)
}

// drawOutline lists the sections, each with a badge and how many changes it has.
func (p *diffPlace) drawOutline(m *model, width, height int) []line {
	now := p.sectionNow()
	var out []line
	for i := p.outlineTop(height); i < len(p.outline) && len(out) < height; i++ {
		e := p.outline[i]
		l := line{picked: i == now}
		mark := run(" ", ink.Plain)
		if l.picked {
			mark = run("›", stylePick)
		}
		badge, count := outlineBadge(e), ""
		if e.changes > 0 {
			count = fmt.Sprintf(" %d", e.changes)
		}
		pad := min(e.depth, 6)
		style := ink.Plain
		if e.changes == 0 {
			style = ink.Dim
		}
		name := fit(e.name, max(width-4-pad-len(count), 4))
		l.runs = []ink.Run{mark, badge, space(1 + pad), run(name, style), run(count, ink.Accent)}
		out = append(out, l)
	}
	return out
}

// outlineBadge says what became of a section.
func outlineBadge(e outlineEntry) ink.Run {
	switch {
	case e.status != diff.Equal && e.status != diff.Modified:
		return signOf(e.status)
	case e.changes > 0:
		return signOf(diff.Modified)
	}
	return space(1)
}

// goToSection shows a section: its heading, or the fold it is in.
func (p *diffPlace) goToSection(i int) {
	e := p.outline[i]
	if e.first >= 0 {
		for k := e.first; k < len(p.reader.items); k++ {
			if it := p.reader.items[k]; it.stop {
				p.reader.current = k
				break
			} else if it.header && k > e.first {
				p.reader.current = e.first
				break
			}
		}
		p.reader.top, p.reader.skip = e.first, 0
		return
	}
	if blocks := p.c.result.Sections[e.section].Blocks; len(blocks) > 0 {
		for k, it := range p.reader.items {
			if it.fold >= 0 && it.fold <= blocks[0] {
				p.reader.top, p.reader.skip, p.reader.current = k, 0, k
			}
		}
	}
}

// outlinePopup is the outline on a narrow screen.
func (p *diffPlace) outlinePopup(m *model) tea.Cmd {
	if len(p.outline) == 0 {
		return nil
	}
	pop := &popup{title: m.words.text(wOutline)}
	for i, e := range p.outline {
		badge := outlineBadge(e).Text
		name := strings.Repeat(" ", min(e.depth, 6)) + e.name
		if e.changes > 0 {
			name += fmt.Sprintf("  %d", e.changes)
		}
		pop.add(badge, name, does(func(*model) { p.goToSection(i) }))
	}
	pop.list.cursor = p.sectionNow()
	m.popup = pop
	return nil
}
