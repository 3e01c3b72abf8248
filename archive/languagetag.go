package archive

import (
	"golang.org/x/text/language"
)

// baseAndScript is a tag's language, and for Chinese its script, which the tag may imply (zh-TW: Hant); "" where it
// does not (zh).
func baseAndScript(tag string) (base, script string) {
	t, err := language.Parse(tag)
	if err != nil {
		return tag, ""
	}
	b, _ := t.Base()
	if b.String() != "zh" {
		return b.String(), ""
	}
	s, confidence := t.Script()
	if _, region := t.Region(); confidence != language.Exact && region != language.Exact {
		return "zh", ""
	}
	return "zh", s.String()
}
