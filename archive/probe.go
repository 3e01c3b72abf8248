package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"strings"
	"sync"
)

// probes remembers what each site answers to a path that does not exist, by the path's directory.
type probes struct {
	mu sync.Mutex
	by map[string]*probe
}

type probe struct {
	once   sync.Once
	status int
	page   fetched
}

// anyPathSays says whether the site gives this very text for a path that nobody made: then it is the site's error page
// or front page, whatever its status says. A site that cannot be asked says nothing.
func (c *capturer) anyPathSays(ctx context.Context, s Source, t text) bool {
	if c.client == nil || len(s.Pages) != 1 || s.Render == RenderBrowser {
		return false
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Path == "" || u.Path == "/" {
		return false
	}
	dir := path.Dir(strings.TrimSuffix(u.EscapedPath(), "/"))
	key := u.Scheme + "://" + u.Host + dir
	c.probes.mu.Lock()
	p, ok := c.probes.by[key]
	if !ok {
		p = &probe{}
		c.probes.by[key] = p
	}
	c.probes.mu.Unlock()
	p.once.Do(func() { c.ask(ctx, s, key, p) })
	if p.status < 200 || p.status >= 300 {
		return false
	}
	other, err := c.extractBounded(ctx, s, []fetched{p.page})
	return err == nil && agree(sketch(other.markdown), sketch(t.markdown))
}

func (c *capturer) ask(ctx context.Context, s Source, key string, p *probe) {
	r, err := c.request(s)
	if err != nil {
		return
	}
	// The same path at each run: a server's log shows one odd request, not ever new ones.
	sum := sha256.Sum256([]byte(key))
	r.URL = strings.TrimSuffix(key, "/") + "/policylog-" + hex.EncodeToString(sum[:6])
	res, err := c.client.Get(ctx, r)
	if err != nil {
		c.env.Log.DebugContext(ctx, "no answer for a path that does not exist", "source", s.ID, "error", err.Error())
		return
	}
	p.status = res.Status
	p.page = fetched{res.URL, header(res, "Content-Type"), res.Body}
}
