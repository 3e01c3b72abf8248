package text

import (
	"html"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"policylog/diff/text/fold"
	"policylog/diff/text/lexicon"
)

// tokenizer collects the tokens of one block.
type tokenizer struct {
	raw      string
	fold     bool    // Chinese is folded and cut into words
	elides   bool    // an apostrophe ends a word: l'adresse, dell'utente
	tokens   []Token // those of the text so far, with room for the next texts' behind them
	emphasis bool
	cutter   lexicon.Cutter
	runes    []rune
	offsets  []int
}

// tokenizers are those whose memory can be used again: a comparison needs hundreds, one after the other.
var tokenizers = sync.Pool{New: func() any { return new(tokenizer) }}

// slab is how many tokens there is made room for at once, since how many a text has is known at its end.
const slab = 1 << 10

// done gives the tokens of the text, and the tokenizer back, which must not be used any more.
func (t *tokenizer) done() []Token {
	n := len(t.tokens)
	tokens := t.tokens[:n:n]
	t.raw, t.tokens = "", t.tokens[n:]
	tokenizers.Put(t)
	return tokens
}

// room makes room for another token.
func (t *tokenizer) room() {
	t.tokens = append(make([]Token, 0, max(slab, 2*len(t.tokens))), t.tokens...)
}

func (t *tokenizer) add(start, end int, class Class, norm string) {
	if start < end {
		if len(t.tokens) == cap(t.tokens) {
			t.room()
		}
		t.tokens = append(t.tokens, Token{Start: start, End: end, Class: class, Emphasis: t.emphasis, Norm: norm})
	}
}

// piece adds what is no words.
func (t *tokenizer) piece(start int, p piece) {
	t.emphasis = false
	norm := ""
	switch p.class {
	case Target:
		norm = targetForm(t.raw[start:p.end])
	case Mark:
		norm = markForm(t.raw[start:p.end])
	case Attr:
		norm = strings.Join(strings.Fields(t.raw[start:p.end]), " ")
	}
	t.add(start, p.end, p.class, norm)
}

// targetForm is the form in which targets and addresses are compared: the entity &amp; and the escapes of Markdown
// undone, nothing else.
func targetForm(s string) string {
	if strings.Contains(s, "&amp;") {
		s = strings.ReplaceAll(s, "&amp;", "&")
	}
	for i := 0; i < len(s); i++ {
		if escaped(s, i) {
			s = s[:i] + s[i+1:]
		}
	}
	return s
}

// escaped tells whether the byte at i is a backslash of Markdown's before a character that URLs have.
func escaped(s string, i int) bool {
	return s[i] == '\\' && i+1 < len(s) && strings.IndexByte("_*~-.&#=+!()[]", s[i+1]) >= 0
}

// markForm is what a block's dress says: its number or letter, • for a bullet of any shape, "" for none.
func markForm(s string) string {
	var b strings.Builder
	bullet := false
	s = strings.ReplaceAll(strings.TrimSpace(s), "**", "")
	if underline(s) && len(s) > 1 {
		return ""
	}
	for _, r := range s {
		r = usualWidth(r)
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || r == '§':
			b.WriteRune(r)
		case r == '.' || r == '-':
			bullet = bullet || r == '-'
			if b.Len() > 0 {
				b.WriteRune(r)
			}
		case r == '#' || r == '|' || r == '>' || r == '_' || unicode.IsSpace(r):
		case unicode.IsSymbol(r) || unicode.IsPunct(r):
			bullet = true
		}
	}
	if b.Len() > 0 {
		return fold.Simplified(strings.TrimRight(b.String(), ".-"))
	}
	if bullet {
		return "•"
	}
	return ""
}

func hasKana(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != 0xE3 || i+2 >= len(s) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[i:]); r >= 0x3041 && r <= 0x30FF && r != '・' {
			return true
		}
	}
	return false
}

// text adds the words, numbers and punctuation of a stretch without markup.
func (t *tokenizer) text(start, end int, emphasis, code bool) {
	t.emphasis = emphasis
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		s := scriptOf(r)
		switch {
		case r == utf8.RuneError && n == 1:
			t.add(i, i+1, Punct, t.raw[i:i+1])
			i++
		case s == blank || s == nothing:
			i = t.space(i, end)
		case r == '&' && !code:
			i = t.entity(i, end)
		case s == han:
			i = t.chinese(i, end)
		case s == hiragana || s == katakana:
			i = t.kana(i, end, s)
		case s == digit:
			i = t.number(i, i, end)
		case s == spaced:
			i = t.word(i, end)
		default:
			i = t.symbol(i, n, r, end)
		}
	}
}

