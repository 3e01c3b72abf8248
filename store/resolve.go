package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"policylog/internal/pattern"
)

const versionColumns = `source, commit_id, blob, path, kind, captured, recorded, origin, url, title, updated, effective, label,
	sha256, snapshot, extractor, subject, described`

func scanVersion(row interface{ Scan(...any) error }) (v Version, err error) {
	var captured sql.NullInt64
	var recorded int64
	var kind string
	var c, b []byte
	err = row.Scan(&v.Source, &c, &b, &v.Path, &kind, &captured, &recorded, &v.Origin, &v.URL, &v.Title, &v.Updated, &v.Effective,
		&v.Label, &v.SHA256, &v.Snapshot, &v.Extractor, &v.Subject, &v.described)
	v.Commit, v.Blob, v.Kind = hex.EncodeToString(c), hex.EncodeToString(b), Kind(kind)
	v.Captured, v.Recorded = timeOrZero(captured), time.Unix(recorded, 0).UTC()
	return v, err
}

func timeOrZero(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(n.Int64, 0).UTC()
}

// queryVersions runs "SELECT … FROM versions" with the rest of the statement.
func (s *Store) queryVersions(ctx context.Context, rest string, args ...any) ([]Version, error) {
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := x.db.QueryContext(ctx, "SELECT "+versionColumns+" FROM versions "+rest, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Version
	for rows.Next() {
		v, err := scanVersion(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// History lists the versions of a source in captured order, oldest first.
func (s *Store) History(ctx context.Context, source string) ([]Version, error) {
	found, err := s.histories(ctx, []string{source})
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", source, err)
	}
	if len(found[source]) == 0 {
		return nil, s.unknown(ctx, source)
	}
	return found[source], nil
}

// historiesAtOnce is of how many sources EachHistory holds the versions in memory.
const historiesAtOnce = 256

// EachHistory calls fn with the history of each of many sources in turn, empty for one that has no version: a question
// for some hundreds of them instead of one for each.
func (s *Store) EachHistory(ctx context.Context, sources []string, fn func(source string, history []Version) error) error {
	for batch := range slices.Chunk(sources, historiesAtOnce) {
		found, err := s.histories(ctx, batch)
		if err != nil {
			return fmt.Errorf("history of %d sources: %w", len(batch), err)
		}
		for _, source := range batch {
			if err := fn(source, found[source]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) histories(ctx context.Context, sources []string) (map[string][]Version, error) {
	these := "WHERE source IN (?" + strings.Repeat(",?", len(sources)-1) + ")"
	names := make([]any, len(sources))
	for i, name := range sources {
		names[i] = name
	}
	list, err := s.queryVersions(ctx, these+" ORDER BY source, captured, seq", names...)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]Version, len(sources))
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].Source == list[from].Source {
			to++
		}
		found[list[from].Source] = list[from:to:to]
		from = to
	}
	if !s.foreign { // what others recorded has its title in the text: that of the newest is read with the index
		return found, nil
	}
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := x.db.QueryContext(ctx, "SELECT source, title FROM sources "+these, names...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var source, title string
		if err := rows.Scan(&source, &title); err != nil {
			return nil, err
		}
		if history := found[source]; len(history) > 0 && history[len(history)-1].Title == "" {
			history[len(history)-1].Title = title
		}
	}
	return found, rows.Err()
}

// Recent lists the newest n versions of a source, newest first; none is no error.
func (s *Store) Recent(ctx context.Context, source string, n int) ([]Version, error) {
	list, err := s.queryVersions(ctx, "WHERE source = ? ORDER BY captured DESC, seq DESC LIMIT ?", source, n)
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", source, err)
	}
	return list, nil
}

// Changes lists the versions of all sources captured in from ≤ t < to, in captured order; a zero bound is open.
func (s *Store) Changes(ctx context.Context, from, to time.Time) ([]Version, error) {
	lo, hi := int64(-1<<62), int64(1<<62)
	if !from.IsZero() {
		lo = from.Unix()
	}
	if !to.IsZero() {
		hi = to.Unix()
	}
	return s.queryVersions(ctx, "WHERE captured >= ? AND captured < ? ORDER BY captured, seq", lo, hi)
}

// unknown is the error for a source that has no version: with near names when there is none of that name at all.
func (s *Store) unknown(ctx context.Context, source string) error {
	x, err := s.index(ctx)
	if err != nil {
		return err
	}
	rows, err := x.db.QueryContext(ctx, "SELECT source FROM sources UNION SELECT source FROM last_lines")
	if err != nil {
		return err
	}
	defer rows.Close()
	e := &UnknownSourceError{Name: source}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if name == source {
			return &NoVersionError{Source: source, Reason: NeverRecorded}
		}
		e.Known = append(e.Known, name)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return e
}

// Sources lists all sources with a version or an observation, by name.
func (s *Store) Sources(ctx context.Context) ([]SourceInfo, error) {
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := x.db.QueryContext(ctx, "SELECT source, versions, first, last, title, language FROM sources ORDER BY source")
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	defer rows.Close()
	var list []SourceInfo
	at := map[string]int{}
	for rows.Next() {
		var in SourceInfo
		var first, last sql.NullInt64
		if err := rows.Scan(&in.Source, &in.Versions, &first, &last, &in.Title, &in.Language); err != nil {
			return nil, fmt.Errorf("sources: %w", err)
		}
		in.First, in.Last = timeOrZero(first), timeOrZero(last)
		at[in.Source] = len(list)
		list = append(list, in)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	checks, err := s.lastChecks(ctx)
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	for source, c := range checks {
		i, ok := at[source]
		if !ok {
			i = len(list)
			list = append(list, SourceInfo{Source: source, Language: languageOf(source)})
		}
		list[i].LastCheck, list[i].LastStatus, list[i].LastError = c.at, c.line.Status, c.line.Error
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Source < list[j].Source })
	return list, nil
}

// Match expands a name, a glob ("xiaomi/*", "*.zh-TW") or "" (all) to sources. An unknown plain name is
// ErrUnknownSource with near names in the message. In a glob * stands for any run of characters, slashes too.
func (s *Store) Match(ctx context.Context, pattern string) ([]string, error) {
	infos, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(infos))
	for i, in := range infos {
		names[i] = in.Source
	}
	if pattern == "" {
		return names, nil
	}
	if slices.Contains(names, pattern) {
		return []string{pattern}, nil
	}
	if !strings.ContainsAny(pattern, "*?[") {
		return nil, s.unknown(ctx, pattern)
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, fmt.Errorf("pattern %q: %w", printable(pattern), err)
	}
	var found []string
	for _, n := range names {
		// A slash is like any other character here: "*.zh-TW" is every source in zh-TW.
		if ok, _ := path.Match(strings.ReplaceAll(pattern, "/", "\x01"), strings.ReplaceAll(n, "/", "\x01")); ok {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		return nil, &UnknownSourceError{Name: pattern, Known: names}
	}
	return found, nil
}

// editDistance is Levenshtein's, in runes.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diag := row[0]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diag+cost)
		}
	}
	return row[len(y)]
}

