package extract

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policylog/internal/wordset"
)

// block is one rendered block: a heading, paragraph, item, table, with the prefix that nests it.
type block struct {
	text  string // Markdown without the prefix; lines parted by \n
	first string // prefix of the first line: "> ", "  - "
	rest  string // prefix of the other lines
	tight bool   // no blank line before it
	plain string // its words without markup, for noise rules
	kind  blockKind
	node  *html.Node // innermost block element it came from
}

type blockKind uint8

const (
	paragraphBlock blockKind = iota
	headingBlock
	itemBlock
	tableBlock
	codeBlock
	ruleBlock
)

// join writes blocks as one text.
func join(blocks []block) []byte {
	size := 0
	for _, b := range blocks {
		size += len(b.first) + len(b.text) + 2
	}
	out := make([]byte, 0, size)
	for i, b := range blocks {
		if i > 0 && !b.tight {
			out = append(out, strings.TrimRight(commonPrefix(blocks[i-1].rest, b.first), " ")...)
			out = append(out, '\n')
		}
		prefix := b.first
		for line := range strings.SplitSeq(b.text, "\n") {
			if line == "" {
				prefix = strings.TrimRight(prefix, " ")
			}
			out = append(out, prefix...)
			out = append(out, line...)
			out = append(out, '\n')
			prefix = b.rest
		}
	}
	return out
}

func commonPrefix(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[:i]
}

// run is a stretch of text in one style.
type run struct {
	text  string
	style style
}

type style struct {
	bold, italic, struck, code bool
	href                       string
}

// maxNest bounds the prefix of nested lists and quotes; deeper ones are written at this depth.
const maxNest = 16

// renderer walks a subtree and collects blocks.
type renderer struct {
	base    *url.URL
	blocks  []block
	runs    []run
	style   style
	prefix  string // of continuation lines
	mark    string // list mark waiting for the first block of its item
	tight   bool   // the next block follows without a blank line
	nest    int
	heading int  // level of the heading being read, 0 outside
	lines   bool // line ends of the source are shown as such
	node    *html.Node
}

// render converts a subtree. Recursion is bounded by the parser's depth.
func render(n *html.Node, base *url.URL) []block {
	r := &renderer{base: base, node: n}
	r.children(n)
	r.flush()
	return r.blocks
}

func (r *renderer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.visit(c)
	}
}

func (r *renderer) visit(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data)
		return
	case html.ElementNode:
	default:
		return
	}
	saved, lines := r.style, r.lines
	defer func() { r.style, r.lines = saved, lines }()
	r.lines = showsLines(n, lines)
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Math, atom.Canvas,
		atom.Audio, atom.Video, atom.Input, atom.Select, atom.Noscript, atom.Datalist, atom.Map:
	case atom.Br:
		r.add("\n")
	case atom.Wbr:
	case atom.Hr:
		r.flush()
		r.emit(block{text: "---", kind: ruleBlock})
	case atom.Img:
		r.image(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.flush()
		r.heading = headingLevel(n.DataAtom)
		r.inside(n)
		r.heading = 0
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		r.flush()
		r.list(n)
	case atom.Li: // outside a list
		r.flush()
		r.item(n, "- ")
	case atom.Dl:
		r.flush()
		r.definitions(n)
	case atom.Table:
		r.flush()
		r.table(n)
	case atom.Blockquote:
		r.flush()
		r.nested(n, "> ")
	case atom.Pre, atom.Textarea:
		r.flush()
		r.pre(n)
	case atom.Strong, atom.B:
		r.style.bold = true
		r.style.weigh(n)
		r.children(n)
	case atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var:
		r.style.italic = true
		r.children(n)
	case atom.Del, atom.S, atom.Strike:
		r.style.struck = true
		r.children(n)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		r.style.code = true
		r.children(n)
	case atom.A:
		if r.style.href == "" {
			r.style.href = r.link(n)
		}
		r.children(n)
	case atom.Sup:
		r.raised(n, superscript)
	case atom.Sub:
		r.raised(n, subscript)
	case atom.Summary:
		r.flush()
		r.style.bold = r.heading == 0
		r.inside(n)
	case atom.Rt, atom.Rp:
	default:
		r.style.weigh(n)
		if !inline[n.DataAtom] {
			r.flush()
			r.inside(n)
			return
		}
		r.children(n)
	}
}

