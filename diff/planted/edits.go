package planted

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/text"
)

// plant makes one edit, and reports whether there was a place for it.
func (p *Planter) plant(e Edit) bool {
	switch e {
	case Move:
		return p.move(e, 0)
	case MoveReword:
		return p.move(e, 0.15)
	case MoveSection:
		return p.moveSection()
	case RewordLight:
		return p.reword(e, 0.10)
	case RewordMedium:
		return p.reword(e, 0.25)
	case RewordHeavy:
		return p.reword(e, 0.50)
	case Fact:
		return p.rewrite(e, diff.Modified, diff.Substantive, p.changeFact)
	case Split:
		return p.splitBlock()
	case Merge:
		return p.mergeBlocks()
	case Insert:
		return p.insert(e)
	case Delete:
		return p.delete()
	case Replace:
		return p.replace()
	case Retitle, Renumber, RetitleRenum:
		return p.heading(e)
	case Spacing:
		return p.rewrite(e, diff.Modified, diff.Cosmetic, p.respace)
	case Target:
		return p.rewrite(e, diff.Modified, diff.LinkOnly, p.retarget)
	case Date:
		return p.rewrite(e, diff.Modified, diff.DateOnly, p.redate)
	case Emphasis:
		return p.rewrite(e, diff.Modified, diff.Emphasis, p.embolden)
	}
	return false
}

// rewrite edits the words of one block in place.
func (p *Planter) rewrite(e Edit, s diff.Status, c diff.Class, change func(string) (string, bool)) bool {
	for range 100 {
		i := p.pick(p.prose)
		if i < 0 {
			return false
		}
		el := &p.elements[i]
		words, ok := change(el.words())
		if !ok || words == el.words() {
			continue
		}
		el.text = el.text[:el.body] + words
		el.truth = p.touch(Truth{Edit: e, Old: el.old, Status: s, Class: c})
		return true
	}
	return false
}

func (p *Planter) reword(e Edit, share float64) bool {
	return p.rewrite(e, diff.Modified, "", func(s string) (string, bool) {
		if e == RewordHeavy && len(spotWords(s)) < 8 {
			return "", false // half of a few words is another text
		}
		return p.replaceWords(s, share)
	})
}

// word is where a word stands in a text.
type word struct{ start, end int }

// spotWords finds the words of a text that an edit may replace: no markup, no link target.
func spotWords(s string) []word {
	var out []word
	for _, t := range text.Tokenize(s, doc.Paragraph, 0, "") {
		if t.Class == text.Word {
			out = append(out, word{t.Start, t.End})
		}
	}
	return out
}

// replaceWords exchanges a share of the words, at least one and not all, for words of other policies.
func (p *Planter) replaceWords(s string, share float64) (string, bool) {
	words := spotWords(s)
	n := max(1, int(share*float64(len(words))+0.5))
	if n >= len(words) {
		return "", false
	}
	chosen := p.Rand.Perm(len(words))[:n]
	slices.Sort(chosen)
	var b strings.Builder
	at := 0
	for _, c := range chosen {
		w := words[c]
		b.WriteString(s[at:w.start])
		b.WriteString(p.otherWord(s[w.start:w.end]))
		at = w.end
	}
	b.WriteString(s[at:])
	return b.String(), true
}

// otherWord is a word of a donor, other than the given one.
func (p *Planter) otherWord(not string) string {
	if p.words == nil {
		for _, d := range p.Donors {
			for _, b := range d.Doc.Blocks {
				if b.Kind != doc.Paragraph && b.Kind != doc.Item {
					continue
				}
				for _, w := range spotWords(b.Text[b.Body:]) {
					p.words = append(p.words, b.Text[b.Body:][w.start:w.end])
				}
			}
		}
	}
	for {
		if w := p.words[p.Rand.IntN(len(p.words))]; !strings.EqualFold(w, not) {
			return w
		}
	}
}

// move takes one block to another place, among blocks of its kind, past more text than it holds itself.
func (p *Planter) move(e Edit, reword float64) bool {
	for range 200 {
		from := p.pick(p.prose)
		if from < 0 {
			return false
		}
		el := p.elements[from]
		to := p.Rand.IntN(len(p.elements)) // moves in front of this one
		if !p.fits(el.kind, to-1, to) || to <= from+1 && to >= from {
			continue
		}
		lo, hi := min(from+1, to), max(from, to)
		past := 0
		for _, q := range p.elements[lo:hi] {
			past += len(q.text)
		}
		if hi-lo < 3 || past < 2*len(el.text) || strings.Count(p.policy.Doc.Source, el.words()) > 1 {
			continue
		}
		t := Truth{Edit: e, Old: el.old, Status: diff.Moved, Class: diff.Editorial}
		if reword > 0 {
			if el.wordCount() < 6 {
				continue
			}
			words, ok := p.replaceWords(el.words(), reword)
			if !ok {
				continue
			}
			el.text = el.text[:el.body] + words
			t.Status, t.Class = diff.MovedModified, ""
		}
		if !strings.Contains(el.before, "\n") {
			continue
		}
		el.truth = p.touch(t)
		p.take(from, from+1, to, []element{el})
		return true
	}
	return false
}

