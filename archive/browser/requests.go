package browser

import (
	"context"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	policy "policylog/archive/fetch"
)

// requests is what the browser's own requests are changed by: headers for the page's host, a password for the proxy.
// Neither stands in the browser's arguments, which every user of the machine can read. A page of a public host asks
// nothing over http of an address of this machine or its network.
type requests struct {
	page    *url.URL
	headers map[string]string
	proxy   *url.Userinfo
}

// public says whether the page is of a public host, by its name or address as written.
func (r requests) public() bool { return !policy.IsInside(r.page.Hostname()) }

// insides match the addresses of this machine and its network, with a user's name before them too, and a few more: pass
// looks closely. The browser holds up no web sockets.
var insides = []string{
	"*://*@*", "*://localhost*", "*://*.localhost*", "*://0.*", "*://10.*", "*://127.*", "*://169.254.*", "*://172.*", "*://192.168.*", "*://[*", "*://*@*",
}

// enable makes the browser ask before requests: each, or only those that may be refused.
func (r requests) enable(tab context.Context) error {
	auth := r.proxy != nil
	p := fetch.EnableParams{HandleAuthRequests: &auth}
	if len(r.headers) == 0 && !auth {
		if !r.public() {
			return nil
		}
		for _, pattern := range insides {
			p.Patterns = append(p.Patterns, &fetch.RequestPattern{URLPattern: pattern})
		}
	}
	_, err := chromedp.Call(tab, fetch.Enable, p)
	return err
}

// pass lets a request go, with the headers if it goes to the page's host. One that cannot be answered is gone already.
func (r requests) pass(tab context.Context, e *fetch.EventRequestPaused) {
	to, err := url.Parse(e.Request.URL)
	if r.public() && (err != nil || policy.IsInside(to.Hostname())) {
		refuse := fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonAborted}
		_, _ = chromedp.Call(tab, fetch.FailRequest, refuse)
		return
	}
	p := fetch.ContinueRequestParams{RequestID: e.RequestID}
	if err == nil && r.own(to) {
		for name, value := range e.Request.Headers {
			if s, ok := value.(string); ok && !r.sets(name) {
				p.Headers = append(p.Headers, &fetch.HeaderEntry{Name: name, Value: s})
			}
		}
		for name, value := range r.headers {
			p.Headers = append(p.Headers, &fetch.HeaderEntry{Name: name, Value: value})
		}
	}
	_, _ = chromedp.Call(tab, fetch.ContinueRequest, p)
}

// own says whether a request goes to the page's host, and not from https to http.
func (r requests) own(to *url.URL) bool {
	return len(r.headers) > 0 && to.Host == r.page.Host && (to.Scheme == r.page.Scheme || to.Scheme == "https")
}

func (r requests) sets(name string) bool {
	for own := range r.headers {
		if strings.EqualFold(own, name) {
			return true
		}
	}
	return false
}

// answer gives the proxy its password, and nobody else any.
func (r requests) answer(tab context.Context, e *fetch.EventAuthRequired) {
	reply := fetch.AuthChallengeResponse{Response: fetch.AuthChallengeResponseResponseDefault}
	if r.proxy != nil && e.AuthChallenge.Source == fetch.AuthChallengeSourceProxy {
		reply.Response = fetch.AuthChallengeResponseResponseProvideCredentials
		reply.Username = r.proxy.Username()
		reply.Password, _ = r.proxy.Password()
	}
	_, _ = chromedp.Call(tab, fetch.ContinueWithAuth, fetch.ContinueWithAuthParams{RequestID: e.RequestID, AuthChallengeResponse: &reply})
}
