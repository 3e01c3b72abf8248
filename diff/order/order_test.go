package order_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff/order"
)

// links draws up to ten pairs of positions, distinct on each side, in any order.
func links(t *rapid.T) []order.Link {
	olds := rapid.SliceOfNDistinct(rapid.IntRange(0, 40), 0, 10, rapid.ID).Draw(t, "old")
	news := rapid.SliceOfNDistinct(rapid.IntRange(0, 40), len(olds), len(olds), rapid.ID).Draw(t, "new")
	out := make([]order.Link, len(olds))
	for i := range out {
		out[i] = order.Link{Old: olds[i], New: news[i], Weight: rapid.Int64Range(1, 6).Draw(t, "weight")}
	}
	return out
}

func weight(links []order.Link, stayed []bool) int64 {
	var sum int64
	for i, l := range links {
		if stayed[i] {
			sum += l.Weight
		}
	}
	return sum
}

func inOrder(links []order.Link, stayed []bool) bool {
	for i, a := range links {
		for j, b := range links {
			if stayed[i] && stayed[j] && a.Old < b.Old && a.New >= b.New {
				return false
			}
		}
	}
	return true
}

// What stayed is in order on both sides, and no other subset in order weighs more: all of them are tried.
func TestHeaviestAgainstAllSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		links := links(t)
		got := order.Heaviest(links)
		if len(got) != len(links) || !inOrder(links, got) {
			t.Fatalf("Heaviest(%v) = %v: not in order", links, got)
		}
		stayed := make([]bool, len(links))
		for subset := range 1 << len(links) {
			for i := range stayed {
				stayed[i] = subset>>i&1 == 1
			}
			if w := weight(links, stayed); w > weight(links, got) && inOrder(links, stayed) {
				t.Fatalf("Heaviest(%v) = %v weighs %d, %v weighs %d", links, got, weight(links, got), stayed, w)
			}
		}
	})
}

// Among chains of equal weight the positions decide, not the order in which links are listed, nor how far apart they stand.
func TestHeaviestGoesByPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		links := links(t)
		shuffled := rapid.Permutation(links).Draw(t, "shuffled")
		stays := func(links []order.Link) []order.Link {
			var out []order.Link
			for i, in := range order.Heaviest(links) {
				if in {
					out = append(out, links[i])
				}
			}
			slices.SortFunc(out, func(a, b order.Link) int { return a.Old - b.Old })
			return out
		}
		if a, b := stays(links), stays(shuffled); !slices.Equal(a, b) {
			t.Fatalf("%v of %v, and %v of %v", a, links, b, shuffled)
		}
		apart := slices.Clone(links)
		for i := range apart {
			apart[i].Old, apart[i].New = 3*apart[i].Old, 7*apart[i].New+2
		}
		if a, b := order.Heaviest(links), order.Heaviest(apart); !slices.Equal(a, b) {
			t.Fatalf("%v of %v, and %v with more between them", a, links, b)
		}
	})
}

// One block that went from the end to the front moved; the many that it passed did not, unless it outweighs them.
func TestHeaviest(t *testing.T) {
	for _, c := range []struct {
		weight int64
		want   []bool
	}{
		{1, []bool{true, true, true, false}},
		{9, []bool{false, false, false, true}},
	} {
		got := order.Heaviest([]order.Link{{0, 1, 2}, {1, 2, 2}, {2, 3, 2}, {3, 0, c.weight}})
		if !slices.Equal(got, c.want) {
			t.Errorf("with a last link of weight %d: %v, want %v", c.weight, got, c.want)
		}
	}
	if got := order.Heaviest(nil); len(got) != 0 {
		t.Errorf("of no links: %v", got)
	}
}
