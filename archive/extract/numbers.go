package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"policylog/internal/pattern"
)

// joinNumbers puts the number of a clause that stands in a box of its own before the text in the box beside it, where a
// reader sees it.
func joinNumbers(blocks []block) []block {
	out := blocks[:0]
	for _, b := range blocks {
		if n := len(out) - 1; n >= 0 && (b.kind == paragraphBlock || b.kind == itemBlock && b.first == out[n].rest) && numbers(out[n], b.node) {
			out[n].text = joinLinks(out[n].text, b.text)
			out[n].plain += " " + b.plain
			out[n].node = b.node
			continue
		}
		out = append(out, b)
	}
	return out
}

// joinLinks puts a number before a text; two links to one place become one.
func joinLinks(number, text string) string {
	label, target, link := strings.Cut(number, "](")
	if link && strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]("+target) {
		return label + " " + text[1:]
	}
	return number + " " + text
}

// numbers reports a block that is a number alone, beside what an element is in or above it in the same box.
func numbers(b block, text *html.Node) bool {
	if b.kind != paragraphBlock && b.kind != itemBlock || len(b.plain) > 20 || !clauseNumber().MatchString(b.plain) {
		return false
	}
	box := b.node
	for bullet(b.plain) && elementAfter(box) == nil && box.Parent != nil && rawText(box.Parent, 40) == b.plain {
		box = box.Parent
	}
	beside := elementAfter(box)
	return beside != nil && (beside == text || within(text, beside)) || within(text, b.node)
}

// bullet reports what numbers nothing by itself, in however many boxes it stands.
func bullet(text string) bool { return len(text) <= utf8.UTFMax && strings.ContainsAny(text, bullets) }

const bullets = "•●○■◆▪"

// clauseNumber is a whole text: "1.", "1.1", "(a)", "iv)", "§ 3", "第三条", "제1조", "（一）", "二、", or a bullet.
var clauseNumber = pattern.Lazy(`^(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|[(（](?:\d{1,2}|[a-z]|[ivx]{1,5}|[一二三四五六七八九十]{1,3})[)）]|(?:[a-z]|[ivx]{1,5}|[IVX]{1,5}|[A-Z])[.)]` +
	`|§ ?\d{1,3}|第[一二三四五六七八九十\d０-９]{1,3}[条條章節节]|제 ?\d{1,3} ?[조장]|[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}、|[①-⑳]|[가-하][.)]|[` + bullets + `])$`)
