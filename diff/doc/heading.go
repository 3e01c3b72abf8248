package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clause is a leaf on the way to becoming a block: its dress, and whether it is a heading.
type clause struct {
	leaf
	dress
	title   string // words without markup, of short leaves
	short   bool   // could be a title by its length and punctuation
	colon   bool   // ends with a colon
	stopped bool   // could be a title but for a full stop at its end
	heading bool
	run     int // sequence of numbers it counts in, -1 without
}

// clausesOf reads the dress of every leaf.
func clausesOf(src string, leaves []leaf) []clause {
	cs := make([]clause, len(leaves))
	for i := range leaves {
		c := &cs[i]
		c.leaf = leaves[i]
		c.run = -1
		switch c.kind {
		case Paragraph, Item, Quote, Heading:
		default:
			c.dress = dress{body: c.leaf.words, end: c.leaf.end}
			continue
		}
		c.dress = dressOf(src, &leaves[i])
		if c.kind == Heading {
			c.heading = true
			c.title = plain(src[c.body:c.dress.end])
			continue
		}
		if c.dress.end-c.body <= 400 && c.lines <= 2 {
			c.title = plain(src[c.body:c.dress.end])
			c.short, c.colon = titleLike(c.title)
			if t, stop := strings.CutSuffix(c.title, "."); stop && c.bold && !c.short {
				c.stopped, _ = titleLike(t)
				c.short = c.stopped && c.has && c.mark.style != styleBullet && !c.lead && width(t) <= longestStopped
			}
			if c.title == "" && c.has && c.mark.style == styleWord { // Article 6, and nothing more
				c.short = true
			}
		}
		if i > 0 && cs[i-1].short && c.kind == Paragraph && goesOn(c.title, src[c.body:c.dress.end]) {
			cs[i-1].short = false // its line was broken, its sentence goes on
		}
		// The list mark of Markdown is the number where the words have none of their own.
		if c.kind == Item && c.lead {
			if m, ok := scanMark(src[c.leaf.start:c.leaf.end]); ok && !c.has {
				c.mark, c.has = m, true
			}
		}
	}
	return cs
}

// longestStopped is how wide a title with a full stop may be, and fewestStopped how many lines there must be of that kind for
// one without a number to be a title.
const (
	longestStopped = 80
	fewestStopped  = 4
)

// goesOn reports whether a text begins in the middle of a sentence.
func goesOn(title, text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r) && (title == "" || width(title) > 24)
}

// titleLike reports whether a text may be a title by its length and punctuation, and whether it ends with a colon.
func titleLike(t string) (ok, colon bool) {
	if t == "" {
		return false, false
	}
	whole := t
	last, n := utf8.DecodeLastRuneInString(t)
	switch last {
	case '。', '.', ';', '；', ',', '，', '、', '!', '！', '…':
		if last == '.' && strings.Count(t, ".") > 1 && width(t) < 40 { // Inc., e.g.
			break
		}
		return false, false
	case ':', '：':
		colon = true
		t = t[:len(t)-n]
	}
	if width(whole) > 110 {
		return false, false
	}
	if strings.Contains(t, "。") || strings.Contains(t, "；") || strings.Contains(t, "://") || strings.Contains(t, "@") {
		return false, false
	}
	for i := 0; ; {
		j := strings.Index(t[i:], ". ")
		if j < 0 {
			break
		}
		i += j + 2
		if r, _ := utf8.DecodeRuneInString(t[i:]); unicode.IsUpper(r) && i > 12 {
			return false, false
		}
	}
	return true, colon
}