var commitPrefix = pattern.Lazy(`^[0-9a-fA-F]{4,40}$`)

// Resolve finds a version of a source: when is "latest" (or ""), "previous", "first", what ParsePeriod understands (last
// captured at or before its end), "captured:PERIOD", "effective:PERIOD" (last stated effective by its last day), or a
// commit prefix of 4 or more hex digits; "2022" is a year. ErrNoVersion says what there is instead.
func (s *Store) Resolve(ctx context.Context, source, when string) (Version, error) {
	switch when {
	case "", "latest":
		return s.pick(ctx, source, when, "WHERE source = ? ORDER BY captured DESC, seq DESC LIMIT 1", source)
	case "previous":
		return s.pick(ctx, source, when, "WHERE source = ? ORDER BY captured DESC, seq DESC LIMIT 1 OFFSET 1", source)
	case "first":
		return s.pick(ctx, source, when, "WHERE source = ? ORDER BY captured, seq LIMIT 1", source)
	}
	if date, ok := strings.CutPrefix(when, "effective:"); ok {
		p, err := ParsePeriod(date)
		if err != nil {
			return Version{}, fmt.Errorf("%s@%s: %w", source, printable(when), err)
		}
		if err := s.describeAll(ctx, source); err != nil {
			return Version{}, err
		}
		// Of versions that state the same day the last captured one is the text meant for it.
		return s.pick(ctx, source, when,
			"WHERE source = ? AND effective <> '' AND effective <= ? ORDER BY effective DESC, captured DESC, seq DESC LIMIT 1",
			source, p.Last().Format(time.DateOnly))
	}
	date, captured := strings.CutPrefix(when, "captured:")
	p, err := ParsePeriod(date)
	switch {
	case err == nil:
		return s.pick(ctx, source, when, "WHERE source = ? AND captured <= ? ORDER BY captured DESC, seq DESC LIMIT 1",
			source, p.Last().Unix())
	case commitPrefix().MatchString(when):
		return s.byCommit(ctx, source, when)
	case captured:
		return Version{}, fmt.Errorf("%s@%s: %w", source, printable(when), err)
	}
	return Version{}, &DateError{Text: when, Version: source}
}

