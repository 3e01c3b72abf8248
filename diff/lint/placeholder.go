package lint

import (
	"strings"

	"policylog/diff/doc"
	"policylog/diff/terms"
	"policylog/internal/pattern"
)

// blank finds what authors of templates leave to be filled in. Letters X count beside Chinese characters or in brackets
// only: alone they may be a Roman number or part of an example.
var blank = pattern.Lazy(`【[\s　]*】|【(?:请|請|待|插入|填)[^】\n]{0,40}】|［[\s　]*］|\[[ 　•●_…\.xX]{1,12}\]|` +
	`(?i:\[(?:insert|enter|add|your|company|date|name|tbd|tbc)\b[^\]\n]{0,60}\])|` +
	`\b(?:TBD|TBC|TODO|FIXME)\b|(?i:\blorem ipsum\b)|\{\{[^}\n]{0,60}\}\}|` +
	`\p{Han}[ ]?[xX×＊○]{2,6}[ ]?(?:公司|有限|[年月日]|平台|产品|產品|软件|軟體|服务|服務)|(?:^|[^\pL\d])[xX]{2,4}[ ]?(?:公司|有限公司|年[xX ]{1,4}月)`)

// example says that a sentence gives one.
var example = pattern.Lazy(`(?i)\bexamples?\b|\be\.g\.|such as|例`)

// placeholders finds blanks. It is silent about brackets that are a task list's or a link's, and about those inside a
// quotation or an example.
func (c *checker) placeholders() {
	c.prose(func(b *doc.Block) {
		for _, m := range blank().FindAllStringIndex(b.Text, -1) {
			text := b.Text[m[0]:m[1]]
			after := b.Text[m[1]:]
			if strings.HasPrefix(text, "[") && (strings.HasPrefix(after, "(") || strings.HasPrefix(after, "[") || strings.HasPrefix(after, ":")) {
				continue
			}
			if strings.HasPrefix(text, "[") && (!c.spend(len(b.Text)) || quoted(b.Text[:m[0]]) || c.speaks(example, b.Text, m[0], m[1])) {
				continue
			}
			if lead := strings.TrimSpace(b.Text[:m[0]]); strings.HasPrefix(text, "[") && b.Kind == doc.Item && (lead == "-" || lead == "*" || lead == "+") {
				continue
			}
			c.add(Placeholder, b, m[0], m[1], c.cat.Text(terms.LintPlaceholder, c.cat.Quote(shown(text))))
		}
	})
}

// quoted says whether a quotation is open at the end of a text.
func quoted(s string) bool {
	line := s[strings.LastIndexByte(s, '\n')+1:]
	return strings.Count(line, `"`)%2 == 1 || strings.Count(line, "“") > strings.Count(line, "”") ||
		strings.Count(line, "「") > strings.Count(line, "」")
}
