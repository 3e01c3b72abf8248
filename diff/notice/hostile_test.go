package notice

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/rendertest"
	"policylog/diff/render/safe"
)

// attack is every trick in one text; site is where it would call home.
func attack(site string) string {
	return "\x1b]0;owned\x07\x1b[2J\u009b31m\u202etxt.exe\u2066 \"'><script>document.body.dataset.owned=1</script>" +
		"<img src=" + site + "/img onerror=document.body.dataset.owned=1><svg/onload=document.body.dataset.owned=1>" +
		"<a href=\"javascript:document.body.dataset.owned=1\">x</a></style><link rel=stylesheet href=" + site + "/css>" +
		"{{.}}{{range .}}${x}%s%n `code` **bold** [l](javascript:alert(1)) ![i](" + site + "/p.png) <iframe src=" + site + "/frame></iframe>" +
		" https://evil.example @everyone #1 <!-- --> ]]> </blockquote></del></w:t><w:p/> =HYPERLINK(\"x\") \r\nBcc: all@evil.example\r\n\r\n" +
		" \x00\r\x08 | a | b |\r\n# h\n- i\n``` url(" + site + "/url) expression(alert(1))"
}

// hostile is a result in which every string that comes from a policy is an attack.
func hostile(site string) *diff.Result {
	a := attack(site)
	side := diff.Side{
		Source: a, Language: `en" onload="alert(1)`, Title: a, Captured: "2024-01-01" + a, Updated: a, Effective: a, Label: a, SHA256: a,
	}
	fact := func(op string) diff.FactChange {
		return diff.FactChange{Kind: a, Op: diff.FactOp(op), Old: a, New: a, Role: a}
	}
	b := rendertest.New(side, side).
		Section(diff.RetitledRenumbered, diff.Substantive, "1"+a+"|"+a, "2"+a+"|"+a, a).
		Row(diff.Modified, diff.Substantive, doc.Paragraph, a+"[-"+a+"-]{+"+a+"+}"+a, fact("changed"), fact("added"), fact("removed")).
		Row(diff.Moved, diff.Editorial, doc.Code, a).From(0, 0).
		Row(diff.Added, diff.Substantive, doc.HTML, "{+"+a+"+}").
		Row(diff.Removed, diff.Substantive, doc.Row, "[-"+a+"-]").
		Row(diff.Split, diff.Editorial, doc.Item, a+"[- -]{+¶+}"+a).
		Row(diff.Equal, "", doc.Quote, a).
		Section(diff.Added, diff.Editorial, "", "|"+a)
	r := b.Result()
	for i := range r.Blocks {
		r.Blocks[i].ID += a
		r.Blocks[i].Reasons = []string{a}
	}
	return r
}

// hostileNotices are notices of it in both voices, and of a policy of attacks that went the whole way.
func hostileNotices(site string) map[string]*Notice {
	a := attack(site)
	o := Options{Lang: "zh-TW", Service: a, Contact: a, URL: a, OldRef: a, NewRef: a, AsOf: "2024-06-01"}
	p := o
	p.Voice = Publisher
	parsed := diff.Compare(doc.Parse([]byte("# "+a+"\n\n我们 may "+a+"\n\n- "+a)), doc.Parse([]byte("# x"+a+"\n\n我们 shall "+a+"\n\nmore "+a)),
		diff.Options{Old: diff.Side{Language: "zh-CN", Source: "a/b"}, New: diff.Side{Language: "zh-CN", Source: "a/b"}})
	return map[string]*Notice{"observer": Make(hostile(site), o), "publisher": Make(hostile(site), p), "parsed": Make(parsed, o)}
}

// noControls fails on anything that steers a terminal or a reader's eye.
func noControls(t *testing.T, name, s string) {
	t.Helper()
	if clean := safe.Text(s); clean != s {
		at := 0
		for at < len(s) && at < len(clean) && s[at] == clean[at] {
			at++
		}
		t.Errorf("%s: %q reaches the output in %q", name, s[at:min(at+4, len(s))], s[max(0, at-30):min(at+30, len(s))])
	}
}

func TestTextSteersNothing(t *testing.T) {
	for name, n := range hostileNotices("http://evil.example") {
		var b bytes.Buffer
		if err := PlainText(&b, n); err != nil {
			t.Fatal(err)
		}
		noControls(t, name, b.String())
		if strings.ContainsAny(n.Title, "\r\n") || len([]rune(n.Title)) > mostTitle {
			t.Errorf("%s: title of %d characters: %q", name, len([]rune(n.Title)), n.Title)
		}
	}
}

func TestMarkdownIsText(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	for name, n := range hostileNotices("http://evil.example") {
		for form, write := range map[string]func(io.Writer, *Notice) error{"notice": Markdown, "table": TableMarkdown} {
			var b, out bytes.Buffer
			if err := write(&b, n); err != nil {
				t.Fatal(err)
			}
			noControls(t, name, b.String())
			if err := md.Convert(b.Bytes(), &out); err != nil {
				t.Fatal(err)
			}
			for _, tag := range tags(out.String()) {
				if !strings.Contains(" h1 h2 p ul li strong blockquote table thead tbody tr th td hr ", " "+tag.Data+" ") {
					t.Errorf("%s %s: <%s> comes of a policy's text", name, form, tag.Data)
				}
			}
		}
	}
}

// tags are the elements that a page opens.
func tags(page string) []html.Token {
	var out []html.Token
	z := html.NewTokenizer(strings.NewReader(page))
	for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
		if tt == html.StartTagToken || tt == html.SelfClosingTagToken {
			out = append(out, z.Token())
		}
	}
	return out
}

