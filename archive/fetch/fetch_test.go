package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/andybalholm/brotli"
)

// client is one that never sleeps and notes for how long it would have.
func client(t testing.TB, opt Options) (*Client, *[]time.Duration) {
	t.Helper()
	var mu sync.Mutex
	slept := &[]time.Duration{}
	opt.Sleep = func(ctx context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		*slept = append(*slept, d)
		return ctx.Err()
	}
	if opt.Jitter == nil {
		opt.Jitter = func() float64 { return 0 }
	}
	if opt.UserAgent == "" {
		opt.UserAgent = "policylog/1 (test)"
	}
	c := New(opt)
	t.Cleanup(c.Close)
	return c, slept
}

func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	t.Cleanup(s.Close)
	return s
}

const policy = "<h1>Privacy Policy</h1><p>隱私權政策</p>"

func get(t *testing.T, c *Client, r Request) (Response, error) {
	t.Helper()
	return c.Get(t.Context(), r)
}

func TestGetSendsWhatItShould(t *testing.T) {
	var got http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		w.Header().Set("ETag", `"a"`)
		fmt.Fprint(w, policy)
	})
	c, _ := client(t, Options{})
	res, err := get(t, c, Request{
		URL: s.URL + "/p", Language: "zh-TW", ETag: `"old"`, LastModified: "Mon, 02 Jan 2006 15:04:05 GMT",
		Secret: map[string]string{"Cookie": "sid=1234567890abc"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if string(res.Body) != policy || res.Status != 200 || res.URL != s.URL+"/p" || res.Header.Get("ETag") != `"a"` {
		t.Errorf("response is %+v", res)
	}
	for k, want := range map[string]string{
		"User-Agent": "policylog/1 (test)", "Accept-Language": "zh-TW, zh;q=0.8, *;q=0.1", "If-None-Match": `"old"`,
		"If-Modified-Since": "Mon, 02 Jan 2006 15:04:05 GMT", "Accept-Encoding": "gzip, br", "Cookie": "sid=1234567890abc",
	} {
		if got.Get(k) != want {
			t.Errorf("%s is %q, want %q", k, got.Get(k), want)
		}
	}
}

func TestGetNotModified(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"x"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, policy)
	})
	c, _ := client(t, Options{})
	res, err := get(t, c, Request{URL: s.URL, ETag: `"x"`})
	if err != nil || !res.NotModified || res.Body != nil {
		t.Errorf("got %+v, %v", res, err)
	}
}

func TestGetInflates(t *testing.T) {
	pack := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":   func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
	}
	for name, f := range pack {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", name)
			z := f(w)
			fmt.Fprint(z, policy)
			z.Close()
		})
		c, _ := client(t, Options{})
		res, err := get(t, c, Request{URL: s.URL})
		if err != nil || string(res.Body) != policy {
			t.Errorf("%s: %q, %v", name, res.Body, err)
		}
	}
}

