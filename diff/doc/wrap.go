package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/internal/wordset"
)

// splitLines parts the paragraphs of a text without markup where every line is a paragraph of its own. A text whose
// lines were wrapped at a margin stays as it is.
func splitLines(src string, leaves []leaf) []leaf {
	many, widest := false, 0
	for i := range leaves {
		l := &leaves[i]
		if l.kind == Heading || l.kind == Code || l.kind == Row || l.kind == HTML && !l.inAdmonition {
			return leaves
		}
		if l.lines < 2 || l.kind != Paragraph && l.kind != Item {
			continue
		}
		many = true
		for line := range strings.Lines(src[l.start:l.end]) {
			widest = max(widest, width(line))
		}
	}
	if !many {
		return leaves
	}
	wrapped, lines := 0, 0
	for i := range leaves {
		l := &leaves[i]
		if l.lines < 2 || l.kind != Paragraph && l.kind != Item {
			continue
		}
		rest := src[l.start:l.end]
		for range l.lines - 1 {
			line, after, _ := cutLine(rest)
			lines++
			if n := width(line); widest <= 160 && n > 36 && n*4 >= widest*3 && !ends(line) {
				wrapped++
			}
			rest = after
		}
	}
	if wrapped*3 >= lines {
		return leaves
	}
	out := make([]leaf, 0, len(leaves)+lines)
	for i := range leaves {
		l := leaves[i]
		if l.lines < 2 || l.kind != Paragraph && l.kind != Item {
			out = append(out, l)
			continue
		}
		at := l.start
		for first := true; ; first = false {
			line, after, more := cutLine(src[at:l.end])
			part := l
			part.start, part.end, part.lines = at, at+len(line), 1
			if !first {
				part.kind, part.lead, part.gap, part.words = Paragraph, false, false, at
				if l.lead && line != "" && !isSpaceByte(line[0]) {
					part.depth, part.inner = 0, false
				}
			}
			trim(src, &part)
			part.words = min(max(part.words, part.start), part.end)
			if part.start < part.end {
				out = append(out, part)
			}
			if !more {
				break
			}
			at = l.end - len(after)
		}
	}
	return out
}

// cutLine parts s behind its first line.
func cutLine(s string) (line, rest string, more bool) {
	i := strings.IndexAny(s, "\r\n")
	if i < 0 {
		return s, "", false
	}
	n := i + 1
	if s[i] == '\r' && n < len(s) && s[n] == '\n' {
		n++
	}
	return s[:i], s[n:], true
}

// ends reports whether a text closes with the punctuation of a sentence or of a quotation.
func ends(t string) bool {
	t = strings.TrimRightFunc(t, func(r rune) bool { return unicode.IsSpace(r) || r == '*' || r == '_' || r == '\\' })
	r, _ := utf8.DecodeLastRuneInString(t)
	return strings.ContainsRune("。．.!！?？;；:：…」』”’\"')）】》〉]|>", r)
}

// joinPages joins the paragraphs of a text without markup that a page break cut in two: the first half has no end, the
// second no beginning. The joined clause is the contiguous range of both.
func (o *outline) joinPages() {
	for i := range o.cs {
		c := &o.cs[i]
		if c.kind == Heading || c.kind == Row || c.kind == Code || c.kind == Paragraph && c.bold && c.short && !c.inner {
			return
		}
	}
	out := make([]clause, 0, len(o.cs))
	joins, chains, paragraphs := 0, 0, 0
	for i, last := 0, -2; i < len(o.cs); i++ {
		c := o.cs[i]
		if c.kind == Paragraph || c.kind == Item {
			paragraphs++
		}
		if n := len(out); n > 0 && o.cut(out, i) {
			joins++
			if last == i-1 {
				chains++
			}
			last = i
			p := &out[n-1]
			p.leaf.end = c.leaf.end
			p.leaf.lines += c.leaf.lines
			p.dress.end = c.dress.end
			p.short, p.title = false, ""
			continue
		}
		out = append(out, c)
	}
	// A page holds some paragraphs whole. Where every line stands apart from the next, the text was wrapped at a margin.
	if chains > 1 || joins*5 > paragraphs {
		o.wrapped = true
		return
	}
	o.cs = out
}

