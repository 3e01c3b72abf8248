package text

import (
	"unicode"
	"unicode/utf8"
)

// Print is what the content of a text hashes to, at several depths, so that blocks can be compared without comparing
// their tokens. Two texts whose prints agree in a field agree in what it covers, up to a collision of 64-bit hashes.
//
// Hashes run over the words' characters, not over the cuts between them: how Chinese is cut does not matter, nor
// spacing beside it, while "any one" is not "anyone" and "10 2" is not "102". Marks and attribute lists are in no print.
type Print struct {
	Words    uint64 // Word, Number, URL Norms and punctuation
	Loose    uint64 // words only: no punctuation, lower case, regional vocabulary folded
	Emphasis uint64 // Words with the emphasis of each word
	Targets  uint64 // the targets of links and images, in order
	Regional uint64 // Words with Regional in the place of Norm
}

// PrintOf hashes the content of a tokenized text. Texts without any content have equal prints. It allocates nothing.
func PrintOf(tokens []Token) Print {
	words, loose, targets := newHash(), newHash(), newHash()
	// Most texts have neither emphasis nor regional words: these two begin where their first one stands.
	var emphasis, regional hash
	hasEmphasis, hasRegional, bold := false, false, false
	for i := range tokens {
		t := &tokens[i]
		switch t.Class {
		case Target:
			targets.part()
			targets.text(t.Norm)
			continue
		case Punct:
			words.punct(t.Norm)
			if hasEmphasis {
				emphasis.punct(t.Norm)
			}
			if hasRegional {
				regional.punct(t.Norm)
			}
			continue
		case Word, Number, URL:
		default:
			continue
		}
		apart := standsApart(t.Norm)
		mapped := t.Norm
		if t.Regional != "" {
			mapped = t.Regional
			if !hasRegional {
				hasRegional, regional = true, words
			}
		}
		if t.Emphasis != bold {
			bold = t.Emphasis
			if !hasEmphasis {
				hasEmphasis, emphasis = true, words
			}
			emphasis.byte(emphasisMark)
		}
		words.word(t.Norm, apart)
		loose.lower(mapped, apart)
		if hasEmphasis {
			emphasis.word(t.Norm, apart)
		}
		if hasRegional {
			regional.word(mapped, apart)
		}
	}
	if !hasEmphasis {
		emphasis = words
	}
	if !hasRegional {
		regional = words
	}
	return Print{words.sum, loose.sum, emphasis.sum, targets.sum, regional.sum}
}

// standsApart tells whether a word is of a language that parts words by spaces.
func standsApart(word string) bool {
	if word == "" || word[0] < 0xE2 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(word)
	switch scriptOf(r) {
	case han, hiragana, katakana:
		return false
	}
	return true
}

// Bytes that no UTF-8 text holds part and mark what is hashed.
const (
	partMark     = 0xFF
	emphasisMark = 0xFE
)

// hash is FNV-1a, 64 bits.
type hash struct {
	sum   uint64
	apart bool // the last word was one that stands apart
}

func newHash() hash { return hash{sum: 14695981039346656037} }

func (h *hash) byte(b byte) { h.sum = (h.sum ^ uint64(b)) * 1099511628211 }

func (h *hash) text(s string) {
	for i := 0; i < len(s); i++ {
		h.byte(s[i])
	}
}

func (h *hash) part() { h.byte(partMark) }

func (h *hash) punct(s string) {
	h.text(s)
	h.apart = false
}

func (h *hash) word(s string, apart bool) {
	if apart && h.apart {
		h.part()
	}
	h.text(s)
	h.apart = apart
}

func (h *hash) lower(s string, apart bool) {
	if apart && h.apart {
		h.part()
	}
	h.apart = apart
	if !apart {
		h.text(s)
		return
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			h.byte(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); l != r && r != utf8.RuneError {
			h.text(string(l))
		} else {
			h.text(s[i : i+n])
		}
		i += n
	}
}
