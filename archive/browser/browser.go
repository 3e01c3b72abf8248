// Package browser loads pages that build their text by script, with the machine's Chromium.
//
// Each page gets a browser of its own: a fresh profile in a temporary directory, no extensions, no downloads. Whatever
// happens, the browser ends with all its children and the profile is gone when Render returns. Nothing happens before
// Render is called.
package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"policylog/archive/extract"
	"policylog/internal/reason"
)

// ErrNoBrowser is returned where the machine has no Chromium or Chrome.
var ErrNoBrowser = errors.New("no browser found\nhint: install Chromium (apt-get install chromium), or set CHROME to the path of Chromium or Chrome")

// Page is what became of an address.
type Page struct {
	HTML   []byte // the document, in UTF-8
	URL    string // where it ended
	Status int    // of its newest main document; 0 unknown
}

// Options of Render. The zero value waits for the text to stand still for a second, half a minute in all.
type Options struct {
	WaitFor   string            // CSS selector that must match before the page counts as loaded
	Settle    time.Duration     // how long the text must stay as it is; 0: one second
	Timeout   time.Duration     // for all of it; 0: 30 seconds
	UserAgent string            // "": the browser's own
	Language  string            // BCP 47, for Accept-Language; "": the browser's own
	Headers   map[string]string // secret; sent with the page's requests to its own host
	Proxy     string            // URL of a proxy, secret; "": as the environment's usual variables have it
}

// names of the browser's program, tried in this order in PATH.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome-headless-shell"}

// program finds the browser: CHROME from the environment, else the first name in PATH.
func program() (string, error) {
	if path := os.Getenv("CHROME"); path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", fmt.Errorf("CHROME=%s: %w", path, ErrNoBrowser)
		}
		return found, nil
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if runtime.GOOS == "darwin" {
		const app = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
		if _, err := os.Stat(app); err == nil {
			return app, nil
		}
	}
	return "", ErrNoBrowser
}

// Render loads a page and returns its document once its text has settled; an error page is a page too. A consent dialogue
// in the way of the text is declined where that is offered, else accepted. Errors do not name the address.
func Render(ctx context.Context, address string, o Options) (Page, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Page{}, errors.New("not an http or https address")
	}
	path, err := program()
	if err != nil {
		return Page{}, err
	}
	if o.Settle <= 0 {
		o.Settle = time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	flags, user, err := o.flags(path)
	if err != nil {
		return Page{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	v := &visit{o: o, address: address, requests: requests{page: u, headers: o.Headers, proxy: user}}
	for range starts {
		var started bool
		if started, err = v.in(ctx, flags); started || ctx.Err() != nil {
			break
		}
	}
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = reason.Fail(ctx.Err(), reason.TimedOut, o.Timeout.String())
	}
	if err != nil {
		return Page{}, err
	}
	return Page{HTML: v.html, URL: v.finalURL, Status: v.status()}, nil
}

// A browser asks its maker's hosts for several things at each start, by no page's wish. What can be turned off by name is
// in unbidden, with what chromedp turns off; the rest is asked for in vain.
const (
	unbidden = "Translate,BlinkGenPropertyTrees,NetworkTimeServiceQuerying,OptimizationHints,MediaRouter,PreconnectToSearch,PreconnectToSearchNonGoogle,AimEnabled"
	nowhere  = "http://127.0.0.1:1"
)

// starts is how often a browser is started at most: on a busy machine one may die before it says a word.
const starts = 2

// flags are those of a browser's start, and who it is to the proxy.
func (o Options) flags(path string) (flags []chromedp.ExecAllocatorOption, user *url.Userinfo, err error) {
	flags = append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(path),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("disable-features", unbidden),
		chromedp.Flag("gaia-url", nowhere), chromedp.Flag("gcm-checkin-url", nowhere), chromedp.Flag("gcm-registration-url", nowhere),
		chromedp.Flag("disable-popup-blocking", false), // on by chromedp's own choice
		chromedp.Flag("mute-audio", true),
		chromedp.Flag("disable-shared-workers", true), // what they ask for is not held up
		chromedp.Flag("disable-shared-workers", true), // their requests are not held up
	)
	if o.UserAgent != "" {
		flags = append(flags, chromedp.UserAgent(o.UserAgent))
	}
	if o.Language != "" {
		flags = append(flags, chromedp.Flag("lang", o.Language), chromedp.Flag("accept-lang", o.Language))
	}
	if o.Proxy == "" {
		return flags, nil, nil
	}
	proxy, err := url.Parse(o.Proxy)
	if err != nil || proxy.Host == "" {
		return nil, nil, errors.New("the proxy's URL cannot be read")
	}
	user, proxy.User = proxy.User, nil
	// Nothing goes around the proxy, this machine's own pages neither, as with plain fetches.
	return append(flags, chromedp.Flag("proxy-server", proxy.String()), chromedp.Flag("proxy-bypass-list", "<-loopback>")), user, nil
}

