package safe

import (
	"strings"
	"unicode"
)

// Chat is Line for a message to a chat service, of which each has its own markup and none an escape that the others
// know. Signs that could make emphasis, code, links, quotes or a mention of somebody become their full-width likenesses,
// but where they stand inside a word; an invisible U+200B keeps addresses from becoming links, which services would
// follow for a preview, and "@" from calling on people.
func Chat(s string) string {
	rs := []rune(Line(s))
	at := func(i int) rune {
		if i < 0 || i >= len(rs) {
			return ' '
		}
		return rs[i]
	}
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	var b strings.Builder
	for i, r := range rs {
		switch {
		case strings.ContainsRune("<>[]`|\\", r),
			strings.ContainsRune("*_~", r) && !(word(at(i-1)) && word(at(i+1))),
			strings.ContainsRune("#-+=", r) && strings.TrimSpace(string(rs[:i])) == "":
			b.WriteRune(r - 0x20 + 0xff00)
		case r == '@':
			b.WriteString("@\u200b")
		case r == '#' && word(at(i+1)), r == '/' && at(i-1) == ':':
			b.WriteRune(r)
			b.WriteRune(0x200b)
		case r == ':' && at(i+1) == '/', r == '.' && word(at(i-1)) && unicode.IsLetter(at(i+1)):
			b.WriteRune(r)
			b.WriteRune(0x200b)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
