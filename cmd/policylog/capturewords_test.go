package main

import (
	"regexp"
	"slices"
	"testing"

	"policylog/archive"
	"policylog/internal/reason"
	"policylog/internal/wallpages"
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
		saysAdded, saysAddedOne, saysAddedAll, saysLeft, saysLeftAll, saysNoSources, saysTextBytes, saysEffective, saysWouldBeHeld, saysLeftOut,
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
