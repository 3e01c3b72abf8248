package diff_test

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// made is a text of so many bytes in paragraphs of made-up words; two with different prefixes have nothing in common.
func made(bytes int, prefix string, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	for i := 0; b.Len() < bytes; i++ {
		if i%12 == 0 {
			fmt.Fprintf(&b, "## %d. %s%d title\n\n", i/12+1, prefix, i)
		}
		for range 10 + r.IntN(60) {
			fmt.Fprintf(&b, "%s%d ", prefix, int(r.ExpFloat64()*400))
		}
		b.WriteString("end.\n\n")
	}
	return b.String()
}

// BenchmarkCompare measures a comparison in process, parsing aside: what real pairs take, the worst cases, and the growth
// with size.
func BenchmarkCompare(b *testing.B) {
	items := func(n int) string { return strings.Repeat("- back to top\n", n) }
	pairs := []struct {
		name string
		text func(testing.TB) (string, string)
	}{
		{"nothing-in-common-1MB", func(testing.TB) (string, string) { return made(1<<20, "a", 1), made(1<<20, "b", 2) }},
		{"same-vocabulary-1MB", func(testing.TB) (string, string) { return made(1<<20, "a", 1), made(1<<20, "a", 2) }},
		{"equal-items-5000", func(testing.TB) (string, string) { return items(5000), items(4900) }},
		{"alternating-items-5000", func(testing.TB) (string, string) {
			return strings.Repeat("- yes\n- no\n", 2500), strings.Repeat("- no\n- maybe\n- yes\n", 1700)
		}},
		{"numbered-items-5000", func(testing.TB) (string, string) {
			var o, n strings.Builder
			for i := range 5000 {
				fmt.Fprintf(&o, "- item number %d of the list\n", i)
				fmt.Fprintf(&n, "- item number %d of the list\n", 2500+i)
			}
			return o.String(), n.String()
		}},
		{"zh-TW-52KB-old-and-new", func(t testing.TB) (string, string) {
			s := string(realdata.File(t, "seeds/000_05b14415a591ba60.txt"))
			return s, strings.NewReplacer("30", "45", "可能", "會", "第三方", "合作夥伴").Replace(s)
		}},
		{"zh-TW-two-policies", func(t testing.TB) (string, string) {
			return string(realdata.File(t, "seeds/000_05b14415a591ba60.txt")), string(realdata.File(t, "seeds/004_cbd58d81623d95b8.txt"))
		}},
	}
	for _, p := range pairs {
		b.Run(p.name, func(b *testing.B) {
			o, n := p.text(b)
			old, new := doc.Parse([]byte(o)), doc.Parse([]byte(n))
			for b.Loop() {
				diff.Compare(old, new, diff.Options{})
			}
		})
	}
	for _, kb := range []int{10, 30, 100, 300, 1000} {
		b.Run(fmt.Sprintf("growth-%dKB", kb), func(b *testing.B) {
			o := made(kb<<10, "w", 3)
			old, new := doc.Parse([]byte(o)), doc.Parse([]byte(strings.ReplaceAll(o, "w12 ", "changed ")))
			for b.Loop() {
				diff.Compare(old, new, diff.Options{})
			}
		})
	}
}

// BenchmarkConsecutive measures consecutive versions of real policies of about 30 KB, parsing included, in pairs a second.
func BenchmarkConsecutive(b *testing.B) {
	repo := realdata.Repo(b, "ota-pga-versions")
	type pair struct{ old, new []byte }
	var pairs []pair
	for _, path := range pgaPaths(b) {
		out, err := exec.Command("git", "-C", repo, "log", "--format=%H", "-12", "--", path).Output()
		if err != nil {
			b.Fatal(err)
		}
		var last []byte
		for _, rev := range strings.Fields(string(out)) {
			text, err := exec.Command("git", "-C", repo, "show", rev+":"+path).Output()
			if err != nil {
				continue
			}
			if len(last) > 24<<10 && len(last) < 38<<10 && len(text) > 24<<10 {
				pairs = append(pairs, pair{text, last})
			}
			last = text
		}
	}
	if len(pairs) == 0 {
		b.Skip("no pairs of that size")
	}
	type parsed struct{ old, new *doc.Document }
	var docs []parsed
	for _, p := range pairs {
		docs = append(docs, parsed{doc.Parse(p.old), doc.Parse(p.new)})
	}
	b.Run("compare", func(b *testing.B) {
		for b.Loop() {
			for _, d := range docs {
				diff.Compare(d.old, d.new, diff.Options{})
			}
		}
		b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "pairs/s")
	})
	b.Run("parse+compare", func(b *testing.B) {
		for b.Loop() {
			for _, p := range pairs {
				diff.Compare(doc.Parse(p.old), doc.Parse(p.new), diff.Options{})
			}
		}
		b.ReportMetric(float64(len(pairs)*b.N)/b.Elapsed().Seconds(), "pairs/s")
	})
}
