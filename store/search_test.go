package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policylog/internal/realdata"
)

// foldTwo stands in for the differ's fold: two characters are enough to tell that it is used on both sides.
func foldTwo(s string) string {
	return strings.ToLower(strings.NewReplacer("隱", "隐", "資", "资").Replace(s))
}

func TestSearch(t *testing.T) {
	s := newArchive(t, Options{Fold: foldTwo})
	const tw, en = "acme/privacy.zh-TW", "acme/privacy.en"
	record(t, s, Batch{Texts: []Text{
		text(tw, "2023-01-01", "# 隱私政策\n\n我們保留資料 30 天。\n"),
		text(tw, "2024-01-01", "# 隱私政策\n\n我們保留資\n料 45 天。\n"),
		text(en, "2024-01-01", "# Privacy Policy\n\nWe keep data\nfor 30 days.\n\n* for ever\n"),
	}})
	check := func(q Query, want string) {
		t.Helper()
		hits, err := s.Search(t.Context(), q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		var got []string
		for _, h := range hits {
			got = append(got, fmt.Sprintf("%s %s..%s %d %v %s", h.Source, h.First.Captured.Format("2006"), h.Last.Captured.Format("2006"), h.Versions, h.Current, h.Text))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%+v:\n%s\nwant\n%s", q, strings.Join(got, "\n"), want)
		}
	}
	check(Query{Text: "隐私"}, tw+" 2023..2024 2 true # 隱私政策")
	check(Query{Text: "資料 45"}, tw+" 2024..2024 1 true 我們保留資料 45 天。")
	check(Query{Text: "30 天"}, tw+" 2023..2023 1 false 我們保留資料 30 天。")
	check(Query{Text: "DATA for 30"}, en+" 2024..2024 1 true We keep data for 30 days.")
	check(Query{Text: "days. for"}, "")
	check(Query{Text: `\b30\b`, Regexp: true}, en+" 2024..2024 1 true We keep data for 30 days.\n"+tw+" 2023..2023 1 false 我們保留資料 30 天。")
	check(Query{Text: "隱.政", Regexp: true, Sources: []string{en}}, "")
	// New versions are found without reading the old ones again, and older ones that came in late.
	record(t, s, Batch{Texts: []Text{text(tw, "2025-01-01", "新\n"), text(tw, "2022-01-01", "隱私\n")}})
	check(Query{Text: "隱私"}, tw+" 2022..2024 3 false # 隱私政策")
	for i := range maxSegments + 2 {
		record(t, s, Batch{Texts: []Text{text(tw, fmt.Sprintf("2026-01-%02d", i+1), fmt.Sprintf("新 %d\n", i))}})
		check(Query{Text: fmt.Sprintf("新 %d", i)}, fmt.Sprintf("%s 2026..2026 1 true 新 %d", tw, i))
	}
	segs, err := filepath.Glob(filepath.Join(s.GitDir(), privateDir, "*.seg"))
	if err != nil || len(segs) > maxSegments {
		t.Errorf("%d segments, %v", len(segs), err)
	}
	if _, err := s.Search(t.Context(), Query{Text: "(", Regexp: true}); err == nil {
		t.Error("a bad expression was taken")
	}
	// A damaged segment is told and made again.
	if err := os.Truncate(segs[0], 10); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Search(t.Context(), Query{Text: "新"}); err == nil {
		t.Error("a truncated segment was read")
	}
	check(Query{Text: "新 3"}, tw+" 2026..2026 1 false 新 3")
}

// Every version that has a phrase by a plain look is found, and no other.
func TestSearchFindsWhatReadingFinds(t *testing.T) {
	repo := realdata.Repo(t, "mozilla-legal-docs")
	s, err := Open(t.Context(), repo, Options{CacheDir: t.TempDir(), Fold: strings.ToLower})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, phrase := range []string{"隱私", "第三方", "third party", "telemetry"} {
		hits, err := s.Search(t.Context(), Query{Text: phrase})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, h := range hits {
			got[h.Source] = h.Versions
		}
		infos, err := s.Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range infos {
			list, err := s.History(t.Context(), in.Source)
			if err != nil {
				t.Fatal(err)
			}
			want := 0
			for _, v := range list {
				b, err := s.Text(t.Context(), v)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(strings.ToLower(strings.Join(splitUnits(string(b)), "\n")), phrase) {
					want++
				}
			}
			if got[in.Source] != want {
				t.Errorf("%q in %s: %d versions, want %d", phrase, in.Source, got[in.Source], want)
			}
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	repo := realdata.Repo(b, "ota-pga-versions")
	s, err := Open(b.Context(), repo, Options{CacheDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	start := time.Now()
	if _, err := s.Search(b.Context(), Query{Text: "privacy"}); err != nil {
		b.Fatal(err)
	}
	first := time.Since(start)
	for _, q := range []Query{{Text: "biometric information"}, {Text: "personal data"}, {Text: `retain.{0,40}\bdays\b`, Regexp: true}} {
		b.Run(strings.ReplaceAll(q.Text, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Search(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.ReportMetric(first.Seconds(), "s/first")
}