// in loads the page in a browser of its own, which has ended when it returns, and says whether that had started at all.
func (v *visit) in(ctx context.Context, flags []chromedp.ExecAllocatorOption) (started bool, err error) {
	// The browser leaves files in its temporary directory when it is killed, so it gets one of its own. The name is
	// short: it makes a socket below, whose path may have no more than a hundred bytes.
	temp, err := os.MkdirTemp("", "pl")
	if err != nil {
		return true, err
	}
	defer os.RemoveAll(temp)
	var group processGroup
	allocated, stop := chromedp.NewExecAllocator(ctx, append(slices.Clip(flags),
		chromedp.ModifyCmdFunc(group.own),
		chromedp.Env("TMPDIR="+temp, "XDG_CONFIG_HOME="+temp, "XDG_CACHE_HOME="+temp),
	)...)
	// Waits for the browser's end and the removal of its profile; what is left of its process group dies before.
	defer stop()
	defer group.kill()
	silent := func(string, ...any) {}
	tab, closeTab := chromedp.NewContext(allocated, chromedp.WithLogf(silent), chromedp.WithErrorf(silent))
	defer closeTab()
	err = v.load(tab)
	return chromedp.FromContext(tab).Browser != nil, err
}

// visit is one page being loaded.
type visit struct {
	o        Options
	address  string
	requests requests
	html     []byte
	finalURL string

	mu   sync.Mutex
	code int // of the newest main document
}

func (v *visit) status() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.code
}

// isError says whether the server answered with an error: what is waited for does not come then.
func (v *visit) isError() bool { return v.status() >= 400 }

func (v *visit) load(tab context.Context) error {
	if err := v.listen(tab); err != nil {
		return err
	}
	if err := v.prepare(tab); err != nil {
		return err
	}
	nav, err := chromedp.Call(tab, page.Navigate, page.NavigateParams{URL: v.address})
	switch {
	case err != nil:
		return err
	case nav.IsDownload:
		return errors.New("the address is a download, not a page")
	case nav.ErrorText != "":
		return errors.New(nav.ErrorText)
	}
	state, err := v.settle(tab)
	if err != nil {
		return err
	}
	if !state.Found || state.Words < 150 {
		if clicked, err := chromedp.Run(tab, chromedp.Evaluate[bool](answerConsent)); err == nil && clicked {
			if state, err = v.settle(tab); err != nil {
				return err
			}
		}
	}
	if !state.Found && !v.isError() {
		return fmt.Errorf("%s matches nothing on the page", v.o.WaitFor)
	}
	return v.take(tab)
}

