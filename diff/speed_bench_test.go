package diff_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/internal/realdata"
	"policylog/internal/usage"
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

// BenchmarkConsecutive measures consecutive versions of real policies, spread evenly over both histories, parsing both
// sides included: those around 30 KB, and all whatever their size, in pairs a second and in milliseconds of CPU a pair,
// which say more on a machine with other work to do.
func BenchmarkConsecutive(b *testing.B) {
	const sample = 240
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		pairs := blobPairs(b, bundle)
		around30KB := slices.DeleteFunc(slices.Clone(pairs), func(p versionPair) bool {
			return min(len(p.old), len(p.new)) < 24<<10 || max(len(p.old), len(p.new)) > 38<<10
		})
		for _, set := range []struct {
			name  string
			pairs []versionPair
		}{{"30KB", around30KB}, {"all", pairs}} {
			pairs := spread(set.pairs, sample)
			b.Run(bundle+"/"+set.name, func(b *testing.B) {
				start := usage.User()
				for b.Loop() {
					for _, p := range pairs {
						diff.Compare(doc.Parse(p.old), doc.Parse(p.new), diff.Options{})
					}
				}
				n := float64(len(pairs) * b.N)
				b.ReportMetric(n/b.Elapsed().Seconds(), "pairs/s")
				b.ReportMetric((usage.User()-start).Seconds()*1000/n, "cpu-ms/pair")
			})
		}
	}
}

// spread takes n of a list, evenly.
func spread[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	out := make([]T, 0, n)
	for i := range n {
		out = append(out, list[i*len(list)/n])
	}
	return out
}
