//go:build !unix

package browser

import "os/exec"

// processGroup is the browser; its children end with it by themselves.
type processGroup struct{ cmd *exec.Cmd }

func (g *processGroup) own(cmd *exec.Cmd) { g.cmd = cmd }

func (g *processGroup) kill() {
	if g.cmd != nil && g.cmd.Process != nil {
		_ = g.cmd.Process.Kill()
	}
}
