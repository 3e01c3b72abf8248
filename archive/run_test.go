package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"policylog/archive/extract"
	"policylog/internal/reason"
)

// memory is a Ledger that remembers.
type memory struct {
	mu       sync.Mutex
	last     map[string]Last
	shots    map[string]Snapshot
	kept     []Outcome
	finished int
	fail     error

	unreadable string // a source of which nothing can be read
}

var errUnreadable = errors.New("object not found")

func newMemory() *memory { return &memory{last: map[string]Last{}, shots: map[string]Snapshot{}} }

func (m *memory) Last(_ context.Context, source string) (Last, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if source == m.unreadable {
		return Last{}, errUnreadable
	}
	return m.last[source], nil
}

func (m *memory) LatestSnapshot(_ context.Context, source string) (Snapshot, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.shots[source], nil
}

func (m *memory) Keep(_ context.Context, outcomes []Outcome) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
	}
	for _, o := range outcomes {
		m.kept = append(m.kept, o)
		m.last[o.Source] = m.last[o.Source].After(o)
		if o.Raw != nil && o.Status != StatusHeld {
			m.shots[o.Source] = Snapshot{Data: o.Raw, Ext: o.Ext, URL: o.FinalURL, Captured: o.Captured, Trailers: o.Trailers}
		}
	}
	return nil
}

func (m *memory) Finish(context.Context, Summary) error {
	m.finished++
	return nil
}

// site is a loopback server whose pages a test sets, by path; the zero page is a 404.
type site struct {
	*httptest.Server
	mu       sync.Mutex
	pages    map[string]http.HandlerFunc
	requests map[string]int
}

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{pages: map[string]http.HandlerFunc{}, requests: map[string]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.requests[r.URL.Path]++
		h := s.pages[r.URL.Path]
		if h == nil {
			h = s.pages["*"]
		}
		s.mu.Unlock()
		if h == nil || r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	t.Cleanup(s.Close)
	return s
}

func (s *site) set(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = h
}

func (s *site) asked(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests[path]
}

func html(body string) http.HandlerFunc { return status(http.StatusOK, body) }

func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

