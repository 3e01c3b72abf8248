package parallel

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"policylog/diff/fact"
	"policylog/diff/sentence"
)

// emphasis is the kind of a difference in what stands out.
const emphasis = "emphasis"

// factFinder compares the facts of paired sections. It knows both documents, since what one section lacks may stand in
// another, and a term that package fact finds in one language only proves nothing.
type factFinder struct {
	*scorer
	terms       bool // both languages are such that package fact knows terms and modal words in them
	left, right *reading
	agreed      map[string]agreement // of each data type
}

// reading is what one side says as a whole.
type reading struct {
	every   map[string]int  // facts, by key
	latin   map[string]bool // words
	blocks  map[int]*block  // rules and attributes have none
	own     map[string]bool // the publisher's names: "we" to another language
	answers map[int][]int   // the other side's blocks by those that they are paired with, in the sections being compared
}

func newFactFinder(s *scorer) *factFinder {
	return &factFinder{
		scorer: s, terms: known(s.a.lang) && known(s.b.lang), left: read(s.a), right: read(s.b), agreed: map[string]agreement{},
	}
}

// known says whether package fact has tables of terms for a language.
func known(lang string) bool {
	p, _, _ := strings.Cut(lang, "-")
	return p == "en" || p == "zh"
}

func read(s *side) *reading {
	r := &reading{every: map[string]int{}, latin: map[string]bool{}, blocks: map[int]*block{}, own: map[string]bool{}}
	for _, p := range append([]*part{s.preamble}, s.parts...) {
		for _, b := range p.blocks {
			r.blocks[b.index] = b
			for _, x := range b.facts {
				r.every[key(x)]++
			}
			for _, w := range strings.FieldsFunc(strings.ToLower(b.text), func(r rune) bool {
				return r > unicode.MaxLatin1 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
			}) {
				r.latin[w] = true
			}
		}
	}
	for _, name := range fact.PublisherOf(s.d) {
		r.own[strings.ToLower(name)] = true
	}
	for _, site := range r.homeSites() {
		r.own[site] = true
	}
	return r
}

