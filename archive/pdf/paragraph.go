package pdf

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"policylog/internal/pattern"
)

// line is one line of type.
type line struct {
	runs              []run
	words             []word
	size              float64 // of most of its type
	left, right, base float64
	from, to          float64 // edges of its column
	wide              bool    // has Chinese, Japanese or Korean in it
	page, piece       int
	contents          bool // an entry of a table of contents
}

func (l line) text() string { return strings.TrimSpace(textOf(l.runs)) }

// bold reports a line that is bold throughout.
func (l line) bold() bool {
	for _, r := range l.runs {
		if !r.bold && strings.ContainsFunc(r.text, lettered) {
			return false
		}
	}
	return true
}

func lettered(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// leader is what leads from a heading to its page number in a table of contents.
var leader = pattern.Lazy(`\s*(?:[.·․]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|\s*[…‥]{2,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$`)

func lineOf(r row) line {
	l := line{words: r.words, size: math.Round(r.size*2) / 2, base: r.base}
	l.left, l.right = extent([]row{r})
	for i, w := range r.words {
		runs := slices.Clone(w.runs)
		if w.raised {
			runs = []run{{superscript(w.text()), w.runs[0].bold}}
		}
		if i > 0 && w.spaced {
			runs[0].text = " " + runs[0].text
		}
		for _, x := range runs {
			if n := len(l.runs); n > 0 && l.runs[n-1].bold == x.bold {
				l.runs[n-1].text += x.text
			} else {
				l.runs = append(l.runs, x)
			}
		}
	}
	t := l.text()
	l.wide = strings.ContainsFunc(t, wide)
	if end := leader().FindStringIndex(t); end != nil && end[0] > 0 {
		l.runs, l.contents = []run{{t[:end[0]], l.runs[0].bold}}, true
	}
	return l
}

// superscript keeps 10² from becoming 102.
func superscript(s string) string {
	const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return c
		}
		return []rune(digits)[c-'0']
	}, s)
}

// measures are what a document's type is set in.
type measures struct {
	body      float64             // size of most of the text
	pitch     [2]float64          // distance between the lines of a paragraph, in units of the size; [1] for Chinese
	justified bool                // most lines end at the edge of their column
	indented  bool                // paragraphs begin further in
	spaced    [2]bool             // Latin words and Chinese stand apart; [1] digits and Chinese
	hyphens   bool                // words are cut at line ends
	heavy     bool                // most of the text is bold, which then marks nothing
	words     map[string]struct{} // lower case, for hyphens
}

func measure(lines []line) measures {
	m := measures{words: wholeWords(lines)}
	sizes := map[float64]int{}
	heavy, all := 0, 0
	for _, l := range lines {
		t := l.text()
		n := utf8.RuneCountInString(t)
		sizes[l.size] += n
		all += n
		if l.bold() {
			heavy += n
		}
	}
	m.body, m.heavy = commonest(sizes), 2*heavy > all
	m.spaced = spacedApart(lines)
	m.pitch = pitches(lines)
	flush, long, inward, outward, cut, parts := 0, 0, 0, 0, 0, 0
	for i, l := range lines {
		if l.right-l.left <= 0.8*(l.to-l.from) || i+1 == len(lines) {
			continue
		}
		next := lines[i+1]
		long++
		if l.to-l.right < 0.1*l.size {
			flush++
		}
		if t := l.text(); cutWord(t) {
			cut++
			if head, tail := halves(t[:len(t)-1], next.text()); !m.knows(head) && !compound()[head] || !m.knows(tail) {
				parts++
			}
		}
		if in := (l.left - next.left) / l.size; m.near(l, next) && math.Abs(in) > 0.8 && math.Abs(in) < 4 && !bullet().MatchString(l.text()) {
			if in > 0 {
				inward++
			} else {
				outward++
			}
		}
	}
	m.justified = 2*flush > long
	m.indented = inward >= 2 && inward > outward
	m.hyphens = 2*parts > cut && 25*parts > long
	return m
}

// cutWord reports a line that ends within a word.
func cutWord(t string) bool {
	return strings.HasSuffix(t, string(hyphen)) || strings.HasSuffix(t, "-") && len(t) > 1
}

// halves are the two parts of a word that a hyphen ends a line in, in lower case.
func halves(stem, next string) (head, tail string) {
	return strings.ToLower(lastWord(stem)), strings.ToLower(firstWord(next))
}

