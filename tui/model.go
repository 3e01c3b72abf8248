package tui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"policylog/diff/render/ink"
	"policylog/diff/terms"
	"policylog/store"
)

// The smallest screen that shows enough.
const (
	leastWidth  = 60
	leastHeight = 15
)

// place is what fills the screen.
type place interface {
	crumb(m *model) string // its name in the line at the top
	draw(m *model, width, height int) []line
	bindings(m *model) []binding
	where(m *model) string // what the status line says of the position in it
	receive(m *model, v any, err error) tea.Cmd
	click(m *model, x, y int) tea.Cmd
	wheel(m *model, n int) tea.Cmd
	questions() *asker
	refresh(m *model) tea.Cmd // the archive changed
}

// asker keeps the questions of a place that are not answered yet.
type asker struct {
	pending map[uint64]context.CancelFunc
}

func (a *asker) questions() *asker { return a }

// cancel withdraws all questions: their answers will be dropped.
func (a *asker) cancel() {
	for _, c := range a.pending {
		c()
	}
	a.pending = nil
}

func (a *asker) waiting() bool { return len(a.pending) > 0 }

// answer is what became of a question.
type answer struct {
	id    uint64
	value any
	err   error
}

// tick asks whether the archive changed.
type tick struct{}

// changed brings the newest state of the archive.
type changed struct {
	sources []store.SourceInfo
	notes   map[string]string
	last    map[string]store.Observation
	err     error
}

type model struct {
	ctx           context.Context
	opt           Options
	words         words
	cat           terms.Catalogue
	theme         theme
	compare       *comparer
	width, height int
	stack         []place
	prompt        *prompt
	popup         *popup
	toast         string
	lastID        uint64
	sources       []store.SourceInfo
	last          map[string]store.Observation // of each source
	loaded        bool
	loadErr       error
	reviews       reviewed
	undo          []reviewed // what verdicts and notes replaced
	sideBySide    sideMode
	outline       bool
	hidden        hiddenClasses
	wheel         spinner.Model
	turning       bool
	crash         atomic.Pointer[crash] // written by any command
	moves         bool                  // there is a clock by which the wheel turns
}

// sideMode says when old and new stand beside each other.
type sideMode int

const (
	sideByWidth sideMode = iota
	sideAlways
	sideNever
)

func newModel(ctx context.Context, o Options) *model {
	if o.Now == nil {
		o.Now = time.Now
	}
	m := &model{ctx: ctx, opt: o, words: wordsFor(o.Lang), cat: terms.For(o.Lang), theme: plainTheme(), outline: true}
	m.wheel = spinner.New(spinner.WithSpinner(spinner.MiniDot))
	if o.Color {
		m.theme = colourTheme(true)
	}
	m.hidden = defaultHidden()
	m.compare = newComparer(o.Compare, m.cat.Tag(), o.Now)
	m.stack = []place{newSourcesPlace()}
	return m
}

// Init asks for the sources, and the terminal for its background.
func (m *model) Init() tea.Cmd {
	defer m.witness()
	cmds := []tea.Cmd{m.look()}
	if m.opt.Color {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	cmds = append(cmds, m.turn())
	if m.opt.Poll > 0 {
		cmds = append(cmds, m.wait())
	}
	if t := m.top(); len(m.stack) > 1 {
		cmds = append(cmds, t.refresh(m))
	}
	return m.guard(tea.Batch(cmds...))
}

func (m *model) wait() tea.Cmd {
	return tea.Tick(m.opt.Poll, func(time.Time) tea.Msg { return tick{} })
}

// look reads what the archive holds.
func (m *model) look() tea.Cmd {
	a, ctx := m.opt.Archive, m.ctx
	return func() tea.Msg {
		s, err := a.Sources(ctx)
		if err != nil {
			return changed{err: err}
		}
		notes, err := a.Notes(ctx)
		if err != nil {
			return changed{err: err}
		}
		last, err := a.LastObservation(ctx)
		return changed{s, notes, last, err}
	}
}

// ask runs something slow for a place; the answer comes to its receive unless the place was left.
func (m *model) ask(a *asker, fn func(context.Context) (any, error)) tea.Cmd {
	m.lastID++
	id := m.lastID
	ctx, cancel := context.WithCancel(m.ctx)
	if a.pending == nil {
		a.pending = map[uint64]context.CancelFunc{}
	}
	a.pending[id] = cancel
	return func() tea.Msg {
		if err := ctx.Err(); err != nil {
			return answer{id: id, err: err}
		}
		v, err := fn(ctx)
		return answer{id, v, err}
	}
}

func (m *model) top() place { return m.stack[len(m.stack)-1] }

// open puts a place on top and returns its first question.
func (m *model) open(p place) tea.Cmd {
	m.stack = append(m.stack, p)
	return p.refresh(m)
}

// back leaves a place; the first one stays. A timeline goes to the version that was looked at last.
func (m *model) back() tea.Cmd {
	if len(m.stack) == 1 {
		return nil
	}
	left := m.top()
	left.questions().cancel()
	m.stack = m.stack[:len(m.stack)-1]
	if p, ok := m.top().(*outputPlace); ok {
		return p.refresh(m)
	}
	t, ok := m.top().(*timeline)
	if !ok {
		return nil
	}
	switch p := left.(type) {
	case *diffPlace:
		t.at = p.to.Commit
	case *newsPlace:
		t.at = p.to.Commit
	}
	t.build()
	return t.more(m)
}

// replace puts a place in place of the one on top.
func (m *model) replace(p place) tea.Cmd {
	m.top().questions().cancel()
	m.stack[len(m.stack)-1] = p
	return p.refresh(m)
}

// say shows a message in the status line until the next key.
func (m *model) say(w word, args ...any) tea.Cmd {
	m.toast = m.words.say(w, args...)
	return nil
}

func (m *model) fail(err error) tea.Cmd {
	if err != nil && !errors.Is(err, context.Canceled) {
		m.toast = m.words.say(wError, short(err.Error()))
	}
	return nil
}

// Update handles one message. It never waits.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	defer m.witness()
	cmd := m.handle(msg)
	if turn := m.turn(); turn != nil {
		cmd = tea.Batch(cmd, turn)
	}
	return m, m.guard(cmd)
}

