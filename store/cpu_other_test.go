//go:build !unix

package store

import "testing"

func reportCPU(*testing.B) func() { return func() {} }

func peakMB(*testing.B) float64 { return 0 }
