package diff_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
)

// adversaryEdits are the edits tried, with how often on each policy.
var adversaryEdits = []struct {
	name  string
	times int
	plant func(d *draft, name string) bool
}{
	{"split at a sentence", 4, func(d *draft, n string) bool { return d.splitAt(n, 1) }},
	{"split at every sentence", 2, func(d *draft, n string) bool { return d.splitAt(n, 9) }},
	{"split at a comma", 3, (*draft).splitComma},
	{"paragraph to list", 3, (*draft).toList},
	{"list to paragraph", 3, (*draft).toParagraph},
	{"row split", 3, (*draft).splitRow},
	{"merge neighbours", 4, func(d *draft, n string) bool { return d.mergeNext(n, 1) }},
	{"merge across sections", 3, (*draft).mergeAcross},
	{"split by a new heading", 3, (*draft).splitByHeading},
	{"section moved", 3, (*draft).sectionMoved},
	{"sections swapped", 3, (*draft).sectionsSwapped},
	{"section level", 2, (*draft).level},
	{"section inserted, all renumbered", 2, (*draft).insertNumbered},
	{"section deleted, all renumbered", 2, (*draft).deleteNumbered},
	{"number reused", 2, (*draft).numberReused},
	{"retitle and edit", 3, (*draft).retitleEdit},
	{"first half replaced", 4, func(d *draft, n string) bool { return d.half(n, true, true) }},
	{"second half replaced", 4, func(d *draft, n string) bool { return d.half(n, false, true) }},
	{"first half dropped", 3, func(d *draft, n string) bool { return d.half(n, true, false) }},
	{"second half dropped", 3, func(d *draft, n string) bool { return d.half(n, false, false) }},
	{"half scattered", 5, (*draft).scatter},
	{"doubled by new text", 3, (*draft).grow},
	{"sentences reversed", 3, (*draft).reverse},
	{"synonyms", 4, (*draft).synonyms},
	{"deduped", 2, (*draft).dedupe},
	{"one near-duplicate deleted", 3, (*draft).nearDuplicate},
	{"unrelated beside reworded", 3, (*draft).besideReworded},
	{"inserted", 3, (*draft).inserted},
	{"deleted", 3, (*draft).deleted},
	{"replaced", 3, (*draft).replaced},
	{"short item moved", 3, (*draft).shortItem},
	{"moved", 3, func(d *draft, n string) bool { return d.moved(n, nil) }},
	{"substantive", 6, func(d *draft, n string) bool { return d.substantive(n, nil) }},
	{"substantive in a heading", 2, func(d *draft, n string) bool {
		return d.substantive(n, func(p *piece) bool { return p.kind == doc.Heading })
	}},
	{"substantive in a table", 3, func(d *draft, n string) bool {
		return d.substantive(n, func(p *piece) bool { return p.kind == doc.Row })
	}},
	{"substantive in a link text", 3, (*draft).substantiveLink},
	{"substantive in a bold lead", 3, (*draft).substantiveLead},
	{"substantive, moved", 3, func(d *draft, n string) bool { return d.moved(n, d.factEdit) }},
	{"substantive, split", 3, (*draft).substantiveSplit},
	{"substantive, merged", 3, func(d *draft, n string) bool { return d.mergeNext(n, 2) }},
	{"form of blocks", 16, (*draft).form},
	{"form of the text", 6, (*draft).formWhole},
	{"crowd", 3, (*draft).crowd},
}

// pick finds a random piece of the new side that no edit touched and that suits.
func (d *draft) pick(suits func(i int, p *piece) bool) int {
	for _, i := range d.r.Perm(len(d.new)) {
		if p := &d.new[i]; p.claim == nil && suits(i, p) {
			return i
		}
	}
	return -1
}

func prose(p *piece, least int) bool {
	return (p.kind == doc.Paragraph || p.kind == doc.Item) && count(p.words()) >= least && !strings.Contains(p.text, "\n") && !strings.HasPrefix(p.text, "<") && p.text != "" && !strings.HasPrefix(p.words(), "{")
}

var token = regexp.MustCompile(`\p{Han}|[\p{Hiragana}\p{Katakana}ー]+|[\p{L}\p{N}'’-]+`)

// count is how many words or Chinese characters a text has.
func count(s string) int { return len(token.FindAllString(s, -1)) }

var sentenceStop = regexp.MustCompile(`[.!?][)”"]? +|[。！？；][」”』）]?`)

// plainStops are the ends of sentences in a text that stand in no link and no emphasis.
func plainStops(s string) []int {
	var out []int
	for _, m := range sentenceStop.FindAllStringIndex(s, -1) {
		head, tail := s[:m[1]], s[m[1]:]
		if count(head) < 4 || count(tail) < 4 || strings.Count(head, "[") != strings.Count(head, "]") || strings.Count(head, "(") != strings.Count(head, ")") ||
			strings.Count(head, "**")%2 == 1 || strings.Count(head, "（") != strings.Count(head, "）") || strings.Count(head, "_")%2 == 1 || strings.Count(head, "`")%2 == 1 {
			continue
		}
		if n := len(out); n > 0 && count(s[out[n-1]:m[1]]) < 4 {
			continue
		}
		out = append(out, m[1])
	}
	return out
}

func (d *draft) splitAt(name string, most int) bool {
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 8) && len(plainStops(p.words())) > 0 })
	if i < 0 {
		return false
	}
	p := d.new[i]
	stops := plainStops(p.words())
	if len(stops) > most {
		k := d.r.IntN(len(stops) - most + 1)
		stops = stops[k : k+most]
	}
	c := d.claim(name, claim{status: []diff.Status{diff.Split}, least: diff.Editorial, most: diff.Editorial})
	d.replace(i, d.parts(p, stops, c)...)
	return true
}

// parts cuts a piece in several.
func (d *draft) parts(p piece, stops []int, c *claim) []piece {
	var out []piece
	words, at := p.words(), 0
	for k, end := range append(slices.Clone(stops), len(words)) {
		q := p
		q.claim = c
		if k > 0 && p.kind == doc.Paragraph {
			q.sep, q.body = "\n\n", 0
			q.text = strings.TrimSpace(words[at:end])
		} else {
			q.setWords(strings.TrimSpace(words[at:end]))
		}
		out = append(out, q)
		at = end
	}
	return out
}

func (d *draft) replace(i int, with ...piece) { d.new = slices.Replace(d.new, i, i+1, with...) }

var comma = regexp.MustCompile(`, |[，、；：]|: |; `)

// splitComma parts a block in the middle of a sentence.
func (d *draft) splitComma(name string) bool {
	stops := func(s string) (out []int) {
		for _, m := range comma.FindAllStringIndex(s, -1) {
			head, tail := s[:m[1]], s[m[1]:]
			if count(head) >= 8 && count(tail) >= 8 && strings.Count(head, "[") == strings.Count(head, "]") && strings.Count(head, "(") == strings.Count(head, ")") && strings.Count(head, "*")%2 == 0 {
				out = append(out, m[1])
			}
		}
		return out
	}
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 20) && len(stops(p.words())) > 0 })
	if i < 0 {
		return false
	}
	p := d.new[i]
	at := stops(p.words())
	k := d.r.IntN(len(at))
	c := d.claim(name, claim{status: []diff.Status{diff.Split}})
	d.replace(i, d.parts(p, at[k:k+1], c)...)
	return true
}

