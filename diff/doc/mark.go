package doc

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// style is the look of a number: marks of one style count in one sequence.
type style uint8

const (
	styleNone       style = iota
	styleBullet           // •
	styleBare             // 1 Title
	styleDot              // 1. and 1.1.1
	styleHalf             // 1)
	styleParen            // (1)
	styleComma            // 1、
	styleCircle           // ①
	styleHan              // 一、
	styleHanPar           // （一）
	styleHanHalf          // 一）
	styleLetter           // A.
	styleLetterHalf       // a)
	styleLetterPar        // (a)
	styleSection          // § 4
	styleWord             // Article 3, 第三条: with the word
)

// mark is the number or bullet in front of a text.
type mark struct {
	end    int    // bytes to the words, white space included
	text   string // as it stands, without escapes
	number string // without brackets and closing punctuation
	style  style
	word   string // of styleWord: what is counted, lower case
	lower  bool   // letters are lower case
	depth  int    // levels of the number
	ord    [8]int // their values
	roman  int    // value of the last level read as a Roman numeral, 0 when it is none
	firm   bool   // a mark by its shape alone, wherever it stands
}

func (m *mark) push(v int) {
	if m.depth < len(m.ord) {
		m.ord[m.depth] = v
		m.depth++
	}
}

func (m *mark) last() int { return m.ord[max(m.depth-1, 0)] }

// scanMark reads the number or bullet that s begins with.
func scanMark(s string) (mark, bool) {
	if s == "" {
		return mark{}, false
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= '0' && r <= '9' || r >= '０' && r <= '９':
		return decimalMark(s)
	case r == '(' || r == '（' || r == '〔' || r == '【':
		return bracketMark(s, n)
	case r == '第' || r == '제':
		return rankMark(s, n)
	case r == '§':
		return sectionMark(s)
	case r < utf8.RuneSelf && (r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'):
		if isWordBullet(s) {
			return mark{text: s[:1], style: styleBullet, end: 1 + spaces(s[1:]), firm: true}, true
		}
		if m, ok := wordMark(s); ok {
			return m, true
		}
		return letterMark(s)
	case r == '-' || r == '*' || r == '+' || r == '–' || r == '—' || r == '\\':
		return dashMark(s)
	case r == '[':
		return footnoteMark(s)
	case r < utf8.RuneSelf:
		return mark{}, false
	}
	if v := circled(r); v > 0 {
		m := mark{text: s[:n], number: s[:n], style: styleCircle, firm: true}
		m.push(v)
		m.end = n + spaces(s[n:])
		return m, true
	}
	if isBullet(r) {
		m := mark{text: s[:n], style: styleBullet, firm: true}
		m.end = n + spaces(s[n:])
		return m, true
	}
	if cjkDigit(r) >= 0 || cjkUnit(r) > 0 {
		if m, ok := hanMark(s); ok {
			return m, true
		}
	}
	return wordMark(s)
}

// spaces counts the bytes of white space that s begins with.
func spaces(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
}

// dashMark reads a bullet of Markdown, escaped or not, or a dash in its place.
func dashMark(s string) (mark, bool) {
	i := 0
	if s[0] == '\\' {
		i = 1
	}
	if i >= len(s) {
		return mark{}, false
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if r != '-' && r != '*' && r != '+' && r != '–' && r != '—' {
		return mark{}, false
	}
	sp := spaces(s[i+n:])
	if sp == 0 && i+n < len(s) {
		return mark{}, false
	}
	return mark{text: s[i : i+n], style: styleBullet, end: i + n + sp, firm: true}, true
}

// footnoteMark reads [^1]: in front of a footnote.
func footnoteMark(s string) (mark, bool) {
	if !strings.HasPrefix(s, "[^") {
		return mark{}, false
	}
	const longest = 40
	end := strings.Index(s[:min(len(s), longest+len("]:"))], "]:")
	if end < 3 || strings.ContainsAny(s[:end], " \t") {
		return mark{}, false
	}
	end += len("]:")
	return mark{text: s[:end], style: styleBullet, end: end + spaces(s[end:]), firm: true}, true
}

// decimalMark reads 1, 1., 1.1.1, 3.b.i., 1), 1、 in either width, their dots escaped or not.
func decimalMark(s string) (mark, bool) {
	var m mark
	i, numberEnd := 0, 0
	closed, escaped, inner := false, false, false
	for m.depth < len(m.ord) {
		v, n := component(s[i:], m.depth > 0)
		if n == 0 {
			break
		}
		letter := isLetter(s[i])
		if letter && inner {
			if r, ok := roman(s[i : i+n]); ok { // 3.b.i: letters do not nest in letters
				v = r
			}
		}
		inner = letter
		m.push(v)
		i += n
		if !letter && i+1 < len(s) && isLetter(s[i]) && (s[i+1] == '.' || s[i+1] == ')') { // 2a.
			m.push(int(s[i]|0x20-'a') + 1)
			i++
		}
		numberEnd, closed = i, false
		j := i
		if j < len(s) && s[j] == '\\' {
			j++
		}
		r, n := utf8.DecodeRuneInString(s[j:])
		if r != '.' && r != '．' {
			break
		}
		escaped = escaped || j > i
		i, closed = j+n, true
	}
	if m.depth == 0 || m.ord[0] > 299 {
		return mark{}, false
	}
	m.number = unescape(s[:numberEnd], escaped)
	m.style = styleDot
	if !closed {
		j := i
		if j < len(s) && s[j] == '\\' {
			j, escaped = j+1, true
		}
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case r == ')' || r == '）':
			m.style, closed, i = styleHalf, true, j+n
		case r == '、':
			m.style, closed, i = styleComma, true, j+n
		case r == '：' || r == ':':
			closed, i = true, j+n
		}
	}
	rest := s[i:]
	sp := spaces(rest)
	next, _ := utf8.DecodeRuneInString(rest[sp:])
	switch {
	case rest == "":
	case !closed && m.depth > 1 && isMeasured(rest[sp:]):
		return mark{}, false
	case sp == 0 && !closed:
		// 1.1收集: a number of several levels may stand directly in front of Chinese words.
		if m.depth < 2 || !isWide(next) {
			return mark{}, false
		}
	case sp == 0 && next < utf8.RuneSelf && !(m.style == styleComma || unicode.IsUpper(next) || next == '*' || next == '[' || next == '<'):
		return mark{}, false
	}
	if !closed && m.depth == 1 {
		m.style = styleBare
	}
	m.text = unescape(s[:i], escaped)
	m.end = i + sp
	m.firm = closed && (m.style == styleComma || m.depth > 1)
	return m, true
}

// isMeasured reports whether a text goes on with what the number in front of it counts: 1.2 版, 1.5 倍.
func isMeasured(s string) bool {
	if strings.HasPrefix(s, "版权") || strings.HasPrefix(s, "版權") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("版倍万萬亿億元％%", r)
}

// component reads one level of a number: digits, and behind a dot also a letter or a small Roman numeral.
func component(s string, inner bool) (v, n int) {
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		d := digit(r)
		if d < 0 || n > 9 {
			break
		}
		v = v*10 + d
		n += w
	}
	if n > 0 || !inner {
		if v > 2999 {
			return 0, 0
		}
		return v, n
	}
	for n < len(s) && n < 5 && isLetter(s[n]) {
		n++
	}
	if n == 0 || n == 5 || n < len(s) && s[n] != '.' && s[n] != '\\' && !isSpaceByte(s[n]) {
		return 0, 0
	}
	if n == 1 {
		return int(s[0]|0x20-'a') + 1, 1
	}
	if v, ok := roman(s[:n]); ok {
		return v, n
	}
	return 0, 0
}

