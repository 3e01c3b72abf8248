package archive

import "time"

// Config is a parsed policylog.yaml.
type Config struct {
	Defaults Defaults
	Sources  []Source // in the file's order
}

// Defaults are the choices that hold for all sources unless one has its own.
type Defaults struct {
	UserAgent      string
	Delay          time.Duration // between two requests to one host
	DelaySet       bool          // the file names a delay: it then holds for loopback hosts too
	ConnectTimeout time.Duration
	Timeout        time.Duration // for one attempt, from connecting to the last byte
	Settle         time.Duration
	Retries        int // after the first attempt, on what is transient
	Workers        int // pages in hand at once
	PerHost        int // requests at once to one host
	MaxBytes       int64
	TimeZone       string
	Render         string
	Ignore         []string
}

// ParseConfig reads policylog.yaml. Errors name file, line and what was expected, and show the line.
func ParseConfig(name string, data []byte) (*Config, error) { panic("stub") }

// Find returns the source of that name.
func (c *Config) Find(id string) (Source, bool) { panic("stub") }

// Match returns the sources that any of the patterns names, in the file's order; all of them without patterns. A
// pattern is a source's name or a glob ("xiaomi/*", "*.zh-TW"). One that matches nothing is ErrNoSource.
func (c *Config) Match(patterns []string) ([]Source, error) { panic("stub") }

// AddSource returns the text of a policylog.yaml with one more source, comments and layout as they were.
func AddSource(name string, data []byte, s Source) ([]byte, error) { panic("stub") }

// NewConfig is the text of a fresh policylog.yaml: "" with a commented example, "xiaomi" with that preset's sources.
func NewConfig(preset string) ([]byte, error) { panic("stub") }

// Presets lists the names that NewConfig knows.
func Presets() []string { panic("stub") }

// Schema is the JSON Schema of policylog.yaml.
func Schema() []byte { panic("stub") }
