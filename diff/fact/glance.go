package fact

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Most blocks of a policy state nothing of the document. What can be told from a glance at their bytes spares them being
// folded and scanned; a glance never rules out what the scan would find.

// longestName is the size in bytes up to which a block may be nothing but the name of what the next one states.
const longestName = 90

// statesWith are the bytes that mayState looks at: nearly all others are passed over.
var statesWith = [256]bool{
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true, 'v': true, 'V': true,
	0xE3: true, 0xE5: true, 0xE6: true, 0xE7: true, 0xEF: true,
}

// mayState says whether a text can hold a date or a version label: the four digits of a year, or eight that begin with
// one, two numbers with a slash between, a year of Taiwan's calendar before a dash or a dot, the character for a year, the
// name of Taiwan's calendar, or the word for a version and a digit not far behind it.
func mayState(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !statesWith[c] {
			continue
		}
		switch {
		case '0' <= c && c <= '9':
			end := i + 1
			for end < len(s) && '0' <= s[end] && s[end] <= '9' {
				end++
			}
			if (end-i == 4 || end-i == 8) && (c == '1' && s[i+1] == '9' || c == '2' && s[i+1] <= '1') {
				return true
			}
			if end-i == 3 && c == '1' && end+1 < len(s) && (s[end] == '-' || s[end] == '.') && '0' <= s[end+1] && s[end+1] <= '9' {
				return true
			}
			if end+1 < len(s) && s[end] == '/' && '0' <= s[end+1] && s[end+1] <= '9' {
				return true
			}
			i = end - 1
		case c|0x20 == 'v':
			if i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9' {
				return true
			}
			if len(s)-i >= len("version") && strings.EqualFold(s[i:i+len("version")], "version") && labelled(s[i:]) {
				return true
			}
		case c == 0xE5 || c == 0xE6 || c == 0xE7 || c == 0xE3:
			if rest := s[i:]; strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "民") || strings.HasPrefix(rest, "版") || strings.HasPrefix(rest, "バ") {
				return true
			}
		case c == 0xEF:
			// Letters and digits of double width are read like others.
			if r, _ := utf8.DecodeRuneInString(s[i:]); r != foldRune(r) && isWord(foldRune(r)) {
				return true
			}
		}
	}
	return false
}

// labelled says whether the word for a version that a text begins with may have a label: a digit, on a line of the length
// that readLabel reads.
func labelled(s string) bool {
	n := 0
	for _, r := range s {
		if isDigit(foldRune(r)) {
			return true
		}
		if n++; n > longestLabelled {
			break
		}
	}
	return false
}

// mayName says whether a short text can be nothing but the name of a stated field, "Last updated:" or 更新日期：. In
// languages with spaces it then begins with a word that such names begin with.
func mayName(s string) bool {
	const longest = 12 // characters of a name in Chinese or Japanese
	trimmed := strings.TrimRight(s, " :：*_|\t\n")
	if strings.ContainsFunc(trimmed, isCJK) && utf8.RuneCountInString(trimmed) <= longest {
		return true
	}
	start := strings.IndexFunc(s, func(r rune) bool { return isLetter(foldRune(r)) || isCJK(r) })
	if start < 0 {
		return false
	}
	var word []byte
	for _, r := range s[start:] {
		if r = foldRune(r); !isLetter(r) {
			break
		}
		word = utf8.AppendRune(word, r)
	}
	return nameLeads()[string(word)]
}

// nameLeads are the words with which the name of a field begins: those that may stand in front of a cue, and the first
// of each cue.
var nameLeads = sync.OnceValue(func() map[string]bool {
	leads := make(map[string]bool)
	for w := range fillers() {
		leads[wordsOnlyFirst(w)] = true
	}
	for _, c := range cuesBefore {
		leads[wordsOnlyFirst(c.word)] = true
	}
	return leads
})

// wordsOnlyFirst is the first word of a phrase, as wordsOnly would part it.
func wordsOnlyFirst(s string) string {
	first, _, _ := strings.Cut(wordsOnly(s), " ")
	return first
}
