package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
)

// Styles beyond those of package ink.
const (
	styleKey   ink.Style = iota + 32 // a key in a hint
	styleHint                        // what a key does
	styleToast                       // a message
	styleTitle                       // heading of a popup or column
	stylePick                        // the mark of the current line
	styleNew                         // new words, in a column that holds the new text alone
)

// hit marks a style: the text in it was searched for.
const hit ink.Style = 0x80

// line is a line of the screen.
type line struct {
	runs   []ink.Run
	picked bool // the current one: drawn over the whole width
	bar    bool // drawn as the line at the top
}

func lineOf(runs ...ink.Run) line { return line{runs: runs} }

func run(s string, style ink.Style) ink.Run { return ink.Run{Text: s, Style: style} }

func space(n int) ink.Run { return ink.Run{Text: strings.Repeat(" ", max(n, 0))} }

// theme is the colours of one kind of background.
type theme struct {
	styles map[ink.Style]lipgloss.Style
	picked lipgloss.Style // over the whole current line
	bar    lipgloss.Style // over the whole line at the top
	hit    lipgloss.Style // what was searched for
	plain  bool           // no colour: attributes alone
	pens   map[pen]stroke // each pen's codes, made when it is first used
}

// pen is a style over what the whole line has.
type pen struct {
	style ink.Style
	line  lineKind
}

// lineKind says what is drawn over a whole line.
type lineKind uint8

const (
	usualLine lineKind = iota
	pickedLine
	barLine
)

// stroke is what a terminal is sent before and after a text in some style. The library says it once a style: drawn by
// the library, struck out text would come character by character, and marks would part from the letters they stand on.
type stroke struct{ on, off string }

// The colours come from the 256 that every terminal of today has; where it has fewer the renderer picks the nearest.
func colourTheme(dark bool) theme {
	pick := lipgloss.LightDark(dark)
	fg := func(light, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	on := func(s lipgloss.Style, light, dark string) lipgloss.Style {
		return s.Background(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	old, accent, quiet := fg("88", "217"), fg("24", "80"), fg("242", "245")
	ins := on(fg("22", "157"), "194", "22")
	return theme{
		picked: on(lipgloss.NewStyle(), "254", "237"),
		bar:    on(fg("235", "252"), "253", "236"),
		hit:    on(fg("16", "16"), "220", "221"),
		pens:   map[pen]stroke{},
		styles: map[ink.Style]lipgloss.Style{
			ink.Dim: quiet, ink.Bold: lipgloss.NewStyle().Bold(true), ink.Mark: quiet,
			ink.Del: on(old, "224", "52").Strikethrough(true), ink.OldWords: on(old, "217", "88"), ink.Ins: ins, styleNew: ins,
			ink.Removed: fg("124", "210"), ink.Added: fg("28", "114"), ink.Moved: fg("90", "176"), ink.Alert: fg("130", "179"),
			ink.Accent: accent, styleKey: accent.Bold(true), styleHint: quiet, styleToast: fg("130", "179").Bold(true),
			styleTitle: accent.Bold(true), stylePick: accent.Bold(true),
		},
	}
}

func plainTheme() theme {
	bold, reverse := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Reverse(true)
	return theme{
		plain: true, picked: bold, bar: reverse, hit: reverse, pens: map[pen]stroke{},
		styles: map[ink.Style]lipgloss.Style{
			ink.Bold: bold, styleKey: bold, styleToast: bold, styleTitle: bold, stylePick: bold,
		},
	}
}

// stroke is how a pen is drawn.
func (t theme) stroke(p pen) stroke {
	if s, ok := t.pens[p]; ok {
		return s
	}
	style := t.styles[p.style&^hit]
	if p.style&hit != 0 {
		style = t.hit
	}
	switch p.line {
	case pickedLine:
		style = style.Inherit(t.picked)
	case barLine:
		style = style.Inherit(t.bar)
	}
	on, off, _ := strings.Cut(style.Render("x"), "x")
	t.pens[p] = stroke{on, off}
	return t.pens[p]
}

// paint draws a line on exactly width columns.
func (t theme) paint(b *strings.Builder, l line, width int) {
	kind := usualLine
	switch {
	case l.bar:
		kind = barLine
	case l.picked:
		kind = pickedLine
	}
	put := func(text string, style ink.Style) {
		s := t.stroke(pen{style, kind})
		b.WriteString(s.on)
		b.WriteString(text)
		b.WriteString(s.off)
	}
	for _, r := range trimTo(l.runs, width) {
		if r.Text != "" {
			put(r.Text, r.Style)
		}
		width -= ink.Width(r.Text)
	}
	if width > 0 && kind != usualLine {
		put(strings.Repeat(" ", width), ink.Plain)
	}
}

// cut shortens a text to a number of columns, an ellipsis standing for what went.
func cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return ink.Truncate(s, width)
}

// fit is a text on exactly width columns.
func fit(s string, width int) string {
	s = cut(s, width)
	return s + strings.Repeat(" ", max(width-ink.Width(s), 0))
}

// fitRight is a text on exactly width columns, at their right end.
func fitRight(s string, width int) string {
	s = cut(s, width)
	return strings.Repeat(" ", max(width-ink.Width(s), 0)) + s
}

// trimTo keeps the runs that fit on width columns.
func trimTo(runs []ink.Run, width int) []ink.Run {
	var out []ink.Run
	for _, r := range runs {
		w := ink.Width(r.Text)
		if w > width {
			return append(out, run(cut(r.Text, width), r.Style))
		}
		width -= w
		out = append(out, r)
	}
	return out
}

// columns sets two blocks of lines beside each other, the left one on width columns.
func columns(left []line, width int, sep ink.Run, right []line, height int) []line {
	out := make([]line, height)
	for i := range out {
		var runs []ink.Run
		if i < len(left) {
			l := left[i]
			runs = append(runs, ink.Pad(trimTo(l.runs, width), width)...)
			if l.picked {
				for j := range runs {
					if runs[j].Style == ink.Plain {
						runs[j].Style = stylePick
					}
				}
			}
		} else {
			runs = append(runs, space(width))
		}
		runs = append(runs, sep)
		if i < len(right) {
			runs = append(runs, right[i].runs...)
		}
		out[i] = lineOf(runs...)
	}
	return out
}

// settle makes a text of which every terminal draws as many columns as are counted. Terminals disagree about a cluster of
// several characters that form one picture (a family, a heart with a variation selector): they count either the
// picture or its parts. Such a cluster is shown as its parts, without what joins them.
func settle(s string) string {
	i := 0
	for ; i < len(s); i++ {
		if s[i] >= 0x80 {
			break
		}
	}
	if i == len(s) || agreed(s) {
		return s
	}
	var b strings.Builder
	g := displaywidth.StringGraphemes(s)
	for g.Next() {
		c := g.Value()
		if agreed(c) {
			b.WriteString(c)
			continue
		}
		parted := ""
		for _, r := range c {
			switch {
			case r == 0x200d || r >= 0xfe00 && r <= 0xfe0f:
			case agreed(parted + string(r)):
				parted += string(r)
			case agreed(parted + joiner + string(r)):
				parted += joiner + string(r)
			}
		}
		b.WriteString(parted)
	}
	return b.String()
}

// joiner keeps apart what would join again: the zero width non-joiner.
const joiner = "\u200c"

// agreed says whether the two ways to count columns give the same.
func agreed(s string) bool { return ansi.StringWidthWc(s) == ink.Width(s) }

// short is a title, name or message on one line, harmless.
func short(s string) string { return settle(safe.Line(s)) }
