// Package excerpt cuts the comparison of a block down to what a reader needs: the words that changed and some around
// them. What is left is always the original text; what went is marked by a gap, never closed up.
package excerpt

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff"
)

// Beside the operations of diff.Span a piece may be one of these.
const (
	Gap   diff.SpanOp = "gap"   // equal text left out
	Break diff.SpanOp = "break" // the white space where one block ends and the next begins, in a split or merged row
)

// Piece is a run of a row's comparison: a span of the row, a part of an equal one, or a gap.
type Piece struct {
	Op       diff.SpanOp // as in diff.Span, Gap or Break
	Old, New string      // raw text; both empty for a gap
}

// Side is the text of the piece on one side.
func (p Piece) Side(old bool) string {
	if old {
		return p.Old
	}
	return p.New
}

// Of cuts a row's comparison so that about keep columns of equal text stay on either side of a change; a negative keep
// cuts nothing. A row where nothing differs (a pure move) keeps its beginning.
func Of(row *diff.Row, keep int) []Piece {
	spans := pieces(row)
	out := make([]Piece, 0, len(spans)+2)
	for i, s := range spans {
		if s.Op != diff.SpanEqual || keep < 0 {
			out = append(out, s)
			continue
		}
		first, last := i == 0, i == len(spans)-1
		out = append(out, around(s, keep, first && len(spans) > 1, last)...)
	}
	return out
}

// pieces is a row's comparison with the ends of its blocks as pieces of their own.
func pieces(row *diff.Row) []Piece {
	spans := Spans(row)
	out := make([]Piece, 0, len(spans)+2)
	oldEnds, newEnds := blockEnds(row.Old), blockEnds(row.New)
	oldAt, newAt := 0, 0
	for _, s := range spans {
		p := Piece{s.Op, s.Old, s.New}
		for {
			oldCut, newCut := next(oldEnds, oldAt, len(p.Old)), next(newEnds, newAt, len(p.New))
			if oldCut < 0 && newCut < 0 {
				break
			}
			head, mid, tail, ok := cut(p, oldCut, newCut)
			if !ok {
				break
			}
			if head.Old+head.New != "" {
				out = append(out, head)
			}
			out = append(out, mid)
			oldAt += len(head.Old) + len(mid.Old)
			newAt += len(head.New) + len(mid.New)
			p = tail
		}
		if p.Old+p.New != "" {
			out = append(out, p)
		}
		oldAt += len(p.Old)
		newAt += len(p.New)
	}
	return absorb(out)
}

