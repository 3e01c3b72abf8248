package main

import (
	"context"
	"errors"
	"fmt"
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
	return "", withHint(fmt.Errorf("%q means %d sources", name, len(found)), "name one of: %s", strings.Join(firstFew(found, 8), ", "))
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

func isUnknownSource(err error) bool { return errors.Is(err, store.ErrUnknownSource) }

func isNoVersion(err error) bool { return errors.Is(err, store.ErrNoVersion) }