// policyPage is a page with a policy that says it keeps data for so many days, in so many further sections.
func policyPage(days, sections int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>Privacy Policy - Brightleaf</title></head><body>
<nav><a href="/">Home</a> <a href="/shop">Shop</a></nav><main><h1>Brightleaf Privacy Policy</h1>
<p>This policy explains which personal data Brightleaf collects when you use our services, why we collect it, and which rights you have.</p>
<h2>1. Retention</h2><p>We retain your personal information for %d days after you close your account, unless the applicable law asks us to keep it for longer.</p>
<h2>2. Third parties</h2><p>We disclose personal data to third parties only with your consent, or where a court orders us to do so.</p>`, days)
	for i := range sections {
		fmt.Fprintf(&b, "<h2>%d. Purpose %d</h2><p>For the purpose number %d we process the data that you gave us and nothing else, "+
			"and we delete it once that purpose has been reached, as this section explains in so many words.</p>\n", i+3, i+1, i+1)
	}
	b.WriteString("</main><footer>© Brightleaf</footer></body></html>")
	return b.String()
}

// chinesePage is a policy of the same publisher in Traditional Chinese.
func chinesePage() string {
	return `<!doctype html><html lang="zh-TW"><head><title>隱私權政策</title></head><body><main><h1>明葉隱私權政策</h1>` +
		strings.Repeat(`<p>本政策說明我們如何收集、使用與揭露您的個人資料。我們僅於取得您的同意後，方會將個人資料提供予第三方。帳戶關閉後，我們將於三十日內刪除您的資料。</p>`, 8) +
		`</main></body></html>`
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// bench is a run's surroundings in a test.
type bench struct {
	*memory
	*site
	clock *clock
	env   Env
	log   bytes.Buffer
	cfg   *Config
}

func newBench(t testing.TB, yaml string) *bench {
	t.Helper()
	b := &bench{memory: newMemory(), site: newSite(t), clock: &clock{now: time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)}}
	b.env = Env{
		Now:    b.clock.Now,
		Sleep:  func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Getenv: func(string) string { return "" },
		Jitter: func() float64 { return 0 },
		Log:    slog.New(slog.NewJSONHandler(&b.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	b.configure(t, yaml)
	return b
}

// configure reads sources, in which SITE stands for the server's address.
func (b *bench) configure(t testing.TB, yaml string) {
	t.Helper()
	cfg, err := ParseConfig("policylog.yaml", []byte("version: 1\n"+strings.ReplaceAll(yaml, "SITE", b.URL)))
	if err != nil {
		t.Fatal(err)
	}
	b.cfg = cfg
}

const oneSource = "sources:\n  a/privacy.en:\n    url: SITE/legal/privacy\n"

// run fetches all sources an hour after the last time and returns the outcomes of this run.
func (b *bench) run(t testing.TB, accept ...string) (Summary, []Outcome) {
	t.Helper()
	b.clock.add(time.Hour)
	before := len(b.kept)
	sum, err := Run(t.Context(), b.cfg, nil, b.env, b.memory, RunOptions{Accept: accept})
	if err != nil {
		t.Fatal(err)
	}
	return sum, b.kept[before:]
}

// expect runs and wants the one source's status.
func (b *bench) expect(t testing.TB, want Status, accept ...string) Outcome {
	t.Helper()
	_, got := b.run(t, accept...)
	if len(got) != 1 || got[0].Status != want {
		for _, o := range got {
			t.Logf("%s: %s %s %v %q", o.Source, o.Status, o.HeldFor, o.Err, o.Notes)
		}
		t.Fatalf("want %s", want)
	}
	return got[0]
}

func TestRunNewUnchangedChanged(t *testing.T) {
	b := newBench(t, oneSource)
	nonce := 0
	page := policyPage(30, 4)
	b.set("/legal/privacy", func(w http.ResponseWriter, _ *http.Request) {
		nonce++
		html(strings.Replace(page, "<nav>", fmt.Sprintf("<script nonce=%d></script><nav>", nonce), 1))(w, nil)
	})
	o := b.expect(t, StatusNew)
	if !strings.Contains(string(o.Markdown), "for 30 days") || strings.Contains(string(o.Markdown), "Shop") {
		t.Errorf("text is\n%s", o.Markdown)
	}
	if o.Ext != "html" || !o.Captured.Equal(time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC)) || o.Origin != "fetch" || o.Language != "en" {
		t.Errorf("outcome is %+v", o.Report())
	}
	if trailer(o.Trailers, "HTTP-Status") != "200" || trailer(o.Trailers, "Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("trailers are %v", o.Trailers)
	}
	o = b.expect(t, StatusUnchanged)
	if o.Raw == nil {
		t.Error("other bytes with an equal text must leave their snapshot")
	}
	page = policyPage(45, 4)
	o = b.expect(t, StatusChanged)
	if !strings.Contains(string(o.Markdown), "for 45 days") || o.Raw == nil {
		t.Errorf("text is\n%s", o.Markdown)
	}
	if b.finished != 3 {
		t.Errorf("finished %d times", b.finished)
	}
}

func TestRunAsksOnlyForWhatChanged(t *testing.T) {
	b := newBench(t, oneSource)
	tag := `"1"`
	b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		html(policyPage(30, 4))(w, r)
	})
	b.expect(t, StatusNew)
	for range 2 {
		if o := b.expect(t, StatusUnchanged); o.Raw != nil || o.ETag != tag || o.SHA256 == "" {
			t.Errorf("outcome is %+v", o.Report())
		}
	}
}

// Equal bytes are not extracted again: a page that would now be held proves that nobody looked.
func TestRunSkipsEqualBytes(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 4)))
	b.expect(t, StatusNew)
	// Bytes that were looked at come with the outcome, to be kept as a snapshot.
	if o := b.expect(t, StatusUnchanged); o.Raw != nil || o.Markdown != nil {
		t.Errorf("outcome is %+v", o.Report())
	}
}

func TestRunHoldsWhatIsNotThePolicy(t *testing.T) {
	long := strings.Repeat("<p>Our spring collection has arrived, with forty new lamps for the garden and the house.</p>", 60)
	for name, h := range map[string]http.HandlerFunc{
		"not found": status(404, "<h1>Not found</h1>"),
		"forbidden": status(403, policyPage(30, 4)),
		"not found, with validators": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"404"`)
			status(http.StatusNotFound, "<h1>Not found</h1>")(w, r)
		},
		"soft 404":            html("<html><title>Page not found</title><h1>Page not found</h1><p>The page you requested could not be found. Try the home page, or search our shop for what you wanted to read today.</p>"),
		"bot wall":            html("<html><title>Just a moment...</title><h1>www.example.com</h1><p>Verify you are human by completing the action below. www.example.com needs to review the security of your connection before proceeding.</p>"),
		"bot wall in Chinese": html("<html><title>安全验证</title><p>为了您的账号安全，请完成安全验证后继续访问。您的网络环境可能存在异常，拖动滑块完成拼图即可继续浏览网页内容，如有疑问请联系客服人员处理。</p>"),
		"refresh":             html("<html><title>Privacy</title><p>Something went wrong while we loaded this content for you. Refresh this page to try it again, or come back in a few minutes.</p>"),
		"login wall":          html("<html><title>Log in</title><form><p>Please log in to see this content.</p><input type=password name=p><p>Forgot your password? We can send you a new one to your address in a minute.</p></form>"),
		"stump":               html("<html><title>Privacy Policy</title><main>Privacy Policy</main>"),
		"empty":               html(""),
		"shrunk":              html(policyPage(30, 0)),
		"language":            html(chinesePage()),
		"other document":      html("<html><title>Spring sale</title><main><h1>Lamps and garden furniture</h1>" + long + "</main>"),
		"json": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"error":"no"}`)
		},
		"picture": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "\x89PNG\x00")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, oneSource)
			b.set("/legal/privacy", html(policyPage(30, 12)))
			b.expect(t, StatusNew)
			b.set("/legal/privacy", h)
			o := b.expect(t, StatusHeld)
			if o.HeldFor.IsZero() || o.Raw == nil || o.Recorded() || o.ETag != "" {
				t.Errorf("outcome is %+v", o.Report())
			}
			t.Log(o.HeldFor)
			if since := o.Since; !since.Equal(o.Captured) {
				t.Errorf("held since %s", since)
			}
			first := o.Captured
			if name != "shrunk" && name != "other document" {
				if o = b.expect(t, StatusHeld); !o.Since.Equal(first) {
					t.Errorf("held since %s, want %s", o.Since, first)
				}
			}
			if name == "other document" { // which is none of ours however often it comes
				b.clock.add(13 * time.Hour)
				b.expect(t, StatusHeld)
			}
			b.set("/legal/privacy", html(policyPage(30, 12)))
			b.expect(t, StatusUnchanged)
		})
	}
}

func TestRunHoldsAFirstCaptureToo(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"not found": status(404, "no"), "other language": html(chinesePage()), "stump": html("<p>Privacy Policy"),
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, oneSource)
			b.set("/legal/privacy", h)
			b.expect(t, StatusHeld)
			b.set("/legal/privacy", html(policyPage(30, 2)))
			b.expect(t, StatusNew)
		})
	}
}

// A page is withdrawn when its server says that it is gone, after a week or, where it says so in that word, a day; one that
// is kept from us is held for as long as that lasts.
func TestRunWithdrawsNoneButWhatIsGone(t *testing.T) {
	for _, c := range []struct {
		code  int
		after time.Duration
		want  Status
	}{
		{http.StatusGone, 25 * time.Hour, StatusWithdrawn},
		{http.StatusNotFound, 25 * time.Hour, StatusHeld},
		{http.StatusNotFound, 8 * 24 * time.Hour, StatusWithdrawn},
		{http.StatusForbidden, 30 * 24 * time.Hour, StatusHeld},
		{http.StatusUnavailableForLegalReasons, 30 * 24 * time.Hour, StatusHeld},
	} {
		b := newBench(t, oneSource)
		b.set("/legal/privacy", html(policyPage(30, 4)))
		b.expect(t, StatusNew)
		b.set("/legal/privacy", status(c.code, "no"))
		b.expect(t, StatusHeld)
		b.clock.add(c.after)
		if o := b.expect(t, c.want); o.Status == StatusHeld && !o.Since.Before(o.Captured) {
			t.Errorf("%d: held since %s", c.code, o.Since)
		}
	}
}

// A rewrite that looks like another document gets through when a second capture agrees.
func TestRunReleasesWhatTwoCapturesAgreeOn(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 20)))
	b.expect(t, StatusNew)
	b.set("/legal/privacy", html(policyPage(60, 1)))
	b.expect(t, StatusHeld)
	b.clock.add(13 * time.Hour)
	b.set("/legal/privacy", html(policyPage(60, 5)))
	since := b.expect(t, StatusHeld).Captured // two that differ agree on nothing
	b.expect(t, StatusHeld)                   // two within seconds are one mishap, however long something was held before
	b.clock.add(6 * time.Hour)
	b.expect(t, StatusHeld)
	b.clock.add(since.Add(12 * time.Hour).Sub(b.env.Now()))
	b.set("/legal/privacy", html(strings.Replace(policyPage(60, 5), "services", "lamps", 1)))
	o := b.expect(t, StatusChanged)
	if len(o.Notes) == 0 || o.Notes[0].Kind != reason.ReleasedAgree {
		t.Errorf("notes are %q", o.Notes)
	}
	b.expect(t, StatusUnchanged)
}

// A document of few words that shrinks for good is let through by its title.
func TestRunReleasesAnImprint(t *testing.T) {
	b := newBench(t, oneSource)
	page := func(n int, name string) http.HandlerFunc {
		return html("<html><title>Legal notice</title><main><h1>Legal notice</h1>" +
			strings.Repeat("<p>Published by "+name+", Canal Street 14, Utrecht, telephone 030 5551234, who answers every letter by hand.</p>", n) + "</main>")
	}
	b.set("/legal/privacy", page(14, "the Office of Garden Lamps"))
	b.expect(t, StatusNew)
	b.set("/legal/privacy", page(4, "Brightleaf"))
	b.expect(t, StatusHeld)
	b.clock.add(12 * time.Hour)
	b.expect(t, StatusChanged)
}

// What the last capture saw does not settle a page whose latest text is not that capture's any more.
func TestRunTextOfAnotherHand(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		html(policyPage(30, 4))(w, r)
	})
	first := b.expect(t, StatusNew)
	b.expect(t, StatusUnchanged)
	last := b.last["a/privacy.en"]
	last.Text = []byte(strings.Replace(string(first.Markdown), "30 days", "31 days", 1))
	b.last["a/privacy.en"] = last
	if o := b.expect(t, StatusChanged); string(o.Markdown) != string(first.Markdown) {
		t.Errorf("text is\n%s", o.Markdown)
	}
	b.expect(t, StatusUnchanged)
}

func TestRunAccept(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 20)))
	b.expect(t, StatusNew)
	b.set("/legal/privacy", html(chinesePage()))
	b.expect(t, StatusHeld)
	b.expect(t, StatusHeld) // in another language however often
	o := b.expect(t, StatusChanged, "a/privacy.en")
	if len(o.Notes) == 0 || o.Notes[0].Kind != reason.ReleasedByHand {
		t.Errorf("notes are %q", o.Notes)
	}
	b.set("/legal/privacy", status(404, "no"))
	b.expect(t, StatusHeld, "a/privacy.en") // an error status cannot be accepted
	if _, err := Run(t.Context(), b.cfg, nil, b.env, b.memory, RunOptions{Accept: []string{"a/other.en"}}); !errors.Is(err, ErrNoSource) {
		t.Errorf("error is %v", err)
	}
}

func TestRunWithdrawn(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 4)))
	b.expect(t, StatusNew)
	b.set("/legal/privacy", status(404, "gone"))
	since := b.expect(t, StatusHeld).Captured
	b.clock.add(3 * 24 * time.Hour)
	b.expect(t, StatusHeld)
	b.clock.add(5 * 24 * time.Hour)
	o := b.expect(t, StatusWithdrawn)
	if o.Raw != nil || !strings.Contains(string(b.shots["a/privacy.en"].Data), "30 days") {
		t.Error("an error page took the place of the last snapshot")
	}
	if !o.Since.Equal(since) {
		t.Errorf("withdrawn since %s, want %s", o.Since, since)
	}
	sum, _ := b.run(t)
	if !sum.OK() || sum.Withdrawn != 1 {
		t.Errorf("summary is %s", sum.Line())
	}
	b.set("/legal/privacy", html(policyPage(31, 4)))
	b.expect(t, StatusChanged)
}

func TestRunNoticesFlapsOnce(t *testing.T) {
	b := newBench(t, oneSource)
	a, z := html(policyPage(30, 4)), html(policyPage(60, 4))
	b.set("/legal/privacy", a)
	b.expect(t, StatusNew)
	var told []bool
	for i := range 5 {
		b.set("/legal/privacy", []http.HandlerFunc{z, a}[i%2])
		sum, got := b.run(t)
		told = append(told, got[0].Flap)
		if sum.Changed != 1 {
			t.Fatalf("summary is %s", sum.Line())
		}
	}
	if want := []bool{false, true, false, false, false}; !slices.Equal(told, want) {
		t.Errorf("flaps told %v, want %v", told, want)
	}
}

func TestRunUpgradesBeforeComparing(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 4)))
	b.expect(t, StatusNew)
	b.configure(t, oneSource+"    remove: h2\n")
	// The page changes at the same time as the rules: only the page's change is a change.
	b.set("/legal/privacy", html(policyPage(45, 4)))
	_, got := b.run(t)
	if len(got) != 2 || got[0].Status != StatusUpgraded || got[1].Status != StatusChanged {
		t.Fatalf("outcomes are %v", got)
	}
	if s := string(got[0].Markdown); !strings.Contains(s, "30 days") || strings.Contains(s, "Retention") {
		t.Errorf("upgrade is\n%s", s)
	}
	if want := strings.Replace(string(got[0].Markdown), "30 days", "45 days", 1); string(got[1].Markdown) != want {
		t.Errorf("change is\n%s", got[1].Markdown)
	}
	if !got[0].Captured.Before(got[1].Captured) {
		t.Errorf("captured %s and %s", got[0].Captured, got[1].Captured)
	}
	b.expect(t, StatusUnchanged)
	b.configure(t, oneSource+"    remove: footer\n")
	if sum, err := Upgrade(t.Context(), b.cfg, nil, b.env, b.memory, RunOptions{}); err != nil || sum.Upgraded != 1 {
		t.Errorf("upgrade: %s, %v", sum.Line(), err)
	}
	b.expect(t, StatusUnchanged)
}

// Texts that no extractor made are not made again by one, and rules that are new are applied to a page of old bytes though
// no snapshot of it is left.
func TestRunWithoutExtractorOrSnapshot(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 4)))
	o := b.expect(t, StatusNew)
	imported := Last{Text: []byte("# Brightleaf Privacy Policy\n\nAs a person typed it.\n"), Title: o.Title}
	b.last["a/privacy.en"] = imported
	if o := b.expect(t, StatusChanged); !strings.Contains(string(o.Markdown), "30 days") {
		t.Errorf("text is\n%s", o.Markdown)
	}
	b.shots = map[string]Snapshot{}
	b.configure(t, oneSource+"    remove: h2\n")
	if o := b.expect(t, StatusChanged); strings.Contains(string(o.Markdown), "Retention") {
		t.Errorf("text is\n%s", o.Markdown)
	}
}

// A text is of an extractor's version and of its rules.
func TestExtractorOf(t *testing.T) {
	plain := Source{Pages: []Page{{URL: "https://a.example/"}}}
	seen := map[string]Source{}
	for _, s := range []Source{
		plain,
		{Pages: []Page{{Select: []Selector{{CSS: "main"}}}}},
		{Pages: []Page{{Remove: []Selector{{CSS: "main"}}}}},
		{Pages: []Page{{Select: []Selector{{StartBefore: "h1", EndAfter: "p"}}}}},
		{Pages: []Page{{Select: []Selector{{StartAfter: "h1", EndAfter: "p"}}}}},
		{Pages: []Page{{}, {}}},
	} {
		name := extractorOf(s)
		if twin, ok := seen[name]; ok || !strings.HasPrefix(name, extract.Version+" ") {
			t.Errorf("%+v and %+v are both %q", s, twin, name)
		}
		seen[name] = s
	}
	moved := Source{Pages: []Page{{URL: "https://b.example/"}}, Ignore: []string{"x"}}
	if extractorOf(moved) != extractorOf(plain) {
		t.Error("an address is taken for a rule")
	}
}

func TestRunIgnoresWhatItIsToldTo(t *testing.T) {
	b := newBench(t, oneSource+"    ignore: \"for [0-9]+ days\"\n")
	b.set("/legal/privacy", html(policyPage(30, 4)))
	b.expect(t, StatusNew)
	b.set("/legal/privacy", html(policyPage(31, 4)))
	if o := b.expect(t, StatusUnchanged); len(o.Notes) != 1 {
		t.Errorf("notes are %q", o.Notes)
	}
	b.configure(t, oneSource) // a pattern that hid too much is taken back
	b.expect(t, StatusChanged)
	b.configure(t, oneSource+"    ignore: \"for [0-9]+ days\"\n")
	b.set("/legal/privacy", html(policyPage(31, 5)))
	b.expect(t, StatusChanged)
}

func TestRunSettles(t *testing.T) {
	b := newBench(t, oneSource+"    second_look: 5s\n")
	n := 0
	random := func(days int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			n++
			page := strings.Replace(policyPage(days, 4), "</main>", fmt.Sprintf("<p>You are visitor number %d of this page today.</p></main>", n), 1)
			html(page)(w, r)
		}
	}
	b.set("/legal/privacy", random(30))
	b.expect(t, StatusNew)
	b.expect(t, StatusUnchanged)
	b.set("/legal/privacy", random(45))
	if o := b.expect(t, StatusChanged); !strings.Contains(string(o.Markdown), "45 days") || len(o.Notes) != 1 || o.Notes[0].Kind != reason.SecondDiffers {
		t.Errorf("text is\n%s\nnotes are %q", o.Markdown, o.Notes)
	}
	b.set("/legal/privacy", html(policyPage(60, 4)))
	if o := b.expect(t, StatusChanged); len(o.Notes) != 0 {
		t.Errorf("notes are %q", o.Notes)
	}
	// What the first capture of a run says, and the second.
	asked := 0
	days := func(first, then int) {
		asked = 0
		b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) {
			if asked++; asked > 1 {
				first = then
			}
			html(policyPage(first, 4))(w, r)
		})
	}
	wantNote := func(o Outcome, want reason.Kind) {
		t.Helper()
		if len(o.Notes) != 1 || o.Notes[0].Kind != want || asked != 2 {
			t.Errorf("after %d captures, notes are %q, want %s", asked, o.Notes, want)
		}
	}
	days(61, 60) // what the second capture does not show was noise
	wantNote(b.expect(t, StatusUnchanged), reason.SecondGone)
	days(61, 62) // and so is a line that never stands still
	wantNote(b.expect(t, StatusUnchanged), reason.RandomLines)
	days(61, 61) // but not for ever: the very page that was taken for noise may be the policy the next day
	if o := b.expect(t, StatusChanged); asked != 2 || !strings.Contains(string(o.Markdown), "61 days") {
		t.Errorf("after %d captures, text is\n%s", asked, o.Markdown)
	}
}

func TestRunCombinesPages(t *testing.T) {
	b := newBench(t, "sources:\n  a/privacy.en:\n    pages: [SITE/p1, {url: SITE/p2, select: article}]\n    select: main\n")
	b.set("/p1", html(policyPage(30, 2)))
	b.set("/p2", html("<nav>menu</nav><article><h2>Appendix</h2><p>Lists of third parties.</p></article>"))
	o := b.expect(t, StatusNew)
	s := string(o.Markdown)
	if !strings.Contains(s, "30 days") || !strings.Contains(s, "## Appendix") || strings.Contains(s, "menu") || !isBundle(o.Raw) || o.Ext != "mhtml" {
		t.Errorf("%s text is\n%s", o.Ext, s)
	}
	pages, err := unbundle(o.Raw)
	if err != nil || len(pages) != 2 || pages[1].url != b.URL+"/p2" || string(pages[0].body) != policyPage(30, 2) {
		t.Errorf("unbundled %d pages, %v", len(pages), err)
	}
	b.expect(t, StatusUnchanged)
	b.set("/p2", status(500, ""))
	b.expect(t, StatusFailed)
	b.set("/p2", html("<nav>menu</nav><article><h2>Appendix</h2><p>Lists of third parties and of countries.</p></article>"))
	b.expect(t, StatusChanged)
	b.configure(t, "sources:\n  a/privacy.en:\n    pages: [SITE/p1, {url: SITE/p2, select: article}]\n    select: main\n    remove: h1\n")
	if _, got := b.run(t); len(got) != 2 || got[0].Status != StatusUpgraded || !strings.Contains(string(got[0].Markdown), "countries") {
		t.Errorf("outcomes are %v", got)
	}
}

func TestRunSiteThatAnswersEverythingAlike(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 4)))
	b.expect(t, StatusNew)
	front := html("<html><title>Brightleaf</title><main><h1>Brightleaf</h1>" +
		strings.Repeat("<p>Lamps for the garden and the house, made by hand in our own workshop since long ago.</p>", 40) + "</main>")
	b.set("*", front)
	b.set("/legal/privacy", front)
	if o := b.expect(t, StatusHeld); o.HeldFor.Kind != reason.AnyPath {
		t.Errorf("held for %s", o.HeldFor)
	}
}

func TestOneBadSourceStopsNoOther(t *testing.T) {
	b := newBench(t, `
