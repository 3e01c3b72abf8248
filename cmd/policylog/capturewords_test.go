package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policylog/archive"
	"policylog/internal/reason"
	"policylog/internal/wallpages"
	"policylog/store"
)

// What a later program noted is shown in the English that it left, whatever the language.
func TestReasonsOfALaterProgramAreShownAsTheyStand(t *testing.T) {
	a := &app{environment: systemEnv(), globals: globals{lang: "zh-CN"}}
	for _, kept := range []string{`{"kind":"of-2040"}`, `{"kind":"part","args":["2"],"about":{"kind":"of-2040"}}`, "", "not JSON"} {
		if got := a.why(reason.Decode(kept), "for a reason of 2040"); got != "for a reason of 2040" {
			t.Errorf("%q is %q", kept, got)
		}
	}
}

// Why a source fails is kept with its observation, so that it can be told in any language for as long as it fails.
func TestReasonsAreKept(t *testing.T) {
	err := reason.Wrap(reason.Fail(nil, reason.TimedOut, "2s"), reason.Fetching, "https://a.example/")
	for _, o := range []archive.Outcome{
		{Status: archive.StatusFailed, Err: err},
		{Status: archive.StatusHeld, HeldFor: reason.New(reason.Shrunk, "3%")},
	} {
		kept := observationOf(o)
		why := reason.Decode(kept.Extra[extraReason])
		a := &app{environment: systemEnv(), globals: globals{lang: "zh-TW"}}
		if kept.Error != o.Why().String() || a.why(why, kept.Error) != o.Why().In("zh-TW") {
			t.Errorf("%q is kept as %q and told as %q", o.Why(), kept.Error, a.why(why, kept.Error))
		}
	}
}

// Each of several errors has a line of its own, in the language of messages, and a hint is given once.
func TestErrorsOfSeveralSources(t *testing.T) {
	var out strings.Builder
	env := systemEnv()
	env.stderr = &out
	a := &app{environment: env, globals: globals{lang: "zh-CN"}}
	gone := &store.UnknownSourceError{Name: "x/y"}
	code := a.exitStatus(&statusError{code: 1, err: errors.Join(gone, gone, reason.Fail(nil, reason.TimedOut, "2s"))})
	if want := "policylog: 没有来源页面 x/y\npolicylog: 没有来源页面 x/y\npolicylog: 超时（2s）\n提示：存档中尚无内容\n"; code != 1 || out.String() != want {
		t.Errorf("%d, %q", code, out.String())
	}
	if list := joined(fmt.Errorf("read: %w", errors.Join(gone, gone))); len(list) != 1 {
		t.Errorf("what stands around a list is lost: %q", list)
	}
}

// The walls that the archive is tried on have no reason that lacks a kind.
func TestWallsHaveKinds(t *testing.T) {
	for _, wall := range wallpages.All {
		o, err := archive.Extract(t.Context(), archive.Env{}, archive.Source{Pages: []archive.Page{{}}}, "https://a.example/privacy", "text/html", []byte(wall.HTML))
		if err != nil || o.HeldFor.IsZero() {
			continue // held by what was there before
		}
		if kind := o.HeldFor.HeldKind(); kind == "other" || !o.HeldFor.Known() {
			t.Errorf("%s: %q is %s", wall.Name, o.HeldFor, kind)
		}
	}
}

// A text asks for the same things in each language.
func TestCaptureTextsAgree(t *testing.T) {
	hole := regexp.MustCompile(`\{\d\}`)
	for _, text := range [][3]string{
		saysNothingYet, saysAdded, saysAddedOne, saysAddedAll, saysLeft, saysLeftAll, saysNoSources, saysTextBytes, saysEffective, saysWouldBeHeld, saysLeftOut,
		saysImportedWhen, saysImportedGit, saysImportedShots, saysVerified, saysProblems, saysNoise,
	} {
		var holes [3][]string
		for i := range text {
			holes[i] = hole.FindAllString(text[i], -1)
			slices.Sort(holes[i])
		}
		if !slices.Equal(holes[0], holes[1]) || !slices.Equal(holes[0], holes[2]) || text[0] == text[1] {
			t.Errorf("%q", text)
		}
	}
}

// A night's report has a line for what a person should know of, and none for what is as it was the night before.
func TestReportLines(t *testing.T) {
	a := &app{environment: systemEnv(), globals: globals{lang: "en"}}
	for _, c := range []struct {
		report archive.Report
		want   string
	}{
		{archive.Report{Source: "a/b.en", Status: archive.StatusUnchanged}, ""},
		{archive.Report{Source: "a/b.en", Status: archive.StatusUnchanged, Notes: []reason.Reason{reason.New(reason.ByBrowser)}}, ""},
		{archive.Report{Source: "a/b.en", Status: archive.StatusUnchanged, Notes: []reason.Reason{reason.New(reason.IgnoredAlone)}}, ""},
		{
			archive.Report{Source: "a/b.en", Status: archive.StatusUnchanged, Notes: []reason.Reason{reason.New(reason.SecondGone)}},
			"unchanged a/b.en: a change was gone at the second capture",
		},
		{archive.Report{Source: "a/b.en", Status: archive.StatusWithdrawn, Since: "2024-06-22T03:17:00Z"}, "withdrawn a/b.en: since 2024-06-22"},
	} {
		if got := a.reportLine(c.report); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// What a person can do about a source stands in a line of its own, and is something that helps.
func TestStatusAdvice(t *testing.T) {
	a := &app{environment: systemEnv(), globals: globals{lang: "en"}}
	for _, c := range []struct {
		status archive.Status
		why    reason.Reason
		want   string
	}{
		{archive.StatusHeld, reason.New(reason.NoMatch), "\n    if the page was rebuilt: change select: in policylog.yaml"},
		{archive.StatusHeld, reason.New(reason.Shrunk, "3%"), "\n    if it is the policy after all: policylog fetch --accept a/b.en\n"},
		{archive.StatusFailed, reason.New(reason.RobotsForbid, "http://a.example/"), "\n    hint: robots: "},
	} {
		var out strings.Builder
		if err := a.printStatus(&out, sourceStatus{Source: "a/b.en", Status: c.status, Error: c.why.String(), Why: c.why}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%q is not in %q", c.want, out.String())
		}
	}
}
