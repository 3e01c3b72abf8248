package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"policylog/archive/extract"
	"policylog/internal/pattern"
)

// markdown builds the text of a document from what its pages show. Footnotes stand at its end.
func markdown(sheets []sheet) []byte {
	lines, tables := linesOf(sheets)
	lines, notes := withoutNotes(lines)
	if len(lines) == 0 && len(tables) == 0 {
		return nil
	}
	b := blocksOf(lines, tables)
	b.list = append(b.list, b.m.paragraphs(notes)...)
	return b.write()
}

// block is a paragraph, a heading, an item of a list or a table.
type block struct {
	lines []line
	table [][]cell
}

// place is where a table stands: before the line with this index.
type place struct {
	before int
	rows   [][]cell
	piece  piece
}

// linesOf puts the pages' lines in the order of reading, without running heads.
func linesOf(sheets []sheet) ([]line, []place) {
	pages := make([][]row, len(sheets))
	setting := settingOf(sheets)
	turned := map[string]int{}
	for i, s := range sheets {
		pages[i] = rowsOf(setting.wordsOf(s.glyphs))
		for _, r := range rowsOf(setting.wordsOf(s.turned)) {
			turned[digitsAway(r.text())]++
		}
	}
	withoutHeads(pages)
	var lines []line
	var tables []place
	number := 0
	add := func(page int, p piece) {
		number++
		if p.table != nil {
			if n := len(tables); n > 0 && tables[n-1].before == len(lines) && continues(tables[n-1], p) {
				tables[n-1].rows = joinTables(tables[n-1].rows, p.table)
				return
			}
			tables = append(tables, place{len(lines), p.table, p})
			return
		}
		for _, r := range p.rows {
			l := lineOf(r)
			l.page, l.piece, l.from, l.to = page, number, p.left, p.right
			if p.full {
				l.piece = -1
			}
			lines = append(lines, l)
		}
	}
	for i, s := range sheets {
		var words []word
		for _, r := range pages[i] {
			words = append(words, r.words...)
		}
		for j := range words {
			if g := slices.IndexFunc(s.grids, func(g *grid) bool { return g.holds(words[j]) }); g >= 0 {
				words[j].grid = s.grids[g]
			}
		}
		for _, p := range arrange(words) {
			add(i, p)
		}
		for _, r := range rowsOf(setting.wordsOf(s.turned)) {
			if turned[digitsAway(r.text())] == 1 {
				add(i, pieceOf([]row{r}, false))
			}
		}
	}
	widen(lines)
	markContents(lines)
	return lines, tables
}

// markContents finds the entries of a table of contents without leaders: on one page, lines that end with a page number
// at the edge of the column, far from the words before.
func markContents(lines []line) {
	byPage := map[int][]*line{}
	for i := range lines {
		l := &lines[i]
		n := len(l.words) - 1
		if n < 1 || l.to-l.right > l.size || !pageNumber().MatchString(l.words[n].text()) || l.words[n].left-l.words[n-1].right < 1.5*l.size {
			continue
		}
		byPage[l.page] = append(byPage[l.page], l)
	}
	for _, entries := range byPage {
		if len(entries) < 3 {
			continue
		}
		for _, l := range entries {
			to, from, page, piece := l.to, l.from, l.page, l.piece
			*l = lineOf(row{words: l.words[:len(l.words)-1], base: l.base, size: l.size})
			l.to, l.from, l.page, l.piece, l.contents = to, from, page, piece, true
		}
	}
}

// widen gives lines that are not in a column the width of the text on their page, or in the document where a page has
// but few of them.
func widen(lines []line) {
	lefts, rights := map[int]float64{}, map[int][]float64{}
	for _, l := range lines {
		if l.piece >= 0 {
			continue
		}
		if left, ok := lefts[l.page]; !ok || l.left < left {
			lefts[l.page] = l.left
		}
		rights[l.page] = append(rights[l.page], l.right)
	}
	var widths []float64
	for page, ends := range rights {
		rights[page] = []float64{rightEdge(ends)}
		widths = append(widths, rights[page][0]-lefts[page])
	}
	slices.Sort(widths)
	for i := range lines {
		if l := &lines[i]; l.piece < 0 {
			l.from = lefts[l.page]
			l.to = max(rights[l.page][0], l.from+widths[len(widths)*8/10])
		}
	}
}

// rightEdge is the furthest point that two lines come near to: a single one may stick out, with an address that cannot
// be broken.
func rightEdge(ends []float64) float64 {
	slices.Sort(ends)
	for i := len(ends) - 1; i > 0; i-- {
		if ends[i]-ends[i-1] < 10 {
			return ends[i]
		}
	}
	return ends[len(ends)-1]
}

