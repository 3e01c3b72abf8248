package changelog

import (
	"cmp"
	"index/suffixarray"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/diff/text/fold"
)

// bullets say what changed in a row: its facts, where it went, and only when there is nothing else that it was reworded.
func (m *maker) bullets(row *diff.Row) []Bullet {
	out := m.factBullets(m.told(row))
	add := func(text string) { out = append(out, Bullet{Text: text}) }
	switch row.Status {
	case diff.Added:
		switch {
		case row.Kind == doc.Heading:
			out = append([]Bullet{{Text: m.cat.Section(row.Status, m.places.TitleAlone(row))}}, out...)
		case saysLittle(out):
			out = append([]Bullet{{Text: m.cat.Text(terms.TextAdded, m.cat.Kind(row.Kind))}}, out...)
		}
	case diff.Removed:
		switch {
		case row.Kind == doc.Heading:
			out = append([]Bullet{{Text: m.cat.Section(row.Status, m.places.TitleAlone(row))}}, out...)
		case saysLittle(out):
			out = append([]Bullet{{Text: m.cat.Text(terms.TextRemoved, m.cat.Kind(row.Kind))}}, out...)
		}
	case diff.Moved, diff.MovedModified:
		if row.Kind == doc.Heading {
			out = append(out, m.headingBullets(row)...)
		}
		add(m.movedText(row))
	case diff.Split:
		add(m.cat.Count(terms.SplitInto, len(row.New)))
	case diff.Merged:
		add(m.cat.Count(terms.MergedFrom, len(row.Old)))
	case diff.Retitled, diff.RetitledRenumbered:
		out = append(out, m.headingBullets(row)...)
	}
	if saysLittle(out) || row.Status == diff.MovedModified && row.Kind != doc.Heading && len(out) == 1 {
		out = append([]Bullet{{Text: m.cat.Text(terms.TextReworded, m.cat.Kind(row.Kind))}}, out...)
	}
	return out
}

// saysLittle says whether no bullet tells more than that a date or a link nobody acts through is another.
func saysLittle(list []Bullet) bool {
	return !slices.ContainsFunc(list, func(b Bullet) bool { return len(b.Facts) == 0 || Tracked(b.Facts[0]) })
}

// headingBullets say what became of a section's title and number.
func (m *maker) headingBullets(row *diff.Row) []Bullet {
	old, new := m.places.OldRef(row.Old), m.places.NewRef(row.New)
	if old == nil || new == nil {
		return nil
	}
	var out []Bullet
	if old.Title != new.Title {
		text := m.cat.Text(terms.TitleBullet, m.cat.Quote(short(old.Title)), m.cat.Quote(short(new.Title)))
		out = append(out, Bullet{Text: text})
	}
	if old.Number != new.Number && !m.movedInOrder(row, old, new) {
		none := m.cat.Text(terms.None)
		text := m.cat.Text(terms.NumberBullet, cmp.Or(short(old.Number), none), cmp.Or(short(new.Number), none))
		out = append(out, Bullet{Text: text})
	}
	return out
}

// movedInOrder says whether a section moved among those beside it and its number tells from where to where.
func (m *maker) movedInOrder(row *diff.Row, old, new *diff.SectionRef) bool {
	moved := row.Status == diff.Moved || row.Status == diff.MovedModified
	return moved && old.Number != "" && new.Number != "" && old.Number != new.Number && (len(old.Path) == 0 || slices.Equal(old.Path, new.Path))
}

// movedText says where a row moved from; of a heading whose section stays under the same one, only that it moved.
func (m *maker) movedText(row *diff.Row) string {
	old, new := m.places.OldRef(row.Old), m.places.NewRef(row.New)
	if row.Kind == doc.Heading && old != nil && new != nil {
		if m.movedInOrder(row, old, new) {
			return m.cat.Text(terms.MovedNumber, short(old.Number), short(new.Number))
		}
		if len(old.Path) == 0 || slices.Equal(old.Path, new.Path) {
			return m.cat.Status(diff.Moved)
		}
		return m.cat.Text(terms.MovedFrom, m.cat.Text(terms.SectionOf, short(old.Path[len(old.Path)-1])))
	}
	if row.Kind != doc.Heading && old != nil && new != nil && old.Name() == new.Name() {
		return m.cat.Text(terms.MovedWithin)
	}
	if old == nil {
		return m.cat.Text(terms.MovedFrom, m.cat.Text(terms.Preamble))
	}
	return m.cat.Text(terms.MovedFrom, m.cat.Text(terms.SectionOf, short(old.Name())))
}

