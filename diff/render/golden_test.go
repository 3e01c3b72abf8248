package render

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample reads a comparison kept as JSON, so that the renderings are held to one result however comparison is refined;
// -update makes it anew from the two texts it is of.
func sample(t testing.TB, name, old, new string) *diff.Result {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		read := func(name string) *doc.Document {
			b, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			return doc.Parse(b)
		}
		r := diff.Compare(read(old), read(new), diff.Options{
			Old: diff.Side{Source: "lumen/privacy", Captured: "2024-03-01T06:00:00Z"},
			New: diff.Side{Source: "lumen/privacy", Captured: "2024-06-01T06:00:00Z", Effective: "2024-07-01"},
		})
		var out bytes.Buffer
		if err := r.WriteJSON(&out); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
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

func english(t testing.TB) *diff.Result {
	return sample(t, "english.json", "lumen.old.en.md", "lumen.new.en.md")
}

func taiwan(t testing.TB) *diff.Result {
	return sample(t, "taiwan.json", "lumen.old.zh-TW.md", "lumen.new.zh-TW.md")
}

func scripts(t testing.TB) *diff.Result {
	return sample(t, "scripts.json", "lumen.old.zh-TW.md", "lumen.new.zh-CN.md")
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

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name string
		r    func(testing.TB) *diff.Result
		o    TerminalOptions
	}{
		{"english.80.txt", english, TerminalOptions{}},
		{"english.60.color.txt", english, TerminalOptions{Width: 60, Color: true}},
		{"english.140.side.txt", english, TerminalOptions{Width: 140, SideBySide: true, Options: Options{Lang: "zh-CN"}}},
		{"english.stat.txt", english, TerminalOptions{Stat: true}},
		{"english.sections.txt", english, TerminalOptions{SectionsOnly: true}},
		{"english.ignore.txt", english, TerminalOptions{Options: Options{
			Ignore: []diff.Class{diff.Editorial, diff.LinkOnly, diff.DateOnly}, Context: 1, Explain: true,
		}}},
		{"taiwan.60.txt", taiwan, TerminalOptions{Width: 60, Options: Options{Lang: "zh_TW.UTF-8"}}},
		{"taiwan.120.side.txt", taiwan, TerminalOptions{Width: 120, SideBySide: true, Options: Options{Lang: "zh-TW"}}},
		{"scripts.80.txt", scripts, TerminalOptions{Options: Options{Lang: "zh-CN"}}},
		{"scripts.all.txt", scripts, TerminalOptions{Options: Options{ShowAll: true, Keep: -1}}},
	} {
		golden(t, c.name, func(w io.Writer) error { return Terminal(w, c.r(t), c.o) })
	}
	golden(t, "english.md", func(w io.Writer) error { return Markdown(w, english(t), Options{}) })
	golden(t, "taiwan.html", func(w io.Writer) error { return HTML(w, taiwan(t), Options{Lang: "zh-TW"}) })
	golden(t, "english.diff", func(w io.Writer) error { return Unified(w, english(t), 3) })
}

// Two versions of one day are told apart by their times.
func TestVersionsOfOneDay(t *testing.T) {
	r := english(t)
	r.Old.Captured, r.New.Captured = "2024-06-01T06:00:00Z", "2024-06-01T21:30:00Z"
	for name, write := range map[string]func(io.Writer, Options) error{
		"terminal": func(w io.Writer, o Options) error { return Terminal(w, r, TerminalOptions{Options: o}) },
		"markdown": func(w io.Writer, o Options) error { return Markdown(w, r, o) },
		"html":     func(w io.Writer, o Options) error { return HTML(w, r, o) },
	} {
		for lang, want := range map[string][]string{
			"en": {"1 June 2024 06:00 UTC", "1 June 2024 21:30 UTC"}, "zh-TW": {"2024 年 6 月 1 日 06:00（UTC）", "2024 年 6 月 1 日 21:30（UTC）"},
		} {
			var out bytes.Buffer
			if err := write(&out, Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			for _, s := range want {
				if !bytes.Contains(out.Bytes(), []byte(s)) {
					t.Errorf("%s in %s does not say %q:\n%.600s", name, lang, s, out.String())
				}
			}
		}
	}
}
