// Package wordset holds sets of words that are made when they are first used, as package pattern does for regular
// expressions: a run of the program uses few of those that it has, and starting it pays for none.
package wordset

import (
	"strings"
	"sync"
)

// Of makes a set of the words of a list, which are parted by white space.
func Of(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// Lazy gives such a set when it is asked for it, always the same one. Nobody may change it.
func Lazy(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return Of(list) })
}
