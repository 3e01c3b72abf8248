package archive

import (
	"context"
	"maps"
	"slices"
	"time"

	"policylog/archive/extract"
	"policylog/internal/reason"
)

// Status says how a capture ended. The values stand in observations and JSON.
type Status = string

// The statuses.
const (
	StatusNew       Status = "new"       // the first version of the source
	StatusChanged   Status = "changed"   // the text differs from the latest version
	StatusUnchanged Status = "unchanged" // equal bytes, 304, or other bytes with an equal text
	StatusFailed    Status = "failed"    // nothing came back, or nothing that could be read
	StatusHeld      Status = "held"      // something came back that is not the policy: kept, never a version
	StatusWithdrawn Status = "withdrawn" // the page is gone for good
	StatusUpgraded  Status = "upgraded"  // the last snapshot extracted again under new rules: a technical upgrade
)

// Good says whether a capture was the policy, changed or not.
func Good(s Status) bool {
	switch s {
	case StatusNew, StatusChanged, StatusUnchanged, StatusUpgraded:
		return true
	}
	return false
}

// Outcome is one source's capture, for the Ledger to keep and the command to print. A source whose rules changed has
// two outcomes in one run: first its upgrade, then its capture.
type Outcome struct {
	Source string
	Status Status
	Err    error // why it failed; of a held error page, its status

	// Raw is the snapshot's bytes as the server sent them (inflated): nil when unchanged and of an upgrade from a snapshot
	// kept before. It is set when the bytes differ from the last capture's though the text does not, so that the
	// snapshot can be kept.
	Raw      []byte
	Ext      string      // of Raw: "html", "pdf", "txt", "md"; "mhtml" for several pages combined; "bin" for what is none of these
	FinalURL string      // after redirects
	Moved    []string    // where the source's pages moved for good, as far as servers say so; the address stays the source's own
	Captured time.Time   // UTC; of an upgrade, when its snapshot was captured; zero: unknown (imported files)
	Trailers [][2]string // response metadata for the snapshot: HTTP-Status, Content-Type, ETag, …

	Markdown  []byte // the version's text: set when new, changed or upgraded, and of held captures for showing
	Title     string
	Language  string // BCP 47
	Updated   string // as stated, ISO 8601 date
	Effective string // as stated, ISO 8601 date
	Label     string // version label as stated

	ETag, LastModified string        // for the next conditional request
	SHA256             string        // of Raw, hex; the last capture's where the server said that nothing changed
	HeldFor            reason.Reason // why it was held
	Extractor          string        // version of the extractor and digest of the source's rules

	Origin  string            // "fetch" or "import"
	Since   time.Time         // of held and withdrawn: since when without interruption
	Flap    bool              // the text is one that the source had before its latest version
	Notes   []reason.Reason   // what a person should know: a redirect, a flap seen again, a release
	Extra   map[string]string // what the next run must know; goes into the observation as it is
	Kept    []Note            // what the extractor kept, and why; for people
	Dropped []Note            // what it dropped, and why
}

// Note is one thing the extractor kept or dropped, and why.
type Note = extract.Note

// note adds what a person should know.
func (o *Outcome) note(r reason.Reason) { o.Notes = append(o.Notes, r) }

// Why is why the capture failed or is held; none of one that went well.
func (o Outcome) Why() reason.Reason {
	if o.Err != nil {
		return reason.Of(o.Err)
	}
	return o.HeldFor
}

// Recorded says whether the outcome carries a text to record as a version (a technical upgrade included).
func (o Outcome) Recorded() bool {
	switch o.Status {
	case StatusNew, StatusChanged, StatusUpgraded:
		return true
	}
	return false
}

// Last is what the Ledger knows of a source's latest capture. The zero value is a source never captured.
type Last struct {
	SHA256, ETag, LastModified string            // of the latest observation
	Status                     Status            // of the latest observation; "" none
	Extra                      map[string]string // of the latest observation: Outcome.Extra as it was kept

	Text      []byte   // latest version's text; nil when there is none
	Title     string   // its title
	Extractor string   // its extractor
	Earlier   []string // SHA-256 (hex) of the texts of versions before it, newest first; EarlierTexts suffice; may be nil
}

// Snapshot is raw bytes with the metadata of their capture, as Outcome had them.
type Snapshot struct {
	Data     []byte // nil: there is none
	Ext      string
	URL      string // final URL
	Captured time.Time
	Trailers [][2]string
}

// EarlierTexts is how many texts before the latest a flap is looked for in.
const EarlierTexts = 8

// After is what is known of a source once an outcome has been kept.
func (l Last) After(o Outcome) Last {
	if o.Recorded() {
		if o.Status == StatusChanged && l.Text != nil {
			l.Earlier = slices.Insert(slices.Clone(l.Earlier), 0, digest(l.Text))
			l.Earlier = l.Earlier[:min(len(l.Earlier), EarlierTexts)]
		}
		l.Text, l.Title, l.Extractor = o.Markdown, o.Title, o.Extractor
	}
	// An upgrade is no capture: what the last one observed still holds, but under the new rules.
	if o.Status == StatusUpgraded {
		l.Extra = maps.Clone(l.Extra)
		delete(l.Extra, extraExtractor)
		delete(l.Extra, extraText)
		return l
	}
	l.Status, l.SHA256, l.ETag, l.LastModified, l.Extra = o.Status, o.SHA256, o.ETag, o.LastModified, o.Extra
	return l
}

// Ledger is what a run needs of the archive; package store's Store is behind it. Its methods are called from several
// goroutines at once, Keep and Finish from one at a time.
type Ledger interface {
	// Last is what is known of a source; the zero Last for one never captured.
	Last(ctx context.Context, source string) (Last, error)
	// LatestSnapshot is the newest snapshot of a source that was not held; the zero Snapshot when there is none.
	LatestSnapshot(ctx context.Context, source string) (Snapshot, error)
	// Keep records outcomes, in batches as they come in. Each outcome is given exactly once, an upgrade before the
	// capture that follows it. An error ends the run.
	Keep(ctx context.Context, outcomes []Outcome) error
	// Finish ends the run, after the last Keep: the one place to write the run's observation.
	Finish(ctx context.Context, s Summary) error
}