// wholeWords are the words of a document, in lower case and with their hyphens, but for those that a line end cuts.
func wholeWords(lines []line) map[string]struct{} {
	words := map[string]struct{}{}
	cut := false
	for _, l := range lines {
		t := strings.ToLower(l.text())
		fields := strings.FieldsFunc(t, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' })
		if cut && len(fields) > 0 {
			fields = fields[1:]
		}
		if cut = cutWord(t); cut && len(fields) > 0 {
			fields = fields[:len(fields)-1]
		}
		for _, w := range fields {
			words[w] = struct{}{}
			for part := range strings.SplitSeq(w, "-") {
				words[part] = struct{}{}
			}
		}
	}
	return words
}

// near reports lines that follow each other at the distance of a paragraph's lines.
func (m measures) near(a, b line) bool {
	return a.page == b.page && a.piece == b.piece && a.size == b.size && a.base-b.base <= 1.3*m.pitch[script(a, b)]*a.size
}

// spacedApart reports whether Latin words, and whether numbers, mostly stand apart from the Chinese beside them.
func spacedApart(lines []line) (spaced [2]bool) {
	var apart, together [2]int
	for _, l := range lines {
		var a, b rune
		for _, c := range l.text() {
			if b == ' ' && (han(a) && latin(c) || latin(a) && han(c)) {
				apart[digitIn(a, c)]++
			}
			if han(b) && latin(c) || latin(b) && han(c) {
				together[digitIn(b, c)]++
			}
			a, b = b, c
		}
	}
	return [2]bool{apart[0] > together[0], apart[1] > together[1]}
}

func digitIn(a, b rune) int {
	if unicode.IsDigit(a) || unicode.IsDigit(b) {
		return 1
	}
	return 0
}

// widest is the largest distance, in units of the size, at which lines are set.
const widest = 2.2

func pitches(lines []line) [2]float64 {
	var gaps [2][]float64
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if a.page == b.page && a.piece == b.piece && a.size == b.size && a.base > b.base {
			k := script(a, b)
			gaps[k] = append(gaps[k], (a.base-b.base)/a.size)
		}
	}
	pitch := [2]float64{1.2, 1.4}
	for k := range gaps {
		if len(gaps[k]) > 0 {
			slices.Sort(gaps[k])
			pitch[k] = min(gaps[k][len(gaps[k])*3/10], widest) // lines of one paragraph are the closest
		}
	}
	return pitch
}

// script says in which script's measure the gap between two lines is taken: 1 where either has Chinese in it, whose type
// is set wider apart.
func script(a, b line) int {
	if a.wide || b.wide {
		return 1
	}
	return 0
}

var (
	bullet      = pattern.Lazy(`^(?:[•●▪■◦○‣⁃·∙◆◇▶►➢➤✓✔❖□☐※]|[\x{E000}-\x{F8FF}])\s*|^[*–—-]\s+|^o\s+`)
	dash        = pattern.Lazy(`^[*–—-]\s`)
	clauseMark  = pattern.Lazy(`^(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)、．]?\s|\d{1,3}[.)、．]\D|\d{1,2}(?:\.\d{1,2})+[^\d\s.,%]|[（(][0-9a-zA-Z一二三四五六七八九十]{1,4}[)）]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十百0-9]+[条條章节節]|제\s?\d+[조장]|[a-zA-Z][.)]\s|[ivx]{1,5}[.)]\s|§\s*\d|[①-⑳])`)
	sentenceEnd = pattern.Lazy(`[.!?:;。！？：；…]["'”’」』）)]*[¹²³⁰-⁹]*$`)
	lowerStart  = pattern.Lazy(`^\p{Ll}`)
)

func marked(t string) bool { return bullet().MatchString(t) || clauseMark().MatchString(t) }

// breaks reports whether a paragraph ends between its last line and the next one.
func (m measures) breaks(paragraph []line, b line) bool {
	a := paragraph[len(paragraph)-1]
	ta, tb := a.text(), b.text()
	if a.contents || b.contents {
		return true
	}
	if math.Abs(a.size-b.size) > 0.12*min(a.size, b.size) || (a.size > 1.1*m.body) != (b.size > 1.1*m.body) {
		return true
	}
	if strings.HasSuffix(ta, string(hyphen)) || strings.HasSuffix(ta, "-") && lowerStart().MatchString(tb) {
		return false // a word goes on
	}
	ended := sentenceEnd().MatchString(ta)
	flows := a.page == b.page && a.piece == b.piece
	forced := m.forced(a, b, ended)
	switch {
	case dash().MatchString(tb):
		if ended || forced || math.Abs(b.left-a.left) > 0.5*a.size {
			return true
		}
	case bullet().MatchString(tb):
		return true
	case clauseMark().MatchString(tb) && (ended || forced || flows && math.Abs(b.left-a.left) > 0.1*a.size || flows && !m.near(a, b)):
		return true
	}
	if !flows {
		return m.breaksOver(a, b, ended, forced)
	}
	if a.base-b.base > 1.3*m.pitch[script(a, b)]*a.size || b.base > a.base {
		return true
	}
	return forced || m.indents(paragraph, b, ended)
}

// breaksOver decides at the end of a column or page. A line that is full and ends a sentence there is taken for the
// middle of a paragraph, unless the next paragraph or the end of the last one shows.
func (m measures) breaksOver(a, b line, ended, forced bool) bool {
	switch {
	case a.size > 1.1*m.body || forced:
		return true
	case !ended:
		return false
	case m.indented:
		return b.left > b.from+0.8*b.size
	}
	return m.justified && a.to-a.right > 0.15*a.size && !a.wide
}

