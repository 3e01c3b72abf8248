package changelog

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/internal/realdata"
)

// pairs are the consecutive versions of a path in a repository, as many as limit.
func pairs(t *testing.T, repo, path string, limit int, visit func(name string, r *diff.Result)) {
	t.Helper()
	out, err := exec.Command("git", "-C", repo, "log", "--reverse", "--format=%H", "--", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	commits := strings.Fields(string(out))
	if len(commits) > limit {
		commits = commits[len(commits)-limit:]
	}
	var last *doc.Document
	for _, c := range commits {
		text, err := exec.Command("git", "-C", repo, "show", c+":"+path).Output()
		if err != nil {
			last = nil
			continue
		}
		next := doc.Parse(text)
		if last != nil {
			visit(fmt.Sprintf("%s at %s", path, c[:8]), diff.Compare(last, next, diff.Options{}))
		}
		last = next
	}
}

// Real histories hold the guarantees: nothing lost, nothing invented, lines that fit, nothing that steers a terminal.
// POLICYLOG_SWEEP=1 goes through all of them.
func TestRealHistories(t *testing.T) {
	repo := realdata.Repo(t, "mozilla-legal-docs")
	paths := []string{"en/firefox_privacy_notice.md", "zh-CN/firefox_privacy_notice.md", "zh-TW/websites_privacy_notice.md"}
	limit := 4
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		limit = 1 << 30
		out, err := exec.Command("git", "-C", repo, "ls-tree", "-r", "--name-only", "HEAD").Output()
		if err != nil {
			t.Fatal(err)
		}
		paths = nil
		for _, p := range strings.Fields(string(out)) {
			if strings.HasSuffix(p, ".md") {
				paths = append(paths, p)
			}
		}
	}
	for _, path := range paths {
		pairs(t, repo, path, limit, func(name string, r *diff.Result) {
			checkWhole(t, name, r)
			for _, lang := range []string{"en", "zh-CN", "zh-TW"} {
				var log, text bytes.Buffer
				_ = Terminal(&log, Make(r, Options{Lang: lang}), TerminalOptions{})
				_ = render.Terminal(&text, r, render.TerminalOptions{Options: render.Options{Lang: lang}})
				for _, out := range []string{log.String(), text.String()} {
					if safe.Text(out) != out {
						t.Errorf("%s: control characters", name)
					}
					for _, l := range strings.Split(out, "\n") {
						if ink.Width(l) > 80 {
							t.Errorf("%s, %s: %d columns: %s", name, lang, ink.Width(l), l)
						}
					}
				}
			}
		})
	}
}

// The seeds state their updates in a list; each item is found, in either language.
func TestRealClaims(t *testing.T) {
	for file, want := range map[string]int{"seeds/000_05b14415a591ba60.txt": 6, "seeds/003_13bd11e379a121a2.txt": 6} {
		text := realdata.File(t, file)
		old := bytes.Replace(text, []byte("30 "), []byte("60 "), 1)
		log := Make(diff.Compare(doc.Parse(old), doc.Parse(text), diff.Options{}), Options{})
		if log.Claims == nil || len(log.Claims.Items) != want {
			t.Errorf("%s: %+v, want %d claims", file, log.Claims, want)
		}
	}
}

// BenchmarkMake is the cost of a changelog beside that of its comparison.
func BenchmarkMake(b *testing.B) {
	r := sample(b, "english.json")
	for b.Loop() {
		Make(r, Options{})
	}
}

// FuzzMake makes changelogs of any two texts.
func FuzzMake(f *testing.F) {
	f.Add("# A\n\n## 1 B\n\nWe may keep it for 30 days.", "# A\n\n## 1 B\n\nWe shall keep it for 45 days.\n\n## What's new\n\n- Section 1")
	f.Add("一、我們蒐集的資料\n\n保留三十日。", "一、我们收集的资料\n\n保留四十五日。\n\n本次更新\n\n• 更新聯絡方式；")
	f.Add("a\x1b\xff", "\u202e# \xff1\n\n- @x")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := diff.Compare(doc.Parse([]byte(a)), doc.Parse([]byte(b)), diff.Options{})
		checkWhole(t, "fuzz", r)
		var out bytes.Buffer
		_ = Terminal(&out, Make(r, Options{Lang: "zh-TW", AsOf: "2024-01-01"}), TerminalOptions{Explain: true})
		if safe.Text(out.String()) != out.String() {
			t.Errorf("control characters in %q", out.String())
		}
	})
}
