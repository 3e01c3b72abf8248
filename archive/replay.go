package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"strconv"
	"time"
)

// Replay judges captures that were made before, by us or by others, as a run would have judged them at the time: each
// against the one before it of its source. It asks nothing of any site. It remembers one text and one snapshot a
// source; it is not for several goroutines at once.
type Replay struct {
	c     *capturer
	last  map[string]Last
	shots map[string]Snapshot
}

// NewReplay makes a Replay. Nothing is known of any source yet.
func NewReplay(env Env) *Replay {
	env = env.filled()
	env.Render = nil
	return &Replay{
		c:     &capturer{env: env, probes: &probes{by: map[string]*probe{}}, work: make(chan struct{}, runtime.GOMAXPROCS(0))},
		last:  map[string]Last{},
		shots: map[string]Snapshot{},
	}
}

// Add judges the next capture of a source, by the source's rules as they are given now. It returns the capture's
// Outcome (Origin "import"), and before it a technical upgrade when the rules are others than last time. A snapshot
// without a Content-Type in its trailers is taken for what its Ext says.
func (r *Replay) Add(ctx context.Context, s Source, shot Snapshot) []Outcome {
	last := r.last[s.ID]
	var out []Outcome
	keep := func(o Outcome) {
		o.Origin = "import"
		last = last.After(o)
		out = append(out, o)
	}
	if known := knownExtractor(last); last.Text != nil && known != "" && known != extractorOf(s) && r.shots[s.ID].Data != nil {
		o, err := r.c.again(ctx, s, r.shots[s.ID])
		if err == nil && o.HeldFor == "" && string(o.Markdown) != string(last.Text) {
			o.Status = StatusUpgraded
			keep(o)
		}
	}
	o := r.c.replay(ctx, s, last, shot)
	keep(o)
	r.last[s.ID] = last
	if o.Raw != nil && Good(o.Status) {
		r.shots[s.ID] = shot
	}
	return out
}

func (c *capturer) replay(ctx context.Context, s Source, last Last, shot Snapshot) Outcome {
	o := c.begin(s, last)
	o.Captured = shot.Captured.UTC().Truncate(time.Second)
	if shot.URL != "" {
		o.FinalURL = shot.URL
	}
	got, err := pagesOf(shot, o.FinalURL)
	if err != nil {
		return o.failed(last, err)
	}
	quick := last.Text != nil && Good(last.Status) && knownExtractor(last) == o.Extractor
	return c.weigh(ctx, s, last, got, o, quick, false)
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

// digest is the SHA-256 of a text, hex.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
