package store

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policylog/internal/realdata"
	"policylog/internal/usage"
)

// BenchmarkRecord is one changed page: snapshot, version, observation and state, durable.
func BenchmarkRecord(b *testing.B) {
	for _, commits := range []int{100, 1000, 10_000, 100_000} {
		if testing.Short() && commits > 10_000 {
			continue
		}
		b.Run(fmt.Sprintf("commits=%d", commits), func(b *testing.B) {
			s := grown(b, commits)
			now := testNow
			s.opt.Now = func() time.Time { return now }
			i := 0
			defer reportCPU(b)()
			for b.Loop() {
				i++
				now = now.Add(time.Hour)
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

// synthetic is an archive of ours with so many commits of 100 sources, made once a run.
func synthetic(b testing.TB, commits int) string {
	s := grown(b, commits)
	s.Close()
	return s.Dir()
}

// BenchmarkFirstOpen builds the index of a 42,000-commit archive.
func BenchmarkFirstOpen(b *testing.B) {
	dir := synthetic(b, 42_000)
	defer reportCPU(b)()
	for b.Loop() {
		s, err := Open(b.Context(), dir, Options{CacheDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Sources(b.Context()); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// BenchmarkFirstOpenForeign does so for a real archive of somebody else's.
func BenchmarkFirstOpenForeign(b *testing.B) {
	repo := realdata.Repo(b, "ota-pga-versions")
	defer reportCPU(b)()
	for b.Loop() {
		s, err := Open(b.Context(), repo, Options{CacheDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Sources(b.Context()); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// BenchmarkFirstOpenOthers builds the index of somebody else's archive of 42,000 commits and 500 sources, with its peak of
// memory; under POLICYLOG_SWEEP of 200,000 and 3,000.
func BenchmarkFirstOpenOthers(b *testing.B) {
	commits, sources := 42_000, 500
	if sweep() {
		commits, sources = 200_000, 3000
	}
	repo := othersRepository(b, commits, sources)
	defer reportCPU(b)()
	for b.Loop() {
		s, err := Open(b.Context(), repo, Options{CacheDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Sources(b.Context()); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
	b.ReportMetric(usage.PeakMB(), "peak-MB")
}

// BenchmarkFlatOthers opens an archive of 60,000 policies in one directory, all of which came in one commit and one of which
// has parts, for the first time, and lists the history of each.
func BenchmarkFlatOthers(b *testing.B) {
	const policies = 60_000
	repo := filepath.Join(b.TempDir(), "flat.git")
	fastImport(b, repo, func(w io.Writer) error {
		out := bufio.NewWriter(w)
		fmt.Fprint(out, "commit refs/heads/main\ncommitter a <a@example.org> 1600000000 +0000\ndata 0\n")
		for i := range policies {
			text := fmt.Sprintf("# Policy %d\n\nWe keep it for %[1]d days.\n", i)
			fmt.Fprintf(out, "M 100644 inline all/policy %d.md\ndata %d\n%s\n", i, len(text), text)
		}
		fmt.Fprint(out, "M 100644 inline all/policy 7 #more.md\ndata 0\ndone\n")
		return out.Flush()
	})
	defer reportCPU(b)()
	for b.Loop() {
		s, err := Open(b.Context(), repo, Options{CacheDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		names, err := s.Match(b.Context(), "")
		if err != nil || len(names) != policies {
			b.Fatalf("%d sources, %v", len(names), err)
		}
		err = s.EachHistory(b.Context(), names, func(source string, history []Version) error {
			if len(history) != 1 {
				b.Errorf("%s: %d versions", source, len(history))
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// BenchmarkSearchOthers searches that archive: the first search makes what the later ones scan.
func BenchmarkSearchOthers(b *testing.B) {
	repo := othersRepository(b, 42_000, 500)
	cache := b.TempDir()
	search := func(q Query) {
		s, err := Open(b.Context(), repo, Options{CacheDir: cache})
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		if hits, err := s.Search(b.Context(), q); err != nil || len(hits) == 0 {
			b.Fatalf("%d hits, %v", len(hits), err)
		}
	}
	search(Query{Text: "for 7 days"})
	for _, q := range []Query{{Text: "for 30 days"}, {Text: "data of kind"}, {Text: `kind \d+7 for 3\d days`, Regexp: true}} {
		b.Run(strings.ReplaceAll(q.Text, " ", "_"), func(b *testing.B) {
			defer reportCPU(b)()
			for b.Loop() {
				search(q)
			}
		})
	}
}

// BenchmarkWarmHistory opens the archive, index and all, and lists one policy's history.
func BenchmarkWarmHistory(b *testing.B) {
	dir := synthetic(b, 42_000)
	defer reportCPU(b)()
	for b.Loop() {
		s, err := Open(b.Context(), dir, Options{})
		if err != nil {
			b.Fatal(err)
		}
		list, err := s.History(b.Context(), "service3/policy2")
		if err != nil || len(list) != 420 {
			b.Fatalf("%d versions, %v", len(list), err)
		}
		s.Close()
	}
}

// BenchmarkTenYearsOfObservations is 1,000 sources, hourly, a few of them different each time: bytes once tidied, and
// the time to read them all.
func BenchmarkTenYearsOfObservations(b *testing.B) {
	runs := 10 * 365 * 24
	if testing.Short() {
		runs /= 40
	}
	now := testNow
	s := newArchive(b, Options{Now: func() time.Time { return now }})
	list := make([]Observation, 1000)
	for i := range list {
		list[i] = Observation{Source: fmt.Sprintf("service%d/policy%d", i/10, i%10), Status: "unchanged", SHA256: fmt.Sprintf("%064x", i)}
	}
	for i := range runs {
		now = now.Add(time.Hour)
		for range 3 {
			ob := &list[rand.IntN(len(list))]
			ob.Status, ob.SHA256 = "changed", fmt.Sprintf("%064x", rand.Uint64())
		}
		record(b, s, Batch{Observations: list})
		if i%32 == 31 {
			if _, err := s.Tidy(b.Context(), 0); err != nil {
				b.Fatal(err)
			}
		}
	}
	size, _ := packedSize(b, s.GitDir())
	for b.Loop() {
		again, err := Open(b.Context(), s.Dir(), Options{CacheDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := again.LastObservation(b.Context()); err != nil {
			b.Fatal(err)
		}
		again.Close()
	}
	b.ReportMetric(float64(size), "B/archive")
	b.ReportMetric(float64(size)/float64(runs), "B/run")
}

// BenchmarkPushOne sends one new commit to a remote that has 42,000; BenchmarkPullOne is its counterpart.
func BenchmarkPushOne(b *testing.B) {
	s := grown(b, 42_000)
	remote := bareRemote(b)
	git(b, s.GitDir(), "push", "-q", remote, "main")
	defer reportCPU(b)()
	for i := 0; b.Loop(); i++ {
		record(b, s, Batch{Texts: []Text{{
			Source: "service1/policy1", Markdown: fmt.Appendf(nil, "new %d\n", i), Captured: testNow.AddDate(0, 0, i), Kind: KindVersion, Snapshot: -1,
		}}})
		moved, err := s.Push(b.Context(), remote)
		if err != nil || len(moved) != 1 || moved[0].Commits != 1 {
			b.Fatalf("%+v, %v", moved, err)
		}
	}
}

func BenchmarkPullOne(b *testing.B) {
	s := grown(b, 42_000)
	remote := bareRemote(b)
	git(b, s.GitDir(), "push", "-q", remote, "main")
	other := clone(b, remote)
	if _, err := other.Sources(b.Context()); err != nil {
		b.Fatal(err)
	}
	defer reportCPU(b)()
	for i := 0; b.Loop(); i++ {
		record(b, s, Batch{Texts: []Text{{
			Source: "service1/policy1", Markdown: fmt.Appendf(nil, "new %d\n", i), Captured: testNow.AddDate(0, 0, i), Kind: KindVersion, Snapshot: -1,
		}}})
		git(b, s.GitDir(), "push", "-q", remote, "main")
		moved, err := other.Pull(b.Context(), remote)
		if err != nil || len(moved) != 1 || moved[0].Commits != 1 {
			b.Fatalf("%+v, %v", moved, err)
		}
	}
}

// BenchmarkVerify reads a whole real archive.
func BenchmarkVerify(b *testing.B) {
	s, err := Open(b.Context(), realdata.Repo(b, "ota-pga-versions"), Options{CacheDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		done, err := s.Verify(b.Context(), func(p Problem) { b.Errorf("%s: %s", p.Where, p.What) })
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(done.Objects), "objects")
	}
}

// reportCPU measures the CPU time from now until the returned function reports it for each operation, git's processes
// with it.
func reportCPU(b *testing.B) func() {
	begun := usage.WithChildren()
	return func() { b.ReportMetric((usage.WithChildren()-begun).Seconds()*1e3/float64(b.N), "cpu-ms/op") }
}
