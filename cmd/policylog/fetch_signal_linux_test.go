package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

var stopped = regexp.MustCompile(`5 sources: [1-4] new, stopped before [1-4]`)

// The program itself is sent signals while a page is in hand: the first one lets it finish that page, and no other; the
// second ends it at once. Whatever it was at, the archive is sound and the next run goes on.
func TestFetchIsStopped(t *testing.T) {
	for _, c := range []struct {
		name    string
		signals []os.Signal
		answers bool // the server does, after the first signal
	}{
		{"SIGTERM, the page comes", []os.Signal{syscall.SIGTERM}, true},
		{"SIGINT, the page comes", []os.Signal{syscall.SIGINT}, true},
		{"two signals, the server hangs", []os.Signal{syscall.SIGTERM, syscall.SIGINT}, false},
		{"SIGTERM twice, the server hangs", []os.Signal{syscall.SIGTERM, syscall.SIGTERM}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked, answer := make(chan struct{}, 100), make(chan struct{})
			var answered atomic.Int64
			var stopping atomic.Bool
			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.URL.Path, "/privacy") {
					http.NotFound(w, r)
					return
				}
				asked <- struct{}{}
				<-answer
				if stopping.Load() && answered.Add(1) > 1 { // the signal is taken, and may be on its way through the program
					<-time.After(300 * time.Millisecond)
				}
				fmt.Fprint(w, "<html lang=en><title>Privacy Policy</title><main><h1>Privacy Policy</h1><p>"+
					strings.Repeat("We collect your personal data with your consent, and keep it for 30 days. ", 20)+"</p></main></html>")
			}))
			defer site.Close()
			dir := filepath.Join(t.TempDir(), "a")
			run := func(args ...string) *exec.Cmd {
				return exec.Command("policylog", append([]string{"--archive", dir}, args...)...)
			}
			if out, err := run("init", dir).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var yaml strings.Builder
			yaml.WriteString("version: 1\ndefaults: {per_host: 1}\nsources:\n")
			for i := range 5 {
				fmt.Fprintf(&yaml, "  s%d/privacy.en: {url: \"%s/%d/privacy\"}\n", i, site.URL, i)
			}
			if err := os.WriteFile(filepath.Join(dir, "policylog.yaml"), []byte(yaml.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			cmd := run("fetch")
			var out strings.Builder
			cmd.Stdout = &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			<-asked
			done := make(chan error, 1)
			go func() { done <- cmd.Wait() }()
			if err := cmd.Process.Signal(c.signals[0]); err != nil {
				t.Fatal(err)
			}
			taken(t, cmd.Process.Pid)
			if c.answers {
				stopping.Store(true)
				close(answer)
				<-done
				stopping.Store(false)
				if code := cmd.ProcessState.ExitCode(); code != 1 || !stopped.MatchString(out.String()) {
					t.Errorf("exit %d: %s", code, out.String())
				}
			} else {
				again := time.NewTicker(20 * time.Millisecond) // one sent before the first is dealt with is part of it
				for ended := false; !ended; {
					select {
					case <-done:
						ended = true
					case <-again.C:
						_ = cmd.Process.Signal(c.signals[1])
					}
				}
				again.Stop()
				if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
					t.Errorf("ended by itself: %v", cmd.ProcessState)
				}
				close(answer)
			}
			if out, err := exec.Command("git", "-C", dir, "fsck", "--strict").CombinedOutput(); err != nil {
				t.Errorf("git fsck: %v\n%s", err, out)
			}
			if out, err := run("fetch").CombinedOutput(); err != nil {
				t.Errorf("the next run: %v\n%s", err, out)
			}
		})
	}
}

// taken waits until no signal is pending for a process.
func taken(t *testing.T, pid int) {
	t.Helper()
	for {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(status), "ShdPnd:\t0000000000000000") {
			return
		}
	}
}