func headingLevel(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

// inside renders the children of a block element and ends the block.
func (r *renderer) inside(n *html.Node) {
	saved := r.node
	r.node = n
	r.children(n)
	r.flush()
	r.node = saved
}

var inline = atomSet(atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Button, atom.Cite,
	atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark,
	atom.Nobr, atom.Q, atom.Ruby, atom.Rb, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time,
	atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Output, atom.Meter, atom.Progress, 0)

// weigh applies an element's own font-weight, which may make text bold and undo <b>: exports of word processors wrap
// whole documents in <b style="font-weight:normal">.
func (st *style) weigh(n *html.Node) {
	v := styled(n, "font-weight")
	switch {
	case strings.HasPrefix(v, "bold"), len(v) >= 3 && v[0] >= '6' && v[0] <= '9' && v[1:3] == "00":
		st.bold = true
	case strings.HasPrefix(v, "normal"), len(v) >= 3 && v[0] >= '1' && v[0] <= '4' && v[1:3] == "00":
		st.bold = false
	}
}

// styled is an element's own value of a property, "" for none. The whole name counts: word processors write
// mso-bidi-font-weight beside font-weight.
func styled(n *html.Node, property string) string {
	for declaration := range strings.SplitSeq(attr(n, "style"), ";") {
		if name, value, ok := strings.Cut(declaration, ":"); ok && strings.TrimSpace(name) == property {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// showsLines says whether an element shows the line ends in its source: by its style, or by the class of a widespread
// framework, else as what it stands in.
func showsLines(n *html.Node, around bool) bool {
	class := attr(n, "class")
	switch value := styled(n, "white-space"); {
	case strings.HasPrefix(value, "pre"):
		return true
	case value == "normal", value == "nowrap":
		return false
	case strings.Contains(class, "whitespace-pre-"):
		return true
	case strings.Contains(class, "whitespace-normal"):
		return false
	}
	return around
}

// text adds a text node: white space collapses as in a browser.
func (r *renderer) text(s string) {
	for r.lines {
		line, rest, more := strings.Cut(s, "\n")
		if !more {
			break
		}
		r.line(line)
		r.add("\n")
		s = strings.TrimLeft(rest, " \t")
	}
	r.line(s)
}

func (r *renderer) line(s string) {
	s = cleanText(s)
	if s == "" {
		return
	}
	if s == " " && (len(r.runs) == 0 || strings.HasSuffix(r.runs[len(r.runs)-1].text, "\n")) {
		return
	}
	r.add(s)
}

func (r *renderer) add(s string) { r.runs = append(r.runs, run{s, r.style}) }

// image keeps the alternative text where it stands for words: in a table cell, link, item or heading without others.
func (r *renderer) image(n *html.Node) {
	alt := strings.TrimSpace(cleanText(attr(n, "alt")))
	if alt == "" || looksLikeFile(alt) || emptyAlts()[strings.ToLower(alt)] {
		return
	}
	p := n.Parent
	for p != nil && inline[p.DataAtom] && p.DataAtom != atom.A {
		p = p.Parent
	}
	if p == nil || strings.TrimSpace(cleanText(rawText(p, 8))) != "" {
		return
	}
	switch p.DataAtom {
	case atom.Td, atom.Th, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.add(alt)
	case atom.P, atom.Div:
		if strings.Contains(alt, "@") || words(alt) >= 12 {
			r.add(alt)
		}
	}
}

// emptyAlts say what kind of picture it is and nothing of what it shows.
var emptyAlts = wordset.Lazy("logo icon image img photo picture banner arrow spacer 图片 圖片 图标 圖示")

func looksLikeFile(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i <= 5 && !strings.Contains(s, " ") && !strings.Contains(s, "@")
}

// raised writes superscript or subscript digits as such, where 10² must not become 102.
func (r *renderer) raised(n *html.Node, table map[rune]rune) {
	if find(n, atom.A) != nil {
		r.children(n)
		return
	}
	s := strings.TrimSpace(rawText(n, 64))
	var out []rune
	for _, c := range s {
		m, ok := table[c]
		if !ok {
			r.children(n)
			return
		}
		out = append(out, m)
	}
	if len(out) > 0 {
		r.add(string(out))
	}
}

var (
	superscript = digitTable("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
	subscript   = digitTable("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
)

func digitTable(from, to string) map[rune]rune {
	m := map[rune]rune{}
	t := []rune(to)
	for i, c := range []rune(from) {
		m[c] = t[i]
	}
	return m
}

// link is the cleaned target of an anchor, "" when it leads nowhere that can be kept.
func (r *renderer) link(n *html.Node) string {
	href := attr(n, "href")
	if href == "" {
		return ""
	}
	if r.heading > 0 && strings.HasPrefix(strings.TrimSpace(href), "#") {
		return "" // a heading's link to itself
	}
	return cleanLink(href, r.base)
}

// flush ends the running block.
func (r *renderer) flush() {
	if len(r.runs) == 0 {
		return
	}
	runs := r.runs
	r.runs = r.runs[:0] // read below, before the next is written
	if r.heading > 0 {
		text, plain := inlineText(runs, true)
		text = strings.ReplaceAll(text, "  \n", " ")
		if text != "" {
			r.emit(block{text: "######"[:r.heading] + " " + text, plain: plain, kind: headingBlock})
		}
		return
	}
	for _, part := range splitParagraphs(runs) {
		text, plain := inlineText(part, false)
		if text != "" {
			r.emit(block{text: text, plain: plain})
		}
	}
}

// splitParagraphs cuts runs where two or more line breaks follow each other, and where a line is indented by hand.
func splitParagraphs(runs []run) [][]run {
	var out [][]run
	cur := make([]run, 0, len(runs))
	breaks := 0
	indented := false // by hand, in a run of its own: the words follow in another style
	for _, ru := range runs {
		rest := ru.text
		for rest != "" {
			i := strings.IndexByte(rest, '\n')
			piece := rest
			if i >= 0 {
				piece = rest[:i]
			}
			if strings.TrimSpace(piece) != "" {
				switch {
				case breaks >= 2, breaks == 1 && len(cur) > 0 && (indented || strings.HasPrefix(strings.TrimLeft(piece, " "), indent+indent)):
					out = append(out, cur)
					cur = nil
				case breaks == 1 && len(cur) > 0:
					cur = append(cur, run{"\n", style{}})
				}
				breaks, indented = 0, false
				cur = append(cur, run{piece, ru.style})
			} else if breaks > 0 {
				indented = indented || strings.Contains(piece, indent+indent)
			} else if piece != "" {
				cur = append(cur, run{" ", ru.style})
			}
			if i < 0 {
				break
			}
			breaks++
			indented = false
			rest = rest[i+1:]
		}
	}
	return append(out, cur)
}

// emit adds a block at the current nesting.
func (r *renderer) emit(b block) {
	b.first, b.rest = r.prefix, r.prefix
	b.node = r.node
	if r.mark != "" {
		b.first = strings.TrimSuffix(r.prefix, strings.Repeat(" ", len(r.mark))) + r.mark
		if b.kind == paragraphBlock {
			b.kind = itemBlock
		}
		r.mark = ""
		b.tight = r.tight
	}
	r.tight = true
	if b.kind == ruleBlock && (len(r.blocks) == 0 || r.blocks[len(r.blocks)-1].kind == ruleBlock) {
		return
	}
	r.blocks = append(r.blocks, b)
}

// nested renders children behind a prefix.
func (r *renderer) nested(n *html.Node, prefix string) {
	if r.nest >= maxNest {
		r.inside(n)
		return
	}
	saved := r.prefix
	r.nest++
	r.prefix += prefix
	r.inside(n)
	r.nest--
	r.prefix = saved
}

func (r *renderer) list(n *html.Node) {
	number, step := 1, 1
	if n.DataAtom == atom.Ol {
		if v, err := strconv.Atoi(strings.TrimSpace(attr(n, "start"))); err == nil {
			number = v
		} else if hasAttr(n, "reversed") {
			number = 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Li {
					number++
				}
			}
		}
		if hasAttr(n, "reversed") {
			step = -1
		}
	}
	// An item follows the one before, or the text above a nested list, without a blank line; a list after a paragraph does
	// not. Some builders write each item as a list of its own.
	r.tight = r.nest > 0 && r.tight || listBefore(n) && len(r.blocks) > 0
	written := len(r.blocks) // up to the end of the last item
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom != atom.Li {
			if c.Type == html.ElementNode && (c.DataAtom == atom.Ul || c.DataAtom == atom.Ol) && r.nest < maxNest {
				// A list directly in a list: nested below the item before it.
				r.flush()
				saved := r.prefix
				r.prefix += "  "
				r.nest++
				r.list(c)
				r.nest--
				r.prefix = saved
				written = len(r.blocks)
				continue
			}
			r.visit(c)
			continue
		}
		mark := "- "
		if n.DataAtom == atom.Ol && attr(c, "data-list") != "bullet" { // as Quill marks the items of either kind
			if v, err := strconv.Atoi(strings.TrimSpace(attr(c, "value"))); err == nil {
				number = v
			}
			mark = ordinal(number, attr(n, "type"), attr(n, "style")) + ". "
			number += step
			if ownNumber(c) {
				mark = "- "
			}
		}
		r.flush()
		if len(r.blocks) > written {
			r.tight = false // after a paragraph that stands between the items
		}
		r.item(c, mark)
		written = len(r.blocks)
	}
	r.flush()
	r.tight = r.nest > 0
}

// listBefore reports a list right after another of its kind.
func listBefore(n *html.Node) bool {
	p := n.PrevSibling
	for p != nil && p.Type == html.TextNode && strings.TrimSpace(p.Data) == "" {
		p = p.PrevSibling
	}
	return p != nil && p.DataAtom == n.DataAtom && p.LastChild != nil
}

// ownNumber reports whether an item's text states its number itself: the list's own would stand twice.
func ownNumber(li *html.Node) bool {
	s := strings.ReplaceAll(attr(li.Parent, "style")+attr(li, "style"), " ", "")
	return strings.Contains(s, "list-style:none") || strings.Contains(s, "list-style-type:none")
}

// item renders a list item behind its mark. An item without text leaves no mark.
func (r *renderer) item(n *html.Node, mark string) {
	if r.nest >= maxNest {
		r.inside(n)
		return
	}
	saved := r.prefix
	r.prefix += strings.Repeat(" ", len(mark))
	r.mark = mark
	if mark == "- " {
		takeBullet(n)
	}
	r.nest++
	r.inside(n)
	r.nest--
	r.prefix, r.mark = saved, "" // an item without text leaves none
}

// takeBullet takes out the bullet that an author typed at the beginning of an item: in Markdown two make a list in a list.
func takeBullet(item *html.Node) {
	for d := range item.Descendants() {
		if d.Type != html.TextNode || strings.TrimSpace(d.Data) == "" {
			continue
		}
		text := strings.TrimLeft(d.Data, " \t\r\n\u00a0\u3000")
		first, size := utf8.DecodeRuneInString(text)
		rest := strings.TrimLeft(text[size:], " \t\r\n\u00a0\u3000")
		after, _ := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune("-–—•·●○■◆▪‣∙・", first) && !unicode.IsDigit(after) && after != first {
			d.Data = rest
		}
		return
	}
}

// ordinal writes a list number in the list's own style.
func ordinal(n int, kind, css string) string {
	if i := strings.Index(css, "list-style"); i >= 0 {
		for name, k := range map[string]string{
			"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
			"lower-roman": "i", "upper-roman": "I",
		} {
			if strings.Contains(css[i:], name) {
				kind = k
			}
		}
	}
	if n > 0 && n < 4000 {
		switch kind {
		case "a":
			return letters(n)
		case "A":
			return strings.ToUpper(letters(n))
		case "i":
			return strings.ToLower(roman(n))
		case "I":
			return roman(n)
		}
	}
	return strconv.Itoa(n)
}

func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for n >= d.v {
			b.WriteString(d.s)
			n -= d.v
		}
	}
	return b.String()
}

// definitions renders a definition list: the term on a line, each definition on its own behind ": ".
func (r *renderer) definitions(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && c.DataAtom == atom.Dd:
			r.flush()
			r.tight = len(r.blocks) > 0
			r.item(c, ": ")
			r.tight = false
		case c.Type == html.ElementNode && c.DataAtom == atom.Div:
			r.definitions(c)
		default:
			r.visit(c)
		}
	}
	r.flush()
}

