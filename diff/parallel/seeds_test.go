package parallel

import (
	"strings"
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
	lines := map[int]bool{} // lines of A on which a link leads elsewhere in B
	found := map[string]bool{}
	for _, row := range r.Sections {
		if row.A == nil || row.B == nil || row.A.Index != row.B.Index {
			t.Errorf("row %+v %+v", row.A, row.B)
			continue
		}
		t.Logf("## %s %s %.2f %s", row.B.Number, row.B.Title, row.Score, row.Status)
		for _, f := range row.Facts {
			t.Logf("   %s %s %q %q %s %v", f.Kind, f.Op, f.A, f.B, f.Role, f.Minor)
			if f.Kind == "url" {
				lines[strings.Count(zh.Source[:zh.Blocks[f.ABlock].Start], "\n")] = true
			}
			found[f.Kind+" "+f.A+f.B] = true
		}
	}
	// Read and counted by hand: 13 lines differ in their link targets; a birthday and the "U.S." stand on one side alone.
	if len(lines) != 13 {
		t.Errorf("links differ on %d lines, want 13", len(lines))
	}
	for _, want := range []string{"data type 生日", "jurisdiction U.S."} {
		if !found[want] {
			t.Errorf("not found: %s", want)
		}
	}
	for f := range found {
		for _, kind := range []string{"duration", "postal address", "e-mail", "phone", "date", "third party", "legal reference"} {
			if strings.HasPrefix(f, kind+" ") {
				t.Errorf("only looks different: %s", f)
			}
		}
	}
}
