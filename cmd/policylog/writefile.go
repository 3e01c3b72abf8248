package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file whole or not at all: beside it first, to disk, then in its place; where a link is in its place,
// in that of the file that the link leads to.
func writeFile(name string, data []byte, mode fs.FileMode) error {
	if kept, err := filepath.EvalSymlinks(name); err == nil {
		name = kept
	}
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, ".policylog-*")
	if errors.Is(err, fs.ErrNotExist) {
		return noDirectory.with(err, name, dir)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
