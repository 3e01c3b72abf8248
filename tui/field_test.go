package tui

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

// Keys edit as they do in a shell, by what a reader takes for one character and by words between spaces.
func TestFieldKeys(t *testing.T) {
	for _, c := range []struct{ text, keys, want string }{
		{"隱私", "left backspace", "|私"},
		{"ab", "left left left delete", "|b"},
		{"e\u0301👩‍👧🇹🇼", "left left", "e\u0301|👩‍👧🇹🇼"},
		{"e\u0301👩‍👧🇹🇼", "backspace backspace backspace backspace", "|"},
		{"e\u0301👩‍👧", "home delete right", "👩‍👧|"},
		{"we may share  ", "ctrl+w", "we may |"},
		{"we may share", "alt+b alt+left", "we |may share"},
		{"我們　可能 分享", "alt+b ctrl+w", "我們　|分享"},
		{"we may share", "ctrl+a ctrl+right alt+f", "we may| share"},
		{"we may share", "ctrl+a alt+d delete", "|may share"},
		{"we may share", "alt+b ctrl+k", "we may |"},
		{"we may share", "alt+b ctrl+u end", "share|"},
		{"", "alt+b alt+f alt+d ctrl+w backspace delete left right", "|"},
	} {
		f := field{before: c.text}
		for name := range strings.FieldsSeq(c.keys) {
			f.key(keyPress(name))
		}
		if got := f.before + "|" + f.after; got != c.want {
			t.Errorf("%q, %s: %q, want %q", c.text, c.keys, got, c.want)
		}
	}
}

// Whatever is pasted into it and pressed in it, a field is one line of text in UTF-8 without control characters, and
// no key loses what it was not to delete.
func TestFieldHoldsALine(t *testing.T) {
	moves := []string{"left", "right", "alt+b", "alt+f", "home", "end"}
	deletes := []string{"backspace", "delete", "ctrl+w", "alt+d", "ctrl+u", "ctrl+k"}
	rapid.Check(t, func(t *rapid.T) {
		var f field
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			before := f.text()
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				f.insert(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a\r\n\tb", "\x1b[2J", "\xff隱", "🇹", "\u0301", "　"})).Draw(t, "text"))
			case 1:
				if f.key(keyPress(rapid.SampledFrom(moves).Draw(t, "key"))); f.text() != before {
					t.Fatalf("a move made %q of %q", f.text(), before)
				}
			case 2:
				if f.key(keyPress(rapid.SampledFrom(deletes).Draw(t, "key"))); len(f.text()) > len(before) {
					t.Fatalf("a deletion made %q of %q", f.text(), before)
				}
			}
			if text := f.text(); !utf8.ValidString(text) || !utf8.ValidString(f.before) || strings.ContainsAny(text, "\r\n\t\x1b") {
				t.Fatalf("holds %q", text)
			}
		}
	})
}

// The clipboard's text comes in answer to a key, in the terminal's own time.
func TestPromptClipboard(t *testing.T) {
	s := newScreen(t, fixture(t), 60, 15)
	s.keys("/")
	if cmd := s.m.prompt.key(s.m, keyPress("ctrl+v")); cmd == nil {
		t.Fatal("ctrl+v asks for nothing")
	}
	s.send(tea.ClipboardMsg{Content: "個人\n資料"})
	s.shows(" / 個人 資料")
	s.keys("esc")
	s.send(tea.ClipboardMsg{Content: "too late"})
	s.hides("too late")
}
