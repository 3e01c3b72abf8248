package pdf

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"policylog/internal/pattern"
)

// glyph is one character as it stands on a page. Positions are in points, along the lines and up the page as it is read:
// turned pages are turned back, and in vertical writing a line runs down and the next one stands to its left.
type glyph struct {
	char        rune // ' ' for every space
	left, right float64
	base        float64 // of the line that it stands on
	size        float64
	bold        bool
	order       int // in which the page draws it
}

// sheet is what a page shows.
type sheet struct {
	glyphs []glyph
	turned []glyph // text at a right angle to the rest, such as a mark in the margin
	grids  []*grid

	straight bool // neither turned nor vertical, so that drawings stand where PDF says
}

// style is what PDFium tells of a character only when asked in calls that cost as much as all others together.
type style struct {
	name string
	bold bool
	size float64
	base float64
	turn int // quarter turns to the left; -1: none of them
}

// reader reads the pages of one open document.
type reader struct {
	ctx    context.Context
	engine pdfium.Pdfium
	doc    references.FPDF_DOCUMENT
	chars  int // read so far
}

// page reads the characters of a page. What lies outside of its crop box and what is set aslant, such as a watermark,
// is not part of the text.
func (r *reader) page(index int) (sheet, error) {
	loaded, err := r.engine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.doc, Index: index})
	if err != nil {
		return sheet{}, err
	}
	defer r.engine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) //nolint:errcheck // the sandbox goes with the document
	page := requests.Page{ByReference: &loaded.Page}
	box, err := r.engine.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return sheet{}, err
	}
	text, err := r.engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return sheet{}, err
	}
	defer r.engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) //nolint:errcheck // as above
	count, err := r.engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return sheet{}, err
	}
	if r.chars += count.Count; r.chars > maxChars {
		return sheet{}, fmt.Errorf("%w: more than %d characters", ErrTooLarge, maxChars)
	}
	byTurn := map[int][]glyph{}
	var seen known
	for i := range count.Count {
		if i%1024 == 0 && r.ctx.Err() != nil {
			return sheet{}, r.ctx.Err()
		}
		g, turn, ok := r.glyph(text.TextPage, i, &seen)
		if !ok || turn < 0 {
			continue
		}
		if x, y := g.centre(turn); x < float64(box.Rect.Left) || x > float64(box.Rect.Right) ||
			y < float64(box.Rect.Bottom) || y > float64(box.Rect.Top) {
			continue
		}
		byTurn[turn] = append(byTurn[turn], g)
	}
	s := sheetOf(byTurn)
	if s.straight {
		rules, dots := r.drawing(page)
		s.grids = gridsOf(rules)
		s.glyphs = append(s.glyphs, bullets(dots, s.glyphs)...)
	}
	return s, nil
}

// known is what was asked of the character before.
type known struct {
	style       style
	weight      int
	bottom, top float32
	word        bool // within a word
}

// glyph asks for one character. What a font is called and how it is turned is asked again where it may have changed:
// at the begin of a word, and where the box or the weight is another.
func (r *reader) glyph(page references.FPDF_TEXTPAGE, i int, last *known) (glyph, int, bool) {
	code, err := r.engine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: page, Index: i})
	if err != nil {
		return glyph{}, 0, false
	}
	c := plainChar(rune(code.Unicode))
	if c < 0 || code.Unicode == '\r' || code.Unicode == '\n' {
		last.word = false
		return glyph{}, 0, false
	}
	box, err := r.engine.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: i})
	if err != nil {
		return glyph{}, 0, false
	}
	if c == ' ' && box.Rect.Right-box.Rect.Left <= 0 && box.Rect.Top-box.Rect.Bottom <= 0 {
		last.word = false
		return glyph{}, 0, false // PDFium's guess: gaps tell better
	}
	weight := 0
	if w, err := r.engine.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: page, Index: i}); err == nil {
		weight = w.FontWeight
	}
	if !last.word || last.style.turn != 0 || weight != last.weight || box.Rect.Bottom != last.bottom || box.Rect.Top != last.top ||
		wide(c) && last.style.name != "" {
		last.style = r.style(page, i, weight)
	}
	last.word, last.weight, last.bottom, last.top = c != ' ', weight, box.Rect.Bottom, box.Rect.Top
	g := glyph{char: c, base: last.style.base, size: last.style.size, bold: last.style.bold, order: i}
	g.left, g.right = along(last.style.turn, float64(box.Rect.Left), float64(box.Rect.Right), float64(box.Rect.Bottom), float64(box.Rect.Top))
	if ideograph(c) && g.right-g.left < 0.9*g.size { // some fonts give the ink alone
		middle := (g.left + g.right) / 2
		g.left, g.right = middle-g.size/2, middle+g.size/2
	}
	return g, last.style.turn, true
}

