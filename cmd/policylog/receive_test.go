package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"policylog/internal/smtptest"
)

// cmdReceive starts a webhook, whose URL is HOOK, and a mail server, whose address is MAIL, with the user "policylog" and
// the password "right-password". What they get is written into a directory: hook-1.txt, mail-1.eml and so on.
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
