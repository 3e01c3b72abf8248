package archive

import (
	"strings"
	"testing"
)

func TestOtherLanguage(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"zh-TW", "zh-Hant", false},
		{"zh-TW", "zh-Hant-HK", false},
		{"zh-CN", "zh-Hans", false},
		{"zh-TW", "zh-Hans", true},
		{"zh", "zh-Hant", false},
		{"zh-CN", "en", true},
		{"en-US", "en-GB", false},
		{"nb", "da", false},
		{"de", "", false},
		{"ja", "zh-Hant", true},
	} {
		if got := otherLanguage(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}

func TestWeight(t *testing.T) {
	for text, want := range map[string]int{
		"":          0,
		"We keep 3": 7,
		"隱私權":       6,
		"See [our terms](https://acme.example/terms) (in short), ![x](/a.png)": 19,
		"[open](/a\nline":        8,
		"a [note] (aside) b](c)": 11,
	} {
		if got := weight([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// The detection of languages names the nearest it knows: a source in a language that it does not know is not held for it.
func TestReasonLanguage(t *testing.T) {
	english, chinese := []byte(strings.Repeat("We collect the data that you give us, and we keep it for as long as the law asks us to. ", 10)),
		[]byte(strings.Repeat("我們收集您提供給我們的個人資料，並依法律規定的期間保存這些資料。", 20))
	for _, c := range []struct {
		lang         string
		before, now  []byte
		held, sticky bool
	}{
		{"en", nil, english, false, false},
		{"zh-TW", nil, english, true, true},
		{"sl", nil, english, false, false},
		{"", nil, english, false, false},
		{"zh-TW", chinese, english, true, true},
		{"en", chinese, english, false, false}, // back to its own
		{"", chinese, english, true, false},
		{"sl", chinese, english, true, false},
		{"zh-TW", english, english, false, false}, // released by hand once: the version before says the same
	} {
		why, sticky := reasonLanguage(Source{Language: c.lang}, text{markdown: c.now}, Last{Text: c.before})
		if (!why.IsZero()) != c.held || sticky != c.sticky {
			t.Errorf("%q: %q, sticky %v", c.lang, why, sticky)
		}
	}
}

func TestReadsLikePolicy(t *testing.T) {
	for text, want := range map[string]bool{
		"# Privacy\n\nWe collect personal data with your consent and disclose it to third parties.":                                              true,
		"# Copyright\n\nContent that infringes a copyright is removed. Accounts that violate these rules again are terminated, as the law asks.": true,
		"# Conduct\n\nHarassment is prohibited. You must not violate the rights of others; what is not allowed here is listed below.":            true,
		"# 社区规范\n\n禁止发布侵权内容。违反本规范的，我们可以限制您使用服务的权利。":                                                                                              true,
		"# コミュニティ規約\n\n第三者の権利を侵害する投稿は禁止します。法令に違反した場合は利用を停止します。":                                                                                  true,
		"# Oops\n\nThis page went on holiday. Try our home page, or call our services desk.":                                                     false,
		"# Your voice\n\nSpeak up, share and meet your people. Download the app today and join millions of others.\n\n" +
			"[Privacy](https://a.example/p) [Terms](https://a.example/t) [Copyright](https://a.example/c) [Rights](https://a.example/r)": false,
		"# 系统维护\n\n系统正在维护，请稍后再试。给您带来不便，敬请谅解。": false,
	} {
		if got := readsLikePolicy([]byte(text)); got != want {
			t.Errorf("%v: %s", got, text)
		}
	}
}
