package diff

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// worthwhile is how much there must be to do before it is spread over several processors: blocks, or kilobytes of text.
const worthwhile = 48

// chunk is how many calls a worker takes at a time.
const chunk = 8

// inParallel calls do for every number below n, on all processors where there is enough to do. Calls must not depend on
// each other.
func inParallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n/worthwhile+1)
	if workers == 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for {
				from := int(next.Add(chunk)) - chunk
				if from >= n {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					do(i)
				}
			}
		})
	}
	all.Wait()
}

// bothSides calls two functions, at once where that is worthwhile.
func bothSides(atOnce bool, first, second func()) {
	if !atOnce || runtime.GOMAXPROCS(0) == 1 {
		first()
		second()
		return
	}
	var other sync.WaitGroup
	other.Go(second)
	first()
	other.Wait()
}
