package safe

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"plain 中文 “x” é\n":      "plain 中文 “x” é\n",
		"\x1b[31mred\x1b[0m":    "␛[31mred␛[0m",
		"a\x00b\x07c\x7f":       "a␀b␇c␡",
		"a\u009b31mb":           "a<U+009B>31mb",
		"\u202eevil\u202c":      "<U+202E>evil<U+202C>",
		"\u2066x\u2069":         "<U+2066>x<U+2069>",
		"a\r\nb":                "a\nb",
		"a\rb":                  "a␍b",
		"a\tb":                  "a b",
		"a\xff\xfeb":            "a\ufffd\ufffdb",
		"\x9b31m":               "\ufffd31m",
		"x\u2028y":              "x<U+2028>y",
		"\U000e0041":            "<U+E0041>",
		"مرحبا\u200f 👩\u200d👩 ": "مرحبا\u200f 👩\u200d👩 ",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) is %q, want %q", in, got, want)
		}
		if got := Text(want); got != want {
			t.Errorf("Text is not settled on %q: %q", want, got)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("\x1b]0;x\x07 隱私 \u202e")
	f.Fuzz(func(t *testing.T, s string) {
		out := Text(s)
		if !utf8.ValidString(out) {
			t.Fatalf("invalid UTF-8: %q", out)
		}
		for _, r := range out {
			if r < 0x20 && r != '\n' || r >= 0x7f && r <= 0x9f || hidden(r) {
				t.Fatalf("%q keeps %U", out, r)
			}
		}
	})
}

// attacks are texts that mean something to a Markdown reader.
var attacks = []string{
	"# heading", "1. item", "12) item", "- item", "+ item", "* item", "> quote", "    code", "```\ncode\n```", "~~~", "---", "===",
	"**bold** _it_ ~~gone~~", "`code`", "[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "<https://evil.example>",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt; &amp;copy; &copy;", "https://evil.example/a www.evil.example",
	"me@evil.example", "@everyone @org/team", "see #12 and GH-3", "| a | b |", "$x$ and $$y$$", "[^1] and [ref]: http://x.example",
	"a\n# b", "a\n- b", "\\*x\\*", "<!-- x -->", "a  \nb", "Term\n: definition", "- [ ] task", "隱私**政策**：「https://x.example」",
	"http&#58;//x", "====", "a\n---", "+++", "1986. A year", "& &#35; &#x41;",
}

func TestMarkdown(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	for _, in := range attacks {
		for _, around := range []string{"%", "x %", "<ins>%</ins>", "- %"} {
			var out bytes.Buffer
			if err := md.Convert([]byte(strings.Replace(around, "%", Markdown(in), 1)), &out); err != nil {
				t.Fatal(err)
			}
			allowed := "p"
			if around[0] == '-' {
				allowed = "ul li"
			}
			z := html.NewTokenizer(&out)
			var text strings.Builder
			for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
				tok := z.Token()
				switch tt {
				case html.StartTagToken, html.SelfClosingTagToken:
					if !strings.Contains(allowed, tok.Data) {
						t.Errorf("%q in %q becomes markup: <%s>", in, around, tok.Data)
					}
				case html.TextToken:
					text.WriteString(tok.Data)
				}
			}
			got := strings.Join(strings.Fields(strings.ReplaceAll(text.String(), "\u200b", "")), " ")
			if want := strings.Join(strings.Fields(in), " "); !strings.HasSuffix(got, want) {
				t.Errorf("%q in %q reads %q", in, around, got)
			}
		}
	}
}

func TestHTML(t *testing.T) {
	if got := HTML("<b a=\"'\">&\x1b"); got != "&lt;b a=&#34;&#39;&#34;&gt;&amp;␛" {
		t.Error(got)
	}
}
