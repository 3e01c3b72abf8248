package ink

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func lines(ls [][]Run) []string {
	out := make([]string, len(ls))
	for i, l := range ls {
		for _, r := range l {
			out[i] += r.Text
		}
	}
	return out
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name  string
		runs  []Run
		width int
		want  string
	}{
		{"words", []Run{{Text: "one two three four"}}, 9, "one two|three|four"},
		{"exact", []Run{{Text: "one two"}}, 7, "one two"},
		{"feed", []Run{{Text: "a\n\nb"}}, 9, "a||b"},
		{"empty", nil, 9, ""},
		{"long word", []Run{{Text: "see https://x.example/abcdefgh now"}}, 10, "see|https://x.|example/ab|cdefgh now"},
		{"CJK", []Run{{Text: "我們會蒐集您的資料"}}, 8, "我們會蒐|集您的資|料"},
		{"no closing mark at the start", []Run{{Text: "我們會蒐集。您的資料"}}, 10, "我們會蒐|集。您的資|料"},
		{"no opening mark at the end", []Run{{Text: "我們會（蒐集）資料"}}, 8, "我們會|（蒐集）|資料"},
		{"quotes are narrow", []Run{{Text: "我“們”會蒐集"}}, 8, "我“們”會|蒐集"},
		{"Latin in CJK", []Run{{Text: "裝置的IMEI與MAC"}}, 10, "裝置的IMEI|與MAC"},
		{"marks stick", []Run{{Text: "我們"}, {Text: "[-", Style: Mark}, {Text: "蒐集"}, {Text: "-]", Style: Mark}, {Text: "資料"}}, 8, "我們[-蒐|集-]資料"},
		{"a mark takes the words it encloses along", []Run{
			{Text: "我們"}, {Text: "[-", Style: Mark}, {Text: "蒐集"}, {Text: "-]", Style: Mark}, {Text: "資料"},
		}, 7, "我們|[-蒐|集-]資|料"},
		{"a mark closes where its words end", []Run{
			{Text: "資"}, {Text: "{+", Style: Mark}, {Text: "蒐集"}, {Text: "+}", Style: Mark}, {Text: "料"},
		}, 8, "資{+蒐|集+}料"},
		{"even after a word longer than the line", []Run{
			{Text: "[-", Style: Mark}, {Text: "abcdef"}, {Text: "-]", Style: Mark},
		}, 8, "[-abcde|f-]"},
		{"a break between marks", []Run{
			{Text: "a "},
			{Text: "[-", Style: Mark},
			{Text: "bcd"},
			{Text: "-]", Style: Mark},
			{Text: "{+", Style: Mark},
			{Text: "efg"},
			{Text: "+}", Style: Mark},
		}, 10, "a [-bcd-]|{+efg+}"},
		{"emoji", []Run{{Text: "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧"}}, 4, "👩‍👩‍👧👩‍👩‍👧|👩‍👩‍👧"},
	} {
		if got := strings.Join(lines(Wrap(c.runs, c.width)), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Nothing but white space is lost by wrapping, and no line is wider than asked for.
func TestWrapKeeps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab .,。（）「資料蒐集“”…-é👩 \n")), 0, 120, -1).Draw(t, "text")
		width := rapid.IntRange(4, 40).Draw(t, "width")
		got := lines(Wrap([]Run{{Text: text}, {Text: "尾x", Style: Del}}, width))
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if strip(strings.Join(got, " ")) != strip(text+"尾x") {
			t.Fatalf("%q became %q", text, got)
		}
		for _, l := range got {
			if Width(l) > width {
				t.Fatalf("%q is %d wide, not %d", l, Width(l), width)
			}
		}
	})
}

// Words are put on lines whole, which must come to the same as letter by letter.
func TestWrapWordsAsLetters(t *testing.T) {
	runs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Run {
		if rapid.Bool().Draw(t, "mark") {
			return Run{rapid.SampledFrom([]string{"[-", "-]", "{+", "+}"}).Draw(t, "sign"), Mark}
		}
		return Run{rapid.StringOfN(rapid.RuneFrom([]rune("aaaab .(“資é\n")), 0, 20, -1).Draw(t, "text"), rapid.SampledFrom([]Style{Plain, Del}).Draw(t, "style")}
	}), 0, 8)
	rapid.Check(t, func(t *rapid.T) {
		whole, spelled := runs.Draw(t, "runs"), []Run(nil)
		for _, r := range whole {
			for _, letter := range r.Text {
				spelled = append(spelled, Run{string(letter), r.Style})
			}
		}
		width, unbroken := rapid.IntRange(4, 20).Draw(t, "width"), rapid.Bool().Draw(t, "unbroken")
		got, want := wrap(whole, width, unbroken), wrap(spelled, width, unbroken)
		if !slices.EqualFunc(got, want, slices.Equal[[]Run]) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestWidthIgnoresLocale(t *testing.T) {
	t.Setenv("LC_ALL", "zh_TW.UTF-8")
	for s, want := range map[string]int{"“a”": 3, "—…": 2, "資料": 4, "（": 2, "é": 1, "→§·│": 4} {
		if got := Width(s); got != want {
			t.Errorf("%q is %d columns, want %d", s, got, want)
		}
	}
}

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	_ = Write(&b, []Run{{Text: "a "}, {Text: "b", Style: Del}, {Text: "  "}}, true)
	_ = Write(&b, []Run{{Text: "a "}, {Text: "b  ", Style: Del}}, false)
	if got, want := b.String(), "a \x1b[9;31mb\x1b[0m\na b\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("我們會（蒐集）“資料”。 a b", 7)
	f.Fuzz(func(t *testing.T, s string, width int) {
		if !utf8.ValidString(s) || width > 1000 {
			return // no text that is wrapped
		}
		Wrap([]Run{{Text: s}}, width)
	})
}
