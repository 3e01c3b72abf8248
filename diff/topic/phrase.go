package topic

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"policylog/diff/text/fold"
)

// phrase is a word or several of the table.
type phrase struct {
	category      int
	words         string
	open          bool // the last word goes on: "disclos*"
	text, heading float64
}

// index holds the phrases by their first word (English) or first character (Chinese).
var index = sync.OnceValue(func() map[string][]*phrase {
	m := make(map[string][]*phrase, 600)
	category := 0
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "= "); ok {
			for i, n := range Names {
				if n == name {
					category = i
				}
			}
			continue
		}
		weights, words, ok := strings.Cut(line, "|")
		if !ok {
			continue
		}
		inText, inHeading, _ := strings.Cut(strings.TrimSpace(weights), " ")
		t, err1 := strconv.ParseFloat(inText, 64)
		h, err2 := strconv.ParseFloat(strings.TrimSpace(inHeading), 64)
		if err1 != nil || err2 != nil {
			panic("topic: table: " + line)
		}
		for w := range strings.SplitSeq(words, ";") {
			if w = strings.TrimSpace(w); w == "" {
				continue
			}
			p := &phrase{category: category, text: t, heading: h}
			p.words, p.open = strings.CutSuffix(w, "*")
			k := key(p.words, p.open)
			if i := slices.IndexFunc(m[k], func(q *phrase) bool { return q.category == category && q.words == p.words }); i >= 0 {
				m[k][i].text, m[k][i].heading = max(t, m[k][i].text), max(h, m[k][i].heading)
				continue
			}
			m[k] = append(m[k], p)
		}
	}
	return m
})

// key is what a phrase is looked up by: its first word, of which an open one may be cut short anywhere, so that four
// letters must do; its first character in Chinese.
func key(words string, open bool) string {
	r, n := utf8.DecodeRuneInString(words)
	if isHan(r) {
		return words[:n]
	}
	first, _, more := strings.Cut(words, " ")
	if open && !more && len(first) > 4 {
		return first[:4]
	}
	return first
}

// normalize folds case, script and typographic marks.
func normalize(s string) string {
	return typographic.Replace(fold.Simplified(strings.ToLower(s)))
}

var typographic = strings.NewReplacer("’", "'", "‑", "-", "\n", " ", "**", "", "__", "", "，", ",")

// find returns the phrases that stand in a text, each once. At a place the longest of a category counts, and one that
// lies within another of its category ("collect" in "information we collect") does not.
func find(s string) []*phrase {
	s = withoutTargets(normalize(s))
	x := index()
	var out []*phrase
	var covered [10]int
	seen := make(map[*phrase]bool)
	check := func(at int, keys ...string) {
		var longest [10]*phrase
		for _, k := range keys {
			for _, p := range x[k] {
				if (longest[p.category] == nil || len(p.words) > len(longest[p.category].words)) && p.standsAt(s, at) {
					longest[p.category] = p
				}
			}
		}
		for c, p := range longest {
			if p == nil || at+len(p.words) <= covered[c] {
				continue
			}
			covered[c] = at + len(p.words)
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isHan(r):
			check(i, s[i:i+n])
			i += n
		case isWord(r):
			e := wordEnd(s, i)
			if e-i > 4 {
				check(i, s[i:e], s[i:i+4])
			} else {
				check(i, s[i:e])
			}
			i = e
		default:
			i += n
		}
	}
	return out
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			break
		}
		i += n
	}
	return i
}

// standsAt reports whether the phrase stands at a place, whole words only.
func (p *phrase) standsAt(s string, at int) bool {
	if !strings.HasPrefix(s[at:], p.words) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(p.words)
	if p.open || isHan(last) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[at+len(p.words):])
	return !isWord(next)
}

// withoutTargets drops the destinations of links: their words are not the text's.
func withoutTargets(s string) string {
	if !strings.Contains(s, "](") && !strings.Contains(s, "://") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "](")
		if i < 0 {
			break
		}
		b.WriteString(s[:i+1])
		s = s[i+2:]
		depth := 1
		j := 0
		for ; j < len(s) && depth > 0 && s[j] != ' '; j++ {
			switch s[j] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		s = s[j:]
	}
	b.WriteString(s)
	words := strings.Split(b.String(), " ")
	for i, w := range words {
		if k := strings.Index(w, "://"); k >= 0 && strings.IndexFunc(w, isHan) < 0 {
			words[i] = ""
		}
	}
	return strings.Join(words, " ")
}

func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9FFF }

func isWord(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
