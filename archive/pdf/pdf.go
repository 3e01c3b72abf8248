// Package pdf turns a policy published as a PDF into Markdown.
//
// PDFium, compiled to WebAssembly, says which characters stand where on a page, in which font and in which order they are
// drawn. From that this package makes words and rows (rows.go), leaves out page numbers and running heads (heads.go), finds
// columns and tables (columns.go, drawing.go), joins lines to paragraphs over line and page breaks (paragraph.go), and tells
// headings, lists and footnotes (markdown.go). The same text set anew, on other pages and in other type, is to give the same
// Markdown: a policy that is typeset again has not changed. Bold text stays bold: in Chinese policies it marks what the law
// wants marked. PDFium runs in a sandbox without file system or network. Nothing happens before Text is called.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
)

// Errors a caller branches on.
var (
	// ErrNotPDF is returned for data that PDFium cannot open or that it fails over, and for documents that ask for a password.
	ErrNotPDF = errors.New("not a readable PDF")
	// ErrTooLarge is returned for documents that take more pages, characters or time than any policy.
	ErrTooLarge = errors.New("PDF too large")
	// ErrNoText is returned for a PDF without text, such as scanned pages.
	ErrNoText = errors.New("PDF holds no text")
)

const (
	maxPages    = 2000
	maxChars    = 4_000_000
	memoryPages = 4096            // of 64 KB: what a document may make PDFium use
	longest     = 3 * time.Minute // that a document may take
)

// Text extracts a PDF as Markdown. cacheDir keeps PDFium's compiled form between runs (about 40 ms to start in place of
// more than a second); "" keeps none. When ctx ends first, its cause is returned, and what was begun (a page in PDFium, or
// the layout of those that were read) ends on its own.
func Text(ctx context.Context, data []byte, cacheDir string) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, longest, fmt.Errorf("%w: it takes more than %s", ErrTooLarge, longest))
	defer cancel()
	type result struct {
		markdown []byte
		err      error
	}
	done := make(chan result, 1)
	go func() {
		pages, err := read(ctx, data, cacheDir)
		if err != nil {
			done <- result{nil, err}
			return
		}
		done <- result{markdown(pages), nil}
	}()
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("read pdf: %w", context.Cause(ctx))
	case r := <-done:
		if r.err != nil {
			return nil, fmt.Errorf("read pdf: %w", r.err)
		}
		if len(r.markdown) == 0 {
			return nil, fmt.Errorf("read pdf: %w\nhint: scanned pages need text recognition first", ErrNoText)
		}
		return r.markdown, nil
	}
}

// read opens the document in a sandbox of its own and collects the lines of its pages.
func read(ctx context.Context, data []byte, cacheDir string) (pages []sheet, err error) {
	pool, stop, err := start(cacheDir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	engine, err := pool.GetInstance(time.Minute)
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	opened, err := engine.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotPDF, err)
	}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotPDF, err)
	}
	if count.PageCount > maxPages {
		return nil, fmt.Errorf("%w: more than %d pages", ErrTooLarge, maxPages)
	}
	r := reader{ctx: ctx, engine: engine, doc: opened.Document}
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		page, err := r.page(i)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, pageError(err))
		}
		pages = append(pages, page)
	}
	return pages, nil
}

// pageError tells of a page that cannot be read in one line: PDFium's failures come with a trace of the sandbox.
func pageError(err error) error {
	if errors.Is(err, ErrTooLarge) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	message, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Errorf("%w: %s", ErrNotPDF, message)
}

// start readies PDFium; stop frees what it holds.
func start(cacheDir string) (pool pdfium.Pool, stop func() error, err error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages)
	free := func() error { return nil }
	if cacheDir != "" {
		// A cache that cannot be written costs time, not the text.
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			config = config.WithCompilationCache(cache)
			free = func() error { return cache.Close(context.Background()) }
		}
	}
	pool, err = webassembly.Init(webassembly.Config{
		MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // without it, all of the disk
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("start pdfium: %w", err), free())
	}
	return pool, func() error { return errors.Join(pool.Close(), free()) }, nil
}
