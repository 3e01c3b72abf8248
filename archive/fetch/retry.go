package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// again says whether one more attempt makes sense and how long to wait before it.
func (c *Client) again(res Response, err error, attempt int) (time.Duration, bool) {
	if attempt >= c.opt.Retries {
		return 0, false
	}
	// Doubling from a second, and a random half of it on top, so that many clients do not come back together.
	backoff := time.Second << min(attempt, 6)
	backoff += time.Duration(float64(backoff) * c.opt.Jitter() / 2)
	if err != nil {
		return backoff, transientError(err)
	}
	if !transientStatus(res.Status) {
		return 0, false
	}
	asked, ok := retryAfter(res.Header, c.opt.Now())
	if !ok {
		return backoff, true
	}
	return max(asked, backoff), asked <= maxRetryAfter
}

func transientStatus(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	// Beyond the standard: a CDN's words for an origin that does not answer.
	return status >= 520 && status <= 530
}

// transientError says whether the same request may well succeed in a moment. A time-out is not tried again: a server
// that hangs costs its own time-out once.
func transientError(err error) bool {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, ErrTimeout), errors.Is(err, ErrRobots),
		errors.Is(err, ErrTooLarge), errors.Is(err, ErrRedirects), errors.Is(err, ErrRefused):
		return false
	case errors.Is(err, ErrTruncated), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.ECONNABORTED):
		return true
	}
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	if errors.As(err, &unknown) || errors.As(err, &name) || errors.As(err, &invalid) || errors.As(err, &verify) {
		return false
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return !dns.IsNotFound
	}
	return false
}

// retryAfter reads the header: seconds, or a date against the server's own clock where it tells it.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	v := h.Get("Retry-After")
	if v == "" {
		return 0, false
	}
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), 1<<30)) * time.Second, true
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0, false
	}
	if server, err := http.ParseTime(h.Get("Date")); err == nil {
		now = server
	}
	return max(at.Sub(now), 0), true
}
