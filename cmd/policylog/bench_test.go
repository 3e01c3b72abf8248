package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policylog/internal/realdata"
	"policylog/store"
)

// builtBinary is the program as users run it: $POLICYLOG_BINARY, else built now.
func builtBinary(tb testing.TB) string {
	tb.Helper()
	if b := os.Getenv("POLICYLOG_BINARY"); b != "" {
		return b
	}
	bin := filepath.Join(tb.TempDir(), "policylog")
	cmd := exec.Command("go", "build", "-trimpath", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// benchProcess reports whole-process wall time (ns/op) and CPU time (cpu-ms/op). Exit status 1 (changes found) is fine.
func benchProcess(b *testing.B, bin string, args ...string) {
	b.Helper()
	var cpu time.Duration
	for b.Loop() {
		cmd := exec.Command(bin, args...)
		err := cmd.Run()
		if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() > 1 {
			b.Fatalf("%v: %v", args, err)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	b.ReportMetric(float64(cpu.Milliseconds())/float64(b.N), "cpu-ms/op")
}

// BenchmarkVersion: the cost of starting the program. Bar: 12 ms.
func BenchmarkVersion(b *testing.B) { benchProcess(b, builtBinary(b), "version") }

// BenchmarkDiffProcess: two policies of 52 and 60 KB, as files: each with its own edit, and two that have little in common,
// which cost the most. Bars: 60 ms for zh-TW on 2 cores, 25 ms for English.
func BenchmarkDiffProcess(b *testing.B) {
	bin := builtBinary(b)
	for name, c := range map[string]struct{ seed, from, to string }{
		"zh-TW": {xiaomiTW, "個人資訊", "個人資料"},
		"en":    {xiaomiEN, "third party", "external"},
	} {
		b.Run(name, func(b *testing.B) {
			old := filepath.Join(realdata.Dir(b), c.seed)
			// Every fifth mention is edited, so that a good part of the blocks has to be compared word by word.
			edited, n := realdata.File(b, c.seed), 0
			parts := bytes.Split(edited, []byte(c.from))
			var out []byte
			for i, p := range parts {
				out = append(out, p...)
				if i < len(parts)-1 {
					word := c.from
					if n++; n%5 == 0 {
						word = c.to
					}
					out = append(out, word...)
				}
			}
			new := filepath.Join(b.TempDir(), "new.md")
			if err := os.WriteFile(new, out, 0o644); err != nil {
				b.Fatal(err)
			}
			benchProcess(b, bin, "diff", old, new)
		})
	}
	version := func(path, day string) []byte { return versionBefore(b, "ota-pga-versions", path, day) }
	const last = "2026-07-10"
	for name, texts := range map[string][2][]byte{
		"zh-TW-two-policies":        {realdata.File(b, xiaomiTW), realdata.File(b, "seeds/004_cbd58d81623d95b8.txt")},
		"en-two-policies":           {version("Spotify/Privacy Policy.md", "2023-01-01"), version("LinkedIn/Privacy Policy.md", "2025-05-01")},
		"en-two-policies-2":         {version("LINE/Privacy Policy.md", last), version("Reddit/Terms of Service.md", last)},
		"en-two-policies-3":         {version("TikTok/Privacy Policy.md", last), version("Spotify/Terms of Service.md", last)},
		"en-two-policies-4":         {version("Quora/Terms of Service.md", last), version("Pinterest/Privacy Policy.md", last)},
		"en-two-policies-5":         {version("Twitch/Terms of Service.md", last), version("Facebook/Developer Terms.md", last)},
		"en-versions-4-years-apart": {version("Reddit/Terms of Service.md", "2022-08-01"), version("Reddit/Terms of Service.md", last)},
	} {
		dir := b.TempDir()
		files := make([]string, len(texts))
		for i, text := range texts {
			files[i] = filepath.Join(dir, fmt.Sprintf("%d.md", i))
			if err := os.WriteFile(files[i], text, 0o644); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(name, func(b *testing.B) { benchProcess(b, bin, "diff", files[0], files[1]) })
		b.Run(name+"-json", func(b *testing.B) { benchProcess(b, bin, "diff", "--format", "json", files[0], files[1]) })
	}
}

// versionBefore is a file of somebody else's history as it stood before a day.
func versionBefore(b *testing.B, bundle, path, day string) []byte {
	b.Helper()
	repo := realdata.Repo(b, bundle)
	commit, err := exec.Command("git", "-C", repo, "log", "-1", "--format=%H", "--before="+day+"T00:00:00Z", "--", path).Output()
	if err != nil {
		b.Fatal(err)
	}
	text, err := exec.Command("git", "-C", repo, "show", strings.TrimSpace(string(commit))+":"+path).Output()
	if err != nil {
		b.Fatal(err)
	}
	return text
}

// BenchmarkHistoryProcess: the history of one policy in somebody else's archive of 4,857 commits, index warm.
func BenchmarkHistoryProcess(b *testing.B) {
	bin := builtBinary(b)
	repo := realdata.Repo(b, "ota-pga-versions")
	if err := exec.Command(bin, "--archive", repo, "status").Run(); err != nil {
		b.Fatal(err)
	}
	benchProcess(b, bin, "--archive", repo, "log", "Facebook/Terms of Service")
}

// BenchmarkDigestProcess: what is new in somebody else's archive of 134 policies, over all its years. Bar: 60 s.
func BenchmarkDigestProcess(b *testing.B) {
	repo := realdata.Repo(b, "ota-pga-versions")
	benchProcess(b, builtBinary(b), "--archive", repo, "whatsnew", "--since", "2016-01-01", "--quiet")
}

// BenchmarkLogProcess: the history of one policy in an archive of 42,000 commits, index warm. Bar: 30 ms.
func BenchmarkLogProcess(b *testing.B) {
	bin := builtBinary(b)
	dir := filepath.Join(b.TempDir(), "a")
	s, err := store.Init(b.Context(), dir, nil, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var batch store.Batch
	for i := range 42_000 {
		batch.Texts = append(batch.Texts, store.Text{
			Source: fmt.Sprintf("service%d/policy%d.en", i%20, i/20%5), Markdown: fmt.Appendf(nil, "# Policy\n\nversion %d\n", i),
			Captured: time.Unix(int64(i)*3600, 0), Kind: store.KindVersion, Snapshot: -1,
		})
	}
	_, err = s.Record(b.Context(), batch)
	if err := errors.Join(err, s.Close()); err != nil {
		b.Fatal(err)
	}
	if err := exec.Command(bin, "--archive", dir, "status").Run(); err != nil {
		b.Fatal(err)
	}
	benchProcess(b, bin, "--archive", dir, "log", "service3/policy2.en")
}

// BenchmarkDemo: six nights of three sources, captured, recorded and told. Bar: 3 s.
func BenchmarkDemo(b *testing.B) {
	bin := builtBinary(b)
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "d")
		if out, err := exec.Command(bin, "demo", dir).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		os.RemoveAll(dir)
	}
}

// BenchmarkImportHistory: a whole multilingual history of 806 commits, into an empty archive. Bar: a minute.
func BenchmarkImportHistory(b *testing.B) {
	bin := builtBinary(b)
	repo := realdata.Repo(b, "mozilla-legal-docs")
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "a")
		for _, args := range [][]string{
			{"init", dir},
			{"--archive", dir, "import", "git", repo, "--layout", "{language}/{policy}.md", "--layout", "{policy}/{language}.md"},
		} {
			if out, err := exec.Command(bin, args...).CombinedOutput(); err != nil {
				b.Fatalf("%v: %v\n%s", args, err, out)
			}
		}
		os.RemoveAll(dir)
	}
}
