package tui

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/notice"
	"policylog/internal/reason"
	"policylog/store"
)

func TestFilterFindsEitherScript(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("/", "harb", "enter")
	s.shows("harbour", "1 of 3 sources")
	s.hides("lantern")
	s.keys("/", "ctrl+u", "zzz")
	s.shows("No source matches")
	s.keys("esc")
	s.shows("3 of 3 sources")
}

func TestSortByHealthPutsTroubleFirst(t *testing.T) {
	s := newScreen(t, fixture(t), 120, 24)
	s.keys("s", "s", "s", "s")
	f := s.frame()
	if strings.Index(f, "harbour") > strings.Index(f, "lantern") {
		t.Errorf("the failing source does not stand first:\n%s", f)
	}
	s.shows("failing: HTTP 503", "held: shorter by half", "by health")
}

// Why a capture failed or is held stands in the reader's language, and without the address, for which there is no room.
func TestHealthInTheReadersLanguage(t *testing.T) {
	a := fixture(t)
	gone := reason.New(reason.StatusOf, "https://harbour.example/terms").With(reason.New(reason.HTTPGone, "410", "Gone"))
	if _, err := a.Record(context.Background(), store.Batch{Observations: []store.Observation{
		{Source: "harbour/terms.en", Status: "held", Error: gone.String(), Extra: map[string]string{"reason": gone.Encode()}},
	}}); err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, a, 120, 24, func(o *Options) { o.Lang = "zh_TW" })
	s.shows("待核實：頁面不存在（HTTP 410）", "待核實：shorter by half")
}

func TestTimelineFoldsWhatIsNoChange(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("down", "enter")
	s.shows("⋯ 1 technical upgrade", "⋯ 1 version with formatting only", "Nightjar Paints")
	s.keys("z")
	s.shows("technical upgrade: our extraction changed", "2022-09-01")
}

func TestMarkTwoAndCompare(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("down", "enter", "space", "G", "c")
	s.shows("2021-03-02 → 2024-01-09", "captured")
}

func TestPaletteSaysWhenNothingMatches(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys(":", "zzz")
	s.shows("No command matches")
	s.keys("enter")
	s.hides("No command matches")
	s.shows("3 of 3 sources")
}

// Two versions of one day are told apart by their times, in the list and in the titles of what compares them.
func TestVersionsOfOneDay(t *testing.T) {
	a := fixture(t)
	later := version(sourceTW, "2022-05-07", replace(policyTW2, "九十日", "六十日"), store.KindVersion)
	later.Captured = at("2022-05-07").Add(17*time.Hour + 30*time.Minute)
	if _, err := a.Record(context.Background(), store.Batch{Texts: []store.Text{later}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, top string }{
		{"en", "captured: 7 May 2022 00:00 UTC → 7 May 2022 17:30 UTC"},
		{"zh-TW", "擷取時間：2022 年 5 月 7 日 00:00（UTC） → 2022 年 5 月 7 日 17:30（UTC）"},
	} {
		s := newScreen(t, a, 120, 24, func(o *Options) { o.Lang = c.lang })
		s.keys("down", "down", "enter")
		s.shows("2022-05-07 17:30", "2022-05-07 00:00", "2021-03-02  ")
		s.hides("2021-03-02 00")
		s.keys("enter")
		s.shows("2022-05-07 00:00:00 → 17:30:00 UTC", c.top)
		s.keys("w")
		s.shows("2022-05-07 00:00:00 → 17:30:00 UTC")
	}
}

func TestJumpToDate(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("down", "enter", "@", "2022-06", "enter")
	if tl := s.m.top().(*timeline); tl.history[tl.index()].Captured != at("2022-05-07") {
		t.Errorf("at %v", tl.history[tl.index()].Captured)
	}
	s.keys("@", "2019", "enter")
	s.shows("Nothing was captured by 2019")
	s.keys("@", "soon", "enter")
	s.shows("not a date: soon")
}

// openDiff opens the change from 30 to 90 days.
func openDiff(s *screen) *diffPlace {
	s.t.Helper()
	s.keys("down", "enter", "G", "up", "enter")
	p, ok := s.m.top().(*diffPlace)
	if !ok {
		s.t.Fatalf("no comparison is open:\n%s", s.frame())
	}
	return p
}

func TestDiffSteps(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	p := openDiff(s)
	s.keys("n", "n")
	s.shows("[-30 days-]{+90 days+}", "duration: 30 days → 90 days")
	if r := p.row(); r == nil || !strings.Contains(r.New[0].Text, "90 days") {
		t.Errorf("current is %+v", r)
	}
	s.keys("p", "p")
	if r := p.row(); r == nil || r.Class != diff.DateOnly && !strings.Contains(r.New[0].Text, "6 May 2022") {
		t.Errorf("current is %+v", r)
	}
	s.keys("]", "]")
	s.keys("}")
	s.shows("2022-05-07 → 2022-09-01")
	s.keys("}")
	s.shows("2023-02-01 → 2024-01-09") // over the technical upgrade
	s.keys("}")
	s.shows("No more versions this way")
	s.keys("{", "{")
	s.shows("2021-03-02 → 2022-05-07")
	s.keys("esc")
	s.shows("4/5 · 5 versions")
}

func TestMovedTextIsShownAtBothEnds(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 40)
	s.keys("down", "enter", "enter")
	p := s.m.top().(*diffPlace)
	for p.row() == nil || p.row().Status != diff.Moved {
		before := p.reader.current
		if s.keys("n"); p.reader.current == before {
			t.Fatalf("no moved text:\n%s", s.frame())
		}
	}
	s.keys("m")
	if it := p.reader.items[p.reader.current]; !it.away {
		t.Fatalf("m does not lead to the place it left:\n%s", s.frame())
	}
	s.shows("↗ moved to § 1")
	s.keys("m")
	if it := p.reader.items[p.reader.current]; it.away {
		t.Error("m does not lead back")
	}
}

