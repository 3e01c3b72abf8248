package archive

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/andybalholm/cascadia"
	dom "golang.org/x/net/html"

	"policylog/internal/realdata"
	"policylog/internal/usage"
)

// The replay judges every page of a real archive, in the order of capture, as `import snapshots --declarations` does, and
// holds the changes that this makes against those that Open Terms Archive recorded with selectors written by hand. It
// reads some gigabytes of pages and so runs only when asked:
//
//	go test ./archive -run RealReplay -timeout 2h -replay all [-replay.only github/] [-replay.out DIR] [-replay.report REPLAY.md]
var (
	replayMode   = flag.String("replay", "", "replay real captures: selectors, none, both of these, texts (on pages of our own), or all")
	replayOnly   = flag.String("replay.only", "", "replay sources whose name contains this")
	replayOut    = flag.String("replay.out", "", "write the texts around each disagreement to this directory")
	replayReport = flag.String("replay.report", "", "write the report to this file")
)

const replayPreface = "# Replay of real captures\n\n" +
	"Written by `go test ./archive -run RealReplay -timeout 2h -replay all -replay.report REPLAY.md`.\n\n" +
	"Each capture is judged as `policylog import snapshots REPO --declarations DIR` judges it, by the rules that the declarations say held when\n" +
	"it was captured. It makes a change when it is recorded as one: technical upgrades and what is held are none. A real change is one that\n" +
	"the reference recorded, technical upgrades excluded, and whose texts differ after dropping link targets, URLs, case and punctuation. A\n" +
	"change that the reference lacks is false when the texts differ after dropping the same; else it changes links, punctuation or markup alone.\n\n" +
	"Two kinds of the reference's steps are told apart, by the data and not by our extractor. *Missed to the letter* counts them as missed:\n\n" +
	"- *address mangled*: its two texts are equal once the words with which Cloudflare hides an address from collectors, and addresses, are\n" +
	"  dropped. From 2023-10-19 to 2023-10-27 Brevo's page was served with plain addresses, before and after with mangled ones, which every\n" +
	"  browser shows plain. Ours, with the addresses restored, is the same to the byte on all those days: there is nothing to record.\n" +
	"- *hidden by the rules*: what the declared rules leave of the two pages, by CSS selectors on the plain DOM, is equal letter for letter. The\n" +
	"  reference recorded it by other rules than its declarations now give for that day. On 2023-09-26 both pages of npm gained a second table\n" +
	"  of contents inside their only `details`, which `remove: details` leaves out; the reference has it, and takes out both tables of contents\n" +
	"  in its upgrade of 2023-12-19. The history that states this rule until 2023-10-23 gives all three policies one address, which cannot be.\n\n" +
	"Of the false changes, those of Brevo after 2023 are changes of its policy which the reference did not record (its last record of that page\n" +
	"is of 2023-10-27); the others are pages rebuilt with another table of contents or wording, which the reference recorded as upgrades.\n\n" +
	"The last part has no reference but the texts themselves. What is held there is what the history recorded of error pages, of the site's home\n" +
	"and of login walls, and texts that were gone again before they were confirmed. What is left out, read one by one, are counts of votes and of\n" +
	"days since, a copyright year, names of pictures, entries of menus, lines such as \"Expand all\", entities, and policies that come back from an\n" +
	"error page as they were. The changes beside come of Markdown that reads as other lists, and of a trail of links that became plain words.\n\n"

