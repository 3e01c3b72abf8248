// Package ink sets styled text in a terminal's columns: widths as terminals draw them, lines broken where a reader of
// the language breaks them, and colours that say nothing which the text does not say without them.
//
// A CJK character takes two columns and an ambiguous one (quotation marks, dashes) takes one, whatever the locale: that
// is what terminals draw. Lines break at spaces and beside CJK characters, never before closing punctuation and never
// after opening punctuation (the rules that Chinese and Japanese typesetting call 避頭尾 and kinsoku).
package ink

import (
	"io"
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Style says how a run is drawn when there is colour.
type Style uint8

// The styles.
const (
	Plain    Style = iota
	Dim            // secondary
	Bold           // headings
	Del            // deleted words inside a text
	Ins            // inserted words inside a text
	OldWords       // deleted words in a column that holds the old text alone, where striking them out would only hide them
	Removed        // a text removed whole
	Added          // a text added whole
	Moved          // a move
	Alert          // what wants attention
	Accent         // structure: section numbers, gutters
	Mark           // a bracket that stands for colour; it sticks to the words it encloses
	numStyles
)

// sgr is the terminal's code of each style. Only the 16 colours of the user's own palette are used: they are legible on
// light and dark backgrounds alike.
var sgr = [numStyles]string{
	Dim: "2", Bold: "1", Del: "9;31", Ins: "4;32", OldWords: "4;31", Removed: "31", Added: "32", Moved: "35", Alert: "33", Accent: "36",
}

// Run is a piece of text in one style. Its text must be free of control characters (see package safe) but for line
// feeds, which force a break.
type Run struct {
	Text  string
	Style Style
}

// Width is the number of columns a text takes.
func Width(s string) int { return displaywidth.String(s) }

// RunsWidth is the number of columns that runs on one line take.
func RunsWidth(runs []Run) int {
	n := 0
	for _, r := range runs {
		n += Width(r.Text)
	}
	return n
}

// Truncate cuts a text to a number of columns, an ellipsis standing for what went.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	return displaywidth.TruncateString(s, width, "…")
}

// Pad fills a line of runs with spaces to a number of columns.
func Pad(runs []Run, width int) []Run {
	if n := width - RunsWidth(runs); n > 0 {
		return append(runs, Run{Text: strings.Repeat(" ", n)})
	}
	return runs
}

// Write writes one line of runs and a line feed, as Append appends them.
func Write(w io.Writer, runs []Run, colour bool) error {
	_, err := w.Write(Append(nil, colour, runs))
	return err
}

// WriteAll writes lines as Write does, all at once.
func WriteAll(w io.Writer, lines [][]Run, colour bool) error {
	var b []byte
	for _, l := range lines {
		b = Append(b, colour, l)
	}
	_, err := w.Write(b)
	return err
}

// Append appends one line of runs, which stand in several parts, and a line feed. Every style ends before the line does,
// so that a line stands for itself in a pager. Trailing spaces are not written; parts is cut accordingly, the runs are not.
func Append(b []byte, colour bool, parts ...[]Run) []byte {
	for len(parts) > 0 {
		last := &parts[len(parts)-1]
		for len(*last) > 0 && strings.TrimRight((*last)[len(*last)-1].Text, " ") == "" {
			*last = (*last)[:len(*last)-1]
		}
		if len(*last) > 0 {
			break
		}
		parts = parts[:len(parts)-1]
	}
	for i, runs := range parts {
		for k, r := range runs {
			text := r.Text
			if i == len(parts)-1 && k == len(runs)-1 {
				text = strings.TrimRight(text, " ")
			}
			code := sgr[r.Style]
			if !colour || code == "" {
				b = append(b, text...)
				continue
			}
			b = append(append(append(b, "\x1b["...), code...), 'm')
			b = append(append(b, text...), "\x1b[0m"...)
		}
	}
	return append(b, '\n')
}

// cluster is what a terminal draws as one: a character with its marks. A word of ASCII letters is taken as one too, since
// all that may happen inside it is that it is longer than a line.
type cluster struct {
	run, start, end int32 // the place of its text
	width           int32
	style           Style
	kind            kind
}

// kind says how a cluster takes part in line breaking.
type kind uint8

const (
	letter kind = iota // no break beside another letter
	word               // letters
	space              // a break may follow
	feed               // a break must follow
	wide               // CJK: a break may stand on either side
	opener             // no break after
	closer             // no break before
	sticky             // no break on either side: the inner sign of a mark
)

