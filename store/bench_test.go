package store

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkRecord is one changed page: snapshot, version, observation and state, durable.
func BenchmarkRecord(b *testing.B) {
	for _, commits := range []int{100, 10_000, 100_000} {
		if testing.Short() && commits > 10_000 {
			continue
		}
		b.Run(fmt.Sprintf("commits=%d", commits), func(b *testing.B) {
			s := grown(b, commits)
			i := 0
			for b.Loop() {
				i++
				src := fmt.Sprintf("service%d/policy%d", i%20, i%5)
				record(b, s, Batch{
					Snapshots:    []Snapshot{{Source: src, Ext: "html", Data: fmt.Appendf(nil, "<p>%d", i), Captured: testNow.AddDate(0, 0, i), Kind: KindSnapshot}},
					Texts:        []Text{{Source: src, Markdown: fmt.Appendf(nil, "new %d\n", i), Captured: testNow.AddDate(0, 0, i), Kind: KindVersion, Snapshot: 0}},
					Observations: []Observation{{Source: src, Status: "changed"}},
				})
			}
		})
	}
}

// grown is an archive with about so many commits on main, of 100 sources.
func grown(b testing.TB, commits int) *Store {
	s := newArchive(b, Options{})
	var batch Batch
	for i := range commits {
		batch.Texts = append(batch.Texts, Text{
			Source: fmt.Sprintf("service%d/policy%d", i%20, i/20%5), Markdown: fmt.Appendf(nil, "# Policy\n\nversion %d\n", i),
			Captured: day("2000-01-01").Add(time.Duration(i) * time.Hour), Kind: KindVersion, Snapshot: -1,
		})
	}
	record(b, s, batch)
	if _, err := s.Sources(b.Context()); err != nil {
		b.Fatal(err)
	}
	return s
}
