// Command policylog archives privacy policies and terms, says clause by clause what changed between two dated
// versions, and writes the changelogs and notices that follow from it.
//
// One file holds one command: it parses flags, calls a room (archive, store, diff, tui) and prints. Exit status is
// decided here alone: 0 done or nothing to report, 1 changes found or some sources failed, 2 trouble.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"policylog/diff/render/safe"
)

func main() {
	log.SetOutput(io.Discard) // libraries speak to it of what servers send; what matters comes back as an error
	os.Exit(runUntilInterrupted(systemEnv(), os.Args[1:]))
}

// runUntilInterrupted asks the program to stop at the first interrupt, which may take its time; a second one ends it at
// once, as the first does where nothing is at stake.
func runUntilInterrupted(env *environment, args []string) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	env.onlyReads = new(atomic.Bool)
	go func() {
		s := <-signals
		if env.onlyReads.Load() {
			signal.Stop(signals)
			endBy(s)
		}
		cancel()
		signal.Stop(signals)
	}()
	return run(ctx, env, args)
}

// endBy ends the program as a signal does that nobody cares for, which tells a shell to end what it runs, too.
func endBy(s os.Signal) {
	if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(s) == nil {
		select {} // until it arrives
	}
	os.Exit(130) // where programs cannot send signals
}

// run is the whole program, so that tests can call it.
func run(ctx context.Context, env *environment, args []string) int {
	out := &output{w: env.stdout}
	env.stdout = out
	a := &app{environment: env}
	root := newRootCommand(a, args)
	root.SetArgs(args)
	err := unknownCommandError(root, root.ExecuteContext(ctx))
	env.closePager()
	switch {
	case errors.Is(out.err, syscall.EPIPE):
		return 0 // the reader had seen enough (head)
	case out.err != nil:
		err = out.err
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		err = errors.New("interrupted")
	}
	return a.exitStatus(err)
}

// joined are the errors of which one is nothing but a list, as of several sources; else the error itself.
func joined(err error) []error {
	var list interface{ Unwrap() []error }
	if errors.As(err, &list) && err.Error() == errors.Join(list.Unwrap()...).Error() {
		return list.Unwrap()
	}
	return []error{err}
}

// output is stdout. It keeps its first error, which decides about the exit status even where a command did not look at
// what became of its printing: a report that a full disk cut short must not pass for a whole one.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// exitStatus prints an error for a person and maps it to the program's exit status.
func (a *app) exitStatus(err error) int {
	if err == nil {
		return 0
	}
	var status *statusError
	if errors.As(err, &status) && status.err == nil {
		return status.code
	}
	var hints []string
	for _, one := range joined(err) {
		message, hint := a.inWords(one)
		fmt.Fprintf(a.stderr, "policylog: %s\n", printable(message))
		if hint != "" && !strings.Contains(message, "hint:") && !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	for _, hint := range hints {
		fmt.Fprintln(a.stderr, printable(hint))
	}
	if status != nil {
		return status.code
	}
	return 2
}

// statusError carries an exit status other than 2; with err nil it says nothing.
type statusError struct {
	code int
	err  error
}

func (e *statusError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// hinted adds a hint to an error.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func withHint(err error, format string, args ...any) error {
	return hinted{err, fmt.Sprintf(format, args...)}
}

// printable shows what may quote hostile input, an error for one: control characters become visible, line ends stay.
func printable(s string) string { return safe.Text(s) }
