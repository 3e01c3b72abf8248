package render

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/rendertest"
	"policylog/diff/render/safe"
)

// attack is every trick in one text: terminal escapes, bidirectional overrides, HTML, Markdown, formulas, templates.
const attack = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202etxt.exe\u2066 \"'><script>alert(1)</script><img src=x onerror=alert(1)>" +
	"<a href=\"javascript:alert(1)\">x</a>{{.}}${x}%s%n `code` **bold** [l](javascript:alert(1)) ![i](https://evil.example/p.png) " +
	"https://evil.example @everyone #1 <!-- --> ]]> </style></blockquote></del> =HYPERLINK(\"x\") \x00\r\x08 | a | b |\r\n# h\n- i\n```"

// hostile is a result in which every string that comes from a policy is an attack.
func hostile() *diff.Result {
	side := diff.Side{
		Source: attack, Language: `en" onload="alert(1)`, Title: attack, Captured: "2024-01-01" + attack, Updated: attack,
		Effective: attack, Label: attack, SHA256: attack,
	}
	fact := func(op string) diff.FactChange {
		return diff.FactChange{Kind: attack, Op: diff.FactOp(op), Old: attack, New: attack, Role: attack}
	}
	b := rendertest.New(side, side).
		Section(diff.RetitledRenumbered, diff.Substantive, "1"+attack+"|"+attack, "2"+attack+"|"+attack, attack).
		Row(diff.Modified, diff.Substantive, doc.Paragraph, attack+"[-"+attack+"-]{+"+attack+"+}"+attack, fact("changed"), fact("added"),
			fact("removed")).
		Row(diff.Moved, diff.Editorial, doc.Code, attack).From(0, 0).
		Row(diff.Added, diff.Substantive, doc.HTML, "{+"+attack+"+}").
		Row(diff.Removed, diff.Substantive, doc.Row, "[-"+attack+"-]").
		Row(diff.Split, diff.Editorial, doc.Item, attack+"[- -]{+¶+}"+attack).
		Row(diff.Equal, "", doc.Quote, attack).
		Section(diff.Added, diff.Editorial, "", "|"+attack)
	r := b.Result()
	for i := range r.Blocks {
		r.Blocks[i].ID += attack
		r.Blocks[i].Reasons = []string{attack}
	}
	return r
}

func TestTerminalIsNotSteered(t *testing.T) {
	for _, o := range []TerminalOptions{
		{}, {Color: true}, {Width: 120, SideBySide: true}, {Stat: true}, {SectionsOnly: true}, {Width: 20},
	} {
		o.Explain, o.Context = true, 2
		var b bytes.Buffer
		if err := Terminal(&b, hostile(), o); err != nil {
			t.Fatal(err)
		}
		noControls(t, b.String(), o.Color)
	}
	var b bytes.Buffer
	if err := Unified(&b, hostile(), 3); err != nil {
		t.Fatal(err)
	}
	// The header parts name and date by a tab.
	noControls(t, strings.ReplaceAll(b.String(), "\t", " "), false)
}

// noControls fails on any control character beyond line feeds and, with colour, our own codes.
func noControls(t *testing.T, s string, colour bool) {
	t.Helper()
	if colour {
		for _, code := range []string{"0", "1", "2", "9;31", "4;32", "4;31", "31", "32", "33", "35", "36"} {
			s = strings.ReplaceAll(s, "\x1b["+code+"m", "")
		}
	}
	for i, r := range s {
		if r < 0x20 && r != '\n' || r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Fatalf("%U reaches the terminal in %q", r, s[max(0, i-20):min(len(s), i+20)])
		}
	}
}

func TestMarkdownIsText(t *testing.T) {
	var b, page bytes.Buffer
	if err := Markdown(&b, hostile(), Options{Explain: true, Context: 2}); err != nil {
		t.Fatal(err)
	}
	noControls(t, b.String(), false)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	if err := md.Convert(b.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	z := html.NewTokenizer(&page)
	for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
		tok := z.Token()
		if tt != html.StartTagToken && tt != html.SelfClosingTagToken {
			continue
		}
		switch tok.Data {
		case "h2", "h3", "p", "ul", "li", "strong", "em", "blockquote", "table", "thead", "tbody", "tr", "th", "td":
		default:
			t.Errorf("<%s> comes of a policy's text", tok.Data)
		}
	}
}

