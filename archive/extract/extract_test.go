package extract

import (
	"context"
	"strings"
	"testing"
)

// text extracts a page that must not fail.
func text(t *testing.T, page string, o Options) string {
	t.Helper()
	res, err := HTML(context.Background(), []byte(page), o)
	if err != nil {
		t.Fatal(err)
	}
	return string(res.Markdown)
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"heading", `<h2>1. <b>Scope</b></h2><p>Text.</p>`, "## 1. Scope\n\nText.\n"},
		{"number stays", `<p>1. We collect data.</p>`, "1. We collect data.\n"},
		{"list", `<p>We:</p><ul><li>a</li><li><p>b</p></li></ul><p>End.</p>`, "We:\n\n- a\n- b\n\nEnd.\n"},
		{"nested", `<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>`, "1. a\n   - b\n   - c\n2. d\n"},
		{"item with paragraphs", `<ul><li><p>a</p><p>b</p></li><li>c</li></ul>`, "- a\n\n  b\n- c\n"},
		{"letters", `<ol type="a" start="3"><li>x</li><li>y</li></ol>`, "c. x\nd. y\n"},
		{"bullets in an ordered list", `<ol><li data-list="bullet">a</li><li data-list="ordered">b</li><li data-list="ordered">c</li></ol>`, "- a\n1. b\n2. c\n"},
		{"numbers in boxes of their own", `<div class="r"><div>1.</div><div>Scope</div></div><div class="r"><div>1.1</div><div><p>We <b>may</b>.</p><p>Or not.</p></div></div><ul><li><span>(a)</span><div>name</div></li></ul>`, "1. Scope\n\n1.1 We **may**.\n\nOr not.\n\n- (a) name\n"},
		{"numbers that count nothing", `<p>2024</p><p>We began.</p><div><p>3.</p></div><p>Text.</p>`, "2024\n\nWe began.\n\n3.\n\nText.\n"},
		{"emphasis", `<p>We <b>may</b><b> not</b> share <i>it</i>.</p>`, "We **may not** share *it*.\n"},
		{"emphasis beside Chinese", `<p>我们<b>会收集。</b>您的信息</p>`, "我们**会收集**。您的信息\n"},
		{"emphasis in brackets", `<p>信息<b>（重要）</b>如下</p>`, "信息（**重要**）如下\n"},
		{
			"table", `<table><tr><th>Data</th><th>Why</th></tr><tr><td>Name</td><td>a|b<br>c</td></tr></table>`,
			"| Data | Why |\n| --- | --- |\n| Name | a\\|b<br>c |\n",
		},
		{
			"rowspan", `<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>`,
			"| A | B |\n| --- | --- |\n| 1 | 2 |\n| | 3 |\n",
		},
		{"layout table", `<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>`, "One.\n\nTwo.\n"},
		{"definitions", `<dl><dt>Controller</dt><dd>We are.</dd><dd>And they.</dd></dl>`, "Controller\n: We are.\n: And they.\n"},
		{"quote", `<blockquote><p>a</p><p>b</p></blockquote>`, "> a\n>\n> b\n"},
		{"line breaks", `a<br>b<br><br>c`, "a  \nb\n\nc\n"},
		{"power", `<p>10<sup>2</sup> H<sub>2</sub>O</p>`, "10² H₂O\n"},
		{"no markup from text", `<p># not a heading</p><p>&lt;script&gt; *a* [x](y)</p>`, "\\# not a heading\n\n\\<script> \\*a\\* \\[x\\](y)\n"},
		{"reflow in Chinese", "<p>我们收集\n  您的信息</p>", "我们收集您的信息\n"},
		{"controls", "<p>a\u202eb\u0007c\u200bd</p>", "abcd\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := text(t, "<main>"+c.in+"</main>", Options{Select: []Selector{{CSS: "main"}}}); got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestDeep(t *testing.T) {
	depth := 100_000
	if testing.Short() {
		depth = 10_000
	}
	for _, tag := range []string{"div", "b", "ul><li", "blockquote", "table><tr><td", "p><b", "svg"} {
		page := strings.Repeat("<"+tag+">", depth) + "<p>The end of it.</p>"
		if got := text(t, page, Options{}); !strings.Contains(got, "The end of it.") {
			t.Errorf("%s: text is lost: %.100q", tag, got)
		}
	}
}

// A policy below a heap of elements keeps its paragraphs and headings.
func TestDeepPolicy(t *testing.T) {
	var page strings.Builder
	page.WriteString("<h1>Privacy Policy</h1>")
	for i := range 100_000 {
		page.WriteString("<div class=x>")
		if i%25_000 == 24_999 {
			page.WriteString("<section><h2>Use</h2><p>We collect your name.</p><ul><li>One.</li><li>Two.</li></ul></section>")
		}
	}
	want := "# Privacy Policy\n" + strings.Repeat("\n## Use\n\nWe collect your name.\n\nOne.\n\nTwo.\n", 4)
	if got := text(t, page.String(), Options{}); got != want {
		t.Errorf("got\n%.600s", got)
	}
}
