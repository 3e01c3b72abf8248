package archive

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
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
	if o := b.expect(t, StatusHeld); o.HeldFor == "" {
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
	b.env.PDF = func(context.Context, []byte) (PDFText, error) {
		return PDFText{Markdown: []byte("# Privacy Policy\n\n" + strings.Repeat("We keep your personal data for 30 days and delete it then.\n", 20))}, nil
	}
	o := b.expect(t, StatusNew)
	if o.Ext != "pdf" || o.Title != "Privacy Policy" || !strings.HasPrefix(string(o.Raw), "%PDF") {
		t.Errorf("outcome is %+v, ext %s", o.Report(), o.Ext)
	}
	b.expect(t, StatusUnchanged)
}
