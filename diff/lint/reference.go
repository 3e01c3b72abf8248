package lint

import (
	"regexp"
	"strings"
	"unicode"

	"policylog/diff/doc"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/diff/text/fold"
	"policylog/internal/pattern"
)

// A reference is a verb of looking up, few words, and a quoted title. Titles in 《》 are those of other documents.
var (
	referenceZH = pattern.Lazy(`(?:[參参][閱阅見见考照]|[詳详請请][見见]|查[看閱阅])([^。；;！!？?\n“”「」『』"]{0,16})[“「『"]([^“”「」『』"\n]{2,60})[”」』"]\s*[\*_]*([^。；;！!？?\n]{0,10})`)
	referenceEN = pattern.Lazy(`(?i)\b(?:see|refer to|described in|set out in|explained in|outlined in|listed in|provided in)\b` +
		`([^.;\n“”"]{0,40})[“"]([^“”"\n]{3,100})[”"]\s*[\*_]*([^.;\n]{0,60})`)
	// hereZH and hereEN say that the title is one of this document: without such a word nothing is said.
	hereZH = pattern.Lazy(`下方|上方|下文|上文|本政策|本隱私|本隐私|本通知|本聲明|本声明|章節|章节|部分|一節|一节|小節|小节|[條条]款|[節节]中`)
	hereEN = pattern.Lazy(`(?i)\b(?:sections?|below|above|paragraphs?|heading|headed|titled|entitled)\b`)
	// elsewhereEN and elsewhereZH say that it is one of another document, or a menu.
	elsewhereZH = pattern.Lazy(`設定|设置|設置|選單|菜单|網站|网站`)
	elsewhereEN = pattern.Lazy(`(?i)\b(?:settings?|menu|website|tab|button|GDPR|Act|Regulation|Directive)\b`)
	documentEN  = pattern.Lazy(`\b(?:of|in) (?:our|the|its|their|your)\b[^.]{0,40}\b(?:Policy|Notice|Statement|Agreement|Terms|Guidelines?|Addendum)\b`)
)

// references finds sections cited by a title that no section has: the words are quoted, the sentence says that they stand
// in this document, and neither a title nor the beginning of any other block is like them. It is silent in a text with
// fewer than three titles: there its headings may not be known for what they are.
func (c *checker) references() {
	if len(c.d.Sections) < 3 {
		return
	}
	var titles []string
	for i := range c.d.Sections {
		titles = append(titles, key(c.d.Sections[i].Title))
	}
	near := map[string]int{} // answers of nearest by title
	var heads []string       // the beginning of every block, made when the first reference is met
	c.prose(func(b *doc.Block) {
		if b.Kind == doc.Heading {
			return
		}
		for _, lang := range []struct{ ref, here, elsewhere func() *regexp.Regexp }{
			{referenceZH, hereZH, elsewhereZH}, {referenceEN, hereEN, elsewhereEN},
		} {
			for _, m := range lang.ref().FindAllStringSubmatchIndex(b.Text, -1) {
				between, title, after := b.Text[m[2]:m[3]], b.Text[m[4]:m[5]], b.Text[m[6]:m[7]]
				if strings.Contains(title, "](http") {
					continue // a link to another page
				}
				title = link().ReplaceAllString(title, "$2")
				if !lang.here().MatchString(between+" "+after) || lang.elsewhere().MatchString(between) || documentEN().MatchString(after) ||
					!c.spend(len(titles)+len(c.d.Blocks)) || c.stands(key(title), titles, &heads, b.Index) {
					continue
				}
				message := c.cat.Text(terms.LintReference, c.cat.Quote(shown(title)))
				i, known := near[key(title)]
				if !known {
					if i = -1; c.spend(50 * len(titles)) {
						i = nearest(key(title), titles)
					}
					near[key(title)] = i
				}
				if i >= 0 {
					s := &c.d.Sections[i]
					message = c.cat.Text(terms.LintReferenceNear, c.cat.Quote(shown(title)), c.cat.Quote(shown(s.Number+" "+s.Title)))
				}
				c.add(Reference, b, m[4], m[5], message)
			}
		}
	})
}

// shown is a policy's text inside a message: on one line, harmless, cut when long.
func shown(s string) string { return ink.Truncate(safe.Line(s), 80) }

// key is a title as it is compared: one script, lower case, letters only.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, fold.Simplified(s))
}

// stands says whether a title is there: a section's title holds it, or is held by it and not much shorter, or another
// block begins with it.
func (c *checker) stands(title string, titles []string, heads *[]string, self int) bool {
	if title == "" {
		return true
	}
	for _, t := range titles {
		if t != "" && (strings.Contains(t, title) || 3*len(t) > 2*len(title) && strings.Contains(title, t)) {
			return true
		}
	}
	if *heads == nil {
		for i := range c.d.Blocks {
			b := &c.d.Blocks[i]
			*heads = append(*heads, key(head(b.Text[b.Body:])))
		}
	}
	for i, h := range *heads {
		if i != self && strings.HasPrefix(h, title) {
			return true
		}
	}
	return false
}

// head is the beginning of a text, as long as titles get.
func head(s string) string {
	if len(s) <= 300 {
		return s
	}
	return s[:300]
}

// nearest is the title most like one, by pairs of neighbouring letters (Dice's coefficient), -1 when none is half alike.
func nearest(title string, titles []string) int {
	want := pairs(title)
	best, at := 0.5, -1
	for i, t := range titles {
		got := pairs(t)
		common := 0
		for p, n := range got {
			common += min(n, want[p])
		}
		if d := 2 * float64(common) / float64(total(want)+total(got)+1); d > best {
			best, at = d, i
		}
	}
	return at
}

func pairs(s string) map[[2]rune]int {
	m := map[[2]rune]int{}
	rs := []rune(s)
	for i := 1; i < len(rs); i++ {
		m[[2]rune{rs[i-1], rs[i]}]++
	}
	return m
}

func total(m map[[2]rune]int) int {
	n := 0
	for _, c := range m {
		n += c
	}
	return n
}