// toList turns a paragraph into an introduction and a list of its sentences.
func (d *draft) toList(name string) bool {
	i := d.pick(func(_ int, p *piece) bool {
		return p.kind == doc.Paragraph && p.body == 0 && prose(p, 12) && len(plainStops(p.words())) > 1
	})
	if i < 0 {
		return false
	}
	p := d.new[i]
	c := d.claim(name, claim{status: []diff.Status{diff.Split}})
	parts := d.parts(p, plainStops(p.words()), c)
	if len(parts) > 8 {
		return false
	}
	for k := range parts[1:] {
		q := &parts[k+1]
		q.kind, q.text, q.body, q.sep = doc.Item, "- "+q.text, 2, "\n"
		if k == 0 {
			q.sep = "\n\n"
		}
	}
	d.replace(i, parts...)
	if i+len(parts) < len(d.new) && !strings.Contains(d.new[i+len(parts)].sep, "\n\n") {
		d.new[i+len(parts)].sep = "\n\n"
	}
	return true
}

// toParagraph joins the items of a list.
func (d *draft) toParagraph(name string) bool {
	i := d.pick(func(i int, p *piece) bool {
		return p.kind == doc.Item && prose(p, 2) && (i == 0 || d.new[i-1].kind != doc.Item) && i+1 < len(d.new) && d.new[i+1].kind == doc.Item && prose(&d.new[i+1], 2)
	})
	if i < 0 {
		return false
	}
	end := i
	c := d.claim(name, claim{status: []diff.Status{diff.Merged}})
	q := piece{sep: "\n\n", kind: doc.Paragraph, claim: c}
	for end < len(d.new) && d.new[end].kind == doc.Item && end-i < 9 {
		if !prose(&d.new[end], 1) || d.new[end].claim != nil {
			return false
		}
		q.text += glue(q.text, ";") + d.new[end].words()
		q.from = append(q.from, d.new[end].from...)
		end++
	}
	if end < len(d.new) && d.new[end].kind == doc.Item {
		return false
	}
	d.new = slices.Replace(d.new, i, end, q)
	if i+1 < len(d.new) && !strings.Contains(d.new[i+1].sep, "\n\n") {
		d.new[i+1].sep = "\n\n"
	}
	return true
}

// glue is what goes between two texts that are joined.
func glue(s, mark string) string {
	if s == "" {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	switch {
	case strings.ContainsRune("。！？；，、：）」”", last):
		return ""
	case last > 0x2E80:
		return map[string]string{";": "；", "": ""}[mark]
	case strings.ContainsRune(".!?;,:", last):
		return " "
	}
	return mark + " "
}

// splitRow parts a table row whose last cell has two sentences.
func (d *draft) splitRow(name string) bool {
	i := d.pick(func(_ int, p *piece) bool { return p.kind == doc.Row && len(rowStops(p.text)) > 0 })
	if i < 0 {
		return false
	}
	p := d.new[i]
	at := rowStops(p.text)[0]
	cells := strings.Split(strings.Trim(p.text, "| "), "|")
	c := d.claim(name, claim{status: []diff.Status{diff.Split}})
	a, b := p, p
	a.claim, b.claim = c, c
	a.text = strings.TrimSpace(p.text[:at]) + " |"
	b.text = strings.Repeat("| ", len(cells)) + strings.TrimSpace(p.text[at:])
	b.sep, b.body = "\n", len(strings.Repeat("| ", len(cells)))
	d.replace(i, a, b)
	return true
}

func rowStops(s string) []int {
	last := strings.LastIndex(strings.TrimRight(s, "| "), "|")
	if !strings.HasPrefix(s, "|") || last <= 0 {
		return nil
	}
	var out []int
	for _, at := range plainStops(s[last+1:]) {
		out = append(out, last+1+at)
	}
	return out
}

// mergeNext joins a block with the next of its kind; with 2 a fact changes in one of them as well.
func (d *draft) mergeNext(name string, mode int) bool {
	i := d.pick(func(i int, p *piece) bool {
		return prose(p, 4) && i+1 < len(d.new) && d.new[i+1].kind == p.kind && prose(&d.new[i+1], 4) && d.new[i+1].claim == nil
	})
	if i < 0 {
		return false
	}
	p, q := d.new[i], d.new[i+1]
	c := claim{status: []diff.Status{diff.Merged}, least: diff.Editorial, most: diff.Editorial}
	if mode == 2 {
		words, ok := d.factEdit(q.words())
		if !ok {
			return false
		}
		q.setWords(words)
		c.least, c.most = diff.Substantive, ""
	}
	p.claim = d.claim(name, c)
	p.text += glue(p.text, "") + q.words()
	p.from = append(slices.Clone(p.from), q.from...)
	d.new = slices.Replace(d.new, i, i+2, p)
	return true
}

// mergeAcross takes a heading away and joins the paragraphs around it.
func (d *draft) mergeAcross(name string) bool {
	i := d.pick(func(i int, p *piece) bool {
		return i > 0 && i+1 < len(d.new) && p.kind == doc.Heading && d.new[i-1].kind == doc.Paragraph && d.new[i+1].kind == doc.Paragraph &&
			prose(&d.new[i-1], 6) && prose(&d.new[i+1], 6)
	})
	if i < 0 {
		return false
	}
	p, q := d.new[i-1], d.new[i+1]
	d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: d.new[i].from})
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Merged}})
	p.text += glue(p.text, "") + q.words()
	p.from = append(slices.Clone(p.from), q.from...)
	d.new = slices.Replace(d.new, i-1, i+2, p)
	return true
}

// splitByHeading puts a heading into the middle of a paragraph.
func (d *draft) splitByHeading(name string) bool {
	i := d.pick(func(_ int, p *piece) bool {
		return p.kind == doc.Paragraph && p.body == 0 && prose(p, 12) && len(plainStops(p.words())) > 0
	})
	title, ok := d.donor(doc.Heading, 2)
	if i < 0 || !ok {
		return false
	}
	above := i // the heading that the paragraph stands under
	for above >= 0 && d.new[above].kind != doc.Heading {
		above--
	}
	if above < 0 || !strings.HasPrefix(d.new[above].text, "#") || d.new[above].level == 0 {
		return false
	}
	hashes := strings.Repeat("#", d.new[above].level)
	p := d.new[i]
	stops := plainStops(p.words())
	k := d.r.IntN(len(stops))
	parts := d.parts(p, stops[k:k+1], d.claim(name, claim{status: []diff.Status{diff.Split}, least: diff.Editorial}))
	heading := piece{sep: "\n\n", text: hashes + " " + title, body: len(hashes) + 1, kind: doc.Heading, level: len(hashes), claim: d.claim(name, claim{status: []diff.Status{diff.Added}})}
	d.replace(i, parts[0], heading, parts[1])
	if i+3 < len(d.new) && !strings.Contains(d.new[i+3].sep, "\n\n") {
		d.new[i+3].sep = "\n\n"
	}
	return true
}

