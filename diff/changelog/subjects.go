package changelog

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/text"
)

// subject is a matter that privacy policies speak of, with the words for it in English and Simplified Chinese (texts are
// folded before they are searched), and the facts that belong to it. The words are the glossary's own, drawn from the
// headings that policies in both languages share.
type subject struct {
	name  string
	words []string
	facts []fact.Kind
	roles []string
	broad bool // the words are everywhere: they say something in a heading or a claim, nothing in changed words
}

var subjects = []subject{
	{
		name: "contact details", words: []string{
			"contact detail", "contact information", "contact us", "how to contact", "contact address", "contact e-mail", "contact email", "联系方式",
			"联络方式", "联系我们", "联络我们", "联系信息", "联系资料", "联络资讯",
		},
		facts: []fact.Kind{fact.Email, fact.Phone, fact.Address}, roles: []string{"contact"},
	},
	{
		name: "retention", words: []string{
			"retention", "retain", "how long we keep", "storage period", "how long", "are kept", "is kept", "keep record", "keep data", "keep your", "keep it", "保留", "保存期限", "保存时间", "留存",
			"存储期限", "储存期限", "保存多久",
		},
	},
	{
		name: "sharing", words: []string{
			"sharing", "share", "disclos", "third part", "third-part", "service provider", "partner", "recipient",
			"共享", "分享", "第三方", "披露", "揭露", "合作伙伴", "服务提供商", "服务供应商", "委托处理", "对外提供",
		},
		facts: []fact.Kind{fact.ThirdParty}, broad: true,
	},
	{
		name: "collection", words: []string{"collect", "gather", "收集", "搜集", "采集", "取得的信息"},
		facts: []fact.Kind{fact.DataType}, broad: true,
	},
	{name: "use", words: []string{"how we use", "use your", "use of your", "purpose", "使用情况", "如何使用", "使用目的", "用途", "处理目的"}, broad: true},
	{
		name: "rights", words: []string{
			"your rights", "right to", "data subject", "access, correct", "erasure", "portability", "您的权利", "的权利",
			"权利", "查阅", "更正", "可携",
		}, roles: []string{"rights"}, broad: true,
	},
	{name: "security", words: []string{"security", "safeguard", "encrypt", "安全", "加密", "保护措施"}, broad: true},
	{
		name: "children", words: []string{"children", "child", "minors", "kids", "parent", "儿童", "未成年", "监护人"},
		facts: []fact.Kind{fact.Age},
	},
	{
		name: "age", words: []string{"age|", "years old", "年龄", "周岁"}, facts: []fact.Kind{fact.Age},
	},
	{name: "cookies", words: []string{"cookie", "web beacon", "pixel tag", "similar technolog"}},
	{
		name: "transfer abroad", words: []string{
			"transfer", "cross-border", "international", "overseas", "outside of", "跨境", "境外", "出境", "国际",
			"传输至", "转移至", "全球",
		}, facts: []fact.Kind{fact.Jurisdiction}, broad: true,
	},
	{name: "advertising", words: []string{"advertis", "marketing", "promotion", "广告", "营销", "行销", "推广"}},
	{name: "personalisation", words: []string{"personalis", "personaliz", "recommendation", "profiling", "个性化", "个人化", "推荐", "画像"}},
	{name: "push services", words: []string{"push service", "push notification", "push message", "推送"}},
	{
		name: "legal basis", words: []string{
			"legitimate interest", "legal basis", "legal bases", "lawful basis", "lawful base", "正当权益", "正当利益",
			"合法利益", "合法权益", "法律基础", "法律依据", "合法性基础",
		},
	},
	{
		name: "consent", words: []string{"consent", "opt out", "opt-out", "unsubscribe", "withdraw", "撤回", "退出", "取消订阅", "同意"},
		roles: []string{"opt-out"}, broad: true,
	},
	{name: "location", words: []string{"location", "gps", "位置", "定位"}},
	{name: "biometrics", words: []string{"biometric", "face ", "facial", "fingerprint", "voice", "人脸", "面部", "指纹", "声纹", "语音", "生物识别", "生物特征"}},
	{name: "payment", words: []string{"payment", "billing", "credit card", "支付", "付款", "信用卡", "银行卡"}},
	{name: "permissions", words: []string{"permission", "权限"}},
	{name: "SDKs", words: []string{"sdk", "software development kit"}},
	{
		name: "non-personal data", words: []string{"non-personal", "non-identif", "anonymi", "aggregat", "de-identif", "非个人", "匿名", "去识别", "去标识"},
	},
	{name: "complaints", words: []string{"complain", "supervisory authorit", "dispute", "投诉", "申诉", "争议", "监管机构", "监管机关"}, roles: []string{"regulator"}},
	{name: "automated decisions", words: []string{
		"automated decision", "artificial intelligence", "machine learning", "自动化决策", "自动决策",
		"人工智能", "人工智慧", "机器学习",
	}},
	{name: "account deletion", words: []string{"delete your account", "close your account", "account deletion", "注销", "删除账", "删除帐"}},
	{name: "definitions", words: []string{"definition", "定义"}},
	{name: "certification", words: []string{"certif", "认证"}, facts: []fact.Kind{fact.Certification}},
}