// pre keeps preformatted text, line by line. Policies that stand in one <pre> are text, not code.
func (r *renderer) pre(n *html.Node) {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		} else if d.DataAtom == atom.Br {
			b.WriteByte('\n')
		}
	}
	text := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\r", "\n")
	isCode := find(n, atom.Code) != nil && words(text) < 200
	if !isCode {
		var lines []string
		for l := range strings.SplitSeq(text+"\n", "\n") {
			if l = strings.TrimSpace(cleanLine(l)); l != "" {
				lines = append(lines, l)
			} else if len(lines) > 0 {
				r.emit(block{text: escape(strings.Join(lines, "\n"), true), plain: strings.Join(lines, " ")})
				lines = nil
			}
		}
		return
	}
	var lines []string
	for l := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		lines = append(lines, strings.TrimRight(cleanLine(l), " \t"))
	}
	body := strings.Join(lines, "\n")
	if strings.TrimSpace(body) == "" {
		return
	}
	fence := "```"
	for strings.Contains(body, fence) {
		fence += "`"
	}
	r.emit(block{text: fence + "\n" + body + "\n" + fence, plain: body, kind: codeBlock})
}

// inlineText writes runs as Markdown, and as bare words. Emphasis is written tight around its text, with punctuation at
// its edges left outside where CommonMark would otherwise read the marks as letters (Chinese has no spaces around them).
func inlineText(runs []run, heading bool) (md, plain string) {
	if heading {
		for i := range runs {
			runs[i].style.bold = false // every heading is bold
		}
	}
	runs = tidyRuns(runs)
	if len(runs) == 0 {
		return "", ""
	}
	plain = strings.TrimSpace(bareText(runs))
	amb := ambiguous(plain)
	if len(runs) == 1 && runs[0].style == (style{}) {
		return escapeStart(breaks(amb.escape(runs[0].text)), heading), plain
	}
	var b strings.Builder
	for i := 0; i < len(runs); {
		j := i + 1
		for j < len(runs) && runs[j].style.href == runs[i].style.href {
			j++
		}
		href := runs[i].style.href
		label := emphasised(runs[i:j], amb, neighbour(runs, i-1, true), neighbour(runs, j, false))
		if href == "" {
			b.WriteString(label)
		} else {
			writeLink(&b, label, bareText(runs[i:j]), href)
		}
		i = j
	}
	md = escapeStart(b.String(), heading)
	return md, plain
}