// bracketMark reads (1), （一）, (a), (iv); n is the width of the opening bracket.
func bracketMark(s string, n int) (mark, bool) {
	end := -1
	for i, r := range s[n:] {
		if i > 24 {
			break
		}
		if r == ')' || r == '）' || r == '〕' || r == '】' {
			end = n + i
			break
		}
	}
	if end <= n {
		return mark{}, false
	}
	in := strings.TrimSpace(s[n:end])
	in = strings.TrimSuffix(in, "\\")
	_, w := utf8.DecodeRuneInString(s[end:])
	m := mark{text: s[:end+w], number: in, firm: true}
	switch v, ok := decimalValue(in); {
	case ok:
		if v > 199 {
			return mark{}, false
		}
		m.style = styleParen
		m.push(v)
	default:
		if v, ok := hanValue(in); ok {
			m.style = styleHanPar
			m.push(v)
		} else if len(in) <= 5 && letters(in, &m) {
			m.style = styleLetterPar
		} else {
			return mark{}, false
		}
	}
	m.end = end + w + spaces(s[end+w:])
	return m, true
}

// letters reads a single letter or a Roman numeral.
func letters(in string, m *mark) bool {
	if in == "" || !isLetter(in[0]) {
		return false
	}
	v, ok := roman(in)
	switch {
	case len(in) == 1:
		m.push(int(in[0]|0x20-'a') + 1)
	case ok:
		m.push(v)
	default:
		return false
	}
	if ok {
		m.roman = v
	}
	m.lower = in[0] >= 'a'
	return true
}

