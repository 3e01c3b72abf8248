package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/render/ink"
	"policylog/diff/terms"
	"policylog/store"
)

// timeline lists the versions of a source, newest first, and what each changed.
type timeline struct {
	asker
	source   string
	history  []store.Version // oldest first
	err      error
	list     list
	rows     []timelineRow
	at       string // commit of the current version
	marked   []string
	digests  map[string]digest // by commit; what is known of its change
	asked    map[string]bool
	again    map[string]time.Time // by commit: when the same text stood before, with another between
	unfolded bool
	height   int
	moments  bool // two versions are of one day
}

// timelineRow is a line: a version, or a run of folded ones.
type timelineRow struct {
	index  int // in history
	folded int // how many are folded here; 0: a version
	what   word
}

// digest is a comparison in the size a timeline keeps.
type digest struct {
	counts diff.Summary
	states [2]string  // the dates of update and effect that the text states
	class  diff.Class // the weightiest; "" nothing differs
	news   string
	err    bool
}

// historyAnswer and digestAnswer are what a timeline asks for.
type (
	historyAnswer struct{ versions []store.Version }
	digestAnswer  struct{ of map[string]digest }
)

func newTimeline(source string) *timeline {
	return &timeline{source: source, digests: map[string]digest{}, asked: map[string]bool{}}
}

func (t *timeline) crumb(*model) string { return short(t.source) }

func (t *timeline) where(m *model) string {
	if len(t.history) == 0 {
		return ""
	}
	s := m.words.say(wVersionsOf, len(t.history))
	if len(t.marked) > 0 {
		s = m.words.say(wMarked, len(t.marked)) + " · " + s
	}
	if i := t.index(); i >= 0 {
		s = fmt.Sprintf("%d/%d · ", len(t.history)-i, len(t.history)) + s
	}
	return s
}

func (t *timeline) refresh(m *model) tea.Cmd {
	source, a := t.source, m.opt.Archive
	return m.ask(&t.asker, func(ctx context.Context) (any, error) {
		h, err := a.History(ctx, source)
		return historyAnswer{h}, err
	})
}

func (t *timeline) receive(m *model, v any, err error) tea.Cmd {
	switch v := v.(type) {
	case historyAnswer:
		if err != nil {
			t.err = err
			return m.fail(err)
		}
		t.history, t.err = v.versions, nil
		t.again = returns(v.versions)
		t.moments = false
		for i := range t.history {
			t.moments = t.moments || sharesDay(t.history, i)
		}
		t.build()
		return t.more(m)
	case digestAnswer:
		for c, d := range v.of {
			t.digests[c] = d
		}
		t.build()
		return t.more(m)
	}
	if !errors.Is(err, context.Canceled) {
		return m.fail(err)
	}
	return nil
}

// returns finds the texts that came back, A after A and B, and when they stood before.
func returns(history []store.Version) map[string]time.Time {
	out, last := map[string]time.Time{}, map[string]int{}
	for i, v := range history {
		if k, ok := last[v.Blob]; ok && k < i-1 && v.Blob != "" {
			out[v.Commit] = history[k].Captured
		}
		last[v.Blob] = i
	}
	return out
}

// sharesDay says whether a version was captured on the day of one beside it.
func sharesDay(history []store.Version, i int) bool {
	const aDay = 24 * time.Hour // days are UTC's, as they are shown
	at := history[i].Captured.Truncate(aDay)
	is := func(k int) bool { return k >= 0 && k < len(history) && history[k].Captured.Truncate(aDay).Equal(at) }
	return !at.IsZero() && (is(i-1) || is(i+1))
}

// capturedAt is the day of a version in a list of all, with the time of day where another is of that day.
func capturedAt(history []store.Version, i int, m *model) string {
	if sharesDay(history, i) {
		return history[i].Captured.UTC().Format("2006-01-02 15:04")
	}
	return day(history[i].Captured, m)
}

// digestsAtOnce is how many changes one question is about: few, so that what comes into view next does not wait long.
const digestsAtOnce = 6

