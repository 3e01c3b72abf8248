//go:build !linux

package tui

import (
	"runtime"
	"testing"
	"time"
)

var began = time.Now()

// threadTime is the time on the wall, where the system does not say what a thread used.
func threadTime(testing.TB) time.Duration { return time.Since(began) }

// peakMB is what the program asked the system for.
func peakMB(testing.TB) float64 {
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	return float64(mem.Sys) / 1e6
}
