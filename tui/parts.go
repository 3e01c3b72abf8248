package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/render/excerpt"
)

// A long paragraph is shown in parts, each an item of its own that is laid out when it comes into view: that of hundreds
// of kilobytes would take longer than a frame. Parts end with a sentence where one ends near.

const (
	partBytes = 4 << 10
	longBytes = 2 * partBytes // from which a text is shown in parts
	partReach = 1 << 10       // how far the end of a sentence may be
)

// partsOf cuts the comparison of a long row into parts; nil where the row is not long.
func partsOf(row *diff.Row) [][]excerpt.Piece {
	n := 0
	for _, refs := range [][]diff.BlockRef{row.Old, row.New} {
		for _, b := range refs {
			n += len(b.Text)
		}
	}
	if n < 2*longBytes {
		return nil
	}
	pieces := []excerpt.Piece{{Op: diff.SpanEqual, New: excerpt.Text(row.New)}}
	if row.Status != diff.Equal {
		pieces = excerpt.Of(row, -1)
	}
	var out [][]excerpt.Piece
	var part []excerpt.Piece
	room := partBytes
	for _, p := range pieces {
		for {
			head, tail := cutPiece(p, room)
			part = append(part, head)
			if room -= max(len(head.Old), len(head.New)); room <= 0 {
				out, part, room = append(out, part), nil, partBytes
			}
			if tail.Old+tail.New == "" {
				break
			}
			p = tail
		}
	}
	if part != nil {
		out = append(out, part)
	}
	return out
}

// cutPiece cuts a piece after about so many bytes; tail is empty where it is hardly longer. The two sides of equal text
// may differ in script and form: they are cut after as many letters.
func cutPiece(p excerpt.Piece, n int) (head, tail excerpt.Piece) {
	n = max(n, 1)
	if max(len(p.Old), len(p.New)) <= n+partReach {
		return p, tail
	}
	head, tail = excerpt.Piece{Op: p.Op}, excerpt.Piece{Op: p.Op}
	lead, other := &p.New, &p.Old
	leadHead, leadTail, otherHead, otherTail := &head.New, &tail.New, &head.Old, &tail.Old
	if len(p.Old) > len(p.New) {
		lead, other = other, lead
		leadHead, leadTail, otherHead, otherTail = otherHead, otherTail, leadHead, leadTail
	}
	at := partEnd(*lead, n)
	*leadHead, *leadTail = (*lead)[:at], (*lead)[at:]
	to := at
	if *other != *lead {
		to = afterLetters(*other, letters(*leadHead))
	}
	*otherHead, *otherTail = (*other)[:to], (*other)[to:]
	return head, tail
}

// partEnd is where a text is cut that is longer than n bytes: after the next sentence, failing that after the next word.
func partEnd(s string, n int) int {
	n = min(n, len(s))
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n++
	}
	word := -1
	for i, r := range s[n:min(n+partReach, len(s))] {
		at := n + i + utf8.RuneLen(r)
		switch {
		case r == utf8.RuneError:
			continue
		case strings.ContainsRune("。！？\n", r):
			return at
		case r == ' ' && i > 0 && strings.IndexByte(".!?", s[n+i-1]) >= 0:
			return at
		case r == ' ' && word < 0:
			word = at
		}
	}
	if word >= 0 {
		return word
	}
	return n
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// afterLetters is the position after so many letters and the marks that follow them.
func afterLetters(s string, n int) int {
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return len(s)
}

// textParts cuts a long text as partsOf cuts a comparison.
func textParts(s string) []string {
	var out []string
	for len(s) > longBytes {
		at := partEnd(s, partBytes)
		out, s = append(out, s[:at]), s[at:]
	}
	return append(out, s)
}
