package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What only reads has nothing at stake: the first signal ends it, as it ends any program that does not care for it, so that
// a shell sees 130 for an interrupt.
func TestReadingEndsAtTheFirstSignal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "policy.md")
	if err := os.WriteFile(file, []byte("# Privacy Policy\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		cmd := exec.Command("policylog", "--color", "never", "diff", file, "-")
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// More than a pipe holds: it is written only once the command reads, and the command reads on.
		if _, err := in.Write(make([]byte, 256<<10)); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != sig || said.Len() > 0 {
			t.Errorf("%s: %v, %s", sig, cmd.ProcessState, said.String())
		}
	}
}
