package fact

import (
	"fmt"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"policylog/diff/fact/specimen"
	"policylog/internal/realdata"
)

// realSentences are the paragraphs of real policies that the facts are planted between.
func realSentences(tb testing.TB) map[string][]string {
	out := make(map[string][]string)
	for lang, files := range map[string][]string{
		"en":      {"seeds/003_13bd11e379a121a2.txt", "pdf/mdn_plus_privacy.en.md"},
		"zh-Hans": {"seeds/002_0fb34c2545ec3a69.txt", "pdf/mdn_plus_privacy.zh-CN.md"},
		"zh-Hant": {"seeds/000_05b14415a591ba60.txt", "seeds/004_cbd58d81623d95b8.txt"},
	} {
		for _, f := range files {
			for p := range strings.SplitSeq(string(realdata.File(tb, f)), "\n\n") {
				if p = strings.TrimSpace(p); len(p) > 120 && !strings.HasPrefix(p, "---") {
					out[lang] = append(out[lang], p)
				}
			}
		}
	}
	return out
}

type score struct{ planted, found, right int }

// plantedScores plants every fact between real paragraphs and counts, per kind, what was planted, what new facts were
// found, and how many of these are the planted ones, to the letter and with the right value.
func plantedScores(tb testing.TB, seed int64, rounds int, miss func(specimen.Specimen, string)) map[Kind]*score {
	paragraphs := realSentences(tb)
	r := rand.New(rand.NewSource(seed))
	scores := make(map[Kind]*score)
	get := func(k Kind) *score {
		if scores[k] == nil {
			scores[k] = new(score)
		}
		return scores[k]
	}
	for range rounds {
		for _, p := range specimen.Make(r) {
			list := paragraphs[p.Lang]
			before, after := list[r.Intn(len(list))], list[r.Intn(len(list))]
			start := len(before) + 1 + strings.Index(p.Carrier, "%s")
			sentence := p.Sentence()
			low, high := len(before)+1, len(before)+1+len(sentence)
			bare := strings.Replace(p.Carrier, "%s", "—", 1)
			expected := make(map[string]int) // what the carrier holds without the fact
			for _, f := range Find(bare, p.Lang) {
				expected[string(f.Kind)+f.Text]++
			}
			get(Kind(p.Kind)).planted++
			hit := false
			var got []string
			for _, f := range Find(before+"\n"+sentence+"\n"+after, p.Lang) {
				if f.Start < low || f.End > high {
					continue
				}
				if string(f.Kind) == p.Kind && f.Start == start && f.Text == p.Text && (p.Value == "" || f.Value == p.Value) {
					hit = true
					get(Kind(p.Kind)).found++
					get(Kind(p.Kind)).right++
					continue
				}
				if expected[string(f.Kind)+f.Text] > 0 {
					expected[string(f.Kind)+f.Text]--
					continue
				}
				get(f.Kind).found++
				got = append(got, fmt.Sprintf("%s %q=%s", f.Kind, f.Text, f.Value))
			}
			if (!hit || len(got) > 0) && miss != nil {
				miss(p, strings.Join(got, ", "))
			}
		}
	}
	return scores
}

func TestPlantedFacts(t *testing.T) {
	shown := make(map[string]bool)
	scores := plantedScores(t, 2, 10, func(p specimen.Specimen, got string) {
		if key := p.Kind + p.Carrier; !shown[key] {
			shown[key] = true
			t.Logf("%s %s: %s | %q=%s: got %s", p.Lang, p.Kind, p.Carrier, p.Text, p.Value, got)
		}
	})
	for kind, s := range scores {
		recall, precision := float64(s.right)/float64(s.planted), float64(s.right)/float64(s.found)
		if recall < 0.95 || precision < 0.95 {
			t.Errorf("%s: recall %.3f, precision %.3f (planted %d, found %d, right %d)", kind, recall, precision, s.planted, s.found, s.right)
		}
	}
}

// BenchmarkPlantedFacts reports recall and precision of each kind.
func BenchmarkPlantedFacts(b *testing.B) {
	var scores map[Kind]*score
	for b.Loop() {
		scores = plantedScores(b, 2, 10, nil)
	}
	kinds := make([]string, 0, len(scores))
	for k := range scores {
		kinds = append(kinds, string(k))
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		s, name := scores[Kind(k)], strings.ReplaceAll(k, " ", "-")
		b.ReportMetric(float64(s.right)/float64(max(s.planted, 1)), name+"-recall")
		b.ReportMetric(float64(s.right)/float64(max(s.found, 1)), name+"-precision")
	}
}
