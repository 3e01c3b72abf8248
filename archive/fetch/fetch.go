// Package fetch gets one page at a time from servers that may be slow, broken or hostile.
//
// Vocabulary: a request is one page wanted; it may take several hops (redirects) and several attempts. A secret is a
// value from the environment that goes out with a request: a header, a cookie, a proxy's password.
//
// Guarantees: only http and https are followed, at most MaxRedirects hops, and never from a public host to one of this
// machine or its network; a body is bounded after inflation; an attempt ends by its time-out; what is transient is tried
// again, with backing off, and what is not is not; robots.txt is obeyed unless the request says why not; a host is asked
// no more often than the delay allows. No secret stands in an error, a response or a log line, or goes to another host.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"policylog/internal/reason"
	"policylog/internal/wait"
)

// MaxRedirects is how many redirects one request follows.
const MaxRedirects = 10

// maxRetryAfter is the longest wait that a server may ask for within a run; the next run comes anyway.
const maxRetryAfter = 2 * time.Minute

// Errors a caller branches on.
var (
	ErrRobots    = errors.New("robots.txt forbids it")
	ErrTooLarge  = errors.New("page too large")
	ErrRedirects = errors.New("too many redirects")
	ErrRefused   = errors.New("refused to follow")
	ErrTimeout   = errors.New("timed out")
	ErrTruncated = errors.New("body ended early")
	ErrSecret    = errors.New("the page repeats a secret that was sent to it")
)

// Options of a Client. The zero value of each field has a working meaning.
type Options struct {
	UserAgent      string
	ConnectTimeout time.Duration                                    // 0: 10 s
	Timeout        time.Duration                                    // for one attempt; 0: 60 s
	MaxBytes       int64                                            // after inflation; 0: 20 MB
	Delay          time.Duration                                    // between two requests to one host
	DelayLoopback  bool                                             // the delay holds for this machine's own servers too
	PerHost        int                                              // requests at once to one host; 0: 2
	Retries        int                                              // after the first attempt
	Now            func() time.Time                                 // for pacing; nil: time.Now
	Sleep          func(ctx context.Context, d time.Duration) error // nil: a timer
	Jitter         func() float64                                   // in [0,1); nil: random
	Transport      http.RoundTripper                                // nil: one of its own
	Log            *slog.Logger                                     // nil: nothing is logged
}

// Request is one page wanted.
type Request struct {
	URL          string
	Accept       string            // "": pages and PDF
	Language     string            // BCP 47, for Accept-Language; "" none
	ETag         string            // of the last capture; "" none
	LastModified string            // of the last capture; "" none
	Secret       map[string]string // headers with secret values
	Proxy        string            // a proxy's URL, secret; "": as the environment's usual variables have it
	Robots       string            // reason for not obeying robots.txt; "" obeys
	Timeout      time.Duration     // for one attempt; 0: the client's
}

// Response is what came back. Every status is a response, an error status too, except those that are transient and
// stayed so through all attempts.
type Response struct {
	URL         string // final, after redirects
	Status      int
	Header      http.Header
	Body        []byte   // inflated; nil when NotModified
	NotModified bool     // 304: the page is as it was
	Redirects   []string // the URLs gone through before URL
	Moved       string   // where the page moved for good, as far as only permanent redirects led; "" nowhere
	Attempts    int
}

// StatusError is an error status as an error.
type StatusError struct {
	URL    string
	Status int
}

// Error names the URL and the status.
func (e *StatusError) Error() string { return e.Reason().String() }

// Reason is of what sort the status is.
func (e *StatusError) Reason() reason.Reason {
	kind := reason.HTTPOther
	switch e.Status {
	case http.StatusNotFound, http.StatusGone:
		kind = reason.HTTPGone
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		kind = reason.HTTPDenied
	case http.StatusTooManyRequests:
		kind = reason.HTTPBusy
	default:
		if e.Status >= 500 {
			kind = reason.HTTPServer
		}
	}
	name := http.StatusText(e.Status)
	if name == "" {
		name = "(no known status)"
	}
	return reason.New(reason.StatusOf, e.URL).With(reason.New(kind, strconv.Itoa(e.Status), name))
}

