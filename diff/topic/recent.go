package topic

import (
	"strings"
	"sync"
)

// spoken is a text and its language.
type spoken struct{ text, lang string }

// remembered is for how many texts hints are kept at least once they were asked for: more than a long policy has
// sentences. Twice as many are in memory at most.
const remembered = 8192

// recent keeps hints in two generations. When the younger is full the older is forgotten, with all that was not asked for
// since.
type recent struct {
	mu             sync.Mutex
	younger, older map[spoken][]hint
}

// get returns what work finds in a text. Nothing that is kept is a piece of the text asked for: it would keep alive all
// that this was cut from.
func (r *recent) get(s spoken, work func(spoken) []hint) []hint {
	r.mu.Lock()
	hints, known := r.younger[s]
	older, old := r.older[s]
	r.mu.Unlock()
	if known {
		return hints
	}
	s.text = strings.Clone(s.text)
	if hints = older; !old {
		hints = work(s)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.younger == nil || len(r.younger) >= remembered {
		r.younger, r.older = map[spoken][]hint{}, r.younger
	}
	r.younger[s] = hints
	return hints
}
