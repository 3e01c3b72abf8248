package browser

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	policy "policylog/archive/fetch"
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
		"/grows": `<h1>Grows</h1>` + long + `<div id="app"></div><script>let n = 0; const timer = setInterval(() => {
			const last = ++n == 15; if (last) clearInterval(timer);
			document.getElementById("app").innerHTML += last ? "<h2>Last section</h2>" : "<p>Section " + n + "</p>" }, 100)</script>`,
		"/loop": `<h1>Loop</h1><script>for (;;) {}</script>`,
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
		{"/late", Options{WaitFor: "main.policy", Settle: 50 * time.Millisecond}, "<h1>Late</h1>"},
		{"/late", Options{Settle: time.Second}, "<h1>Late</h1>"},
		{"/grows", Options{Settle: 700 * time.Millisecond}, "<h2>Last section</h2>"},
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
			page, err := Render(context.Background(), srv.URL+c.path, c.o)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(page.HTML), c.want) {
				t.Errorf("no %q in %.300s", c.want, page.HTML)
			}
			if want := strings.Replace(srv.URL+c.path, "/moved", "/script", 1); page.URL != want || page.Status != 200 {
				t.Errorf("ended at %s with %d, want %s", page.URL, page.Status, want)
			}
			nothingLeft(t)
		})
	}
}

// A browser that dies before it says a word is started once more.
func TestRenderStartsAgain(t *testing.T) {
	needBrowser(t)
	real, err := program()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	died, script := filepath.Join(dir, "died"), filepath.Join(dir, "chrome")
	const dying = "#!/bin/sh\nif [ ! -e '%[1]s' ]; then : >'%[1]s'; exit 1; fi\nexec '%[2]s' \"$@\"\n"
	if err := os.WriteFile(script, fmt.Appendf(nil, dying, died, real), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CHROME", script)
	page, err := Render(context.Background(), serve(t).URL+"/script", Options{Settle: 200 * time.Millisecond})
	if err != nil || len(page.HTML) == 0 {
		t.Errorf("%v, %d bytes", err, len(page.HTML))
	}
	if _, err := os.Stat(died); err != nil {
		t.Errorf("the first one did not die: %v", err)
	}
}

func TestRenderFails(t *testing.T) {
	needBrowser(t)
	srv := serve(t)
	quick := Options{Timeout: 8 * time.Second, Settle: 200 * time.Millisecond}
	never := Options{Timeout: 20 * time.Second, Settle: quick.Settle, WaitFor: "#never"} // time to load, on a busy machine too
	if page, err := Render(context.Background(), srv.URL+"/gone", never); err != nil || page.Status != 404 || !strings.Contains(string(page.HTML), "Not found") {
		t.Errorf("%d %v, %.80s", page.Status, err, page.HTML)
	}
	if _, err := Render(context.Background(), srv.URL+"/script", never); err == nil || !strings.Contains(err.Error(), "#never") {
		t.Error(err)
	}
	if _, err := Render(context.Background(), srv.URL+"/loop", quick); !errors.Is(err, context.DeadlineExceeded) || err.Error() != "timed out after 8s" {
		t.Error(err)
	}
	for _, address := range []string{"file:///etc/passwd", "javascript:alert(1)", "chrome://version", "http://", ""} {
		if _, err := Render(context.Background(), address, quick); err == nil {
			t.Errorf("%q: no error", address)
		}
	}
	nothingLeft(t)
}

// A page of a public host gets nothing from this machine or its network.
func TestRenderRefusesInside(t *testing.T) {
	needBrowser(t)
	var mu sync.Mutex
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Host)
		mu.Unlock()
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "http://169.254.169.254/secret", http.StatusFound)
			return
		case r.URL.Path == "/worker.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `fetch("http://10.0.0.2/shared").catch(() => {})`)
			return
		case r.Host != "policy.example":
			w.Header().Set("Access-Control-Allow-Origin", "*")
			fmt.Fprint(w, "<h1>secret</h1>")
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<h1>Privacy</h1><p>`+clause+`</p><iframe src="http://10.0.0.1/secret"></iframe><img src="http://[::1]/x"><script>
			for (const a of ["http://127.0.0.1/x", "http://localhost/x", "http://2130706433/x", "http://192.168.0.1/x"])
				fetch(a).then(r => r.text()).then(t => document.body.append(t)).catch(() => {});
			setTimeout(() => location = "http://172.16.0.1/secret", 100);
			setTimeout(() => location = "http://user:password@172.16.0.1/secret", 200);
			new SharedWorker("/worker.js")</script>`)
	}))
	t.Cleanup(proxy.Close)
	for _, secret := range []map[string]string{nil, {"X-Key": "k"}} {
		o := Options{Timeout: 20 * time.Second, Settle: 500 * time.Millisecond, Proxy: proxy.URL, Headers: secret}
		page, err := Render(context.Background(), "http://policy.example/page", o)
		if err != nil || !strings.Contains(string(page.HTML), "<h1>Privacy</h1>") || strings.Contains(string(page.HTML), "<h1>secret") {
			t.Errorf("%v\n%s", err, page.HTML)
		}
		if page, err := Render(context.Background(), "http://policy.example/moved", o); err == nil {
			t.Errorf("a redirect was followed: %s", page.HTML)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, host := range asked {
		if policy.IsInside((&url.URL{Host: host}).Hostname()) {
			t.Errorf("asked %s", host)
		}
	}
	nothingLeft(t)
}

// The browser asks for the page and for nothing on its own account, such as its maker's hosts at the start.
func TestRenderAsksForThePageAlone(t *testing.T) {
	needBrowser(t)
	var mu sync.Mutex
	asked := map[string]int{}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.Method+" "+r.Host]++
		mu.Unlock()
		if r.Host != "policy.example" {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<h1>Privacy</h1><p>`+clause+`</p>`)
	}))
	t.Cleanup(proxy.Close)
	// It is left the time in which browsers first ask for updates.
	o := Options{Timeout: 20 * time.Second, Settle: 2 * time.Second, Proxy: proxy.URL}
	if _, err := Render(context.Background(), "http://policy.example/page", o); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	delete(asked, "GET policy.example")
	for ask := range asked {
		if strings.Contains(ask, "google.com") {
			t.Errorf("asked %s", ask)
		}
	}
	t.Log("asked for unbidden:", asked) // other browsers may have other wishes
}

