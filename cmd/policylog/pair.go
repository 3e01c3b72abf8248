package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"policylog/archive"
	"policylog/store"
)

// pair reads two versions for comparison. Where a technical upgrade stands between them, what was extracted by older
// rules is extracted again by today's, so that a change of ours is not taken for a change of the policy; where that
// cannot be done it is said, and both are compared as they were recorded.
func (a *app) pair(ctx context.Context, s *store.Store, from, to store.Version) (old, new text, err error) {
	if old, err = versionText(ctx, s, from); err != nil {
		return old, new, err
	}
	if new, err = versionText(ctx, s, to); err != nil {
		return old, new, err
	}
	if from.Source != to.Source || from.Commit == to.Commit {
		return old, new, nil
	}
	history, err := s.History(ctx, from.Source)
	if err != nil {
		return old, new, err
	}
	if !upgradedBetween(history, from.Commit, to.Commit) {
		return old, new, nil
	}
	oldAgain, newAgain := old.data, new.data
	if outdated(history, from.Commit) {
		oldAgain, err = a.extractAgain(ctx, s, from)
	}
	if err == nil && outdated(history, to.Commit) {
		newAgain, err = a.extractAgain(ctx, s, to)
	}
	if err != nil {
		fmt.Fprintf(a.stderr, "note: %s: a technical upgrade lies between the two versions, and the older one cannot be extracted again: %s\n",
			from.Source, printable(err.Error()))
		return old, new, nil
	}
	old.data, new.data = oldAgain, newAgain
	return old, new, nil
}

// upgradedBetween says whether a history has a technical upgrade after one of two versions, up to and including the
// other, whichever is the older.
func upgradedBetween(history []store.Version, a, b string) bool {
	inside := false
	for _, v := range history {
		if inside && v.Kind == store.KindTechnicalUpgrade {
			return true
		}
		if v.Commit == a || v.Commit == b {
			if inside {
				return false
			}
			inside = true
		}
	}
	return false
}

// outdated says whether a technical upgrade came after a version.
func outdated(history []store.Version, commit string) bool {
	for _, v := range slices.Backward(history) {
		switch {
		case v.Commit == commit:
			return false
		case v.Kind == store.KindTechnicalUpgrade:
			return true
		}
	}
	return false
}

// extractAgain extracts a version's snapshot by the rules that policylog.yaml has now.
func (a *app) extractAgain(ctx context.Context, s *store.Store, v store.Version) ([]byte, error) {
	raw, err := s.Config(ctx)
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, errors.New("there is no policylog.yaml")
	}
	cfg, err := archive.ParseConfig(a.configPath(), raw)
	if err != nil {
		return nil, err
	}
	src, ok := cfg.Find(v.Source)
	if !ok {
		return nil, fmt.Errorf("%s is not in policylog.yaml", v.Source)
	}
	snap, err := s.SnapshotOf(ctx, v)
	if err != nil {
		return nil, err
	}
	env, err := a.captureEnv("")
	if err != nil {
		return nil, err
	}
	o, err := archive.Extract(ctx, env, src, snap.URL, "", snap.Data)
	if err != nil {
		return nil, err
	}
	return o.Markdown, nil
}
