package diff_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/longbridgeapp/opencc"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/planted"
	"policylog/internal/realdata"
)

// track is a set of real policies in one language, and what is done to the new side.
type track struct {
	name     string
	policies []planted.Policy
	convert  func(string) string
	least    float64 // the F1 asked of it
}

// gitFile reads a file of a bundle as it was at a commit that is at or before a date.
func gitFile(t testing.TB, bundle, before, path string) (string, bool) {
	repo := realdata.Repo(t, bundle)
	rev, err := exec.Command("git", "-C", repo, "rev-list", "-1", "--before="+before, "HEAD", "--", path).Output()
	if err != nil || len(rev) == 0 {
		return "", false
	}
	text, err := exec.Command("git", "-C", repo, "show", strings.TrimSpace(string(rev))+":"+path).Output()
	return string(text), err == nil
}

// corpus says which of the real policies a set of tracks is made from.
type corpus struct {
	name      string
	languages []string // of Mozilla's notices, as they stood before each of the dates
	dates     []string
	seeds     bool // the seed documents too
	pga       int  // the remainder by five of the policies of the pga bundle
	rand      uint64
	pgaBefore string // the day before which those stood so; "" as they stand at last
}

var (
	// tuned are the documents that comparison was built on: the seeds, Mozilla's notices on some days, a fifth of pga.
	tuned = corpus{"tuned", []string{"en", "zh-CN", "zh-TW"}, []string{"2017-06-01", "2019-06-01", "2022-05-01"}, true, 0, 1, ""}
	// heldOut are documents that nothing was adjusted to: another fifth of pga, other days, other languages.
	heldOut = corpus{"held-out", []string{"en", "zh-CN", "zh-TW", "de", "ja"}, []string{"2016-12-01", "2018-03-01", "2020-09-01", "2024-06-01"}, false, 2, 7, ""}
	// fresh are documents that were read once: further days, languages and fifths, each with a seed of its own.
	fresh = []corpus{
		{"fresh-1", []string{"en", "zh-CN", "zh-TW", "ja", "fr"}, []string{"2015-09-01", "2018-09-01", "2021-11-01"}, false, 1, 101, "2022-01-01"},
		{"fresh-2", []string{"en", "zh-CN", "zh-TW", "ru", "es-ES"}, []string{"2016-03-01", "2019-11-01", "2023-02-01"}, false, 3, 202, "2024-01-01"},
		{"fresh-3", []string{"en", "zh-CN", "zh-TW", "ja", "pl"}, []string{"2017-09-15", "2020-02-01", "2026-05-01"}, false, 1, 303, "2025-06-01"},
	}
)

// tracks loads the policies that comparison was built on.
func tracks(t testing.TB) []track {
	t.Helper()
	loading.Do(func() { loaded = loadTracks(t, tuned) })
	if loaded == nil {
		t.Skip("real data is not there")
	}
	return slices.Clone(loaded)
}

var (
	loading sync.Once
	loaded  []track
)

