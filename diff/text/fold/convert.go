package fold

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

// converter makes a conversion of OpenCC on first use: building one costs milliseconds, and most runs need none.
func converter(name string) func() *opencc.OpenCC {
	return sync.OnceValue(func() *opencc.OpenCC {
		c, err := opencc.New(name)
		if err != nil {
			// The dictionaries are embedded: this is a mistake in the name above or in the module itself.
			panic("opencc " + name + ": " + err.Error())
		}
		return c
	})
}

var (
	s2tw = converter("s2tw")
	t2s  = converter("t2s")
)

// ToTraditional converts a text to Traditional characters as Taiwan writes them (OpenCC s2tw), for display. Words are
// not changed to those of a region. The first call costs some tens of milliseconds.
func ToTraditional(s string) string { return convert(s2tw, s) }

// ToSimplified converts a text to Simplified characters (OpenCC t2s), for display. For comparison use Simplified, which
// is faster and folds variants too.
func ToSimplified(s string) string { return convert(t2s, s) }

// convert runs a conversion over the valid UTF-8 of s between control characters: OpenCC would replace bytes that are not
// UTF-8, and its trie takes control characters for its own.
func convert(c func() *opencc.OpenCC, s string) string {
	if !hasHan(s) {
		return s
	}
	if utf8.ValidString(s) && !strings.ContainsFunc(s, isControl) {
		return converted(c(), s)
	}
	var b strings.Builder
	start := 0
	for i, r := range s {
		if !isControl(r) && (r != utf8.RuneError || strings.HasPrefix(s[i:], "\uFFFD")) {
			continue
		}
		b.WriteString(converted(c(), s[start:i]))
		b.WriteByte(s[i])
		start = i + 1
	}
	b.WriteString(converted(c(), s[start:]))
	return b.String()
}

func converted(c *opencc.OpenCC, s string) string {
	out, err := c.Convert(s)
	if err != nil {
		return s // Convert fails on no input; if it ever does, unconverted text is right to the letter
	}
	return out
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' && r != '\r' }

// hasHan tells whether anything in s could be converted.
func hasHan(s string) bool {
	for _, r := range s {
		if r >= first && r != utf8.RuneError {
			return true
		}
	}
	return false
}