// pick returns the one version that a query finds.
func (s *Store) pick(ctx context.Context, source, when, query string, args ...any) (Version, error) {
	list, err := s.queryVersions(ctx, query, args...)
	if err != nil {
		return Version{}, fmt.Errorf("%s@%s: %w", source, printable(when), err)
	}
	if len(list) > 0 {
		err := s.Describe(ctx, list[:1])
		return list[0], err
	}
	all, err := s.History(ctx, source)
	if err != nil {
		return Version{}, err
	}
	return Version{}, noVersion(source, when, all)
}

// noVersion says what there is instead of what was asked for.
func noVersion(source, when string, all []Version) error {
	e := &NoVersionError{Source: source, When: when, Reason: NoCaptureDates, First: all[0].Recorded.Format(time.DateOnly)}
	switch {
	case strings.HasPrefix(when, "effective:"):
		e.Reason, e.First = NoEffectiveDates, ""
		for _, v := range all {
			if v.Effective != "" && (e.First == "" || v.Effective < e.First) {
				e.Reason, e.First = BeforeFirstEffective, v.Effective
			}
		}
	case when == "previous":
		e.Reason, e.First = OnlyOne, ""
	default:
		for _, v := range all {
			if !v.Captured.IsZero() {
				e.Reason, e.First = BeforeFirstCaptured, strings.TrimSuffix(formatTime(v.Captured), "T00:00:00Z")
				break
			}
		}
	}
	return e
}

func (s *Store) byCommit(ctx context.Context, source, prefix string) (Version, error) {
	prefix = strings.ToLower(prefix)
	pad := func(c string) []byte {
		b, _ := hex.DecodeString(prefix + strings.Repeat(c, 40-len(prefix)))
		return b
	}
	list, err := s.queryVersions(ctx, "WHERE source = ? AND commit_id BETWEEN ? AND ? ORDER BY captured, seq", source, pad("0"), pad("f"))
	if err != nil {
		return Version{}, err
	}
	switch len(list) {
	case 1:
		err := s.Describe(ctx, list)
		return list[0], err
	case 0:
		if _, err := s.History(ctx, source); err != nil {
			return Version{}, err
		}
		return Version{}, &NoVersionError{Source: source, When: prefix, Reason: NoSuchCommit}
	}
	return Version{}, fmt.Errorf("%s@%s: %d commits begin so: %s, %s …", source, prefix, len(list), list[0].Commit[:12], list[1].Commit[:12])
}

// Text reads a version's text.
func (s *Store) Text(_ context.Context, v Version) ([]byte, error) {
	o, err := s.obj()
	if err != nil {
		return nil, err
	}
	data, err := o.text(v.Blob)
	if err != nil {
		return nil, fmt.Errorf("text of %s at %.12s: %w", v.Source, v.Commit, err)
	}
	return slices.Clone(data), nil
}

// text reads a text by the id of its file, or of its parts: those are put one under the other. It may be shared.
func (o *objects) text(blob string) ([]byte, error) {
	if len(blob) <= 40 {
		return o.blob(plumbing.NewHash(blob))
	}
	var parts [][]byte
	for i := 0; i+40 <= len(blob); i += 40 {
		data, err := o.blob(plumbing.NewHash(blob[i : i+40]))
		if err != nil {
			return nil, err
		}
		parts = append(parts, bytes.Trim(data, "\r\n"))
	}
	return append(bytes.Join(parts, []byte("\n\n")), '\n'), nil
}
