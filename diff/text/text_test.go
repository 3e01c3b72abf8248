package text

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// brief writes tokens so that a test can be read: class letter, text, norm where it differs, * for emphasis.
func brief(raw string, tokens []Token) string {
	const letters = "smkTpwnua"
	var parts []string
	for _, t := range tokens {
		if t.Class == Space {
			continue
		}
		s := letters[t.Class:t.Class+1] + ":" + raw[t.Start:t.End]
		if t.Norm != raw[t.Start:t.End] && t.Class != Markup && (t.Class != Mark || t.Norm != "") {
			s += "=" + t.Norm
		}
		if t.Regional != "" {
			s += "~" + t.Regional
		}
		if t.Emphasis && t.counts() {
			s += "*"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct {
		lang, raw, want string
	}{
		{"en", "We don’t sell users’ data.", "w:We w:don’t=don't w:sell w:users p:’=\" w:data p:."},
		{"en", "opt-out, third‑party; and/or", "w:opt-out p:, w:third‑party=third-party p:; w:and p:/ w:or"},
		{
			"en", "e.g. U.S. law, Xiaomi Technology Netherlands B.V. (R&D)",
			"w:e.g. w:U.S. w:law p:, w:Xiaomi w:Technology w:Netherlands w:B.V. p:( w:R&D p:)",
		},
		{"en", "café cafe\u0301 Ｗｉ－Ｆｉ soft\u00adhyphen", "w:café w:cafe\u0301=café w:Ｗｉ=Wi p:－=— w:Ｆｉ=Fi w:soft\u00adhyphen=softhyphen"},
		{"en", "30 days, 1,000 users, 12.5%, 10², 102, ½ ①", "n:30 w:days p:, n:1,000 w:users p:, n:12.5% p:, n:10² p:, n:102 p:, p:½ p:①"},
		{
			"en", "ISO/IEC 27001:2013 at 10:30 on 2021-01-15, 5–10, -5, $1.50, +886 2 1234",
			"w:ISO p:/ w:IEC n:27001:2013 w:at n:10:30 w:on n:2021-01-15 p:, n:5 p:–=— n:10 p:, n:-5 p:, n:$1.50 p:, n:+886 n:2 n:1234",
		},
		{"en", "a 30-day period, 10MB, the 2nd", "w:a n:30-day w:period p:, n:10MB p:, w:the n:2nd"},
		{
			"en", "See https://a.example/x_y?q=1(z), www.example.com/p. Mail privacy@example.com!",
			"w:See u:https://a.example/x_y?q=1(z) p:, u:www.example.com/p p:. w:Mail u:privacy@example.com p:!",
		},
		{
			"en", `x.com www.a.org/b\_c\_d, 2025-11-19T13:03:18Z T.A.Ş. <your name>`,
			`u:x.com u:www.a.org/b\_c\_d=www.a.org/b_c_d p:, n:2025-11-19T13:03:18Z w:T.A.Ş. p:< w:your w:name p:>`,
		},
		{"fr", "l’adresse d'autres", "w:l’=l' w:adresse w:d' w:autres"},
		{
			"zh-TW", "請見(<https://www.example.com>)及https://example.com/路徑，或【privacy@example.com】。",
			"w:請=请 w:見=见 p:( k:< u:https://www.example.com k:> p:) w:及 u:https://example.com/ w:路徑=路径 p:，=, w:或 p:【=[ u:privacy@example.com p:】=] p:。=.",
		},
		{"zh-TW", "於２０２１年更新，保存三十日", "w:於=于 n:２０２１=2021 w:年 w:更新 p:，=, w:保存 n:三十 w:日"},
		{"zh-TW", "二〇二一年", "n:二〇二一 w:年"},
		{"zh-TW", "使用者的軟體", "w:使用者~用户 w:的 w:軟體=软体~软件"},
		{"zh-TW", "隱私權政策與隱私權", "w:隱私權=隐私权~隐私 w:政策 w:與=与 w:隱私權=隐私权"},
		{"zh-TW", "資料與資訊、法律程序", "w:資料=资料 w:與=与 w:資訊=资讯~信息 p:、 w:法律 w:程序"},
		{"zh-TW", "「小米」或“我們”", "p:「=\" w:小米 p:」=\" w:或 p:“=\" w:我們=我们 p:”=\""},
		{"ja", "個人情報の取り扱いについて", "w:個人情報 w:の w:取 w:り w:扱 w:いについて"},
		{"", "個人データの保護", "w:個人 w:データ w:の w:保護"},
		{"ko", "개인정보를 처리합니다.", "w:개인정보를 w:처리합니다 p:."},
		{"th", "นโยบายความเป็นส่วนตัว ของเรา", "w:นโยบายความเป็นส่วนตัว w:ของเรา"},
		{"ru", "персональные данные", "w:персональные w:данные"},
		{"en", "**Bold** and *it* and __b__ and _i_", "k:** w:Bold* k:** w:and k:* w:it* k:* w:and k:__ w:b* k:__ w:and k:_ w:i* k:_"},
		{"zh-CN", "**重要：**内容*说明*。", "k:** w:重要* p:：=: k:** w:内容 k:* w:说明* k:* p:。=."},
		{"en", "snake_case 2*3*4 note* \\*star\\* a **b", "w:snake_case n:2 p:* n:3 p:* n:4 w:note p:* k:\\ p:* w:star k:\\ p:* w:a k:** w:b"},
		{"en", "***both*** **a****b** **x **y", "k:*** w:both* k:*** k:** w:a* k:**** w:b* k:** k:** w:x* k:** w:y"},
		{
			"en", `[text](https://a.example/b_c "title") ![alt](i.png)`,
			`k:[ w:text k:]( T:https://a.example/b_c k: " T:title k:") k:![ w:alt k:]( T:i.png k:)`,
		},
		{
			"en", "[](https://a.example) [x][ref] [plain] [a](<b c>)",
			"k:[ k:]( T:https://a.example k:) k:[ w:x k:][ T:ref k:] p:[ w:plain p:] k:[ w:a k:](< T:b c k:>)",
		},
		{"en", "[ref]: https://a.example/x", "k:[ref]: T:https://a.example/x"},
		{
			"en", `<a href="https://a.example/?a=1&amp;b=2">go</a><br>AT&amp;T&nbsp;x`,
			`k:<a href=" T:https://a.example/?a=1&amp;b=2=https://a.example/?a=1&b=2 k:"> w:go k:</a> w:AT p:&amp;=& w:T w:x`,
		},
		{"en", "<b>bold</b> 1 < 2 > 1 `a*b*` x", "k:<b> w:bold* k:</b> n:1 p:< n:2 p:> n:1 k:` w:a p:* w:b p:* k:` w:x"},
		{"en", "Title {: #id .class } and {#other}", "w:Title a:{: #id .class } w:and a:{#other}"},
		{"en", "a -- b — c … d ...", "w:a p:--=— w:b p:— w:c p:… w:d p:...=…"},
		{"en", "bad \xff\xfe bytes", "w:bad p:\xff p:\xfe w:bytes"},
	} {
		got := brief(c.raw, Tokenize(c.raw, doc.Paragraph, 0, c.lang))
		if got != c.want {
			t.Errorf("%s %q\n got %s\nwant %s", c.lang, c.raw, got, c.want)
		}
	}
}

func TestTokenizeKinds(t *testing.T) {
	for _, c := range []struct {
		kind      doc.Kind
		body      int
		raw, want string
	}{
		{doc.Heading, 8, "### 3.1 **Sharing** ###", "m:### 3.1 =3.1 k:** w:Sharing* k:** m:###"},
		{doc.Heading, 6, "**3.1 Sharing**", "m:**3.1 =3.1 w:Sharing* k:**"},
		{doc.Heading, 0, "Title\n=====", "w:Title m:====="},
		{doc.Item, 2, "- item", "m:- =• w:item"},
		{doc.Item, 4, "• item", "m:• =• w:item"},
		{doc.Item, 4, "(3) item", "m:(3) =3 w:item"},
		{doc.Row, 0, "| a | b \\| c |", "m:| w:a m:| w:b k:\\ p:| w:c m:|"},
		{doc.Quote, 2, "> a\n> b", "m:>  w:a m:> w:b"},
		{doc.Attribute, 0, `{: datetime="2022-08-01" }`, `a:{: datetime="2022-08-01" }`},
		{doc.Code, 0, "```yaml\nurl: *x*\n```", "k:```yaml w:url p:: p:* w:x p:* k:```"},
	} {
		got := brief(c.raw, Tokenize(c.raw, c.kind, c.body, "en"))
		if got != c.want {
			t.Errorf("%s %q\n got %s\nwant %s", c.kind, c.raw, got, c.want)
		}
	}
}

// TestBothScriptsAlike: a text and itself in the other script have the same Norms, cut at the same places.
func TestBothScriptsAlike(t *testing.T) {
	for _, c := range []struct{ trad, simp string }{
		{"我們重視您的隱私權保護，並會瞭解您的需求。", "我们重视您的隐私权保护，并会了解您的需求。"},
		{"個人資料的搜集、處理及利用", "个人资料的搜集、处理及利用"},
		{"「加密」後發送　測試", "“加密”后发送 测试"},
	} {
		a, b := Tokenize(c.trad, doc.Paragraph, 0, "zh-Hant-TW"), Tokenize(c.simp, doc.Paragraph, 0, "zh-Hans-CN")
		if PrintOf(a) != PrintOf(b) {
			t.Errorf("%s and %s print differently:\n%s\n%s", c.trad, c.simp, brief(c.trad, a), brief(c.simp, b))
		}
		if s := Spans(c.trad, a, c.simp, b); len(s) != 1 || s[0].Op != Equal {
			t.Errorf("%s and %s: %q", c.trad, c.simp, s)
		}
	}
}

func TestPrint(t *testing.T) {
	const all = "words loose emphasis targets regional"
	for _, c := range []struct{ a, b, same string }{
		{"We keep it.", "We  keep\nit.", all},
		{"我們 會 用 iOS。", "我們會用iOS。", all},
		{"“a” – b", "\"a\" -- b", all},
		{"（甲），乙；", "(甲),乙;", all},
		{"a, b", "a b", "loose targets"},
		{"The Users", "the users", "loose targets"},
		{"資料", "資訊", "targets"},
		{"any one", "anyone", "targets"},
		{"10²", "102", "targets"},
		{"10 2", "102", "targets"},
		{"軟體", "软件", "loose targets regional"},
		{"隱私權政策", "隐私政策", "loose targets regional"},
		{"隱私權", "隐私", "targets"},
		{"我的**資料**", "我的資料", "words loose targets regional"},
		{"**我的資料**", "**我的**資料", "words loose targets regional"},
		{"我的__資料__", "我的**資料**", all},
		{"我的**資**料", "我的**資****料**", "words loose targets regional"},
		{"[a](x)", "[a](y)", "words loose emphasis regional"},
		{"[a](x) [b](y)", "[a](y) [b](x)", "words loose emphasis regional"},
		{"[a](x)", "a", "words loose emphasis regional"},
		{"a\xffb", "a\xfeb", "loose targets"},
	} {
		p := PrintOf(Tokenize(c.a, doc.Paragraph, 0, "zh-TW"))
		q := PrintOf(Tokenize(c.b, doc.Paragraph, 0, "zh-CN"))
		var same []string
		for _, f := range []struct {
			name string
			eq   bool
		}{
			{"words", p.Words == q.Words},
			{"loose", p.Loose == q.Loose},
			{"emphasis", p.Emphasis == q.Emphasis},
			{"targets", p.Targets == q.Targets},
			{"regional", p.Regional == q.Regional},
		} {
			if f.eq {
				same = append(same, f.name)
			}
		}
		if got := strings.Join(same, " "); got != c.same {
			t.Errorf("%q and %q agree in %q, want %q", c.a, c.b, got, c.same)
		}
	}
}

// tiles fails unless tokens tile raw and keep what their type promises.
func tiles(raw string, tokens []Token) error {
	at := 0
	for i, t := range tokens {
		if t.Start != at || t.End <= t.Start {
			return fmt.Errorf("token %d is [%d, %d), want it to begin at %d", i, t.Start, t.End, at)
		}
		at = t.End
		if t.counts() && t.Norm == "" && strings.TrimFunc(raw[t.Start:t.End], func(r rune) bool { return ignorable(r) }) != "" {
			return fmt.Errorf("token %d, %q, has no norm", i, raw[t.Start:t.End])
		}
	}
	if at != len(raw) {
		return fmt.Errorf("tokens end at %d of %d", at, len(raw))
	}
	return nil
}

var kinds = []doc.Kind{doc.Paragraph, doc.Heading, doc.Item, doc.Row, doc.Quote, doc.Code, doc.Rule, doc.HTML, doc.Attribute, doc.Definition}

// policyText draws text out of what policies and Markdown are made of.
func policyText() *rapid.Generator[string] {
	parts := []string{
		"我們", "隱私權", "政策", "的", "，", "。", "资料", "瞭解", "使用者", "軟體", " ", "\n", "**", "*", "_", "__", "`", "``", "[", "](", ")", "](http://a.b/c)",
		"<b>", "</b>", "<a href=\"x\">", "<", ">", "&amp;", "&nbsp;", "\\", "{: #a }", "{#", "}", "|", "#", "##", "12.5%", "1,000", "10²", "30", "-", "–", "...",
		"…", "the", "data", "of", "don’t", "e.g.", "a@b.com", "https://x.com/y_z", "privacy.example.com", "「", "」", "\"", "(", "：", "\u200b", "\u00ad", "\ufeff",
		"é", "か", "カ", "\u3099", "개인", "ไทย", "\xff", "\xe9", "𠮷", "三", "十", "!", "![", "!!", "===", "---", "豈",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 30).Draw(t, "parts"), "")
	})
}

