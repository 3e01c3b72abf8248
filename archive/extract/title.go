package extract

import "strings"

// pickTitle is the first heading of the text where it stands near its top, else the page's title.
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
		return clip(cleanLine(p.title), 200)
	}
	return clip(cleanLine(strings.ReplaceAll(title, "\n", " ")), 200)
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
	return s
}
