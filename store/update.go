package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
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

// scanned is what one commit says of versions.
type scanned struct {
	versions []Version
	has      map[string]bool   // the sources of versions, and removed: of foreign archives, whose commits may hold very many files
	removed  map[string]string // blob to source, of files that went away
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
	found := scanned{has: map[string]bool{}, removed: map[string]string{}}
	dirs := siblings{}
	err := o.changedFiles(w, s.deepest(), func(ch fileChange) error {
		source, part, ok := s.partOf(ch.path)
		if !ok {
			return nil
		}
		if ch.new.IsZero() {
			found.removed[ch.old.String()] = source
		}
		if found.has[source] {
			return nil // by another of its parts; or two layouts at once name it: the first path counts
		}
		pieces, err := s.pieces(o, dirs, ch, source, part)
		if err != nil || len(pieces) == 0 {
			return err
		}
		v := Version{
			Source: source, Commit: w.id.String(), Path: pieces[0].path, Kind: kindOfSubject(subject),
			Captured: c.author.when, Recorded: c.committer.when, Subject: oneLine(subject),
		}
		for _, p := range pieces {
			v.Blob += p.blob.String()
		}
		found.versions, found.has[source] = append(found.versions, v), true
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
			before := ""
			if s.foreign { // a recorded version says that it is one; a file of somebody else's may have been touched only
				if before, err = lastBlob(v.Source); err != nil {
					return err
				}
			}
			if before == "" && len(found.removed) > 0 {
				was, err := renamedFrom(o, found, v)
				if err != nil {
					return err
				}
				if was != "" { // what came before is this source's past
					if before, err = lastBlob(was); err != nil {
						return err
					}
					if _, err := tx.ExecContext(ctx, "UPDATE versions SET source = ? WHERE source = ?", v.Source, was); err != nil {
						return err
					}
					last[was], touched[was] = "", true
				}
			}
			last[v.Source], touched[v.Source] = v.Blob, true
			if before == v.Blob {
				continue // moved or touched only
			}
			commit := plumbing.NewHash(v.Commit)
			blob, err := hex.DecodeString(v.Blob)
			if err != nil {
				return err
			}
			_, err = insert.ExecContext(ctx, v.Source, commit[:], blob, v.Path, string(v.Kind), unixOrNull(v.Captured),
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
	return s.sumUp(ctx, tx, o, slices.Sorted(maps.Keys(touched)))
}

// renamedFrom is the source whose files a commit removed and whose text it gave a new source, as it was or for the
// greater part; "" when there is none.
func renamedFrom(o *objects, found scanned, v Version) (string, error) {
	for i := 0; i < len(v.Blob); i += 40 {
		if was := found.removed[v.Blob[i:i+40]]; was != "" && was != v.Source && !found.has[was] {
			return was, nil
		}
	}
	text, err := o.text(v.Blob)
	if err != nil {
		return "", err
	}
	best, most := "", 0.5 // git's own measure, and its threshold
	for _, blob := range slices.Sorted(maps.Keys(found.removed)) {
		was := found.removed[blob]
		if was == v.Source || found.has[was] {
			continue
		}
		old, err := o.text(blob)
		if err != nil {
			return "", err
		}
		if like := likeness(old, text); like >= most {
			best, most = was, like
		}
	}
	return best, nil
}

// likeness is the share of the longer text's bytes that stand in lines which both have.
func likeness(a, b []byte) float64 {
	lines := map[string]int{}
	for l := range bytes.Lines(a) {
		lines[string(l)]++
	}
	common := 0
	for l := range bytes.Lines(b) {
		if lines[string(l)] > 0 {
			lines[string(l)]--
			common += len(l)
		}
	}
	return float64(common) / float64(max(len(a), len(b), 1))
}

// sumUp writes what a listing says of sources: counts and dates, and the title and language of the newest text, which
// an archive of ours has recorded and which elsewhere the text itself tells.
func (s *Store) sumUp(ctx context.Context, tx *sql.Tx, o *objects, sources []string) error {
	replace, err := tx.PrepareContext(ctx, `INSERT OR REPLACE INTO sources
		SELECT source, count(*), min(captured), max(captured), ?, ? FROM versions WHERE source = ? GROUP BY source`)
	if err != nil {
		return err
	}
	defer replace.Close()
	newest, err := tx.PrepareContext(ctx, "SELECT title, blob FROM versions WHERE source = ? ORDER BY captured DESC, seq DESC LIMIT 1")
	if err != nil {
		return err
	}
	defer newest.Close()
	type summary struct{ title, language, blob string }
	list := make([]summary, len(sources))
	for i, source := range sources {
		var blob []byte
		err := newest.QueryRowContext(ctx, source).Scan(&list[i].title, &blob)
		if errors.Is(err, sql.ErrNoRows) { // renamed
			_, err = tx.ExecContext(ctx, "DELETE FROM sources WHERE source = ?", source)
		}
		if err != nil {
			return err
		}
		list[i].blob, list[i].language = hex.EncodeToString(blob), languageOf(source)
	}
	describe := func(i int) (summary, error) {
		d := list[i]
		if d.blob == "" || s.opt.Describe == nil || d.language != "" && !s.foreign {
			return d, nil
		}
		text, err := o.text(d.blob)
		if err != nil {
			return d, nil // verify reports it, and who reads the text is told
		}
		said := s.opt.Describe(text)
		return summary{cmp.Or(d.title, said.Title), cmp.Or(d.language, said.Language), d.blob}, nil
	}
	return inOrder(ctx, len(list), describe, func(i int, d summary) error {
		if d.blob == "" {
			return nil
		}
		if i%64 == 0 && s.foreign {
			s.opt.Progress("read titles", int64(i), int64(len(list)))
		}
		_, err := replace.ExecContext(ctx, oneLine(d.title), oneLine(d.language), sources[i])
		return err
	})
}

// languageOf is the language that a source's name states.
func languageOf(source string) string {
	id, err := ParseSourceID(source)
	if err != nil {
		return ""
	}
	return id.Language
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
