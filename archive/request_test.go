package archive

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"policylog/internal/reason"
)

// What policylog.yaml says of requests is what a server sees.
func TestRunAsksAsTheFileSays(t *testing.T) {
	b := newBench(t, `
defaults: {user_agent: archivist/7}
sources:
  a/privacy.zh-TW: {url: SITE/page, robots: {override: they asked for it}}
`)
	var got http.Header
	allowed := b.Config.Handler
	b.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "User-agent: *\nDisallow: /\n")
			return
		}
		allowed.ServeHTTP(w, r)
	})
	b.set("/page", func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Last-Modified", "Mon, 02 Mar 2026 15:04:05 GMT")
		html(chinesePage())(w, r)
	})
	want := func(k, v string) {
		t.Helper()
		if got.Get(k) != v {
			t.Errorf("%s is %q, want %q", k, got.Get(k), v)
		}
	}
	b.expect(t, StatusNew)
	want("User-Agent", "archivist/7")
	want("Accept-Language", "zh-TW, zh;q=0.8, *;q=0.1")
	want("If-None-Match", "")
	want("If-Modified-Since", "")
	b.expect(t, StatusUnchanged)
	want("If-None-Match", `"7"`)
	want("If-Modified-Since", "Mon, 02 Mar 2026 15:04:05 GMT")
	if !strings.Contains(b.log.String(), "they asked for it") {
		t.Error("the override of robots.txt is not logged")
	}
}

// ETag and Last-Modified are of one page as it was asked for: where the source names another, or another language, it is not
// asked whether that changed since.
func TestRunAsksForAnotherPageWithoutCondition(t *testing.T) {
	b := newBench(t, "sources:\n  a/privacy: {url: SITE/old, language: en}\n")
	serve := func(body string, modified string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Last-Modified", modified)
			if r.Header.Get("If-Modified-Since") >= modified { // both are days of one week of March
				w.WriteHeader(http.StatusNotModified)
				return
			}
			html(body)(w, r)
		}
	}
	b.set("/old", serve(policyPage(30, 4), "Thu, 05 Mar 2026 15:04:05 GMT"))
	b.set("/new", serve(policyPage(45, 4), "Mon, 02 Mar 2026 15:04:05 GMT"))
	b.expect(t, StatusNew)
	if o := b.expect(t, StatusUnchanged); o.SHA256 == "" || o.Trailers != nil {
		t.Errorf("the page was asked for without condition: %v", o.Trailers)
	}
	b.configure(t, "sources:\n  a/privacy: {url: SITE/new, language: en}\n")
	b.expect(t, StatusChanged)
	b.expect(t, StatusUnchanged)
	b.set("/new", serve(chinesePage(), "Mon, 02 Mar 2026 15:04:05 GMT"))
	b.expect(t, StatusUnchanged) // so the server says
	b.configure(t, "sources:\n  a/privacy: {url: SITE/new, language: zh-TW}\n")
	b.expect(t, StatusHeld) // it was asked for, and looks like another document
}

// Where a page came from and what its server said of it goes with its snapshot.
func TestRunKeepsWhatTheServerSaid(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new/privacy", http.StatusFound) })
	b.set("/new/privacy", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Last-Modified", "Mon, 02 Mar 2026 15:04:05 GMT")
		w.Header().Set("Content-Language", "en-GB")
		html(policyPage(30, 4))(w, r)
	})
	o := b.expect(t, StatusNew)
	if o.FinalURL != b.URL+"/new/privacy" {
		t.Errorf("final URL is %s", o.FinalURL)
	}
	for k, want := range map[string]string{
		"HTTP-Status": "200", "Content-Type": "text/html; charset=utf-8", "Content-Language": "en-GB", "ETag": `"7"`,
		"Last-Modified": "Mon, 02 Mar 2026 15:04:05 GMT", "Requested-URL": b.URL + "/legal/privacy",
	} {
		if got := trailer(o.Trailers, k); got != want {
			t.Errorf("%s is %q, want %q", k, got, want)
		}
	}
}