// homeSites are the names of the site that most of a text's links and addresses belong to ("mozilla" of
// support.mozilla.org): a party of that name is the publisher.
func (r *reading) homeSites() []string {
	count := map[string]int{}
	most := 0
	for k, n := range r.every {
		kind, value, _ := strings.Cut(k, ":")
		host := ""
		switch fact.Kind(kind) {
		case fact.URL:
			if u, err := url.Parse(value); err == nil {
				host = u.Hostname()
			}
		case fact.Email:
			_, host, _ = strings.Cut(value, "@")
		}
		labels := strings.Split(host, ".")
		for _, l := range labels[:len(labels)-1] {
			if l != "www" && len(l) > 1 {
				count[l] += n
				most = max(most, count[l])
			}
		}
	}
	var out []string
	for l, n := range count {
		if n == most {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

// agreement is in how many pairs of blocks both sides have a term, and in how many one.
type agreement struct{ both, one int }

// found is a fact with its block.
type found struct {
	fact.Fact
	block int
}

// key is what makes two facts one across languages.
func key(f fact.Fact) string { return string(f.Kind) + ":" + canonical(f) }

// canonical is a fact's value in one unit, where texts of two languages prefer different ones.
func canonical(f fact.Fact) string {
	switch f.Kind {
	case fact.Duration:
		return sameSpan(f.Value)
	case fact.Age:
		return strings.TrimLeft(f.Value, "<>=") // under 16, 16 or younger: languages draw the line differently in words
	case fact.Phone:
		return strings.TrimLeft(f.Value, "+0")
	case fact.URL:
		return plainLink(f.Value)
	}
	return f.Value
}

// sameSpan writes what is exactly the same time in one unit: 24 hours as a day, 7 days as a week's days, 12 months as a year.
func sameSpan(v string) string {
	if strings.Contains(v, "/") {
		from, to, _ := strings.Cut(v, "/")
		return sameSpan(from) + "/" + sameSpan(to)
	}
	if len(v) < 3 {
		return v
	}
	unit := v[len(v)-1]
	n, err := strconv.Atoi(strings.TrimLeft(v[:len(v)-1], "PT"))
	if err != nil {
		return v
	}
	switch {
	case strings.HasPrefix(v, "PT") && unit == 'H' && n%24 == 0:
		return "P" + strconv.Itoa(n/24) + "D"
	case unit == 'W':
		return "P" + strconv.Itoa(n*7) + "D"
	case !strings.HasPrefix(v, "PT") && unit == 'M' && n%12 == 0:
		return "P" + strconv.Itoa(n/12) + "Y"
	}
	return v
}

// valued are the kinds whose values languages share to the letter: what one side has and the other lacks differs.
var valued = []fact.Kind{fact.Duration, fact.Date, fact.Age, fact.Amount, fact.Email, fact.Phone, fact.URL}

// tabled are the kinds whose values come from tables or are names.
var tabled = []fact.Kind{fact.Legal, fact.Certification, fact.Jurisdiction, fact.ThirdParty}

// compare lists what two paired sections state differently, in order of kind and place.
func (f *factFinder) compare(x, y *part, blocks []BlockPair) []Fact {
	f.left.answers, f.right.answers = map[int][]int{}, map[int][]int{}
	for _, p := range blocks {
		for _, i := range p.A {
			f.left.answers[i] = append(f.left.answers[i], p.B...)
		}
		for _, j := range p.B {
			f.right.answers[j] = append(f.right.answers[j], p.A...)
		}
	}
	var out []Fact
	for _, k := range valued {
		out = append(out, f.values(x, y, k, blocks)...)
	}
	for _, k := range tabled {
		out = append(out, f.names(x, y, k)...)
	}
	out = append(out, f.dataTypes(blocks)...)
	if f.terms {
		out = append(out, news(f.lists(blocks), out)...)
		out = append(out, news(f.miscounted(blocks), out)...)
		out = append(out, f.modality(blocks)...)
	}
	return append(out, f.emphasis(blocks)...)
}

// values compares the facts of a kind block by block, then what no block answers within the sections. What only stands
// in another block of the same section is no difference.
func (f *factFinder) values(x, y *part, k fact.Kind, blocks []BlockPair) []Fact {
	pairing := pairOff
	if k == fact.URL {
		pairing = links
	}
	inX, inY := keysOf(x, k), keysOf(y, k)
	var out []Fact
	var restA, restB []found
	for _, p := range blocks {
		bx, by := partOf(f.left.blocks, p.A), partOf(f.right.blocks, p.B)
		for _, d := range pairing(f.unmatched(bx, by, k), f.unmatched(by, bx, k)) {
			a, b := fact.Fact{Kind: k, Value: d.AValue}, fact.Fact{Kind: k, Value: d.BValue}
			switch {
			case d.Op == Changed && !(inY[key(a)] && inX[key(b)]):
				out = append(out, d)
			case d.Op == FactInA && !inY[key(a)]:
				restA = append(restA, found{fact.Fact{Kind: k, Text: d.A, Value: d.AValue}, d.ABlock})
			case d.Op == FactInB && !inX[key(b)]:
				restB = append(restB, found{fact.Fact{Kind: k, Text: d.B, Value: d.BValue}, d.BBlock})
			}
		}
	}
	if len(blocks) == 0 {
		restA, restB = f.unmatched(x, y, k), f.unmatched(y, x, k)
	}
	return append(out, pairing(once(restA), once(restB))...)
}

// once leaves the first of facts with the same value.
func once(fs []found) []found {
	seen := map[string]bool{}
	return slices.DeleteFunc(fs, func(v found) bool {
		was := seen[key(v.Fact)]
		seen[key(v.Fact)] = true
		return was
	})
}

// partOf puts some blocks of a side together.
func partOf(side map[int]*block, which []int) *part {
	p := newPart(-1)
	for _, i := range which {
		if b := side[i]; b != nil {
			p.blocks = append(p.blocks, b)
		}
	}
	return p
}

func keysOf(p *part, k fact.Kind) map[string]bool {
	out := map[string]bool{}
	for _, b := range p.blocks {
		for _, v := range b.facts {
			if v.Kind == k {
				out[key(v)] = true
			}
		}
	}
	return out
}

// learn counts for each data type in how many block pairs both sides name it and in how many one does: a term that
// package fact reads alike in both languages is one whose absence says something.
func (f *factFinder) learn(blocks []BlockPair) {
	for _, p := range blocks {
		if len(p.A) == 0 || len(p.B) == 0 {
			continue
		}
		x, y := keysOf(partOf(f.left.blocks, p.A), fact.DataType), keysOf(partOf(f.right.blocks, p.B), fact.DataType)
		for v := range x {
			c := f.agreed[v]
			if y[v] {
				c.both++
			} else {
				c.one++
			}
			f.agreed[v] = c
		}
		for v := range y {
			if !x[v] {
				c := f.agreed[v]
				c.one++
				f.agreed[v] = c
			}
		}
	}
}

// readAlike says whether a term is read alike in both languages.
func (f *factFinder) readAlike(v found) bool {
	c := f.agreed[key(v.Fact)]
	return c.both >= 2 && c.one <= 1
}

// unmatched are the facts of a kind in x whose value y does not state, each value once, in order.
func (f *factFinder) unmatched(x, y *part, k fact.Kind) []found {
	has := map[string]bool{}
	for _, b := range y.blocks {
		for _, v := range b.facts {
			if v.Kind == k {
				has[key(v)] = true
			}
		}
	}
	var out []found
	for _, b := range x.blocks {
		for _, v := range b.facts {
			if v.Kind != k || v.Value == "" || has[key(v)] || k == fact.Duration && idiom(v.Value) {
				continue
			}
			has[key(v)] = true
			out = append(out, found{v, b.index})
		}
	}
	return out
}

// idiom says of a time that it stands in phrases ("every day", 一天) that another language words without it.
func idiom(v string) bool { return v == "P1D" }

// pairOff makes of values without a match on either side a change each, in order; the rest stands on one side.
func pairOff(ua, ub []found) []Fact {
	var out []Fact
	n := min(len(ua), len(ub))
	for i := range n {
		out = append(out, changed(ua[i], ub[i]))
	}
	return append(out, oneSided(ua[n:], ub[n:])...)
}

func changed(a, b found) Fact {
	return Fact{
		Kind: string(a.Kind), Op: Changed, A: a.Text, B: b.Text, AValue: a.Value, BValue: b.Value, ABlock: a.block, BBlock: b.block,
	}
}

func oneSided(ua, ub []found) []Fact {
	var out []Fact
	for _, v := range ua {
		out = append(out, Fact{Kind: string(v.Kind), Op: FactInA, A: v.Text, AValue: v.Value, ABlock: v.block, BBlock: -1})
	}
	for _, v := range ub {
		out = append(out, Fact{Kind: string(v.Kind), Op: FactInB, B: v.Text, BValue: v.Value, ABlock: -1, BBlock: v.block})
	}
	return out
}

// links pairs links: the same page in two languages first, then pages of one site, then what is left in order.
func links(ua, ub []found) []Fact {
	var out []Fact
	take := func(fits func(a, b found) bool) {
		for i := 0; i < len(ua); i++ {
			j := slices.IndexFunc(ub, func(b found) bool { return fits(ua[i], b) })
			if j < 0 {
				continue
			}
			c := changed(ua[i], ub[j])
			c.Role = linkRole(c.AValue, c.BValue)
			c.Minor = c.Role == "language"
			out = append(out, c)
			ua, ub = slices.Delete(ua, i, i+1), slices.Delete(ub, j, j+1)
			i--
		}
	}
	for _, role := range []string{"language", "page"} {
		take(func(a, b found) bool { return linkRole(a.Value, b.Value) == role })
	}
	if len(ua) == len(ub) {
		take(func(a, b found) bool { return true })
	}
	slices.SortStableFunc(out, func(x, y Fact) int { return cmp.Compare(x.ABlock, y.ABlock) })
	return append(out, oneSided(ua, ub)...)
}

// names are terms and names that stand in one section only and are known to have a counterpart.
func (f *factFinder) names(x, y *part, k fact.Kind) []Fact {
	ua, ub := f.unmatched(x, y, k), f.unmatched(y, x, k)
	if k == fact.ThirdParty {
		ua, ub = f.strangers(ua, ub, y, f.right), f.strangers(ub, ua, x, f.left)
		return oneSided(ua, ub)
	}
	if !f.terms {
		return nil
	}
	allA, allB := slices.Clone(ua), slices.Clone(ub)
	ua = slices.DeleteFunc(ua, func(v found) bool { return !f.telling(v, f.left, f.right, y) || answered(v, allB, f.left.answers) })
	ub = slices.DeleteFunc(ub, func(v found) bool { return !f.telling(v, f.right, f.left, x) || answered(v, allA, f.right.answers) })
	return oneSided(ua, ub)
}

// dataTypes are the data types that one of two paired blocks names, block by block: where a section lists them, the same
// ones come again and again.
func (f *factFinder) dataTypes(blocks []BlockPair) []Fact {
	if !f.terms {
		return nil
	}
	var out []Fact
	for _, p := range blocks {
		if len(p.A) > 0 && len(p.B) > 0 {
			out = append(out, f.names(partOf(f.left.blocks, p.A), partOf(f.right.blocks, p.B), fact.DataType)...)
		}
	}
	return out
}

// counted are the kinds whose repeated mentions are counted.
var counted = []fact.Kind{fact.DataType, fact.Jurisdiction, fact.Legal}

// miscounted are terms of which one of two paired blocks has one mention less, where nothing else of their kind differs
// between the two and enough of it agrees.
func (f *factFinder) miscounted(blocks []BlockPair) []Fact {
	var out []Fact
	for _, p := range blocks {
		if len(p.A) == 0 || len(p.B) == 0 {
			continue
		}
		for _, k := range counted {
			x, y := partOf(f.left.blocks, p.A), partOf(f.right.blocks, p.B)
			a, b := mentions(x, k), mentions(y, k)
			inA, inB, both := oneMore(a, b), oneMore(b, a), alike(a, b)
			switch {
			case len(inA) == 1 && len(inB) == 0 && f.spoken(inA[0], both, y, f.left, f.right):
				out = append(out, oneSided(inA, nil)...)
			case len(inB) == 1 && len(inA) == 0 && f.spoken(inB[0], both, x, f.right, f.left):
				out = append(out, oneSided(nil, inB)...)
			}
		}
	}
	return out
}

// news are the differences that were not told already.
func news(fs, told []Fact) []Fact {
	return slices.DeleteFunc(fs, func(n Fact) bool {
		return slices.ContainsFunc(told, func(o Fact) bool {
			return o.Kind == n.Kind && o.Op == n.Op && o.AValue == n.AValue && o.BValue == n.BValue && o.ABlock == n.ABlock && o.BBlock == n.BBlock
		})
	})
}

// spoken says whether a mention that y has less says something, where both sides have as many others alike.
func (f *factFinder) spoken(v found, both int, y *part, own, other *reading) bool {
	const enough = 4
	if v.Kind == fact.DataType && !specific(v.Value) {
		return false
	}
	if both < enough && !(v.Kind == fact.Legal && both > 0) || atAddress(v.block, own, other) {
		return false
	}
	return mentions(y, v.Kind)[key(v.Fact)] != nil || !inPassing(y, v)
}

// mentions are the facts of a kind by their keys.
func mentions(p *part, k fact.Kind) map[string][]found {
	out := map[string][]found{}
	for _, b := range p.blocks {
		for _, v := range b.facts {
			if v.Kind == k && v.Value != "" {
				out[key(v)] = append(out[key(v)], found{v, b.index})
			}
		}
	}
	return out
}

// oneMore are the mentions of x beyond those of y, the last of each key, in order.
func oneMore(x, y map[string][]found) []found {
	var out []found
	for _, k := range slices.Sorted(maps.Keys(x)) {
		for n := len(x[k]) - len(y[k]); n > 0; n-- {
			out = append(out, x[k][len(x[k])-n])
		}
	}
	return out
}

// alike is how many mentions both sides have.
func alike(x, y map[string][]found) int {
	n := 0
	for k := range x {
		n += min(len(x[k]), len(y[k]))
	}
	return n
}

// strangers are the parties that the other section does not name in any way that could be told: those in Latin letters,
// where no name in the other script could be theirs.
func (f *factFinder) strangers(own, others []found, y *part, other *reading) []found {
	foreign := 0
	for _, o := range others {
		if !isLatin(o.Text) {
			foreign++
		}
	}
	var out []found
	for _, v := range own {
		if !isLatin(v.Text) {
			continue
		}
		if foreign > 0 {
			foreign--
			continue
		}
		if name := strings.ToLower(v.Value); f.left.own[name] || f.right.own[name] {
			continue
		}
		if !f.says(v.Text, y, other.latin) {
			out = append(out, v)
		}
	}
	return out
}

// says says whether a section has the first word of a name, whatever else it has of it.
func (f *factFinder) says(name string, y *part, words map[string]bool) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	if !words[first] {
		return false
	}
	for _, b := range y.blocks {
		if strings.Contains(strings.ToLower(b.text), first) {
			return true
		}
	}
	return false
}

// telling says whether a term that y lacks says something: it is a code in Latin letters that would stand in any
// language, or a place, law or certificate; a data type counts where the other document never names it.
func (f *factFinder) telling(v found, own, other *reading, y *part) bool {
	if (v.Kind == fact.Jurisdiction || v.Kind == fact.DataType) && atAddress(v.block, own, other) {
		return false // a country or post code of an address, which the other language writes otherwise
	}
	if inPassing(y, v) {
		return false
	}
	if code(v.Text) {
		return true
	}
	if v.Kind == fact.DataType {
		return specific(v.Value) && (other.every[key(v.Fact)] == 0 || f.readAlike(v))
	}
	return true
}

// answered says whether a block that answers the one of a term has a related term without a match of its own: the same
// one in other words, as likely as not. Codes need no such doubt.
func answered(v found, others []found, answers map[int][]int) bool {
	return !code(v.Text) && slices.ContainsFunc(others, func(o found) bool {
		return slices.Contains(answers[v.block], o.block) && related(v.Value, o.Value)
	})
}

// related says whether the English keys of two terms share a word that tells something.
func related(a, b string) bool {
	for _, group := range akin {
		if slices.Contains(group, a) && slices.Contains(group, b) {
			return true
		}
	}
	for _, w := range strings.Fields(a) {
		if !loose[w] && slices.Contains(strings.Fields(b), w) {
			return true
		}
	}
	return false
}

// akin are terms that stand for each other between languages: a 银行卡 is a payment card.
var akin = [][]string{
	{"payment", "credit card", "bank account", "payment information"},
	{"order", "order information", "purchase history", "transaction information"},
	{"id card", "device identifier"},
	{"name", "user name", "nickname"},
	{"browsing history", "search", "usage data", "log data"},
	{"location", "precise location", "approximate location"},
}

// loose are words of keys that join unrelated terms.
var loose = map[string]bool{
	"data": true, "information": true, "number": true, "of": true, "and": true, "history": true, "identifier": true,
}

func has(p *part, k fact.Kind) bool {
	return slices.ContainsFunc(p.blocks, func(b *block) bool {
		return slices.ContainsFunc(b.facts, func(x fact.Fact) bool { return x.Kind == k })
	})
}

// atAddress says whether a block, or one that answers it, has a postal address.
func atAddress(block int, own, other *reading) bool {
	if hasAddress(own.blocks[block]) {
		return true
	}
	return slices.ContainsFunc(own.answers[block], func(i int) bool { return hasAddress(other.blocks[i]) })
}

func hasAddress(b *block) bool {
	return b != nil && slices.ContainsFunc(b.facts, func(x fact.Fact) bool { return x.Kind == fact.Address })
}

// says says whether a section's text has a word that begins with w, without regard to case.
func says(p *part, w string) bool {
	w = strings.ToLower(w)
	for _, b := range p.blocks {
		text := strings.ToLower(b.text)
		for at := 0; w != ""; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			if r, _ := utf8.DecodeLastRuneInString(text[:at+i]); at+i == 0 || r > unicode.MaxLatin1 || !unicode.IsLetter(r) {
				return true
			}
			at += i + len(w)
		}
	}
	return false
}

// specific says whether a data type is a thing of its own: what another language may word more generally, or name in
// passing ("feedback", "usage data"), is not.
func specific(value string) bool {
	switch value {
	case "usage data", "feedback", "device information", "contact information", "inferences", "log data", "messages", "search",
		"user name", "location", "preferences", "content", "demographic", "sensitive information", "social media", "interests",
		"device model", "app list", "settings", "metadata", "files", "precise location", "approximate location",
		"account information", "account data", "profile data", "profile information", "registration data", "order information",
		"transaction information", "payment information", "browsing history", "language setting", "mobile network code",
		"postal address", "financial information", "network operator", "crash logs", "camera", "video", "voice", "photos", "sms":
		return false
	}
	return true
}

// code says whether a term is an abbreviation or name in Latin capitals (IMEI, GDPR, OAID).
func code(s string) bool {
	up := 0
	for _, r := range s {
		if r > unicode.MaxASCII {
			return false
		}
		if unicode.IsUpper(r) {
			up++
		}
	}
	return up >= 3 && up*2 > len(s)
}

func isLatin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && r > 0x24F {
			return false
		}
	}
	return true
}

