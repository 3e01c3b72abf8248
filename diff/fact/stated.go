package fact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"policylog/diff/doc"
)

// Stated is what a document states of itself. A date that can be read two ways stands in Places alone, without a value.
type Stated struct {
	Updated   string  // ISO 8601 date, or month where no day is stated; "" when not stated
	Effective string  // ISO 8601 date
	Published string  // ISO 8601 date
	Label     string  // version label, as it stands: "v20240102"
	Places    []Place // where each stands, in document order
}

// Place says where a statement stands.
type Place struct {
	Field      string // "updated", "effective", "published", "label"
	Block      int    // index of the block
	Start, End int    // bytes of the block's text
	Text       string // as it stands
	Value      string // as in Stated; "" when ambiguous or impossible
	Impossible bool   // has the form of a date and cannot be one: 2018-05-55
	Bare       bool   // the date stands alone under the title, and no word says what it is
}

// The fields of a Place.
const (
	fieldUpdated   = "updated"
	fieldEffective = "effective"
	fieldPublished = "published"
	fieldLabel     = "label"
)

// StatedIn reads the stated dates and label of a document, wherever they stand in its text. A date counts when a word
// that says what it is stands with it, and the sentence is either that statement alone ("Effective date: …") or has the
// document itself as its subject ("Our Privacy Policy was updated on …"). A date that stands alone under the title
// counts as the updated one where no other does. Attributes, code and the metadata of the file
// are not read; a version label is never read as a date. Where a field is stated more than once the first unambiguous
// place counts (of a list of revisions the latest); all of them are in Places.
func StatedIn(d *doc.Document) Stated {
	var st Stated
	var carried []string // fields that a block of nothing but their name states for the date in the next one
	for i := range d.Blocks {
		b := &d.Blocks[i]
		switch {
		case b.Kind == doc.Attribute || b.Kind == doc.Rule || b.Kind == doc.Code:
			continue
		case b.Boiler || strings.TrimSpace(b.Text) == "":
			carried = nil
			continue
		}
		carried = st.readBlock(b, d.Meta.Language, carried)
	}
	st.Updated = first(st.Places, fieldUpdated)
	st.Effective = first(st.Places, fieldEffective)
	st.Published = first(st.Places, fieldPublished)
	st.Label = first(st.Places, fieldLabel)
	for _, p := range st.Places {
		if p.Bare && st.Updated == "" && st.Effective == "" && st.Published == "" {
			st.Updated = p.Value
		}
	}
	return st
}

// first is the value of a field where it is stated first. Where that is a list of dates, one block after the other
// (a history of revisions), the latest of them counts.
func first(places []Place, field string) string {
	value, block := "", 0
	for _, p := range places {
		switch {
		case p.Field != field || p.Value == "" || p.Bare:
		case value == "":
			value, block = p.Value, p.Block
		case field != fieldLabel && p.Block-block <= 1:
			value, block = max(value, p.Value), p.Block
		}
	}
	return value
}

func (st *Stated) readBlock(b *doc.Block, lang string, carried []string) []string {
	if !mayState(b.Text) {
		if len(b.Text) > longestName || !mayName(b.Text) {
			return nil
		}
		v := newView(b.Text, lang)
		defer v.release()
		return nameAlone(v)
	}
	v := newView(b.Text, lang)
	defer v.release()
	v.roleless = true
	v.links()
	v.attributes()
	v.dates()
	impossible := len(v.facts)
	dates := slices.Concat(v.facts, v.impossible)
	at := make([]int, 0, len(dates))
	for i := range dates {
		if dates[i].Kind == Date {
			at = append(at, i)
		}
	}
	slices.SortFunc(at, func(a, b int) int { return dates[a].Start - dates[b].Start })
	st.readLabel(v, b)
	prev := 0
	for n, i := range at {
		f := dates[i]
		s, e := v.rune(f.Start), v.rune(f.End)
		next := len(v.r)
		if n+1 < len(at) {
			next = v.rune(dates[at[n+1]].Start)
		}
		fields := v.statement(prev, s, e, next)
		if fields == nil && n == 0 && wordsOnly(v.text(0, s)) == "" {
			fields = carried
		}
		if fields == nil && b.Index <= 3 && len(at) == 1 && i < impossible && aloneOnLine(v, s, e) {
			st.Places = append(st.Places, Place{
				Field: fieldUpdated, Block: b.Index, Start: f.Start, End: f.End, Text: f.Text, Value: f.Value, Bare: true,
			})
		}
		for _, field := range fields {
			st.Places = append(st.Places, Place{
				Field: field, Block: b.Index, Start: f.Start, End: f.End, Text: f.Text, Value: f.Value, Impossible: i >= impossible,
			})
		}
		prev = e
	}
	if len(at) == 0 && len(b.Text) <= longestName {
		return nameAlone(v)
	}
	return nil
}

