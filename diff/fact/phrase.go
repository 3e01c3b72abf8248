package fact

import "strings"

// phraseGroups finds which of several groups of phrases a text holds, in one pass over the text: asking for each phrase
// in turn takes as many passes as there are phrases, and links are many.
type phraseGroups struct {
	begins [256]bool // whether a phrase begins with a byte
	by     map[[2]byte][]groupPhrase
	groups int
}

type groupPhrase struct {
	text  string
	group int
}

// newPhraseGroups makes groups of phrases of two bytes or more.
func newPhraseGroups(groups ...[]string) *phraseGroups {
	p := &phraseGroups{by: make(map[[2]byte][]groupPhrase), groups: len(groups)}
	for g, phrases := range groups {
		for _, s := range phrases {
			p.begins[s[0]] = true
			k := [2]byte{s[0], s[1]}
			p.by[k] = append(p.by[k], groupPhrase{s, g})
		}
	}
	return p
}

// first is the first group of which the text holds a phrase, the number of groups where it holds none.
func (p *phraseGroups) first(s string) int {
	least := p.groups
	for i := 0; i+1 < len(s) && least > 0; i++ {
		if !p.begins[s[i]] {
			continue
		}
		for _, c := range p.by[[2]byte{s[i], s[i+1]}] {
			if c.group < least && strings.HasPrefix(s[i:], c.text) {
				least = c.group
			}
		}
	}
	return least
}
