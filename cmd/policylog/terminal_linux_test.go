package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// openTerminal makes a pseudo-terminal of which nobody answers the other side.
func openTerminal() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, nil, err
	}
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		master.Close()
		return nil, nil, err
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		master.Close()
		return nil, nil, err
	}
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		master.Close()
		return nil, nil, err
	}
	return master, slave, nil
}

// TestTerminalIsNotQueried: on a terminal that answers nothing, commands other than tui write no escape sequence when
// colour is off, and end.
func TestTerminalIsNotQueried(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program apart, which no race detector watches")
	}
	bin := builtBinary(t)
	dir := t.TempDir()
	for _, f := range [][2]string{{"a.md", "# A\n\nOne thing.\n"}, {"b.md", "# A\n\nAnother thing.\n"}} {
		if err := os.WriteFile(filepath.Join(dir, f[0]), []byte(f[1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"version"}, {"--help"}, {"diff", "a.md", "b.md"}} {
		master, slave, err := openTerminal()
		if err != nil {
			t.Skipf("no pseudo-terminal: %v", err)
		}
		cmd := exec.Command(bin, args...)
		cmd.Dir = dir
		cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
		cmd.Env = append(os.Environ(), "NO_COLOR=1", "TERM=xterm-256color", "PAGER=cat")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		slave.Close()
		var out bytes.Buffer
		read := make(chan struct{})
		go func() { // ends when the program closes its side
			defer close(read)
			_, _ = out.ReadFrom(master)
		}()
		_ = cmd.Wait()
		<-read
		master.Close()
		if code := cmd.ProcessState.ExitCode(); code > 1 {
			t.Errorf("%v: exit status %d: %s", args, code, out.String())
		}
		if out.Len() == 0 || strings.ContainsRune(out.String(), 0x1b) {
			t.Errorf("%v: wrote to the terminal: %q", args, out.String())
		}
	}
}
