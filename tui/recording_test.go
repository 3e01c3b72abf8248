package tui

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var record = flag.Bool("record", false, "write docs/tui.svg anew from what TestRecordedDemo sees")

// TestRecordedDemo plays the README's demo in a real terminal, on the demo archive, and holds each of its screens to what
// it is to show. With -record it draws them: go test ./tui -run RecordedDemo -record
func TestRecordedDemo(t *testing.T) {
	const width, height = 112, 30
	binary, archive := program(t)
	x := start(t, width, height, t.TempDir(), "TERM=tmux-256color COLORTERM=truecolor "+binary+" --archive "+archive+" tui")
	x.tmux("set", "status", "off")
	x.tmux("resize-window", "-t", "t", "-x", "112", "-y", "30")
	var scenes []scene
	shoot := func(keys, what string, seconds float64, want ...string) {
		t.Helper()
		x.sees(want...)
		scenes = append(scenes, scene{keys, what, x.tmux("capture-pane", "-p", "-e", "-N", "-t", "t"), seconds})
	}
	shoot("policylog tui", "Every source of the archive: languages side by side, health at a glance", 4, "3 of 3 sources", "zh-TW", "? help")
	x.keys("G", "Enter")
	shoot("G ⏎", "The timeline of one: what each version changed, in a line", 5, "5 versions", "2021-03-02", "Nightjar")
	x.keys("Enter")
	x.sees("change 1 of")
	x.keys("n", "n")
	shoot("⏎ n n", "Clause by clause, word by word, whatever the script", 6, "change 3 of")
	x.keys("n", "n", "n", "n", "n", "n", "n", "s")
	shoot("n … s", "Old and new beside each other", 5, "change 10 of", "age:")
	x.keys("s")
	x.typed("/个人资料")
	shoot("/ 个人资料", "Typed in Simplified, found in Traditional", 6, "/ 个人资料", "/个人资料")
	x.keys("Enter", "w")
	shoot("w", "What's new: facts first, the publisher's own list beside the text", 6, "What's new", "change 1 of")
	x.keys("v")
	shoot("v", "A verdict: kept as a git note, so it pushes, pulls and merges", 4, "no verdict")
	x.keys("1")
	x.sees("✓ content")
	x.keys("B")
	shoot("B", "Since when does each sentence stand?", 6, "since when", "2021-03-02")
	x.keys("q", "?")
	shoot("?", "Every key of the place one is in; : finds commands by name", 5, "Keys of this place")
	if !*record {
		return
	}
	svg := animate(scenes, width, height)
	if strings.Contains(svg, "127.0.0.1") {
		t.Error("a port of this run is in the picture")
	}
	if err := os.WriteFile(filepath.Join("..", "docs", "tui.svg"), []byte(svg), 0o644); err != nil {
		t.Fatal(err)
	}
}