// fits says whether a block of a kind can stand between two neighbours without becoming part of them.
func (p *Planter) fits(kind doc.Kind, before, after int) bool {
	if before >= 0 && after < len(p.elements) && p.elements[before].truth >= 0 && p.elements[before].truth == p.elements[after].truth {
		return false // between the parts of a split
	}
	switch kind {
	case doc.Item:
		return p.at(before, doc.Item) && p.at(after, doc.Item) || p.at(before, doc.Item) && p.at(after, doc.Heading)
	case doc.Row:
		return p.at(before, doc.Row) && p.at(after, doc.Row) && p.elements[before].wordCount() > 0
	case doc.Paragraph:
		return p.at(before, doc.Paragraph, doc.Heading) && p.at(after, doc.Paragraph, doc.Heading)
	}
	return false
}

// take moves elements [from, end) in front of element to, as they are given.
func (p *Planter) take(from, end, to int, moved []element) {
	rest := slices.Concat(p.elements[:from], p.elements[end:])
	if to > from {
		to -= end - from
	}
	p.elements = slices.Concat(rest[:to], moved, rest[to:])
}

// moveSection takes a whole section in front of another of its level, past more than it holds.
func (p *Planter) moveSection() bool {
	if len(p.truths) > 0 {
		return false // element positions are those of the old blocks only before other edits
	}
	secs := p.policy.Doc.Sections
	if len(secs) < 3 {
		return false
	}
	for range 200 {
		s, t := secs[p.Rand.IntN(len(secs))], secs[p.Rand.IntN(len(secs))]
		from, end, to := s.Heading, s.End, t.Heading
		if s.Level != t.Level || to >= from && to <= end || end-from > 40 {
			continue
		}
		lo, hi := min(end, to), max(from, to)
		past, own := 0, 0
		for _, q := range p.elements[lo:hi] {
			past += len(q.text)
		}
		for _, q := range p.elements[from:end] {
			own += len(q.text)
		}
		if hi-lo <= end-from || past < own*3/2 {
			continue
		}
		moved := slices.Clone(p.elements[from:end])
		truth := Truth{Edit: MoveSection, Status: diff.Moved, Class: diff.Editorial}
		for i := range moved {
			truth.Old = append(truth.Old, moved[i].old...)
		}
		at := p.touch(truth)
		for i := range moved {
			moved[i].truth = at
		}
		p.take(from, end, to, moved)
		return true
	}
	return false
}

var sentenceEnd = regexp.MustCompile(`[.!?] +|[。！？；]`)

// splitBlock parts a block at sentence ends, into two to four.
func (p *Planter) splitBlock() bool {
	for range 200 {
		i := p.pick(p.prose)
		if i < 0 {
			return false
		}
		el := p.elements[i]
		words := el.words()
		var ends []int
		for _, m := range sentenceEnd.FindAllStringIndex(words, -1) {
			if m[1] < len(words) && len(spotWords(words[m[1]:])) > 0 { // a part without words is none
				ends = append(ends, m[1])
			}
		}
		parts := 2 + p.Rand.IntN(3)
		if len(ends) < parts-1 || !strings.Contains(el.before, "\n") || !p.at(i, doc.Paragraph, doc.Item) {
			continue
		}
		chosen := p.Rand.Perm(len(ends))[:parts-1]
		slices.Sort(chosen)
		truth := p.touch(Truth{Edit: Split, Old: el.old, Status: diff.Split, Class: diff.Editorial})
		var made []element
		at := 0
		for k := 0; k < parts; k++ {
			end := len(words)
			if k < len(chosen) {
				end = ends[chosen[k]]
			}
			part := el
			part.truth = truth
			part.text = el.text[:el.body] + strings.TrimSpace(words[at:end])
			if k > 0 && el.kind == doc.Paragraph {
				part.before, part.text, part.body = "\n\n", strings.TrimSpace(words[at:end]), 0
			}
			made = append(made, part)
			at = end
		}
		p.elements = slices.Replace(p.elements, i, i+1, made...)
		return true
	}
	return false
}

// mergeBlocks joins two or three neighbours of one kind.
func (p *Planter) mergeBlocks() bool {
	for range 200 {
		i := p.pick(p.prose)
		if i < 0 {
			return false
		}
		n := 2 + p.Rand.IntN(2)
		if i+n > len(p.elements) || !p.at(i, doc.Paragraph, doc.Item) {
			continue
		}
		el := p.elements[i]
		ok := true
		el.old = slices.Clone(el.old)
		for _, q := range p.elements[i+1 : i+n] {
			if q.kind != el.kind || q.truth >= 0 || q.wordCount() == 0 {
				ok = false
				break
			}
			last, _ := utf8.DecodeLastRuneInString(el.text)
			if last < unicode.MaxLatin1 {
				el.text += " "
			}
			el.text += q.words()
			el.old = append(el.old, q.old...)
		}
		if !ok {
			continue
		}
		el.truth = p.touch(Truth{Edit: Merge, Old: el.old, Status: diff.Merged, Class: diff.Editorial})
		p.elements = slices.Replace(p.elements, i, i+n, el)
		return true
	}
	return false
}

