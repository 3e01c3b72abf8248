package fact

import (
	"strings"
	"unicode/utf8"
)

// legalForms end the name of a company, folded; the longest first.
var legalForms = []string{
	"unlimited company", "private limited", "pte. ltd.", "pte ltd.", "pte. ltd", "pte ltd", "pvt. ltd.", "pvt ltd", "co., ltd.", "co., ltd", "co. ltd.", "co.,ltd.", "co.,ltd", "co ltd",
	"pty ltd", "pty. ltd.", "sdn. bhd.", "sdn bhd", "corporation", "incorporated", "limited", "gmbh & co. kg", "gmbh", "s.à r.l.", "s.a.r.l.", "sàrl", "s.r.l.",
	"s.p.a.", "s.l.u.", "s.l.", "s.a.s.", "s.a.", "sas", "inc.", "inc", "ltd.", "ltd", "llc", "l.l.c.", "llp", "b.v.", "bv", "n.v.", "a/s", "aps", "oy", "ab", "ag", "plc",
	"kft.", "sp. z o.o.", "s.r.o.", "k.k.", "corp.", "corp",
}

// companies finds company names by their legal form: Latin ones of capitalised words before it, Chinese ones that end
// in 公司 or 集团 with a form or a place before it.
func (v *view) companies() {
	end := 0
	for _, w := range v.runs() {
		if w.sense&aForm == 0 || w.s < end || v.taken[w.s] {
			continue
		}
		if form := v.legalForm(w.s); form > 0 {
			if s := v.companyStart(w.s); s < w.s {
				v.add(ThirdParty, s, form, v.companyValue(s, form))
				end = form
			}
		}
	}
	for i := 0; v.wide && i < len(v.r); i++ {
		if v.r[i] == '公' && v.at(i+1) == '司' && !v.taken[i] {
			v.chineseCompany(i + 2)
		}
	}
}

func (v *view) legalForm(i int) int {
	if !v.upper(i) && !v.has(i, "s.à") || !isSpace(v.at(i-1)) && v.at(i-1) != ',' {
		return 0
	}
	for _, f := range legalForms {
		if !v.has(i, f) {
			continue
		}
		if n := utf8.RuneCountInString(f); !isWord(v.at(i + n)) {
			if (f == "limited" || f == "incorporated") && v.has(v.skip(i+n), "to ") {
				return 0 // INCLUDING BUT NOT LIMITED TO
			}
			if n <= 3 && !strings.Contains(f, ".") && !v.upper(i+1) && (f == "ab" || f == "ag" || f == "oy" || f == "bv" || f == "sas") {
				return 0
			}
			return i + n
		}
	}
	return 0
}

// companyStart goes left over capitalised words, "&" and "and" between them, commas before the form.
func (v *view) companyStart(form int) int {
	s := form
	for words := 0; words < 7; words++ {
		j := v.back(s)
		if strings.ContainsRune(v.text(j, s), '\n') && s != form {
			break
		}
		if v.at(j-1) == ',' && s == form {
			j = v.back(j - 1)
		}
		if v.at(j-1) == '&' {
			j = v.back(j - 1)
		}
		if v.at(j-1) == ')' && s == form { // Example (Beijing) Co., Ltd.
			k := j - 1
			for k > 0 && v.r[k] != '(' && j-k < 24 {
				k--
			}
			if v.at(k) == '(' && v.upper(k+1) {
				j = v.back(k)
			}
		}
		k := j
		for k > 0 && (isWord(v.r[k-1]) || (v.r[k-1] == '\'' || v.r[k-1] == '-' || v.r[k-1] == '.') && isWord(v.at(k-2))) {
			k--
		}
		if k == j || !v.upper(k) && !isDigit(v.r[k]) || v.taken[k] || isNameStop(v.text(k, j)) {
			break
		}
		if v.at(j) == '.' && s != form {
			break // the end of the sentence before
		}
		s = k
	}
	return s
}

// isNameStop reports words that begin a sentence with a capital and are no part of a name.
func isNameStop(w string) bool {
	switch w {
	case "the", "if", "in", "by", "our", "we", "and", "or", "at", "for", "to", "of", "this", "these", "when", "as", "contact", "with", "from", "address", "company", "copyright", "name", "users", "please", "under", "while", "provided", "operated", "be", "not", "any", "all", "will", "but", "is", "are", "section", "agent", "that", "children", "kids", "minors":
		return true
	}
	return false
}

// companyValue is the name in lower case with single spaces and without the punctuation of the form.
func (v *view) companyValue(s, e int) string {
	return strings.Join(strings.Fields(strings.NewReplacer(",", " ", ".", "").Replace(v.text(s, e))), " ")
}

