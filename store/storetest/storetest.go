// Package storetest is the conformance suite of store.Store: what an archive promises its callers, wherever it lies. It
// runs against the archive on disk and the one in memory, through the public methods alone.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"policylog/store"
)

// New makes an empty archive with a policylog.yaml of the text Config. Close is the suite's to call.
type New func(tb testing.TB, opt store.Options) *store.Store

// Config is the policylog.yaml that New is to begin an archive with.
const Config = "sources: []\n"

// Now is the clock of the suite's archives.
var Now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const (
	terms   = "acme/terms"
	privacy = "acme/privacy.zh-TW"
)

// Run runs the whole suite against archives made by fresh.
func Run(t *testing.T, fresh New) {
	for _, c := range []struct {
		name string
		test func(*testing.T, New)
	}{
		{"Empty", testEmpty},
		{"RecordAndRead", testRecordAndRead},
		{"CapturedOrder", testCapturedOrder},
		{"Resolve", testResolve},
		{"NothingNewMakesNothing", testNothingNew},
		{"Snapshots", testSnapshots},
		{"Observations", testObservations},
		{"StateNotesConfig", testStateNotesConfig},
		{"Match", testMatch},
		{"Changes", testChanges},
		{"Search", testSearch},
		{"BadBatchesChangeNothing", testBadBatches},
		{"HostileWordsStayWords", testHostileWords},
		{"WritersTakeTurns", testWriters},
		{"OneRunAtATime", testRuns},
		{"TextsAreTheCallers", testTextsAreTheCallers},
		{"TidyKeepsEverything", testTidy},
		{"HistoryIsASortedList", testModel},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh) })
	}
}

// Day is midnight UTC of a date; the zero time for "".
func Day(date string) time.Time {
	if date == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t
}

