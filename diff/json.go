package diff

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"

	"policylog/diff/render/safe"
)

// JSONSchema is the JSON Schema (2020-12) of what WriteJSON writes.
//
//go:embed schema/policylog.diff-1.schema.json
var JSONSchema []byte

// WriteJSON writes the result as the JSON contract has it: indented by two spaces, with a line break at the end;
// characters that a terminal would obey are escapes. The same result gives the same bytes.
func (r *Result) WriteJSON(w io.Writer) error {
	if err := safe.WriteJSON(w, r); err != nil {
		return fmt.Errorf("write diff as JSON: %w", err)
	}
	return nil
}

// ReadJSON reads what WriteJSON wrote.
func ReadJSON(rd io.Reader) (*Result, error) {
	var r Result
	if err := json.NewDecoder(rd).Decode(&r); err != nil {
		return nil, fmt.Errorf("read diff from JSON: %w", err)
	}
	if r.Schema != Schema {
		return nil, fmt.Errorf("read diff from JSON: schema %q, want %q", r.Schema, Schema)
	}
	return &r, nil
}