func (m *model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case spinner.TickMsg:
		return m.turned(msg)
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		var cmd tea.Cmd
		if p, ok := m.stack[0].(*sourcesPlace); ok {
			p.build(m) // languages beside each other need room
			cmd = p.askSteps(m)
		}
		if p, ok := m.top().(*outputPlace); ok {
			cmd = tea.Batch(cmd, p.refresh(m))
		}
		return cmd
	case tea.BackgroundColorMsg:
		if m.opt.Color && !msg.IsDark() {
			m.theme = colourTheme(false)
		}
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		if m.prompt != nil {
			return m.prompt.paste(m, msg.Content)
		}
	case tea.ClipboardMsg:
		if m.prompt != nil {
			return m.prompt.paste(m, msg.Content)
		}
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return m.clicked(msg.X, msg.Y)
		}
	case tea.MouseWheelMsg:
		return m.wheeled(msg)
	case answer:
		return m.answered(msg)
	case changed:
		return m.archiveChanged(msg)
	case noted:
		if msg.err != nil {
			m.showReviews(msg.before)
			m.undo = m.undo[:max(len(m.undo)-1, 0)]
			return m.fail(msg.err)
		}
	case did:
		if errors.Is(msg.err, fs.ErrExist) {
			return m.say(wFileExists, msg.args...)
		}
		if msg.err != nil {
			return m.fail(msg.err)
		}
		return m.say(msg.what, msg.args...)
	case openRequest:
		return m.openURL(msg.url)
	case tick:
		return tea.Batch(m.look(), m.wait())
	}
	return nil
}

// answered hands an answer to the place that waits for it, if any does.
func (m *model) answered(a answer) tea.Cmd {
	for _, p := range m.stack {
		q := p.questions()
		cancel, ok := q.pending[a.id]
		if !ok {
			continue
		}
		cancel()
		delete(q.pending, a.id)
		m.opt.Meter.clear()
		return p.receive(m, a.value, a.err)
	}
	return nil
}

// archiveChanged takes in what the archive holds now; where nothing is new, nothing is drawn anew.
func (m *model) archiveChanged(c changed) tea.Cmd {
	m.opt.Meter.clear()
	first := !m.loaded
	m.loaded, m.loadErr = true, c.err
	if c.err != nil {
		return m.fail(c.err)
	}
	m.reviews = readReviews(c.notes)
	if same(m.sources, c.sources) && !first {
		return nil
	}
	m.sources, m.last = c.sources, c.last
	var cmds []tea.Cmd
	for _, p := range m.stack {
		if first && p == m.top() && len(m.stack) > 1 {
			continue // it asks already
		}
		cmds = append(cmds, p.refresh(m))
	}
	if first && m.opt.Source != "" && len(m.stack) == 1 {
		cmds = append(cmds, m.open(newTimeline(m.opt.Source)))
	}
	return tea.Batch(cmds...)
}

func same(a, b []store.SourceInfo) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		if x.Source != y.Source || x.Versions != y.Versions || !x.Last.Equal(y.Last) || !x.LastCheck.Equal(y.LastCheck) ||
			x.LastStatus != y.LastStatus || x.LastError != y.LastError {
			return false
		}
	}
	return true
}

// key handles a key: a prompt or popup has it first, then the place, then the whole program.
func (m *model) key(k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if name == "ctrl+c" {
		return tea.Quit
	}
	m.toast = ""
	if m.prompt != nil {
		return m.prompt.key(m, k)
	}
	if m.popup != nil {
		return m.popup.key(m, name)
	}
	for _, b := range m.allBindings() {
		if b.has(name) {
			return b.do(m)
		}
	}
	return nil
}

