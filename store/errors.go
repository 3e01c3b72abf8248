package store

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Errors a caller branches on.
var (
	ErrNotArchive    = errors.New("not an archive")
	ErrNoRepository  = fmt.Errorf("%w: there is no git repository", ErrNotArchive)
	ErrUnknownSource = errors.New("unknown source")
	ErrNoVersion     = errors.New("no version")
	ErrReadOnly      = errors.New("archive is read-only")
	ErrLocked        = errors.New("archive is locked by another writer")
)

// UnknownSourceError is ErrUnknownSource: a name or glob that no source has. A run over a thousand new sources meets it a
// thousand times and shows none, so near names are sought only when it is shown.
type UnknownSourceError struct {
	Name  string
	Known []string // the sources that there are
}

func (e *UnknownSourceError) Unwrap() error { return ErrUnknownSource }

func (e *UnknownSourceError) Error() string {
	msg := fmt.Sprintf("%v %q", ErrUnknownSource, printable(e.Name))
	if near := e.Near(); len(near) > 0 {
		return msg + "\nhint: did you mean " + strings.Join(near, " or ") + "?"
	}
	if len(e.Known) == 0 {
		return msg + ": the archive is empty"
	}
	return fmt.Sprintf("%s\nhint: `policylog status` lists all %d", msg, len(e.Known))
}

// Near are up to three sources that are likely meant.
func (e *UnknownSourceError) Near() []string { return nearNames(e.Name, e.Known) }

// NoVersionReason says why there is no version as was asked for.
type NoVersionReason int

// The reasons, with what NoVersionError.First is.
const (
	NeverRecorded        NoVersionReason = iota // the source was checked, no version was made
	OnlyOne                                     // none before it
	BeforeFirstCaptured                         // the time of the first capture
	BeforeFirstEffective                        // the first stated effective date
	NoEffectiveDates                            // no version states one
	NoCaptureDates                              // none is known; the day of the first recording
	NoSuchCommit
)

// NoVersionError is ErrNoVersion, with what there is instead.
type NoVersionError struct {
	Source string
	When   string // what was asked for
	Reason NoVersionReason
	First  string
}

func (e *NoVersionError) Unwrap() error { return ErrNoVersion }

func (e *NoVersionError) Error() string {
	asked := e.Source
	if e.When != "" {
		asked += "@" + printable(e.When)
	}
	msg := fmt.Sprintf("%s: %v: ", asked, ErrNoVersion)
	switch e.Reason {
	case NeverRecorded:
		return msg + "it was checked, but nothing was recorded\nhint: `policylog status` says why"
	case OnlyOne:
		return msg + "there is only one"
	case BeforeFirstCaptured:
		return msg + "the first was captured " + e.First
	case BeforeFirstEffective:
		return msg + "the first stated effective date is " + e.First
	case NoEffectiveDates:
		return msg + "none of its versions states an effective date"
	case NoCaptureDates:
		return msg + "the capture dates of its versions are not known; the first was recorded " + e.First +
			"\nhint: @first, @latest, or a commit"
	}
	return msg + "no commit of its history begins so"
}

// DateError is a text that is no date, nor, where it follows a source, anything else that names a version.
type DateError struct {
	Text    string
	Version string // the source that it follows; "" where only a date will do
}

func (e *DateError) Error() string {
	if e.Version != "" {
		return fmt.Sprintf("%s@%s: neither a date, nor latest, previous or first, nor a commit\n"+
			"hint: write a date as 2026-01-31, 2026-01, 2026 or 2026-01-31T08:00:00Z", e.Version, printable(e.Text))
	}
	return fmt.Sprintf("%q is neither a date (2022-01-27, 2022-01, 2022) nor a time (2022-01-27T11:38:07Z)", printable(e.Text))
}

// nearNames are up to three names that are likely meant.
func nearNames(want string, names []string) []string {
	type scored struct {
		name string
		d    int
	}
	var near []scored
	w := strings.ToLower(want)
	for _, n := range names {
		l := strings.ToLower(n)
		d := editDistance(w, l)
		if strings.Contains(l, w) && len(w) > 2 {
			d = min(d, 1)
		}
		if d <= max(2, len(want)/4) {
			near = append(near, scored{n, d})
		}
	}
	sort.SliceStable(near, func(i, j int) bool { return near[i].d < near[j].d })
	var out []string
	for _, n := range near[:min(3, len(near))] {
		out = append(out, n.name)
	}
	return out
}
