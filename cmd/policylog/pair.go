package main

import (
	"context"
	"fmt"

	"policylog/archive"
	"policylog/store"
)

// pair reads two versions for comparison. Where a technical upgrade stands between them, the older snapshot is
// extracted by today's rules first, so that a change of ours is not taken for a change of the policy; where that
// cannot be done it is said.
func (a *app) pair(ctx context.Context, s *store.Store, from, to store.Version) (old, new text, err error) {
	if old, err = versionText(ctx, s, from); err != nil {
		return old, new, err
	}
	if new, err = versionText(ctx, s, to); err != nil {
		return old, new, err
	}
	crossed, err := upgradedBetween(ctx, s, from, to)
	if err != nil || !crossed {
		return old, new, err
	}
	again, err := a.extractAgain(ctx, s, from)
	if err != nil {
		fmt.Fprintf(a.stderr, "note: %s: a technical upgrade lies between the two versions, and the older one cannot be extracted again: %s\n",
			from.Source, printable(err.Error()))
		return old, new, nil
	}
	old.data = again
	return old, new, nil
}

// upgradedBetween says whether a technical upgrade was recorded after from, up to and including to.
func upgradedBetween(ctx context.Context, s *store.Store, from, to store.Version) (bool, error) {
	if from.Source != to.Source {
		return false, nil
	}
	history, err := s.History(ctx, from.Source)
	if err != nil {
		return false, err
	}
	inside := false
	for _, v := range history {
		if inside && v.Kind == store.KindTechnicalUpgrade {
			return true, nil
		}
		if v.Commit == from.Commit {
			inside = true
		}
		if v.Commit == to.Commit {
			return false, nil
		}
	}
	return false, nil
}

// extractAgain extracts a version's snapshot by the rules that policylog.yaml has now.
func (a *app) extractAgain(ctx context.Context, s *store.Store, v store.Version) ([]byte, error) {
	raw, err := s.Config(ctx)
	if err != nil || raw == nil {
		return nil, fmt.Errorf("no policylog.yaml: %w", err)
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
