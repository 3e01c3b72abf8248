package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"policylog/diff"
	"policylog/diff/contract"
	"policylog/internal/realdata"
)

// runFor runs the program in this process and returns what it printed and its exit status.
func runFor(t testing.TB, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	env := &environment{
		now: time.Now, stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
		getenv: func(string) string { return "" },
	}
	code = run(context.Background(), env, args)
	return out.String(), errs.String(), code
}

const (
	xiaomiTW = "seeds/000_05b14415a591ba60.txt"
	feedback = "seeds/002_0fb34c2545ec3a69.txt"
	xiaomiEN = "seeds/003_13bd11e379a121a2.txt"
	smartmi  = "seeds/004_cbd58d81623d95b8.txt"
)

// TestSeedsCompared: every pair of the documents the project started from keeps the contract through the command line.
func TestSeedsCompared(t *testing.T) {
	dir := realdata.Dir(t)
	seeds := []string{xiaomiTW, feedback, xiaomiEN, smartmi}
	numbered := map[string]int{xiaomiTW: 32, xiaomiEN: 32}
	headings := map[string]int{xiaomiTW: 38, xiaomiEN: 38, feedback: 32, smartmi: 34}
	for _, a := range seeds {
		for _, b := range seeds {
			out, errs, code := runFor(t, "diff", "--format", "json", filepath.Join(dir, a), filepath.Join(dir, b))
			if want := map[bool]int{true: 0, false: 1}[a == b]; code != want {
				t.Fatalf("diff %s %s: exit status %d, want %d: %s", a, b, code, want, errs)
			}
			var r diff.Result
			if err := json.Unmarshal([]byte(out), &r); err != nil {
				t.Fatal(err)
			}
			if err := contract.Check(realdata.File(t, a), realdata.File(t, b), &r); err != nil {
				t.Errorf("%s against %s: %v", a, b, err)
			}
			if a != b {
				continue
			}
			withNumber := 0
			for _, s := range r.Sections {
				if s.New.Number != "" {
					withNumber++
				}
			}
			if len(r.Sections) != headings[a] {
				t.Errorf("%s: %d sections, want %d", a, len(r.Sections), headings[a])
			}
			if want, ok := numbered[a]; ok && withNumber != want {
				t.Errorf("%s: %d numbered sections, want %d", a, withNumber, want)
			}
		}
	}
}

// TestPDFCompared: a PDF is read as fetch would read it, and says what its page says.
func TestPDFCompared(t *testing.T) {
	if testing.Short() {
		t.Skip("the PDF reader takes seconds to start")
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	file := filepath.Join(realdata.Dir(t), "pdf", "mdn_plus_privacy.zh-CN")
	out, errs, code := runFor(t, "diff", "--ignore", "cosmetic,link-only", file+".pdf", file+".md")
	if code != 0 {
		t.Errorf("exit status %d: the PDF differs from the Markdown by more than form and links:\n%s%s", code, out, errs)
	}
}

// TestSeedsImported: they go in with the right source, language, title, dates and label, and git finds the archive sound.
func TestSeedsImported(t *testing.T) {
	dir := realdata.Dir(t)
	arch := filepath.Join(t.TempDir(), "a")
	must := func(args ...string) string {
		t.Helper()
		out, errs, code := runFor(t, args...)
		if code != 0 {
			t.Fatalf("%v: exit status %d: %s", args, code, errs)
		}
		return out
	}
	must("init", arch)
	must("--archive", arch, "import", filepath.Join(dir, xiaomiTW), filepath.Join(dir, xiaomiEN))
	must("--archive", arch, "import", filepath.Join(dir, feedback), "--source", "xiaomi/user-feedback.zh-CN")
	must("--archive", arch, "import", filepath.Join(dir, smartmi), "--source", "smartmi/privacy-policy.zh-TW", "--captured", "2022-01-27", "--url", "https://www.smartmiglobal.com")

	var report struct{ Versions []logged }
	if err := json.Unmarshal([]byte(must("--archive", arch, "log", "--format", "json")), &report); err != nil {
		t.Fatal(err)
	}
	want := map[string]logged{
		"xiaomi/privacy-policy.zh-TW":  {Title: "小米隱私政策", Captured: "2022-01-27T00:00:00Z", Updated: "2021-01-15", URL: "https://privacy.mi.com/all/zh_TW/"},
		"xiaomi/privacy-policy.en":     {Title: "Xiaomi Privacy Policy", Captured: "2022-01-27T00:00:00Z", Updated: "2021-01-15", URL: "https://privacy.mi.com/all/en_US/"},
		"xiaomi/user-feedback.zh-CN":   {Title: "用户反馈隐私政策", Effective: "2023-12-22", Label: "v20240102"},
		"smartmi/privacy-policy.zh-TW": {Title: "隱私權政策", Captured: "2022-01-27T00:00:00Z", Updated: "2021-03-30", URL: "https://www.smartmiglobal.com"},
	}
	for _, g := range report.Versions {
		source := strings.Replace(g.Source, ".en-US", ".en", 1)
		w, ok := want[source]
		if !ok {
			t.Errorf("unexpected source %s", g.Source)
			continue
		}
		delete(want, source)
		g = logged{Title: g.Title, Captured: g.Captured, Updated: g.Updated, Effective: g.Effective, Label: g.Label, URL: g.URL}
		if g != w {
			t.Errorf("%s: got %+v, want %+v", source, g, w)
		}
	}
	if len(want) > 0 {
		t.Errorf("not recorded: %v", want)
	}
	for _, source := range []string{"xiaomi/privacy-policy.zh-TW", "xiaomi/privacy-policy.en*"} {
		text := must("--archive", arch, "show", "--format", "markdown", source)
		for _, metadata := range []string{"editor: markdown", "元数据", "存档时间"} {
			if strings.Contains(text, metadata) {
				t.Errorf("%s: metadata %q stands in the recorded policy", source, metadata)
			}
		}
	}
	fsck(t, arch)
}

// TestMozillaHistoryImported: a whole multilingual history goes in, in captured order.
func TestMozillaHistoryImported(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole history")
	}
	repo := realdata.Repo(t, "mozilla-legal-docs")
	arch := filepath.Join(t.TempDir(), "a")
	if _, errs, code := runFor(t, "init", arch); code != 0 {
		t.Fatal(errs)
	}
	out, errs, code := runFor(t, "--archive", arch, "import", "git", repo, "--layout", "{language}/{policy}.md", "--layout", "{policy}/{language}.md")
	if code != 0 {
		t.Fatalf("exit status %d: %s", code, errs)
	}
	t.Logf("%s", out)
	var report struct{ Versions []logged }
	listing, _, _ := runFor(t, "--archive", arch, "log", "--format", "json", "--reverse")
	if err := json.Unmarshal([]byte(listing), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Versions) < 1900 {
		t.Errorf("%d versions", len(report.Versions))
	}
	bySource := map[string][]string{}
	for _, v := range report.Versions {
		bySource[v.Source] = append(bySource[v.Source], v.Captured)
	}
	for source, captured := range bySource {
		if !slices.IsSorted(captured) {
			t.Errorf("%s: not in captured order", source)
		}
	}
	fsck(t, arch)
}

func fsck(t testing.TB, dir string) {
	t.Helper()
	out, err := exec.Command("git", "-C", dir, "fsck", "--strict", "--no-dangling").CombinedOutput()
	if err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("git fsck --strict: %v\n%s", err, out)
	}
}