// continues reports a table that goes on on the next page or in the next column.
func continues(a place, b piece) bool {
	return len(a.rows[0]) == len(b.table[0]) && math.Abs((a.piece.right-a.piece.left)-(b.right-b.left)) < 0.2*(b.right-b.left)
}

// joinTables joins the parts of a table over a page break: a repeated head goes, and a row whose first cell is empty goes on.
func joinTables(a, b [][]cell) [][]cell {
	if slices.EqualFunc(a[0], b[0], func(x, y cell) bool { return x.text() == y.text() }) {
		b = b[1:]
	}
	if len(b) > 0 && len(b[0][0].rows) == 0 {
		last := a[len(a)-1]
		for i := range last {
			last[i].rows = append(last[i].rows, b[0][i].rows...)
		}
		b = b[1:]
	}
	return append(a, b...)
}

func (c cell) text() string {
	var b strings.Builder
	for _, r := range c.rows {
		b.WriteString(r.text() + " ")
	}
	return strings.TrimSpace(b.String())
}

var noteMark = pattern.Lazy(`^(?:[¹²³⁰-⁹]+|[*†‡]+|\d{1,2}[.)]?\s)`)

// withoutNotes takes the footnotes from between the paragraphs: small type at the foot of a page, from a mark on.
func withoutNotes(lines []line) (text, notes []line) {
	sizes := map[float64]int{}
	for _, l := range lines {
		sizes[l.size] += utf8.RuneCountInString(l.text())
	}
	body := commonest(sizes)
	for i := 0; i < len(lines); {
		j := i
		for j < len(lines) && lines[j].page == lines[i].page {
			j++
		}
		k := j
		for k > i && lines[k-1].size < 0.92*body {
			k--
		}
		for k < j && !noteMark().MatchString(lines[k].text()) {
			k++
		}
		if k == i {
			k = j
		}
		text, notes = append(text, lines[i:k]...), append(notes, lines[k:j]...)
		i = j
	}
	return text, notes
}

// blocks are a document's parts in the order of reading.
type blocks struct {
	m      measures
	list   []block
	levels map[headStyle]int
}

// headStyle is what a heading is set in.
type headStyle struct {
	size float64
	deep int // of its number below the shallowest one in that type
}

func blocksOf(lines []line, tables []place) *blocks {
	b := &blocks{m: measure(lines)}
	done := 0
	for _, t := range tables {
		b.list = append(b.list, b.m.paragraphs(lines[done:t.before])...)
		b.list = append(b.list, block{table: t.rows})
		done = t.before
	}
	b.list = append(b.list, b.m.paragraphs(lines[done:])...)
	b.rank()
	return b
}

// paragraphs groups lines that belong together.
func (m measures) paragraphs(lines []line) []block {
	var out []block
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && !m.breaks(lines[i:j], lines[j]) {
			j++
		}
		out = append(out, block{lines: lines[i:j]})
		i = j
	}
	return out
}

// sectionNumber captures what makes a number deep: 1.2.3.
var sectionNumber = pattern.Lazy(`^\d{1,2}((?:\.\d{1,2})*)[.)]?\s`)

// styleOf tells a heading: larger than the text, or bold and short without the end of a sentence.
func (b *blocks) styleOf(x block) (headStyle, bool) {
	if len(x.lines) == 0 || x.lines[0].contents {
		return headStyle{}, false
	}
	t := b.m.textOf(x)
	if bullet().MatchString(t) || !strings.ContainsFunc(t, lettered) {
		return headStyle{}, false
	}
	s := headStyle{}
	if n := sectionNumber().FindStringSubmatch(t); n != nil {
		s.deep = strings.Count(n[1], ".")
	}
	if size := x.lines[0].size; size > 1.1*b.m.body {
		s.size = size
		return s, utf8.RuneCountInString(t) <= 250
	}
	if b.m.heavy || len(x.lines) > 3 || x.lines[0].size < 0.8*b.m.body || sentenceEnd().MatchString(t) && !strings.HasSuffix(t, "?") && !strings.HasSuffix(t, "？") {
		return s, false
	}
	limit := 100
	if x.lines[0].wide {
		limit = 40
	}
	for _, l := range x.lines {
		if !l.bold() {
			return s, false
		}
	}
	return s, utf8.RuneCountInString(t) <= limit
}