func TestPageIsText(t *testing.T) {
	for name, n := range hostileNotices("http://evil.example") {
		for form, write := range map[string]func(io.Writer, *Notice) error{"notice": HTML, "fragment": Fragment, "table": TableHTML} {
			var b bytes.Buffer
			if err := write(&b, n); err != nil {
				t.Fatal(err)
			}
			noControls(t, name, b.String())
			for _, tag := range tags(b.String()) {
				if strings.Contains(" script img iframe object embed link base form svg a ", " "+tag.Data+" ") {
					t.Errorf("%s %s: <%s> comes of a policy's text", name, form, tag.Data)
				}
				for _, at := range tag.Attr {
					if strings.HasPrefix(at.Key, "on") || at.Key == "src" || at.Key == "href" || at.Key == "style" && strings.Contains(at.Val, "url(") {
						t.Errorf("%s %s: <%s %s=%q>", name, form, tag.Data, at.Key, at.Val)
					}
				}
			}
		}
	}
}

// Braces in a policy are text in a template, and what a template escapes stays escaped.
func TestTemplatesRunNoPolicy(t *testing.T) {
	for name, n := range hostileNotices("http://evil.example") {
		var text, page bytes.Buffer
		if err := TextTemplate(&text, n, "t", "{{.Title}}{{range .Sections}}{{.Name}}{{range .Items}}{{range .Quotes}}{{text .After}}{{end}}{{end}}{{end}}"); err != nil {
			t.Fatal(err)
		}
		noControls(t, name, text.String())
		if !strings.Contains(text.String(), "{{.}}") {
			t.Errorf("%s: a policy's braces were taken for a template: %s", name, text.String())
		}
		if err := HTMLTemplate(&page, n, "t", `<h1 title="{{.Title}}">{{.Title}}</h1>{{range .Clauses}}{{text .After}}{{end}}`); err != nil {
			t.Fatal(err)
		}
		for _, tag := range tags(page.String()) {
			if tag.Data != "h1" || len(tag.Attr) != 1 {
				t.Errorf("%s: %v comes of a policy's text", name, tag)
			}
		}
	}
}

func TestDocumentsAreWellFormed(t *testing.T) {
	for name, n := range hostileNotices("http://evil.example") {
		var table, redline bytes.Buffer
		if err := TableDOCX(&table, n); err != nil {
			t.Fatal(err)
		}
		if err := Redline(&redline, n, hostile("http://evil.example")); err != nil {
			t.Fatal(err)
		}
		for form, b := range map[string][]byte{"table": table.Bytes(), "redline": redline.Bytes()} {
			for part, text := range parts(t, b) {
				d := xml.NewDecoder(strings.NewReader(text))
				for {
					tok, err := d.Token()
					if err == io.EOF {
						break
					}
					if err != nil {
						t.Fatalf("%s %s: %s: %v", name, form, part, err)
					}
					if s, ok := tok.(xml.StartElement); ok && (s.Name.Local == "hyperlink" || s.Name.Local == "instrText" || s.Name.Local == "script") {
						t.Errorf("%s %s: <%s>", name, form, s.Name.Local)
					}
				}
			}
		}
	}
}

// parts are the files of a document.
func parts(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// A real browser runs nothing of a hostile page and loads nothing for it.
func TestBrowserRunsNothing(t *testing.T) {
	if testing.Short() || os.Getenv("POLICYLOG_SWEEP") == "" && os.Getenv("POLICYLOG_CI") == "" {
		t.Skip("starts a browser: set POLICYLOG_SWEEP=1")
	}
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	var asked []string
	site := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = append(asked, r.URL.Path) }))
	defer site.Close()
	notices := hostileNotices(site.URL)
	for form, write := range map[string]func(io.Writer, *Notice) error{"notice": HTML, "table": TableHTML} {
		for name, n := range notices {
			file := filepath.Join(t.TempDir(), "page.html")
			var b bytes.Buffer
			if err := write(&b, n); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			dom, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(),
				"--dump-dom", "file://"+file).Output()
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(dom, []byte("<blockquote")) && !bytes.Contains(dom, []byte("<td")) {
				t.Fatalf("%s %s: the browser shows no notice:\n%s", form, name, dom)
			}
			if bytes.Contains(dom, []byte("data-owned")) {
				t.Errorf("%s %s: a script ran", form, name)
			}
		}
	}
	if len(asked) > 0 {
		t.Errorf("the pages loaded %v", asked)
	}
}

// FuzzNotice makes notices of any two texts.
func FuzzNotice(f *testing.F) {
	f.Add("# A\n\nWe may keep it [here](https://a.example).\n\n- x", "# A\n\nWe shall **keep** it.\n\n- x\n\nmore")
	f.Add("一、我們\n\n保留三十日。", "一、我们\n\n保留四十五日。\n\n新增")
	f.Add(attack("http://a.example"), "# x\n\n"+attack("http://b.example"))
	f.Fuzz(func(t *testing.T, a, b string) {
		r := diff.Compare(doc.Parse([]byte(a)), doc.Parse([]byte(b)), diff.Options{})
		n := Make(r, Options{Lang: "zh-TW", Voice: Publisher})
		var out bytes.Buffer
		for _, write := range []func(io.Writer, *Notice) error{PlainText, Markdown, HTML, TableMarkdown, TableHTML} {
			if err := write(&out, n); err != nil {
				t.Fatal(err)
			}
		}
		noControls(t, fmt.Sprintf("%q → %q", a, b), out.String())
		if len([]rune(n.Title)) > mostTitle {
			t.Errorf("title of %d characters", len([]rune(n.Title)))
		}
		checkRedline(t, r)
	})
}
