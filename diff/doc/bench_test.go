package doc

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policylog/internal/realdata"
)

func BenchmarkParse(b *testing.B) {
	run := func(name string, src []byte) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(src)
			}
		})
	}
	own, err := os.ReadFile(filepath.Join("testdata", "markup.en.md"))
	if err != nil {
		b.Fatal(err)
	}
	run("own", []byte(strings.Repeat(string(own), 60)))
	b.Run("real", func(b *testing.B) {
		for name, file := range map[string]string{"zh-TW": xiaomiTW, "zh-CN": feedback, "en": xiaomiEN, "unmarked": unmarked} {
			src := realdata.File(b, file)
			b.Run(name, func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				b.ReportAllocs()
				for b.Loop() {
					Parse(src)
				}
			})
		}
	})
}

// hostile are texts made to hurt, each grown to about n bytes.
var hostile = map[string]func(n int) string{
	"quotes":      func(n int) string { return strings.Repeat(">", n) },
	"quote lines": func(n int) string { return strings.Repeat("> > > > > > x\n", n/14) },
	"lists":       func(n int) string { return strings.Repeat("- ", n/2) },
	"stairs": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i%400) + "- x\n")
		}
		return b.String()
	},
	"brackets":   func(n int) string { return strings.Repeat("[", n) },
	"one line":   func(n int) string { return strings.Repeat("隱私權政策，", n/18) },
	"emphasis":   func(n int) string { return strings.Repeat("**a ", n/4) },
	"headings":   func(n int) string { return strings.Repeat("# a\n", n/4) },
	"ladder":     func(n int) string { return strings.Repeat("# a\n## a\n### a\n#### a\n##### a\n###### a\n", n/45) },
	"bold lines": func(n int) string { return strings.Repeat("**Bold**\n\n", n/10) },
	"bare lines": func(n int) string { return strings.Repeat("Bare title\n\n", n/12) },
	"numbers":    func(n int) string { return strings.Repeat("1. Bare title\n\n", n/15) },
	"singles":    func(n int) string { return strings.Repeat("1、甲\n\n(3)乙\n\n（五）丙\n\nvi. x\n\n", n/40) },
	"comments":   func(n int) string { return strings.Repeat("<!-- ", n/5) },
	"tags":       func(n int) string { return strings.Repeat("<tr", n/3) },
	"rows":       func(n int) string { return "<table>" + strings.Repeat("<tr><td>x", n/9) },
	"pipes":      func(n int) string { return strings.Repeat("|-", n/2) + "|\n" },
	"table":      func(n int) string { return strings.Repeat("a|b\n-|-\n", n/8) },
	"fences":     func(n int) string { return strings.Repeat("```\n~~~\n", n/8) },
	"returns":    func(n int) string { return strings.Repeat("a\r", n/2) },
	"cut":        func(n int) string { return strings.Repeat("a sentence that goes on and on and on and\n\n", n/43) },
	"front":      func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) },
	"invalid":    func(n int) string { return strings.Repeat("\xff\n", n/2) },
	"lines":      func(n int) string { return strings.Repeat("short line\n", n/11) },
	"long para":  func(n int) string { return "# x\n\n" + strings.Repeat("(1) a line of some length\n", n/26) },
}

func TestHostileTexts(t *testing.T) {
	for name, grow := range hostile {
		if err := check(Parse([]byte(grow(20_000)))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkHostile shows by its MB/s at two sizes that the time grows with the length.
func BenchmarkHostile(b *testing.B) {
	for name, grow := range hostile {
		for _, n := range []int{100_000, 1_000_000} {
			src := []byte(grow(n))
			b.Run(name+"/"+map[int]string{100_000: "100KB", 1_000_000: "1MB"}[n], func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				for b.Loop() {
					Parse(src)
				}
			})
		}
	}
}
