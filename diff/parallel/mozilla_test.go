package parallel

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// The notices of mozilla/legal-docs carry anchors that are the same in every language. They are taken out of what is
// compared and tell which section is which.
var anchor = regexp.MustCompile(`\s*\{:\s*#([\w-]+)[^}\n]*\}`)

// chunk is a heading with the text up to the next one.
type chunk struct {
	text  string
	truth string
}

var headingLine = regexp.MustCompile(`(?m)^#{1,6} `)

// chunks cuts a Markdown text at its headings. The truth of each is its anchor, or else its place among the headings
// since the last anchor.
func chunks(src string) []chunk {
	src = strings.TrimPrefix(strings.ReplaceAll(src, "\r\n", "\n"), "\ufeff")
	at := headingLine.FindAllStringIndex(src, -1)
	var out []chunk
	last, n := "", 0
	for i, a := range at {
		end := len(src)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		body := src[a[0]:end]
		head := body
		if lines := strings.SplitN(body, "\n", 3); len(lines) > 2 {
			head = lines[0] + "\n" + lines[1]
		}
		if m := anchor.FindStringSubmatch(head); m != nil {
			last, n = m[1], 0
		} else {
			n++
		}
		out = append(out, chunk{anchor.ReplaceAllString(body, ""), fmt.Sprintf("%s/%d", last, n)})
	}
	return out
}

func assemble(cs []chunk) *doc.Document {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(c.text + "\n\n")
	}
	return doc.Parse([]byte(b.String()))
}

// truths names each section of a document made of chunks; a chunk whose heading the parser does not take for a section,
// or which it takes for several, has none.
func truths(d *doc.Document, cs []chunk) []string {
	out := make([]string, len(d.Sections))
	k := 0
	for i, s := range d.Sections {
		line := strings.TrimSpace(strings.SplitN(d.Blocks[s.Heading].Text, "\n", 2)[0])
		for j := k; j < len(cs); j++ {
			if strings.HasPrefix(cs[j].text, line) {
				out[i], k = cs[j].truth, j+1
				break
			}
		}
	}
	return out
}

// score counts pairs that are right, found, and to be found.
func score(a, b []chunk, la, lb string) (right, got, want int) {
	da, db := assemble(a), assemble(b)
	ta, tb := truths(da, a), truths(db, b)
	at := map[string]bool{}
	for _, t := range ta {
		at[t] = t != ""
	}
	for _, t := range tb {
		if at[t] {
			want++
		}
	}
	r := Compare(da, db, Options{A: diff.Side{Language: la}, B: diff.Side{Language: lb}})
	for _, row := range r.Sections {
		if row.A == nil || row.B == nil {
			continue
		}
		x, y := ta[row.A.Index], tb[row.B.Index]
		if x == "" || y == "" {
			continue
		}
		got++
		if x == y {
			right++
		} else if os.Getenv("POLICYLOG_SWEEP") != "" {
			fmt.Printf("  %s %s: %q with %q\n", la, lb, row.A.Title, row.B.Title)
		}
	}
	return right, got, want
}

func f1(right, got, want int) float64 { return 2 * float64(right) / float64(got+want) }

// parallelTexts are two languages of a notice whose headings carry the same anchors in the same order.
type parallelTexts struct {
	name   string
	a, b   []chunk
	la, lb string
}

func mozilla(t testing.TB) []parallelTexts {
	repo := realdata.Repo(t, "mozilla-legal-docs")
	show := func(rev, path string) string {
		out, err := exec.Command("git", "-C", repo, "show", rev+":"+path).Output()
		if err != nil {
			return ""
		}
		return string(out)
	}
	zhTW, err := exec.Command("git", "-C", repo, "log", "-1", "--format=%H", "HEAD", "--", "zh-TW/websites_privacy_notice.md").Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []parallelTexts
	for _, rev := range []string{"HEAD", strings.TrimSpace(string(zhTW)) + "~1"} {
		for _, policy := range []string{"firefox_privacy_notice", "mozilla_privacy_policy", "websites_privacy_notice"} {
			en := chunks(show(rev, "en/"+policy+".md"))
			for _, lang := range []string{"zh-CN", "zh-TW", "ja", "de"} {
				other := chunks(show(rev, lang+"/"+policy+".md"))
				if !sameTruth(en, other) {
					continue // a translation that lags behind has no truth to hold it to
				}
				out = append(out, parallelTexts{rev[:4] + " " + policy + " " + lang, en, other, "en", lang})
			}
		}
	}
	return out
}

func sameTruth(a, b []chunk) bool {
	if len(a) != len(b) || len(a) < 4 {
		return false
	}
	for i := range a {
		if a[i].truth != b[i].truth {
			return false
		}
	}
	return true
}

// disturb drops, moves and merges sections at random.
func disturb(cs []chunk, rnd *rand.Rand) []chunk {
	out := append([]chunk{}, cs...)
	for range max(1, len(cs)/6) {
		i := rnd.IntN(len(out))
		switch rnd.IntN(3) {
		case 0: // drop
			if len(out) > 3 {
				out = append(out[:i:i], out[i+1:]...)
			}
		case 1: // move
			c := out[i]
			out = append(out[:i:i], out[i+1:]...)
			j := rnd.IntN(len(out) + 1)
			out = append(out[:j:j], append([]chunk{c}, out[j:]...)...)
		case 2: // merge into the one before: the heading goes
			if i > 0 && len(out) > 3 {
				_, body, _ := strings.Cut(out[i].text, "\n")
				out[i-1].text += "\n\n" + body
				out = append(out[:i:i], out[i+1:]...)
			}
		}
	}
	return out
}

func TestMozilla(t *testing.T) {
	texts := mozilla(t)
	if len(texts) < 8 {
		t.Fatalf("only %d parallel texts", len(texts))
	}
	var right, got, want int
	for _, p := range texts {
		r, g, w := score(p.a, p.b, p.la, p.lb)
		t.Logf("%s: %d sections, F1 %.3f", p.name, len(p.a), f1(r, g, w))
		right, got, want = right+r, got+g, want+w
	}
	if f := f1(right, got, want); f < 0.95 {
		t.Errorf("F1 %.3f, want 0.95", f)
	}
}

// TestMozillaDisturbed drops, moves and merges sections of either side at random.
func TestMozillaDisturbed(t *testing.T) {
	var right, got, want int
	for k, p := range mozilla(t) {
		rnd := rand.New(rand.NewPCG(uint64(k), 8))
		for range 3 {
			r, g, w := score(disturb(p.a, rnd), disturb(p.b, rnd), p.la, p.lb)
			right, got, want = right+r, got+g, want+w
		}
	}
	t.Logf("F1 %.3f of %d pairs", f1(right, got, want), want)
	if f := f1(right, got, want); f < 0.90 {
		t.Errorf("F1 %.3f, want 0.90", f)
	}
}

func BenchmarkMozilla(b *testing.B) {
	texts := mozilla(b)
	var right, got, want int
	for b.Loop() {
		for k, p := range texts {
			rnd := rand.New(rand.NewPCG(uint64(k), 9))
			r, g, w := score(disturb(p.a, rnd), disturb(p.b, rnd), p.la, p.lb)
			right, got, want = right+r, got+g, want+w
		}
	}
	b.ReportMetric(f1(right, got, want), "F1")
}
