package diff

import (
	"strings"

	"policylog/diff/doc"
)

// Schema names the version of the JSON contract.
const Schema = "policylog.diff/1"

// Status says what became of a block or a section.
type Status string

// The statuses of the JSON contract.
const (
	Equal              Status = "equal"
	Modified           Status = "modified"
	Added              Status = "added"
	Removed            Status = "removed"
	Moved              Status = "moved"
	MovedModified      Status = "moved+modified"
	Split              Status = "split"
	Merged             Status = "merged"
	Retitled           Status = "retitled"
	Renumbered         Status = "renumbered"
	RetitledRenumbered Status = "retitled+renumbered"
)

// Class says how much a change matters, as a statement about the text and never about law.
type Class string

// The classes of change, least first.
const (
	Cosmetic    Class = "cosmetic"
	Regional    Class = "regional"
	Emphasis    Class = "emphasis"
	LinkOnly    Class = "link-only"
	DateOnly    Class = "date-only"
	Editorial   Class = "editorial"
	Substantive Class = "substantive"
)

// Result is one comparison, in the shape of the JSON contract. Every consumer (terminal, HTML, changelog, notice, TUI)
// works from it; none parses rendered text.
type Result struct {
	Schema   string       `json:"schema"`
	Old      Side         `json:"old"`
	New      Side         `json:"new"`
	Summary  Summary      `json:"summary"`
	Sections []SectionRow `json:"sections"`
	Blocks   []Row        `json:"blocks"`
}

// Side describes one of the two texts. Unknown values are empty.
type Side struct {
	Source    string `json:"source"`
	Language  string `json:"language"` // BCP 47
	Title     string `json:"title"`
	Captured  string `json:"captured"`  // RFC 3339 or date
	Updated   string `json:"updated"`   // as stated, ISO 8601 date
	Effective string `json:"effective"` // as stated, ISO 8601 date
	Label     string `json:"label"`
	SHA256    string `json:"sha256"` // of the text, hex
}

// Summary counts rows of Blocks; a compound status counts in both, Cosmetic is a subset of Modified.
type Summary struct {
	Equal      int `json:"equal"`
	Cosmetic   int `json:"cosmetic"`
	Modified   int `json:"modified"`
	Added      int `json:"added"`
	Removed    int `json:"removed"`
	Moved      int `json:"moved"`
	Split      int `json:"split"`
	Merged     int `json:"merged"`
	Retitled   int `json:"retitled"`
	Renumbered int `json:"renumbered"`
}

// SectionRef names a section of one side.
type SectionRef struct {
	Index  int      `json:"index"`
	Number string   `json:"number"`
	Title  string   `json:"title"`
	Level  int      `json:"level"`
	Path   []string `json:"path"`
}

// Name is a section's number and title, "" without a section.
func (s *SectionRef) Name() string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(s.Number + " " + s.Title)
}

// SectionRow is a section of the old text, of the new one, or both aligned. Blocks are positions in Result.Blocks.
type SectionRow struct {
	Status Status      `json:"status"`
	Old    *SectionRef `json:"old,omitempty"`
	New    *SectionRef `json:"new,omitempty"`
	Blocks []int       `json:"blocks"`
	Topics []string    `json:"topics,omitempty"` // by Options.SectionTopics

	TopicReasons []string `json:"topic_reasons,omitempty"` // of each topic, the words of the text that it is known by
}

// BlockRef is a block of one side.
type BlockRef struct {
	Index        int    `json:"index"`
	SectionIndex int    `json:"section_index"` // doc.None before the first heading
	Section      string `json:"section"`       // number of the section, or its title when it has none
	Text         string `json:"text"`
}

// Row is one change (or an unchanged block): old blocks aligned with new ones.
type Row struct {
	ID       string       `json:"id"` // hash of the old and new texts
	Status   Status       `json:"status"`
	Kind     doc.Kind     `json:"kind"`
	Cosmetic bool         `json:"cosmetic"`
	Class    Class        `json:"class,omitempty"` // absent when equal
	Old      []BlockRef   `json:"old"`
	New      []BlockRef   `json:"new"`
	Spans    []Span       `json:"spans,omitempty"`
	Topics   []string     `json:"topics,omitempty"`
	Facts    []FactChange `json:"facts,omitempty"`
	Reasons  []string     `json:"reasons,omitempty"` // why it got its class, for --explain

	TopicReasons []string `json:"topic_reasons,omitempty"` // of each topic, the words of the text that it is known by
}

// Span is one run of the word-level comparison of a row.
type Span struct {
	Op  SpanOp `json:"op"`
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}

// SpanOp says on which sides a span stands.
type SpanOp string

// The operations of a span.
const (
	SpanEqual  SpanOp = "equal" // on both, the same after normalization
	SpanDelete SpanOp = "delete"
	SpanInsert SpanOp = "insert"
)

// FactChange is a fact that appeared, vanished or changed in a row.
type FactChange struct {
	Kind string `json:"kind"`
	Op   FactOp `json:"op"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
	Role string `json:"role,omitempty"`
}

// FactOp says what became of a fact.
type FactOp string

// The operations of a fact.
const (
	FactAdded   FactOp = "added"
	FactRemoved FactOp = "removed"
	FactChanged FactOp = "changed"
)