// rank gives each style of heading its level: the largest type first, bold last, and within one the deeper numbers below.
func (b *blocks) rank() {
	shallow := map[float64]int{}
	var styles []headStyle
	for _, x := range b.list {
		s, ok := b.styleOf(x)
		if !ok {
			continue
		}
		if d, ok := shallow[s.size]; !ok || s.deep < d {
			shallow[s.size] = s.deep
		}
		styles = append(styles, s)
	}
	b.levels = map[headStyle]int{}
	slices.SortFunc(styles, func(x, y headStyle) int {
		return cmp.Or(cmp.Compare(y.size, x.size), cmp.Compare(x.deep, y.deep))
	})
	level, last := 0, headStyle{size: math.Inf(1)}
	for _, s := range slices.Compact(styles) {
		if s.size < 0.95*last.size || s.deep != last.deep && s.size == last.size {
			level, last = level+1, s
		}
		b.levels[s] = min(level, 6)
	}
}

// textOf joins the lines of a block.
func (m measures) textOf(x block) string { return squeeze(textOf(m.runsOf(x.lines))) }

func (m measures) runsOf(lines []line) []run {
	var runs []run
	for i, l := range lines {
		for _, r := range l.runs {
			if n := len(runs); n > 0 && runs[n-1].bold == r.bold {
				runs[n-1].text += r.text
			} else {
				runs = append(runs, r)
			}
		}
		if i+1 < len(lines) && len(runs) > 0 {
			last := &runs[len(runs)-1]
			last.text = m.join(last.text, lines[i+1].text())
		}
	}
	for i := range runs {
		runs[i].text = strings.ReplaceAll(runs[i].text, string(hyphen), "-")
	}
	return runs
}

func (b *blocks) write() []byte {
	var out strings.Builder
	var items []float64 // where the bullets of the lists around stand
	for _, x := range b.list {
		var t string
		if t = b.whole(x); t != "" {
			items = nil
		} else {
			t, items = b.paragraph(x, items)
		}
		if t == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(t)
		out.WriteByte('\n')
	}
	return []byte(out.String())
}

// whole writes a table or a heading; "" for what is neither.
func (b *blocks) whole(x block) string {
	if x.table != nil {
		return b.m.writeTable(x.table)
	}
	if s, ok := b.styleOf(x); ok && b.levels[s] > 0 {
		return strings.Repeat("#", b.levels[s]) + " " + b.m.textOf(x)
	}
	return ""
}

// paragraph writes a paragraph or an item of a list; items are where the bullets around stand.
func (b *blocks) paragraph(x block, items []float64) (string, []float64) {
	runs := b.m.runsOf(x.lines)
	whole := squeeze(textOf(runs))
	if whole == "" {
		return "", items
	}
	mark := bullet().FindString(whole)
	if x.lines[0].contents {
		return "- " + extract.Escape(whole), items
	}
	if mark == "" || strings.TrimSpace(whole) == strings.TrimSpace(mark) {
		return emphasise(runs), nil
	}
	left := x.lines[0].left
	for len(items) > 0 && (items[len(items)-1] > left-0.5*x.lines[0].size) {
		items = items[:len(items)-1]
	}
	indent := strings.Repeat("  ", min(len(items), 4))
	return indent + "- " + emphasise(cutPrefix(runs, strings.TrimSpace(mark))), append(items, left)
}

func (m measures) writeTable(rows [][]cell) string {
	var b strings.Builder
	for i, r := range rows {
		for _, c := range r {
			var lines []line
			for _, row := range c.rows {
				lines = append(lines, lineOf(row))
			}
			t := strings.ReplaceAll(emphasise(m.runsOf(lines)), "|", `\|`)
			if i == 0 {
				t = strings.Trim(t, "*")
			}
			b.WriteString("| " + t + " ")
		}
		b.WriteString("|\n")
		if i == 0 {
			b.WriteString(strings.Repeat("| --- ", len(r)) + "|\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// emphasise writes runs with the bold ones marked.
func emphasise(runs []run) string {
	var b strings.Builder
	space := true
	for _, r := range runs {
		t := squeeze(r.text)
		if t == "" {
			space = space || r.text != ""
			continue
		}
		if b.Len() > 0 && (space || strings.HasPrefix(r.text, " ")) {
			b.WriteByte(' ')
		}
		space = strings.HasSuffix(r.text, " ")
		if r.bold && strings.ContainsFunc(t, lettered) {
			b.WriteString("**" + extract.Escape(t) + "**")
			continue
		}
		b.WriteString(extract.Escape(t))
	}
	return b.String()
}

func cutPrefix(runs []run, mark string) []run {
	out := slices.Clone(runs)
	for i := range out {
		t := strings.TrimLeft(out[i].text, " ")
		if t == "" {
			continue
		}
		out[i].text = strings.TrimLeft(strings.TrimPrefix(t, mark), " ")
		break
	}
	return out
}