// more asks for the changes of the versions on the screen, then of those just below and above it, if nothing is asked.
func (t *timeline) more(m *model) tea.Cmd {
	if t.waiting() || len(t.history) == 0 {
		return nil
	}
	height := max(t.height, 20)
	from, to := t.list.top, t.list.top+height
	var want []int
	for _, r := range [][2]int{{from, to}, {to, to + height}, {from - height, from}} {
		for i := max(r[0], 0); i < min(r[1], len(t.rows)); i++ {
			if row := t.rows[i]; row.folded == 0 && !t.asked[t.history[row.index].Commit] && len(want) < digestsAtOnce {
				want = append(want, row.index)
			}
		}
	}
	if len(want) == 0 {
		return nil
	}
	history, c := t.history, m.compare
	for _, i := range want {
		t.asked[history[i].Commit] = true
	}
	return m.ask(&t.asker, func(ctx context.Context) (any, error) {
		a := digestAnswer{map[string]digest{}}
		for _, i := range want {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			a.of[history[i].Commit] = digestOf(ctx, c, history, i)
		}
		return a, nil
	})
}

// digestOf compares a version with the one before it.
func digestOf(ctx context.Context, c *comparer, history []store.Version, i int) digest {
	if i == 0 || history[i].Kind == store.KindTechnicalUpgrade {
		return digest{}
	}
	x, err := c.fresh(ctx, history[i-1], history[i])
	if err != nil {
		return digest{err: true}
	}
	d := digest{counts: x.result.Summary, news: newsLine(x.log, c.lang), states: [2]string{x.result.New.Updated, x.result.New.Effective}}
	for _, row := range x.result.Blocks {
		if row.Status != diff.Equal && slices.Index(diff.Classes(), row.Class) > slices.Index(diff.Classes(), d.class) {
			d.class = row.Class
		}
	}
	return d
}

// newsLine is a changelog in one line: what its weightiest entries say, and of what no fact tells of in which section.
func newsLine(c *changelog.Changelog, lang string) string {
	const most = 4
	var parts []string
	for _, rank := range []changelog.Rank{changelog.ByFact, changelog.ByContent, changelog.ByWording} {
		for i := range c.Sections {
			s := &c.Sections[i]
			for _, e := range s.Entries {
				if e.Rank != rank || len(e.Bullets) == 0 || len(parts) == most {
					continue
				}
				part := short(e.Bullets[0].Text)
				if name := short(s.Name()); rank != changelog.ByFact && name != "" {
					part = cut(name, 24) + terms.For(lang).Colon() + part
				}
				if !slices.Contains(parts, part) {
					parts = append(parts, part)
				}
			}
		}
		if len(parts) > 0 && rank != changelog.ByFact {
			break
		}
	}
	if len(parts) == 0 {
		return short(c.Summary)
	}
	return strings.Join(parts, " · ")
}

// foldsAway says whether a version is one of those that a reader of changes can do without.
func (t *timeline) foldsAway(i int) (word, bool) {
	v := t.history[i]
	if v.Kind == store.KindTechnicalUpgrade {
		return wTechnical, true
	}
	d, known := t.digests[v.Commit]
	if known && i > 0 && !d.err && (d.class == "" || d.class == diff.Cosmetic) {
		return wFormatting, true
	}
	return wNone, false
}

// build makes the rows, newest first, with runs of folded versions as one.
func (t *timeline) build() {
	t.rows = t.rows[:0]
	for i := len(t.history) - 1; i >= 0; i-- {
		what, away := t.foldsAway(i)
		if !away || t.unfolded || slices.Contains(t.marked, t.history[i].Commit) {
			t.rows = append(t.rows, timelineRow{index: i})
			continue
		}
		if n := len(t.rows); n > 0 && t.rows[n-1].folded > 0 && t.rows[n-1].what == what {
			t.rows[n-1].folded++
			continue
		}
		t.rows = append(t.rows, timelineRow{index: i, folded: 1, what: what})
	}
	t.list.setLen(len(t.rows))
	if t.at == "" {
		t.list.move(0, func(i int) bool { return t.rows[i].folded == 0 })
	} else {
		for i, r := range t.rows {
			last := r.index - max(r.folded-1, 0)
			for k := r.index; k >= last; k-- {
				if t.history[k].Commit == t.at {
					t.list.cursor = i
				}
			}
		}
	}
	t.remember()
}

