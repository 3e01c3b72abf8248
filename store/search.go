package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"policylog/internal/pattern"
)

// Query is what to search for: a phrase within a paragraph, list item, heading or table row, or a regular expression
// (RE2) over one. Both sides are folded by Options.Fold, so that either script finds the other.
type Query struct {
	Text    string
	Regexp  bool
	Sources []string // nil: all
}

// Hit is a source of which some version says what was searched for.
type Hit struct {
	Source      string
	First, Last Version // that say it, by capture time
	Versions    int     // how many versions say it
	Current     bool    // the latest version says it
	Text        string  // where Last says it: the paragraph in its own words, one line, with whatever hidden characters it has
}

// matcher is a query made ready: a folded phrase, or an expression.
type matcher struct {
	literal []byte
	re      *regexp.Regexp
}

func (m matcher) match(folded string) bool { return m.find(folded) != nil }

// find is where a folded text first matches, nil without.
func (m matcher) find(folded string) []int {
	if m.re != nil {
		return m.re.FindStringIndex(folded)
	}
	if i := strings.Index(folded, string(m.literal)); i >= 0 {
		return []int{i, i + len(m.literal)}
	}
	return nil
}

func (s *Store) fold() func(string) string {
	if s.opt.Fold != nil {
		return s.opt.Fold
	}
	return strings.ToLower
}

var otherScript = pattern.Lazy(`[^\x00-\x7f]+`)

func (s *Store) matcher(q Query) (matcher, error) {
	if !utf8.ValidString(q.Text) || strings.TrimSpace(q.Text) == "" {
		return matcher{}, fmt.Errorf("search %q: nothing to search for", printable(q.Text))
	}
	if !q.Regexp {
		folded := strings.Join(strings.Fields(s.fold()(q.Text)), " ")
		if folded == "" {
			return matcher{}, fmt.Errorf("search %q: nothing to search for", printable(q.Text))
		}
		return matcher{literal: []byte(folded)}, nil
	}
	// Operators are ASCII and stay as they are: \S folded would be \s.
	pattern := otherScript().ReplaceAllStringFunc(q.Text, s.fold())
	if s.fold()("A") != "a" || strings.ToLower(pattern) != pattern {
		pattern = "(?i)" + pattern // else not: an expression that begins with letters is then found much faster
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return matcher{}, fmt.Errorf("search: %w", err)
	}
	return matcher{re: re}, nil
}

// Finder returns a function that finds what a query searches for in a text: the bytes [start, end) of its first occurrence.
// The text must be one that Options.Fold drops nothing of, so that places carry over rune by rune.
func (s *Store) Finder(q Query) (func(text string) (start, end int, ok bool), error) {
	m, err := s.matcher(q)
	if err != nil {
		return nil, err
	}
	return func(text string) (int, int, bool) {
		folded := s.fold()(text)
		at := m.find(folded)
		if at == nil {
			return 0, 0, false
		}
		start := runes(text, utf8.RuneCountInString(folded[:at[0]]))
		return start, start + runes(text[start:], utf8.RuneCountInString(folded[at[0]:at[1]])), true
	}, nil
}