// sectionSpan is a section with its subsections: pieces [from, end).
type sectionSpan struct{ from, end, level int }

func (d *draft) sections() []sectionSpan {
	var out []sectionSpan
	for i, p := range d.new {
		if p.kind != doc.Heading || p.level == 0 {
			continue
		}
		end := i + 1
		for end < len(d.new) && (d.new[end].kind != doc.Heading || d.new[end].level > p.level) {
			end++
		}
		out = append(out, sectionSpan{i, end, p.level})
	}
	return out
}

func (d *draft) weight(from, end int) int {
	n := 0
	for _, p := range d.new[from:end] {
		n += 1000 + min(len(p.text), 1000)/2
	}
	return n
}

// sectionMoved takes a section with its subsections elsewhere, past more than it holds.
func (d *draft) sectionMoved(name string) bool {
	secs := d.sections()
	for range 100 {
		if len(secs) < 4 {
			return false
		}
		s, t := secs[d.r.IntN(len(secs))], secs[d.r.IntN(len(secs))]
		if s.level != t.level || t.from >= s.from && t.from <= s.end || d.weight(min(s.end, t.from), max(s.from, t.from)) < d.weight(s.from, s.end)*5/4 {
			continue
		}
		d.shift(name, s, t.from)
		return true
	}
	return false
}

// shift moves pieces in front of another.
func (d *draft) shift(name string, s sectionSpan, to int) {
	c := d.claim(name, claim{status: []diff.Status{diff.Moved}, least: diff.Editorial, most: diff.Editorial, each: true})
	moved := slices.Clone(d.new[s.from:s.end])
	for i := range moved {
		moved[i].claim = c
	}
	if !strings.Contains(moved[0].sep, "\n") {
		moved[0].sep = "\n\n"
	}
	if to < len(d.new) && !strings.Contains(d.new[to].sep, "\n\n") {
		d.new[to].sep = "\n\n"
	}
	if s.end < len(d.new) && !strings.Contains(d.new[s.end].sep, "\n\n") {
		d.new[s.end].sep = "\n\n"
	}
	rest := slices.Concat(d.new[:s.from], d.new[s.end:])
	if to > s.from {
		to -= s.end - s.from
	}
	d.new = slices.Concat(rest[:to], moved, rest[to:])
}

// sectionsSwapped swaps two neighbours, of which one weighs clearly less.
func (d *draft) sectionsSwapped(name string) bool {
	secs := d.sections()
	for range 100 {
		if len(secs) < 3 {
			return false
		}
		s := secs[d.r.IntN(len(secs))]
		for _, t := range secs {
			if t.from == s.end && t.level == s.level && d.weight(t.from, t.end)*4 < d.weight(s.from, s.end)*3 {
				d.shift(name, t, s.from)
				return true
			}
		}
	}
	return false
}

// level puts a section and what is in it a level deeper or higher.
func (d *draft) level(name string) bool {
	secs := d.sections()
	for range 100 {
		if len(secs) < 3 {
			return false
		}
		s := secs[d.r.IntN(len(secs))]
		if s.from == 0 || !strings.HasPrefix(d.new[s.from].text, "#") || s.level < 2 || s.level > 4 {
			continue
		}
		up := d.r.IntN(2) == 0 && s.level > 2
		for i := s.from; i < s.end; i++ {
			p := &d.new[i]
			if p.kind != doc.Heading {
				continue
			}
			if !strings.HasPrefix(p.text, "#") {
				return false
			}
			if up {
				p.text, p.body = p.text[1:], p.body-1
			} else {
				p.text, p.body = "#"+p.text, p.body+1
			}
			p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, most: diff.Editorial})
		}
		return true
	}
	return false
}

// number gives all headings of one level a number, on both sides.
func (d *draft) number() []int {
	levels := map[int]int{}
	for _, p := range d.old {
		if p.kind == doc.Heading && p.level > 0 && strings.HasPrefix(p.text, "#") {
			levels[p.level]++
		}
	}
	level := 0
	for l, n := range levels {
		if n >= 4 && (level == 0 || l < level) {
			level = l
		}
	}
	if level == 0 {
		return nil
	}
	var at []int
	for i := range d.old {
		p := &d.old[i]
		if p.kind != doc.Heading || p.level != level || !strings.HasPrefix(p.text, "#") {
			continue
		}
		if count(p.words()) == 0 || regexp.MustCompile(`^#+ *[*\d一二三四五六七八九十第（(]`).MatchString(p.text) {
			return nil
		}
		at = append(at, i)
		renumber(p, len(at))
	}
	d.copyOld()
	return at
}

var numberMark = regexp.MustCompile(`^(#+ )(?:\d+\. )?`)

func renumber(p *piece, n int) {
	m := numberMark.FindStringSubmatch(p.text)
	if m == nil {
		return
	}
	mark := fmt.Sprintf("%s%d. ", m[1], n)
	p.text, p.body = mark+p.text[len(m[0]):], len(mark)
}

// insertNumbered numbers the sections of both sides, and puts a new one in on the new side.
func (d *draft) insertNumbered(name string) bool {
	at := d.number()
	if at == nil {
		return false
	}
	k := d.r.IntN(len(at) - 1)
	section, ok := d.donorSection(strings.Repeat("#", d.new[at[k]].level))
	if !ok {
		return false
	}
	for n, i := range at {
		if n >= k {
			renumber(&d.new[i], n+2)
			d.new[i].claim = d.claim(name, claim{status: []diff.Status{diff.Renumbered}, least: diff.Editorial, most: diff.Editorial})
		}
	}
	renumber(&section[0], k+1)
	for i := range section {
		section[i].claim = d.claim(name, claim{status: []diff.Status{diff.Added}})
	}
	d.new = slices.Insert(d.new, at[k], section...)
	return true
}

func (d *draft) deleteNumbered(name string) bool {
	at := d.number()
	if at == nil {
		return false
	}
	k := d.r.IntN(len(at) - 1)
	if at[k+1]-at[k] > 30 {
		return false
	}
	for n, i := range at {
		if n > k {
			renumber(&d.new[i], n)
			d.new[i].claim = d.claim(name, claim{status: []diff.Status{diff.Renumbered}, least: diff.Editorial, most: diff.Editorial})
		}
	}
	for _, p := range d.new[at[k]:at[k+1]] {
		d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: p.from})
	}
	d.new = slices.Delete(d.new, at[k], at[k+1])
	return true
}

// numberReused puts another topic under a number.
func (d *draft) numberReused(name string) bool {
	at := d.number()
	if at == nil {
		return false
	}
	k := d.r.IntN(len(at) - 1)
	if at[k+1]-at[k] > 30 || at[k+1]-at[k] < 2 {
		return false
	}
	section, ok := d.donorSection(strings.Repeat("#", d.new[at[k]].level))
	if !ok {
		return false
	}
	renumber(&section[0], k+1)
	for i := range section {
		section[i].claim = d.claim(name, claim{status: []diff.Status{diff.Added}})
	}
	for _, p := range d.new[at[k]:at[k+1]] {
		d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: p.from})
	}
	d.new = slices.Replace(d.new, at[k], at[k+1], section...)
	return true
}

