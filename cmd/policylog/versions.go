package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"policylog/store"
)

func isNotArchive(err error) bool { return errors.Is(err, store.ErrNotArchive) }

// splitVersion takes "SOURCE@WHEN" apart; without "@" when is "".
func splitVersion(arg string) (source, when string) {
	source, when, _ = strings.Cut(arg, "@")
	return source, when
}

// version resolves "SOURCE@WHEN"; a source may be written short where only one fits.
func version(ctx context.Context, s *store.Store, arg string) (store.Version, error) {
	name, when := splitVersion(arg)
	source, err := oneSource(ctx, s, name)
	if err != nil {
		return store.Version{}, err
	}
	return s.Resolve(ctx, source, when)
}

// oneSource finds the one source that a name or glob means.
func oneSource(ctx context.Context, s *store.Store, name string) (string, error) {
	found, err := s.Match(ctx, name)
	if err != nil {
		return "", err
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("%q: %w", name, store.ErrUnknownSource)
	case 1:
		return found[0], nil
	}
	return "", severalSources.with(nil, strconv.Quote(name), strconv.Itoa(len(found))).
		hinting(severalSources.hint, strings.Join(firstFew(found, 8), ", "))
}

// sources expands the arguments of a command that takes several; none means all.
func sources(ctx context.Context, s *store.Store, args []string) ([]string, error) {
	if len(args) == 0 {
		return s.Match(ctx, "")
	}
	var all []string
	seen := map[string]bool{}
	for _, a := range args {
		found, err := s.Match(ctx, a)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !seen[f] {
				seen[f] = true
				all = append(all, f)
			}
		}
	}
	return all, nil
}

func firstFew(s []string, n int) []string {
	if len(s) <= n {
		return s
	}
	return append(append([]string{}, s[:n]...), fmt.Sprintf("and %d more", len(s)-n))
}

// dayOf shows when a version was captured: its day, or that it is not known.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// momentOf shows a time to the second, or the day where only a day is known: what was given as a date stands at midnight.
func momentOf(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return dayOf(t)
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

func isUnknownSource(err error) bool { return errors.Is(err, store.ErrUnknownSource) }

func isNoVersion(err error) bool { return errors.Is(err, store.ErrNoVersion) }

// baseOf is the position of the version that a period since a time is told against: the last one captured before that
// day or moment, or the first of all where none was. What is no date (a commit, first, previous) names the version
// itself.
func baseOf(ctx context.Context, s *store.Store, history []store.Version, since string) (int, error) {
	p, err := store.ParsePeriod(since)
	if err != nil {
		v, err := s.Resolve(ctx, history[0].Source, since)
		if err != nil {
			return 0, err
		}
		return positionOf(history, v)
	}
	base := 0
	for i, v := range history {
		if v.Captured.Before(p.From) {
			base = i
		}
	}
	return base, nil
}

// positionOf is where a version stands in the history of its source. It is in none that was read before the version was
// recorded.
func positionOf(history []store.Version, v store.Version) (int, error) {
	i := slices.IndexFunc(history, func(h store.Version) bool { return h.Commit == v.Commit })
	if i < 0 {
		return 0, fmt.Errorf("%s@%.10s: recorded while this was running; try again", v.Source, v.Commit)
	}
	return i, nil
}

// stepVersions are the two versions of one source that "SOURCE[@WHEN]", from and to mean.
func stepVersions(ctx context.Context, s *store.Store, arg, from, to string) (old, new store.Version, err error) {
	name, when := splitVersion(arg)
	if when != "" && to != "" {
		return old, new, fmt.Errorf("%s names a version already; leave out --to", arg)
	}
	source, err := oneSource(ctx, s, name)
	if err != nil {
		return old, new, err
	}
	if new, err = s.Resolve(ctx, source, or(when, to)); err != nil {
		return old, new, err
	}
	if from != "" {
		old, err = s.Resolve(ctx, source, from)
	} else {
		old, err = before(ctx, s, new)
	}
	return old, new, err
}
