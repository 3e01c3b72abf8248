package diff

import (
	"container/heap"

	"policylog/diff/order"
)

// longEnough is the size in bytes from which a repeated text is no mere boilerplate: a copy that is left over on both
// sides is then taken to have moved, however far.
const longEnough = 60

// anchor links units with equal keys, where keys[i] < 0 keeps unit i out of it. First those whose key stands exactly once
// on each side (patience diff); then, outward from what is linked and from both ends of the documents, equal neighbours
// of linked units (Heckel); then what repeats inside the gaps, in order.
func (a *aligner) anchor(oldKeys, newKeys []int32, keys int) {
	where := make([]struct{ old, new, nOld, nNew int32 }, keys)
	for i, k := range oldKeys {
		if k >= 0 && a.old[i].link == none {
			where[k].old, where[k].nOld = int32(i), where[k].nOld+1
		}
	}
	for i, k := range newKeys {
		if k >= 0 && a.new[i].link == none {
			where[k].new, where[k].nNew = int32(i), where[k].nNew+1
		}
	}
	left := 0
	for k := range where {
		w := &where[k]
		if w.nOld == 1 && w.nNew == 1 && !a.boilerplate(a.old[w.old]) && !a.boilerplate(a.new[w.new]) {
			a.join(int(w.old), int(w.new))
		} else if w.nOld > 0 && w.nNew > 0 {
			left++
		}
	}
	if left == 0 {
		return
	}
	for i, k := range oldKeys {
		a.old[i].repeated = a.old[i].repeated || k >= 0 && where[k].nOld > 1
	}
	for i, k := range newKeys {
		a.new[i].repeated = a.new[i].repeated || k >= 0 && where[k].nNew > 1
	}
	a.grow(oldKeys, newKeys)
	a.fillGaps(oldKeys, newKeys)
	a.pairLeftOver(oldKeys, newKeys, keys)
}

// neighbour is a pair next to a linked one, waiting to be linked.
type neighbour struct {
	old, new, priority int
}

type neighbours []neighbour

func (h neighbours) Len() int { return len(h) }
func (h neighbours) Less(i, j int) bool {
	if h[i].priority != h[j].priority {
		return h[i].priority > h[j].priority
	}
	if h[i].old != h[j].old {
		return h[i].old < h[j].old
	}
	return h[i].new < h[j].new
}
func (h neighbours) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *neighbours) Push(x any)   { *h = append(*h, x.(neighbour)) }
func (h *neighbours) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// grow links equal units beside linked ones, the best supported first: between two linked pairs before beside one, where
// it keeps the order before where it follows a move, after its neighbour before in front of it ("back to top" belongs to
// what it follows).
func (a *aligner) grow(oldKeys, newKeys []int32) {
	lo, hi := a.bounds()
	var queue neighbours
	propose := func(o, n int) {
		if o < 0 || n < 0 || o >= len(a.old) || n >= len(a.new) || a.old[o].link != none || a.new[n].link != none {
			return
		}
		if oldKeys[o] < 0 || oldKeys[o] != newKeys[n] {
			return
		}
		p := 0
		if a.linked(o-1, n-1) {
			p += 5
		}
		if a.linked(o+1, n+1) {
			p += 4
		}
		if lo[o] < n && n < hi[o] {
			p += 2
		}
		heap.Push(&queue, neighbour{o, n, p})
	}
	propose(0, 0)
	propose(len(a.old)-1, len(a.new)-1)
	for o, u := range a.old {
		if u.link != none {
			propose(o+1, u.link+1)
			propose(o-1, u.link-1)
		}
	}
	for len(queue) > 0 {
		c := heap.Pop(&queue).(neighbour)
		if a.old[c.old].link != none || a.new[c.new].link != none {
			continue
		}
		a.join(c.old, c.new)
		propose(c.old+1, c.new+1)
		propose(c.old-1, c.new-1)
	}
}

// linked says whether two positions are aligned; the ends of the documents are.
func (a *aligner) linked(o, n int) bool {
	if o < 0 || n < 0 {
		return o == n
	}
	if o >= len(a.old) || n >= len(a.new) {
		return o == len(a.old) && n == len(a.new)
	}
	return a.old[o].link == n || a.new[n].link == o
}

// chain marks the old positions whose links stayed in order.
func (a *aligner) chain() []bool {
	links := make([]order.Link, 0, len(a.old))
	for o, u := range a.old {
		if u.link != none && a.new[u.link].link == o {
			links = append(links, order.Link{Old: o, New: u.link, Weight: weigh(min(u.size(), a.new[u.link].size()))})
		}
	}
	stayed := make([]bool, len(a.old))
	for i, in := range order.Heaviest(links) {
		stayed[links[i].Old] = in
	}
	return stayed
}