func (m *model) clicked(x, y int) tea.Cmd {
	m.toast = ""
	switch {
	case m.tooSmall():
		return nil
	case m.popup != nil:
		return m.popup.click(m, x, y)
	case y == 0:
		return m.back()
	case y >= 1 && y < m.height-1:
		return m.top().click(m, x, y-1)
	}
	return nil
}

func (m *model) wheeled(w tea.MouseWheelMsg) tea.Cmd {
	n := 3
	if w.Button == tea.MouseWheelUp {
		n = -3
	}
	if m.popup != nil {
		m.popup.list.move(n/3, anyRow)
		return nil
	}
	return m.top().wheel(m, n)
}

func (m *model) tooSmall() bool { return m.width < leastWidth || m.height < leastHeight }

// View draws the screen.
func (m *model) View() tea.View {
	defer m.witness()
	v := tea.NewView(m.frame())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "policylog"
	if m.prompt != nil && !m.tooSmall() {
		v.Cursor = tea.NewCursor(min(m.prompt.column(m), m.width-1), m.height-1)
	}
	return v
}

// frame is the screen as text.
func (m *model) frame() string {
	if m.width <= 0 || m.height <= 0 {
		return ""
	}
	if m.tooSmall() {
		return m.paint(m.refusal(), m.width)
	}
	lines := append([]line{m.header()}, pad(m.top().draw(m, m.width, m.height-2), m.height-2)...)
	screen := m.paint(lines, m.width) + "\n" + m.footer()
	if m.popup != nil {
		screen = m.popup.over(m, screen)
	}
	return screen
}

// paint draws lines on a width.
func (m *model) paint(lines []line, width int) string {
	var b strings.Builder
	b.Grow(width * len(lines) * 2)
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		m.theme.paint(&b, l, width)
	}
	return b.String()
}

// pad makes exactly height lines of some.
func pad(lines []line, height int) []line {
	lines = lines[:min(len(lines), height)]
	for len(lines) < height {
		lines = append(lines, line{})
	}
	return lines
}

// refusal is what a screen says on which nothing fits.
func (m *model) refusal() []line {
	text := m.words.say(wTooSmall, m.width, m.height, leastWidth, leastHeight)
	var out []line
	for _, l := range ink.Wrap([]ink.Run{run(text, ink.Plain)}, m.width) {
		out = append(out, lineOf(l...))
	}
	return out[:min(len(out), m.height)]
}

// header says where one is.
func (m *model) header() line {
	crumbs := []string{"policylog"}
	for _, p := range m.stack {
		if c := p.crumb(m); c != "" {
			crumbs = append(crumbs, c)
		}
	}
	left := " " + strings.Join(crumbs, " › ")
	right := m.top().where(m) + " "
	room := m.width - ink.Width(right) - 1
	for (len(crumbs) > 2 || len(crumbs) == 2 && crumbs[0] == "policylog") && ink.Width(left) > room {
		crumbs = crumbs[1:]
		left = " … › " + strings.Join(crumbs, " › ")
	}
	if name := []rune(crumbs[0]); len(crumbs) == 2 { // of a source's name the end says more: policy and language
		for ; ink.Width(left) > room && len(name) > 6; name = name[1:] {
			left = " …" + string(name[1:]) + " › " + crumbs[1]
		}
	}
	return line{bar: true, runs: []ink.Run{run(fit(left, room)+" ", ink.Plain), run(right, ink.Plain)}}
}

// footer is a prompt, a message, or the most useful keys of the place.
func (m *model) footer() string {
	switch {
	case m.prompt != nil:
		return m.paint([]line{m.prompt.line(m)}, m.width)
	case m.toast != "":
		return m.paint([]line{lineOf(run(" "+cut(m.toast, m.width-2), styleToast))}, m.width)
	}
	var hints []key.Binding
	for _, b := range m.top().bindings(m) {
		if b.short != wNone {
			hints = append(hints, key.NewBinding(key.WithKeys(b.keys...), key.WithHelp(shownKeys(b), m.words.text(b.short))))
		}
	}
	h := help.New()
	h.ShortSeparator = "  "
	h.Styles.ShortKey, h.Styles.ShortDesc = m.theme.styles[styleKey], m.theme.styles[styleHint]
	always := key.NewBinding(key.WithKeys("?"), key.WithHelp("?", m.words.text(wHelp)))
	for n := len(hints); ; n-- { // its own cut at a width lets some lines through that are longer
		shown := " " + h.ShortHelpView(append(hints[:n:n], always))
		if n == 0 || lipgloss.Width(shown)+2 <= m.width {
			return shown
		}
	}
}

// trouble shows an error in a place that has nothing else to show.
func (m *model) trouble(err error, width int) []line {
	out := []line{{}}
	for _, part := range strings.Split(fmt.Sprint(err), "\n") {
		for _, l := range ink.Wrap([]ink.Run{run(short(part), ink.Alert)}, width-4) {
			out = append(out, lineOf(append([]ink.Run{space(2)}, l...)...))
		}
	}
	return append(append(out, line{}), m.message(wTryVerify, width)[1:]...)
}
