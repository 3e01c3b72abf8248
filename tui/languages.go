package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/parallel"
	"policylog/diff/render/ink"
	"policylog/store"
)

// The list of sources with a row a policy and a column a language. Where the languages do not fit it folds back to a row
// a source.

// The columns that a language takes: its day and marks, and with the days it is behind spelled out.
const (
	languageNarrow = 14
	languageWide   = 22
	policyLeast    = 18 // for a policy's name
)

// legendLines are what the words take that say of the current language what its marks mean.
const legendLines = 3

// stepsAnswer is what of one policy is out of step.
type stepsAnswer struct {
	policy string
	steps  []parallel.OutOfStep
}

// language is the column that a source stands in.
func (r sourceRow) language() string { return cmp.Or(r.id.Language, r.info.Language) }

// policyOf is the name of a policy in all its languages.
func policyOf(id store.SourceID) string {
	return store.SourceID{Service: id.Service, Policy: id.Policy}.String()
}

// languagesOf are the columns for some rows, those that most policies have first.
func languagesOf(of map[string][]sourceRow) []string {
	count := map[string]int{}
	var langs []string
	for _, rows := range of {
		for _, r := range rows {
			if count[r.language()]++; count[r.language()] == 1 {
				langs = append(langs, r.language())
			}
		}
	}
	slices.SortFunc(langs, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return langs
}

// columnsFor is the width that so many languages beside each other need.
func columnsFor(languages int) int { return 4 + policyLeast + languages*languageNarrow }

// besideEachOther makes one row of the languages of each policy. Sources that claim the same column take a row each.
func (p *sourcesPlace) besideEachOther(rows []sourceRow) []sourceRow {
	var out []sourceRow
	for _, r := range rows {
		at := slices.Index(p.langs, r.language())
		i := slices.IndexFunc(out, func(o sourceRow) bool { return o.id.Policy == r.id.Policy && o.cells[at] == nil })
		if i < 0 {
			i = len(out)
			out = append(out, sourceRow{r.service, r.info, r.id, make([]*store.SourceInfo, len(p.langs))})
		}
		out[i].cells[at] = r.info
	}
	return out
}

// leaders are the sources of each policy that changed last.
func leaders(all []store.SourceInfo) map[string]*store.SourceInfo {
	out := map[string]*store.SourceInfo{}
	for i := range all {
		id, err := store.ParseSourceID(all[i].Source)
		if err != nil {
			continue
		}
		if was := out[policyOf(id)]; was == nil || all[i].Last.After(was.Last) {
			out[policyOf(id)] = &all[i]
		}
	}
	return out
}

// behind is by how many days a source changed last before another language of its policy did.
func (p *sourcesPlace) behind(s *store.SourceInfo) (days int, lead *store.SourceInfo) {
	id, err := store.ParseSourceID(s.Source)
	lead = p.leaders[policyOf(id)]
	if err != nil || lead == nil || s.Last.IsZero() {
		return 0, nil
	}
	const aDay = 24 * time.Hour
	return int(lead.Last.UTC().Truncate(aDay).Sub(s.Last.UTC().Truncate(aDay)) / aDay), lead
}

// column is the language that is current in a row: the one chosen, or the nearest to it that the policy has.
func (p *sourcesPlace) column(r sourceRow) int {
	at := max(slices.Index(p.langs, p.lang), 0)
	for d := range r.cells {
		for _, i := range []int{at - d, at + d} {
			if i >= 0 && i < len(r.cells) && r.cells[i] != nil {
				return i
			}
		}
	}
	return 0
}

// sideways goes to the next language of the policy.
func (p *sourcesPlace) sideways(n int) func(*model) tea.Cmd {
	return does(func(*model) {
		if p.list.cursor >= len(p.rows) {
			return
		}
		r := p.rows[p.list.cursor]
		for i := p.column(r) + n; i >= 0 && i < len(r.cells); i += n {
			if r.cells[i] != nil {
				p.lang = p.langs[i]
				p.remember()
				return
			}
		}
	})
}

// toggleLanguages puts the languages of a policy beside each other, or below.
func (p *sourcesPlace) toggleLanguages(m *model) tea.Cmd {
	p.beside, p.lang = !p.beside, ""
	p.build(m)
	if p.unfit > 0 {
		return m.say(wTooNarrowLanguages, p.unfit, columnsFor(p.unfit))
	}
	return p.askSteps(m)
}

// askSteps asks what is out of step in the next policy on the screen of which that is not known: one at a time, for it
// reads texts.
func (p *sourcesPlace) askSteps(m *model) tea.Cmd {
	find := m.opt.OutOfStep
	if p.langs == nil || find == nil || p.waiting() {
		return nil
	}
	for i := p.list.top; i < min(p.list.top+m.height, len(p.rows)); i++ {
		r := p.rows[i]
		policy := policyOf(r.id)
		if _, known := p.steps[policy]; known || r.info == nil || r.languages() < 2 {
			continue
		}
		source := r.info.Source
		return m.ask(&p.asker, func(ctx context.Context) (any, error) {
			steps, err := find(ctx, source)
			return stepsAnswer{policy, steps}, err
		})
	}
	return nil
}

func (r sourceRow) languages() int {
	n := 0
	for _, c := range r.cells {
		if c != nil {
			n++
		}
	}
	return n
}

// outOfStep is what a language has not taken in of another's; nil where nothing is known of.
func (p *sourcesPlace) outOfStep(policy, lang string) *parallel.OutOfStep {
	for i, o := range p.steps[policy] {
		for _, f := range o.Others {
			if f.Language == lang && f.Captured == "" {
				return &p.steps[policy][i]
			}
		}
	}
	return nil
}

// languageWidth is the width of a column.
func (p *sourcesPlace) languageWidth(width int) int {
	if 4+policyLeast+len(p.langs)*languageWide <= width {
		return languageWide
	}
	return languageNarrow
}

// nameWidth is what is left for the name of a policy.
func (p *sourcesPlace) nameWidth(width int) int {
	return min(width-4-len(p.langs)*p.languageWidth(width), 64)
}

// columnAt is the language in a column of the screen; -1 where there is none.
func (p *sourcesPlace) columnAt(m *model, x int) int {
	from := 4 + p.nameWidth(m.width) - 1
	if k := (x - from) / p.languageWidth(m.width); x >= from && k < len(p.langs) {
		return k
	}
	return -1
}

// drawLanguages shows the table and, under it, what the marks of the current language mean.
func (p *sourcesPlace) drawLanguages(m *model, width, height int) []line {
	each, name := p.languageWidth(width), p.nameWidth(width)
	head := "    " + fit(m.words.text(wColPolicy), name)
	for _, l := range p.langs {
		head += fit(cmp.Or(short(l), "–"), each)
	}
	out := []line{lineOf(run(head, ink.Dim))}
	from, to := p.list.window(height - 1 - legendLines)
	for i := from; i < to; i++ {
		out = append(out, p.languageLine(m, i, name, each))
	}
	return append(pad(out, height-legendLines), p.legend(m, width)...)
}

func (p *sourcesPlace) languageLine(m *model, i, name, each int) line {
	r := p.rows[i]
	if r.info == nil {
		return lineOf(space(1), run(short(r.service), ink.Bold))
	}
	runs := []ink.Run{space(4), run(fit(short(r.id.Policy), name-1), ink.Plain)}
	for k, c := range r.cells {
		mark := space(1)
		if i == p.list.cursor && k == p.column(r) {
			mark = run("›", stylePick)
		}
		runs = append(append(runs, mark), p.cell(m, r, k, c, each)...)
	}
	return line{runs: runs, picked: i == p.list.cursor}
}

// cell is one language: the day of its last change, how its last check ended, whether it is out of step, and by how many
// days another language changed later.
func (p *sourcesPlace) cell(m *model, r sourceRow, k int, c *store.SourceInfo, width int) []ink.Run {
	if c == nil {
		return []ink.Run{run(fit("–", width-1), ink.Dim)}
	}
	style := ink.Plain
	if p.list.cursor < len(p.rows) && p.current() == c {
		style = stylePick
	}
	runs := []ink.Run{run(day(c.Last, m)+" ", style)}
	if health, style := m.health(c); style != ink.Dim {
		runs = append(runs, run(string([]rune(health)[:1]), style))
	} else {
		runs = append(runs, space(1))
	}
	days, _ := p.behind(c)
	switch {
	case p.outOfStep(policyOf(r.id), p.langs[k]) != nil:
		runs = append(runs, run("≠", ink.Alert))
	case days > 0 && width < languageWide:
		runs = append(runs, run("‹", ink.Moved))
	}
	if days > 0 && width >= languageWide {
		runs = append(runs, run(fmt.Sprintf(" ‹ %d d", days), ink.Moved))
	}
	return ink.Pad(trimTo(runs, width-1), width-1)
}

// legend says in words what the current cell says in marks.
func (p *sourcesPlace) legend(m *model, width int) []line {
	c := p.current()
	if c == nil {
		return nil
	}
	r := p.rows[p.list.cursor]
	lang := p.langs[p.column(r)]
	health, style := m.health(c)
	runs := []ink.Run{run(cmp.Or(short(lang), short(c.Source)), ink.Bold), run(" · "+m.words.say(wVersionsOf, c.Versions), ink.Plain)}
	if health != "–" && health != "✓" {
		runs = append(runs, run(" · ", ink.Dim), run(health, style))
	}
	if days, lead := p.behind(c); days > 0 {
		id, _ := store.ParseSourceID(lead.Source)
		runs = append(runs, run(" · ", ink.Dim), run("‹ "+m.words.say(wBehind, days, cmp.Or(id.Language, lead.Language)), ink.Moved))
	}
	if o := p.outOfStep(policyOf(r.id), lang); o != nil {
		runs = append(runs, run(" · ", ink.Dim), run("≠ "+strings.TrimSpace(short(o.Line(m.cat.Tag()))), ink.Alert))
	}
	return pad(wrap(blank(1), runs, width), legendLines)
}
