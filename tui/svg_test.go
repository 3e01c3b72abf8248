package tui

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// scene is a screen of the recorded demo: what was pressed to come to it, what it shows, and for how long.
type scene struct {
	keys, what string
	screen     string // with its escape sequences
	seconds    float64
}

// The drawing's measures, in pixels: a cell, the margin, the window's bar and the line below that says what was pressed.
const (
	cellW, cellH     = 8.4, 18.0
	svgPad, svgBar   = 14.0, 34.0
	svgCaption       = 46.0
	svgText, svgBack = "#d7dae0", "#15171c"
)

// animate draws scenes one after another as one self-contained SVG: text as text, each run held to its columns, so that
// Chinese and Latin line up in whatever fonts the reader has.
func animate(scenes []scene, width, height int) string {
	w, h := float64(width)*cellW+2*svgPad, svgBar+float64(height)*cellH+svgPad
	total := 0.0
	for _, s := range scenes {
		total += s.seconds
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" aria-labelledby="t d">
<title id="t">policylog tui</title>
<desc id="d">`, w, h+svgCaption, w, h+svgCaption)
	for i, s := range scenes {
		fmt.Fprintf(&b, "%d. %s. ", i+1, html.EscapeString(s.what))
	}
	b.WriteString(`</desc>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK TC","PingFang TC","Microsoft JhengHei","Noto Sans CJK TC",monospace;white-space:pre;fill:` + svgText + `}
.w{font-size:16.4px}.b{font-weight:700}.s{text-decoration:line-through}.c{font:15px system-ui,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;fill:#6e7681}
.k{font-size:13px;fill:#15171c}.n{font-size:13px;fill:#8b929e}.f{opacity:0}#f0{opacity:1}
`)
	from := 0.0
	for i, s := range scenes {
		a, z := 100*from/total, 100*(from+s.seconds)/total
		from += s.seconds
		fmt.Fprintf(&b, "@keyframes k%d{", i)
		if a > 0 {
			b.WriteString("0%{opacity:0}")
		}
		fmt.Fprintf(&b, "%.2f%%{opacity:1}", a)
		if z < 99.995 {
			fmt.Fprintf(&b, "%.2f%%{opacity:0}", z)
		}
		fmt.Fprintf(&b, "}#f%d{animation:k%d %.1fs step-end infinite}\n", i, i, total)
	}
	b.WriteString("@media(prefers-reduced-motion:reduce){.f{animation:none!important}}\n</style>\n")
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" rx="9" fill="%s"/><path d="M0 %.0fV9a9 9 0 0 1 9-9H%.0fa9 9 0 0 1 9 9V%.0fz" fill="#262a33"/>`,
		w, h, svgBack, svgBar-8, w-9, svgBar-8)
	for i, c := range []string{"#ff5f57", "#febc2e", "#28c840"} {
		fmt.Fprintf(&b, `<circle cx="%d" cy="13" r="5.5" fill="%s"/>`, 18+20*i, c)
	}
	fmt.Fprintf(&b, `<text class="n" x="%.0f" y="17.5" text-anchor="middle">policylog tui</text>`+"\n", w/2)
	for i, s := range scenes {
		fmt.Fprintf(&b, `<g class="f" id="f%d">`+"\n", i)
		drawScreen(&b, s.screen, width, height)
		drawCaption(&b, s, fmt.Sprintf("%d/%d", i+1, len(scenes)), w, h)
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// drawCaption writes what was pressed, as keys, and what is to be seen.
func drawCaption(b *strings.Builder, s scene, count string, w, h float64) {
	x, y := svgPad, h+13
	for _, k := range strings.Fields(s.keys) {
		kw := float64(lipgloss.Width(k))*7.8 + 14
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="22" rx="5" fill="#5fd7d7"/><text class="k" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`,
			x, y, kw, x+kw/2, y+15.5, html.EscapeString(k))
		x += kw + 7
	}
	fmt.Fprintf(b, `<text class="c" x="%.1f" y="%.1f">%s</text>`, x+4, y+16, html.EscapeString(s.what))
	fmt.Fprintf(b, `<text class="c" x="%.1f" y="%.1f" text-anchor="end">%s</text>`+"\n", w-svgPad, y+16, count)
}

// drawScreen draws the cells of a screen: backgrounds first, then runs of one style and one width.
func drawScreen(b *strings.Builder, screen string, width, height int) {
	canvas := lipgloss.NewCanvas(width, height).Compose(lipgloss.NewLayer(screen))
	for y := range height {
		var row []*uv.Cell
		for x := range width {
			c := canvas.CellAt(x, y)
			if x > 0 && c != nil && c.Width == 0 {
				c.Style = row[x-1].Style // the other half of a wide character
			}
			row = append(row, c)
		}
		for x := width - 1; x > 0 && row[x] != nil && row[0] != nil && *row[x] == (uv.Cell{Content: " ", Width: 1}); x-- {
			row[x].Style = row[0].Style // a bar's end that was erased, not written, is not in the capture
		}
		drawBackgrounds(b, row, y)
		for x := 0; x < width; {
			x = drawRun(b, row, x, y)
		}
	}
}

func corner(x, y int) (float64, float64) { return svgPad + float64(x)*cellW, svgBar + float64(y)*cellH }

func drawBackgrounds(b *strings.Builder, row []*uv.Cell, y int) {
	for x := 0; x < len(row); {
		_, back := inks(row[x])
		end := x + 1
		for end < len(row) {
			if _, next := inks(row[end]); next != back {
				break
			}
			end++
		}
		if back != "" {
			px, py := corner(x, y)
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, px, py, float64(end-x)*cellW, cellH, back)
		}
		x = end
	}
}

// drawRun draws the run that begins in a column and returns the column behind it.
func drawRun(b *strings.Builder, row []*uv.Cell, x, y int) int {
	c := row[x]
	if c == nil || c.Width == 0 || strings.TrimSpace(c.Content) == "" {
		return x + 1
	}
	px, py := corner(x, y)
	fore, _ := inks(c)
	if path := boxPath(c.Content, px, py); path != "" {
		fmt.Fprintf(b, `<path d="%s" stroke="%s" fill="none"/>`, path, fore)
		return x + 1
	}
	text, end, blank := "", x, 0
	for end < len(row) {
		n := row[end]
		if n == nil || n.Width == 0 {
			end++
			continue
		}
		if n.Width != c.Width && strings.TrimSpace(n.Content) != "" || !n.Style.Equal(&c.Style) || boxPath(n.Content, 0, 0) != "" {
			break
		}
		if blank++; n.Content != " " {
			blank = 0
		}
		if blank > 0 && (c.Width == 2 || blank > 2) {
			break // a wide run has no narrow spaces in it; a gap ends a narrow one
		}
		text += n.Content
		end += n.Width
	}
	text = strings.TrimRight(text, " ")
	class := ""
	if c.Width == 2 {
		class = " w" // as large as two columns
	}
	if c.Style.Attrs&uv.AttrBold != 0 {
		class += " b"
	}
	if c.Style.Attrs&uv.AttrStrikethrough != 0 {
		class += " s"
	}
	if class != "" {
		class = fmt.Sprintf(` class="%s"`, class[1:])
	}
	if fore != svgText {
		class += fmt.Sprintf(` style="fill:%s"`, fore)
	}
	columns := lipgloss.Width(text)
	fmt.Fprintf(b, `<text%s x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="%s">%s</text>`+"\n", class, px, py+13.4,
		float64(columns)*cellW, map[int]string{1: "spacingAndGlyphs", 2: "spacing"}[c.Width], html.EscapeString(text))
	return max(end, x+1)
}

// boxPath is a line drawing character as a path that fills its cell, so that lines meet; "" for any other.
func boxPath(s string, x, y float64) string {
	mx, my, r, d := x+cellW/2, y+cellH/2, x+cellW, y+cellH
	switch s {
	case "─":
		return fmt.Sprintf("M%.1f %.1fH%.1f", x, my, r)
	case "│":
		return fmt.Sprintf("M%.1f %.1fV%.1f", mx, y, d)
	case "╭":
		return fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", r, my, mx, my, mx, d)
	case "╮":
		return fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", x, my, mx, my, mx, d)
	case "╰":
		return fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", mx, y, mx, my, r, my)
	case "╯":
		return fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", mx, y, mx, my, x, my)
	case "▌":
		return fmt.Sprintf("M%.1f %.1fV%.1fM%.1f %.1fV%.1f", x+1, y, d, x+2, y, d)
	}
	return ""
}

// inks are the colours of a cell; "" is no background.
func inks(c *uv.Cell) (fore, back string) {
	if c == nil {
		return svgText, ""
	}
	fore, back = hex(c.Style.Fg, svgText), hex(c.Style.Bg, "")
	if c.Style.Attrs&uv.AttrReverse != 0 {
		if back == "" {
			back = svgBack
		}
		fore, back = back, fore
	}
	return fore, back
}

func hex(c color.Color, none string) string {
	if c == nil {
		return none
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