// index is the current version's place in history, -1 without one.
func (t *timeline) index() int {
	if t.list.cursor < len(t.rows) {
		return t.rows[t.list.cursor].index
	}
	return -1
}

func (t *timeline) remember() {
	if i := t.index(); i >= 0 {
		t.at = t.history[i].Commit
	}
}

func (t *timeline) move(n int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		t.list.move(n, anyRow)
		t.list.window(max(t.height, 1))
		t.remember()
		return t.more(m)
	}
}

func (t *timeline) bindings(m *model) []binding {
	page := max(m.height-4, 1)
	return []binding{
		{keys: []string{"enter", "right", "l", "d"}, shown: "⏎", name: wDiffPrevious, short: wDiff, do: t.openDiff},
		{keys: []string{"w"}, name: wNewsOfVersion, short: wNews, do: t.openNews},
		{keys: []string{"space", "m"}, shown: "␣", name: wMark, short: wMarkShort, do: t.mark},
		{keys: []string{"c", "="}, shown: "c", name: wCompareMarked, short: wCompareShort, do: t.compareMarked},
		{keys: []string{"@"}, name: wJumpDate, short: wDateShort, do: t.askDate},
		{keys: []string{"z"}, name: wUnfoldVersions, short: wFoldShort, do: does(func(*model) { t.unfolded = !t.unfolded; t.build() })},
		{keys: []string{"t"}, name: wShowText, do: t.openText},
		{keys: []string{"B"}, name: wBlame, do: t.openBlame},
		{keys: []string{"L"}, name: wLanguages, do: func(m *model) tea.Cmd { return m.askLanguage(t.source) }},
		{keys: []string{"S"}, name: wSearchAll, do: (*model).searchArchive},
		{keys: []string{"o"}, name: wOpenURL, do: t.openURL},
		{keys: []string{"j", "down"}, shown: "j ↓", name: wDown, do: t.move(1)},
		{keys: []string{"k", "up"}, shown: "k ↑", name: wUp, do: t.move(-1)},
		{keys: []string{"pgdown", "ctrl+d", "ctrl+f"}, shown: "^D", name: wPageDown, do: t.move(page)},
		{keys: []string{"pgup", "ctrl+u", "ctrl+b", "b"}, shown: "b", name: wPageUp, do: t.move(-page)},
		{keys: []string{"g", "home"}, shown: "g", name: wHome, do: t.move(-1 << 30)},
		{keys: []string{"G", "end"}, shown: "G", name: wEnd, do: t.move(1 << 30)},
	}
}

// row is the current version; ok is false where none is, or a fold: that is opened instead.
func (t *timeline) row() (index int, ok bool) {
	if t.list.cursor >= len(t.rows) {
		return 0, false
	}
	if t.rows[t.list.cursor].folded > 0 {
		t.unfolded = true
		t.build()
		return 0, false
	}
	return t.index(), true
}

func (t *timeline) openDiff(m *model) tea.Cmd {
	i, ok := t.row()
	switch {
	case !ok:
		return t.more(m)
	case i == 0:
		return t.openText(m)
	}
	return m.open(newDiffPlace(t.history, t.history[i-1], t.history[i]))
}

func (t *timeline) openNews(m *model) tea.Cmd {
	i, ok := t.row()
	switch {
	case !ok:
		return t.more(m)
	case i == 0:
		return m.say(wFirstVersion)
	}
	return m.open(newNewsPlace(t.history, t.history[i-1], t.history[i]))
}

func (t *timeline) openText(m *model) tea.Cmd {
	if i, ok := t.row(); ok {
		return m.open(newTextPlace(t.history[i]))
	}
	return nil
}

