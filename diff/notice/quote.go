package notice

import (
	"strings"
	"unicode"

	"policylog/diff"
	"policylog/diff/fact"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/render/undress"
	"policylog/diff/terms"
	"policylog/diff/text/fold"
)

// wholeQuote is how many columns of a text that came or went are quoted.
const wholeQuote = 400

// quote is the text of a row before and after, cut to what changed and some words around it.
func (m *maker) quote(row *diff.Row) Quote {
	q := m.sides(undress.Row(row), m.o.Keep, wholeQuote)
	if len(q.Before) > 0 && squeezed(q.Before) == squeezed(q.After) {
		q.Before, q.Same = nil, true // where it parts into blocks is seen in the text as it is now
	}
	q.Rendering = m.renderings(row, q)
	return q
}

// sides parts a row's comparison into the text before and after. keep is the columns of equal text around a change
// (negative: all), whole those of a text that came or went (0: all).
func (m *maker) sides(row *diff.Row, keep, whole int) Quote {
	q := Quote{Lang: m.sideLang(len(row.New) == 0)}
	pieces := excerpt.Of(row, keep)
	for i, p := range pieces {
		gap := " … "
		if i == len(pieces)-1 {
			gap = " …"
		}
		switch p.Op {
		case diff.SpanDelete:
			q.Before = add(q.Before, cutAt(p.Old, whole), true)
		case diff.SpanInsert:
			q.After = add(q.After, cutAt(p.New, whole), true)
		case excerpt.Gap:
			q.Before, q.After = add(q.Before, gap, false), add(q.After, gap, false)
		case excerpt.Break:
			q.Before, q.After = add(q.Before, breakOf(p.Old), false), add(q.After, breakOf(p.New), false)
		default:
			q.Before, q.After = add(q.Before, p.Old, false), add(q.After, p.New, false)
		}
	}
	switch {
	case len(row.Old) == 0:
		q.Before = nil
	case len(row.New) == 0:
		q.After = nil
	}
	return q
}

// squeezed is a side without white space.
func squeezed(runs []Run) string { return strings.Join(strings.Fields(Text(runs)), "") }

// breakOf is where one block ends and the next begins, on a side that has more than one.
func breakOf(s string) string {
	if strings.Contains(s, "\n") {
		return "\n"
	}
	return s
}

func cutAt(s string, columns int) string {
	if columns == 0 {
		return s
	}
	head, whole := excerpt.Head(s, columns)
	if whole {
		return s
	}
	return head + " …"
}

// add adds a run, harmless, to the ones before it.
func add(runs []Run, text string, changed bool) []Run {
	lines := strings.Split(text, "\n")
	if text != "\n" {
		lines = []string{text}
	}
	for i := range lines {
		lines[i] = safe.Flow(lines[i])
	}
	if text = strings.Join(lines, "\n"); text == "" {
		return runs
	}
	if n := len(runs); n > 0 && runs[n-1].Changed == changed {
		runs[n-1].Text += text
		return runs
	}
	return append(runs, Run{text, changed})
}

// Parallel is the publisher's own text in the reader's script: comparisons of the old (new) text with its parallel.
type Parallel struct {
	Lang string       // BCP 47, of the parallel text
	Old  *diff.Result // from the old text to its parallel; nil when there is none
	New  *diff.Result // from the new text to its parallel; nil when there is none
}

// text is the parallel of a block; "" when there is none that is one to one.
func (p *Parallel) text(r *diff.Result, refs []diff.BlockRef) string {
	if p == nil || r == nil || len(refs) != 1 {
		return ""
	}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		if len(row.Old) == 1 && len(row.New) == 1 && row.Old[0].Index == refs[0].Index {
			return undress.Text(row.New[0].Text, row.Kind)
		}
	}
	return ""
}

// renderings are what a reader of the other script gets beside a quotation: the publisher's own parallel text where
// there is one, converted characters else. A parallel that says the same before and after a change does not show the
// change, so it is not the parallel of both.
func (m *maker) renderings(row *diff.Row, q Quote) []Rendering {
	var convert func(string) string
	switch from, to := script(q.Lang), script(m.cat.Tag()); {
	case from == "" || to == "" || from == to:
		return nil
	case to == "Hant":
		convert = fold.ToTraditional
	default:
		convert = fold.ToSimplified
	}
	if p := m.o.Parallel; p != nil {
		before, after := p.text(p.Old, row.Old), p.text(p.New, row.New)
		have := (len(row.Old) == 0 || before != "") && (len(row.New) == 0 || after != "")
		if have && (q.Same || before != after) {
			if q.Same {
				before = ""
			}
			return []Rendering{{
				Label: m.cat.Text(terms.ParallelText, safe.Line(p.Lang)), Official: true, Lang: safe.Line(p.Lang),
				Before: cutAt(safe.Flow(before), 3*wholeQuote), After: cutAt(safe.Flow(after), 3*wholeQuote),
			}}
		}
	}
	r := Rendering{
		Label: m.cat.Text(terms.Converted), Lang: m.cat.Tag(),
		Before: converted(Text(q.Before), convert), After: converted(Text(q.After), convert),
	}
	if r.Before == Text(q.Before) && r.After == Text(q.After) {
		return nil // every character is the same in both scripts
	}
	return []Rendering{r}
}

// script is the script of a Chinese language tag, "" of any other.
func script(lang string) string {
	if l := strings.ToLower(lang); l != "zh" && !strings.HasPrefix(l, "zh-") {
		return ""
	}
	if terms.For(lang).Tag() == "zh-TW" {
		return "Hant"
	}
	return "Hans"
}

// converted is a text with its characters in the other script, but for names, addresses and numbers to call.
func converted(s string, convert func(string) string) string {
	var b strings.Builder
	at := 0
	for _, f := range fact.FindIn(s, "zh", fact.URL, fact.Email, fact.ThirdParty, fact.Person) {
		b.WriteString(convert(s[at:f.Start]))
		at = f.End
		if f.Kind == fact.URL {
			at += pathTail(s, f.End)
		}
		b.WriteString(s[f.Start:at])
	}
	b.WriteString(convert(s[at:]))
	return b.String()
}

// pathTail is how many bytes a URL's path goes on in Chinese: after a slash, and not where prose follows the address.
func pathTail(s string, end int) int {
	if end == 0 || !strings.ContainsRune("/=_-", rune(s[end-1])) {
		return 0
	}
	n := strings.IndexFunc(s[end:], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/=_-%&?.", r)
	})
	if n < 0 {
		return len(s) - end
	}
	return n
}