// donorSection is a heading and two to four paragraphs of another policy that this one has nothing of.
func (d *draft) donorSection(hashes string) ([]piece, bool) {
	title, ok := d.donor(doc.Heading, 2)
	if !ok {
		return nil, false
	}
	out := []piece{{sep: "\n\n", text: hashes + " " + title, body: len(hashes) + 1, kind: doc.Heading, level: len(hashes)}}
	for range 2 + d.r.IntN(3) {
		words, ok := d.donor(doc.Paragraph, 12)
		if !ok || slices.ContainsFunc(out, func(p piece) bool { return p.text == words }) {
			return nil, false
		}
		out = append(out, piece{sep: "\n\n", text: words, kind: doc.Paragraph})
	}
	return out, true
}

// donor is the words of a block of another policy, unlike anything here.
func (d *draft) donor(kind doc.Kind, least int) (string, bool) {
	for range 300 {
		if len(d.donors) == 0 {
			return "", false
		}
		from := d.donors[d.r.IntN(len(d.donors))]
		b := from.Blocks[d.r.IntN(len(from.Blocks))]
		words := b.Text[b.Body:]
		if b.Kind != kind || count(words) < least || strings.ContainsAny(words, "\n{}<>|") || b.Boiler || yearIn.MatchString(words) || d.alike(words) > 0.35 {
			continue
		}
		if kind == doc.Heading && (strings.ContainsAny(words, "*[]#") || unicode.IsDigit([]rune(words)[0])) {
			continue
		}
		if kind == doc.Paragraph && (b.Body > 0 || strings.HasPrefix(words, "**")) {
			continue
		}
		return words, true
	}
	return "", false
}

var yearIn = regexp.MustCompile(`(19|20)\d\d`)

// alike is how much of the pairs of characters or words of a text stands in one block of the old side.
func (d *draft) alike(s string) float64 {
	mine := shingles(s)
	most := 0.0
	for _, p := range d.old {
		n := 0
		theirs := shingles(p.text)
		for x := range mine {
			if theirs[x] {
				n++
			}
		}
		most = max(most, float64(n)/float64(max(1, min(len(mine), len(theirs)))))
		if len(theirs) < 6 && n < len(theirs) {
			continue
		}
	}
	return most
}

// shingles are the pairs of neighbouring words of a text. The same donors are asked for theirs again and again.
func shingles(s string) map[string]bool {
	if known, ok := shinglesOf[s]; ok {
		return known
	}
	words := token.FindAllString(strings.ToLower(s), -1)
	out := map[string]bool{}
	for i := 1; i < len(words); i++ {
		out[words[i-1]+" "+words[i]] = true
	}
	shinglesOf[s] = out
	return out
}

var shinglesOf = map[string]map[string]bool{}

// retitleEdit gives a section another title and rewords some of its text.
func (d *draft) retitleEdit(name string) bool {
	i := d.pick(func(i int, p *piece) bool {
		return p.kind == doc.Heading && strings.HasPrefix(p.text, "#") && p.level > 0 && i+2 < len(d.new) && prose(&d.new[i+1], 10) && !strings.ContainsAny(p.text, "{\n")
	})
	if i < 0 {
		return false
	}
	title, ok := d.donor(doc.Heading, 2)
	if !ok {
		return false
	}
	words, ok := d.scattered(d.new[i+1].words(), 0.2)
	if !ok {
		return false
	}
	p := &d.new[i]
	p.setWords(title)
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Retitled}})
	q := &d.new[i+1]
	q.setWords(words)
	q.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}})
	return true
}

// half drops one half of a block's words, or writes other text there.
func (d *draft) half(name string, first, replace bool) bool {
	i := d.pick(func(_ int, p *piece) bool {
		return prose(p, 20) && !strings.ContainsAny(p.text, "[]*_`")
	})
	if i < 0 {
		return false
	}
	p := &d.new[i]
	words := p.words()
	at := token.FindAllStringIndex(words, -1)
	cut := at[len(at)/2][0]
	keep, gone := words[:cut], words[cut:]
	if first {
		keep, gone = gone, keep
	}
	other := ""
	if replace {
		text, ok := d.donor(doc.Paragraph, 12)
		if !ok || strings.ContainsAny(text, "[]*_`") {
			return false
		}
		n := len(token.FindAllString(gone, -1))
		if m := token.FindAllStringIndex(text, -1); len(m) > n {
			text = text[:m[n-1][1]]
		} else if len(m) < n/2 {
			return false
		}
		other = text
	}
	if first {
		if unicode.Is(unicode.Latin, []rune(keep)[0]) {
			other += " "
		}
		p.setWords(strings.TrimSpace(other + keep))
	} else {
		p.setWords(strings.TrimSpace(keep + other))
	}
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, least: diff.Substantive})
	return true
}

// scatter exchanges half of a block's words, one by one.
func (d *draft) scatter(name string) bool {
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 14) && !strings.ContainsAny(p.text, "[]*_`") })
	if i < 0 {
		return false
	}
	p := &d.new[i]
	words, ok := d.scattered(p.words(), 0.5)
	if !ok {
		return false
	}
	p.setWords(words)
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, least: diff.Substantive})
	return true
}

// scattered exchanges stretches of one to three words for others.
func (d *draft) scattered(s string, share float64) (string, bool) {
	if strings.ContainsAny(s, "[]`") {
		return "", false
	}
	other, ok := d.donor(doc.Paragraph, 12)
	if !ok {
		return "", false
	}
	supply := token.FindAllString(other, -1)
	at := token.FindAllStringIndex(s, -1)
	var b strings.Builder
	end, next := 0, 0
	for i := 0; i < len(at); {
		n := min(1+d.r.IntN(3), len(at)-i)
		if unicode.Is(unicode.Han, []rune(s[at[i][0]:])[0]) {
			n = min(2+d.r.IntN(3), len(at)-i)
		}
		if d.r.Float64() < share {
			for k := i; k < i+n; k++ {
				b.WriteString(s[end:at[k][0]])
				b.WriteString(supply[next%len(supply)])
				next++
				end = at[k][1]
			}
		}
		i += n
	}
	b.WriteString(s[end:])
	return b.String(), next > 0 && next <= len(at)/2+1 && b.String() != s
}

// grow puts as much new text behind a block as it holds.
func (d *draft) grow(name string) bool {
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 8) })
	if i < 0 {
		return false
	}
	p := &d.new[i]
	text, ok := d.donor(doc.Paragraph, 8)
	if !ok || len(text) > 2*len(p.text) {
		return false
	}
	p.setWords(p.words() + glue(p.text, "") + text)
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, least: diff.Substantive})
	return true
}

// reverse turns the sentences of a block round.
func (d *draft) reverse(name string) bool {
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 12) && len(plainStops(p.words())) > 1 })
	if i < 0 {
		return false
	}
	p := &d.new[i]
	var parts []string
	at := 0
	for _, end := range append(plainStops(p.words()), len(p.words())) {
		parts = append(parts, strings.TrimSpace(p.words()[at:end]))
		at = end
	}
	slices.Reverse(parts)
	words := ""
	for _, s := range parts {
		words += glue(words, "") + s
	}
	p.setWords(words)
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}})
	return true
}

