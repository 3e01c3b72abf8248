// Package terms holds the product's words in English, Simplified Chinese and Traditional Chinese: statuses, classes,
// headings and whole sentences, with plurals, lists, quotation marks and dates as each language writes them.
//
// Words are looked up by a typed Key, so that a missing one does not compile, and each key's three texts stand side by
// side in one table, so that a translator reads them together. A text may hold {n} for a count and {1}, {2}, … for
// arguments; English texts with a count hold both forms, "{n} change|{n} changes". Arguments are put in once and never
// looked at again: an argument that looks like a placeholder stays as it is.
//
// The words speak of texts, never of law: nothing here calls a change weaker, stronger, better or worse.
package terms

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
)

// language is an index into an entry.
type language int

const (
	english language = iota
	simplified
	traditional
)

// entry is one text in the three languages.
type entry [3]string

// Catalogue is the words of one language. The zero value is English.
type Catalogue struct {
	lang language
}

// For returns the words for a language given as BCP 47 ("zh-Hant-TW", "en") or as a POSIX locale ("zh_TW.UTF-8"). Every
// Chinese tag gets Chinese, in the script that the tag or its region says and Simplified without one; all else gets
// English.
func For(lang string) Catalogue {
	lang = strings.ToLower(lang)
	if i := strings.IndexAny(lang, ".@"); i >= 0 {
		lang = lang[:i]
	}
	parts := strings.Split(strings.ReplaceAll(lang, "_", "-"), "-")
	switch parts[0] {
	case "zh", "cmn", "yue":
	default:
		return Catalogue{english}
	}
	got := simplified
	for _, p := range parts[1:] {
		switch p {
		case "hans":
			return Catalogue{simplified}
		case "hant":
			return Catalogue{traditional}
		case "tw", "hk", "mo":
			got = traditional
		}
	}
	return Catalogue{got}
}

// Tag is the BCP 47 tag of the catalogue: "en", "zh-CN" or "zh-TW".
func (c Catalogue) Tag() string { return [3]string{"en", "zh-CN", "zh-TW"}[c.lang] }

// Text is the text of a key with its arguments put in.
func (c Catalogue) Text(k Key, args ...string) string {
	return c.fill(words[k][c.lang], "", args)
}

// Count is the text of a key for n things, in the right plural.
func (c Catalogue) Count(k Key, n int, args ...string) string {
	s := words[k][c.lang]
	if one, many, ok := strings.Cut(s, "|"); ok {
		s = many
		if n == 1 {
			s = one
		}
	}
	return c.fill(s, strconv.Itoa(n), args)
}

// fill puts a count and arguments into a text in a single pass. Traditional texts set numbers off by a space, and an
// argument that ends in Latin letters or digits from the Han character after it.
func (c Catalogue) fill(s, n string, args []string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 || i+2 >= len(s) || s[i+2] != '}' {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		switch d := s[i+1]; {
		case d == 'n':
			b.WriteString(n)
		case d >= '1' && d <= '9' && int(d-'1') < len(args):
			arg := args[d-'1']
			if c.lang == traditional && arg != "" && arg[0] >= '0' && arg[0] <= '9' && endsInHan(b.String()) {
				b.WriteByte(' ')
			}
			b.WriteString(arg)
			if c.lang == traditional && endsInLatin(arg) && beginsWithHan(s[i+3:]) {
				b.WriteByte(' ')
			}
		}
		s = s[i+3:]
	}
}

