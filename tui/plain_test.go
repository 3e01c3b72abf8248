package tui

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"policylog/store"
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

// Two versions of one day are told apart by their times.
func TestPlainVersionsOfOneDay(t *testing.T) {
	a := fixture(t)
	later := version(sourceEN, "2024-01-09", policyA, store.KindVersion)
	later.Captured = later.Captured.Add(9*time.Hour + 30*time.Minute)
	if _, err := a.Record(context.Background(), store.Batch{Texts: []store.Text{later}}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err := Plain(context.Background(), Options{
		Archive: a, Compare: comparing(a), Now: func() time.Time { return fixedNow }, Lang: "en", In: strings.NewReader("2\nq\nq\n"), Out: &out, Width: 80,
	})
	if err != nil || !strings.Contains(out.String(), "1. captured 2024-01-09 09:30,") || !strings.Contains(out.String(), "2. captured 2024-01-09 00:00,") ||
		!strings.Contains(out.String(), "4. captured 2022-09-01,") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// What was announced, searched and reviewed stands in the output, and nothing that is drawn.
func TestPlainSearchAndReview(t *testing.T) {
	a := fixture(t)
	var out strings.Builder
	in := strings.Join([]string{
		"s 蒐集的资料", "s nowhere", "2", "r 4", "see ticket 7", "1", "n", "q", "r 5", "r x", "q", "q",
	}, "\n") + "\n"
	err := Plain(context.Background(), Options{
		Archive: a, Compare: comparing(a), Now: func() time.Time { return fixedNow }, Lang: "en", In: strings.NewReader(in), Out: &out, By: "Wen",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{
		"1. lantern/privacy-policy.zh-TW, 2021-03-02 – latest captured, 2 versions: ## 一、我們蒐集的資料", "Not found: nowhere",
		"change 1 of", "1. content: what it says changed", "✎ see ticket 7", "✓ content: what it says changed see ticket 7",
		"The first version has none before it",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("plain lacks %q:\n%s", want, got)
		}
	}
	if i := strings.IndexFunc(got, func(r rune) bool { return r >= 0x2500 && r <= 0x259f }); i >= 0 {
		t.Errorf("drawn: %q", got[max(i-40, 0):i+3])
	}
	notes, err := a.Notes(context.Background())
	if err != nil || len(notes) == 0 {
		t.Fatalf("%d notes, %v", len(notes), err)
	}
	for id, n := range notes {
		if !strings.Contains(n, "see ticket 7") || !strings.Contains(n, `"by":"Wen"`) {
			t.Errorf("%s: %s", id, n)
		}
	}
}

// A verdict or note is taken back: within a review, where its change is asked about again, and after it.
func TestPlainUndo(t *testing.T) {
	a := fixture(t)
	var out strings.Builder
	in := strings.Join([]string{"2", "u", "r 4", "1", "u", "3", "q", "u", "q", "q"}, "\n") + "\n"
	err := Plain(context.Background(), Options{
		Archive: a, Compare: comparing(a), Now: func() time.Time { return fixedNow }, Lang: "en", In: strings.NewReader(in), Out: &out,
	})
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, want := range []string{
		"Nothing to undo", "change 1 of", "✓ content", "change 2 of", "Taken back", "change 1 of", "· noise", "change 2 of", "Taken back",
	} {
		i := strings.Index(out.String()[at:], want)
		if i < 0 {
			t.Fatalf("plain lacks %q after %d bytes:\n%s", want, at, out.String())
		}
		at += i + len(want)
	}
	notes, err := a.Notes(context.Background())
	if err != nil || len(notes) > 0 {
		t.Errorf("%d notes are left, %v", len(notes), err)
	}
}

// What another program records between two questions is announced.
func TestPlainAnnouncesWhatIsRecorded(t *testing.T) {
	a := fixture(t)
	var out strings.Builder
	in := &reading{lines: []string{"2\n", "l\n", "q\n", "q\n"}, before: func(i int) {
		if i != 1 {
			return
		}
		if _, err := a.Record(context.Background(), store.Batch{Texts: []store.Text{
			version(sourceEN, "2024-06-01", policyD+"\nOne more thing.\n", store.KindVersion),
		}}); err != nil {
			t.Error(err)
		}
	}}
	err := Plain(context.Background(), Options{
		Archive: a, Compare: comparing(a), Now: func() time.Time { return fixedNow }, Lang: "en", In: in, Out: &out,
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := "lantern/privacy-policy.en has changed: now 6 versions"; strings.Count(out.String(), want) != 1 {
		t.Errorf("%d times %q:\n%s", strings.Count(out.String(), want), want, out.String())
	}
}

// reading gives one line a read, after doing something.
type reading struct {
	lines  []string
	before func(i int)
	at     int
}

func (r *reading) Read(b []byte) (int, error) {
	if r.at == len(r.lines) {
		return 0, io.EOF
	}
	r.before(r.at)
	r.at++
	return copy(b, r.lines[r.at-1]), nil
}
