package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"policylog/internal/pattern"
)

// piece is a part of a page that is read from top to bottom: a column of lines, or a table.
type piece struct {
	rows        []row
	table       [][]cell
	left, right float64 // edges of the column
	full        bool    // as wide as the page's text
}

// cell is what stands in a row of a table, one column wide.
type cell struct{ rows []row }

// corridor is white from top to bottom of some rows, with text on both sides.
type corridor struct{ left, right float64 }

const (
	maxDepth  = 6       // of columns within columns
	maxRows   = 400     // of a page that columns are looked for in
	maxJudged = 500_000 // rows of a page, each as often as it is judged with others
)

// layout is a page whose words are being put in the order of reading.
type layout struct{ left int } // of maxJudged

// arrange puts a page's words in the order of reading: columns one after another, tables row by row.
func arrange(words []word) []piece {
	p := layout{maxJudged}
	return p.arrange(words, 0)
}

func (p *layout) arrange(words []word, depth int) []piece {
	rows := rowsOf(words)
	if len(rows) == 0 {
		return nil
	}
	if depth == maxDepth || len(rows) > maxRows {
		return []piece{pieceOf(rows, depth == 0)}
	}
	var out []piece
	plain := 0 // rows before it are in a piece
	for i := 0; i < len(rows); {
		if g, end := gridAt(rows, i); g != nil {
			if i > plain {
				out = append(out, pieceOf(rows[plain:i], depth == 0))
			}
			out = append(out, g.table(rows[i:end]))
			i, plain = end, end
			continue
		}
		b, ok := p.bandAt(rows, i)
		if !ok {
			i++
			continue
		}
		if b.first > plain {
			out = append(out, pieceOf(rows[plain:b.first], depth == 0))
		}
		if b.table {
			out = append(out, tableOf(rows[b.first:b.end], b.corridors))
		} else {
			for _, column := range split(rows[b.first:b.end], b.corridors[:1]) {
				out = append(out, p.arrange(column, depth+1)...)
			}
		}
		i, plain = b.end, b.end
	}
	if plain < len(rows) {
		out = append(out, pieceOf(rows[plain:], depth == 0))
	}
	return out
}

// gridAt finds the rows that are a table's from one on, with nothing beside it.
func gridAt(rows []row, first int) (*grid, int) {
	g := rows[first].words[0].grid
	if g == nil {
		return nil, 0
	}
	end := first
	for end < len(rows) && rows[end].base > g.bottom {
		if slices.ContainsFunc(rows[end].words, func(w word) bool { return w.grid != g }) {
			return nil, 0
		}
		end++
	}
	if first > 0 && rows[first-1].base < g.top {
		return nil, 0
	}
	return g, end
}

func pieceOf(rows []row, full bool) piece {
	p := piece{rows: rows, full: full}
	p.left, p.right = extent(rows)
	return p
}

func extent(rows []row) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		for _, w := range r.words {
			left, right = min(left, w.left), max(right, w.right)
		}
	}
	return left, right
}

// band is a run of rows that corridors go through.
type band struct {
	first, end int
	corridors  []corridor
	table      bool
}

// bandAt finds the longest band that begins at a row.
func (p *layout) bandAt(rows []row, first int) (band, bool) {
	type reach struct {
		end   int
		inner []corridor
	}
	var reached []reach
	free, left, right := everywhere, math.Inf(1), math.Inf(-1)
	for i := first; i < len(rows) && len(free) > 0; i++ {
		if g, _ := gridAt(rows, i); g != nil {
			break
		}
		free = without(free, rows[i])
		l, r := extent(rows[i : i+1])
		left, right = min(left, l), max(right, r)
		if inner := within(free, left, right); len(inner) > 0 {
			reached = append(reached, reach{i + 1, inner})
		} else if !edges(free, left, right) {
			break
		}
	}
	for _, r := range slices.Backward(reached) {
		if p.left -= r.end - first; p.left < 0 {
			break
		}
		if b, ok := judge(rows, first, r.end, r.inner); ok {
			return b, true
		}
	}
	return band{}, false
}

var everywhere = []corridor{{math.Inf(-1), math.Inf(1)}}

