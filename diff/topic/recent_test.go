package topic

import (
	"strconv"
	"testing"
)

// What was asked for lately is not worked out again; what was not is forgotten, so that years of versions do not pile up.
func TestRecent(t *testing.T) {
	var r recent
	worked := map[string]int{}
	ask := func(text string) {
		hints := r.get(spoken{text: text}, func(s spoken) []hint {
			worked[s.text]++
			return []hint{{words: s.text}}
		})
		if len(hints) != 1 || hints[0].words != text {
			t.Fatalf("%q: %+v", text, hints)
		}
	}
	for i := range 5 * remembered {
		ask("often")
		ask(strconv.Itoa(i))
		if n := len(r.younger) + len(r.older); n > 2*remembered {
			t.Fatalf("%d texts are kept", n)
		}
	}
	ask(strconv.Itoa(5*remembered - 100))
	if worked["often"] != 1 || worked[strconv.Itoa(5*remembered-100)] != 1 {
		t.Error("worked out again")
	}
	if ask("0"); worked["0"] != 2 {
		t.Error("the first of very many is kept")
	}
}
