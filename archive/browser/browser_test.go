package browser

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const clause = "We collect personal data about you when you use the service, and we share it with third parties as far as the law permits. "

// serve puts pages on loopback. Each is a shell whose script writes the text.
func serve(t *testing.T) *httptest.Server {
	long := strings.Repeat("<p>"+clause+"</p>", 10)
	pages := map[string]string{
		"/script": `<div id="app"></div><script>document.getElementById("app").innerHTML = "<h1>Privacy</h1>` + long + `"</script>`,
		"/late": `<div id="app">Loading...</div><script>setTimeout(() => fetch("/text").then(r => r.text()).then(t => {
			document.getElementById("app").innerHTML = "<main class='policy'>" + t + "</main>" }), 600)</script>`,
		"/text":    "<h1>Late</h1>" + long,
		"/consent": `<div id="wall"><h2>We value your privacy</h2><button onclick="show(0)">Accept all</button><button onclick="show(1)">Reject all</button></div><div id="app"></div><script>function show(x) { document.getElementById("wall").remove(); document.getElementById("app").innerHTML = "<h1>" + (x ? "Declined" : "Accepted") + "</h1>` + long + `" }</script>`,
		"/alert":   `<script>alert("stop"); document.write("<h1>After</h1>` + long + `")</script>`,
		"/shadow":  `<x-policy><b slot="who">Acme</b></x-policy><script>document.querySelector("x-policy").attachShadow({mode:"open"}).innerHTML = "<h1>Shadow of <slot name='who'></slot></h1>` + long + `"</script>`,
		"/echo":    "",
		"/busy":    `<h1>Never at rest</h1>` + long + `<p id="n"></p><script>setInterval(() => document.getElementById("n").textContent = performance.now(), 50)</script>`,
		"/loop":    `<h1>Loop</h1><script>for (;;) {}</script>`,
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/script", http.StatusFound)
			return
		case r.URL.Path == "/echo":
			page = fmt.Sprintf("<p>agent %s language %s header %s</p>", r.UserAgent(), r.Header.Get("Accept-Language"), r.Header.Get("X-Test"))
		case !ok:
			w.WriteHeader(http.StatusNotFound)
			page = "<h1>Not found</h1>"
		}
		fmt.Fprint(w, page)
	}))
	t.Cleanup(srv.Close)
	return srv
}

func needBrowser(t *testing.T) {
	t.Helper()
	if _, err := program(); err != nil {
		t.Skip(err)
	}
	// The profile's removal is checked: nobody else may write to this directory.
	dir, err := os.MkdirTemp("", "b") // short: see Render
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("TMPDIR", dir)
}

func nothingLeft(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	procs, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range procs {
		if line, err := os.ReadFile(p); err == nil && strings.Contains(string(line), os.Getenv("TMPDIR")) {
			t.Errorf("still running: %.200q", line)
		}
	}
}

func TestRender(t *testing.T) {
	needBrowser(t)
	srv := serve(t)
	for _, c := range []struct {
		path string
		o    Options
		want string
	}{
		{"/script", Options{}, "<h1>Privacy</h1>"},
		{"/moved", Options{}, "<h1>Privacy</h1>"},
		{"/late", Options{WaitFor: "main.policy"}, "<h1>Late</h1>"},
		{"/late", Options{}, "<h1>Late</h1>"},
		{"/consent", Options{}, "<h1>Declined</h1>"},
		{"/alert", Options{}, "<h1>After</h1>"},
		{"/shadow", Options{}, "Shadow of <slot name=\"who\"><b slot=\"who\">Acme</b>"},
		{"/echo", Options{UserAgent: "policylog-test", Language: "zh-TW", Headers: map[string]string{"X-Test": "yes"}}, "agent policylog-test language zh-TW"},
		{"/busy", Options{Timeout: 8 * time.Second}, "<h1>Never at rest</h1>"},
	} {
		t.Run(c.path, func(t *testing.T) {
			if c.o.Settle == 0 {
				c.o.Settle = 400 * time.Millisecond
			}
			html, final, err := Render(context.Background(), srv.URL+c.path, c.o)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(html), c.want) {
				t.Errorf("no %q in %.300s", c.want, html)
			}
			if want := strings.Replace(srv.URL+c.path, "/moved", "/script", 1); final != want {
				t.Errorf("ended at %s, want %s", final, want)
			}
			nothingLeft(t)
		})
	}
}

func TestRenderFails(t *testing.T) {
	needBrowser(t)
	srv := serve(t)
	quick := Options{Timeout: 4 * time.Second, Settle: 200 * time.Millisecond}
	var status *StatusError
	if html, _, err := Render(context.Background(), srv.URL+"/gone", quick); !errors.As(err, &status) || status.Code != 404 || !strings.Contains(string(html), "Not found") {
		t.Errorf("%v, %.80s", err, html)
	}
	quick.WaitFor = "#never"
	if _, _, err := Render(context.Background(), srv.URL+"/script", quick); err == nil || !strings.Contains(err.Error(), "#never") {
		t.Error(err)
	}
	quick.WaitFor = ""
	start := time.Now()
	if _, _, err := Render(context.Background(), srv.URL+"/loop", quick); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
	for _, address := range []string{"file:///etc/passwd", "javascript:alert(1)", "chrome://version", "http://", ""} {
		if _, _, err := Render(context.Background(), address, quick); err == nil {
			t.Errorf("%q: no error", address)
		}
	}
	nothingLeft(t)
}

func TestNoBrowser(t *testing.T) {
	t.Setenv("CHROME", filepath.Join(t.TempDir(), "chrome"))
	_, _, err := Render(context.Background(), "https://acme.example/", Options{})
	if !errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "hint:") {
		t.Error(err)
	}
}

func TestIsShell(t *testing.T) {
	long := "<p>" + strings.Repeat(clause, 10) + "</p>"
	for page, want := range map[string]bool{
		`<title>P</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/m.js"></script>`: true,
		`<div id="app">Loading...</div><script src="/m.js"></script>`:                                                                           true,
		`<html><body><div class="x"></div><script src="a.js"></script></body></html>`:                                                           true,
		`<nav><a href="/">Home</a></nav><div id="__next"></div><script src="a.js"></script><footer>© Acme</footer>`:                             true,
		`<main><h1>Privacy</h1>` + long + `</main><script src="/m.js"></script>`:                                                                false,
		`<h1>404 Not Found</h1>`: false,
		``:                       false,
	} {
		if got := IsShell([]byte(page)); got != want {
			t.Errorf("%v for %s", got, page)
		}
	}
}