// subjectsOf lists the subjects that a folded text speaks of.
func subjectsOf(folded string) map[string]bool {
	out := map[string]bool{}
	for _, s := range subjects {
		if mentions(folded, s.words) {
			out[s.name] = true
		}
	}
	return out
}

// keeping are the words for keeping and erasing data: a duration that changes in a text with one of them is a matter of
// retention.
var keeping = []string{"retain", "retention", "keep", "kept", "store", "delet", "eras", "保留", "保存", "存储", "储存", "留存", "删除"}

// subjectsOfChange lists the subjects that a change is about, by its facts, its words or its title. Its arguments are
// folded: the title of its section, the words that came or went, and its whole texts.
func subjectsOfChange(title, changed, whole string, facts []diff.FactChange) map[string]bool {
	out := map[string]bool{}
	for _, f := range facts {
		if f.Kind == string(fact.Duration) && mentions(whole, keeping) {
			out["retention"] = true
		}
	}
	for _, s := range subjects {
		if belongs(s, facts) || !s.broad && mentions(changed, s.words) || mentions(title, s.words) {
			out[s.name] = true
		}
	}
	return out
}

func belongs(s subject, facts []diff.FactChange) bool {
	for _, f := range facts {
		if slices.Contains(s.facts, fact.Kind(f.Kind)) || f.Role != "" && slices.Contains(s.roles, f.Role) {
			return true
		}
	}
	return false
}

// mentions says whether a folded text has one of some words. One that ends in "|" is meant whole: "age", not "agency".
func mentions(folded string, words []string) bool {
	for _, w := range words {
		w, whole := strings.CutSuffix(w, "|")
		i := strings.Index(folded, w)
		for i >= 0 {
			// A word may be the beginning of a longer one ("collect", "collection"), not the middle ("recollect").
			if (i == 0 || w[0] >= 0x80 || !letter(folded[i-1])) && !(whole && i+len(w) < len(folded) && letter(folded[i+len(w)])) {
				return true
			}
			next := strings.Index(folded[i+1:], w)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
	return false
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' }

// sharedSubject is the first subject that a claim and a change share; "" without.
func sharedSubject(claim, change map[string]bool) string {
	for _, s := range subjects {
		if claim[s.name] && change[s.name] {
			return s.name
		}
	}
	return ""
}

// fold makes texts of both scripts comparable: lower case, Traditional characters as Simplified ones, white space single,
// markup gone.
func (m *maker) fold(s string) string {
	var b strings.Builder
	for _, t := range text.Tokenize(s, doc.Paragraph, 0, m.r.New.Language) {
		switch {
		case t.Class == text.Space:
			b.WriteByte(' ')
		case t.Class == text.Markup || t.Class == text.Target || t.Class == text.Attr:
		case t.Norm != "":
			b.WriteString(t.Norm)
		default:
			b.WriteString(s[t.Start:t.End])
		}
	}
	return strings.ToLower(b.String())
}

// keywords are the words of a text that may tell it from others, folded, each with how it stands in the text: words of
// four letters or more, Chinese ones of two characters or more.
func (m *maker) keywords(s string) map[string]string {
	out := map[string]string{}
	for _, t := range text.Tokenize(s, doc.Paragraph, 0, m.r.New.Language) {
		if t.Class != text.Word {
			continue
		}
		w := strings.ToLower(cmp.Or(t.Norm, s[t.Start:t.End]))
		runes := utf8.RuneCountInString(w)
		if han := len(w) >= 3*runes; han && runes >= 2 || runes >= 4 {
			if _, ok := out[w]; !ok {
				out[w] = s[t.Start:t.End]
			}
		}
	}
	return out
}
