package topic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/text/fold"
)

// word is a Latin word or a Chinese character of a text: as the table has it, and its place in the text.
type word struct {
	norm     string
	from, to int
}

// split cuts a text into words. Case, the Chinese script, a possessive ending and the hyphen of "e-mail" are folded.
func split(text string) []word {
	folded := fold.Simplified(strings.ToLower(text)) // rune by rune
	out := make([]word, 0, len(text)/6+1)
	begin, beginFolded, at := -1, 0, 0 // of the word being read, and where folded is read
	end := func(to int) {
		if begin >= 0 {
			out = append(out, word{plain(folded[beginFolded:at]), begin, to})
			begin = -1
		}
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		f, n := utf8.DecodeRuneInString(folded[at:])
		switch {
		case isHan(f):
			end(i)
			out = append(out, word{folded[at : at+n], i, i + size})
		case isWord(f):
			if begin < 0 {
				begin, beginFolded = i, at
			}
		case begin >= 0 && joins(r, i-begin, text[i+size:]):
		default:
			end(i)
		}
		i += size
		at += n
	}
	end(len(text))
	return out
}

// joins reports whether a mark after so many bytes of a word belongs to it: "don't", "e-mail".
func joins(mark rune, length int, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return isWord(next) && (mark == '\'' || mark == '’' || length == 1 && (mark == '-' || mark == '‑'))
}

var marks = strings.NewReplacer("’", "'", "-", "", "‑", "")

func plain(word string) string {
	if strings.ContainsAny(word, "'’-‑") {
		word = strings.TrimSuffix(marks.Replace(word), "'s")
	}
	return word
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
