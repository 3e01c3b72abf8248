package notice

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// TestRealHistories makes notices of the last change of every policy in two archives: redlines hold both texts, whatever
// the text looks like, and titles fit. With POLICYLOG_NOTICES=DIR they are written there to be read.
func TestRealHistories(t *testing.T) {
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("reads hundreds of versions: set POLICYLOG_SWEEP=1")
	}
	pairs := 0
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		git := func(args ...string) string {
			out, err := exec.Command("git", append([]string{"-C", realdata.Repo(t, bundle)}, args...)...).Output()
			if err != nil {
				t.Fatal(err)
			}
			return string(out)
		}
		for _, path := range strings.Split(strings.Trim(git("ls-tree", "-r", "--name-only", "-z", "HEAD"), "\x00"), "\x00") {
			if !strings.HasSuffix(path, ".md") || strings.HasSuffix(path, "README.md") {
				continue
			}
			commits := strings.Fields(git("log", "-2", "--format=%H", "--", path))
			if len(commits) < 2 {
				continue
			}
			old, new := doc.Parse([]byte(git("show", commits[1]+":"+path))), doc.Parse([]byte(git("show", commits[0]+":"+path)))
			r := diff.Compare(old, new, diff.Options{})
			pairs++
			checkRedline(t, r)
			for _, lang := range []string{"en", "zh-CN", "zh-TW"} {
				n := Make(r, Options{Lang: lang, Service: "S"})
				if len([]rune(n.Title)) > mostTitle {
					t.Errorf("%s: title of %d characters", path, len([]rune(n.Title)))
				}
				var b bytes.Buffer
				for _, write := range []func(io.Writer, *Notice) error{PlainText, Markdown, HTML, TableMarkdown, TableHTML, TableDOCX} {
					if err := write(&b, n); err != nil {
						t.Fatal(err)
					}
				}
				if dir := os.Getenv("POLICYLOG_NOTICES"); dir != "" {
					var text bytes.Buffer
					if err := PlainText(&text, n); err != nil {
						t.Fatal(err)
					}
					name := strings.NewReplacer("/", "_", " ", "-").Replace(path) + "." + lang + ".txt"
					if err := os.WriteFile(dir+"/"+name, text.Bytes(), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			if t.Failed() {
				t.Fatalf("%s of %s", path, bundle)
			}
		}
	}
	t.Logf("%d pairs", pairs)
}