// Each of these servers would cost an unwary client its memory, its time or its trust.
func TestGetFromHostileServers(t *testing.T) {
	release := make(chan struct{})
	zeros := bytes.Repeat([]byte{0}, 1<<16)
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    error
		says    string
	}{
		{"endless body", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(zeros); err != nil {
					return
				}
			}
		}, ErrTooLarge, "more than"},
		{"announced too large", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99999999999")
		}, ErrTooLarge, "announces"},
		{"gzip bomb", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 1 << 14 { // 1 GB of zeros
				if _, err := z.Write(zeros); err != nil || r.Context().Err() != nil {
					return
				}
			}
		}, ErrTooLarge, ""},
		{"brotli bomb", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			z := brotli.NewWriterLevel(w, 1)
			for range 1 << 10 {
				if _, err := z.Write(zeros); err != nil || r.Context().Err() != nil {
					return
				}
			}
		}, ErrTooLarge, ""},
		{"bomb in a bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip, gzip, gzip")
		}, nil, "one upon the other"},
		{"slow drip", func(w http.ResponseWriter, r *http.Request) {
			for {
				fmt.Fprint(w, "a")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-release:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		}, ErrTimeout, "timed out"},
		{"never answers", func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-release:
			}
		}, ErrTimeout, "timed out"},
		{"redirect loop", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/again", http.StatusFound)
		}, ErrRedirects, ""},
		{"redirect to a file", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, ErrRefused, "not a web address"},
		{"redirect with a password", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://user:pass@example.invalid/")
			w.WriteHeader(http.StatusFound)
		}, ErrRefused, ""},
		{"wrong length", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, policy)
		}, ErrTruncated, ""},
		{"reset in the middle", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, policy)
			w.(http.Flusher).Flush()
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
		}, nil, "fetch http"},
		{"an encoding nobody asked for", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "zstd")
			fmt.Fprint(w, policy)
		}, nil, "was not asked for"},
		{"not gzip at all", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			fmt.Fprint(w, policy)
		}, nil, "gzip"},
		{"headers without end", func(w http.ResponseWriter, _ *http.Request) {
			for i := range 2000 {
				w.Header().Set("X-"+strconv.Itoa(i), strings.Repeat("x", 1000))
			}
		}, nil, "fetch http"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.handler)
			opt := Options{MaxBytes: 1 << 20}
			if c.want == ErrTimeout {
				opt.Timeout = 300 * time.Millisecond
			}
			cl, _ := client(t, opt)
			res, err := get(t, cl, Request{URL: s.URL + "/p"})
			if err == nil {
				t.Fatalf("got %d bytes, status %d", len(res.Body), res.Status)
			}
			if c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error is %v, want %v saying %q", err, c.want, c.says)
			}
			if !strings.Contains(err.Error(), s.URL) {
				t.Errorf("error does not name the URL: %v", err)
			}
		})
	}
	close(release)
}

func TestRedirectsAreFollowedAndTold(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if n < MaxRedirects {
			http.Redirect(w, r, fmt.Sprintf("/%d#part", n+1), http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, policy)
	})
	c, _ := client(t, Options{})
	res, err := get(t, c, Request{URL: s.URL + "/0"})
	if err != nil || res.URL != fmt.Sprintf("%s/%d", s.URL, MaxRedirects) || len(res.Redirects) != MaxRedirects {
		t.Errorf("got %q after %d, %v", res.URL, len(res.Redirects), err)
	}
}

func TestMovedIsWherePermanentRedirectsLead(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		// Each letter of the path is a redirect: P permanent (308 for the lower case), T temporary.
		way := strings.TrimPrefix(r.URL.Path, "/")
		if _, err := r.Cookie("seen"); way == "itself" && err != nil {
			w.Header().Set("Set-Cookie", "seen=1")
			http.Redirect(w, r, r.URL.Path, http.StatusMovedPermanently)
			return
		}
		if way == "" || way == "itself" {
			fmt.Fprint(w, policy)
			return
		}
		code := map[byte]int{
			'P': http.StatusMovedPermanently, 'p': http.StatusPermanentRedirect, 'T': http.StatusFound, 't': http.StatusTemporaryRedirect,
		}[way[0]]
		http.Redirect(w, r, "/"+way[1:], code)
	})
	for from, want := range map[string]string{
		"/": "", "/P": "/", "/p": "/", "/PpP": "/", "/T": "", "/tP": "", "/PT": "/T", "/PTP": "/TP", "/itself": "",
	} {
		c, _ := client(t, Options{})
		res, err := get(t, c, Request{URL: s.URL + from})
		if want != "" {
			want = s.URL + want
		}
		if err != nil || res.Moved != want {
			t.Errorf("%s moved to %q, want %q (%v)", from, res.Moved, want, err)
		}
	}
}

