package notice

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/text/fold"
)

// Review is what a person decided about one row, as it is kept under the row's id. A row's id is a hash of its texts, so
// the same change of the same text has one review wherever it stands. Same reaches further: it is equal for the same
// change in the other Chinese script.
type Review struct {
	Verdict Verdict `json:"verdict,omitempty"`
	Note    string  `json:"note,omitempty"`
	By      string  `json:"by,omitempty"`
	At      string  `json:"at,omitempty"`   // RFC 3339
	Same    string  `json:"same,omitempty"` // see SameChange
}

// ParseReview reads what String wrote. The error says what is no review.
func ParseReview(s string) (Review, error) {
	var r Review
	if err := json.Unmarshal([]byte(s), &r); err != nil {
		return Review{}, fmt.Errorf("review: %w", err)
	}
	if r.Verdict != "" && !slices.Contains(Verdicts(), r.Verdict) {
		return Review{}, fmt.Errorf("review: unknown verdict %q", r.Verdict)
	}
	return r, nil
}

func (r Review) String() string {
	b, err := json.Marshal(r)
	if err != nil {
		return "" // strings always marshal
	}
	return string(b)
}

// ParseVerdict reads a verdict as a person types it.
func ParseVerdict(s string) (Verdict, error) {
	v := Verdict(strings.ToLower(strings.TrimSpace(s)))
	if !slices.Contains(Verdicts(), v) {
		return "", fmt.Errorf("verdict %q: want content, wording, noise or extraction-error", s)
	}
	return v, nil
}

// SameChange is equal for rows whose texts, folded to one script and without white space, changed alike.
func SameChange(row *diff.Row) string {
	side := func(refs []diff.BlockRef) string {
		var b strings.Builder
		for _, r := range refs {
			b.WriteString(strings.Join(strings.Fields(fold.Simplified(r.Text)), ""))
			b.WriteByte(0)
		}
		return b.String()
	}
	sum := sha256.Sum256([]byte(side(row.Old) + "\x01" + side(row.New)))
	return fmt.Sprintf("%x", sum[:10])
}

// Judged is a change with what people decided about it.
type Judged struct {
	Entry   *changelog.Entry
	Section string // its name, raw
	Verdict Verdict
	Done    bool     // every row has a verdict
	Notes   []Review // the reviews of its rows that have one, each once
	// Offered is the verdict that people gave the same change elsewhere, in the other script; "" when there is none.
	Offered Verdict
}

// Judge lays reviews, by row id, beside the entries of a changelog of r.
func Judge(r *diff.Result, log *changelog.Changelog, reviews map[string]Review) []Judged {
	verdicts, same := map[string]Verdict{}, map[string]Verdict{}
	for id, rv := range reviews {
		verdicts[id] = rv.Verdict
	}
	// Two verdicts on the same change in two places are no offer for a third.
	for _, rv := range reviews {
		if rv.Same == "" || rv.Verdict == "" {
			continue
		}
		if v, ok := same[rv.Same]; ok && v != rv.Verdict {
			same[rv.Same] = ""
		} else {
			same[rv.Same] = rv.Verdict
		}
	}
	rows := rowsByID(r)
	out := []Judged{}
	for i := range log.Sections {
		s := &log.Sections[i]
		for j := range s.Entries {
			e := &s.Entries[j]
			g := Judged{Entry: e, Section: s.Name(), Notes: []Review{}}
			g.Verdict, g.Done = Reviewed(e.Rows, verdicts)
			for _, id := range e.Rows {
				if rv, ok := reviews[id]; ok && !slices.Contains(g.Notes, rv) {
					g.Notes = append(g.Notes, rv)
				}
			}
			if !g.Done {
				g.Offered = offered(e, rows, same)
			}
			out = append(out, g)
		}
	}
	return out
}

// offered is the one verdict that all rows of an entry have elsewhere.
func offered(e *changelog.Entry, rows map[string]*diff.Row, same map[string]Verdict) Verdict {
	var v Verdict
	for _, id := range e.Rows {
		row := rows[id]
		if row == nil {
			return ""
		}
		got := same[SameChange(row)]
		if got == "" || v != "" && got != v {
			return ""
		}
		v = got
	}
	return v
}
