package terms

import (
	"regexp"
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"

	"policylog/diff"
)

// each visits every text of every table with a name for messages.
func each(visit func(name string, e entry)) {
	for k := Key(0); k < numKeys; k++ {
		visit(words[k][english], words[k])
	}
	for k, e := range statuses {
		visit("status "+string(k), e)
	}
	for k, e := range classes {
		visit("class "+string(k), e)
	}
	for k, e := range kinds {
		visit("kind "+string(k), e)
	}
	for _, m := range []map[string]entry{facts, roles, topics, subjects} {
		for k, e := range m {
			visit(k, e)
		}
	}
}

func TestComplete(t *testing.T) {
	each(func(name string, e entry) {
		for i, s := range e {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%q has no text in %s", name, Catalogue{language(i)}.Tag())
			}
		}
	})
}

func TestPlaceholders(t *testing.T) {
	hole := regexp.MustCompile(`\{[n1-9]\}`)
	each(func(name string, e entry) {
		want := map[string]bool{}
		for _, form := range strings.Split(e[english], "|") {
			got := map[string]bool{}
			for _, h := range hole.FindAllString(form, -1) {
				got[h] = true
			}
			if len(want) > 0 && len(want) != len(got) {
				t.Errorf("%q: its plural forms take different arguments", name)
			}
			want = got
		}
		for i, s := range e[simplified:] {
			got := map[string]bool{}
			for _, h := range hole.FindAllString(s, -1) {
				got[h] = true
			}
			if len(got) != len(want) {
				t.Errorf("%q: %s takes %d arguments, English %d", name, Catalogue{language(i + 1)}.Tag(), len(got), len(want))
			}
			if strings.Contains(s, "|") {
				t.Errorf("%q: Chinese has one form", name)
			}
		}
	})
}

// OpenCC is the oracle of script: Simplified text stays as it is when folded to Simplified, and Traditional text of
// Taiwan when turned to Taiwan's characters.
func TestScripts(t *testing.T) {
	t2s, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	s2tw, err := opencc.New("s2tw")
	if err != nil {
		t.Fatal(err)
	}
	each(func(name string, e entry) {
		if got, _ := t2s.Convert(e[simplified]); got != e[simplified] {
			t.Errorf("%q: zh-CN has Traditional characters: %s, not %s", name, e[simplified], got)
		}
		if got, _ := s2tw.Convert(e[traditional]); got != e[traditional] {
			t.Errorf("%q: zh-TW has Simplified characters: %s, not %s", name, e[traditional], got)
		}
	})
}

func TestNoJudgement(t *testing.T) {
	each(func(name string, e entry) {
		for _, bad := range []string{"weak", "strong", "worse", "better", "in force", "重大", "削弱", "减损", "減損"} {
			for _, s := range e {
				if strings.Contains(s, bad) {
					t.Errorf("%q judges: %s", name, s)
				}
			}
		}
	})
}

func TestFor(t *testing.T) {
	for lang, want := range map[string]string{
		"": "en", "C": "en", "POSIX": "en", "en": "en", "en_US.UTF-8": "en", "de-DE": "en", "ja": "en",
		"zh": "zh-CN", "zh-CN": "zh-CN", "zh_CN.GB18030": "zh-CN", "zh-Hans-HK": "zh-CN", "zh-SG": "zh-CN",
		"zh-TW": "zh-TW", "zh_TW.UTF-8": "zh-TW", "zh-Hant": "zh-TW", "zh-Hant-CN": "zh-TW", "zh-HK": "zh-TW",
		"zh_TW@radical": "zh-TW", "ZH-hant-tw": "zh-TW",
	} {
		if got := For(lang).Tag(); got != want {
			t.Errorf("For(%q) is %s, want %s", lang, got, want)
		}
	}
}