func TestOneRedirectTooMany(t *testing.T) {
	asked := 0
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked <= MaxRedirects+1 {
			http.Redirect(w, r, fmt.Sprintf("/%d", asked), http.StatusFound)
			return
		}
		fmt.Fprint(w, policy)
	})
	c, _ := client(t, Options{})
	if res, err := get(t, c, Request{URL: s.URL + "/0"}); !errors.Is(err, ErrRedirects) || asked != MaxRedirects+1 {
		t.Errorf("got %q after %d requests, %v", res.Body, asked, err)
	}
}

// A server that leads on and on, each time just within the time-out, costs the time-out once.
func TestTheTimeOutIsForAllHopsTogether(t *testing.T) {
	const limit, hop = 300 * time.Millisecond, 120 * time.Millisecond
	var asked atomic.Int64
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		select {
		case <-r.Context().Done():
		case <-time.After(hop):
			http.Redirect(w, r, fmt.Sprintf("/%d", asked.Load()), http.StatusFound)
		}
	})
	c, _ := client(t, Options{Timeout: limit})
	if _, err := get(t, c, Request{URL: s.URL + "/p"}); !errors.Is(err, ErrTimeout) || !strings.Contains(err.Error(), "300ms") || asked.Load() > 3 {
		t.Errorf("after %d requests: %v", asked.Load(), err)
	}
}

func TestAllowedHops(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"https://example.com/", "https://www.example.com/", true},
		{"http://example.com/", "https://example.com/", true},
		{"https://example.com/", "http://example.com/", true},
		{"https://example.com/", "http://other.example/", false},
		{"https://example.com/", "http://169.254.169.254/latest/meta-data", false},
		{"http://example.com/", "http://127.0.0.1:8080/", false},
		{"http://example.com/", "http://localhost./", false},
		{"http://example.com/", "http://[::1]/", false},
		{"http://example.com/", "http://10.1.2.3/", false},
		{"http://127.0.0.1/", "http://127.0.0.1:9/", true},
		{"http://example.com/", "ftp://example.com/", false},
		{"http://example.com/", "javascript:alert(1)", false},
		{"http://example.com/", "http:///path", false},
		{"http://example.com/", "data:text/html,policy", false},
		{"http://example.com/", "http://example.com:0/", false},
		{"http://example.com/", "http://example.com:99999/", false},
		{"http://example.com/", "http://example.com:8080/", true},
		{"http://example.com/", "http://[fe80::1%25eth0]/", false},
		{"http://example.com/", "http://[::ffff:127.0.0.1]/", false},
		{"http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/p", true},
	} {
		err := allowed(mustURL(t, c.from), mustURL(t, c.to))
		if (err == nil) != c.ok {
			t.Errorf("%s → %s: %v", c.from, c.to, err)
		}
	}
}

func TestRetriesWhatIsTransientAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		want   int // requests
	}{
		{"unavailable", 503, 3},
		{"bad gateway", 502, 3},
		{"too many", 429, 3},
		{"origin down", 522, 3},
		{"not found", 404, 1},
		{"gone", 410, 1},
		{"forbidden", 403, 1},
		{"not implemented", 501, 1},
		{"fine", 200, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var n atomic.Int64
			s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				n.Add(1)
				w.WriteHeader(c.status)
			})
			cl, slept := client(t, Options{Retries: 2})
			res, err := get(t, cl, Request{URL: s.URL})
			if int(n.Load()) != c.want {
				t.Errorf("%d requests, want %d", n.Load(), c.want)
			}
			if transient := c.want > 1; transient {
				var status *StatusError
				if !errors.As(err, &status) || status.Status != c.status {
					t.Errorf("error is %v", err)
				}
				if !slices.Equal(*slept, []time.Duration{time.Second, 2 * time.Second}) {
					t.Errorf("slept %v", *slept)
				}
			} else if err != nil || res.Status != c.status {
				t.Errorf("got %d, %v", res.Status, err)
			}
		})
	}
}

func TestTransientErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{ErrTruncated, true},
		{io.EOF, true},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, true},
		{&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, true},
		{&net.DNSError{IsTemporary: true}, true},
		{&net.DNSError{IsNotFound: true}, false},
		{x509.UnknownAuthorityError{}, false},
		{x509.HostnameError{Certificate: &x509.Certificate{}}, false},
		{&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{}}, false},
		{ErrTimeout, false},
		{ErrTooLarge, false},
		{ErrRobots, false},
		{ErrRedirects, false},
		{ErrRefused, false},
		{ErrSecret, false},
		{context.Canceled, false},
		{errors.New("anything else"), false},
	} {
		if got := transientError(fmt.Errorf("fetch: %w", c.err)); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}

func TestBackingOffIsSpread(t *testing.T) {
	c := New(Options{Retries: 9, Jitter: func() float64 { return 0.5 }})
	for attempt, want := range []time.Duration{1250 * time.Millisecond, 2500 * time.Millisecond, 5 * time.Second} {
		if got, again := c.again(Response{Status: http.StatusBadGateway}, nil, attempt); got != want || !again {
			t.Errorf("attempt %d: %v, %v", attempt, got, again)
		}
	}
}

func TestRetrySucceeds(t *testing.T) {
	var n atomic.Int64
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1) == 1 {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "cut")
			return
		}
		fmt.Fprint(w, policy)
	})
	c, _ := client(t, Options{Retries: 2})
	res, err := get(t, c, Request{URL: s.URL})
	if err != nil || res.Attempts != 2 || string(res.Body) != policy {
		t.Errorf("got %+v, %v", res, err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		header, date string
		want         time.Duration
		requests     int64
	}{
		{"7", "", 7 * time.Second, 2},
		{"0", "", time.Second, 2}, // never faster than backing off
		{now.Add(time.Minute).Format(http.TimeFormat), now.Format(http.TimeFormat), time.Minute, 2},
		{"3600", "", 0, 1}, // too long for this run
		{"soon", "", time.Second, 2},
	} {
		var n atomic.Int64
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if n.Add(1) > 1 {
				fmt.Fprint(w, policy)
				return
			}
			if c.date != "" {
				w.Header().Set("Date", c.date)
			}
			w.Header().Set("Retry-After", c.header)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		cl, slept := client(t, Options{Retries: 3})
		_, err := get(t, cl, Request{URL: s.URL})
		if n.Load() != c.requests || (err == nil) != (c.requests == 2) {
			t.Errorf("Retry-After %q: %d requests, %v", c.header, n.Load(), err)
		}
		if c.requests == 2 && !slices.Equal(*slept, []time.Duration{c.want}) {
			t.Errorf("Retry-After %q: slept %v, want %v", c.header, *slept, c.want)
		}
	}
}

