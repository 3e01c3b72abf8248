//go:build !linux

package tui

import (
	"testing"
	"time"
)

var began = time.Now()

// threadTime is the time on the wall, where the system does not say what a thread used.
func threadTime(testing.TB) time.Duration { return time.Since(began) }