func TestTokensTile(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		raw := policyText().Draw(r, "raw")
		body := rapid.IntRange(0, len(raw)).Draw(r, "body")
		kind := rapid.SampledFrom(kinds).Draw(r, "kind")
		lang := rapid.SampledFrom([]string{"", "zh-TW", "en", "ja"}).Draw(r, "lang")
		if err := tiles(raw, Tokenize(raw, kind, body, lang)); err != nil {
			r.Fatalf("%q, %s, body %d, %s: %v", raw, kind, body, lang, err)
		}
	})
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"**重要：**我們的[隱私權政策](https://x.example/a \"t\")", "| a | b |", "> 引言\n> 二", "`a` <b>x</b> &#39;", "\xff隱\xe9"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, raw string, body int) {
		body = max(0, min(body, len(raw)))
		for _, kind := range kinds {
			if err := tiles(raw, Tokenize(raw, kind, body, "zh")); err != nil {
				t.Fatalf("%q, %s, body %d: %v", raw, kind, body, err)
			}
		}
	})
}

func TestTokensOfRealPoliciesTile(t *testing.T) {
	for _, c := range plantedTexts {
		for line := range strings.Lines(string(realdata.File(t, c.file))) {
			if err := tiles(line, Tokenize(line, doc.Paragraph, 0, c.lang)); err != nil {
				t.Fatalf("%s: %q: %v", c.file, line, err)
			}
		}
	}
}

