package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
)

// Styles beyond those of package ink.
const (
	styleBar   ink.Style = iota + 32 // the line at the top
	styleKey                         // a key in a hint
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
	codes  map[ink.Style]string
	picked string
	bar    string
	hit    string
	plain  bool // no colour: attributes alone
}

// The colours come from the 256 that every terminal of today has; where it has fewer the renderer picks the nearest.
func darkTheme() theme {
	return theme{picked: "48;5;237", bar: "38;5;252;48;5;236", hit: "38;5;16;48;5;221", codes: map[ink.Style]string{
		ink.Dim: "38;5;245", ink.Bold: "1", ink.Del: "38;5;217;48;5;52;9", ink.Ins: "38;5;157;48;5;22",
		ink.OldWords: "38;5;217;48;5;88", styleNew: "38;5;157;48;5;22", ink.Removed: "38;5;210", ink.Added: "38;5;114",
		ink.Moved: "38;5;176", ink.Alert: "38;5;179", ink.Accent: "38;5;80", ink.Mark: "38;5;245",
		styleBar: "38;5;252;48;5;236", styleKey: "1;38;5;80", styleHint: "38;5;245", styleToast: "1;38;5;179",
		styleTitle: "1;38;5;80", stylePick: "1;38;5;80",
	}}
}

func lightTheme() theme {
	return theme{picked: "48;5;254", bar: "38;5;235;48;5;253", hit: "38;5;16;48;5;220", codes: map[ink.Style]string{
		ink.Dim: "38;5;242", ink.Bold: "1", ink.Del: "38;5;88;48;5;224;9", ink.Ins: "38;5;22;48;5;194",
		ink.OldWords: "38;5;88;48;5;217", styleNew: "38;5;22;48;5;194", ink.Removed: "38;5;124", ink.Added: "38;5;28",
		ink.Moved: "38;5;90", ink.Alert: "38;5;130", ink.Accent: "38;5;24", ink.Mark: "38;5;242",
		styleBar: "38;5;235;48;5;253", styleKey: "1;38;5;24", styleHint: "38;5;242", styleToast: "1;38;5;130",
		styleTitle: "1;38;5;24", stylePick: "1;38;5;24",
	}}
}

func plainTheme() theme {
	return theme{plain: true, picked: "1", bar: "7", hit: "7", codes: map[ink.Style]string{
		ink.Bold: "1", styleBar: "7", styleKey: "1", styleToast: "1", styleTitle: "1", stylePick: "1",
	}}
}

// paint draws a line on exactly width columns.
func (t theme) paint(b *strings.Builder, l line, width int) {
	left := width
	base := ""
	switch {
	case l.bar:
		base = t.bar
	case l.picked:
		base = t.picked
	}
	for _, r := range l.runs {
		text := r.Text
		if w := ink.Width(text); w > left {
			text = cut(text, left)
			w = ink.Width(text)
			left -= w
		} else {
			left -= w
		}
		if text == "" {
			continue
		}
		t.write(b, text, base, r.Style)
		if left <= 0 {
			break
		}
	}
	if left > 0 && base != "" {
		t.write(b, strings.Repeat(" ", left), base, ink.Plain)
	}
}

func (t theme) write(b *strings.Builder, text, base string, style ink.Style) {
	code := t.codes[style&^hit]
	if style&hit != 0 {
		code = t.hit
	}
	switch {
	case base == "" && code == "":
		b.WriteString(text)
		return
	case base != "" && code != "":
		code = base + ";" + code
	case code == "":
		code = base
	}
	b.WriteString("\x1b[")
	b.WriteString(code)
	b.WriteByte('m')
	b.WriteString(text)
	b.WriteString("\x1b[m")
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
