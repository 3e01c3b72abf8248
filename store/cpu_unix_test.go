//go:build unix

package store

import (
	"syscall"
	"testing"
)

// reportCPU measures the CPU time of the process, and of those it started, from now until the returned function reports it
// for each operation: on a
// busy machine that says more than the time on the wall.
func reportCPU(b *testing.B) func() {
	used := func() (ms float64) {
		for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
			var u syscall.Rusage
			if err := syscall.Getrusage(who, &u); err != nil {
				b.Fatal(err)
			}
			ms += float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
		}
		return ms
	}
	begun := used()
	return func() { b.ReportMetric((used()-begun)/float64(b.N), "cpu-ms/op") }
}

// peakMB is the most memory that the process had at once, so far.
func peakMB(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Maxrss) / 1024
}
