package lint

import (
	"net/url"
	"strings"
	"unicode"

	"policylog/diff/doc"
	"policylog/diff/terms"
	"policylog/internal/pattern"
)

var (
	link = pattern.Lazy(`(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?[^()\n]*\)`)
	// anchorAt are the ways in which a text names a place in itself.
	anchorAt = pattern.Lazy(`\{:?[^}\n]*#([\w.:-]+)[^}\n]*\}|<[a-zA-Z][^>\n]*\s(?:id|name)\s*=\s*["']?([\w.:-]+)`)
)

// links finds links without a target, and links to a place in the document that is not there. Of the latter it speaks
// only where at least half of such links are found: an extracted text has often lost its anchors. Links without words are
// passed over: they are pictures, whose words extraction has lost.
func (c *checker) links() {
	places := map[string]bool{"top": true}
	for _, m := range anchorAt().FindAllStringSubmatch(c.d.Source, -1) {
		places[strings.ToLower(m[1]+m[2])] = true
	}
	for i := range c.d.Sections {
		s := &c.d.Sections[i]
		for _, title := range []string{s.Title, s.Name()} {
			for _, slug := range slugs(title) {
				places[slug] = true
			}
		}
	}
	type place struct {
		b          *doc.Block
		start, end int
		target     string
	}
	var dead []place
	inside := 0
	c.prose(func(b *doc.Block) {
		for _, m := range link().FindAllStringSubmatchIndex(b.Text, -1) {
			image, words, target := m[2] != m[3], strings.Trim(b.Text[m[4]:m[5]], " \t*_`　"), b.Text[m[6]:m[7]]
			switch {
			case image:
			case words != "" && (target == "" || target == "#" || strings.HasSuffix(target, "://")):
				c.add(EmptyLink, b, m[0], m[1], c.cat.Text(terms.LintNoTarget, c.cat.Quote(shown(words))))
			case words != "" && len(target) > 1 && target[0] == '#':
				inside++
				id := strings.ToLower(target[1:])
				if un, err := url.PathUnescape(id); err == nil {
					id = un
				}
				if !places[id] {
					dead = append(dead, place{b, m[0], m[1], target})
				}
			}
		}
	})
	if 2*len(dead) > inside {
		return
	}
	for _, p := range dead {
		c.add(Anchor, p.b, p.start, p.end, c.cat.Text(terms.LintAnchor, shown(p.target)))
	}
}

// slugs are the anchors that GitHub and kramdown make of a title, and those that keep its full stops.
func slugs(title string) []string {
	lower := strings.ToLower(strings.TrimSpace(title))
	keep := func(ok func(rune) bool) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case ok(r):
				return r
			}
			return -1
		}, lower)
	}
	github := keep(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '-' || r == '_' })
	kramdown := strings.TrimLeft(keep(func(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r)) || r == '-' }), "0123456789-")
	dotted := keep(func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '-' || r == '_' || r == '.'
	})
	return []string{github, kramdown, dotted}
}