func TestConnectionRefusedIsTriedAgain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	c, slept := client(t, Options{Retries: 2})
	_, err = get(t, c, Request{URL: "http://" + addr + "/", Robots: "none there"})
	if err == nil || !strings.Contains(err.Error(), "3 attempts") || len(*slept) != 2 {
		t.Errorf("slept %v, %v", *slept, err)
	}
}

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name, robots string
		status       int
		contentType  string
		path         string
		override     string
		ok           bool
	}{
		{"forbids", "User-agent: *\nDisallow: /private", 200, "text/plain", "/private/p", "", false},
		{"forbids another path", "User-agent: *\nDisallow: /private", 200, "text/plain", "/p", "", true},
		{"names us", "User-agent: policylog\nDisallow: /\n\nUser-agent: *\nDisallow:", 200, "text/plain", "/p", "", false},
		{"names others", "User-agent: other\nDisallow: /", 200, "text/plain", "/p", "", true},
		{"query", "User-agent: *\nDisallow: /*?print", 200, "text/plain", "/p?print=1", "", false},
		{"override", "User-agent: *\nDisallow: /", 200, "text/plain", "/p", "they asked for it", true},
		{"absent", "", 404, "text/plain", "/p", "", true},
		{"server error", "", 500, "text/plain", "/p", "", false},
		{"larger than any page", strings.Repeat("# nothing\n", 2<<21), 200, "text/plain", "/p", "", true},
		{"a page instead", "User-agent: *\nDisallow: /", 200, "text/html", "/p", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					if r.Header.Get("Cookie") != "" {
						t.Error("robots.txt was asked for with a secret")
					}
					w.Header().Set("Content-Type", c.contentType)
					w.WriteHeader(c.status)
					fmt.Fprint(w, c.robots)
					return
				}
				fmt.Fprint(w, policy)
			}))
			defer s.Close()
			var log bytes.Buffer
			cl, _ := client(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
			_, err := get(t, cl, Request{URL: s.URL + c.path, Robots: c.override, Secret: map[string]string{"Cookie": "sid=abcdef123456"}})
			if (err == nil) != c.ok {
				t.Errorf("error is %v", err)
			}
			if c.status == 200 && !c.ok && !errors.Is(err, ErrRobots) {
				t.Errorf("error is %v, want ErrRobots", err)
			}
			if c.override != "" && !strings.Contains(log.String(), c.override) {
				t.Errorf("the override is not logged: %s", log.String())
			}
		})
	}
}

func TestCrawlDelayAndPacing(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 4\nDisallow:")
			return
		}
		fmt.Fprint(w, policy)
	}))
	defer s.Close()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	c, slept := client(t, Options{Delay: time.Second, DelayLoopback: true, Now: func() time.Time { return now }})
	for range 3 {
		if _, err := get(t, c, Request{URL: s.URL + "/p"}); err != nil {
			t.Fatal(err)
		}
	}
	// The clock stands still, so each request is due a delay after the one before, robots.txt's own being the first.
	if want := []time.Duration{4 * time.Second, 8 * time.Second, 12 * time.Second}; !slices.Equal(*slept, want) {
		t.Errorf("slept %v", *slept)
	}
}

// held is a server in this process that answers no request before it is let go.
type held struct {
	inHand atomic.Int64
	answer chan struct{}
}

func (h *held) RoundTrip(*http.Request) (*http.Response, error) {
	h.inHand.Add(1)
	<-h.answer
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(policy))}, nil
}

func TestPerHostAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &held{answer: make(chan struct{})}
		c, _ := client(t, Options{PerHost: 2, Transport: server})
		var wg sync.WaitGroup
		for _, host := range []string{"a", "a", "a", "a", "b"} {
			wg.Go(func() {
				if _, err := c.Get(t.Context(), Request{URL: "http://" + host + ".example/p", Robots: "none there"}); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		if got := server.inHand.Load(); got != 3 {
			t.Errorf("%d requests in hand, want two of one host and one of the other", got)
		}
		close(server.answer)
		wg.Wait()
	})
}

func TestSecretsStayWithTheirHost(t *testing.T) {
	var leaked atomic.Bool
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Key") != "" || r.Header.Get("Cookie") != "" {
			leaked.Store(true)
		}
		fmt.Fprint(w, policy)
	})
	var sent atomic.Bool
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent.Store(r.Header.Get("X-Key") == "k3y-0123456789")
		http.Redirect(w, r, other.URL, http.StatusFound)
	})
	c, _ := client(t, Options{})
	_, err := get(t, c, Request{URL: s.URL, Secret: map[string]string{"X-Key": "k3y-0123456789", "Cookie": "sid=s3cr3t-cookie-1"}})
	if err != nil || leaked.Load() || !sent.Load() {
		t.Errorf("leaked %v, sent %v, %v", leaked.Load(), sent.Load(), err)
	}
}