func bareText(runs []run) string {
	if len(runs) == 1 {
		return runs[0].text
	}
	var b strings.Builder
	for _, ru := range runs {
		b.WriteString(ru.text)
	}
	return b.String()
}

// neighbour is the rune that stands beside a stretch of runs, a space at the ends.
func neighbour(runs []run, i int, before bool) rune {
	if i < 0 || i >= len(runs) {
		return ' '
	}
	if before {
		c, _ := utf8.DecodeLastRuneInString(runs[i].text)
		return c
	}
	c, _ := utf8.DecodeRuneInString(runs[i].text)
	return c
}

func writeLink(b *strings.Builder, label, bare, href string) {
	lead := len(label) - len(strings.TrimLeft(label, " \n"))
	b.WriteString(label[:lead])
	label = label[lead:]
	inner := strings.TrimRight(label, " \n")
	tail := label[len(inner):]
	shown := strings.TrimSpace(bare)
	switch {
	case inner == "":
	case shown == href, "mailto:"+shown == href, "tel:"+strings.ReplaceAll(shown, " ", "") == href:
		b.WriteString(inner)
	default:
		b.WriteByte('[')
		b.WriteString(strings.ReplaceAll(inner, "  \n", " "))
		b.WriteString("](")
		b.WriteString(href)
		b.WriteByte(')')
	}
	b.WriteString(tail)
}

