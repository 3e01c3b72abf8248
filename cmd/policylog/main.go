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
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, systemEnv(), os.Args[1:])
	stop()
	os.Exit(status)
}

// run is the whole program, so that tests can call it.
func run(ctx context.Context, env *environment, args []string) int {
	root := newRootCommand(env)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	env.closePager()
	return env.exitStatus(err)
}

// exitStatus prints an error for a person and maps it to the program's exit status.
func (env *environment) exitStatus(err error) int {
	if err == nil {
		return 0
	}
	if isBrokenPipe(err) {
		return 0
	}
	var status *statusError
	if errors.As(err, &status) && status.err == nil {
		return status.code
	}
	fmt.Fprintf(env.stderr, "policylog: %s\n", printable(err.Error()))
	if hint := hintFor(err); hint != "" && !strings.Contains(err.Error(), "hint:") {
		fmt.Fprintf(env.stderr, "hint: %s\n", hint)
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

func hintFor(err error) string {
	if h, ok := errors.AsType[hinted](err); ok {
		return h.hint
	}
	return ""
}

// isBrokenPipe says whether output went to a reader that had seen enough (head, a pager that was quit).
func isBrokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// printable shows an error that may quote hostile input: control characters become visible, line ends stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, s)
}