// letterMark reads A., a), IV.
func letterMark(s string) (mark, bool) {
	n := 0
	for n < len(s) && n < 7 && isLetter(s[n]) {
		n++
	}
	var m mark
	if n == 0 || n > 6 || !letters(s[:n], &m) {
		return mark{}, false
	}
	i, escaped := n, false
	if i < len(s) && s[i] == '\\' {
		i, escaped = i+1, true
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	switch r {
	case '.', '．', '、':
		m.style = styleLetter
	case ')', '）':
		m.style = styleLetterHalf
	default:
		return mark{}, false
	}
	i += w
	rest := s[i:]
	sp := spaces(rest)
	next, _ := utf8.DecodeRuneInString(rest)
	if rest != "" && sp == 0 && !isWide(next) && next != '*' {
		return mark{}, false
	}
	m.number = s[:n]
	m.text = unescape(s[:i], escaped)
	m.end = i + sp
	return m, true
}

// hanMark reads 一、 and 十二． and 一）.
func hanMark(s string) (mark, bool) {
	n := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if cjkDigit(r) < 0 && cjkUnit(r) == 0 || n > 12 {
			break
		}
		n += w
	}
	v, ok := hanValue(s[:n])
	if !ok {
		return mark{}, false
	}
	m := mark{number: s[:n], style: styleHan, word: numerals(s)}
	m.push(v)
	i := n
	if i < len(s) && s[i] == '\\' {
		i++
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	switch r {
	case '、', '.', '．', '：', ':', '，', ',':
		i += w
	case ')', '）':
		m.style = styleHanHalf
		i += w
	case ' ', '\u3000':
		i = n
	default:
		return mark{}, false
	}
	m.text = s[:i]
	m.end = i + spaces(s[i:])
	m.firm = r == '、' || r == '．' || r == ')' || r == '）'
	return m, true
}

// numerals names the series that a Chinese numeral belongs to, where it is not the common one: 壹 and 甲 count apart from
// 一.
func numerals(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune("壹貳贰參叁肆伍陸陆柒捌玖拾", r):
		return "壹"
	case strings.ContainsRune("甲乙丙丁戊己庚辛壬癸", r):
		return "甲"
	}
	return ""
}

// ranks are what 第…條 counts, with the form that a sequence is kept under.
var ranks = []struct{ word, key string }{
	{"部分", "部分"},
	{"部份", "部分"},
	{"条", "条"},
	{"條", "条"},
	{"章", "章"},
	{"节", "节"},
	{"節", "节"},
	{"款", "款"},
	{"项", "项"},
	{"項", "项"},
	{"编", "编"},
	{"編", "编"},
	{"篇", "编"},
	{"조", "条"},
	{"장", "章"},
	{"절", "节"},
	{"항", "款"},
}

// rankMark reads 第三条, 第 1 章, 제1조; n is the width of the first character.
func rankMark(s string, n int) (mark, bool) {
	i := n + spaces(s[n:])
	j := i
	for j < len(s) {
		r, w := utf8.DecodeRuneInString(s[j:])
		if digit(r) < 0 && cjkDigit(r) < 0 && cjkUnit(r) == 0 || j-i > 18 {
			break
		}
		j += w
	}
	m := mark{style: styleWord}
	if v, ok := hanValue(s[i:j]); ok {
		m.push(v)
	} else {
		j = i + m.levels(s[i:]) // 第3.1款
	}
	if m.depth == 0 {
		return mark{}, false
	}
	k := j + spaces(s[j:])
	for _, rank := range ranks {
		if !strings.HasPrefix(s[k:], rank.word) {
			continue
		}
		end := k + len(rank.word)
		m.number, m.word = s[:end], rank.key
		rest := s[end:]
		r, w := utf8.DecodeRuneInString(rest)
		switch {
		case rest == "" || unicode.IsSpace(r) || r == '【' || r == '（' || r == '(' || r == '*':
			m.firm = true
		case r == '：' || r == ':' || r == '、' || r == '.' || r == '．':
			end += w
			m.firm = true
		case r == '的' || r == '第' || r == '规' || r == '規' || r == '所' || r == '及' || r == '和' || r == '或' || r == '、' ||
			r == '之' || r == '至' || r == '中' || r == '款' || r == '项' || r == '項':
			return mark{}, false // a reference to a clause, not its number
		}
		m.text = s[:end]
		m.end = end + spaces(s[end:])
		return m, true
	}
	return mark{}, false
}

