package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"

	"policylog/internal/pattern"
)

// line is one line of type. Positions are in points from the left and the bottom of the page.
type line struct {
	runs              []run
	size              float64 // of most of its type
	left, right, base float64
	wide              bool // has Chinese, Japanese or Korean in it
	page              int
	first, last       int // distance in lines from the top and the bottom of its page
}

// run is a stretch of a line in one weight.
type run struct {
	text string
	bold bool
}

func (l line) text() string {
	var b strings.Builder
	for _, r := range l.runs {
		b.WriteString(r.text)
	}
	return strings.TrimSpace(b.String())
}

// bold reports a line that is bold throughout.
func (l line) bold() bool {
	for _, r := range l.runs {
		if !r.bold && strings.TrimSpace(r.text) != "" {
			return false
		}
	}
	return true
}

// hyphen is what PDFium writes for a hyphen that ends a line within a word.
const hyphen = '\u0002'

// linesOf cuts a page's characters into lines: at PDFium's line ends, and where the type jumps to another height.
func linesOf(chars []*responses.GetPageTextStructuredChar) []line {
	var lines []line
	var cur []*responses.GetPageTextStructuredChar
	flush := func() {
		if l, ok := newLine(cur); ok {
			lines = append(lines, l)
		}
		cur = nil
	}
	var last *responses.GetPageTextStructuredChar // that shows ink
	for _, c := range chars {
		if c.Text == "\r" || c.Text == "\n" {
			flush()
			last = nil
			continue
		}
		if strings.TrimSpace(c.Text) != "" {
			// PDFium joins lines that it takes for one: back to the left and lower by most of a line is another.
			if last != nil && c.PointPosition.Right < last.PointPosition.Left && last.PointPosition.Bottom-c.PointPosition.Top > -2 {
				flush()
			}
			last = c
		}
		cur = append(cur, c)
	}
	flush()
	return lines
}

func newLine(chars []*responses.GetPageTextStructuredChar) (line, bool) {
	l := line{left: math.Inf(1), right: math.Inf(-1)}
	sizes := map[float64]int{}
	var bases []float64
	heavy := false
	for _, c := range chars {
		text := clean(c.Text)
		if text == "" {
			continue
		}
		if strings.TrimSpace(text) != "" && text != string(hyphen) {
			l.left = min(l.left, c.PointPosition.Left)
			l.right = max(l.right, c.PointPosition.Right)
			bases = append(bases, c.PointPosition.Bottom)
			size := 0.0
			if c.FontInformation != nil {
				size = c.FontInformation.Size
				heavy = boldFont(c.FontInformation)
			}
			if size < 2 { // type set at size 1 and scaled: its height has to do
				size = math.Round(math.Abs(c.PointPosition.Top-c.PointPosition.Bottom)*2.6) / 2
			}
			sizes[math.Round(size*2)/2]++
		}
		if n := len(l.runs); n > 0 && l.runs[n-1].bold == heavy {
			l.runs[n-1].text += text
		} else {
			l.runs = append(l.runs, run{text, heavy})
		}
	}
	if len(bases) == 0 {
		return line{}, false
	}
	l.wide = strings.ContainsFunc(l.text(), wide)
	slices.Sort(bases)
	l.base = bases[len(bases)/2]
	for size, n := range sizes {
		if best := sizes[l.size]; n > best || n == best && size > l.size {
			l.size = size
		}
	}
	return l, true
}

func boldFont(f *responses.FontInformation) bool {
	name := strings.ToLower(f.Name)
	return f.Weight >= 600 || f.Flags&(1<<18) != 0 && f.Flags&(1<<19) == 0 && f.Weight > 0 ||
		strings.Contains(name, "bold") || strings.Contains(name, "heavy") || strings.Contains(name, "black") && !strings.Contains(name, "blackadder")
}

// clean drops what no reader sees and makes every space a plain one.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == hyphen || c == 0xFFFE || c == 0xAD:
			return hyphen
		case c == 0xA0 || c == '\t' || c >= 0x2000 && c <= 0x200A || c == 0x202F || c == 0x205F:
			return ' '
		case c < 0x20 || c >= 0x7F && c < 0xA0 || c == utf8.RuneError || c == 0xFFFF || c == 0xFEFF ||
			unicode.Is(unicode.Cf, c) && c != 0x200C && c != 0x200D:
			return -1
		}
		return c
	}, s)
}

var pageNumber = pattern.Lazy(`(?i)^[-–— ]*(?:page|seite|pagina|página|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de|sur|di|·)\s*\d{1,4})?[-–— ]*$|^第?\s*\d{1,4}\s*[页頁](?:\s*[/，,共]*\s*共?\s*\d{1,4}\s*[页頁]?)?$`)

// edge is how many lines from the top or bottom of a page are looked at for running heads.
const edge = 3

// withoutHeads leaves out page numbers and running heads: lines at the top or bottom of a page whose words, numbers
// aside, stand at the same height on most pages, with white between them and the text.
func withoutHeads(pages [][]line) []line {
	type place struct {
		words string
		top   bool
	}
	seen := map[place][]float64{}
	order := make([][]int, len(pages)) // of each page's lines, from the top
	for p := range pages {
		for i := range pages[p] {
			order[p] = append(order[p], i)
		}
		slices.SortStableFunc(order[p], func(a, b int) int { return cmp.Compare(pages[p][b].base, pages[p][a].base) })
		for rank, i := range order[p] {
			l := &pages[p][i]
			l.page, l.first, l.last = p, rank, len(order[p])-1-rank
			if l.first < edge || l.last < edge {
				k := place{digitsAway(l.text()), l.first < l.last}
				seen[k] = append(seen[k], l.base)
			}
		}
	}
	repeated := func(l line) bool {
		if len(pages) > 1 && pageNumber().MatchString(l.text()) {
			return true
		}
		same := 0
		for _, base := range seen[place{digitsAway(l.text()), l.first < l.last}] {
			if math.Abs(base-l.base) < 4 {
				same++
			}
		}
		return same == len(pages) && same == 2 || same >= 3 && same*10 >= (len(pages)-1)*6
	}
	usual := usualGap(pages)
	var out []line
	for p, page := range pages {
		heads := map[int]bool{}
		for _, down := range []bool{true, false} {
			ranks := slices.Clone(order[p])
			if !down {
				slices.Reverse(ranks)
			}
			n := 0
			for n < min(edge, len(ranks)) && repeated(page[ranks[n]]) {
				n++
			}
			for n > 0 && n < len(ranks) && math.Abs(page[ranks[n-1]].base-page[ranks[n]].base) < 1.15*usual {
				n--
			}
			for _, i := range ranks[:n] {
				heads[i] = true
			}
		}
		for i, l := range page {
			if !heads[i] {
				out = append(out, l)
			}
		}
	}
	return out
}

// usualGap is the distance between most lines that follow each other.
func usualGap(pages [][]line) float64 {
	var gaps []float64
	for _, page := range pages {
		for i := 1; i < len(page); i++ {
			if d := page[i-1].base - page[i].base; d > 1 {
				gaps = append(gaps, d)
			}
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)*4/10]
}

func digitsAway(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}
