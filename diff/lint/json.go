package lint

import _ "embed"

// JSONSchema is the JSON Schema (2020-12) of a Report.
//
//go:embed schema/policylog.lint-1.schema.json
var JSONSchema []byte

// Report is the findings in one text, as they are given to other programs.
type Report struct {
	Schema   string    `json:"schema"`
	Source   string    `json:"source"`
	Findings []Finding `json:"findings"`
}
