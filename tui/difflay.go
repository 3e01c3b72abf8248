package tui

import (
	"strings"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/diff/text"
)

// wrap sets runs behind a gutter.
func wrap(gutter []ink.Run, runs []ink.Run, width int) []line {
	var out []line
	for _, l := range ink.Wrap(runs, width-ink.RunsWidth(gutter)) {
		out = append(out, lineOf(append(append([]ink.Run(nil), gutter...), l...)...))
	}
	return out
}

func blank(n int) []ink.Run { return []ink.Run{space(n)} }

// layTop says what is known of the two versions, and what there is to see.
func (p *diffPlace) layTop(m *model, width int) []line {
	r := p.c.result
	title := r.New.Title
	if title == "" {
		title = r.New.Source
	}
	out := wrap(blank(1), []ink.Run{run(short(title), ink.Bold)}, width)
	add := func(k terms.Key, old, new string) {
		if old == "" && new == "" {
			return
		}
		value := m.show(old) + " → " + m.show(new)
		if old == new {
			value = m.show(new)
		}
		out = append(out, wrap(blank(1), []ink.Run{run(m.cat.Text(k)+m.cat.Colon(), ink.Dim), run(value, ink.Plain)}, width)...)
	}
	from, to := m.cat.Span(r.Old.Captured, r.New.Captured)
	add(terms.Captured, from, to)
	add(terms.Updated, r.Old.Updated, r.New.Updated)
	add(terms.Effective, r.Old.Effective, r.New.Effective)
	add(terms.Label, r.Old.Label, r.New.Label)
	shown, hidden := map[diff.Class]int{}, map[diff.Class]int{}
	for i := range r.Blocks {
		switch row := &r.Blocks[i]; {
		case row.Status == diff.Equal:
		case p.hides(row):
			hidden[row.Class]++
		default:
			shown[row.Class]++
		}
	}
	counts := strings.Join(countsOf(m, shown), m.cat.Comma())
	if len(hidden) > 0 {
		counts += "  ⋯ " + strings.Join(countsOf(m, hidden), m.cat.Comma())
	}
	if counts != "" {
		out = append(out, wrap(blank(1), []ink.Run{run(strings.TrimSpace(counts), ink.Accent)}, width)...)
	}
	return out
}

// show is a date or label as the reader's language has it.
func (m *model) show(s string) string {
	if s == "" {
		return m.words.text(wNotStated)
	}
	return short(m.cat.Date(s))
}

// laySection is the heading of a section: a rule under the numbers and titles that lead to it.
func (p *diffPlace) laySection(m *model, s, width int) []line {
	name, around := m.cat.Text(terms.Preamble), ""
	var number string
	if s >= 0 {
		sec := &p.c.result.Sections[s]
		ref := sec.New
		if ref == nil {
			ref = sec.Old
		}
		if ref != nil {
			number, name = short(ref.Number), short(ref.Title)
			// The title of the whole text stands above everything already.
			if n := len(ref.Path); n > 0 && ref.Path[n-1] != p.c.result.Old.Title && ref.Path[n-1] != p.c.result.New.Title {
				around = cut(short(ref.Path[n-1]), 30) + " › "
			}
		}
	}
	runs := []ink.Run{run(around, ink.Dim)}
	if number != "" {
		runs = append(runs, run(number+"  ", ink.Accent))
	}
	out := append([]line{{}}, wrap(nil, append(runs, run(name, ink.Bold)), width)...)
	return append(out, lineOf(run(strings.Repeat("─", width), ink.Dim)))
}

var statusSigns = map[diff.Status]ink.Run{
	diff.Added: {Text: "+", Style: ink.Added}, diff.Removed: {Text: "−", Style: ink.Removed},
	diff.Moved: {Text: "↕", Style: ink.Moved}, diff.MovedModified: {Text: "↕", Style: ink.Moved},
	diff.Renumbered: {Text: "#", Style: ink.Accent},
}

func signOf(s diff.Status) ink.Run {
	if r, ok := statusSigns[s]; ok {
		return r
	}
	return ink.Run{Text: "~", Style: ink.Alert}
}

