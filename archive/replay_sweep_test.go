package archive

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"policylog/internal/realdata"
)

// gitFile is one file as one commit left it.
type gitFile struct {
	at      time.Time
	path    string
	subject string
	object  string // commit:path
}

func gitFiles(t *testing.T, repo, ext string) []gitFile {
	t.Helper()
	out, err := exec.Command("git", "-C", repo, "log", "--reverse", "--format=%x00%H%x09%aI%x09%s", "--name-only", "-z").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []gitFile
	var commit, subject string
	var at time.Time
	for part := range strings.SplitSeq(string(out), "\x00") {
		part = strings.TrimSpace(part)
		if f := strings.Split(part, "\t"); len(f) == 3 {
			commit, subject = f[0], f[2]
			if at, err = time.Parse(time.RFC3339, f[1]); err != nil {
				t.Fatal(err)
			}
		} else if strings.HasSuffix(part, ext) && strings.Contains(part, "/") {
			files = append(files, gitFile{at, part, subject, commit + ":" + part})
		}
	}
	return files
}

// contents reads objects one by one from one git process.
func contents(t *testing.T, repo string, files []gitFile, fn func(gitFile, []byte)) {
	t.Helper()
	cmd := exec.Command("git", "-C", repo, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	for _, f := range files {
		fmt.Fprintln(in, f.object)
		head, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		fields := strings.Fields(head)
		n, err := strconv.Atoi(fields[len(fields)-1])
		if err != nil {
			continue // missing: deleted by this commit
		}
		data := make([]byte, n+1)
		if _, err := io.ReadFull(r, data); err != nil {
			t.Fatal(err)
		}
		fn(f, data[:n])
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

var linkTarget = regexp.MustCompile(`\]\([^)]*\)|https?://\S+|<[^>]*>`)

// bare is a text without link targets, URLs, case and punctuation.
func bare(text []byte) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, string(linkTarget.ReplaceAll(text, []byte("]"))))
}

// TestReplaySweep judges years of other people's captures as runs would have, and holds the result against what those
// people recorded with the same selectors. POLICYLOG_SWEEP=N takes every Nth capture; 1 takes all and some minutes.
func TestReplaySweep(t *testing.T) {
	stride, err := strconv.Atoi(os.Getenv("POLICYLOG_SWEEP"))
	if err != nil || stride < 1 {
		t.Skip("POLICYLOG_SWEEP=N replays every Nth capture")
	}
	decl, err := ReadDeclarations(filepath.Join(realdata.Dir(t), "ota-demo-declarations"))
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]Source{}
	for _, s := range decl.Sources {
		sources[s.ID] = s
	}
	idOf := func(path string) string {
		service, policy, _ := strings.Cut(strings.TrimSuffix(path, filepath.Ext(path)), "/")
		return slug(service) + "/" + slug(policy)
	}
	// Real changes: steps of the reference that are no upgrades and change a word.
	real := map[string][]time.Time{}
	versions := realdata.Repo(t, "ota-demo-versions")
	words := map[string]string{}
	contents(t, versions, gitFiles(t, versions, ".md"), func(f gitFile, data []byte) {
		id, now := idOf(f.path), bare(data)
		if was, ok := words[id]; ok && was != now && !strings.Contains(f.subject, "upgrade") {
			real[id] = append(real[id], f.at)
		}
		words[id] = now
	})
	for _, selectors := range []bool{true, false} {
		t.Run(map[bool]string{true: "selectors", false: "none"}[selectors], func(t *testing.T) {
			snapshots := realdata.Repo(t, "ota-demo-snapshots")
			counter := map[string]int{}
			var files []gitFile
			for _, f := range gitFiles(t, snapshots, ".html") {
				id := idOf(f.path)
				if _, ok := sources[id]; !ok || !selectors && strings.HasPrefix(id, "buffer/") {
					continue
				}
				near := slices.ContainsFunc(real[id], func(at time.Time) bool { return f.at.Sub(at).Abs() < 26*time.Hour })
				if counter[id]++; counter[id]%stride == 1 || stride == 1 || near {
					files = append(files, f)
				}
			}
			replay := NewReplay(Env{})
			count := map[string]int{}
			changed := map[string][]time.Time{}
			start := time.Now()
			contents(t, snapshots, files, func(f gitFile, data []byte) {
				s := sources[idOf(f.path)]
				s.Pages = decl.RulesAt(s, f.at)
				if !selectors {
					s.Pages = []Page{{URL: s.URL}}
				}
				before := replay.last[s.ID].Text
				for _, o := range replay.Add(context.Background(), s, Snapshot{
					Data: bytes.Clone(data), Ext: "html", URL: s.Pages[0].URL, Captured: f.at,
				}) {
					count[o.Status]++
					switch {
					case o.Status == StatusHeld || o.Status == StatusFailed:
						count["held: "+o.HeldFor]++
						t.Logf("%s %s %s: %s %v", f.at.Format(time.DateOnly), s.ID, o.Status, o.HeldFor, o.Err)
					case o.Status == StatusChanged && bare(before) != bare(o.Markdown):
						changed[s.ID] = append(changed[s.ID], f.at)
					case o.Status == StatusChanged:
						count["changed in targets or marks alone"]++
					}
					if o.Status == StatusUpgraded {
						before = o.Markdown
					}
				}
			})
			missed, unexpected, wanted := 0, 0, 0
			within := func(list []time.Time, at time.Time) bool {
				return slices.ContainsFunc(list, func(x time.Time) bool { return x.Sub(at).Abs() < 26*time.Hour })
			}
			for id, list := range real {
				if !selectors && strings.HasPrefix(id, "buffer/") {
					continue
				}
				for _, at := range list {
					if wanted++; !within(changed[id], at) {
						missed++
						t.Logf("missed: %s %s", id, at)
					}
				}
			}
			for id, list := range changed {
				for _, at := range list {
					if !within(real[id], at) {
						unexpected++
						t.Logf("unexpected: %s %s", id, at)
					}
				}
			}
			t.Logf("%d captures: %v", len(files), count)
			t.Logf("%d real changes, %d missed, %d unexpected (%.2f per 1000 captures), %.1f s per 1000 captures", wanted, missed,
				unexpected, 1000*float64(unexpected)/float64(len(files)), time.Since(start).Seconds()*1000/float64(len(files)))
		})
	}
}
