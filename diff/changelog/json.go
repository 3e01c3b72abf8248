package changelog

import (
	_ "embed"
	"fmt"
	"io"

	"policylog/diff/render/safe"
)

// JSONSchema is the JSON Schema (2020-12) of what JSON writes of a Changelog, a Period and a Digest.
//
//go:embed schema/policylog.changelog-1.schema.json
var JSONSchema []byte

// JSON writes a value of this package (a Changelog, Period or Digest) as JSON, indented by two spaces, with a line feed at
// the end. Texts of the policy are whole in it, hostile or not: who shows
// them makes them safe for the place.
func JSON(w io.Writer, v any) error {
	if err := safe.WriteJSON(w, v); err != nil {
		return fmt.Errorf("write changelog as JSON: %w", err)
	}
	return nil
}
