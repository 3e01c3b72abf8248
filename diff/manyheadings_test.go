package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// Of more headings than can all be held against each other, those are found again whose text stayed or whose neighbours
// did, whatever they are called now.
func TestManyHeadings(t *testing.T) {
	const n = 600
	text := func(title string) *doc.Document {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "## %s%d\n\nParagraph %d of this policy stays as it is.\n\n", title, i, i)
		}
		return doc.Parse([]byte(b.String()))
	}
	r := diff.Compare(text("Purpose"), text("用途"), diff.Options{})
	if r.Summary.Retitled != n || r.Summary.Equal != n || r.Summary.Added+r.Summary.Removed > 0 {
		t.Errorf("%+v", r.Summary)
	}
}

// Headings by the ten thousand with nothing in common cost what their number does, not what their pairs do.
func TestManyUnlikeHeadings(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and all on one goroutine")
	}
	const n = 50_000
	r := diff.Compare(doc.Parse([]byte(strings.Repeat("#\n", n))), doc.Parse([]byte(strings.Repeat("# a\n", n))), diff.Options{})
	if len(r.Blocks) < n {
		t.Errorf("%d rows", len(r.Blocks))
	}
}
