package archive

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"time"

	"policylog/internal/wait"
)

// Env is what captures need of the world. The zero value is the real one.
type Env struct {
	Now    func() time.Time                                 // the clock that dates captures; nil: time.Now
	Sleep  func(ctx context.Context, d time.Duration) error // waits between requests; nil: a timer
	Getenv func(string) string                              // nil: os.Getenv
	Client *http.Client                                     // nil: the default one; of another, its Transport is used
	Log    *slog.Logger                                     // nil: nothing is logged
	Jitter func() float64                                   // in [0,1), for backing off; nil: random

	// Render loads a page in a browser and returns its DOM as HTML when its text has settled. nil: no browser.
	Render func(ctx context.Context, r RenderRequest) (Rendered, error)
	// PDF extracts the text of a PDF as Markdown. nil: PDF files fail with a clear error.
	PDF func(ctx context.Context, data []byte) ([]byte, error)
}

// RenderRequest is a page for a browser to load.
type RenderRequest struct {
	URL       string
	WaitFor   string // CSS selector, "" none
	Language  string // BCP 47, for Accept-Language
	UserAgent string
	Timeout   time.Duration
	Headers   map[string]string // secret; for the page's own host alone
	Proxy     string            // URL, secret; "" none of its own
}

// Rendered is what a browser made of a page.
type Rendered struct {
	HTML     []byte // UTF-8
	FinalURL string
	Status   int // of the main document; 0 unknown
}

func (e Env) filled() Env {
	if e.Now == nil {
		e.Now = time.Now
	}
	if e.Sleep == nil {
		e.Sleep = wait.For
	}
	if e.Getenv == nil {
		e.Getenv = os.Getenv
	}
	if e.Log == nil {
		e.Log = slog.New(slog.DiscardHandler)
	}
	return e
}

// Errors a caller branches on.
var (
	ErrConfig     = errors.New("configuration")  // policylog.yaml is not as it should be
	ErrNoSource   = errors.New("unknown source") // a pattern matches nothing
	ErrNoBrowser  = errors.New("no browser to render the page with")
	ErrNoPDF      = errors.New("no PDF reader built in")
	ErrCannotTell = errors.New("cannot tell which source this is")
)
