package tui

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"policylog/internal/realdata"
	"policylog/internal/usage"
	"policylog/store"
)

// The bars: a first frame within 150 ms, a key within 16 ms at the 99th percentile, 300 MB. Figures in cpu-ms are what the
// thread used that draws; the others are on the wall and mean little on a busy machine.

// archives are those that a session is measured on: a real one of 4,857 commits, and one of 42,000 that is made up.
var archives = []struct {
	name string
	open func(b *testing.B) (dir string, opt store.Options)
}{{"pga", realArchive}, {"42000", longArchive}}

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

// longArchiveEnv names where TestMakeLongArchive makes its archive.
const longArchiveEnv = "POLICYLOG_LONG_ARCHIVE"

// longArchive is an archive of 42,000 versions of 100 sources. It is made once a machine, by a process of its own, so
// that the memory this takes is not counted.
func longArchive(b *testing.B) (dir string, opt store.Options) {
	b.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir = filepath.Join(cache, "policylog-test", "tui-42000-1")
	if _, err := os.Stat(dir); err != nil {
		tmp, err := os.MkdirTemp(b.TempDir(), "making")
		if err != nil {
			b.Fatal(err)
		}
		made := exec.Command(os.Args[0], "-test.run=^TestMakeLongArchive$")
		made.Env = append(os.Environ(), longArchiveEnv+"="+filepath.Join(tmp, "a"))
		if out, err := made.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.Rename(filepath.Join(tmp, "a"), dir); err != nil {
			b.Skipf("the archive cannot be kept: %v", err)
		}
	}
	return dir, store.Options{Fold: foldText}
}

// TestMakeLongArchive is what longArchive runs.
func TestMakeLongArchive(t *testing.T) {
	dir := os.Getenv(longArchiveEnv)
	if dir == "" {
		t.Skip("of use to benchmarks only")
	}
	ctx := context.Background()
	s, err := store.Init(ctx, dir, []byte("version: 1\nsources: []\n"), store.Options{Fold: foldText})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var batch store.Batch
	for i := range 42_000 {
		source, n := fmt.Sprintf("service%02d/policy%d.%s", i%20, i/20%5/2, []string{"en", "zh-TW"}[i/20%5%2]), i/100
		if i/20%5 == 4 {
			source = fmt.Sprintf("service%02d/terms.en", i%20)
		}
		v := store.Text{
			Source: source, Markdown: []byte(madePolicy(40, n)), Kind: store.KindVersion, Origin: "import", Snapshot: -1,
			Captured: at("2012-01-01").Add(time.Duration(i) * 3 * time.Hour), Title: "Policy",
		}
		if batch.Texts = append(batch.Texts, v); len(batch.Texts) == 3000 {
			if _, err := s.Record(ctx, batch); err != nil {
				t.Fatal(err)
			}
			batch.Texts = nil
		}
	}
	if _, err := s.Sources(ctx); err != nil {
		t.Fatal(err)
	}
}

// madePolicy is a policy of so many sections, of which each version changes a few sentences.
func madePolicy(sections, version int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Policy\n\nUpdated: %s\n", at("2012-01-01").AddDate(0, 0, version).Format("2 January 2006"))
	for i := range sections {
		changed := (version + sections - i) / sections // how often this section changed so far
		fmt.Fprintf(&b, "\n## %d Part %d\n\nWe keep record %d of yours for %d days, and 資料 of kind %d for as long.\n\n"+
			"We may share it with partner %d where you asked us to.\n", i+1, i+1, i, 30+changed, i, i+changed%3)
	}
	return b.String()
}

// BenchmarkFirstFrame opens an archive and draws its sources.
func BenchmarkFirstFrame(b *testing.B) {
	for _, a := range archives {
		b.Run(a.name, func(b *testing.B) {
			dir, opt := a.open(b)
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
			b.ReportMetric(usage.PeakMB(), "peak-MB")
		})
	}
}

