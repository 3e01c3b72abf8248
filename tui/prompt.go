package tui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/displaywidth"

	"policylog/diff/render/ink"
)

// prompt is a line of input at the bottom of the screen. It is its own, since the library's text field looks for the
// programs of the desktop's clipboard when a program starts, which costs every command.
type prompt struct {
	label  string
	text   string
	cursor int // byte offset in text
	live   func(m *model, text string) tea.Cmd
	done   func(m *model, text string) tea.Cmd
	left   func(m *model) // the user gave up
	move   func(m *model, n int)
}

func (p *prompt) key(m *model, k tea.KeyPressMsg) tea.Cmd {
	before, after := p.text[:p.cursor], p.text[p.cursor:]
	switch name := k.String(); name {
	case "enter":
		m.prompt = nil
		return p.done(m, p.text)
	case "esc":
		m.prompt = nil
		if p.left != nil {
			p.left(m)
		}
		return nil
	case "up", "ctrl+p", "down", "ctrl+n":
		if p.move != nil {
			n := 1
			if name == "up" || name == "ctrl+p" {
				n = -1
			}
			p.move(m, n)
		}
		return nil
	case "left", "ctrl+b":
		p.cursor -= lastCluster(before)
		return nil
	case "right", "ctrl+f":
		p.cursor += firstCluster(after)
		return nil
	case "home", "ctrl+a":
		p.cursor = 0
		return nil
	case "end", "ctrl+e":
		p.cursor = len(p.text)
		return nil
	case "backspace", "ctrl+h":
		p.cut(lastCluster(before))
	case "delete", "ctrl+d":
		p.text = before + after[firstCluster(after):]
	case "ctrl+w", "alt+backspace":
		trimmed := strings.TrimRightFunc(before, unicode.IsSpace)
		p.cut(len(before) - (strings.LastIndexFunc(trimmed, unicode.IsSpace) + 1))
	case "ctrl+u":
		p.cut(len(before))
	default:
		if k.Text == "" {
			return nil
		}
		p.insert(k.Text)
	}
	return p.changed(m)
}

func (p *prompt) changed(m *model) tea.Cmd {
	if p.live == nil {
		return nil
	}
	return p.live(m, p.text)
}

// cut takes n bytes from before the cursor.
func (p *prompt) cut(n int) {
	p.text = p.text[:p.cursor-n] + p.text[p.cursor:]
	p.cursor -= n
}

// insert puts a text at the cursor; line ends become spaces, control characters go.
func (p *prompt) insert(s string) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	p.text = p.text[:p.cursor] + s + p.text[p.cursor:]
	p.cursor += len(s)
}

func (p *prompt) line(m *model) line {
	text := p.text
	for ink.Width(p.label+text)+4 > m.width { // the end of a long text is what is being written
		text = text[firstCluster(text):]
	}
	return lineOf(run(" "+p.label+" ", styleKey), run(settle(text), ink.Plain))
}

// column is where the cursor stands.
func (p *prompt) column() int { return ink.Width(" "+p.label+" ") + ink.Width(p.text[:p.cursor]) }

func lastCluster(s string) int {
	n := 0
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		n = len(g.Value())
	}
	return n
}

func firstCluster(s string) int {
	g := displaywidth.StringGraphemes(s)
	if g.Next() {
		return len(g.Value())
	}
	return 0
}
