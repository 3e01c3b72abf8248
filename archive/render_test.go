package archive

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"policylog/internal/reason"
)

const shell = `<!doctype html><html><head><title>Brightleaf</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>`

func TestRunLoadsAShellInABrowser(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"shell"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		html(shell)(w, r)
	})
	if o := b.expect(t, StatusHeld); o.HeldFor.IsZero() {
		t.Error("an empty shell is held for no reason where there is no browser")
	}
	asked := RenderRequest{}
	b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
		asked = r
		return Rendered{HTML: []byte(policyPage(30, 4)), FinalURL: r.URL + "#policy", Status: 200}, nil
	}
	o := b.expect(t, StatusNew)
	if asked.URL != b.URL+"/legal/privacy" || asked.Language != "en" || asked.Timeout == 0 {
		t.Errorf("asked for %+v", asked)
	}
	if !strings.Contains(string(o.Raw), "30 days") || trailer(o.Trailers, "Rendered") != "browser" {
		t.Errorf("the snapshot is not what the browser made: %v\n%s", o.Trailers, o.Raw)
	}
	// The shell is the same at each capture; the text it loads need not be.
	b.expect(t, StatusUnchanged)
	b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
		return Rendered{HTML: []byte(policyPage(45, 4)), FinalURL: r.URL, Status: 200}, nil
	}
	b.expect(t, StatusChanged)
	b.configure(t, oneSource+"    render: plain\n")
	b.expect(t, StatusHeld)
}

// An error is an error, whether the server tells us or the browser, and whatever selectors wait for: what is gone is withdrawn.
func TestRunErrorsOfPagesWithRules(t *testing.T) {
	for name, c := range map[string]struct {
		rules string
		gone  http.HandlerFunc
	}{
		"selectors":           {"    select: main\n", status(http.StatusNotFound, strings.ReplaceAll(policyPage(30, 4), "main", "div"))},
		"a shell":             {"", html(shell)},
		"always in a browser": {"    render: browser\n    wait_for: main\n", html(shell)},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, oneSource+c.rules)
			b.set("/legal/privacy", html(policyPage(30, 4)))
			b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
				return Rendered{HTML: []byte(policyPage(30, 4)), FinalURL: r.URL, Status: http.StatusOK}, nil
			}
			b.expect(t, StatusNew)
			b.set("/legal/privacy", c.gone)
			b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
				return Rendered{HTML: []byte("<h1>Not here</h1>"), FinalURL: r.URL, Status: http.StatusNotFound}, nil
			}
			if o := b.expect(t, StatusHeld); o.HeldFor.Kind != reason.HTTPGone || o.Raw == nil {
				t.Errorf("held for %q", o.HeldFor)
			}
			b.clock.add(8 * 24 * time.Hour)
			b.expect(t, StatusWithdrawn)
		})
	}
}

func TestRunRenderBrowser(t *testing.T) {
	b := newBench(t, "sources:\n  a/app.en: {url: SITE/app, render: browser, wait_for: main}\n  a/plain.en: {url: SITE/plain}\n")
	b.set("/plain", html(policyPage(30, 4)))
	sum, got := b.run(t)
	if sum.Failed != 1 || sum.New != 1 {
		t.Fatalf("without a browser: %s", sum.Line())
	}
	for _, o := range got {
		if o.Source == "a/app.en" && !errors.Is(o.Err, ErrNoBrowser) {
			t.Errorf("error is %v", o.Err)
		}
	}
	b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
		if r.WaitFor != "main" {
			t.Errorf("waits for %q", r.WaitFor)
		}
		return Rendered{HTML: []byte(policyPage(31, 4)), FinalURL: r.URL}, nil
	}
	if sum, _ := b.run(t); sum.New != 1 || sum.Unchanged != 1 || b.asked("/app") != 0 {
		t.Errorf("%s, %d plain requests", sum.Line(), b.asked("/app"))
	}
}

// robots.txt holds for a browser too.
func TestRunRenderObeysRobots(t *testing.T) {
	b := newBench(t, "sources:\n  a/app.en: {url: SITE/app, render: browser}\n")
	b.Server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /app\n"))
	})
	b.env.Render = func(context.Context, RenderRequest) (Rendered, error) {
		t.Error("the browser was started")
		return Rendered{}, nil
	}
	b.expect(t, StatusFailed)
}

func TestRunPDF(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		_, _ = w.Write([]byte("%PDF-1.7 and so on"))
	})
	if o := b.expect(t, StatusFailed); !errors.Is(o.Err, ErrNoPDF) {
		t.Errorf("error is %v", o.Err)
	}
	b.env.PDF = func(context.Context, []byte) ([]byte, error) {
		return []byte("# Privacy Policy\n\n" + strings.Repeat("We keep your personal data for 30 days and delete it then.\n", 20)), nil
	}
	o := b.expect(t, StatusNew)
	if o.Ext != "pdf" || o.Title != "Privacy Policy" || !strings.HasPrefix(string(o.Raw), "%PDF") {
		t.Errorf("outcome is %+v, ext %s", o.Report(), o.Ext)
	}
	b.expect(t, StatusUnchanged)

	// A PDF may stand in a policy's place as well.
	b.env.PDF = func(context.Context, []byte) ([]byte, error) {
		return []byte("Please wait... If this message is not eventually replaced, your viewer may not be able to show this.\n"), nil
	}
	b.set("/legal/privacy", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("%PDF-1.7 of another sort")) })
	if o := b.expect(t, StatusHeld); o.HeldFor.IsZero() {
		t.Error("held for no reason")
	}
	first := newBench(t, oneSource)
	first.env.PDF = b.env.PDF
	first.set("/legal/privacy", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("%PDF-1.7 of another sort")) })
	first.expect(t, StatusHeld)
}

// A browser is given the proxy and the headers too, and what goes wrong is told without them.
func TestRunRenderSecrets(t *testing.T) {
	b := newBench(t, "sources:\n  a/app.en: {url: SITE/app, render: browser, headers_from_env: {Cookie: MY_COOKIE}, proxy_from_env: MY_PROXY}\n")
	env := map[string]string{"MY_COOKIE": "sid=s3cret-v4lue", "MY_PROXY": strings.Replace(b.URL, "http://", "http://ann:p4ssw0rd@", 1)}
	b.env.Getenv = func(name string) string { return env[name] }
	var asked RenderRequest
	b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
		asked = r
		return Rendered{HTML: []byte(policyPage(30, 4)), FinalURL: r.URL, Status: 200}, nil
	}
	b.expect(t, StatusNew)
	if asked.Headers["Cookie"] != env["MY_COOKIE"] || asked.Proxy != env["MY_PROXY"] {
		t.Errorf("asked for %+v", asked)
	}
	b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
		return Rendered{}, fmt.Errorf("no way through %s with %s", r.Proxy, r.Headers["Cookie"])
	}
	o := b.expect(t, StatusFailed)
	for _, secret := range []string{"s3cret", "p4ssw0rd", "ann:"} {
		if strings.Contains(o.Err.Error(), secret) {
			t.Errorf("told: %v", o.Err)
		}
	}
	b.env.Render = func(_ context.Context, r RenderRequest) (Rendered, error) {
		return Rendered{HTML: []byte(strings.Replace(policyPage(30, 4), "<nav>", "sid=s3cret-v4lue<nav>", 1)), FinalURL: r.URL}, nil
	}
	if o := b.expect(t, StatusFailed); o.Raw != nil {
		t.Error("a page that repeats a secret is kept")
	}
}