// runes is the length of the first n runes of a text.
func runes(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

// Search finds all versions ever recorded that say something, by source. The first search reads all texts once and
// keeps their different paragraphs beside the index; later ones scan those, and read only versions that are new.
func (s *Store) Search(ctx context.Context, q Query) ([]Hit, error) {
	m, err := s.matcher(q)
	if err != nil {
		return nil, err
	}
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	paths, err := s.segments(ctx, x)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var hits []int64 // seq of every version that says it
	for _, p := range paths {
		seg, err := readSegment(p)
		if err != nil {
			os.Remove(p) // the next search makes it again
			return nil, fmt.Errorf("search: %w\nhint: search again, it is made anew", err)
		}
		said := make([][]bool, len(seg.chains))
		err = seg.scan(ctx, m, func(chain, first, last int) {
			if said[chain] == nil {
				said[chain] = make([]bool, len(seg.chains[chain]))
			}
			for i := first; i <= last; i++ {
				said[chain][i] = true
			}
		})
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		for c, marks := range said {
			for i, yes := range marks {
				if yes {
					hits = append(hits, seg.chains[c][i])
				}
			}
		}
	}
	return s.hits(ctx, x, hits, q.Sources, m)
}

// hits sums up versions by source.
func (s *Store) hits(ctx context.Context, x *index, seqs []int64, sources []string, m matcher) ([]Hit, error) {
	said := make(map[int64]bool, len(seqs))
	for _, seq := range seqs {
		said[seq] = true
	}
	type sum struct {
		source      string
		first, last int64 // seq
		n           int
		current     bool
	}
	// One pass over the index in captured order is cheaper than a question for each version.
	rows, err := x.db.QueryContext(ctx, "SELECT source, seq FROM versions ORDER BY source, captured, seq")
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	defer rows.Close()
	var sums []sum
	var cur sum
	for rows.Next() {
		var source string
		var seq int64
		if err := rows.Scan(&source, &seq); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if source != cur.source {
			sums = append(sums, cur)
			cur = sum{source: source}
		}
		if cur.current = said[seq]; cur.current {
			if cur.n++; cur.n == 1 {
				cur.first = seq
			}
			cur.last = seq
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var list []Hit
	for _, c := range append(sums, cur) {
		if c.n == 0 || sources != nil && !slices.Contains(sources, c.source) {
			continue
		}
		h := Hit{Source: c.source, Versions: c.n, Current: c.current}
		for _, end := range []struct {
			seq int64
			v   *Version
		}{{c.first, &h.First}, {c.last, &h.Last}} {
			v, err := s.queryVersions(ctx, "WHERE seq = ?", end.seq)
			if err != nil || len(v) != 1 {
				return nil, errors.Join(fmt.Errorf("search: version %d of %s is gone", end.seq, c.source), err)
			}
			*end.v = v[0]
		}
		if h.Text, err = s.saidIn(ctx, h.Last, m); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		list = append(list, h)
	}
	return list, nil
}

// saidIn is the paragraph of a version that matches, in its own words.
func (s *Store) saidIn(ctx context.Context, v Version, m matcher) (string, error) {
	data, err := s.Text(ctx, v)
	if err != nil {
		return "", err
	}
	for _, u := range splitUnits(string(data)) {
		if m.match(s.fold()(u)) {
			return strings.Join(strings.Fields(strings.ToValidUTF8(u, "\uFFFD")), " "), nil
		}
	}
	return "", nil
}

// maxSegments bounds how many small segments pile up before they are made into one.
const maxSegments = 8

// segments returns files that cover all versions, and makes what is missing.
func (s *Store) segments(ctx context.Context, x *index) (paths []string, err error) {
	var generation string
	if err := x.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'generation'").Scan(&generation); err != nil {
		return nil, err
	}
	var newest int64
	if err := x.db.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM versions").Scan(&newest); err != nil {
		return nil, err
	}
	if newest == 0 {
		return nil, nil
	}
	dir := filepath.Dir(x.path)
	if x.path == "" {
		if dir, err = x.scratch(); err != nil {
			return nil, err
		}
	}
	// A fold that answers otherwise makes other segments.
	probe := sha256.Sum256([]byte(s.fold()("隱私權政策 Privacy Policy 軟體，ＡＢＣ 著痺 “x” 10² **x** `y` [z](z)")))
	stem := fmt.Sprintf("search1-%s-%x-", generation, probe[:4])
	covered := int64(0)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var ours [][2]int64
	for _, e := range entries {
		var from, to int64
		rest, ok := strings.CutPrefix(e.Name(), stem)
		if ok {
			if _, err := fmt.Sscanf(rest, "%d-%d.seg", &from, &to); err == nil {
				ours = append(ours, [2]int64{from, to})
			}
		} else if strings.HasPrefix(e.Name(), "search1-") && !strings.Contains(e.Name(), generation) && x.path != "" && !s.foreign {
			os.Remove(filepath.Join(dir, e.Name())) // of rows that are no more
		}
	}
	name := func(r [2]int64) string { return filepath.Join(dir, fmt.Sprintf("%s%d-%d.seg", stem, r[0], r[1])) }
	// The widest segment that begins where the last one ends, again and again.
	sort.Slice(ours, func(i, j int) bool {
		return ours[i][0] < ours[j][0] || ours[i][0] == ours[j][0] && ours[i][1] > ours[j][1]
	})
	var use [][2]int64
	for _, r := range ours {
		if r[0] == covered && r[1] <= newest {
			use = append(use, r)
			covered = r[1]
		}
	}
	if len(use) >= maxSegments && covered < newest {
		use = use[:1]
		covered = use[0][1]
	}
	if covered < newest {
		r := [2]int64{covered, newest}
		rows, err := x.chainRows(ctx, r)
		if err != nil {
			return nil, err
		}
		if err := s.writeSegment(ctx, name(r), rows); err != nil {
			return nil, err
		}
		use = append(use, r)
	}
	for _, r := range ours {
		if !slices.Contains(use, r) {
			os.Remove(name(r))
		}
	}
	for _, r := range use {
		paths = append(paths, name(r))
	}
	return paths, nil
}

// chainRows lists the versions with from < seq ≤ to, by source and captured order.
func (x *index) chainRows(ctx context.Context, r [2]int64) ([]chainRow, error) {
	rows, err := x.db.QueryContext(ctx, `SELECT source, seq, lower(hex(blob)) FROM versions
		WHERE seq > ? AND seq <= ? ORDER BY source, captured, seq`,
		r[0], r[1])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []chainRow
	chain, last := -1, ""
	for rows.Next() {
		var source string
		var row chainRow
		if err := rows.Scan(&source, &row.seq, &row.blob); err != nil {
			return nil, err
		}
		if chain < 0 || source != last {
			chain++
			last = source
		}
		row.chain = chain
		list = append(list, row)
	}
	return list, rows.Err()
}