// space adds white space and what has no width, as one token.
func (t *tokenizer) space(start, end int) int {
	i := start
	for i < end {
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		if s := scriptOf(r); s != blank && s != nothing {
			break
		}
		i += n
	}
	t.add(start, i, Space, "")
	return i
}

// entity adds an HTML entity as the character that it stands for, or the ampersand.
func (t *tokenizer) entity(i, end int) int {
	semicolon := strings.IndexByte(t.raw[i:min(end, i+32)], ';')
	if semicolon < 2 {
		t.add(i, i+1, Punct, "&")
		return i + 1
	}
	to := i + semicolon + 1
	char := html.UnescapeString(t.raw[i:to])
	if char == t.raw[i:to] {
		t.add(i, i+1, Punct, "&")
		return i + 1
	}
	r, n := utf8.DecodeRuneInString(char)
	if n < len(char) {
		t.add(i, to, Word, foldedForm(char))
		return to
	}
	switch s := scriptOf(r); s {
	case blank, nothing:
		t.add(i, to, Space, "")
	case other:
		norm := punctuation(r)
		if norm == "" {
			norm = char
		}
		t.add(i, to, Punct, norm)
	default:
		t.add(i, to, Word, foldedForm(char))
	}
	return to
}

// chinese adds the words of a run of Chinese characters.
func (t *tokenizer) chinese(start, end int) int {
	t.runes, t.offsets = t.runes[:0], t.offsets[:0]
	i, plain := start, true
	for i < end {
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		s := scriptOf(r)
		if s != han && s != nothing {
			break
		}
		if s == han {
			t.offsets = append(t.offsets, i)
			t.runes = append(t.runes, r)
		} else {
			plain = false
		}
		plain = plain && (r < 0xF900 || r > 0xFAFF)
		i += n
	}
	t.offsets = append(t.offsets, i)
	folded := t.raw[start:i]
	if !plain {
		folded = foldedForm(string(t.runes))
	}
	if !t.fold {
		t.add(start, i, Word, folded)
		return i
	}
	folded = fold.Simplified(folded)
	t.runes = t.runes[:0]
	for _, r := range folded {
		t.runes = append(t.runes, r)
	}
	if len(t.runes) != len(t.offsets)-1 {
		t.add(start, i, Word, folded) // a composition changed the number of characters
		return i
	}
	for from, at := 0, 0; from < len(t.runes); {
		// A number in characters is one token: 二〇二一, 三十. The lexicon would cut 二〇二一年 before 一年.
		to := numeralEnd(t.runes, from)
		if isNumber(t.runes[from:to]) {
			width := byteLen(t.runes[from:to])
			t.add(t.offsets[from], t.offsets[to], Number, folded[at:at+width])
			from, at = to, at+width
			continue
		}
		for to < len(t.runes) {
			end := numeralEnd(t.runes, to)
			if isNumber(t.runes[to:end]) {
				break
			}
			to = max(end, to+1)
		}
		at = t.han(from, to, folded, at)
		from = to
	}
	return i
}

// han adds the words of t.runes[from:to], which begin at byte at of the folded run, and returns where they end there.
func (t *tokenizer) han(from, to int, folded string, at int) int {
	start := from
	ends := t.cutter.Cut(t.runes[start:to])
	for k := 0; k < len(ends); k++ {
		end := ends[k] + start
		if end == from+2 && t.splitsUnit(from) {
			end, k = from+1, k-1 // of 30日内 the unit is 日
		}
		width := byteLen(t.runes[from:end])
		t.add(t.offsets[from], t.offsets[end], Word, folded[at:at+width])
		last := &t.tokens[len(t.tokens)-1]
		last.Regional = lexicon.Regional(last.Norm, folded[at+width:])
		if end-from == 1 && numeralEnd(t.runes, from) > from {
			last.Class = Number
		}
		from, at = end, at+width
	}
	return at
}

// splitsUnit tells whether the word of two characters at i, which the lexicon sees as one, is the unit of the number
// before it and a word that belongs to both.
func (t *tokenizer) splitsUnit(i int) bool {
	last := len(t.tokens) - 1
	if last >= 0 && t.tokens[last].Class == Space {
		last--
	}
	if last < 0 || t.tokens[last].Class != Number && t.tokens[last].Norm != "工作" && t.tokens[last].Norm != "自然" {
		return false
	}
	return strings.ContainsRune("日天年月周", t.runes[i]) && strings.ContainsRune("内后前", t.runes[i+1])
}

