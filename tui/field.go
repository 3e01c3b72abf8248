package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/displaywidth"
)

// field is a line of text as it is written, cut where the cursor stands. The library's own is not used: it counts the
// cursor's column in characters, which is half of it in Chinese, and looks for programs of the clipboard's in every
// directory of $PATH before main begins, whatever the command.
type field struct{ before, after string }

func (f *field) text() string { return f.before + f.after }

// insert writes a text at the cursor, in one line and without control characters.
func (f *field) insert(s string) {
	f.before += strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// key edits the text, with the keys of a shell's command line.
func (f *field) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "left", "ctrl+b":
		f.move(-lastCharacter(f.before))
	case "right", "ctrl+f":
		f.move(firstCharacter(f.after))
	case "alt+left", "ctrl+left", "alt+b":
		f.move(-lastWord(f.before))
	case "alt+right", "ctrl+right", "alt+f":
		f.move(firstWord(f.after))
	case "home", "ctrl+a":
		f.move(-len(f.before))
	case "end", "ctrl+e":
		f.move(len(f.after))
	case "backspace", "ctrl+h":
		f.before = f.before[:len(f.before)-lastCharacter(f.before)]
	case "delete", "ctrl+d":
		f.after = f.after[firstCharacter(f.after):]
	case "alt+backspace", "ctrl+backspace", "ctrl+w":
		f.before = f.before[:len(f.before)-lastWord(f.before)]
	case "alt+delete", "ctrl+delete", "alt+d":
		f.after = f.after[firstWord(f.after):]
	case "ctrl+u":
		f.before = ""
	case "ctrl+k":
		f.after = ""
	case "ctrl+v":
		return tea.ReadClipboard
	default:
		f.insert(k.Text)
	}
	return nil
}

// move moves the cursor by n bytes.
func (f *field) move(n int) {
	text, at := f.text(), len(f.before)+n
	f.before, f.after = text[:at], text[at:]
}

// firstCharacter and lastCharacter are the lengths of what a reader takes for one character: a letter with its accents, an
// emoji of several parts.
func firstCharacter(s string) int {
	g := displaywidth.StringGraphemes(s)
	g.Next()
	return len(g.Value())
}

func lastCharacter(s string) int {
	last := ""
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		last = g.Value()
	}
	return len(last)
}

// firstWord and lastWord are the lengths of a word, with the spaces between it and the cursor.
func firstWord(s string) int {
	word := strings.TrimLeftFunc(s, unicode.IsSpace)
	if end := strings.IndexFunc(word, unicode.IsSpace); end >= 0 {
		return len(s) - len(word) + end
	}
	return len(s)
}

func lastWord(s string) int {
	word := strings.TrimRightFunc(s, unicode.IsSpace)
	space := strings.LastIndexFunc(word, unicode.IsSpace)
	if space < 0 {
		return len(s)
	}
	_, n := utf8.DecodeRuneInString(word[space:])
	return len(s) - space - n
}