func TestSecretsDoNotGoFromHTTPSToHTTP(t *testing.T) {
	c, _ := client(t, Options{})
	for _, hop := range []struct {
		from, to string
		sent     bool
	}{
		{"https://a.example/", "https://a.example/p", true},
		{"https://a.example/", "http://a.example/p", false},
		{"http://a.example/", "https://a.example/p", true},
		{"https://a.example/", "https://b.a.example/p", false},
		{"https://a.example/", "https://a.example:8443/p", false},
	} {
		r := Request{Secret: map[string]string{"X-Key": "k3y-0123456789"}}
		req, err := c.request(t.Context(), r, c.newWay(r, mustURL(t, hop.from)), mustURL(t, hop.to))
		if err != nil || (req.Header.Get("X-Key") != "") != hop.sent {
			t.Errorf("%s → %s: %q, %v", hop.from, hop.to, req.Header.Get("X-Key"), err)
		}
	}
}

func TestSecretsStandInNoErrorAndNoLog(t *testing.T) {
	const secret = "s3cr3t-t0ken-42"
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for name, h := range map[string]http.HandlerFunc{
		"redirect with it": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "ftp://example.invalid/?t="+secret)
			w.WriteHeader(http.StatusFound)
		},
		"page with it":   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, policy+secret) },
		"header with it": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("ETag", `"`+secret+`"`) },
		"encoding named it": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", secret)
			fmt.Fprint(w, policy)
		},
		"unavailable": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
		"unavailable where it leads": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RawQuery == "" {
				http.Redirect(w, r, "/?t="+secret, http.StatusFound)
				return
			}
			w.WriteHeader(http.StatusServiceUnavailable)
		},
	} {
		s := serve(t, h)
		c, _ := client(t, Options{Log: logger, Retries: 1})
		_, err := get(t, c, Request{URL: s.URL, Secret: map[string]string{"Authorization": "Bearer " + secret}})
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
	c, _ := client(t, Options{Log: logger})
	_, err := get(t, c, Request{URL: "http://example.invalid/", Proxy: "http://user:" + secret + "@127.0.0.1:1", Robots: "test"})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("proxy: %v", err)
	}
	if strings.Contains(log.String(), secret) {
		t.Errorf("log holds the secret: %s", log.String())
	}
}

// A cookie that says "accepted" is no secret to look for on the page.
func TestOrdinaryWordsAreNoSecrets(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "You have accepted the Bearer's consent") })
	c, _ := client(t, Options{})
	for _, v := range []string{"consent=accepted; lang=zh-TW", "Bearer accepted"} {
		if _, err := get(t, c, Request{URL: s.URL, Secret: map[string]string{"Cookie": v}}); err != nil {
			t.Errorf("%q: %v", v, err)
		}
	}
}

func TestCancelledAtOnce(t *testing.T) {
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c, _ := client(t, Options{Retries: 3})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := c.Get(ctx, Request{URL: s.URL})
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestMain(m *testing.M) {
	// A proxy of this machine must not come between the tests and their servers.
	for _, k := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"} {
		os.Unsetenv(k)
	}
	os.Exit(m.Run())
}

func TestGetSpeaksHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("X-Proto", r.Proto)
		fmt.Fprint(w, policy)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	cl, _ := client(t, Options{})
	trusted, ok := s.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("the test server's client has no transport of its own")
	}
	own, ok := cl.base.(*http.Transport)
	if !ok {
		t.Fatal("the client has no transport of its own")
	}
	own.TLSClientConfig = trusted.TLSClientConfig.Clone()
	own.TLSClientConfig.NextProtos = nil // what net/http offers by itself is the point
	for range 2 {                        // the second goes over the first's connection
		res, err := get(t, cl, Request{URL: s.URL + "/p"})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Header.Get("X-Proto"); got != "HTTP/2.0" || string(res.Body) != policy {
			t.Errorf("came by %s: %s", got, res.Body)
		}
	}
}
