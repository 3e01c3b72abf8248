package main

import (
	"context"
	"maps"
	"strconv"
	"time"

	"policylog/archive"
	"policylog/store"
)

// ledger keeps a run's outcomes in the archive: it is the one place where the words of archive and store meet.
type ledger struct {
	store  *store.Store
	config []byte // policylog.yaml as it lies beside the archive
	last   map[string]store.Observation
	seen   []store.Observation // of this run, written by Finish

	// Read when a source fails or recovers, which is seldom.
	checks  *store.Checks
	checked map[string]time.Time // when each source was checked last, before this run
}

// newLedger reads what the archive knows of each source's last capture.
func newLedger(ctx context.Context, s *store.Store, config []byte) (*ledger, error) {
	last, err := s.LastObservation(ctx)
	if err != nil {
		return nil, err
	}
	return &ledger{store: s, config: config, last: last}, nil
}

func (l *ledger) Last(ctx context.Context, source string) (archive.Last, error) {
	o := l.last[source]
	last := archive.Last{
		SHA256: o.SHA256, ETag: o.ETag, LastModified: o.LastModified,
		Status: o.Status, Extra: maps.Clone(o.Extra),
	}
	versions, err := l.store.Recent(ctx, source, 1+archive.EarlierTexts)
	if err != nil || len(versions) == 0 {
		return last, err
	}
	newest := versions[0]
	if last.Text, err = l.store.Text(ctx, newest); err != nil {
		return last, err
	}
	last.Title, last.Extractor = newest.Title, newest.Extractor
	for _, v := range versions[1:] {
		last.Earlier = append(last.Earlier, v.SHA256)
	}
	return last, nil
}

func (l *ledger) LatestSnapshot(ctx context.Context, source string) (archive.Snapshot, error) {
	s, err := l.store.LatestSnapshot(ctx, source)
	if err != nil {
		if isNoVersion(err) || isUnknownSource(err) {
			return archive.Snapshot{}, nil
		}
		return archive.Snapshot{}, err
	}
	return archive.Snapshot{Data: s.Data, Ext: s.Ext, URL: s.URL, Captured: s.Captured, Trailers: s.Trailers}, nil
}

func (l *ledger) Keep(ctx context.Context, outcomes []archive.Outcome) error {
	for _, o := range outcomes {
		if o.Status != archive.StatusUpgraded {
			seen := observationOf(o)
			if err := l.tally(ctx, &seen); err != nil {
				return err
			}
			l.seen = append(l.seen, seen)
		}
	}
	batch := batchOf(outcomes)
	if len(batch.Snapshots) == 0 && len(batch.Texts) == 0 {
		return nil
	}
	// A capture in hand is kept even when the run is being stopped.
	_, err := l.store.Record(context.WithoutCancel(ctx), batch)
	return err
}

// What the ledger adds to Extra. An observation is written when a source's state changes, so that a figure may stand in it
// that is right until then, and grows by the runs since.
const (
	extraFailures = "failures" // captures that failed before the present state began
	extraEarlier  = "earlier"  // of one that fails: checks before it in the second in which it began to
	extraReason   = "reason"   // why it failed or is held: Observation.Error as a value
	extraGood     = "good"     // of one that fails, is held or withdrawn: when the last good capture was
)

// tally notes how often a source has failed, and when it was last well.
func (l *ledger) tally(ctx context.Context, seen *store.Observation) error {
	before, known := l.last[seen.Source]
	if !known || archive.Good(seen.Status) && archive.Good(before.Status) && before.Extra[extraFailures] == "" {
		return nil
	}
	if l.checks == nil {
		if err := l.readChecks(ctx); err != nil {
			return err
		}
	}
	if seen.Extra == nil {
		seen.Extra = map[string]string{}
	}
	failures, earlier := before.Extra[extraFailures], before.Extra[extraEarlier]
	switch failed, failing := before.Status == archive.StatusFailed, seen.Status == archive.StatusFailed; {
	case failed && !failing:
		failures, earlier = strconv.Itoa(failuresOf(before, l.checks)), ""
	case failing && !failed:
		if n := checksSince(*seen, l.checks); n > 0 {
			earlier = strconv.Itoa(n)
		}
	}
	for k, v := range map[string]string{extraFailures: failures, extraEarlier: earlier} {
		if v != "" {
			seen.Extra[k] = v
		}
	}
	switch {
	case archive.Good(seen.Status):
	case archive.Good(before.Status):
		seen.Extra[extraGood] = stamp(l.checked[seen.Source])
	case before.Extra[extraGood] != "":
		seen.Extra[extraGood] = before.Extra[extraGood]
	}
	return nil
}

