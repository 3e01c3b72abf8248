package tui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/clipperhouse/displaywidth"

	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
)

// prompt is a line of input at the bottom of the screen. The library's field edits it; it is drawn here, since that field
// counts its cursor's column in characters, which is half of it in Chinese, and an input method writes where the cursor is.
type prompt struct {
	label string
	input textinput.Model
	live  func(m *model, text string) tea.Cmd // called at every change
	done  func(m *model, text string) tea.Cmd
	left  func(m *model)        // the user gave up
	move  func(m *model, n int) // the arrow keys, where a list is chosen from
}

// newPrompt asks for a line, beginning with a text.
func newPrompt(label, text string, done func(m *model, text string) tea.Cmd) *prompt {
	p := &prompt{label: label, input: textinput.New(), done: done}
	p.input.Prompt = ""
	p.input.SetVirtualCursor(false)
	p.input.SetValue(text)
	p.input.CursorEnd()
	p.input.Focus()
	return p
}

func (p *prompt) key(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch name := k.String(); name {
	case "enter":
		m.prompt = nil
		return p.done(m, p.input.Value())
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
	}
	return p.update(m, k)
}

// update hands a message to the field: a key, a paste, the answer of the clipboard.
func (p *prompt) update(m *model, msg tea.Msg) tea.Cmd {
	before := p.input.Value()
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	if after := p.input.Value(); after != before && p.live != nil {
		return tea.Batch(cmd, p.live(m, after))
	}
	return cmd
}

// layout is what of the text is on the screen, and the column of the cursor. Of a long text it is the part that ends with
// the cursor.
func (p *prompt) layout(width int) (shown string, column int) {
	runes := []rune(p.input.Value())
	at := min(p.input.Position(), len(runes))
	head, tail := settle(safe.Text(string(runes[:at]))), settle(safe.Text(string(runes[at:])))
	label := lipgloss.Width(p.label) + 2
	for ink.Width(head)+label >= width && head != "" {
		g := displaywidth.StringGraphemes(head)
		g.Next()
		head = head[len(g.Value()):]
	}
	return head + cut(tail, width-label-ink.Width(head)), label + ink.Width(head)
}

func (p *prompt) line(m *model) line {
	text, _ := p.layout(m.width)
	return lineOf(run(" "+p.label+" ", styleKey), run(text, ink.Plain))
}

// column is where the cursor stands.
func (p *prompt) column(m *model) int {
	_, column := p.layout(m.width)
	return column
}
