package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptrace"
	"net/url"
	"time"

	"golang.org/x/net/publicsuffix"

	"policylog/internal/reason"
)

// way is the chain of hops of one request. It knows whether the first host was reached inside this machine or its
// network; if not, no later host may be, whatever its name says of it.
type way struct {
	first   *url.URL
	timeout time.Duration // for all hops together
	spent   time.Duration // in the hops so far
	inside  bool
	conn    net.Conn // of the last hop

	// What the hosts of the way set is sent back to them as long as it lasts: many a site leads in a circle without.
	cookies http.CookieJar
}

func (c *Client) newWay(r Request, first *url.URL) *way {
	cookies, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		panic(err) // never returned
	}
	timeout := r.Timeout
	if timeout <= 0 {
		timeout = c.opt.Timeout
	}
	return &way{first: first, timeout: timeout, cookies: cookies}
}

// hangUp ends the last hop's connection. One of HTTP/2 outlives its requests, and a server may go on flooding it.
func (w *way) hangUp() {
	conn := w.conn
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn() // without a word of goodbye, which the server may not read
	}
	if conn != nil {
		conn.Close()
	}
}

// watch looks at each connection that a hop gets, and refuses it before its answer is read. Where a proxy's leads it says
// nothing of.
func (w *way) watch(ctx context.Context, u *url.URL, t http.RoundTripper, req *http.Request, refuse context.CancelCauseFunc) context.Context {
	proxied := false
	if tr, ok := t.(*http.Transport); ok && tr.Proxy != nil {
		p, err := tr.Proxy(req)
		proxied = err == nil && p != nil
	}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		w.conn = info.Conn
		host, _, err := net.SplitHostPort(info.Conn.RemoteAddr().String())
		if err != nil || proxied {
			return
		}
		inside := IsInside(host)
		switch {
		case u.Host == w.first.Host:
			w.inside = inside
		case inside && !w.inside:
			refuse(refused(reason.NotPublic, u.Host))
		}
	}})
}
