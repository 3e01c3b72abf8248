package store

import (
	"strings"
	"time"

	"policylog/internal/pattern"
)

// Period is what a person means by a date: a year, a month, a day or a moment, in UTC. To is the moment after its end;
// of a moment it is From.
type Period struct {
	From, To time.Time
}

// Last is the last second of the period: what was captured then was captured in it.
func (p Period) Last() time.Time {
	if p.To.After(p.From) {
		return p.To.Add(-time.Second)
	}
	return p.From
}

// plainYear is a year as people write one. Other four digits may begin a commit's id.
var plainYear = pattern.Lazy(`^(19|20|21)\d\d([-/.]|$)`)

// ParsePeriod reads "2022", "2022-06", "2022-06-30" (also 2022/6/30 and 2022.6.30) or a time of a day: RFC 3339, or
// without seconds or zone (UTC). Every date that is given to the program is read here.
func ParsePeriod(s string) (Period, error) {
	s = strings.TrimSpace(s)
	if plainYear().MatchString(s) {
		dashed := strings.NewReplacer("/", "-", ".", "-").Replace(s)
		for _, f := range []struct {
			layout              string
			years, months, days int
		}{{"2006", 1, 0, 0}, {"2006-1", 0, 1, 0}, {"2006-1-2", 0, 0, 1}} {
			if t, err := time.Parse(f.layout, dashed); err == nil {
				return Period{t, t.AddDate(f.years, f.months, f.days)}, nil
			}
		}
	}
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return Period{t.UTC(), t.UTC()}, nil
		}
	}
	return Period{}, &DateError{Text: s}
}