// Client fetches pages. It may be used from several goroutines at once; it remembers, for as long as it lives, when
// each host was last asked and what its robots.txt says.
type Client struct {
	opt    Options
	mu     sync.Mutex
	hosts  map[string]*host           // by authority
	robots map[string]*robotsEntry    // by origin
	proxy  map[string]*http.Transport // by proxy URL
	base   http.RoundTripper
}

// New makes a Client.
func New(opt Options) *Client {
	if opt.ConnectTimeout <= 0 {
		opt.ConnectTimeout = 10 * time.Second
	}
	if opt.Timeout <= 0 {
		opt.Timeout = time.Minute
	}
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = 20 << 20
	}
	if opt.PerHost <= 0 {
		opt.PerHost = 2
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Sleep == nil {
		opt.Sleep = wait.For
	}
	if opt.Jitter == nil {
		opt.Jitter = rand.Float64
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	c := &Client{
		opt: opt, hosts: map[string]*host{}, robots: map[string]*robotsEntry{}, proxy: map[string]*http.Transport{},
		base: opt.Transport,
	}
	if c.base == nil {
		c.base = newTransport(opt)
	}
	return c
}

// Close drops idle connections.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.base.(interface{ CloseIdleConnections() }); ok && c.opt.Transport == nil {
		t.CloseIdleConnections()
	}
	for _, t := range c.proxy {
		t.CloseIdleConnections()
	}
}

func newTransport(opt Options) *http.Transport {
	dial := &net.Dialer{Timeout: opt.ConnectTimeout, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dial.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    opt.ConnectTimeout,
		DisableCompression:     true, // inflated here, under a bound
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    opt.PerHost,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// Get fetches a page. The context ends it at once; everything else that ends it is in the package's guarantees.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	hidden := secretsOf(r)
	res, err := c.get(ctx, r)
	if err != nil {
		return Response{}, hidden.hide(err)
	}
	if hidden.in(res) {
		return Response{}, hidden.hide(reason.Wrap(reason.Fail(ErrSecret, reason.Secret), reason.Fetching, r.URL))
	}
	return res, nil
}

func (c *Client) get(ctx context.Context, r Request) (Response, error) {
	for attempt := 0; ; attempt++ {
		res, err := c.attempt(ctx, r)
		res.Attempts = attempt + 1
		wait, again := c.again(res, err, attempt)
		if err == nil && !transientStatus(res.Status) {
			return res, nil
		}
		if err == nil {
			err = &StatusError{URL: res.URL, Status: res.Status}
		}
		if !again || ctx.Err() != nil {
			return Response{}, failed(r.URL, attempt+1, err)
		}
		c.opt.Log.InfoContext(ctx, "trying again", "url", r.URL, "attempt", attempt+1, "wait", wait.String(),
			"error", secretsOf(r).hide(err).Error())
		if err := c.opt.Sleep(ctx, wait); err != nil {
			return Response{}, reason.Wrap(err, reason.Fetching, r.URL)
		}
	}
}

// failed is the error of a page after so many attempts. An address that it would name twice stands in it once.
func failed(address string, attempts int, err error) error {
	why := reason.Of(err)
	if status, ok := errors.AsType[*StatusError](err); ok && status.URL == address {
		why = status.Reason().Inner()
	}
	place := reason.New(reason.Fetching, address)
	if attempts > 1 {
		place = reason.New(reason.FetchingAgain, address, strconv.Itoa(attempts))
	}
	return &reason.Error{Why: place.With(why.Map(short)), Err: err}
}

// short is what a server said, at a length that a person reads: a header of a megabyte that is wrong stands in its error.
func short(said string) string {
	const enough = 300
	if len(said) <= enough {
		return said
	}
	return strings.ToValidUTF8(said[:enough], "") + "…"
}

// attempt follows redirects to the page. Its time-out counts what the hops take together, and no turn that is waited for at a
// host, nor what robots.txt takes, which has a time-out of its own.
func (c *Client) attempt(ctx context.Context, r Request) (Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return Response{}, err
	}
	first := u
	way := c.newWay(r, u)
	var gone []string
	moved := first
	for {
		if err := allowed(first, u); err != nil {
			return Response{}, err
		}
		if err := c.checkRobots(ctx, r, u); err != nil {
			return Response{}, err
		}
		res, next, err := c.hop(ctx, r, way, u)
		res.Redirects = gone
		if err != nil || next == nil {
			if moved.String() != first.String() {
				res.Moved = moved.String()
			}
			return res, err
		}
		if moved == u && permanent(res.Status) {
			moved = next
		}
		gone = append(gone, u.String())
		if len(gone) > MaxRedirects {
			return Response{}, reason.Fail(ErrRedirects, reason.Redirects, strconv.Itoa(len(gone)), next.Redacted())
		}
		u = next
	}
}

