package fetch

import (
	"context"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// host paces the requests to one host: at most PerHost at once, no two closer than the delay.
type host struct {
	slots    chan struct{} // taken by requests under way, and by those that wait out the delay
	underWay atomic.Int32
	mu       sync.Mutex
	limit    *rate.Limiter // nil: no delay
}

func (c *Client) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h, ok := c.hosts[u.Host]
	if !ok {
		h = &host{slots: make(chan struct{}, c.opt.PerHost)}
		if c.opt.Delay > 0 && (c.opt.DelayLoopback || !isLoopback(u.Hostname())) {
			h.limit = rate.NewLimiter(rate.Every(c.opt.Delay), 1)
		}
		c.hosts[u.Host] = h
	}
	return h
}

// slowTo makes the delay at least d, as robots.txt's Crawl-delay asks.
func (h *host) slowTo(d time.Duration, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.limit == nil {
		h.limit = rate.NewLimiter(rate.Every(d), 1)
	} else if h.limit.Limit() > rate.Every(d) {
		h.limit.SetLimitAt(now, rate.Every(d))
	}
}

func (h *host) enter(ctx context.Context, c *Client) error {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	h.mu.Lock()
	limit := h.limit
	h.mu.Unlock()
	if limit != nil {
		now := c.opt.Now()
		if wait := limit.ReserveN(now, 1).DelayFrom(now); wait > 0 {
			if err := c.opt.Sleep(ctx, wait); err != nil {
				<-h.slots
				return err
			}
		}
	}
	h.underWay.Add(1)
	return nil
}

func (h *host) leave() {
	h.underWay.Add(-1)
	<-h.slots
}

// alone says whether a request that is under way is the only one to the host: those that wait for their turn have no
// part in its connection.
func (h *host) alone() bool { return h.underWay.Load() == 1 }
