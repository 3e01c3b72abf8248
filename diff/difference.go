package diff

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/across"
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
	script   scriptPair
}

// compareJoints compares the two sides of a row.
func compareJoints(old, new joint) difference {
	d := difference{script: scripts(old, new), targets: !slices.Equal(targets(old), targets(new))}
	d.words = compareWords(old, new, nil, nil, d.script)
	if marksOld, marksNew := spelledMark(old, new), spelledMark(new, old); d.words == otherWords && (marksOld != nil || marksNew != nil) {
		d.words = compareWords(old, new, marksOld, marksNew, d.script)
	}
	d.emphasis = emphasized(old) != emphasized(new) && !d.script.same(utter(old, notEmphasized(old)), utter(new, notEmphasized(new)))
	return d
}

// scriptPair says which side of a row is in Traditional Chinese where the other is in Simplified.
type scriptPair uint8

const (
	sameScript scriptPair = iota
	oldTraditional
	newTraditional
)

// scripts tells the scripts of two sides by their characters, and where these are written alike in both by the languages of
// their documents.
func scripts(old, new joint) scriptPair {
	switch o, n := traditional(old), traditional(new); {
	case o == n:
		return scriptsOf(old.lang, new.lang)
	case o:
		return oldTraditional
	}
	return newTraditional
}

// scriptsOf tells the scripts of two sides by their languages alone.
func scriptsOf(old, new string) scriptPair {
	switch {
	case inTraditional(old) && inSimplified(new):
		return oldTraditional
	case inSimplified(old) && inTraditional(new):
		return newTraditional
	}
	return sameScript
}

func inTraditional(lang string) bool {
	return hasAnyPrefix(lang, "zh-Hant", "zh-TW", "zh-HK", "zh-MO")
}

func inSimplified(lang string) bool { return hasAnyPrefix(lang, "zh-Hans", "zh-CN", "zh-SG") }

