package fact

import (
	"sync"
	"unicode/utf8"
)

// modals finds the words that say what is permitted, required and denied: English and German words by the language of
// the text, Chinese characters wherever they stand in a text that is not Japanese, Japanese endings in one that is.
//
// A single Chinese character that is a modal verb or a negation in one word is a part of another in the next: 可 in
// 许可, 应 in 应用, 将 as the mark of an object, 会 in 会话, 不 in 不同. What excludes it is listed beside it.
func (v *view) modals() {
	english := v.lang == "en" || v.lang == ""
	for i := 0; i < len(v.r); i++ {
		r := v.r[i]
		switch {
		case v.taken[i]:
		case isLetter(r) && v.wordStart(i):
			e := v.wordEnd(i)
			switch {
			case english:
				v.englishModal(i, e)
			case v.lang == "de":
				v.germanModal(i, e)
			}
			i = e - 1
		case isCJK(r) && v.lang == "ja":
			i = max(i, v.japaneseModal(i)-1)
		case isHan(r):
			i = max(i, v.chineseModal(i)-1)
		}
	}
}

// englishWords are the modal verbs of one word.
var englishWords = map[string]string{
	"may": "may", "can": "may", "might": "may", "could": "may", "shall": "shall", "should": "should", "must": "must",
	"will": "will", "would": "will",
}

func (v *view) englishModal(s, e int) {
	word := string(v.bytes(s, e))
	switch word {
	case "must", "shall":
		if j := v.skip(e); v.has(j, "not") && !isWord(v.at(j+3)) {
			v.add(Modality, s, j+3, "must not")
			return
		}
	case "may":
		if v.upper(s) && !v.upper(s+1) && s > 0 && !v.startsSentence(s) {
			return // the month
		}
	case "can", "will":
		if v.at(e) == '\'' && v.at(e+1) == 't' {
			v.add(Negation, s, e+2, "not")
			return
		}
		if p := v.back(s); word == "will" && v.endsWithAny(p, " free", " own", " at", " good") {
			return // at will, good will
		}
	case "cannot":
		v.add(Modality, s, s+3, "may")
		v.add(Negation, s+3, e, "not")
		return
	case "not":
		j := v.skip(e)
		if v.has(j, "track") && v.upper(s) || v.has(e, "-track") {
			return // the name of a signal
		}
		if v.endsWith(v.back(s), "or") && !isLetter(v.at(j)) {
			return // "whether you take part or not"
		}
		if v.has(j, "limited to") || v.has(j, "only") || v.endsWith(v.back(s), "or") && v.endsWith(v.back(v.back(s)-2), "whether") || v.endsWith(v.back(s), "or") && v.whetherBefore(s) {
			return
		}
		v.add(Negation, s, e, "not")
		return
	case "no":
		if v.at(e) == '.' && isDigit(v.at(v.skip(e+1))) || v.at(e) == ',' && v.startsSentence(s) {
			return // No. 5
		}
		v.add(Negation, s, e, "not")
		return
	case "without":
		if j := v.skip(e); !containsAny(v.text(s-12, s), "includ") || !v.has(j, "limitation") && !v.has(j, ", limitation") {
			v.add(Negation, s, e, "not")
		}
		return
	case "never", "neither", "nor", "none", "nothing", "nobody":
		v.add(Negation, s, e, "not")
		return
	case "unable":
		v.add(Negation, s, e, "not")
		return
	case "non":
		if v.at(e) == '-' && isLetter(v.at(e+1)) {
			v.add(Negation, s, e, "non")
		}
		return
	case "prohibited", "forbidden":
		v.add(Modality, s, e, "must not")
		return
	case "ought":
		if n := v.passWord(v.skip(e), "to"); n > v.skip(e) {
			v.add(Modality, s, n, "should")
		}
		return
	case "required", "obliged", "obligated", "need", "needs", "have", "has":
		if n := v.passWord(v.skip(e), "to"); n > v.skip(e) && v.wordStart(v.skip(n)) {
			if word != "have" && word != "has" || !v.has(v.skip(n), "do with") {
				v.add(Modality, s, n, "must")
				return
			}
		}
		if word != "have" && word != "has" {
			return
		}
		j := v.passWord(v.skip(e), "the", "a")
		j = v.skip(j)
		if v.has(j, "right to") && !isWord(v.at(j+8)) {
			v.add(Modality, s, j+8, "right")
		}
		return
	case "right":
		if n := v.passWord(v.skip(e), "to"); n > v.skip(e) {
			v.add(Modality, s, n, "right")
		}
		return
	case "entitled":
		v.add(Modality, s, e, "right")
		return
	}
	if value, ok := englishWords[word]; ok {
		v.add(Modality, s, e, value)
		return
	}
	if e-s > 2 && v.at(e) == '\'' && v.at(e+1) == 't' && !isLetter(v.at(e+2)) && v.r[e-1] == 'n' { // don't, won't, isn't
		v.add(Negation, s, e+2, "not")
	}
}

