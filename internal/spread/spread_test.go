package spread

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// Every number is done once, however many processors and numbers there are.
func TestOver(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(processors)
		for _, n := range []int{0, 1, 2, 47, 48, 1000} {
			for _, least := range []int{1, 48} {
				done := make([]atomic.Int32, n)
				Over(n, least, func(i int) { done[i].Add(1) })
				for i := range done {
					if got := done[i].Load(); got != 1 {
						t.Fatalf("%d of %d by %d on %d processors: done %d times", i, n, least, processors, got)
					}
				}
			}
		}
	}
}

func TestBoth(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2} {
		runtime.GOMAXPROCS(processors)
		var first, second bool
		Both(func() { first = true }, func() { second = true })
		if !first || !second {
			t.Errorf("on %d processors: %v %v", processors, first, second)
		}
	}
}