// allowed says whether a hop may be made. A page of a public host that sends us to this machine or its network wants
// something of us that no policy is.
func allowed(first, u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return refused(reason.NoWebAddress, u.Redacted())
	}
	if u.Hostname() == "" {
		return refused(reason.NoHost, u.Redacted())
	}
	if !ValidPort(u.Port()) {
		return refused(reason.NoPort, u.Redacted())
	}
	if first.Scheme == "https" && u.Scheme == "http" && first.Host != u.Host {
		return refused(reason.FromHTTPS, u.Redacted())
	}
	if IsInside(u.Hostname()) && !IsInside(first.Hostname()) {
		return refused(reason.NotPublic, u.Host)
	}
	return nil
}

// refused is an address that no hop leads to.
func refused(kind reason.Kind, what string) error { return reason.Fail(ErrRefused, kind, what) }

// IsInside says whether a host, by its name or address as written, is this machine or its network.
func IsInside(name string) bool {
	ip := addressOf(name)
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
}

// isLoopback says whether it is this machine.
func isLoopback(name string) bool { return addressOf(name).IsLoopback() }

// addressOf is the address that a host is written as, with its zone where it has one; the zero one of a name, but that of
// this machine for its own.
func addressOf(name string) netip.Addr {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return netip.IPv6Loopback()
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap()
}

// ValidPort says whether there may be such a port; "" is the scheme's own.
func ValidPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}

// hop makes one request. next is where the answer sends us; nil when it is the page.
func (c *Client) hop(ctx context.Context, r Request, way *way, u *url.URL) (res Response, next *url.URL, err error) {
	h := c.host(u)
	if err := h.enter(ctx, c); err != nil {
		return Response{}, nil, err
	}
	defer h.leave()
	way.conn = nil
	defer func() {
		if err != nil && h.alone() {
			way.hangUp()
		}
	}()
	began := time.Now()
	defer func() { way.spent += time.Since(began) }()
	ctx, cancel := context.WithTimeoutCause(ctx, way.timeout-way.spent, reason.Fail(ErrTimeout, reason.TimedOut, way.timeout.String()))
	defer cancel()
	req, err := c.request(ctx, r, way, u)
	if err != nil {
		return Response{}, nil, err
	}
	transport, err := c.transport(r.Proxy)
	if err != nil {
		return Response{}, nil, err
	}
	ctx, refuse := context.WithCancelCause(ctx)
	defer refuse(nil)
	resp, err := transport.RoundTrip(req.WithContext(way.watch(ctx, u, transport, req, refuse)))
	if err != nil {
		return Response{}, nil, told(ctx, err)
	}
	defer resp.Body.Close()
	way.cookies.SetCookies(u, resp.Cookies())
	if resp.StatusCode < http.StatusOK { // 101 alone: whatever comes then, it is no page
		return Response{}, nil, &StatusError{URL: u.String(), Status: resp.StatusCode}
	}
	res = Response{URL: u.String(), Status: resp.StatusCode, Header: resp.Header}
	if next, err := redirect(u, resp); next != nil || err != nil {
		return res, next, err
	}
	if resp.StatusCode == http.StatusNotModified {
		res.NotModified = true
		return res, nil, nil
	}
	body, err := inflated(resp, c.opt.MaxBytes)
	if err != nil {
		return Response{}, nil, told(ctx, err)
	}
	res.Body = body
	return res, nil, nil
}

