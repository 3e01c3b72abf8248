package doc

import (
	"regexp"
	"strings"
	"testing"

	"policylog/internal/realdata"
)

var (
	links = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	tags  = regexp.MustCompile(`<[^>]+>`)
)

// withoutMarkup writes a document as somebody who copies it from a page would have it: no hashes, underlines, bold marks
// or links, a blank line behind each block.
func withoutMarkup(d *Document) string {
	var b strings.Builder
	for i := range d.Blocks {
		k := &d.Blocks[i]
		if k.Boiler || k.Kind == Attribute || k.Kind == Row {
			continue
		}
		t := k.Text
		if k.Kind == Heading {
			t = strings.TrimSpace(k.Mark + " " + d.Sections[k.Section].Title)
		}
		t = tags.ReplaceAllString(links.ReplaceAllString(t, "$1"), "")
		t = strings.NewReplacer("**", "", "\\", "").Replace(t)
		b.WriteString(strings.Repeat("  ", k.Depth) + t + "\n\n")
	}
	return b.String()
}

// TestHeadingsWithoutMarkup takes the markup off real policies and finds their headings again. Precision is a lower bound:
// what counts as false is often a title that the Markdown had left unmarked as well.
func TestHeadingsWithoutMarkup(t *testing.T) {
	found, wanted, got := 0, 0, 0
	try := func(src []byte) {
		d := Parse(src)
		if len(d.Sections) < 4 {
			return
		}
		p := Parse([]byte(withoutMarkup(d)))
		var want, have []string
		for _, s := range d.Sections {
			// Without markup a line with a colon leads in what follows, and a long line is a sentence.
			if s.Title != "" && !strings.HasSuffix(s.Title, ":") && width(s.Title) <= 80 {
				want = append(want, head(s.Title))
			}
		}
		for _, s := range p.Sections {
			have = append(have, head(s.Title))
		}
		missing, _ := setDiff(want, have)
		wanted += len(want)
		found += len(want) - len(missing)
		got += len(have)
	}
	for _, name := range []string{xiaomiTW, xiaomiEN} {
		policy, _ := StripMetadata(realdata.File(t, name))
		try(policy)
	}
	if found < wanted-2 {
		t.Errorf("seeds: %d of %d headings", found, wanted)
	}
	blobs(t, "ota-pga-versions", step(60), func(_ string, text []byte) { try(text) })
	recall, precision := float64(found)/float64(wanted), float64(found)/float64(got)
	t.Logf("%d headings: recall %.3f, precision %.3f", wanted, recall, precision)
	if recall < 0.9 || precision < 0.7 {
		t.Errorf("recall %.3f, precision %.3f", recall, precision)
	}
}
