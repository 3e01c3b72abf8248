package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"policylog/archive"
	"policylog/archive/browser"
	"policylog/archive/pdf"
)

// captureEnv is what captures need of the world: clock, client, log, and the two heavy readers.
func (a *app) captureEnv(logging string) (archive.Env, error) {
	env := archive.Env{Now: a.now, Getenv: a.getenv, Client: a.client, Render: renderPage, PDF: readPDF}
	switch logging {
	case "":
	case "text":
		env.Log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	case "json":
		env.Log = slog.New(slog.NewJSONHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	default:
		return env, fmt.Errorf("--log %s: want text or json", logging)
	}
	return env, nil
}

// renderPage loads a page in the machine's browser.
func renderPage(ctx context.Context, r archive.RenderRequest) (archive.Rendered, error) {
	page, err := browser.Render(ctx, r.URL, browser.Options{
		WaitFor: r.WaitFor, Timeout: r.Timeout, UserAgent: r.UserAgent, Language: r.Language,
		Headers: r.Headers, Proxy: r.Proxy,
	})
	return archive.Rendered{HTML: page.HTML, FinalURL: page.URL, Status: page.Status}, err
}

// readPDF extracts a PDF's text. What the reader compiles at its first use is kept among the user's caches.
func readPDF(ctx context.Context, data []byte) ([]byte, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return pdf.Text(ctx, data, filepath.Join(cache, "policylog", "pdf"))
}
