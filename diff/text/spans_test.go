package text

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// drawn writes spans as a person reads them: [-deleted-]{+inserted+}.
func drawn(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch s.Op {
		case Equal:
			b.WriteString(s.New)
		case Delete:
			b.WriteString("[-" + s.Old + "-]")
		case Insert:
			b.WriteString("{+" + s.New + "+}")
		}
	}
	return b.String()
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ lang, old, new, want string }{
		{"en", "", "", ""},
		{"en", "", "new", "{+new+}"},
		{"en", "old", "", "[-old-]"},
		{"en", "foo bar baz", "foo baz", "foo [-bar -]baz"},
		{"en", "foo bar", "foo", "foo[- bar-]"},
		{"en", "bar", "foo bar", "{+foo +}bar"},
		{"en", "We keep it for 30 days.", "We keep it for 45 days.", "We keep it for [-30 days-]{+45 days+}."},
		{"en", "for 30 days or 12 months", "for 30\ndays or 18 months", "for 30\ndays or [-12 months-]{+18 months+}"},
		{"en", "within 5 business days of it", "within 10 business days of it", "within [-5 business days-]{+10 business days+} of it"},
		{"en", "within 5 business days", "within 5 days", "within [-5 business days-]{+5 days+}"},
		{"en", "a share of 10% in 3 years", "a share of 15% in 3 years", "a share of [-10%-]{+15%+} in 3 years"},
		{"en", "updated January 5, 2023 by us", "updated March 5, 2024 by us", "updated [-January 5, 2023-]{+March 5, 2024+} by us"},
		{"en", "on 5 January 2023.", "on 6 January 2023.", "on [-5 January 2023-]{+6 January 2023+}."},
		{"en", "5 of our partners", "6 of our partners", "[-5-]{+6+} of our partners"},
		{"zh", "在 30 日內刪除", "在 45 日内删除", "在 [-30 日-]{+45 日+}内删除"},
		{"zh", "在30日內刪除", "在 30 日内删除", "在 30 日内删除"},
		{"zh", "保存 12 個月。", "保存 18 个月。", "保存 [-12 個月-]{+18 个月+}。"},
		{"zh", "十五个工作日内答复", "三十个工作日内答复", "[-十五个工作日-]{+三十个工作日+}内答复"},
		{"zh", "在十五個工作日內或十五個工作日。", "在十五个工作日内或二十个工作日。", "在十五个工作日内或[-十五個工作日-]{+二十个工作日+}。"},
		{"zh", "2021 年 1 月 15 日更新", "2021 年 3 月 15 日更新", "2021 年 [-1 月-]{+3 月+} 15 日更新"},
		{"en", "You may opt out.", "You shall opt out.", "You [-may-]{+shall+} opt out."},
		{"en", "name, address and phone", "name, e-mail, address and phone", "name, {+e-mail, +}address and phone"},
		{"en", "See https://a.example/x?v=1 now", "See https://a.example/x?v=2 now", "See [-https://a.example/x?v=1-]{+https://a.example/x?v=2+} now"},
		{"en", "One. Two. Three.", "One. Three.", "One. [-Two. -]Three."},
		{"en", "see [here](http://a/x) ok", "see [here](http://a/y) ok", "see [here]([-http://a/x-]{+http://a/y+}) ok"},
		{"en", "your data here", "your **data** here", "your [-data-]{+**data**+} here"},
		{"en", "it is *one* and two", "it is **one** and two", "it is **one** and two"},
		{"zh", "我們會保存您的個人資料三十日，之後刪除。", "我们会保存您的个人资料四十五日,之后删除。", "我们会保存您的个人资料[-三十日-]{+四十五日+},之后删除。"},
		{"zh", "收集您的資料", "搜集您的資料", "[-收集-]{+搜集+}您的資料"},
		{"zh", "我們可以使用您的資料", "我們應當使用您的資料", "我們[-可以-]{+應當+}使用您的資料"},
		{"zh", "姓名、電話及地址", "姓名、電子郵件、電話及地址", "姓名、{+電子郵件、+}電話及地址"},
		{"zh", "一、二。", "一、二。三。", "一、二。{+三。+}"},
		{"zh", "隱私權政策", "隐私权政策", "隐私权政策"},
		{"zh", "（「甲」）", "(\"甲\")", "(\"甲\")"},
	} {
		got := drawn(Spans(c.old, Tokenize(c.old, doc.Paragraph, 0, c.lang), c.new, Tokenize(c.new, doc.Paragraph, 0, c.lang)))
		if got != c.want {
			t.Errorf("%q against %q\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

func TestSpansOfMarks(t *testing.T) {
	for _, c := range []struct {
		old     string
		oldBody int
		new     string
		newBody int
		want    string
	}{
		{"3.1 Sharing", 4, "3.2 Sharing", 4, "[-3.1 -]{+3.2 +}Sharing"},
		{"### 3.1 Sharing", 8, "**3.1** Sharing", 8, "**3.1** Sharing"},
		{"• item", 4, "- item", 2, "- item"},
	} {
		a, b := Tokenize(c.old, doc.Item, c.oldBody, "en"), Tokenize(c.new, doc.Item, c.newBody, "en")
		if got := drawn(Spans(c.old, a, c.new, b)); got != c.want {
			t.Errorf("%q against %q\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

// sound fails unless spans keep what Spans promises.
func sound(oldRaw string, old []Token, newRaw string, new []Token, spans []Span) error {
	var a, b strings.Builder
	cuts := func(tokens []Token) map[int]bool {
		set := map[int]bool{0: true}
		for _, t := range tokens {
			set[t.End] = true
		}
		return set
	}
	oldCuts, newCuts := cuts(old), cuts(new)
	for i, s := range spans {
		switch {
		case s.Old == "" && s.New == "":
			return fmt.Errorf("span %d is empty", i)
		case s.Op == Delete && s.New != "", s.Op == Insert && s.Old != "":
			return fmt.Errorf("span %d, %s, has both sides", i, s.Op)
		case i > 0 && spans[i-1].Op == s.Op:
			return fmt.Errorf("spans %d and %d are both %s", i-1, i, s.Op)
		case i > 0 && spans[i-1].Op == Insert && s.Op == Delete:
			return fmt.Errorf("span %d deletes after an insert", i)
		}
		a.WriteString(s.Old)
		b.WriteString(s.New)
		if !oldCuts[a.Len()] || !newCuts[b.Len()] {
			return fmt.Errorf("span %d ends inside a token", i)
		}
		if s.Op == Equal && strings.Join(normsIn(old, a.Len()-len(s.Old), a.Len()), "\x00") != strings.Join(normsIn(new, b.Len()-len(s.New), b.Len()), "\x00") {
			return fmt.Errorf("span %d is equal and is not: %q, %q", i, s.Old, s.New)
		}
	}
	if a.String() != oldRaw || b.String() != newRaw {
		return fmt.Errorf("spans hold %q and %q", a.String(), b.String())
	}
	return nil
}

// normsIn lists the norms of the content between two bytes.
func normsIn(tokens []Token, from, to int) []string {
	var list []string
	for _, i := range contentOf(tokens) {
		if t := tokens[i]; t.Start >= from && t.End <= to {
			list = append(list, fmt.Sprint(t.Norm, t.Emphasis && t.counts()))
		}
	}
	return list
}

func TestSpansAreSound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := policyText().Draw(r, "old"), policyText().Draw(r, "new")
		if rapid.Bool().Draw(r, "related") { // else nearly everything differs
			at := rapid.IntRange(0, len(a)).Draw(r, "at")
			b = a[:at] + b + a[min(len(a), at+rapid.IntRange(0, 9).Draw(r, "cut")):]
		}
		kind := rapid.SampledFrom(kinds).Draw(r, "kind")
		ta := Tokenize(a, kind, rapid.IntRange(0, len(a)).Draw(r, "body"), "zh")
		tb := Tokenize(b, kind, 0, "zh")
		spans := Spans(a, ta, b, tb)
		if err := sound(a, ta, b, tb, spans); err != nil {
			r.Fatalf("%q against %q: %v\n%q", a, b, err, spans)
		}
	})
}

func FuzzSpans(f *testing.F) {
	f.Add("我們會保存**資料**三十日", "我们会保存资料四十五日")
	f.Add("see [a](x) and b", "see [a](y), b")
	f.Add("\xff瞭 解", "了解\xfe")
	f.Fuzz(func(t *testing.T, a, b string) {
		ta, tb := Tokenize(a, doc.Paragraph, 0, "zh"), Tokenize(b, doc.Paragraph, 0, "zh")
		if err := sound(a, ta, b, tb, Spans(a, ta, b, tb)); err != nil {
			t.Fatalf("%q against %q: %v", a, b, err)
		}
	})
}

// TestSpansOfRepetition: edits far apart in a long text of few words, none of which is unique, stay apart.
func TestSpansOfRepetition(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var text strings.Builder
	for range 10_000 {
		text.WriteString([]string{"we ", "may ", "share ", "your ", "data ", "with ", "third ", "parties "}[r.IntN(8)])
	}
	a := text.String()
	b := "data " + a[:20000] + " we share " + a[20000:] + "parties"
	ta, tb := Tokenize(a, doc.Paragraph, 0, "en"), Tokenize(b, doc.Paragraph, 0, "en")
	spans := Spans(a, ta, b, tb)
	if err := sound(a, ta, b, tb, spans); err != nil {
		t.Fatal(err)
	}
	changed := 0
	for _, s := range spans {
		if s.Op != Equal {
			changed += len(s.Old) + len(s.New)
		}
	}
	if changed > 200 {
		t.Errorf("%d bytes are shown as changed", changed)
	}
}

// TestSpansOfRealPolicies compares whole policies with each other, related or not.
func TestSpansOfRealPolicies(t *testing.T) {
	for _, c := range [][2]int{{0, 1}, {0, 2}, {1, 2}, {4, 0}} {
		a, b := string(realdata.File(t, plantedTexts[c[0]].file)), string(realdata.File(t, plantedTexts[c[1]].file))
		ta, tb := Tokenize(a, doc.Paragraph, 0, "zh"), Tokenize(b, doc.Paragraph, 0, "zh")
		spans := Spans(a, ta, b, tb)
		if err := sound(a, ta, b, tb, spans); err != nil {
			t.Error(err)
		}
		if again := Spans(a, ta, b, tb); drawn(again) != drawn(spans) {
			t.Error("the same texts give other spans")
		}
	}
}

func TestJoin(t *testing.T) {
	raws := []string{"甲 **b**", "", "c"}
	var tokens [][]Token
	for _, raw := range raws {
		tokens = append(tokens, Tokenize(raw, doc.Paragraph, 0, ""))
	}
	raw, all := Join(raws, tokens)
	if raw != "甲 **b**\n\nc" {
		t.Errorf("joined to %q", raw)
	}
	if err := tiles(raw, all); err != nil {
		t.Error(err)
	}
}

// shuffled is text of n bytes made of a policy's words in any order.
func shuffled(tb testing.TB, file string, n int, seed uint64) string {
	raw := string(realdata.File(tb, file))
	tokens := Tokenize(raw, doc.Code, 0, "zh")
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for b.Len() < n {
		t := tokens[r.IntN(len(tokens))]
		b.WriteString(raw[t.Start:t.End])
	}
	return b.String()
}

// BenchmarkSpans measures growth with size, up to a block of 100 KB (no policy has one), in three cases: one edit in
// each KB, everything in another order, and two texts of different words.
func BenchmarkSpans(b *testing.B) {
	const zh, en = "seeds/000_05b14415a591ba60.txt", "seeds/003_13bd11e379a121a2.txt"
	for _, kb := range []int{1, 10, 100} {
		base := shuffled(b, zh, kb<<10, 1)
		edited := []byte(base)
		for i := 0; i+3 < len(edited); i += 1 << 10 {
			copy(edited[i:], "x y")
		}
		for _, c := range []struct{ name, old, new string }{
			{"edited", base, strings.ToValidUTF8(string(edited), "")},
			{"reordered", base, shuffled(b, zh, kb<<10, 2)},
			{"unrelated", base, shuffled(b, en, kb<<10, 3)},
		} {
			b.Run(fmt.Sprintf("%s/%dKB", c.name, kb), func(b *testing.B) {
				old, new := Tokenize(c.old, doc.Code, 0, "zh"), Tokenize(c.new, doc.Code, 0, "zh")
				start := time.Now()
				for b.Loop() {
					Spans(c.old, old, c.new, new)
				}
				b.ReportMetric(float64(time.Since(start).Milliseconds())/float64(b.N), "ms/op")
			})
		}
	}
}
