package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// A paragraph of ten thousands of addresses that is gone, or has others now, tells each of them once, in time that grows
// with their number.
func TestManyFacts(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and all on one goroutine")
	}
	const n = 20_000
	list := func(format string) *doc.Document {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
			fmt.Fprintf(&b, format, i)
		}
		return doc.Parse([]byte("Write to " + b.String()))
	}
	mailboxes := list("a%d@b.example ")
	for _, c := range []struct {
		name     string
		old, new *doc.Document
		want     int
	}{
		{"gone", mailboxes, doc.Parse(nil), n},
		{"others", mailboxes, list("c%d@d.example "), 2 * n},
	} {
		changed := 0
		for _, r := range diff.Compare(c.old, c.new, diff.Options{}).Blocks {
			for _, f := range r.Facts {
				changed += min(len(f.Old), 1) + min(len(f.New), 1)
			}
		}
		if changed != c.want {
			t.Errorf("%s: %d addresses, want %d", c.name, changed, c.want)
		}
	}
}
