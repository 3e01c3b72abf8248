package parallel_test

import (
	"fmt"
	"strings"
	"testing"

	"policylog/diff/doc"
	"policylog/diff/parallel"
)

// The pairs of very many sections do not fit into memory; the sections are compared all the same.
func TestVeryManySections(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and all on one goroutine")
	}
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "## %d. t%d\n", i, i)
	}
	r := parallel.Compare(doc.Parse([]byte(b.String())), doc.Parse([]byte(b.String()+"\nThe end.\n")), parallel.Options{})
	if r == nil {
		t.Fatal("no result")
	}
}
