package fetch

import (
	"context"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"

	"policylog/internal/reason"
)

// way is the chain of hops of one request. It knows whether the first host was reached inside this machine or its
// network; if not, no later host may be, whatever its name says of it.
type way struct {
	first  *url.URL
	inside bool
}

// watch looks at each connection that a hop gets, and refuses it before its answer is read. Behind a proxy there is
// nothing to see: the connection is the proxy's.
func (w *way) watch(ctx context.Context, u *url.URL, t http.RoundTripper, req *http.Request, refuse context.CancelCauseFunc) context.Context {
	if tr, ok := t.(*http.Transport); ok && tr.Proxy != nil {
		if p, err := tr.Proxy(req); err == nil && p != nil {
			return ctx
		}
	}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		host, _, err := net.SplitHostPort(info.Conn.RemoteAddr().String())
		if err != nil {
			return
		}
		inside := isInside(host)
		switch {
		case u.Host == w.first.Host:
			w.inside = inside
		case inside && !w.inside:
			refuse(refused(reason.NotPublic, u.Host))
		}
	}})
}
