package diff

import (
	"strings"
	"testing"
)

func TestWeekdays(t *testing.T) {
	for _, c := range []struct{ raw, want string }{ // the date is |
		{"on Friday, |", "Friday"},
		{"on FRI. |", "FRI."},
		{"Freitag, dem |", "Freitag"},
		{"Friday the |", "Friday"},
		{"le vendredi |", "vendredi"},
		{"miércoles, |", "miércoles"},
		{"自星期五|", "星期五"},
		{"土曜日 |", "土曜日"},
		{"what we have in common |", ""},
		{"the |", ""},
		{"theme |", ""},
		{"|, Friday", "Friday"},
		{"| (Fri.)", "Fri."},
		{"|（星期五）", "星期五"},
		{"|（五）", "五"},
		{"|（ 金曜日 ）", "金曜日"},
		{"|周五生效", "周五"},
		{"| Sunset", ""},
		{"|（五年）", ""},
		{"|", ""},
	} {
		at := strings.IndexByte(c.raw, '|')
		raw := c.raw[:at] + "2021-01-15" + c.raw[at+1:]
		from, to := weekdayBefore(raw, at)
		if from == to {
			from, to = weekdayAfter(raw, at+len("2021-01-15"))
		}
		if raw[from:to] != c.want {
			t.Errorf("%q: %q, want %q", raw, raw[from:to], c.want)
		}
	}
}
