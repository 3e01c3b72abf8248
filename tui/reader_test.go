package tui

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff/render/ink"
)

// numbered is a reader over items of some numbers of lines, each line named.
func numbered(sizes []int, height int) (*reader, []string) {
	r := &reader{}
	r.size(40, height)
	var items []item
	var all []string
	for i, n := range sizes {
		var lines []line
		for k := range n {
			name := fmt.Sprintf("%d.%d", i, k)
			lines = append(lines, lineOf(run(name, ink.Plain)))
			all = append(all, name)
		}
		items = append(items, item{row: i, fold: -1, under: -1, stop: i%2 == 0, lay: func(int) []line { return lines }})
	}
	r.set(items)
	return r, all
}

// Whatever one does, the screen shows lines that follow each other, as many as fit.
func TestReaderShowsConsecutiveLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 9), 1, 30).Draw(t, "sizes")
		height := rapid.IntRange(1, 12).Draw(t, "height")
		r, all := numbered(sizes, height)
		at := map[string]int{}
		for i, s := range all {
			at[s] = i
		}
		for range 20 {
			switch rapid.IntRange(0, 5).Draw(t, "do") {
			case 0:
				r.scroll(rapid.IntRange(-20, 20).Draw(t, "by"))
			case 1:
				r.end()
				if got := r.draw(); got[len(got)-1].runs[1].Text != all[len(all)-1] {
					t.Fatalf("the end shows %v last", got[len(got)-1])
				}
			case 2:
				r.home()
			case 3:
				r.step(1, func(it *item) bool { return it.stop })
			case 4:
				r.step(-1, func(it *item) bool { return it.stop })
			case 5:
				r.show(rapid.IntRange(0, len(sizes)-1).Draw(t, "item"))
				if from, to := r.visible(); r.current < from || r.current >= to {
					t.Fatalf("shown item %d is not in %d to %d", r.current, from, to)
				}
			}
			got := r.draw()
			if len(got) == 0 || len(got) > height {
				t.Fatalf("%d lines on a screen of %d", len(got), height)
			}
			for i := 1; i < len(got); i++ {
				if at[got[i].runs[1].Text] != at[got[i-1].runs[1].Text]+1 {
					t.Fatalf("%s follows %s", got[i].runs[1].Text, got[i-1].runs[1].Text)
				}
			}
		}
	})
}

// Every width counts as terminals count it, whatever the text is made of.
func TestSettledWidths(t *testing.T) {
	for _, s := range []string{"plain", "隱私權政策（2021）", "e\u0301", "👨\u200d👩\u200d👧", "❤\ufe0f", "👍🏽", "🇹🇼", "स्ते", "กำ", "a\u200db", "\u0e33", "ｱﾞ", "각"} {
		if got := settle(s); !agreed(got) {
			t.Errorf("%q became %q, still counted two ways", s, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("a 中文e\u0301\u200d\ufe0f👨👩👍🏽🇹🇼❤स्ते\u0e33กᄀ\u1161"))).Draw(t, "text")
		if got := settle(short(s)); !agreed(got) {
			t.Fatalf("%q became %q, still counted two ways", s, got)
		}
	})
}