// layLabel says what became of a row: status, where from, class, facts, verdict.
func (p *diffPlace) layLabel(m *model, row *diff.Row, width int) []line {
	sign := signOf(row.Status)
	status := m.cat.Status(row.Status)
	switch {
	case len(row.Old) > 0 && len(row.New) > 0 && (row.Status == diff.Moved || row.Status == diff.MovedModified):
		if from := row.Old[0].Section; from != row.New[0].Section {
			status = m.cat.Text(terms.MovedFrom, m.cat.Text(terms.SectionOf, cut(short(from), 40)))
			if row.Status == diff.MovedModified {
				status += m.cat.Comma() + m.cat.Status(diff.Modified)
			}
		}
	case row.Status == diff.Renumbered && len(row.Old) > 0:
		status += m.cat.Comma() + m.cat.Text(terms.WasNumbered, cut(short(row.Old[0].Section), 40))
	case row.Kind == doc.Heading && (row.Status == diff.Added || row.Status == diff.Removed):
		status = m.cat.Section(row.Status, p.c.places.TitleAlone(row))
	case row.Status == diff.Split:
		status = m.cat.Count(terms.SplitInto, len(row.New))
	case row.Status == diff.Merged:
		status = m.cat.Count(terms.MergedFrom, len(row.Old))
	}
	runs := []ink.Run{sign, space(1), run(status, sign.Style), run(" · "+m.cat.Class(row.Class), ink.Dim)}
	review, judged := m.reviews[row.ID]
	if judged {
		runs = append(runs, run("  "+m.verdictMark(review), ink.Accent))
	}
	out := wrap(nil, runs, width)
	if facts := factTexts(m.cat, row); len(facts) > 0 {
		out = append(out, wrap(blank(2), []ink.Run{run(strings.Join(facts, " · "), ink.Accent)}, width)...)
	}
	if p.explain {
		for _, reason := range row.Reasons {
			out = append(out, wrap(blank(2), []ink.Run{run(m.cat.Text(terms.Why)+m.cat.Colon()+short(m.cat.Reason(reason)), ink.Dim)}, width)...)
		}
		var names []string
		for i, t := range row.Topics {
			name := m.cat.Topic(t)
			if i < len(row.TopicReasons) && row.TopicReasons[i] != "" {
				name += " (" + short(row.TopicReasons[i]) + ")"
			}
			names = append(names, name)
		}
		if len(names) > 0 {
			out = append(out, wrap(blank(2), []ink.Run{run(m.cat.Text(terms.Topics)+m.cat.Colon()+strings.Join(names, m.cat.Comma()), ink.Dim)}, width)...)
		}
		out = append(out, lineOf(run("  "+m.cat.Text(terms.RowID)+" "+short(row.ID), ink.Dim)))
	}
	if review.Note != "" {
		out = append(out, wrap(blank(2), []ink.Run{run("✎ "+short(review.Note), ink.Alert)}, width)...)
	}
	return out
}

