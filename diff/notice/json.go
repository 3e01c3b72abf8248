package notice

import (
	_ "embed"
	"io"

	"policylog/diff/changelog"
	"policylog/diff/render/safe"
)

// The JSON Schemas (2020-12) of what JSON and ReviewsJSON write.
var (
	//go:embed schema/policylog.notice-1.schema.json
	JSONSchema []byte
	//go:embed schema/policylog.review-1.schema.json
	ReviewSchema []byte
)

// JSON writes a notice as JSON, indented by two spaces, with a line feed at the end.
func JSON(w io.Writer, n *Notice) error {
	return safe.WriteJSON(w, n)
}

// reviewed is a change in the JSON of a review.
type reviewed struct {
	ID      string   `json:"id"`
	Rows    []string `json:"rows"`
	Section string   `json:"section"`
	Class   string   `json:"class"`
	Said    []string `json:"said"`
	Verdict Verdict  `json:"verdict"` // "" while a row has none
	Offered Verdict  `json:"offered,omitempty"`
	Reviews []Review `json:"reviews"`
}

// ReviewsJSON writes changes with their reviews; left is how many of all changes have no verdict. Texts of the policy are
// raw in it.
func ReviewsJSON(w io.Writer, source string, judged []Judged, left int) error {
	changes := []reviewed{}
	for _, j := range judged {
		r := reviewed{
			ID: j.Entry.ID, Rows: j.Entry.Rows, Section: j.Section, Class: string(j.Entry.Class), Said: bullets(j.Entry),
			Verdict: j.Verdict, Offered: j.Offered, Reviews: j.Notes,
		}
		changes = append(changes, r)
	}
	return safe.WriteJSON(w, struct {
		Schema     string     `json:"schema"`
		Source     string     `json:"source"`
		Unreviewed int        `json:"unreviewed"`
		Changes    []reviewed `json:"changes"`
	}{"policylog.review/1", source, left, changes})
}

func bullets(e *changelog.Entry) []string {
	out := []string{}
	for _, b := range e.Bullets {
		out = append(out, b.Text)
	}
	return out
}
