package archive

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	tables "github.com/yuin/goldmark/extension"
)

// recapture puts the texts that Open Terms Archive recorded of 134 policies back on a page, and captures each when it was
// recorded and a day later (or halfway to the next), without selectors. The page is different at every visit in all that
// is not the policy. What the history itself records beside policies, error pages and counters, is there too.
type recapture struct {
	t                                                              *testing.T
	captures, steps, atOnce, confirmed, held, left, falsely, alike int
	lines                                                          []string
}

// recorded is a step of a text's history.
type recorded struct {
	at   time.Time
	blob string
}

func (r *recapture) run(repo string) {
	texts := map[string][]recorded{}
	fileSteps(r.t, repo, ".md", func(_, _ string, at time.Time, blob, path string) {
		if id := sourceOf(path); strings.Contains(path, "/") && strings.Contains(id, *replayOnly) {
			texts[id] = append(texts[id], recorded{at, blob})
		}
	})
	blobs := newBlobs(r.t, repo)
	defer blobs.close()
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		list := texts[id]
		slices.SortStableFunc(list, func(a, b recorded) int { return a.at.Compare(b.at) })
		r.source(Source{ID: id, Pages: []Page{{URL: "https://site.example/legal/policy"}}}, list, blobs)
	}
}

func (r *recapture) source(s Source, list []recorded, blobs *blobs) {
	replay := NewReplay(Env{})
	markdown := goldmark.New(goldmark.WithExtensions(tables.Table))
	var before, ours string // essences: of the history's text before, of ours as last recorded
	for i, step := range list {
		text := blobs.read(r.t, step.blob)
		var policy bytes.Buffer
		if err := markdown.Convert(text, &policy); err != nil {
			r.t.Fatal(err)
		}
		again := step.at.Add(24 * time.Hour)
		if i+1 < len(list) && list[i+1].at.Before(again) {
			again = step.at.Add(list[i+1].at.Sub(step.at) / 2)
		}
		real := i > 0 && essence(string(text)) != before
		before = essence(string(text))
		changed, heldFor := -1, ""
		for visit, at := range []time.Time{step.at, again} {
			r.captures++
			for _, o := range replay.Add(context.Background(), s, Snapshot{Data: visited(policy.String(), 2*i+visit), Ext: "html", URL: s.Pages[0].URL, Captured: at}) {
				if !Good(o.Status) {
					heldFor = o.Status + ": " + o.HeldFor.String()
				}
				if now := essence(string(o.Markdown)); o.Recorded() && now != ours {
					ours, changed = now, visit
				}
			}
		}
		if i > 0 {
			r.count(s.ID, step.at, real, changed, heldFor)
		}
	}
}

// count says what came of a step: changed is the visit that recorded a change, -1 if none did.
func (r *recapture) count(source string, at time.Time, real bool, changed int, heldFor string) {
	kind := ""
	switch {
	case !real && changed >= 0 && heldFor == "":
		r.falsely++
		kind = "false"
	case !real:
		r.alike++
	case changed == 0 && heldFor == "":
		r.steps++
		r.atOnce++
	case changed >= 0:
		r.steps++
		r.confirmed++
		kind = "recorded when it came again, " + heldFor
	case heldFor != "":
		r.steps++
		r.held++
		kind = heldFor
	default:
		r.steps++
		r.left++
		kind = "left out"
	}
	if kind != "" {
		r.lines = append(r.lines, fmt.Sprintf("%s %s: %s", source, at.Format("2006-01-02 15:04"), kind))
	}
}

// visited is a page around a policy as the nth visitor sees it.
func visited(policy string, n int) []byte {
	teasers := []string{"Ten years of service", "Meet the team", "How we fold cranes", "What is new this spring"}
	return fmt.Appendf(nil, `<!DOCTYPE html><html lang="und"><head><title>Legal · Site</title><meta name="csrf-token" content="%x"><script nonce="%x">t(%d)</script></head>
<body class="exp-%d"><header><a href="/?sid=%x">Site</a><nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav><span>Hello, guest %d</span></header>
<div class="banner-%d"><p>Save up to %d%% this week only. <a href="/sale?utm_source=%d">Shop now</a></p></div>
<div class="page"><div class="text" id="c-%x">%s</div><p>%d people found this helpful</p></div>
<aside><h3>Related articles</h3><ul><li><a href="/blog/%d">%s</a></li><li><a href="/blog/%d">%s</a></li></ul></aside>
<footer><p>Page generated in 0.0%d seconds. © %d Site Ltd.</p><a href="/legal">Legal</a></footer></body></html>`,
		n*7919, n*104729, n, n%4, n*48271, n, n%3, 10+n%50, n, n*31, policy, 1000+7*n, n%4, teasers[n%4], (n+1)%4, teasers[(n+1)%4], 1+n%9, 2020+n%7)
}

func (r *recapture) write(w io.Writer) {
	fmt.Fprintf(w, "## Other policies, put on a page and captured again\n\n| what | count |\n| --- | --- |\n")
	for _, row := range []struct {
		what string
		n    int
	}{
		{"captures", r.captures},
		{"steps of the histories whose texts differ after dropping the same", r.steps},
		{"of these recorded at once", r.atOnce},
		{"held, and recorded when they came again", r.confirmed},
		{"held", r.held},
		{"left out", r.left},
		{"other steps and second visits", r.alike + r.captures/2},
		{"of these recorded as changes", r.falsely},
	} {
		fmt.Fprintf(w, "| %s | %d |\n", row.what, row.n)
	}
	fmt.Fprintf(w, "\nAll but what was recorded at once:\n\n")
	for _, l := range r.lines {
		fmt.Fprintf(w, "- %s\n", l)
	}
	fmt.Fprintln(w)
}

// The page around a policy is never part of its text.
func TestRecaptureSeesThePolicyAlone(t *testing.T) {
	policy := strings.Repeat("<h2>What we keep</h2><p>We keep the data that you give us for as long as the law asks us to, and no longer.</p>", 9)
	var first []byte
	for n := range 8 {
		o := NewReplay(Env{}).Add(context.Background(), Source{ID: "a/b", Pages: []Page{{URL: "https://site.example/legal/policy"}}},
			Snapshot{Data: visited(policy, n), Ext: "html", URL: "https://site.example/legal/policy", Captured: time.Unix(int64(n), 0)})
		if first == nil {
			first = o[0].Markdown
		}
		if !bytes.Equal(o[0].Markdown, first) || bytes.Contains(first, []byte("helpful")) {
			t.Errorf("visit %d:\n%s", n, o[0].Markdown)
		}
	}
}
