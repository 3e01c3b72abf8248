package tui

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
)

// prompt is a line of input at the bottom of the screen.
type prompt struct {
	label string
	input field
	live  func(m *model, text string) tea.Cmd // called at every change
	done  func(m *model, text string) tea.Cmd
	left  func(m *model)        // the user gave up
	move  func(m *model, n int) // the arrow keys, where a list is chosen from
}

// newPrompt asks for a line, beginning with a text.
func newPrompt(label, text string, done func(m *model, text string) tea.Cmd) *prompt {
	return &prompt{label: label, input: field{before: text}, done: done}
}

func (p *prompt) key(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch name := k.String(); name {
	case "enter":
		m.prompt = nil
		return p.done(m, p.input.text())
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
	before := p.input.text()
	return tea.Batch(p.input.key(k), p.changed(m, before))
}

// paste writes what was pasted, or what the clipboard holds.
func (p *prompt) paste(m *model, text string) tea.Cmd {
	before := p.input.text()
	p.input.insert(text)
	return p.changed(m, before)
}

// changed tells of a text that is no longer what it was.
func (p *prompt) changed(m *model, before string) tea.Cmd {
	if text := p.input.text(); text != before && p.live != nil {
		return p.live(m, text)
	}
	return nil
}

// layout is what of the text is on the screen, and the column of the cursor, where an input method writes. Of a long text
// it is the part that ends with the cursor.
func (p *prompt) layout(width int) (shown string, column int) {
	head, tail := settle(safe.Text(p.input.before)), settle(safe.Text(p.input.after))
	label := lipgloss.Width(p.label) + 2
	for ink.Width(head)+label >= width && head != "" {
		head = head[firstCharacter(head):]
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
