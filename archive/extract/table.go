package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxColumns = 64  // a wider table is written as blocks
	maxSpan    = 100 // rows or columns that one cell is believed to span
)

// table renders a table in GitHub's form. A table that only lays out the page (one column or row, headings or tables or
// long texts in its cells) is rendered as the blocks it holds.
func (r *renderer) table(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			r.inside(c)
		}
	}
	rows := tableRows(n)
	grid, layout := tableGrid(rows)
	if layout || attr(n, "role") == "presentation" || attr(n, "role") == "none" {
		for _, row := range rows {
			for c := row.FirstChild; c != nil; c = c.NextSibling {
				if c.Type == html.ElementNode {
					r.inside(c)
				}
			}
		}
		return
	}
	var lines, plain []string
	for i, row := range grid {
		var b, p strings.Builder
		b.WriteByte('|')
		empty := true
		for _, cell := range row {
			md, bare := "", ""
			if cell != nil {
				md, bare = r.cell(cell)
			}
			empty = empty && md == ""
			b.WriteByte(' ')
			b.WriteString(md)
			if md != "" {
				b.WriteByte(' ')
			}
			b.WriteByte('|')
			p.WriteString(bare)
			p.WriteByte(' ')
		}
		if empty && i > 0 {
			continue
		}
		lines = append(lines, b.String())
		plain = append(plain, p.String())
		if i == 0 {
			lines = append(lines, "|"+strings.Repeat(" --- |", len(row)))
		}
	}
	r.emit(block{text: strings.Join(lines, "\n"), plain: strings.Join(plain, "\n"), kind: tableBlock})
}

// tableRows lists the rows of a table itself, not those of tables in it.
func tableRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, tableRows(c)...)
		}
	}
	return rows
}

// tableGrid places cells in columns, with nil where a cell of another row or column reaches; layout says that the table
// is none.
func tableGrid(rows []*html.Node) (grid [][]*html.Node, layout bool) {
	width := 0
	reach := map[int]int{} // column → further rows that a cell above takes
	for _, row := range rows {
		var line []*html.Node
		col := 0
		skip := func() {
			for reach[col] > 0 && col < maxColumns {
				reach[col]--
				line = append(line, nil)
				col++
			}
		}
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			skip()
			if isLayoutCell(c) || col >= maxColumns {
				return nil, true
			}
			down := spanOf(c, "rowspan") - 1
			for i := range min(spanOf(c, "colspan"), maxColumns-col) {
				cell := c
				if i > 0 {
					cell = nil
				}
				line = append(line, cell)
				if down > 0 {
					reach[col] = down
				}
				col++
			}
		}
		skip()
		if len(line) > 0 {
			grid = append(grid, line)
			width = max(width, len(line))
		}
	}
	if width < 2 || len(grid) < 2 {
		return nil, true
	}
	for i := range grid {
		for len(grid[i]) < width {
			grid[i] = append(grid[i], nil)
		}
	}
	return grid, false
}

func spanOf(n *html.Node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(attr(n, key)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}

// isLayoutCell reports whether a cell holds what no data cell does.
func isLayoutCell(c *html.Node) bool {
	blocks := 0
	for d := range c.Descendants() {
		switch d.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Article, atom.Section, atom.Main, atom.Nav:
			return true
		case atom.P:
			blocks++
		}
	}
	return blocks > 12
}

// cell renders a cell on one line; its blocks are parted by <br>.
func (r *renderer) cell(n *html.Node) (md, plain string) {
	inner := &renderer{base: r.base, node: n}
	inner.children(n)
	inner.flush()
	var parts, bare []string
	for _, b := range inner.blocks {
		t := b.text
		if b.kind == headingBlock {
			t = "**" + strings.TrimLeft(t, "# ") + "**"
		}
		mark := strings.TrimLeft(b.first, " ")
		parts = append(parts, mark+strings.ReplaceAll(strings.ReplaceAll(t, "  \n", "<br>"), "\n", "<br>"))
		bare = append(bare, b.plain)
	}
	md = strings.ReplaceAll(strings.Join(parts, "<br>"), "|", "\\|")
	return md, strings.Join(bare, " ")
}

// makeTables turns what is a table by its roles alone (<div role="table">) into one.
func makeTables(content *html.Node) {
	var found []*html.Node
	for n := range content.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom != atom.Table && tableRole(n) {
			found = append(found, n)
		}
	}
	for _, n := range found {
		makeTable(n)
	}
}

func tableRole(n *html.Node) bool {
	role := attr(n, "role")
	return role == "table" || role == "grid"
}

// makeTable leaves as it is what has no rows or holds text outside its cells.
func makeTable(n *html.Node) {
	rows, letters := rolesIn(n)
	if len(rows) < 2 || letters == 0 || lettersIn(rawText(n, maxTable), maxTable) > letters {
		return
	}
	for _, row := range rows {
		for _, c := range row.cells {
			c.Parent.RemoveChild(c)
			if c.Data, c.DataAtom = "td", atom.Td; strings.HasSuffix(attr(c, "role"), "header") {
				c.Data, c.DataAtom = "th", atom.Th
			}
		}
		become(row.node, atom.Tr, row.cells)
	}
	var lines []*html.Node
	for _, row := range rows {
		if row.node.Parent != nil {
			row.node.Parent.RemoveChild(row.node)
		}
		lines = append(lines, row.node)
	}
	become(n, atom.Table, lines)
}

// maxTable is how much of a table's text is read to see whether any stands outside the cells.
const maxTable = 1 << 20

// become makes an element another with no children but these.
func become(n *html.Node, kind atom.Atom, children []*html.Node) {
	n.Data, n.DataAtom = kind.String(), kind
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	for _, c := range children {
		n.AppendChild(c)
	}
}

// roleRow is a row by its role, with the cells in it.
type roleRow struct {
	node  *html.Node
	cells []*html.Node
}

// rolesIn finds the rows in a table by their roles, and how many letters their cells hold.
func rolesIn(table *html.Node) (rows []*roleRow, letters int) {
	var walk func(e *html.Node, row *roleRow)
	walk = func(e *html.Node, row *roleRow) {
		for c := e.FirstChild; c != nil; c = c.NextSibling {
			switch attr(c, "role") {
			case "table", "grid":
			case "row":
				rows = append(rows, &roleRow{node: c})
				walk(c, rows[len(rows)-1])
			case "columnheader", "rowheader", "cell", "gridcell":
				if row != nil {
					row.cells = append(row.cells, c)
					letters += lettersIn(rawText(c, maxTable), maxTable)
				}
			default:
				walk(c, row)
			}
		}
	}
	walk(table, nil)
	return rows, letters
}
