package fact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"policylog/diff/doc"
	"policylog/diff/text/fold"
	"policylog/internal/wordset"
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
	Bare       bool   // the date stands alone under the title, or beside a version, and no word says what it is
	Announced  bool   // said of a new version, which may be this one or the next
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
// are not read; a version label is never read as a date. What is said of an earlier version, or of a new one that is
// linked to, is not said of this text. Where a field is stated more than once the first unambiguous place counts (of a
// list of revisions the latest), and one that announces a new version only where no other does; all of them are in Places.
func StatedIn(d *doc.Document) Stated {
	var st Stated
	var carried []string // fields that a block of nothing but their name states for the date in the next one
	earlier := false     // under a title such as "Previous versions"
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == doc.Heading {
			earlier = namesEarlier(b.Text)
		}
		switch {
		case b.Kind == doc.Attribute || b.Kind == doc.Rule || b.Kind == doc.Code:
			continue
		case b.Boiler || earlier || strings.TrimSpace(b.Text) == "":
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
	value, block, announced := "", 0, false
	for _, p := range places {
		switch {
		case p.Field != field || p.Value == "" || p.Bare:
		case value == "" || announced && !p.Announced:
			value, block, announced = p.Value, p.Block, p.Announced
		case p.Announced && !announced:
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
	label := st.readLabel(v, b)
	prev := 0
	for n, i := range at {
		f := dates[i]
		s, e := v.rune(f.Start), v.rune(f.End)
		next := len(v.r)
		if n+1 < len(at) {
			next = v.rune(dates[at[n+1]].Start)
		}
		before := v.statementBefore(prev, s)
		fields := v.statement(before, e, next)
		if fields == nil && n == 0 && wordsOnly(v.text(0, s)) == "" {
			fields = carried
		}
		p := Place{Block: b.Index, Start: f.Start, End: f.End, Text: f.Text, Value: f.Value, Impossible: i >= impossible}
		if fields == nil && len(at) == 1 && i < impossible && (b.Index <= 3 && aloneOnLine(v, s, e) || v.ofLabel(label, s, e)) {
			fields, p.Bare = updatedField, true
		}
		p.Announced = announces(before) != ""
		for _, field := range fields {
			p.Field = field
			st.Places = append(st.Places, p)
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
	lead := v.back(s)
	if v.at(lead-1) == ':' || v.at(lead-1) == ',' {
		lead = v.back(lead - 1)
	}
	for i := e; i < len(v.r); i++ {
		if !v.taken[i] && isWord(v.r[i]) && !(v.r[i] == 'r' && !isWord(v.at(i+1))) || isCJK(v.r[i]) || isHangul(v.r[i]) { // Polish: … 2025 r.
			return false
		}
	}
	return onlyFillers(rest) && len(rest) < 20 && v.endsWith(lead, rest)
}

// ofLabel reports whether the date at [s, e) stands with the version's label, or is one: Version 2.1 (March 2024), 2024年3月版.
func (v *view) ofLabel(label, s, e int) bool {
	if len(v.r) > 80 {
		return false
	}
	if after := v.skip(e); v.at(after) == '版' && !isHan(v.at(after+1)) {
		return true
	}
	return label > 0 && label <= s && strings.Trim(v.text(label, s), " (（-—,*_") == ""
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
	{"dated", updatedField},
	{"current as of", updatedField},
	{"last reviewed", updatedField},
	{"effective", effectiveField},
	{"valid", effectiveField},
	{"in effect", effectiveField},
	{"takes effect", effectiveField},
	{"took effect", effectiveField},
	{"take effect", effectiveField},
	{"into force", effectiveField},
	{"in force", effectiveField},
	{"into effect", effectiveField},
	{"published", publishedField},
	{"posted", publishedField},
	{"release", publishedField},
	{"released", publishedField},
	{"issued", publishedField},
	{"publication", publishedField},
	{"formulated", publishedField},
	{"established", publishedField},
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
	{"vigência", effectiveField},
	{"vigore", effectiveField},
	{"kracht", effectiveField},
	{"účinné", effectiveField},
	{"účinnost", effectiveField},
	{"berlaku", effectiveField},
	{"diperbarui", updatedField},
	{"aggiornamento", updatedField},
	{"aggiornato", updatedField},
	{"atualização", updatedField},
	{"atualizado", updatedField},
	{"bijgewerkt", updatedField},
	{"обновлено", updatedField},
	{"обновления", updatedField},
	{"в силу", effectiveField},
	{"aktualizacja", updatedField},
	{"w życie", effectiveField},
}

// eastAsianCues stand before the date as a label (更新日期：) or after it as a verb (…更新), folded to Simplified, in
// Japanese forms and in Korean.
var eastAsianCues = []cue{
	{"更新", updatedField},
	{"修订", updatedField},
	{"修改", updatedField},
	{"修正", updatedField},
	{"变更", updatedField},
	{"改定", updatedField},
	{"改訂", updatedField},
	{"改订", updatedField},
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
	{"公告", publishedField},
	{"公開", publishedField},
	{"公开", publishedField},
	{"制定", publishedField},
	{"刊登", publishedField},
	{"发表", publishedField},
	{"수정", updatedField},
	{"개정", updatedField},
	{"변경", updatedField},
	{"업데이트", updatedField},
	{"시행", effectiveField},
	{"적용", effectiveField},
	{"발효", effectiveField},
	{"공고", publishedField},
	{"게시", publishedField},
	{"제정", publishedField},
}

// subjects are the words by which a sentence speaks of the document it stands in.
var subjects = []string{
	"policy", "policies", "this version", "addendum", "notice", "statement", "terms", "agreement", "declaration", "this document", "this page", "guidelines", "conditions",
	"政策", "声明", "条款", "协议", "指引", "须知", "规则", "约定", "本通知", "本规", "ポリシー", "規約", "本通知", "通知", "告知", "방침", "약관", "정책",
	"datenschutz", "erklärung", "hinweis", "bedingungen", "politique", "política", "informativa", "politica", "политика",
}

// others are words by which a sentence speaks of a law and not of the document.
var others = []string{"regulation", " act ", " act,", " law", "directive", "gdpr", "ccpa", "cpra", "legislation", "根据", "依据", "依照", "按照", "法》", "prior to", "before ", "earlier than", "unless"}

// fillers are the words that may stand between a cue and its date, or in front of a cue that stands alone.
var fillers = wordset.Lazy(`on as of from date dates is was are were at the since starting beginning in by and to an a been has have last latest
	this our your version privacy policy notice statement terms document page most recent recently it changes change effective updated revised published
	posted modified date: am zum ab vom seit der die das diese dieser des datum zuletzt letzte letzten letzter le la du de dernière última fecha del el il
	en date-of became becomes become will go goes went come comes came into force both or later than first originally website site legal cookie cookies
	we current since: time day summary monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
	lundi mardi mercredi jeudi vendredi samedi dimanche below entry à compter partir dem 日期 时间
	wejścia dal dall van vanaf od mulai lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
	lunes martes miércoles jueves viernes sábado domingo d entrée desde entrada jetzt ist wurde und tritt treten am: stand: data ultimo em desde`)

// statement tells which fields a date states that ends at e: before is what its sentence says in front of it, next is
// where the date after it begins.
func (v *view) statement(before string, e, next int) []string {
	if ofEarlier(before) || announces(before) == linked {
		return nil
	}
	if fields := eastAsianLabel(before); fields != nil {
		return fields
	}
	after := v.text(e, min(next, e+40))
	if fields := eastAsianVerb(before, after); fields != nil {
		return fields
	}
	if fields := alphabeticStatement(before); fields != nil {
		return fields
	}
	return alphabeticVerb(before, after)
}

// statementBefore is what stands in front of the date at s in its sentence or cell, not before prev. A cell of a table is
// read with the name in the one before it.
func (v *view) statementBefore(prev, s int) string {
	from, named := s, false
	for room := 160; from > prev && room > 0; from-- {
		if v.statementEnd(from - 1) {
			if v.r[from-1] != '|' || named || strings.Trim(v.text(from, s), " *_") != "" {
				break
			}
			named = true
		}
		if !v.taken[from-1] { // the target of a link is no part of what is said
			room--
		}
	}
	before := v.text(from, s)
	if named {
		before = strings.ReplaceAll(before, "|", " ")
	}
	return before
}

// earlierVersions name a version before this one, folded.
var earlierVersions = []string{
	"previous version", "previous privacy", "previous polic", "previous terms", "previous notice", "previous one", "prior version", "prior privacy", "prior polic",
	"prior terms", "past version", "past polic", "earlier version", "older version", "old version", "former version", "archived version", "archived polic", "superseded",
	"replaces the", "supersedes the", "上一版", "上一个版本", "上个版本", "前一版", "旧版", "历史版本", "过往版本", "以往版本", "先前版本", "以前的版本", "此前版本",
	"frühere version", "vorherige version", "ältere version", "旧バージョン", "以前のバージョン", "versions précédentes", "version précédente",
}

// ofEarlier says whether a sentence speaks of a version before this one up to the date: "the previous version, effective
// …", not "supersedes all previous versions and is effective …".
func ofEarlier(before string) bool {
	for _, name := range earlierVersions {
		if i := strings.LastIndex(before, name); i >= 0 && !strings.Contains(before[i:], " and ") {
			return true
		}
	}
	return false
}

// namesEarlier says whether a text is the title of a list of versions before this one.
func namesEarlier(s string) bool {
	return len(s) <= 80 && !strings.ContainsAny(s, "0123456789") && containsAny(strings.ToLower(fold.Simplified(s)), earlierVersions...)
}

// How a sentence speaks of a new version: one that may be the one it stands in, or one that it links to.
const (
	named  = "named"
	linked = "linked"
)

var newVersions = []string{"new", "updated", "revised", "amended", "upcoming", "next", "新版", "新的", "更新后的", "修订后的", "更新版", "修订版"}

// announces says whether a sentence speaks of a new version of the document, and how; "" when it does not.
func announces(before string) string {
	for _, word := range newVersions {
		for upTo := len(before); ; {
			i := lastWord(before[:upTo], word)
			if i < 0 {
				break
			}
			text, link := strings.CutPrefix(strings.TrimLeft(before[i+len(word):], " *_"), "[")
			switch {
			case !containsAny(firstRunes(text, 24), subjects...):
				upTo = i
				continue
			case link:
				return linked
			}
			return named
		}
	}
	return ""
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

// eastAsianLabel reads a label that ends right before the date: 更新日期：, 最后更新于, 最終更新日, 更新及生效日期.
func eastAsianLabel(before string) []string {
	t := strings.TrimRight(before, " :：*_【[(（\"“|/-—\t\n")
	for range 2 { // 更新时间为
		for _, tail := range [...]string{"日期", "时间", "時間", "日時", "日", "于", "於", "为", "是", "在", "일자", "일"} {
			if u, ok := strings.CutSuffix(t, tail); ok {
				t = strings.TrimRight(u, " ")
				break
			}
		}
	}
	var fields []string
	for {
		c, ok := cueAtEnd(t)
		if !ok || slices.Contains(fields, c.fields[0]) {
			break
		}
		fields = append(slices.Clone(c.fields), fields...)
		t = strings.TrimRight(strings.TrimSuffix(t, c.word), " /、及并和与或暨即")
	}
	lead := strings.Trim(t, " *_#>|【[(（•-—\t\n,，、")
	if len([]rune(lead)) <= 12 || containsAny(lead, subjects...) && !containsAny(lead, others...) {
		return fields
	}
	return nil
}

func cueAtEnd(s string) (cue, bool) {
	for _, c := range eastAsianCues {
		if strings.HasSuffix(s, c.word) {
			return c, true
		}
	}
	return cue{}, false
}

// eastAsianVerb reads a verb after the date, or two: …更新, …进行了更新, …起生效, …発効, …发布并生效.
func eastAsianVerb(before, after string) []string {
	after = strings.TrimLeft(after, " 】])）」〕*_\t")
	for _, p := range [...]string{"起", "由我们", "进行了", "进行", "正式", "首次", "最新", "最近", "最后", "最終", "重新", "开始", "全面", "予以", "(", "（", "付で", "に", "から", "부터", "자로"} {
		after = strings.TrimLeft(strings.TrimPrefix(after, p), " ")
	}
	var fields []string
	rest := after
	for {
		i := slices.IndexFunc(eastAsianCues, func(c cue) bool { return strings.HasPrefix(rest, c.word) })
		if i < 0 || slices.Contains(fields, eastAsianCues[i].fields[0]) {
			break
		}
		fields = append(fields, eastAsianCues[i].fields...)
		after = strings.TrimPrefix(rest, eastAsianCues[i].word)
		rest = strings.TrimLeft(after, " /、及并和与或暨即")
	}
	if fields == nil || strings.HasPrefix(after, "的") && !strings.HasPrefix(after, "的。") || containsAny(before, others...) {
		return nil
	}
	if object := strings.TrimLeft(after, "了本我们的 《"); object != after && containsAny(firstRunes(object, 6), subjects...) {
		return fields // 于…更新了隐私政策
	}
	if i := strings.LastIndexAny(before, "(（"); i >= 0 {
		before = before[i:] // V3.2（…更新）
	}
	lead := strings.Trim(before, " *_#>|【[(（•-—\t\n已于於在将，,自从")
	if len([]rune(lead)) <= 4 && !strings.ContainsAny(lead, "您你我") || containsAny(lead, subjects...) {
		return fields
	}
	return nil
}

// cuesAfter stand behind the date in languages with spaces: German participles, and what its publisher did on a day.
var cuesAfter = []cue{
	{"aktualisiert", updatedField},
	{"überarbeitet", updatedField},
	{"geändert", updatedField},
	{"in kraft", effectiveField},
	{"wirksam", effectiveField},
	{"gültig", effectiveField},
	{"veröffentlicht", publishedField},
	{"we updated", updatedField},
	{"we last updated", updatedField},
	{"we have updated", updatedField},
	{"we revised", updatedField},
	{"we amended", updatedField},
}

// alphabeticVerb reads a verb after the date whose subject or object is the document: … tritt am 1. März 2024 in Kraft.
func alphabeticVerb(before, after string) []string {
	after = strings.TrimLeft(after, " ,")
	for _, c := range cuesAfter {
		rest, ok := strings.CutPrefix(after, c.word)
		if ok && containsAny(before+rest, subjects...) && !containsAny(before, others...) {
			return c.fields
		}
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
	if at < 0 {
		return nil
	}
	lead, fields := before[:at], found.fields
	if rest := before[at+len(found.word):]; !onlyFillers(rest) {
		if itself(rest) && !containsAny(lead, others...) {
			return fields
		}
		return nil
	}
	for _, c := range cuesBefore { // "published and effective", "was updated and is effective"
		i := lastWord(lead, c.word)
		if i < 0 || c.fields[0] == fields[0] {
			continue
		}
		switch wordsOnly(lead[i+len(c.word):]) {
		case "and", "and is", "and are", "and was", "and becomes":
			return alphabeticLead(lead[:i], append(slices.Clone(c.fields), fields...))
		}
	}
	return alphabeticLead(lead, fields)
}

// itself says whether what stands between a cue and its date is the document: … last updated these Open Source Terms on.
func itself(s string) bool {
	first, rest, _ := strings.Cut(wordsOnly(s), " ")
	return (first == "this" || first == "these" || first == "our") && len(rest) < 60 && containsAny(rest, subjects...) && !strings.ContainsAny(s, ",;")
}

// alphabeticLead gives the fields back where what stands in front of their cue is fillers, or has the document as its subject.
func alphabeticLead(lead string, fields []string) []string {
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
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !isLetter(r) && !isCJK(r) && !isHangul(r) }), " ")
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
var labelNames = []string{"policy version", "document version", "current version", "version number", "version no.", "version", "revision", "rev.", "版本编号", "版本号码", "版本号", "当前版本", "版本", "版次", "バージョン"}

// longestLabelled is how many characters a line with a label has at most.
const longestLabelled = 80

// readLabel reads a version label from a line that begins with its name, 版本号:v20240102 or Version 2.1, or from a title
// with one, Privacy Policy v3.2, and returns where it ends, 0 without one.
func (st *Stated) readLabel(v *view, b *doc.Block) int {
	for i := 0; i < len(v.r); i++ {
		inTitle := len(v.r) <= 80 && v.r[i] == 'v' && isDigit(v.at(i+1)) && isSpace(v.at(i-1)) && containsAny(v.text(max(0, i-12), i), subjects...)
		if i > 0 && v.r[i-1] != '\n' && v.r[i-1] != '|' && v.r[i-1] != '(' && v.r[i-1] != '（' && !inTitle {
			continue
		}
		j := v.skipMarkup(i)
		for v.at(j) == '#' || v.at(j) == '(' || v.at(j) == '|' || v.at(j) == '-' || v.at(j) == '•' {
			j = v.skipMarkup(j + 1)
		}
		n := v.hasAny(j, labelNames...)
		if n == 0 && !inTitle {
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
		if !strings.ContainsAny(label, "0123456789") || lineEnd-i > longestLabelled || len(label) > 24 || !(isDigit(v.at(k)) || v.at(k) == 'v' || v.at(k) == 'r') {
			continue
		}
		a, z := int(v.pos[k]), int(v.pos[e])
		st.Places = append(st.Places, Place{Field: fieldLabel, Block: b.Index, Start: a, End: z, Text: b.Text[a:z], Value: b.Text[a:z]})
		return e
	}
	return 0
}
