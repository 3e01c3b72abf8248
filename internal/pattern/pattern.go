// Package pattern holds regular expressions that are compiled when they are first used: a run of the program uses few of
// those that it has, and starting it pays for none.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy gives a regular expression when it is asked for it, always the same one. What is no expression panics then.
func Lazy(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