// permission classes of modal words: those of one class are not told apart, since languages draw the line elsewhere.
func modalClass(v string) string {
	switch v {
	case "may":
		return "may"
	case "right":
		return "right"
	case "shall", "must", "should":
		return "must"
	case "must not":
		return "must not"
	}
	return "" // will is how some languages say all of these
}

// modality compares the sentences of block pairs, or the blocks where they have another number of them, where they
// differ in one modal word.
func (f *factFinder) modality(pairs []BlockPair) []Fact {
	var out []Fact
	for _, p := range pairs {
		if len(p.A) != 1 || len(p.B) != 1 || p.Score < 0.5 {
			continue
		}
		a, b := f.left.blocks[p.A[0]], f.right.blocks[p.B[0]]
		if a == nil || b == nil {
			continue
		}
		sa, sb := sentence.Split(a.text, a.body), sentence.Split(b.text, b.body)
		if len(sa) != len(sb) { // cut otherwise in translation: the blocks as wholes
			sa, sb = []sentence.Span{{Start: 0, End: len(a.text)}}, []sentence.Span{{Start: 0, End: len(b.text)}}
		}
		for i := range sa {
			if x, y, ok := oneApart(modals(a, sa[i]), modals(b, sb[i])); ok {
				out = append(out, changed(found{x, a.index}, found{y, b.index}))
			}
		}
	}
	return out
}

