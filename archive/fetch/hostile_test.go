package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// accept serves each connection by itself, until the test ends.
func accept(t *testing.T, l net.Listener, serve func(c net.Conn)) {
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c)
			}()
		}
	}()
}

// raw is a server of bytes: it reads a request's head off each connection and gives the rest to answer.
func raw(t *testing.T, answer func(c net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	accept(t, l, func(c net.Conn) {
		r := bufio.NewReader(c)
		for {
			line, err := r.ReadString('\n')
			if err != nil || line == "\r\n" {
				break
			}
		}
		answer(c)
	})
	return "http://" + l.Addr().String() + "/p"
}

// endless writes the same until nobody reads it any more.
func endless(c io.Writer, s string) {
	for {
		if _, err := io.WriteString(c, s); err != nil {
			return
		}
	}
}

func packed(t *testing.T, body string, encodings ...string) string {
	t.Helper()
	for _, e := range encodings {
		var b bytes.Buffer
		var w io.WriteCloser = gzip.NewWriter(&b)
		if e == "br" {
			w = brotli.NewWriter(&b)
		}
		io.WriteString(w, body)
		w.Close()
		body = b.String()
	}
	return body
}

// What a server may send that no library for servers would: each is read for what it is or fails, in bounded time.
func TestGetFromServersOfBytes(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	sends := func(s string) func(net.Conn) { return func(c net.Conn) { io.WriteString(c, s) } }
	for _, c := range []struct {
		name   string
		answer func(net.Conn)
		fails  string // part of the error; "" the policy is got
	}{
		{"HTTP/1.0", sends("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + policy), ""},
		{"HTTP/0.9", sends(policy), "malformed"},
		{"another protocol", sends("SSH-2.0-OpenSSH_9.9\r\n"), "malformed"},
		{"chunks and trailers", sends(ok + "Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n" +
			fmt.Sprintf("%x;ext=1\r\n%s\r\n0\r\nX: 1\r\n\r\n", len(policy), policy)), ""},
		{"a chunk of no size", sends(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + policy), "invalid byte"},
		{"a chunk of any size", sends(ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n" + policy), "too large"},
		{"a chunk cut off", sends(ok + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + policy), "ended early"},
		{"a chunk's extension without end", func(c net.Conn) {
			io.WriteString(c, ok+"Transfer-Encoding: chunked\r\n\r\n1;")
			endless(c, strings.Repeat("a", 1000))
		}, "too long"},
		{"chunks of nothing but extensions", func(c net.Conn) {
			io.WriteString(c, ok+"Transfer-Encoding: chunked\r\n\r\n")
			endless(c, "1;"+strings.Repeat("a", 1000)+"\r\nx\r\n")
		}, "fetch "},
		{"trailers without end", func(c net.Conn) {
			io.WriteString(c, ok+"Transfer-Encoding: chunked\r\n\r\n0\r\n")
			endless(c, "X: "+strings.Repeat("a", 1000)+"\r\n")
		}, "fetch "},
		{"two lengths", sends(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"), "Content-Length"},
		{"a length below nothing", sends(ok + "Content-Length: -5\r\n\r\nabcdef"), "Content-Length"},
		{"early hints without end", func(c net.Conn) {
			endless(c, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
		}, "fetch "},
		{"a switch of protocols", sends("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + policy), "fetch "},
		{"br in gzip", sends(ok + "Content-Encoding: br\r\nContent-Encoding: gzip\r\n\r\n" + packed(t, policy, "br", "gzip")), ""},
		{"gzip in gzip", sends(ok + "Content-Encoding: gzip, GZIP\r\n\r\n" + packed(t, policy, "gzip", "gzip")), ""},
		{"the other way round than it says", sends(ok + "Content-Encoding: br, gzip\r\n\r\n" + packed(t, policy, "gzip", "br")), "gzip"},
		{"gzip with more behind it", sends(ok + "Content-Encoding: gzip\r\n\r\n" + packed(t, policy, "gzip") + "garbage"), "fetch "},
		{"gzip cut off", sends(ok + "Content-Encoding: gzip\r\n\r\n" + packed(t, policy, "gzip")[:20]), "ended early"},
		{"words that are no encoding", sends(ok + "Content-Encoding: none\r\nContent-Encoding: UTF-8\r\n\r\n" + policy), ""},
		{"a header of any length that is wrong", sends(ok + "X: \x1b" + strings.Repeat("a", 200_000) + "\r\n\r\n" + policy), "malformed"},
		{"a redirect of any length to nowhere", sends("HTTP/1.1 302 Found\r\nLocation: data:" + strings.Repeat("<h1>", 50_000) + "\r\n\r\n"), "is not a web address"},
		{"a redirect of any length that is no URL", sends("HTTP/1.1 302 Found\r\nLocation: http://[" + strings.Repeat("字", 50_000) + "\r\n\r\n"), "is no URL"},
		{"closed before a word", func(net.Conn) {}, "broken off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cl, _ := client(t, Options{MaxBytes: 1 << 20, Timeout: 2 * time.Second})
			res, err := get(t, cl, Request{URL: raw(t, c.answer), Robots: "a test"})
			switch {
			case c.fails == "" && (err != nil || string(res.Body) != policy):
				t.Errorf("got %q, %v", res.Body, err)
			case c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)):
				t.Errorf("got %.200q, %v", res.Body, err)
			case err != nil && len(err.Error()) > 1000:
				t.Errorf("an error of %d bytes: %.200v", len(err.Error()), err)
			}
		})
	}
}

// overTLS is a server that speaks HTTP/2 by hand, and a client that trusts it.
func overTLS(t *testing.T, answer func(c net.Conn)) (*Client, string) {
	t.Helper()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.EnableHTTP2 = true
	s.StartTLS()
	certificates, trusted := s.TLS.Certificates, s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	s.Close()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: certificates, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	accept(t, l, func(c net.Conn) {
		io.CopyN(io.Discard, c, int64(len(http2.ClientPreface)))
		answer(c)
	})
	cl, _ := client(t, Options{MaxBytes: 1 << 20, Timeout: 300 * time.Millisecond})
	cl.base.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: trusted}
	return cl, "https://" + l.Addr().String() + "/p"
}

// A server of HTTP/2 that floods costs its time-out, and no more: not what would come on the connection after that.
func TestGetFromFloodsOfHTTP2(t *testing.T) {
	head := func(fields ...string) []byte {
		var b bytes.Buffer
		e := hpack.NewEncoder(&b)
		e.WriteField(hpack.HeaderField{Name: ":status", Value: "200"})
		for i, f := range fields {
			e.WriteField(hpack.HeaderField{Name: fmt.Sprint("x-", i), Value: f})
		}
		return b.Bytes()
	}
	for name, answer := range map[string]func(f *http2.Framer){
		"settings": func(f *http2.Framer) {
			for f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 1 << 16}) == nil {
			}
		},
		"pings": func(f *http2.Framer) {
			for f.WritePing(false, [8]byte{1}) == nil {
			}
		},
		"continuations": func(f *http2.Framer) {
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head()})
			for f.WriteContinuation(1, false, head(strings.Repeat("a", 1000))) == nil {
			}
		},
		"empty continuations": func(f *http2.Framer) {
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head()})
			for f.WriteContinuation(1, false, nil) == nil {
			}
		},
		"early hints": func(f *http2.Framer) {
			var b bytes.Buffer
			e := hpack.NewEncoder(&b)
			e.WriteField(hpack.HeaderField{Name: ":status", Value: "103"})
			for f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: b.Bytes(), EndHeaders: true}) == nil {
			}
		},
		"a header list of a megabyte": func(f *http2.Framer) {
			block := head(strings.Repeat("a", 1<<20))
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block[:16000]})
			for block = block[16000:]; len(block) > 16000; block = block[16000:] {
				f.WriteContinuation(1, false, block[:16000])
			}
			f.WriteContinuation(1, true, block)
			f.WriteData(1, true, []byte(policy))
		},
		"empty data": func(f *http2.Framer) {
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head(), EndHeaders: true})
			for f.WriteData(1, false, nil) == nil {
			}
		},
		"resets":  func(f *http2.Framer) { f.WriteRSTStream(1, http2.ErrCodeInternal) },
		"goodbye": func(f *http2.Framer) { f.WriteGoAway(0, http2.ErrCodeNo, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ended := make(chan bool, 64)
			cl, address := overTLS(t, func(c net.Conn) {
				defer func() { ended <- true }()
				f := http2.NewFramer(c, c)
				f.AllowIllegalWrites = true
				f.WriteSettings()
				for {
					fr, err := f.ReadFrame()
					if err != nil {
						return
					}
					if fr.Header().Type == http2.FrameHeaders {
						break
					}
				}
				go io.Copy(io.Discard, c)
				answer(f)
			})
			res, err := get(t, cl, Request{URL: address, Robots: "a test"})
			if err == nil {
				t.Errorf("got %.200q", res.Body)
			}
			select {
			case <-ended:
			case <-time.After(10 * time.Second):
				t.Errorf("it floods on after %v", err)
			}
		})
	}
}

