package parallel

import (
	"testing"

	"policylog/diff/doc"
)

// A heading is quoted without its mark, and with all of its title.
func TestQuotedHeading(t *testing.T) {
	for text, want := range map[string]string{
		"## Names":      "<h2>Names</h2>",
		"## #1 & names": "<h2>#1 &amp; names</h2>",
	} {
		d := doc.Parse([]byte(text + "\n"))
		if got := quoted(d, []int{0}); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
