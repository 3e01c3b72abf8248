//go:build unix

// Package usage tells what a benchmark took of the machine: on a busy one CPU time says more than the time on the wall.
// Where the system does not say, all is 0.
package usage

import (
	"runtime"
	"syscall"
	"time"
)

// User is the CPU time that this process used so far outside the system's own code.
func User() time.Duration {
	u := of(syscall.RUSAGE_SELF)
	return time.Duration(u.Utime.Nano())
}

// Process is the CPU time that this process used so far.
func Process() time.Duration { return total(syscall.RUSAGE_SELF) }

// WithChildren is the CPU time that this process used so far, and those that it started and waited for.
func WithChildren() time.Duration {
	return total(syscall.RUSAGE_SELF) + total(syscall.RUSAGE_CHILDREN)
}

// PeakMB is the most memory that the process had at once, in MiB.
func PeakMB() float64 {
	peak := float64(of(syscall.RUSAGE_SELF).Maxrss)
	if runtime.GOOS == "darwin" {
		return peak / (1 << 20) // bytes there, KiB elsewhere
	}
	return peak / (1 << 10)
}

func total(who int) time.Duration {
	u := of(who)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func of(who int) (u syscall.Rusage) {
	_ = syscall.Getrusage(who, &u) // fails for a who that does not exist
	return u
}
