package parallel

import (
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

func seeds(t testing.TB) (zh, en *doc.Document) {
	return doc.Parse(realdata.File(t, "seeds/000_05b14415a591ba60.txt")), doc.Parse(realdata.File(t, "seeds/003_13bd11e379a121a2.txt"))
}

// TestSeeds compares the two languages of one policy, whose sections are parallel one by one.
func TestSeeds(t *testing.T) {
	zh, en := seeds(t)
	r := Compare(zh, en, Options{A: diff.Side{Language: "zh-TW"}, B: diff.Side{Language: "en-US"}})
	if r.Summary.Pairs != 38 {
		t.Errorf("%d pairs, want 38", r.Summary.Pairs)
	}
	for _, row := range r.Sections {
		if row.A == nil || row.B == nil || row.A.Index != row.B.Index {
			t.Errorf("row %+v %+v", row.A, row.B)
			continue
		}
		t.Logf("## %s %s %.2f %s", row.B.Number, row.B.Title, row.Score, row.Status)
		for _, f := range row.Facts {
			t.Logf("   %s %s %q %q %s %v", f.Kind, f.Op, f.A, f.B, f.Role, f.Minor)
		}
	}
}
