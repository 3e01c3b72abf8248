package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"policylog/diff/doc"
	"policylog/diff/text/fold"
	"policylog/internal/realdata"
)

// A planted edit knows which bytes it touched, so the highlights of a comparison can be scored against it. Words are
// found and replaced by lists, not by the tokenizer under test.

// plantedWords are words of either script that policies use; each can stand where another one stood. Words that share a
// character with a neighbour in the list are there on purpose: a highlight must cover all of both.
var plantedWords = map[string][]string{
	"zh": {
		"收集", "使用", "披露", "处理", "保护", "提供", "共享", "转让", "存储", "删除", "更正", "撤回", "同意", "用户", "产品", "服务", "公司",
		"设备", "网站", "政策", "隐私", "法律", "法规", "安全", "目的", "期限", "权利", "请求", "技术", "措施", "账号", "地址", "电话", "位置", "日志",
		"可以", "应当", "可能", "必须", "需要", "根据", "通过", "包括", "第三方", "合作伙伴", "供应商", "应用程序", "服务器", "浏览器", "监管机构",
		"隐私权", "提供商", "服务商", "处理器", "使用者", "使用人", "项目", "搜集", "利用", "保存", "保留", "保障", "移除", "传输", "传送", "网页", "通知",
		"告知", "应该", "可能性", "必要", "公开", "揭露", "资料", "资讯", "信息", "数据", "权限", "规定", "法院", "要求", "请求权", "措施", "位址",
		"个人信息", "未成年人", "电子邮件", "保留期限", "生物识别", "广告", "营销", "分析", "改进", "管理", "联系", "访问", "取得", "获得",
	},
	"en": {
		"collect", "use", "disclose", "process", "protect", "provide", "share", "transfer", "store", "delete", "correct", "withdraw",
		"consent", "user", "users", "product", "products", "service", "services", "company", "device", "devices", "website", "policy",
		"privacy", "law", "laws", "security", "purpose", "purposes", "period", "rights", "request", "technology", "measures", "account",
		"address", "telephone", "location", "log", "may", "will", "shall", "must", "under", "through", "including", "third-party",
		"partners", "suppliers", "application", "server", "browser", "authority", "information", "children", "e-mail", "advertising",
	},
}

type planted struct {
	old, new           string
	oldTouch, newTouch []bool // by byte
}

