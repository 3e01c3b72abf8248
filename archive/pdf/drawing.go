package pdf

import (
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// box is a rectangle in points of an unturned page.
type box struct{ left, bottom, right, top float64 }

// grid is a table that is drawn with lines around its cells.
type grid struct {
	box
	xs, ys []float64 // of the lines, from the left and from the top
}

const (
	maxObjects = 6000 // of a page that are looked at for lines and bullets
	maxRules   = 1200
	maxDots    = 300
)

// drawing reads the lines and the dots that a page draws: borders of tables, and bullets that are no characters.
func (r *reader) drawing(page requests.Page) (rules, dots []box) {
	count, err := r.engine.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return nil, nil
	}
	for i := range min(count.Count, maxObjects) {
		object, err := r.engine.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			continue
		}
		kind, err := r.engine.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_PATH {
			continue
		}
		at, err := r.engine.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err != nil {
			continue
		}
		b := box{float64(at.Left), float64(at.Bottom), float64(at.Right), float64(at.Top)}
		w, h := b.right-b.left, b.top-b.bottom
		switch {
		case max(w, h) > 8 && min(w, h) <= 3 && len(rules) < maxRules:
			rules = append(rules, b)
		case min(w, h) > 1.2 && max(w, h) < 9 && max(w, h) < 1.3*min(w, h) && len(dots) < maxDots:
			dots = append(dots, b)
		}
	}
	return rules, dots
}

// gridsOf finds the tables: lines that touch each other, at least three down and two across.
func gridsOf(rules []box) []*grid {
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, a := range rules {
		for j, b := range rules[:i] {
			if a.left-2 <= b.right && b.left-2 <= a.right && a.bottom-2 <= b.top && b.bottom-2 <= a.top {
				group[root(i)] = root(j)
			}
		}
	}
	parts := map[int][]box{}
	var order []int
	for i, r := range rules {
		k := root(i)
		if parts[k] == nil {
			order = append(order, k)
		}
		parts[k] = append(parts[k], r)
	}
	var grids []*grid
	for _, k := range order {
		if g := gridOf(parts[k]); g != nil {
			grids = append(grids, g)
		}
	}
	return grids
}

func gridOf(rules []box) *grid {
	g := &grid{box: rules[0]}
	for _, r := range rules {
		g.left, g.right = min(g.left, r.left), max(g.right, r.right)
		g.bottom, g.top = min(g.bottom, r.bottom), max(g.top, r.top)
		if r.right-r.left < r.top-r.bottom {
			g.xs = append(g.xs, (r.left+r.right)/2)
		} else {
			g.ys = append(g.ys, (r.bottom+r.top)/2)
		}
	}
	g.xs, g.ys = distinct(g.xs), distinct(g.ys)
	slices.Reverse(g.ys)
	if len(g.xs) < 3 || len(g.ys) < 2 {
		return nil
	}
	return g
}

// distinct sorts positions and leaves out those that are the two edges of one line.
func distinct(v []float64) []float64 {
	slices.Sort(v)
	return slices.CompactFunc(v, func(a, b float64) bool { return math.Abs(a-b) < 4 })
}

// cellOf is the row and column of a grid that a word stands in.
func (g *grid) cellOf(w word) (down, across int) {
	y := w.base + w.size/4
	for down < len(g.ys)-2 && y < g.ys[down+1] {
		down++
	}
	for across < len(g.xs)-2 && (w.left+w.right)/2 > g.xs[across+1] {
		across++
	}
	return down, across
}

func (g *grid) holds(w word) bool {
	y := w.base + w.size/4
	return w.left > g.left-2 && w.right < g.right+2 && y > g.bottom && y < g.top
}

// table makes cells of the words in a grid. Rows that hold nothing are spacing.
func (g *grid) table(rows []row) piece {
	p := pieceOf(rows, false)
	cells := make([][][]word, len(g.ys)-1)
	for i := range cells {
		cells[i] = make([][]word, len(g.xs)-1)
	}
	for _, w := range inOrder(rows) {
		down, across := g.cellOf(w)
		cells[down][across] = append(cells[down][across], w)
	}
	for _, line := range cells {
		p.addLine(line)
	}
	return p
}

// bullets makes characters of the dots that stand a little before the first character of a line.
func bullets(dots []box, glyphs []glyph) []glyph {
	var out []glyph
	for _, d := range dots {
		y := (d.bottom + d.top) / 2
		var next *glyph
		for i := range glyphs {
			g := &glyphs[i]
			if g.char == ' ' || y < g.base || y > g.base+0.8*g.size || d.right < g.left-4*g.size || d.left > g.right+1.5*g.size {
				continue
			}
			if g.left < d.left {
				next = nil
				break
			}
			if next == nil || g.left < next.left {
				next = g
			}
		}
		if next != nil && d.top-d.bottom < 0.8*next.size {
			out = append(out, glyph{
				char: '•', left: d.left, right: d.right, base: next.base, size: next.size, bold: false,
				order: max(0, next.order-1),
			})
		}
	}
	return out
}
