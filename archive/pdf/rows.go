package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// run is a stretch of text in one weight.
type run struct {
	text string
	bold bool
}

// word is what stands on a line without a gap; a line of Chinese is one word.
type word struct {
	runs              []run
	left, right, base float64
	size              float64
	order             int  // in which the page draws it
	spaced            bool // a space stands before it
	raised            bool // a superscript
	grid              *grid
}

func (w word) text() string { return textOf(w.runs) }

func textOf(runs []run) string {
	if len(runs) == 1 {
		return runs[0].text
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// row is what stands at one height, over the whole width of a page or of a column.
type row struct {
	words []word
	base  float64
	size  float64 // of most of its type
}

func (r row) text() string {
	var b strings.Builder
	for _, w := range r.words {
		if w.spaced && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text())
	}
	return b.String()
}

// heightsOf groups what stands at the same height, from the top.
func heightsOf[T any](items []T, at func(T) (base, size float64)) [][]T {
	slices.SortStableFunc(items, func(a, b T) int {
		x, _ := at(a)
		y, _ := at(b)
		return cmp.Compare(y, x)
	})
	var out [][]T
	var top, size float64
	for _, it := range items {
		base, s := at(it)
		if len(out) == 0 || top-base > 0.25*min(size, s) {
			out, top, size = append(out, nil), base, s
		}
		out[len(out)-1] = append(out[len(out)-1], it)
		size = max(size, s)
	}
	return out
}

// setting is how a document sets its words apart.
type setting struct {
	draws bool // spaces are drawn, as most writers do
	auto  bool // Latin words within Chinese always stand apart, so that a gap there says nothing
}

func settingOf(sheets []sheet) setting {
	spaces, all, apart, beside := 0, 0, 0, 0
	for _, s := range sheets {
		all += len(s.glyphs)
		for i, g := range s.glyphs {
			if g.char == ' ' {
				spaces++
			}
			if i == 0 {
				continue
			}
			a := s.glyphs[i-1]
			if gap := (g.left - a.right) / g.size; (square(a.char) && latin(g.char) || latin(a.char) && square(g.char)) && gap > -0.5 && gap < 1 {
				beside++
				if gap > 0.1 {
					apart++
				}
			}
		}
	}
	return setting{draws: 100*spaces > all, auto: beside > 3 && 10*apart > 7*beside}
}

// wordsOf makes words of a page's characters.
func (s setting) wordsOf(glyphs []glyph) []word {
	var rows []row
	for _, level := range heightsOf(glyphs, func(g glyph) (float64, float64) { return g.base, g.size }) {
		if words := s.cutWords(level); len(words) > 0 {
			rows = append(rows, rowOf(words))
		}
	}
	var out []word
	for _, r := range withRaised(rows) {
		out = append(out, r.words...)
	}
	return out
}

// rowsOf makes rows of words that stand in one column.
func rowsOf(words []word) []row {
	var out []row
	levels := heightsOf(slices.Clone(words), func(w word) (float64, float64) { return w.base, w.size })
	for _, level := range levels {
		sortAlong(level, func(w word) (float64, int) { return w.left, w.order }, func(w word) rune { return firstRune(w.text()) })
		out = append(out, rowOf(level))
	}
	return out
}

func rowOf(words []word) row {
	r := row{words: words}
	sizes := map[float64]int{}
	bases := map[float64]int{}
	for _, w := range words {
		n := utf8.RuneCountInString(w.text())
		sizes[w.size] += n
		bases[w.base] += n
	}
	r.size, r.base = commonest(sizes), commonest(bases)
	return r
}

// commonest is the value that counts most; of equals, the largest.
func commonest(counts map[float64]int) float64 {
	best, most := math.Inf(-1), 0
	for v, n := range counts {
		if n > most || n == most && v > best {
			best, most = v, n
		}
	}
	return best
}

// sortAlong puts what stands at one height in the order of reading. Scripts written to the left stay in the order that
// PDFium gives them.
func sortAlong[T any](items []T, at func(T) (left float64, order int), first func(T) rune) {
	leftward := 0
	for _, it := range items {
		if rightToLeft(first(it)) {
			leftward++
		}
	}
	slices.SortStableFunc(items, func(a, b T) int {
		x, i := at(a)
		y, j := at(b)
		if 2*leftward > len(items) {
			return cmp.Compare(i, j)
		}
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(i, j))
	})
}