func byteLen(runes []rune) (n int) {
	for _, r := range runes {
		n += utf8.RuneLen(r)
	}
	return n
}

// isNumber tells whether a run of numerals is to be a number of its own: not one alone, which may be part of a word
// (一些, 唯一), and not 唯一一个, 一一 or 万一.
func isNumber(numerals []rune) bool {
	if len(numerals) < 2 {
		return false
	}
	s := string(numerals)
	return !strings.HasPrefix(s, "一一") && s != "万一"
}

// numeralEnd returns the end of the numerals from i on.
func numeralEnd(runes []rune, i int) int {
	for i < len(runes) {
		switch runes[i] {
		case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两':
			i++
			continue
		}
		break
	}
	return i
}

// kana adds a run of one of the Japanese scripts.
func (t *tokenizer) kana(start, end int, s script) int {
	i := start
	for i < end {
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		if is := scriptOf(r); is != s && is != nothing && r != 'ー' && r != 0x3099 && r != 0x309A {
			break
		}
		i += n
	}
	t.add(start, i, Word, foldedForm(t.raw[start:i]))
	return i
}

// letters returns the end of the letters, marks and digits from i on.
func (t *tokenizer) letters(i, end int) int {
	for i < end {
		if c := t.raw[i]; c < utf8.RuneSelf {
			if asciiScript[c] != spaced && asciiScript[c] != digit && c != '_' {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		if s := scriptOf(r); s != spaced && s != digit && s != nothing && !isSuperscript(r) || r == utf8.RuneError {
			return i
		}
		i += n
	}
	return i
}

func isSuperscript(r rune) bool {
	return r == '²' || r == '³' || r == '¹' || r >= '⁰' && r <= 'ⁿ' || r >= '₀' && r <= 'ₜ'
}

// word adds a word of letters, with apostrophes, hyphens and full stops inside, or the URL or address that it begins.
func (t *tokenizer) word(start, end int) int {
	raw := t.raw
	i := t.letters(start, end)
	if u := urlAt(raw, start, i, end); u > i {
		t.add(start, u, URL, targetForm(foldedForm(raw[start:u])))
		return u
	}
	i, dotted := t.compound(start, i, end)
	if i < end && raw[i] == '@' {
		if u := emailEnd(raw, i, end); u > i {
			t.add(start, u, URL, targetForm(foldedForm(raw[start:u])))
			return u
		}
	}
	if dotted && domain(raw[start:i]) {
		i = max(i, pathEnd(raw, i, end))
		t.add(start, i, URL, targetForm(foldedForm(raw[start:i])))
		return i
	}
	if dotted && i < end && raw[i] == '.' && initials(raw[start:i]) {
		i++
	}
	t.add(start, i, Word, foldedForm(raw[start:i]))
	return i
}

// compound extends a word, whose letters go from start to i, over what joins further letters to it: don't, third-party,
// e.g, R&D. It tells whether full stops are among that.
func (t *tokenizer) compound(start, i, end int) (to int, dotted bool) {
	raw := t.raw
	for i < end {
		r, n := utf8.DecodeRuneInString(raw[i:end])
		if !joins(r) || i+n >= end {
			break
		}
		after, _ := utf8.DecodeRuneInString(raw[i+n : end])
		if s := scriptOf(after); s != spaced && s != digit {
			break
		}
		switch r {
		case '.':
			before, _ := utf8.DecodeLastRuneInString(raw[start:i])
			if unicode.IsLower(before) && unicode.IsUpper(after) {
				return i, dotted // a sentence's end without a space after it
			}
			dotted = true
		case '&':
			if i-start != 1 || !unicode.IsUpper(after) {
				return i, dotted
			}
		case '\'', '’', 'ʼ', '＇':
			if t.elides {
				return i + n, dotted
			}
		}
		i = t.letters(i+n, end)
	}
	return i, dotted
}

// joins tells whether a character between letters leaves them one word.
func joins(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '＇', '-', '‐', '‑', '.', '&':
		return true
	}
	return false
}

// initials tells whether a word is single letters parted by full stops, whose last one belongs to it: U.S, e.g, B.V.
func initials(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if r, n := utf8.DecodeRuneInString(part); n != len(part) || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// number adds a number from start on; its digits begin at i.
func (t *tokenizer) number(start, i, end int) int {
	raw := t.raw
	i = t.groups(t.digits(i, end), end)
	for i < end {
		r, n := utf8.DecodeRuneInString(raw[i:end])
		switch {
		case isSuperscript(r), r == '%', r == '％', r == '‰', r == '°', r == '℃', r == '℉':
			i += n
			continue
		}
		break
	}
	if i < end {
		if r, _ := utf8.DecodeRuneInString(raw[i:end]); scriptOf(r) == spaced {
			i = t.groups(t.letters(i, end), end) // 2025-11-19T13:03:18Z
			if i < end && asciiIs(raw[i], spaced) {
				i = t.letters(i, end)
			}
		} else if (r == '-' || r == '‑') && i+1 < end && asciiIs(raw[i+1], spaced) {
			i = t.letters(i+1, end)
		}
	}
	if i < end && raw[i] == '@' {
		if u := emailEnd(raw, i, end); u > i {
			t.add(start, u, URL, raw[start:u])
			return u
		}
	}
	t.add(start, i, Number, foldedForm(raw[start:i]))
	return i
}

func (t *tokenizer) digits(i, end int) int {
	for i < end {
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		if scriptOf(r) != digit {
			break
		}
		i += n
	}
	return i
}

// groups extends a number over what follows its first digits: decimals, thousands, the parts of a date, time or
// telephone number, in characters of any width.
func (t *tokenizer) groups(i, end int) int {
	for {
		c, digits := t.groupAfter(i, end)
		if digits == i {
			return i
		}
		to := t.digits(digits, end)
		switch c {
		case '.', ':', '/':
		case ',':
			if utf8.RuneCountInString(t.raw[digits:to]) != 3 {
				return i
			}
		case '-':
			// Two numbers with a hyphen are a range; three are a date or a telephone number.
			first := to
			for c, digits = t.groupAfter(to, end); digits > to && c == '-'; c, digits = t.groupAfter(to, end) {
				to = t.digits(digits, end)
			}
			if to == first {
				return i
			}
		default:
			return i
		}
		i = to
	}
}

// groupAfter is the character at i, in its usual width, and where the digits begin that follow it; i where none do.
func (t *tokenizer) groupAfter(i, end int) (separator rune, digits int) {
	if i+1 >= end {
		return 0, i
	}
	if c := t.raw[i]; c < utf8.RuneSelf && t.raw[i+1] < utf8.RuneSelf {
		if asciiScript[t.raw[i+1]] != digit {
			return 0, i
		}
		return rune(c), i + 1
	}
	r, n := utf8.DecodeRuneInString(t.raw[i:end])
	if !t.digitAt(i+n, end) {
		return 0, i
	}
	return usualWidth(r), i + n
}

func (t *tokenizer) digitAt(i, end int) bool {
	r, _ := utf8.DecodeRuneInString(t.raw[i:end])
	return scriptOf(r) == digit
}

// symbol adds punctuation or a symbol; a sign or currency before a number belongs to it.
func (t *tokenizer) symbol(i, n int, r rune, end int) int {
	raw := t.raw
	next := i + n
	if next < end && t.digitAt(next, end) {
		if unicode.Is(unicode.Sc, r) || (r == '+' || r == '＋' || r == '-' || r == '−') && t.signs() {
			return t.number(i, next, end)
		}
	}
	switch {
	case isDash(r):
		return t.repeated(i, end, isDash, dash)
	case r == '…' || r == '⋯':
		return t.repeated(i, end, func(r rune) bool { return r == '…' || r == '⋯' }, ellipsis)
	case r == '.' && strings.HasPrefix(raw[i:end], "..."):
		return t.repeated(i, end, func(r rune) bool { return r == '.' }, ellipsis)
	case r == '。' && strings.HasPrefix(raw[i:end], "。。。"):
		return t.repeated(i, end, func(r rune) bool { return r == '。' }, ellipsis)
	case r == '_' || r == '=' || r == '*':
		return t.repeated(i, end, func(c rune) bool { return c == r }, string(r))
	}
	norm := punctuation(r)
	if norm == "" {
		norm = raw[i:next]
	}
	t.add(i, next, Punct, norm)
	return next
}

// signs tells whether a plus or minus here is a number's sign: nothing stands right before it, or a bracket.
func (t *tokenizer) signs() bool {
	if len(t.tokens) == 0 {
		return true
	}
	switch last := t.tokens[len(t.tokens)-1]; last.Class {
	case Space, Mark, Markup:
		return true
	case Punct:
		return last.Norm == "(" || last.Norm == "["
	}
	return false
}

func (t *tokenizer) repeated(start, end int, is func(rune) bool, norm string) int {
	i := start
	for i < end {
		r, n := utf8.DecodeRuneInString(t.raw[i:end])
		if !is(r) {
			break
		}
		i += n
	}
	t.add(start, i, Punct, norm)
	return i
}