// A connection that a server closes between two requests loses no page and costs no attempt.
func TestConnectionsClosedBetweenRequests(t *testing.T) {
	address := raw(t, func(c net.Conn) {
		fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(policy), policy)
	})
	cl, _ := client(t, Options{Timeout: 5 * time.Second})
	for range 20 {
		res, err := get(t, cl, Request{URL: address, Robots: "a test"})
		if err != nil || res.Attempts != 1 || string(res.Body) != policy {
			t.Fatalf("after %d attempts %q, %v", res.Attempts, res.Body, err)
		}
	}
}

// A handshake that does not come, or breaks off, fails in the time that a connection may take.
func TestHandshakesThatFail(t *testing.T) {
	for name, answer := range map[string]func(c net.Conn){
		"silent": func(c net.Conn) { io.Copy(io.Discard, c) },
		"closed": func(c net.Conn) { io.ReadFull(c, make([]byte, 100)) },
		"drips": func(c net.Conn) {
			for {
				if _, err := c.Write([]byte{22}); err != nil {
					return
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					go func() { defer c.Close(); answer(c) }()
				}
			}()
			cl, _ := client(t, Options{ConnectTimeout: 200 * time.Millisecond, Timeout: time.Minute})
			_, err = get(t, cl, Request{URL: "https://" + l.Addr().String() + "/p", Robots: "a test"})
			if err == nil || strings.Contains(err.Error(), time.Minute.String()) {
				t.Error(err)
			}
		})
	}
}

