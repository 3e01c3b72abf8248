package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"policylog/internal/realdata"
)

// longHistory is a repository of one policy: versions of about 30 KB, an edit in each.
func longHistory(b *testing.B, versions int) string {
	b.Helper()
	var in bytes.Buffer
	for v := range versions {
		var text bytes.Buffer
		text.WriteString("# Policy\n\n")
		for i := range 100 {
			if i%10 == 0 {
				fmt.Fprintf(&text, "## %d Part %d\n\n", i/10+1, i/10+1)
			}
			fmt.Fprintf(&text, "Sentence one of paragraph %d speaks of harbour %d and lamp %d. We keep the records of ship %d for %d days after it left. "+
				"Whoever asks about cargo %d is told within %d weeks what was in it and where it went. Nothing else is kept of vessel %d.\n\n",
				i, i*7, i*13, i*3, 30+(v+99-i)/100, i*11, i%9+1, i*17)
		}
		fmt.Fprintf(&in, "commit refs/heads/main\ncommitter A <a@x> %d +0000\ndata 1\nv\nM 100644 inline acme/policy.en.md\ndata %d\n%s\n",
			1_600_000_000+v*86400, text.Len(), text.Bytes())
	}
	dir := filepath.Join(b.TempDir(), "r.git")
	if out, err := exec.Command("git", "init", "-q", "--bare", "-b", "main", dir).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command("git", "-C", dir, "fast-import", "--quiet")
	cmd.Stdin = &in
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// BenchmarkBlameProcess: since when each sentence stands, over 500 versions of 30 KB, whole process. Bars: 5 s the first
// time, 100 ms after. "pga" is the longest history of a real archive, 492 versions of 186 KB.
func BenchmarkBlameProcess(b *testing.B) {
	bin := builtBinary(b)
	for _, c := range []struct {
		name, source, section string
		repo                  func(b *testing.B) string
	}{
		{"500x30KB", "acme/policy.en", "7", func(b *testing.B) string { return longHistory(b, 500) }},
		{"pga", "Facebook/Privacy Policy", "information", func(b *testing.B) string {
			dir := filepath.Join(b.TempDir(), "pga.git")
			if out, err := exec.Command("git", "clone", "-q", "--bare", realdata.Repo(b, "ota-pga-versions"), dir).CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			return dir
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			repo := c.repo(b)
			if out, err := exec.Command(bin, "--archive", repo, "status").CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			b.Run("first", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					os.RemoveAll(filepath.Join(repo, "policylog", "kept"))
					b.StartTimer()
					if out, err := exec.Command(bin, "--archive", repo, "blame", c.source).CombinedOutput(); err != nil {
						b.Fatalf("%v\n%s", err, out)
					}
				}
			})
			b.Run("after", func(b *testing.B) { benchProcess(b, bin, "--archive", repo, "blame", c.source) })
			b.Run("section", func(b *testing.B) { benchProcess(b, bin, "--archive", repo, "history", c.source, c.section) })
		})
	}
}