func TestCountAndText(t *testing.T) {
	en, cn, tw := For("en"), For("zh-CN"), For("zh-TW")
	for _, c := range []struct{ got, want string }{
		{en.Count(Changes, 0), "0 changes"},
		{en.Count(Changes, 1), "1 change"},
		{en.Count(Changes, 2), "2 changes"},
		{cn.Count(Changes, 1), "1处变更"},
		{tw.Count(Changes, 2), "2 處變更"},
		{en.Text(FactChanged, "duration", "{3}", "{n}"), "duration: {3} → {n}"},
		{en.List(nil), ""},
		{en.List([]string{"a"}), "a"},
		{en.List([]string{"a", "b", "c"}), "a, b and c"},
		{cn.List([]string{"a", "b", "c"}), "a、b和c"},
		{tw.Quote("x"), "「x」"},
		{en.Status(diff.MovedModified), "moved and changed"},
		{en.Status("new-status"), "new-status"},
		{en.Kind("item"), "list item"},
		{en.Kinds("item", 1), "1 list item"},
		{en.Kinds("item", 3), "3 list items"},
		{tw.Kinds("item", 3), "3 個清單項目"},
		{tw.Text(TextAdded, tw.Kinds("item", 3)), "新增 3 個清單項目"},
		{tw.Text(TextAdded, tw.Kind("item")), "新增清單項目"},
		{en.Kinds("new-kind", 2), "2 new-kind"},
		{cn.Class(diff.Substantive), "内容变更（待审阅）"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ lang, iso, want string }{
		{"en", "2021-01-15", "15 January 2021"},
		{"zh-CN", "2021-01-15", "2021年1月15日"},
		{"zh-TW", "2021-01-15", "2021 年 1 月 15 日"},
		{"en", "2022-01-27T23:59:59-11:00", "27 January 2022"},
		{"en", "2021-02-30", "2021-02-30"},
		{"en", "01/02/2026", "01/02/2026"},
		{"en", "2021-01-15x", "2021-01-15x"},
		{"en", "", ""},
	} {
		if got := For(c.lang).Date(c.iso); got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.lang, c.iso, got, c.want)
		}
	}
}

// Of one day the times are shown; nothing runs into the words around it, in any of the languages.
func TestSpan(t *testing.T) {
	for _, c := range []struct{ lang, from, to, want string }{
		{"en", "2024-05-13T06:00:00Z", "2024-05-13T18:30:00Z", "Between the captures of 13 May 2024 06:00 UTC and 13 May 2024 18:30 UTC the text of A did not change."},
		{"zh-CN", "2024-05-13T06:00:00Z", "2024-05-13T18:30:00Z", "从2024年5月13日06:00（UTC）到2024年5月13日18:30（UTC）的两次采集之间，A的正文未变。"},
		{"zh-TW", "2024-05-13T06:00:00Z", "2024-05-13T18:30:00Z", "從 2024 年 5 月 13 日 06:00（UTC）到 2024 年 5 月 13 日 18:30（UTC）的兩次擷取之間，A 的內文未變。"},
		{"zh-TW", "2024-05-13T06:00:01Z", "2024-05-13T06:00:30Z", "從 2024 年 5 月 13 日 06:00:01（UTC）到 2024 年 5 月 13 日 06:00:30（UTC）的兩次擷取之間，A 的內文未變。"},
		{"zh-TW", "2024-05-13", "2024-05-14", "從 2024 年 5 月 13 日到 2024 年 5 月 14 日的兩次擷取之間，A 的內文未變。"},
		{"zh-TW", "2018-05-55", "01/02/2019", "從 2018-05-55 到 01/02/2019 的兩次擷取之間，A 的內文未變。"},
	} {
		cat := For(c.lang)
		from, to := cat.Span(c.from, c.to)
		if got := cat.Text(SumBetweenSame, "A", from, to); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.lang, got, c.want)
		}
	}
}

func TestSpaced(t *testing.T) {
	for name, want := range map[string]string{"Xiaomi": " Xiaomi ", "紙月": "紙月", "小米 Xiaomi": "小米 Xiaomi ", "": "", "Ltd.": " Ltd."} {
		if got := For("zh-TW").Spaced(name); got != want {
			t.Errorf("Spaced(%q) = %q, want %q", name, got, want)
		}
		if got := For("zh-CN").Spaced(name); got != name {
			t.Errorf("Simplified: Spaced(%q) = %q", name, got)
		}
	}
}

// Every reason that a comparison gives has words in the reader's language: none of them stays English.
func TestReasonsAreTranslated(t *testing.T) {
	for _, c := range []struct{ reason, want string }{
		{"split into 3", "拆分为3处"},
		{"words changed: 三十日 → 六十日", "文字变化：三十日 → 六十日"},
		{"duration changed: 30 days → 45 days", "期限变化：30 days → 45 days"},
		{"data type added: ∅ → a: b", "数据类型新增：∅ → a: b"},
		{"nothing but a date or version label changed", "仅日期或版本号变化"},
		{"rights link: a → b", "权利行使链接：a → b"},
	} {
		if got := For("zh-CN").Reason(c.reason); got != c.want {
			t.Errorf("%q: %q, want %q", c.reason, got, c.want)
		}
		if got := For("en").Reason(c.reason); got != c.reason {
			t.Errorf("%q became %q", c.reason, got)
		}
	}
}