// Of a section that is gone its old text is shown, title and all; where only the title went, it is told from that.
func TestRemovedSectionShowsItsText(t *testing.T) {
	for _, c := range []struct {
		name, now string
		want      []string
	}{
		{"section", replace(policyA, "## 2 What we share\n\nWe share lantern counts with Harbour Analytics Ltd., and nothing else.\n\n", ""), []string{
			"− section removed", "[-## 2 What we share-]", "[-We share lantern counts with Harbour Analytics Ltd., and nothing else.-]",
		}},
		{"title", replace(policyA, "## 2 What we share\n\n", ""), []string{"− section title removed", "[-## 2 What we share-]"}},
	} {
		a := fixture(t)
		if _, err := a.Record(context.Background(), store.Batch{Texts: []store.Text{
			version("harbour/a.en", "2024-01-01", policyA, store.KindVersion), version("harbour/a.en", "2024-02-01", c.now, store.KindVersion),
		}}); err != nil {
			t.Fatal(err)
		}
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, a, 120, 40)
			s.keys("enter", "enter")
			s.shows(c.want...)
		})
	}
}

func TestSearchInTheOtherScript(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("G", "d", "/", "装置识别码", "enter")
	s.shows("/装置识别码 1/1", "裝置識別碼")
	s.keys("esc")
	s.hides("/装置识别码")
}

func TestSearchOpensWhatIsFolded(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	openDiff(s)
	s.hides("keeper@lantern.example")
	s.keys("/", "KEEPER@", "enter")
	s.shows("keeper@lantern.example", "1/1")
	s.keys("/", "nowhere", "enter")
	s.shows("Not found: nowhere")
}

func TestHighlightCrossesRuns(t *testing.T) {
	raw := "我們保存資料"
	runs := highlight(splitRuns(raw, 2), "保存资料")
	var marked string
	for _, r := range runs {
		if r.Style&hit != 0 {
			marked += r.Text
		}
	}
	if marked != "保存資料" {
		t.Errorf("marked %q", marked)
	}
}

func TestFilterClasses(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("down", "enter", "z", "down", "down", "enter")
	s.shows("Nothing is left to show", "formatting only")
	s.keys("f", "7")
	s.keys("esc")
	s.hides("Nothing is left to show")
	s.keys("n")
	s.shows("formatting only")
}

// One topic alone: what is of another is folded and counted, and the line at the top says which one it is.
func TestFilterTopics(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 40)
	p := openDiff(s)
	s.shows("Nightjar Paints", "90 days", "change 1 of 4")
	s.keys("T")
	s.shows("all topics", "Data Retention")
	for i, r := range s.m.popup.rows {
		if strings.HasPrefix(r.text, "Data Retention") {
			s.keys(fmt.Sprint(i))
		}
	}
	if p.only != "Data Retention" {
		t.Fatalf("the topic is %q", p.only)
	}
	s.shows("Data Retention", "90 days", "⋯ ")
	s.hides("Nightjar Paints", "of 4")
	s.keys("T", "0")
	s.shows("Nightjar Paints", "change 1 of 4")
}