// aloneOnLine reports whether a block holds nothing but the date, the day of the week and markup.
func aloneOnLine(v *view, s, e int) bool {
	rest := wordsOnly(v.text(0, s))
	for i := e; i < len(v.r); i++ {
		if !v.taken[i] && isWord(v.r[i]) || isCJK(v.r[i]) {
			return false
		}
	}
	return onlyFillers(rest) && len(rest) < 20 && v.endsWith(v.back(s), rest)
}

// rune is the index of the rune that begins at a byte.
func (v *view) rune(at int) int {
	i, _ := slices.BinarySearch(v.pos, int32(at))
	return i
}

// cue is a word that says what a date is.
type cue struct {
	word   string
	fields []string
}

var (
	updatedField   = []string{fieldUpdated}
	effectiveField = []string{fieldEffective}
	publishedField = []string{fieldPublished}
)

// cuesBefore stand in front of the date in languages with spaces, folded.
var cuesBefore = []cue{
	{"updated", updatedField},
	{"update", updatedField},
	{"revised", updatedField},
	{"modified", updatedField},
	{"revision", updatedField},
	{"amended", updatedField},
	{"changed", updatedField},
	{"last reviewed", updatedField},
	{"effective", effectiveField},
	{"in effect", effectiveField},
	{"takes effect", effectiveField},
	{"take effect", effectiveField},
	{"into force", effectiveField},
	{"in force", effectiveField},
	{"into effect", effectiveField},
	{"published", publishedField},
	{"posted", publishedField},
	{"issued", publishedField},
	{"publication", publishedField},
	{"stand", updatedField},
	{"aktualisiert", updatedField},
	{"aktualisierung", updatedField},
	{"geändert", updatedField},
	{"überarbeitet", updatedField},
	{"gültig", effectiveField},
	{"in kraft", effectiveField},
	{"inkrafttreten", effectiveField},
	{"inkrafttretens", effectiveField},
	{"wirksam", effectiveField},
	{"veröffentlicht", publishedField},
	{"mise à jour", updatedField},
	{"en vigueur", effectiveField},
	{"actualización", updatedField},
	{"actualizado", updatedField},
	{"vigor", effectiveField},
	{"effet", effectiveField},
	{"vigente", effectiveField},
	{"vigencia", effectiveField},
	{"aggiornamento", updatedField},
	{"aggiornato", updatedField},
	{"atualização", updatedField},
	{"atualizado", updatedField},
	{"bijgewerkt", updatedField},
	{"обновлено", updatedField},
	{"обновления", updatedField},
	{"в силу", effectiveField},
	{"aktualizacja", updatedField},
}

// eastAsianCues stand before the date as a label (更新日期：) or after it as a verb (…更新), folded to Simplified, and in
// Japanese forms.
var eastAsianCues = []cue{
	{"发布并更新", []string{fieldPublished, fieldUpdated}},
	{"更新并生效", []string{fieldUpdated, fieldEffective}},
	{"更新生效", []string{fieldUpdated, fieldEffective}},
	{"发布并生效", []string{fieldPublished, fieldEffective}},
	{"发布生效", []string{fieldPublished, fieldEffective}},
	{"发布及生效", []string{fieldPublished, fieldEffective}},
	{"公布并生效", []string{fieldPublished, fieldEffective}},
	{"公布施行", []string{fieldPublished, fieldEffective}},
	{"发布/生效", []string{fieldPublished, fieldEffective}},
	{"发布与生效", []string{fieldPublished, fieldEffective}},
	{"发布和生效", []string{fieldPublished, fieldEffective}},
	{"发布实施", []string{fieldPublished, fieldEffective}},
	{"更新", updatedField},
	{"修订", updatedField},
	{"修改", updatedField},
	{"修正", updatedField},
	{"变更", updatedField},
	{"改定", updatedField},
	{"改訂", updatedField},
	{"改版", updatedField},
	{"生效", effectiveField},
	{"施行", effectiveField},
	{"実施", effectiveField},
	{"实施", effectiveField},
	{"発効", effectiveField},
	{"适用", effectiveField},
	{"有効", effectiveField},
	{"启用", effectiveField},
	{"发布", publishedField},
	{"公布", publishedField},
	{"公開", publishedField},
	{"公开", publishedField},
	{"制定", publishedField},
	{"刊登", publishedField},
	{"发表", publishedField},
}