// within is what is free with text on both sides.
func within(free []corridor, left, right float64) []corridor {
	return slices.DeleteFunc(slices.Clone(free), func(c corridor) bool { return c.left < left || c.right > right })
}

// corridorsOf are the corridors that go through all rows.
func corridorsOf(rows []row) []corridor {
	free := everywhere
	for _, r := range rows {
		free = without(free, r)
	}
	left, right := extent(rows)
	return within(free, left, right)
}

// edges reports whether white is left beside the text, where a column may still begin.
func edges(free []corridor, left, right float64) bool {
	return slices.ContainsFunc(free, func(c corridor) bool { return c.left < left || c.right > right })
}

// without takes a row's words out of what is free. A corridor is wider than the gap between words.
func without(free []corridor, r row) []corridor {
	narrowest := 0.6 * r.size
	for _, w := range r.words {
		if w.grid != nil {
			w.left, w.right = min(w.left, w.grid.left), max(w.right, w.grid.right)
		}
		var rest []corridor
		for _, c := range free {
			if w.right <= c.left || w.left >= c.right {
				rest = append(rest, c)
				continue
			}
			if w.left-c.left >= narrowest {
				rest = append(rest, corridor{c.left, w.left})
			}
			if c.right-w.right >= narrowest {
				rest = append(rest, corridor{w.right, c.right})
			}
		}
		free = rest
	}
	return free
}

// markOnly is what stands alone before the text that it marks: a bullet, a number.
var markOnly = pattern.Lazy(`^(?:\P{L}{1,3}|[(（]?[\p{L}\d]{1,3}[.)、．）]|(?:\d{1,3}\.){1,5}\d{0,3}|[(（][\p{L}\d]{1,4}[)）]|§+ ?\d+|第[\p{Nd}一二三四五六七八九十百]+[条條章])$`)

// endNumber is a page number at the right of a table of contents.
var endNumber = pattern.Lazy(`^(?:[.·…․‥ ]*)(?:\d{1,4}|[ivxlc]{1,6})$`)

// judge says whether rows are columns, a table, or neither. Columns are drawn one after another; what is drawn left and
// right in turn is a table. A mark before its text, and the page number after a heading, make neither.
func judge(rows []row, first, end int, corridors []corridor) (band, bool) {
	real := realOf(rows[first:end], corridors)
	if len(real) == 0 {
		return band{}, false
	}
	b := band{first: first, end: end, corridors: real}
	switches, both, gap := drawn(rows[first:end], real)
	if switches >= 3 && 5*switches >= end-first && both >= 2 {
		b.table = true
		b = trimmed(b, rows)
		b.corridors = realOf(rows[b.first:b.end], corridorsOf(rows[b.first:b.end])) // a heading above may have closed some
		b.corridors = slices.DeleteFunc(b.corridors, func(c corridor) bool { return !aligned(rows[b.first:b.end], c) })
		return b, len(b.corridors) > 0 && (gap >= 0.9 && both >= 3 || gap >= 2)
	}
	l, r := sides(rows[first:end], real[0])
	if len(l) < 3 || len(r) < 3 || narrow(l) || narrow(r) {
		return band{}, false
	}
	high, low := min(l[0].base, r[0].base), max(l[len(l)-1].base, r[len(r)-1].base)
	shorter := min(l[0].base-l[len(l)-1].base, r[0].base-r[len(r)-1].base)
	return b, high-low >= 0.5*shorter
}

// realOf leaves out corridors that part a mark from its text or a heading from its page number.
func realOf(rows []row, corridors []corridor) []corridor {
	return slices.DeleteFunc(corridors, func(c corridor) bool {
		l, r := sides(rows, c)
		return len(l) < 2 || len(r) < 2 || allMatch(l, markOnly().MatchString) || allMatch(r, endNumber().MatchString)
	})
}

// aligned reports that what stands right of a corridor mostly begins at one edge, as in a table, or that it is numbers.
// Gaps that happen to stand below each other in a paragraph do neither.
func aligned(rows []row, c corridor) bool {
	_, right := sides(rows, c)
	begins := map[float64]int{}
	for _, r := range right {
		begins[math.Round(r.words[0].left/2)]++
	}
	return 10*begins[commonest(begins)] >= 6*len(right) || allMatch(right, amount().MatchString)
}

