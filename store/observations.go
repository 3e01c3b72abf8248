package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"policylog/internal/reason"
)

// runLine begins the file of a run. Digest is the SHA-256 of the names of the sources checked, sorted, each ended by a
// newline. A file that lists all of them is full; every set of sources is listed in full at least once a month, so that
// a later reader can tell from any run which sources it checked and found as they were.
type runLine struct {
	Run     string `json:"run"` // RFC 3339, UTC
	Sources int    `json:"sources"`
	Digest  string `json:"digest"`
	Full    bool   `json:"full,omitempty"`
}

// observations writes a run's file: its line, and the sources whose last line is not the same any more.
func (r *recording) observations(ctx context.Context, list []Observation) error {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Observation) int { return strings.Compare(a.Source, b.Source) })
	run := runLine{Run: formatTime(r.now), Sources: len(list), Digest: digestOf(list)}
	known, err := r.x.knowsSet(ctx, run.Digest, r.now)
	if err != nil {
		return err
	}
	run.Full = !known
	last := map[string]string{}
	if err := r.x.eachLastLine(ctx, func(source string, _ int64, line string) error {
		last[source] = line
		return nil
	}); err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(run); err != nil {
		return err
	}
	for _, ob := range list {
		line, err := json.Marshal(ob) // as the index has it: a thousand lines are compared in the time that reading a hundred takes
		if err != nil {
			return err
		}
		if known && last[ob.Source] == string(line) {
			continue
		}
		if err := enc.Encode(ob); err != nil {
			return err
		}
	}
	var id [4]byte
	rand.Read(id[:])
	path := r.now.Format("2006/01/02/150405Z-") + hex.EncodeToString(id[:]) + ".jsonl"
	head, root, err := r.tip(refObservations)
	if err != nil {
		return err
	}
	next, err := editFile(r.o, r.w, root, path, b.Bytes())
	if err != nil {
		return err
	}
	var t trailers
	t.add(trailerKind, string(KindObservation))
	c, err := r.commit(next, time.Time{}, composeMessage(fmt.Sprintf("Run of %s, %d sources", run.Run, run.Sources), t), head)
	if err != nil {
		return err
	}
	r.move(refObservations, head, c)
	return nil
}

// digestOf is the digest of the sources of sorted lines.
func digestOf(lines []Observation) string {
	sum := sha256.New()
	for _, ob := range lines {
		fmt.Fprintf(sum, "%s\n", ob.Source)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// check is a source's newest observation: its line, and when a run last found it so.
type check struct {
	line Observation
	at   time.Time
}

func monthOf(t time.Time) string { return t.UTC().Format("2006-01") }

// knowsSet says whether a run of this month listed this set of sources in full.
func (x *index) knowsSet(ctx context.Context, digest string, now time.Time) (bool, error) {
	var one int
	err := x.db.QueryRowContext(ctx, "SELECT 1 FROM digest_months WHERE digest = ? AND month = ?", digest, monthOf(now)).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// eachLastLine calls fn with the newest line of each source as json.Marshal writes it, and the time of the run that wrote it.
func (x *index) eachLastLine(ctx context.Context, fn func(source string, at int64, line string) error) error {
	rows, err := x.db.QueryContext(ctx, "SELECT source, at, line FROM last_lines")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var source, line string
		var at int64
		if err := rows.Scan(&source, &at, &line); err != nil {
			return err
		}
		if err := fn(source, at, line); err != nil {
			return err
		}
	}
	return rows.Err()
}

// lastChecks reads the newest line of each source with the time of the last run that checked it.
func (s *Store) lastChecks(ctx context.Context) (map[string]check, error) {
	x, err := s.index(ctx)
	if err != nil || s.foreign {
		return nil, err
	}
	last := map[string]check{}
	err = x.eachLastLine(ctx, func(source string, at int64, line string) error {
		c := check{at: time.Unix(at, 0).UTC()}
		if err := json.Unmarshal([]byte(line), &c.line); err != nil {
			return fmt.Errorf("observation of %s: %w", source, err)
		}
		last[source] = c
		return nil
	})
	if err != nil {
		return nil, err
	}
	// The newest run of each set tells when its sources were last checked.
	rows, err := x.db.QueryContext(ctx, "SELECT source, max(last) FROM digest_sources JOIN digests USING (digest) GROUP BY source")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var source string
		var at int64
		if err := rows.Scan(&source, &at); err != nil {
			return nil, err
		}
		if c, ok := last[source]; ok && c.at.Unix() < at {
			c.at = time.Unix(at, 0).UTC()
			last[source] = c
		}
	}
	return last, rows.Err()
}

// LastObservation returns the newest line of each source.
func (s *Store) LastObservation(ctx context.Context) (map[string]Observation, error) {
	checks, err := s.lastChecks(ctx)
	if err != nil {
		return nil, fmt.Errorf("observations: %w", err)
	}
	last := make(map[string]Observation, len(checks))
	for source, c := range checks {
		last[source] = c.line
	}
	return last, nil
}

// observedRun is a run's file as it was read.
type observedRun struct {
	line  runLine
	at    time.Time
	lines []Observation
}

// parseRun reads a run's file.
func parseRun(data []byte) (observedRun, error) {
	var r observedRun
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 16<<20)
	for n := 0; sc.Scan(); n++ {
		if n == 0 {
			if err := json.Unmarshal(sc.Bytes(), &r.line); err != nil {
				return r, reason.Wrap(err, reason.InLine, "1")
			}
			if r.at = parseTime(r.line.Run); r.at.IsZero() {
				return r, reason.Wrap(reason.Fail(nil, reason.NoTime, strconv.Quote(printable(r.line.Run))), reason.InLine, "1")
			}
			continue
		}
		var ob Observation
		if err := json.Unmarshal(sc.Bytes(), &ob); err != nil {
			return r, reason.Wrap(err, reason.InLine, strconv.Itoa(n+1))
		}
		r.lines = append(r.lines, ob)
	}
	return r, sc.Err()
}