// listen answers what the browser asks while it loads, and notes what the main document's server said.
func (v *visit) listen(tab context.Context) error {
	dialogs := make(chan struct{}, 16)
	main := cdp.FrameID("")
	err := chromedp.Listen(tab, func(ev any) {
		switch e := ev.(type) {
		case *network.EventResponseReceived:
			v.mu.Lock()
			if e.Type == network.ResourceTypeDocument && e.Response != nil && (main == "" || e.FrameID == main) {
				main = e.FrameID // the first document is the page's own
				v.code = int(e.Response.Status)
			}
			v.mu.Unlock()
		case *fetch.EventRequestPaused:
			go v.requests.pass(tab, e)
		case *fetch.EventAuthRequired:
			go v.requests.answer(tab, e)
		case *page.EventJavascriptDialogOpening:
			select {
			case dialogs <- struct{}{}:
			default:
			}
		}
	})
	// An alert stops a page until it is answered.
	go func() {
		for {
			select {
			case <-tab.Done():
				return
			case <-dialogs:
				_, _ = chromedp.Call(tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
			}
		}
	}()
	return err
}

// take reads the document as it stands.
func (v *visit) take(tab context.Context) error {
	out, err := chromedp.Run(tab, chromedp.Evaluate[string](serialize))
	if err != nil {
		return err
	}
	if len(out) > extract.MaxPage {
		return fmt.Errorf("page of %d bytes: %w", len(out), extract.ErrTooLarge)
	}
	v.html = []byte(strings.ToValidUTF8(out, "\uFFFD"))
	v.finalURL, err = chromedp.Run(tab, chromedp.Location())
	return err
}

// prepare sets what the options ask for before anything is loaded.
func (v *visit) prepare(tab context.Context) error {
	if _, err := chromedp.Call(tab, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	deny := browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}
	if _, err := chromedp.Call(tab, browser.SetDownloadBehavior, deny); err != nil {
		return err
	}
	if v.o.UserAgent != "" {
		p := emulation.SetUserAgentOverrideParams{UserAgent: v.o.UserAgent, AcceptLanguage: v.o.Language}
		if _, err := chromedp.Call(tab, emulation.SetUserAgentOverride, p); err != nil {
			return err
		}
	}
	return v.requests.enable(tab)
}

// state is what a page looks like at a moment.
type state struct {
	Ready bool   `json:"ready"` // parsed
	Found bool   `json:"found"` // the awaited selector matches
	Size  int    `json:"size"`  // characters of visible text
	Words int    `json:"words"`
	Sum   int    `json:"sum"` // of the text
	URL   string `json:"url"`
}

// settle waits until the page is parsed, the awaited selector matches and the text has not changed for a while. Where the
// text never rests, or the selector does not come, it gives up at three quarters of the time and returns what there is.
func (v *visit) settle(tab context.Context) (state, error) {
	deadline, _ := tab.Deadline()
	give := time.Now().Add(time.Until(deadline) * 3 / 4)
	if v.o.WaitFor == "" {
		give = time.Now().Add(time.Until(deadline) / 2)
	}
	script := fmt.Sprintf(look, quote(v.o.WaitFor))
	seen := stillness{since: time.Now()}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		now, err := chromedp.Run(tab, chromedp.Evaluate[state](script))
		if err != nil && tab.Err() != nil {
			return seen.last, tab.Err()
		}
		if err == nil { // while the page changes over to another, the script finds no document
			seen.look(now, time.Now())
			rest := v.o.Settle
			if now.Size < 200 {
				rest *= 2 // an empty page is more likely not finished than finished
			}
			if now.Ready && (now.Found || v.isError()) && seen.lasts(rest, time.Now()) {
				return now, nil
			}
		}
		if time.Now().After(give) {
			return seen.last, nil
		}
		select {
		case <-tab.Done():
			return seen.last, tab.Err()
		case <-tick.C:
		}
	}
}

// lookEvery is how long there is between two looks at a page where the machine keeps up.
const lookEvery = 100 * time.Millisecond

// stillness is how long a page has looked the same.
type stillness struct {
	last  state
	since time.Time // when it was first seen so
	looks int       // after that one
}

func (s *stillness) look(now state, at time.Time) {
	if s.looks++; now != s.last {
		*s = stillness{last: now, since: at}
	}
}

// lasts says whether the page has been still for so long. On a busy machine time passes in which the page did nothing
// either: it is still only if it was seen so half as often as on an idle one.
func (s *stillness) lasts(rest time.Duration, at time.Time) bool {
	return at.Sub(s.since) >= rest && 2*time.Duration(s.looks)*lookEvery >= rest
}
