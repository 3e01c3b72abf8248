package pdf

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"policylog/archive/extract"
	"policylog/internal/pattern"
)

// markdown builds the text of a document from the lines of its pages.
func markdown(pages [][]line) []byte {
	lines := withoutHeads(pages)
	if len(lines) == 0 {
		return nil
	}
	m := measure(lines)
	var out strings.Builder
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && !m.breaks(lines[j-1], lines[j]) {
			j++
		}
		if block := m.block(lines[i:j]); block != "" {
			if out.Len() > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(block)
			out.WriteByte('\n')
		}
		i = j
	}
	return []byte(out.String())
}

// measures are what a document's type is set in.
type measures struct {
	body        float64             // size of most of the text
	levels      map[float64]int     // heading level by size of type
	pitch       [2]float64          // distance between the lines of a paragraph, in units of the size; [1] for Chinese
	left, right float64             // edges of the column
	spaced      bool                // Latin words and Chinese stand apart
	words       map[string]struct{} // lower case, for hyphens
}

func measure(lines []line) measures {
	m := measures{levels: map[float64]int{}, words: map[string]struct{}{}}
	sizes := map[float64]int{}
	apart, together := 0, 0
	var lefts, rights []float64
	for _, l := range lines {
		t := l.text()
		sizes[l.size] += utf8.RuneCountInString(t)
		for w := range strings.FieldsFuncSeq(strings.ToLower(t), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
			m.words[w] = struct{}{}
		}
		var a, b rune
		for _, c := range t {
			if b == ' ' && (han(a) && latin(c) || latin(a) && han(c)) {
				apart++
			}
			if han(b) && latin(c) || latin(b) && han(c) {
				together++
			}
			a, b = b, c
		}
	}
	m.spaced = apart > together
	for size, n := range sizes {
		if n > sizes[m.body] || n == sizes[m.body] && size < m.body {
			m.body = size
		}
	}
	var larger []float64
	for size := range sizes {
		if size > m.body*1.1 {
			larger = append(larger, size)
		}
	}
	slices.Sort(larger)
	slices.Reverse(larger)
	level, last := 0, math.Inf(1)
	for _, size := range larger {
		if size < last*0.95 {
			level, last = level+1, size
		}
		m.levels[size] = min(level, 6)
	}
	var gaps [2][]float64
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if a.page == b.page && a.size == b.size && a.base > b.base {
			k := script(a, b)
			gaps[k] = append(gaps[k], (a.base-b.base)/a.size)
		}
	}
	for k := range gaps {
		m.pitch[k] = 1.2
		if len(gaps[k]) > 0 {
			slices.Sort(gaps[k])
			m.pitch[k] = gaps[k][len(gaps[k])*3/10] // lines of one paragraph are the closest
		}
	}
	for _, l := range lines {
		if l.size == m.body {
			lefts, rights = append(lefts, l.left), append(rights, l.right)
		}
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	m.left, m.right = lefts[len(lefts)/10], rights[len(rights)*9/10]
	return m
}

var (
	listMark    = pattern.Lazy(`^(?:[•●▪■◦○‣⁃·*–—-]\s|[•●▪■◦○‣])`)
	clauseMark  = pattern.Lazy(`^(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)、．]?\s|\d{1,3}[.)、．]|[（(][0-9a-zA-Z一二三四五六七八九十]{1,4}[)）]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十百0-9]+[条條章节節]|[a-zA-Z][.)]\s|[ivx]{1,5}[.)]\s|§\s*\d)`)
	sentenceEnd = pattern.Lazy(`[.!?:;。！？：；…]["'”’」』）)]*$`)
)

// breaks reports whether a paragraph ends between two lines.
func (m measures) breaks(a, b line) bool {
	ta, tb := a.text(), b.text()
	if strings.HasSuffix(ta, string(hyphen)) || strings.HasSuffix(ta, "-") && len(ta) > 1 {
		return false // a word goes on
	}
	if math.Abs(a.size-b.size) > 0.05*max(a.size, b.size) {
		// A line in small type within a paragraph: Chinese and Latin fonts may differ a little in size.
		return m.levels[a.size] != m.levels[b.size] || math.Abs(a.size-b.size) > 0.25*m.body
	}
	if a.bold() != b.bold() && (a.bold() && (short(ta) && !sentenceEnd().MatchString(ta)) || b.bold() && sentenceEnd().MatchString(ta)) {
		return true
	}
	if listMark().MatchString(tb) || clauseMark().MatchString(tb) && (sentenceEnd().MatchString(ta) || a.right < m.right-2*a.size || b.left != a.left) {
		return true
	}
	ended := sentenceEnd().MatchString(ta)
	narrow := a.right < m.right-0.18*(m.right-m.left)
	if a.page != b.page {
		return ended || narrow || m.levels[a.size] > 0
	}
	gap := (a.base - b.base) / a.size
	switch {
	case gap < -2: // another column
		return ended || narrow
	case gap > m.pitch[script(a, b)]*1.3:
		return true
	case m.forced(a, b), ended && narrow:
		return true
	case ended && b.left > a.left+a.size && b.left < a.left+4*a.size:
		return true // an indented first line
	}
	return false
}

