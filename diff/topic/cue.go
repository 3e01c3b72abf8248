package topic

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed cues.txt
var table string

// cue is a row of words that speaks for a category; its form is told at the head of cues.txt.
type cue struct {
	category      int
	text, heading float64
	parts         []string // "we", "~", "share/shares/disclos*"
}

// A ~ stands for at most so many words, or so many characters before a Chinese one.
const gap, chineseGap = 4, 8

// stemLength is how much of a stem a word is looked up by: no cue begins with a shorter one.
const stemLength = 4

// index holds the cues by the forms of their first word, and by the first letters of its stems, "disc*".
var index = sync.OnceValue(func() map[string][]*cue {
	cues, err := parse(table)
	if err != nil {
		panic(err) // the table is part of the program, and a test reads it
	}
	m := make(map[string][]*cue, len(cues))
	for i := range cues {
		for _, key := range cues[i].keys() {
			m[key] = append(m[key], &cues[i])
		}
	}
	return m
})

func parse(table string) ([]cue, error) {
	out := make([]cue, 0, strings.Count(table, ";")+strings.Count(table, "|"))
	parts := make([]string, 0, strings.Count(table, " ")+len(out))
	category := -1
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if name, ok := strings.CutPrefix(line, "= "); ok {
			if category = slices.Index(Names[:], name); category < 0 {
				return nil, fmt.Errorf("topic: cues: unknown category %q", name)
			}
			continue
		}
		weights, cues, _ := strings.Cut(line, "|")
		inText, inHeading, _ := strings.Cut(strings.TrimSpace(weights), " ")
		text, err1 := strconv.ParseFloat(inText, 64)
		heading, err2 := strconv.ParseFloat(inHeading, 64)
		if err1 != nil || err2 != nil || category < 0 {
			return nil, fmt.Errorf("topic: cues: want \"TEXT HEADING | cue; cue\": %q", line)
		}
		for pattern := range strings.SplitSeq(cues, ";") {
			from := len(parts)
			for part := range strings.FieldsSeq(pattern) {
				parts = append(parts, part)
			}
			out = append(out, cue{category, text, heading, parts[from:]})
		}
	}
	return out, nil
}

// keys are what the cue is found by; none if its first word cannot be.
func (c *cue) keys() []string {
	if len(c.parts) == 0 {
		return nil
	}
	if r, n := utf8.DecodeRuneInString(c.parts[0]); isHan(r) {
		return []string{c.parts[0][:n]}
	}
	forms := strings.Split(c.parts[0], "/")
	for i, f := range forms {
		if stem, ok := strings.CutSuffix(f, "*"); ok && len(stem) >= stemLength {
			forms[i] = stem[:stemLength] + "*"
		} else if ok || f == "~" || f == "" {
			return nil
		}
	}
	if len(forms) > 1 { // two stems may begin alike
		slices.Sort(forms)
		forms = slices.Compact(forms)
	}
	return forms
}

// match reports where the cue ends if it begins with the word at i.
func (c *cue) match(words []word, i int) (end int, ok bool) {
	gapped := false
	for _, part := range c.parts {
		if part == "~" {
			gapped = true
			continue
		}
		last := i
		if gapped {
			last += reach(part)
			gapped = false
		}
		n := 0
		for ; i <= last && n == 0; i++ {
			n = length(part, words[min(i, len(words)):])
		}
		if n == 0 {
			return 0, false
		}
		i += n - 1
	}
	return i, true
}

func reach(part string) int {
	if r, _ := utf8.DecodeRuneInString(part); isHan(r) {
		return chineseGap
	}
	return gap
}

// length is how many words a part of a cue stands for where it stands at the beginning of them: one, or the characters of
// a Chinese one; none where it does not.
func length(part string, words []word) int {
	if len(words) == 0 {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(part); !isHan(r) {
		if oneOf(part, words[0].norm) {
			return 1
		}
		return 0
	}
	n := 0
	for ; part != ""; n++ {
		if n == len(words) || !strings.HasPrefix(part, words[n].norm) {
			return 0
		}
		part = part[len(words[n].norm):]
	}
	return n
}

// oneOf reports whether a word is one of the forms "share/shares/disclos*".
func oneOf(forms, word string) bool {
	for forms != "" {
		end := strings.IndexByte(forms, '/')
		if end < 0 {
			end = len(forms)
		}
		if form := forms[:end]; form[0] == word[0] {
			stem, open := strings.CutSuffix(form, "*")
			if stem == word || open && strings.HasPrefix(word, stem) {
				return true
			}
		}
		forms = forms[min(end+1, len(forms)):]
	}
	return false
}

// none reports whether the cue stands in the table to say that its words speak for nothing: no cue of its category begins
// within them.
func (c *cue) none() bool { return c.text == 0 && c.heading == 0 }

// found is a cue and the words that it was found in.
type found struct {
	*cue
	from, to int
}

// quote is what was found, as it stands in the text.
func (f *found) quote(text string, words []word) string {
	return text[words[f.from].from:words[f.to-1].to]
}

// find returns the cues that stand in a row of words. At a word the one that weighs most counts for its category, of equal
// ones that which reaches furthest; one that lies within another of its category ("collect" in "information we collect")
// counts only if it weighs more.
func find(words []word) []found {
	var out []found
	var before [len(Names)]found
	var void [len(Names)]int
	x := index()
	for i, w := range words {
		var here [len(Names)]found
		try := func(list []*cue) {
			for _, c := range list {
				end, ok := c.match(words, i)
				if !ok {
					continue
				}
				if c.none() {
					void[c.category] = max(void[c.category], end)
				}
				if f := (found{c, i, end}); f.outweighs(here[c.category]) {
					here[c.category] = f
				}
			}
		}
		whole, stem := x[w.norm], []*cue(nil)
		if len(w.norm) >= stemLength {
			stem = x[w.norm[:stemLength]+"*"]
		}
		if len(whole)+len(stem) == 0 {
			continue
		}
		try(whole)
		try(stem)
		for c, f := range here {
			if f.cue != nil && i >= void[c] && (f.to > before[c].to || f.outweighs(before[c])) {
				before[c] = f
				out = append(out, f)
			}
		}
	}
	return out
}

func (f found) outweighs(g found) bool {
	if g.cue == nil {
		return true
	}
	a, b := max(f.text, f.cue.heading), max(g.text, g.cue.heading)
	return a > b || a == b && f.to > g.to
}
