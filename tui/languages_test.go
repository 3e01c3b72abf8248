package tui

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/parallel"
	"policylog/store"
)

// notTakenIn finds that the fixture's Chinese policy has not taken in the last change of the English one.
func notTakenIn(_ context.Context, source string) ([]parallel.OutOfStep, error) {
	if !strings.HasPrefix(source, "lantern/") {
		return nil, nil
	}
	return []parallel.OutOfStep{{
		Policy: "lantern/privacy-policy", Language: "en", Captured: "2024-01-09T00:00:00Z",
		Sections: []parallel.SectionRef{{Number: "4", Title: "How long we keep it"}}, Others: []parallel.Follower{{Language: "zh-TW"}},
	}}, nil
}

func TestLanguagesBesideEachOther(t *testing.T) {
	state := filepath.Join(t.TempDir(), "tui.json")
	s := newScreen(t, fixture(t), 80, 24, func(o *Options) { o.OutOfStep, o.State = notTakenIn, state })
	s.keys("tab")
	s.shows("2024-01-09 ✓", "2022-05-07 !≠", "2020-01-01 ✗", "3 of 3 sources", "failing: HTTP 503")
	s.keys("down", "down")
	if got := s.m.stack[0].(*sourcesPlace).at; got != sourceEN {
		t.Errorf("the current source is %q", got)
	}
	s.keys("right")
	s.shows("zh-TW · 2 versions · ! held: shorter by half", "‹ last changed 612 days before", "≠ en changed 4 How long we keep it on 2024-01-09; zh-TW has not")
	s.keys("right", "enter") // there is no language further on
	s.shows(sourceTW, "2 versions")
	s.keys("esc")
	s.shows("›2022-05-07 !≠ ‹ 612 d")
	s.keys("k")
	s.shows("en · 1 version ·") // the nearest language that this policy has
	s.keys("j")
	s.shows("zh-TW · 2 versions")
	if err := writePlace(state, s.m.placeNow()); err != nil {
		t.Fatal(err)
	}
	again := newScreen(t, fixture(t), 80, 24, func(o *Options) { o.OutOfStep, o.State = notTakenIn, state })
	again.shows("2022-05-07 !≠", "zh-TW · 2 versions")
	again.keys("tab")
	again.hides("≠", "zh-TW ·")
	again.shows("› ")
}

// manyLanguages is an archive of one policy in six languages.
type manyLanguages struct{ Archive }

func (a manyLanguages) Sources(context.Context) ([]store.SourceInfo, error) {
	var out []store.SourceInfo
	for _, l := range []string{"de", "en", "es", "fr", "it", "pl"} {
		out = append(out, store.SourceInfo{Source: "lantern/privacy-policy." + l, Versions: 1, Last: at("2024-01-09")})
	}
	return out, nil
}

func TestLanguagesFoldBackWhereItIsTooNarrow(t *testing.T) {
	s := newScreen(t, manyLanguages{fixture(t)}, 80, 24)
	s.keys("tab")
	s.shows("6 languages beside each other need 106 columns; a line each", "pl")
	s.hides("de · 1 version")
	s.keys("down", "down")
	s.send(tea.WindowSizeMsg{Width: 120, Height: 24})
	s.shows("es · 1 version")
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.hides("es · 1 version")
	s.shows("languages need 106 columns") // said for as long as it is so
	s.keys("enter")
	s.shows("lantern/privacy-policy.es")
}

func TestOutOfStepIsAskedOncePolicyOnScreen(t *testing.T) {
	asked := 0
	s := newScreen(t, fixture(t), 80, 24, func(o *Options) {
		o.OutOfStep = func(ctx context.Context, source string) ([]parallel.OutOfStep, error) {
			asked++
			return notTakenIn(ctx, source)
		}
	})
	s.keys("down", "up")
	if asked != 0 {
		t.Errorf("asked %d times before it is shown", asked)
	}
	s.keys("tab", "down", "up", "tab", "tab")
	if asked != 1 {
		t.Errorf("asked %d times of one policy with two languages", asked)
	}
}

func TestMouseOnLanguages(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("tab")
	for i, l := range strings.Split(s.frame(), "\n") {
		if x := strings.Index(l, "2022-05-07"); x >= 0 {
			click := tea.MouseClickMsg{X: len([]rune(l[:x])) + 2, Y: i, Button: tea.MouseLeft}
			s.send(click)
			s.shows("zh-TW · 2 versions")
			s.send(click)
		}
	}
	s.shows(sourceTW)
}
