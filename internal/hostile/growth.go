package hostile

import (
	"os"
	"testing"
	"time"

	"policylog/internal/usage"
)

// Clock runs one stage of the work on a text, named for the report, and notes its CPU time.
type Clock func(stage string, work func())

// Try has the work done on each text grown to 8 KB, and fails where a stage takes hundreds of times what its length
// asks for. With POLICYLOG_SWEEP set the texts are grown to 64 KB, 256 KB and 1 MB, and no stage may take more than seven
// times as long for four times the length. Tests that run it must not run beside others of their package.
func Try(t *testing.T, texts []Text, work func(clock Clock, text string)) {
	t.Helper()
	if testing.Short() {
		t.Skip("long, and all on one goroutine")
	}
	sizes := []int{8 << 10}
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		sizes = []int{64 << 10, 256 << 10, 1 << 20}
	}
	for _, text := range texts {
		t.Run(text.Name, func(t *testing.T) {
			before := map[string]time.Duration{}
			for _, n := range sizes {
				work(func(stage string, work func()) {
					start := usage.User()
					work()
					took := usage.User() - start
					if took > allowed(n) || took > noise && before[stage] > 0 && took > 7*before[stage] {
						t.Errorf("%s: %d KB took %v, a quarter of it %v", stage, n>>10, took, before[stage])
					}
					before[stage] = took
				}, text.Grow(n))
			}
		})
	}
}

// noise is what the collector and a busy machine may add to any stage.
const noise = 400 * time.Millisecond

// allowed is the most that a stage may take for n bytes: some ten times what the slowest takes.
func allowed(n int) time.Duration { return noise + time.Duration(n)*10*time.Microsecond }
