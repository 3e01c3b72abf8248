package lint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"policylog/diff/doc"
	"policylog/diff/terms"
	"policylog/internal/pattern"
)

// A reference by number is a verb of looking up and the number of a section, a reference to an attachment the same with
// its name: "see Section 7.3", "詳見第 5.2 節", "参见附件二".
var (
	sectionEN = pattern.Lazy(`(?i)\b(?:see|refer to|described in|set out in|set forth in|explained in|outlined in|listed in|provided in|as stated in|pursuant to|in accordance with|under) ` +
		`(?:also )?(?:our |the |this )?(?:sections?|clauses?|paragraphs?) (\d{1,2}(?:\.\d{1,2}){0,3})\b`)
	sectionZH = pattern.Lazy(`(?:[參参][閱阅見见考照]|[詳详請请][見见閱阅參参]|[見见]|按照|依照|根[據据]|依[據据]?)[^。；;！!？?\n第“”「」《》]{0,8}第[ ]?` +
		`([一二三四五六七八九十百]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[ ]?(?:[條条][款]?|[節节]|章|部分|款|[項项])`)
	annexEN = pattern.Lazy(`\b(?:[Ss]ee|[Rr]efer to|described in|set out in|set forth in|listed in|provided in)(?: also)?(?: our| the)? ((?:Annex|Appendix|Schedule|Exhibit|Attachment) (?:[A-Z]|\d{1,2}|[IVX]{1,4}))\b`)
	annexZH = pattern.Lazy(`(?:[參参][閱阅見见考照]|[詳详請请][見见閱阅參参]|[見见])[^。；;！!？?\n“”「」《》]{0,8}((?:附件|附[錄录]|附表)[ ]?(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[A-Z]))`)

	// another says that the number is one of another text: a law's, a contract's, or one that a link leads to.
	another = pattern.Lazy(`\b(?:Act|Acts|Code|Law|Laws|Regulations?|Directive|Convention|Constitution|Statutes?|Ordinance|Rules?|GDPR|CCPA|CPRA|LGPD|PIPEDA|DSA|DMA|U\.?S\.?C|C\.?F\.?R|Terms|Agreement|Addendum|Contract|Clauses|Decision|Guidelines)\b|` +
		`法|條例|条例|規定|规定|辦法|办法|準則|准则|標準|标准|協議|协议|合同|契約|契约|規則|规则|《|》`)
)

// numbered finds references to sections by a number that none has, and to attachments that are not in the text. It is
// silent unless the text numbers its sections that way: three of them on the level meant, beginning with the first; where
// the sentence names another text; and where any block begins with the number.
func (c *checker) numbered() {
	var chains [][]int // of sections and items
	for i := range c.d.Sections {
		if o := c.d.Sections[i].Ordinal; len(o) > 0 {
			chains = append(chains, o)
		}
	}
	starts := func(with string) bool {
		return slices.ContainsFunc(c.d.Blocks, func(b doc.Block) bool {
			s := strings.TrimLeft(b.Text, " \t#*_>-+|（(【[　")
			if len(s) < len(with) || !strings.EqualFold(s[:len(with)], with) {
				return false
			}
			rest := s[len(with):]
			return rest == "" || rest[0] < '0' || rest[0] > '9'
		})
	}
	c.prose(func(b *doc.Block) {
		if b.Kind == doc.Heading {
			return
		}
		for _, re := range []func() *regexp.Regexp{sectionEN, sectionZH} {
			for _, m := range re().FindAllStringSubmatchIndex(b.Text, -1) {
				number := b.Text[m[2]:m[3]]
				chain := chainOf(number)
				if chain == nil || !c.spend(len(b.Text)+len(chains)+len(c.d.Blocks)) || ofAnother(b.Text[m[1]:]) || c.speaks(another, b.Text, m[0], m[1]) || inLink(b.Text, m[3]) ||
					!numbersLike(chains, chain) || has(chains, chain) || starts(number) || c.itemNumbered(chains, chain) {
					continue
				}
				c.add(Reference, b, m[0], m[1], c.cat.Text(terms.LintNoSection, shown(number)))
			}
		}
		for _, re := range []func() *regexp.Regexp{annexEN, annexZH} {
			for _, m := range re().FindAllStringSubmatchIndex(b.Text, -1) {
				name := b.Text[m[2]:m[3]]
				if !c.spend(len(b.Text)+len(c.d.Sections)+len(c.d.Blocks)) || ofAnother(b.Text[m[1]:]) || c.speaks(another, b.Text, m[0], m[1]) || inLink(b.Text, m[3]) || starts(name) ||
					slices.ContainsFunc(c.d.Sections, func(s doc.Section) bool { return strings.Contains(key(s.Number+s.Title), key(name)) }) {
					continue
				}
				c.add(Reference, b, m[2], m[3], c.cat.Text(terms.LintNoAnnex, c.cat.Quote(shown(name))))
			}
		}
	})
}

// ofAnother says whether a reference goes on "of the framework": the number is one of that, unless it is of this text.
func ofAnother(after string) bool {
	after = strings.TrimLeft(after, " ")
	for _, word := range []string{"of ", "to ", "in ", "within "} {
		if rest, ok := strings.CutPrefix(after, word); ok {
			return !strings.HasPrefix(rest, "this ")
		}
	}
	return false
}

// chainOf reads a number: "7.3" is 7 and 3, "十二" is 12; nil where it is none.
func chainOf(number string) []int {
	var out []int
	for part := range strings.SplitSeq(number, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			n = value(part)
		}
		if n == 0 {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// numbersLike says whether sections are numbered on the level that a number is of: the first, the second and the third
// are there, under the same parents for a number of several levels, or the parent itself is missing among so many.
func numbersLike(chains [][]int, want []int) bool {
	top := [][]int{{1}, {2}, {3}}
	for _, t := range top {
		if !slices.ContainsFunc(chains, func(c []int) bool { return c[0] == t[0] }) {
			return false
		}
	}
	if len(want) == 1 || !slices.ContainsFunc(chains, func(c []int) bool { return c[0] == want[0] }) {
		return true
	}
	parent := want[:len(want)-1]
	return slices.ContainsFunc(chains, func(c []int) bool { return len(c) == len(want) && slices.Equal(c[:len(parent)], parent) })
}

func has(chains [][]int, want []int) bool {
	return slices.ContainsFunc(chains, func(c []int) bool { return len(c) >= len(want) && slices.Equal(c[:len(want)], want) })
}

// itemNumbered says whether a block has the last of a number as its mark, where its parent is there: a clause that was
// taken for a list item.
func (c *checker) itemNumbered(chains [][]int, want []int) bool {
	last := len(want) - 1
	if last > 0 && !has(chains, want[:last]) {
		return false
	}
	return slices.ContainsFunc(c.d.Blocks, func(b doc.Block) bool {
		return b.Mark != "" && b.Kind != doc.Heading && value(b.Mark) == want[last]
	})
}

// inLink says whether a place in a text is in the words of a link: it leads to where it is meant.
func inLink(s string, at int) bool {
	open, shut := strings.LastIndexByte(s[:at], '['), strings.LastIndexByte(s[:at], ']')
	return open > shut && strings.Contains(s[at:], "](")
}
