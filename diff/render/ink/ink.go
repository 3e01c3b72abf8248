// Package ink sets styled text in a terminal's columns: widths as terminals draw them, lines broken where a reader of
// the language breaks them, and colours that say nothing which the text does not say without them.
//
// A CJK character takes two columns and an ambiguous one (quotation marks, dashes) takes one, whatever the locale: that
// is what terminals draw. Lines break at spaces and beside CJK characters, never before closing punctuation and never
// after opening punctuation (the rules that Chinese and Japanese typesetting call 避頭尾 and kinsoku).
package ink

import (
	"io"
	"strings"
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

// Write writes one line of runs and a line feed. Every style ends before the line does, so that a line stands for itself
// in a pager. Trailing spaces are not written.
func Write(w io.Writer, runs []Run, colour bool) error {
	var b strings.Builder
	for len(runs) > 0 && strings.TrimRight(runs[len(runs)-1].Text, " ") == "" {
		runs = runs[:len(runs)-1]
	}
	for i, r := range runs {
		text := r.Text
		if i == len(runs)-1 {
			text = strings.TrimRight(text, " ")
		}
		code := sgr[r.Style]
		if !colour || code == "" {
			b.WriteString(text)
			continue
		}
		b.WriteString("\x1b[" + code + "m" + text + "\x1b[0m")
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteAll writes lines as Write does, all at once.
func WriteAll(w io.Writer, lines [][]Run, colour bool) error {
	var b strings.Builder
	for _, l := range lines {
		if err := Write(&b, l, colour); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cluster is what a terminal draws as one: a character with its marks.
type cluster struct {
	text  string
	width int
	style Style
	kind  kind
}

// kind says how a cluster takes part in line breaking.
type kind uint8

const (
	letter kind = iota // no break beside another letter
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
	case style != Mark && (isAlphanumeric(r) || width == 2 && r >= 0x3400 && r <= 0x9FFF): // nearly all that there is
		if width == 2 {
			return wide
		}
		return letter
	case s == "\n":
		return feed
	case r == ' ' || r == 0x3000 || r == 0x200b:
		return space
	case style == Mark && strings.ContainsRune("[{", r):
		return opener
	case style == Mark && strings.ContainsRune("]}", r):
		return closer
	case style == Mark:
		return sticky
	case strings.ContainsRune(closers, r):
		return closer
	case strings.ContainsRune(openers, r):
		return opener
	case width == 2:
		return wide
	}
	return letter
}

func isAlphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// Wrap breaks runs into lines of at most width columns. A word longer than a line is broken where the line ends. White
// space at a break is dropped. There is always at least one line.
func Wrap(runs []Run, width int) [][]Run { return wrap(runs, width, false) }

// WrapWhole is Wrap for a text that may be copied from: a word longer than a line, an address as a rule, stands on one of
// its own, whole.
func WrapWhole(runs []Run, width int) [][]Run { return wrap(runs, width, true) }

func wrap(runs []Run, width int, whole bool) [][]Run {
	width = max(width, 4)
	var lines [][]Run
	var line []cluster // the line being filled
	used := 0          // its columns
	cut := -1          // where the line may be broken last: index of the first cluster after the break
	flush := func(n int) {
		lines = append(lines, join(line[:n]))
		rest := line[n:]
		for len(rest) > 0 && rest[0].kind == space {
			rest = rest[1:]
		}
		line = line[:copy(line, rest)]
		used, cut = 0, -1
		for i, c := range line {
			used += c.width
			if i > 0 && breakable(line[i-1], c) {
				cut = i
			}
		}
	}
	put := func(c cluster) {
		if c.kind == feed {
			lines = append(lines, join(line))
			line, used, cut = line[:0], 0, -1
			return
		}
		if c.kind == space && len(line) == 0 && len(lines) > 0 {
			return
		}
		if len(line) > 0 && breakable(line[len(line)-1], c) {
			cut = len(line)
		}
		for used+c.width > width && c.kind != space && len(line) > 0 {
			if cut > 0 {
				flush(cut)
			} else if whole {
				break
			} else {
				flush(forced(line, c))
			}
			if len(line) > 0 && breakable(line[len(line)-1], c) {
				cut = len(line)
			}
		}
		line = append(line, c)
		used += c.width
	}
	for _, r := range runs {
		eachCluster(r.Text, func(text string, width int) {
			put(cluster{text, width, r.Style, kindOf(text, width, r.Style)})
		})
	}
	return append(lines, join(line))
}

// eachCluster calls do for what a terminal draws as one, and its columns. Of a text in ASCII that is each byte, which needs
// no tables.
func eachCluster(s string, do func(text string, width int)) {
	for at := 0; at < len(s); {
		if alone(s, at) {
			do(s[at:at+1], 1)
			at++
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
func breakable(a, b cluster) bool {
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
func stuck(a, b cluster) bool {
	return a.kind == sticky || b.kind == sticky || a.style == Mark && a.kind == opener || b.style == Mark && b.kind == closer
}

// forced is where a line without any place to break is broken before next: as late as no mark is torn off.
func forced(line []cluster, next cluster) int {
	for n := len(line); n > 1; n-- {
		if !stuck(line[n-1], next) {
			return n
		}
		next = line[n-1]
	}
	return len(line)
}

// join makes runs of clusters, trailing white space dropped.
func join(cs []cluster) []Run {
	for len(cs) > 0 && cs[len(cs)-1].kind == space {
		cs = cs[:len(cs)-1]
	}
	var out []Run
	var b strings.Builder
	size := 0
	for _, c := range cs {
		size += len(c.text)
	}
	for i, c := range cs {
		if b.Len() == 0 {
			b.Grow(size)
		}
		b.WriteString(c.text)
		size -= len(c.text)
		if i == len(cs)-1 || cs[i+1].style != c.style {
			out = append(out, Run{b.String(), c.style})
			b.Reset()
		}
	}
	return out
}
