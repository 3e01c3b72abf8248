package archive

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slow is a web in this process that answers for no page before it is let go.
type slow struct {
	inHand atomic.Int64
	answer chan struct{}
}

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	body, code := policyPage(30, 4), http.StatusOK
	if r.URL.Path == "/robots.txt" {
		body, code = "", http.StatusNotFound
	} else {
		s.inHand.Add(1)
		<-s.answer
	}
	return &http.Response{StatusCode: code, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// However many hosts there are, no more sources are in hand than there are workers, nor more of one host than it is asked for at once.
func TestRunWorksOnSoManySourcesAtOnce(t *testing.T) {
	for _, c := range []struct {
		settings string
		hosts    int
		want     int64
	}{{"workers: 3", 8, 3}, {"workers: 8, per_host: 2", 1, 2}, {"workers: 32, per_host: 1", 4, 4}} {
		synctest.Test(t, func(t *testing.T) {
			var yaml strings.Builder
			fmt.Fprintf(&yaml, "version: 1\ndefaults: {%s, delay: 0s}\nsources:\n", c.settings)
			for i := range 8 {
				fmt.Fprintf(&yaml, "  a/p%d.en: {url: \"https://host%d.example/p\"}\n", i, i%c.hosts)
			}
			cfg, err := ParseConfig("policylog.yaml", []byte(yaml.String()))
			if err != nil {
				t.Fatal(err)
			}
			web := &slow{answer: make(chan struct{})}
			done := make(chan Summary)
			go func() {
				sum, err := Run(t.Context(), cfg, nil, Env{Client: &http.Client{Transport: web}}, newMemory(), RunOptions{})
				if err != nil {
					t.Error(err)
				}
				done <- sum
			}()
			synctest.Wait()
			if got := web.inHand.Load(); got != c.want {
				t.Errorf("%s, %d hosts: %d pages in hand, want %d", c.settings, c.hosts, got, c.want)
			}
			close(web.answer)
			if sum := <-done; sum.New != 8 {
				t.Errorf("%s: %s", c.settings, sum.Line())
			}
		})
	}
}

// A nightly run that begins a little sooner than the night before leaves nothing out.
func TestDue(t *testing.T) {
	s := Source{Every: 24 * time.Hour}
	last := time.Date(2026, 3, 1, 3, 17, 0, 0, time.UTC)
	if due := s.Due(last); due.After(last.Add(23*time.Hour)) || due.Before(last.Add(22*time.Hour)) {
		t.Errorf("due %s after %s", due, last)
	}
	if due := s.Due(time.Time{}); !due.IsZero() {
		t.Errorf("never captured, due %s", due)
	}
	if due := (Source{}).Due(last); !due.Equal(last) {
		t.Errorf("at each run, due %s after %s", due, last)
	}
}