// width is the number of columns that t takes in a terminal, roughly.
func width(t string) int {
	n := 0
	for _, r := range t {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}

// outline tells the headings among the clauses.
type outline struct {
	src    string
	cs     []clause
	runs   []run
	marked int // headings of Markdown
	bolds  int // headings by a line in bold

	crossings int  // searches for words across a break
	wrapped   bool // the lines were broken at a margin, with a blank line behind each
}

// run is a sequence of numbers of one style: 一、 二、 三、
type run struct {
	key     runKey
	members []int
	heading bool
}

type runKey struct {
	style style
	word  string
	lower bool
	depth int
	roman bool
}

func (o *outline) classify() {
	for i := range o.cs {
		if o.cs[i].heading {
			o.marked++
		}
	}
	o.findRuns()
	for r := range o.runs {
		o.judge(&o.runs[r])
	}
	for r := range o.runs {
		if !o.runs[r].heading {
			continue
		}
		for _, i := range o.runs[r].members {
			o.cs[i].heading = true
		}
	}
	o.strays()
	o.boldLines()
	if o.marked == 0 && o.bolds < 2 {
		o.bareLines()
	}
	for i := range o.cs {
		c := &o.cs[i]
		if c.heading && c.kind != Heading {
			c.kind = Heading
			c.depth = 0
		} else if c.kind == Paragraph && c.has {
			if c.mark.style == styleBare { // 12 Quay Street
				c.has, c.body = false, c.leaf.words
				continue
			}
			c.kind = Item
		}
	}
}

// findRuns gathers numbered clauses into sequences. A number that follows the last one of an open sequence of its
// style continues it, and closes the sequences that began behind that; any other begins a new one.
func (o *outline) findRuns() {
	var open []int
	for i := range o.cs {
		c := &o.cs[i]
		if !c.has || c.mark.style == styleBullet || c.kind == Quote {
			continue
		}
		m := &c.mark
		found := false
		for k := len(open) - 1; k >= 0 && k >= len(open)-12; k-- {
			r := &o.runs[open[k]]
			if key, ok := continues(r, &o.cs[r.members[len(r.members)-1]], m); ok {
				r.key = key
				r.members = append(r.members, i)
				c.run = open[k]
				open = open[:k+1]
				found = true
				break
			}
		}
		if found {
			continue
		}
		key := runKey{style: m.style, word: m.word, lower: m.lower, depth: m.depth}
		o.runs = append(o.runs, run{key: key, members: []int{i}})
		c.run = len(o.runs) - 1
		open = append(open, c.run)
	}
}

// continues reports whether mark m is the next one of a run, whose last member is prev.
func continues(r *run, prev *clause, m *mark) (runKey, bool) {
	k, p := r.key, prev.mark
	if k.style != m.style || k.word != m.word || k.lower != m.lower {
		return k, false
	}
	if k.depth > 1 || m.depth > 1 {
		if k.depth != m.depth {
			return k, false
		}
		// 1.3 → 1.4, 1.3 → 2.1
		for l := range m.depth {
			if m.ord[l] != p.ord[l] {
				return k, m.ord[l] > p.ord[l] && m.ord[l] <= p.ord[l]+2
			}
		}
		return k, false
	}
	if m.roman > 0 && p.roman > 0 && m.roman == p.roman+1 && (k.roman || len(r.members) == 1 || m.last() != p.last()+1) {
		k.roman = true
		return k, true
	}
	if k.roman {
		return k, false
	}
	return k, m.last() == p.last()+1
}

// judge tells whether the members of a run are headings.
func (o *outline) judge(r *run) {
	n := len(r.members)
	short, opens, bold, colons, leads, md := 0, 0, 0, 0, 0, 0
	for _, i := range r.members {
		c := &o.cs[i]
		if c.kind == Heading {
			md++
			continue
		}
		if c.short {
			short++
		}
		if c.colon {
			colons++
		}
		if c.lead {
			leads++
		}
		if c.bold {
			bold++
		}
		if o.opens(i) {
			opens++
		}
	}
	n -= md
	if n == 0 {
		return
	}
	strong := r.key.style == styleWord || r.key.style == styleSection
	nested := 0
	for _, i := range r.members {
		if o.cs[i].depth > 0 || o.cs[i].inner && !o.cs[i].leaf.lead {
			nested++
		}
	}
	if nested > 0 {
		return
	}
	switch {
	case short*5 < n*4:
		return
	case colons*2 > n && (bold < n || leads == n): // lead-ins
		return
	case bold == n && n > 0 && (opens*2 >= n || n == 1 && opens == 1):
		r.heading = true
	case strong:
		r.heading = opens*2 >= n || n == 1 && r.members[0] == len(o.cs)-1
	case r.key.style == styleBare:
		r.heading = o.marked == 0 && n >= 3 && opens*5 >= n*4
	case n == 1:
		r.heading = md > 0 && opens == 1 && bold == 1
	default:
		r.heading = opens*5 >= n*3
	}
}

// strays makes headings of single members of a run that is none: titles among numbered paragraphs, where the numbers of
// that style are headings elsewhere.
func (o *outline) strays() {
	titles := map[runKey]bool{}
	for r := range o.runs {
		if o.runs[r].heading {
			titles[o.runs[r].key] = true
		}
	}
	if len(titles) == 0 {
		return
	}
	for r := range o.runs {
		if o.runs[r].heading || !titles[o.runs[r].key] {
			continue
		}
		for _, i := range o.runs[r].members {
			c := &o.cs[i]
			if c.kind != Heading && c.short && !c.colon && !c.lead && !c.inner && o.opens(i) &&
				(o.cs[i+1].kind == Paragraph && !o.cs[i+1].has && o.sentence(&o.cs[i+1]) || o.cs[i+1].heading && deeper(&c.mark, &o.cs[i+1].mark)) {
				c.heading = true
			}
		}
	}
}

// deeper reports whether a number is one level below another: 2.1.1 below 2.1.
func deeper(above, below *mark) bool {
	if above.style != below.style || below.depth != above.depth+1 {
		return false
	}
	for l := range above.depth {
		if above.ord[l] != below.ord[l] {
			return false
		}
	}
	return true
}

// opens reports whether something other than the next number of its own sequence stands under clause i.
func (o *outline) opens(i int) bool {
	for j := i + 1; j < len(o.cs); j++ {
		n := &o.cs[j]
		if n.boiler {
			continue
		}
		if n.kind == Heading {
			return false
		}
		if n.has && n.run == o.cs[i].run {
			return false
		}
		if n.has && deeper(&o.cs[i].mark, &n.mark) {
			return true // 第二章 over 第2.1款
		}
		if n.run >= 0 && len(o.runs[n.run].members) > 0 && o.runs[n.run].members[0] < i && n.mark.style != styleBullet {
			return false // a sequence around this one goes on
		}
		return true
	}
	return false
}

// stoppedLines lets lines in bold that end with a full stop be titles, where the text has several of them.
func (o *outline) stoppedLines() {
	var lines []int
	titles := make(map[string]bool)
	for i := range o.cs {
		c := &o.cs[i]
		if c.stopped && !c.short && !c.has && c.kind == Paragraph && !c.inner && width(c.title) <= longestStopped && o.holds(i, 0) {
			lines = append(lines, i)
			titles[c.title] = true
		}
	}
	if len(titles) < fewestStopped { // a sentence that comes again and again is no style
		return
	}
	for _, i := range lines {
		o.cs[i].short = true
	}
}

// boldLines makes headings of lines that are all in bold.
func (o *outline) boldLines() {
	o.stoppedLines()
	for i := range o.cs {
		c := &o.cs[i]
		if c.heading {
			continue
		}
		if !c.bold || !c.short || c.kind != Paragraph || c.inner || c.has && c.mark.style == styleBullet || isDated(c.title) {
			continue
		}
		if c.colon && (o.marked > 0 || width(c.title) > 40) {
			continue // a lead-in
		}
		if o.holds(i, 3) {
			c.heading = true
			o.bolds++
		}
	}
}

// holds reports whether a text of some length stands under clause i, with at most n lines that could be headings
// themselves between.
func (o *outline) holds(i, n int) bool {
	for j := i + 1; j < len(o.cs); j++ {
		c := &o.cs[j]
		switch {
		case c.boiler:
			continue
		case c.leaf.kind == Heading:
			return false
		case c.kind == Paragraph && !c.heading && c.title != "" && !c.has && (isDated(c.title) || contents[strings.ToLower(c.title)]):
			continue
		case c.has && !c.heading:
			return true
		case c.kind == Paragraph && (c.bold || !o.sentence(c)) || c.heading:
			if n--; n < 0 {
				return false
			}
			continue
		}
		return true
	}
	return false
}

// sentence reports whether a clause holds running text.
func (o *outline) sentence(c *clause) bool {
	if c.kind != Paragraph || c.title == "" || width(c.title) > 80 || ends(c.title) && !c.colon && !isCompany(c.title) {
		return true
	}
	return strings.ContainsAny(c.title, "，。；") && width(c.title) > 48
}

// bareLines makes headings of short lines without punctuation, in a text without markup.
func (o *outline) bareLines() {
	first, last := len(o.cs), -1
	for i := range o.cs {
		if o.cs[i].heading {
			first = min(first, i)
			last = i
		}
	}
	for i := range o.cs {
		c := &o.cs[i]
		if c.heading || c.has || c.kind != Paragraph || c.inner || c.lines > 1 || !c.short || c.colon {
			continue
		}
		inside := last >= 0 && i > first && !isAppendix(c.title) // a numbered text: what has no number needs more to be a title
		if inside && !o.holds(i, 0) {
			continue
		}
		if contents[strings.ToLower(c.title)] || isClause(c.title) {
			continue
		}
		if o.wrapped && i > 0 && !o.standsAlone(i) {
			continue
		}
		if unicode.IsDigit(rune(c.title[0])) || strings.Contains(o.src[c.body:c.dress.end], "](") || isDated(c.title) && !isSupplement(c.title) {
			continue
		}
		if last := c.title[len(c.title)-1]; last >= '0' && last <= '9' {
			continue // Quay Street 12
		}
		if width(c.title) > 80 || o.announces(i) || isLabel(c.title) && !isSupplement(c.title) || o.isAddress(i) {
			continue
		}
		if o.holds(i, 2) || i == 0 && o.holds(i, 12) {
			c.heading = true
		}
	}
}

// standsAlone reports whether in a text with broken lines clause i is no part of the sentences around it.
func (o *outline) standsAlone(i int) bool {
	c, p := &o.cs[i], &o.cs[i-1]
	first, _ := utf8.DecodeRuneInString(c.title)
	if !p.heading && !ends(o.src[p.leaf.start:p.leaf.end]) || unicode.IsLower(first) || width(c.title) > 48 || strings.Contains(c.title, ",") {
		return false
	}
	if i+1 == len(o.cs) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(o.src[o.cs[i+1].body:])
	return !unicode.IsLower(next)
}

// isAppendix reports whether a title names an appendix.
func isAppendix(t string) bool {
	for _, w := range []string{"附", "別紙", "別表", "부칙", "부록"} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	w := t[:len(t)-len(strings.TrimLeftFunc(t, unicode.IsLetter))]
	switch countedWords()[strings.ToLower(w)] {
	case "appendix", "annex", "schedule", "exhibit", "addendum":
		return true
	}
	return false
}

// isSupplement reports whether a title names supplementary provisions, which are told apart by their dates.
func isSupplement(t string) bool {
	return strings.HasPrefix(t, "附則") || strings.HasPrefix(t, "附则") || strings.HasPrefix(t, "부칙")
}

// isClause reports whether a line without punctuation is a sentence all the same: long, and not written as a title.
func isClause(t string) bool {
	if strings.HasSuffix(t, "?") || strings.HasSuffix(t, "？") {
		return false
	}
	if strings.ContainsAny(t, "，,") && width(t) > 44 {
		return true
	}
	words, capitals := 0, 0
	for w := range strings.FieldsSeq(t) {
		r, n := utf8.DecodeRuneInString(w)
		if n == len(w) || isWide(r) {
			continue
		}
		words++
		if !unicode.IsLower(r) {
			capitals++
		}
	}
	return words > 10 && capitals*2 < words
}

// announces reports whether clause i is the lead-in of the list under it rather than its title.
func (o *outline) announces(i int) bool {
	return i+1 < len(o.cs) && o.cs[i+1].kind == Item && isLeadIn(o.cs[i].title)
}

// isLeadIn reports whether a line announces the list under it.
func isLeadIn(t string) bool {
	for _, p := range []string{"以下", "如下", "The following", "Here are", "Here is", "Below", "包括", "例如"} {
		if strings.HasPrefix(t, p) {
			return true
		}
	}
	return false
}

// isLabel reports whether a line is a statement in the form "label: value", or a date.
func isLabel(t string) bool {
	if strings.ContainsAny(t, ":：") {
		return true
	}
	digits, letters := 0, 0
	for _, r := range t {
		if unicode.IsDigit(r) {
			digits++
		} else if unicode.IsLetter(r) {
			letters++
		}
	}
	return digits >= 4 && digits*3 >= letters || letters == 0
}

// isDated reports whether a line states a date or a version: "Last updated: 16 February 2026".
func isDated(t string) bool {
	digits := 0
	for _, r := range t {
		if digit(r) >= 0 {
			digits++
		}
	}
	return digits >= 4 && (strings.ContainsAny(t, ":：") || strings.ContainsAny(t, "年日") || digits*6 >= len(t) && hasYear(t))
}

// hasYear reports whether a line names a year of ours.
func hasYear(t string) bool {
	return strings.Contains(t, "20") || strings.Contains(t, "19")
}

// isAddress reports whether a line is the name of a company at the head of its address, not a title over a text.
func (o *outline) isAddress(i int) bool {
	return isCompany(o.cs[i].title) && (i+1 >= len(o.cs) || o.cs[i+1].lines == 1 && width(o.cs[i+1].title) < 100 && o.cs[i+1].title != "")
}

// isCompany reports whether a line ends with the legal form of a company.
func isCompany(t string) bool {
	t = strings.TrimRight(t, " .)）")
	for _, s := range []string{"公司", "Ltd", "Inc", "GmbH", "B.V", "LLC", "S.A", "Limited", "Corporation", "株式会社"} {
		if strings.HasSuffix(t, s) {
			return true
		}
	}
	return false
}
