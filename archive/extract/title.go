package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pickTitle is the first heading of the text where it stands near its top, else the page's title; a lower heading, or a name
// above the text, where it alone is what a policy is called.
func (p *pageWork) pickTitle(blocks []block) string {
	level, title := 7, ""
	for i, b := range blocks {
		if b.kind != headingBlock {
			continue
		}
		l := strings.IndexByte(b.text, ' ')
		if l < level && (i < 8 || l == 1) {
			level, title = l, b.plain
			if l == 1 {
				break
			}
		}
	}
	if level > 1 && p.title != "" {
		switch {
		case namesDocument(strings.ToLower(p.title)):
			title = p.title
		case namesDocument(strings.ToLower(title)) && !numbered(title):
		case p.above != "":
			title = p.above
		default:
			title = p.title
		}
	}
	return clip(cleanLine(strings.ReplaceAll(title, "\n", " ")), 200)
}

// titleAbove is the last text before the content that has an element of its own and is what a policy is called, "" for none.
func titleAbove(body, content *html.Node) string {
	title := ""
	for d := range body.Descendants() {
		if d == content {
			return title
		}
		text := d.FirstChild
		if text == nil || text != d.LastChild || text.Type != html.TextNode || d.DataAtom == atom.A || d.Parent.DataAtom == atom.A {
			continue
		}
		if s := strings.TrimSpace(text.Data); textSize(s) <= 60 && !sentenceEnd(s) && namesDocument(strings.ToLower(s)) {
			title = s
		}
	}
	return ""
}

// underTitle leaves out what stands above the policy's title and is no sentence: a trail of links to the page, the names of
// the site's brands. Nothing is left out above a heading that names no document: the name may be what stands there. A
// title that stands twice, for wide and for narrow screens, begins the text where it stands last.
func (p *pageWork) underTitle(blocks []block) []block {
	title := -1
	for i, b := range blocks {
		first := title < 0
		switch {
		case b.kind == headingBlock && strings.HasPrefix(b.text, "# ") && (first || strings.EqualFold(b.plain, blocks[title].plain)):
			title = i
		case !b.brief() || first && b.kind == headingBlock:
			if first || !namesDocument(strings.ToLower(blocks[title].plain)) {
				return blocks
			}
			return slices.Concat(p.aboveTitle(blocks[:title], blocks[title].plain), blocks[title:])
		}
	}
	return blocks
}

// aboveTitle is what is kept of that: a date, a number, whom the text is for or who speaks in it, what names a document and
// is not the title again.
func (p *pageWork) aboveTitle(blocks []block, title string) []block {
	return slices.DeleteFunc(blocks, func(b block) bool {
		lower := strings.ToLower(b.plain)
		led := strings.HasPrefix(b.text, "[") && strings.HasSuffix(b.text, ")")
		switch {
		case b.kind != headingBlock && digits(b.plain):
			return false
		case led, strings.HasSuffix(lower, strings.ToLower(title)):
		case namesDocument(lower), words(lower) > brandWords, sentenceEnd(lower), strings.ContainsAny(lower, ":："):
			return false
		}
		p.notes.drop("“"+clip(b.plain, 80)+"”", "above the title")
		return true
	})
}

// brandWords are as many as the name of a brand has; who a text is for takes more.
const brandWords = 3

// brief reports a line that is no sentence.
func (b *block) brief() bool {
	return (b.kind == paragraphBlock || b.kind == itemBlock || b.kind == headingBlock) &&
		len(b.plain) <= 160 && (textSize(b.plain) < 30 || !sentenceEnd(b.plain))
}

// headTitle makes a heading of the page's title where the text begins with it as a plain line and has no other heading 1.
func (p *pageWork) headTitle(blocks []block) {
	if len(blocks) == 0 || blocks[0].kind != paragraphBlock || words(blocks[0].plain) == 0 || !strings.EqualFold(blocks[0].plain, p.title) {
		return
	}
	for _, b := range blocks {
		if b.kind == headingBlock && strings.HasPrefix(b.text, "# ") {
			return
		}
	}
	blocks[0].kind, blocks[0].text = headingBlock, "# "+strings.Trim(blocks[0].text, "*")
}

// trimSite takes the site's name off a <title>: the part that names a policy stays, else the first.
func trimSite(s string) string {
	for _, sep := range []string{" | ", " – ", " — ", " · ", " :: ", " - ", " : ", " » ", "_", "｜", " • "} {
		parts := strings.Split(s, sep)
		if len(parts) < 2 {
			continue
		}
		for _, part := range parts {
			if legal(part) {
				return strings.TrimSpace(part)
			}
		}
		return strings.TrimSpace(parts[0])
	}
	// In Chinese and Japanese titles a hyphen has no spaces beside it.
	for part := range strings.SplitSeq(s, "-") {
		if strings.ContainsFunc(part, wide) && legal(part) {
			return strings.TrimSpace(part)
		}
	}
	return s
}
