package fact

// phraseGroups finds which of several groups of phrases a text holds, in one pass over the text: asking for each phrase
// in turn takes as many passes as there are phrases, and links are many.
type phraseGroups struct {
	begins [1 << 16 / 64]uint64 // whether a phrase begins with two bytes: a bit each, since nearly all others are passed over
	by     map[uint16][]groupPhrase
	groups int
}

type groupPhrase struct {
	text  string
	group int
}

// newPhraseGroups makes groups of phrases of two bytes or more.
func newPhraseGroups(groups ...[]string) *phraseGroups {
	p := &phraseGroups{by: make(map[uint16][]groupPhrase), groups: len(groups)}
	for g, phrases := range groups {
		for _, s := range phrases {
			k := twoBytes(s[0], s[1])
			p.begins[k/64] |= 1 << (k % 64)
			p.by[k] = append(p.by[k], groupPhrase{s, g})
		}
	}
	return p
}

// first is the first group of which the text holds a phrase, the number of groups where it holds none.
func (p *phraseGroups) first(s []byte) int {
	least := p.groups
	for i := 0; i+1 < len(s) && least > 0; i++ {
		k := twoBytes(s[i], s[i+1])
		if p.begins[k/64]>>(k%64)&1 == 0 {
			continue
		}
		for _, c := range p.by[k] {
			if c.group < least && len(s)-i >= len(c.text) && string(s[i:i+len(c.text)]) == c.text {
				least = c.group
			}
		}
	}
	return least
}

func twoBytes(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }
