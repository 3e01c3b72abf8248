// Package archive is how a policy gets in: source, capture, snapshot, version text. Web, files, PDF, other people's
// git histories. It writes nothing itself: it returns plain values for a Ledger to keep.
package archive

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Source is one page (or several combined) to track, as policylog.yaml has it.
type Source struct {
	ID  string // "service/policy.lang"
	URL string
	// further fields: selectors, remove, combined pages, time zone, render, ignore, robots override, delay …
}

// Config is a parsed policylog.yaml.
type Config struct {
	Sources []Source
}

// ParseConfig reads policylog.yaml. Errors name file, line and what was expected, and show the line.
func ParseConfig(name string, data []byte) (*Config, error) { panic("stub") }

// Env is what captures need of the world.
type Env struct {
	Now    func() time.Time
	Client *http.Client // nil: the default one with time-outs
	Log    *slog.Logger
}

// Outcome is one source's capture, for the Ledger to keep and the command to print.
type Outcome struct {
	Source                     string
	Status                     string // new, changed, unchanged, failed, held
	Err                        error
	Raw                        []byte // nil when unchanged (304)
	Ext                        string
	FinalURL                   string
	Captured                   time.Time
	Trailers                   [][2]string
	Markdown                   []byte
	Title                      string
	Language                   string
	Updated, Effective, Label  string // as stated
	ETag, LastModified, SHA256 string
	HeldFor                    string
	Extractor                  string
}

// Last is what the Ledger knows of a source's latest capture.
type Last struct {
	SHA256, ETag, LastModified string
	Text                       []byte // latest version's text; nil when there is none
	Extractor                  string
}

// Ledger is what a run needs of the archive; package store's Store is behind it.
type Ledger interface {
	Last(ctx context.Context, source string) (Last, error)
	// Keep records outcomes; it is called as they come in, and once more at the end with the run complete.
	Keep(ctx context.Context, outcomes []Outcome) error
}
