package send

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"policylog/diff/render/safe"
	"policylog/internal/pattern"
)

// Address is where a message goes.
type Address struct {
	raw     string
	masked  string
	mail    *mailbox // nil: shoutrrr's
	secrets []string // longest first
}

var variable = pattern.Lazy(`\$\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// ParseAddress puts the environment's values into a target's URL: ${NAME} alone is the whole of it, elsewhere the value
// is encoded for its place. The error names the variable that is not set, or says what is wrong without the URL.
func ParseAddress(template string, getenv func(string) string) (*Address, error) {
	a := &Address{}
	var missing error
	whole := variable().FindString(template) == template
	a.raw = variable().ReplaceAllStringFunc(template, func(ref string) string {
		name := ref[2 : len(ref)-1]
		value := strings.TrimSpace(getenv(name))
		if value == "" && missing == nil {
			missing = fmt.Errorf("the environment has no %s", name)
		}
		a.secret(value)
		if whole {
			return value
		}
		return encode(value)
	})
	if missing != nil {
		return nil, missing
	}
	if strings.HasPrefix(a.raw, "http://") || strings.HasPrefix(a.raw, "https://") {
		a.raw = "generic+" + a.raw // a page's address is a webhook's
	}
	u, err := url.Parse(a.raw)
	if err != nil || u.Scheme == "" || u.Opaque != "" { // a bare token with a colon in it is no address
		return nil, errors.New("the address is none: want service://…")
	}
	a.collect(u)
	a.masked = mask(u)
	if u.Scheme == "smtp" || u.Scheme == "smtps" {
		if a.mail, err = newMailbox(u); err != nil {
			return nil, a.scrub(err)
		}
		a.masked += " to " + safe.Line(strings.Join(a.mail.to, ", "))
		return a, nil
	}
	if u.Scheme == "matrix" {
		return a, nil // the library logs in to know a good address from a bad one
	}
	if _, err := a.service(); err != nil {
		return nil, a.scrub(err)
	}
	return a, nil
}

// encode writes a value so that it ends no part of a URL. A colon stays: services have tokens of two parts.
func encode(value string) string {
	return strings.NewReplacer("%3A", ":").Replace(strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
}

// String is the address without what could be secret.
func (a *Address) String() string { return a.masked }

// mask is service and host; the host of a service that has its own is a part of the credentials.
func mask(u *url.URL) string {
	s := u.Scheme + "://"
	if u.User != nil {
		s += "***@"
	}
	if hostIsPublic(u) {
		s += safe.Line(u.Host)
	} else {
		s += "***"
	}
	if len(u.Path) > 1 {
		s += "/***"
	}
	return s
}

func hostIsPublic(u *url.URL) bool {
	return strings.ContainsAny(u.Host, ".:") || u.Hostname() == "localhost"
}

// secret notes a text, in the forms in which it could come back.
func (a *Address) secret(s string) {
	if s == "" {
		return
	}
	quoted := strconv.Quote(s)
	ascii := strconv.QuoteToASCII(s)
	for _, form := range []string{
		s, encode(s), url.QueryEscape(s), url.PathEscape(s), base64.StdEncoding.EncodeToString([]byte(s)),
		quoted[1 : len(quoted)-1], ascii[1 : len(ascii)-1],
	} {
		for _, form := range []string{form, safe.Line(form)} { // scrub sees it as it is shown
			if form != "" && !slices.Contains(a.secrets, form) {
				a.secrets = append(a.secrets, form)
			}
		}
	}
	slices.SortFunc(a.secrets, func(x, y string) int { return len(y) - len(x) })
}

// collect notes every part of an address that may be secret: all but service, host, and the mail addresses of smtp.
func (a *Address) collect(u *url.URL) {
	name := u.User.Username()
	password, _ := u.User.Password()
	mail := u.Scheme == "smtp" || u.Scheme == "smtps"
	a.secret(password)
	a.secret("\x00" + name + "\x00" + password) // as PLAIN sends it
	if mail {
		return
	}
	a.secret(name)
	if !hostIsPublic(u) {
		a.secret(u.Host)
	}
	for _, part := range strings.Split(strings.Trim(u.Path, "/"), "/") {
		a.secret(part)
	}
	for _, values := range u.Query() {
		for _, v := range values {
			if len(v) >= leastSecret { // "yes", "no", "1"
				a.secret(v)
			}
		}
	}
	a.secret(u.Fragment)
}

// leastSecret is the length from which a secret can be cut out of a text and leave the rest readable.
const leastSecret = 4

var anyURL = pattern.Lazy(`[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>]*`)

// scrub is an error as it may be shown: one line, without any secret, and without addresses that could hold one.
func (a *Address) scrub(err error) error {
	s := safe.Line(err.Error())
	s = anyURL().ReplaceAllStringFunc(s, func(found string) string {
		if u, err := url.Parse(found); err == nil {
			return mask(u)
		}
		return "***"
	})
	for _, secret := range a.secrets {
		if indexFold(s, secret) < 0 {
			continue
		}
		if len(secret) < leastSecret {
			return errors.New("it could not be sent; the error is not shown, since it holds what may be a secret")
		}
		s = replaceFold(s, secret, "***")
	}
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	return errors.New(s)
}

// indexFold is where a text first holds another, whatever the case of the ASCII letters: schemes, hosts and settings
// come back in lower case.
func indexFold(s, sub string) int { return strings.Index(lowerASCII(s), lowerASCII(sub)) }

func replaceFold(s, old, now string) string {
	var b strings.Builder
	for {
		i := indexFold(s, old)
		if i < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i])
		b.WriteString(now)
		s = s[i+len(old):]
	}
}

// lowerASCII leaves every byte in its place.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
