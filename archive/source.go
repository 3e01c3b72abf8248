package archive

import (
	"slices"
	"time"

	"policylog/archive/extract"
)

// Source is one page (or several combined) to track, as policylog.yaml has it, with the file's defaults filled in.
type Source struct {
	ID       string        // "service/policy.lang"
	URL      string        // of the first page
	Pages    []Page        // all pages in order, the first one included; never empty after ParseConfig
	Language string        // BCP 47; the ID's own where the file names none
	TimeZone string        // IANA name of the publisher's time zone; "" unknown
	Render   string        // RenderAuto, RenderPlain or RenderBrowser
	WaitFor  string        // CSS selector that a browser waits for; "" none
	Ignore   []string      // regular expressions: a change in nothing but what they match is no change
	Timeout  time.Duration // for one attempt, from connecting to the last byte

	Every      time.Duration // captures are at least so far apart; 0: at each run
	SecondLook time.Duration // after a change, until the page is captured once more; 0: it is not
	SettleDays int           // captures within so many days are one update of the policy

	// RobotsOverride is the reason for fetching what robots.txt forbids; "" obeys it. It is logged at each use.
	RobotsOverride string
	// HeadersFromEnv names, for each request header, the environment variable that holds its value.
	HeadersFromEnv map[string]string
	// ProxyFromEnv names the environment variable that holds a proxy's URL; "" none.
	ProxyFromEnv string
	// CompanionOf is the source whose companion page this is (a list of third parties, an announced version); "" none.
	CompanionOf string
	// Only are the sections, by number or title, that are meant for this language or region alone.
	Only []string

	Line int // where the source stands in the file, from 1; 0 when it was not read from one
}

// Page is one page of a source and what of it is the policy. Pages without any selector are left to the extractor.
type Page struct {
	URL    string
	Select []Selector // what to keep; none: the main content is found
	Remove []Selector // what to drop from it
}

// selects says whether rules say what of a page is the policy.
func (s Source) selects() bool {
	return slices.ContainsFunc(s.Pages, func(p Page) bool { return len(p.Select) > 0 })
}

// anywhere is the source without its select rules: the content of its pages is found.
func (s Source) anywhere() Source {
	s.Pages = slices.Clone(s.Pages)
	for i := range s.Pages {
		s.Pages[i].Select = nil
	}
	return s
}

// Selector picks parts of a page: by a CSS selector, or by a range between two of them, as Open Terms Archive has it.
type Selector = extract.Selector

// isRange says whether a selector is a range as it should be: with one start and one end.
func isRange(s Selector) bool {
	return (s.StartBefore == "") != (s.StartAfter == "") && (s.EndBefore == "") != (s.EndAfter == "")
}

// The values of Source.Render.
const (
	RenderAuto    = "auto"    // a browser only when the plain page is an empty shell and there is a browser
	RenderPlain   = "plain"   // never a browser
	RenderBrowser = "browser" // always a browser
)

// Due is when the source is to be captured again, last checked at a time (zero: never). A run may come a twentieth of
// the time too soon: cron is not to the second, and a day is a day.
func (s Source) Due(checked time.Time) time.Time {
	if checked.IsZero() {
		return time.Time{}
	}
	return checked.Add(s.Every - s.Every/20)
}
