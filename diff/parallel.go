package diff

import "policylog/internal/spread"

// worthwhile is how much there must be to do before it is spread over several processors: blocks, or kilobytes of text.
const worthwhile = 48

// inParallel calls do for every number below n, on all processors where there is enough to do. Calls must not depend on
// each other.
func inParallel(n int, do func(i int)) { spread.Over(n, worthwhile, do) }

// bothSides calls two functions, at once where that is worthwhile.
func bothSides(atOnce bool, first, second func()) {
	if !atOnce {
		first()
		second()
		return
	}
	spread.Both(first, second)
}