// Texts as they are compared: one script and one form, on demand and until the key is pressed again.
func TestNormalizedView(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 40)
	s.keys("G", "d")
	s.shows("我們保存您的燈籠紀錄[-三十日-]{+九十日+}")
	s.keys("r")
	s.shows("我们保存您的灯笼纪录[-三十日-]{+九十日+}", "as compared")
	s.hides("燈籠紀錄")
	s.keys("r")
	s.shows("我們保存您的燈籠紀錄[-三十日-]{+九十日+}")
	s.hides("as compared")
}

func TestVerdictNoteAndUndo(t *testing.T) {
	a := fixture(t)
	s := newScreen(t, a, 80, 24)
	p := openDiff(s)
	s.keys("n", "n")
	id := p.row().ID
	s.keys("v", "1")
	s.shows("✓ content: what it says changed")
	s.keys("e", "see ticket 7", "enter")
	s.shows("✎ see ticket 7")
	notes, err := a.Notes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	v := readReviews(notes)[id]
	if v.Verdict != notice.Content || v.Note != "see ticket 7" || v.At != "2024-07-01T00:00:00Z" {
		t.Errorf("kept %q", notes[id])
	}
	s.keys("u", "u")
	s.hides("see ticket 7", "✓ content: what it says changed")
	if notes, _ = a.Notes(context.Background()); notes[id] != "" {
		t.Errorf("after undo: %q", notes[id])
	}
	s.keys("u")
	s.shows("Nothing to undo")
}

// What other programs keep under the notes is no review, and stays as it is.
func TestNotesOfOthers(t *testing.T) {
	got := readReviews(map[string]string{"a": `{"verdict":"noise","by":"K"}`, "b": "plain words", "c": `{"verdict":"odd"}`})
	if len(got) != 1 || got["a"].By != "K" {
		t.Errorf("read %+v", got)
	}
}

// A verdict on an entry of the changelog is one on all its rows, and what the command line reads.
func TestVerdictOnAnEntry(t *testing.T) {
	a := fixture(t)
	s := newScreen(t, a, 80, 24, func(o *Options) { o.By = "Wen" })
	s.keys("G", "w", "v", "3")
	p := s.m.top().(*newsPlace)
	notes, err := a.Notes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range notice.Judge(p.c.result, p.c.log, readReviews(notes))[:1] {
		if !j.Done || j.Verdict != notice.Noise || j.Notes[0].By != "Wen" || j.Notes[0].Same == "" {
			t.Errorf("judged %+v", j)
		}
	}
	s.keys("u")
	if notes, _ = a.Notes(context.Background()); len(notes) != 0 {
		t.Errorf("after undo: %q", notes)
	}
}

func TestNextUnreviewed(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	p := openDiff(s)
	for range 4 {
		s.keys("v", "3", ".")
	}
	for i := range p.c.result.Blocks {
		if p.wanted(i) && s.m.reviews[p.c.result.Blocks[i].ID].Verdict != notice.Noise {
			t.Errorf("row %d has no verdict", i)
		}
	}
}

// failing is an archive that fails in one way or other.
type failing struct {
	Archive
	note, text error
	foreign    bool
}

func (f failing) SetNote(ctx context.Context, k, v string) error {
	if f.note != nil {
		return f.note
	}
	return f.Archive.SetNote(ctx, k, v)
}

func (f failing) Text(ctx context.Context, v store.Version) ([]byte, error) {
	if f.text != nil {
		return nil, f.text
	}
	return f.Archive.Text(ctx, v)
}

func (f failing) Foreign() bool { return f.foreign }

func TestVerdictThatCannotBeKeptIsTakenBack(t *testing.T) {
	s := newScreen(t, failing{Archive: fixture(t), note: errors.New("disk full")}, 80, 24)
	openDiff(s)
	s.keys("v", "1")
	s.shows("Error: disk full")
	s.hides("✓ content: what it says changed")
}

func TestForeignArchiveTakesNoVerdict(t *testing.T) {
	s := newScreen(t, failing{Archive: fixture(t), foreign: true}, 80, 24)
	openDiff(s)
	s.keys("v", "1")
	s.shows("somebody else's")
	s.hides("✓ content: what it says changed")
}

