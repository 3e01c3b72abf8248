package archive

import (
	"fmt"
	"strings"
	"time"

	"policylog/internal/reason"
)

// Summary is a run in numbers, and a line for each outcome without its bytes.
type Summary struct {
	Started     time.Time `json:"started"`
	Finished    time.Time `json:"finished"`
	Sources     int       `json:"sources"` // asked for
	Checked     int       `json:"checked"` // worked on, whatever came of it
	New         int       `json:"new"`
	Changed     int       `json:"changed"`
	Unchanged   int       `json:"unchanged"`
	Failed      int       `json:"failed"`
	Held        int       `json:"held"`
	Withdrawn   int       `json:"withdrawn"`
	Upgraded    int       `json:"upgraded"`
	Flaps       int       `json:"flaps"` // flaps seen for the first time
	Interrupted bool      `json:"interrupted,omitempty"`
	Reports     []Report  `json:"outcomes"` // in the order of policylog.yaml; an upgrade before its capture
}

// Report is an outcome without bytes, for JSON.
type Report struct {
	Source    string          `json:"source"`
	Status    Status          `json:"status"`
	Captured  string          `json:"captured,omitempty"` // RFC 3339, UTC
	URL       string          `json:"url,omitempty"`
	Moved     []string        `json:"moved,omitempty"` // where its pages moved for good; told of in the notes once
	Title     string          `json:"title,omitempty"`
	Language  string          `json:"language,omitempty"`
	Updated   string          `json:"updated,omitempty"`
	Effective string          `json:"effective,omitempty"`
	Label     string          `json:"label,omitempty"`
	SHA256    string          `json:"sha256,omitempty"`
	Error     reason.Reason   `json:"error,omitzero"`       // in English, for people, as all reasons here
	ErrorKind reason.Kind     `json:"error_kind,omitempty"` // for machines: what came in the way
	HeldFor   reason.Reason   `json:"held_for,omitzero"`
	HeldKind  string          `json:"held_kind,omitempty"` // for machines: Reason.HeldKind
	Since     string          `json:"since,omitempty"`
	Flap      bool            `json:"flap,omitempty"`
	Notes     []reason.Reason `json:"notes,omitempty"`
}

// Report is the outcome without its bytes.
func (o Outcome) Report() Report {
	r := Report{
		Source: o.Source, Status: o.Status, URL: o.FinalURL, Moved: o.Moved, Title: o.Title, Language: o.Language, Updated: o.Updated,
		Effective: o.Effective, Label: o.Label, SHA256: o.SHA256, HeldFor: o.HeldFor, HeldKind: o.HeldFor.HeldKind(), Flap: o.Flap, Notes: o.Notes,
	}
	if !o.Captured.IsZero() {
		r.Captured = o.Captured.UTC().Format(time.RFC3339)
	}
	if !o.Since.IsZero() {
		r.Since = o.Since.UTC().Format(time.RFC3339)
	}
	if o.Err != nil {
		r.Error = reason.Of(o.Err)
		r.ErrorKind = r.Error.Inner().Kind
	}
	return r
}

func (s *Summary) count(o Outcome) {
	switch o.Status {
	case StatusNew:
		s.New++
	case StatusChanged:
		s.Changed++
	case StatusUnchanged:
		s.Unchanged++
	case StatusFailed:
		s.Failed++
	case StatusHeld:
		s.Held++
	case StatusWithdrawn:
		s.Withdrawn++
	case StatusUpgraded:
		s.Upgraded++
	}
	if o.Flap {
		s.Flaps++
	}
}

// Line is the summary in one line: "12 sources: 1 changed, 10 unchanged, 1 failed".
func (s Summary) Line() string {
	noun := "sources"
	if s.Sources == 1 {
		noun = "source"
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{s.New, "new"},
		{s.Changed, "changed"},
		{s.Flaps, "of them flapping"},
		{s.Unchanged, "unchanged"},
		{s.Upgraded, "upgraded"},
		{s.Withdrawn, "withdrawn"},
		{s.Held, "held"},
		{s.Failed, "failed"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if s.Interrupted {
		parts = append(parts, fmt.Sprintf("stopped before %d", s.Sources-s.Checked))
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%d %s: nothing to do", s.Sources, noun)
	}
	return fmt.Sprintf("%d %s: %s", s.Sources, noun, strings.Join(parts, ", "))
}

// OK says whether all went well: nothing failed, nothing is held, nothing was left out.
func (s Summary) OK() bool { return s.Failed == 0 && s.Held == 0 && !s.Interrupted }