// open makes an archive that is closed, and found sound, at the test's end.
func open(t *testing.T, fresh New) *store.Store {
	t.Helper()
	s := fresh(t, store.Options{Now: func() time.Time { return Now }})
	t.Cleanup(func() {
		checkSound(t, s)
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func checkSound(t testing.TB, s *store.Store) {
	t.Helper()
	_, err := s.Verify(context.Background(), func(p store.Problem) { t.Errorf("verify: %s: %s", p.Where, p.What) })
	if err != nil {
		t.Errorf("verify: %v", err)
	}
}

func text(source, date, body string) store.Text {
	return store.Text{
		Source: source, Markdown: []byte(body), Captured: Day(date), Kind: store.KindVersion, Origin: "fetch",
		URL: "https://example.org/p", Title: "隱私權政策", Snapshot: -1,
	}
}

func page(source, date, body string) store.Snapshot {
	return store.Snapshot{
		Source: source, Ext: "html", Data: []byte(body), URL: "https://example.org/p", Captured: Day(date), Origin: "fetch",
		Kind: store.KindSnapshot,
	}
}

func record(t *testing.T, s *store.Store, b store.Batch) store.Recorded {
	t.Helper()
	rec, err := s.Record(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// told is a source's history in short: date and text of each version.
func told(t *testing.T, s *store.Store, source string) string {
	t.Helper()
	list, err := s.History(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range list {
		body, err := s.Text(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, dateOf(v.Captured)+" "+strings.TrimSpace(string(body)))
	}
	return strings.Join(out, ", ")
}

func dateOf(at time.Time) string {
	if at.IsZero() {
		return "?"
	}
	return at.Format(time.DateOnly)
}

func testEmpty(t *testing.T, fresh New) {
	s := open(t, fresh)
	if infos, err := s.Sources(t.Context()); err != nil || len(infos) != 0 {
		t.Errorf("sources %v, %v", infos, err)
	}
	if _, err := s.History(t.Context(), terms); !errors.Is(err, store.ErrUnknownSource) {
		t.Errorf("history of nothing: %v", err)
	}
	if hits, err := s.Search(t.Context(), store.Query{Text: "x"}); err != nil || len(hits) != 0 {
		t.Errorf("search of nothing: %v, %v", hits, err)
	}
	if notes, err := s.Notes(t.Context()); err != nil || len(notes) != 0 {
		t.Errorf("notes %v, %v", notes, err)
	}
	if b, err := s.State(t.Context(), "sent"); err != nil || b != nil {
		t.Errorf("state %q, %v", b, err)
	}
	if s.Foreign() || len(s.Warnings()) > 0 {
		t.Errorf("foreign %v, warnings %v", s.Foreign(), s.Warnings())
	}
}

func testRecordAndRead(t *testing.T, fresh New) {
	s := open(t, fresh)
	x := text(privacy, "2024-01-01", "我們保留 30 天\n")
	x.Updated, x.Effective, x.Label, x.Extractor, x.Snapshot = "2023-12-01", "2024-02-01", "v3", "policylog/1", 0
	rec := record(t, s, store.Batch{Snapshots: []store.Snapshot{page(privacy, "2024-01-01", "<p>30 天")}, Texts: []store.Text{x}})
	list, err := s.History(t.Context(), privacy)
	if err != nil || len(list) != 1 {
		t.Fatalf("history %+v, %v", list, err)
	}
	v := list[0]
	if len(v.Blob) != 40 || len(v.SHA256) != 64 || v.Subject == "" {
		t.Errorf("version %+v", v)
	}
	want := store.Version{
		Source: privacy, Commit: rec.Versions[0], Blob: v.Blob, Path: privacy + ".md", Kind: store.KindVersion, Captured: Day("2024-01-01"),
		Recorded: Now, Origin: "fetch", URL: x.URL, Title: x.Title, Updated: x.Updated, Effective: x.Effective, Label: x.Label,
		SHA256: v.SHA256, Snapshot: rec.Snapshots[0], Extractor: x.Extractor, Subject: v.Subject,
	}
	if v != want {
		t.Errorf("got  %+v\nwant %+v", v, want)
	}
	if b, err := s.Text(t.Context(), v); err != nil || !bytes.Equal(b, x.Markdown) {
		t.Errorf("text %q, %v", b, err)
	}
	infos, err := s.Sources(t.Context())
	if err != nil || len(infos) != 1 || infos[0].Source != privacy || infos[0].Versions != 1 || !infos[0].First.Equal(Day("2024-01-01")) {
		t.Errorf("sources %+v, %v", infos, err)
	}
}

func testCapturedOrder(t *testing.T, fresh New) {
	s := open(t, fresh)
	record(t, s, store.Batch{Texts: []store.Text{text(terms, "2022-01-01", "22"), text(terms, "2024-01-01", "24")}})
	record(t, s, store.Batch{Texts: []store.Text{
		text(terms, "2023-01-01", "23"), text(terms, "", "undated"), text(terms, "2021-01-01", "21"), text(terms, "2025-01-01", "25"),
	}})
	want := "? undated, 2021-01-01 21, 2022-01-01 22, 2023-01-01 23, 2024-01-01 24, 2025-01-01 25"
	if got := told(t, s, terms); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	upgrade := text(terms, "2025-01-01", "25, extracted anew")
	upgrade.Kind = store.KindTechnicalUpgrade
	record(t, s, store.Batch{Texts: []store.Text{upgrade}})
	if v, err := s.Resolve(t.Context(), terms, "latest"); err != nil || v.Kind != store.KindTechnicalUpgrade {
		t.Errorf("latest %+v, %v", v, err)
	}
}

func testResolve(t *testing.T, fresh New) {
	s := open(t, fresh)
	a, b, c := text(terms, "2021-06-30", "a"), text(terms, "2022-03-31", "b"), text(terms, "2023-01-15", "c")
	a.Effective, b.Effective = "2021-07-01", "2030-01-01"
	rec := record(t, s, store.Batch{Texts: []store.Text{a, b, c}})
	for when, want := range map[string]string{
		"": "c", "latest": "c", "previous": "b", "first": "a",
		"2021-06-30": "a", "2022-03-30": "a", "2022-03-31": "b", "2023-01-15": "c", "2099-01-01": "c",
		"2021": "a", "2022": "b", "2023": "c", "2022-02": "a", "2022-03": "b", "captured:2022": "b",
		"2022-03-31T00:00:00Z": "b", "2022-03-30T23:59:59Z": "a", "2022-03-31T02:00:00+08:00": "a",
		"effective:2029": "a", "effective:2021-07": "a", "effective:2030-01-01": "b",
		rec.Versions[1][:10]: "b", strings.ToUpper(rec.Versions[2]): "c",
	} {
		v, err := s.Resolve(t.Context(), terms, when)
		if err != nil {
			t.Errorf("@%s: %v", when, err)
			continue
		}
		if body, err := s.Text(t.Context(), v); err != nil || string(body) != want {
			t.Errorf("@%s: %q, %v, want %q", when, body, err, want)
		}
	}
	for when, want := range map[string]error{
		"2020": store.ErrNoVersion, "2021-06-29": store.ErrNoVersion, "effective:2020-01-01": store.ErrNoVersion,
		"0123456789abcdef": store.ErrNoVersion, "someday": nil, "2022-13": nil, "effective:soon": nil, "2022-02-30": nil,
	} {
		_, err := s.Resolve(t.Context(), terms, when)
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("@%s: %v, want %v", when, err, want)
		}
	}
	if _, err := s.Resolve(t.Context(), "acme/term", "latest"); !errors.Is(err, store.ErrUnknownSource) || !strings.Contains(err.Error(), terms) {
		t.Errorf("unknown source: %v", err)
	}
}

func testNothingNew(t *testing.T, fresh New) {
	s := open(t, fresh)
	b := store.Batch{Snapshots: []store.Snapshot{page(terms, "2024-01-01", "<p>a")}, Texts: []store.Text{text(terms, "2024-01-01", "a")}}
	first := record(t, s, b)
	b.Texts[0].Captured, b.Snapshots[0].Captured = Day("2024-02-01"), Day("2024-02-01")
	again := record(t, s, b)
	if again.Versions[0] != "" || again.Snapshots[0] != first.Snapshots[0] {
		t.Errorf("recorded twice: %+v, %+v", first, again)
	}
	if got := told(t, s, terms); got != "2024-01-01 a" {
		t.Errorf("history %s", got)
	}
	// There and back again is news.
	record(t, s, store.Batch{Texts: []store.Text{text(terms, "2024-03-01", "b"), text(terms, "2024-04-01", "a")}})
	if got := told(t, s, terms); got != "2024-01-01 a, 2024-03-01 b, 2024-04-01 a" {
		t.Errorf("history %s", got)
	}
	if list, err := s.Recent(t.Context(), terms, 2); err != nil || len(list) != 2 || dateOf(list[0].Captured) != "2024-04-01" {
		t.Errorf("recent %+v, %v", list, err)
	}
	if list, err := s.Recent(t.Context(), privacy, 2); err != nil || len(list) != 0 {
		t.Errorf("recent of nothing %+v, %v", list, err)
	}
}

func testSnapshots(t *testing.T, fresh New) {
	s := open(t, fresh)
	p := page(terms, "2024-01-01", "<p>a")
	p.Trailers = [][2]string{{"HTTP-Status", "200"}, {"ETag", `"x"`}}
	x := text(terms, "2024-01-01", "a")
	x.Snapshot = 0
	record(t, s, store.Batch{Snapshots: []store.Snapshot{p}, Texts: []store.Text{x}})
	held := store.Snapshot{Source: terms, Ext: "pdf", Data: []byte("%PDF"), Captured: Day("2024-02-01"), Kind: store.KindHeld, HeldFor: "error page"}
	record(t, s, store.Batch{Snapshots: []store.Snapshot{held}})
	got, err := s.LatestSnapshot(t.Context(), terms)
	if err != nil || string(got.Data) != "<p>a" || got.Ext != "html" || fmt.Sprint(got.Trailers) != fmt.Sprint(p.Trailers) {
		t.Errorf("latest that was not held: %+v, %v", got, err)
	}
	v, err := s.Resolve(t.Context(), terms, "latest")
	if err != nil {
		t.Fatal(err)
	}
	if of, err := s.SnapshotOf(t.Context(), v); err != nil || string(of.Data) != "<p>a" {
		t.Errorf("of the version: %+v, %v", of, err)
	}
	all, err := s.SnapshotCommits(t.Context(), terms, true)
	if err != nil || len(all) != 2 {
		t.Fatalf("with held: %v, %v", all, err)
	}
	if h, err := s.SnapshotAt(t.Context(), terms, all[1]); err != nil || h.Kind != store.KindHeld || h.HeldFor != "error page" || h.Ext != "pdf" {
		t.Errorf("held: %+v, %v", h, err)
	}
	if list, err := s.SnapshotCommits(t.Context(), terms, false); err != nil || len(list) != 1 {
		t.Errorf("without held: %v, %v", list, err)
	}
}

func testObservations(t *testing.T, fresh New) {
	s := open(t, fresh)
	obs := []store.Observation{
		{Source: terms, Status: "new", SHA256: "ab", ETag: `"x"`, Extra: map[string]string{"k": "v"}}, {Source: privacy, Status: "failed", Error: "503"},
	}
	record(t, s, store.Batch{Observations: obs})
	record(t, s, store.Batch{Observations: obs})
	last, err := s.LastObservation(t.Context())
	if err != nil || fmt.Sprint(last[terms]) != fmt.Sprint(obs[0]) || last[privacy].Error != "503" {
		t.Errorf("last %+v, %v", last, err)
	}
	if runs, err := s.Runs(t.Context(), privacy, time.Time{}); err != nil || len(runs) != 2 || !runs[1].Equal(Now) {
		t.Errorf("runs %v, %v", runs, err)
	}
	if _, err := s.History(t.Context(), terms); !errors.Is(err, store.ErrNoVersion) {
		t.Errorf("checked, never recorded: %v", err)
	}
	infos, err := s.Sources(t.Context())
	if err != nil || len(infos) != 2 || infos[0].LastError != "503" || !infos[1].LastCheck.Equal(Now) {
		t.Errorf("sources %+v, %v", infos, err)
	}
}

func testStateNotesConfig(t *testing.T, fresh New) {
	s := open(t, fresh)
	ctx := t.Context()
	if c, err := s.Config(ctx); err != nil || string(c) != Config {
		t.Errorf("config %q, %v", c, err)
	}
	record(t, s, store.Batch{
		State: map[string][]byte{"sent": []byte("1\n"), "flaps": []byte("2\n")}, Config: []byte("sources: [x]\n"),
	})
	record(t, s, store.Batch{State: map[string][]byte{"flaps": nil}})
	for name, want := range map[string]string{"sent": "1\n", "flaps": "", "other": ""} {
		if b, err := s.State(ctx, name); err != nil || string(b) != want {
			t.Errorf("state %s: %q, %v", name, b, err)
		}
	}
	if c, err := s.RecordedConfig(ctx); err != nil || string(c) != "sources: [x]\n" {
		t.Errorf("recorded config %q, %v", c, err)
	}
	for _, n := range [][2]string{{"9f2c", "一 note\n"}, {"a/b c", "2"}, {"gone", "3"}, {"gone", ""}} {
		if err := s.SetNote(ctx, n[0], n[1]); err != nil {
			t.Fatal(err)
		}
	}
	if notes, err := s.Notes(ctx); err != nil || len(notes) != 2 || notes["9f2c"] != "一 note\n" || notes["a/b c"] != "2" {
		t.Errorf("notes %q, %v", notes, err)
	}
}

func testMatch(t *testing.T, fresh New) {
	s := open(t, fresh)
	record(t, s, store.Batch{Texts: []store.Text{
		text(terms, "2024-01-01", "a"), text(privacy, "2024-01-01", "b"), text("服務/條款.zh-TW", "2024-01-01", "c"),
	}})
	for pattern, want := range map[string]string{
		"": privacy + " " + terms + " 服務/條款.zh-TW", "acme/*": privacy + " " + terms, "*.zh-TW": privacy + " 服務/條款.zh-TW", terms: terms,
	} {
		if got, err := s.Match(t.Context(), pattern); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %q, %v", pattern, got, err)
		}
	}
	if _, err := s.Match(t.Context(), "nobody/*"); !errors.Is(err, store.ErrUnknownSource) {
		t.Errorf("a glob of nothing: %v", err)
	}
}

func testChanges(t *testing.T, fresh New) {
	s := open(t, fresh)
	record(t, s, store.Batch{Texts: []store.Text{
		text(terms, "2024-01-01", "a"), text(privacy, "2024-02-01", "b"), text(terms, "2024-03-01", "c"), text(terms, "", "undated"),
	}})
	list, err := s.Changes(t.Context(), Day("2024-01-15"), Day("2024-03-01"))
	if err != nil || len(list) != 1 || list[0].Source != privacy {
		t.Errorf("changes %+v, %v", list, err)
	}
	if list, err = s.Changes(t.Context(), time.Time{}, time.Time{}); err != nil || len(list) != 3 {
		t.Errorf("all changes of a known date: %d, %v", len(list), err)
	}
}

func testSearch(t *testing.T, fresh New) {
	s := open(t, fresh)
	record(t, s, store.Batch{Texts: []store.Text{
		text(privacy, "2023-01-01", "# 隱私\n\n保留 30 天\n"), text(privacy, "2024-01-01", "# 隱私\n\n保留 45 天\n"), text(terms, "2024-01-01", "Data is\nkept.\n"),
	}})
	for _, c := range []struct {
		q    store.Query
		want string
	}{
		{store.Query{Text: "隱私"}, privacy + " 2 true"},
		{store.Query{Text: "30 天"}, privacy + " 1 false"},
		{store.Query{Text: "data IS kept"}, terms + " 1 true"},
		{store.Query{Text: `\d{2} 天`, Regexp: true}, privacy + " 2 true"},
		{store.Query{Text: "隱私", Sources: []string{terms}}, ""},
		{store.Query{Text: "nowhere"}, ""},
	} {
		hits, err := s.Search(t.Context(), c.q)
		if err != nil {
			t.Fatalf("%+v: %v", c.q, err)
		}
		got := ""
		for _, h := range hits {
			got += fmt.Sprintf("%s %d %v", h.Source, h.Versions, h.Current)
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q", c.q, got, c.want)
		}
	}
	record(t, s, store.Batch{Texts: []store.Text{text(terms, "2025-01-01", "nowhere\n")}})
	if hits, err := s.Search(t.Context(), store.Query{Text: "nowhere"}); err != nil || len(hits) != 1 {
		t.Errorf("what came after the first search: %+v, %v", hits, err)
	}
}

// What is refused leaves no trace, wherever in the batch it stands.
func testBadBatches(t *testing.T, fresh New) {
	s := open(t, fresh)
	record(t, s, store.Batch{Texts: []store.Text{text(terms, "2024-01-01", "a")}})
	good := text(privacy, "2024-01-01", "good")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx context.Context
		b   store.Batch
	}{
		"cancelled":       {cancelled, store.Batch{Texts: []store.Text{good}}},
		"no source":       {t.Context(), store.Batch{Texts: []store.Text{good, text("", "2024-01-01", "x")}}},
		"path":            {t.Context(), store.Batch{Texts: []store.Text{good, text("../x", "2024-01-01", "x")}}},
		"git's directory": {t.Context(), store.Batch{Texts: []store.Text{good, text(".git/x", "2024-01-01", "x")}}},
		"empty text":      {t.Context(), store.Batch{Texts: []store.Text{good, text(terms, "2024-01-01", "")}}},
		"not UTF-8":       {t.Context(), store.Batch{Texts: []store.Text{good, text(terms, "2024-01-01", "\xff")}}},
		"kind":            {t.Context(), store.Batch{Texts: []store.Text{good, {Source: terms, Markdown: []byte("x"), Kind: "x"}}}},
		"extension":       {t.Context(), store.Batch{Texts: []store.Text{good}, Snapshots: []store.Snapshot{{Source: terms, Ext: "exe", Kind: store.KindSnapshot}}}},
		"no such snapshot": {t.Context(), store.Batch{Texts: []store.Text{{
			Source: terms, Markdown: []byte("x"), Kind: store.KindVersion, Snapshot: 3,
		}}}},
		"observation": {t.Context(), store.Batch{Texts: []store.Text{good}, Observations: []store.Observation{{Source: "x"}}}},
		"state":       {t.Context(), store.Batch{Texts: []store.Text{good}, State: map[string][]byte{"../x": nil}}},
	} {
		if _, err := s.Record(c.ctx, c.b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if names, err := s.Match(t.Context(), ""); err != nil || len(names) != 1 {
		t.Errorf("sources %v, %v", names, err)
	}
}

func testHostileWords(t *testing.T, fresh New) {
	s := open(t, fresh)
	x := text(terms, "2024-01-01", "a")
	x.Title = "T\n\nPolicylog-Kind: held\nSource: forged/terms\x1b[2J"
	x.URL, x.Label = "https://example.org/\r\nSnapshot: 0000", "\u2028v1"
	record(t, s, store.Batch{Texts: []store.Text{x}})
	v, err := s.Resolve(t.Context(), terms, "latest")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{v.Title, v.URL, v.Label, v.Subject} {
		if strings.ContainsAny(word, "\n\r\x1b\u2028") {
			t.Errorf("%q came through", word)
		}
	}
	if v.Kind != store.KindVersion || v.Snapshot != "" {
		t.Errorf("forged trailers: %+v", v)
	}
}

func testWriters(t *testing.T, fresh New) {
	s := open(t, fresh)
	const writers, each = 4, 3
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				source := fmt.Sprintf("w/p%d", w)
				b := store.Batch{Texts: []store.Text{text(source, fmt.Sprintf("2024-01-0%d", i+1), fmt.Sprint(i))}}
				if _, err := s.Record(t.Context(), b); err != nil {
					t.Error(err)
				}
				if list, err := s.History(t.Context(), source); err != nil || len(list) != i+1 {
					t.Errorf("%s: %d versions, want %d, %v", source, len(list), i+1, err)
				}
			}
		})
	}
	wg.Wait()
	if infos, err := s.Sources(t.Context()); err != nil || len(infos) != writers {
		t.Errorf("sources %+v, %v", infos, err)
	}
}

func testRuns(t *testing.T, fresh New) {
	s := open(t, fresh)
	end, err := s.BeginRun()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.BeginRun(); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a second run: %v", err)
	}
	record(t, s, store.Batch{Texts: []store.Text{text(terms, "2024-01-01", "recorded meanwhile")}})
	end()
	again, err := s.BeginRun()
	if err != nil {
		t.Fatal(err)
	}
	again()
}

