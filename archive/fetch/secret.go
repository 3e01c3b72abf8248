package fetch

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"policylog/internal/reason"
)

// leastSecret is the shortest value taken out of errors: shorter ones stand everywhere by chance.
const leastSecret = 6

// secrets are the values that must not come out.
type secrets []string

func secretsOf(r Request) secrets {
	var s secrets
	add := func(v string) {
		if v = strings.TrimSpace(v); v != "" {
			s = append(s, v, url.QueryEscape(v), url.PathEscape(v))
		}
	}
	for _, v := range r.Secret {
		add(v)
		// "Bearer abc" and "a=1; b=2" hold the secret as a part.
		for _, part := range strings.FieldsFunc(v, func(c rune) bool { return c == ' ' || c == ';' || c == ',' }) {
			add(part)
			if _, value, ok := strings.Cut(part, "="); ok {
				add(value)
			}
		}
	}
	proxies := []string{r.Proxy}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"} {
		proxies = append(proxies, os.Getenv(name))
	}
	for _, p := range proxies {
		if u, err := url.Parse(p); err == nil && u.User != nil {
			if password, ok := u.User.Password(); ok {
				add(password)
			}
			add(u.User.String())
		}
	}
	if r.Proxy != "" {
		add(r.Proxy)
		if u, err := url.Parse(r.Proxy); err == nil {
			add(u.Host)
		}
	}
	s = slices.DeleteFunc(s, func(v string) bool { return len(v) < leastSecret })
	// Longest first, so that a part does not break up the whole.
	slices.SortFunc(s, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(s)
}

// Hide takes the request's secrets out of an error's text. Get does so by itself; this is for who fetches in another way.
func (r Request) Hide(err error) error { return secretsOf(r).hide(err) }

// Repeats reports a page that carries one of the request's secrets back, as Get fails for with ErrSecret.
func (r Request) Repeats(address string, body []byte) bool {
	return secretsOf(r).in(Response{URL: address, Body: body})
}

// hiddenError is an error whose reason is without secrets; what it wraps can still be told.
type hiddenError struct {
	why reason.Reason
	err error
}

func (e *hiddenError) Error() string         { return e.why.String() }
func (e *hiddenError) Reason() reason.Reason { return e.why }
func (e *hiddenError) Is(target error) bool  { return errors.Is(e.err, target) }

func (s secrets) hide(err error) error {
	text := s.out(err.Error())
	if text == err.Error() {
		return err
	}
	why := reason.Of(err).Map(s.out)
	if why.String() != text { // one stood across what the reason was made with
		why = reason.New(reason.Other, text)
	}
	return &hiddenError{why, err}
}

// out takes the secrets out of a text.
func (s secrets) out(text string) string {
	for _, v := range s {
		text = strings.ReplaceAll(text, v, "[hidden]")
	}
	return text
}

// in says whether a response carries a secret back: then it can be neither shown nor kept.
func (s secrets) in(r Response) bool {
	unlikely := slices.DeleteFunc(slices.Clone(s), func(v string) bool { return !byNoChance(v) })
	has := func(text string) bool {
		return slices.ContainsFunc(unlikely, func(v string) bool { return strings.Contains(text, v) })
	}
	if slices.ContainsFunc(unlikely, func(v string) bool { return bytes.Contains(r.Body, []byte(v)) }) {
		return true
	}
	return has(r.URL) || slices.ContainsFunc(r.Redirects, has) || hasHeader(r.Header, has)
}

// byNoChance says whether a value is long and mixed enough that a page holds it for no other reason than that it was
// sent: "accepted" and "Bearer" are words of ordinary pages.
func byNoChance(v string) bool {
	return len(v) >= 10 && strings.ContainsAny(v, "0123456789") &&
		strings.ContainsFunc(v, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// hasHeader leaves out Set-Cookie, which servers do send back and nothing keeps.
func hasHeader(h http.Header, has func(string) bool) bool {
	for k, values := range h {
		if k != "Set-Cookie" && slices.ContainsFunc(values, has) {
			return true
		}
	}
	return false
}
