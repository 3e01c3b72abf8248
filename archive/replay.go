package archive

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"time"
)

// Replay judges captures that were made before, by us or by others, as a run would have judged them at the time: each
// against the one before it of its source. It asks nothing of any site. It remembers one text and two snapshots a
// source; it is not for several goroutines at once.
type Replay struct {
	c       *capturer
	sources map[string]*replayed
}

// replayed is what a Replay remembers of a source.
type replayed struct {
	last Last
	good Snapshot // the latest that was not held
	held Snapshot // the first of those held that agree with each other
}

// NewReplay makes a Replay. Nothing is known of any source yet.
func NewReplay(env Env) *Replay {
	env = env.filled()
	env.Render = nil
	return &Replay{
		c:       &capturer{env: env, probes: &probes{by: map[string]*probe{}}, work: make(chan struct{}, runtime.GOMAXPROCS(0))},
		sources: map[string]*replayed{},
	}
}

// Add judges the next capture of a source, by the source's rules as they are given now. It returns the capture's
// Outcome (Origin "import"), and before it a technical upgrade when the rules are others than last time, and the capture
// that was held at first when this one agrees with it: the text is as old as that. Where the select rules match nothing,
// or nothing with text in it, nobody is there to mend them and the years that follow would be lost: the content is found
// instead, as an upgrade too. A snapshot without a Content-Type in its trailers is taken for what its Ext says.
func (r *Replay) Add(ctx context.Context, s Source, shot Snapshot) []Outcome {
	known := r.sources[s.ID]
	if known == nil {
		known = &replayed{}
		r.sources[s.ID] = known
	}
	out := r.judge(ctx, s, known, shot)
	var before []Outcome
	if o := out[len(out)-1]; released(known.last, o) {
		before = r.judgeBy(ctx, s, known, known.held, true)
		before[len(before)-1].Notes = o.Notes
		known.keep(before, known.held)
		out = r.judge(ctx, s, known, shot)
	}
	known.keep(out, shot)
	return append(before, out...)
}

// released says whether a capture was let through because it agrees with one that was held.
func released(last Last, o Outcome) bool {
	return last.Status == StatusHeld && (o.Status == StatusNew || o.Status == StatusChanged) && confirms(last, o, sketch(o.Markdown))
}

func (k *replayed) keep(out []Outcome, shot Snapshot) {
	for i := range out {
		out[i].Origin = "import"
		k.last = k.last.After(out[i])
	}
	o := out[len(out)-1]
	switch {
	case Good(o.Status):
		k.good = shot
	case o.Extra[extraFirst] == o.Captured.Format(time.RFC3339):
		k.held = shot
	}
}

// judge is what a run would have made of a capture, with the rules or, where they do not fit the page, without.
func (r *Replay) judge(ctx context.Context, s Source, known *replayed, shot Snapshot) []Outcome {
	out := r.judgeBy(ctx, s, known, shot, false)
	if o := out[len(out)-1]; o.Status == StatusHeld && o.Err == nil && weight(o.Markdown) < nearEmpty && s.selects() {
		if found := r.judgeBy(ctx, s.anywhere(), known, shot, false); Good(found[len(found)-1].Status) {
			return found
		}
	}
	return out
}

func (r *Replay) judgeBy(ctx context.Context, s Source, known *replayed, shot Snapshot, accept bool) []Outcome {
	up, err := r.c.upgrade(ctx, s, known.last, func(context.Context, string) (Snapshot, error) { return known.good, nil })
	if err != nil {
		return []Outcome{r.c.begin(s, up.last).failed(up.last, err)}
	}
	return slices.Concat(up.outcomes, r.c.bridge(ctx, s, up.apart, r.c.replay(ctx, s, up.last, shot, accept)))
}

func (c *capturer) replay(ctx context.Context, s Source, last Last, shot Snapshot, accept bool) Outcome {
	o := c.begin(s, last)
	o.Captured = shot.Captured.UTC().Truncate(time.Second)
	if shot.URL != "" {
		o.FinalURL = shot.URL
	}
	got, err := pagesOf(shot, o.FinalURL)
	if err != nil {
		return o.failed(last, err)
	}
	quick := !accept && last.Text != nil && Good(last.Status) && knownExtractor(last) == o.Extractor
	return c.weigh(ctx, s, last, got, o, quick, accept)
}

// pagesOf takes a snapshot apart as it was fetched.
func pagesOf(shot Snapshot, url string) (pages, error) {
	status, _ := strconv.Atoi(trailer(shot.Trailers, "HTTP-Status"))
	got := pages{
		status: status, etag: trailer(shot.Trailers, "ETag"), modified: trailer(shot.Trailers, "Last-Modified"),
		contentLang: trailer(shot.Trailers, "Content-Language"),
	}
	if isBundle(shot.Data) {
		var err error
		got.list, err = unbundle(shot.Data)
		return got, err
	}
	contentType := trailer(shot.Trailers, "Content-Type")
	if contentType == "" {
		contentType = contentTypeOf("x."+shot.Ext, shot.Data)
	}
	got.list = []fetched{{url, contentType, shot.Data}}
	return got, nil
}
