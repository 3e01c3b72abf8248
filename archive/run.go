package archive

import (
	"context"
	"time"
)

// RunOptions are the choices of one run.
type RunOptions struct {
	Accept   []string                         // patterns of sources whose capture is recorded though it would be held
	Progress func(done, total int, o Outcome) // called after each source, from one goroutine; may be nil
	Only     func(Source) bool                // leaves out sources it says false of; may be nil
}

// Run captures the sources that match the patterns ("" or none: all) and gives the outcomes to the ledger. One bad
// source never stops the others. When ctx is cancelled the pages in hand are finished and kept, no new one is begun,
// and Summary.Interrupted is set. The error says that the run itself could not go on: the ledger failed, a pattern
// matches nothing; failed sources are in the Summary alone.
func Run(ctx context.Context, cfg *Config, patterns []string, env Env, ledger Ledger, opts RunOptions) (Summary, error) {
	panic("stub")
}

// Upgrade extracts the latest snapshot of each matching source again with today's rules and keeps what differs as
// technical upgrades. Nothing is fetched.
func Upgrade(ctx context.Context, cfg *Config, patterns []string, env Env, ledger Ledger, opts RunOptions) (Summary, error) {
	panic("stub")
}

// Check captures one source without recording anything: what fetch would make of it, and what it would propose.
func Check(ctx context.Context, cfg *Config, s Source, env Env) (Outcome, error) { panic("stub") }

// Summary is a run in numbers, and a line for each outcome without its bytes.
type Summary struct {
	Started     time.Time `json:"started"`
	Finished    time.Time `json:"finished"`
	Sources     int       `json:"sources"` // asked for
	Checked     int       `json:"checked"` // captured, whatever came of it
	New         int       `json:"new"`
	Changed     int       `json:"changed"`
	Unchanged   int       `json:"unchanged"`
	Failed      int       `json:"failed"`
	Held        int       `json:"held"`
	Withdrawn   int       `json:"withdrawn"`
	Upgraded    int       `json:"upgraded"`
	Flaps       int       `json:"flaps"` // flaps seen for the first time
	Interrupted bool      `json:"interrupted,omitempty"`
	Reports     []Report  `json:"outcomes"` // by source; an upgrade before its capture
}

// Report is an outcome without bytes, for JSON.
type Report struct {
	Source    string   `json:"source"`
	Status    Status   `json:"status"`
	Captured  string   `json:"captured,omitempty"` // RFC 3339, UTC
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Language  string   `json:"language,omitempty"`
	Updated   string   `json:"updated,omitempty"`
	Effective string   `json:"effective,omitempty"`
	Label     string   `json:"label,omitempty"`
	SHA256    string   `json:"sha256,omitempty"`
	Error     string   `json:"error,omitempty"`
	HeldFor   string   `json:"held_for,omitempty"`
	Since     string   `json:"since,omitempty"`
	Flap      bool     `json:"flap,omitempty"`
	Notes     []string `json:"notes,omitempty"`
}

// Line is the summary in one line: "12 sources: 1 changed, 10 unchanged, 1 failed".
func (s Summary) Line() string { panic("stub") }

// OK says whether all went well: nothing failed, nothing is held, nothing was left out.
func (s Summary) OK() bool { panic("stub") }