func endsInHan(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

func beginsWithHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

func endsInLatin(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return latin(r)
}

// List joins parts as the language lists things: "a, b and c", "a、b和c".
func (c Catalogue) List(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	if len(parts) == 1 {
		return parts[0]
	}
	comma, and := ", ", " and "
	if c.lang != english {
		comma, and = "、", "和"
	}
	last := len(parts) - 1
	if c.lang == traditional { // which sets what is not Chinese off by a space
		if endsInLatin(parts[last-1]) {
			and = " " + and
		}
		if after, _ := utf8.DecodeRuneInString(parts[last]); latin(after) {
			and += " "
		}
	}
	return strings.Join(parts[:last], comma) + and + parts[last]
}

// latin says whether a character is a digit or a letter of an alphabet.
func latin(r rune) bool { return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// Sentences joins whole sentences into a paragraph: Chinese writes no space between them.
func (c Catalogue) Sentences(parts []string) string {
	if c.lang == english {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "")
}

// Semicolons joins clauses: "a; b", "a；b".
func (c Catalogue) Semicolons(parts []string) string {
	if c.lang == english {
		return strings.Join(parts, "; ")
	}
	return strings.Join(parts, "；")
}

// Clauses joins short clauses of one sentence: "a, b", "a，b".
func (c Catalogue) Clauses(parts []string) string {
	if c.lang == english {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "，")
}

// Quote puts a text between the language's quotation marks.
func (c Catalogue) Quote(s string) string {
	if c.lang == traditional {
		return "「" + s + "」"
	}
	return "“" + s + "”"
}

// Title puts the title of a text between the marks the language has for titles.
func (c Catalogue) Title(s string) string {
	if c.lang == english {
		return "“" + s + "”"
	}
	return "《" + s + "》"
}

// Spaced sets a name off from the words around it where the language does so: Traditional texts put a space between Han
// characters and Latin letters.
func (c Catalogue) Spaced(name string) string {
	if c.lang != traditional {
		return name
	}
	if r, _ := utf8.DecodeRuneInString(name); latin(r) {
		name = " " + name
	}
	if endsInLatin(name) {
		name += " "
	}
	return name
}

// Aside puts a remark in the language's brackets, after what it remarks on.
func (c Catalogue) Aside(s string) string {
	if c.lang == english {
		return " (" + s + ")"
	}
	return "（" + s + "）"
}

// Colon is what stands between a label and what it labels.
func (c Catalogue) Colon() string {
	if c.lang == english {
		return ": "
	}
	return "："
}

// Comma is what stands between parts of a line.
func (c Catalogue) Comma() string {
	if c.lang == english {
		return ", "
	}
	return "、"
}

// Date writes a date or time in ISO 8601 as the language does: "15 January 2021", "2021年1月15日", "2021 年 1 月 15 日". Of a
// time only its date is written, as it stands. What is no such date comes back as it is.
func (c Catalogue) Date(iso string) string {
	t, ok := ParseDate(iso)
	if !ok {
		return iso
	}
	switch c.lang {
	case simplified:
		return t.Format("2006年1月2日")
	case traditional:
		return t.Format("2006 年 1 月 2 日")
	}
	return t.Format("2 January 2006")
}

// Span is two times as dates, and with the time of day in UTC where they are two of one day. The dates stand in sentences
// too, so that Chinese sets the zone off as an aside.
func (c Catalogue) Span(from, to string) (string, string) {
	a, b := c.Date(from), c.Date(to)
	if a != b || from == to {
		return a, b
	}
	x, errX := time.Parse(time.RFC3339, from)
	y, errY := time.Parse(time.RFC3339, to)
	if errX != nil || errY != nil {
		return a, b
	}
	x, y = x.UTC(), y.UTC()
	form := "15:04"
	if x.Format(form) == y.Format(form) {
		form = time.TimeOnly
	}
	form = [3]string{" " + form + " UTC", form + "（UTC）", " " + form + "（UTC）"}[c.lang]
	return c.Date(x.Format(time.DateOnly)) + x.Format(form), c.Date(y.Format(time.DateOnly)) + y.Format(form)
}

// ParseDate reads the date of an ISO 8601 date or RFC 3339 time. The date is the one written: no time zone moves it.
func ParseDate(iso string) (time.Time, bool) {
	if len(iso) < len(time.DateOnly) {
		return time.Time{}, false
	}
	if len(iso) > len(time.DateOnly) && iso[len(time.DateOnly)] != 'T' && iso[len(time.DateOnly)] != ' ' {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, iso[:len(time.DateOnly)])
	return t, err == nil
}

// Status is the word for what became of a block or section.
func (c Catalogue) Status(s diff.Status) string {
	if e, ok := statuses[s]; ok {
		return e[c.lang]
	}
	return string(s)
}

// Section is what became of a section that was added or removed, or of its title alone.
func (c Catalogue) Section(s diff.Status, titleAlone bool) string {
	keys := [2]Key{SectionAdded, TitleAdded}
	if s == diff.Removed {
		keys = [2]Key{SectionRemoved, TitleRemoved}
	}
	if titleAlone {
		return c.Text(keys[1])
	}
	return c.Text(keys[0])
}

// Class is the phrase for how much a change matters.
func (c Catalogue) Class(cl diff.Class) string {
	if e, ok := classes[cl]; ok {
		return e[c.lang]
	}
	return string(cl)
}

// Reason is why a row got its class, one of diff.Row's Reasons, with the policy's words in it as they are.
func (c Catalogue) Reason(reason string) string {
	if c.lang == 0 {
		return reason
	}
	what, rest, found := strings.Cut(reason, ": ")
	if e, ok := reasons[what]; ok {
		what = e[c.lang]
	} else if kind, op, ok := factReason(what); ok {
		what = c.Fact(kind) + factOps[op][c.lang]
	} else {
		for _, p := range []string{"split into ", "merged from "} {
			if n, ok := strings.CutPrefix(what, p); ok {
				what = strings.Replace(reasons[p][c.lang], "{1}", n, 1)
			}
		}
	}
	if !found {
		return what
	}
	return what + c.Colon() + rest
}

// factReason takes "duration changed" apart.
func factReason(what string) (kind string, op diff.FactOp, ok bool) {
	i := strings.LastIndexByte(what, ' ')
	if i < 0 {
		return "", "", false
	}
	_, ok = factOps[diff.FactOp(what[i+1:])]
	return what[:i], diff.FactOp(what[i+1:]), ok
}

// Kind is the word for a kind of block.
func (c Catalogue) Kind(k doc.Kind) string {
	e, ok := kinds[k]
	if !ok {
		return string(k)
	}
	one, _, _ := strings.Cut(e[c.lang], "|")
	return one
}

// Kinds is a number of blocks of a kind: "3 list items", "3个列表项".
func (c Catalogue) Kinds(k doc.Kind, n int) string {
	e, ok := kinds[k]
	if !ok {
		e = entry{string(k), string(k), string(k)}
	}
	number := strconv.Itoa(n)
	switch c.lang {
	case simplified:
		return number + "个" + e[simplified]
	case traditional:
		return number + " 個" + e[traditional]
	}
	one, many, plural := strings.Cut(e[english], "|")
	if n == 1 || !plural {
		return number + " " + one
	}
	return number + " " + many
}

// Fact is the word for a kind of fact, given by its value in the JSON contract.
func (c Catalogue) Fact(kind string) string {
	if e, ok := facts[kind]; ok {
		return e[c.lang]
	}
	return kind
}

// LintRule is the name of a rule of package lint.
func (c Catalogue) LintRule(rule string) string {
	if e, ok := lintRules[rule]; ok {
		return e[c.lang]
	}
	return rule
}

// Role is the word for what a link is for: "contact", "opt-out", "rights", "regulator".
func (c Catalogue) Role(role string) string {
	if e, ok := roles[role]; ok {
		return e[c.lang]
	}
	return role
}

// Topic is the name of an OPP-115 data-practice category.
func (c Catalogue) Topic(topic string) string {
	if e, ok := topics[topic]; ok {
		return e[c.lang]
	}
	return topic
}

// Subject is the name of a matter that policies and their lists of updates speak of.
func (c Catalogue) Subject(name string) string {
	if e, ok := subjects[name]; ok {
		return e[c.lang]
	}
	return name
}
