package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"policylog/internal/smtptest"
)

// cmdReceive starts a webhook, whose URL is HOOK, and a mail server, whose address is MAIL, with the user "policylog" and
// the password "right-password". What they get is written into a directory: hook-1.txt, mail-1.eml and so on. Whoever calls
// the webhook at a path that ends in "/kill" is killed before it has an answer: its id is read from the file pid there.
func cmdReceive(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: receive DIR")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	var mu sync.Mutex
	hooks, mails := 0, 0
	write := func(n *int, form string, data []byte) {
		mu.Lock()
		defer mu.Unlock()
		*n++
		_ = os.WriteFile(filepath.Join(dir, fmt.Sprintf(form, *n)), data, 0o644)
	}
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		write(&hooks, "hook-%d.txt", append([]byte(r.Method+" "+r.URL.Path+"\n"), b...))
		if strings.HasSuffix(r.URL.Path, "/kill") {
			killNoted(filepath.Join(dir, "pid"))
		}
	}))
	server := &smtptest.Server{User: "policylog", Password: "right-password"}
	server.Received = func(m smtptest.Message) { write(&mails, "mail-%d.eml", []byte(m.Data)) }
	mail := httptest.NewUnstartedServer(nil) // for its listener
	server.Serve(mail.Listener)
	ts.Defer(hook.Close)
	ts.Defer(func() { _ = mail.Listener.Close() })
	ts.Setenv("HOOK", hook.URL)
	ts.Setenv("MAIL", server.Addr)
}

// killNoted kills the process whose id a file holds.
func killNoted(file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		return
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return
	}
	if p, err := os.FindProcess(pid); err == nil {
		_ = p.Kill()
		_, _ = p.Wait() // an error: it is not a child of ours
	}
}