// TestHostileText: what costs a naive scanner quadratic time. The test hangs rather than fails if it does.
func TestHostileText(t *testing.T) {
	for _, unit := range []string{
		"[", "](", "[](", "[](a ", "[](<", "[](x \"", "[a]:", "**a", "*a ", "_a ", "`", "``a`", "<a ", "<a x=\"", "<", "<!--", "{:", "{#", "&", "&a", "a.", "a@",
		"http://", "mailto:", "www.", "1-", "1-1-", "\\", "![", ">", "# ", "#a", "|", "=\n", "的", "**的", "\u0301", "\u200b", "三",
	} {
		raw := strings.Repeat(unit, 50_000/len(unit))
		for _, kind := range []doc.Kind{doc.Paragraph, doc.Heading, doc.Row, doc.Quote} {
			if err := tiles(raw, Tokenize(raw, kind, 0, "en")); err != nil {
				t.Errorf("%q repeated: %v", unit, err)
			}
		}
	}
}

// TestAtOnce is for the race detector: everything built on first use is built by several at once.
func TestAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			const a, b = "隱私權政策：[使用者](www.example.com)<b>軟體</b>", "隐私政策：用户软件 example.org"
			Spans(a, Tokenize(a, doc.Paragraph, 0, "zh-TW"), b, Tokenize(b, doc.Paragraph, 0, "zh-CN"))
		})
	}
	wg.Wait()
}

func BenchmarkTokenize(b *testing.B) {
	for _, c := range plantedTexts {
		if c.cross {
			continue
		}
		raw := string(realdata.File(b, c.file))
		b.Run(c.name, func(b *testing.B) {
			Tokenize(raw, doc.Paragraph, 0, c.lang)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				Tokenize(raw, doc.Paragraph, 0, c.lang)
			}
		})
	}
}

func BenchmarkPrintOf(b *testing.B) {
	raw := string(realdata.File(b, plantedTexts[0].file))
	tokens := Tokenize(raw, doc.Paragraph, 0, "zh-TW")
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		PrintOf(tokens)
	}
}
