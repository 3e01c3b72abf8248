package tui

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"policylog/internal/realdata"
	"policylog/store"
)

// realArchive is a history of thousands of versions, with its index made.
func realArchive(b *testing.B) (dir string, opt store.Options) {
	b.Helper()
	dir = realdata.Repo(b, "ota-pga-versions")
	opt = store.Options{ReadOnly: true, CacheDir: b.TempDir(), Fold: foldText}
	s, err := store.Open(context.Background(), dir, opt)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Sources(context.Background()); err != nil {
		b.Fatal(err)
	}
	return dir, opt
}

// BenchmarkFirstFrame opens an archive of 4,857 commits and draws its sources.
func BenchmarkFirstFrame(b *testing.B) {
	dir, opt := realArchive(b)
	for b.Loop() {
		s, err := store.Open(context.Background(), dir, opt)
		if err != nil {
			b.Fatal(err)
		}
		x := newScreen(b, s, 120, 40)
		if len(x.m.sources) < 100 {
			b.Fatalf("%d sources", len(x.m.sources))
		}
		s.Close()
	}
}

// BenchmarkKeyToFrame presses keys in every place and draws a frame after each. What commands do is not in it: they run
// beside. Bar: 16 ms at the 99th percentile, 300 MB.
func BenchmarkKeyToFrame(b *testing.B) {
	dir, opt := realArchive(b)
	s, err := store.Open(context.Background(), dir, opt)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	x := newScreen(b, s, 200, 50)
	list := x.m.stack[0].(*sourcesPlace)
	for i, r := range list.rows { // the source with the longest history
		if r.info != nil && (list.current() == nil || r.info.Versions > list.current().Versions) {
			list.list.cursor = i
		}
	}
	list.remember()
	var took []time.Duration
	press := func(k string) {
		x.hold = true
		start := time.Now()
		x.keys(k)
		took = append(took, time.Since(start))
		x.release()
	}
	for b.Loop() {
		for range 40 {
			press("j")
		}
		for range 40 {
			press("k")
		}
		press("enter")
		for range 30 {
			press("j")
		}
		press("enter")
		for range 10 {
			press("n")
			press("ctrl+d")
			press("s")
		}
		press("z")
		for range 20 {
			press("j")
		}
		press("G")
		press("g")
		press("}")
		press("w")
		press("?")
		press("esc")
		press("q")
		press("q")
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	b.ReportMetric(float64(mem.Sys)/1e6, "MB")
}

// BenchmarkFrame draws the largest screen of a comparison, without a key.
func BenchmarkFrame(b *testing.B) {
	x := newScreen(b, fixture(b), 200, 50, func(o *Options) { o.Color = true })
	x.keys("down", "enter", "enter", "z")
	for b.Loop() {
		x.m.View()
	}
}
