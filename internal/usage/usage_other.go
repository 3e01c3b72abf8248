//go:build !unix

package usage

import "time"

func User() time.Duration         { return 0 }
func Process() time.Duration      { return 0 }
func WithChildren() time.Duration { return 0 }
func PeakMB() float64             { return 0 }
