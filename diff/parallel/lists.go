package parallel

import (
	"slices"
	"strings"
	"unicode"

	"policylog/diff/fact"
	"policylog/diff/text/fold"
	"policylog/internal/wordset"
)

// enumerated are the kinds of facts that stand in lists of names.
var enumerated = []fact.Kind{fact.DataType, fact.Jurisdiction, fact.Legal}

// filler are words that stand between two items of a list without being one.
var filler = wordset.Lazy("a an and any as by e g either for from in its of on or our such the their to well with you your der die das und oder ihre ihr sowie")

// fillerHan are characters that do so in Chinese, Simplified.
const fillerHan = "和及或与以您你的其等以及跟并且在从由于对为"

// lists finds what one of two paired blocks leaves out of a list: an item between two that both sides have, where nothing
// at all stands between those two on the other side. So it is found even where the same thing is named elsewhere in the
// block, and whatever the tables of terms know of the other language.
func (f *factFinder) lists(blocks []BlockPair) []Fact {
	var out []Fact
	for _, p := range blocks {
		if len(p.A) != 1 || len(p.B) != 1 {
			continue
		}
		a, b := f.left.blocks[p.A[0]], f.right.blocks[p.B[0]]
		if a == nil || b == nil || hasAddress(a) || hasAddress(b) {
			continue
		}
		xs, ys := items(a), items(b)
		both := common(xs, ys)
		inA := leftOut(xs, ys, both, b.text)
		for k := range both {
			both[k] = [2]int{both[k][1], both[k][0]}
		}
		inB := leftOut(ys, xs, both, a.text)
		out = append(out, oneSided(inBlock(inA, a), inBlock(inB, b))...)
	}
	return out
}

func inBlock(fs []fact.Fact, b *block) []found {
	var out []found
	for _, v := range fs {
		out = append(out, found{v, b.index})
	}
	return out
}

// items are the names in a block, in order.
func items(b *block) []fact.Fact {
	var out []fact.Fact
	for _, v := range b.facts {
		if slices.Contains(enumerated, v.Kind) && v.Value != "" {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(x, y fact.Fact) int { return x.Start - y.Start })
	return out
}

// common is the longest common subsequence of two lists, as pairs of positions.
func common(xs, ys []fact.Fact) [][2]int {
	n, m := len(xs), len(ys)
	if n*m > mostCells {
		return nil
	}
	length := make([][]int, n+1)
	for i := range length {
		length[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if key(xs[i]) == key(ys[j]) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case key(xs[i]) == key(ys[j]):
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// leftOut are the items of xs between two that both lists have, where ys has none and its text has nothing to speak of.
func leftOut(xs, ys []fact.Fact, both [][2]int, text string) []fact.Fact {
	free := map[string]bool{} // of ys, without a counterpart: an item that only stands elsewhere in the list
	for j, y := range ys {
		if !slices.ContainsFunc(both, func(p [2]int) bool { return p[1] == j }) {
			free[key(y)] = true
		}
	}
	var out []fact.Fact
	for k := 1; k < len(both); k++ {
		before, after := both[k-1], both[k]
		if after[0] == before[0]+1 || after[1] != before[1]+1 || !nothing(text, ys[before[1]].End, ys[after[1]].Start) {
			continue
		}
		for _, x := range xs[before[0]+1 : after[0]] {
			same := func(y fact.Fact) bool { return key(x) == key(y) || related(x.Value, y.Value) }
			if free[key(x)] || same(xs[before[0]]) || same(xs[after[0]]) {
				continue
			}
			out = append(out, x)
		}
	}
	return out
}

// nothing says whether a stretch of text holds but punctuation and words that join.
func nothing(text string, from, to int) bool {
	if from > to {
		return false
	}
	between := strings.ToLower(fold.Simplified(text[from:to]))
	for _, w := range strings.FieldsFunc(between, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if filler()[w] {
			continue
		}
		for _, r := range w {
			if !strings.ContainsRune(fillerHan, r) {
				return false
			}
		}
	}
	return true
}
