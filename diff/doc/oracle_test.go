package doc

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// goldmarkBlocks lists what CommonMark makes of a text, as "kind first words", in order: headings with their level, list
// items, table rows and fenced code. It is the oracle for the structure that Markdown itself defines.
func goldmarkBlocks(src []byte) []string {
	doc := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(src))
	var out []string
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			out = append(out, strings.TrimSpace(fmt.Sprintf("h%d %s", n.Level, head(lineText(n, src)))))
		case *ast.ListItem:
			if c := n.FirstChild(); c != nil && (c.Kind() == ast.KindTextBlock || c.Kind() == ast.KindParagraph) {
				out = append(out, "item "+head(lineText(c, src)))
			}
		case *extast.TableHeader, *extast.TableRow:
			out = append(out, "row")
		case *ast.FencedCodeBlock:
			out = append(out, "code")
		}
		return ast.WalkContinue, nil
	})
	return out
}

func lineText(n ast.Node, src []byte) string {
	if n.Lines().Len() == 0 {
		return ""
	}
	l := n.Lines().At(0)
	return string(l.Value(src))
}

// head is the beginning of a text, letters and digits alone.
func head(t string) string {
	t = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*_[]()<>#\\`|", r) {
			return -1
		}
		return r
	}, t)
	if r := []rune(t); len(r) > 24 {
		t = string(r[:24])
	}
	return t
}

// ourBlocks lists the same of a document of ours. Headings that Markdown does not know are left out.
func ourBlocks(d *Document) []string {
	var out []string
	for i := range d.Blocks {
		b := &d.Blocks[i]
		first, rest, _ := cutLine(b.Text)
		switch b.Kind {
		case Heading:
			t := strings.TrimLeft(first, "> \t-+")
			if strings.HasPrefix(t, "* ") {
				t = strings.TrimLeft(t, "* ")
			}
			level := atxLevel(t)
			if level == 0 && rest != "" {
				last := rest[strings.LastIndexAny(rest, "\r\n")+1:]
				level = setextLevel(strings.TrimSpace(strings.TrimLeft(last, "> ")))
			}
			if level > 0 {
				if strings.HasPrefix(t, "#") {
					t = strings.TrimRight(strings.TrimLeft(t, "#"), "# ")
				}
				out = append(out, strings.TrimSpace(fmt.Sprintf("h%d %s", level, head(t))))
			}
		case Item:
			if m, ok := listMarker(strings.TrimLeft(first, "> \t")); ok && !m.sloppy {
				t := strings.TrimLeft(first, "> \t")[m.width:]
				if strings.TrimSpace(t) == "" {
					t, _, _ = cutLine(rest)
				}
				out = append(out, "item "+head(t))
			}
		case Row:
			if !strings.HasPrefix(b.Text, "<") {
				out = append(out, "row")
			}
		case Code:
			out = append(out, "code")
		}
	}
	return out
}

// TestAgainstGoldmark compares our reading of Markdown's own structure with goldmark's over the real histories. They
// differ on purpose in few places: a numbered list item that is a heading by its sequence, a delimiter row of another
// width than its head, a list mark behind five spaces or more.
func TestAgainstGoldmark(t *testing.T) {
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		texts, blocks, differ := 0, 0, 0
		seen := map[string]bool{}
		note := func(id, sign string, lines []string) {
			differ += len(lines)
			for _, l := range lines {
				if l = sign + " " + l; !seen[l] {
					seen[l] = true
					t.Logf("%s %.8s %s", bundle, id, l)
				}
			}
		}
		blobs(t, bundle, step(60), func(id string, src []byte) {
			d := Parse(src)
			want, got := goldmarkBlocks([]byte(d.Source[d.Start:])), ourBlocks(d)
			texts++
			blocks += len(want)
			missing, extra := setDiff(want, got)
			note(id, "-", missing)
			note(id, "+", extra)
		})
		t.Logf("%s: %d texts, %d blocks, %d read differently", bundle, texts, blocks, differ)
		if differ*200 > blocks {
			t.Errorf("%s: %d of %d blocks read differently than by goldmark", bundle, differ, blocks)
		}
	}
}

// setDiff returns what only one of two lists holds, each counted as often as it stands.
func setDiff(a, b []string) (onlyA, onlyB []string) {
	n := map[string]int{}
	for _, s := range b {
		n[s]++
	}
	for _, s := range a {
		if n[s]--; n[s] < 0 {
			onlyA = append(onlyA, s)
		}
	}
	for _, s := range b {
		if n[s] > 0 {
			n[s]--
			onlyB = append(onlyB, s)
		}
	}
	return onlyA, onlyB
}
