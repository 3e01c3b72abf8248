package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/render/ink"
	"policylog/store"
)

// diffPlace is the comparison of two versions: an outline of the sections, and the text with its changes.
type diffPlace struct {
	asker
	history  []store.Version // of the source, for the next version; oldest first
	from, to store.Version
	c        *comparison
	err      error
	reader   reader
	outline  []outlineEntry
	hidden   hiddenClasses
	opened   map[int]bool // rows that were folded and are shown at the user's wish
	unfolded bool
	only     string // topic; "": all
	search   string // what is searched for, as typed
	found    []int  // rows that have it
	explain  bool
	normal   bool // texts as they are compared
	wantRow  string
	walking  bool // looks for what has no verdict elsewhere
	width    int
	outWidth int
}

func newDiffPlace(history []store.Version, from, to store.Version) *diffPlace {
	return &diffPlace{history: history, from: from, to: to, opened: map[int]bool{}}
}

func (p *diffPlace) crumb(m *model) string {
	name := ""
	if p.from.Source != p.to.Source {
		name = short(p.from.Source) + " "
	}
	return name + days(p.from.Captured, p.to.Captured, m)
}

func (p *diffPlace) where(m *model) string {
	if p.c == nil {
		return ""
	}
	var parts []string
	if p.search != "" {
		at, n := p.foundAt()
		parts = append(parts, fmt.Sprintf("/%s %d/%d", cut(short(p.search), 16), at, n))
	}
	if p.only != "" {
		parts = append(parts, m.cat.Topic(p.only))
	}
	if p.normal {
		parts = append(parts, m.words.text(wNormalShort))
	}
	at, n := p.changeAt()
	return strings.Join(append(parts, m.words.say(wChangeOf, at, n), fmt.Sprintf("%d%%", p.reader.percent())), " · ")
}

// changeAt counts the changes shown, and those up to the current one.
func (p *diffPlace) changeAt() (at, n int) {
	for i := range p.reader.items {
		if isChange(&p.reader.items[i]) {
			n++
			if i <= p.reader.current {
				at = n
			}
		}
	}
	return at, n
}

func (p *diffPlace) refresh(m *model) tea.Cmd {
	if p.c != nil {
		p.rebuild(m)
		return nil
	}
	from, to, c := p.from, p.to, m.compare
	return m.ask(&p.asker, func(ctx context.Context) (any, error) { return c.of(ctx, from, to) })
}

func (p *diffPlace) receive(m *model, v any, err error) tea.Cmd {
	if w, ok := v.(walked); ok && err == nil {
		return p.arrive(m, w)
	}
	p.walking = p.walking && err == nil
	if err != nil {
		p.err = err
		return m.fail(err)
	}
	x, ok := v.(*comparison)
	if !ok || x.from.Commit != p.from.Commit || x.to.Commit != p.to.Commit {
		return nil // of a neighbour: kept for when it is asked for
	}
	p.c = x
	p.rebuild(m)
	p.reader.firstStop()
	if p.wantRow != "" {
		p.goTo(p.wantRow)
	}
	return p.prefetch(m)
}

// prefetch compares the neighbouring versions, so that a step to them shows at once.
func (p *diffPlace) prefetch(m *model) tea.Cmd {
	var cmds []tea.Cmd
	for _, dir := range []int{1, -1} {
		if from, to, ok := p.neighbour(dir); ok {
			c := m.compare
			cmds = append(cmds, m.ask(&p.asker, func(ctx context.Context) (any, error) { return c.of(ctx, from, to) }))
		}
	}
	return tea.Batch(cmds...)
}

// neighbour is the comparison one version on (dir 1) or back.
func (p *diffPlace) neighbour(dir int) (from, to store.Version, ok bool) {
	i := slices.IndexFunc(p.history, func(v store.Version) bool { return v.Commit == p.to.Commit })
	if dir < 0 {
		i = slices.IndexFunc(p.history, func(v store.Version) bool { return v.Commit == p.from.Commit })
	} else {
		i++
	}
	for ; i > 0 && i < len(p.history); i += dir { // a technical upgrade is no change of the policy
		if p.history[i].Kind != store.KindTechnicalUpgrade {
			return p.history[i-1], p.history[i], true
		}
	}
	return from, to, false
}

// goTo makes the change with an id current.
func (p *diffPlace) goTo(id string) {
	for i := range p.reader.items {
		it := &p.reader.items[i]
		if it.row >= 0 && !it.away && p.c.result.Blocks[it.row].ID == id {
			p.reader.show(i)
			return
		}
	}
}