// short is a policy's text on one line, harmless, cut when long.
func short(s string) string { return ink.Truncate(safe.Line(s), 80) }

// factBullets make one bullet of each change, and one of all that came, or all that went, of a kind.
func (m *maker) factBullets(facts []toldFact) []Bullet {
	var out, links []Bullet
	var asides []string // of each of out
	type group struct {
		kind        string
		op          diff.FactOp
		role, aside string
	}
	type listedFact struct {
		bullet   int
		old, new string
	}
	at := map[group]int{}
	listed := map[listedFact]bool{}
	for _, f := range facts {
		switch {
		case !Tracked(f.FactChange) && f.Kind == string(fact.URL):
			links = append(links, Bullet{Facts: []diff.FactChange{f.FactChange}})
			continue
		case f.Op == diff.FactChanged:
			out = append(out, Bullet{Facts: []diff.FactChange{f.FactChange}})
			asides = append(asides, "")
			continue
		}
		g := group{f.Kind, f.Op, f.Role, f.aside}
		same := listedFact{len(out), strings.ToLower(f.Old), strings.ToLower(f.New)}
		if thing := m.thing(f.FactChange); thing != "" {
			same.old, same.new = "", thing
		}
		if i, ok := at[g]; ok {
			if same.bullet = i; !listed[same] {
				listed[same] = true
				out[i].Facts = append(out[i].Facts, f.FactChange)
			}
			continue
		}
		at[g], listed[same] = len(out), true
		out = append(out, Bullet{Facts: []diff.FactChange{f.FactChange}})
		asides = append(asides, f.aside)
	}
	// A link that nobody acts through is worth a bullet only where there is nothing else to say.
	if len(out) == 0 && len(links) > 0 {
		out = links[:1]
	}
	for i := range out {
		out[i].Text = m.factText(out[i].Facts)
		if i < len(asides) && asides[i] != "" {
			out[i].Text += m.cat.Aside(asides[i])
		}
	}
	return out
}

// elsewhere says whether a fact that came stood elsewhere in the old text, or one that went stands elsewhere in the new,
// in these words or as the same thing: "e-mail address" does not go where "email addresses" stay.
func (m *maker) elsewhere(f diff.FactChange) bool {
	if !lasting(f.Kind) {
		return false
	}
	switch f.Op {
	case diff.FactAdded:
		return m.old.has(f.New) || m.old.names(f.Kind, f.New)
	case diff.FactRemoved:
		return m.new.has(f.Old) || m.new.names(f.Kind, f.Old)
	}
	return false
}

// values are the texts of facts that came or went, each once.
func values(facts []diff.FactChange) []string {
	var out []string
	listed := map[string]bool{}
	for _, f := range facts {
		v := short(cmp.Or(f.New, f.Old))
		if f.Kind == string(fact.DataType) {
			v = strings.TrimPrefix(strings.TrimPrefix(v, "your "), "Your ")
		}
		if lower := strings.ToLower(v); !listed[lower] {
			listed[lower] = true
			out = append(out, v)
		}
	}
	return out
}

// thing is what the name of something that came or went stands for, if the tables know: LGPD and the law's whole name are one.
func (m *maker) thing(f diff.FactChange) string {
	if f.Op == diff.FactChanged {
		return ""
	}
	switch kind := fact.Kind(f.Kind); kind {
	case fact.Legal, fact.Certification, fact.Jurisdiction:
		if found := fact.FindIn(cmp.Or(f.New, f.Old), m.r.New.Language, kind); len(found) == 1 {
			return found[0].Value
		}
	}
	return ""
}

// factText says what became of facts of one kind.
func (m *maker) factText(facts []diff.FactChange) string {
	f := facts[0]
	name := short(m.cat.Fact(f.Kind))
	if f.Role != "" {
		name = short(m.cat.Text(terms.LinkOf, m.cat.Role(f.Role)))
	}
	word := f.Kind == string(fact.Modality) || f.Kind == string(fact.Negation)
	if f.Op == diff.FactChanged {
		if word {
			return m.cat.Quote(short(f.Old)) + " → " + m.cat.Quote(short(f.New))
		}
		return m.cat.Text(terms.FactChanged, name, short(f.Old), short(f.New))
	}
	list := values(facts)
	if word {
		for i := range list {
			list[i] = m.cat.Quote(list[i])
		}
	}
	all := m.cat.List(list)
	switch {
	case word && f.Op == diff.FactAdded:
		return m.cat.Text(terms.WordAdded, all)
	case word:
		return m.cat.Text(terms.WordRemoved, all)
	case f.Op == diff.FactAdded:
		return m.cat.Text(terms.FactAdded, name, all)
	}
	return m.cat.Text(terms.FactRemoved, name, all)
}