// subjects are the words by which a sentence speaks of the document it stands in.
var subjects = []string{
	"policy", "policies", "notice", "statement", "terms", "agreement", "declaration", "this document", "this page", "guidelines", "conditions",
	"政策", "声明", "条款", "协议", "指引", "须知", "规则", "约定", "本通知", "本规", "ポリシー", "規約", "本通知", "通知", "告知",
	"datenschutz", "erklärung", "hinweis", "bedingungen", "politique", "política", "informativa", "politica", "политика",
}

// others are words by which a sentence speaks of a law and not of the document.
var others = []string{"regulation", " act ", " act,", " law", "directive", "gdpr", "ccpa", "cpra", "legislation", "根据", "依据", "依照", "按照", "法》", "prior to", "before ", "earlier than", "unless"}

// fillers are the words that may stand between a cue and its date, or in front of a cue that stands alone.
var fillers = sync.OnceValue(func() map[string]bool {
	return wordSet(`on as of from date dates is was are were at the since starting beginning in by and to an a been has have last latest
	this our your version privacy policy notice statement terms document page most recent recently it changes change effective updated revised published
	posted modified date: am zum ab vom seit der die das diese dieser des datum zuletzt letzte letzten letzter le la du de dernière última fecha del el il
	en date-of became becomes become will go goes went come comes came into force both or later than first originally website site legal cookie cookies
	we current since: time day summary monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
	lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo d entrée desde entrada jetzt ist wurde und tritt treten am: stand: data ultimo em desde`)
})

func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// statement tells which fields the date at [s, e) states; prev is where the date before it ends, next where the one
// after it begins.
func (v *view) statement(prev, s, e, next int) []string {
	from := s
	for from > prev && s-from < 160 && !v.statementEnd(from-1) {
		from--
	}
	before := v.text(from, s)
	if fields := eastAsianLabel(before); fields != nil {
		return fields
	}
	if fields := eastAsianVerb(before, v.text(e, min(next, e+20))); fields != nil {
		return fields
	}
	return alphabeticStatement(before)
}

func (v *view) statementEnd(i int) bool {
	switch v.r[i] {
	case '。', '；', ';', '|', '！', '!', '?', '•', '·':
		return true
	case '.':
		return isSpace(v.at(i + 1))
	case '\n':
		return v.at(i-1) == '\n' || v.at(i-1) == '\\' || v.at(i-1) == ' ' && v.at(i-2) == ' '
	}
	return false
}

// eastAsianLabel reads a label that ends right before the date: 更新日期：, 最后更新于, 最終更新日.
func eastAsianLabel(before string) []string {
	t := strings.TrimRight(before, " :：*_【[(（\"“|/-—\t\n")
	for _, tail := range [...]string{"日期", "时间", "時間", "日時", "日", "于", "於", "为", "是", "在"} {
		if u, ok := strings.CutSuffix(t, tail); ok {
			t = strings.TrimRight(u, " ")
			break
		}
	}
	for _, c := range eastAsianCues {
		if !strings.HasSuffix(t, c.word) {
			continue
		}
		lead := strings.Trim(strings.TrimSuffix(t, c.word), " *_#>|【[(（•-—\t\n,，、")
		if len([]rune(lead)) <= 12 || containsAny(lead, subjects...) && !containsAny(lead, others...) {
			return c.fields
		}
		return nil
	}
	return nil
}

// eastAsianVerb reads a verb after the date: …更新, …进行了更新, …起生效, …発効.
func eastAsianVerb(before, after string) []string {
	after = strings.TrimLeft(after, " 】])）」〕*_\t")
	for _, p := range [...]string{"起", "由我们", "进行了", "进行", "正式", "首次", "最新", "最近", "最后", "最終", "重新", "开始", "全面", "予以", "(", "（", "付で", "に", "から"} {
		after = strings.TrimLeft(strings.TrimPrefix(after, p), " ")
	}
	for _, c := range eastAsianCues {
		rest, ok := strings.CutPrefix(after, c.word)
		if !ok {
			continue
		}
		if strings.HasPrefix(rest, "的") && !strings.HasPrefix(rest, "的。") {
			return nil
		}
		if containsAny(before, others...) {
			return nil
		}
		if object := strings.TrimLeft(rest, "了本我们的 《"); object != rest && containsAny(firstRunes(object, 6), subjects...) {
			return c.fields // 于…更新了隐私政策
		}
		lead := strings.Trim(before, " *_#>|【[(（•-—\t\n已于於在将，,自从")
		if len([]rune(lead)) <= 4 && !strings.ContainsAny(lead, "您你我") || containsAny(lead, subjects...) {
			return c.fields
		}
		return nil
	}
	return nil
}

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

