package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// noisyPage is a page of about size bytes that is the same text at each load under another nonce.
func noisyPage(size, load int) []byte {
	r := rand.New(rand.NewPCG(1, 1))
	noise := rand.New(rand.NewPCG(2, uint64(load)))
	var b bytes.Buffer
	for b.Len() < size {
		fmt.Fprintf(&b, "<div class=\"c%d\"><p>We keep %d kinds of data for %d days, article %d.</p></div>\n", r.IntN(1000), r.IntN(9), r.IntN(400), r.Uint64())
		if b.Len()/2000 != (b.Len()-90)/2000 {
			fmt.Fprintf(&b, "<script nonce=\"%x\">v(%d)</script>\n", noise.Uint64(), noise.Uint32())
		}
	}
	return b.Bytes()
}

func packedSize(t testing.TB, gitDir string) (size int64, packs int) {
	names, err := filepath.Glob(filepath.Join(gitDir, "objects", "pack", "*.pack"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		st, err := os.Stat(n)
		if err != nil {
			t.Fatal(err)
		}
		size += st.Size()
	}
	return size, len(names)
}

// hourly records a page again and again, as cron does, tidying as it goes.
func hourly(t testing.TB, loads, size int) *Store {
	s := newArchive(t, Options{})
	for i := range loads {
		at := testNow.Add(time.Duration(i) * time.Hour)
		s.opt.Now = func() time.Time { return at }
		record(t, s, Batch{
			Snapshots:    []Snapshot{{Source: "acme/terms", Ext: "html", Data: noisyPage(size, i), Captured: at, Kind: KindSnapshot}},
			Observations: []Observation{{Source: "acme/terms", Status: "unchanged", SHA256: fmt.Sprint(i)}},
		})
		if _, err := s.Tidy(t.Context(), 10*time.Second); err != nil { // as fetch does
			t.Fatal(err)
		}
	}
	return s
}

func TestTidyKeepsEverythingInLittle(t *testing.T) {
	s := hourly(t, 80, 30_000)
	size, packs := packedSize(t, s.GitDir())
	if packs > 2*tidyFanout {
		t.Errorf("%d packs", packs)
	}
	fsck(t, s.GitDir())
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
	list, err := s.SnapshotCommits(t.Context(), "acme/terms", false)
	if err != nil || len(list) != 80 {
		t.Fatalf("%d snapshots, %v", len(list), err)
	}
	for i, c := range list {
		sn, err := s.SnapshotAt(t.Context(), "acme/terms", c)
		if err != nil || !bytes.Equal(sn.Data, noisyPage(30_000, i)) {
			t.Fatalf("snapshot %d differs, %v", i, err)
		}
	}
	t.Logf("%d bytes in %d packs", size, packs)
	chains := git(t, s.GitDir(), "verify-pack", "-v", strings.TrimSpace(strings.Split(git(t, s.GitDir(), "rev-parse", "--git-path", "objects/pack"), "\n")[0])+"/"+largestPack(t, s.GitDir()))
	if strings.Contains(chains, fmt.Sprintf("chain length = %d:", maxChain+1)) {
		t.Error("chains are longer than they may be")
	}
}

// A budget bounds what is taken on: packs that do not fit are left for a larger one, and what does fit is done.
func TestTidyWithinABudget(t *testing.T) {
	s := newArchive(t, Options{})
	for i := range tidyFanout - 2 { // Record tidies a full class by itself
		record(t, s, Batch{Texts: []Text{text("a/b", day("2024-01-01").AddDate(0, 0, i).Format(time.DateOnly), strings.Repeat(fmt.Sprintln(i), 20_000))}})
	}
	o, err := s.obj()
	if err != nil {
		t.Fatal(err)
	}
	if err := o.rescan(); err != nil {
		t.Fatal(err)
	}
	all := slices.Clone(o.packs)
	var sum int64
	for _, p := range all {
		want := int64(0)
		names, err := p.names()
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range names {
			_, data, err := o.readPacked(p, p.find(h))
			if err != nil {
				t.Fatal(err)
			}
			want += int64(len(data))
		}
		if got := p.contentSize(); got != want {
			t.Errorf("content of %d bytes is taken for %d", want, got)
		}
		sum += want
	}
	second := time.Duration(float64(time.Second) * float64(sum) / tidyRate)
	if got := within(slices.Clone(all), 2*second); len(got) != len(all) {
		t.Errorf("%d of %d packs fit twice the time", len(got), len(all))
	}
	if got := within(slices.Clone(all), second/2); len(got) < 2 || len(got) > len(all)*3/4 {
		t.Errorf("%d of %d packs fit half the time", len(got), len(all))
	}
	if got := within(slices.Clone(all), 0); got != nil {
		t.Errorf("%d packs fit no time", len(got))
	}
}

func largestPack(t testing.TB, gitDir string) string {
	names, _ := filepath.Glob(filepath.Join(gitDir, "objects", "pack", "*.pack"))
	best, size := "", int64(-1)
	for _, n := range names {
		if st, err := os.Stat(n); err == nil && st.Size() > size {
			best, size = filepath.Base(n), st.Size()
		}
	}
	return best
}

// BenchmarkYearOfSnapshots is a page of 300 KB under changing nonces, hourly for a year: its size against git gc's.
func BenchmarkYearOfSnapshots(b *testing.B) {
	loads := 8760
	if testing.Short() {
		loads = 400
	}
	for b.Loop() {
		s := hourly(b, loads, 300_000)
		ours, _ := packedSize(b, s.GitDir())
		git(b, s.GitDir(), "gc", "-q", "--prune=now")
		gits, _ := packedSize(b, s.GitDir())
		b.ReportMetric(float64(ours), "B/ours")
		b.ReportMetric(float64(ours)/float64(gits), "ours/gc")
	}
}

// Tidying takes git's own files about packs along with the packs, and what a kill left of a pack goes at the next recording.
func TestTidyBesideGitsIndexes(t *testing.T) {
	s := newArchive(t, Options{})
	grow := func(from, to int) {
		for i := from; i < to; i++ {
			record(t, s, Batch{Texts: []Text{text("a/b", testNow.AddDate(0, 0, i).Format(time.DateOnly), fmt.Sprintf("%d\n", i))}})
		}
	}
	grow(0, 10)
	git(t, s.GitDir(), "multi-pack-index", "write")
	git(t, s.GitDir(), "commit-graph", "write", "--reachable")
	grow(10, 50)
	fsck(t, s.GitDir())
	_, packs := packedSize(t, s.GitDir())
	if packs >= tidyFanout {
		t.Errorf("%d packs", packs)
	}
	stray := filepath.Join(s.GitDir(), "objects", "pack", "pack-"+strings.Repeat("0", 40)+".idx")
	if err := os.WriteFile(stray, nil, 0o444); err != nil {
		t.Fatal(err)
	}
	grow(50, 51)
	if _, err := os.Stat(stray); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", stray, err)
	}
}