defaults: {timeout: 200ms, retries: 0}
sources:
  a/gone.en: {url: SITE/gone}
  a/good.en: {url: SITE/good}
  a/hangs.en: {url: SITE/hangs}
  a/reset.en: {url: SITE/reset}
  b/refused.en: {url: "http://127.0.0.1:1/"}
  a/good2.en: {url: SITE/good2}
`)
	b.set("/good", html(policyPage(30, 4)))
	b.set("/good2", html(policyPage(31, 4)))
	b.set("/hangs", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	b.set("/reset", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "500")
		fmt.Fprint(w, "cut")
	})
	sum, got := b.run(t)
	want := map[string]Status{
		"a/gone.en": StatusHeld, "a/good.en": StatusNew, "a/good2.en": StatusNew, "a/hangs.en": StatusFailed,
		"a/reset.en": StatusFailed, "b/refused.en": StatusFailed,
	}
	for _, o := range got {
		if o.Status != want[o.Source] {
			t.Errorf("%s is %s, want %s: %v %s", o.Source, o.Status, want[o.Source], o.Err, o.HeldFor)
		}
	}
	if sum.OK() || sum.Line() != "6 sources: 2 new, 1 held, 3 failed" {
		t.Errorf("summary is %q", sum.Line())
	}
	var order []string
	for _, r := range sum.Reports {
		order = append(order, r.Source)
	}
	if !slices.Equal(order, []string{"a/gone.en", "a/good.en", "a/hangs.en", "a/reset.en", "b/refused.en", "a/good2.en"}) {
		t.Errorf("reports are in the order %v", order)
	}
	if _, err := json.Marshal(sum); err != nil {
		t.Error(err)
	}
}

func TestRunStopsBetweenPages(t *testing.T) {
	var yaml strings.Builder
	yaml.WriteString("defaults: {per_host: 1}\nsources:\n")
	for i := range 20 {
		fmt.Fprintf(&yaml, "  a/p%d.en: {url: SITE/p}\n", i)
	}
	b := newBench(t, yaml.String())
	ctx, cancel := context.WithCancel(t.Context())
	b.set("/p", func(w http.ResponseWriter, r *http.Request) {
		cancel()
		html(policyPage(30, 4))(w, r)
	})
	sum, err := Run(ctx, b.cfg, nil, b.env, b.memory, RunOptions{})
	if err != nil || !sum.Interrupted || sum.OK() || sum.New != 1 || sum.Checked != 1 {
		t.Fatalf("%s, %v", sum.Line(), err)
	}
	if len(b.kept) != 1 || b.kept[0].Status != StatusNew || b.finished != 1 {
		t.Errorf("the page in hand was not kept: %v", b.kept)
	}
}

// Nothing to do is a list of nothing, for machines too.
func TestRunOfNothing(t *testing.T) {
	b := newBench(t, "sources:\n")
	sum, _ := b.run(t)
	j, err := json.Marshal(sum)
	if err != nil || !strings.Contains(string(j), `"outcomes":[]`) || !sum.OK() || sum.Line() != "0 sources: nothing to do" {
		t.Errorf("%s, %s, %v", sum.Line(), j, err)
	}
}

func TestRunLedgerFails(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 4)))
	b.fail = errors.New("disk full")
	if _, err := Run(t.Context(), b.cfg, nil, b.env, b.memory, RunOptions{}); !errors.Is(err, b.fail) || b.finished != 0 {
		t.Errorf("error is %v, finished %d", err, b.finished)
	}
}

// What was captured before the archive cannot be read any more is kept, and the next run begins with the rest.
func TestRunKeepsWhatItHasWhenTheLedgerCannotBeRead(t *testing.T) {
	b := newBench(t, "defaults: {per_host: 1}\nsources:\n  a/first.en: {url: SITE/p}\n  a/second.en: {url: SITE/p}\n  a/third.en: {url: SITE/p}\n")
	b.set("/p", html(policyPage(30, 4)))
	b.unreadable = "a/second.en"
	if _, err := Run(t.Context(), b.cfg, nil, b.env, b.memory, RunOptions{}); !errors.Is(err, errUnreadable) {
		t.Errorf("error is %v", err)
	}
	if len(b.kept) == 0 || b.kept[0].Source != "a/first.en" || b.finished != 0 {
		t.Errorf("kept %d, finished %d times", len(b.kept), b.finished)
	}
}

func TestRunHostThatIsDownCostsAFewTries(t *testing.T) {
	var yaml strings.Builder
	yaml.WriteString("defaults: {timeout: 300ms, retries: 0, per_host: 1}\nsources:\n")
	for i := range 20 {
		fmt.Fprintf(&yaml, "  a/p%d.en: {url: SITE/p%d}\n", i, i)
	}
	b := newBench(t, yaml.String())
	var n atomic.Int64
	b.set("*", func(_ http.ResponseWriter, r *http.Request) {
		n.Add(1)
		<-r.Context().Done()
	})
	sum, _ := b.run(t)
	if sum.Failed != 20 || n.Load() != silentAfter {
		t.Errorf("%s after %d requests", sum.Line(), n.Load())
	}
}

// A page that moved for good is followed, as any redirect is, and told of once.
func TestMovedPageIsToldOnce(t *testing.T) {
	b := newBench(t, oneSource)
	to, code := "/en/privacy", http.StatusMovedPermanently
	n := 0
	b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) {
		n++
		http.Redirect(w, r, fmt.Sprintf("%s?visit=%d", to, n), code)
	})
	for _, path := range []string{"/en/privacy", "/de/privacy"} {
		b.set(path, html(policyPage(30, 4)))
	}
	notes := func(o Outcome) string { return fmt.Sprint(o.Notes) }
	o := b.expect(t, StatusNew)
	if want := b.URL + "/en/privacy?visit=1"; !slices.Equal(o.Moved, []string{want}) || !strings.Contains(notes(o), "moved permanently to "+want) ||
		!strings.Contains(notes(o), "policylog.yaml") {
		t.Errorf("moved %q, noted %s", o.Moved, notes(o))
	}
	first := o.Extra[ExtraMoved]
	o = b.expect(t, StatusUnchanged)
	if len(o.Notes) != 0 || len(o.Moved) != 1 || o.Extra[ExtraMoved] != first {
		t.Errorf("told again: %s, %q", notes(o), o.Extra)
	}
	b.set("/en/privacy", status(http.StatusInternalServerError, "down"))
	if o = b.expect(t, StatusFailed); o.Extra[ExtraMoved] != first {
		t.Errorf("a failure forgets it: %q", o.Extra)
	}
	to = "/de/privacy"
	if o = b.expect(t, StatusUnchanged); !strings.Contains(notes(o), "/de/privacy") {
		t.Errorf("moved elsewhere: %s", notes(o))
	}
	code = http.StatusFound
	if o = b.expect(t, StatusUnchanged); o.Moved != nil || o.Extra[ExtraMoved] != "" || len(o.Notes) != 0 {
		t.Errorf("sent on for now: %q, %s", o.Moved, notes(o))
	}
	code, to = http.StatusPermanentRedirect, "/gone"
	if o = b.expect(t, StatusHeld); !strings.Contains(notes(o), "/gone") || strings.Contains(notes(o), "policylog.yaml") {
		t.Errorf("moved to where it is not: %s", notes(o))
	}
}

func TestSecretsStandInNoOutcome(t *testing.T) {
	const secret = "s3cr3t-c00kie-77"
	b := newBench(t, `