// factTexts are a row's facts as words, each once.
func factTexts(cat terms.Catalogue, row *diff.Row) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range row.Facts {
		if s := settle(render.FactText(cat, f)); !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// layLead is what stands above the text of a row: of a changed one its label, unless it is like the one above.
func (p *diffPlace) layLead(m *model, row *diff.Row, like bool, width int) []line {
	out := []line{{}}
	if _, judged := m.reviews[row.ID]; row.Status != diff.Equal && (!like || judged || p.explain) {
		out = append(out, p.layLabel(m, row, width)...)
	}
	return out
}

// layText is the text of a row or a part of it: unchanged, or old and new in one or beside each other.
func (p *diffPlace) layText(m *model, row *diff.Row, pieces []excerpt.Piece, width int) []line {
	if row.Status == diff.Equal {
		return p.layPlain(row, pieces, width)
	}
	var out []line
	if p.sideBySide(m) && len(row.Old) > 0 && len(row.New) > 0 && row.Status != diff.Moved {
		col := (width - 5) / 2
		left := ink.Wrap(p.textRuns(m, row, pieces, sideOld), col)
		right := ink.Wrap(p.textRuns(m, row, pieces, sideNew), col)
		for i := range max(len(left), len(right)) {
			runs := blank(2)
			if i < len(left) {
				runs = append(runs, ink.Pad(left[i], col)...)
			} else {
				runs = append(runs, space(col))
			}
			runs = append(runs, run(" │ ", ink.Dim))
			if i < len(right) {
				runs = append(runs, right[i]...)
			}
			out = append(out, lineOf(runs...))
		}
		return out
	}
	return append(out, wrap([]ink.Run{space(1), run("│ ", signOf(row.Status).Style)}, p.textRuns(m, row, pieces, sideBoth), width)...)
}

// which texts of a row to show.
type textSide int

const (
	sideBoth textSide = iota
	sideOld
	sideNew
)

// textRuns is a row's comparison, or a part of it, as runs of harmless text, with what was searched for marked.
func (p *diffPlace) textRuns(m *model, row *diff.Row, pieces []excerpt.Piece, side textSide) []ink.Run {
	del, ins := ink.Del, ink.Ins
	switch {
	case side == sideOld:
		del = ink.OldWords
	case side == sideNew:
		ins = styleNew
	}
	if len(row.New) == 0 {
		del = ink.Removed
	}
	if len(row.Old) == 0 {
		ins = ink.Added
	}
	var out []ink.Run
	put := func(open, s, shut string, style ink.Style) {
		s = p.flow(s, row.Kind)
		switch {
		case s == "":
		case m.theme.plain:
			out = append(out, run(open, ink.Mark), run(s, ink.Plain), run(shut, ink.Mark))
		default:
			out = append(out, run(s, style))
		}
	}
	for _, piece := range pieces {
		switch piece.Op {
		case excerpt.Break:
			if own := piece.Side(side == sideOld); side == sideBoth || strings.Contains(own, "\n") {
				out = append(out, run("¶\n", ink.Moved))
			} else {
				out = append(out, run(own, ink.Plain))
			}
		case diff.SpanDelete:
			if side != sideNew {
				put("[-", piece.Old, "-]", del)
			}
		case diff.SpanInsert:
			if side != sideOld {
				put("{+", piece.New, "+}", ins)
			}
		default:
			out = append(out, run(p.flow(piece.Side(side == sideOld), row.Kind), ink.Plain))
		}
	}
	return highlight(out, p.search)
}

// flow makes raw text harmless and joins the lines of running text, or shows the form in which texts are compared.
func (p *diffPlace) flow(s string, kind doc.Kind) string {
	if p.normal {
		s = normalized(s, kind, p.c.result.New.Language)
	}
	switch kind {
	case doc.Code, doc.HTML, doc.Row, doc.Attribute:
		return settle(safe.Text(s))
	}
	return settle(safe.Flow(s))
}

// normalized is a text in the form in which it is compared.
func normalized(s string, kind doc.Kind, lang string) string {
	var b strings.Builder
	for _, t := range text.Tokenize(s, kind, 0, lang) {
		switch {
		case t.Class == text.Space:
			b.WriteByte(' ')
		case t.Regional != "":
			b.WriteString(t.Regional)
		default:
			b.WriteString(t.Norm)
		}
	}
	return b.String()
}

// layPlain is an unchanged row that was opened.
func (p *diffPlace) layPlain(row *diff.Row, pieces []excerpt.Piece, width int) []line {
	var runs []ink.Run
	for _, piece := range pieces {
		runs = append(runs, run(p.flow(piece.New, row.Kind), ink.Dim))
	}
	return wrap(blank(3), highlight(runs, p.search), width)
}

// layAway is the pointer at the place where a text stood that moved.
func (p *diffPlace) layAway(m *model, row *diff.Row, width int) []line {
	to := ""
	if len(row.New) > 0 {
		to = m.cat.Text(terms.MovedTo, m.cat.Text(terms.SectionOf, cut(short(row.New[0].Section), 40)))
		if len(row.Old) > 0 && row.Old[0].Section == row.New[0].Section {
			to = m.cat.Text(terms.MovedWithin)
		}
	}
	head, _ := excerpt.Head(excerpt.Text(row.Old), 60)
	return []line{{}, lineOf(trimTo([]ink.Run{run("↗ "+to, ink.Moved), run("  "+short(head), ink.Dim)}, width)...)}
}

// highlight marks what was searched for, in either script and case. Runs are one text: a match may cross them.
func highlight(runs []ink.Run, typed string) []ink.Run {
	want := foldText(strings.TrimSpace(typed))
	if want == "" {
		return runs
	}
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.Text)
	}
	raw := all.String()
	folded := foldText(raw)
	if !strings.Contains(folded, want) {
		return runs
	}
	// The fold has as many runes as the text: a match is a range of runes in both.
	marked := make([]bool, utf8.RuneCountInString(raw))
	length := utf8.RuneCountInString(want)
	for at, from := 0, 0; ; {
		i := strings.Index(folded[at:], want)
		if i < 0 {
			break
		}
		from += utf8.RuneCountInString(folded[at : at+i])
		for k := from; k < min(from+length, len(marked)); k++ {
			marked[k] = true
		}
		from += length
		at += i + len(want)
	}
	var out []ink.Run
	n := 0
	for _, r := range runs {
		start, was := 0, false
		for i := range r.Text {
			is := n < len(marked) && marked[n]
			if is != was && i > start {
				out = append(out, markedRun(r.Text[start:i], r.Style, was))
				start = i
			}
			was = is
			n++
		}
		if start < len(r.Text) {
			out = append(out, markedRun(r.Text[start:], r.Style, was))
		}
	}
	return out
}

func markedRun(s string, style ink.Style, is bool) ink.Run {
	if is {
		style |= hit
	}
	return run(s, style)
}