// plant makes n edits of whole words in a text. ok is false where there is too little to edit.
func plant(r *rand.Rand, text string, words []string, n int) (planted, bool) {
	type place struct {
		at   int
		word string
	}
	var places []place
	for i := 0; i < len(text); {
		longest := ""
		for _, w := range words {
			if len(w) > len(longest) && strings.HasPrefix(text[i:], w) && wholeWord(text, i, i+len(w)) {
				longest = w
			}
		}
		if longest != "" {
			places = append(places, place{i, longest})
			i += len(longest)
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	if len(places) < 3*n {
		return planted{}, false
	}
	chosen := make(map[int]bool)
	for len(chosen) < n {
		chosen[r.IntN(len(places))] = true
	}
	var p planted
	put := func(side *string, touch *[]bool, s string, mark bool) {
		*side += s
		for range len(s) {
			*touch = append(*touch, mark)
		}
	}
	at := 0
	for i, pl := range places {
		if !chosen[i] {
			continue
		}
		same := text[at:pl.at]
		put(&p.old, &p.oldTouch, same, false)
		put(&p.new, &p.newTouch, same, false)
		other := pl.word
		for try := r.IntN(2) * 40; other == pl.word || try < 40 && !shareCharacter(other, pl.word); try++ {
			other = words[r.IntN(len(words))]
		}
		space := ""
		if words[0][0] < utf8.RuneSelf {
			space = " "
		}
		switch r.IntN(3) {
		case 0: // replace
			put(&p.old, &p.oldTouch, pl.word, true)
			put(&p.new, &p.newTouch, other, true)
		case 1: // insert before
			put(&p.new, &p.newTouch, other, true)
			put(&p.new, &p.newTouch, space, true)
			put(&p.old, &p.oldTouch, pl.word, false)
			put(&p.new, &p.newTouch, pl.word, false)
		default: // delete
			put(&p.old, &p.oldTouch, pl.word, true)
			if rest := text[pl.at+len(pl.word):]; space != "" && strings.HasPrefix(rest, " ") {
				put(&p.old, &p.oldTouch, " ", true)
				at = 1
			} else {
				at = 0
			}
			at += pl.at + len(pl.word)
			continue
		}
		at = pl.at + len(pl.word)
	}
	put(&p.old, &p.oldTouch, text[at:], false)
	put(&p.new, &p.newTouch, text[at:], false)
	return p, true
}

// shareCharacter tells whether two words have a character in common, as 收集 and 搜集: there a comparison by characters
// highlights half a word.
func shareCharacter(a, b string) bool { return a[0] >= utf8.RuneSelf && strings.ContainsAny(a, b) }

func wholeWord(text string, from, to int) bool {
	if text[from] >= utf8.RuneSelf {
		return true
	}
	letter := func(c byte) bool {
		return asciiIs(c, spaced) || asciiIs(c, digit) || c == '-' || c == '.' || c == '/' || c == '_'
	}
	return (from == 0 || !letter(text[from-1])) && (to == len(text) || !letter(text[to]))
}

// score counts characters: highlighted and planted, highlighted alone, planted alone. White space does not count.
type score struct{ hit, extra, missed float64 }

func (s *score) f1() float64 { return 2 * s.hit / (2*s.hit + s.extra + s.missed) }

func (s *score) count(raw string, touch, shown []bool) {
	for i, r := range raw {
		switch {
		case r == ' ':
		case touch[i] && shown[i]:
			s.hit++
		case shown[i]:
			s.extra++
		case touch[i]:
			s.missed++
		}
	}
}

// shownBy tells which bytes of the two sides spans highlight.
func shownBy(spans []Span) (old, new []bool) {
	for _, s := range spans {
		for range len(s.Old) {
			old = append(old, s.Op != Equal)
		}
		for range len(s.New) {
			new = append(new, s.Op != Equal)
		}
	}
	return old, new
}

// paragraphs are the longer lines of a real policy.
func paragraphs(tb testing.TB, file string) []string {
	var list []string
	for line := range strings.Lines(string(realdata.File(tb, file))) {
		if line = strings.TrimSpace(line); utf8.RuneCountInString(line) >= 60 && !strings.Contains(line, "date:") {
			list = append(list, line)
		}
	}
	return list
}

var plantedTexts = []struct {
	name, file, lang, words string
	cross                   bool
}{
	{"zh-TW", "seeds/000_05b14415a591ba60.txt", "zh-Hant-TW", "zh", false},
	{"zh-TW-plain", "seeds/004_cbd58d81623d95b8.txt", "zh-Hant-TW", "zh", false},
	{"zh-CN", "seeds/002_0fb34c2545ec3a69.txt", "zh-Hans-CN", "zh", false},
	{"zh-TW-to-CN", "seeds/000_05b14415a591ba60.txt", "zh", "zh", true},
	{"en", "seeds/003_13bd11e379a121a2.txt", "en", "en", false},
}

// scoreOf plants edits in every paragraph, n at once, and scores the spans between.
func scoreOf(tb testing.TB, i, n int, spans func(a, b, lang string) []Span) score {
	c := plantedTexts[i]
	words := plantedWords[c.words]
	if strings.HasPrefix(c.lang, "zh-Hant") || c.cross {
		words = nil
		for _, w := range plantedWords[c.words] {
			words = append(words, fold.ToTraditional(w))
		}
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var s score
	for _, par := range paragraphs(tb, c.file) {
		p, ok := plant(r, par, words, n)
		if !ok {
			continue
		}
		if c.cross {
			p.new = fold.Simplified(p.new)
			if len(p.new) != len(p.newTouch) {
				continue // a character of another length moved the marks
			}
		}
		old, new := shownBy(spans(p.old, p.new, c.lang))
		s.count(p.old, p.oldTouch, old)
		s.count(p.new, p.newTouch, new)
	}
	return s
}

func spansOf(a, b, lang string) []Span {
	return Spans(a, Tokenize(a, doc.Paragraph, 0, lang), b, Tokenize(b, doc.Paragraph, 0, lang))
}

// characters tokenizes every Chinese character by itself, as a yardstick.
func characters(a, b, lang string) []Span {
	split := func(raw string) []Token {
		var list []Token
		for _, t := range Tokenize(raw, doc.Paragraph, 0, lang) {
			if t.Class != Word || standsApart(t.Norm) {
				list = append(list, t)
				continue
			}
			at := t.Start
			for _, r := range t.Norm {
				_, n := utf8.DecodeRuneInString(raw[at:])
				list = append(list, Token{Start: at, End: at + n, Class: Word, Emphasis: t.Emphasis, Norm: string(r)})
				at += n
			}
			list[len(list)-1].End = t.End
		}
		return list
	}
	return Spans(a, split(a), b, split(b))
}

func TestHighlightsOfPlantedEdits(t *testing.T) {
	for i, c := range plantedTexts {
		for _, n := range []int{1, 3} {
			s := scoreOf(t, i, n, spansOf)
			if f1 := s.f1(); f1 < 0.97 {
				t.Errorf("%s, %d edits: F1 %.3f", c.name, n, f1)
			}
		}
	}
}

func BenchmarkHighlights(b *testing.B) {
	for i, c := range plantedTexts {
		b.Run(c.name, func(b *testing.B) {
			var one, three, chars score
			for b.Loop() {
				one, three = scoreOf(b, i, 1, spansOf), scoreOf(b, i, 3, spansOf)
				chars = scoreOf(b, i, 3, characters)
			}
			b.ReportMetric(one.f1(), "F1-1edit")
			b.ReportMetric(three.f1(), "F1-3edits")
			b.ReportMetric(chars.f1(), "F1-3edits-bycharacter")
		})
	}
}