func loadTracks(t testing.TB, from corpus) []track {
	policy := func(name, lang, text string) planted.Policy {
		return planted.Policy{Name: name, Lang: lang, Doc: doc.Parse([]byte(text))}
	}
	by := map[string][]planted.Policy{}
	if from.seeds {
		for _, seed := range [][2]string{
			{"000_05b14415a591ba60", "zh-TW"}, {"002_0fb34c2545ec3a69", "zh-CN"}, {"003_13bd11e379a121a2", "en"}, {"004_cbd58d81623d95b8", "zh-TW"},
		} {
			name, lang := seed[0], seed[1]
			by[lang] = append(by[lang], policy(name, lang, string(realdata.File(t, "seeds/"+name+".txt"))))
		}
	}
	for _, lang := range from.languages {
		for _, p := range []string{"firefox_privacy_notice", "websites_privacy_notice", "mozilla_privacy_policy", "firefox_about_rights", "acceptable_use_policy", "websites_tou"} {
			for _, before := range from.dates {
				for _, path := range []string{lang + "/" + p + ".md", p + "/" + lang + ".md"} {
					if text, ok := gitFile(t, "mozilla-legal-docs", before, path); ok && len(text) > 3000 {
						by[lang] = append(by[lang], policy(p+"@"+before, lang, text))
					}
				}
			}
		}
	}
	for _, path := range pgaPaths(t, from.pga) {
		if text, ok := gitFile(t, "ota-pga-versions", cmp.Or(from.pgaBefore, "2027-01-01"), path); ok && len(text) > 8000 && len(text) < 120000 {
			by["en"] = append(by["en"], policy(path, "en", text))
		}
	}
	simplify := func(config string) func(string) string {
		cc, err := opencc.New(config)
		if err != nil {
			t.Fatal(err)
		}
		return func(s string) string {
			out, err := cc.Convert(s)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
	}
	out := []track{
		{"en", by["en"], nil, 0.97},
		{"zh-CN", by["zh-CN"], nil, 0.97},
		{"zh-TW", by["zh-TW"], nil, 0.97},
		{"zh-TW→t2s", by["zh-TW"], simplify("t2s"), 0.95},
		{"zh-TW→tw2sp", by["zh-TW"], simplify("tw2sp"), 0.95},
	}
	for _, lang := range from.languages[3:] {
		out = append(out, track{lang, by[lang], nil, 0.97})
	}
	return out
}

// pgaPaths lists the policies of the pga bundle whose number leaves a remainder by five.
func pgaPaths(t testing.TB, remainder int) []string {
	repo := realdata.Repo(t, "ota-pga-versions")
	out, err := exec.Command("git", "-C", repo, "ls-tree", "-r", "--name-only", "-z", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for i, p := range strings.Split(string(out), "\x00") {
		if filepath.Ext(p) == ".md" && i%5 == remainder {
			paths = append(paths, p)
		}
	}
	return paths
}

// cases plants edits into the first so many policies of a track, with words and blocks of a few others: each kind alone, thrice, eight kinds at once, and a crowd of thirty.
func (tr track) cases(seed uint64, policies int) []planted.Case {
	var out []planted.Case
	for i, policy := range tr.policies[:min(policies, len(tr.policies))] {
		var donors []planted.Policy
		for k, d := range tr.policies {
			if base(d.Name) != base(policy.Name) && k != i && len(donors) < 8 {
				donors = append(donors, d)
			}
		}
		p := planted.Planter{Rand: rand.New(rand.NewPCG(seed, uint64(i))), Donors: donors, Convert: tr.convert}
		try := func(edits ...planted.Edit) {
			for range 6 {
				if c, ok := p.Plant(policy, edits...); ok {
					out = append(out, c)
					return
				}
			}
		}
		for _, e := range planted.Edits() {
			try(e)
			if e != planted.MoveSection {
				try(e, e, e)
			}
		}
		for range 6 {
			var mix []planted.Edit
			for _, k := range p.Rand.Perm(len(planted.Edits()))[:8] {
				if e := planted.Edits()[k]; e == planted.MoveSection {
					mix = append([]planted.Edit{e}, mix...)
				} else {
					mix = append(mix, e)
				}
			}
			try(mix...)
		}
		for range 3 {
			var crowd []planted.Edit
			for range 30 {
				crowd = append(crowd, planted.Edits()[p.Rand.IntN(len(planted.Edits()))])
			}
			try(crowd...)
		}
	}
	return out
}

func base(name string) string {
	name, _, _ = strings.Cut(name, "@")
	return name
}

// all the policies of a track.
const all = 1 << 20

func answers(c planted.Case) []planted.Answer {
	return planted.AnswersOf(diff.Compare(doc.Parse(c.Old), doc.Parse(c.New), diff.Options{}))
}

// BenchmarkAlign plants edits into real policies and reports how well they are found: F1 of the links of touched blocks,
// and for each kind of edit the share whose status was named right; for documents that comparison was built on, and for
// others. Run with -v for a table.
func BenchmarkAlign(b *testing.B) {
	for _, from := range append([]corpus{tuned, heldOut}, fresh...) {
		for _, tr := range loadTracks(b, from) {
			b.Run(from.name+"/"+tr.name, func(b *testing.B) {
				cases := tr.cases(from.rand, all)
				for b.Loop() {
					s := planted.Score{Note: examples(b)}
					for i := range cases {
						s.Add(&cases[i], answers(cases[i]))
					}
					report(b, &s, len(cases))
				}
			})
		}
	}
}

// examples prints what was answered wrongly, where POLICYLOG_EXAMPLES is set.
func examples(b *testing.B) func(c *planted.Case, why string, a planted.Answer) {
	if os.Getenv("POLICYLOG_EXAMPLES") == "" {
		return nil
	}
	return func(c *planted.Case, why string, a planted.Answer) {
		r := diff.Compare(doc.Parse(c.Old), doc.Parse(c.New), diff.Options{})
		for i := range r.Blocks {
			row := &r.Blocks[i]
			if sameBlocks(row.Old, a.Old) && sameBlocks(row.New, a.New) {
				b.Logf("%s: %s: %s %s %v%s", c.Name, why, row.Status, row.Class, row.Reasons, brief(row))
			}
		}
	}
}

func sameBlocks(refs []diff.BlockRef, at []int) bool {
	return slices.EqualFunc(refs, at, func(r diff.BlockRef, i int) bool { return r.Index == i })
}

func report(b *testing.B, s *planted.Score, cases int) {
	b.ReportMetric(s.F1(), "F1")
	b.ReportMetric(float64(s.Alarms), "alarms")
	worst, under := 1.0, 0
	var table strings.Builder
	fmt.Fprintf(&table, "%d cases, F1 %.4f, alarms %d of %d\n", cases, s.F1(), s.Alarms, s.Untouched)
	for _, e := range planted.Edits() {
		by := s.By[e]
		if by == nil || by.N == 0 {
			continue
		}
		status := float64(by.Status) / float64(by.N)
		worst = min(worst, status)
		under += by.Under
		fmt.Fprintf(&table, "  %-18s n %4d  F1 %.3f  status %.3f", e, by.N, planted.F1(by.Found, by.False, by.Missed), status)
		if by.Classed > 0 {
			fmt.Fprintf(&table, "  class %.3f", float64(by.Class)/float64(by.Classed))
		}
		if by.Under > 0 {
			fmt.Fprintf(&table, "  under %d", by.Under)
		}
		table.WriteString("\n")
	}
	b.ReportMetric(worst, "worst-status")
	b.ReportMetric(float64(under), "under-classed")
	b.Log(table.String())
}
