package browser

import (
	"testing"
	"time"
)

func TestStillness(t *testing.T) {
	a, b := state{Ready: true, Size: 1000, Sum: 1}, state{Ready: true, Size: 1000, Sum: 2}
	const rest = time.Second
	for _, c := range []struct {
		name  string
		every time.Duration
		looks []state
		want  bool
	}{
		{"as long as asked", lookEvery, []state{a, a, a, a, a, a, a, a, a, a, a}, true},
		{"not yet", lookEvery, []state{a, a, a, a, a, a, a, a, a, a}, false},
		{"changed meanwhile", lookEvery, []state{a, a, a, a, a, b, b, b, b, b, b}, false},
		{"changed to and fro", lookEvery, []state{a, a, a, a, a, b, a, a, a, a, a}, false},
		{"looks that come late", 2 * rest, []state{a, a, a, a}, false},
		{"looks that take long", rest / 5, []state{a, a, a, a, a, a}, true},
	} {
		began := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		s, at := stillness{since: began}, began
		for i, now := range c.looks {
			at = began.Add(time.Duration(i) * c.every)
			s.look(now, at)
		}
		if got := s.lasts(rest, at); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