// absorb makes white space that was deleted or inserted where blocks part or join a part of the break itself.
func absorb(ps []Piece) []Piece {
	out := ps[:0]
	for i, p := range ps {
		if p.Op != diff.SpanEqual && p.Op != Break && strings.TrimSpace(p.Old+p.New) == "" {
			if n := len(out); n > 0 && out[n-1].Op == Break {
				out[n-1].Old += p.Old
				out[n-1].New += p.New
				continue
			}
			if i+1 < len(ps) && ps[i+1].Op == Break {
				ps[i+1].Old = p.Old + ps[i+1].Old
				ps[i+1].New = p.New + ps[i+1].New
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// blockEnds are the offsets of the line feeds that join the texts of blocks.
func blockEnds(refs []diff.BlockRef) []int {
	var ends []int
	at := 0
	for i, b := range refs {
		at += len(b.Text)
		if i < len(refs)-1 {
			ends = append(ends, at)
		}
		at++
	}
	return ends
}

// next is the first of the offsets that falls into the n bytes from at, relative to at; -1 without.
func next(offsets []int, at, n int) int {
	for _, o := range offsets {
		if o >= at && o < at+n {
			return o - at
		}
	}
	return -1
}

// cut divides a piece at the end of a block on either side. In an equal piece the place on the other side is the one
// with as many characters before it, white space not counted; when its sides do not run in step it cannot be cut.
func cut(p Piece, oldCut, newCut int) (head, mid, tail Piece, ok bool) {
	switch {
	case p.Op == diff.SpanDelete || p.Op == diff.SpanEqual && newCut < 0 && p.New == "":
		newCut = 0
	case p.Op == diff.SpanInsert:
		oldCut = 0
	default:
		var inStep bool
		if newCut >= 0 {
			oldCut, inStep = opposite(p.New, newCut, p.Old)
		} else {
			newCut, inStep = opposite(p.Old, oldCut, p.New)
		}
		if !inStep {
			return head, mid, tail, false
		}
	}
	oldEnd, newEnd := oldCut+blank(p.Old[oldCut:]), newCut+blank(p.New[newCut:])
	if p.Op == diff.SpanDelete {
		newEnd = 0
	}
	if p.Op == diff.SpanInsert {
		oldEnd = 0
	}
	return Piece{p.Op, p.Old[:oldCut], p.New[:newCut]},
		Piece{Break, p.Old[oldCut:oldEnd], p.New[newCut:newEnd]},
		Piece{p.Op, p.Old[oldEnd:], p.New[newEnd:]}, true
}

// opposite finds in b the place that the offset in a corresponds to.
func opposite(a string, offset int, b string) (int, bool) {
	total := func(s string) (n int) {
		for _, r := range s {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		return n
	}
	if total(a) != total(b) {
		return 0, false
	}
	want := total(a[:offset])
	for i, r := range b {
		if want == 0 {
			return i, true
		}
		if !unicode.IsSpace(r) {
			want--
		}
	}
	return len(b), want == 0
}

// blank is the length of the white space that a text begins with.
func blank(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }

// Head is the beginning of a text, of about keep columns; whole says that nothing was cut.
func Head(s string, keep int) (head string, whole bool) {
	if columns(s) <= keep+keep/4 {
		return s, true
	}
	return strings.TrimRightFunc(s[:headBytes(s, keep)], unicode.IsSpace), false
}

// Around cuts a text down to what stands around the bytes [start, end) of it, to about keep columns in all; of a part longer
// than that its beginning is left. cutBefore and cutAfter say that something went there.
func Around(s string, start, end, keep int) (before, middle, after string, cutBefore, cutAfter bool) {
	before, middle, after = s[:start], s[start:end], s[end:]
	if columns(middle) > keep {
		return "", strings.TrimRightFunc(middle[:headBytes(middle, keep)], unicode.IsSpace), "", before != "", true
	}
	keep -= columns(middle)
	// What one side has no use for the other side gets.
	left, right := columns(before), columns(after)
	left = min(left, max(keep/2, keep-right))
	right = min(right, keep-left)
	if left < columns(before) {
		before, cutBefore = strings.TrimLeftFunc(before[len(before)-tailBytes(before, left):], unicode.IsSpace), true
	}
	if right < columns(after) {
		after, cutAfter = strings.TrimRightFunc(after[:headBytes(after, right)], unicode.IsSpace), true
	}
	return before, middle, after, cutBefore, cutAfter
}

// Spans is a row's comparison, made up where the row has none because nothing differs or one side is missing.
func Spans(row *diff.Row) []diff.Span {
	if len(row.Spans) > 0 {
		return row.Spans
	}
	old, new := Text(row.Old), Text(row.New)
	switch {
	case len(row.New) == 0:
		return []diff.Span{{Op: diff.SpanDelete, Old: old}}
	case len(row.Old) == 0:
		return []diff.Span{{Op: diff.SpanInsert, New: new}}
	case old == new || row.Status == diff.Equal || row.Cosmetic:
		return []diff.Span{{Op: diff.SpanEqual, Old: old, New: new}}
	}
	return []diff.Span{{Op: diff.SpanDelete, Old: old}, {Op: diff.SpanInsert, New: new}}
}

// Text joins the texts of blocks as a row's spans do.
func Text(refs []diff.BlockRef) string {
	if len(refs) == 1 {
		return refs[0].Text
	}
	texts := make([]string, len(refs))
	for i, b := range refs {
		texts[i] = b.Text
	}
	return strings.Join(texts, "\n")
}

// around keeps the ends of an equal span that touch a change. At the beginning of a row only its tail does, at the end
// only its head.
func around(s Piece, keep int, first, last bool) []Piece {
	oldHead, oldTail := ends(s.Old, keep, first, last)
	newHead, newTail := ends(s.New, keep, first, last)
	// Both sides are cut or neither, so that a gap means the same on both.
	if oldHead+oldTail >= len(s.Old) || newHead+newTail >= len(s.New) {
		return []Piece{{diff.SpanEqual, s.Old, s.New}}
	}
	var out []Piece
	if oldHead > 0 || newHead > 0 {
		out = append(out, Piece{diff.SpanEqual, s.Old[:oldHead], s.New[:newHead]})
	}
	out = append(out, Piece{Op: Gap})
	if oldTail > 0 || newTail > 0 {
		out = append(out, Piece{diff.SpanEqual, s.Old[len(s.Old)-oldTail:], s.New[len(s.New)-newTail:]})
	}
	return out
}

// ends returns how many bytes to keep at the head and at the tail of an equal text.
func ends(s string, keep int, first, last bool) (head, tail int) {
	const slack = 12 // a gap that saves less is not worth its mark
	if columns(s) <= keep+slack && (first || last) || columns(s) <= 2*keep+slack {
		return len(s), 0
	}
	if !first {
		head = len(strings.TrimRightFunc(s[:headBytes(s, keep)], unicode.IsSpace))
	}
	if !last {
		tail = len(strings.TrimLeftFunc(s[len(s)-tailBytes(s, keep):], unicode.IsSpace))
	}
	return head, tail
}

// columns is a quick estimate of display width: two for each character from the CJK blocks on.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	if r >= 0x2e80 {
		return 2
	}
	return 1
}

// headBytes is the length of a beginning of about keep columns that ends where a word does.
func headBytes(s string, keep int) int {
	n, end := 0, 0
	for i, r := range s {
		if n >= keep {
			break
		}
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			size = 1
		}
		n += columnsOf(r)
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if boundary(r, next) {
			end = i + size
		}
	}
	return end + restOfLink(s, end)
}

// restOfLink is how many bytes there are from a place inside the target of a Markdown link to its end; 0 outside.
func restOfLink(s string, at int) int {
	open := strings.LastIndex(s[:at], "](")
	if open < 0 || strings.Contains(s[open:at], ")") {
		return 0
	}
	n := strings.IndexByte(s[at:], ')')
	if n < 0 || strings.ContainsAny(s[at:at+n], " \n") {
		return 0
	}
	return n + 1
}

// tailBytes is the length of an end of about keep columns that begins where a word does.
func tailBytes(s string, keep int) int {
	n, start := 0, len(s)
	for i := len(s); i > 0 && n < keep; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		n += columnsOf(r)
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if i == 0 || boundary(before, r) {
			start = i
		}
	}
	start += restOfClause(s[start:])
	return len(s) - start - restOfLink(s, start)
}

// restOfClause is the length of the few characters that a text begins with before a clause ends in it. Chinese has no spaces
// to cut at, and 饋。 would be half of a word and the end of another sentence.
func restOfClause(s string) int {
	const few = 4
	n := 0
	for i, r := range s {
		if n++; n > few || r < 0x2e80 {
			return 0
		}
		if strings.ContainsRune("，。；：！？、", r) {
			return i + utf8.RuneLen(r)
		}
	}
	return 0
}

// boundary says whether a text may be cut between two characters: not inside a word of letters or a number, not before a
// mark that belongs to the character before it, and not between a bracket or a stop and the words it goes with.
func boundary(a, b rune) bool {
	if unicode.Is(unicode.M, b) || b == 0x200d || a == 0x200d || b >= 0xfe00 && b <= 0xfe0f {
		return false
	}
	if unicode.In(a, unicode.Ps, unicode.Pi) || unicode.In(b, unicode.Pe, unicode.Pf) || strings.ContainsRune("，。、；：！？,;!?", b) {
		return false
	}
	return !(inWord(a) && inWord(b))
}

// inWord says whether a character is part of a word that is written without spaces inside and is not CJK.
func inWord(r rune) bool {
	return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.@/:'’&=%?#+", r))
}
