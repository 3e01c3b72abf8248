package diff_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/internal/realdata"
)

// TestSweep holds every pair of consecutive versions in the real histories to the contract: lossless, deterministic,
// mirrored. It prints what share of real changes is of which class, and changes drawn by a fixed seed to be read by eye;
// docs/sweep.md records both. It takes many minutes and runs only where POLICYLOG_SWEEP is set; POLICYLOG_SWEEP=N takes every
// Nth pair.
func TestSweep(t *testing.T) {
	var every int
	if _, err := fmt.Sscan(os.Getenv("POLICYLOG_SWEEP"), &every); err != nil || every < 1 {
		t.Skip("POLICYLOG_SWEEP is not set")
	}
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		t.Run(bundle, func(t *testing.T) {
			s := newShares()
			for i, p := range blobPairs(t, bundle) {
				if i%every == 0 {
					s.add(compare(t, p.old, p.new))
				}
			}
			t.Log(s)
			for _, row := range s.drawn {
				t.Log(row)
			}
		})
	}
}

type versionPair struct{ old, new []byte }

// blobPairs lists the two texts of every change of a Markdown file in a history.
func blobPairs(t testing.TB, bundle string) []versionPair {
	repo := realdata.Repo(t, bundle)
	raw, err := exec.Command("git", "-C", repo, "log", "--reverse", "--raw", "--no-abbrev", "--no-renames", "--diff-filter=M", "--format=").Output()
	if err != nil {
		t.Fatal(err)
	}
	var ids [][2]string
	for _, line := range strings.Split(string(raw), "\n") {
		f := strings.Fields(line)
		if len(f) > 5 && strings.HasSuffix(line, ".md") {
			ids = append(ids, [2]string{f[2], f[3]})
		}
	}
	blob := catFile(t, repo)
	out := make([]versionPair, 0, len(ids))
	for _, id := range ids {
		out = append(out, versionPair{blob(id[0]), blob(id[1])})
	}
	return out
}

// catFile reads objects of a repository through one git process.
func catFile(t testing.TB, repo string) func(id string) []byte {
	cmd := exec.Command("git", "-C", repo, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	out := bufio.NewReader(pipe)
	return func(id string) []byte {
		fmt.Fprintln(in, id)
		var name, kind string
		var size int
		if _, err := fmt.Fscanf(out, "%s %s %d\n", &name, &kind, &size); err != nil {
			t.Fatal(err)
		}
		b := make([]byte, size+1)
		if _, err := io.ReadFull(out, b); err != nil {
			t.Fatal(err)
		}
		return b[:size]
	}
}

// shares counts what real changes are.
type shares struct {
	pairs, none int
	highest     map[diff.Class]int // pairs by the highest class in them
	rows        map[diff.Class]int
	status      map[diff.Status]int
	changed     int      // pairs with a change
	drawn       []string // one change of each of so many pairs, any pair as likely as any other
	random      *rand.Rand
}

// drawn changes are read by eye.
const drawn = 25

func newShares() *shares {
	return &shares{highest: make(map[diff.Class]int), rows: make(map[diff.Class]int), status: make(map[diff.Status]int), random: rand.New(rand.NewPCG(2026, 11))}
}

func (s *shares) add(r *diff.Result) {
	s.pairs++
	var highest diff.Class
	for _, row := range r.Blocks {
		s.status[row.Status]++
		if row.Class == "" {
			continue
		}
		s.rows[row.Class]++
	}
	s.draw(r)
	for _, c := range diff.Classes() {
		for _, i := range r.Changes() {
			if r.Blocks[i].Class == c {
				highest = c
			}
		}
	}
	if highest == "" {
		s.none++
		return
	}
	s.highest[highest]++
}

// draw takes one change of a pair, and keeps it with the chance that leaves each pair as likely as any other (reservoir
// sampling).
func (s *shares) draw(r *diff.Result) {
	changes := r.Changes()
	if len(changes) == 0 {
		return
	}
	i := changes[s.random.IntN(len(changes))]
	s.changed++
	at := len(s.drawn)
	if at == drawn {
		if at = s.random.IntN(s.changed); at >= drawn {
			return
		}
	} else {
		s.drawn = append(s.drawn, "")
	}
	row := r.Blocks[i]
	var b strings.Builder
	fmt.Fprintf(&b, "%s → %s %s: %s %s %s %q %v\n", r.Old.SHA256[:12], r.New.SHA256[:12], r.New.Language, row.Kind, row.Status, row.Class, row.Reasons, row.Facts)
	for _, span := range row.Spans {
		switch span.Op {
		case diff.SpanEqual:
			b.WriteString(span.Old)
		case diff.SpanDelete:
			fmt.Fprintf(&b, "[-%s-]", span.Old)
		case diff.SpanInsert:
			fmt.Fprintf(&b, "{+%s+}", span.New)
		}
	}
	if len(row.Spans) == 0 {
		for _, ref := range append(row.Old, row.New...) {
			fmt.Fprintf(&b, "%s\n", ref.Text)
		}
	}
	s.drawn[at] = b.String()
}

func (s *shares) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pairs, %d without any change\n| class | pairs whose highest class it is | share | rows |\n|---|---|---|---|\n", s.pairs, s.none)
	for _, c := range diff.Classes() {
		fmt.Fprintf(&b, "| %s | %d | %.1f%% | %d |\n", c, s.highest[c], 100*float64(s.highest[c])/float64(max(1, s.pairs)), s.rows[c])
	}
	for _, st := range []diff.Status{
		diff.Equal, diff.Modified, diff.Added, diff.Removed, diff.Moved, diff.MovedModified, diff.Split, diff.Merged,
		diff.Retitled, diff.Renumbered, diff.RetitledRenumbered,
	} {
		fmt.Fprintf(&b, "%s %d, ", st, s.status[st])
	}
	return b.String()
}
