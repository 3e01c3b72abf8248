package archive

import (
	"slices"
	"testing"
)

// What the next run goes by is what was kept.
func TestLastAfter(t *testing.T) {
	first := Last{}.After(Outcome{
		Status: StatusNew, Markdown: []byte("one"), Title: "T", Extractor: "x", SHA256: "a", ETag: `"1"`, LastModified: "m",
		Extra: map[string]string{extraExtractor: "x", extraText: "one"},
	})
	if string(first.Text) != "one" || first.Extractor != "x" || first.ETag != `"1"` || first.LastModified != "m" || len(first.Earlier) != 0 {
		t.Errorf("after the first: %+v", first)
	}
	second := first.After(Outcome{Status: StatusChanged, Markdown: []byte("two"), SHA256: "b", Extra: map[string]string{extraText: "two"}})
	if string(second.Text) != "two" || !slices.Equal(second.Earlier, []string{digest([]byte("one"))}) {
		t.Errorf("after a change: %+v", second)
	}
	held := second.After(Outcome{Status: StatusHeld, Markdown: []byte("wall"), SHA256: "c"})
	if string(held.Text) != "two" || held.Status != StatusHeld {
		t.Errorf("after what was held: %+v", held)
	}
	// An upgrade is no capture: the validators still hold, but not what the text agreed with.
	upgraded := first.After(Outcome{Status: StatusUpgraded, Markdown: []byte("One"), Extractor: "y"})
	if upgraded.Status != StatusNew || upgraded.SHA256 != "a" || upgraded.ETag != `"1"` || string(upgraded.Text) != "One" || upgraded.Extractor != "y" {
		t.Errorf("after an upgrade: %+v", upgraded)
	}
	if knownExtractor(upgraded) != "y" || !knownText(upgraded) || len(upgraded.Earlier) != 0 || len(first.Extra) != 2 {
		t.Errorf("after an upgrade: %+v, before %v", upgraded, first.Extra)
	}
	for i := range 2 * EarlierTexts {
		second = second.After(Outcome{Status: StatusChanged, Markdown: []byte{byte(i)}})
	}
	if len(second.Earlier) != EarlierTexts {
		t.Errorf("%d texts are remembered", len(second.Earlier))
	}
}

func TestSummaryOK(t *testing.T) {
	for _, c := range []struct {
		sum  Summary
		ok   bool
		line string
	}{
		{Summary{Sources: 1, Checked: 1, Unchanged: 1}, true, "1 source: 1 unchanged"},
		{Summary{Sources: 3, New: 1, Changed: 1, Upgraded: 1, Flaps: 1, Withdrawn: 1}, true, "3 sources: 1 new, 1 changed, 1 of them flapping, 1 upgraded, 1 withdrawn"},
		{Summary{Sources: 2, Failed: 1, Unchanged: 1}, false, "2 sources: 1 unchanged, 1 failed"},
		{Summary{Sources: 2, Held: 1, Unchanged: 1}, false, "2 sources: 1 unchanged, 1 held"},
		{Summary{Sources: 4, Checked: 1, New: 1, Interrupted: true}, false, "4 sources: 1 new, stopped before 3"},
	} {
		if c.sum.OK() != c.ok || c.sum.Line() != c.line {
			t.Errorf("%q, %v; want %q, %v", c.sum.Line(), c.sum.OK(), c.line, c.ok)
		}
	}
}
