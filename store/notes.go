package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// files changes files in the flat tree of a ref with one commit: a nil value removes one. A tree that stays as it is
// makes no commit.
func (r *recording) files(ref, subject string, files map[string][]byte) error {
	head, root, err := r.tip(ref)
	if err != nil {
		return err
	}
	entries, err := r.o.tree(root)
	if err != nil {
		return err
	}
	byName := map[string]treeEntry{}
	for _, e := range entries {
		byName[e.name] = e
	}
	for name, data := range files {
		if data == nil {
			delete(byName, name)
			continue
		}
		blob, err := r.w.add(plumbing.BlobObject, data)
		if err != nil {
			return err
		}
		byName[name] = treeEntry{mode: "100644", name: name, id: blob}
	}
	entries = entries[:0]
	for _, e := range byName {
		entries = append(entries, e)
	}
	next, err := r.w.add(plumbing.TreeObject, encodeTree(entries))
	if err != nil || next == root {
		return err
	}
	c, err := r.commit(next, time.Time{}, subject+"\n", head)
	if err != nil {
		return err
	}
	r.move(ref, head, c)
	return nil
}

// State reads a file of refs/policylog/state; nil when there is none.
func (s *Store) State(_ context.Context, name string) ([]byte, error) {
	if s.foreign {
		return nil, nil
	}
	b, err := s.fileAt(refState, name)
	if err != nil {
		return nil, fmt.Errorf("state %s: %w", printable(name), err)
	}
	return b, nil
}

// Notes reads refs/notes/policylog: note texts by key. SetNote writes one ("" removes).
func (s *Store) Notes(context.Context) (map[string]string, error) {
	notes := map[string]string{}
	if s.foreign {
		return notes, nil
	}
	h, err := s.git.read(refNotes)
	if err != nil || h.IsZero() {
		return notes, err
	}
	o, err := s.obj()
	if err != nil {
		return nil, err
	}
	c, err := o.commit(h)
	if err != nil {
		return nil, fmt.Errorf("notes: %w", err)
	}
	entries, err := o.tree(c.tree)
	if err != nil {
		return nil, fmt.Errorf("notes: %w", err)
	}
	for _, e := range entries {
		if !e.isFile() {
			continue
		}
		b, err := o.blob(e.id)
		if err != nil {
			return nil, fmt.Errorf("notes: %w", err)
		}
		key, err := url.PathUnescape(e.name)
		if err != nil {
			key = e.name
		}
		notes[key] = string(b)
	}
	return notes, nil
}

// SetNote writes the note of a key; "" removes it.
func (s *Store) SetNote(ctx context.Context, key, text string) error {
	name := url.PathEscape(key)
	if key == "" || len(name) > 255 || key[0] == '.' {
		return fmt.Errorf("note %q: no key", printable(key))
	}
	var data []byte
	if text != "" {
		data = []byte(text)
	}
	err := s.withLock(ctx, func() error {
		for try := 0; ; try++ {
			err := s.commitFiles(ctx, refNotes, "Note on a change", map[string][]byte{name: data})
			if !errors.Is(err, errMoved) || try == 9 {
				return err
			}
		}
	})
	if err != nil {
		return fmt.Errorf("note %s: %w", printable(key), err)
	}
	return nil
}

func (s *Store) commitFiles(ctx context.Context, ref, subject string, files map[string][]byte) error {
	o, err := s.obj()
	if err != nil {
		return err
	}
	w, err := s.git.writer()
	if err != nil {
		return err
	}
	defer w.abort()
	r := &recording{s: s, o: o, w: w, me: s.identity(), now: s.now()}
	if err := r.files(ref, subject, files); err != nil {
		return err
	}
	return r.publish(ctx)
}