defaults: {retries: 1}
sources:
  a/good.en: {url: SITE/good, headers_from_env: {Cookie: MY_COOKIE, X-Key: MY_COOKIE}}
  a/echo.en: {url: SITE/echo, headers_from_env: {Cookie: MY_COOKIE}}
  a/redirect.en: {url: SITE/redirect, headers_from_env: {Cookie: MY_COOKIE}}
  a/down.en: {url: SITE/down, headers_from_env: {Cookie: MY_COOKIE}}
  a/unset.en: {url: SITE/good, headers_from_env: {Cookie: NOT_SET}}
  b/proxy.en: {url: "http://example.invalid/", proxy_from_env: MY_PROXY, robots: {override: a test}}
`)
	b.env.Getenv = func(name string) string {
		return map[string]string{"MY_COOKIE": "sid=" + secret, "MY_PROXY": "http://user:" + secret + "@127.0.0.1:1"}[name]
	}
	sent := false
	b.set("/good", func(w http.ResponseWriter, r *http.Request) {
		sent = sent || strings.Contains(r.Header.Get("Cookie"), secret)
		w.Header().Set("Set-Cookie", "sid="+secret)
		html(policyPage(30, 4))(w, r)
	})
	b.set("/echo", html(policyPage(30, 4)+"<p>"+secret))
	b.set("/redirect", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/good?sid="+secret, http.StatusFound)
	})
	b.set("/down", status(503, secret))
	sum, got := b.run(t)
	if !sent || sum.New != 1 || sum.Failed != 5 {
		t.Errorf("sent %v, %s", sent, sum.Line())
	}
	all := fmt.Sprintf("%#v", got) + b.log.String()
	for _, o := range got {
		all += fmt.Sprint(o.Err) + string(o.Raw) + string(o.Markdown)
	}
	j, err := json.Marshal(sum)
	if err != nil {
		t.Fatal(err)
	}
	if all += string(j); strings.Contains(all, secret) {
		i := strings.Index(all, secret)
		t.Errorf("the secret stands in …%s…", all[max(0, i-200):i+60])
	}
}

func TestRunIsDeterministic(t *testing.T) {
	render := func() string {
		b := newBench(t, "sources:\n  a/p.en: {url: SITE/p}\n  a/q.en: {url: SITE/q}\n  a/r.en: {url: SITE/r}\n")
		for i, p := range []string{"/p", "/q"} {
			b.set(p, html(policyPage(30+i, 4)))
		}
		sum, _ := b.run(t)
		j, err := json.Marshal(sum)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(j), b.URL, "SITE")
	}
	if a, b := render(), render(); a != b {
		t.Errorf("two runs differ:\n%s\n%s", a, b)
	}
}

func TestRunControlCharactersInNames(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", func(w http.ResponseWriter, r *http.Request) {
		html(strings.Replace(policyPage(30, 4), "<title>", "<title>\x1b[31mred\u202e", 1))(w, r)
	})
	o := b.expect(t, StatusNew)
	if strings.ContainsAny(o.Title+string(o.Markdown), "\x1b\u202e") {
		t.Errorf("title is %q", o.Title)
	}
}

func TestMain(m *testing.M) {
	for _, k := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"} {
		os.Unsetenv(k)
	}
	os.Exit(m.Run())
}

// A run that is to stop waits for no retry and no server's Retry-After; what it was at is left for the next run.
func TestRunStopsWaiting(t *testing.T) {
	b := newBench(t, "sources:\n  a/busy.en: {url: SITE/busy}\n  a/good.en: {url: SITE/good}\n")
	b.set("/good", html(policyPage(30, 4)))
	b.set("/busy", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "100")
		status(http.StatusServiceUnavailable, "later")(w, r)
	})
	ctx, cancel := context.WithCancel(t.Context())
	b.env.Sleep = func(ctx context.Context, d time.Duration) error {
		if d < 50*time.Second {
			return nil
		}
		cancel()
		<-ctx.Done() // for ever, if the run did not end it
		return ctx.Err()
	}
	ledger := newMemory()
	sum, err := Run(ctx, b.cfg, nil, b.env, ledger, RunOptions{})
	if err != nil || !sum.Interrupted || sum.Failed != 0 || sum.Checked > 1 || ledger.finished != 1 {
		t.Fatalf("%v, %s", err, sum.Line())
	}
	if _, known := ledger.last["a/busy.en"]; known {
		t.Error("a source that was not captured has an observation")
	}
	b.set("/busy", html(policyPage(31, 4)))
	sum, err = Run(t.Context(), b.cfg, nil, b.env, ledger, RunOptions{})
	if err != nil || !sum.OK() || ledger.last["a/busy.en"].Status != StatusNew {
		t.Errorf("%v, %s", err, sum.Line())
	}
}

// Sources that are left out are neither asked for nor counted.
func TestRunLeavesOut(t *testing.T) {
	b := newBench(t, "sources:\n  a/p.en: {url: SITE/p}\n  a/q.en: {url: SITE/q}\n")
	b.set("*", html(policyPage(30, 4)))
	sum, err := Run(t.Context(), b.cfg, nil, b.env, b.memory, RunOptions{Only: func(s Source) bool { return s.ID == "a/q.en" }})
	if err != nil || sum.Sources != 1 || sum.New != 1 || b.asked("/p") != 0 || b.asked("/q") != 1 {
		t.Errorf("%s, %v", sum.Line(), err)
	}
}
