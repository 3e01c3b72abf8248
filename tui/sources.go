package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/parallel"
	"policylog/diff/render/ink"
	"policylog/internal/reason"
	"policylog/store"
)

// sourcesPlace is the list of sources, grouped by service.
type sourcesPlace struct {
	asker
	list   list
	filter string
	sort   sortOrder
	rows   []sourceRow
	at     string // the current source, kept when rows change

	beside  bool     // the user wants the languages of a policy beside each other
	langs   []string // the columns in which they stand so; nil: they stand below each other
	unfit   int      // how many columns there would be that the screen has no room for; 0: there is room
	lang    string   // the column last chosen
	leaders map[string]*store.SourceInfo
	steps   map[string][]parallel.OutOfStep // by policy, as far as known
}

// sortOrder is what the list of sources goes by.
type sortOrder int

const (
	byName sortOrder = iota
	byChange
	byCheck
	byVersions
	byHealth
	numOrders
)

var orderWords = [numOrders]word{wByName, wByChange, wByCheck, wByVersions, wByHealth}

// sourceRow is a line of the list: a service, one of its sources, or one of its policies in all languages.
type sourceRow struct {
	service string
	info    *store.SourceInfo // nil: the heading of a service
	id      store.SourceID
	cells   []*store.SourceInfo // with languages beside each other: one for each column, nil where there is none
}

func newSourcesPlace() *sourcesPlace { return &sourcesPlace{} }

func (p *sourcesPlace) crumb(*model) string { return "" }

func (p *sourcesPlace) where(m *model) string {
	var parts []string
	if p.filter != "" {
		parts = append(parts, m.words.say(wFilterIs, short(p.filter)))
	}
	if p.unfit > 0 {
		parts = append(parts, m.words.say(wLanguagesNeed, columnsFor(p.unfit)))
	}
	if p.sort != byName {
		parts = append(parts, m.words.text(orderWords[p.sort]))
	}
	return strings.Join(append(parts, m.words.say(wSourcesOf, p.shown(), len(m.sources))), " · ")
}

func (p *sourcesPlace) shown() int {
	n := 0
	for _, r := range p.rows {
		switch {
		case r.cells != nil:
			n += r.languages()
		case r.info != nil:
			n++
		}
	}
	return n
}

func (p *sourcesPlace) refresh(m *model) tea.Cmd {
	p.steps = nil
	p.cancel()
	p.build(m)
	return p.askSteps(m)
}

// receive takes in what is out of step in a policy; one that cannot be read is as one of which nothing is known.
func (p *sourcesPlace) receive(m *model, v any, _ error) tea.Cmd {
	a, ok := v.(stepsAnswer)
	if !ok {
		return nil
	}
	if p.steps == nil {
		p.steps = map[string][]parallel.OutOfStep{}
	}
	p.steps[a.policy] = a.steps
	return p.askSteps(m)
}

// build makes the rows: services by their best source, the languages of one policy beside each other.
func (p *sourcesPlace) build(m *model) {
	byService := map[string][]sourceRow{}
	var services []string
	for i := range m.sources {
		info := &m.sources[i]
		if !matches(info.Source+" "+info.LastStatus, p.filter) {
			continue
		}
		id, err := store.ParseSourceID(info.Source)
		if err != nil {
			id = store.SourceID{Service: "?", Policy: info.Source}
		}
		if byService[id.Service] == nil {
			services = append(services, id.Service)
		}
		byService[id.Service] = append(byService[id.Service], sourceRow{service: id.Service, info: info, id: id})
	}
	for _, rows := range byService {
		slices.SortStableFunc(rows, p.order)
	}
	slices.SortStableFunc(services, func(a, b string) int {
		if p.sort == byName {
			return cmp.Compare(a, b)
		}
		return p.order(byService[a][0], byService[b][0])
	})
	p.rows, p.langs, p.unfit = p.rows[:0], nil, 0
	if p.beside {
		p.langs, p.leaders = languagesOf(byService), leaders(m.sources)
		if n := len(p.langs); columnsFor(n) > m.width {
			p.langs, p.unfit = nil, n
		}
	}
	for _, s := range services {
		rows := byService[s]
		if p.langs != nil {
			rows = p.besideEachOther(rows)
		}
		p.rows = append(append(p.rows, sourceRow{service: s}), rows...)
	}
	p.list.setLen(len(p.rows))
	p.find(p.at)
	if c := p.current(); c == nil {
		p.list.move(0, p.isSource)
	}
	p.remember()
}

