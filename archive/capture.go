package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"time"

	"policylog/archive/extract"
	"policylog/archive/fetch"
	"policylog/internal/reason"
)

// Keys of Outcome.Extra.
const (
	ExtraSince     = "since"     // since when the source is held, failing or withdrawn, RFC 3339
	ExtraFlaps     = "flaps"     // short digests of flaps told of already, by spaces
	ExtraMoved     = "moved"     // where the source's pages moved for good, by spaces, as it was told
	extraCandidate = "candidate" // sketch of a held text, which a second capture may confirm
	extraFirst     = "first"     // when that text was captured first
	extraExtractor = "extractor" // what the latest text was compared under
	extraText      = "text"      // short digest of that text
	extraAsked     = "asked"     // short digest of what was asked for: ETag and LastModified are of that
)

// capturer captures sources of one run.
type capturer struct {
	cfg    *Config
	env    Env
	client *fetch.Client // nil in a replay: nothing is asked of any site
	probes *probes
	work   chan struct{}   // bounds extractions at once to the machine's cores
	until  context.Context //nolint:containedctx // ends when the run is to stop; requests in hand do not end with it
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

func (c *capturer) defaults() Defaults { return c.cfg.defaults() }

// pages is what fetching a source gave.
type pages struct {
	list        []fetched
	status      int // of the first page with an error status, else of the first page
	unchanged   bool
	etag        string
	modified    string
	redirected  bool
	moved       []string // where pages moved for good
	contentLang string
	rendered    bool
}

// capture makes the one Outcome of a source from what is known of it. accept lets a text through that would be held.
func (c *capturer) capture(ctx context.Context, s Source, last Last, accept bool) Outcome {
	o := c.begin(s, last)
	// Equal bytes mean an equal text only after a capture that was good, under the rules of then, and while its text
	// is still the latest: a run may have died before its observation, main may have been set back or edited by hand.
	quick := !accept && last.Text != nil && Good(last.Status) && knownExtractor(last) == o.Extractor && knownText(last)
	before := last.Extra[extraAsked]
	got, err := c.fetchPages(ctx, s, last, quick && (before == "" || before == o.Extra[extraAsked]))
	if err != nil {
		return o.failed(last, err)
	}
	o = c.weigh(ctx, s, last, got, o, quick, accept)
	o.noticeMove(last, got.moved)
	return o
}

// noticeMove notes where the source's pages moved for good. A move is told of once: a query that differs at each request
// makes no other of it.
func (o *Outcome) noticeMove(last Last, moved []string) {
	delete(o.Extra, ExtraMoved)
	if len(moved) == 0 {
		return
	}
	known := strings.Fields(last.Extra[ExtraMoved])
	if slices.EqualFunc(known, moved, func(a, b string) bool { return withoutQuery(a) == withoutQuery(b) }) {
		o.Moved = known
	} else {
		o.Moved = moved
		o.note(MovedTo(moved, o.Status))
	}
	o.Extra[ExtraMoved] = strings.Join(o.Moved, " ")
}

// MovedTo is what a person should know of pages that moved for good, when a capture ended so: only where the policy was
// found is it right to ask for it there.
func MovedTo(moved []string, s Status) reason.Reason {
	why := reason.New(reason.Moved, strings.Join(moved, ", "))
	if Good(s) {
		return reason.New(reason.NameIt).With(why)
	}
	return why
}

func withoutQuery(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address
}

// begin is an outcome of which nothing is known yet.
func (c *capturer) begin(s Source, last Last) Outcome {
	o := Outcome{
		Source: s.ID, Captured: c.env.Now().UTC().Truncate(time.Second), Origin: "fetch", Extractor: extractorOf(s),
		FinalURL: s.URL, Extra: map[string]string{extraAsked: askedOf(s)},
	}
	for _, k := range []string{ExtraFlaps, ExtraMoved} {
		if v := last.Extra[k]; v != "" {
			o.Extra[k] = v
		}
	}
	return o
}

// askedOf tells one request for a source's page from another: an answer depends on the address, and may on the language
// and on who asks.
func askedOf(s Source) string {
	return shortDigest(fmt.Appendf(nil, "%q %q %q %q", s.URL, s.Language, s.HeadersFromEnv, s.ProxyFromEnv))
}

// weigh makes of fetched pages what the source's capture is. quick says that equal bytes settle it.
func (c *capturer) weigh(ctx context.Context, s Source, last Last, got pages, o Outcome, quick, accept bool) Outcome {
	o.describe(s, got)
	if got.unchanged {
		return o.unchanged(last)
	}
	raw, ext := snapshotOf(got.list)
	o.SHA256 = digest(raw)
	if quick && o.SHA256 == last.SHA256 {
		o.Status = StatusUnchanged
		o.agrees(last.Text)
		return o
	}
	o.Raw, o.Ext = raw, ext
	if got.status >= 400 {
		return o.errorStatus(last, got.status)
	}
	t, err := c.extract(ctx, s, &got, &o)
	if errors.Is(err, extract.ErrNoMatch) {
		return o.held(last, reason.New(reason.NoMatch), "")
	}
	if err != nil {
		return o.failed(last, err)
	}
	if got.status >= 400 { // what a browser was answered
		return o.errorStatus(last, got.status)
	}
	if last.Text == nil || !bytes.Equal(last.Text, t.markdown) {
		o.take(t, s) // an equal text states what it stated before
	}
	return c.judge(ctx, s, last, t, o, accept)
}

// knownExtractor is what the latest text is known to agree with: noted at the last capture, else the version's own.
func knownExtractor(last Last) string {
	if e := last.Extra[extraExtractor]; e != "" {
		return e
	}
	return last.Extractor
}

// knownText says whether the latest text is the one that the last good capture agreed with.
func knownText(last Last) bool {
	known := last.Extra[extraText]
	return known == "" || known == shortDigest(last.Text)
}

// agrees notes what text the capture stands for, and under what rules.
func (o *Outcome) agrees(text []byte) {
	o.Extra[extraExtractor], o.Extra[extraText] = o.Extractor, shortDigest(text)
}

// digest is the SHA-256 of a text, hex.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func shortDigest(text []byte) string { return digest(text)[:16] }

// judge decides between held, unchanged and changed.
func (c *capturer) judge(ctx context.Context, s Source, last Last, t text, o Outcome, accept bool) Outcome {
	same := last.Text != nil && sameBut(s.Ignore, last.Text, t.markdown)
	var doubt reason.Reason
	sticky := false
	if !same {
		doubt, sticky = c.doubt(ctx, s, last, t)
	}
	words := ""
	if !doubt.IsZero() {
		words = sketch(t.markdown)
	}
	switch {
	case doubt.IsZero():
	case accept:
		o.note(reason.New(reason.ReleasedByHand).With(doubt))
	case !sticky && last.Status == StatusHeld && confirms(last, o, words) && couldBe(last, t):
		o.note(reason.New(reason.ReleasedAgree).With(doubt))
	default:
		return o.held(last, doubt, words)
	}
	// Where the patterns of ignore or a second look make it unchanged, this text is not the latest: equal bytes settle nothing
	// at the next capture, for the patterns may be others by then, and what was taken for noise may have come to stay.
	o.agrees(t.markdown)
	switch {
	case last.Text == nil:
		o.Status = StatusNew
	case same:
		o.Status = StatusUnchanged
		if !bytes.Equal(last.Text, t.markdown) {
			o.note(reason.New(reason.IgnoredAlone))
		}
	default:
		o.Status = StatusChanged
		if s.SecondLook > 0 && doubt.IsZero() && c.client != nil {
			o = c.lookAgain(ctx, s, last, o)
		}
		o.noticeFlap(last)
	}
	return o
}

// confirms says whether a capture agrees with the held one before it that was captured long enough ago.
func confirms(last Last, o Outcome, words string) bool {
	first, err := time.Parse(time.RFC3339, last.Extra[extraFirst])
	return err == nil && o.Captured.Sub(first) >= agreeAfter && agree(last.Extra[extraCandidate], words)
}

// couldBe says whether a text that was held may be the policy's next version: beside its links it says something, and
// reads like a policy or bears the title that the source had (an imprint has none of a policy's words).
func couldBe(last Last, t text) bool {
	return weight(besideLinks(t.markdown)) >= nearEmpty &&
		(readsLikePolicy(t.markdown) || last.Title != "" && t.title != "" && sameTitle(last.Title, t.title))
}

// doubt says why a text is held. A sticky one is not overruled by a second capture that agrees: a page that now
// comes in another language, or that the site gives for any path, does so again.
func (c *capturer) doubt(ctx context.Context, s Source, last Last, t text) (why reason.Reason, sticky bool) {
	if why, sticky := reasonNotPolicy(s, t, last); !why.IsZero() {
		return why, sticky
	}
	if last.Text != nil && shared(last.Text, t.markdown) >= 0.5 {
		return why, false
	}
	if c.anyPathSays(ctx, s, t) {
		if last.Text == nil && readsLikePolicy(t.markdown) {
			return why, false
		}
		return reason.New(reason.AnyPath), true
	}
	return why, false
}

func (o Outcome) failed(last Last, err error) Outcome {
	o.Status, o.Err = StatusFailed, err
	o.Raw, o.Markdown, o.SHA256, o.ETag, o.LastModified = nil, nil, "", "", ""
	o.since(last, last.Status == StatusFailed)
	return o
}

func (o Outcome) unchanged(last Last) Outcome {
	o.Status = StatusUnchanged
	o.SHA256 = last.SHA256
	if o.ETag == "" {
		o.ETag = last.ETag
	}
	if o.LastModified == "" {
		o.LastModified = last.LastModified
	}
	o.agrees(last.Text)
	return o
}

// held keeps the capture out of the versions. Its ETag is forgotten: the next capture must bring the page again.
func (o Outcome) held(last Last, why reason.Reason, words string) Outcome {
	o.Status, o.HeldFor = StatusHeld, why
	o.ETag, o.LastModified = "", ""
	if words != "" {
		o.Extra[extraCandidate], o.Extra[extraFirst] = words, o.Captured.Format(time.RFC3339)
		if first := last.Extra[extraFirst]; first != "" && agree(last.Extra[extraCandidate], words) {
			o.Extra[extraCandidate], o.Extra[extraFirst] = last.Extra[extraCandidate], first
		}
	}
	o.since(last, last.Status == StatusHeld)
	return o
}

// errorStatus holds an error page, and calls a page withdrawn that has been gone for long enough.
func (o Outcome) errorStatus(last Last, status int) Outcome {
	was := last.Status
	err := &fetch.StatusError{URL: o.FinalURL, Status: status}
	o = o.held(last, err.Reason().Inner(), "")
	o.Err = err
	o.since(last, was == StatusHeld || was == StatusWithdrawn)
	enough := goneAfter
	if status == http.StatusGone {
		enough = gone410
	}
	gone := status == http.StatusNotFound || status == http.StatusGone
	if gone && last.Text != nil && (was == StatusWithdrawn || was == StatusHeld && o.Captured.Sub(o.Since) >= enough) {
		// The error page was kept while the source was held; once more says nothing new.
		o.Status, o.Err, o.Raw = StatusWithdrawn, nil, nil
	}
	return o
}

// since dates the beginning of a state that goes on.
func (o *Outcome) since(last Last, goesOn bool) {
	o.Since = o.Captured
	if t, err := time.Parse(time.RFC3339, last.Extra[ExtraSince]); err == nil && goesOn {
		o.Since = t
	}
	o.Extra[ExtraSince] = o.Since.Format(time.RFC3339)
}

// describe puts the response's metadata into the outcome.
func (o *Outcome) describe(s Source, got pages) {
	if len(got.list) > 0 {
		o.FinalURL = got.list[0].url
	}
	if len(s.Pages) == 1 {
		o.ETag, o.LastModified = got.etag, got.modified
	}
	add := func(k, v string) {
		if v = oneLine(v); v != "" {
			o.Trailers = append(o.Trailers, [2]string{k, v})
		}
	}
	if got.unchanged {
		return
	}
	if got.status != 0 {
		add("HTTP-Status", fmt.Sprint(got.status))
	}
	if len(got.list) == 1 {
		add("Content-Type", got.list[0].contentType)
		add("Content-Language", got.contentLang)
		add("ETag", got.etag)
		add("Last-Modified", got.modified)
	}
	if got.redirected {
		add("Requested-URL", s.URL)
	}
	if got.rendered {
		add("Rendered", "browser")
	}
}

func snapshotOf(list []fetched) (raw []byte, ext string) {
	if len(list) > 1 {
		return bundle(list), bundleExt
	}
	ext = extension(list[0].contentType, list[0].body)
	if ext == "" {
		ext = "bin"
	}
	return list[0].body, ext
}