func TestBrokenText(t *testing.T) {
	s := newScreen(t, failing{Archive: fixture(t), text: errors.New("object not found\x1b[2J")}, 80, 24)
	s.keys("down", "enter")
	s.shows("cannot be compared")
	s.keys("enter")
	s.shows("object not found")
	s.keys("esc", "q")
	s.shows("3 of 3 sources")
}

type emptyArchive struct{ Archive }

func (emptyArchive) Sources(context.Context) ([]store.SourceInfo, error) { return nil, nil }
func (emptyArchive) Dir() string                                         { return "/srv/policies" }

func TestEmptyArchive(t *testing.T) {
	s := newScreen(t, emptyArchive{fixture(t)}, 80, 24)
	s.shows("Nothing is recorded in /srv/policies yet", "policylog fetch")
	s.keys("enter", "w", "d", "s", "o") // no key may break it
}

func TestExport(t *testing.T) {
	dir := t.TempDir()
	s := newScreen(t, fixture(t), 80, 24, func(o *Options) { o.Dir = dir })
	openDiff(s)
	s.keys("x")
	s.shows("lantern-privacy-policy.en_20210302_20220507.diff.md")
	s.keys("enter")
	s.shows("Written to")
	b, err := os.ReadFile(filepath.Join(dir, "lantern-privacy-policy.en_20210302_20220507.diff.md"))
	if err != nil || !strings.Contains(string(b), "<ins>90 days</ins>") {
		t.Errorf("export: %v\n%s", err, b)
	}
	s.keys("x", "enter")
	s.shows("That file is there already")
	s.keys("w", "x", "ctrl+u", "news.html", "enter")
	if b, err = os.ReadFile(filepath.Join(dir, "news.html")); err != nil || !strings.Contains(string(b), "<html") {
		t.Errorf("export: %v", err)
	}
}

func TestCopyQuote(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	openDiff(s)
	s.keys("n", "n", "y")
	s.shows("Copied with its citation")
	if len(s.sent) == 0 {
		t.Fatal("nothing was sent to the terminal")
	}
	got := fmt.Sprint(s.sent[len(s.sent)-1])
	for _, want := range []string{
		"> We keep your lantern records for 30 days.", "> We keep your lantern records for 90 days.",
		"lantern/privacy-policy.en", "captured 2022-05-07", "https://lantern.example/privacy",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the quote lacks %q:\n%s", want, got)
		}
	}
}

func TestOpenURL(t *testing.T) {
	var opened []string
	s := newScreen(t, fixture(t), 80, 24, func(o *Options) {
		o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	})
	s.keys("o", "down", "enter", "o")
	if len(opened) != 2 || opened[0] != "https://lantern.example/privacy" {
		t.Errorf("opened %q", opened)
	}
	for _, bad := range []string{"javascript:alert(1)", "file:///etc/passwd", "--help", ""} {
		s.run(s.m.openURL(bad))
	}
	if len(opened) != 2 {
		t.Errorf("opened %q", opened[2:])
	}
}

// What was asked for a place that was left is cancelled, and its answer is dropped.
func TestLateAnswersAreDropped(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	s.keys("down")
	s.hold = true
	s.keys("enter")
	asked := s.later
	s.later = nil
	tl := s.m.top().(*timeline)
	if !tl.waiting() {
		t.Fatal("the timeline asks for nothing")
	}
	s.shows("Reading…")
	s.keys("q")
	if tl.waiting() {
		t.Error("leaving does not cancel")
	}
	s.hold = false
	for _, c := range asked {
		msg := c()
		if a, ok := msg.(answer); ok && !errors.Is(a.err, context.Canceled) {
			t.Errorf("the question was not cancelled: %v", a.err)
		}
		s.send(msg)
	}
	if len(tl.history) != 0 {
		t.Error("a late answer was taken")
	}
	s.shows("3 of 3 sources")
}

// What another program records while this one is open shows by itself.
func TestArchiveChangesUnderneath(t *testing.T) {
	a := fixture(t)
	s := newScreen(t, a, 80, 24)
	s.keys("down", "enter")
	s.shows("5 versions")
	if _, err := a.Record(context.Background(), store.Batch{Texts: []store.Text{
		version(sourceEN, "2024-06-01", policyD+"\nOne more thing.\n", store.KindVersion),
	}}); err != nil {
		t.Fatal(err)
	}
	s.run(s.m.look())
	s.shows("6 versions", "2024-06-01")
	if tl := s.m.top().(*timeline); tl.history[tl.index()].Captured != at("2024-01-09") {
		t.Errorf("the cursor went to %v", tl.history[tl.index()].Captured)
	}
}

