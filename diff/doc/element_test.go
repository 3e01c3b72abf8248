package doc

import (
	"fmt"
	"slices"
	"testing"
)

// Headings, paragraphs, items and rows of HTML inside Markdown are blocks as those of Markdown are.
func TestElementsOfHTML(t *testing.T) {
	for text, want := range map[string][]string{
		"# T\n\n<h2 id=\"a\">What <b>we</b> collect</h2>\n<ul>\n<li>One\n  goes on</li>\n<li><p>Two</p></li>\n</ul>\n<p>End.</p>\nMore.\n": {
			"heading # T", "heading <h2 id=\"a\">What <b>we</b> collect</h2>", "html <ul>", "item <li>One\n  goes on</li>", "item <li><p>Two</p></li>", "html </ul>", "paragraph <p>End.</p>", "paragraph More.",
		},
		"<h2>甲</h2><ul><li>一<ul><li>乙</li></ul></li></ul>\n":       {"heading <h2>甲</h2>", "html <ul>", "item <li>一", "html <ul>", "item <li>乙</li>", "html </ul></li></ul>"},
		"<table><tr><td><p>a</p><ul><li>b</li></ul></table>\n":     {"html <table>", "row <tr><td><p>a</p><ul><li>b</li></ul></table>"},
		"<p align=\"center\"><img src=\"a.png\"></p>\n":            {"html <p align=\"center\"><img src=\"a.png\"></p>"},
		"<div>Plain words</div>\n\n<pre>\n<li>code</li>\n</pre>\n": {"html <div>Plain words</div>", "html <pre>\n<li>code</li>\n</pre>"},
	} {
		var got []string
		for _, b := range Parse([]byte(text)).Blocks {
			got = append(got, fmt.Sprintf("%s %s", b.Kind, b.Text))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
	s := Parse([]byte("# T\n\n<h2>1. Scope</h2>\n<p>All.</p>\n<h3>1.1 More</h3>\n")).Sections
	if len(s) != 3 || s[1].Number != "1" || s[1].Title != "Scope" || s[2].Level != 3 {
		t.Errorf("sections %+v", s)
	}
}
