package store

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestMain doubles as the writer that the kill test kills: it records until it dies, and says after each what it did.
func TestMain(m *testing.M) {
	if dir := os.Getenv("POLICYLOG_TEST_WRITER"); dir != "" {
		if err := writeForever(dir, os.Getenv("POLICYLOG_TEST_SEED")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func writeForever(dir, seed string) error {
	s, err := Open(context.Background(), dir, Options{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for i := 0; ; i++ {
		src := fmt.Sprintf("acme/p%d", i%5)
		rec, err := s.Record(context.Background(), Batch{
			Snapshots:    []Snapshot{{Source: src, Ext: "html", Data: fmt.Appendf(nil, "<p>%s %d", seed, i), Kind: KindSnapshot, Captured: time.Now()}},
			Texts:        []Text{{Source: src, Markdown: fmt.Appendf(nil, "%s %d\n", seed, i), Captured: time.Now(), Kind: KindVersion, Snapshot: 0}},
			Observations: []Observation{{Source: src, Status: "changed"}},
			State:        map[string][]byte{"n": fmt.Append(nil, i)},
		})
		if err != nil {
			return err
		}
		fmt.Println(rec.Versions[0])
	}
}

func sweep() bool { return os.Getenv("POLICYLOG_SWEEP") != "" }

func TestKilledWriterLosesNothing(t *testing.T) {
	s := newArchive(t, Options{})
	dir := s.Dir()
	s.Close()
	kills, window := 25, 60*time.Millisecond
	if sweep() {
		kills, window = 1000, 250*time.Millisecond
	}
	acknowledged := map[string]bool{}
	for i := range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "POLICYLOG_TEST_WRITER="+dir, fmt.Sprintf("POLICYLOG_TEST_SEED=%d", i))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		out := bufio.NewReader(pipe)
		// The clock starts when the writer does, so that the kill falls into its work.
		for l, err := out.ReadString('\n'); err == nil; l, err = out.ReadString('\n') {
			if l = strings.TrimSpace(l); l == "ready" {
				time.AfterFunc(rand.N(window), func() { cmd.Process.Kill() })
			} else {
				acknowledged[l] = true
			}
		}
		cmd.Wait()
		if stderr.Len() > 0 {
			t.Fatalf("after %d kills the next run failed: %s", i, &stderr)
		}
		if i%5 == 4 {
			fsckDangling(t, filepath.Join(dir, ".git"))
			if len(acknowledged) == 0 {
				window *= 2 // a slow machine: kills are to fall after a recording too
			}
		}
	}
	if len(acknowledged) == 0 { // all kills fell before the work
		t.Fatalf("only %d recordings in %d runs: killed too early", len(acknowledged), kills)
	}
	on := map[string]bool{}
	for c := range strings.FieldsSeq(git(t, filepath.Join(dir, ".git"), "rev-list", "main")) {
		on[c] = true
	}
	for c := range acknowledged {
		if !on[c] {
			t.Errorf("commit %s was reported and is lost", c)
		}
	}
	again, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	record(t, again, Batch{Texts: []Text{text("acme/last", "2030-01-01", "x\n")}})
	left, _ := filepath.Glob(filepath.Join(dir, ".git", privateDir, "tmp", "*"))
	keeps, _ := filepath.Glob(filepath.Join(dir, ".git", "objects", "pack", "*.keep"))
	if len(left)+len(keeps) > 0 {
		t.Errorf("left behind: %v %v", left, keeps)
	}
	t.Logf("%d kills, %d recordings acknowledged", kills, len(acknowledged))
}

func TestWritersSerialise(t *testing.T) {
	for _, n := range []int{2, 4, 8} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			s := newArchive(t, Options{})
			var wg sync.WaitGroup
			errs := make(chan error, n)
			const each = 4
			for w := range n {
				wg.Go(func() {
					mine, err := Open(t.Context(), s.Dir(), Options{})
					if err != nil {
						errs <- err
						return
					}
					defer mine.Close()
					for i := range each {
						_, err := mine.Record(t.Context(), Batch{Texts: []Text{text(fmt.Sprintf("w/p%d", w), "2024-01-0"+fmt.Sprint(i+1), fmt.Sprintf("%d\n", i))}})
						if err != nil {
							errs <- err
							return
						}
					}
				})
			}
			wg.Wait()
			close(errs)
			for err := range errs {
				t.Error(err)
			}
			infos, err := s.Sources(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			total := 0
			for _, in := range infos {
				total += in.Versions
			}
			if total != n*each {
				t.Errorf("%d versions, want %d", total, n*each)
			}
			fsck(t, s.GitDir())
		})
	}
}

func TestOneRunAtATime(t *testing.T) {
	s := newArchive(t, Options{})
	end, err := s.BeginRun()
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(t.Context(), s.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.BeginRun(); !errors.Is(err, ErrLocked) {
		t.Fatalf("a second run: %v, want ErrLocked", err)
	}
	record(t, other, Batch{Texts: []Text{text("a/b", "2024-01-01", "imports and verdicts go on\n")}})
	end()
	again, err := other.BeginRun()
	if err != nil {
		t.Fatal(err)
	}
	again()
}

func TestLockedArchiveSaysSo(t *testing.T) {
	s := newArchive(t, Options{LockWait: time.Millisecond})
	err := s.withLock(t.Context(), func() error {
		other, err := Open(t.Context(), s.Dir(), Options{LockWait: time.Millisecond})
		if err != nil {
			return err
		}
		defer other.Close()
		_, err = other.Record(t.Context(), Batch{Texts: []Text{text("a/b", "2024-01-01", "x\n")}})
		if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "hint:") {
			t.Errorf("got %v, want ErrLocked with a hint", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestGitMovesRefsMeanwhile(t *testing.T) {
	s := newArchive(t, Options{})
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-01-01", "x\n")}})
	o, err := s.obj()
	if err != nil {
		t.Fatal(err)
	}
	// Between reading main and writing it, a plain git commits: the first try fails, the second builds on it.
	w, err := s.git.writer()
	if err != nil {
		t.Fatal(err)
	}
	defer w.abort()
	x, err := s.index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := &recording{s: s, o: o, w: w, x: x, me: s.identity(), now: s.now()}
	if _, err := r.texts(t.Context(), []Text{text("a/b", "2024-02-01", "y\n")}, nil, nil); err != nil {
		t.Fatal(err)
	}
	tree := strings.TrimSpace(git(t, s.GitDir(), "rev-parse", "main^{tree}"))
	outside := strings.TrimSpace(git(t, s.GitDir(), "commit-tree", "-p", "main", "-m", "by hand", tree))
	git(t, s.GitDir(), "update-ref", "refs/heads/main", outside)
	if err := r.publish(t.Context()); !errors.Is(err, errMoved) {
		t.Fatalf("published over somebody's commit: %v", err)
	}
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-02-01", "y\n")}})
	git(t, s.GitDir(), "merge-base", "--is-ancestor", outside, "main")
	fsckDangling(t, s.GitDir())
}

func TestReadersSurviveGitGC(t *testing.T) {
	s := newArchive(t, Options{})
	reader, err := Open(t.Context(), s.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for i := range 6 {
		record(t, s, Batch{Texts: []Text{text("a/b", fmt.Sprintf("2024-01-0%d", i+1), strings.Repeat(fmt.Sprintf("line %d\n", i), 50))}})
		list, err := reader.History(t.Context(), "a/b")
		if err != nil || len(list) != i+1 {
			t.Fatalf("%d versions, %v", len(list), err)
		}
		switch i % 3 {
		case 0:
			git(t, s.GitDir(), "gc", "-q", "--prune=now")
		case 1:
			git(t, s.GitDir(), "pack-refs", "--all")
		case 2:
			git(t, s.GitDir(), "repack", "-q", "-a", "-d")
		}
		for _, v := range list {
			if _, err := reader.Text(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	fsck(t, s.GitDir())
}

func TestStaleRefLock(t *testing.T) {
	s := newArchive(t, Options{})
	lock := filepath.Join(s.GitDir(), "refs", "heads", "main.lock")
	if err := os.WriteFile(lock, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Record(ctx, Batch{Texts: []Text{text("a/b", "2024-01-01", "x\n")}}); err == nil {
		t.Fatal("recorded over a held lock")
	}
	if _, err := os.Stat(lock); err != nil {
		t.Fatal("somebody else's lock was removed")
	}
	os.Remove(lock)
	record(t, s, Batch{Texts: []Text{text("a/b", "2024-01-01", "other than what was refused\n")}})
	fsck(t, s.GitDir()) // nothing dangles: what was refused is gone
}

// A `git gc` that prunes at once runs again and again while a writer records and another reader reads and repacks.
func TestGitGCWhileRecording(t *testing.T) {
	s := newArchive(t, Options{})
	reader, err := Open(t.Context(), s.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	stop, done := make(chan struct{}), make(chan struct{})
	end := sync.OnceFunc(func() { close(stop); <-done })
	t.Cleanup(end)
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			cmd := exec.Command("git", "-C", s.GitDir(), "gc", "-q", "--prune=now")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("git gc: %v\n%s", err, out)
				return
			}
		}
	}()
	const n = 30
	for i := range n {
		record(t, s, Batch{
			Snapshots: []Snapshot{{Source: "a/b", Ext: "html", Data: fmt.Appendf(nil, "<p>%d", i%3), Captured: testNow.AddDate(0, 0, i), Kind: KindSnapshot}},
			Texts:     []Text{{Source: "a/b", Markdown: fmt.Appendf(nil, "%d\n", i%3), Captured: testNow.AddDate(0, 0, i), Kind: KindVersion, Snapshot: 0}},
		})
		if i%10 == 9 {
			err := s.withLock(t.Context(), func() error {
				o, err := s.obj()
				if err != nil {
					return err
				}
				if err := o.rescan(); err != nil {
					return err
				}
				if _, err := s.repack(t.Context(), o, o.packs); err != nil && !errors.Is(err, os.ErrNotExist) {
					return err
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		list, err := reader.History(t.Context(), "a/b")
		if err != nil || len(list) != i+1 {
			t.Fatalf("%d versions, want %d; %v", len(list), i+1, err)
		}
		if _, err := reader.Text(t.Context(), list[i/2]); err != nil {
			t.Fatal(err)
		}
	}
	end()
	fsckDangling(t, s.GitDir())
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
}

// Somebody pushes commits of his own to main with a plain git while it is recorded to: of two that come at once one is
// refused by its own program and comes again, and nothing that either reported is lost.
func TestGitPushesMeanwhile(t *testing.T) {
	s := newArchive(t, Options{})
	dir := ordinaryClone(t, s.GitDir())
	pushed := make(chan []string, 1)
	stop := make(chan struct{})
	go func() {
		var done []string
		defer func() { pushed <- done }()
		for i := 0; ; i++ {
			select {
			case <-stop:
				if len(done) > 0 {
					return
				}
			default:
			}
			run := func(args ...string) (string, error) {
				cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=x", "-c", "user.email=x@x"}, args...)...)
				out, err := cmd.CombinedOutput()
				return strings.TrimSpace(string(out)), err
			}
			if out, err := run("pull", "-q", "--rebase", "origin", "main"); err != nil {
				t.Errorf("git pull: %v\n%s", err, out)
				return
			}
			if err := os.WriteFile(filepath.Join(dir, "README.md"), fmt.Append(nil, i), 0o644); err != nil {
				t.Error(err)
				return
			}
			_, err1 := run("add", "README.md")
			_, err2 := run("commit", "-q", "-m", "Say what this is")
			head, err3 := run("rev-parse", "HEAD")
			if err := errors.Join(err1, err2, err3); err != nil {
				t.Error(err)
				return
			}
			if _, err := run("push", "-q", "origin", "HEAD:main"); err == nil {
				done = append(done, head)
			}
		}
	}()
	var recorded []string
	for i := range 25 {
		rec := record(t, s, Batch{Texts: []Text{text("a/b", testNow.AddDate(0, 0, i).Format(time.DateOnly), fmt.Sprintf("%d\n", i))}})
		recorded = append(recorded, rec.Versions[0])
	}
	close(stop)
	theirs := <-pushed
	for _, c := range append(recorded, theirs...) {
		git(t, s.GitDir(), "merge-base", "--is-ancestor", c, "main")
	}
	if list, err := s.History(t.Context(), "a/b"); err != nil || len(list) != len(recorded) {
		t.Errorf("%d versions, want %d, %v", len(list), len(recorded), err)
	}
	fsckDangling(t, s.GitDir())
	for _, p := range problems(t, s.Dir()) {
		t.Errorf("%s: %s", p.Where, p.What)
	}
	t.Logf("%d recorded, %d pushed by git", len(recorded), len(theirs))
}

// Of many that edit policylog.yaml at once none undoes what another did, in an archive that was just cloned neither.
func TestConfigIsEditedOneAfterTheOther(t *testing.T) {
	s := newArchive(t, Options{})
	if err := os.RemoveAll(filepath.Join(s.GitDir(), privateDir)); err != nil {
		t.Fatal(err)
	}
	before, err := ReadConfig(s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			unlock, err := LockConfig(t.Context(), s.Dir())
			if err != nil {
				t.Error(err)
				return
			}
			defer unlock()
			old, err := ReadConfig(s.Dir())
			if err == nil {
				err = s.WriteConfig(t.Context(), append(old, "# one more\n"...))
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	now, err := ReadConfig(s.Dir())
	if err != nil || len(now) != len(before)+20*len("# one more\n") {
		t.Errorf("%d bytes, %d before: %v", len(now), len(before), err)
	}
	unlock, err := LockConfig(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	unlock()
}
