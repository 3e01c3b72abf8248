package notice

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff"
	"policylog/diff/doc"
)

// Whatever ends lines and parts words in the two texts, a redline gives both back: a lone carriage return is a character
// that a reader is shown, one before a line feed is the line's end.
func TestRedlineOfAnyWhiteSpace(t *testing.T) {
	pieces := []string{
		"We keep", "your name", "我們", "保存資料", "30 days", "\r", "\r\n", "\n", "\n\n", "\r\n\r\n", " ", "\t", "\f", "\v", "\u2028", "\u0085", "\u00a0", "\x00",
		"**", "[", "](https://a.example", ")", "|", "# ", "- ", "1. ", "<br>", "&amp;", "\x1b", "`", "\ufeff", "Bcc:",
	}
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom(pieces)
		old := rapid.SliceOfN(piece, 1, 25).Draw(t, "old")
		now := append([]string{}, old...)
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			i := rapid.IntRange(0, len(now)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "edit") {
			case 0:
				now[i] = piece.Draw(t, "new")
			case 1:
				now[i] += piece.Draw(t, "more")
			default:
				now[i] = ""
			}
		}
		a, b := strings.Join(old, ""), strings.Join(now, "")
		checkRedline(t, diff.Compare(doc.Parse([]byte(a)), doc.Parse([]byte(b)), diff.Options{}))
	})
}