// find makes a source current, if it is shown.
func (p *sourcesPlace) find(source string) {
	for i, r := range p.rows {
		if r.info != nil && r.cells == nil && r.info.Source == source {
			p.list.cursor = i
		}
		for k, c := range r.cells {
			if c != nil && c.Source == source {
				p.list.cursor = i
				p.lang = cmp.Or(p.lang, p.langs[k])
			}
		}
	}
}

func (p *sourcesPlace) order(a, b sourceRow) int {
	name := cmp.Or(cmp.Compare(a.id.Policy, b.id.Policy), cmp.Compare(a.id.Language, b.id.Language))
	switch p.sort {
	case byChange:
		return cmp.Or(b.info.Last.Compare(a.info.Last), name)
	case byCheck:
		return cmp.Or(b.info.LastCheck.Compare(a.info.LastCheck), name)
	case byVersions:
		return cmp.Or(cmp.Compare(b.info.Versions, a.info.Versions), name)
	case byHealth:
		return cmp.Or(cmp.Compare(severity(b.info), severity(a.info)), name)
	}
	return name
}

// severity is how much a source wants attention.
func severity(i *store.SourceInfo) int {
	switch i.LastStatus {
	case "failed":
		return 4
	case "held":
		return 3
	case "withdrawn":
		return 2
	}
	return 0
}

func (p *sourcesPlace) isSource(i int) bool { return p.rows[i].info != nil }

func (p *sourcesPlace) current() *store.SourceInfo {
	if p.list.cursor >= len(p.rows) {
		return nil
	}
	r := p.rows[p.list.cursor]
	if r.cells != nil {
		return r.cells[p.column(r)]
	}
	return r.info
}

func (p *sourcesPlace) remember() {
	if c := p.current(); c != nil {
		p.at = c.Source
	}
}

func (p *sourcesPlace) move(n int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		p.list.move(n, p.isSource)
		if p.list.cursor <= 1 {
			p.list.top = 0
		}
		p.remember()
		return p.askSteps(m)
	}
}

func (p *sourcesPlace) bindings(m *model) []binding {
	page := max(m.height-4, 1)
	var sideways []binding
	if p.langs != nil {
		page = max(page-legendLines, 1)
		sideways = []binding{
			{keys: []string{"right", "l"}, shown: "l →", name: wNextLanguage, do: p.sideways(1)},
			{keys: []string{"left", "h"}, shown: "h ←", name: wPreviousLanguage, do: p.sideways(-1)},
		}
	}
	return append(sideways, []binding{
		{keys: []string{"enter", "right", "l"}, shown: "⏎", name: wOpenTimeline, short: wOpen, do: p.openTimeline},
		{keys: []string{"w"}, name: wLatestNews, short: wNews, do: p.openNews},
		{keys: []string{"d"}, name: wLatestDiff, short: wDiff, do: p.openDiff},
		{keys: []string{"/"}, name: wFilter, short: wFilterShort, do: p.ask},
		{keys: []string{"s"}, name: wSort, short: wSortShort, do: does(func(m *model) {
			p.sort = (p.sort + 1) % numOrders
			p.at, p.list = "", list{}
			p.build(m)
		})},
		{keys: []string{"tab"}, shown: "⇥", name: wLanguagesBeside, short: wLanguagesView, do: p.toggleLanguages},
		{keys: []string{"S"}, name: wSearchAll, short: wSearchShort, do: (*model).searchArchive},
		{keys: []string{"L"}, name: wLanguages, do: func(m *model) tea.Cmd { return m.askLanguage(p.at) }},
		{keys: []string{"o"}, name: wOpenURL, do: p.openURL},
		{keys: []string{"j", "down"}, shown: "j ↓", name: wDown, do: p.move(1)},
		{keys: []string{"k", "up"}, shown: "k ↑", name: wUp, do: p.move(-1)},
		{keys: []string{"space", "pgdown", "ctrl+d", "ctrl+f"}, shown: "␣", name: wPageDown, do: p.move(page)},
		{keys: []string{"pgup", "ctrl+u", "ctrl+b", "b"}, shown: "b", name: wPageUp, do: p.move(-page)},
		{keys: []string{"g", "home"}, shown: "g", name: wHome, do: p.move(-1 << 30)},
		{keys: []string{"G", "end"}, shown: "G", name: wEnd, do: p.move(1 << 30)},
	}...)
}

