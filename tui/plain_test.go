package tui

import (
	"context"
	"strings"
	"testing"
	"time"
)

// The whole program by lines of text: nothing but text comes out, and each answer stands once.
func TestPlain(t *testing.T) {
	a := fixture(t)
	var out strings.Builder
	in := "x\nq\n2\n99\n1\nd 1 5\nl\nnonsense\n5\nq\nq\n"
	err := Plain(context.Background(), Options{
		Archive: a, Compare: comparing(a), Now: func() time.Time { return fixedNow }, Lang: "en", In: strings.NewReader(in), Out: &out, Width: 80,
	})
	if err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{
		"0 of 3 sources", "2. lantern/privacy-policy.en, 5 versions, changed 2024-01-09", "A number from 1 to 5, please",
		"2. captured 2023-02-01, updated 2022-05-06, effective 2022-06-01, technical upgrade", "{+90 days+}", "Lantern Privacy Policy",
		"The first version has none before it", "1. harbour/terms.en, 1 version, changed 2020-01-01, failing",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("plain lacks %q", want)
		}
	}
	for _, r := range got {
		if r < 0x20 && r != '\n' || r == 0x202e || r == 0x7f {
			t.Errorf("control character %U", r)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}