// chineseCompany reads a company's name that ends at e: …有限公司, …股份有限公司, …集团公司.
func (v *view) chineseCompany(e int) {
	form := 0
	for _, f := range [...]string{"私人有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "株式会社", "集团公司", "印度公司", "荷兰公司", "分公司"} {
		if v.endsWith(e, f) {
			form = len([]rune(f))
			break
		}
	}
	if form == 0 {
		return
	}
	s := e - form
	low := max(0, e-form-24)
	for s > low && (isHan(v.r[s-1]) || isWord(v.r[s-1]) || (v.r[s-1] == '(' || v.r[s-1] == '）' || v.r[s-1] == '（' || v.r[s-1] == ')') && v.innerBracket(s-1)) && !v.taken[s-1] {
		if v.endsWithAny(s, "及", "与", "和", "由", "是", "向", "为", "对", "指", "即", "的", "给", "于", "或", "使用", "包括", "通过", "委托", "联系", "称", "从", "在", "跟", "例如", "提供者", "运营方", "就", "：") && s < e-form {
			break
		}
		s--
	}
	for v.hasAny(s, "及", "与", "和", "由", "是", "向", "为", "对", "即", "的", "给", "或") > 0 && e-s > form+2 {
		s++
	}
	if e-s <= form+1 {
		return
	}
	v.add(ThirdParty, s, e, strings.NewReplacer("（", "(", "）", ")", " ", "").Replace(v.text(s, e)))
}

// innerBracket reports whether a bracket is one of a pair inside a name: 某某(北京)科技有限公司.
func (v *view) innerBracket(i int) bool {
	if v.r[i] == '(' || v.r[i] == '（' {
		for j := i + 1; j < i+8; j++ {
			if v.at(j) == ')' || v.at(j) == '）' {
				return i > 0 && isHan(v.r[i-1])
			}
			if !isHan(v.at(j)) {
				return false
			}
		}
		return false
	}
	for j := i - 1; j > i-8 && j >= 0; j-- {
		if v.r[j] == '(' || v.r[j] == '（' {
			return j < i-1
		}
		if !isHan(v.r[j]) {
			return false
		}
	}
	return false
}

// personCues introduce a person's name.
var personCues = []string{
	"grievance officer:", "grievance officer name:", "data protection officer:", "data protection officer is", "privacy officer:", "chief privacy officer:", "dpo:", "contact person:", "attn:", "attention:", "name:",
	"姓名:", "负责人:", "联系人:", "联络人:", "投诉处理人:", "个人信息保护负责人:", "数据保护官:", "数据保护专员:", "资料保护长:", "资料保护官:", "个资长:", "隐私长:", "首席隐私官:", "法定代表人:", "负责人姓名:", "个资保护窗口:", "个人资料保护窗口:", "个资窗口:", "name of the grievance officer:", "representative:", "datenschutzbeauftragter:",
}

// persons finds the names of persons after a word that introduces one.
func (v *view) persons() {
	v.titled()
	if v.sensed&anOffice != 0 {
		v.officers()
	} else if !v.wide && !v.mayHold(':') { // all of personCues have one, or speak of an officer
		return
	}
	for i, r := range v.r {
		is := r == '为' || r == '是'
		if r != ':' && !is && (r != 's' || v.at(i-1) != 'i' || !v.endsWith(i+1, " officer is")) {
			continue
		}
		for _, c := range personCues {
			if is {
				if office, ok := strings.CutSuffix(c, ":"); !ok || !v.endsWith(i, office) || !containsAny(office, "负责人", "保护官", "保护专员", "保护长", "个资长", "隐私官", "代表人") {
					continue
				}
			} else if !v.endsWith(i+1, c) || c[0] < utf8.RuneSelf && isLetter(rune(c[0])) && isWord(v.at(i-len(c))) {
				continue
			}
			s := v.skipMarkup(i + 1)
			for _, title := range [...]string{"mr.", "ms.", "mrs.", "dr.", "mr", "ms"} {
				if v.has(s, title) && isSpace(v.at(s+len(title))) {
					s = v.skip(s + len(title))
				}
			}
			e := v.nameEnd(s)
			alone := isHan(v.at(s)) || v.endsWith(i, "name") || strings.Contains(v.text(s, e), " ") // one word only after "name:"
			office := v.capitals(v.lastWordStart(s, e), e) && !v.capitals(s, v.wordEnd(s))          // Attn: Example EU
			if e > s && alone && !office {
				v.add(Person, s, e, v.text(s, e))
			}
			break
		}
	}
}

// officers finds persons by the office that follows their name: Jane Doe, Data Protection Officer.
func (v *view) officers() {
	for i, r := range v.r {
		if r != ',' {
			continue
		}
		j := v.skip(i + 1)
		j = v.skip(v.passWord(j, "our", "the"))
		if v.hasAny(j, "data protection officer", "privacy officer", "chief privacy officer", "grievance officer", "data privacy officer", "dpo") == 0 {
			continue
		}
		s := i
		for words := 0; words < 4; words++ {
			k := v.lastWordStart(0, v.back(s))
			if k == s || !v.upper(k) || isNameStop(v.text(k, v.wordEnd(k))) {
				break
			}
			s = k
		}
		if v.nameEnd(s) == i && strings.Contains(v.text(s, i), " ") {
			v.add(Person, s, i, v.text(s, i))
		}
	}
}

