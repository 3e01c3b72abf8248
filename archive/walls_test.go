package archive

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"policylog/internal/wallpages"
)

// Each page that servers send instead of a policy, with the status 200, through what a source lives to see: at first
// sight, in a policy's place, there again half a day later, released by hand, and gone again. It is never a version
// but by a person's word. Real rewrites beside them get through.
func TestRunWalls(t *testing.T) {
	var yaml strings.Builder
	yaml.WriteString("defaults: {per_host: 8}\nsources:\n")
	for i := range wallpages.All {
		fmt.Fprintf(&yaml, "  w%d/privacy.en: {url: SITE/%d/privacy, render: plain}\n", i, i)
		fmt.Fprintf(&yaml, "  first%d/privacy.en: {url: SITE/first/%d/privacy, render: plain}\n", i, i)
	}
	b := newBench(t, yaml.String())
	b.env.Log = nil
	serve := func(page func(i int) string) {
		for i, wall := range wallpages.All {
			b.set(fmt.Sprintf("/%d/privacy", i), html(page(i)))
			b.set(fmt.Sprintf("/first/%d/privacy", i), html(wall.HTML))
		}
	}
	// want checks the statuses of a run, by the two kinds of sources.
	want := func(step string, policy Status) map[string]Outcome {
		t.Helper()
		_, got := b.run(t)
		if len(got) != 2*len(wallpages.All) {
			t.Fatalf("%s: %d outcomes", step, len(got))
		}
		by := map[string]Outcome{}
		for _, o := range got {
			expect := policy
			if strings.HasPrefix(o.Source, "first") {
				expect = StatusHeld
			}
			if o.Status != expect {
				t.Errorf("%s: %s (%s) is %s for %q, want %s", step, o.Source, wallOf(o.Source), o.Status, o.HeldFor, expect)
			}
			by[o.Source] = o
		}
		return by
	}
	walls := func(i int) string { return wallpages.All[i].HTML }
	serve(func(int) string { return policyPage(30, 6) })
	want("the policy", StatusNew)
	serve(walls)
	for source, o := range want("the wall", StatusHeld) {
		if o.HeldFor.IsZero() || o.Raw == nil || o.Recorded() {
			t.Errorf("%s (%s): held for %q, %d bytes kept", source, wallOf(source), o.HeldFor, len(o.Raw))
		}
	}
	b.clock.add(13 * time.Hour)
	want("the same wall half a day later", StatusHeld)
	b.clock.add(30 * 24 * time.Hour)
	want("and a month later", StatusHeld)
	serve(func(int) string { return policyPage(30, 6) })
	want("the policy is back", StatusUnchanged)
	serve(func(int) string { return policyPage(45, 9) })
	want("the policy, changed", StatusChanged)

	// A person's word lets anything through, and takes it back as easily.
	serve(walls)
	_, got := b.run(t, "w0/*")
	for _, o := range got {
		if released := o.Source == "w0/privacy.en"; released != (o.Status == StatusChanged) {
			t.Errorf("%s is %s", o.Source, o.Status)
		}
	}
}

func wallOf(source string) string {
	var i int
	if _, err := fmt.Sscanf(strings.TrimPrefix(strings.TrimPrefix(source, "first"), "w"), "%d/", &i); err != nil {
		return source
	}
	return wallpages.All[i].Name
}

// Rewrites that look like something else at first: each gets through when a second capture half a day later agrees.
func TestRunRewritesGetThrough(t *testing.T) {
	long := policyPage(30, 30)
	for name, page := range map[string]string{
		"shrunk to a third": policyPage(31, 8),
		"another title":     strings.ReplaceAll(policyPage(31, 30), "Brightleaf Privacy Policy", "How we handle what you entrust to us"),
		"another house": `<html lang="en"><title>Data notice</title><main><h1>Data notice of Alder Holdings</h1>` + strings.Repeat(`<p>Alder Holdings
			has taken over these services. As the controller we collect personal data with your consent, retain it for as long as the applicable law
			asks us to, and disclose it to third parties under an agreement alone. You may exercise your rights at any time.</p>`, 6) + `</main>`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, oneSource)
			b.set("/legal/privacy", html(long))
			b.expect(t, StatusNew)
			b.set("/legal/privacy", html(page))
			_, first := b.run(t)
			if first[0].Status == StatusHeld {
				b.clock.add(13 * time.Hour)
				b.expect(t, StatusChanged)
			} else if first[0].Status != StatusChanged {
				t.Errorf("is %s: %v", first[0].Status, first[0].Err)
			}
			b.expect(t, StatusUnchanged)
		})
	}
}

// What is left of a page when its text is not there, the policy's title over links, is never the policy's next version.
func TestRunLinksAloneAreNoRewrite(t *testing.T) {
	b := newBench(t, oneSource)
	b.set("/legal/privacy", html(policyPage(30, 30)))
	b.expect(t, StatusNew)
	links := "<p>"
	for _, name := range []string{"About our services", "Terms", "Privacy", "Your rights", "Cookies", "Personal data requests", "Help and third parties"} {
		links += `<a href="/` + strings.ReplaceAll(name, " ", "-") + `">` + name + `</a> `
	}
	b.set("/legal/privacy", html(`<html lang="en"><title>Brightleaf Privacy Policy</title><main><h1>Brightleaf Privacy Policy</h1>`+links+`</p></main>`))
	b.expect(t, StatusHeld)
	b.clock.add(13 * time.Hour)
	b.expect(t, StatusHeld)
	b.clock.add(30 * 24 * time.Hour)
	b.expect(t, StatusHeld)
}

// A page that is gone for good is withdrawn, with the date, whatever its error page looks like; one that comes back is tracked on.
func TestRunWithdrawnAfterAWeek(t *testing.T) {
	for _, code := range []int{http.StatusNotFound, http.StatusGone} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			b := newBench(t, oneSource)
			b.set("/legal/privacy", html(policyPage(30, 4)))
			b.expect(t, StatusNew)
			b.set("/legal/privacy", status(code, wallpages.All[0].HTML))
			o := b.expect(t, StatusHeld)
			since := o.Since
			b.clock.add(8 * 24 * time.Hour)
			o = b.expect(t, StatusWithdrawn)
			if !o.Since.Equal(since) || o.Err != nil {
				t.Errorf("since %s, want %s; %v", o.Since, since, o.Err)
			}
			b.clock.add(300 * 24 * time.Hour)
			if o = b.expect(t, StatusWithdrawn); !o.Since.Equal(since) || o.Raw != nil {
				t.Errorf("since %s, %d bytes kept again", o.Since, len(o.Raw))
			}
			b.set("/legal/privacy", html(policyPage(30, 4)))
			b.expect(t, StatusUnchanged)
		})
	}
}
