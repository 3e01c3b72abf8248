package diff_test

import (
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// A paragraph of a hundred thousand dates, or of years without a copyright sign, costs what its length does.
func TestManyDates(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing in it that others do not do at once")
	}
	for _, unit := range []string{"2024-01-01 ", "2024年1月1日 ", "2024 "} {
		half := strings.Repeat(unit, 1<<19/len(unit))
		r := diff.Compare(doc.Parse([]byte("We begin "+half+half)), doc.Parse([]byte("We begin "+half+"changed words "+half)), diff.Options{})
		if len(r.Blocks) != 1 || r.Blocks[0].Class == diff.DateOnly {
			t.Errorf("%q: %d rows", unit, len(r.Blocks))
		}
	}
}