// lasting says whether a fact of a kind is the same thing wherever it stands in a text, so that it matters whether it
// stands elsewhere too: a company is, "30 days" is not.
func lasting(kind string) bool {
	switch fact.Kind(kind) {
	case fact.DataType, fact.ThirdParty, fact.Person, fact.URL, fact.Email, fact.Phone, fact.Address, fact.Certification,
		fact.Legal, fact.Jurisdiction:
		return true
	}
	return false
}

// vocabulary answers whether a text says a word, in either Chinese script, and whether it names a thing. Most comparisons
// never ask, so the text is made ready at the first question.
type vocabulary struct {
	texts  []string
	lang   string
	folded string             // all texts; "": nothing was asked yet
	known  map[string]bool    // answers of has
	index  *suffixarray.Index // of folded, made when very many words are asked for
	stated *fact.Stated       // nil: nothing was asked yet
	things map[factOf]bool    // all that the text names; nil: nothing was asked yet
}

// factOf is a thing whatever the words for it.
type factOf struct {
	kind  fact.Kind
	value string
}

// of is the vocabulary of one of two compared texts, read unless it was.
func (v *vocabulary) of(side diff.Side, texts func() []string) *vocabulary {
	if v == nil {
		v = new(vocabulary)
	}
	if v.texts == nil {
		v.texts, v.lang = texts(), side.Language
	}
	return v
}

// names says whether the text names the thing that some words stand for.
func (v *vocabulary) names(kind, words string) bool {
	of := fact.Kind(kind)
	switch of {
	case fact.DataType, fact.Jurisdiction, fact.Certification, fact.Legal:
	default:
		return false // known by its words alone
	}
	if v.things == nil {
		v.things = map[factOf]bool{}
		for _, s := range v.texts {
			for _, f := range fact.FindIn(s, v.lang, fact.DataType, fact.Jurisdiction, fact.Certification, fact.Legal) {
				v.things[factOf{f.Kind, f.Value}] = true
			}
		}
	}
	for _, f := range fact.FindIn(words, v.lang, of) {
		if f.Value != "" && v.things[factOf{of, f.Value}] {
			return true
		}
	}
	return false
}

func oldTexts(r *diff.Result) []string {
	var out []string
	for i := range r.Blocks {
		for _, b := range r.Blocks[i].Old {
			out = append(out, b.Text)
		}
	}
	return out
}

func newTexts(r *diff.Result) []string {
	var out []string
	for i := range r.Blocks {
		for _, b := range r.Blocks[i].New {
			out = append(out, b.Text)
		}
	}
	return out
}

// mostScanned is how many words are looked for by reading the text; an index costs as much as some hundred readings.
const mostScanned = 500

// has says whether a word or phrase stands in the text as a whole: "age" does not stand in "page".
func (v *vocabulary) has(word string) bool {
	word = folded(strings.TrimSpace(word))
	if word == "" {
		return false
	}
	if v.known == nil {
		v.known = map[string]bool{}
		v.folded = folded(strings.Join(v.texts, "\x00"))
	}
	answer, known := v.known[word]
	if !known {
		answer = v.find(word)
		v.known[word] = answer
	}
	return answer
}

func (v *vocabulary) find(word string) bool {
	if len(v.known) < mostScanned {
		return standsIn(v.folded, word)
	}
	if v.index == nil {
		v.index = suffixarray.New([]byte(v.folded))
	}
	return slices.ContainsFunc(v.index.Lookup([]byte(word), -1), func(i int) bool { return whole(v.folded, i, i+len(word)) })
}

// folded is a text as words are looked for in it: small letters, one Chinese script.
func folded(s string) string { return fold.Simplified(strings.ToLower(s)) }

// standsIn says whether a word stands in a text as a whole.
func standsIn(s, word string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if whole(s, i, i+len(word)) {
			return true
		}
		from = i + len(word)
	}
}

// whole says whether the word at some bytes of a text is no part of a longer one.
func whole(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	head, _ := utf8.DecodeRuneInString(s[start:end])
	tail, _ := utf8.DecodeLastRuneInString(s[start:end])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return !(latin(before) && latin(head)) && !(latin(after) && latin(tail))
}

// latin says whether a character is a letter or digit of a script that parts words by spaces.
func latin(r rune) bool { return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