// indent is the ideographic space, with which Chinese pages indent paragraphs by hand.
const indent = "\u3000"

// tidyRuns trims the ends, collapses spaces across runs, joins runs of one style, and takes emphasis off white space.
func tidyRuns(runs []run) []run {
	if len(runs) == 1 && !strings.Contains(runs[0].text, "\n") && !strings.Contains(runs[0].text, "  ") {
		text := strings.Trim(runs[0].text, " "+indent)
		if text == "" {
			return nil
		}
		return []run{{text, runs[0].style}}
	}
	type stretch struct {
		text  []byte
		style style
	}
	var out []stretch
	space := true // at the start: leading spaces go
	for _, ru := range runs {
		st := ru.style
		if strings.Trim(ru.text, " \n") == "" && len(out) > 0 {
			st = out[len(out)-1].style // white space has no style of its own
		}
		if len(out) == 0 || out[len(out)-1].style != st {
			out = append(out, stretch{make([]byte, 0, len(ru.text)), st})
		}
		t := out[len(out)-1].text
		for i := 0; i < len(ru.text); i++ {
			switch c := ru.text[i]; c {
			case '\n':
				t = bytes.TrimRight(t, " ")
				if len(t) == 0 && len(out) > 1 {
					out[len(out)-2].text = bytes.TrimRight(out[len(out)-2].text, " ")
				}
				t = append(t, c)
				space = true
			case ' ':
				if !space {
					t = append(t, c)
				}
				space = true
			case indent[0]:
				if space && strings.HasPrefix(ru.text[i:], indent) && (bytes.HasSuffix(t, []byte("\n")) ||
					len(t) == 0 && (len(out) == 1 || bytes.HasSuffix(out[len(out)-2].text, []byte("\n")))) {
					i += len(indent) - 1 // at the start of a line it is not text
					continue
				}
				t = append(t, c)
				space = false
			default:
				t = append(t, c)
				space = false
			}
		}
		out[len(out)-1].text = t
		if len(t) == 0 {
			out = out[:len(out)-1]
		}
	}
	for len(out) > 0 {
		last := &out[len(out)-1]
		last.text = bytes.TrimRight(last.text, " \n"+indent)
		if len(last.text) > 0 {
			break
		}
		out = out[:len(out)-1]
	}
	tidy := make([]run, 0, len(out))
	for _, s := range out {
		tidy = append(tidy, run{string(s.text), s.style})
	}
	return tidy
}

