package diff_test

import (
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// A heading that came or went is told from a section that did: what stood under it, or in its subsections, is still there.
func TestTitleAlone(t *testing.T) {
	const (
		first  = "# Acme Privacy\n\n## Names\n\nWe ask for your name and for nothing else.\n\n"
		last   = "## Contact\n\nWrite to keeper@acme.example.\n"
		title  = "## Old habits\n\n"
		body   = "We keep a diary of what you read on our pages.\n\nThe diary has the page and the time of day.\n\n"
		part   = "### Diaries\n\nWe keep a diary of what you read on our pages.\n\n"
		second = "### Letters\n\nLetters are answered and then burnt in our garden.\n\n"
		other  = "Nobody but our gardener reads what you wrote to us.\n\n"
	)
	for _, c := range []struct {
		name     string
		old, new string
		alone    bool
	}{
		{"title alone", title + body, body, true},
		{"section", title + body, "", false},
		{"section, a part of it kept", title + body + other, other, false},
		{"title above subsections", title + part + second, part + second, true},
		{"title above subsections, one of them kept", title + part + second, part, true},
		{"section with its subsections", title + part + second, "", false},
		{"title with a rule", title + "---\n\n" + body, body, true},
	} {
		for _, side := range []struct {
			status   diff.Status
			old, new string
		}{{diff.Removed, c.old, c.new}, {diff.Added, c.new, c.old}} {
			r := diff.Compare(doc.Parse([]byte(first+side.old+last)), doc.Parse([]byte(first+side.new+last)), diff.Options{})
			places, found := r.Places(), false
			for i := range r.Blocks {
				row := &r.Blocks[i]
				var text string
				for _, b := range append(row.Old, row.New...) {
					text += b.Text
				}
				if text != "## Old habits" {
					continue
				}
				found = true
				if got := places.TitleAlone(row); row.Status != side.status || got != c.alone {
					t.Errorf("%s, %s: the heading is %s, alone %v", c.name, side.status, row.Status, got)
				}
			}
			if !found {
				t.Errorf("%s, %s: there is no such heading", c.name, side.status)
			}
		}
	}
}
