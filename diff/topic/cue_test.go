package topic

import (
	"slices"
	"strings"
	"testing"
)

// Every cue of the table can be found, and stands once in its category.
func TestTable(t *testing.T) {
	cues, err := parse(table)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for i := range cues {
		c := &cues[i]
		var words string
		for _, p := range c.parts {
			if p.reach > 0 {
				words += "~ "
			}
			words += p.forms + " "
		}
		if len(c.keys()) == 0 || c.parts[len(c.parts)-1].forms == "~" {
			t.Errorf("%s: %q cannot be found", Names[c.category], words)
		}
		if words != strings.ToLower(words) || strings.ContainsAny(words, ",.:\"-|") {
			t.Errorf("%s: %q has capitals or marks", Names[c.category], words)
		}
		key := Names[c.category] + words
		if c.heading > 0 && c.text == 0 {
			key += " heading"
		}
		if seen[key] {
			t.Errorf("%s: %q stands twice", Names[c.category], words)
		}
		seen[key] = true
	}
}

func TestParseRefuses(t *testing.T) {
	for _, table := range []string{"= Nothing", "1 1 | a word", "= Other\n1 | a word", "= Other\na word"} {
		if _, err := parse(table); err == nil {
			t.Errorf("%q was read", table)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		cue, text string
		want      int // words, 0 for none
	}{
		{"opt out", "opt-out of it", 2},
		{"opt out", "opt of out", 0},
		{"share/disclos*", "discloses", 1},
		{"share/disclos*", "shares", 0},
		{"we ~ share", "we share", 2},
		{"we ~ share", "we may at times also share it", 6},
		{"we ~ share", "we may at no time ever share it", 0},
		{"child", "child’s play", 1},
		{"email", "E-mail", 1},
		{"向第三方", "向第三方提供", 4},
		{"向 ~ 第三方", "向與我們合作的第三方提供", 10},
		{"向 ~ 第三方", "向第二方提供", 0},
		{"ip 地址", "IP地址", 3},
	} {
		q := cue{parts: partsOf(c.cue, nil)}
		end, ok := q.match(split(c.text), 0)
		if ok != (c.want > 0) || ok && end != c.want {
			t.Errorf("%q in %q: %d %v, want %d", c.cue, c.text, end, ok, c.want)
		}
	}
}

// Words keep their place in the text, whatever is folded.
func FuzzSplit(f *testing.F) {
	f.Add("We don’t share your e-mail.")
	f.Add("我們會收集您的資料，IP地址 İstanbul")
	f.Add("\xff'\xffa-b")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, w := range split(text) {
			if w.norm == "" || w.from < at || w.to <= w.from || w.to > len(text) {
				t.Fatalf("%q: %v after %d", text, w, at)
			}
			at = w.to
		}
	})
}

// A heavier cue within a light one is found, a lighter one is not; words that speak for nothing speak for nothing.
func TestFind(t *testing.T) {
	named := func(text string, category string) []string {
		words := split(text)
		var out []string
		for _, f := range find(words) {
			if Names[f.category] == category && f.text > 0 {
				out = append(out, f.quote(text, words))
			}
		}
		return out
	}
	if got := named("You may opt out by using the unsubscribe link.", Choice); !slices.Contains(got, "opt out") || !slices.Contains(got, "unsubscribe") {
		t.Errorf("%q", got)
	}
	if got := named("You may access our site.", Access); len(got) > 0 {
		t.Errorf("%q", got)
	}
}