// script says in which script's measure the gap between two lines is taken: 1 where either has Chinese in it, whose type
// is set wider apart.
func script(a, b line) int {
	if a.wide || b.wide {
		return 1
	}
	return 0
}

// forced reports a line break that the text wants: the next line's first word would have found room.
func (m measures) forced(a, b line) bool {
	t := b.text()
	word := t
	if i := strings.IndexFunc(t, func(c rune) bool { return c == ' ' || wide(c) }); i >= 0 {
		_, n := utf8.DecodeRuneInString(t[i:])
		word = t[:i+n]
	}
	if word == "" || b.right <= b.left {
		return false
	}
	width := (b.right - b.left) * float64(utf8.RuneCountInString(word)) / float64(utf8.RuneCountInString(t))
	return a.right+width*1.15+2*a.size < m.right
}

func short(s string) bool { return utf8.RuneCountInString(s) <= 100 }

// block writes the lines of one paragraph or heading.
func (m measures) block(lines []line) string {
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
	level := m.levels[lines[0].size]
	if level > 0 {
		t := squeeze(plain(runs))
		if t == "" {
			return ""
		}
		return strings.Repeat("#", level) + " " + t
	}
	return emphasise(runs)
}

// join ends a line so that the next can follow: a space between words, none between Chinese characters or after a
// hyphen that cut a word.
func (m measures) join(a, next string) string {
	a = strings.TrimRight(a, " ")
	first, _ := utf8.DecodeRuneInString(next)
	last, size := utf8.DecodeLastRuneInString(a)
	switch {
	case last == hyphen || last == '-' && unicode.IsLower(first):
		stem := a[:len(a)-size]
		if last == hyphen && !unicode.IsLower(first) {
			return stem + "-"
		}
		head := lastWord(stem)
		tail := firstWord(next)
		if _, ok := m.words[strings.ToLower(head+tail)]; ok {
			return stem
		}
		if _, ok := m.words[strings.ToLower(head+"-"+tail)]; ok || compound()[strings.ToLower(head)] || last == '-' && len(head) < 2 {
			return stem + "-"
		}
		return stem
	case wide(last) && wide(first):
		return a
	case han(last) && latin(first) || latin(last) && han(first):
		if m.spaced {
			return a + " "
		}
		return a
	case wide(last) || wide(first):
		return a
	case last == '/' || last == '-' || last == '–' || last == '—':
		return a
	}
	return a + " "
}

// compound are words that keep their hyphen: third-party, opt-out.
var compound = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("third first second non self opt co pre post multi cross long short full part real high low end well anti e inter user data site on off in up by law service one two") {
		m[w] = true
	}
	return m
})

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	return s[i+1:]
}

func firstWord(s string) string {
	i := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	if i < 0 {
		return s
	}
	return s[:i]
}

func han(c rune) bool   { return unicode.Is(unicode.Han, c) }
func latin(c rune) bool { return c < 0x250 && (unicode.IsLetter(c) || unicode.IsDigit(c)) }

// wide reports characters of scripts written without spaces, and their punctuation.
func wide(c rune) bool {
	return c >= 0x2E80 && c <= 0xABFF && !(c >= 0xA4D0 && c <= 0xA95F) || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE4F || c >= 0xFF00 && c <= 0xFFEF || c >= 0x20000
}

func plain(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// emphasise writes a paragraph with its bold stretches marked. A list mark becomes Markdown's.
func emphasise(runs []run) string {
	whole := squeeze(plain(runs))
	if whole == "" {
		return ""
	}
	prefix := ""
	if mark := listMark().FindString(whole); mark != "" {
		prefix = "- "
		runs = cutPrefix(runs, strings.TrimSpace(mark))
	}
	var b strings.Builder
	space := true
	for _, r := range runs {
		t := squeeze(r.text)
		if t == "" {
			space = space || r.text != ""
			if b.Len() > 0 && r.text != "" {
				space = true
			}
			continue
		}
		if b.Len() > 0 && (space || strings.HasPrefix(r.text, " ")) {
			b.WriteByte(' ')
		}
		space = strings.HasSuffix(r.text, " ")
		if r.bold && strings.ContainsFunc(t, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
			b.WriteString("**" + extract.Escape(t) + "**")
			continue
		}
		b.WriteString(extract.Escape(t))
	}
	return prefix + b.String()
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