// oneApart finds the one modal word in which two sentences differ: each has only one class of them, and another one, or
// they have as many, and all but one of the same classes.
func oneApart(xs, ys []fact.Fact) (x, y fact.Fact, ok bool) {
	cx, cy := classes(xs), classes(ys)
	if len(cx) == 1 && len(cy) == 1 {
		return xs[0], ys[0], modalClass(xs[0].Value) != modalClass(ys[0].Value)
	}
	if len(xs) != len(ys) {
		return x, y, false // one language says some of them without a modal word
	}
	apart := 0
	for c, n := range cx {
		apart += max(n-cy[c], 0)
	}
	if apart != 1 {
		return x, y, false
	}
	pick := func(own []fact.Fact, mine, theirs map[string]int) fact.Fact {
		i := slices.IndexFunc(own, func(f fact.Fact) bool { return mine[modalClass(f.Value)] > theirs[modalClass(f.Value)] })
		return own[i]
	}
	return pick(xs, cx, cy), pick(ys, cy, cx), true
}

func classes(fs []fact.Fact) map[string]int {
	out := map[string]int{}
	for _, f := range fs {
		out[modalClass(f.Value)]++
	}
	return out
}

// needs are words that say what is needed for something as often as what must be done.
var needs = map[string]bool{"需": true, "需要": true, "need": true, "needs": true, "need to": true, "needs to": true}

