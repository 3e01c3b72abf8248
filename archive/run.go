package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"policylog/archive/extract"
	"policylog/internal/reason"
)

// RunOptions are the choices of one run.
type RunOptions struct {
	Accept   []string                         // patterns of sources whose capture is recorded though it would be held
	Progress func(done, total int, o Outcome) // called after each source, from one goroutine; may be nil
	Only     func(Source) bool                // leaves out sources it says false of; may be nil
}

// How much is gathered before the ledger is called.
const (
	batchOutcomes = 64
	batchBytes    = 8 << 20
)

// Run captures the sources that match the patterns (none: all) and gives the outcomes to the ledger. One bad source
// never stops the others. When ctx is cancelled the pages in hand are finished and kept, no new one is begun, and
// Summary.Interrupted is set. The error says that the run itself could not go on: the ledger failed, a pattern matches
// nothing; failed sources are in the Summary alone.
func Run(ctx context.Context, cfg *Config, patterns []string, env Env, ledger Ledger, opts RunOptions) (Summary, error) {
	env = env.filled()
	accept := map[string]bool{}
	if len(opts.Accept) > 0 {
		released, err := cfg.Match(opts.Accept)
		if err != nil {
			return Summary{}, err
		}
		for _, s := range released {
			accept[s.ID] = true
		}
	}
	c := newCapturer(cfg, env)
	defer c.client.Close()
	return c.run(ctx, patterns, ledger, opts, func(ctx context.Context, s Source, silent bool) ([]Outcome, error) {
		return c.one(ctx, s, ledger, accept[s.ID], silent)
	})
}

// Upgrade extracts the latest snapshot of each matching source again with today's rules and keeps what differs as
// technical upgrades. Nothing is fetched. The Summary's Checked counts the snapshots read.
func Upgrade(ctx context.Context, cfg *Config, patterns []string, env Env, ledger Ledger, opts RunOptions) (Summary, error) {
	env = env.filled()
	c := newCapturer(cfg, env)
	return c.run(ctx, patterns, ledger, opts, func(ctx context.Context, s Source, _ bool) ([]Outcome, error) {
		last, err := ledger.Last(ctx, s.ID)
		if err != nil || last.Text == nil {
			return nil, err
		}
		up, err := c.upgrade(ctx, s, last, ledger.LatestSnapshot)
		for _, o := range up.outcomes {
			c.log(ctx, o)
		}
		return up.outcomes, err
	})
}

// Check captures one source without recording anything: what fetch would make of it on first sight. Notes say where the
// content was found. The Source may come without a name.
func Check(ctx context.Context, cfg *Config, s Source, env Env) (Outcome, error) {
	if err := checkURL(s.URL); err != nil {
		return Outcome{}, err
	}
	if len(s.Pages) == 0 {
		s.Pages = []Page{{URL: s.URL}}
	}
	if s.Render == "" {
		s.Render = RenderAuto
	}
	c := newCapturer(cfg, env.filled())
	defer c.client.Close()
	o := c.capture(ctx, s, Last{}, false)
	if id, _ := proposeID(o.FinalURL, o.Title, o.Language, ""); id != "" && s.ID == "" && o.Err == nil {
		o.note(reason.New(reason.AsSource, id))
	}
	for _, n := range o.Kept[:min(len(o.Kept), 3)] {
		if n.Why == extract.HoldsSentences {
			o.note(reason.New(reason.KeptSentences, oneLine(n.What)))
		} else {
			o.note(reason.New(reason.Kept, oneLine(n.What), oneLine(n.Why)))
		}
	}
	return o, nil
}

// one brings a source's text up to today's rules, then captures it.
func (c *capturer) one(ctx context.Context, s Source, ledger Ledger, accept, silent bool) ([]Outcome, error) {
	last, err := ledger.Last(ctx, s.ID)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.ID, err)
	}
	up, err := c.upgrade(ctx, s, last, ledger.LatestSnapshot)
	if err != nil {
		return nil, err
	}
	var o Outcome
	if silent {
		o = c.begin(s, up.last).failed(up.last, errSilent) // noted: it failed as those before it did
	} else {
		o = c.capture(ctx, s, up.last, accept)
	}
	outcomes := slices.Concat(up.outcomes, c.bridge(ctx, s, up.apart, o))
	for _, o := range outcomes {
		c.log(ctx, o)
	}
	return outcomes, nil
}

