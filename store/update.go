package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// errRebuild says that the refs did not merely grow since the index was made.
var errRebuild = errors.New("history was replaced")

// update reads what is new in the refs into the index, in one transaction: a reader sees the old state or the new.
func (s *Store) update(ctx context.Context, x *index) error {
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Read again under the database's lock: another process may have done it meanwhile.
	want, err := s.readTips()
	if err != nil {
		return err
	}
	var v string
	err = tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'tips'").Scan(&v)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	have := parseTips(v)
	if have == want && v != "" {
		return nil
	}
	err = s.updateAll(ctx, tx, have, want)
	if errors.Is(err, errRebuild) {
		for _, t := range []string{
			"commits", "versions", "sources", "snapshots", "runs", "digests", "digest_sources", "digest_months", "last_lines",
		} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+t); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE key = 'generation'", randomHex()); err != nil {
			return err
		}
		err = s.updateAll(ctx, tx, tips{}, want)
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO meta VALUES ('tips', ?)", want.String()); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) updateAll(ctx context.Context, tx *sql.Tx, have, want tips) error {
	// Observations and snapshots of versions come first or last: none refers to rows of another.
	if err := s.updateBranch(ctx, tx, have.versions, want.versions, "index versions", s.insertVersions); err != nil {
		return err
	}
	if err := s.updateBranch(ctx, tx, have.snapshots, want.snapshots, "index snapshots", s.insertSnapshots); err != nil {
		return err
	}
	return s.updateBranch(ctx, tx, have.observations, want.observations, "index observations", s.insertRuns)
}

func (s *Store) updateBranch(ctx context.Context, tx *sql.Tx, have, want plumbing.Hash, stage string,
	insert func(context.Context, *sql.Tx, *objects, []walked, func(int)) error,
) error {
	if have == want {
		return nil
	}
	if want.IsZero() {
		return errRebuild
	}
	known, err := tx.PrepareContext(ctx, "SELECT 1 FROM commits WHERE id = ?")
	if err != nil {
		return err
	}
	defer known.Close()
	list, found, err := s.history(ctx, want, have, func(h plumbing.Hash) (bool, error) {
		var one int
		err := known.QueryRowContext(ctx, h[:]).Scan(&one)
		if errors.Is(err, sql.ErrNoRows) {
			return false, nil
		}
		return err == nil, err
	})
	if err != nil {
		return err
	}
	if !found {
		return errRebuild
	}
	o, err := s.obj()
	if err != nil {
		return err
	}
	add, err := tx.PrepareContext(ctx, "INSERT OR IGNORE INTO commits VALUES (?)")
	if err != nil {
		return err
	}
	defer add.Close()
	for _, w := range list {
		if _, err := add.ExecContext(ctx, w.id[:]); err != nil {
			return err
		}
	}
	return insert(ctx, tx, o, list, func(i int) {
		if i%256 == 0 || i == len(list) {
			s.opt.Progress(stage, int64(i), int64(len(list)))
		}
	})
}

// found is what one commit says of versions.
type scanned struct {
	versions []Version
	removed  map[string]string // blob to source, of files that went away (foreign archives)
}

// scanVersions reads the versions that a commit brought. Trailers say it in archives of ours, where a commit that
// somebody made by hand is no version: nobody knows when, or whether, its text was captured. Elsewhere changed files
// and the layout say it.
func (s *Store) scanVersions(o *objects, w walked) (scanned, error) {
	c, err := o.commitOf(w)
	if err != nil {
		return scanned{}, err
	}
	subject, t := splitMessage(c.message)
	kind := Kind(t.get(trailerKind))
	if s.foreign {
		return s.scanFiles(o, w, c, subject)
	}
	if kind != KindVersion && kind != KindTechnicalUpgrade {
		return scanned{}, nil
	}
	v := Version{
		Source: t.get(trailerSource), Commit: w.id.String(), Kind: kind, Captured: parseTime(t.get(trailerCaptured)),
		Recorded: c.committer.when, Origin: t.get(trailerOrigin), URL: t.get(trailerURL), Title: t.get(trailerTitle),
		Updated: t.get(trailerUpdated), Effective: t.get(trailerEffective), Label: t.get(trailerLabel),
		SHA256: t.get(trailerSHA256), Snapshot: t.get(trailerSnapshot), Extractor: t.get(trailerExtractor), Subject: subject,
	}
	if _, err := ParseSourceID(v.Source); err != nil {
		return scanned{}, nil // `verify` reports it
	}
	v.Path = v.Source + ".md"
	e, ok, err := o.lookup(w.tree, v.Path)
	if err != nil || !ok {
		return scanned{}, err
	}
	v.Blob = e.id.String()
	return scanned{versions: []Version{v}}, nil
}

// scanFiles reads versions from the files that a commit changed.
func (s *Store) scanFiles(o *objects, w walked, c commit, subject string) (scanned, error) {
	var found scanned
	err := o.changedFiles(w, func(ch fileChange) error {
		source, ok := s.sourceOf(ch.path)
		if !ok {
			return nil
		}
		if ch.new.IsZero() {
			if found.removed == nil {
				found.removed = map[string]string{}
			}
			found.removed[ch.old.String()] = source
			return nil
		}
		for _, v := range found.versions {
			if v.Source == source {
				return nil // two layouts at once name the same source: the first path counts
			}
		}
		found.versions = append(found.versions, Version{
			Source: source, Commit: w.id.String(), Blob: ch.new.String(), Path: ch.path, Kind: kindOfSubject(subject),
			Captured: c.author.when, Recorded: c.committer.when, Subject: oneLine(subject),
		})
		return nil
	})
	return found, err
}

