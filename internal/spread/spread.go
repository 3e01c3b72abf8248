// Package spread does one piece of work on several processors: what costs milliseconds for one document is over sooner
// for whoever waits. Where there is one processor, or little to do, it is done by the caller.
package spread

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Over calls do for every number below n, in any order, on another processor for each least numbers beyond the first.
// Calls must not depend on each other. It returns when all are done.
func Over(n, least int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n/least+1)
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	chunk := max(1, least/6) // so that none waits long for the slowest
	var next atomic.Int64
	work := func() {
		for {
			from := int(next.Add(int64(chunk))) - chunk
			if from >= n {
				return
			}
			for i := from; i < min(from+chunk, n); i++ {
				do(i)
			}
		}
	}
	var others sync.WaitGroup
	for range workers - 1 {
		others.Go(work)
	}
	work() // the caller's stack has grown already
	others.Wait()
}

// Both calls two functions at once, and returns when both are done.
func Both(first, second func()) {
	if runtime.GOMAXPROCS(0) == 1 {
		first()
		second()
		return
	}
	var other sync.WaitGroup
	other.Go(second)
	first()
	other.Wait()
}