func TestRealReplay(t *testing.T) {
	if *replayMode == "" {
		t.Skip("-replay not given")
	}
	snapshots, versions := realdata.Repo(t, "ota-demo-snapshots"), realdata.Repo(t, "ota-demo-versions")
	decl, err := ReadDeclarations(filepath.Join(realdata.Dir(t), "ota-demo-declarations"))
	if err != nil {
		t.Fatal(err)
	}
	captures, ref := capturesOf(t, snapshots), readReference(t, versions)
	report := bytes.NewBufferString(replayPreface)
	for _, mode := range []string{"selectors", "none"} {
		if slices.Contains([]string{mode, "both", "all"}, *replayMode) {
			r := &realReplay{t: t, selectors: mode == "selectors", repo: snapshots, decl: decl, ref: ref}
			r.run(captures)
			r.write(report)
		}
	}
	if *replayMode == "texts" || *replayMode == "all" {
		r := &recapture{t: t}
		r.run(realdata.Repo(t, "ota-pga-versions"))
		r.write(report)
	}
	t.Log("\n" + report.String())
	if *replayReport != "" {
		if err := os.WriteFile(*replayReport, report.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// pageCapture is one page as one commit left it.
type pageCapture struct {
	commit, blob, source string
	at                   time.Time
	url                  string
}

// fileSteps reads the history of a repository of pages or texts, oldest first.
func fileSteps(t *testing.T, repo, ext string, step func(commit, message string, at time.Time, blob, path string)) {
	t.Helper()
	out, err := exec.Command("git", "-C", repo, "log", "--reverse", "--no-merges", "--raw", "--no-abbrev", "--format=%x01%H %aI%n%B%x02").Output()
	if err != nil {
		t.Fatal(err)
	}
	for entry := range strings.SplitSeq(string(out), "\x01") {
		head, files, _ := strings.Cut(entry, "\x02")
		first, message, _ := strings.Cut(head, "\n")
		commit, date, ok := strings.Cut(first, " ")
		if !ok {
			continue
		}
		at, err := time.Parse(time.RFC3339, date)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(files) {
			meta, path, _ := strings.Cut(strings.TrimSpace(line), "\t")
			if fields := strings.Fields(meta); len(fields) == 5 && fields[4] != "D" && filepath.Ext(path) == ext && strings.Contains(path, "/") {
				step(commit, message, at, fields[3], path)
			}
		}
	}
}

// sourceOf is the source that a path of such a repository stands for.
func sourceOf(path string) string {
	service, policy, _ := strings.Cut(strings.TrimSuffix(path, filepath.Ext(path)), "/")
	return slug(service) + "/" + slug(policy)
}

// capturesOf lists the captures of each source, each in order.
func capturesOf(t *testing.T, repo string) map[string][]pageCapture {
	all := map[string][]pageCapture{}
	fileSteps(t, repo, ".html", func(commit, message string, at time.Time, blob, path string) {
		c := pageCapture{commit: commit, blob: blob, source: sourceOf(path), at: at}
		if _, rest, ok := strings.Cut(message, "X-source-document-location: "); ok {
			c.url, _, _ = strings.Cut(rest, "\n")
		}
		all[c.source] = append(all[c.source], c)
	})
	for _, list := range all {
		slices.SortStableFunc(list, func(a, b pageCapture) int { return a.at.Compare(b.at) })
	}
	return all
}

// reference is what other people recorded of the same captures: by the snapshot's commit, whether it is a real change.
type reference struct {
	real, mangled map[string]bool
	end           time.Time
}

var snapshotRef = regexp.MustCompile(`commit/([0-9a-f]{40})`)

func readReference(t *testing.T, repo string) reference {
	ref := reference{real: map[string]bool{}, mangled: map[string]bool{}}
	blobs := newBlobs(t, repo)
	defer blobs.close()
	last := map[string]string{}
	fileSteps(t, repo, ".md", func(_, message string, at time.Time, blob, path string) {
		now := string(blobs.read(t, blob))
		before, seen := last[path]
		last[path] = now
		if at.After(ref.end) {
			ref.end = at
		}
		snapshot := snapshotRef.FindStringSubmatch(message)
		if !seen || snapshot == nil || !strings.Contains(message, "new changes") && !strings.HasPrefix(message, "Update ") || essence(before) == essence(now) {
			return
		}
		if mangled.MatchString(before) != mangled.MatchString(now) && withoutAddresses(before) == withoutAddresses(now) {
			ref.mangled[snapshot[1]] = true
			return
		}
		ref.real[snapshot[1]] = true
	})
	return ref
}

var (
	linkTarget = regexp.MustCompile(`\]\([^)]*\)`)
	bareURL    = regexp.MustCompile(`(?:https?://|www\.|mailto:)[^\s)>\]]+`)
	mangled    = regexp.MustCompile(`\\?\[email[\s\x{a0}]+protected\\?\]`)
	address    = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
)

// essence is a text without link targets, URLs, case and punctuation.
func essence(s string) string {
	s = linkTarget.ReplaceAllString(s, "]")
	return letters(bareURL.ReplaceAllString(s, ""))
}

func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsNumber(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// withoutAddresses is the essence of a text without mail addresses, and the words that Cloudflare puts in their place.
func withoutAddresses(s string) string {
	return essence(address.ReplaceAllString(mangled.ReplaceAllString(s, ""), ""))
}

// realReplay is one pass over the captures.
type realReplay struct {
	t         *testing.T
	selectors bool
	repo      string
	decl      Declarations
	ref       reference

	mu                                                      sync.Mutex
	captures, bytes, real, missed, mangled, hidden, falsely int
	markup, after, upgrades, held, found, toTheLetter       int
	cpu                                                     time.Duration
	lines                                                   []string
}

func (r *realReplay) run(captures map[string][]pageCapture) {
	before := usage.User()
	sources := make(chan Source)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			blobs := newBlobs(r.t, r.repo)
			defer blobs.close()
			for s := range sources {
				r.source(s, captures[s.ID], blobs)
			}
		})
	}
	for _, s := range r.decl.Sources {
		if strings.Contains(s.ID, *replayOnly) && (r.selectors || !strings.HasPrefix(s.ID, "buffer/")) {
			sources <- s
		}
	}
	close(sources)
	wg.Wait()
	r.cpu = usage.User() - before
	slices.Sort(r.lines)
}

// judged is a capture and what came of it.
type judged struct {
	pageCapture
	rules    Page
	outcomes []Outcome // upgrades, then the capture's own
}

// source replays one source. A capture that was held and recorded later, when the next one agreed, counts as recorded.
func (r *realReplay) source(s Source, captures []pageCapture, blobs *blobs) {
	replay := NewReplay(Env{})
	var list []judged
	for _, c := range captures {
		s.Pages = r.decl.RulesAt(s, c.at)
		j := judged{pageCapture: c, rules: s.Pages[0]}
		if c.url == "" {
			c.url = j.rules.URL
		}
		if !r.selectors {
			s.Pages = []Page{{URL: j.rules.URL}}
		}
		page := blobs.read(r.t, c.blob)
		for _, o := range replay.Add(context.Background(), s, Snapshot{Data: page, Ext: "html", URL: c.url, Captured: c.at}) {
			o.Raw = nil
			if i := slices.IndexFunc(list, func(j judged) bool { return o.Captured.Equal(j.at) }); i >= 0 && o.Status != StatusUpgraded {
				list[i].outcomes = []Outcome{o}
				continue
			}
			if o.Extractor != extractorOf(s) && o.Status != StatusUpgraded {
				r.add(&r.found, 1)
			}
			j.outcomes = append(j.outcomes, o)
		}
		r.add(&r.bytes, len(page))
		list = append(list, j)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.compare(list, blobs)
}

func (r *realReplay) add(to *int, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*to += n
}

// compare holds what came of a source's captures against the reference.
func (r *realReplay) compare(list []judged, blobs *blobs) {
	var text []byte    // as last recorded
	var good string    // blob of the last that was not held
	var heldFor string // of the last, if it was
	for _, c := range list {
		r.captures++
		o := c.outcomes[len(c.outcomes)-1]
		if len(c.outcomes) > 1 {
			r.upgrades++
			text = c.outcomes[0].Markdown
		}
		isReal := r.ref.real[c.commit]
		if isReal {
			r.real++
		}
		if r.ref.mangled[c.commit] {
			r.mangled++
		}
		changed := o.Status == StatusChanged && essence(string(text)) != essence(string(o.Markdown))
		if !changed && (isReal || r.ref.mangled[c.commit]) {
			r.toTheLetter++
		}
		if !Good(o.Status) {
			r.held++
			if isReal {
				r.missed++
			}
			if heldFor != o.HeldFor.String() || isReal {
				r.note(c.pageCapture, o.Status+" from here: "+o.HeldFor.String(), nil, nil)
			}
			heldFor = o.HeldFor.String()
			continue
		}
		kind := ""
		switch {
		case changed && isReal:
		case isReal && r.hides(c.rules, blobs, good, c.blob):
			r.hidden++
			kind = "hidden by the rules"
		case isReal:
			r.missed++
			kind = "missed"
		case changed && c.at.After(r.ref.end):
			r.after++
			kind = "after the reference's end"
		case changed:
			r.falsely++
			kind = "false"
		case o.Status == StatusChanged:
			r.markup++
			kind = "links, punctuation or markup alone"
		}
		if kind != "" {
			r.note(c.pageCapture, kind, text, o.Markdown)
		}
		if o.Recorded() {
			text = o.Markdown
		}
		good, heldFor = c.blob, ""
	}
}

// hides says whether the rules leave the same of two pages, letter for letter.
func (r *realReplay) hides(rules Page, blobs *blobs, before, now string) bool {
	if !r.selectors || before == "" {
		return false
	}
	a, b := lettersUnder(rules, blobs.read(r.t, before)), lettersUnder(rules, blobs.read(r.t, now))
	return a != "" && a == b
}

// lettersUnder is what CSS rules leave of a page, by the DOM alone; "" where they are ranges.
func lettersUnder(rules Page, page []byte) string {
	root, err := dom.Parse(bytes.NewReader(page))
	if err != nil {
		return ""
	}
	drop := []Selector{{CSS: "script, style, noscript, template"}}
	for _, s := range append(drop, rules.Remove...) {
		sel, err := cascadia.ParseGroup(s.CSS)
		if err != nil {
			return ""
		}
		for _, n := range cascadia.QueryAll(root, sel) {
			if n.Parent != nil {
				n.Parent.RemoveChild(n)
			}
		}
	}
	var b strings.Builder
	for _, s := range rules.Select {
		sel, err := cascadia.ParseGroup(s.CSS)
		if err != nil {
			return ""
		}
		for _, n := range cascadia.QueryAll(root, sel) {
			for d := range n.Descendants() {
				if d.Type == dom.TextNode {
					b.WriteString(d.Data)
				}
			}
		}
	}
	return letters(b.String())
}

func (r *realReplay) name(c pageCapture) string {
	return fmt.Sprintf("%s %s %s", c.source, c.at.Format("2006-01-02 15:04"), c.commit[:10])
}

func (r *realReplay) note(c pageCapture, kind string, old, now []byte) {
	r.lines = append(r.lines, r.name(c)+": "+kind)
	if *replayOut == "" || old == nil {
		return
	}
	name := filepath.Join(*replayOut, strings.NewReplacer("/", "_", " ", "_", ":", "").Replace(r.name(c)+" "+kind))
	if !r.selectors {
		name += "-none"
	}
	_ = os.WriteFile(name+".old.md", old, 0o644)
	_ = os.WriteFile(name+".new.md", now, 0o644)
}

func (r *realReplay) write(w io.Writer) {
	title := "With the imported selectors"
	if !r.selectors {
		title = "With no selectors (Buffer's pages, one address told apart by selectors, left out)"
	}
	fmt.Fprintf(w, "## %s\n\n| what | count | per 1,000 captures |\n| --- | --- | --- |\n", title)
	for _, row := range []struct {
		what string
		n    int
	}{
		{"captures", r.captures},
		{"real changes in the reference", r.real},
		{"real changes missed", r.missed},
		{"beside the real ones, address mangled in the reference", r.mangled},
		{"of the real ones, hidden by the rules", r.hidden},
		{"missed to the letter, these two kinds included", r.toTheLetter},
		{"false changes", r.falsely},
		{"changes of links, punctuation or markup alone", r.markup},
		{"changes after the reference's last record (" + r.ref.end.Format(time.DateOnly) + ")", r.after},
		{"technical upgrades", r.upgrades},
		{"captures that the rules do not match: the content was found", r.found},
		{"held", r.held},
	} {
		fmt.Fprintf(w, "| %s | %d | %.2f |\n", row.what, row.n, float64(row.n)*1000/float64(max(1, r.captures)))
	}
	fmt.Fprintf(w, "| CPU seconds per 1,000 pages (%.0f KB each on average) | %.1f | |\n\n",
		float64(r.bytes)/1000/float64(max(1, r.captures)), r.cpu.Seconds()*1000/float64(max(1, r.captures)))
	fmt.Fprintf(w, "Each capture that is not as the reference has it:\n\n")
	for _, l := range r.lines {
		fmt.Fprintf(w, "- %s\n", l)
	}
	fmt.Fprintln(w)
}

// blobs reads objects through one git process.
type blobs struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func newBlobs(t *testing.T, repo string) *blobs {
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
	return &blobs{cmd, in, bufio.NewReaderSize(out, 1<<20)}
}

func (b *blobs) read(t *testing.T, blob string) []byte {
	fmt.Fprintln(b.in, blob)
	var id, kind string
	var size int
	if _, err := fmt.Fscanf(b.out, "%s %s %d\n", &id, &kind, &size); err != nil {
		t.Errorf("git cat-file %s: %v", blob, err)
		return nil
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(b.out, data); err != nil {
		t.Errorf("git cat-file %s: %v", blob, err)
		return nil
	}
	return data[:size]
}

func (b *blobs) close() {
	b.in.Close()
	_ = b.cmd.Wait()
}