// synonyms are words that a rewording exchanges, by language.
var synonyms = map[string][]string{
	"zh": {
		"收集", "采集", "使用", "运用", "提供", "给予", "我们", "本公司", "您", "阁下", "可能", "或许会", "可以", "能够", "服务", "功能", "第三方", "外部机构", "例如", "譬如",
		"信息", "资料", "数据", "讯息", "保护", "维护", "删除", "移除", "目的", "用途", "根据", "依照", "通过", "经由", "需要", "须要", "帮助", "协助", "我们的", "本公司的", "以及", "和", "或者", "抑或", "个人", "私人", "用户", "会员",
		"我們", "本公司", "蒐集", "採集", "資料", "資訊", "資訊", "訊息", "保護", "維護", "刪除", "移除", "服務", "功能", "目的", "用途", "根據", "依照", "個人", "私人",
	},
	"ja": {
		"収集", "取得", "使用", "利用", "提供", "供与", "当社", "弊社", "あなた", "お客様", "ユーザー", "利用者", "データ", "情報", "例えば", "たとえば", "ことがあります", "場合があります", "保護", "保全", "削除", "消去",
		"目的", "用途", "必要", "要る", "サービス", "役務", "により", "によって", "および", "並びに", "または", "もしくは", "私たち", "当社", "Mozilla", "弊財団",
	},
	"de": {
		"erheben", "erfassen", "verwenden", "nutzen", "Daten", "Angaben", "beispielsweise", "etwa", "und", "sowie", "Ihre", "Eure", "Sie", "der Nutzer", "wir", "das Unternehmen", "Wir", "Das Unternehmen",
		"Informationen", "Auskünfte", "Dienste", "Leistungen", "oder", "beziehungsweise", "wenn", "falls", "können", "vermögen", "um", "damit", "auf", "bei",
	},
	"en": {
		"collect", "gather", "use", "employ", "provide", "supply", "information", "data", "we", "the company", "We", "The company", "you", "the user", "You", "The user", "your", "the user's", "services", "offerings",
		"such as", "like", "including", "among them", "may", "might", "third parties", "outside organizations", "personal", "individual", "in order to", "so as to", "and", "as well as", "our", "the company's", "help", "assist",
	},
}

func (d *draft) family() string {
	switch {
	case strings.HasPrefix(d.lang, "zh"):
		return "zh"
	case d.lang == "ja", d.lang == "de":
		return d.lang
	}
	return "en"
}

// synonyms writes every word of a block otherwise that there is another for.
func (d *draft) synonyms(name string) bool {
	list := synonyms[d.family()]
	latin := d.family() == "en" || d.family() == "de"
	if latin {
		spaced := make([]string, len(list))
		for i, s := range list {
			spaced[i] = " " + s + " "
		}
		list = spaced
	}
	swap := strings.NewReplacer(list...)
	changed := func(s string) (string, bool) {
		out := swap.Replace(swap.Replace(" " + s + " "))
		out = strings.TrimSpace(out)
		n := 0
		for x := range shingles(s) {
			if !shingles(out)[x] {
				n++
			}
		}
		return out, n*4 > len(shingles(s))
	}
	i := d.pick(func(_ int, p *piece) bool {
		if !prose(p, 14) || strings.ContainsAny(p.text, "[]*_`") {
			return false
		}
		_, ok := changed(p.words())
		return ok
	})
	if i < 0 {
		return false
	}
	p := &d.new[i]
	words, _ := changed(p.words())
	p.setWords(words)
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, least: diff.Substantive})
	return true
}

// ends are the last paragraphs of sections.
func (d *draft) ends() []int {
	var out []int
	for i := range d.old {
		if i+1 < len(d.old) && d.old[i+1].kind == doc.Heading && d.old[i].kind == doc.Paragraph && i > 0 && d.old[i-1].kind != doc.Row {
			out = append(out, i)
		}
	}
	return out
}

// repeat puts a clause behind several sections of the old side, and gives their keys.
func (d *draft) repeat(clause func(k int) string) []int {
	ends := d.ends()
	if len(ends) < 3 {
		return nil
	}
	d.r.Shuffle(len(ends), func(i, j int) { ends[i], ends[j] = ends[j], ends[i] })
	ends = ends[:min(len(ends), 3+d.r.IntN(8))]
	slices.Sort(ends)
	var keys []int
	key := d.newKey()
	for k, i := range slices.Backward(ends) {
		d.old = slices.Insert(d.old, i+1, piece{sep: "\n\n", text: clause(k), kind: doc.Paragraph, key: key + k})
		keys = append(keys, key+k)
	}
	slices.Reverse(keys)
	d.copyOld()
	return keys
}

func (d *draft) at(key int) int {
	return slices.IndexFunc(d.new, func(p piece) bool { return slices.Equal(p.from, []int{key}) })
}

// dedupe repeats a clause, and keeps but one of it, where it stood.
func (d *draft) dedupe(name string) bool {
	text, ok := d.donor(doc.Paragraph, 10)
	if !ok {
		return false
	}
	keys := d.repeat(func(int) string { return text })
	if keys == nil {
		return false
	}
	keep := d.r.IntN(len(keys))
	for k, key := range keys {
		if k == keep {
			d.new[d.at(key)].claim = d.claim(name, claim{status: []diff.Status{diff.Equal}})
			continue
		}
		d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: []int{key}})
		i := d.at(key)
		d.new = slices.Delete(d.new, i, i+1)
	}
	return true
}

// nearDuplicate repeats a clause with one word exchanged in each, and deletes one.
func (d *draft) nearDuplicate(name string) bool {
	text, ok := d.donor(doc.Paragraph, 12)
	if !ok || strings.ContainsAny(text, "[]*_`") {
		return false
	}
	names := []string{"Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Gorse", "Hazel", "Iris", "Jasmine", "Kale"}
	at := token.FindAllStringIndex(text, -1)
	mid := at[len(at)/2]
	keys := d.repeat(func(k int) string { return text[:mid[0]] + " " + names[k] + " " + text[mid[1]:] })
	if keys == nil {
		return false
	}
	gone := d.r.IntN(len(keys))
	for k, key := range keys {
		if k != gone {
			d.new[d.at(key)].claim = d.claim(name, claim{status: []diff.Status{diff.Equal}})
			continue
		}
		d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: []int{key}})
		i := d.at(key)
		d.new = slices.Delete(d.new, i, i+1)
	}
	return true
}

