package archive

import (
	"slices"
	"testing"
)

func TestIgnoreHides(t *testing.T) {
	before, now := []byte("# Policy\n\nVisitors: 12\n\nWe keep it for 30 days.\n"), []byte("# Policy\n\nVisitors: 13\n\nWe keep it for 30 days.\n")
	for name, c := range map[string]struct {
		pattern string
		now     []byte
		hidden  bool
	}{
		"what it matches alone":     {`Visitors: \d+`, now, true},
		"more besides":              {`Visitors: \d+`, []byte("# Policy\n\nVisitors: 13\n\nWe keep it for 45 days.\n"), false},
		"a pattern that hides much": {`\d+`, []byte("# Policy\n\nVisitors: 12\n\nWe keep it for 45 days.\n"), true},
		"equal texts":               {`Visitors`, before, false},
	} {
		h, err := IgnoreHides([]string{c.pattern}, before, c.now)
		if err != nil || (h != nil) != c.hidden {
			t.Errorf("%s: %v, %v", name, h, err)
		}
	}
	if h, _ := IgnoreHides([]string{`\d+`}, before, now); h == nil || !slices.Equal(h.Removed, []string{"Visitors: 12"}) || !slices.Equal(h.Added, []string{"Visitors: 13"}) {
		t.Errorf("lines are %v", h)
	}
	if _, err := IgnoreHides([]string{"("}, before, now); err == nil {
		t.Error("a pattern that is none is taken")
	}
}

// Beside a line that never stands still, a clause that both captures have is a change.
func TestOnlyRandom(t *testing.T) {
	const before = "We keep it.\nVisitor 1\n"
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"We keep it.\nVisitor 2\n", "We keep it.\nVisitor 3\n", true},
		{"We keep it.\nWe sell it.\nVisitor 2\n", "We keep it.\nWe sell it.\nVisitor 3\n", false},
		{"Visitor 2\n", "Visitor 3\n", false},
	} {
		if got := onlyRandom([]byte(before), []byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%q, %q: %v", c.a, c.b, got)
		}
	}
}
