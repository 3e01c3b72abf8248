package store

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// modelText is a text as a plain list keeps it.
type modelText struct {
	captured time.Time
	body     string
}

// Whatever is recorded in whatever order, the history of a source is what a sorted list says, main has the newest text
// of each source, and an index built from nothing says the same.
func TestHistoryIsASortedList(t *testing.T) {
	outer, checks := t, 0
	rapid.Check(t, func(t *rapid.T) {
		if checks++; checks > 20 && !sweep() {
			return // each makes a repository: the sweep does them all
		}
		dir, err := os.MkdirTemp(outer.TempDir(), "a")
		if err != nil {
			t.Fatal(err)
		}
		s, err := Init(outer.Context(), filepath.Join(dir, "a"), nil, Options{Now: func() time.Time { return testNow }})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		model := map[string][]modelText{}
		sources := []string{"a/p", "a/q.zh-TW", "b/p"}
		for range rapid.IntRange(1, 4).Draw(t, "batches") {
			var b Batch
			for i := range rapid.IntRange(1, 6).Draw(t, "texts") {
				src := rapid.SampledFrom(sources).Draw(t, "source")
				// Distinct days a source: what a tie means is another test's business.
				d := day("2020-01-01").AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "day"))
				if taken(model[src], b.Texts, src, d) {
					continue
				}
				b.Texts = append(b.Texts, Text{
					Source: src, Markdown: fmt.Appendf(nil, "%d\n", rapid.IntRange(0, 2).Draw(t, fmt.Sprintf("body%d", i))),
					Captured: d, Kind: KindVersion, Snapshot: -1,
				})
			}
			if len(b.Texts) == 0 {
				continue
			}
			rec, err := s.Record(outer.Context(), b)
			if err != nil {
				t.Fatal(err)
			}
			order := capturedOrder(len(b.Texts), func(i int) time.Time { return b.Texts[i].Captured })
			for _, i := range order {
				x := b.Texts[i]
				list := model[x.Source]
				at := sort.Search(len(list), func(j int) bool { return list[j].captured.After(x.Captured) })
				same := at > 0 && list[at-1].body == string(x.Markdown)
				if same != (rec.Versions[i] == "") {
					t.Fatalf("text %d of %s: commit %q, but equal to the one before: %v", i, x.Source, rec.Versions[i], same)
				}
				if !same {
					list = append(list, modelText{})
					copy(list[at+1:], list[at:])
					list[at] = modelText{x.Captured, string(x.Markdown)}
					model[x.Source] = list
				}
			}
		}
		check := func(s *Store, when string) {
			for src, want := range model {
				got, err := s.History(outer.Context(), src)
				if err != nil || len(got) != len(want) {
					t.Fatalf("%s: %s has %d versions, want %d; %v", when, src, len(got), len(want), err)
				}
				for i, v := range got {
					body, err := s.Text(outer.Context(), v)
					if err != nil || string(body) != want[i].body || !v.Captured.Equal(want[i].captured) {
						t.Fatalf("%s: %s version %d is %s %q, want %+v; %v", when, src, i, v.Captured, body, want[i], err)
					}
				}
				last, err := s.fileAt(refMain, src+".md")
				if err != nil || string(last) != want[len(want)-1].body {
					t.Fatalf("%s: main has %q of %s, want %q; %v", when, last, src, want[len(want)-1].body, err)
				}
			}
		}
		check(s, "incremental")
		fresh, err := Open(outer.Context(), s.Dir(), Options{CacheDir: filepath.Join(dir, "cache")})
		if err != nil {
			t.Fatal(err)
		}
		defer fresh.Close()
		check(fresh, "from nothing")
	})
}

func taken(list []modelText, texts []Text, source string, d time.Time) bool {
	for _, m := range list {
		if m.captured.Equal(d) {
			return true
		}
	}
	for _, x := range texts {
		if x.Source == source && x.Captured.Equal(d) {
			return true
		}
	}
	return false
}

func FuzzSourceID(f *testing.F) {
	for _, s := range []string{
		"xiaomi/privacy-policy.zh-TW", "a/b", "Apple App Store/Privacy Policy", "服務/隱私權政策.zh-Hant-TW", "a/../b", "con/x", "a/b.git", "a/\x1b[2J",
		"a/.hidden", "a/b/c", "a/b.en.de", "é/x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ParseSourceID(s)
		if err != nil {
			if !strings.Contains(err.Error(), "source") || strings.ContainsAny(err.Error(), "\x1b\x00\n") {
				t.Errorf("error %q", err)
			}
			return
		}
		if id.String() != s {
			t.Errorf("%q became %q", s, id.String())
		}
		if !filepath.IsLocal(s+".md") || strings.Count(s, "/") != 1 || strings.HasPrefix(s, ".") {
			t.Errorf("%q is no safe path", s)
		}
	})
}

func FuzzMessage(f *testing.F) {
	f.Add("隱私政策", "Source: forged", "x\n\nPolicylog-Kind: held")
	f.Add("", "\r\n", "\u2028")
	f.Fuzz(func(t *testing.T, subject, title, url string) {
		var tr trailers
		tr.add(trailerKind, string(KindVersion))
		tr.add(trailerTitle, title)
		tr.add(trailerURL, url)
		gotSubject, got := splitMessage(composeMessage("s: "+subject, tr))
		if len(got) != len(tr) || strings.ContainsAny(gotSubject, "\n\r\x1b") {
			t.Fatalf("%q became %q", tr, got)
		}
		for i := range tr {
			if got[i] != tr[i] {
				t.Errorf("%q became %q", tr[i], got[i])
			}
		}
	})
}

func FuzzTree(f *testing.F) {
	f.Add([]byte("100644 a\x0001234567890123456789"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := decodeTree(data)
		if err != nil {
			return
		}
		again, err := decodeTree(encodeTree(entries))
		if err != nil || len(again) != len(entries) {
			t.Errorf("%d entries became %d, %v", len(entries), len(again), err)
		}
	})
}
