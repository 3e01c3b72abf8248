package doc

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden outlines in testdata")

// TestOutlines compares the outline of every text in testdata with the one recorded beside it.
func TestOutlines(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		n++
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := Parse(src)
		if err := check(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got, golden := render(d), name+".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from its golden outline:\n%s", name, got)
		}
	}
	if n == 0 {
		t.Error("no texts in testdata")
	}
}

// render writes a document as one line a block: kind, level or depth, mark, and the beginning of the words.
func render(d *Document) string {
	var b strings.Builder
	m := d.Meta
	fmt.Fprintf(&b, "title=%q url=%q language=%q captured=%q extra=%q\n", m.Title, m.URL, m.Language, m.Captured, m.Extra)
	for i := range d.Blocks {
		k := &d.Blocks[i]
		indent := 0
		if k.Section != None {
			indent = len(d.Sections[k.Section].Path) + 1
		}
		kind, words := string(k.Kind), k.Text[k.Body:]
		if k.Kind == Heading {
			s := d.Sections[k.Section]
			indent--
			kind = fmt.Sprintf("H%d %q %v", s.Level, s.Number, s.Ordinal)
			words = s.Title
		} else if k.Depth > 0 {
			kind = fmt.Sprintf("%s/%d", kind, k.Depth)
		}
		if k.Boiler {
			kind += " boiler"
		}
		if k.Mark != "" {
			kind += fmt.Sprintf(" [%s]", k.Mark)
		}
		if utf8.RuneCountInString(words) > 60 {
			words = string([]rune(words)[:59]) + "…"
		}
		fmt.Fprintf(&b, "%s%s %q\n", strings.Repeat("  ", indent), kind, words)
	}
	return b.String()
}
