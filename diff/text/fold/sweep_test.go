package fold

import (
	"bufio"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"unicode"
	"unicode/utf8"

	"policylog/internal/realdata"
)

// runSweep holds the fold equal to OpenCC on runs of characters beyond ASCII, each once however many versions have it: no
// entry of OpenCC's has a character of ASCII, so that none reaches out of its run. A run that is no UTF-8 is not
// OpenCC's to judge.
type runSweep struct {
	t     *testing.T
	seed  maphash.Seed
	seen  map[uint64]bool
	texts int
	bytes int64 // of all texts
	runs  int
	held  int64 // bytes of the runs compared
}

func (s *runSweep) add(text []byte) {
	s.texts++
	s.bytes += int64(len(text))
	for i := 0; i < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		from := i
		for i < len(text) && text[i] >= utf8.RuneSelf {
			i++
		}
		s.run(text[from:i])
	}
}

func (s *runSweep) run(run []byte) {
	sum := maphash.Bytes(s.seed, run)
	if s.seen[sum] {
		return
	}
	s.seen[sum] = true
	if !holdsHan(run) || !utf8.Valid(run) {
		return
	}
	s.runs++
	s.held += int64(len(run))
	if got, want := Simplified(string(run)), oracle(s.t, string(run)); got != want {
		s.t.Errorf("Simplified(%.200q) = %.200q, want %.200q", run, got, want)
	}
}

// holdsHan says whether a text holds a Chinese character, looking at nothing below the first byte of one.
func holdsHan(text []byte) bool {
	for i := 0; i < len(text); {
		if text[i] < 0xE3 {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if unicode.Is(unicode.Han, r) {
			return true
		}
		i += n
	}
	return false
}

// TestSweep folds every file of the real data and every blob in the whole history of its bundles as OpenCC does. It reads
// gigabytes and runs only where POLICYLOG_SWEEP is set; docs/sweep.md records what it gave.
func TestSweep(t *testing.T) {
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("POLICYLOG_SWEEP is not set")
	}
	s := &runSweep{t: t, seed: maphash.MakeSeed(), seen: make(map[uint64]bool)}
	dir := realdata.Dir(t)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) == ".bundle" || filepath.Ext(path) == ".pdf" {
			return err
		}
		text, err := os.ReadFile(path)
		s.add(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	bundles, err := filepath.Glob(filepath.Join(dir, "*.bundle"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range bundles {
		name := filepath.Base(path)
		eachBlob(t, realdata.Repo(t, name[:len(name)-len(".bundle")]), s.add)
	}
	t.Logf("%d texts of %d MB; %d different runs with Chinese characters, %d KB", s.texts, s.bytes>>20, s.runs, s.held>>10)
}

// eachBlob calls do with every blob of a repository, one after the other; the bytes are do's until it returns.
func eachBlob(t *testing.T, repo string, do func([]byte)) {
	cmd := exec.Command("git", "-C", repo, "cat-file", "--batch", "--batch-all-objects", "--unordered", "--buffer")
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out := bufio.NewReaderSize(pipe, 1<<20)
	var buf []byte
	for {
		head, err := out.ReadString('\n')
		if err == io.EOF {
			break
		}
		var id, kind string
		var size int
		if _, scanErr := fmt.Sscan(head, &id, &kind, &size); err != nil || scanErr != nil {
			t.Fatalf("git cat-file: %q: %v %v", head, err, scanErr)
		}
		if cap(buf) < size+1 {
			buf = make([]byte, size+1)
		}
		buf = buf[:size+1]
		if _, err := io.ReadFull(out, buf); err != nil {
			t.Fatal(err)
		}
		if kind == "blob" {
			do(buf[:size])
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}