// levels reads a number in digits, its levels parted by dots, and returns where it ends.
func (m *mark) levels(s string) (end int) {
	for i := 0; m.depth < len(m.ord); {
		v, n := component(s[i:], false)
		if n == 0 {
			return end
		}
		m.push(v)
		end = i + n
		r, w := utf8.DecodeRuneInString(s[end:])
		if r != '.' && r != '．' {
			return end
		}
		i = end + w
	}
	return end
}

// sectionMark reads § 4 and §4.2.
func sectionMark(s string) (mark, bool) {
	i := len("§")
	i += spaces(s[i:])
	m, ok := decimalMark(s[i:])
	if !ok {
		return mark{}, false
	}
	m.number = s[:i] + m.number
	m.text = s[:i] + m.text
	m.style, m.word = styleSection, "§"
	m.end += i
	m.firm = true
	return m, true
}

// countedWords are the words that number a clause, and the one that their sequence is kept under.
var countedWords = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"article": "article", "section": "section", "part": "part", "chapter": "chapter", "clause": "clause",
		"appendix": "appendix", "annex": "annex", "schedule": "schedule", "exhibit": "exhibit", "addendum": "addendum",
		"artikel": "article", "abschnitt": "section", "teil": "part", "kapitel": "chapter", "anhang": "appendix",
		"anlage": "annex", "ziffer": "section", "annexe": "annex", "chapitre": "chapter", "partie": "part",
		"artículo": "article", "articulo": "article", "sección": "section", "capítulo": "chapter", "anexo": "annex",
		"articolo": "article", "sezione": "section", "capitolo": "chapter", "allegato": "annex", "parte": "part",
		"artigo": "article", "seção": "section", "secção": "section", "bijlage": "appendix", "hoofdstuk": "chapter",
		"rozdział": "chapter", "załącznik": "annex", "artykuł": "article", "článek": "article", "příloha": "annex",
		"cikk": "article", "melléklet": "annex", "статья": "article", "раздел": "section", "глава": "chapter",
		"часть": "part", "приложение": "appendix", "bab": "chapter", "pasal": "article", "bagian": "section",
		"lampiran": "appendix", "附錄": "附录", "附录": "附录", "附件": "附件", "附表": "附表", "別紙": "附件", "別表": "附表",
		"부록": "附录", "별지": "附件", "별표": "附表",
	}
})

// wordMark reads Article 3, Section 2.1, Part A, Appendix, 附錄一.
func wordMark(s string) (mark, bool) {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) && unicode.Is(unicode.Latin, first) {
		return mark{}, false
	}
	n := 0
	for n < len(s) && n < 24 {
		r, w := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) && n >= len("附錄") {
			break
		}
		n += w
	}
	if n < 3 {
		return mark{}, false
	}
	key, ok := countedWords()[s[:n]]
	if !ok {
		if key, ok = countedWords()[strings.ToLower(s[:n])]; !ok {
			return mark{}, false
		}
	}
	m := mark{style: styleWord, word: key}
	i := n + spaces(s[n:])
	if i == n && !unicode.Is(unicode.Han, first) {
		return mark{}, false
	}
	j, depth := i, 0
	for depth < len(m.ord) {
		v, w := ordinal(s[j:], &m)
		if w == 0 {
			break
		}
		m.push(v)
		depth++
		j += w
		k := j
		if k < len(s) && s[k] == '\\' {
			k++
		}
		if k+1 >= len(s) || s[k] != '.' || digit(rune(s[k+1])) < 0 {
			break
		}
		j = k + 1
	}
	if depth == 0 {
		return mark{}, false
	}
	m.number = strings.ReplaceAll(s[:j], "\\", "")
	for j < len(s) {
		r, w := utf8.DecodeRuneInString(s[j:])
		if r != '.' && r != ':' && r != '：' && r != '-' && r != '–' && r != '—' && r != '\\' && r != ')' && r != '、' && r != '．' && !unicode.IsSpace(r) {
			break
		}
		j += w
	}
	m.text = strings.TrimSpace(strings.ReplaceAll(s[:j], "\\", ""))
	m.end = j
	if next, _ := utf8.DecodeRuneInString(s[j:]); unicode.IsLower(next) && m.text == m.number {
		return mark{}, false // a reference to a clause in running text
	}
	return m, true
}

