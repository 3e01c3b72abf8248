package sentence

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"No mark", []string{"No mark"}},
		{"We keep it. You may ask.", []string{"We keep it.", "You may ask."}},
		{"Acme Pte. Ltd. keeps e.g. names. See https://a.example/x.y for more.", []string{"Acme Pte. Ltd. keeps e.g. names.", "See https://a.example/x.y for more."}},
		{"我們保存資料。您可以「刪除。」如有疑問，請聯絡我們！", []string{"我們保存資料。", "您可以「刪除。」", "如有疑問，請聯絡我們！"}},
		{"Version 2.1 of 3.5% applies. **Bold ends.** Next", []string{"Version 2.1 of 3.5% applies.", "**Bold ends.**", "Next"}},
		{"One. **Two** three.", []string{"One.", "**Two** three."}},
		{"我们收集信息。**敏感信息**除外。", []string{"我们收集信息。", "**敏感信息**除外。"}},
		{"See [our page.](https://x.example/a) Then go.", []string{"See [our page.](https://x.example/a)", "Then go."}},
	} {
		var got []string
		for _, s := range Split(c.in, 0) {
			got = append(got, c.in[s.Start:s.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Split(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("We keep it. You may ask.", 0)
	f.Add("（一）我們保存資料。您可以「刪除。」", 3)
	f.Add("a.\xff\u3000。。", 1)
	f.Fuzz(func(t *testing.T, s string, begin int) {
		spans := Split(s, begin)
		at := min(max(begin, 0), len(s))
		for _, sp := range spans {
			if sp.Start < at || sp.End <= sp.Start || sp.End > len(s) {
				t.Fatalf("%q: span %v after %d", s, sp, at)
			}
			if strings.TrimFunc(s[at:sp.Start], unicode.IsSpace) != "" {
				t.Fatalf("%q: %q is in no sentence", s, s[at:sp.Start])
			}
			at = sp.End
		}
		if strings.TrimFunc(s[at:], unicode.IsSpace) != "" {
			t.Fatalf("%q: %q is in no sentence", s, s[at:])
		}
	})
}