func hasAnyPrefix(s string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// spelledMark marks the number with which a side begins as a part of its text, where the other side has the same as the mark
// of a list or a heading: "1.one" is no list item in Markdown, and reads like "1. one". It is nil where there is none.
func spelledMark(j, other joint) []bool {
	if len(j.tokens) == 0 || len(other.tokens) == 0 || other.tokens[0].Class != text.Mark {
		return nil
	}
	first := j.tokens[0]
	if first.Class != text.Number && first.Class != text.Word || first.Norm != other.tokens[0].Norm {
		return nil
	}
	skip := make([]bool, len(j.tokens))
	skip[0] = true
	if len(skip) > 1 && j.tokens[1].Class == text.Punct {
		skip[1] = true
	}
	return skip
}

// compareWords compares what is read aloud, tokens for which skip is true left out; nil skips none.
func compareWords(old, new joint, skipOld, skipNew []bool, script scriptPair) wordDifference {
	if skipOld == nil && skipNew == nil && sameTokens(old.tokens, new.tokens) {
		return sameWords
	}
	a, b := aloud(old, skipOld), aloud(new, skipNew)
	switch {
	case a.punctuated == b.punctuated:
		return sameWords
	case a.exact == b.exact:
		return punctuation
	case a.folded == b.folded:
		return letterCase
	case a.regional == b.regional:
		return regionalWords
	case script.same(utter(old, skipOld), utter(new, skipNew)):
		return regionalWords
	}
	return otherWords
}

// sameTokens says whether two lists of tokens read the same, one by one. Where they do not, the texts still may.
func sameTokens(a, b []text.Token) bool {
	i, j := 0, 0
	for {
		for i < len(a) && !audible(a[i]) {
			i++
		}
		for j < len(b) && !audible(b[j]) {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if a[i].Class != b[j].Class || a[i].Norm != b[j].Norm {
			return false
		}
		i++
		j++
	}
}

// audible says whether a token is a word or punctuation.
func audible(t text.Token) bool {
	switch t.Class {
	case text.Word, text.Number, text.URL, text.Punct:
		return true
	}
	return false
}

// same says whether two texts in different scripts differ in regional vocabulary alone. It is false where the script is one.
func (p scriptPair) same(old, new func() string) bool {
	switch p {
	case oldTraditional:
		return across.Same(old(), new())
	case newTraditional:
		return across.Same(new(), old())
	}
	return false
}

// utter is what a side reads like without its punctuation, in lower case, words that are not Chinese parted by spaces.
func utter(j joint, skip []bool) func() string {
	return func() string {
		var b strings.Builder
		chinese := true
		for i, t := range j.tokens {
			if !spoken(t) || skip != nil && skip[i] {
				continue
			}
			first, _ := utf8.DecodeRuneInString(t.Norm)
			if b.Len() > 0 && !(chinese && unicode.Is(unicode.Han, first)) {
				b.WriteByte(' ')
			}
			b.WriteString(strings.ToLower(spokenForm(t)))
			last, _ := utf8.DecodeLastRuneInString(t.Norm)
			chinese = unicode.Is(unicode.Han, last)
		}
		return b.String()
	}
}

// sound is what a side reads like, hashed: with its punctuation, without it, with case folded, and with regional
// vocabulary folded too.
type sound struct{ punctuated, exact, folded, regional utterance }

// aloud reads a side. Symbols that mean something ($, %, <) are words here. Texts are hashed and not tokens, since a comma
// more may split a Chinese sentence into words differently.
func aloud(j joint, skip []bool) sound {
	s := sound{silence, silence, silence, silence}
	for i, t := range j.tokens {
		if skip != nil && skip[i] {
			continue
		}
		switch {
		case spoken(t):
			word := spokenForm(t)
			s.punctuated.say(word)
			s.exact.say(word)
			s.folded.sayLower(word)
			s.regional.sayLower(cmp.Or(t.Regional, word))
		case t.Class == text.Punct:
			s.punctuated.say(t.Norm)
		}
	}
	return s
}

// spokenForm is a token without what is not read: half an emphasis mark, as a split leaves it, and the last stop of an
// abbreviation, which may be escaped.
func spokenForm(t text.Token) string {
	s := t.Norm
	if n := len(s); n == 0 || s[0] != '_' && s[n-1] != '_' && s[n-1] != '.' {
		return s
	}
	return strings.TrimRight(strings.Trim(s, "_"), ".")
}

// utterance hashes words (FNV-1a), those that are not Chinese parted by spaces.
type utterance struct {
	sum     uint64
	chinese bool // the last character said was
	said    bool
}

var silence = utterance{sum: 14695981039346656037}

func (u *utterance) say(s string) {
	first, _ := utf8.DecodeRuneInString(s)
	if u.said && !(u.chinese && unicode.Is(unicode.Han, first)) {
		u.sum = (u.sum ^ ' ') * 1099511628211
	}
	for i := range len(s) {
		u.sum = (u.sum ^ uint64(s[i])) * 1099511628211
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	u.said, u.chinese = true, last >= utf8.RuneSelf && unicode.Is(unicode.Han, last)
}

// sayLower says a word in lower case.
func (u *utterance) sayLower(s string) {
	var room [64]byte
	if lower, ascii := appendLower(room[:0], s); ascii {
		u.say(string(lower))
		return
	}
	u.say(strings.ToLower(s))
}

// regionalForm is a word with case and regional vocabulary folded.
func regionalForm(t text.Token) string {
	if t.Regional != "" {
		return strings.ToLower(t.Regional)
	}
	return strings.ToLower(t.Norm)
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

// emphasized is what is read aloud in bold or italics. A heading that is so throughout, as many are, has nothing in it
// made to stand out.
func emphasized(j joint) utterance {
	u, all := silence, true
	for _, t := range j.tokens {
		switch {
		case !spoken(t):
		case t.Emphasis:
			u.say(regionalForm(t))
		default:
			all = false
		}
	}
	if all && isHeading(j) {
		return silence
	}
	return u
}

// notEmphasized marks what is neither bold nor in italics.
func notEmphasized(j joint) []bool {
	out := make([]bool, len(j.tokens))
	for i, t := range j.tokens {
		out[i] = !t.Emphasis
	}
	return out
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
