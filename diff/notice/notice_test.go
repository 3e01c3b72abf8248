package notice

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

var (
	update    = flag.Bool("update", false, "rewrite the golden files")
	recompare = flag.Bool("recompare", false, "compare the policies of testdata anew")
)

// compare compares the two versions of a policy of testdata.
func compare(t testing.TB, lang string) *diff.Result {
	t.Helper()
	read := func(name string) *doc.Document {
		b, err := os.ReadFile(filepath.Join("testdata", lang+"."+name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		return doc.Parse(b)
	}
	side := func(captured string) diff.Side {
		return diff.Side{Source: "starboat/privacy-policy." + lang, Language: lang, Captured: captured}
	}
	return diff.Compare(read("old"), read("new"), diff.Options{Old: side("2024-02-01T03:00:00Z"), New: side("2024-06-02T03:00:00Z")})
}

// pair is their comparison as it is kept beside the golden files, so that those are held to one result however comparison
// is refined.
func pair(t testing.TB, lang string) *diff.Result {
	t.Helper()
	path := filepath.Join("testdata", lang+".diff.json")
	if *recompare {
		var b bytes.Buffer
		if err := compare(t, lang).WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := diff.ReadJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// golden holds what write writes to a file of testdata.
func golden(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("%s differs; read it and run with -update if it is right:\n%s", name, out.String())
	}
}

// allReviewed gives every change the verdict that its content changed.
func allReviewed(r *diff.Result) map[string]Verdict {
	out := map[string]Verdict{}
	for _, row := range r.Blocks {
		out[row.ID] = Content
	}
	return out
}

func TestGolden(t *testing.T) {
	refs := Options{OldRef: strings.Repeat("a1", 20), NewRef: strings.Repeat("b2", 20), AsOf: "2024-06-02", Service: "Starboat"}
	for _, c := range []struct {
		name, policy, reader string
		voice                Voice
		reviewed             bool
	}{
		{"en.report", "en", "en", Observer, false},
		{"en.draft", "en", "en", Publisher, false},
		{"en.notice", "en", "en", Publisher, true},
		{"tw.notice", "zh-TW", "zh-TW", Publisher, true},
		{"tw.report.cn", "zh-TW", "zh-CN", Observer, false},
		{"tw.report.en", "zh-TW", "en", Observer, false},
		{"en.report.tw", "en", "zh-TW", Observer, false},
		{"en.draft.cn", "en", "zh-CN", Publisher, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := pair(t, c.policy)
			o := refs
			o.Voice, o.Lang = c.voice, c.reader
			o.Contact, o.URL = "rights@starboat.example", "https://starboat.example/privacy"
			if c.reviewed {
				o.Reviewed = allReviewed(r)
			}
			n := Make(r, o)
			golden(t, c.name+".txt", func(w io.Writer) error { return PlainText(w, n) })
			golden(t, c.name+".md", func(w io.Writer) error { return Markdown(w, n) })
			golden(t, c.name+".html", func(w io.Writer) error { return HTML(w, n) })
			golden(t, c.name+".table.md", func(w io.Writer) error { return TableMarkdown(w, n) })
			golden(t, c.name+".table.html", func(w io.Writer) error { return TableHTML(w, n) })
		})
	}
	n := Make(pair(t, "en"), refs)
	golden(t, "en.report.json", func(w io.Writer) error { return JSON(w, n) })
}