// besideReworded rewords a block and puts another one, of the same subject, right beside it.
func (d *draft) besideReworded(name string) bool {
	i := d.pick(func(_ int, p *piece) bool {
		return p.kind == doc.Paragraph && p.body == 0 && prose(p, 16) && !strings.ContainsAny(p.text, "[]*_`")
	})
	if i < 0 {
		return false
	}
	// Of several unrelated texts, the one that has most words in common.
	best, most := "", -1
	mine := map[string]bool{}
	for _, w := range token.FindAllString(strings.ToLower(d.new[i].text), -1) {
		mine[w] = true
	}
	for range 12 {
		text, ok := d.donor(doc.Paragraph, 12)
		if !ok {
			return false
		}
		n := 0
		for _, w := range token.FindAllString(strings.ToLower(text), -1) {
			if mine[w] {
				n++
			}
		}
		if n > most {
			best, most = text, n
		}
	}
	words, ok := d.scattered(d.new[i].words(), 0.3)
	if !ok {
		return false
	}
	p := &d.new[i]
	p.setWords(words)
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, least: diff.Substantive})
	added := piece{sep: "\n\n", text: best, kind: doc.Paragraph, claim: d.claim(name, claim{status: []diff.Status{diff.Added}})}
	if d.r.IntN(2) == 0 && i > 0 {
		added.sep = p.sep
		p.sep = "\n\n"
		d.new = slices.Insert(d.new, i, added)
	} else {
		d.new = slices.Insert(d.new, i+1, added)
	}
	return true
}

func (d *draft) inserted(name string) bool {
	i := d.pick(func(i int, p *piece) bool { return i > 0 && p.kind == doc.Paragraph && p.body == 0 && prose(p, 3) })
	text, ok := d.donor(doc.Paragraph, 4)
	if i < 0 || !ok {
		return false
	}
	d.new = slices.Insert(d.new, i+1, piece{sep: "\n\n", text: text, kind: doc.Paragraph, claim: d.claim(name, claim{status: []diff.Status{diff.Added}, least: diff.Substantive})})
	return true
}

func (d *draft) deleted(name string) bool {
	i := d.pick(func(i int, p *piece) bool {
		return i > 0 && prose(p, 5) && d.times(p.text) == 1 && !yearIn.MatchString(p.text)
	})
	if i < 0 {
		return false
	}
	d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: d.new[i].from, least: diff.Substantive})
	d.new = slices.Delete(d.new, i, i+1)
	return true
}

func (d *draft) times(text string) int {
	n := 0
	for _, p := range d.old {
		if p.text == text {
			n++
		}
	}
	return n
}

func (d *draft) replaced(name string) bool {
	i := d.pick(func(i int, p *piece) bool {
		return i > 0 && p.kind == doc.Paragraph && p.body == 0 && prose(p, 6) && d.times(p.text) == 1 && !yearIn.MatchString(p.text)
	})
	text, ok := d.donor(doc.Paragraph, 6)
	if i < 0 || !ok {
		return false
	}
	p := &d.new[i]
	d.claim(name, claim{status: []diff.Status{diff.Removed}, gone: p.from, least: diff.Substantive})
	p.text, p.from = text, nil
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Added}, least: diff.Substantive})
	return true
}

// shortItem moves a short item within its list, past several others.
func (d *draft) shortItem(name string) bool {
	i := d.pick(func(i int, p *piece) bool {
		return p.kind == doc.Item && len(p.words()) < 60 && count(p.words()) > 0 && i+3 < len(d.new) && d.times(p.text) == 1 &&
			d.new[i+1].kind == doc.Item && d.new[i+2].kind == doc.Item && d.new[i+3].kind == doc.Item && d.new[i+1].sep == "\n" && p.sep != "" &&
			strings.HasPrefix(d.new[i+1].text, p.text[:p.body]) && strings.HasPrefix(d.new[i+2].text, p.text[:p.body]) && !unicode.IsDigit(rune(p.text[0]))
	})
	if i < 0 {
		return false
	}
	p := d.new[i]
	d.new[i+1].sep, p.sep = p.sep, d.new[i+1].sep
	p.claim = d.claim(name, claim{status: []diff.Status{diff.Moved}, least: diff.Editorial, most: diff.Editorial})
	d.new = slices.Concat(d.new[:i], d.new[i+1:i+3], []piece{p}, d.new[i+3:])
	return true
}

// moved takes a paragraph to another section, edited where edit is given.
func (d *draft) moved(name string, edit func(string) (string, bool)) bool {
	plain := func(i int) bool {
		return i >= 0 && i < len(d.new) && d.new[i].kind == doc.Paragraph && d.new[i].body == 0 && d.new[i].claim == nil
	}
	i := d.pick(func(i int, p *piece) bool {
		return plain(i) && prose(p, 10) && d.times(p.text) == 1 && strings.Contains(p.sep, "\n\n")
	})
	if i < 0 {
		return false
	}
	p := d.new[i]
	c := claim{status: []diff.Status{diff.Moved}, least: diff.Editorial, most: diff.Editorial}
	if edit != nil {
		words, ok := edit(p.words())
		if !ok {
			return false
		}
		p.setWords(words)
		c = claim{status: []diff.Status{diff.MovedModified}, least: diff.Substantive}
	}
	to := d.r.IntN(len(d.new))
	lo, hi := min(i+1, to), max(i, to)
	if !plain(to-1) || hi-lo < 4 || d.weight(lo, hi) < 3*(1000+len(p.text)) || to >= i && to <= i+1 {
		return false
	}
	p.claim = d.claim(name, c)
	p.sep = "\n\n"
	d.new[i].claim = p.claim // so that it is not taken again
	rest := slices.Concat(d.new[:i], d.new[i+1:])
	if to > i {
		to--
	}
	if to < len(rest) && !strings.Contains(rest[to].sep, "\n\n") {
		rest[to].sep = "\n\n"
	}
	if i < len(rest) && !strings.Contains(rest[i].sep, "\n\n") {
		rest[i].sep = "\n\n"
	}
	d.new = slices.Insert(rest, to, p)
	return true
}

// factSwaps change what a text says, by language: modality, negation, number, party, scope.
var factSwaps = map[string][][2]string{
	"en": {
		{`\bmay\b`, "shall"},
		{`\bnot `, ""},
		{`\bonly `, ""},
		{`\bat least\b`, "at most"},
		{`\bunless\b`, "even if"},
		{`\bexcept\b`, "including"},
		{`\bconsent\b`, "notice"},
		{`\bprior\b`, "subsequent"},
		{`\bmust\b`, "may"},
		{`\bcannot\b`, "can"},
		{`\ball\b`, "some"},
		{`\bnever\b`, "sometimes"},
		{`\b([1-9][0-9]) (days|months|years)\b`, "7$1 $2"},
		{`\byou\b`, "we"},
		{`\bopt-out\b`, "opt-in"},
		{`\bwithout\b`, "with"},
		{`\bshould\b`, "must"},
		{`\band\b`, "or"},
		{`\bpersonal\b`, "anonymous"},
		{`\bbefore\b`, "after"},
	},
	"zh": {
		{`可以`, "应当"},
		{`不会`, "会"},
		{`不會`, "會"},
		{`仅`, ""},
		{`僅`, ""},
		{`至少`, "至多"},
		{`除非`, "即使"},
		{`同意`, "通知"},
		{`必须`, "可以"},
		{`必須`, "可以"},
		{`所有`, "部分"},
		{`未`, "已"},
		{`不得`, "得"},
		{`([1-9][0-9]*) ?(天|日|年|个月|個月)`, "7$1 $2"},
		{`您的`, "他人的"},
		{`无需`, "需要"},
		{`無需`, "需要"},
		{`之前`, "之后"},
		{`匿名`, "实名"},
		{`应当`, "可以"},
		{`應當`, "可以"},
		{`可能`, "必须"},
		{`與`, "或"},
		{`与`, "或"},
		{`Google`, "Baidu"},
		{`不`, ""},
	},
	"ja": {
		{`できます`, "できません"}, {`ません`, "ます"}, {`同意`, "通知"}, {`のみ`, ""}, {`必要`, "任意"}, {`すべて`, "一部"}, {`ことがあります`, "ことはありません"}, {`場合があります`, "ことはありません"}, {`個人`, "匿名"}, {`([1-9][0-9]*) ?(日|年|か月)`, "7$1 $2"}, {`ない`, "る"}, {`なければなりません`, "てもかまいません"},
	},
	"de": {
		{`\bnicht `, ""}, {`\bkann\b`, "muss"}, {`\bkönnen\b`, "müssen"}, {`\bnur `, ""}, {`\bkeine\b`, "eine"}, {`\balle\b`, "einige"}, {`\bohne\b`, "mit"}, {`\boder\b`, "und"}, {`\bEinwilligung\b`, "Kenntnis"}, {`\b([1-9][0-9]) (Tage|Tagen|Monate|Jahre)\b`, "7$1 $2"}, {`\bmüssen\b`, "dürfen"}, {`\bwir\b`, "Dritte"},
	},
}