func (s *Store) insertVersions(ctx context.Context, tx *sql.Tx, o *objects, list []walked, progress func(int)) error {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO versions (source, commit_id, blob, path, kind, captured, recorded, origin,
		url, title, updated, effective, label, sha256, snapshot, extractor, subject) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	last := map[string]string{} // source to blob, in order of recording
	lastBlob := func(source string) (string, error) {
		if b, ok := last[source]; ok {
			return b, nil
		}
		var b []byte
		err := tx.QueryRowContext(ctx, "SELECT blob FROM versions WHERE source = ? ORDER BY seq DESC LIMIT 1", source).Scan(&b)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return "", err
		}
		last[source] = fmt.Sprintf("%x", b)
		return last[source], nil
	}
	touched := map[string]bool{}
	take := func(i int, found scanned) error {
		progress(i + 1)
		for _, v := range found.versions {
			before, err := lastBlob(v.Source)
			if err != nil {
				return err
			}
			if was, ok := found.removed[v.Blob]; ok && was != v.Source && before == "" {
				// The file was renamed: what came before is this source's past.
				if _, err := tx.ExecContext(ctx, "UPDATE versions SET source = ? WHERE source = ?", v.Source, was); err != nil {
					return err
				}
				before = v.Blob
				last[was], touched[was] = "", true
			}
			last[v.Source], touched[v.Source] = v.Blob, true
			if v.SHA256 == "" && before == v.Blob {
				continue // moved or touched only
			}
			commit, blob := plumbing.NewHash(v.Commit), plumbing.NewHash(v.Blob)
			_, err = insert.ExecContext(ctx, v.Source, commit[:], blob[:], v.Path, string(v.Kind), unixOrNull(v.Captured),
				v.Recorded.Unix(), v.Origin, v.URL, v.Title, v.Updated, v.Effective, v.Label, v.SHA256, v.Snapshot, v.Extractor, v.Subject)
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := inOrder(ctx, len(list), func(i int) (scanned, error) { return s.scanVersions(o, list[i]) }, take); err != nil {
		return err
	}
	for source := range touched {
		if _, err := tx.ExecContext(ctx, "DELETE FROM sources WHERE source = ?", source); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO sources
			SELECT source, count(*), min(captured), max(captured) FROM versions WHERE source = ? GROUP BY source`, source); err != nil {
			return err
		}
	}
	return nil
}

func unixOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

// snapshotRow is a commit of the snapshots branch as the index has it.
type snapshotRow struct {
	source, commit, blob, path string
	kind                       Kind
	captured                   time.Time
}

func (s *Store) insertSnapshots(ctx context.Context, tx *sql.Tx, o *objects, list []walked, progress func(int)) error {
	insert, err := tx.PrepareContext(ctx,
		"INSERT INTO snapshots (source, commit_id, blob, path, kind, captured) VALUES (?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	scan := func(i int) (r snapshotRow, err error) {
		c, err := o.commitOf(list[i])
		if err != nil {
			return r, err
		}
		_, t := splitMessage(c.message)
		kind := Kind(t.get(trailerKind))
		if kind != KindSnapshot && kind != KindHeld {
			return r, nil
		}
		r = snapshotRow{
			source: t.get(trailerSource), commit: c.id.String(), kind: kind, captured: parseTime(t.get(trailerCaptured)),
		}
		path, e, err := o.snapshotFile(c.tree, r.source)
		r.path, r.blob = path, e.id.String()
		return r, err
	}
	return inOrder(ctx, len(list), scan, func(i int, r snapshotRow) error {
		progress(i + 1)
		if r.path == "" {
			return nil
		}
		commit, blob := plumbing.NewHash(r.commit), plumbing.NewHash(r.blob)
		_, err := insert.ExecContext(ctx, r.source, commit[:], blob[:], r.path, string(r.kind), unixOrNull(r.captured))
		return err
	})
}

// snapshotFile finds the one file that a tree of snapshots has of a source, whatever its extension.
func (o *objects) snapshotFile(root plumbing.Hash, source string) (path string, e treeEntry, err error) {
	if _, err := ParseSourceID(source); err != nil {
		return "", e, nil
	}
	service, name, _ := strings.Cut(source, "/")
	dir, ok, err := o.lookup(root, service)
	if err != nil || !ok || !dir.isDir() {
		return "", e, err
	}
	entries, err := o.tree(dir.id)
	if err != nil {
		return "", e, err
	}
	for _, e := range entries {
		if ext, ok := strings.CutPrefix(e.name, name+"."); ok && isSnapshotExt(ext) {
			return service + "/" + e.name, e, nil
		}
	}
	return "", e, nil
}

// isSnapshotExt says whether ext, without its dot, is one of those that snapshots are kept under. A language tag is
// none of them, so that "privacy.en.html" is never taken for a file of "privacy".
func isSnapshotExt(ext string) bool {
	switch ext {
	case "html", "mhtml", "pdf", "txt", "md", "bin", "json", "xml":
		return true
	}
	return false
}
