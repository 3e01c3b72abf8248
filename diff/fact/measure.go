package fact

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Measure is what a quantity comes to however it is written, equal for two facts that say the same: 12 months and one
// year, 24 hours and 1 day, 30日 and thirty days, $20 million and 20,000,000 USD. A month has no number of days, and a
// working day is no day. It is "" for what is no quantity, and for a date that can be read two ways.
func (f Fact) Measure() string {
	switch f.Kind {
	case Date, Amount:
		return f.Value
	case Duration:
		parts := strings.Split(f.Value, "/")
		for i, p := range parts {
			parts[i] = period(p)
		}
		return strings.Join(parts, "/")
	}
	return ""
}

// period is an ISO 8601 duration in months or in seconds where it is in one unit, and as it stands otherwise.
func period(value string) string {
	number := strings.TrimLeft(value, "PT")
	unit := strings.TrimLeft(number, "0123456789")
	n, err := strconv.Atoi(strings.TrimSuffix(number, unit))
	if err != nil {
		return value
	}
	ofDay := strings.HasPrefix(value, "PT")
	switch {
	case unit == "Y":
		return fmt.Sprintf("%d months", 12*n)
	case unit == "M" && !ofDay:
		return fmt.Sprintf("%d months", n)
	case unit == "W":
		return fmt.Sprintf("%d seconds", n*7*86400)
	case unit == "D":
		return fmt.Sprintf("%d seconds", n*86400)
	case unit == "H":
		return fmt.Sprintf("%d seconds", n*3600)
	case unit == "M":
		return fmt.Sprintf("%d seconds", n*60)
	case unit == "S":
		return fmt.Sprintf("%d seconds", n)
	}
	return value
}

// Reading is Measure with what else the words of the quantity say: 30 calendar days and 30 additional days come to
// 30 days but do not read like them, and a bare $ is not yet US$. Two facts that read alike can stand for each other.
func (f Fact) Reading() string {
	m := f.Measure()
	if m == "" {
		return ""
	}
	low := strings.ToLower(f.Text)
	switch f.Kind {
	case Duration:
		if containsAny(low, "calendar", "自然", "日历", "日曆", "曆天", "kalender") {
			m += " calendar"
		}
		for _, w := range [...]string{"consecutive", "full", "additional", "more", "further", "natural"} {
			if slices.Contains(strings.FieldsFunc(low, func(r rune) bool { return !isLetter(r) }), w) {
				m += " " + w
			}
		}
	case Amount:
		named := containsAny(low, "us", "nt", "hk", "a$", "c$", "s$", "r$", "人民币", "人民幣", "rmb", "cny", "twd", "hkd", "美", "港", "台", "臺")
		if !named && containsAny(low, "$", "dollar", "¥", "￥", "元") {
			m += " unnamed"
		}
	}
	return m
}
