package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"policylog/internal/reason"
)

// maxRobots is how much of a robots.txt is read (RFC 9309 asks for at least 500 KiB), maxCrawlDelay the longest delay
// that it can ask for: an hourly job must get round.
const (
	maxRobots     = 512 << 10
	maxCrawlDelay = 30 * time.Second
)

// robotsEntry is what one origin's robots.txt says; it is fetched once.
type robotsEntry struct {
	once  sync.Once
	rules *robotstxt.Group
	err   error
}

func (c *Client) checkRobots(ctx context.Context, r Request, u *url.URL) error {
	if r.Robots != "" {
		c.opt.Log.InfoContext(ctx, "robots.txt not asked", "url", u.String(), "reason", r.Robots)
		return nil
	}
	origin := (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
	c.mu.Lock()
	e, ok := c.robots[origin]
	if !ok {
		e = &robotsEntry{}
		c.robots[origin] = e
	}
	c.mu.Unlock()
	e.once.Do(func() { e.rules, e.err = c.loadRobots(ctx, r, origin) })
	if e.err != nil {
		if ctx.Err() == nil {
			c.forget(origin, e)
		}
		return reason.Wrap(e.err, reason.RobotsOf, u.Host)
	}
	if e.rules == nil {
		return nil
	}
	if d := min(e.rules.CrawlDelay, maxCrawlDelay); d > 0 {
		c.host(u).slowTo(d, c.opt.Now())
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !e.rules.Test(path) {
		return reason.Fail(ErrRobots, reason.RobotsForbid, u.Redacted())
	}
	return nil
}

// forget lets the next attempt ask again for a robots.txt that could not be had.
func (c *Client) forget(origin string, e *robotsEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.robots[origin] == e {
		delete(c.robots, origin)
	}
}

// loadRobots follows RFC 9309: without the file all is allowed, with a server error nothing is. No secret goes with it.
func (c *Client) loadRobots(ctx context.Context, r Request, origin string) (*robotstxt.Group, error) {
	u, err := url.Parse(origin + "/robots.txt")
	if err != nil {
		return nil, err
	}
	plain := Request{Accept: "text/plain,*/*;q=0.5", Proxy: r.Proxy, Timeout: r.Timeout}
	way := c.newWay(plain, u)
	for range 6 {
		res, next, err := c.hop(ctx, plain, way, u)
		if errors.Is(err, ErrTooLarge) {
			return nil, nil // whatever it is, it is no robots.txt
		}
		if err != nil {
			return nil, err
		}
		if next == nil {
			if res.Status >= 500 || res.Status == http.StatusTooManyRequests {
				return nil, &StatusError{URL: res.URL, Status: res.Status}
			}
			return parseRobots(res, c.opt.UserAgent), nil
		}
		if err := allowed(way.first, next); err != nil {
			return nil, nil // as if there were none
		}
		u = next
	}
	return nil, nil
}

func parseRobots(res Response, agent string) *robotstxt.Group {
	if res.Status < 200 || res.Status >= 300 {
		return nil
	}
	// A site's catch-all page is no robots.txt.
	if strings.Contains(res.Header.Get("Content-Type"), "html") {
		return nil
	}
	body := res.Body
	if len(body) > maxRobots {
		body = body[:maxRobots]
	}
	data, err := robotstxt.FromBytes(body)
	if err != nil {
		return nil
	}
	name, _, _ := strings.Cut(agent, "/")
	return data.FindGroup(name)
}

// Permit says whether robots.txt allows the request, for a page that something else than the Client loads.
func (c *Client) Permit(ctx context.Context, r Request) error {
	u, err := url.Parse(r.URL)
	if err != nil {
		return err
	}
	if err := c.checkRobots(ctx, r, u); err != nil {
		return secretsOf(r).hide(err)
	}
	return nil
}