func (c *capturer) log(ctx context.Context, o Outcome) {
	args := []any{"source", o.Source, "status", o.Status, "url", o.FinalURL}
	switch {
	case o.Err != nil:
		c.env.Log.WarnContext(ctx, "captured", append(args, "error", o.Err.Error())...)
	case !o.HeldFor.IsZero():
		c.env.Log.WarnContext(ctx, "captured", append(args, "held_for", o.HeldFor.String())...)
	default:
		c.env.Log.InfoContext(ctx, "captured", append(args, "sha256", o.SHA256, "title", o.Title)...)
	}
}

// batch gathers outcomes for the ledger.
type batch struct {
	ledger   Ledger
	outcomes []Outcome
	size     int // bytes
}

// add gathers outcomes, and keeps them once there are enough.
func (b *batch) add(ctx context.Context, outcomes []Outcome) error {
	for _, o := range outcomes {
		b.size += len(o.Raw) + len(o.Markdown)
	}
	b.outcomes = append(b.outcomes, outcomes...)
	if len(b.outcomes) < batchOutcomes && b.size < batchBytes {
		return nil
	}
	return b.keep(ctx)
}

// keep gives the ledger what was gathered, also when the run is to stop.
func (b *batch) keep(ctx context.Context) error {
	if len(b.outcomes) == 0 {
		return nil
	}
	err := b.ledger.Keep(context.WithoutCancel(ctx), b.outcomes)
	if err != nil {
		err = fmt.Errorf("keep %d captures: %w", len(b.outcomes), err)
	}
	b.outcomes, b.size = nil, 0
	return err
}

// run does the work on each matching source and gives what comes of it to the ledger in batches.
func (c *capturer) run(ctx context.Context, patterns []string, ledger Ledger, opts RunOptions, do work) (Summary, error) {
	sources, err := c.cfg.Match(patterns)
	if err != nil {
		return Summary{}, err
	}
	if opts.Only != nil {
		sources = slices.DeleteFunc(sources, func(s Source) bool { return !opts.Only(s) })
	}
	sum := Summary{Started: c.env.Now().UTC(), Sources: len(sources), Reports: []Report{}}
	reports := make([][]Report, len(sources))
	// A ledger that fails stops the run as an interruption does, so that no page is fetched in vain.
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	c.until = inner
	var unread, unkept error // the first of each
	gathered := batch{ledger: ledger}
	for d := range c.spread(inner, sources, do) {
		if d.err != nil && unread == nil {
			unread = d.err
			stop(d.err)
		}
		for _, o := range d.outcomes {
			sum.count(o)
			reports[d.index] = append(reports[d.index], o.Report())
		}
		if unkept == nil {
			if unkept = gathered.add(ctx, d.outcomes); unkept != nil {
				stop(unkept)
			}
		}
		if d.skipped {
			sum.Interrupted = true
			continue
		}
		sum.Checked++
		if opts.Progress != nil {
			last := Outcome{Source: sources[d.index].ID}
			if n := len(d.outcomes); n > 0 {
				last = d.outcomes[n-1]
			}
			opts.Progress(sum.Checked, len(sources), last)
		}
	}
	if unkept == nil {
		unkept = gathered.keep(ctx)
	}
	sum.Reports = append(sum.Reports, slices.Concat(reports...)...)
	sum.Finished = c.env.Now().UTC()
	if err := errors.Join(unread, unkept); err != nil {
		return sum, err
	}
	if err := ledger.Finish(context.WithoutCancel(ctx), sum); err != nil {
		return sum, fmt.Errorf("finish the run: %w", err)
	}
	return sum, nil
}
