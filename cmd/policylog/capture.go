package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
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
	html, finalURL, err := browser.Render(ctx, r.URL, browser.Options{
		WaitFor: r.WaitFor, Timeout: r.Timeout, UserAgent: r.UserAgent, Language: r.Language,
		Headers: r.Headers, Proxy: r.Proxy,
	})
	if status, ok := errors.AsType[*browser.StatusError](err); ok {
		return archive.Rendered{HTML: html, FinalURL: finalURL, Status: status.Code}, nil
	}
	if err != nil {
		return archive.Rendered{}, err
	}
	return archive.Rendered{HTML: html, FinalURL: finalURL, Status: http.StatusOK}, nil
}

// readPDF extracts a PDF's text. What the reader compiles at its first use is kept among the user's caches.
func readPDF(ctx context.Context, data []byte) (archive.PDFText, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	text, err := pdf.Text(ctx, data, filepath.Join(cache, "policylog", "pdf"))
	return archive.PDFText{Markdown: text}, err
}