func (t *timeline) openBlame(m *model) tea.Cmd {
	if i, ok := t.row(); ok {
		return m.blame(t.history, t.history[i])
	}
	return nil
}

func (t *timeline) openURL(m *model) tea.Cmd {
	if i := t.index(); i >= 0 {
		return m.openURL(t.history[i].URL)
	}
	return nil
}

// mark marks a version to be compared; a third one takes the place of the first.
func (t *timeline) mark(m *model) tea.Cmd {
	i, ok := t.row()
	if !ok {
		return nil
	}
	c := t.history[i].Commit
	if k := slices.Index(t.marked, c); k >= 0 {
		t.marked = slices.Delete(t.marked, k, k+1)
	} else {
		t.marked = append(t.marked, c)
		if len(t.marked) > 2 {
			t.marked = t.marked[1:]
		}
	}
	t.build()
	return t.move(1)(m)
}

// compareMarked compares the two marked versions, or the marked one with the current one.
func (t *timeline) compareMarked(m *model) tea.Cmd {
	var at []int
	for i, v := range t.history {
		if slices.Contains(t.marked, v.Commit) {
			at = append(at, i)
		}
	}
	if i := t.index(); len(at) == 1 && i >= 0 && i != at[0] {
		at = append(at, i)
	}
	if len(at) != 2 {
		return m.say(wMarkTwo)
	}
	slices.Sort(at)
	return m.open(newDiffPlace(t.history, t.history[at[0]], t.history[at[1]]))
}

// askDate goes to the version that was the latest on a day.
func (t *timeline) askDate(m *model) tea.Cmd {
	m.prompt = newPrompt(m.words.text(wDate), "", func(m *model, text string) tea.Cmd {
		period, err := store.ParsePeriod(text)
		if err != nil {
			return m.say(wNoDate, short(text))
		}
		found := -1
		for i, v := range t.history {
			if !v.Captured.IsZero() && !v.Captured.After(period.Last()) {
				found = i
			}
		}
		if found < 0 {
			return m.say(wNothingThen, short(text))
		}
		t.at = t.history[found].Commit
		t.build()
		return t.more(m)
	})
	return nil
}

func (t *timeline) click(m *model, _, y int) tea.Cmd {
	i := t.list.top + y - 1
	if i < 0 || i >= len(t.rows) {
		return nil
	}
	if i == t.list.cursor {
		return t.openDiff(m)
	}
	t.list.cursor = i
	t.remember()
	return nil
}

func (t *timeline) wheel(m *model, n int) tea.Cmd { return t.move(n)(m) }

// timelineColumns are the widths of the columns; 0 leaves one out.
type timelineColumns struct{ captured, updated, effective, size, class, news int }

func timelineWidths(width int, cjk, moments bool) timelineColumns {
	c := timelineColumns{captured: 12, size: 13, class: 11}
	if moments {
		c.captured = 18
	}
	if width >= 110 {
		c.size = 18
	}
	if cjk {
		c.class = 10
	}
	if width >= 96 {
		c.updated = 12
	}
	if width >= 120 {
		c.effective = 12
	}
	c.news = max(width-5-c.captured-c.updated-c.effective-c.size-c.class, 0)
	return c
}

func (t *timeline) draw(m *model, width, height int) []line {
	t.height = height - 1
	switch {
	case t.err != nil && len(t.history) == 0:
		return m.trouble(t.err, width)
	case len(t.history) == 0:
		return m.busy()
	}
	c := timelineWidths(width, m.cat.Tag() != "en", t.moments)
	head := "     " + fit(m.words.text(wColCaptured), c.captured)
	if c.updated > 0 {
		head += fit(m.words.text(wColUpdated), c.updated)
	}
	if c.effective > 0 {
		head += fit(m.words.text(wColEffective), c.effective)
	}
	head += fit(m.words.text(wColSize), c.size) + fit(m.words.text(wColClass), c.class) + m.words.text(wColNews)
	out := []line{lineOf(run(head, ink.Dim))}
	from, to := t.list.window(height - 1)
	for i := from; i < to; i++ {
		out = append(out, t.line(m, c, i))
	}
	return out
}