// whetherBefore reports "whether … or not" within a few words.
func (v *view) whetherBefore(s int) bool { return containsAny(v.text(s-60, s), "whether") }

// startsSentence reports whether nothing of a sentence stands before i.
func (v *view) startsSentence(i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch r := v.r[j]; {
		case isSpace(r) || r == '*' || r == '_' || r == '"' || r == '\'' || r == '“' || r == '(' || r == '[' || r == '•' || r == '-' || r == '#' || r == '>':
		case r == '.' || r == '!' || r == '?' || r == ':' || r == ';' || r == '。' || r == '：' || r == '|':
			return true
		default:
			return isDigit(r) && j < 6
		}
	}
	return true
}

var germanWords = map[string]string{
	"kann": "may", "können": "may", "könnte": "may", "könnten": "may", "darf": "may", "dürfen": "may", "muss": "must", "müssen": "must",
	"soll": "should", "sollen": "should", "sollte": "should", "sollten": "should", "werden": "will", "wird": "will",
}

func (v *view) germanModal(s, e int) {
	switch word := string(v.bytes(s, e)); word {
	case "nicht", "kein", "keine", "keinen", "keiner", "keines", "keinem", "niemals", "ohne", "weder", "nie":
		v.add(Negation, s, e, "not")
	default:
		if value, ok := germanWords[word]; ok {
			v.add(Modality, s, e, value)
		}
	}
}

// phrase is a word of a language without spaces, and the runes that must not stand before and after it; where behind is
// given, one of its runes must stand before it.
type phrase struct {
	word          string
	kind          Kind
	value         string
	before, after string
	behind        string
}

// chineseModals are tried in order: longer before shorter. Folded to Simplified.
var chineseModals = []phrase{
	{word: "不得不", kind: Modality, value: "must"},
	{word: "不得", kind: Modality, value: "must not", before: "舍", after: "已"},
	{word: "不应当", kind: Modality, value: "must not"},
	{word: "不应", kind: Modality, value: "must not", after: "用期"},
	{word: "不可以", kind: Modality, value: "must not"},
	{word: "不准许", kind: Modality, value: "must not"},
	{word: "严禁", kind: Modality, value: "must not"},
	{word: "禁止", kind: Modality, value: "must not"},
	{word: "切勿", kind: Modality, value: "must not"},
	{word: "请勿", kind: Modality, value: "must not", after: "跟追"},
	{word: "勿", kind: Modality, value: "must not", before: "请"},
	{word: "可能会", kind: Modality, value: "may"},
	{word: "可能", kind: Modality, value: "may", before: "尽不", after: "性"},
	{word: "可以", kind: Modality, value: "may"},
	{word: "也许", kind: Modality, value: "may"},
	{word: "能够", kind: Modality, value: "may"},
	{word: "必须", kind: Modality, value: "must"},
	{word: "务必", kind: Modality, value: "must"},
	{word: "有义务", kind: Modality, value: "must"},
	{word: "有责任", kind: Modality, value: "must"},
	{word: "应当", kind: Modality, value: "shall"},
	{word: "应该", kind: Modality, value: "should"},
	{word: "有权利", kind: Modality, value: "right"},
	{word: "有权", kind: Modality, value: "right", before: "所没", after: "限机部主"},
	{word: "将会", kind: Modality, value: "will"},
	{word: "需要", kind: Modality, value: "must", before: "据按的依", after: "的"},
	{word: "无须", kind: Negation, value: "not"},
	{word: "无需", kind: Negation, value: "not"},
	{word: "毋须", kind: Negation, value: "not"},
	{word: "没有", kind: Negation, value: "not"},
	{word: "并非", kind: Negation, value: "not"},
	{word: "而非", kind: Negation, value: "not"},
	{word: "绝非", kind: Negation, value: "not"},
	{word: "从未", kind: Negation, value: "not"},
	{word: "不会", kind: Negation, value: "not"},
	{word: "不能", kind: Negation, value: "not"},
	{word: "得", kind: Modality, value: "may", behind: "您你方者人司户员们亦均皆并仍且则院关局", after: "知到以了出当宜分罪名益失体很更非太起多少"}, // 本公司得随时终止
	{word: "可", kind: Modality, value: "may", before: "许认宁不无非未两适", after: "用靠行信见视选读识移穿疑观变控惜接受携执追操持导靠性兰乐访扩穿"},
	{word: "须", kind: Modality, value: "must", before: "无毋胡", after: "知"},
	{word: "需", kind: Modality, value: "must", before: "无所必按急特毋", after: "求"},
	{word: "应", kind: Modality, value: "shall", before: "相响供反对适回效顺感因呼照答本一不", after: "用对急答付邀聘变酬届有运您你政"},
	{word: "会", kind: Modality, value: "will", before: "社机协员工议大聚学商公晚事国理委总体宴约基", after: "话员议计展所场见面籍长费社刊区"},
	{word: "将", kind: Modality, value: "will", before: "即会能动须需", after: "您你其该此这上个相所本我信数资他它任某前来军从收有部敏"},
	{word: "未", kind: Negation, value: "not", before: "", after: "成来"},
	{word: "无", kind: Negation, value: "not", before: "毫", after: "论线疑数缝障"},
	{word: "非", kind: Negation, value: "non", before: "除是莫并而绝南若", after: "常法洲凡营"},
	{word: "不", kind: Negation, value: "not", before: "", after: "同过仅断但少时久论管限妨愧禁止抗良当动满定外只慎便等如难"},
	{word: "没", kind: Negation, value: "not", before: "淹沉出埋", after: "收"},
}

