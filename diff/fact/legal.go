package fact

import "strings"

// lawReaders read what follows a word that a reference to a law or a standard begins with, which stands at [s, e).
var lawReaders = map[string]func(v *view, s, e int){
	"article":    (*view).article,
	"articles":   (*view).article,
	"art":        (*view).article,
	"section":    (*view).article,
	"sections":   (*view).article,
	"iso":        (*view).isoStandard,
	"iec":        (*view).isoStandard,
	"regulation": (*view).europeanAct,
	"directive":  (*view).europeanAct,
}

// legal finds references to laws by their form, and certificates that carry a number; names are in the tables.
func (v *view) legal() {
	v.codeSections()
	for i := 0; v.wide && i < len(v.r); i++ {
		switch {
		case v.taken[i]:
		case v.r[i] == '《':
			v.titledLaw(i)
		case v.r[i] == '第':
			v.lawArticle(i)
		}
	}
	for _, w := range v.runs() {
		if w.sense&aLaw != 0 && !v.taken[w.s] {
			lawReaders[string(v.bytes(w.s, w.letters))](v, w.s, w.letters)
		}
	}
}

// article reads Article 6(1)(f) GDPR and Section 1798.83 of the California Civil Code: an article of a law that is
// named beside it, never one of the document itself.
func (v *view) article(s, e int) {
	j := e
	if v.at(j) == '.' {
		j++
	}
	j = v.skip(j)
	if !isDigit(v.at(j)) {
		return
	}
	k := j
	for k < len(v.r) && (isDigit(v.r[k]) || v.r[k] == '(' && v.closes(k) || v.r[k] == ')' || v.r[k] == '.' && isDigit(v.at(k+1)) || isLetter(v.r[k]) && v.at(k-1) == '(') {
		k++
	}
	number := v.text(j, k)
	for _, w := range [...]string{"para", "paragraph", "abs", "lit", "point", "satz"} { // Art. 6 para. 1 lit. f
		n := v.skip(k)
		m := v.passWord(n, w)
		if m == n {
			continue
		}
		if v.at(m) == '.' {
			m++
		}
		m = v.skip(m)
		start := m
		for v.at(m) == '(' || v.at(m) == ')' || isDigit(v.at(m)) || isLetter(v.at(m)) && m-start < 2 {
			m++
		}
		if m > start {
			number += "(" + strings.Trim(v.text(start, m), "()") + ")"
			k = m
		}
	}
	end := v.skip(k)
	end = v.passWord(v.skip(v.passWord(end, "of")), "the", "regulation")
	end = v.skip(end)
	for _, law := range [...]struct{ name, value string }{
		{"eu gdpr", "gdpr"},
		{"uk gdpr", "uk gdpr"},
		{"gdpr", "gdpr"},
		{"general data protection regulation", "gdpr"},
		{"dsgvo", "gdpr"},
		{"california civil code", "california civil code"},
		{"civil code", "civil code"},
		{"pipl", "pipl"},
		{"ccpa", "ccpa"},
		{"eprivacy directive", "eprivacy directive"},
	} {
		if v.has(end, law.name) && !isWord(v.at(end+len(law.name))) {
			v.add(Legal, s, end+len(law.name), law.value+" "+number)
			return
		}
	}
}

// codeSections reads the sections of codes.
func (v *view) codeSections() {
	if !strings.Contains(v.raw, "§") {
		return
	}
	for i, r := range v.r {
		if r == '§' && !v.taken[i] {
			v.codeSection(i)
		}
	}
}

// codeSection reads a section of a code that is named before it in short: Cal. Civ. Code § 1798.83, 15 U.S.C. § 45.
func (v *view) codeSection(i int) {
	const between = 6 // "§§ ", and some to spare
	e := i
	for e < i+between && (v.at(e) == '§' || isSpace(v.at(e))) {
		e++
	}
	if !isDigit(v.at(e)) || !v.endsWithAny(v.back(i), "code", "stat.", "u.s.c.", "c.f.r.") {
		return
	}
	e = v.sectionEnd(e)
	s := v.lastWordStart(0, v.back(i))
	for words := 0; words < 5; words++ {
		k := v.lastWordStart(0, v.back(s))
		inBrackets := v.at(k) == '('
		if inBrackets {
			k++
		}
		if k >= s || !v.upper(k) && !isDigit(v.at(k)) || isNameStop(v.text(k, v.wordEnd(k))) {
			break
		}
		if s = k; inBrackets {
			break
		}
	}
	v.add(Legal, s, e, v.text(s, e))
}

// sectionEnd is where the number of a section ends that begins at e, with what stands in brackets of its own: 45(a)(1).
func (v *view) sectionEnd(e int) int {
	for open := 0; ; e++ {
		switch r := v.at(e); {
		case isWord(r), (r == '.' || r == '-') && isWord(v.at(e+1)):
		case r == '(' && v.closes(e):
			open++
		case r == ')' && open > 0:
			open--
		default:
			return e
		}
	}
}