// runsRead sums up runs on their way into the index: only the last line of a source and the last run of a set matter there,
// and of a long history most are replaced before they are written.
type runsRead struct {
	last   map[string]check
	ran    map[string]time.Time // digest to its last run
	listed map[string][]string  // digest to the sources that a full run of it lists
	months map[[2]string]bool   // digest and month with a full run
}

func (r *runsRead) take(run observedRun) {
	digest := run.line.Digest
	if r.ran[digest].Before(run.at) {
		r.ran[digest] = run.at
	}
	full := run.line.Full && r.listed[digest] == nil
	for _, ob := range run.lines {
		if c, ok := r.last[ob.Source]; !ok || !run.at.Before(c.at) {
			r.last[ob.Source] = check{ob, run.at}
		}
		if full {
			r.listed[digest] = append(r.listed[digest], ob.Source)
		}
	}
	if run.line.Full {
		r.months[[2]string{digest, monthOf(run.at)}] = true
	}
}

// write puts the sums into the index.
func (r *runsRead) write(ctx context.Context, tx *sql.Tx) error {
	for digest, sources := range r.listed {
		for _, source := range sources {
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO digest_sources VALUES (?, ?)", source, digest); err != nil {
				return err
			}
		}
	}
	for digest, at := range r.ran {
		if _, err := tx.ExecContext(ctx, `INSERT INTO digests VALUES (?, ?)
			ON CONFLICT (digest) DO UPDATE SET last = max(last, excluded.last)`, digest, at.Unix()); err != nil {
			return err
		}
	}
	for m := range r.months {
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO digest_months VALUES (?, ?)", m[0], m[1]); err != nil {
			return err
		}
	}
	addLine, err := tx.PrepareContext(ctx, `INSERT INTO last_lines VALUES (?, ?, ?)
		ON CONFLICT (source) DO UPDATE SET at = excluded.at, line = excluded.line WHERE excluded.at >= at`)
	if err != nil {
		return err
	}
	defer addLine.Close()
	for source, c := range r.last {
		line, err := json.Marshal(c.line)
		if err != nil {
			return err
		}
		if _, err := addLine.ExecContext(ctx, source, c.at.Unix(), string(line)); err != nil {
			return err
		}
	}
	return nil
}

// runsIn reads the files of runs that a commit brought.
func (o *objects) runsIn(w walked) (runs []observedRun, err error) {
	err = o.changedFiles(w, deepestRun, func(ch fileChange) error {
		if ch.new.IsZero() || !strings.HasSuffix(ch.path, ".jsonl") {
			return nil
		}
		data, err := o.readTyped(ch.new, plumbing.BlobObject)
		if err != nil {
			return err
		}
		if r, err := parseRun(data); err == nil { // `verify` reports a damaged one
			runs = append(runs, r)
		}
		return nil
	})
	return runs, err
}

func (s *Store) insertRuns(ctx context.Context, tx *sql.Tx, o *objects, list []walked, progress func(int)) error {
	addRun, err := tx.PrepareContext(ctx, "INSERT INTO runs (at, sources, digest) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer addRun.Close()
	sums := runsRead{map[string]check{}, map[string]time.Time{}, map[string][]string{}, map[[2]string]bool{}}
	read := func(i int) ([]observedRun, error) { return o.runsIn(list[i]) }
	err = inOrder(ctx, len(list), read, func(i int, runs []observedRun) error {
		progress(i + 1)
		for _, r := range runs {
			if _, err := addRun.ExecContext(ctx, r.at.Unix(), r.line.Sources, r.line.Digest); err != nil {
				return err
			}
			sums.take(r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return sums.write(ctx, tx)
}

// Runs lists when runs checked a source, oldest first, from a time on (zero: ever). With Observation lines this proves
// "unchanged as of".
func (s *Store) Runs(ctx context.Context, source string, since time.Time) ([]time.Time, error) {
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	from := int64(-1 << 62)
	if !since.IsZero() {
		from = since.Unix()
	}
	rows, err := x.db.QueryContext(ctx, `SELECT at FROM runs WHERE at >= ? AND digest IN
		(SELECT digest FROM digest_sources WHERE source = ?) ORDER BY at`, from, source)
	if err != nil {
		return nil, fmt.Errorf("runs of %s: %w", source, err)
	}
	defer rows.Close()
	var list []time.Time
	for rows.Next() {
		var at int64
		if err := rows.Scan(&at); err != nil {
			return nil, fmt.Errorf("runs of %s: %w", source, err)
		}
		list = append(list, time.Unix(at, 0).UTC())
	}
	return list, rows.Err()
}
