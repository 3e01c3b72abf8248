package store

import (
	"testing"
	"time"
)

// What a person may write as a date, and the first and the last second that it means.
func TestParsePeriod(t *testing.T) {
	for _, c := range []struct{ in, from, last string }{
		{"2022", "2022-01-01T00:00:00Z", "2022-12-31T23:59:59Z"},
		{"2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z"},
		{"2022-06-30", "2022-06-30T00:00:00Z", "2022-06-30T23:59:59Z"},
		{"2022/6/30", "2022-06-30T00:00:00Z", "2022-06-30T23:59:59Z"},
		{" 2022.6 ", "2022-06-01T00:00:00Z", "2022-06-30T23:59:59Z"},
		{"2022-06-30T08:00:00+08:00", "2022-06-30T00:00:00Z", "2022-06-30T00:00:00Z"},
		{"2022-06-30 08:15", "2022-06-30T08:15:00Z", "2022-06-30T08:15:00Z"},
	} {
		p, err := ParsePeriod(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if from, last := p.From.Format(time.RFC3339), p.Last().Format(time.RFC3339); from != c.from || last != c.last {
			t.Errorf("%q: %s to %s, want %s to %s", c.in, from, last, c.from, c.last)
		}
	}
	for _, s := range []string{"", "soon", "01/02/2026", "1/2026", "2022-13", "2023-02-29", "20221", "2022abcd", "3022", "2022-06-30T25:00Z"} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("%q was read as %v", s, p)
		}
	}
}
