package store

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"policylog/internal/pattern"
)

// responseTrailer is the shape of a trailer's name for response metadata.
var responseTrailer = pattern.Lazy(`^[A-Za-z][A-Za-z0-9-]{0,60}$`)

// ownTrailers have a meaning of their own in a snapshot's commit.
var ownTrailers = []string{
	trailerKind, trailerOrigin, trailerSource, trailerURL, trailerCaptured, trailerSHA256, trailerHeldFor,
}

// SnapshotOf reads the snapshot that a version was extracted from; LatestSnapshot the newest of a source.
func (s *Store) SnapshotOf(ctx context.Context, v Version) (Snapshot, error) {
	if v.Snapshot == "" {
		return Snapshot{}, fmt.Errorf("snapshot of %s at %.12s: %w: it was recorded without one", v.Source, v.Commit, ErrNoVersion)
	}
	return s.SnapshotAt(ctx, v.Source, v.Snapshot)
}

// LatestSnapshot reads the newest snapshot of a source that was not held.
func (s *Store) LatestSnapshot(ctx context.Context, source string) (Snapshot, error) {
	x, err := s.index(ctx)
	if err != nil {
		return Snapshot{}, err
	}
	n, err := queryNeighbour(ctx, x, "SELECT captured, blob, commit_id, path, kind FROM snapshots WHERE source = ? AND kind = ? "+
		"ORDER BY captured DESC, seq DESC LIMIT 1", source, string(KindSnapshot))
	if err != nil {
		return Snapshot{}, fmt.Errorf("latest snapshot of %s: %w", source, err)
	}
	if !n.found {
		return Snapshot{}, fmt.Errorf("latest snapshot of %s: %w: there is no snapshot", source, ErrNoVersion)
	}
	return s.SnapshotAt(ctx, source, n.commit)
}

// SnapshotCommits lists the commits of a source's snapshots in captured order, held ones too when held is set.
func (s *Store) SnapshotCommits(ctx context.Context, source string, held bool) ([]string, error) {
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := x.db.QueryContext(ctx, "SELECT lower(hex(commit_id)) FROM snapshots WHERE source = ? AND (? OR kind = ?) "+
		"ORDER BY captured, seq", source, held, string(KindSnapshot))
	if err != nil {
		return nil, fmt.Errorf("snapshots of %s: %w", source, err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var c string
		if err := rows.Scan(&c); err != nil {
			return nil, fmt.Errorf("snapshots of %s: %w", source, err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

// SnapshotAt reads the snapshot of a source that a commit recorded.
func (s *Store) SnapshotAt(_ context.Context, source, commit string) (Snapshot, error) {
	fail := func(err error) (Snapshot, error) {
		return Snapshot{}, fmt.Errorf("snapshot of %s at %.12s: %w", source, commit, err)
	}
	o, err := s.obj()
	if err != nil {
		return fail(err)
	}
	c, err := o.commit(plumbing.NewHash(commit))
	if err != nil {
		return fail(err)
	}
	_, t := splitMessage(c.message)
	file, e, err := o.snapshotFile(c.tree, source)
	if err != nil {
		return fail(err)
	}
	if file == "" {
		return fail(fmt.Errorf("the commit has no snapshot of it"))
	}
	data, err := o.blob(e.id)
	if err != nil {
		return fail(err)
	}
	sn := Snapshot{
		Source: source, Ext: strings.TrimPrefix(path.Ext(file), "."), Data: slices.Clone(data), URL: t.get(trailerURL),
		Captured: parseTime(t.get(trailerCaptured)), Origin: t.get(trailerOrigin), Kind: Kind(t.get(trailerKind)),
		HeldFor: t.get(trailerHeldFor),
	}
	for _, kv := range t {
		if !slices.Contains(ownTrailers, kv[0]) {
			sn.Trailers = append(sn.Trailers, kv)
		}
	}
	return sn, nil
}