// cut reports whether the last clause of before and clause i are two halves of one paragraph.
func (o *outline) cut(before []clause, i int) bool {
	p, c := &before[len(before)-1], &o.cs[i]
	if c.kind != Paragraph || c.has || !c.gap || c.inner && !p.inner || p.kind != Paragraph && p.kind != Item || p.boiler {
		return false
	}
	first, second := o.src[p.body:p.dress.end], o.src[c.body:c.dress.end]
	if first == "" || second == "" || ends(first) {
		return false
	}
	if width(first) < 36 {
		return false // no line of a page is as short
	}
	last, _ := utf8.DecodeLastRuneInString(first)
	next, _ := utf8.DecodeRuneInString(second)
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) && !strings.ContainsRune(",，、-–/（(“「", last) {
		return false
	}
	if isWide(last) && isWide(next) && width(first) >= 60 && (!p.short || isClause(p.title)) && sentenceIn(second) && o.crosses(first, second) {
		return true
	}
	if p.kind == Item && width(first) < 60 && !o.listGoesOn(before, i) {
		return false
	}
	switch {
	case strings.ContainsRune("，。、；：）」』”,;)", next):
		return true
	case unicode.IsLower(next) && (unicode.IsLower(last) || p.kind != Item && (last == ',' || last == '-')):
		return ends(second) || sentenceIn(second)
	case !sentenceIn(second):
		return false
	case unfinished(first):
		return !unicode.IsUpper(next) // a capital begins a sentence more often than a name
	}
	// A list in which every item ends as a sentence does, and goes on behind the second half.
	return p.kind == Item && isWide(last) && isWide(next) && o.listGoesOn(before, i) && endedItems(o.src, before)
}

// maxCrossings bounds how often a text, of a megabyte at most, is searched for what stands across a break.
const maxCrossings = 50

// crosses reports whether the last character of first and the first one of second are a pair that the text has elsewhere
// too, and second does not begin as other sentences do: then a word of Chinese was cut.
func (o *outline) crosses(first, second string) bool {
	if o.crossings++; o.crossings > maxCrossings || len(o.src) > 1<<20 {
		return false
	}
	_, n := utf8.DecodeLastRuneInString(first)
	_, m := utf8.DecodeRuneInString(second)
	if strings.Count(o.src, first[len(first)-n:]+second[:m]) < 1 {
		return false
	}
	_, w := utf8.DecodeRuneInString(second[m:])
	start := second[:m+w]
	for _, p := range []string{"我", "您", "你", "本", "如", "若", "當", "当", "除", "此", "為", "为", "請", "请", "在", "根", "對", "对"} {
		if strings.HasPrefix(start, p) {
			return false
		}
	}
	return strings.Count(o.src, "\n"+start) < 2 && !strings.Contains(o.src, "。"+start)
}

// sentenceIn reports whether t is or begins with a running sentence, not a title, a name or an address.
func sentenceIn(t string) bool {
	if i := strings.IndexAny(t, "。；"); i >= 0 {
		return true
	}
	return len(strings.Fields(t)) >= 5 && (strings.HasSuffix(t, ".") || strings.Contains(t, ". ") || strings.HasSuffix(t, ";"))
}

// listGoesOn reports whether behind clause i stands another item of the list that the last clause of before is in.
func (o *outline) listGoesOn(before []clause, i int) bool {
	p := &before[len(before)-1]
	if i+1 >= len(o.cs) {
		return false
	}
	n := &o.cs[i+1]
	return n.kind == Item && n.has == p.has && n.mark.style == p.mark.style
}

// endedItems reports whether most items in front of the last clause end as sentences do.
func endedItems(src string, before []clause) bool {
	n, ended := 0, 0
	for i := len(before) - 2; i >= 0 && n < 16 && before[i].kind == Item; i-- {
		n++
		if ends(src[before[i].body:before[i].dress.end]) {
			ended++
		}
	}
	return n >= 2 && ended*3 >= n*2
}

// openWords are words that no sentence ends with.
var openWords = wordset.Lazy(`a an the of to and or in on at by for from with as that which who whose our your their its
		this these those any such including into upon under between through via are is be been may shall will must can
		der die das den dem des ein eine einer und oder in im an auf von zu zum zur mit für bei aus nach über durch
		de du des le la les un une et ou à au aux en dans par pour sur avec que qui
		el los las y o del al con por para su sus il lo gli di da e nei nella van het een en of op voor met`)

// openEnds are ends that no Chinese sentence closes with.
var openEnds = []string{
	"至", "及", "以及", "或", "或者", "其", "該", "该", "被", "把", "並", "并", "而", "但", "若", "如果", "即", "將", "将", "於", "于",
	"以", "這", "这", "那", "任何", "進一步", "进一步", "透過", "通过", "通過", "根據", "根据", "按照", "由於", "由于", "關於", "关于",
	"對於", "对于", "為了", "为了", "我們將", "我们将", "和", "每個", "每个", "各種", "各种", "之間的", "之间的", "能夠", "能够", "以便",
}

// unfinished reports whether a text breaks off at a word that cannot end it.
func unfinished(t string) bool {
	last, _ := utf8.DecodeLastRuneInString(t)
	if strings.ContainsRune(",，、-–（(“「", last) {
		return isWide(last) || last != ','
	}
	if isWide(last) {
		for _, e := range openEnds {
			if strings.HasSuffix(t, e) {
				return true
			}
		}
		return false
	}
	word := t[strings.LastIndexAny(t, " \t\n")+1:]
	return openWords()[strings.ToLower(word)]
}
