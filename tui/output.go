package tui

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/lifeline"
	"policylog/diff/notice"
	"policylog/diff/parallel"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/store"
)

// outputPlace shows what a command of the same name would print: blame, a notice, two languages beside each other. It is
// set for the width of the screen, and anew for another.
type outputPlace struct {
	asker
	finder
	name  string
	title word
	make  func(ctx context.Context) (printer, error) // the slow part, once
	print printer
	write func(w io.Writer, html bool) error // for a file; nil: the lines as they are
	width int
	err   error
}

// printer sets text for a width in columns.
type printer func(width int) ([][]ink.Run, error)

// printed is what a printer made for a width.
type printed struct {
	print printer
	lines [][]ink.Run
}

func (p *outputPlace) crumb(m *model) string { return m.words.text(p.title) + " " + p.name }

// refresh sets the text for the screen's width, if it is not set so already.
func (p *outputPlace) refresh(m *model) tea.Cmd {
	width := m.width - 2
	if p.width == width || m.width == 0 {
		return nil
	}
	p.width = width
	p.cancel()
	known, first := p.print, p.make
	return m.ask(&p.asker, func(ctx context.Context) (any, error) {
		print := known
		if print == nil {
			var err error
			if print, err = first(ctx); err != nil {
				return nil, err
			}
		}
		lines, err := print(width)
		for _, l := range lines {
			for k := range l {
				l[k].Text = settle(l[k].Text)
			}
		}
		return printed{print, lines}, err
	})
}

func (p *outputPlace) receive(m *model, v any, err error) tea.Cmd {
	a, ok := v.(printed)
	if err != nil || !ok {
		p.err = err
		return m.fail(err)
	}
	p.print, p.folded = a.print, nil
	var items []item
	for i, l := range a.lines {
		all := ""
		for _, r := range l {
			all += r.Text
		}
		p.folded = append(p.folded, foldText(all))
		items = append(items, item{row: i, fold: -1, under: -1, lay: func(width int) []line {
			return wrap(nil, highlight(l, p.search), width)
		}})
	}
	p.reader.set(items)
	return nil
}

func (p *outputPlace) bindings(m *model) []binding {
	return append(append(p.finding(), []binding{
		{keys: []string{"x"}, name: wExport, short: wExportShort, do: p.export},
	}...), p.reader.scrolling(m, "␣", "space", "pgdown", "ctrl+f")...)
}

func (p *outputPlace) export(m *model) tea.Cmd {
	if p.print == nil {
		return nil
	}
	print, write := p.print, p.write
	name := strings.NewReplacer("/", "-", " ", "_", "→", "_").Replace(p.name) + ".txt"
	if write != nil {
		name = strings.TrimSuffix(name, ".txt") + ".md"
	}
	return m.askExport(name, func(w io.Writer, html bool) error {
		if write != nil {
			return write(w, html)
		}
		lines, err := print(100)
		if err != nil {
			return err
		}
		return ink.WriteAll(w, lines, false)
	})
}

func (p *outputPlace) draw(m *model, width, height int) []line {
	switch {
	case p.err != nil && p.print == nil:
		return m.trouble(p.err, width)
	case p.print == nil:
		return m.busy()
	}
	p.reader.size(width-1, height)
	return p.reader.draw()
}

// blame says since when each sentence of a version stands.
func (m *model) blame(history []store.Version, v store.Version) tea.Cmd {
	follow, lang := m.opt.Follow, m.cat.Tag()
	at := slices.IndexFunc(history, func(h store.Version) bool { return h.Commit == v.Commit })
	if follow == nil || at < 0 {
		return nil
	}
	return m.open(&outputPlace{
		title: wBlameShort, name: short(v.Source) + "@" + day(v.Captured, m),
		make: func(ctx context.Context) (printer, error) {
			t, err := follow(ctx, history[:at+1])
			if err != nil {
				return nil, err
			}
			b := t.Blame(v.Source)
			return func(width int) ([][]ink.Run, error) {
				return b.Lines(lifeline.ShowOptions{Lang: lang, Width: width}), nil
			}, nil
		},
	})
}

// stamp is a time as RFC 3339, "" when unknown.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// askNotice lets the user choose whose voice a notice of a change has, and shows it.
func (m *model) askNotice(from, to store.Version) tea.Cmd {
	if m.opt.Notice == nil {
		return nil
	}
	pop := &popup{title: m.words.text(wNotice)}
	for i, v := range []notice.Voice{notice.Observer, notice.Publisher} {
		w := []word{wVoiceObserver, wVoicePublisher}[i]
		pop.add(fmt.Sprint(i+1), m.words.text(w), func(m *model) tea.Cmd { return m.notice(from, to, v) })
	}
	m.popup = pop
	return nil
}

