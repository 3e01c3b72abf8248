package ink

import (
	"slices"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"
)

// What eachCluster knows by itself must be what the tables say.
func TestClustersAreThoseOfTheTables(t *testing.T) {
	part := rapid.SampledFrom([]string{
		"a", "Z", " ", "~", "1", "#", "\n", "\u0301", "\u200d", "\ufe0f", "\u20e3", "\u0600", "隐", "，", "“", "🇩", "🇪", "👩", "👍🏽", "\xff", "\xe9\x9a", "é", "\u0e33", "각", "ᄀ", "क", "्",
	})
	type drawn struct {
		text  string
		width int
	}
	rapid.Check(t, func(t *rapid.T) {
		var s string
		for _, p := range rapid.SliceOfN(part, 0, 12).Draw(t, "parts") {
			s += p
		}
		var want, got []drawn
		for g := displaywidth.StringGraphemes(s); g.Next(); {
			want = append(want, drawn{g.Value(), g.Width()})
		}
		eachCluster(s, func(text string, width int) {
			if kindOf(text, width, Plain) != word {
				got = append(got, drawn{text, width})
				return
			}
			for _, letter := range text {
				got = append(got, drawn{string(letter), 1})
			}
		})
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
	})
}