// Answers to a question that was not asked are no page.
func TestRunRefusesAnswersToOtherQuestions(t *testing.T) {
	for code, want := range map[int]reason.Kind{http.StatusNotModified: reason.Unasked304, http.StatusPartialContent: reason.Unasked206} {
		b := newBench(t, oneSource)
		b.set("/legal/privacy", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
		if o := b.expect(t, StatusFailed); o.Why().Inner().Kind != want {
			t.Errorf("%d: %v", code, o.Err)
		}
	}
}

// The bounds of the defaults bound the requests.
func TestRunKeepsToItsBounds(t *testing.T) {
	var mu sync.Mutex
	var slept []time.Duration
	run := func(t *testing.T, defaults, source string, h http.HandlerFunc) (Outcome, *bench) {
		t.Helper()
		slept = nil
		b := newBench(t, "defaults: {"+defaults+"}\nsources:\n  a/privacy.en: {url: SITE/legal/privacy"+source+"}\n")
		b.env.Sleep = func(ctx context.Context, d time.Duration) error {
			mu.Lock()
			defer mu.Unlock()
			slept = append(slept, d)
			return ctx.Err()
		}
		b.set("/legal/privacy", h)
		_, got := b.run(t)
		return got[0], b
	}
	page := html(policyPage(30, 4))
	hangs := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	t.Run("max_bytes", func(t *testing.T) {
		if o, _ := run(t, "max_bytes: 1024", "", page); o.Why().Inner().Kind != reason.TooLarge && o.Why().Inner().Kind != reason.Announced {
			t.Errorf("%s: %v", o.Status, o.Err)
		}
	})
	t.Run("retries", func(t *testing.T) {
		for retries, want := range []int{1, 2, 3} {
			if _, b := run(t, fmt.Sprintf("retries: %d", retries), "", status(http.StatusBadGateway, "later")); b.asked("/legal/privacy") != want {
				t.Errorf("%d requests with %d retries", b.asked("/legal/privacy"), retries)
			}
		}
	})
	t.Run("delay", func(t *testing.T) {
		if run(t, "delay: 7s", "", page); len(slept) == 0 || slept[len(slept)-1] < 6*time.Second {
			t.Errorf("slept %v", slept)
		}
		if run(t, "", "", page); len(slept) != 0 {
			t.Errorf("slept %v before pages of this machine", slept)
		}
	})
	t.Run("connect_timeout", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0") // takes connections, and says nothing of TLS
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		b := newBench(t, "defaults: {connect_timeout: 100ms, timeout: 1h, retries: 0}\nsources:\n  a/privacy.en: {url: \"https://"+l.Addr().String()+"/p\"}\n")
		b.expect(t, StatusFailed)
	})
	t.Run("timeout", func(t *testing.T) {
		o, _ := run(t, "timeout: 1h", ", timeout: 150ms", hangs)
		if why := o.Why().Inner(); why.Kind != reason.TimedOut || !strings.Contains(why.String(), "150ms") {
			t.Errorf("%s: %v", o.Status, o.Err)
		}
	})
}

// A value from the environment may end its line, as a file that it was read from does; a line end within would be a header
// of its own.
func TestValuesFromTheEnvironment(t *testing.T) {
	b := newBench(t, "sources:\n  a/privacy.en: {url: SITE/page, render: plain, headers_from_env: {X-Key: MY_KEY}}\n")
	value := ""
	b.env.Getenv = func(string) string { return value }
	var got []string
	b.set("/page", func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("X-Key"))
		html(policyPage(30, 6))(w, r)
	})
	for _, c := range []struct{ value, says string }{
		{"k-12345678\r\n", ""},
		{"k-12345678\r\nX-More: 1", "MY_KEY holds a line end"},
		{"k-12345678\x00", "MY_KEY holds a line end"},
		{" \n", "MY_KEY is not set"},
	} {
		value = c.value
		_, outcomes := b.run(t)
		switch err := outcomes[0].Err; {
		case c.says == "" && err != nil:
			t.Errorf("%q: %v", c.value, err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "12345678")):
			t.Errorf("%q: %v, want %q", c.value, err, c.says)
		}
	}
	if len(got) != 1 || got[0] != "k-12345678" {
		t.Errorf("sent %q", got)
	}
}