// lastWordStart is where the last word of a run begins.
func (v *view) lastWordStart(s, e int) int {
	for e > s && !isSpace(v.r[e-1]) {
		e--
	}
	return e
}

// capitals says whether a word is two letters or more and all of them capitals: EU is nobody's name.
func (v *view) capitals(s, e int) bool {
	for i := s; i < e; i++ {
		if !v.upper(i) {
			return false
		}
	}
	return e-s > 1
}

// titles stand in front of a person's name.
var titles = []string{"mr.", "ms.", "mrs.", "dr.", "herr", "frau"}

// titled finds persons by the title in front of their name: Mr. John Q. Public.
func (v *view) titled() {
	for _, w := range v.runs() {
		if w.sense&aTitle == 0 || v.taken[w.s] || !v.upper(w.s) {
			continue
		}
		for _, title := range titles {
			if s := w.s + len(title); v.has(w.s, title) && v.at(s) == ' ' && v.upper(s+1) {
				if e := v.nameEnd(s + 1); e > s+1 {
					v.add(Person, s+1, e, v.text(s+1, e))
				}
				break
			}
		}
	}
}

// nameEnd passes a person's name: two to four Chinese characters, or one to five capitalised Latin words.
func (v *view) nameEnd(s int) int {
	e := s
	for isHan(v.at(e)) && e-s < 5 {
		e++
	}
	if n := e - s; n > 0 {
		if n >= 2 && n <= 4 && !containsAny(v.text(s, e), "公司", "部", "专员", "客服", "团队", "先生女士", "总监", "经理", "主任", "法务", "请", "中心", "办公室", "您", "的") {
			return e
		}
		return s
	}
	j := s
	for words := 0; words < 5 && v.wordStart(j) && v.upper(j) && !v.taken[j]; words++ {
		k := v.wordEnd(j)
		for (v.at(k) == '-' || v.at(k) == '\'') && isLetter(v.at(k+1)) {
			k = v.wordEnd(k + 1)
		}
		if isNameStop(v.text(j, k)) || isOffice(v.text(j, k)) {
			if words < 2 {
				return s
			}
			break
		}
		if v.at(k) == '.' && k-j <= 2 {
			k++
		}
		e, j = k, k+1
		if v.at(k) != ' ' {
			break
		}
		for _, p := range [...]string{"de ", "del ", "della ", "van ", "von ", "der ", "bin ", "al ", "la ", "da ", "di "} {
			if v.has(j, p) {
				j += len(p)
			}
		}
	}
	return e
}

// isOffice reports words of an office or a line of its own rather than of a person.
func isOffice(w string) bool {
	switch w {
	case "email", "e-mail", "telephone", "phone", "privacy", "data", "legal", "department", "team", "officer", "protection", "office", "customer", "support", "safety", "request", "requests", "representative", "copyright", "compliance", "security", "general", "counsel":
		return true
	}
	return false
}

// policyWords follow a third party's name: X's privacy policy, X 的隐私政策.
var policyWords = []string{
	"'s privacy policy", "'s privacy notice", "'s privacy statement", "'s privacy and", "'s terms", "'s cookie policy", "'s data policy", "的隐私政策", "的隐私权政策", "的隐私声明",
	"的用户协议", "的隐私及", "的资料使用政策", "的数据使用政策", "的隐私条款", "的服务条款", "的数据政策", "隐私政策:", " privacy policy:", "的使用者协议", "的隐私权声明",
}

// namedPolicies finds names that are not in the tables by what follows them: whose policy it is.
func (v *view) namedPolicies() {
	if !v.wide && !v.mayHold('\'') && !v.mayHold(':') { // all of policyWords have one
		return
	}
	for i, r := range v.r {
		switch r {
		case '\'', ' ': // 's and privacy
			if c := v.at(i + 1); c != 's' && (c != 'p' || v.at(i+2) != 'r') {
				continue
			}
		case '的', '隐':
		default:
			continue
		}
		if v.hasAny(i, policyWords...) == 0 {
			continue
		}
		e := v.back(i)
		s := e
		for words := 0; words < 4; words++ {
			j := s
			if words > 0 {
				j = v.back(s)
				if j == s {
					break
				}
			}
			k := j
			for k > 0 && (isWord(v.r[k-1]) || (v.r[k-1] == '.' || v.r[k-1] == '-') && isWord(v.at(k-2))) {
				k--
			}
			if k == j || !v.hasCapital(k, j) || isNameStop(v.text(k, j)) {
				break
			}
			s = k
		}
		if e-s < 2 || containsAny(v.text(s, e), "privacy", "policy", "company", "party", "website", "site", "app", "provider", "partner", "service") {
			continue
		}
		v.add(ThirdParty, s, e, v.text(s, e))
	}
}