// Whatever robots.txt is, it stops its own host alone, and in bounded time.
func TestRobotsOfHostileServers(t *testing.T) {
	for name, c := range map[string]struct {
		robots http.HandlerFunc
		fails  string
	}{
		"without end": {func(w http.ResponseWriter, _ *http.Request) { endless(w, "User-agent: a\nDisallow: /\n") }, ""},
		"in a loop": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt", http.StatusFound)
		}, ""},
		"on another scheme": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, ""},
		"with an error": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "HTTP 502"},
		"never":         {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "timed out"},
		"of zeros":      {func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1<<16)) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					c.robots(w, r)
					return
				}
				fmt.Fprint(w, policy)
			}))
			defer s.Close()
			cl, _ := client(t, Options{MaxBytes: 1 << 20, Timeout: 500 * time.Millisecond})
			_, err := get(t, cl, Request{URL: s.URL + "/p"})
			if c.fails == "" && err != nil || c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)) {
				t.Errorf("error is %v, want %q", err, c.fails)
			}
		})
	}
}

// A cookie that a host sets on the way is sent back to it while the way lasts, to no other host, and to nobody later.
func TestCookiesOfTheWay(t *testing.T) {
	var other string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got := r.Header.Get("Cookie")
		switch {
		case r.URL.Path == "/elsewhere":
			http.SetCookie(w, &http.Cookie{Name: "visit", Value: "1", Path: "/"})
			http.Redirect(w, r, other, http.StatusFound)
		case got == "":
			http.SetCookie(w, &http.Cookie{Name: "visit", Value: "1", Path: "/"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		default:
			fmt.Fprint(w, got)
		}
	})
	seen := make(chan string, 1)
	second := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header.Get("Cookie")
		fmt.Fprint(w, policy)
	})
	other = strings.Replace(second.URL, "127.0.0.1", "localhost", 1) + "/p"
	cl, _ := client(t, Options{})
	for range 2 {
		res, err := get(t, cl, Request{URL: s.URL + "/p"})
		if err != nil || string(res.Body) != "visit=1" || len(res.Redirects) != 1 {
			t.Errorf("sent %q over %v, %v", res.Body, res.Redirects, err)
		}
	}
	res, err := get(t, cl, Request{URL: s.URL + "/p", Secret: map[string]string{"Cookie": "own=0123456789"}})
	if err == nil {
		t.Errorf("a page that repeats a secret was got: %q", res.Body)
	}
	if _, err := get(t, cl, Request{URL: s.URL + "/elsewhere"}); err != nil {
		t.Fatal(err)
	}
	if got := <-seen; got != "" {
		t.Errorf("another host got %q", got)
	}
}

// A flood that comes through a proxy is hung up on like any other.
func TestFloodBehindProxy(t *testing.T) {
	ended := make(chan bool, 64)
	cl, address := overTLS(t, func(c net.Conn) {
		defer func() { ended <- true }()
		go io.Copy(io.Discard, c)
		f := http2.NewFramer(c, c)
		f.WriteSettings()
		for f.WritePing(false, [8]byte{1}) == nil {
		}
	})
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to, err := net.Dial("tcp", r.Host)
		if err != nil {
			t.Error(err)
			return
		}
		defer to.Close()
		w.WriteHeader(http.StatusOK)
		from, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer from.Close()
		go io.Copy(to, from)
		io.Copy(from, to)
	}))
	defer proxy.Close()
	through, err := cl.transport(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	through.(*http.Transport).TLSClientConfig = cl.base.(*http.Transport).TLSClientConfig.Clone()
	if _, err := get(t, cl, Request{URL: address, Proxy: proxy.URL, Robots: "a test"}); err == nil {
		t.Error("no error")
	}
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("it floods on")
	}
}
