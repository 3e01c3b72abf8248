package archive

import (
	"context"
	"errors"
	"net"
	"net/url"
	"sync"
	"sync/atomic"

	"policylog/archive/fetch"
	"policylog/internal/reason"
)

// work is what a run does with one source. silent says that its host gave no answer to others before it.
type work func(ctx context.Context, s Source, silent bool) ([]Outcome, error)

// done is what became of one source.
type done struct {
	index    int
	outcomes []Outcome
	skipped  bool // the run was interrupted before it was captured
	err      error
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

// errSilent stands for what was not tried.
var errSilent = reason.Fail(nil, reason.NotTried)

// noAnswer says whether an error means that the host did not answer at all.
func noAnswer(err error) bool {
	var op *net.OpError
	return errors.Is(err, fetch.ErrTimeout) || errors.As(err, &op) && op.Op == "dial"
}
