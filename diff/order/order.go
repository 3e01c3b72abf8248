// Package order finds what stayed in order among what is linked.
package order

import (
	"cmp"
	"slices"
)

// Link is a pair of positions with what it weighs.
type Link struct {
	Old, New int
	Weight   int64
}

// Heaviest marks the links of the heaviest subset whose old and new positions both ascend: what stayed, so that
// what is left over, what moved, is as little as can be. It is the weighted longest increasing subsequence, by a Fenwick
// tree over prefix maxima, in O(n log n). Old positions are distinct, and so are new ones. Among chains of equal weight the
// result depends on positions alone.
func Heaviest(links []Link) []bool {
	byOld := make([]int, len(links))
	for i := range byOld {
		byOld[i] = i
	}
	slices.SortFunc(byOld, func(a, b int) int { return cmp.Compare(links[a].Old, links[b].Old) })
	rank := make([]int, len(links)) // of the new position, from 1
	byNew := slices.Clone(byOld)
	slices.SortFunc(byNew, func(a, b int) int { return cmp.Compare(links[a].New, links[b].New) })
	for r, i := range byNew {
		rank[i] = r + 1
	}

	tree := make([]int, len(links)+1) // best chain end at or below a rank, as index+1
	best := make([]int64, len(links))
	prev := make([]int, len(links))
	end := -1
	for _, i := range byOld {
		from := 0
		for r := rank[i] - 1; r > 0; r -= r & -r {
			if t := tree[r]; t != 0 && (from == 0 || best[t-1] > best[from-1]) {
				from = t
			}
		}
		best[i], prev[i] = links[i].Weight, from-1
		if from != 0 {
			best[i] += best[from-1]
		}
		for r := rank[i]; r < len(tree); r += r & -r {
			if t := tree[r]; t == 0 || best[i] > best[t-1] {
				tree[r] = i + 1
			}
		}
		if end < 0 || best[i] > best[end] {
			end = i
		}
	}
	stayed := make([]bool, len(links))
	for ; end >= 0; end = prev[end] {
		stayed[end] = true
	}
	return stayed
}
