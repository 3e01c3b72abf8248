package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"policylog/diff/render/ink"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// The frames of every place, at three sizes and in two languages, without colour.
func TestFrames(t *testing.T) {
	a := fixture(t)
	places := []struct {
		name string
		keys []string
	}{
		{"sources", nil},
		{"sources-help", []string{"?"}},
		{"languages", []string{"tab", "down", "down", "right"}},
		{"timeline", []string{"/", "zh-TW", "enter", "enter", "esc", "/", "esc", "g", "down", "enter"}},
		{"timeline-unfolded", []string{"down", "enter", "z"}},
		{"diff", []string{"down", "enter", "G", "up", "enter", "n"}},
		{"diff-moved", []string{"down", "enter", "enter", "n", "n"}},
		{"diff-zh", []string{"G", "d", "n"}},
		{"news", []string{"G", "w"}},
		{"palette", []string{"down", "enter", ":", "ex"}},
	}
	for _, size := range [][2]int{{80, 24}, {60, 15}, {200, 50}} {
		for _, lang := range []string{"en", "zh-TW"} {
			for _, p := range places {
				name := fmt.Sprintf("%s.%dx%d.%s", p.name, size[0], size[1], lang)
				t.Run(name, func(t *testing.T) {
					s := newScreen(t, a, size[0], size[1], func(o *Options) {
						o.Lang, o.OutOfStep = lang, notTakenIn
					})
					s.keys(p.keys...)
					got := s.frame()
					checkFrame(t, got, size[0], size[1])
					golden(t, filepath.Join("testdata", "frames", name+".txt"), got)
				})
			}
		}
	}
}

// checkFrame holds a frame to its size, in both ways in which terminals count columns, and to text without controls.
func checkFrame(t *testing.T, frame string, width, height int) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(frame, "\n"), "\n")
	if len(lines) != height {
		t.Errorf("%d lines, want %d", len(lines), height)
	}
	for i, l := range lines {
		if w := ink.Width(l); w > width || w != ansi.StringWidthWc(l) {
			t.Errorf("line %d takes %d columns, or %d counted by character; the screen has %d: %q", i, w, ansi.StringWidthWc(l), width, l)
		}
		for _, r := range l {
			if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x202e {
				t.Errorf("line %d has the control character %U: %q", i, r, l)
			}
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (make it with -update)", err)
	}
	if got != string(want) {
		t.Errorf("%s: the frame is another\n--- got\n%s--- want\n%s", path, got, want)
	}
}
