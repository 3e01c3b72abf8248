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
	parts         []part
}

// part is a word of a cue: "we", "share/shares/disclos*", or Chinese characters.
type part struct {
	forms  string
	begins uint64 // a bit for each first byte of a form, modulo 64: nearly all words are passed over by it
	reach  uint8  // how many words may stand in front: where a ~ does
	han    bool
}

func newPart(forms string, gapped bool) part {
	p := part{forms: forms}
	r, _ := utf8.DecodeRuneInString(forms)
	p.han = isHan(r)
	switch {
	case gapped && p.han:
		p.reach = chineseGap
	case gapped:
		p.reach = gap
	}
	for form := range strings.SplitSeq(forms, "/") {
		if form != "" {
			p.begins |= 1 << (form[0] % 64)
		}
	}
	return p
}

// partsOf reads a cue, behind the parts that there are.
func partsOf(pattern string, parts []part) []part {
	gapped := false
	for forms := range strings.FieldsSeq(pattern) {
		if forms == "~" && !gapped {
			gapped = true
			continue
		}
		parts, gapped = append(parts, newPart(forms, gapped)), false
	}
	if gapped {
		parts = append(parts, newPart("~", false)) // which no word is
	}
	return parts
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
	parts := make([]part, 0, strings.Count(table, " ")+len(out))
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
			parts = partsOf(pattern, parts)
			out = append(out, cue{category, text, heading, parts[from:]})
		}
	}
	return out, nil
}

// keys are what the cue is found by; none if its first word cannot be.
func (c *cue) keys() []string {
	if len(c.parts) == 0 || c.parts[0].reach > 0 {
		return nil
	}
	first := c.parts[0].forms
	if r, n := utf8.DecodeRuneInString(first); isHan(r) {
		return []string{first[:n]}
	}
	forms := strings.Split(first, "/")
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
	for k := range c.parts {
		p := &c.parts[k]
		n := 0
		for last := i + int(p.reach); i <= last && i < len(words) && n == 0; i++ {
			n = p.length(words[i:])
		}
		if n == 0 {
			return 0, false
		}
		i += n - 1
	}
	return i, true
}

// length is how many words a part stands for where it stands at the beginning of them: one, or the characters of a Chinese
// one; none where it does not.
func (p *part) length(words []word) int {
	switch {
	case p.begins>>(words[0].norm[0]%64)&1 == 0:
		return 0
	case p.han:
		return characters(p.forms, words)
	case oneOf(p.forms, words[0].norm):
		return 1
	}
	return 0
}

// characters is how many words the characters of a Chinese word are, none where they are others.
func characters(chinese string, words []word) int {
	n := 0
	for ; chinese != ""; n++ {
		if n == len(words) || !strings.HasPrefix(chinese, words[n].norm) {
			return 0
		}
		chinese = chinese[len(words[n].norm):]
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
