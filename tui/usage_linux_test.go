package tui

import (
	"syscall"
	"testing"
	"time"
)

// rusageThread asks for the calling thread alone.
const rusageThread = 1

// threadTime is the processor time that the calling thread used: what a key costs, whatever else the machine does.
func threadTime(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
