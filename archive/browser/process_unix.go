//go:build unix

package browser

import (
	"os/exec"
	"syscall"
)

// processGroup is the browser with all its children.
type processGroup struct{ cmd *exec.Cmd }

// own makes the browser the head of a process group of its own, which is killed as one when its time is over.
func (g *processGroup) own(cmd *exec.Cmd) {
	g.cmd = cmd
	cmd.SysProcAttr = processAttributes()
	cmd.Cancel = func() error {
		g.kill()
		return nil
	}
}

func (g *processGroup) kill() {
	if g.cmd != nil && g.cmd.Process != nil && g.cmd.Process.Pid > 1 {
		_ = syscall.Kill(-g.cmd.Process.Pid, syscall.SIGKILL)
	}
}
