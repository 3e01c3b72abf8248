package store

import (
	"cmp"
	"context"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// Describe fills in what the texts of versions say of themselves, where the archive did not record it: titles, stated dates
// and labels in a foreign one. Each text is read once, and the index keeps what it said. A text that cannot be read stays
// undescribed: who reads it is told why.
func (s *Store) Describe(ctx context.Context, list []Version) error {
	if !s.foreign || s.opt.Describe == nil {
		return nil
	}
	var todo []*Version
	for i := range list {
		if !list[i].described {
			todo = append(todo, &list[i])
		}
	}
	if len(todo) == 0 {
		return nil
	}
	o, err := s.obj()
	if err != nil {
		return err
	}
	read := func(i int) (Description, error) {
		text, err := o.text(todo[i].Blob)
		if err != nil {
			return Description{}, nil
		}
		return s.opt.Describe(text), nil
	}
	err = inOrder(ctx, len(todo), read, func(i int, d Description) error {
		if i%16 == 15 {
			s.opt.Progress("read texts", int64(i), int64(len(todo)))
		}
		todo[i].take(d)
		return nil
	})
	if err != nil {
		return fmt.Errorf("describe: %w", err)
	}
	s.keepDescriptions(ctx, todo)
	return nil
}

func (v *Version) take(d Description) {
	v.Title, v.Updated = cmp.Or(v.Title, oneLine(d.Title)), cmp.Or(v.Updated, oneLine(d.Updated))
	v.Effective, v.Label = cmp.Or(v.Effective, oneLine(d.Effective)), cmp.Or(v.Label, oneLine(d.Label))
	v.described = true
}

// keepDescriptions writes what was read into the index. Where that fails it is read again the next time.
func (s *Store) keepDescriptions(ctx context.Context, list []*Version) {
	x, err := s.index(ctx)
	if err != nil {
		return
	}
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return
	}
	defer tx.Rollback()
	set, err := tx.PrepareContext(ctx, `UPDATE versions SET title = ?, updated = ?, effective = ?, label = ?, described = 1
		WHERE commit_id = ? AND source = ?`)
	if err != nil {
		return
	}
	defer set.Close()
	for _, v := range list {
		commit := plumbing.NewHash(v.Commit)
		if _, err := set.ExecContext(ctx, v.Title, v.Updated, v.Effective, v.Label, commit[:], v.Source); err != nil {
			return
		}
	}
	_ = tx.Commit()
}

// describeAll describes all versions of a source, for a question that goes by what they state.
func (s *Store) describeAll(ctx context.Context, source string) error {
	if !s.foreign {
		return nil
	}
	list, err := s.queryVersions(ctx, "WHERE source = ? AND NOT described", source)
	if err != nil {
		return fmt.Errorf("history of %s: %w", source, err)
	}
	return s.Describe(ctx, list)
}