// BenchmarkKeyToFrame presses keys in every place and draws a frame after each. What commands do is not in it: they run
// beside.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, a := range archives {
		b.Run(a.name, func(b *testing.B) {
			dir, opt := a.open(b)
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
			measureKeys(b, x, func(press func(...string)) {
				press(repeat(40, "j", "k")...)
				press("/")
				press(strings.Split("service", "")...)
				press("esc", "enter")
				press(repeat(30, "j")...)
				press("G", "g", "enter")
				inDiff(press)
				press("q", "q")
			})
		})
	}
}

// BenchmarkKeyToFrameLongPolicy does so in one comparison: of a policy with 10,000 sections, and of one of a megabyte in
// few paragraphs.
func BenchmarkKeyToFrameLongPolicy(b *testing.B) {
	for _, p := range []struct{ name, old, new string }{
		{"10000-sections", madePolicy(10_000, 0), madePolicy(10_000, 3_000)},
		{"1-MB", madePolicy(20, 0) + megabyte("30 days"), madePolicy(20, 5) + megabyte("90 days")},
	} {
		b.Run(p.name, func(b *testing.B) {
			ctx := context.Background()
			s, err := store.Init(ctx, b.TempDir(), []byte("version: 1\nsources: []\n"), store.Options{Fold: foldText})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Record(ctx, store.Batch{Texts: []store.Text{
				version(sourceEN, "2021-03-02", p.old, store.KindVersion), version(sourceEN, "2022-05-07", p.new, store.KindVersion),
			}}); err != nil {
				b.Fatal(err)
			}
			x := newScreen(b, s, 200, 50)
			x.keys("enter", "enter")
			if _, ok := x.m.top().(*diffPlace); !ok {
				b.Fatal("no comparison is open")
			}
			measureKeys(b, x, inDiff)
		})
	}
}

// megabyte is four paragraphs of a quarter of a megabyte each.
func megabyte(kept string) string {
	sentence := "我們保存您的資料 " + kept + " 之久，並在您要求時將其刪除。"
	return strings.Repeat("\n"+strings.Repeat(sentence, 250_000/len(sentence))+"\n", 4)
}

// inDiff presses what one presses in a comparison, and leaves it open.
func inDiff(press func(...string)) {
	press(repeat(10, "n", "ctrl+d", "s", "j", "]")...)
	press("z")
	press(repeat(20, "j", "pgdown")...)
	press("G", "g", "z", "/")
	press(strings.Split("資料", "")...)
	press("enter")
	press(repeat(10, "n")...)
	press("esc", "f", "1", "1", "esc", "i", "i", "r", "r", "}", "w", "n", "n", "enter", "?", "esc")
}

func repeat(n int, keys ...string) []string { return slices.Repeat(keys, n) }

// measureKeys reports how long keys take, from the key to its frame.
func measureKeys(b *testing.B, x *screen, session func(press func(...string))) {
	b.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	type press struct {
		key       string
		wall, cpu time.Duration
	}
	var all []press
	for b.Loop() {
		session(func(keys ...string) {
			for _, k := range keys {
				x.hold = true
				start, used := time.Now(), threadTime(b)
				x.keys(k)
				all = append(all, press{k, time.Since(start), threadTime(b) - used})
				x.release()
			}
		})
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	slices.SortFunc(all, func(a, b press) int { return int(a.wall - b.wall) })
	b.ReportMetric(ms(all[len(all)*99/100].wall), "p99-ms")
	slices.SortFunc(all, func(a, b press) int { return int(a.cpu - b.cpu) })
	b.ReportMetric(ms(all[len(all)*99/100].cpu), "p99-cpu-ms")
	b.ReportMetric(ms(all[len(all)-1].cpu), "max-cpu-ms")
	b.ReportMetric(usage.PeakMB(), "peak-MB")
	b.Logf("the slowest key is %s", all[len(all)-1].key)
}

// BenchmarkFrame draws the largest screen of a comparison, without a key.
func BenchmarkFrame(b *testing.B) {
	x := newScreen(b, fixture(b), 200, 50, func(o *Options) { o.Color = true })
	x.keys("down", "enter", "enter", "z")
	for b.Loop() {
		x.m.View()
	}
}
