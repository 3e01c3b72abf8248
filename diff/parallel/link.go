package parallel

import (
	"net/url"
	"strings"

	"policylog/internal/pattern"
)

// localeSegment is a part of a path, a label of a host or a value that names a language.
var localeSegment = pattern.Lazy(`^(?i:intl|en|zh|ja|de|fr|es|ko|ru|it|pt|nl|cn|tw|hk|cs|hu|id|pl|[a-z]{2}[-_](?:[a-z]{2}|hans|hant)(?:[-_][a-z]{2})?)$`)

// localeKeys are names of query parameters that choose a language.
var localeKeys = map[string]bool{"lang": true, "hl": true, "locale": true, "language": true, "l": true, "lc": true}

// page is a link without what differs between languages: scheme, "www.", a trailing slash, what names a language. An
// address inside the page (#id) is none.
func page(raw string) string {
	raw = strings.Trim(raw, "()<> \t\n")
	if i := strings.IndexAny(raw, " \t\n"); i > 0 {
		raw = raw[:i] // a link's title
	}
	if strings.HasPrefix(raw, "#") || raw == "" {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil {
		return strings.ToLower(raw)
	}
	if u.Scheme == "mailto" || u.Scheme == "tel" {
		return strings.ToLower(u.Opaque)
	}
	var kept []string
	for _, s := range strings.Split(strings.Trim(u.Path, "/"), "/") {
		if s != "" && !localeSegment().MatchString(s) {
			kept = append(kept, strings.ToLower(s))
		}
	}
	q := u.Query()
	for k := range q {
		if localeKeys[strings.ToLower(k)] {
			q.Del(k)
		}
	}
	out := host(u) + "/" + strings.Join(kept, "/")
	if len(q) > 0 {
		out += "?" + q.Encode()
	}
	return out
}

// host is a link's host without "www." and labels that name a language.
func host(u *url.URL) string {
	h := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if first, rest, ok := strings.Cut(h, "."); ok && localeSegment().MatchString(first) && strings.Contains(rest, ".") {
		return rest
	}
	return h
}

// linkRole says how two links differ: "" not at all, else "language", "page" or "host".
func linkRole(a, b string) string {
	if plainLink(a) == plainLink(b) {
		return ""
	}
	if page(a) == page(b) {
		return "language"
	}
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	if errA == nil && errB == nil && host(ua) == host(ub) {
		return "page"
	}
	return "host"
}

// plainLink is a link as a browser follows it: a trailing slash and the case of the host are no difference.
func plainLink(s string) string {
	if strings.HasPrefix(strings.ToLower(s), "www.") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	u.Host = strings.ToLower(u.Host)
	u.Path = strings.TrimSuffix(u.Path, "/")
	return u.String()
}