// ask filters while the user types.
func (p *sourcesPlace) ask(m *model) tea.Cmd {
	set := func(m *model, text string) tea.Cmd {
		p.filter = strings.TrimSpace(text)
		p.build(m)
		return nil
	}
	m.prompt = newPrompt("/", p.filter, set)
	m.prompt.live = set
	m.prompt.left = func(m *model) { set(m, "") }
	m.prompt.move = func(_ *model, n int) { p.list.move(n, p.isSource); p.remember() }
	return nil
}

func (p *sourcesPlace) openTimeline(m *model) tea.Cmd {
	if c := p.current(); c != nil && c.Versions > 0 {
		return m.open(newTimeline(c.Source))
	}
	return m.say(wNoVersions)
}

func (p *sourcesPlace) openNews(m *model) tea.Cmd {
	if c := p.current(); c != nil && c.Versions > 1 {
		return m.open(newLatest(c.Source, true))
	}
	return m.say(wOneVersion)
}

func (p *sourcesPlace) openDiff(m *model) tea.Cmd {
	if c := p.current(); c != nil && c.Versions > 1 {
		return m.open(newLatest(c.Source, false))
	}
	return m.say(wOneVersion)
}

func (p *sourcesPlace) openURL(m *model) tea.Cmd {
	c := p.current()
	if c == nil || c.Versions == 0 {
		return m.say(wNoURL)
	}
	return m.openPageOf(c.Source)
}

func (p *sourcesPlace) click(m *model, x, y int) tea.Cmd {
	i := p.list.top + y - 1
	if i < 0 || i >= len(p.rows) || !p.isSource(i) {
		return nil
	}
	was := p.current()
	p.list.cursor = i
	if k := p.columnAt(m, x); k >= 0 && p.rows[i].cells[k] != nil {
		p.lang = p.langs[k]
	}
	p.remember()
	if p.current() == was {
		return p.openTimeline(m)
	}
	return nil
}

func (p *sourcesPlace) wheel(m *model, n int) tea.Cmd { return p.move(n)(m) }

// draw shows the table; narrow screens get fewer columns.
func (p *sourcesPlace) draw(m *model, width, height int) []line {
	switch {
	case !m.loaded:
		return m.busy()
	case m.loadErr != nil && len(m.sources) == 0:
		return m.trouble(m.loadErr, width)
	case len(m.sources) == 0:
		return m.message(wEmptyArchive, width, short(m.opt.Archive.Dir()))
	case len(p.rows) == 0:
		return m.message(wNothingMatches, width, short(p.filter))
	}
	if p.langs != nil {
		return p.drawLanguages(m, width, height)
	}
	cols := p.columns(m, width)
	out := []line{p.head(m, cols)}
	from, to := p.list.window(height - 1)
	for i := from; i < to; i++ {
		out = append(out, p.line(m, cols, i))
	}
	return out
}

// message is a whole place of words.
func (m *model) message(w word, width int, args ...any) []line {
	out := []line{{}}
	for _, l := range ink.Wrap([]ink.Run{run(m.words.say(w, args...), ink.Plain)}, min(width-4, 90)) {
		out = append(out, lineOf(append([]ink.Run{space(2)}, l...)...))
	}
	return out
}

// sourceColumns are the widths of the columns; 0 leaves one out.
type sourceColumns struct{ name, lang, changed, checked, versions, health int }