// factEdit changes what a text says, outside of links and addresses.
func (d *draft) factEdit(s string) (string, bool) {
	swaps := factSwaps[d.family()]
	for _, i := range d.r.Perm(len(swaps)) {
		re := regexp.MustCompile(swaps[i][0])
		for _, at := range re.FindAllStringIndex(s, -1) {
			head := s[:at[0]]
			if strings.LastIndex(head, "](") > strings.LastIndex(head, ")") || strings.LastIndex(head, "<") > strings.LastIndex(head, ">") || strings.Contains(lastWord(head), "/") || strings.Contains(lastWord(head), "@") ||
				strings.LastIndex(head, "{") > strings.LastIndex(head, "}") {
				continue
			}
			out := head + re.ReplaceAllString(s[at[0]:at[1]], swaps[i][1]) + s[at[1]:]
			if out != s {
				return out, true
			}
		}
	}
	return s, false
}

func lastWord(s string) string { return s[strings.LastIndexAny(s, " (（\n")+1:] }

func (d *draft) substantive(name string, suits func(*piece) bool) bool {
	i := d.pick(func(_ int, p *piece) bool {
		if suits != nil && !suits(p) || suits == nil && !prose(p, 6) {
			return false
		}
		_, ok := d.factEdit(p.words())
		return ok && !strings.Contains(p.words(), "{") && (p.kind != doc.Heading || p.level > 0)
	})
	if i < 0 {
		return false
	}
	p := &d.new[i]
	words, _ := d.factEdit(p.words())
	if strings.TrimSpace(words) != words {
		return false
	}
	p.setWords(words)
	c := claim{status: []diff.Status{diff.Modified}, least: diff.Substantive}
	if p.kind == doc.Heading {
		c.status = []diff.Status{diff.Retitled, diff.Modified, diff.RetitledRenumbered}
	}
	p.claim = d.claim(name, c)
	return true
}

var linkText = regexp.MustCompile(`\[([^\[\]\n]+)\]\(`)

// inPart edits a part of a block that a pattern finds.
func (d *draft) inPart(name string, part *regexp.Regexp) bool {
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 4) && part.MatchString(p.words()) })
	if i < 0 {
		return false
	}
	p := &d.new[i]
	for _, m := range part.FindAllStringSubmatchIndex(p.words(), -1) {
		words := p.words()
		if out, ok := d.factEdit(words[m[2]:m[3]]); ok && strings.TrimSpace(out) == out && out != "" {
			p.setWords(words[:m[2]] + out + words[m[3]:])
			p.claim = d.claim(name, claim{status: []diff.Status{diff.Modified}, least: diff.Substantive})
			return true
		}
	}
	return false
}

func (d *draft) substantiveLink(name string) bool {
	for range 20 {
		if d.inPart(name, linkText) {
			return true
		}
	}
	return false
}

var boldLead = regexp.MustCompile(`^\*\*([^*\n]+)\*\*`)

func (d *draft) substantiveLead(name string) bool {
	for range 20 {
		if d.inPart(name, boldLead) {
			return true
		}
	}
	return false
}

func (d *draft) substantiveSplit(name string) bool {
	i := d.pick(func(_ int, p *piece) bool { return prose(p, 10) && len(plainStops(p.words())) > 0 })
	if i < 0 {
		return false
	}
	p := d.new[i]
	stops := plainStops(p.words())
	k := d.r.IntN(len(stops))
	parts := d.parts(p, stops[k:k+1], nil)
	j := d.r.IntN(2)
	words, ok := d.factEdit(parts[j].words())
	if !ok || strings.TrimSpace(words) != words {
		return false
	}
	parts[j].setWords(words)
	c := d.claim(name, claim{status: []diff.Status{diff.Split}, least: diff.Substantive})
	parts[0].claim, parts[1].claim = c, c
	d.replace(i, parts...)
	return true
}

