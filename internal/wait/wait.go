// Package wait waits, but no longer than its context.
package wait

import (
	"context"
	"time"
)

// For waits for d, or until ctx is done and then returns why. A d of 0 or less is no wait.
func For(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return context.Cause(ctx)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