func (l *ledger) readChecks(ctx context.Context) error {
	checks, err := l.store.Checks(ctx)
	if err != nil {
		return err
	}
	infos, err := l.store.Sources(ctx)
	if err != nil {
		return err
	}
	l.checks, l.checked = checks, map[string]time.Time{}
	for _, i := range infos {
		l.checked[i.Source] = i.LastCheck
	}
	return nil
}

// failuresOf counts the captures of a source that failed, up to the last run: those before its present state, and, when
// that is a failure, the runs since it began.
func failuresOf(last store.Observation, checks *store.Checks) int {
	n, _ := strconv.Atoi(last.Extra[extraFailures])
	if last.Status != archive.StatusFailed {
		return n
	}
	earlier, _ := strconv.Atoi(last.Extra[extraEarlier])
	return n + max(1, checksSince(last, checks)-earlier)
}

// checksSince counts the checks since an observation's state began, by the second.
func checksSince(o store.Observation, checks *store.Checks) int {
	since, err := time.Parse(time.RFC3339, o.Extra[archive.ExtraSince])
	if err != nil {
		return 0
	}
	return checks.Of(o.Source, since)
}

// tidyBudget bounds what a run spends, after all is recorded, on making many small packs into few.
const tidyBudget = 10 * time.Second

func (l *ledger) Finish(ctx context.Context, sum archive.Summary) error {
	if l.seen == nil {
		return nil
	}
	_, err := l.store.Record(context.WithoutCancel(ctx), store.Batch{Observations: l.seen, Config: l.config})
	if err != nil || sum.Interrupted {
		return err
	}
	// The run is recorded: what tidying cannot do today the next run does, and verify tells what is wrong.
	_, _ = l.store.Tidy(ctx, tidyBudget)
	return nil
}

// batchOf turns outcomes into what the store records.
func batchOf(outcomes []archive.Outcome) store.Batch {
	var b store.Batch
	for _, o := range outcomes {
		snapshot := -1
		if o.Raw != nil {
			snapshot = len(b.Snapshots)
			b.Snapshots = append(b.Snapshots, snapshotOf(o))
		}
		if !o.Recorded() {
			continue
		}
		kind := store.KindVersion
		if o.Status == archive.StatusUpgraded {
			kind = store.KindTechnicalUpgrade
		}
		b.Texts = append(b.Texts, store.Text{
			Source: o.Source, Markdown: o.Markdown, Captured: o.Captured, Kind: kind, Origin: o.Origin,
			URL: o.FinalURL, Title: o.Title, Updated: o.Updated, Effective: o.Effective, Label: o.Label,
			Snapshot: snapshot, Extractor: o.Extractor,
		})
	}
	return b
}

func snapshotOf(o archive.Outcome) store.Snapshot {
	kind := store.KindSnapshot
	if o.Status == archive.StatusHeld {
		kind = store.KindHeld
	}
	return store.Snapshot{
		Source: o.Source, Ext: o.Ext, Data: o.Raw, URL: o.FinalURL, Captured: o.Captured, Origin: o.Origin,
		Trailers: o.Trailers, Kind: kind, HeldFor: o.HeldFor.String(),
	}
}

func observationOf(o archive.Outcome) store.Observation {
	obs := store.Observation{
		Source: o.Source, Status: o.Status, SHA256: o.SHA256, ETag: o.ETag, LastModified: o.LastModified,
		Extra: maps.Clone(o.Extra),
	}
	if obs.Extra == nil {
		obs.Extra = map[string]string{}
	}
	if why := o.Why(); !why.IsZero() {
		obs.Error = printable(why.String())
		obs.Extra[extraReason] = why.Encode()
	}
	return obs
}