// ordinal reads a number behind a counting word: digits, a capital letter, a Roman or a Chinese numeral.
func ordinal(s string, m *mark) (v, n int) {
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if digit(r) < 0 || n > 4 {
			break
		}
		v = v*10 + digit(r)
		n += w
	}
	if n == 0 {
		for n < len(s) && n < 7 && s[n] >= 'A' && s[n] <= 'Z' {
			n++
		}
		var l mark
		if n > 0 && letters(s[:n], &l) {
			v, m.roman = l.last(), l.roman
		} else if n > 0 {
			return 0, 0
		}
	}
	if n == 0 {
		for n < len(s) && n < 12 {
			r, w := utf8.DecodeRuneInString(s[n:])
			if cjkDigit(r) < 0 && cjkUnit(r) == 0 {
				break
			}
			n += w
		}
		var ok bool
		if v, ok = hanValue(s[:n]); !ok {
			return 0, 0
		}
		return v, n
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && unicode.IsLetter(r) && !isWide(r) {
		return 0, 0
	}
	return v, n
}

// unescape takes the backslashes out of a number.
func unescape(s string, escaped bool) string {
	if !escaped {
		return s
	}
	return strings.ReplaceAll(s, "\\", "")
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// isWide reports whether words are written without spaces around r.
func isWide(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 && r <= 0x3FFFF || r == '“' || r == '‘' || r == '「'
}

// digit is the value of a decimal digit of either width, -1 for any other character.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

func decimalValue(s string) (int, bool) {
	v := 0
	for _, r := range s {
		d := digit(r)
		if d < 0 || v > 9999 {
			return 0, false
		}
		v = v*10 + d
	}
	return v, s != ""
}

// circled is the value of an enclosed number, 0 for any other character.
func circled(r rune) int {
	switch {
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1
	case r >= '⑴' && r <= '⒇':
		return int(r-'⑴') + 1
	case r >= '⒈' && r <= '⒛':
		return int(r-'⒈') + 1
	case r >= '❶' && r <= '❿':
		return int(r-'❶') + 1
	case r >= '➀' && r <= '➉':
		return int(r-'➀') + 1
	case r >= '➊' && r <= '➓':
		return int(r-'➊') + 1
	case r >= '㈠' && r <= '㈩':
		return int(r-'㈠') + 1
	case r >= '㊀' && r <= '㊉':
		return int(r-'㊀') + 1
	case r >= 'Ⅰ' && r <= 'Ⅻ':
		return int(r-'Ⅰ') + 1
	case r >= 'ⅰ' && r <= 'ⅻ':
		return int(r-'ⅰ') + 1
	}
	return 0
}

// cjkDigit is the value of a Chinese digit, -1 for any other character.
func cjkDigit(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹', '甲':
		return 1
	case '二', '贰', '貳', '乙':
		return 2
	case '三', '叁', '參', '丙':
		return 3
	case '四', '肆', '丁':
		return 4
	case '五', '伍', '戊':
		return 5
	case '六', '陆', '陸', '己':
		return 6
	case '七', '柒', '庚':
		return 7
	case '八', '捌', '辛':
		return 8
	case '九', '玖', '壬':
		return 9
	}
	return -1
}

// cjkUnit is the value of a Chinese unit, 0 for any other character.
func cjkUnit(r rune) int {
	switch r {
	case '十', '拾', '癸':
		return 10
	case '百', '佰':
		return 100
	}
	return 0
}

// hanValue reads a Chinese numeral below 1000.
func hanValue(s string) (int, bool) {
	total, d, any := 0, 0, false
	for _, r := range s {
		if u := cjkUnit(r); u > 0 {
			total += max(d, 1) * u
			d, any = 0, true
			continue
		}
		v := cjkDigit(r)
		if v < 0 {
			return 0, false
		}
		d = d*10 + v
		any = true
		if d > 999 {
			return 0, false
		}
	}
	return total + d, any && total+d > 0
}

// roman reads a Roman numeral below 90 in one case.
func roman(s string) (int, bool) {
	v, prev := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		var d int
		switch s[i] | 0x20 {
		case 'i':
			d = 1
		case 'v':
			d = 5
		case 'x':
			d = 10
		case 'l':
			d = 50
		default:
			return 0, false
		}
		if s[i]&0x20 != s[0]&0x20 {
			return 0, false
		}
		if d < prev {
			v -= d
		} else {
			v += d
			prev = d
		}
	}
	return v, v > 0 && v < 90 && romanOf(v, s[0]&0x20) == s
}

// romanOf writes a Roman numeral; low is 0x20 for lower case.
func romanOf(v int, low byte) string {
	var b [16]byte
	out := b[:0]
	for _, p := range [...]struct {
		v int
		s string
	}{{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for v >= p.v {
			v -= p.v
			for i := 0; i < len(p.s); i++ {
				out = append(out, p.s[i]|low)
			}
		}
	}
	return string(out)
}
