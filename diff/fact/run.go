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
	aNumber sense = 1 << iota // a word of numberWords, or digits
	aTerm                     // the first word of a name of the tables
	aLaw                      // what a reference to a law begins with
	aForm                     // the first word of a company's legal form
	aTitle                    // what stands in front of a person's name
	anAct                     // the last word of a law's name
	aLead                     // what may stand in front of a recipient's name
)

var senses = sync.OnceValue(func() map[string]sense {
	of := make(map[string]sense, 1400)
	for w := range numberWords {
		of[w] |= aNumber
	}
	for w := range termsByStart().latin {
		of[w] |= aTerm
	}
	for w := range lawReaders {
		of[w] |= aLaw
	}
	for _, form := range legalForms {
		of[lettersOf(form)] |= aForm
	}
	for _, title := range titles {
		of[lettersOf(title)] |= aTitle
	}
	for w := range leads().first {
		of[w] |= aLead
	}
	of["act"] |= anAct
	return of
})

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
	of := senses()
	for i := 0; i < len(v.r); i++ {
		if !isWord(v.r[i]) {
			continue
		}
		w := run{s: i, letters: v.wordEnd(i)}
		for i = w.letters; i < len(v.r) && isWord(v.r[i]); i++ {
		}
		w.e = i
		w.sense = of[string(v.bytes(w.s, w.e))]
		switch w.letters {
		case w.e:
		case w.s:
			w.sense |= aNumber
		default:
			w.sense = w.sense&aTerm | of[string(v.bytes(w.s, w.letters))]&^(aTerm|anAct)
		}
		v.allRuns = append(v.allRuns, w)
	}
	return v.allRuns
}
