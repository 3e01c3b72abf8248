package diff_test

import (
	"math/rand"
	"sort"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact/specimen"
)

// factScore counts the facts of one kind that came with planted sentences.
type factScore struct{ planted, reported, right int }

// plantedFacts puts a sentence with one fact behind a paragraph of a real policy, or takes it away, and counts by kind what
// the rows of the comparison say came or went. What the sentence says without its fact is not counted.
func plantedFacts(t testing.TB, seed int64, rounds int) map[string]*factScore {
	r := rand.New(rand.NewSource(seed))
	paragraphs := make(map[string][]string)
	for _, tr := range tracks(t)[:3] {
		lang := map[string]string{"en": "en", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}[tr.name]
		for _, p := range tr.policies[:min(3, len(tr.policies))] {
			for _, b := range p.Doc.Blocks {
				if b.Kind == doc.Paragraph && len(b.Text) > 120 && len(b.Text) < 1200 && !strings.Contains(b.Text, "\n") && !b.Boiler {
					paragraphs[lang] = append(paragraphs[lang], b.Text)
				}
			}
		}
	}
	scores := make(map[string]*factScore)
	get := func(kind string) *factScore {
		if scores[kind] == nil {
			scores[kind] = new(factScore)
		}
		return scores[kind]
	}
	// came lists the facts that rows say came with a sentence behind a paragraph.
	came := func(lang, paragraph, sentence string) []diff.FactChange {
		old := doc.Parse([]byte("# T\n\n" + paragraph + "\n\n" + paragraphs[lang][0] + "\n"))
		new := doc.Parse([]byte("# T\n\n" + paragraph + " " + sentence + "\n\n" + paragraphs[lang][0] + "\n"))
		known := diff.Side{Language: lang}
		forth := r.Intn(2) == 0
		if !forth {
			old, new = new, old
		}
		var facts []diff.FactChange
		for _, row := range diff.Compare(old, new, diff.Options{Old: known, New: known}).Blocks {
			for _, f := range row.Facts {
				if !forth {
					f.New, f.Old = f.Old, f.New
				}
				facts = append(facts, f)
			}
		}
		return facts
	}
	for range rounds {
		for _, s := range specimen.Make(r) {
			paragraph := paragraphs[s.Lang][r.Intn(len(paragraphs[s.Lang]))]
			if strings.Contains(strings.ToLower(paragraph), strings.ToLower(s.Text)) {
				continue // what is there already does not come
			}
			bare := make(map[string]int)
			for _, f := range came(s.Lang, paragraph, strings.Replace(s.Carrier, "%s", "—", 1)) {
				bare[f.Kind+f.New]++
			}
			score := get(s.Kind)
			score.planted++
			for _, f := range came(s.Lang, paragraph, s.Sentence()) {
				switch {
				case f.Kind == s.Kind && f.New == s.Text:
					score.reported++
					score.right++
				case bare[f.Kind+f.New] > 0:
					bare[f.Kind+f.New]--
				default:
					get(f.Kind).reported++
					t.Logf("%s %s %q in %q: also %+v", s.Lang, s.Kind, s.Text, s.Carrier, f)
				}
			}
		}
	}
	return scores
}

// BenchmarkPlantedFacts reports recall and precision of the facts that rows list, by kind.
func BenchmarkPlantedFacts(b *testing.B) {
	var scores map[string]*factScore
	for b.Loop() {
		scores = plantedFacts(b, 5, 3)
	}
	kinds := make([]string, 0, len(scores))
	for kind := range scores {
		kinds = append(kinds, kind)
	}
	sort.Strings(kinds)
	for _, kind := range kinds {
		s, name := scores[kind], strings.ReplaceAll(kind, " ", "-")
		b.ReportMetric(float64(s.right)/float64(max(s.planted, 1)), name+"-recall")
		b.ReportMetric(float64(s.right)/float64(max(s.reported, 1)), name+"-precision")
	}
}
