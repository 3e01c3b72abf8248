package store

import (
	"context"
	"fmt"
	"time"
)

// Checks tells how often each source was checked: by every run over a set of sources that it belongs to.
type Checks struct {
	runs map[string][]int64  // when, in Unix seconds, by the digest of a set
	sets map[string][]string // digests of the sets of a source
}

// Checks reads when runs were. Its cost grows with their number, not with that of the sources in them.
func (s *Store) Checks(ctx context.Context) (*Checks, error) {
	c := &Checks{runs: map[string][]int64{}, sets: map[string][]string{}}
	x, err := s.index(ctx)
	if err != nil || s.foreign {
		return c, err
	}
	runs, err := x.db.QueryContext(ctx, "SELECT digest, at FROM runs")
	if err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	defer runs.Close()
	for runs.Next() {
		var digest string
		var at int64
		if err := runs.Scan(&digest, &at); err != nil {
			return nil, fmt.Errorf("runs: %w", err)
		}
		c.runs[digest] = append(c.runs[digest], at)
	}
	if err := runs.Err(); err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	sets, err := x.db.QueryContext(ctx, "SELECT source, digest FROM digest_sources")
	if err != nil {
		return nil, fmt.Errorf("sets of sources: %w", err)
	}
	defer sets.Close()
	for sets.Next() {
		var source, digest string
		if err := sets.Scan(&source, &digest); err != nil {
			return nil, fmt.Errorf("sets of sources: %w", err)
		}
		c.sets[source] = append(c.sets[source], digest)
	}
	return c, sets.Err()
}

// Of counts the checks of a source since a time; the zero time is the beginning.
func (c *Checks) Of(source string, since time.Time) int {
	n := 0
	for _, digest := range c.sets[source] {
		for _, at := range c.runs[digest] {
			if since.IsZero() || at >= since.Unix() {
				n++
			}
		}
	}
	return n
}