// row is the current change; nil when none is.
func (p *diffPlace) row() *diff.Row {
	if p.c == nil || p.reader.current >= len(p.reader.items) {
		return nil
	}
	if it := p.reader.items[p.reader.current]; it.row >= 0 && it.stop {
		return &p.c.result.Blocks[it.row]
	}
	return nil
}

func isChange(it *item) bool { return it.stop && it.row >= 0 && !it.away }

func (p *diffPlace) bindings(m *model) []binding {
	half := func(dir int) func(*model) tea.Cmd {
		return does(func(m *model) { p.reader.scroll(dir * max((m.height-3)/2, 1)) })
	}
	return append([]binding{
		{keys: []string{"n"}, name: wNextChange, short: wChangeShort, shown: "n p", do: p.next(1)},
		{keys: []string{"]"}, shown: "] [", name: wNextSection, short: wSectionShort, do: p.section(1)},
		{keys: []string{"}"}, shown: "} {", name: wNextVersion, short: wVersionShort, do: p.version(1)},
		{keys: []string{"s"}, name: wSideBySide, short: wSideShort, do: p.toggleSide},
		{keys: []string{"f"}, name: wFilterClasses, short: wFilterShort, do: p.filter},
		{keys: []string{"enter", "space"}, shown: "⏎", name: wOpenFold, short: wFoldShort, do: p.openFold},
		{keys: []string{"/"}, name: wSearch, short: wSearchShort, do: p.askSearch},
		{keys: []string{"w"}, name: wNewsOfVersion, short: wNews, do: func(m *model) tea.Cmd {
			return m.replace(newNewsPlace(p.history, p.from, p.to))
		}},
		{keys: []string{"v"}, name: wVerdict, short: wVerdictShort, do: func(m *model) tea.Cmd { return m.askVerdict(p.rows()) }},
		{keys: []string{"p", "N"}, shown: "p", name: wPreviousChange, do: p.next(-1)},
		{keys: []string{"["}, name: wPreviousSection, do: p.section(-1)},
		{keys: []string{"{"}, name: wPreviousVersion, do: p.version(-1)},
		{keys: []string{"m"}, name: wOtherEnd, do: p.otherEnd},
		{keys: []string{"T"}, name: wFilterTopics, do: p.topics},
		{keys: []string{"z"}, name: wUnfoldAll, do: does(func(m *model) { p.unfolded = !p.unfolded; p.rebuild(m) })},
		{keys: []string{"tab", "O"}, shown: "⇥", name: wOutline, do: p.toggleOutline},
		{keys: []string{"e"}, name: wNote, do: func(m *model) tea.Cmd { return m.askNote(p.rows()) }},
		{keys: []string{"."}, name: wNextUnreviewed, do: p.nextUnreviewed},
		{keys: []string{"P"}, name: wNotice, do: func(m *model) tea.Cmd { return m.askNotice(p.from, p.to) }},
		{keys: []string{"B"}, name: wBlame, do: func(m *model) tea.Cmd { return m.blame(p.history, p.to) }},
		{keys: []string{"L"}, name: wLanguages, do: func(m *model) tea.Cmd { return m.askLanguage(p.to.Source) }},
		{keys: []string{"y"}, name: wCopy, do: p.copyQuote},
		{keys: []string{"x"}, name: wExport, do: p.export},
		{keys: []string{"i"}, name: wExplain, do: does(func(m *model) { p.explain = !p.explain; p.reader.forget() })},
		{keys: []string{"r"}, name: wNormal, do: does(func(m *model) { p.normal = !p.normal; p.reader.forget() })},
		{keys: []string{"o"}, name: wOpenURL, do: func(m *model) tea.Cmd { return m.openURL(p.to.URL) }},
		{keys: []string{"t"}, name: wShowText, do: func(m *model) tea.Cmd { return m.open(newTextPlace(p.to)) }},
		{keys: []string{"ctrl+d"}, shown: "^D", name: wHalfDown, do: half(1)},
		{keys: []string{"ctrl+u"}, shown: "^U", name: wHalfUp, do: half(-1)},
		{keys: []string{"esc"}, shown: "Esc", name: wEndSearch, do: func(m *model) tea.Cmd {
			switch {
			case p.walking:
				p.stopWalking()
				return nil
			case p.search == "":
				return m.back()
			}
			p.setSearch(m, "")
			return nil
		}},
	}, p.reader.scrolling(m, "^F", "pgdown", "ctrl+f")...)
}

// next goes to the next change, or to the next place that has what is searched for.
func (p *diffPlace) next(dir int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		if p.search != "" {
			return p.nextFound(m, dir)
		}
		if !p.reader.step(dir, isChange) {
			return m.say(wNoMoreChanges)
		}
		return nil
	}
}

func (p *diffPlace) section(dir int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		if !p.reader.step(dir, func(it *item) bool { return it.header }) {
			return m.say(wNoMoreSections)
		}
		return nil
	}
}

