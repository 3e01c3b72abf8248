package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"policylog/archive/extract"
	"policylog/archive/fetch"
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

func newCapturer(cfg *Config, env Env) *capturer {
	d := cfg.defaults()
	c := &capturer{
		cfg: cfg, env: env, probes: &probes{by: map[string]*probe{}},
		work: make(chan struct{}, runtime.GOMAXPROCS(0)), until: context.Background(),
	}
	c.env.Sleep = func(ctx context.Context, d time.Duration) error { return c.wait(ctx, env.Sleep, d) }
	o := fetch.Options{
		UserAgent: d.UserAgent, ConnectTimeout: d.ConnectTimeout, Timeout: d.Timeout, MaxBytes: d.MaxBytes, Delay: d.Delay,
		DelayLoopback: d.DelaySet, PerHost: d.PerHost, Retries: d.Retries, Sleep: c.env.Sleep, Jitter: env.Jitter, Log: env.Log,
	}
	if env.Client != nil {
		if o.Transport = env.Client.Transport; o.Transport == nil {
			o.Transport = http.DefaultTransport
		}
	}
	c.client = fetch.New(o)
	return c
}

// errEnding is the end of a wait, not of a request: the run is to stop.
var errEnding = errors.New("the run is ending")

// wait sleeps, unless the run is to stop: a request in hand is finished, but a retry, a turn at a busy host or the time
// that a server asks for are not waited for.
func (c *capturer) wait(ctx context.Context, sleep func(context.Context, time.Duration) error, d time.Duration) error {
	if c.until.Err() != nil {
		return errEnding
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(c.until, func() { cancel(errEnding) })()
	err := sleep(ctx, d)
	if err != nil && c.until.Err() != nil {
		return errEnding
	}
	return err
}

// work is what a run does with one source. silent says that its host gave no answer to others before it.
type work func(ctx context.Context, s Source, silent bool) ([]Outcome, error)

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

// upgraded is what is known of a source once its text was brought up to its rules of now.
type upgraded struct {
	outcomes []Outcome // one, if the text became another
	last     Last
	apart    Snapshot // the latest one, when its text cannot be made by the rules of now: it was of another build of the page
}

// upgrade extracts the latest snapshot again when the rules are others than those of the latest text.
func (c *capturer) upgrade(ctx context.Context, s Source, last Last, latest func(context.Context, string) (Snapshot, error)) (upgraded, error) {
	up := upgraded{last: last}
	// A text that no extractor made (an imported file) is not made again by one.
	if known := knownExtractor(last); last.Text == nil || known == "" || known == extractorOf(s) {
		return up, nil
	}
	snapshot, err := latest(ctx, s.ID)
	if err != nil {
		return up, fmt.Errorf("%s: %w", s.ID, err)
	}
	if snapshot.Data == nil {
		return up, nil
	}
	o, err := c.again(ctx, s, snapshot)
	if err != nil || !o.HeldFor.IsZero() {
		c.env.Log.WarnContext(ctx, "the latest snapshot cannot be extracted with the new rules", "source", s.ID,
			"problem", o.HeldFor.String(), "error", err)
		up.apart = snapshot
		return up, nil
	}
	if string(o.Markdown) == string(last.Text) {
		return up, nil
	}
	o.Status = StatusUpgraded
	up.outcomes, up.last.Text, up.last.Title = []Outcome{o}, o.Markdown, o.Title
	return up, nil
}

// bridge tells a change of the page's build from one of the policy, where no rules fit the snapshot before and this
// capture both: when the content that is found in the two without rules is the same, the text became another because the
// rules did. Then the capture is a technical upgrade, and unchanged.
func (c *capturer) bridge(ctx context.Context, s Source, apart Snapshot, o Outcome) []Outcome {
	if apart.Data == nil || o.Status != StatusChanged {
		return []Outcome{o}
	}
	before, err := c.again(ctx, s.anywhere(), apart)
	if err != nil {
		return []Outcome{o}
	}
	now, err := c.again(ctx, s.anywhere(), Snapshot{Data: o.Raw, Ext: o.Ext, URL: o.FinalURL, Trailers: o.Trailers})
	if err != nil || !bytes.Equal(before.Markdown, now.Markdown) {
		return []Outcome{o}
	}
	up := o
	up.Status, up.Extra, up.Flap, up.Notes = StatusUpgraded, nil, false, nil
	o.Status, o.Raw, o.Markdown, o.Flap = StatusUnchanged, nil, nil, false
	return []Outcome{up, o}
}

// again extracts a snapshot.
func (c *capturer) again(ctx context.Context, s Source, snapshot Snapshot) (Outcome, error) {
	list := []fetched{{snapshot.URL, trailer(snapshot.Trailers, "Content-Type"), snapshot.Data}}
	if isBundle(snapshot.Data) {
		var err error
		if list, err = unbundle(snapshot.Data); err != nil {
			return Outcome{}, err
		}
	}
	if len(list) == 1 && list[0].contentType == "" {
		list[0].contentType = contentTypeOf("x."+snapshot.Ext, snapshot.Data)
	}
	t, err := c.extractBounded(ctx, s, list)
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{
		Source: s.ID, FinalURL: snapshot.URL, Captured: snapshot.Captured, Origin: "fetch", Extractor: extractorOf(s),
		HeldFor: t.problem,
	}
	o.take(t, s)
	return o, nil
}

func trailer(trailers [][2]string, name string) string {
	for _, t := range trailers {
		if t[0] == name {
			return t[1]
		}
	}
	return ""
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

// done is what became of one source.
type done struct {
	index    int
	outcomes []Outcome
	skipped  bool // the run was interrupted before it was captured
	err      error
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

// silentAfter is how many sources of one host may fail to get any answer in a row before the rest is left for the next
// run: a host that is down costs a few time-outs, not one a source.
const silentAfter = 3

// spread works on sources host by host, so that a slow host delays none but its own: each host has as many workers as
// it may be asked by at once, and all of them together at most Defaults.Workers sources in hand.
func (c *capturer) spread(ctx context.Context, sources []Source, do work) <-chan done {
	d := c.defaults()
	results := make(chan done, d.Workers)
	slots := make(chan struct{}, d.Workers)
	var wg sync.WaitGroup
	for _, group := range byHost(sources) {
		var next, silent atomic.Int64
		for range min(d.PerHost, len(group)) {
			wg.Go(func() {
				for {
					i := int(next.Add(1)) - 1
					if i >= len(group) {
						return
					}
					results <- inSlot(ctx, slots, sources[group[i]], group[i], &silent, do)
				}
			})
		}
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	return results
}

func inSlot(ctx context.Context, slots chan struct{}, s Source, index int, silent *atomic.Int64, do work) done {
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
		return done{index: index, skipped: true}
	}
	defer func() { <-slots }()
	if ctx.Err() != nil {
		return done{index: index, skipped: true}
	}
	// A page in hand is finished though the run be stopped: its own time-outs bound it.
	outcomes, err := do(context.WithoutCancel(ctx), s, silent.Load() >= silentAfter)
	if n := len(outcomes); n > 0 {
		switch err := outcomes[n-1].Err; {
		case errors.Is(err, errEnding):
			// It was not captured: nothing is known of it, and the next run begins with it again.
			return done{index: index, outcomes: outcomes[:n-1], skipped: true}
		case noAnswer(err):
			silent.Add(1)
		case !errors.Is(err, errSilent):
			silent.Store(0)
		}
	}
	return done{index: index, outcomes: outcomes, err: err}
}

// byHost groups sources (by index) by the host of their first page, hosts and sources in the file's order.
func byHost(sources []Source) [][]int {
	var groups [][]int
	at := map[string]int{}
	for i, s := range sources {
		host := s.ID
		if u, err := url.Parse(s.URL); err == nil {
			host = u.Host
		}
		g, ok := at[host]
		if !ok {
			g = len(groups)
			at[host] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}
