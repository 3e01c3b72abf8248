package text

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// versionPairs are consecutive versions of real policies: every nth pair of a history.
func versionPairs(t *testing.T, bundle string, nth int) [][2]string {
	t.Helper()
	repo := realdata.Repo(t, bundle)
	out, err := exec.Command("git", "-C", repo, "log", "--all", "--diff-filter=M", "--raw", "--no-abbrev", "--no-renames", "--format=", "--", "*.md").Output()
	if err != nil {
		t.Skipf("git log: %v", err)
	}
	var ids []string
	i := 0
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) > 4 {
			if i++; i%nth == 0 {
				ids = append(ids, f[2], f[3])
			}
		}
	}
	cmd := exec.Command("git", "-C", repo, "cat-file", "--batch")
	cmd.Stdin = strings.NewReader(strings.Join(ids, "\n") + "\n")
	out, err = cmd.Output()
	if err != nil {
		t.Skipf("git cat-file: %v", err)
	}
	var texts []string
	for len(out) > 0 {
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		var id, kind string
		var size int
		if _, err := fmt.Sscan(string(head), &id, &kind, &size); err != nil {
			t.Fatalf("git cat-file: %q: %v", head, err)
		}
		texts = append(texts, string(rest[:size]))
		out = rest[size+1:]
	}
	var pairs [][2]string
	for i := 0; i+1 < len(texts); i += 2 {
		pairs = append(pairs, [2]string{texts[i], texts[i+1]})
	}
	return pairs
}

// TestSpansOfRealHistory compares consecutive versions, each whole as one text. POLICYLOG_SWEEP=1 takes all of them.
func TestSpansOfRealHistory(t *testing.T) {
	nth := 150
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		nth = 1
	}
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		for i, p := range versionPairs(t, bundle, nth) {
			a, b := Tokenize(p[0], doc.Paragraph, 0, ""), Tokenize(p[1], doc.Paragraph, 0, "")
			for side, tokens := range [][]Token{a, b} {
				if err := tiles(p[side], tokens); err != nil {
					t.Fatalf("%s, pair %d: %v", bundle, i, err)
				}
			}
			if err := sound(p[0], a, p[1], b, Spans(p[0], a, p[1], b)); err != nil {
				t.Errorf("%s, pair %d: %v", bundle, i, err)
			}
		}
	}
}
