// Package realdata gives tests and benchmarks the real policies and histories that the project is tried on. They are
// not part of the repository: they lie in the directory that POLICYLOG_DATA names, or in ../shared/data beside the
// checkout; a test that needs them skips where they are absent.
package realdata

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Dir is the directory of the data; the test skips without it.
func Dir(t testing.TB) string {
	t.Helper()
	dir, err := find()
	if err != nil {
		t.Skipf("real data: %v", err)
	}
	return dir
}

// File reads one file of the data, named from its directory ("seeds/000_05b14415a591ba60.txt").
func File(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(Dir(t), filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("real data: %v", err)
	}
	return b
}

// Repo is a bare clone of a bundle ("ota-pga-versions"), made once a machine and kept in the user's cache. It is to be
// read only: a test that writes clones it again.
func Repo(t testing.TB, bundle string) string {
	t.Helper()
	src := filepath.Join(Dir(t), bundle+".bundle")
	st, err := os.Stat(src)
	if err != nil {
		t.Skipf("real data: %v", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dst := filepath.Join(cache, "policylog-test", fmt.Sprintf("%s-%d.git", bundle, st.Size()))
	if _, err := os.Stat(filepath.Join(dst, "HEAD")); err == nil {
		return dst
	}
	if err := os.MkdirAll(filepath.Dir(dst), 0o755); err != nil {
		t.Fatal(err)
	}
	// Tests of several packages may clone at once: each clones aside, the first rename wins.
	tmp, err := os.MkdirTemp(filepath.Dir(dst), bundle+"-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	if out, err := exec.Command("git", "clone", "-q", "--bare", src, filepath.Join(tmp, "r.git")).CombinedOutput(); err != nil {
		t.Skipf("real data: git clone %s: %v\n%s", src, err, out)
	}
	if err := os.Rename(filepath.Join(tmp, "r.git"), dst); err != nil {
		if _, statErr := os.Stat(filepath.Join(dst, "HEAD")); statErr != nil {
			t.Fatal(err)
		}
	}
	return dst
}

func find() (string, error) {
	if dir := os.Getenv("POLICYLOG_DATA"); dir != "" {
		if _, err := os.Stat(dir); err != nil {
			return "", fmt.Errorf("POLICYLOG_DATA: %w", err)
		}
		return dir, nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := wd; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			data := filepath.Join(dir, "..", "shared", "data")
			if _, err := os.Stat(data); err != nil {
				return "", fmt.Errorf("neither POLICYLOG_DATA nor %s is there", filepath.Join("..", "shared", "data"))
			}
			return data, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("no go.mod above %s", wd)
		}
	}
}
