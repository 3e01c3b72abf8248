package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"policylog/diff"
	"policylog/diff/lifeline"
	"policylog/diff/parallel"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata/golden")

// passing are parts of the output that differ from run to run: commits, checksums of what holds them, the loopback port.
var passing = []struct {
	re   *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "SITE"},
	{regexp.MustCompile(`\b[0-9a-f]{64}\b`), "SHA256"},
	{regexp.MustCompile(`\b[0-9a-f]{40}\b`), "COMMIT"},
	{regexp.MustCompile(`-[0-9a-f]{10}\.md`), "-COMMIT.md"},
}

func settled(s string) string {
	for _, p := range passing {
		s = p.re.ReplaceAllString(s, p.with)
	}
	return s
}

func inDemo(t *testing.T) func(want int, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "d")
	program := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		env := &environment{
			now: func() time.Time { return time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC) }, stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
			getenv: func(string) string { return "" },
		}
		code := run(context.Background(), env, args)
		return out.String(), errs.String(), code
	}
	if _, errs, code := program("demo", dir); code != 0 {
		t.Fatal(errs)
	}
	return func(want int, args ...string) string {
		t.Helper()
		out, errs, code := program(append([]string{"--archive", dir}, args...)...)
		if code != want {
			t.Fatalf("%v: exit status %d, want %d: %s", args, code, want, errs)
		}
		return out
	}
}

// TestGolden holds what is said across languages and time of the demo archive, whose zh-TW forgets an edit.
func TestGolden(t *testing.T) {
	policylog := inDemo(t)
	en, cn, tw := "papermoon/privacy-policy.en", "papermoon/privacy-policy.zh-CN", "papermoon/privacy-policy.zh-TW"
	to := filepath.Join(t.TempDir(), "evidence")
	policylog(0, "export", "--change", en+"@2024-06-01", "--to", to)
	all := filepath.Join(t.TempDir(), "all")
	policylog(0, "export", "--to", all)
	file := func(parts ...string) string {
		data, err := os.ReadFile(filepath.Join(parts...))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for name, got := range map[string]string{
		"compare.txt":          policylog(1, "compare", en, tw),
		"compare.zh-TW.txt":    policylog(1, "compare", en, tw, "--lang", "zh-TW", "--all"),
		"compare.md":           policylog(1, "compare", en, tw, "--format", "markdown"),
		"compare.html":         policylog(1, "compare", en, tw, "--format", "html"),
		"compare.json":         policylog(1, "compare", en, tw, "--format", "json"),
		"compare-scripts.txt":  policylog(1, "compare", cn, tw),
		"compare-in-step.txt":  policylog(0, "compare", en, cn),
		"drift.txt":            policylog(1, "compare", "--history", en, tw),
		"drift.json":           policylog(1, "compare", "--history", en, tw, "--format", "json"),
		"blame.txt":            policylog(0, "blame", en),
		"blame.html":           policylog(0, "blame", en, "--format", "html"),
		"blame.zh-TW.json":     policylog(0, "blame", tw, "--format", "json"),
		"history.txt":          policylog(0, "history", en, "6"),
		"history.json":         policylog(0, "history", en, "6", "--format", "json"),
		"show-captured.txt":    policylog(0, "show", en+"@captured:2024-05-20"),
		"show-effective.txt":   policylog(0, "show", en+"@effective:2024-05-20"),
		"export-index.csv":     file(all, "index.csv"),
		"evidence-README.md":   file(to, "README.md"),
		"evidence-headers.txt": file(to, "new", "headers.txt"),
	} {
		golden(t, name, settled(got))
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; -update rewrites it. Got:\n%s", name, got)
	}
}

// TestSchemas: what is printed as JSON is valid by the schema of its name.
func TestSchemas(t *testing.T) {
	policylog := inDemo(t)
	en, tw := "papermoon/privacy-policy.en", "papermoon/privacy-policy.zh-TW"
	for _, c := range []struct {
		name   string
		schema []byte
		output string
	}{
		{diff.Schema, diff.JSONSchema, policylog(1, "diff", tw, "--format", "json")},
		{parallel.Schema, parallel.JSONSchema, policylog(1, "compare", en, tw, "--format", "json")},
		{parallel.Schema, parallel.JSONSchema, policylog(1, "compare", "papermoon/privacy-policy.zh-CN", tw, "--format", "json")},
		{parallel.DriftSchema, parallel.DriftJSONSchema, policylog(1, "compare", "--history", en, tw, "--format", "json")},
		{lifeline.Schema, lifeline.JSONSchema, policylog(0, "blame", en, "--format", "json")},
		{lifeline.HistorySchema, lifeline.HistoryJSONSchema, policylog(0, "history", en, "e", "--format", "json")},
	} {
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(c.schema))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("schema.json", parsed); err != nil {
			t.Fatal(err)
		}
		schema, err := compiler.Compile("schema.json")
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(c.output))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var head struct{ Schema string }
		if err := json.Unmarshal([]byte(c.output), &head); err != nil || head.Schema != c.name {
			t.Errorf("schema %q, want %q", head.Schema, c.name)
		}
	}
}

// TestEvidence follows the instructions of an integrity bundle to the letter, with git and sha256sum.
func TestEvidence(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	if _, errs, code := runFor(t, "demo", dir); code != 0 {
		t.Fatal(errs)
	}
	clone := filepath.Join(t.TempDir(), "clone")
	if out, err := exec.Command("git", "clone", "-q", "--mirror", dir, clone).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, errs, code := runFor(t, "--archive", dir, "export", "--change", "papermoon/privacy-policy.zh-TW", "--to", filepath.Join(clone, "evidence")); code != 0 {
		t.Fatal(errs)
	}
	readme, err := os.ReadFile(filepath.Join(clone, "evidence", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^    (\S.*)$`).FindAllStringSubmatch(string(readme), -1)
	if len(commands) < 8 {
		t.Fatalf("%d commands in\n%s", len(commands), readme)
	}
	for _, c := range commands {
		cmd := exec.Command("sh", "-ec", c[1])
		cmd.Dir = filepath.Join(clone, "evidence")
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", c[1], err, out)
		}
	}
	// A byte that changed is told of.
	text := filepath.Join(clone, "evidence", "new", "text.md")
	data, err := os.ReadFile(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(text, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sha256sum", "-c", "SHA256SUMS")
	cmd.Dir = filepath.Join(clone, "evidence")
	if err := cmd.Run(); err == nil {
		t.Error("a changed text passes its checksum")
	}
}
