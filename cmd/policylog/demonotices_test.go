package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var updateGolden = flag.Bool("update", false, "rewrite the golden files")

// What differs from run to run: the port of the demo's server, and the ids of commits, which hold its address.
var (
	demoAddress = regexp.MustCompile(`http(://|&#58;//)127\.0\.0\.1:\d+`)
	demoCommit  = regexp.MustCompile(`\b[0-9a-f]{12}\b`)
)

// Notices of the demo's policy, read from start to end by a person of each language: each of its three language versions
// in the reader's own language, in both voices, and one in the other script.
func TestDemoNotices(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	runIn := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		env := &environment{
			now: func() time.Time { return time.Date(2025, 10, 21, 8, 0, 0, 0, time.UTC) }, stdin: strings.NewReader(""), stdout: &out,
			stderr: io.Discard, getenv: func(string) string { return "" },
		}
		if code := run(context.Background(), env, args); code != 0 {
			t.Fatalf("policylog %s: exit status %d", strings.Join(args, " "), code)
		}
		return out.String()
	}
	runIn("demo", dir)
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
			got := runIn(append([]string{"--archive", dir, "notice", "papermoon/privacy-policy." + args[0]}, args[1:]...)...)
			got = demoCommit.ReplaceAllString(demoAddress.ReplaceAllString(got, "http://papermoon.example"), "c0ffee000000")
			file := filepath.Join("testdata", "demo", name)
			if *updateGolden {
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
