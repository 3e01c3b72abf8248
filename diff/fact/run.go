package fact

import (
	"strings"
	"sync"
)

// run is letters and digits of an alphabet without anything between: a word, a number, or both as one (mp3).
type run struct {
	s, letters, e int // where it begins, where the letters end that it begins with, where it ends
	sense         sense
}

// sense is what a run may be, or begin. Most words are nothing that is looked for, which one look-up tells all scanners.
type sense uint8

const (
	aNumber  sense = 1 << iota // a word of numberWords, or digits
	aTerm                      // the first word of a name of the tables
	aLaw                       // what a reference to a law begins with
	aForm                      // the first word of a company's legal form
	aTitle                     // what stands in front of a person's name
	anAct                      // the last word of a law's name
	aLead                      // what may stand in front of a recipient's name
	anOffice                   // the last word of the office of somebody who is named
)

// senseTable has the senses of words.
type senseTable struct {
	of map[string]sense
	// likely has a bit for the beginning and length of each word: nearly all others are told by it to have no sense.
	likely [1 << 15 / 64]uint64
}

var senses = sync.OnceValue(func() *senseTable {
	t := &senseTable{of: make(map[string]sense, 1400)}
	for w := range numberWords {
		t.of[w] |= aNumber
	}
	for w := range latinTerms().chains {
		t.of[w] |= aTerm
	}
	for w := range lawReaders {
		t.of[w] |= aLaw
	}
	for _, form := range legalForms {
		t.of[lettersOf(form)] |= aForm
	}
	for _, title := range titles {
		t.of[lettersOf(title)] |= aTitle
	}
	for w := range leads().first {
		t.of[w] |= aLead
	}
	t.of["act"] |= anAct
	for _, w := range [...]string{"officer", "officers", "dpo", "dpos"} {
		t.of[w] |= anOffice
	}
	for w := range t.of {
		k := likeness([]rune(w))
		t.likely[k/64] |= 1 << (k % 64)
	}
	return t
})

// likeness is fifteen bits of a word's first two letters and length.
func likeness(word []rune) uint {
	return uint(word[0]%32)<<10 | uint(word[min(1, len(word)-1)]%32)<<5 | uint(len(word)%32)
}

// sense is that of a run of letters and digits.
func (v *view) sense(t *senseTable, s, e int) sense {
	if k := likeness(v.r[s:e]); t.likely[k/64]>>(k%64)&1 == 0 {
		return 0
	}
	return t.of[string(v.bytes(s, e))]
}

// lettersOf is the letters that a text begins with.
func lettersOf(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return !isLetter(r) }); end >= 0 {
		return s[:end]
	}
	return s
}

// runs are the runs of the text, read once.
func (v *view) runs() []run {
	if v.runsRead {
		return v.allRuns
	}
	v.runsRead = true
	table := senses()
	for i := 0; i < len(v.r); i++ {
		if !isWord(v.r[i]) {
			continue
		}
		w := run{s: i, letters: v.wordEnd(i)}
		for i = w.letters; i < len(v.r) && isWord(v.r[i]); i++ {
		}
		w.e = i
		w.sense = v.sense(table, w.s, w.e)
		switch w.letters {
		case w.e:
		case w.s:
			w.sense |= aNumber
		default:
			w.sense = w.sense&aTerm | v.sense(table, w.s, w.letters)&^(aTerm|anAct|anOffice)
		}
		v.sensed |= w.sense
		v.allRuns = append(v.allRuns, w)
	}
	return v.allRuns
}