// emphasised writes runs of one link target.
func emphasised(runs []run, amb ambiguity, before, after rune) string {
	var b strings.Builder
	for i, ru := range runs {
		prev, next := before, after
		if i > 0 {
			prev, _ = utf8.DecodeLastRuneInString(runs[i-1].text)
		}
		if i+1 < len(runs) {
			next, _ = utf8.DecodeRuneInString(runs[i+1].text)
		}
		open, shut := "", ""
		st := ru.style
		if st.struck {
			open, shut = "~~"+open, shut+"~~"
		}
		if st.bold {
			open, shut = open+"**", "**"+shut
		}
		if st.italic {
			open, shut = open+"*", "*"+shut
		}
		text := ru.text
		if st.code {
			b.WriteString(codeSpan(text))
			continue
		}
		if open == "" {
			b.WriteString(breaks(amb.escape(text)))
			continue
		}
		lead, core, tail := edges(text, prev, next)
		b.WriteString(breaks(amb.escape(lead)))
		if core != "" {
			b.WriteString(open)
			b.WriteString(breaks(amb.escape(core)))
			b.WriteString(shut)
		}
		b.WriteString(breaks(amb.escape(tail)))
	}
	return b.String()
}

func breaks(s string) string { return strings.ReplaceAll(s, "\n", "  \n") }

