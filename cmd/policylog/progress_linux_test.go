package main

import (
	"strings"
	"testing"
	"time"
)

// A short bar within a longer one leaves nothing of it on the line.
func TestProgressWithinProgress(t *testing.T) {
	master, slave, err := openTerminal()
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	defer master.Close()
	defer slave.Close()
	var shown strings.Builder
	a := &app{environment: &environment{stderr: &shown, errFile: slave}}
	report := func(p *progress, stage string, done int64) {
		p.stage, p.began = stage, time.Now().Add(-beforeShown)
		p.report(stage, done, 1_000_000)
	}
	report(a.progress(), strings.Repeat("importing a long history ", 3), 123_456)
	report(a.progress(), "record", 1)
	line := []rune{}
	for rewritten := range strings.SplitSeq(shown.String(), "\r") {
		over := []rune(rewritten)
		line = append(over, line[min(len(over), len(line)):]...)
	}
	if got := string(line); !strings.HasPrefix(got, "record") || strings.Count(got, "]") != 1 {
		t.Errorf("%q", got)
	}
}