// indents reports a first line that is set in or out from the paragraph before.
func (m measures) indents(paragraph []line, b line, ended bool) bool {
	a := paragraph[len(paragraph)-1]
	in := b.left - a.left
	if math.Abs(in) < 0.6*a.size || centred(a, b) {
		return false
	}
	if len(paragraph) > 1 {
		return true
	}
	if in > 0 {
		return ended && !marked(a.text())
	}
	return marked(a.text()) && !m.indented
}

// centred reports two lines in the middle of their column, one of them shorter.
func centred(a, b line) bool {
	middle := func(l line) float64 { return (l.left + l.right) / 2 }
	return !marked(a.text()) && math.Abs(a.left-b.left) > 0.5*a.size && math.Abs(middle(a)-middle(b)) < 0.5*a.size &&
		math.Abs(2*middle(a)-a.from-a.to) < a.size
}

// forced reports a line break that the text wants: the next line's first word would have found room.
func (m measures) forced(a, b line, ended bool) bool {
	word := 0.0
	if len(b.words) > 0 {
		w := b.words[0]
		word = w.right - w.left
		if n := breakable(w.text()); n > 0 {
			word *= float64(n) / float64(utf8.RuneCountInString(w.text()))
		}
	}
	room := a.to - a.right
	if centred(a, b) {
		room += a.left - a.from
	}
	slack := 0.6 * a.size
	if a.wide {
		slack = 1.2 * a.size
	}
	if !ended {
		slack *= 3 // some programs keep more together than a word
	}
	if m.hyphens && !a.wide {
		word = min(word, 4*a.size) // a longer one would have been cut
	}
	return room > word+slack
}

// breakable is how many characters of a word have to stand on one line; 0 for all of them.
func breakable(s string) int {
	n := 0
	for _, c := range s {
		if n > 0 && wide(c) && !closing(c) {
			return n
		}
		n++
		if c == '-' {
			return n
		}
	}
	return 0
}

// closing reports punctuation that begins no line.
func closing(c rune) bool {
	return strings.ContainsRune("，。、；：？！）】》」』〉”’％", c)
}

// join ends a line so that the next can follow: a space between words, none between Chinese characters or after a
// hyphen that cut a word.
func (m measures) join(a, next string) string {
	a = strings.TrimRight(a, " ")
	first, _ := utf8.DecodeRuneInString(next)
	last, size := utf8.DecodeLastRuneInString(a)
	switch {
	case last == hyphen || last == '-' && unicode.IsLetter(first):
		return m.joinCut(a[:len(a)-size], last, next)
	case wide(last) && wide(first):
		return a
	case han(last) && latin(first) || latin(last) && han(first):
		if m.spaced[digitIn(last, first)] {
			return a + " "
		}
		return a
	case (wide(last) || wide(first)) && !hangul(last) && !hangul(first):
		return a
	case hangul(last) && hangul(first) && m.oneWord(lastWord(a), firstWord(next)):
		return a
	case last == '/' || last == '-' || last == '–' || last == '—':
		return a
	}
	return a + " "
}

// endings are what in Korean stands only at the end of a word, and stems what has to be followed by an ending.
var (
	endings = pattern.Lazy(`^(?:[가을를은는의에와과로]|으로|에서|에게|까지|부터|이나|[하되](?:[는고며지여어거]|면)\p{Hangul}*|[합됩]니다|[했됐]\p{Hangul}+)$`)
	stems   = pattern.Lazy(`[있없않같받]$`)
)

// oneWord reports a Korean word that a line end cuts: without a hyphen, and after any syllable.
func (m measures) oneWord(head, tail string) bool {
	return endings().MatchString(tail) || stems().MatchString(head) || m.knows(head+tail) && !(m.knows(head) && m.knows(tail))
}

// suspended are words before which a hyphen stays with a space after it: "first- and third-party".
var suspended = map[string]bool{"and": true, "or": true, "to": true, "und": true, "oder": true, "bzw": true, "sowie": true}

// joinCut joins a word that a hyphen ends a line in. The hyphen stays where the document writes the word with it
// elsewhere, in common compounds, and where the document cuts no words.
func (m measures) joinCut(stem string, mark rune, next string) string {
	first, _ := utf8.DecodeRuneInString(next)
	head, tail := halves(stem, next)
	if suspended[tail] {
		return stem + "- "
	}
	if !unicode.IsLower(first) {
		return stem + "-"
	}
	if m.knows(head + tail) {
		return stem
	}
	if strings.HasSuffix(strings.TrimSuffix(stem, lastWord(stem)), "-") && !m.hyphens || strings.HasPrefix(next[len(tail):], "-") {
		return stem + "-" // state-of-the-art
	}
	if m.knows(head+"-"+tail) || m.knows(head) && m.knows(tail) || compound()[head] || utf8.RuneCountInString(head) < 2 || !m.hyphens && mark != 0xAD {
		return stem + "-"
	}
	return stem
}

func (m measures) knows(word string) bool {
	_, ok := m.words[word]
	return ok
}

// compound are words that keep their hyphen: third-party, opt-out.
var compound = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("third first second self opt cross long short full part real high low end well user data site multi state") {
		m[w] = true
	}
	return m
})

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

func firstWord(s string) string {
	i := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	if i < 0 {
		return s
	}
	return s[:i]
}
