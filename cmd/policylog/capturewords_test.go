package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"policylog/archive"
	"policylog/internal/wallpages"
)

// Every reason that a capture is held for has a kind for machines and words in Chinese; what a later program may say is
// shown as it stands.
func TestReasonsHaveKindsAndWords(t *testing.T) {
	reasons := [][2]string{
		{"HTTP 503 Service Unavailable", "http-status"},
		{"bot wall: Cloudflare challenge", "bot-wall"},
		{"bot wall", "bot-wall"},
		{`a bot wall: "just a moment..."`, "bot-wall"},
		{"error page", "error-page"},
		{`an error page: "404 not found"`, "error-page"},
		{"login wall: asks for a password", "login-wall"},
		{"consent wall", "consent-wall"},
		{`a parked domain: "domain is for sale"`, "parked-domain"},
		{"empty shell: the page builds its text by script", "needs-browser"},
		{"near empty: 1 word", "near-empty"},
		{"near empty: sends the visitor on", "near-empty"},
		{"next to no text: 13 letters", "near-empty"},
		{"in another language than the source's: en, not zh-TW", "another-language"},
		{"in another language than before: en, not zh", "another-language"},
		{"shrunk to 30% of the version before", "shrunk"},
		{"the selectors match nothing on the page", "no-match"},
		{"the site gives the same page for a path that does not exist", "same-for-any-path"},
		{"page 2: shrunk to 3% of the version before", "shrunk"},
		{"it is of an unknown kind, not a page", "not-a-page"},
		{`it is "image/png", not a page`, "not-a-page"},
		{`another document: titled "A, not B", not "C", and 5% of its lines are known`, "another-document"},
	}
	letters := regexp.MustCompile(`[a-z]{3,}`)
	for _, r := range reasons {
		reason, kind := r[0], r[1]
		if got := archive.HoldKind(reason); got != kind {
			t.Errorf("%s: kind %q, want %q", reason, got, kind)
		}
		for _, lang := range []string{"zh-CN", "zh-TW"} {
			a := &app{environment: systemEnv(), globals: globals{lang: lang}}
			got := a.remark(reason)
			quoted := strings.Contains(reason, `"`) || kind == "http-status" || kind == "consent-wall" || strings.Contains(reason, "Cloudflare") || kind == "another-language"
			if strings.Contains(got, "{") || !quoted && letters.MatchString(got) || got == reason && kind != "http-status" {
				t.Errorf("%s in %s is %q", reason, lang, got)
			}
		}
	}
	if a := (&app{environment: systemEnv(), globals: globals{lang: "zh-CN"}}); a.remark("for a reason of 2040") != "for a reason of 2040" || archive.HoldKind("for a reason of 2040") != "other" {
		t.Error("a reason that is not known is not shown as it stands")
	}
}

// The walls that the archive is tried on have no reason that lacks a kind.
func TestWallsHaveKinds(t *testing.T) {
	for _, wall := range wallpages.All {
		o, err := archive.Extract(t.Context(), archive.Env{}, archive.Source{Pages: []archive.Page{{}}}, "https://a.example/privacy", "text/html", []byte(wall.HTML))
		if err != nil || o.HeldFor == "" {
			continue // held by what was there before
		}
		a := &app{environment: systemEnv(), globals: globals{lang: "zh-TW"}}
		if kind := archive.HoldKind(o.HeldFor); kind == "other" || a.remark(o.HeldFor) == o.HeldFor {
			t.Errorf("%s: %q is %s, in Chinese %q", wall.Name, o.HeldFor, kind, a.remark(o.HeldFor))
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
