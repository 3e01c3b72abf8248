package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"policylog/internal/pattern"
)

const (
	keptDir   = "kept"
	keptBytes = 128 << 20 // all that is kept; what was not asked for the longest goes first
)

// Kept is what Keep was last given for a key, nil where nothing is or where it is not whole: a cache that may be
// deleted at any time. The key must name all that the data depends on.
func (s *Store) Kept(key string) []byte {
	name := s.keptName(key)
	if name == "" {
		return nil
	}
	data := readKept(name)
	if data == nil {
		return nil
	}
	sum := keptSum(key, data[sha256.Size:])
	if !bytes.Equal(sum[:], data[:sha256.Size]) {
		os.Remove(name)
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(name, now, now) // says that it is in use; without it, it goes earlier
	return data[sha256.Size:]
}

// readKept reads a file that could be one of ours: an archive that came from elsewhere may hold links, pipes or giants
// in its place.
func readKept(name string) []byte {
	if dir, err := os.Lstat(filepath.Dir(name)); err != nil || !dir.IsDir() {
		return nil
	}
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() < sha256.Size || info.Size() > sha256.Size+keptBytes/4 {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil || len(data) < sha256.Size {
		return nil
	}
	return data
}

// Keep keeps data for a key beside the index. Where that cannot be written, or is full, nothing is kept: it is no error.
// Writers at the same time do not harm each other.
func (s *Store) Keep(key string, data []byte) {
	name := s.keptName(key)
	if name == "" || len(data) > keptBytes/4 {
		return
	}
	dir := filepath.Dir(name)
	if err := os.Mkdir(dir, 0o755); err != nil && !os.IsExist(err) {
		return
	}
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() { // a link could lead to anybody's files
		return
	}
	f, err := os.CreateTemp(dir, "new-*")
	if err != nil {
		return
	}
	sum := keptSum(key, data)
	_, err = f.Write(append(sum[:], data...)) // not synced: what a crash tears fails its sum
	if err == nil {
		err = f.Chmod(0o644) // whoever reads the archive reads its caches
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil || os.Rename(f.Name(), name) != nil {
		os.Remove(f.Name())
		return
	}
	dropOldest(dir, keptBytes)
}

// keptName is the file of a key, "" where the archive has no place for caches.
func (s *Store) keptName(key string) string {
	s.idxMu.Lock()
	defer s.idxMu.Unlock()
	if s.idx == nil || s.idx.path == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(s.idx.path), keptDir, fmt.Sprintf("%x", sha256.Sum256([]byte(key)))[:32])
}

// keptSum is of the key and the data: a file under another's name is none of its own.
func keptSum(key string, data []byte) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s ", len(key), key)
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}

// keptNames are the names that Keep gives, also to what it has not finished: no other file is ours to remove.
var keptNames = pattern.Lazy(`^([0-9a-f]{32}|new-[0-9]+)$`)

// dropOldest removes the kept files of a directory that were not used the longest, until the others fit.
func dropOldest(dir string, fit int64) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && keptNames().MatchString(e.Name()) {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	total := int64(0)
	for _, f := range files {
		if total += f.Size(); total > fit {
			os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}
