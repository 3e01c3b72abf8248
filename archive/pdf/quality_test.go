package pdf

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// figures say how well a PDF's text was read, from 0 to 1.
type figures struct {
	words    float64 // F1 of words and Chinese characters
	blocks   float64 // F1 of paragraphs, headings, items and cells: the same from the first to the last character
	headings float64 // F1 of headings, each with its level
}

var blockMark = regexp.MustCompile(`^(?:- |\d+\. )+`)

var plainQuotes = strings.NewReplacer("**", "", "“", `"`, "”", `"`, "’", "'")

// blocksIn are the blocks of a Markdown text, and those of them that are headings with their level.
func blocksIn(md string) (blocks, headings []string) {
	for l := range strings.Lines(md) {
		l = strings.Join(strings.Fields(plainQuotes.Replace(l)), " ")
		if l == "" || strings.HasPrefix(l, "| ---") || strings.HasPrefix(l, "|--") {
			continue
		}
		if strings.HasPrefix(l, "|") {
			for c := range strings.SplitSeq(strings.Trim(l, "|"), "|") {
				blocks = append(blocks, strings.TrimSpace(c))
			}
			continue
		}
		if strings.HasPrefix(l, "#") {
			headings = append(headings, l)
			l = strings.TrimLeft(l, "# ")
		}
		blocks = append(blocks, blockMark.ReplaceAllString(l, ""))
	}
	return blocks, headings
}

// f1 compares two lists as bags.
func f1(want, got []string) float64 {
	count := map[string]int{}
	for _, w := range want {
		count[w]++
	}
	same := 0
	for _, g := range got {
		if count[g] > 0 {
			count[g]--
			same++
		}
	}
	return 2 * float64(same) / float64(max(1, len(want)+len(got)))
}

func quality(want, got string) figures {
	wb, wh := blocksIn(want)
	gb, gh := blocksIn(got)
	return figures{f1(tokens(want), tokens(got)), f1(wb, gb), f1(wh, gh)}
}

// fixtures are the PDFs of testdata with the text that they were set from.
func fixtures(t testing.TB) map[string][2]string {
	paths, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	out := map[string][2]string{}
	for _, p := range paths {
		name := strings.TrimSuffix(filepath.Base(p), ".pdf")
		text, _, _ := strings.Cut(name, ".")
		if text == "none" {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		md, err := os.ReadFile(filepath.Join("testdata", text+".md"))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = [2]string{string(data), string(md)}
	}
	return out
}

// TestQuality holds what was reached. What a fixture loses on purpose: its table of contents, notes in the margin and
// Korean words at line ends are no part of the text that it was set from, or cannot be told.
func TestQuality(t *testing.T) {
	least := map[string]figures{
		"en.weasyprint-contents":        {0.96, 0.90, 1},
		"terms.weasyprint-margin-notes": {0.97, 0.95, 1},
		"terms.xelatex-contents":        {0.96, 0.78, 0.90},
		"ko.wkhtmltopdf":                {0.97, 0.85, 1},
	}
	for name, f := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			md, err := Text(context.Background(), []byte(f[0]), cache(t))
			if err != nil {
				t.Fatal(err)
			}
			want, ok := least[name]
			if !ok {
				want = figures{0.999, 0.96, 1}
			}
			if got := quality(f[1], string(md)); got.words < want.words || got.blocks < want.blocks || got.headings < want.headings {
				t.Errorf("%+v, want at least %+v\n%s", got, want, md)
			}
		})
	}
}

// TestTypeset holds that the same text set anew is no other text: in another order of the columns, on other pages, in
// other type, turned and encrypted.
func TestTypeset(t *testing.T) {
	all := fixtures(t)
	for _, pair := range [][2]string{
		{"en.chromium-two-columns", "en.weasyprint-odd-even"},
		{"de.xelatex", "de.weasyprint-two-columns"},
		{"de.xelatex", "de.qpdf-encrypted-turned"},
	} {
		var texts [2]string
		for i, name := range pair {
			md, err := Text(context.Background(), []byte(all[name][0]), cache(t))
			if err != nil {
				t.Fatal(err)
			}
			texts[i] = string(md)
		}
		if texts[0] != texts[1] {
			t.Errorf("%s differs from %s:\n%s\n%s", pair[0], pair[1], texts[0], texts[1])
		}
	}
}

func TestScanned(t *testing.T) {
	data, err := os.ReadFile("testdata/none.reportlab-scanned.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if md, err := Text(context.Background(), data, cache(t)); !errors.Is(err, ErrNoText) {
		t.Errorf("%q, %v", md, err)
	}
}

// BenchmarkQuality reads the fixtures and reports the means of their figures.
func BenchmarkQuality(b *testing.B) {
	all := fixtures(b)
	dir := b.TempDir()
	var sum figures
	n := 0.0
	for b.Loop() {
		for _, f := range all {
			md, err := Text(context.Background(), []byte(f[0]), dir)
			if err != nil {
				b.Fatal(err)
			}
			q := quality(f[1], string(md))
			sum.words, sum.blocks, sum.headings = sum.words+q.words, sum.blocks+q.blocks, sum.headings+q.headings
			n++
		}
	}
	b.ReportMetric(sum.words/n, "word-F1")
	b.ReportMetric(sum.blocks/n, "block-F1")
	b.ReportMetric(sum.headings/n, "heading-F1")
}