const (
	closers = ")]}>,.:;!?%、。，．・：；！？）］｝」』】〉》〕〗〙”’…—～ー々％‰℃·‧＞"
	openers = "([{<（［｛「『【〈《〔〖〘“‘￥＄＜"
)

func kindOf(s string, width int, style Style) kind {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case style == Mark && strings.ContainsRune("[{", r):
		return opener
	case style == Mark && strings.ContainsRune("]}", r):
		return closer
	case style == Mark:
		return sticky
	case r < utf8.RuneSelf && len(s) > 1 && len(s) == width:
		return word
	case r < utf8.RuneSelf:
		return asciiKinds[r]
	case width == 2 && r >= 0x3400 && r <= 0x9FFF: // nearly all that there is
		return wide
	case r == 0x3000 || r == 0x200b:
		return space
	case strings.ContainsRune(closers, r):
		return closer
	case strings.ContainsRune(openers, r):
		return opener
	case width == 2:
		return wide
	}
	return letter
}

// asciiKinds are the kinds of the characters of ASCII.
var asciiKinds = func() (kinds [utf8.RuneSelf]kind) {
	for c := range kinds {
		switch {
		case c == '\n':
			kinds[c] = feed
		case c == ' ':
			kinds[c] = space
		case strings.ContainsRune(closers, rune(c)):
			kinds[c] = closer
		case strings.ContainsRune(openers, rune(c)):
			kinds[c] = opener
		}
	}
	return kinds
}()

// Wrap breaks runs into lines of at most width columns. A word longer than a line is broken where the line ends. White
// space at a break is dropped. There is always at least one line.
func Wrap(runs []Run, width int) [][]Run { return wrap(runs, width, false) }

// WrapWhole is Wrap for a text that may be copied from: a word longer than a line, an address as a rule, stands on one of
// its own, whole.
func WrapWhole(runs []Run, width int) [][]Run { return wrap(runs, width, true) }

func wrap(runs []Run, width int, whole bool) [][]Run {
	var out [][]Run
	var all []Run
	eachLine(runs, width, whole, func(line []Run) {
		from := len(all)
		all = append(all, line...)
		out = append(out, all[from:len(all):len(all)])
	})
	return out
}

// EachLine calls do for each line of Wrap. The line is overwritten afterwards.
func EachLine(runs []Run, width int, do func(line []Run)) { eachLine(runs, width, false, do) }

func eachLine(runs []Run, width int, whole bool, do func(line []Run)) {
	w := wrappers.Get().(*wrapper)
	defer wrappers.Put(w)
	*w = wrapper{
		runs: runs, width: int32(min(max(width, 4), math.MaxInt32)), whole: whole, do: do,
		set: w.set, line: w.line[:0], spelled: w.spelled, first: true, cut: -1,
	}
	for i, r := range runs {
		at := int32(0)
		eachCluster(r.Text, func(text string, width int) {
			end := at + int32(len(text))
			w.put(cluster{int32(i), at, end, int32(width), r.Style, kindOf(text, width, r.Style)})
			at = end
		})
	}
	w.end(len(w.line))
	clear(w.set[:cap(w.set)]) // a longer line may stand behind the last
	w.runs, w.do = nil, nil
}

// wrappers are kept for their room: every row of a comparison is wrapped.
var wrappers = sync.Pool{New: func() any { return new(wrapper) }}

// wrapper fills lines with clusters.
type wrapper struct {
	runs    []Run
	width   int32
	whole   bool // words longer than a line are not broken
	do      func(line []Run)
	set     []Run     // the runs of a line that is done
	first   bool      // no line is done
	line    []cluster // the line being filled
	used    int32     // its columns
	cut     int       // where it may be broken last: index of the first cluster after the break
	spelled []cluster // room to spell the words of a line
}

// put adds a cluster to the line, which is ended before it where there is no room.
func (w *wrapper) put(c cluster) {
	switch {
	case c.kind == feed:
		w.end(len(w.line))
		return
	case c.kind == space && len(w.line) == 0 && !w.first:
		return
	}
	w.noteCut(&c)
	for w.used+c.width > w.width && c.kind != space && (len(w.line) > 0 || c.kind == word) {
		switch {
		case w.cut > 0:
			w.end(w.cut)
		case w.whole:
			w.line, w.used = append(w.line, c), w.used+c.width
			return
		case c.kind == word:
			for at := range c.end - c.start {
				w.put(c.letter(at))
			}
			return
		default:
			w.spell()
			w.end(forced(w.line, &c))
		}
		w.noteCut(&c)
	}
	w.line, w.used = append(w.line, c), w.used+c.width
}