var chineseModalsByRune = sync.OnceValue(func() map[rune][]phrase {
	index := make(map[rune][]phrase)
	for _, p := range chineseModals {
		first, _ := utf8.DecodeRuneInString(p.word)
		index[first] = append(index[first], p)
	}
	return index
})

// chineseModal reads a modal or negating word at i and returns where it ends, i when there is none.
func (v *view) chineseModal(i int) int {
	for _, p := range chineseModalsByRune()[v.r[i]] {
		if !v.has(i, p.word) {
			continue
		}
		e := i + len([]rune(p.word))
		if containsRune(p.before, v.at(i-1)) || containsRune(p.after, v.at(e)) || p.behind != "" && !containsRune(p.behind, v.at(i-1)) {
			continue
		}
		if p.word == "不" && (v.has(i, "不可抗") || v.has(i, "不可或缺") || v.endsWith(i, "是") && v.at(e) == '是') || p.word == "有权" && v.endsWith(i, "没") || p.word == "会" && v.endsWith(i, "大都") {
			continue
		}
		if v.add(p.kind, i, e, p.value) {
			return e
		}
	}
	return i
}

func containsRune(list string, r rune) bool {
	for _, l := range list {
		if l == r {
			return r != 0
		}
	}
	return false
}

// japaneseModals are endings and words of Japanese legal text.
var japaneseModals = []phrase{
	{word: "なければなりません", kind: Modality, value: "must"},
	{word: "なければならない", kind: Modality, value: "must"},
	{word: "する必要があります", kind: Modality, value: "must"},
	{word: "してはなりません", kind: Modality, value: "must not"},
	{word: "してはならない", kind: Modality, value: "must not"},
	{word: "場合があります", kind: Modality, value: "may"},
	{word: "ことがあります", kind: Modality, value: "may"},
	{word: "可能性があります", kind: Modality, value: "may"},
	{word: "ことができます", kind: Modality, value: "may"},
	{word: "できます", kind: Modality, value: "may"},
	{word: "権利があります", kind: Modality, value: "right"},
	{word: "できません", kind: Negation, value: "not"},
	{word: "ありません", kind: Negation, value: "not"},
	{word: "しません", kind: Negation, value: "not"},
	{word: "されません", kind: Negation, value: "not"},
	{word: "ません", kind: Negation, value: "not"},
	{word: "しない", kind: Negation, value: "not"},
	{word: "されない", kind: Negation, value: "not"},
	{word: "ではない", kind: Negation, value: "not"},
	{word: "禁止", kind: Modality, value: "must not"},
}

func (v *view) japaneseModal(i int) int {
	for _, p := range japaneseModals {
		if v.has(i, p.word) {
			e := i + len([]rune(p.word))
			v.add(p.kind, i, e, p.value)
			return e
		}
	}
	return i
}