// bounds gives for each old position the new positions between which a link keeps the order of those that stayed.
func (a *aligner) bounds() (lo, hi []int) {
	stayed := a.chain()
	lo, hi = make([]int, len(a.old)), make([]int, len(a.old))
	at := -1
	for o := range a.old {
		lo[o] = at
		if stayed[o] {
			at = a.old[o].link
		}
	}
	at = len(a.new)
	for o := len(a.old) - 1; o >= 0; o-- {
		hi[o] = at
		if stayed[o] {
			at = a.old[o].link
		}
	}
	return lo, hi
}

// gap is a stretch between two links that stayed: positions [old0, old1) and [new0, new1).
type gap struct{ old0, old1, new0, new1 int }

// gaps lists the stretches in which both sides have units left over.
func (a *aligner) gaps() []gap {
	stayed := a.chain()
	var out []gap
	o0, n0 := 0, 0
	add := func(o1, n1 int) {
		if o0 < o1 && n0 < n1 {
			out = append(out, gap{o0, o1, n0, n1})
		}
		o0, n0 = o1+1, n1+1
	}
	for o, u := range a.old {
		if stayed[o] {
			add(o, u.link)
		}
	}
	add(len(a.old), len(a.new))
	return out
}

// free lists the positions in [from, to) that are not linked.
func free(units []*unit, from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if units[i].link == none {
			out = append(out, i)
		}
	}
	return out
}

// fillGaps links equal units inside each gap, in order.
func (a *aligner) fillGaps(oldKeys, newKeys []int32) {
	for _, g := range a.gaps() {
		olds, news := free(a.old, g.old0, g.old1), free(a.new, g.new0, g.new1)
		for _, p := range inOrder(olds, news, func(o, n int) bool { return oldKeys[o] >= 0 && oldKeys[o] == newKeys[n] }) {
			a.join(p[0], p[1])
		}
	}
}

// mostCells bounds the table of a dynamic program: what is larger is matched greedily, so that the worst case stays linear.
const mostCells = 1 << 20

// inOrder is a longest common subsequence of two lists of positions, or, where its table would be too large, a
// greedy one.
func inOrder(olds, news []int, same func(o, n int) bool) [][2]int {
	var out [][2]int
	for len(olds) > 0 && len(news) > 0 && same(olds[0], news[0]) {
		out = append(out, [2]int{olds[0], news[0]})
		olds, news = olds[1:], news[1:]
	}
	tail := 0
	for tail < len(olds) && tail < len(news) && same(olds[len(olds)-1-tail], news[len(news)-1-tail]) {
		tail++
	}
	out = append(out, inOrderBetween(olds[:len(olds)-tail], news[:len(news)-tail], same)...)
	for k := tail; k > 0; k-- {
		out = append(out, [2]int{olds[len(olds)-k], news[len(news)-k]})
	}
	return out
}

// inOrderBetween is inOrder of two lists that differ at both ends.
func inOrderBetween(olds, news []int, same func(o, n int) bool) [][2]int {
	if len(olds) == 0 || len(news) == 0 {
		return nil
	}
	var out [][2]int
	if len(olds)*len(news) > mostCells {
		n := 0
		for _, o := range olds {
			for k := n; k < len(news) && k < n+64; k++ {
				if same(o, news[k]) {
					out = append(out, [2]int{o, news[k]})
					n = k + 1
					break
				}
			}
		}
		return out
	}
	width := len(news) + 1
	table := make([]int32, (len(olds)+1)*width)
	for i := len(olds) - 1; i >= 0; i-- {
		for j := len(news) - 1; j >= 0; j-- {
			best := max(table[(i+1)*width+j], table[i*width+j+1])
			if same(olds[i], news[j]) {
				best = max(best, table[(i+1)*width+j+1]+1)
			}
			table[i*width+j] = best
		}
	}
	for i, j := 0, 0; i < len(olds) && j < len(news); {
		here := table[i*width+j]
		switch {
		case same(olds[i], news[j]) && here == table[(i+1)*width+j+1]+1:
			out = append(out, [2]int{olds[i], news[j]})
			i++
			j++
		case here == table[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	return out
}

// pairLeftOver links what is left of equal long texts, in order: a copy that moved. Short ones stay apart: one more
// "back to top" here and one less there is no move.
func (a *aligner) pairLeftOver(oldKeys, newKeys []int32, keys int) {
	waiting := make([][]int, keys)
	for n, k := range newKeys {
		if k >= 0 && a.new[n].link == none && a.new[n].size() >= longEnough {
			waiting[k] = append(waiting[k], n)
		}
	}
	for o, k := range oldKeys {
		if k < 0 || a.old[o].link != none || len(waiting[k]) == 0 {
			continue
		}
		a.join(o, waiting[k][0])
		waiting[k] = waiting[k][1:]
	}
}

func (a *aligner) join(o, n int) {
	a.old[o].link, a.new[n].link = n, o
}