// amount is a cell that holds a number.
var amount = pattern.Lazy(`^\P{L}{0,3}\d[\d.,  ]*\P{L}{0,3}$`)

// narrow reports a side with too few letters in a line for a column.
func narrow(rows []row) bool {
	wide := 0
	for _, r := range rows {
		l, right := extent([]row{r})
		if right-l > 6*r.size {
			wide++
		}
	}
	return 3*wide < len(rows)
}

// sides parts rows at a corridor.
func sides(rows []row, c corridor) (left, right []row) {
	for _, r := range rows {
		n, _ := slices.BinarySearchFunc(r.words, c, func(w word, c corridor) int { return cmp.Compare(w.left, c.right) })
		if n > 0 {
			left = append(left, row{words: r.words[:n], base: r.base, size: r.size})
		}
		if n < len(r.words) {
			right = append(right, row{words: r.words[n:], base: r.base, size: r.size})
		}
	}
	return left, right
}

func allMatch(rows []row, match func(string) bool) bool {
	for _, r := range rows {
		if !match(strings.TrimSpace(r.text())) {
			return false
		}
	}
	return true
}

// drawn counts how often the page's drawing goes from one column to another, the rows that have text on both sides of a
// corridor, and the middle gap there in units of the size.
func drawn(rows []row, corridors []corridor) (switches, both int, gap float64) {
	words := inOrder(rows)
	for i := 1; i < len(words); i++ {
		if columnOf(words[i-1], corridors) != columnOf(words[i], corridors) {
			switches++
		}
	}
	var gaps []float64
	for _, r := range rows {
		across := false
		for i := 1; i < len(r.words); i++ {
			if columnOf(r.words[i-1], corridors) != columnOf(r.words[i], corridors) {
				across = true
				gaps = append(gaps, (r.words[i].left-r.words[i-1].right)/r.size)
			}
		}
		if across {
			both++
		}
	}
	if len(gaps) > 0 {
		slices.Sort(gaps)
		gap = gaps[len(gaps)/2]
	}
	return switches, both, gap
}

func inOrder(rows []row) []word {
	var words []word
	for _, r := range rows {
		words = append(words, r.words...)
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.order, b.order) })
	return words
}

func columnOf(w word, corridors []corridor) int {
	n := 0
	for n < len(corridors) && w.left >= corridors[n].right {
		n++
	}
	return n
}

// trimmed leaves out the rows above and below a table that stand on one side only: a heading, a short line.
func trimmed(b band, rows []row) band {
	across := func(r row) bool {
		return columnOf(r.words[0], b.corridors) != columnOf(r.words[len(r.words)-1], b.corridors)
	}
	for b.first < b.end && !across(rows[b.first]) {
		b.first++
	}
	last := b.end
	for last > b.first && !across(rows[last-1]) {
		last--
	}
	// Lines of a last cell go on at the same distance.
	for last < b.end && last > b.first+1 && rows[last-1].base-rows[last].base < 1.35*rows[last].size {
		last++
	}
	b.end = last
	return b
}

// split parts rows at corridors.
func split(rows []row, corridors []corridor) [][]word {
	columns := make([][]word, len(corridors)+1)
	for _, w := range inOrder(rows) {
		n := columnOf(w, corridors)
		columns[n] = append(columns[n], w)
	}
	return columns
}

// tableOf makes cells of rows. A cell is drawn at once, and a row from its first to its last cell.
func tableOf(rows []row, corridors []corridor) piece {
	p := pieceOf(rows, false)
	cells := make([][]word, len(corridors)+1)
	flush := func() {
		p.addLine(cells)
		clear(cells)
	}
	last := 0
	for _, w := range inOrder(rows) {
		n := columnOf(w, corridors)
		if n < last {
			flush()
		}
		cells[n] = append(cells[n], w)
		last = n
	}
	flush()
	return p
}

// addLine adds a row of cells to a table, unless they hold nothing.
func (p *piece) addLine(cells [][]word) {
	line := make([]cell, len(cells))
	some := false
	for i, words := range cells {
		line[i] = cell{rowsOf(words)}
		some = some || len(words) > 0
	}
	if some {
		p.table = append(p.table, line)
	}
}
