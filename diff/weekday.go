package diff

import (
	"regexp"
	"sync"
)

// A day of the week beside a date goes with it: Friday, January 15, 2021; Freitag, dem 15. Januar 2021; 2021年1月15日（星期五）.

// weekdays are the days of the week, as a regular expression, in the languages of most policies.
const weekdays = `(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?` +
	`|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche` +
	`|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica` +
	`|(?:segunda|terça|quarta|quinta|sexta)-feira)|(?:星期|禮拜|礼拜|週|周)[一二三四五六日天]|[月火水木金土日]曜日?`

var (
	weekdayAtEnd = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(` + weekdays + `),?\s*(?:\b(?:the|dem|den|der|le|el|il)\s+)?$`)
	})
	weekdayAtStart = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^,?\s*[(（]?\s*(` + weekdays + `|(?:[(（])([一二三四五六日月火水木金土])[)）])`)
	})
)

// weekdayRoom is how many bytes beside a date are looked at.
const weekdayRoom = 48

// weekdayBefore is where the day of the week stands that goes before a date; an empty stretch where there is none.
func weekdayBefore(raw string, date int) (start, end int) {
	from := max(0, date-weekdayRoom)
	m := weekdayAtEnd().FindStringSubmatchIndex(raw[from:date])
	if m == nil {
		return date, date
	}
	return from + m[2], from + m[3]
}

// weekdayAfter is the same for one that comes after a date.
func weekdayAfter(raw string, date int) (start, end int) {
	m := weekdayAtStart().FindStringSubmatchIndex(raw[date:min(len(raw), date+weekdayRoom)])
	if m == nil {
		return date, date
	}
	return date + m[2], date + m[3]
}
