package tui

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/store"
)

// panicking is an archive in which something unexpected happens: in a command, when a history is read, or in Update, when
// a verdict is given.
type panicking struct {
	Archive
	where string
}

const panicEnv = "POLICYLOG_TEST_PANIC"

func (p panicking) History(ctx context.Context, source string) ([]store.Version, error) {
	if p.where == "command" {
		panic("unexpected in a command")
	}
	return p.Archive.History(ctx, source)
}

func (p panicking) Foreign() bool {
	if p.where == "update" {
		panic("unexpected in Update")
	}
	return p.Archive.Foreign()
}

func TestPanicSaysWhatToReport(t *testing.T) {
	var out bytes.Buffer
	err := Run(context.Background(), Options{
		Archive: panicking{fixture(t), "command"}, Source: sourceEN, In: strings.NewReader(""), Out: &out, Lang: "en", Version: "v9",
	})
	if err == nil || !strings.Contains(err.Error(), "please report") || !strings.Contains(err.Error(), "v9") {
		t.Errorf("got %v", err)
	}
}

// TestPanickingProgram is the program that TestPanicRestoresTheTerminal runs.
func TestPanickingProgram(t *testing.T) {
	where := os.Getenv(panicEnv)
	if where == "" {
		t.Skip("of use to another test only")
	}
	a := fixture(t)
	err := Run(context.Background(), Options{
		Archive: panicking{a, where}, Compare: comparing(a), Lang: "en", Version: "v9", Color: true, Environ: os.Environ(),
	})
	fmt.Println("policylog:", err)
}

// After a panic the terminal is as it was, and says what to report.
func TestPanicRestoresTheTerminal(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	for where, flow := range map[string]func(x *terminal){
		"command": func(x *terminal) { x.keys("Enter") },
		"update": func(x *terminal) {
			x.keys("Down", "Enter")
			x.sees("5 versions", "formatting only")
			x.keys("Enter")
			x.sees("change 1 of")
			x.keys("v")
			x.sees("no verdict")
			x.keys("1")
		},
	} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			x := start(t, 100, 70, t.TempDir(), panicEnv+"="+where+" "+os.Args[0]+" -test.run '^TestPanickingProgram$'; stty -a")
			x.sees("3 of 3 sources")
			if on := strings.TrimSpace(x.tmux("display", "-p", "-t", "t", "#{alternate_on} #{mouse_any_flag}")); on != "1 1" {
				t.Errorf("before, alternate screen and mouse are %s", on)
			}
			flow(x)
			screen := x.sees("left with 0", "unexpected in", "please report the lines above", "policylog version: v9", " icanon", " echo ")
			if strings.Contains(screen, "3 of 3 sources") || strings.Contains(screen, "change 1 of") {
				t.Errorf("the program is still on the screen:\n%s", screen)
			}
			if on := strings.TrimSpace(x.tmux("display", "-p", "-t", "t", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}")); on != "0 0 1" {
				t.Errorf("alternate screen, mouse and cursor are %s", on)
			}
		})
	}
}