// told is an error of a connection with what it comes from: a time-out, a name that nobody has, a server that hung up.
func told(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var timeout net.Error
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var op *net.OpError
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return reason.Fail(errors.Join(ErrTimeout, err), reason.NoAnswer, err.Error())
	case errors.As(err, &dns) && dns.IsNotFound:
		return reason.Fail(err, reason.NoSuchHost, dns.Name)
	case errors.As(err, &certificate):
		return reason.Fail(err, reason.Certificate, certificate.Err.Error())
	case errors.Is(err, syscall.ECONNREFUSED) && errors.As(err, &op) && op.Addr != nil:
		return reason.Fail(err, reason.Refused, op.Addr.String())
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return reason.Fail(err, reason.BrokenOff, err.Error())
	}
	return err
}

func (c *Client) request(ctx context.Context, r Request, way *way, u *url.URL) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	set := func(k, v string) {
		if v != "" {
			req.Header.Set(k, v)
		}
	}
	accept := r.Accept
	if accept == "" {
		accept = "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.5"
	}
	set("Accept", accept)
	set("User-Agent", c.opt.UserAgent)
	set("Accept-Encoding", "gzip, br")
	set("Accept-Language", acceptLanguage(r.Language))
	set("If-None-Match", r.ETag)
	set("If-Modified-Since", r.LastModified)
	// What is secret goes to the host it is meant for and to no other, and never from https to http.
	if u.Host == way.first.Host && (u.Scheme == way.first.Scheme || u.Scheme == "https") {
		for k, v := range r.Secret {
			set(k, v)
		}
	}
	for _, cookie := range way.cookies.Cookies(u) {
		req.AddCookie(cookie)
	}
	return req, nil
}

// acceptLanguage asks for a language, then for its base, then for anything.
func acceptLanguage(tag string) string {
	if tag == "" {
		return ""
	}
	base, _, more := strings.Cut(tag, "-")
	if !more {
		return tag + ", *;q=0.1"
	}
	return tag + ", " + base + ";q=0.8, *;q=0.1"
}

// permanent says whether a redirect tells that the page is asked for elsewhere from now on.
func permanent(status int) bool {
	return status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect
}

func redirect(u *url.URL, resp *http.Response) (*url.URL, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect,
		http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	where := resp.Header.Get("Location")
	if where == "" {
		return nil, nil // an odd answer, judged by its status
	}
	next, err := u.Parse(where)
	if err != nil {
		return nil, refused(reason.NoURL, strconv.Quote(where))
	}
	if next.User != nil {
		return nil, refused(reason.HoldsPassword, next.Redacted())
	}
	next.Fragment = ""
	return next, nil
}

func (c *Client) transport(proxy string) (http.RoundTripper, error) {
	if proxy == "" {
		return c.base, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.proxy[proxy]; ok {
		return t, nil
	}
	u, err := url.Parse(proxy)
	if err != nil || u.Host == "" {
		return nil, errors.New("the proxy's URL cannot be read")
	}
	t := newTransport(c.opt)
	t.Proxy = http.ProxyURL(u)
	c.proxy[proxy] = t
	return t, nil
}
