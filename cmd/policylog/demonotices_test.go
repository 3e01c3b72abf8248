package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// commit is the id of one as a notice names it: it differs from run to run, since commits hold the address of the demo.
var commit = regexp.MustCompile(`\b[0-9a-f]{12}\b`)

// Notices of the demo's policy, read from start to end: each of its three language versions in the reader's own
// language, in both voices, and one in the other script and in English.
func TestDemoNotices(t *testing.T) {
	policylog := inDemo(t)
	for name, args := range map[string][]string{
		"notice.en.txt":          {"en", "--lang", "en"},
		"notice.en.publisher.md": {"en", "--lang", "en", "--voice", "publisher", "--service", "Papermoon", "--contact", "privacy@papermoon.example", "--format", "markdown"},
		"notice.zh-CN.txt":       {"zh-CN", "--lang", "zh-CN", "--service", "纸月"},
		"notice.zh-CN.table.md":  {"zh-CN", "--lang", "zh-CN", "--service", "纸月", "--format", "table"},
		"notice.zh-TW.txt":       {"zh-TW", "--lang", "zh-TW", "--service", "紙月"},
		"notice.zh-TW.zh-CN.txt": {"zh-TW", "--lang", "zh-CN", "--service", "纸月"},
		"notice.zh-TW.en.txt":    {"zh-TW", "--lang", "en", "--service", "Papermoon"},
		"notice.zh-TW.publisher.html": {
			"zh-TW", "--lang", "zh-TW", "--voice", "publisher", "--service", "紙月", "--contact", "privacy@papermoon.example", "--format", "html",
		},
	} {
		t.Run(name, func(t *testing.T) {
			args = append([]string{"notice", "papermoon/privacy-policy." + args[0]}, args[1:]...)
			got := commit.ReplaceAllString(settled(policylog(0, args...)), "COMMIT")
			file := filepath.Join("testdata", "golden", name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; read it and run with -update if it is right:\n%s", file, got)
			}
		})
	}
}