// along is where a box begins and ends on a line that is turned.
func along(turn int, left, right, bottom, top float64) (float64, float64) {
	switch turn {
	case 1:
		return bottom, top
	case 2:
		return -right, -left
	case 3:
		return -top, -bottom
	}
	return left, right
}

// centre is about where a glyph stands on the page as PDF counts.
func (g glyph) centre(turn int) (x, y float64) {
	u, v := (g.left+g.right)/2, g.base+g.size/4
	switch turn {
	case 1:
		return -v, u
	case 2:
		return -u, -v
	case 3:
		return v, -u
	}
	return u, v
}

func (r *reader) style(page references.FPDF_TEXTPAGE, i, weight int) style {
	s := style{size: 1}
	if f, err := r.engine.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: page, Index: i}); err == nil {
		s.name = f.FontName
		s.bold = boldFont(f.FontName, weight)
	}
	if f, err := r.engine.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: page, Index: i}); err == nil {
		s.size = f.FontSize
	}
	var x, y float64
	if o, err := r.engine.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: page, Index: i}); err == nil {
		x, y = o.X, o.Y
	}
	if m, err := r.engine.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: page, Index: i}); err == nil {
		s.size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		s.turn = quarters(math.Atan2(float64(m.Matrix.B), float64(m.Matrix.A)))
	}
	switch s.turn {
	case 0:
		s.base = y
	case 1:
		s.base = -x
	case 2:
		s.base = -y
	case 3:
		s.base = x
	}
	return s
}

// quarters counts quarter turns; -1 for what is aslant.
func quarters(angle float64) int {
	q := angle / (math.Pi / 2)
	if math.Abs(q-math.Round(q)) > 0.05 {
		return -1
	}
	return (int(math.Round(q)) + 4) % 4
}

// heiti are Chinese, Japanese and Korean faces that stand for bold beside the usual text faces.
var heiti = []string{"simhei", "heiti", "黑体", "黑體"}

// anonymous are names that a writer gave in place of the font's own.
var anonymous = pattern.Lazy(`^(?:[a-z]{6}\+)?(?:cidfont\+)?[a-z]{0,3}\d*(?:_\d+)?$`)

func boldFont(name string, weight int) bool {
	name = strings.ToLower(name)
	for _, h := range heiti {
		if strings.Contains(name, h) {
			return true
		}
	}
	for _, b := range []string{"bold", "heavy", "-black", "demi"} {
		if strings.Contains(name, b) {
			return true
		}
	}
	// The weight is a guess from the width of stems: asked only of fonts whose name says nothing.
	return weight >= 600 && anonymous().MatchString(name)
}

// sheetOf turns a page so that most of its text reads from left to right.
func sheetOf(byTurn map[int][]glyph) sheet {
	most := 0
	for turn := range 4 {
		if len(byTurn[turn]) > len(byTurn[most]) {
			most = turn
		}
	}
	s := sheet{glyphs: byTurn[most], straight: most == 0}
	if most == 0 && vertical(s.glyphs) {
		s.glyphs = upright(s.glyphs, byTurn[3])
		byTurn[3], s.straight = nil, false
	}
	for turn := range 4 {
		if turn != most {
			s.turned = append(s.turned, byTurn[turn]...)
		}
	}
	return s
}

// vertical reports a page of Chinese or Japanese whose characters mostly follow each other downwards.
func vertical(glyphs []glyph) bool {
	down, across := 0, 0
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], glyphs[i]
		if !wide(a.char) || !wide(b.char) {
			continue
		}
		if math.Abs(a.left-b.left) < 0.1*a.size && a.base-b.base > 0.5*a.size && a.base-b.base < 2*a.size {
			down++
		} else {
			across++
		}
	}
	return down > across
}

// upright lays vertical lines down: along them is down the page, the next line stands to the left. Latin within them is
// turned to the right.
func upright(glyphs, latin []glyph) []glyph {
	out := make([]glyph, 0, len(glyphs)+len(latin))
	for i, g := range glyphs {
		middle := (g.left + g.right) / 2
		if i > 0 && !ideograph(g.char) && math.Abs(middle-out[i-1].base) < 0.8*g.size {
			middle = out[i-1].base // punctuation stands in a corner of its square
		}
		g.left, g.right, g.base = -g.base-0.88*g.size, -g.base+0.12*g.size, middle
		out = append(out, g)
	}
	for _, g := range latin {
		g.base += 0.35 * g.size
		out = append(out, g)
	}
	return out
}
