package parallel

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/text"
	"policylog/diff/text/fold"
)

// part is a section's own text, or a block, with what can be compared across languages.
type part struct {
	section int            // index of the section; doc.None before the first heading
	blocks  []*block       // of a section
	bag     map[string]int // evidence with its count
	title   map[string]int // evidence of the title
	kinds   map[doc.Kind]int
	length  float64 // runes of the visible text
	weight  float64 // sum of the weights of bag
}

// block is one block with its evidence.
type block struct {
	part
	index      int
	kind       doc.Kind
	text       string
	body       int
	facts      []fact.Fact
	emphasised []string // words that stand out, a leading label apart
}

// side is one document, taken apart.
type side struct {
	d        *doc.Document
	lang     string
	preamble *part
	parts    []*part
	length   float64
	minLevel int
	numbered bool
}

// takeApart reads a document's evidence.
func takeApart(d *doc.Document, lang string) *side {
	s := &side{d: d, lang: lang, preamble: newPart(doc.None), minLevel: math.MaxInt}
	numbers := 0
	for i, sec := range d.Sections {
		s.parts = append(s.parts, newPart(i))
		s.minLevel = min(s.minLevel, sec.Level)
		if sec.Ordinal != nil {
			numbers++
		}
	}
	s.numbered = numbers*3 > len(d.Sections)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Boiler || b.Kind == doc.Rule || b.Kind == doc.Attribute {
			continue
		}
		p := s.preamble
		if b.Section != doc.None {
			p = s.parts[b.Section]
		}
		blk := newBlock(b, lang)
		p.add(blk)
		if b.Kind == doc.Heading && b.Section != doc.None {
			p.title = blk.bag
		}
		s.length += blk.length
	}
	return s
}

func newPart(section int) *part {
	return &part{section: section, bag: map[string]int{}, title: map[string]int{}, kinds: map[doc.Kind]int{}}
}

func (p *part) add(b *block) {
	p.blocks = append(p.blocks, b)
	p.length += b.length
	p.kinds[b.kind]++
	for k, n := range b.bag {
		p.bag[k] += n
	}
}

func newBlock(b *doc.Block, lang string) *block {
	blk := &block{part: *newPart(b.Section), index: b.Index, kind: b.Kind, text: b.Text, body: b.Body}
	blk.kinds[b.Kind] = 1
	blk.facts = fact.Find(b.Text, lang)
	tokens := text.Tokenize(b.Text, b.Kind, b.Body, lang)
	var words strings.Builder
	for _, t := range tokens {
		raw := b.Text[t.Start:t.End]
		switch t.Class {
		case text.Word:
			blk.length += runes(raw)
			if w := latin(t.Norm); w != "" {
				blk.bag["w:"+w]++
			}
			words.WriteString(t.Norm)
		case text.Number:
			blk.length += runes(raw)
			blk.bag["n:"+strings.Map(digit, raw)]++
			words.WriteByte(' ')
		case text.URL, text.Target:
			if u := page(raw); u != "" {
				blk.bag["u:"+u]++
			}
			words.WriteByte(' ')
		case text.Punct, text.Space:
			words.WriteByte(' ')
		}
	}
	if b.Kind != doc.Heading {
		blk.emphasised = emphasised(b, tokens)
	}
	for _, f := range blk.facts {
		if f.Value != "" && f.Kind != fact.Modality && f.Kind != fact.Negation && f.Kind != fact.URL {
			blk.bag["f:"+string(f.Kind)+":"+f.Value]++
		}
	}
	concepts(strings.ToLower(fold.Simplified(words.String())), blk.bag)
	return blk
}

// emphasised are the words in emphasis, a label in front of the text apart: languages set those alike without meaning.
func emphasised(b *doc.Block, tokens []text.Token) []string {
	var runs []string
	var run strings.Builder
	plain := false
	end := func() {
		if s := strings.TrimSpace(run.String()); s != "" && plain {
			runs = append(runs, s)
		}
		run.Reset()
	}
	for _, t := range tokens {
		switch t.Class {
		case text.Word, text.Number, text.URL:
			if t.Emphasis {
				run.WriteString(b.Text[t.Start:t.End])
				continue
			}
			end()
			plain = true
		case text.Space, text.Punct:
			if t.Emphasis && run.Len() > 0 {
				run.WriteString(b.Text[t.Start:t.End])
			} else {
				end()
			}
		}
	}
	end()
	return runs
}

func runes(s string) float64 { return float64(len([]rune(s))) }

func digit(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r >= '0' && r <= '9':
		return r
	}
	return -1
}

// latin is a Latin word of two letters or more as evidence: in small letters, without the s of a plural.
func latin(w string) string {
	n := 0
	for _, r := range w {
		if r > unicode.MaxLatin1 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.' {
			return ""
		}
		n++
	}
	if n < 2 {
		return ""
	}
	w = strings.ToLower(w)
	if n > 4 {
		w = strings.TrimSuffix(w, "s")
	}
	return w
}

// weights gives evidence its weight, by inverse document frequency over the sections of both sides; what stands on one
// side alone is no evidence.
func weights(a, b *side) map[string]float64 {
	in := map[string][2]int{}
	for i, s := range []*side{a, b} {
		for _, p := range s.parts {
			for k := range p.bag {
				c := in[k]
				c[i]++
				in[k] = c
			}
		}
	}
	n := float64(len(a.parts) + len(b.parts) + 2)
	w := map[string]float64{}
	for k, c := range in {
		if c[0] == 0 || c[1] == 0 {
			continue
		}
		v := math.Log(n / float64(c[0]+c[1]))
		switch k[0] {
		case 'u':
			v *= 1.5
		case 'w':
			if len(k) < 5 {
				v *= 0.5
			}
		}
		if v > 0 {
			w[k] = v
		}
	}
	return w
}

// weigh keeps of a bag what has weight, and sums it: saturating, since a word said ten times is not ten words.
func (p *part) weigh(w map[string]float64) {
	terms := make([]float64, 0, len(p.bag))
	for k, n := range p.bag {
		if w[k] == 0 {
			delete(p.bag, k)
			continue
		}
		terms = append(terms, w[k]*saturate(n))
	}
	p.weight = sum(terms)
}

func saturate(n int) float64 { return 1 + math.Log(float64(n)) }

// shared is the weight of what two bags have in common. It sums in order of the keys: a sum of floats in the order of a
// map differs in its last bits from run to run.
func shared(a, b map[string]int, w map[string]float64) float64 {
	if len(b) < len(a) {
		a, b = b, a
	}
	var terms []float64
	for k, n := range a {
		if m := b[k]; m > 0 {
			terms = append(terms, w[k]*saturate(min(n, m)))
		}
	}
	return sum(terms)
}

func sum(terms []float64) float64 {
	slices.Sort(terms)
	s := 0.0
	for _, t := range terms {
		s += t
	}
	return s
}
