package store

import (
	"errors"
	"os"
)

var errNotPlain = errors.New("it is no plain file")

// readPlain is os.ReadFile for what a repository has beside it or in it. A pipe or a device in its place, or a link to
// one, would be read for ever.
func readPlain(name string) ([]byte, error) {
	if err := checkPlain(name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// openPlain is os.Open for such a file.
func openPlain(name string) (*os.File, error) {
	if err := checkPlain(name); err != nil {
		return nil, err
	}
	return os.Open(name)
}

// checkPlain refuses neither directories nor what is not there: to read them fails by itself, with an error that says so.
func checkPlain(name string) error {
	if st, err := os.Stat(name); err == nil && !st.Mode().IsRegular() && !st.IsDir() {
		return &os.PathError{Op: "read", Path: name, Err: errNotPlain}
	}
	return nil
}
