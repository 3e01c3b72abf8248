package topic

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"policylog/diff/doc"
	"policylog/internal/realdata"
)

var codes = map[string]string{
	"F": FirstParty, "T": ThirdParty, "C": Choice, "A": Access, "R": Retention, "S": Security, "P": PolicyChange, "D": DoNotTrack, "I": International, "O": Other,
}

// labelled is a block of a real policy with the topics that a reader gave it.
type labelled struct {
	lang          string
	path          []string
	heading, text string
	want          []string
}

// readLabels reads a file of labels; see testdata/README.md. The parser may cut a document otherwise one day: what is not
// found any more is left out.
func readLabels(tb testing.TB, name string) []labelled {
	tb.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	docs := make(map[string]*doc.Document)
	var out []labelled
	missing := 0
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 5 {
			continue
		}
		if docs[f[1]] == nil {
			docs[f[1]] = doc.Parse(read(tb, f[1]))
		}
		l, ok := locate(docs[f[1]], f[3])
		if !ok {
			missing++
			continue
		}
		l.lang = f[0]
		for code := range strings.SplitSeq(f[4], ",") {
			l.want = append(l.want, codes[code])
		}
		out = append(out, l)
	}
	if missing > 20 {
		tb.Errorf("%d labelled blocks are not found", missing)
	}
	return out
}

func read(tb testing.TB, ref string) []byte {
	tb.Helper()
	bundle, rest, ok := strings.Cut(ref, "@")
	if !ok {
		return realdata.File(tb, ref)
	}
	out, err := exec.Command("git", "-C", realdata.Repo(tb, bundle), "show", rest).Output()
	if err != nil {
		tb.Fatalf("git show %s: %v", rest, err)
	}
	return out
}

func locate(d *doc.Document, hash string) (labelled, bool) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if fmt.Sprintf("%x", sha256.Sum256([]byte(b.Text)))[:12] != hash {
			continue
		}
		l := labelled{text: b.Text}
		if b.Section >= 0 {
			l.path, l.heading = d.Sections[b.Section].Path, d.Sections[b.Section].Title
		}
		return l, true
	}
	return labelled{}, false
}

// counts are true and false positives and false negatives of each topic.
type counts map[string]*[3]int

func (c counts) add(want []string, got []Topic) {
	at := func(name string) *[3]int {
		if c[name] == nil {
			c[name] = new([3]int)
		}
		return c[name]
	}
	for _, t := range got {
		if slices.Contains(want, t.Name) {
			at(t.Name)[0]++
		} else {
			at(t.Name)[1]++
		}
	}
	for _, w := range want {
		if !slices.ContainsFunc(got, func(t Topic) bool { return t.Name == w }) {
			at(w)[2]++
		}
	}
}

func f1(n *[3]int) float64 {
	if n == nil || n[0] == 0 {
		return 0
	}
	return 2 * float64(n[0]) / float64(2*n[0]+n[1]+n[2])
}

// macro is the mean F1 over the topics that occur in the labels.
func (c counts) macro() float64 {
	sum, n := 0.0, 0
	for _, name := range Names {
		if x := c[name]; x != nil && x[0]+x[2] > 0 {
			sum += f1(x)
			n++
		}
	}
	return sum / float64(max(n, 1))
}

// evaluate counts over a file of labels, per language: with the headings ("en") and by the text alone ("en-bare").
func evaluate(tb testing.TB, name string) map[string]counts {
	out := make(map[string]counts)
	for _, l := range readLabels(tb, name) {
		for k, got := range map[string][]Topic{
			l.lang:           Of(l.path, l.heading, l.text, l.lang),
			l.lang + "-bare": Of(nil, "", l.text, l.lang),
		} {
			if out[k] == nil {
				out[k] = make(counts)
			}
			out[k].add(l.want, got)
		}
	}
	return out
}

func TestLabelled(t *testing.T) {
	for k, c := range evaluate(t, "labels.tsv") {
		if m := c.macro(); !strings.HasSuffix(k, "-bare") && m < 0.80 {
			t.Errorf("%s: macro-F1 %.3f", k, m)
		}
	}
}

// readSentences reads testdata/sentences.tsv: paragraphs in our own words with no heading around them, as a corpus of
// segments has them.
func readSentences(tb testing.TB) []labelled {
	tb.Helper()
	b, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	var out []labelled
	for line := range strings.Lines(string(b)) {
		names, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		l := labelled{lang: "en", text: text}
		for code := range strings.SplitSeq(names, ",") {
			l.want = append(l.want, codes[code])
		}
		out = append(out, l)
	}
	return out
}

func sentences(tb testing.TB, miss func(labelled, []Topic)) counts {
	c := make(counts)
	for _, l := range readSentences(tb) {
		got := Of(nil, "", l.text, l.lang)
		c.add(l.want, got)
		if miss != nil {
			miss(l, got)
		}
	}
	return c
}

// TestSentences holds what wording alone must do: without any heading around it, a plain paragraph is known for what it is
// about.
func TestSentences(t *testing.T) {
	c := sentences(t, func(l labelled, got []Topic) {
		if testing.Verbose() && !slices.Contains(l.want, got[0].Name) {
			t.Logf("want %v, got %v: %s", l.want, got, l.text)
		}
	})
	if m := c.macro(); m < 0.85 {
		t.Errorf("macro-F1 %.3f", m)
	}
}

// The names are those of the JSON contract.
func TestNames(t *testing.T) {
	want := []string{
		"First Party Collection/Use", "Third Party Sharing/Collection", "User Choice/Control", "User Access Edit and Deletion",
		"Data Retention", "Data Security", "Policy Change", "Do Not Track", "International and Specific Audiences", "Other",
	}
	if !slices.Equal(Names[:], want) {
		t.Errorf("%q", Names)
	}
}

// BenchmarkSentences reports macro-F1 on paragraphs without headings, as in the wording of older websites.
func BenchmarkSentences(b *testing.B) {
	var c counts
	for b.Loop() {
		c = sentences(b, nil)
	}
	b.ReportMetric(c.macro(), "macroF1")
}

// BenchmarkLabelled reports macro-F1 on the blocks that cues and thresholds are tuned on.
func BenchmarkLabelled(b *testing.B) { benchmark(b, "labels.tsv") }

// BenchmarkHeldOut reports macro-F1 on blocks that nothing was tuned on.
func BenchmarkHeldOut(b *testing.B) { benchmark(b, "heldout.tsv") }

func benchmark(b *testing.B, name string) {
	b.Helper()
	var result map[string]counts
	for b.Loop() {
		result = evaluate(b, name)
	}
	for k, c := range result {
		b.ReportMetric(c.macro(), k+"-macroF1")
	}
}
