package archive

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"policylog/archive/fetch"
	"policylog/internal/reason"
)

// fetchPages gets all pages of a source. When conditional, a source of one page is asked for only if it changed.
func (c *capturer) fetchPages(ctx context.Context, s Source, last Last, conditional bool) (pages, error) {
	request, err := c.request(s)
	if err != nil {
		return pages{}, err
	}
	if s.Render == RenderBrowser {
		return c.renderPages(ctx, s, request)
	}
	var got pages
	for i, p := range s.Pages {
		r := request
		r.URL = p.URL
		if conditional && len(s.Pages) == 1 {
			r.ETag, r.LastModified = last.ETag, last.LastModified
		}
		res, err := c.client.Get(ctx, r)
		if err != nil {
			return pages{}, err
		}
		if res.Moved != "" {
			got.moved = append(got.moved, oneLine(res.Moved))
		}
		if res.NotModified {
			if r.ETag == "" && r.LastModified == "" {
				return pages{}, reason.Fail(nil, reason.Unasked304, p.URL)
			}
			got.unchanged, got.status = true, res.Status
			got.etag, got.modified = header(res, "ETag"), header(res, "Last-Modified")
			got.list = []fetched{{url: res.URL}}
			return got, nil
		}
		if res.Status == http.StatusPartialContent {
			return pages{}, reason.Fail(nil, reason.Unasked206, p.URL)
		}
		if i == 0 || got.status < 400 && res.Status >= 400 {
			got.status = res.Status
		}
		if i == 0 {
			got.etag, got.modified = header(res, "ETag"), header(res, "Last-Modified")
			got.contentLang = header(res, "Content-Language")
			got.redirected = len(res.Redirects) > 0
		}
		got.list = append(got.list, fetched{oneLine(res.URL), header(res, "Content-Type"), res.Body})
	}
	return got, nil
}

// header reads a response header as one clean line; one too long to be kept whole is as good as none.
func header(res fetch.Response, name string) string {
	v := res.Header.Get(name)
	if oneLine(v) != v {
		return ""
	}
	return v
}

// request is what all pages of a source are asked for with. Values from the environment are looked up here and go
// nowhere but into the request.
func (c *capturer) request(s Source) (fetch.Request, error) {
	r := fetch.Request{Language: s.Language, Robots: s.RobotsOverride, Timeout: s.Timeout}
	var wrong error
	lookup := func(name string) string {
		v := strings.TrimSpace(c.env.Getenv(name)) // a file that it was read from ends its line
		switch {
		case v == "":
			wrong = reason.Fail(nil, reason.Environment, name)
		case strings.ContainsFunc(v, unicode.IsControl):
			wrong = reason.Fail(nil, reason.EnvironmentHas, name)
		}
		return v
	}
	if s.ProxyFromEnv != "" {
		r.Proxy = lookup(s.ProxyFromEnv)
	}
	if len(s.HeadersFromEnv) > 0 {
		r.Secret = map[string]string{}
		for k, name := range s.HeadersFromEnv {
			r.Secret[k] = lookup(name)
		}
	}
	return r, wrong
}

func (c *capturer) renderPages(ctx context.Context, s Source, r fetch.Request) (pages, error) {
	if c.env.Render == nil {
		return pages{}, reason.Fail(ErrNoBrowser, reason.NoBrowser)
	}
	got := pages{rendered: true}
	for i, p := range s.Pages {
		r.URL = p.URL
		if err := c.client.Permit(ctx, r); err != nil {
			return pages{}, err
		}
		page, err := c.env.Render(ctx, RenderRequest{
			URL: p.URL, WaitFor: s.WaitFor, Language: s.Language, UserAgent: c.defaults().UserAgent, Timeout: s.Timeout,
			Headers: r.Secret, Proxy: r.Proxy,
		})
		if err == nil && r.Repeats(page.FinalURL, page.HTML) {
			err = reason.Fail(fetch.ErrSecret, reason.Secret)
		}
		if err != nil {
			return pages{}, r.Hide(reason.Wrap(err, reason.Rendering, p.URL))
		}
		if i == 0 || got.status < 400 && page.Status >= 400 {
			got.status = page.Status
		}
		got.redirected = got.redirected || i == 0 && page.FinalURL != p.URL
		got.list = append(got.list, fetched{oneLine(page.FinalURL), "text/html; charset=utf-8", page.HTML})
	}
	return got, nil
}

// extract makes the text of fetched pages; an empty shell is loaded again by a browser, where there is one.
func (c *capturer) extract(ctx context.Context, s Source, got *pages, o *Outcome) (text, error) {
	t, err := c.extractBounded(ctx, s, got.list)
	if err != nil || !t.shell || got.rendered || s.Render != RenderAuto {
		return t, err
	}
	if c.env.Render == nil {
		return t, nil
	}
	request, err := c.request(s)
	if err != nil {
		return text{}, err
	}
	again, err := c.renderPages(ctx, s, request)
	if err != nil {
		return text{}, reason.Wrap(err, reason.ShellFailed)
	}
	*got = again
	o.Trailers = nil
	o.describe(s, again)
	o.Raw, o.Ext = snapshotOf(again.list)
	// The shell stays the same whatever the text that it loads: neither its bytes nor its ETag say that nothing changed.
	o.SHA256, o.ETag, o.LastModified = digest(o.Raw), "", ""
	o.note(reason.New(reason.ByBrowser))
	return c.extractBounded(ctx, s, again.list)
}

func (c *capturer) extractBounded(ctx context.Context, s Source, list []fetched) (text, error) {
	c.work <- struct{}{}
	defer func() { <-c.work }()
	return extractPages(ctx, c.env, s, slices.Clone(list))
}