// forms are changes of form of one block.
var forms = []struct {
	name   string
	change func(p *piece) string
}{
	{"bullet", func(p *piece) string {
		if p.kind == doc.Item && strings.HasPrefix(p.text, "- ") {
			return "* " + p.text[2:]
		}
		if p.kind == doc.Item && strings.HasPrefix(p.text, "* ") {
			return "- " + p.text[2:]
		}
		return p.text
	}},
	{"bullet space", func(p *piece) string {
		if p.kind == doc.Item && (strings.HasPrefix(p.text, "- ") || strings.HasPrefix(p.text, "* ")) {
			return p.text[:1] + "   " + strings.TrimLeft(p.text[2:], " ")
		}
		return p.text
	}},
	{"no-break spaces", func(p *piece) string { return p.text[:p.body] + strings.ReplaceAll(p.words(), " ", "\u00a0") }},
	{"zero width", func(p *piece) string { return p.text[:p.body] + strings.ReplaceAll(p.words(), " ", " \u200b") }},
	{"soft hyphen", func(p *piece) string {
		if strings.ContainsAny(p.words(), "[]<`/@") {
			return p.text
		}
		return p.text[:p.body] + regexp.MustCompile(`([a-z]{4})([a-z]{4})`).ReplaceAllString(p.words(), "$1\u00ad$2")
	}},
	{"quotes", func(p *piece) string {
		return strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace(p.text)
	}},
	{"corner quotes", func(p *piece) string {
		return strings.NewReplacer("「", "“", "」", "”", "『", "‘", "』", "’").Replace(p.text)
	}},
	{"half width", func(p *piece) string {
		return strings.NewReplacer("（", " (", "）", ") ", "：", ": ", "，", ", ", "；", "; ").Replace(p.text)
	}},
	{"full width", func(p *piece) string {
		if !strings.ContainsFunc(p.text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || strings.ContainsAny(p.text, "[]`<") || strings.Contains(p.text, "://") {
			return p.text
		}
		return p.text[:p.body] + strings.NewReplacer("(", "（", ")", "）", "0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９").Replace(p.words())
	}},
	{"spaced Latin", func(p *piece) string {
		if strings.ContainsAny(p.text, "[]<`") {
			return p.text
		}
		return p.text[:p.body] + regexp.MustCompile(`(\p{Han})([A-Za-z0-9]+)(\p{Han})`).ReplaceAllString(p.words(), "$1 $2 $3")
	}},
	{"underscore bold", func(p *piece) string {
		m := regexp.MustCompile(`(^|[ \n])\*\*([^*\n]+)\*\*($|[ \n])`)
		return p.text[:p.body] + m.ReplaceAllString(p.words(), "${1}__${2}__$3")
	}},
	{"hard wrapped", func(p *piece) string {
		if p.kind == doc.Row || p.kind == doc.Heading || strings.Contains(p.text, "\n") {
			return p.text
		}
		at := regexp.MustCompile(`[a-z,] [a-z]|\p{Han}\p{Han}`).FindAllStringIndex(p.words(), -1)
		if len(at) < 6 {
			return p.text
		}
		m := at[len(at)/2]
		_, n := utf8.DecodeRuneInString(p.words()[m[0]:])
		head, tail := p.words()[:m[0]+n], strings.TrimPrefix(p.words()[m[0]+n:], " ")
		if strings.Count(head, "[") != strings.Count(head, "]") || strings.Count(head, "(") != strings.Count(head, ")") || strings.Count(head, "`")%2 == 1 {
			return p.text
		}
		indent := ""
		if p.kind == doc.Item {
			indent = strings.Repeat(" ", utf8.RuneCountInString(p.text[:p.body]))
		}
		return p.text[:p.body] + head + "\n" + indent + tail
	}},
	{"entity", func(p *piece) string {
		if strings.Contains(p.text, "](") || strings.Contains(p.text, "://") || strings.Contains(p.text, "`") {
			return p.text
		}
		return strings.ReplaceAll(p.text, " & ", " &amp; ")
	}},
	{"escape", func(p *piece) string {
		return p.text[:p.body] + regexp.MustCompile(`([a-z])\.( |$)`).ReplaceAllString(p.words(), `$1\.$2`)
	}},
	{"closing hashes", func(p *piece) string {
		if p.kind == doc.Heading && strings.HasPrefix(p.text, "#") && !strings.Contains(p.text, "{") {
			return p.text + " ##"
		}
		return p.text
	}},
	{"setext", func(p *piece) string {
		if p.kind == doc.Heading && strings.HasPrefix(p.text, "## ") && !strings.ContainsAny(p.text, "{\n") {
			return p.text[3:] + "\n---"
		}
		return p.text
	}},
	{"padded cells", func(p *piece) string {
		if p.kind == doc.Row && !strings.Contains(p.text, "--") && !strings.Contains(p.text, `\|`) {
			return strings.ReplaceAll(p.text, " | ", "   |  ")
		}
		return p.text
	}},
	{"ideographic space", func(p *piece) string { return p.text[:p.body] + strings.ReplaceAll(p.words(), " ", "　") }},
	{"dashes", func(p *piece) string {
		return strings.NewReplacer(" – ", " — ", " — ", " – ", "——", "—").Replace(p.text)
	}},
	{"ellipsis", func(p *piece) string { return strings.NewReplacer("……", "...", "…", "...").Replace(p.text) }},
	{"hyphen", func(p *piece) string {
		if strings.ContainsAny(p.text, "[<`/@") {
			return p.text
		}
		return p.text[:p.body] + regexp.MustCompile(`([a-z])-([a-z])`).ReplaceAllString(p.words(), "$1\u2011$2")
	}},
	{"number mark", func(p *piece) string {
		if p.kind == doc.Item {
			return regexp.MustCompile(`^(\d+)\. `).ReplaceAllString(p.text, "$1) ")
		}
		return p.text
	}},
	{"compat radical", func(p *piece) string { return strings.NewReplacer("⼈", "人", "·", "・").Replace(p.text) }},
}

// form changes the form of one block and nothing else.
func (d *draft) form(string) bool {
	f := forms[d.r.IntN(len(forms))]
	i := d.pick(func(_ int, p *piece) bool {
		return !strings.Contains(p.text, "<") && p.kind != doc.Code && p.kind != doc.HTML && p.kind != doc.Attribute && count(p.text) > 0 && f.change(p) != p.text && !strings.Contains(p.text, "://")
	})
	if i < 0 {
		return false
	}
	p := &d.new[i]
	p.text = f.change(p)
	p.body = min(p.body, len(p.text))
	for p.body > 0 && p.body < len(p.text) && !utf8.RuneStart(p.text[p.body]) {
		p.body--
	}
	p.claim = d.claim("form: "+f.name, claim{status: []diff.Status{diff.Modified}, most: diff.Cosmetic})
	return true
}

// formWhole changes the form of the whole text: every block, all of what nobody takes for a change.
func (d *draft) formWhole(string) bool {
	f := forms[d.r.IntN(len(forms))]
	n := 0
	for i := range d.new {
		p := &d.new[i]
		if p.kind == doc.Code || p.kind == doc.HTML || p.kind == doc.Attribute || strings.Contains(p.text, "<") || strings.Contains(p.text, "://") {
			continue
		}
		text := f.change(p)
		if text == p.text {
			continue
		}
		n++
		p.text = text
		p.body = min(p.body, len(p.text))
		for p.body > 0 && p.body < len(p.text) && !utf8.RuneStart(p.text[p.body]) {
			p.body--
		}
		p.claim = d.claim("form of all: "+f.name, claim{status: []diff.Status{diff.Modified}, most: diff.Cosmetic})
	}
	return n > 0
}

// crowd makes many edits at once.
func (d *draft) crowd(name string) bool {
	if len(d.new) < 30 {
		return false
	}
	n := 0
	for range 12 {
		for range 10 {
			e := adversaryCrowd[d.r.IntN(len(adversaryCrowd))]
			if e(d, name) {
				n++
				break
			}
		}
	}
	return n > 5
}

// adversaryCrowd are the edits that go together. It is filled at the start, since crowd is one of the edits.
var adversaryCrowd []func(d *draft, name string) bool

func init() {
	adversaryCrowd = []func(d *draft, name string) bool{
		func(d *draft, n string) bool { return d.splitAt(n, 1) },
		(*draft).toList, (*draft).splitRow,
		func(d *draft, n string) bool { return d.mergeNext(n, 1) },
		func(d *draft, n string) bool { return d.half(n, true, true) },
		func(d *draft, n string) bool { return d.half(n, false, false) },
		(*draft).scatter, (*draft).grow, (*draft).synonyms, (*draft).inserted, (*draft).deleted, (*draft).replaced, (*draft).besideReworded,
		func(d *draft, n string) bool { return d.moved(n, nil) },
		func(d *draft, n string) bool { return d.moved(n, d.factEdit) },
		func(d *draft, n string) bool { return d.substantive(n, nil) },
		(*draft).substantiveSplit, (*draft).retitleEdit,
	}
}
