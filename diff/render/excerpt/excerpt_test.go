package excerpt

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/rendertest"
)

func row(status diff.Status, marked string) *diff.Row {
	return &rendertest.New(diff.Side{}, diff.Side{}).Row(status, diff.Editorial, doc.Paragraph, marked).Result().Blocks[0]
}

func show(ps []Piece) string {
	var b strings.Builder
	for _, p := range ps {
		switch p.Op {
		case Gap:
			b.WriteString("…")
		case Break:
			b.WriteString("¶")
		case "delete":
			b.WriteString("[-" + p.Old + "-]")
		case "insert":
			b.WriteString("{+" + p.New + "+}")
		default:
			b.WriteString(p.New)
		}
	}
	return b.String()
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		name, marked string
		status       diff.Status
		keep         int
		want         string
	}{
		{"short stays whole", "we [-may-]{+will+} keep it", diff.Modified, 20, "we [-may-]{+will+} keep it"},
		{
			"ends are cut between words", "one two three four five six seven eight [-may-]{+will+} nine ten eleven twelve thirteen fourteen",
			diff.Modified, 12, "…seven eight [-may-]{+will+} nine ten…",
		},
		{
			"middle is cut", "[-a-]{+b+} one two three four five six seven eight nine ten eleven twelve [-c-]{+d+}",
			diff.Modified, 8, "[-a-]{+b+} one two…twelve [-c-]{+d+}",
		},
		{"Chinese is cut between characters", "我們會蒐集您提供的各種資料並且於帳號關閉後[-三-]{+四+}日內刪除", diff.Modified, 8, "…號關閉後[-三-]{+四+}日內刪除"},
		{"all of it", "one two three four five six seven [-may-]{+will+}", diff.Modified, -1, "one two three four five six seven [-may-]{+will+}"},
		{"a split shows where", "one two three.[- -]{+¶+}four five six.", diff.Split, 60, "one two three.¶four five six."},
		{"a merge too", "one two three.[-¶-]{+ +}four five six.", diff.Merged, 60, "one two three.¶four five six."},
		{"added whole", "{+one two three four five six seven+}", diff.Added, 8, "{+one two three four five six seven+}"},
		{
			"links are not cut", "see [the long form](https://x.example/a/b/c/d/e/f/g/h/i/j/k) for [-more-]{+that+}",
			diff.Modified, 24, "…for [-more-]{+that+}",
		},
	} {
		if got := show(Of(row(c.status, c.marked), c.keep)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// An equal text with different blanks where blocks part is cut on both sides at the same place.
func TestBreakInEqualSpan(t *testing.T) {
	r := &diff.Row{
		Status: diff.Split, Old: []diff.BlockRef{{Text: "甲乙。 丙丁。"}}, New: []diff.BlockRef{{Text: "甲乙。"}, {Text: "丙丁。"}},
		Spans: []diff.Span{{Op: "equal", Old: "甲乙。 丙丁。", New: "甲乙。\n丙丁。"}},
	}
	if got := show(Of(r, 60)); got != "甲乙。¶丙丁。" {
		t.Error(got)
	}
}

// Without a limit, the pieces of a row hold its texts to the letter.
func TestLossless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"a", "資料", " ", "¶", "b c", "。", "[-x-]", "{+資+}", "[- -]", "{+¶+}"})
		r := row(diff.Split, strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "words"), ""))
		var old, new string
		for _, p := range Of(r, -1) {
			old += p.Old
			new += p.New
		}
		if old != Text(r.Old) || new != Text(r.New) {
			t.Fatalf("%q, %q became %q, %q", Text(r.Old), Text(r.New), old, new)
		}
	})
}
