package archive

import "time"

// ImportOptions are what a person says of a file; what is left empty is read from the file.
type ImportOptions struct {
	Source   string // "service/policy.lang"
	URL      string
	Captured time.Time // zero: as the file states it, else unknown
	Language string    // BCP 47
	Title    string
	Config   *Config // sources whose URL may be the file's; may be nil
}

// ReadFile makes an Outcome of a file's bytes: Markdown or plain text with or without front matter and metadata box,
// or HTML. Raw holds the file as it is, Markdown the policy without metadata. Origin is "import".
func ReadFile(name string, data []byte, env Env, o ImportOptions) (Outcome, error) { panic("stub") }

// Declarations is what was read of a directory of Open Terms Archive declarations.
type Declarations struct {
	Sources []Source
	History map[string][]Rule // by source: earlier rules, oldest first
	Left    []string          // what could not be taken over, one line each: "Buffer.json: …"
}

// Rule is an earlier set of pages and selectors of a source and until when it held.
type Rule struct {
	Pages      []Page
	ValidUntil time.Time
}

// ReadDeclarations reads the declarations of a directory, services in name order.
func ReadDeclarations(dir string) (Declarations, error) { panic("stub") }