// columns leaves out what does not fit, and on a narrow screen what no source has anything to say of.
func (p *sourcesPlace) columns(m *model, width int) sourceColumns {
	c := sourceColumns{lang: 8, changed: 12, versions: 10, health: 10}
	checked := slices.ContainsFunc(m.sources, func(s store.SourceInfo) bool { return !s.LastCheck.IsZero() })
	if width >= 110 {
		c.health, c.lang, c.checked = 32, 12, 12
	} else {
		if width >= 76 && checked {
			c.checked = 12
		}
		if !slices.ContainsFunc(p.rows, func(r sourceRow) bool { return r.id.Language != "" }) {
			c.lang = 0
		}
	}
	c.name = min(width-4-c.lang-c.changed-c.checked-c.versions-c.health, 64)
	return c
}

func (p *sourcesPlace) head(m *model, c sourceColumns) line {
	cell := func(w word, n int) string { return fit(m.words.text(w), n) }
	s := "    " + cell(wColPolicy, c.name) + cell(wColLanguage, c.lang) + cell(wColChanged, c.changed)
	if c.checked > 0 {
		s += cell(wColChecked, c.checked)
	}
	s += fitRight(m.words.text(wColVersions), c.versions-2) + "  " + cell(wColHealth, c.health)
	return lineOf(run(s, ink.Dim))
}

func (p *sourcesPlace) line(m *model, c sourceColumns, i int) line {
	r := p.rows[i]
	if r.info == nil {
		return lineOf(space(1), run(short(r.service), ink.Bold))
	}
	mark := run("   ", ink.Plain)
	if i == p.list.cursor {
		mark = run(" › ", stylePick)
	}
	name := run(fit(short(r.id.Policy), c.name-1)+" ", ink.Plain)
	if above := p.rows[i-1]; above.info != nil && above.id.Policy == r.id.Policy {
		name.Style = ink.Dim // another language of the policy above
	}
	lang := run("", ink.Accent)
	if c.lang > 0 {
		lang.Text = fit(r.id.Language, c.lang-1) + " "
	}
	runs := []ink.Run{
		mark, space(1), name, lang,
		run(fit(day(r.info.Last, m), c.changed), ink.Plain),
	}
	if c.checked > 0 {
		checked := "–"
		if !r.info.LastCheck.IsZero() {
			checked = day(r.info.LastCheck, m)
		}
		runs = append(runs, run(fit(checked, c.checked), ink.Dim))
	}
	health, style := m.health(r.info)
	runs = append(runs, run(fitRight(fmt.Sprint(r.info.Versions), c.versions-2)+"  ", ink.Plain), run(cut(health, c.health), style))
	return line{runs: runs, picked: i == p.list.cursor}
}

// health says how the last check ended where it wants attention.
func (m *model) health(i *store.SourceInfo) (string, ink.Style) {
	if i.LastStatus == "" && i.LastCheck.IsZero() {
		return "–", ink.Dim
	}
	extra := m.last[i.Source].Extra
	why := ""
	if i.LastError != "" {
		told := reason.Decode(extra["reason"]).Inner().In(m.cat.Tag()) // without the address, for which a table has no room
		why = m.cat.Colon() + short(cmp.Or(told, i.LastError))
	}
	switch i.LastStatus {
	case "failed":
		return "✗ " + m.words.text(wFailed) + why, ink.Removed
	case "held":
		return "! " + m.words.text(wHeld) + why, ink.Alert
	case "withdrawn":
		return "! " + m.words.text(wWithdrawn) + why, ink.Alert
	}
	if extra["flaps"] != "" { // those that a run told of
		return "↺ " + m.words.text(wFlapping), ink.Alert
	}
	return "✓", ink.Added
}

// days are those of two captures, with the time of day where they are of one.
func days(from, to time.Time, m *model) string {
	a, b := day(from, m), day(to, m)
	if a != b || from.Equal(to) {
		return a + " → " + b
	}
	return a + " " + from.UTC().Format(time.TimeOnly) + " → " + to.UTC().Format(time.TimeOnly) + " UTC"
}

// day is a date as every language reads it in a table; unknown where there is none.
func day(t time.Time, m *model) string {
	if t.IsZero() {
		return m.words.text(wUnknown)
	}
	return t.UTC().Format(time.DateOnly)
}
