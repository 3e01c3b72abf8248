package doc

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"policylog/internal/realdata"
)

// cutPages cuts n long paragraphs of a text in two, inside a sentence, as a page break does. It returns the text and the
// paragraphs that were cut.
func cutPages(d *Document, n int, seed uint64) (string, map[string]bool) {
	rng := rand.New(rand.NewPCG(seed, 1))
	cut := map[string]bool{}
	var long []int
	for i := range d.Blocks {
		if b := &d.Blocks[i]; (b.Kind == Paragraph || b.Kind == Item) && utf8.RuneCountInString(b.Text) > 80 && !strings.ContainsAny(b.Text, "\r\n") {
			long = append(long, i)
		}
	}
	rng.Shuffle(len(long), func(i, j int) { long[i], long[j] = long[j], long[i] })
	at := map[int]int{}
	for _, i := range long[:min(n, len(long))] {
		rs := []rune(d.Blocks[i].Text)
		for range 50 {
			k := 35 + rng.IntN(len(rs)-60)
			if !unicode.IsLetter(rs[k-1]) || !(unicode.IsLetter(rs[k]) && isWide(rs[k]) || rs[k] == ' ') {
				continue
			}
			at[i] = len(string(rs[:k]))
			break
		}
	}
	var b strings.Builder
	for i := range d.Blocks {
		t := d.Blocks[i].Text
		if k, ok := at[i]; ok {
			halves := t[:k] + "\n\n" + strings.TrimSpace(t[k:])
			cut[halves] = true
			t = halves
		}
		b.WriteString(t + "\n\n")
	}
	return b.String(), cut
}

// TestPlantedPageBreaks cuts paragraphs of real texts without markup and counts how many come back whole. A word cut where
// nothing tells it stays cut: better that than two paragraphs in one.
func TestPlantedPageBreaks(t *testing.T) {
	for name, least := range map[string]float64{feedback: 0.4, unmarked: 0.4, xiaomiTW: 0.4, xiaomiEN: 0.6} {
		policy, _ := StripMetadata(realdata.File(t, name))
		base := Parse([]byte(withoutMarkup(Parse(policy))))
		before := map[string]bool{}
		for _, j := range joined(base) {
			before[j] = true
		}
		whole, all := 0, 0
		for seed := range uint64(20) {
			text, cut := cutPages(base, 5, seed)
			all += len(cut)
			for _, j := range joined(Parse([]byte(text))) {
				switch {
				case cut[j]:
					whole++
				case !before[j]:
					t.Errorf("%s: joined falsely: %q", name, j)
				}
			}
		}
		share := float64(whole) / float64(all)
		t.Logf("%s: %d of %d whole again", name, whole, all)
		if share < least {
			t.Errorf("%s: %.2f whole again, want %.2f", name, share, least)
		}
	}
}
