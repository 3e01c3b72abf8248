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
