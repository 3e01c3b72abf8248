package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadme runs what README.md shows: in its console blocks, lines that begin with "$ " are commands, the others are
// what they print; "..." alone on a line stands for any lines, "…" for any part of one.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program apart, which no race detector watches")
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	binary := os.Getenv("POLICYLOG_BINARY")
	if binary == "" {
		binary = filepath.Join(t.TempDir(), "policylog")
		if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
	}
	dir := t.TempDir()
	env := append(os.Environ(), "PATH="+filepath.Dir(binary)+string(os.PathListSeparator)+os.Getenv("PATH"),
		"COLUMNS=96", "LC_ALL=C.UTF-8", "NO_COLOR=1", "HOME="+dir, "GIT_CONFIG_GLOBAL="+os.DevNull, "POLICYLOG_ARCHIVE=")
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		for _, step := range splitSteps(block[1]) {
			if name, ok := strings.CutPrefix(step.command, "export "); ok {
				env = append(env, name)
				continue
			}
			cmd := exec.Command("sh", "-c", step.command)
			cmd.Dir, cmd.Env = dir, env
			out, err := cmd.CombinedOutput()
			if ee, ok := err.(*exec.ExitError); err != nil && (!ok || ee.ExitCode() > 1) {
				t.Errorf("$ %s: %v\n%s", step.command, err, out)
				continue
			}
			if err := matchOutput(step.output, string(out)); err != nil {
				t.Errorf("$ %s: %v\n--- printed:\n%s", step.command, err, out)
			}
			ran++
		}
	}
	if ran < 8 {
		t.Errorf("%d commands run: has the README lost its examples?", ran)
	}
}

type readmeStep struct{ command, output string }

func splitSteps(block string) []readmeStep {
	var steps []readmeStep
	for line := range strings.Lines(block) {
		if c, ok := strings.CutPrefix(line, "$ "); ok {
			steps = append(steps, readmeStep{command: strings.TrimSpace(c)})
		} else if n := len(steps); n > 0 {
			steps[n-1].output += line
		}
	}
	return steps
}

// matchOutput compares what was printed with what the README shows.
func matchOutput(want, got string) error {
	var pattern strings.Builder
	pattern.WriteString(`(?s)\A`)
	for line := range strings.Lines(strings.TrimRight(want, "\n") + "\n") {
		line = strings.TrimRight(line, "\n")
		if line == "..." {
			pattern.WriteString(`(?:[^\n]*\n)*?`)
			continue
		}
		for i, part := range strings.Split(line, "…") {
			if i > 0 {
				pattern.WriteString(`[^\n]*`)
			}
			pattern.WriteString(regexp.QuoteMeta(part))
		}
		pattern.WriteString("\n")
	}
	pattern.WriteString(`\n*\z`)
	if !regexp.MustCompile(pattern.String()).MatchString(got) {
		return fmt.Errorf("prints something else than the README shows:\n%s", want)
	}
	return nil
}
