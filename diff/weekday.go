package diff

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A day of the week beside a date goes with it: Friday, January 15, 2021; Freitag, dem 15. Januar 2021; 2021年1月15日（星期五）.
// A paragraph may hold a hundred thousand dates, so that what stands beside one is compared with the names, the longest first.

// weekdays are the days of the week in the languages of most policies that have spaces between words.
var weekdays = sync.OnceValue(func() []string {
	return longestFirst(`monday tuesday wednesday thursday friday saturday sunday mon. tue. wed. thu. fri. sat. sun. mon tue wed thu fri sat sun
	montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
	lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
	segunda-feira terça-feira quarta-feira quinta-feira sexta-feira`)
})

// wideWeekdays are those of Chinese and Japanese.
var wideWeekdays = sync.OnceValue(func() []string {
	var names []string
	for _, week := range []string{"星期", "禮拜", "礼拜", "週", "周"} {
		for _, day := range "一二三四五六日天" {
			names = append(names, week+string(day))
		}
	}
	for _, day := range "月火水木金土日" {
		names = append(names, string(day)+"曜日", string(day)+"曜")
	}
	return names
})

func longestFirst(names string) []string {
	list := strings.Fields(names)
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	return list
}

// articles may stand between a day of the week and its date: Friday the 15th, Freitag, dem 15.
var articles = []string{" the", " dem", " den", " der", " le", " el", " il"}

// weekdayRoom is how many bytes beside a date are looked at.
const weekdayRoom = 48

// weekdayBefore is where the day of the week stands that goes before a date; an empty stretch where there is none.
func weekdayBefore(raw string, date int) (start, end int) {
	from := max(0, date-weekdayRoom)
	s := strings.TrimRightFunc(raw[from:date], unicode.IsSpace)
	for _, a := range articles {
		if at := len(s) - len(a); at >= 0 && len(s) < date-from && strings.EqualFold(s[at:], a) {
			s = strings.TrimRightFunc(s[:at], unicode.IsSpace)
			break
		}
	}
	s = strings.TrimSuffix(s, ",")
	for _, name := range weekdays() {
		at := len(s) - len(name)
		if at < 0 || !strings.EqualFold(s[at:], name) {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(s[:at]); !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) {
			return from + at, from + len(s)
		}
	}
	for _, name := range wideWeekdays() {
		if strings.HasSuffix(s, name) {
			return from + len(s) - len(name), from + len(s)
		}
	}
	return date, date
}

// weekdayAfter is the same for one that comes after a date.
func weekdayAfter(raw string, date int) (start, end int) {
	room := raw[date:min(len(raw), date+weekdayRoom)]
	s := strings.TrimLeftFunc(strings.TrimPrefix(room, ","), unicode.IsSpace)
	for _, open := range []string{"(", "（"} {
		rest, bracket := strings.CutPrefix(s, open)
		if !bracket {
			continue
		}
		s = strings.TrimLeftFunc(rest, unicode.IsSpace)
		day, n := utf8.DecodeRuneInString(s)
		if strings.ContainsRune("一二三四五六日月火水木金土", day) && (strings.HasPrefix(s[n:], ")") || strings.HasPrefix(s[n:], "）")) {
			start = date + len(room) - len(s)
			return start, start + n
		}
	}
	start = date + len(room) - len(s)
	for _, name := range weekdays() {
		if len(s) < len(name) || !strings.EqualFold(s[:len(name)], name) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[len(name):]); !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) {
			return start, start + len(name)
		}
	}
	for _, name := range wideWeekdays() {
		if strings.HasPrefix(s, name) {
			return start, start + len(name)
		}
	}
	return date, date
}
