package archive

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding/traditionalchinese"
)

// Hostile servers, one source each, in one run: each costs itself alone, nothing of a failure is kept, and what can be
// read for what it is, is.
func TestRunHostileServers(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 64 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	big5, err := traditionalchinese.Big5.NewEncoder().String(chinesePage())
	if err != nil {
		t.Fatal(err)
	}
	policy := policyPage(30, 6)
	for _, c := range []struct {
		name   string
		serve  http.HandlerFunc
		want   Status
		holds  string // part of the text, where there is one
		absent string
	}{
		{"slow drip", func(w http.ResponseWriter, r *http.Request) {
			for i := 0; r.Context().Err() == nil; i++ {
				if _, err := fmt.Fprint(w, "<p>drip"); err != nil {
					return
				}
				w.(http.Flusher).Flush() //nolint:forcetypeassert // as the server's are
				if i == 3 {
					<-r.Context().Done()
				}
			}
		}, StatusFailed, "", ""},
		{"endless body", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := fmt.Fprint(w, strings.Repeat("<p>We collect your data.</p>", 1000)); err != nil {
					return
				}
			}
		}, StatusFailed, "", ""},
		{"an end of headers that never comes", func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack() //nolint:forcetypeassert // as the server's are
			if err != nil {
				return
			}
			defer c.Close()
			_, err = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for err == nil {
				_, err = io.WriteString(c, "X-More: "+strings.Repeat("a", 1000)+"\r\n")
			}
		}, StatusFailed, "", ""},
		{"a flood of 100 Continue", func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack() //nolint:forcetypeassert // as the server's are
			if err != nil {
				return
			}
			defer c.Close()
			for err == nil {
				_, err = io.WriteString(c, "HTTP/1.1 100 Continue\r\nX: "+strings.Repeat("a", 1000)+"\r\n\r\n")
			}
		}, StatusFailed, "", ""},
		{"a part of the page", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", "bytes 0-1999/4000")
			status(http.StatusPartialContent, policy)(w, nil)
		}, StatusFailed, "", ""},
		{"packed otherwise than it says", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write(bomb.Bytes())
		}, StatusFailed, "", ""},
		{"3,000 cookies", func(w http.ResponseWriter, _ *http.Request) {
			for i := range 3000 {
				w.Header().Add("Set-Cookie", fmt.Sprintf("c%d=%050d", i, i))
			}
			fmt.Fprint(w, policy)
		}, StatusNew, "30 days", ""},
		{"many attributes", html(strings.Replace(policy, "<main>", "<main"+strings.Repeat(" a=1", 400_000)+">", 1)), StatusNew, "30 days", ""},
		{"sends to a file", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, StatusFailed, "", ""},
		{"gzip bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		}, StatusFailed, "", ""},
		{"redirect loop", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"?again", http.StatusFound)
		}, StatusFailed, "", ""},
		{"wrong length", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(policy)+100))
			fmt.Fprint(w, policy)
		}, StatusFailed, "", ""},
		{"reset in the middle", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, policy[:len(policy)/2])
			w.(http.Flusher).Flush() //nolint:forcetypeassert // as the server's are
			panic(http.ErrAbortHandler)
		}, StatusFailed, "", ""},
		{"wrong charset", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, big5)
		}, StatusNew, "本政策說明我們如何收集", "\uFFFD"},
		{"200 with an error page", html("<title>Oops</title><h1>Page not found</h1><p>We can't find the page you are looking for.</p>"), StatusHeld, "", ""},
		{"nested 100,000 deep", html(strings.Repeat("<div>", 100_000) + policy), StatusNew, "\n## 1. Retention\n\nWe retain", ""},
		{
			"control characters in titles and links", html(strings.NewReplacer("Brightleaf Privacy Policy</h1>",
				"Brightleaf\x1b[31m Privacy\u202e Policy\x07</h1><p>See <a href=\"https://x.example/\x1b]0;y\x07\u202eterms\">our terms</a>.</p>").Replace(policy)),
			StatusNew, "# Brightleaf[31m Privacy Policy", "\x1b",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, "defaults: {timeout: 500ms, retries: 0, max_bytes: 2000000}\nsources:\n  a/privacy.en: {url: SITE/h, render: plain}\n")
			if c.name == "wrong charset" {
				b.configure(t, "sources:\n  a/privacy.zh-TW: {url: SITE/h, render: plain}\n")
			}
			b.env.Log = nil
			b.set("/h", c.serve)
			o := b.expect(t, c.want)
			text := string(o.Markdown)
			if o.Status == StatusFailed && (o.Raw != nil || o.Markdown != nil || o.Err == nil) {
				t.Errorf("of a failure %d bytes are kept, error %v", len(o.Raw), o.Err)
			}
			if !strings.Contains(text, c.holds) || c.absent != "" && strings.Contains(text+o.Title+o.FinalURL, c.absent) {
				t.Errorf("title %q, text is\n%.800q", o.Title, text)
			}
			if strings.ContainsAny(text+o.Title, "\x1b\x07\u202e") {
				t.Errorf("control characters in %q or\n%q", o.Title, text)
			}
		})
	}
}

// Bytes that are no page are named by what they are where the server says that they are one.
func TestWhatIsNoPage(t *testing.T) {
	for _, c := range []struct{ declared, body, want string }{
		{"text/html; charset=utf-8", "\x1f\x8b\x08\x00\x00\x00\x00\x00", `it is "application/x-gzip", not a page`},
		{"", "PK\x03\x04\x00\x00", `it is "application/zip", not a page`},
		{"text/html", "\x00\x01\x02", "it is of an unknown kind, not a page"},
		{"image/png", "\x89PNG\r\n\x1a\n\x00", `it is "image/png", not a page`},
	} {
		got, err := extractPage(t.Context(), Env{}, fetched{contentType: c.declared, body: []byte(c.body)}, Page{})
		if err != nil || got.problem.String() != c.want {
			t.Errorf("%q of %q: %v, %v", c.body, c.declared, got.problem, err)
		}
	}
}
