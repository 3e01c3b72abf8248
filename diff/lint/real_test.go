package lint

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff/doc"
	"policylog/internal/realdata"
)

func rules(found []Finding) map[string]int {
	n := map[string]int{}
	for _, f := range found {
		n[f.Rule]++
	}
	return n
}

// What is wrong in the policies that the project started from, and nothing else.
func TestSeeds(t *testing.T) {
	for _, c := range []struct {
		name string
		want map[string]int
	}{
		{"seeds/000_05b14415a591ba60.txt", map[string]int{Reference: 4}},
		{"seeds/002_0fb34c2545ec3a69.txt", map[string]int{}},
		{"seeds/003_13bd11e379a121a2.txt", map[string]int{}},
		{"seeds/004_cbd58d81623d95b8.txt", map[string]int{Brand: 1, Placeholder: 1}},
	} {
		found := Check(doc.Parse(realdata.File(t, c.name)), "en")
		got := rules(found)
		for _, r := range []string{Reference, Placeholder, Brand, Anchor, EmptyLink, Number, Date} {
			if got[r] != c.want[r] {
				t.Errorf("%s: %d findings of rule %s, want %d", c.name, got[r], r, c.want[r])
			}
		}
		if t.Failed() {
			for _, f := range found {
				t.Logf("line %d: %s: %s", f.Line, f.Rule, f.Message)
			}
		}
	}
}

// TestRealPoliciesAreQuiet reads the last version of every policy of two archives. Most of them are clean: a rule that
// speaks in many of them speaks too easily. With POLICYLOG_SWEEP=1 the findings are listed.
func TestRealPoliciesAreQuiet(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and all on one goroutine")
	}
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		repo := realdata.Repo(t, bundle)
		out, err := exec.Command("git", "-C", repo, "archive", "--format=tar", "HEAD").Output()
		if err != nil {
			t.Fatal(err)
		}
		texts, in := 0, map[string]int{}
		for files := tar.NewReader(bytes.NewReader(out)); ; {
			h, err := files.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(h.Name, ".md") || strings.HasSuffix(h.Name, "README.md") {
				continue
			}
			b, err := io.ReadAll(files)
			if err != nil {
				t.Fatal(err)
			}
			texts++
			found := Check(doc.Parse(b), "en")
			for r := range rules(found) {
				in[r]++
			}
			if os.Getenv("POLICYLOG_SWEEP") != "" {
				for _, f := range found {
					t.Logf("%s:%d: %s: %.200s", h.Name, f.Line, f.Rule, f.Message)
				}
			}
		}
		t.Logf("%s: findings in so many of %d texts: %v", bundle, texts, in)
		for r, n := range in {
			if 20*n > texts {
				t.Errorf("%s: rule %s speaks in %d of %d texts", bundle, r, n, texts)
			}
		}
	}
}
