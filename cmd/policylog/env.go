package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// environment is what commands need of the world; tests replace parts of it.
type environment struct {
	now    func() time.Time
	client *http.Client // nil: archive's own
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string

	onlyReads *atomic.Bool // what runs may be ended at any moment; nil where no signal is heard

	outFile *os.File // stdout, where it may be a terminal; nil in tests
	errFile *os.File // stderr likewise
	pager   *pager   // nil until something is paged
}

func systemEnv() *environment {
	return &environment{
		now:     time.Now,
		stdin:   os.Stdin,
		stdout:  os.Stdout,
		stderr:  os.Stderr,
		getenv:  os.Getenv,
		outFile: os.Stdout,
		errFile: os.Stderr,
	}
}

// outIsTerminal and errIsTerminal say whether a person reads. They ask the kernel, never the terminal.
func (env *environment) outIsTerminal() bool {
	return env.outFile != nil && term.IsTerminal(int(env.outFile.Fd()))
}

func (env *environment) errIsTerminal() bool {
	return env.errFile != nil && term.IsTerminal(int(env.errFile.Fd()))
}

// width is the width to wrap to, in columns: COLUMNS, the terminal's, else 100; between 40 and 1,000.
func (env *environment) width() int {
	w := 100
	if env.outIsTerminal() {
		if tw, _, err := term.GetSize(int(env.outFile.Fd())); err == nil && tw > 0 {
			w = tw
		}
	}
	if n, err := strconv.Atoi(env.getenv("COLUMNS")); err == nil && n > 0 {
		w = n
	}
	return min(max(w, 40), 1000)
}

// height is the terminal's height in rows, 0 when stdout is none.
func (env *environment) height() int {
	if !env.outIsTerminal() {
		return 0
	}
	_, h, err := term.GetSize(int(env.outFile.Fd()))
	if err != nil {
		return 0
	}
	return h
}

// color decides about colour: --color first, then NO_COLOR (no-color.org), CLICOLOR_FORCE, TERM and whether stdout is
// a terminal.
func (env *environment) color(flag string) bool {
	switch flag {
	case "always":
		return true
	case "never":
		return false
	}
	if env.getenv("NO_COLOR") != "" {
		return false
	}
	if f := env.getenv("CLICOLOR_FORCE"); f != "" && f != "0" {
		return true
	}
	return env.outIsTerminal() && env.getenv("TERM") != "dumb"
}

// locale is the language of messages: the POSIX variables in their order, "" when none says one.
func (env *environment) locale() string {
	for _, k := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env.getenv(k); v != "" {
			if v == "C" || v == "POSIX" || strings.HasPrefix(v, "C.") {
				return "en"
			}
			return v
		}
	}
	return ""
}

// page returns where long output for a person goes: a pager when stdout is a terminal, stdout itself otherwise. The
// text is held back until it exceeds the screen, so that a short answer needs no pager.
func (env *environment) page() io.Writer {
	if !env.outIsTerminal() || env.height() == 0 {
		return env.stdout
	}
	if env.pager == nil {
		env.pager = &pager{env: env, rows: env.height() - 1}
	}
	return env.pager
}

func (env *environment) closePager() {
	if env.pager != nil {
		env.pager.close()
		env.pager = nil
	}
}

// pager starts $POLICYLOG_PAGER, $PAGER or less once more than a screen was written.
type pager struct {
	env  *environment
	rows int
	held []byte
	cmd  *exec.Cmd
	in   io.WriteCloser
	buf  *bufio.Writer
	pass bool // no pager to be had: write through
}

func (p *pager) Write(b []byte) (int, error) {
	switch {
	case p.pass:
		return p.env.stdout.Write(b)
	case p.buf != nil:
		// A pager that was quit closes its end: the rest is dropped without a word.
		_, _ = p.buf.Write(b)
		return len(b), nil
	}
	p.held = append(p.held, b...)
	if bytes.Count(p.held, []byte("\n")) <= p.rows {
		return len(b), nil
	}
	p.start()
	held := p.held
	p.held = nil
	if p.pass {
		_, err := p.env.stdout.Write(held)
		return len(b), err
	}
	_, _ = p.buf.Write(held)
	return len(b), nil
}

func (p *pager) start() {
	name := p.env.getenv("POLICYLOG_PAGER")
	if name == "" {
		name = p.env.getenv("PAGER")
	}
	if name == "" {
		name = "less"
	}
	args := strings.Fields(name)
	if len(args) == 0 || args[0] == "cat" {
		p.pass = true
		return
	}
	path, err := exec.LookPath(args[0])
	if err != nil {
		p.pass = true
		return
	}
	cmd := exec.Command(path, args[1:]...)
	cmd.Stdout, cmd.Stderr = p.env.outFile, p.env.errFile
	cmd.Env = os.Environ()
	if p.env.getenv("LESS") == "" {
		// As git does: leave at the end of a short text, keep colours, do not clear the screen.
		cmd.Env = append(cmd.Env, "LESS=FRX", "LESSCHARSET=utf-8")
	}
	in, err := cmd.StdinPipe()
	if err != nil || cmd.Start() != nil {
		p.pass = true
		return
	}
	p.cmd, p.in, p.buf = cmd, in, bufio.NewWriter(in)
	signal.Ignore(os.Interrupt) // it is the pager's now, which the shell would else leave without its terminal
}

func (p *pager) close() {
	if len(p.held) > 0 {
		_, _ = p.env.stdout.Write(p.held)
	}
	if p.cmd != nil {
		_ = p.buf.Flush()
		_ = p.in.Close()
		_ = p.cmd.Wait()
	}
}