func (t *timeline) line(m *model, c timelineColumns, i int) line {
	r := t.rows[i]
	v := t.history[r.index]
	l := line{picked: i == t.list.cursor, runs: []ink.Run{run("   ", ink.Plain)}}
	if l.picked {
		l.runs[0] = run(" › ", stylePick)
	}
	if r.folded > 0 {
		l.runs = append(l.runs, run("  ⋯ "+m.words.say(r.what, r.folded), ink.Dim))
		return l
	}
	if slices.Contains(t.marked, v.Commit) {
		l.runs = append(l.runs, run("● ", ink.Alert))
	} else {
		l.runs = append(l.runs, space(2))
	}
	l.runs = append(l.runs, run(fit(capturedAt(t.history, r.index, m), c.captured), ink.Plain))
	d, known := t.digests[v.Commit]
	if c.updated > 0 { // other people's archives do not say what a text states; its comparison does
		l.runs = append(l.runs, run(fit(short(cmp.Or(v.Updated, d.states[0])), c.updated-1)+" ", ink.Dim))
	}
	if c.effective > 0 {
		l.runs = append(l.runs, run(fit(short(cmp.Or(v.Effective, d.states[1])), c.effective-1)+" ", ink.Dim))
	}
	switch {
	case r.index == 0:
		l.runs = append(l.runs, space(c.size), run(fit(m.words.text(wFirstBadge), c.class), ink.Dim), run(short(v.Title), ink.Dim))
	case v.Kind == store.KindTechnicalUpgrade:
		l.runs = append(l.runs, space(c.size), run(m.words.text(wTechnicalBadge), ink.Dim))
	case !known:
		l.runs = append(l.runs, run(fit("…", c.size), ink.Dim))
	case d.err:
		l.runs = append(l.runs, run(m.words.text(wNotComparable), ink.Alert))
	default:
		l.runs = append(l.runs, sizeRuns(d.counts, c.size)...)
		l.runs = append(l.runs, m.badge(d.class, c.class))
		if was, ok := t.again[v.Commit]; ok {
			l.runs = append(l.runs, run("↺ "+m.words.say(wAgain, day(was, m))+"  ", ink.Moved))
		}
		l.runs = append(l.runs, run(d.news, ink.Plain))
	}
	return l
}

// sizeRuns is the size of a change: blocks added, removed, changed, moved.
func sizeRuns(s diff.Summary, width int) []ink.Run {
	var out []ink.Run
	for _, p := range []struct {
		sign  string
		n     int
		style ink.Style
	}{
		{"+", s.Added, ink.Added},
		{"−", s.Removed, ink.Removed},
		{"~", s.Modified + s.Split + s.Merged + s.Retitled, ink.Alert},
		{"↕", s.Moved, ink.Moved},
	} {
		if p.n > 0 {
			out = append(out, run(fmt.Sprintf("%s%d ", p.sign, p.n), p.style))
		}
	}
	return ink.Pad(trimTo(out, width-1), width)
}

var classBadges = map[diff.Class]word{
	diff.Substantive: wBadgeContent, diff.Editorial: wBadgeWording, diff.LinkOnly: wBadgeLinks, diff.DateOnly: wBadgeDates,
	diff.Emphasis: wBadgeEmphasis, diff.Regional: wBadgeRegional, diff.Cosmetic: wBadgeFormat, "": wBadgeNone,
}

var classStyles = map[diff.Class]ink.Style{diff.Substantive: ink.Alert, diff.Editorial: ink.Accent}

// badge is a class in a column.
func (m *model) badge(c diff.Class, width int) ink.Run {
	style, ok := classStyles[c]
	if !ok {
		style = ink.Dim
	}
	return run(fit(m.words.text(classBadges[c]), width-1)+" ", style)
}