// alphabeticStatement reads the words in front of a date in languages with spaces: the nearest cue counts, nothing but
// fillers may stand between it and the date, and in front of it fillers alone or the document as the subject.
func alphabeticStatement(before string) []string {
	if !holdsCue(before) {
		return nil
	}
	var found cue
	at := -1
	for _, c := range cuesBefore {
		if i := lastWord(before, c.word); i > at {
			found, at = c, i
		}
	}
	if at < 0 || !onlyFillers(before[at+len(found.word):]) {
		return nil
	}
	lead := before[:at]
	fields := found.fields
	for _, c := range cuesBefore { // "published and effective"
		if i := lastWord(lead, c.word); i >= 0 && c.fields[0] != fields[0] && wordsOnly(lead[i+len(c.word):]) == "and" {
			fields = append(slices.Clone(c.fields), fields...)
			break
		}
	}
	switch {
	case onlyFillers(lead):
		return fields
	case containsAny(lead, others...):
		return nil
	case containsAny(lead, subjects...) && len([]rune(lead)) < 120:
		return fields
	}
	return nil
}

// holdsCue says whether a text holds any of cuesBefore.
func holdsCue(s string) bool { return cuePhrases().first([]byte(s)) == 0 }

var cuePhrases = sync.OnceValue(func() *phraseGroups {
	words := make([]string, 0, len(cuesBefore))
	for _, c := range cuesBefore {
		words = append(words, c.word)
	}
	return newPhraseGroups(words)
})

// lastWord is the place of the last occurrence of a whole word.
func lastWord(s, word string) int {
	for end := len(s); ; {
		i := strings.LastIndex(s[:end], word)
		if i < 0 {
			return -1
		}
		after, _ := utf8.DecodeRuneInString(s[i+len(word):])
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if !isLetter(after) && !isWord(before) {
			return i
		}
		end = i
	}
}

// wordsOnly is a text without anything but its words, single spaces between.
func wordsOnly(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !isLetter(r) && !isHan(r) && !isKana(r) }), " ")
}

func onlyFillers(s string) bool {
	for w := range strings.FieldsSeq(wordsOnly(s)) {
		if !fillers()[w] {
			return false
		}
	}
	return true
}

// nameAlone tells the fields that a block consisting of nothing but their names announces: "Last updated:".
func nameAlone(v *view) []string {
	t := strings.TrimRight(v.text(0, len(v.r)), " :：*_|\t\n")
	if fields := eastAsianLabel(t); fields != nil && len([]rune(t)) <= 12 {
		return fields
	}
	if !holdsCue(t) {
		return nil
	}
	for _, c := range cuesBefore {
		if i := lastWord(t, c.word); i >= 0 && onlyFillers(t[:i]) && onlyFillers(t[i+len(c.word):]) {
			return c.fields
		}
	}
	return nil
}

// labelNames introduce a version label.
var labelNames = []string{"policy version", "document version", "current version", "version number", "version no.", "version", "版本编号", "版本号码", "版本号", "当前版本", "版本", "版次", "バージョン"}

// readLabel reads a version label from a line that begins with its name: 版本号:v20240102, Version 2.1.
func (st *Stated) readLabel(v *view, b *doc.Block) {
	for i := 0; i < len(v.r); i++ {
		if i > 0 && v.r[i-1] != '\n' && v.r[i-1] != '|' && v.r[i-1] != '(' && v.r[i-1] != '（' {
			continue
		}
		j := v.skipMarkup(i)
		for v.at(j) == '#' || v.at(j) == '(' || v.at(j) == '|' || v.at(j) == '-' || v.at(j) == '•' {
			j = v.skipMarkup(j + 1)
		}
		n := v.hasAny(j, labelNames...)
		if n == 0 {
			continue
		}
		k := v.skipMarkup(j + n)
		for v.at(k) == ':' || v.at(k) == '|' || v.at(k) == '【' || v.at(k) == '.' {
			k = v.skipMarkup(k + 1)
		}
		e := k
		for e < len(v.r) && (isASCIIWord(v.r[e]) || (v.r[e] == '.' || v.r[e] == '-' || v.r[e] == '_') && isASCIIWord(v.at(e+1))) {
			e++
		}
		lineEnd := e
		for lineEnd < len(v.r) && v.r[lineEnd] != '\n' {
			lineEnd++
		}
		label := v.text(k, e)
		if !strings.ContainsAny(label, "0123456789") || lineEnd-i > 80 || len(label) > 24 || !(isDigit(v.at(k)) || v.at(k) == 'v' || v.at(k) == 'r') {
			continue
		}
		a, z := int(v.pos[k]), int(v.pos[e])
		st.Places = append(st.Places, Place{Field: fieldLabel, Block: b.Index, Start: a, End: z, Text: b.Text[a:z], Value: b.Text[a:z]})
		return
	}
}
