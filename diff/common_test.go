package diff

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What two multisets have in common is what is left of one without what it has beyond the other, however unlike their sizes.
func TestCommon(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := func(name string, most int) []int {
			list := rapid.SliceOfN(rapid.IntRange(0, 60), 0, most).Draw(t, name)
			slices.Sort(list)
			return list
		}
		a, b := of("a", 5), of("b", 400)
		for _, sides := range [][2][]int{{a, b}, {b, a}} {
			var got []int
			common(sides[0], sides[1], func(x int) { got = append(got, x) })
			if want := without(a, without(a, b)); !slices.Equal(got, want) {
				t.Fatalf("common(%v, %v) = %v, want %v", sides[0], sides[1], got, want)
			}
		}
	})
}