func TestNeighboursArePrefetched(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	openDiff(s)
	s.hold = true
	s.keys("}")
	if len(s.later) == 0 {
		t.Fatal("nothing asked")
	}
	// The answer is there without another comparison.
	s.m.compare.compare = func(context.Context, store.Version, store.Version) (*diff.Result, error) {
		t.Error("compared again")
		return nil, errors.New("compared again")
	}
	first := s.later[0]
	s.later = nil
	s.hold = true
	s.send(first())
	s.shows("2022-05-07 → 2022-09-01", "formatting only")
}

func TestPlaceIsKept(t *testing.T) {
	a := fixture(t)
	state := filepath.Join(t.TempDir(), "x", "tui.json")
	s := newScreen(t, a, 80, 24, func(o *Options) { o.State = state })
	s.keys("/", "lantern", "enter", "enter", "G")
	s.m.hidden[diff.Editorial] = true
	if err := writePlace(state, s.m.placeNow()); err != nil {
		t.Fatal(err)
	}
	s = newScreen(t, a, 80, 24, func(o *Options) { o.State = state })
	s.shows("lantern/privacy-policy.en", "5/5")
	if !s.m.hidden[diff.Editorial] {
		t.Error("the filters are forgotten")
	}
	s.keys("q")
	s.shows("filter “lantern”")
	if err := os.WriteFile(state, []byte("{broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	newScreen(t, a, 80, 24, func(o *Options) { o.State = state }).shows("3 of 3 sources")
}

func TestTooSmallAWindow(t *testing.T) {
	s := newScreen(t, fixture(t), 59, 15)
	s.shows("This window has 59×15 characters")
	s.send(tea.WindowSizeMsg{Width: 60, Height: 14})
	s.shows("60×14")
	s.send(tea.WindowSizeMsg{Width: 3, Height: 1})
	s.send(tea.WindowSizeMsg{Width: 0, Height: 0})
	s.send(tea.WindowSizeMsg{Width: 60, Height: 15})
	s.shows("3 of 3 sources")
}

// Any size shows every place within it.
func TestEverySizeFits(t *testing.T) {
	a := fixture(t)
	for _, keys := range [][]string{nil, {"down", "enter"}, {"G", "d"}, {"down", "w"}, {"down", "enter", "t"}, {"?"}, {"down", "d", "f"}} {
		s := newScreen(t, a, 80, 24)
		s.keys(keys...)
		for width := 60; width <= 210; width += 7 {
			for _, height := range []int{15, 24, 50} {
				s.send(tea.WindowSizeMsg{Width: width, Height: height})
				checkFrame(t, s.frame(), width, height)
			}
		}
	}
}

func TestHostileTextReachesNoTerminal(t *testing.T) {
	s := newScreen(t, fixture(t), 100, 60, func(o *Options) { o.Color = true })
	s.keys("down", "enter", "enter", "z")
	for _, p := range []string{"", "w", "y"} {
		s.keys(p)
		content := sgr.ReplaceAllString(s.m.View().Content, "")
		if i := strings.IndexAny(content, "\x1b\x07\u202e\r"); i >= 0 {
			t.Errorf("control character in %q", content[max(0, i-20):i+20])
		}
	}
	s.keys("enter", "z")
	s.shows("␛]0;owned␇")
}

func TestMouse(t *testing.T) {
	s := newScreen(t, fixture(t), 80, 24)
	click := func(x, y int) { s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(5, 5)
	click(5, 5)
	s.shows("lantern/privacy-policy.en", "5 versions")
	click(5, 5)
	click(5, 5)
	s.shows("2021-03-02 → 2022-05-07")
	s.send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	click(5, 0)
	s.shows("5 versions")
}

// Everything in help can be done from it.
func TestHelpNamesEveryBinding(t *testing.T) {
	a := fixture(t)
	for _, keys := range [][]string{nil, {"down", "enter"}, {"down", "d"}, {"down", "w"}, {"down", "enter", "t"}} {
		s := newScreen(t, a, 80, 50)
		s.keys(keys...)
		seen := map[string]string{}
		for _, b := range s.m.top().bindings(s.m) {
			if b.name == wNone || b.do == nil {
				t.Errorf("%v has no name or does nothing", b.keys)
			}
			for _, name := range b.name {
				if strings.HasSuffix(name, ":") || strings.HasSuffix(name, "：") {
					t.Errorf("the name of %v promises more: %q", b.keys, name)
				}
			}
			for _, k := range b.keys {
				if was, ok := seen[k]; ok {
					t.Errorf("%s means two things: %s, %s", k, was, s.m.words.text(b.name))
				}
				seen[k] = s.m.words.text(b.name)
			}
		}
	}
}

// Any keys in any order leave a screen that fits.
func TestAnyKeys(t *testing.T) {
	a := fixture(t)
	all := []string{
		"enter", "esc", "down", "up", "n", "p", "]", "[", "}", "{", "m", "s", "z", "f", "1", "7", "T", "tab", "w", "d", "v", "u", "t",
		"/", "S", "e", "i", "r", "?", ":", "@", "space", "c", "G", "g", "b", "ctrl+d", "ctrl+u", "x", "y", "k", "j", "left", ".",
	}
	s := newScreen(t, a, 80, 24)
	seed := uint64(7)
	for i := range 3000 {
		seed = seed*6364136223846793005 + 1442695040888963407
		s.keys(all[(seed>>33)%uint64(len(all))])
		if i%97 == 0 {
			w, h := 60+int(seed>>40)%120, 15+int(seed>>50)%40
			s.send(tea.WindowSizeMsg{Width: w, Height: h})
			checkFrame(t, s.frame(), w, h)
		}
	}
}

func TestBlameNoticeAndLanguages(t *testing.T) {
	s := newScreen(t, fixture(t), 100, 40, func(o *Options) {
		o.Notice = func(ctx context.Context, from, to store.Version, v notice.Voice) (*notice.Notice, error) {
			r, err := o.Compare(ctx, from, to)
			if err != nil {
				return nil, err
			}
			return notice.Make(r, notice.Options{Voice: v, Lang: o.Lang}), nil
		}
	})
	openDiff(s)
	s.keys("B")
	s.shows("since when", "90 days", "2022-05-07")
	s.send(tea.WindowSizeMsg{Width: 70, Height: 20})
	checkFrame(t, s.frame(), 70, 20)
	s.keys("q", "P")
	s.shows("change report", "update notice")
	s.keys("2")
	s.shows("notice lantern/privacy-policy.en")
	s.keys("x", "enter")
	s.shows("Written to")
	s.keys("q", "q", "L")
	s.shows("languages lantern/privacy-poli", "missing in B")
}

// A repack under an open program takes nothing away from it.
func TestGitGCUnderneath(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	a := fixture(t)
	s := newScreen(t, a, 80, 24)
	s.keys("down", "enter")
	if out, err := exec.Command("git", "-C", a.GitDir(), "gc", "-q", "--prune=now").CombinedOutput(); err != nil {
		t.Fatalf("git gc: %v\n%s", err, out)
	}
	s.keys("enter")
	s.shows("2023-02-01 → 2024-01-09", "change 1 of")
	s.keys("t")
	s.shows("# Lantern Privacy Policy")
	s.run(s.m.look())
	s.hides("Error:")
}

// The colours follow the terminal's background; without colour nothing does.
func TestThemeFollowsTheBackground(t *testing.T) {
	white := tea.BackgroundColorMsg{Color: color.White}
	s := newScreen(t, fixture(t), 80, 24, func(o *Options) { o.Color = true })
	bar := pen{line: barLine}
	if s.m.theme.stroke(bar) != colourTheme(true).stroke(bar) {
		t.Error("not dark at first")
	}
	if s.send(white); s.m.theme.stroke(bar) != colourTheme(false).stroke(bar) {
		t.Error("not light on white")
	}
	s = newScreen(t, fixture(t), 80, 24)
	if s.send(white); !s.m.theme.plain {
		t.Error("colour where none was wanted")
	}
}

func TestTextThatCameBack(t *testing.T) {
	a := fixture(t)
	if _, err := a.Record(context.Background(), store.Batch{
		Texts:        []store.Text{version(sourceTW, "2023-01-01", policyTW, store.KindVersion)},
		Observations: []store.Observation{{Source: sourceTW, Status: "changed", Extra: map[string]string{"flaps": "ab-cd"}}},
	}); err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, a, 100, 24)
	s.shows("↺ flapping")
	s.keys("G", "enter")
	s.shows("↺ the text of 2021-03-02 again")
}
