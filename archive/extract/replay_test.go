package extract

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"policylog/internal/realdata"
	"policylog/internal/usage"
)

// The replay extracts every page of a real archive, in the order of capture, and holds the changes that this makes against those
// that Open Terms Archive recorded with selectors written by hand. It reads some gigabytes of pages and so runs only when asked:
//
//	go test ./archive/extract -run Replay -timeout 2h -replay both [-replay.only GitHub] [-replay.out DIR] [-replay.report REPLAY.md]
var (
	replayMode   = flag.String("replay", "", "replay real captures: selectors, none or both")
	replayOnly   = flag.String("replay.only", "", "replay pages whose path contains this")
	replayEvery  = flag.Int("replay.every", 1, "replay one capture in so many, and all where the reference changed")
	replayOut    = flag.String("replay.out", "", "write the texts around each disagreement to this directory")
	replayReport = flag.String("replay.report", "", "write the report to this file")
)

func TestReplay(t *testing.T) {
	if *replayMode == "" {
		t.Skip("-replay not given")
	}
	snapshots, versions := realdata.Repo(t, "ota-demo-snapshots"), realdata.Repo(t, "ota-demo-versions")
	captures := captureLog(t, snapshots)
	truth, end := recordedChanges(t, versions)
	decls := declarations(t, filepath.Join(realdata.Dir(t), "ota-demo-declarations"))
	var report strings.Builder
	fmt.Fprintf(&report, "# Replay of %d real captures\n\n", len(captures))
	report.WriteString(replayPreface)
	for _, mode := range []string{"selectors", "none"} {
		if *replayMode != mode && *replayMode != "both" {
			continue
		}
		r := &replay{mode: mode, repo: snapshots, decls: decls, truth: truth, end: end}
		r.run(t, captures)
		r.write(&report)
	}
	t.Log("\n" + report.String())
	if *replayReport != "" {
		if err := os.WriteFile(*replayReport, []byte(report.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const replayPreface = "Written by `go test ./archive/extract -run Replay -timeout 2h -replay both -replay.report REPLAY.md`.\n\n" +
	"A capture makes a change when its text differs by a byte from that of the last capture not held. A real change is one that the reference\n" +
	"recorded, technical upgrades excluded, and whose texts differ after dropping link targets, URLs, case and punctuation. A change that the\n" +
	"reference lacks is false when the texts differ after dropping the same; else it changes links, punctuation or markup alone.\n\n" +
	"What the figures hold against the extractor although it is right, each looked at by eye: the reference records Brevo's addresses both\n" +
	"mangled by Cloudflare and plain, and ours are always plain (2 missed); it stops recording Brevo in October 2023, while the policy goes on\n" +
	"changing (8 false ones); npm's imported rules are not those by which the reference recorded it at the time: a `remove` rule that\n" +
	"came later hides the table of contents it recorded, a range of 2024 ends before it starts (3 missed, with selectors). Nothing that a\n" +
	"reader would call the policy's text was held.\n\n"

// capture is one commit of the snapshots.
type capture struct {
	commit, blob, path string
	at                 time.Time
	url                string
}

// captureLog lists captures by page, each in order.
func captureLog(t *testing.T, repo string) []capture {
	out, err := exec.Command("git", "-C", repo, "log", "--reverse", "--no-merges", "--raw", "--no-abbrev",
		"--format=%x01%H %aI%n%b").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []capture
	var cur capture
	for line := range strings.SplitSeq(string(out), "\n") {
		switch {
		case strings.HasPrefix(line, "\x01"):
			hash, date, _ := strings.Cut(line[1:], " ")
			at, err := time.Parse(time.RFC3339, date)
			if err != nil {
				t.Fatal(err)
			}
			cur = capture{commit: hash, at: at}
		case strings.HasPrefix(line, "X-source-document-location: "):
			cur.url = strings.TrimPrefix(line, "X-source-document-location: ")
		case strings.HasPrefix(line, ":") && strings.HasSuffix(line, ".html"):
			meta, path, _ := strings.Cut(line, "\t")
			c := cur
			c.blob, c.path = strings.Fields(meta)[3], strings.TrimSuffix(path, ".html")
			if strings.Trim(c.blob, "0") != "" {
				list = append(list, c)
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].path != list[j].path {
			return list[i].path < list[j].path
		}
		return list[i].at.Before(list[j].at)
	})
	return list
}

var snapshotRef = regexp.MustCompile(`commit/([0-9a-f]{40})`)

// recordedChanges lists the snapshots at which the reference recorded a real change: its text differs from the one
// before after dropping link targets, URLs, case and punctuation, and the record is no technical upgrade.
func recordedChanges(t *testing.T, repo string) (real map[string]bool, end time.Time) {
	out, err := exec.Command("git", "-C", repo, "log", "--reverse", "--no-merges", "--raw", "--no-abbrev", "--format=%x01%aI %s%n%b").Output()
	if err != nil {
		t.Fatal(err)
	}
	real = map[string]bool{}
	last := map[string]string{}
	var snapshot, subject, date string
	for line := range strings.SplitSeq(string(out), "\n") {
		switch {
		case strings.HasPrefix(line, "\x01"):
			date, subject, _ = strings.Cut(line[1:], " ")
			snapshot = ""
		case snapshotRef.MatchString(line):
			snapshot = snapshotRef.FindStringSubmatch(line)[1]
		case strings.HasPrefix(line, ":") && strings.HasSuffix(line, ".md"):
			meta, path, _ := strings.Cut(line, "\t")
			blob := strings.Fields(meta)[3]
			if strings.Trim(blob, "0") == "" || !strings.Contains(path, "/") {
				continue
			}
			if at, err := time.Parse(time.RFC3339, date); err == nil && at.After(end) {
				end = at
			}
			body, err := exec.Command("git", "-C", repo, "cat-file", "blob", blob).Output()
			if err != nil {
				t.Fatal(err)
			}
			now := essence(string(body))
			before, seen := last[path]
			last[path] = now
			first := !seen || strings.HasPrefix(subject, "First") || strings.HasPrefix(subject, "Start")
			if !first && before != now && strings.Contains(subject, "new changes") || strings.HasPrefix(subject, "Update ") && before != now && seen {
				real[snapshot] = true
			}
		}
	}
	return real, end
}

var (
	linkTarget = regexp.MustCompile(`\]\([^)]*\)`)
	bareURL    = regexp.MustCompile(`(?:https?://|www\.|mailto:)[^\s)>\]]+`)
)

// essence is a text without link targets, URLs, case and punctuation.
func essence(s string) string {
	s = linkTarget.ReplaceAllString(s, "]")
	s = bareURL.ReplaceAllString(s, "")
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsNumber(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// declaration is one version of how the reference tracks a page.
type declaration struct {
	Fetch      string          `json:"fetch"`
	Select     json.RawMessage `json:"select"`
	Remove     json.RawMessage `json:"remove"`
	ValidUntil time.Time       `json:"validUntil"`
}

func declarations(t *testing.T, dir string) map[string][]declaration {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	sort.Slice(files, func(i, j int) bool { // histories first
		hi, hj := strings.HasSuffix(files[i], ".history.json"), strings.HasSuffix(files[j], ".history.json")
		return hi && !hj || hi == hj && files[i] < files[j]
	})
	all := map[string][]declaration{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		service := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(f), ".json"), ".history")
		if strings.HasSuffix(f, ".history.json") {
			var h map[string][]declaration
			if err := json.Unmarshal(data, &h); err != nil {
				t.Fatal(err)
			}
			for terms, list := range h {
				all[service+"/"+terms] = append(all[service+"/"+terms], list...)
			}
			continue
		}
		var d struct {
			Terms map[string]declaration `json:"terms"`
		}
		if err := json.Unmarshal(data, &d); err != nil {
			t.Fatal(err)
		}
		for terms, decl := range d.Terms {
			all[service+"/"+terms] = append(all[service+"/"+terms], decl)
		}
	}
	return all
}

func selectors(t *testing.T, raw json.RawMessage) []Selector {
	if len(raw) == 0 {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	var out []Selector
	for _, one := range list {
		var css string
		if json.Unmarshal(one, &css) == nil {
			out = append(out, Selector{CSS: css})
			continue
		}
		var s Selector
		if err := json.Unmarshal(one, &s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// replay is one pass over the captures.
type replay struct {
	mode  string
	repo  string
	decls map[string][]declaration
	truth map[string]bool

	end time.Time // of the reference

	captures, held, heldWrongly, unmatched, real, missed, falsely, markup, after, blind int
	pages, bytes                                                                        int
	cpu                                                                                 time.Duration
	lines                                                                               []string
}

// extracted is the outcome of one capture.
type extracted struct {
	text      []byte
	problem   string
	unmatched bool
}

func (r *replay) run(t *testing.T, all []capture) {
	var list []capture
	n := 0
	for _, c := range all {
		if *replayOnly != "" && !strings.Contains(c.path, *replayOnly) || r.mode == "none" && strings.HasPrefix(c.path, "Buffer/") {
			continue
		}
		n++
		if n%*replayEvery == 0 || r.truth[c.commit] {
			list = append(list, c)
		}
	}
	before := usage.User()
	results := r.extractAll(t, list)
	r.cpu = usage.User() - before
	type state struct {
		text  []byte
		blind bool
	}
	last := map[string]*state{}
	for i, c := range list {
		r.captures++
		e := results[i]
		st := last[c.path]
		if st == nil {
			st = &state{}
			last[c.path] = st
		}
		switch {
		case e.unmatched:
			r.unmatched++
			st.blind = true
			if r.truth[c.commit] {
				r.missed++
				r.note("missed (selector matches nothing)", c, nil, nil)
			}
			continue
		case e.problem != "":
			r.held++
			if len(r.lines) == 0 || !strings.HasSuffix(r.lines[len(r.lines)-1], c.path+": held: "+e.problem) {
				r.lines = append(r.lines, fmt.Sprintf("from %s, %s: held: %s", c.at.Format("2006-01-02 15:04"), c.path, e.problem))
			}
			if r.truth[c.commit] {
				r.missed++
				r.heldWrongly++
			}
			continue
		}
		changed := st.text != nil && !bytes.Equal(st.text, e.text)
		if r.truth[c.commit] {
			r.real++
		}
		switch {
		case changed && r.truth[c.commit]:
			if essence(string(st.text)) == essence(string(e.text)) {
				r.missed++
				r.note("missed (markup alone differs)", c, st.text, e.text)
			}
		case changed && essence(string(st.text)) == essence(string(e.text)):
			r.markup++
			r.note("links, punctuation or markup alone", c, st.text, e.text)
		case changed && c.at.After(r.end):
			r.after++
			r.note("after the reference's end", c, st.text, e.text)
		case changed && st.blind:
			r.blind++
			r.note("since the imported selector matched nothing", c, st.text, e.text)
		case changed:
			r.falsely++
			r.note("false", c, st.text, e.text)
		case r.truth[c.commit] && st.text != nil:
			r.missed++
			r.note("missed", c, st.text, e.text)
		}
		st.text, st.blind = e.text, false
	}
}

func (r *replay) note(kind string, c capture, old, new []byte) {
	r.lines = append(r.lines, fmt.Sprintf("%s %s %s: %s", c.at.Format("2006-01-02 15:04"), c.path, c.commit[:10], kind))
	if *replayOut == "" || old == nil {
		return
	}
	name := filepath.Join(*replayOut, fmt.Sprintf("%s-%04d-%s-%s", r.mode, len(r.lines), strings.NewReplacer("/", "_", " ", "_").Replace(c.path), strings.Fields(kind)[0]))
	_ = os.WriteFile(name+".old.md", old, 0o644)
	_ = os.WriteFile(name+".new.md", new, 0o644)
}

// extractAll extracts each distinct page once, on all cores.
func (r *replay) extractAll(t *testing.T, list []capture) []extracted {
	type job struct {
		blob string
		o    Options
		to   []int
	}
	jobs := map[string]*job{}
	var order []*job
	for i, c := range list {
		var o Options
		o.URL = c.url
		for _, d := range r.decls[c.path] {
			if d.ValidUntil.IsZero() || !c.at.After(d.ValidUntil) {
				if r.mode == "selectors" {
					o.Select, o.Remove = selectors(t, d.Select), selectors(t, d.Remove)
				}
				if o.URL == "" {
					o.URL = d.Fetch
				}
				break
			}
		}
		key := fmt.Sprintf("%s %s %v %v", c.blob, o.URL, o.Select, o.Remove)
		if jobs[key] == nil {
			jobs[key] = &job{blob: c.blob, o: o}
			order = append(order, jobs[key])
		}
		jobs[key].to = append(jobs[key].to, i)
	}
	r.pages = len(order)
	results := make([]extracted, len(list))
	seen := make(map[[32]byte][]byte)
	var mu sync.Mutex
	next := make(chan *job)
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			cat := newCatFile(t, r.repo)
			defer cat.close()
			for j := range next {
				page := cat.read(t, j.blob)
				body, _, err := Decode(page, "text/html; charset=utf-8")
				if err != nil {
					t.Errorf("%s: %v", j.blob, err)
					continue
				}
				res, err := HTML(context.Background(), body, j.o)
				e := extracted{text: res.Markdown, problem: res.Problem, unmatched: err != nil}
				mu.Lock()
				r.bytes += len(page)
				h := sha256.Sum256(e.text)
				if same, ok := seen[h]; ok {
					e.text = same
				} else {
					seen[h] = e.text
				}
				for _, i := range j.to {
					results[i] = e
				}
				mu.Unlock()
			}
		})
	}
	for _, j := range order {
		next <- j
	}
	close(next)
	wg.Wait()
	return results
}

func (r *replay) write(w *strings.Builder) {
	title := "With the imported selectors"
	if r.mode == "none" {
		title = "With no selectors (Buffer's pages, one address told apart by selectors, left out)"
	}
	per := func(n int) float64 { return float64(n) * 1000 / float64(max(1, r.captures)) }
	fmt.Fprintf(w, "## %s\n\n", title)
	fmt.Fprintf(w, "| what | count | per 1,000 captures |\n| --- | --- | --- |\n")
	fmt.Fprintf(w, "| captures | %d | |\n", r.captures)
	fmt.Fprintf(w, "| distinct pages extracted | %d | |\n", r.pages)
	fmt.Fprintf(w, "| real changes in the reference | %d | |\n", r.real)
	fmt.Fprintf(w, "| real changes missed | %d | %.2f |\n", r.missed, per(r.missed))
	fmt.Fprintf(w, "| false changes | %d | %.2f |\n", r.falsely, per(r.falsely))
	fmt.Fprintf(w, "| changes of links, punctuation or markup alone | %d | %.2f |\n", r.markup, per(r.markup))
	fmt.Fprintf(w, "| changes after the reference's last record (%s) | %d | %.2f |\n", r.end.Format(time.DateOnly), r.after, per(r.after))
	fmt.Fprintf(w, "| changes since the imported selector matched nothing | %d | %.2f |\n", r.blind, per(r.blind))
	fmt.Fprintf(w, "| captures that the imported selector does not match | %d | %.2f |\n", r.unmatched, per(r.unmatched))
	fmt.Fprintf(w, "| held, of them a real change by the reference | %d, %d | %.2f |\n", r.held, r.heldWrongly, per(r.held))
	fmt.Fprintf(w, "| CPU seconds per 1,000 pages (%.0f KB each on average) | %.1f | |\n\n",
		float64(r.bytes)/1000/float64(max(1, r.pages)), r.cpu.Seconds()*1000/float64(max(1, r.pages)))
	if len(r.lines) > 0 {
		w.WriteString("Each disagreement:\n\n")
		for _, l := range r.lines {
			fmt.Fprintf(w, "- %s\n", l)
		}
		w.WriteString("\n")
	}
}

// catFile reads blobs through one git process.
type catFile struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func newCatFile(t *testing.T, repo string) *catFile {
	cmd := exec.Command("git", "-C", repo, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Error(err)
		return nil
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Error(err)
		return nil
	}
	if err := cmd.Start(); err != nil {
		t.Error(err)
	}
	return &catFile{cmd, in, bufio.NewReaderSize(out, 1<<20)}
}

func (c *catFile) read(t *testing.T, blob string) []byte {
	fmt.Fprintln(c.in, blob)
	var id, kind string
	var size int
	if _, err := fmt.Fscanf(c.out, "%s %s %d\n", &id, &kind, &size); err != nil {
		t.Errorf("git cat-file %s: %v", blob, err)
		return nil
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(c.out, data); err != nil {
		t.Errorf("git cat-file %s: %v", blob, err)
		return nil
	}
	return data[:size]
}

func (c *catFile) close() {
	c.in.Close()
	_ = c.cmd.Wait()
}