func (p *diffPlace) version(dir int) func(*model) tea.Cmd {
	return func(m *model) tea.Cmd {
		from, to, ok := p.neighbour(dir)
		if !ok {
			return m.say(wNoMoreVersions)
		}
		return m.replace(p.like(p.history, from, to))
	}
}

// like is another comparison shown in the same way.
func (p *diffPlace) like(history []store.Version, from, to store.Version) *diffPlace {
	q := newDiffPlace(history, from, to)
	q.explain, q.normal, q.unfolded = p.explain, p.normal, p.unfolded
	return q
}

func (p *diffPlace) toggleSide(m *model) tea.Cmd {
	if p.sideBySide(m) {
		m.sideBySide = sideNever
	} else {
		m.sideBySide = sideAlways
	}
	p.reader.forget()
	if m.sideBySide == sideAlways && !p.sideBySide(m) {
		return m.say(wTooNarrow)
	}
	return nil
}

// The widths of the text from which old and new stand beside each other: by themselves, and at the user's wish.
const (
	sideFrom  = 130
	sideLeast = 50
)

func (p *diffPlace) sideBySide(m *model) bool {
	switch m.sideBySide {
	case sideAlways:
		return p.reader.width >= sideLeast
	case sideNever:
		return false
	}
	return p.reader.width >= sideFrom
}

// openFold shows what is folded beside the current change.
func (p *diffPlace) openFold(m *model) tea.Cmd {
	items := p.reader.items
	i := p.reader.current
	var folds []int
	for _, k := range []int{i - 2, i - 1, i, i + 1} {
		if k >= 0 && k < len(items) && items[k].fold >= 0 {
			folds = append(folds, k)
		}
	}
	if len(folds) == 0 {
		// Nothing folded here: the unchanged text around that was opened is folded again.
		clear(p.opened)
		p.rebuild(m)
		return nil
	}
	for _, k := range folds {
		p.openRows(items[k].fold)
	}
	p.rebuild(m)
	return nil
}

// openRows opens the run of folded rows that begins at a row.
func (p *diffPlace) openRows(from int) {
	for i := from; i < len(p.c.result.Blocks) && !p.shows(i); i++ {
		p.opened[i] = true
	}
}

// otherEnd goes from a moved text to where it stood, and back.
func (p *diffPlace) otherEnd(m *model) tea.Cmd {
	if p.c == nil || p.reader.current >= len(p.reader.items) {
		return nil
	}
	it := p.reader.items[p.reader.current]
	for i := range p.reader.items {
		o := &p.reader.items[i]
		if i != p.reader.current && o.row == it.row && it.row >= 0 && o.away != it.away {
			p.reader.show(i)
			return nil
		}
	}
	return m.say(wNotMoved)
}

func (p *diffPlace) toggleOutline(m *model) tea.Cmd {
	if p.width < outlineFrom {
		return p.outlinePopup(m)
	}
	m.outline = !m.outline
	return nil
}

func (p *diffPlace) click(m *model, x, y int) tea.Cmd {
	if p.outWidth > 0 && x < p.outWidth {
		first := p.outlineTop(p.reader.height)
		if i := first + y; i < len(p.outline) {
			p.goToSection(i)
		}
		return nil
	}
	i := p.reader.at(y)
	if i >= 0 {
		i -= p.reader.items[i].part
	}
	switch {
	case i < 0:
	case p.reader.items[i].fold >= 0:
		p.openRows(p.reader.items[i].fold)
		p.rebuild(m)
	case p.reader.items[i].stop && i == p.reader.current:
		if p.reader.items[i].away {
			return p.otherEnd(m)
		}
	case p.reader.items[i].stop:
		p.reader.current = i
	}
	return nil
}

func (p *diffPlace) wheel(_ *model, n int) tea.Cmd {
	p.reader.scroll(n)
	return nil
}

// outlineFrom is the width from which the outline stands beside the text.
const outlineFrom = 100

func (p *diffPlace) draw(m *model, width, height int) []line {
	p.width = width
	switch {
	case p.err != nil && p.c == nil:
		return m.trouble(p.err, width)
	case p.c == nil:
		return m.busy()
	}
	p.outWidth = 0
	if m.outline && width >= outlineFrom && len(p.outline) > 1 {
		p.outWidth = min(max(width/4, 26), 44)
	}
	if p.outWidth == 0 {
		p.reader.size(width-1, height)
		return p.reader.draw()
	}
	p.reader.size(width-p.outWidth-2, height)
	text := p.reader.draw()
	return columns(p.drawOutline(m, p.outWidth, height), p.outWidth, run("│", ink.Dim), text, height)
}