// cutWords makes words of characters at one height.
func (s setting) cutWords(glyphs []glyph) []word {
	sortAlong(glyphs, func(g glyph) (float64, int) { return g.left, g.order }, func(g glyph) rune { return g.char })
	glyphs = withoutShadows(glyphs)
	apart, spacing := s.wordGap(glyphs)
	var words []word
	var cur word
	end := func() {
		if len(cur.runs) > 0 {
			words = append(words, cur)
		}
		cur = word{}
	}
	var last *glyph
	space := false
	for i := range glyphs {
		g := &glyphs[i]
		if g.char == ' ' {
			space = true
			continue
		}
		if last != nil {
			gap := (g.left - last.right) / max(g.size, last.size)
			wider := gap > apart || gap > least(last.char, g.char)+2*spacing && g.order != last.order+1 // as from cell to cell
			other := math.Abs(g.size-last.size) > 0.15*max(g.size, last.size) && math.Abs(g.base-last.base) > 0.05*g.size
			if space || wider || other {
				end()
				afterMark := len(words) == 1 && markOnly().MatchString(words[0].text()) && gap > 0.1
				cur.spaced = space || afterMark || wider && !s.mute(last.char, g.char) || gap > 1
			}
		}
		cur.add(*g)
		last, space = g, false
	}
	end()
	return words
}

// square reports characters that Latin words stand apart from in some settings.
func square(c rune) bool { return wide(c) || hangul(c) }

// least is the gap that PDFium has to agree on.
func least(a, b rune) float64 {
	if wide(a) || wide(b) {
		return 0.2
	}
	return 0.1
}

// mute reports characters between which a gap is no space: it comes from justification, or from a program that sets Latin
// words in Chinese apart.
func (s setting) mute(a, b rune) bool {
	switch {
	case !s.draws:
		return false
	case square(a) != square(b):
		return s.auto
	}
	return wide(a) || wide(b)
}

func (w *word) add(g glyph) {
	text := string(g.char)
	if g.char >= 0xFB00 && g.char <= 0xFB06 { // ligatures
		text = norm.NFKC.String(text)
	}
	if n := len(w.runs); n == 0 {
		w.left, w.right, w.base, w.size, w.order = g.left, g.right, g.base, g.size, g.order
		w.runs = []run{{text, g.bold}}
		return
	} else if w.runs[n-1].bold == g.bold {
		w.runs[n-1].text += text
	} else {
		w.runs = append(w.runs, run{text, g.bold})
	}
	w.right = max(w.right, g.right)
	w.size = max(w.size, g.size)
	w.order = min(w.order, g.order)
}

// withoutShadows leaves out characters drawn twice for weight.
func withoutShadows(glyphs []glyph) []glyph {
	out := glyphs[:0:0]
	for _, g := range glyphs {
		if n := len(out); n > 0 && out[n-1].char == g.char && g.char != ' ' && out[n-1].order+1 != g.order &&
			math.Abs(out[n-1].left-g.left) < 0.1*g.size {
			continue
		}
		out = append(out, g)
	}
	return out
}

// wordGap is the gap, in units of the size, that parts words. Where spaces are drawn, only a wide one does so without;
// letters set apart, by the spacing that is returned too, need a wider one still.
func (s setting) wordGap(glyphs []glyph) (apart, spacing float64) {
	spaces := 0
	var gaps []float64
	for i, g := range glyphs {
		if g.char == ' ' {
			spaces++
		} else if i > 0 && glyphs[i-1].char != ' ' {
			gaps = append(gaps, (g.left-glyphs[i-1].right)/g.size)
		}
	}
	if len(gaps) > 3 {
		slices.Sort(gaps)
		spacing = max(0, gaps[len(gaps)/2])
	}
	switch {
	case spaces > 0 || s.draws:
		return max(0.5, 2*spacing), spacing
	case spacing > 0.06:
		return 1.5*spacing + 0.12, spacing
	}
	return 0.16, spacing
}

// withRaised moves small type that stands a little above or below a row into it.
func withRaised(rows []row) []row {
	var out []row
	for i, r := range rows {
		var stay []word
		for _, w := range r.words {
			if to := raisedFrom(rows, i, w); to != nil {
				w.raised = w.base > to.base
				w.spaced = false
				w.base = to.base
				to.words = append(to.words, w)
				continue
			}
			stay = append(stay, w)
		}
		rows[i].words = stay
	}
	for _, r := range rows {
		if len(r.words) > 0 {
			sortAlong(r.words, func(w word) (float64, int) { return w.left, w.order }, func(w word) rune { return firstRune(w.text()) })
			out = append(out, r)
		}
	}
	return out
}

// raisedFrom finds the row beside which a word is a superscript or a subscript.
func raisedFrom(rows []row, i int, w word) *row {
	if utf8.RuneCountInString(w.text()) > 6 {
		return nil
	}
	for _, j := range []int{i + 1, i - 1} {
		if j < 0 || j >= len(rows) {
			continue
		}
		r := &rows[j]
		if w.size > 0.85*r.size || w.base > r.base+0.7*r.size || w.base < r.base-0.35*r.size {
			continue
		}
		for _, x := range r.words {
			if gap := max(w.left-x.right, x.left-w.right); gap > -0.2*r.size && gap < 0.35*r.size {
				return r
			}
		}
	}
	return nil
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}