// modals are the modal words of a sentence that say who may or must.
func modals(b *block, s sentence.Span) []fact.Fact {
	var out []fact.Fact
	for _, x := range b.facts {
		if x.Kind != fact.Modality || x.Start < s.Start || x.End > s.End || modalClass(x.Value) == "" || needs[x.Text] {
			continue
		}
		out = append(out, x)
	}
	return out
}

// emphasis finds blocks in which words stand out on one side only.
func (f *factFinder) emphasis(pairs []BlockPair) []Fact {
	var out []Fact
	for _, p := range pairs {
		if len(p.A) == 0 || len(p.B) == 0 {
			continue
		}
		a, b := stressed(f.left.blocks, p.A), stressed(f.right.blocks, p.B)
		switch {
		case len(a) > 0 && len(b) == 0:
			out = append(out, Fact{Kind: emphasis, Op: FactInA, A: strings.Join(a, " · "), ABlock: p.A[0], BBlock: -1})
		case len(b) > 0 && len(a) == 0:
			out = append(out, Fact{Kind: emphasis, Op: FactInB, B: strings.Join(b, " · "), ABlock: -1, BBlock: p.B[0]})
		}
	}
	return out
}

func stressed(blocks map[int]*block, which []int) []string {
	var out []string
	for _, i := range which {
		if b := blocks[i]; b != nil {
			out = append(out, b.emphasised...)
		}
	}
	return out
}
