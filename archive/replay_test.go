package archive

import (
	"strings"
	"testing"
	"time"

	"policylog/internal/reason"
)

// A history whose declared rules fit some of its pages: nothing of it is lost, and what the rules do is no change of the
// policy.
func TestReplayWhereRulesDoNotFit(t *testing.T) {
	fits := Source{ID: "a/privacy", Pages: []Page{{URL: "https://a.example/", Select: []Selector{{CSS: "#old"}}}}}
	newer := Source{ID: "a/privacy", Pages: []Page{{URL: "https://a.example/", Select: []Selector{{CSS: "#new"}}}}}
	build := func(id string, days int) string {
		return strings.Replace(policyPage(days, 9), "</h1>", `</h1><div id="`+id+`">`, 1) // the rules leave the title out
	}
	hollow := `<div id="old"></div>`
	r := NewReplay(Env{})
	at := time.Date(2023, 5, 1, 0, 0, 0, 0, time.UTC)
	for i, step := range []struct {
		s    Source
		page string
		want string
	}{
		{fits, build("old", 30), "new"},
		{fits, build("between", 30), "upgraded unchanged"}, // rebuilt: the rules match nothing, the content is found
		{fits, build("between", 45), "changed"},
		{fits, strings.Replace(build("between", 45), "<main", hollow+"<main", 1), "unchanged"}, // they match an empty box
		{newer, build("new", 45), "upgraded unchanged"},                                        // nor do the rules that follow fit the page before
		{newer, build("new", 60), "changed"},
		{newer, "<title>404 Not Found</title><h1>404 Not Found</h1>", "held"},
		{newer, build("new", 60), "unchanged"},
	} {
		var got []string
		for _, o := range r.Add(t.Context(), step.s, Snapshot{Data: []byte(step.page), Ext: "html", URL: step.s.Pages[0].URL, Captured: at.AddDate(0, 0, i)}) {
			got = append(got, o.Status)
			if o.Origin != "import" {
				t.Errorf("step %d: origin %q", i, o.Origin)
			}
		}
		if strings.Join(got, " ") != step.want {
			t.Errorf("step %d: %v, want %s", i, got, step.want)
		}
	}
}

// A person mends the selectors after a page was rebuilt: the new rules do not fit the snapshot before. What differs
// because of that is no change of the policy, what differs besides is one.
func TestRunRulesForANewBuild(t *testing.T) {
	for name, c := range map[string]struct {
		days int
		want string
	}{"same policy": {30, "upgraded unchanged"}, "changed as well": {45, "changed"}} {
		t.Run(name, func(t *testing.T) {
			old := strings.Replace(policyPage(30, 9), "<main>", `<main class="old"><p>Share this page with a friend of yours.</p>`, 1)
			b := newBench(t, oneSource+"    select: .old\n")
			b.set("/legal/privacy", html(old))
			b.expect(t, StatusNew)
			b.set("/legal/privacy", html(strings.Replace(policyPage(c.days, 9), "<main>", `<main><p>Share this page with a friend of yours.</p><div class="new">`, 1)))
			if o := b.expect(t, StatusHeld); o.HeldFor.Kind != reason.NoMatch {
				t.Errorf("held for %q", o.HeldFor)
			}
			b.configure(t, oneSource+"    select: .new\n")
			_, got := b.run(t)
			var statuses []string
			for _, o := range got {
				statuses = append(statuses, o.Status)
			}
			if strings.Join(statuses, " ") != c.want {
				t.Errorf("outcomes are %v, want %s", statuses, c.want)
			}
			if b.expect(t, StatusUnchanged); strings.Contains(string(b.memory.last["a/privacy.en"].Text), "friend") {
				t.Error("the text is not by the new rules")
			}
		})
	}
}

// A history of other people's holds a page once for as long as it stays the same: what was held at first and is confirmed
// by the next capture, months later, was the policy since it was held.
func TestReplayDatesWhatWasHeld(t *testing.T) {
	s := Source{ID: "a/privacy.en", Language: "en", Pages: []Page{{URL: "https://a.example/"}}}
	r := NewReplay(Env{})
	at := time.Date(2026, 1, 28, 12, 30, 0, 0, time.UTC)
	add := func(page string, at time.Time) []Outcome {
		return r.Add(t.Context(), s, Snapshot{Data: []byte(page), Ext: "html", URL: s.Pages[0].URL, Captured: at})
	}
	add(policyPage(30, 30), at.AddDate(0, -1, 0))
	short := policyPage(31, 8)
	if got := add(short, at); len(got) != 1 || got[0].Status != StatusHeld {
		t.Fatalf("outcomes are %v", got)
	}
	later := at.AddDate(0, 2, 0)
	got := add(strings.Replace(short, "© Brightleaf", "© Brightleaf Ltd", 1), later)
	if len(got) != 2 || got[0].Status != StatusChanged || !got[0].Captured.Equal(at) || got[1].Status != StatusUnchanged || !got[1].Captured.Equal(later) {
		t.Errorf("outcomes are %v", got)
	}
	if len(got[0].Notes) != 1 || got[0].Notes[0].Kind != reason.ReleasedAgree {
		t.Errorf("notes are %q", got[0].Notes)
	}
}
