package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"policylog/internal/hostile"
)

// strain is what a whole process took of the machine.
type strain struct {
	what       string
	user, kern time.Duration
	peakMB     int64
}

// TestHostileProcesses has the program compare every hostile text of 1 MB, with its halves exchanged and with the next such
// text, and show the first comparison in every format; it logs what took longest and what held the most memory. It is for
// POLICYLOG_SWEEP alone, and takes an hour; -run of a subtest tries one way, or one text.
func TestHostileProcesses(t *testing.T) {
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("an hour's work: POLICYLOG_SWEEP=1 asks for it")
	}
	const size = 1 << 20
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var all []strain
	bin, texts := builtBinary(t), hostile.Texts()
	for _, way := range []string{
		"diff old shifted", "diff old other", "diff --side-by-side --all old shifted", "diff --format json old shifted",
		"diff --format html old shifted", "diff --format markdown old shifted", "diff --format unified old shifted", "lint old",
	} {
		t.Run(way, func(t *testing.T) {
			for i, text := range texts {
				t.Run(text.Name, func(t *testing.T) {
					s := text.Grow(size)
					write("old", s)
					write("shifted", "We begin with other words.\n\n"+s[len(s)/2:]+"changed words"+s[:len(s)/2])
					write("other", texts[(i+1)%len(texts)].Grow(size))
					took := strained(t, bin, strings.Fields(way)...)
					took.what = way + ", " + text.Name
					all = append(all, took)
					if took.user > 5*time.Second || took.peakMB > 1024 {
						t.Error(took)
					}
				})
			}
		})
	}
	for title, by := range map[string]func(a, b strain) int{
		"longest":     func(a, b strain) int { return cmp.Compare(b.user+b.kern, a.user+a.kern) },
		"most memory": func(a, b strain) int { return cmp.Compare(b.peakMB, a.peakMB) },
	} {
		slices.SortStableFunc(all, by)
		t.Logf("of %d, %s:", len(all), title)
		for _, s := range all[:min(30, len(all))] {
			t.Log(s)
		}
	}
}

func (s strain) String() string {
	return fmt.Sprintf("%5.1f s of CPU, %3.1f s of them the system's, %4d MB: %s", (s.user + s.kern).Seconds(), s.kern.Seconds(), s.peakMB, s.what)
}

// strained runs the program for a minute at most. It may find changes (exit status 1), or refuse an empty file (2).
func strained(t *testing.T, bin string, args ...string) strain {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	var trouble strings.Builder
	cmd.Stderr = &trouble
	err := cmd.Run()
	state := cmd.ProcessState
	if state == nil || state.ExitCode() < 0 || state.ExitCode() > 2 {
		t.Fatalf("%v: %v\n%.1000s", args, err, trouble.String())
	}
	return strain{user: state.UserTime(), kern: state.SystemTime(), peakMB: state.SysUsage().(*syscall.Rusage).Maxrss >> 10}
}
