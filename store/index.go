package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// indexVersion is part of the cache: an index written by another one is dropped and built again.
const indexVersion = "6"

// index answers questions about an archive without reading git: versions, snapshots and observations in a database
// that is derived from the refs and can be thrown away at any time.
type index struct {
	db   *sql.DB
	path string // "" in memory

	scratchOnce sync.Once
	scratchDir  string // see scratch; "" none yet
	scratchErr  error
}

// captured is NULL when unknown, and seconds otherwise: SQLite sorts NULL first, which is where unknown dates belong.
// seq is the order of recording. blob is an id, or those of several parts one after the other. commits holds what was
// read, so that an update reads new commits alone; sources sums up versions, so that a list of them costs nothing. A
// digest stands for a set of sources that runs checked: digests has the time of the last such run, digest_months the
// months in which one listed them all. described says that what a text says of itself was read into its row, which
// happens when it is first asked for: it takes longer than all else.
const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE commits (id BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE versions (
	seq INTEGER PRIMARY KEY, source TEXT NOT NULL, commit_id BLOB NOT NULL, blob BLOB NOT NULL, path TEXT NOT NULL,
	kind TEXT NOT NULL, captured INTEGER, recorded INTEGER NOT NULL, origin TEXT NOT NULL, url TEXT NOT NULL,
	title TEXT NOT NULL, updated TEXT NOT NULL, effective TEXT NOT NULL, label TEXT NOT NULL, sha256 TEXT NOT NULL,
	snapshot TEXT NOT NULL, extractor TEXT NOT NULL, subject TEXT NOT NULL, described INTEGER NOT NULL DEFAULT 0);
CREATE INDEX versions_source ON versions (source, captured, seq);
CREATE INDEX versions_captured ON versions (captured, seq);
CREATE INDEX versions_commit ON versions (commit_id);
CREATE TABLE sources (
	source TEXT PRIMARY KEY, versions INTEGER NOT NULL, first INTEGER, last INTEGER, title TEXT NOT NULL, language TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE snapshots (
	seq INTEGER PRIMARY KEY, source TEXT NOT NULL, commit_id BLOB NOT NULL, blob BLOB NOT NULL, path TEXT NOT NULL,
	kind TEXT NOT NULL, captured INTEGER);
CREATE INDEX snapshots_source ON snapshots (source, captured, seq);
CREATE INDEX snapshots_captured ON snapshots (captured, seq);
CREATE TABLE runs (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, sources INTEGER NOT NULL, digest TEXT NOT NULL);
CREATE INDEX runs_digest ON runs (digest, at);
CREATE TABLE digests (digest TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE digest_sources (source TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (source, digest)) WITHOUT ROWID;
CREATE TABLE digest_months (digest TEXT NOT NULL, month TEXT NOT NULL, PRIMARY KEY (digest, month)) WITHOUT ROWID;
CREATE TABLE last_lines (source TEXT PRIMARY KEY, at INTEGER NOT NULL, line TEXT NOT NULL) WITHOUT ROWID;
`

// openIndex opens the database of a view (branch and layouts) of the archive, in the first place that can be written.
func (s *Store) openIndex(ctx context.Context) (*index, error) {
	if s.gitDir == "" {
		return openDatabase(ctx, "")
	}
	for _, dir := range s.cacheDirs() {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			continue
		}
		path := filepath.Join(dir, s.indexName())
		idx, err := openDatabase(ctx, path)
		if err == nil {
			return idx, nil
		}
		if ctx.Err() != nil || isBusy(err) {
			return nil, err
		}
		// Not a database, or one from elsewhere: it holds nothing that cannot be had again.
		removeDatabase(path)
		if idx, err = openDatabase(ctx, path); err == nil {
			return idx, nil
		}
	}
	return openDatabase(ctx, "")
}

// isBusy says that another process works on the database, which is no reason to throw it away.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlitelib.SQLITE_BUSY || e.Code()&0xff == sqlitelib.SQLITE_LOCKED)
}

// isDatabaseError says that the database is at fault, not the repository.
func isDatabaseError(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e)
}

func removeDatabase(path string) {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		os.Remove(path + suffix)
	}
}

func (s *Store) cacheDirs() []string {
	if s.opt.CacheDir != "" {
		return []string{s.opt.CacheDir}
	}
	dirs := []string{filepath.Join(s.gitDir, privateDir)}
	if cache, err := os.UserCacheDir(); err == nil {
		abs, err := filepath.Abs(s.gitDir)
		if err == nil {
			dirs = append(dirs, filepath.Join(cache, "policylog", fmt.Sprintf("%x", sha256.Sum256([]byte(abs)))[:16]))
		}
	}
	return dirs
}

// indexName is index.db for an archive of ours; a view of a foreign one has a name of its own.
func (s *Store) indexName() string {
	if !s.foreign && s.branch == refMain {
		return "index.db"
	}
	view := s.branch + "\x00" + s.service
	if s.opt.Describe != nil {
		view += "\x00described"
	}
	for _, l := range s.layouts {
		view += "\x00" + l.pattern
	}
	return fmt.Sprintf("index-%x.db", sha256.Sum256([]byte(view)))[:len("index-")+8] + ".db"
}

func openDatabase(ctx context.Context, path string) (*index, error) {
	dsn := ":memory:"
	if path != "" {
		pragmas := url.Values{
			"_txlock": {"immediate"}, "_pragma": {"busy_timeout(60000)", "journal_mode(WAL)", "synchronous(NORMAL)"},
		}
		dsn = (&url.URL{Scheme: "file", Opaque: strings.ReplaceAll(url.PathEscape(path), "%2F", "/"), RawQuery: pragmas.Encode()}).String()
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	if path == "" {
		db.SetMaxOpenConns(1)
	}
	idx := &index{db: db, path: path}
	if err := idx.prepare(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open index: %w", err)
	}
	return idx, nil
}

// prepare makes the tables of an empty database, and drops those of another version.
func (x *index) prepare(ctx context.Context) error {
	var have string
	if err := x.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'version'").Scan(&have); err == nil && have == indexVersion {
		return nil
	} else if err == nil || !strings.Contains(err.Error(), "no such table") && !errors.Is(err, sql.ErrNoRows) {
		if err == nil {
			return fmt.Errorf("index has version %q", have)
		}
		return err
	}
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Another process may have made them while this one waited for the lock.
	if err := tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'version'").Scan(&have); err == nil {
		return nil
	}
	first := "INSERT INTO meta VALUES ('version', '" + indexVersion + "'), ('generation', '" + randomHex() + "');"
	if _, err := tx.ExecContext(ctx, schema+first); err != nil {
		return err
	}
	return tx.Commit()
}

// randomHex names a generation of rows: what was derived from them is void once they were all replaced.
func randomHex() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func (x *index) close() error {
	var err error
	if x.scratchDir != "" {
		err = os.RemoveAll(x.scratchDir)
	}
	return errors.Join(x.db.Close(), err)
}

// scratch is a directory for what an index in memory has no place beside itself for, until it is closed.
func (x *index) scratch() (string, error) {
	x.scratchOnce.Do(func() { x.scratchDir, x.scratchErr = os.MkdirTemp("", "policylog-search-") })
	return x.scratchDir, x.scratchErr
}

// tips are the refs that an index was made from.
type tips struct {
	versions, snapshots, observations plumbing.Hash
}

func (s *Store) readTips() (t tips, err error) {
	if t.versions, err = s.git.read(s.branch); err != nil || s.foreign {
		return t, err
	}
	if t.snapshots, err = s.readBranch(refSnapshots); err != nil {
		return t, err
	}
	t.observations, err = s.readBranch(refObservations)
	return t, err
}

// readBranch reads a branch of an archive; in an ordinary clone it is the remote's.
func (s *Store) readBranch(ref string) (plumbing.Hash, error) {
	h, err := s.git.read(ref)
	if err != nil || !h.IsZero() {
		return h, err
	}
	return s.git.read("refs/remotes/origin/" + strings.TrimPrefix(ref, "refs/heads/"))
}

func (t tips) String() string {
	return t.versions.String() + " " + t.snapshots.String() + " " + t.observations.String()
}

func parseTips(v string) (t tips) {
	f := strings.Fields(v)
	if len(f) == 3 {
		t = tips{plumbing.NewHash(f[0]), plumbing.NewHash(f[1]), plumbing.NewHash(f[2])}
	}
	return t
}

// index returns the index, brought up to the refs as they are now. The first time this reads the whole history,
// afterwards new commits alone.
func (s *Store) index(ctx context.Context) (*index, error) {
	s.idxMu.Lock()
	defer s.idxMu.Unlock()
	if s.idx == nil {
		idx, err := s.openIndex(ctx)
		if err != nil {
			return nil, err
		}
		s.idx = idx
	}
	want, err := s.readTips()
	if err != nil {
		return nil, err
	}
	var have string
	err = s.idx.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'tips'").Scan(&have)
	if err == nil && have == want.String() {
		return s.idx, nil
	}
	if err := s.update(ctx, s.idx); err != nil {
		if ctx.Err() != nil || isBusy(err) || s.idx.path == "" || !isDatabaseError(err) {
			return nil, fmt.Errorf("index: %w", err)
		}
		// Damaged, or no longer writable: start over in a new file, or in memory.
		s.idx.close()
		removeDatabase(s.idx.path)
		if s.idx, err = s.openIndex(ctx); err != nil {
			s.idx = nil
			return nil, err
		}
		if err := s.update(ctx, s.idx); err == nil {
			return s.idx, nil
		}
		s.idx.close()
		if s.idx, err = openDatabase(ctx, ""); err != nil {
			s.idx = nil
			return nil, err
		}
		if err := s.update(ctx, s.idx); err != nil {
			return nil, fmt.Errorf("index: %w", err)
		}
	}
	return s.idx, nil
}
