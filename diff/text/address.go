package text

import (
	"strings"
	"unicode/utf8"

	"policylog/internal/wordset"
)

// urlAt returns the end of the URL or address that begins with the letters from start to i, or 0.
func urlAt(raw string, start, i, end int) int {
	rest := raw[i:end]
	switch {
	case strings.HasPrefix(rest, "://"):
		if to := urlEnd(raw, i+3, end); to > i+3 {
			return to
		}
	case strings.HasPrefix(rest, ":") && strings.EqualFold(raw[start:i], "mailto"):
		if at := strings.IndexByte(rest[:min(len(rest), 256)], '@'); at > 0 && !strings.ContainsAny(rest[:at], " \t\n") {
			return emailEnd(raw, i+at, end)
		}
	}
	return 0
}

// urlEnd returns where a URL ends whose scheme is before i: at white space, at quotes and angle brackets, at CJK text or
// punctuation, before a bracket that it did not open, and before punctuation that ends a sentence.
func urlEnd(raw string, i, end int) int {
	round, square := 0, 0
	start := i
loop:
	for i < end {
		c := raw[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(raw[i:end])
			if scriptOf(r) != spaced || r == utf8.RuneError {
				break
			}
			i += n
			continue
		}
		if escaped(raw[:end], i) {
			i += 2
			continue
		}
		switch c {
		case '<', '>', '"', '`', '|', '\\', '^', '{', '}':
			break loop
		case '(':
			round++
		case ')':
			if round--; round < 0 {
				break loop
			}
		case '[':
			square++
		case ']':
			if square--; square < 0 {
				break loop
			}
		default:
			if c <= ' ' {
				break loop
			}
		}
		i++
	}
	for i > start && strings.IndexByte(".,;:!?'*_", raw[i-1]) >= 0 {
		i--
	}
	return i
}

// pathEnd returns the end of a port and path that follow a bare domain which ends at i.
func pathEnd(raw string, i, end int) int {
	if i < end && raw[i] == ':' && i+1 < end && asciiIs(raw[i+1], digit) {
		for i++; i < end && asciiIs(raw[i], digit); i++ {
		}
	}
	if i < end && raw[i] == '/' {
		return urlEnd(raw, i, end)
	}
	return i
}

// emailEnd returns the end of the domain after the @ at i, or 0 when none follows.
func emailEnd(raw string, at, end int) int {
	i := at + 1
	dot := false
	for i < end {
		c := raw[i]
		if asciiIs(c, spaced) || asciiIs(c, digit) {
			i++
			continue
		}
		if (c == '.' || c == '-') && i > at+1 && i+1 < end && (asciiIs(raw[i+1], spaced) || asciiIs(raw[i+1], digit)) {
			dot = dot || c == '.'
			i++
			continue
		}
		break
	}
	if !dot {
		return 0
	}
	return i
}

// topLevel are the endings by which a bare domain is told from words with a full stop between them: the generic ones in
// use and those of the countries whose policies are read here.
var topLevel = wordset.Lazy(`com org net edu gov int info biz io app dev ai me tv co eu cn tw hk mo sg jp kr in id my th vn ph
	uk ie de fr es it nl be ch at pl pt se no dk fi ru ua tr br mx ca us au nz za al cz hu gr ro`)

// domain tells whether a dotted word is a domain's name.
func domain(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	return dot > 0 && topLevel()[s[dot+1:]] && !strings.ContainsAny(s, "'_")
}