func TestPageIsText(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, hostile(), Options{Explain: true, Context: 2}); err != nil {
		t.Fatal(err)
	}
	noControls(t, b.String(), false)
	z := html.NewTokenizer(bytes.NewReader(b.Bytes()))
	for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
		tok := z.Token()
		if tt != html.StartTagToken && tt != html.SelfClosingTagToken {
			continue
		}
		if strings.Contains(" script img iframe object embed link base form svg ", " "+tok.Data+" ") {
			t.Errorf("<%s> comes of a policy's text", tok.Data)
		}
		for _, a := range tok.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("<%s %s=%q>", tok.Data, a.Key, a.Val)
			}
		}
	}
	ids := map[string]bool{}
	for _, part := range strings.Split(b.String(), ` id="`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		if ids[id] {
			t.Errorf("two elements are called %q", id)
		}
		ids[id] = true
	}
}

// The unified diff is one that patch applies.
func TestUnifiedApplies(t *testing.T) {
	if _, err := exec.LookPath("patch"); err != nil {
		t.Skip("patch is not installed")
	}
	for name, r := range map[string]*diff.Result{"english": english(t), "taiwan": taiwan(t), "scripts": scripts(t)} {
		for _, context := range []int{0, 1, 3} {
			dir := t.TempDir()
			file := filepath.Join(dir, "text")
			if err := os.WriteFile(file, []byte(canonical(r, true)), 0o644); err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := Unified(&b, r, context); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("patch", "--fuzz=0", "-s", file)
			cmd.Stdin = &b
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s, context %d: %v\n%s", name, context, err, out)
			}
			got, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if want := canonical(r, false); string(got) != want {
				t.Errorf("%s, context %d: patched text differs from the new one", name, context)
			}
		}
	}
}

// canonical is one side's blocks as Unified sets them.
func canonical(r *diff.Result, old bool) string {
	texts := map[int]string{}
	for _, row := range r.Blocks {
		refs := row.New
		if old {
			refs = row.Old
		}
		for _, b := range refs {
			texts[b.Index] = b.Text
		}
	}
	var out strings.Builder
	for i := range len(texts) {
		out.WriteString(texts[i] + "\n\n")
	}
	return out.String()
}

// Every width and option gives lines that fit, and no output depends on a map's order.
func TestFitsAndRepeats(t *testing.T) {
	for _, r := range []*diff.Result{english(t), taiwan(t), scripts(t), hostile()} {
		for _, o := range []TerminalOptions{{}, {Width: 40}, {Width: 120, SideBySide: true}, {Width: 60, SectionsOnly: true}, {Stat: true}} {
			var a, b bytes.Buffer
			if err := Terminal(&a, r, o); err != nil {
				t.Fatal(err)
			}
			_ = Terminal(&b, r, o)
			if !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Error("two runs differ")
			}
			width := o.Width
			if width == 0 {
				width = 80
			}
			for _, l := range strings.Split(a.String(), "\n") {
				if n := ink.Width(l); n > width {
					t.Errorf("width %d: %d columns: %s", width, n, l)
				}
			}
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteErrorIsReturned(t *testing.T) {
	r := english(t)
	for name, err := range map[string]error{
		"terminal": Terminal(failing{}, r, TerminalOptions{}), "markdown": Markdown(failing{}, r, Options{}),
		"html": HTML(failing{}, r, Options{}), "unified": Unified(failing{}, r, 3),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzRender renders the comparison of any two texts.
func FuzzRender(f *testing.F) {
	f.Add("# A\n\nWe may keep it.\n\n- x", "# A\n\nWe shall.\n\n- x\n\nmore")
	f.Add("一、我們\n\n保留三十日。", "一、我们\n\n保留四十五日。")
	f.Add(attack, "# x\n\n"+attack)
	f.Fuzz(func(t *testing.T, a, b string) {
		r := diff.Compare(doc.Parse([]byte(a)), doc.Parse([]byte(b)), diff.Options{})
		var out bytes.Buffer
		_ = Terminal(&out, r, TerminalOptions{Width: 40, Options: Options{Explain: true, Context: 1}})
		_ = Markdown(&out, r, Options{})
		_ = HTML(&out, r, Options{})
		if safe.Text(out.String()) != out.String() {
			t.Errorf("control characters in %q", out.String())
		}
		_ = Unified(&out, r, 3)
	})
}