// noteCut notes that the line may be broken before what comes next.
func (w *wrapper) noteCut(next *cluster) {
	n := len(w.line)
	if n == 0 || next.kind == space {
		return
	}
	last := &w.line[n-1]
	if last.kind == space && next.kind == word || breakable(last, next) { // nearly all are words between spaces
		w.cut = n
	}
}

// spell takes the words of the line apart.
func (w *wrapper) spell() {
	to := w.spelled[:0]
	for _, c := range w.line {
		if c.kind != word {
			to = append(to, c)
			continue
		}
		for at := range c.end - c.start {
			to = append(to, c.letter(at))
		}
	}
	w.line, w.spelled = to, w.line
}

// letter is a letter of a word.
func (c cluster) letter(at int32) cluster {
	return cluster{c.run, c.start + at, c.start + at + 1, 1, c.style, letter}
}

// end ends the line after n of its clusters; the others begin the next, white space aside.
func (w *wrapper) end(n int) {
	w.join(w.line[:n])
	w.do(w.set)
	w.first = false
	rest := w.line[n:]
	for len(rest) > 0 && rest[0].kind == space {
		rest = rest[1:]
	}
	w.line = w.line[:copy(w.line, rest)]
	w.used, w.cut = 0, -1
	for i := range w.line {
		w.used += w.line[i].width
		if i > 0 && breakable(&w.line[i-1], &w.line[i]) {
			w.cut = i
		}
	}
}

// join makes the runs of a line of its clusters, trailing white space dropped.
func (w *wrapper) join(cs []cluster) {
	for len(cs) > 0 && cs[len(cs)-1].kind == space {
		cs = cs[:len(cs)-1]
	}
	w.set = w.set[:0]
	for len(cs) > 0 {
		n := 1
		for n < len(cs) && cs[n].run == cs[0].run {
			n++
		}
		r := Run{w.runs[cs[0].run].Text[cs[0].start:cs[n-1].end], cs[0].style}
		if last := len(w.set) - 1; last >= 0 && w.set[last].Style == r.Style {
			w.set[last].Text += r.Text
		} else {
			w.set = append(w.set, r)
		}
		cs = cs[n:]
	}
}

// eachCluster calls do for what a terminal draws as one, or for a word, and its columns. Of a text in ASCII each byte is
// one, which needs no tables.
func eachCluster(s string, do func(text string, width int)) {
	for at := 0; at < len(s); {
		if alone(s, at) {
			end := at + 1
			for asciiKinds[s[at]] == letter && end < len(s) && alone(s, end) && asciiKinds[s[end]] == letter {
				end++
			}
			do(s[at:end], end-at)
			at = end
			continue
		}
		g := displaywidth.StringGraphemes(s[at:])
		for more := true; more && g.Next(); more = at < len(s) && !alone(s, at) {
			do(g.Value(), g.Width())
			at += len(g.Value())
		}
	}
}

// alone says whether the byte at a place where a cluster begins is one that is printed and to which no mark can belong.
func alone(s string, at int) bool {
	return ' ' <= s[at] && s[at] <= '~' && (at+1 == len(s) || s[at+1] < utf8.RuneSelf)
}

// breakable says whether a line may end after a and the next begin with b.
func breakable(a, b *cluster) bool {
	switch {
	case b.kind == space || b.kind == closer || a.kind == opener || stuck(a, b):
		return false
	case a.kind == space:
		return true
	case a.style == Mark && b.style == Mark, a.style == Del && b.style == Ins:
		return true
	}
	return a.kind == wide || b.kind == wide || a.kind == closer && a.width == 2 || b.kind == opener && b.width == 2
}

// stuck says whether a mark would be torn apart, or off the words it encloses, by a break between a and b.
func stuck(a, b *cluster) bool {
	return a.kind == sticky || b.kind == sticky || a.style == Mark && a.kind == opener || b.style == Mark && b.kind == closer
}

// forced is where a line without any place to break is broken before next: as late as no mark is torn off.
func forced(line []cluster, next *cluster) int {
	for n := len(line); n > 1; n-- {
		if !stuck(&line[n-1], next) {
			return n
		}
		next = &line[n-1]
	}
	return len(line)
}
