package archive

import (
	_ "embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Config is a parsed policylog.yaml.
type Config struct {
	Defaults Defaults
	Sources  []Source // in the file's order
	Notify   []Target // likewise
}

// Defaults are the choices that hold for all sources unless one has its own.
type Defaults struct {
	UserAgent      string
	Delay          time.Duration // between two requests to one host
	DelaySet       bool          // the file names a delay: it then holds for loopback hosts too
	ConnectTimeout time.Duration
	Timeout        time.Duration // for one attempt, from connecting to the last byte
	Every          time.Duration // captures of one source at least so far apart; 0: at each run
	SecondLook     time.Duration // after a change, until the page is captured once more; 0: it is not
	SettleDays     int           // captures within so many days are one update of the policy
	Retries        int           // after the first attempt, on what is transient
	Workers        int           // pages in hand at once
	PerHost        int           // requests at once to one host
	MaxBytes       int64
	TimeZone       string
	Render         string
	Ignore         []string
}

// standard is what holds where the file says nothing.
var standard = Defaults{
	UserAgent:      "policylog/1 (archives privacy policies and terms)",
	Delay:          time.Second,
	ConnectTimeout: 10 * time.Second,
	Timeout:        time.Minute,
	SettleDays:     30,
	Retries:        2,
	Workers:        32,
	PerHost:        2,
	MaxBytes:       20 << 20,
	Render:         RenderAuto,
}

// defaults are the file's, or the standard ones of a Config that was not read from a file.
func (c *Config) defaults() Defaults {
	if c == nil || c.Defaults.UserAgent == "" {
		return standard
	}
	return c.Defaults
}

//go:embed schema/policylog.yaml.schema.json
var schema []byte

// Schema is the JSON Schema of policylog.yaml, for editors.
func Schema() []byte { return slices.Clone(schema) }

// Find returns the source of that name.
func (c *Config) Find(id string) (Source, bool) {
	i := slices.IndexFunc(c.Sources, func(s Source) bool { return s.ID == id })
	if i < 0 {
		return Source{}, false
	}
	return c.Sources[i], true
}

// Match returns the sources that any of the patterns names, in the file's order; all of them without patterns. A
// pattern is a source's name or a glob ("xiaomi/*", "*.zh-TW"; a star stops at a slash, and a pattern without a slash
// is held against the part after it). One that matches nothing is ErrNoSource.
func (c *Config) Match(patterns []string) ([]Source, error) {
	take := make([]bool, len(c.Sources))
	for _, p := range patterns {
		found := false
		for i, s := range c.Sources {
			if matches(p, s.ID) {
				take[i], found = true, true
			}
		}
		if !found {
			return nil, c.unknown(p)
		}
	}
	var out []Source
	for i, s := range c.Sources {
		if len(patterns) == 0 || take[i] {
			out = append(out, s)
		}
	}
	return out, nil
}

func matches(pattern, id string) bool {
	if pattern == "" || pattern == id {
		return true
	}
	if !strings.Contains(pattern, "/") {
		_, id, _ = strings.Cut(id, "/")
	}
	ok, err := path.Match(pattern, id)
	return err == nil && ok
}

func (c *Config) unknown(pattern string) error {
	names := make([]string, len(c.Sources))
	for i, s := range c.Sources {
		names[i] = s.ID
	}
	if near := nearest(pattern, names); near != "" {
		return fmt.Errorf("%w %q\nhint: did you mean %q?", ErrNoSource, pattern, near)
	}
	if len(names) == 0 {
		return fmt.Errorf("%w %q: policylog.yaml names no source\nhint: policylog source add ID URL", ErrNoSource, pattern)
	}
	return fmt.Errorf("%w %q\nhint: policylog source list names all of them", ErrNoSource, pattern)
}

// nearest is the candidate that a typist may have meant: at most a third of its letters away; "" when there is none.
func nearest(s string, candidates []string) string {
	best, bestAt := "", -1
	for _, c := range candidates {
		d := editDistance(strings.ToLower(s), strings.ToLower(c))
		if d <= max(1, len(c)/3) && (bestAt < 0 || d < bestAt) {
			best, bestAt = c, d
		}
	}
	return best
}

// editDistance is Levenshtein's, over bytes: names and keys are short and mostly ASCII.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			above := row[j+1]
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			row[j+1] = min(cost, above+1, row[j]+1)
			diagonal = above
		}
	}
	return row[len(b)]
}
