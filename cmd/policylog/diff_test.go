package main

import (
	"runtime/debug"
	"testing"
)

// What GOGC says of the collector holds for a comparison too.
func TestCollectorIsTheUsers(t *testing.T) {
	before := debug.SetGCPercent(123)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	env := systemEnv()
	for given, want := range map[string]int{"123": 123, "": 800} {
		env.getenv = func(key string) string { return map[string]string{"GOGC": given}[key] }
		debug.SetGCPercent(123)
		env.tuneCollector(1000)
		if got := debug.SetGCPercent(123); got != want {
			t.Errorf("GOGC=%q: %d per cent, want %d", given, got, want)
		}
	}
}