// closes reports whether the bracket at i is closed after a few letters or digits.
func (v *view) closes(i int) bool {
	for j := i + 1; j < i+6; j++ {
		if v.at(j) == ')' {
			return j > i+1
		}
		if !isWord(v.at(j)) {
			return false
		}
	}
	return false
}

// isoStandard reads ISO/IEC 27001:2013, ISO 27701.
func (v *view) isoStandard(i, _ int) {
	const between = 12 // " / IEC - ", and some to spare
	j := i + 3
	for j < i+3+between && (v.at(j) == '/' || isSpace(v.at(j)) || v.has(j, "iec") || v.at(j) == '-') {
		if v.has(j, "iec") {
			j += 3
		} else {
			j++
		}
	}
	n, e := v.digits(j)
	if e-j < 4 || e-j > 5 || n < 9000 {
		return
	}
	number := v.text(j, e)
	if v.at(e) == ':' || v.at(e) == '-' {
		if y, k := v.digits(e + 1); k-e-1 == 4 && y > 1980 && y < 2100 {
			e = k
			number += ":" + v.text(e-4, e)
		}
	}
	v.add(Certification, i, e, "iso "+number)
}

// europeanAct reads Regulation (EU) 2016/679, Directive 2002/58/EC.
func (v *view) europeanAct(s, e int) {
	j := v.skip(e)
	for _, p := range [...]string{"(eu)", "(ec)", "no", "no."} {
		if v.has(j, p) {
			j = v.skip(j + len(p))
		}
	}
	_, k := v.digits(j)
	if k == j || v.at(k) != '/' {
		return
	}
	_, end := v.digits(k + 1)
	if end == k+1 {
		return
	}
	number := v.text(j, end)
	if v.has(end, "/ec") || v.has(end, "/eu") {
		end += 3
	}
	value := strings.TrimSpace(v.text(s, e)) + " " + number
	if number == "2016/679" {
		value = "gdpr"
	}
	v.add(Legal, s, end, value)
}

// titledLaw reads a law by its title in book marks, 《…法》, 《…条例》, where the tables do not have it.
func (v *view) titledLaw(i int) {
	e := i + 1
	for e < len(v.r) && e-i < 40 && v.r[e] != '》' && v.r[e] != '《' {
		e++
	}
	if v.at(e) != '》' || !v.endsWithAny(e, "法", "条例", "规定", "办法", "规范", "法案", "法典", "细则", "条例》") || v.endsWithAny(e, "方法", "办法说明") {
		return
	}
	title := strings.ReplaceAll(v.text(i+1, e), " ", "")
	x := hanTerms()
	at, ok := x.chains[[2]rune{v.at(i + 1), v.at(i + 2)}]
	for ; ok && at != none; at = x.terms[at].next {
		if t := &x.terms[at]; t.kind == Legal && t.name == title {
			v.add(Legal, i+1, e, t.value)
			return
		}
	}
	v.add(Legal, i+1, e, title)
}

// lawArticle passes 第六条 and its like: a number of an article is no number of the text here.
func (v *view) lawArticle(i int) {
	_, e := v.smallNumber(v.skip(i + 1))
	if v.at(e) != '条' || v.at(i-1) != '》' {
		return
	}
	v.take(i, e+1)
}

// acts finds laws by their name in English, capitalised words that end in Act, where the tables do not have them.
func (v *view) acts() {
	for _, w := range v.runs() {
		i := w.s
		if w.sense&anAct == 0 || !v.upper(i) || v.taken[i] {
			continue
		}
		s := i
		for words := 0; words < 8; words++ {
			j := v.back(s)
			k := j
			for k > 0 && (isWord(v.r[k-1]) || (v.r[k-1] == '\'' || v.r[k-1] == '-') && isWord(v.at(k-2))) {
				k--
			}
			w := v.text(k, j)
			if k == j || v.taken[k] || !v.upper(k) && (words == 0 || w != "of" && w != "and" && w != "for" && w != "on") || isNameStop(w) && w != "of" && w != "and" && w != "for" {
				break
			}
			s = k
		}
		for s < i && !v.upper(s) { // of, and at the beginning
			s = v.skip(v.wordEnd(s))
		}
		e := i + 3
		if y := v.skip(v.passWord(v.skip(e), "of")); isDigit(v.at(y)) {
			if n, end := v.digits(y); end-y == 4 && n > 1700 && n < 2200 {
				e = end
			}
		}
		shouted := v.capitals(i, i+3) && !v.capitals(s, v.wordEnd(s)) // ACT as the name of something else
		if s < i && !shouted {
			value := strings.Join(strings.Fields(v.text(s, e)), " ")
			v.add(Legal, s, e, value)
			short, end := v.shortName(e)
			v.add(Legal, short, end, value)
		}
	}
}