func (m *model) notice(from, to store.Version, voice notice.Voice) tea.Cmd {
	make := m.opt.Notice
	p := &outputPlace{title: wNoticeShort, name: short(to.Source) + " " + day(to.Captured, m)}
	p.make = func(ctx context.Context) (printer, error) {
		n, err := make(ctx, from, to, voice)
		if err != nil {
			return nil, err
		}
		var plain bytes.Buffer
		if err := notice.PlainText(&plain, n); err != nil {
			return nil, err
		}
		return func(width int) ([][]ink.Run, error) { return rewrap(plain.String(), width), nil }, nil
	}
	p.write = func(w io.Writer, html bool) error {
		n, err := make(m.ctx, from, to, voice)
		if err != nil {
			return err
		}
		if html {
			return notice.HTML(w, n)
		}
		return notice.Markdown(w, n)
	}
	return m.open(p)
}

// rewrap breaks the lines of a plain text that are longer than the screen is wide, behind their own indentation. What
// stands over a rule is a heading.
func rewrap(text string, width int) [][]ink.Run {
	var out [][]ink.Run
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, l := range lines {
		rest := strings.TrimLeft(l, " ")
		indent := len(l) - len(rest)
		style := ink.Plain
		switch {
		case isRule(rest):
			rest, style = rest[:min(len(rest), max(width-indent, 0))], ink.Dim
		case i+1 < len(lines) && isRule(lines[i+1]):
			style = ink.Bold
		}
		for _, part := range ink.Wrap([]ink.Run{run(safe.Text(rest), style)}, max(width-indent, 20)) {
			out = append(out, append(blank(indent), part...))
		}
	}
	return out
}

// isRule says whether a line of plain text underlines the one above.
func isRule(l string) bool { return len(l) > 2 && strings.Trim(l, "=-") == "" }

// askLanguage compares the latest version of a source with that of another language of the same policy.
func (m *model) askLanguage(source string) tea.Cmd {
	id, err := store.ParseSourceID(source)
	if err != nil {
		return m.say(wNoLanguages)
	}
	var others []string
	for _, s := range m.sources {
		if o, err := store.ParseSourceID(s.Source); err == nil && o.Service == id.Service && o.Policy == id.Policy && o != id && s.Versions > 0 {
			others = append(others, s.Source)
		}
	}
	switch len(others) {
	case 0:
		return m.say(wNoLanguages)
	case 1:
		return m.compareLanguages(source, others[0])
	}
	pop := &popup{title: m.words.text(wLanguages)}
	for i, o := range others {
		pop.add(fmt.Sprint(i+1), short(o), func(m *model) tea.Cmd { return m.compareLanguages(source, o) })
	}
	m.popup = pop
	return nil
}

func (m *model) compareLanguages(a, b string) tea.Cmd {
	archive, lang := m.opt.Archive, m.cat.Tag()
	p := &outputPlace{title: wLanguagesShort, name: short(a) + " – " + short(b)}
	p.make = func(ctx context.Context) (printer, error) {
		x, xs, err := latest(ctx, archive, a)
		if err != nil {
			return nil, err
		}
		y, ys, err := latest(ctx, archive, b)
		if err != nil {
			return nil, err
		}
		r := parallel.Compare(x, y, parallel.Options{A: xs, B: ys})
		return func(width int) ([][]ink.Run, error) {
			return r.Lines(parallel.ShowOptions{Lang: lang, Width: width}), nil
		}, nil
	}
	return m.open(p)
}

// latest reads the newest version of a source.
func latest(ctx context.Context, a Archive, source string) (*doc.Document, diff.Side, error) {
	h, err := a.History(ctx, source)
	if err != nil {
		return nil, diff.Side{}, err
	}
	if len(h) == 0 {
		return nil, diff.Side{}, fmt.Errorf("%s: %w", source, store.ErrNoVersion)
	}
	v := h[len(h)-1]
	text, err := a.Text(ctx, v)
	if err != nil {
		return nil, diff.Side{}, err
	}
	id, _ := store.ParseSourceID(source)
	return doc.Parse(text), diff.Side{
		Source: v.Source, Language: id.Language, Title: v.Title, Captured: stamp(v.Captured), Updated: v.Updated,
		Effective: v.Effective, Label: v.Label,
	}, nil
}