// A page opens no windows, on its own or when its consent dialogue is answered.
func TestRenderOpensNoWindows(t *testing.T) {
	needBrowser(t)
	var opened atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/window") {
			opened.Add(1)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<h1>Privacy</h1><button onclick="storm()">Accept all</button><p>`+clause+`</p><script>
			function storm() { for (let i = 0; i < 50; i++) open("/window?" + Math.random()) }
			setInterval(storm, 50)</script>`)
	}))
	t.Cleanup(srv.Close)
	page, err := Render(context.Background(), srv.URL+"/page", Options{Timeout: 20 * time.Second, Settle: 200 * time.Millisecond})
	if err != nil || !strings.Contains(string(page.HTML), "<h1>Privacy</h1>") {
		t.Errorf("%v\n%s", err, page.HTML)
	}
	if n := opened.Load(); n > 0 {
		t.Errorf("%d windows were opened", n)
	}
	nothingLeft(t)
}

func TestNoBrowser(t *testing.T) {
	t.Setenv("CHROME", filepath.Join(t.TempDir(), "chrome"))
	_, err := Render(context.Background(), "https://acme.example/", Options{})
	if !errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "hint:") {
		t.Error(err)
	}
}

// Secrets go to the page's own host, through the proxy where there is one, and stand in no argument of a process.
func TestRenderSecrets(t *testing.T) {
	needBrowser(t)
	var mu sync.Mutex
	sent := map[string]string{} // header by host and path
	args := ""
	note := func(r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		sent[strings.Split(r.Host, ":")[0]+r.URL.Path] = r.Header.Get("X-Secret")
		procs, _ := filepath.Glob("/proc/[0-9]*/cmdline")
		for _, p := range procs {
			if line, err := os.ReadFile(p); err == nil && strings.Contains(string(line), os.Getenv("TMPDIR")) {
				args += string(line)
			}
		}
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, ok := proxyAuth(r); !ok || user != "ann" || password != "open-sesame" {
			w.Header().Set("Proxy-Authenticate", `Basic realm="x"`)
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		note(r)
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		if r.URL.Path == "/page" {
			fmt.Fprint(w, `<div id="app"></div><script src="/own.js"></script><script src="http://other.example/other.js"></script>`)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, `document.getElementById("app").innerHTML += "<h1>Privacy</h1>%s"`, strings.Repeat("<p>"+clause+"</p>", 10))
	}))
	t.Cleanup(proxy.Close)
	address := strings.Replace(proxy.URL, "http://", "http://ann:open-sesame@", 1)
	page, err := Render(context.Background(), "http://policy.example/page", Options{
		Proxy: address, Headers: map[string]string{"X-Secret": "s3cret-value"}, Settle: 200 * time.Millisecond,
	})
	if err != nil || !strings.Contains(string(page.HTML), "<h1>Privacy</h1>") {
		t.Fatalf("%v\n%s", err, page.HTML)
	}
	mu.Lock()
	defer mu.Unlock()
	if sent["policy.example/page"] != "s3cret-value" || sent["policy.example/own.js"] != "s3cret-value" {
		t.Errorf("the page's host got %v", sent)
	}
	if got, asked := sent["other.example/other.js"]; got != "" || !asked {
		t.Errorf("another host got %q, asked %v", got, asked)
	}
	for _, secret := range []string{"open-sesame", "s3cret-value"} {
		if strings.Contains(args, secret) {
			t.Errorf("%s stands in the arguments of a process", secret)
		}
	}
	if args == "" {
		t.Error("no browser was seen")
	}
	nothingLeft(t)
}

// proxyAuth reads the credentials that a client has for its proxy.
func proxyAuth(r *http.Request) (user, password string, ok bool) {
	plain := &http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}
	return plain.BasicAuth()
}