// edges splits emphasised text into what must stand before the marks, between and after them.
func edges(text string, prev, next rune) (lead, core, tail string) {
	core = text
	for core != "" {
		c, n := utf8.DecodeRuneInString(core)
		if c != ' ' && c != '\n' && !(isPunct(c) && isWordRune(prev)) {
			break
		}
		lead += core[:n]
		core = core[n:]
		prev = c
	}
	for core != "" {
		c, n := utf8.DecodeLastRuneInString(core)
		if c != ' ' && c != '\n' && !(isPunct(c) && isWordRune(next)) {
			break
		}
		tail = core[len(core)-n:] + tail
		core = core[:len(core)-n]
		next = c
	}
	return lead, core, tail
}

func isPunct(c rune) bool    { return unicode.IsPunct(c) || unicode.IsSymbol(c) }
func isWordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }

func codeSpan(s string) string {
	t := strings.TrimSpace(strings.ReplaceAll(s, "\n", " "))
	if t == "" {
		return s
	}
	i := strings.Index(s, t[:1])
	lead, tail := "", ""
	if i > 0 {
		lead = " "
	}
	if strings.HasSuffix(s, " ") {
		tail = " "
	}
	fence := "`"
	for strings.Contains(t, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		t = " " + t + " "
	}
	return lead + fence + t + fence + tail
}

// ambiguity says which characters of a block would be read as markup if they stood bare. Only those are escaped: a
// star after a price or an underscore in a name is text to every reader.
type ambiguity struct{ star, underscore, bracket, tick, tilde bool }

func ambiguous(s string) ambiguity {
	return ambiguity{
		star:       strings.Count(s, "*") > 1,
		underscore: strings.Count(s, "_") > 1,
		bracket:    strings.Contains(s, "]("),
		tick:       strings.Count(s, "`") > 1,
		tilde:      strings.Contains(s, "~~"),
	}
}

func escape(s string, start bool) string {
	s = ambiguous(s).escape(s)
	if start {
		s = escapeStart(s, false)
	}
	return s
}

// Escape writes one paragraph of bare text so that Markdown reads it as text. Only what would be read as markup gets a
// backslash; numbers and list marks stand as they are.
func Escape(paragraph string) string { return escape(paragraph, true) }

func (a ambiguity) escape(s string) string {
	if !strings.ContainsAny(s, "*_[]`~<&\\") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		esc := false
		switch c {
		case '*':
			esc = a.star
		case '_':
			esc = a.underscore && !(i > 0 && i+1 < len(s) && wordByte(s[i-1]) && wordByte(s[i+1]))
		case '[', ']':
			esc = a.bracket
		case '`':
			esc = a.tick
		case '~':
			esc = a.tilde
		case '<':
			esc = i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!' || s[i+1] == '?' || asciiLetter(s[i+1]))
		case '&':
			esc = entityLike(s[i+1:])
		case '\\':
			esc = i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0
		}
		if esc {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func wordByte(c byte) bool    { return asciiLetter(c) || c >= '0' && c <= '9' || c >= 0x80 || c == '_' }
func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func entityLike(s string) bool {
	for i := 0; i < len(s) && i < 32; i++ {
		if s[i] == ';' {
			return i > 0
		}
		if !asciiLetter(s[i]) && (s[i] < '0' || s[i] > '9') && s[i] != '#' {
			return false
		}
	}
	return false
}

// escapeStart keeps a paragraph from being read as a heading, quote or fence. Numbers and list marks stand as they are:
// "1." in front of a clause is the clause's number however it came there.
func escapeStart(s string, heading bool) string {
	if heading {
		// A trailing run of # would be read as a closing mark.
		if t := strings.TrimRight(s, "#"); t != s && strings.HasSuffix(t, " ") {
			return t + "\\" + s[len(t):]
		}
		return s
	}
	if !strings.ContainsAny(s, "#>=-~") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "#"):
			if t := strings.TrimLeft(l, "#"); len(l)-len(t) <= 6 && (t == "" || t[0] == ' ') {
				lines[i] = "\\" + l
			}
		case strings.HasPrefix(l, ">"):
			lines[i] = "\\" + l
		case strings.HasPrefix(l, "~~~"):
			lines[i] = "\\" + l
		case i > 0 && l != "" && (strings.Trim(l, "= ") == "" || strings.Trim(l, "- ") == ""):
			lines[i] = "\\" + l // would turn the line above into a heading
		}
	}
	return strings.Join(lines, "\n")
}