// What a caller does to bytes that it gave or was given changes nothing in the archive.
func testTextsAreTheCallers(t *testing.T, fresh New) {
	s := open(t, fresh)
	b := store.Batch{Texts: []store.Text{text(terms, "2024-01-01", "abc")}, Snapshots: []store.Snapshot{page(terms, "2024-01-01", "<p>abc")}}
	record(t, s, b)
	b.Texts[0].Markdown[0], b.Snapshots[0].Data[0] = 'X', 'X'
	for range 2 {
		v, err := s.Resolve(t.Context(), terms, "latest")
		if err != nil {
			t.Fatal(err)
		}
		body, err := s.Text(t.Context(), v)
		if err != nil || string(body) != "abc" {
			t.Fatalf("text %q, %v", body, err)
		}
		sn, err := s.LatestSnapshot(t.Context(), terms)
		if err != nil || string(sn.Data) != "<p>abc" {
			t.Fatalf("snapshot %q, %v", sn.Data, err)
		}
		body[0], sn.Data[0] = 'Y', 'Y'
	}
}

func testTidy(t *testing.T, fresh New) {
	s := open(t, fresh)
	var want []string
	for i := range 40 {
		record(t, s, store.Batch{Texts: []store.Text{text(terms, Day("2024-01-01").AddDate(0, 0, i).Format(time.DateOnly), fmt.Sprint("v", i))}})
		want = append(want, dateOf(Day("2024-01-01").AddDate(0, 0, i))+fmt.Sprint(" v", i))
	}
	if _, err := s.Tidy(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if got := told(t, s, terms); got != strings.Join(want, ", ") {
		t.Errorf("history %s", got)
	}
}

// modelText is a text as a plain list keeps it.
type modelText struct {
	captured time.Time
	body     string
}

// modelChecks bounds the histories that the model is tried on: each makes an archive. POLICYLOG_SWEEP asks for all that
// rapid makes.
const modelChecks = 15

// Whatever is recorded in whatever order, the history of a source is what a sorted list says.
func testModel(t *testing.T, fresh New) {
	outer, checks := t, 0
	rapid.Check(t, func(t *rapid.T) {
		if checks++; checks > modelChecks && !sweep() {
			return
		}
		s := fresh(outer, store.Options{Now: func() time.Time { return Now }})
		defer s.Close()
		model := map[string][]modelText{}
		for range rapid.IntRange(1, 4).Draw(t, "batches") {
			b := drawBatch(t, model)
			if len(b.Texts) == 0 {
				continue
			}
			rec, err := s.Record(outer.Context(), b)
			if err != nil {
				t.Fatal(err)
			}
			order := make([]int, len(b.Texts))
			for i := range order {
				order[i] = i
			}
			sort.SliceStable(order, func(i, j int) bool { return b.Texts[order[i]].Captured.Before(b.Texts[order[j]].Captured) })
			for _, i := range order {
				x := b.Texts[i]
				list := model[x.Source]
				at := sort.Search(len(list), func(j int) bool { return list[j].captured.After(x.Captured) })
				same := at > 0 && list[at-1].body == string(x.Markdown)
				if same != (rec.Versions[i] == "") {
					t.Fatalf("text %d of %s: commit %q, but equal to the one before: %v", i, x.Source, rec.Versions[i], same)
				}
				if !same {
					list = append(list, modelText{})
					copy(list[at+1:], list[at:])
					list[at] = modelText{x.Captured, string(x.Markdown)}
					model[x.Source] = list
				}
			}
		}
		for src, want := range model {
			got, err := s.History(outer.Context(), src)
			if err != nil || len(got) != len(want) {
				t.Fatalf("%s has %d versions, want %d; %v", src, len(got), len(want), err)
			}
			for i, v := range got {
				body, err := s.Text(outer.Context(), v)
				if err != nil || string(body) != want[i].body || !v.Captured.Equal(want[i].captured) {
					t.Fatalf("%s version %d is %s %q, want %+v; %v", src, i, v.Captured, body, want[i], err)
				}
			}
		}
		checkSound(outer, s)
	})
}

// drawBatch draws up to six texts, each of a day that its source has none of: what a tie means is another test's
// business.
func drawBatch(t *rapid.T, model map[string][]modelText) (b store.Batch) {
	taken := map[string]bool{}
	for src, list := range model {
		for _, m := range list {
			taken[src+dateOf(m.captured)] = true
		}
	}
	for i := range rapid.IntRange(1, 6).Draw(t, "texts") {
		src := rapid.SampledFrom([]string{"a/p", "a/q.zh-TW", "b/p"}).Draw(t, "source")
		at := Day("2020-01-01").AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "day"))
		body := rapid.IntRange(0, 2).Draw(t, fmt.Sprintf("body%d", i))
		if taken[src+dateOf(at)] {
			continue
		}
		taken[src+dateOf(at)] = true
		b.Texts = append(b.Texts, store.Text{
			Source: src, Markdown: fmt.Appendf(nil, "%d\n", body), Captured: at, Kind: store.KindVersion, Snapshot: -1,
		})
	}
	return b
}

// sweep says whether the long form of the suite is asked for.
func sweep() bool { return os.Getenv("POLICYLOG_SWEEP") != "" }