// unrelated is a block of another policy that this one does not have.
func (p *Planter) unrelated(kind doc.Kind) (string, bool) {
	for range 200 {
		d := p.Donors[p.Rand.IntN(len(p.Donors))].Doc
		b := d.Blocks[p.Rand.IntN(len(d.Blocks))]
		words := b.Text[b.Body:]
		if b.Kind == kind && !strings.Contains(words, "\n") && len(spotWords(words)) > 3 && !strings.Contains(p.policy.Doc.Source, words) && !dates.MatchString(words) && !year.MatchString(words) {
			return words, true
		}
	}
	return "", false
}

func (p *Planter) insert(e Edit) bool {
	for range 200 {
		i := p.pick(p.prose)
		if i < 0 {
			return false
		}
		el := p.elements[i]
		if !p.fits(el.kind, i, i+1) || !strings.Contains(el.before, "\n") {
			continue
		}
		words, ok := p.unrelated(el.kind)
		if !ok {
			return false
		}
		made := element{before: el.before, kind: el.kind, text: el.text[:el.body] + words, body: el.body}
		if el.kind == doc.Paragraph {
			made.before, made.text, made.body = "\n\n", words, 0
		}
		made.truth = p.touch(Truth{Edit: e, Status: diff.Added, Class: diff.Substantive})
		p.elements = slices.Insert(p.elements, i+1, made)
		return true
	}
	return false
}

// substance says whether an element is text whose loss matters: more than a few words, and no line that states a date.
func (p *Planter) substance(i int) bool {
	e := &p.elements[i]
	return i > 0 && p.prose(i) && e.wordCount() > 3 && !dates.MatchString(e.text) && !year.MatchString(e.text)
}

func (p *Planter) delete() bool {
	i := p.pick(p.substance)
	if i < 0 {
		return false
	}
	p.touch(Truth{Edit: Delete, Old: p.elements[i].old, Status: diff.Removed, Class: diff.Substantive})
	p.elements = slices.Delete(p.elements, i, i+1)
	return true
}

func (p *Planter) replace() bool {
	i := p.pick(p.substance)
	if i < 0 {
		return false
	}
	el := &p.elements[i]
	words, ok := p.unrelated(el.kind)
	if !ok || words == el.words() {
		return false
	}
	p.touch(Truth{Edit: Replace, Old: el.old, Status: diff.Removed, Class: diff.Substantive})
	el.text, el.old = el.text[:el.body]+words, nil
	el.truth = p.touch(Truth{Edit: Replace, Status: diff.Added, Class: diff.Substantive})
	return true
}

// year keeps lines that state a date and nothing else from being taken for substance.
var year = regexp.MustCompile(`(19|20)[0-9]{2}`)

var digits = regexp.MustCompile(`[0-9]+`)

// heading gives a section another title, another number, or both.
func (p *Planter) heading(e Edit) bool {
	for range 200 {
		i := p.pick(func(i int) bool { return p.at(i, doc.Heading) })
		if i < 0 {
			return false
		}
		el := &p.elements[i]
		mark, title := el.text[:el.body], el.words()
		if strings.Contains(title, "\n") || p.Convert != nil && strings.Contains(title, "{") {
			continue
		}
		if e != Renumber {
			if words := spotWords(title); len(words) > 2 && p.Rand.IntN(2) == 0 {
				title, _ = p.replaceWords(title, 0.4)
			} else if other, ok := p.unrelatedTitle(); ok {
				title = other
			} else {
				return false
			}
		}
		t := Truth{Edit: e, Old: el.old, Status: diff.Retitled}
		if e != Retitle {
			at := digits.FindAllStringIndex(mark, -1)
			if at == nil {
				continue
			}
			last := at[len(at)-1]
			n, _ := strconv.Atoi(mark[last[0]:last[1]])
			mark = mark[:last[0]] + strconv.Itoa(n+1) + mark[last[1]:]
			t.Status = diff.RetitledRenumbered
			if e == Renumber {
				t.Status, t.Class = diff.Renumbered, diff.Editorial
			}
		}
		el.text, el.body = mark+title, len(mark)
		el.truth = p.touch(t)
		return true
	}
	return false
}

func (p *Planter) unrelatedTitle() (string, bool) {
	for range 200 {
		d := p.Donors[p.Rand.IntN(len(p.Donors))].Doc
		if len(d.Sections) == 0 {
			continue
		}
		title := d.Sections[p.Rand.IntN(len(d.Sections))].Title
		if len(spotWords(title)) > 0 && !strings.Contains(p.policy.Doc.Source, title) && !strings.ContainsAny(title, "[]{}\n:：") {
			return title, true
		}
	}
	return "", false
}
