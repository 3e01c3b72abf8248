package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/text"
)

// wordDifference says how far two texts differ in what is read aloud.
type wordDifference uint8

const (
	sameWords     wordDifference = iota // not at all
	punctuation                         // in punctuation alone
	letterCase                          // in upper and lower case too
	regionalWords                       // in words that two regions have for one thing too
	otherWords                          // in words
)

// difference is what tells the texts of a row apart.
type difference struct {
	words    wordDifference
	emphasis bool // what is bold or italic
	targets  bool // where links lead
	script   bool // one side is in Traditional Chinese and the other is not
}

// compareJoints compares the two sides of a row.
func compareJoints(old, new joint) difference {
	d := difference{words: compareWords(old, new, nil, nil), targets: !slices.Equal(targets(old), targets(new))}
	d.emphasis = emphasized(old) != emphasized(new)
	d.script = traditional(old) != traditional(new)
	return d
}

// compareWords compares what is read aloud, tokens for which skip is true left out; nil skips none. Texts and not tokens
// are compared, since a comma more may split a Chinese sentence into words differently.
func compareWords(old, new joint, skipOld, skipNew []bool) wordDifference {
	exact := func(t text.Token) string { return t.Norm }
	fold := func(t text.Token) string { return strings.ToLower(t.Norm) }
	same := func(punct bool, form func(text.Token) string) bool {
		return aloud(old, skipOld, punct, form) == aloud(new, skipNew, punct, form)
	}
	switch {
	case same(true, exact):
		return sameWords
	case same(false, exact):
		return punctuation
	case same(false, fold):
		return letterCase
	case same(false, regionalForm):
		return regionalWords
	}
	return otherWords
}

// regionalForm is a word with case and regional vocabulary folded.
func regionalForm(t text.Token) string {
	if t.Regional != "" {
		return strings.ToLower(t.Regional)
	}
	return strings.ToLower(t.Norm)
}

// aloud writes out the words of a side, with its punctuation or without it. Symbols that mean something ($, %, <) are
// words here.
func aloud(j joint, skip []bool, punct bool, form func(text.Token) string) string {
	var b strings.Builder
	var last rune
	for i, t := range j.tokens {
		if skip != nil && skip[i] || !(spoken(t) || punct && t.Class == text.Punct) {
			continue
		}
		s := form(t)
		first, _ := utf8.DecodeRuneInString(s)
		if b.Len() > 0 && !(unicode.Is(unicode.Han, last) && unicode.Is(unicode.Han, first)) {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		last, _ = utf8.DecodeLastRuneInString(s)
	}
	return b.String()
}

// spoken says whether a token is a word, or a symbol that stands for one.
func spoken(t text.Token) bool {
	switch t.Class {
	case text.Word, text.Number, text.URL:
		return true
	case text.Punct:
		return strings.ContainsFunc(t.Norm, func(r rune) bool {
			return unicode.IsSymbol(r) && r != '`' && r != '^' && r != '|' && r != '~' || r == '%' || r == '‰' || r == '&' || r == '@'
		})
	}
	return false
}

func targets(j joint) []string {
	var out []string
	for _, t := range j.tokens {
		if t.Class == text.Target {
			out = append(out, t.Norm)
		}
	}
	return out
}

// emphasized writes out what is read aloud in bold or italics. A heading that is so throughout, as many are, has nothing in
// it made to stand out.
func emphasized(j joint) string {
	skip := make([]bool, len(j.tokens))
	all := true
	for i, t := range j.tokens {
		skip[i] = !t.Emphasis
		all = all && (t.Emphasis || !spoken(t))
	}
	if all && isHeading(j) {
		return ""
	}
	return aloud(j, skip, false, regionalForm)
}

// traditional says whether a side holds characters that the fold to Simplified Chinese changes.
func traditional(j joint) bool {
	for _, t := range j.tokens {
		if t.Class != text.Word {
			continue
		}
		raw := j.raw[t.Start:t.End]
		if raw == t.Norm {
			continue
		}
		if strings.ContainsFunc(raw, func(r rune) bool { return unicode.Is(unicode.Han, r) && !strings.ContainsRune(t.Norm, r) }) {
			return true
		}
	}
	return false
}
