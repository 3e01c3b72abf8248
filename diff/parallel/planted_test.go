package parallel

import (
	"os"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// lantern reads a language of the policy of testdata: a made-up one, in the way of those that have no numbers.
func lantern(t testing.TB, lang string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/lantern." + lang + ".md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var lanternLanguages = []string{"en", "zh-CN", "zh-TW", "de", "ja"}

func compareTexts(a, b, la, lb string) *Result {
	return Compare(doc.Parse([]byte(a)), doc.Parse([]byte(b)), Options{A: diff.Side{Language: la}, B: diff.Side{Language: lb}})
}

// TestNothingPlanted: five languages that say the same have no difference.
func TestNothingPlanted(t *testing.T) {
	for i, la := range lanternLanguages {
		for _, lb := range lanternLanguages[i+1:] {
			r := compareTexts(lantern(t, la), lantern(t, lb), la, lb)
			for _, row := range r.Sections {
				if row.A == nil || row.B == nil || row.A.Index != row.B.Index {
					t.Errorf("%s %s: %+v with %+v", la, lb, row.A, row.B)
					continue
				}
				for _, f := range row.Facts {
					if !f.Minor {
						t.Errorf("%s %s: %s: %s %s %q %q", la, lb, row.A.Title, f.Kind, f.Op, f.A, f.B)
					}
				}
			}
		}
	}
}

// TestPlanted changes one thing in one language at a time, of each kind that a reader would want to know of.
func TestPlanted(t *testing.T) {
	for _, c := range []struct {
		lang, old, new string
		want           string // kind of the fact, or a status
	}{
		{"en", "90 days", "60 days", "duration"},
		{"zh-TW", "90 天", "60 天", "duration"},
		{"zh-CN", "13 岁", "16 岁", "age"},
		{"de", "18 Monate", "24 Monate", "duration"},
		{"ja", "18 か月", "24 か月", "duration"},
		{"en", "1 March 2025", "1 April 2025", "date"},
		{"zh-CN", "2025 年 3 月 1 日", "2025 年 5 月 1 日", "date"},
		{"en", "Brightwater Analytics Inc., ", "", "third party"},
		{"zh-TW", "Brightwater Analytics Inc.、", "", "third party"},
		{"en", "gender, ", "", "data type"},
		{"zh-CN", "性别、", "", "data type"},
		{"zh-TW", "序號、", "", "data type"},
		{"en", "IMEI, ", "", "data type"},
		{"zh-CN", "IMEI、", "", "data type"},
		{"en", "phone number, and a photo", "and a photo", "data type"},
		{"zh-TW", "、電話號碼和照片", "和照片", "data type"},
		{"en", "We may combine", "We must combine", "modality"},
		{"zh-TW", "我們可能會將", "我們必須將", "modality"},
		{"zh-CN", "您有权", "您应当", "modality"},
		{"en", "you have the right to", "you must", "modality"},
		{"en", "https://lantern.example/en/choices", "https://adbroker.example/choices", "url"},
		{"ja", "https://lantern.example/ja/choices", "https://adbroker.example/choices", "url"},
		{"en", "privacy@lantern.example", "dpo@lantern.example", "e-mail"},
		{"en", "**precise location**", "precise location", "emphasis"},
		{"zh-CN", "**精确位置信息**", "精确位置信息", "emphasis"},
		{"en", "GDPR", "law", "legal reference"},
		{"zh-TW", "新加坡", "其他國家", "jurisdiction"},
		{"zh-CN", "\n## 儿童\n\n", "\n", "only"},
		{"en", "\n## Children\n\nThe Lantern service is not meant for children under 13 years of age. If we learn that a child has given us personal data without the consent of a parent, we delete it.\n", "\n", "only"},
	} {
		text := lantern(t, c.lang)
		if !strings.Contains(text, c.old) {
			t.Errorf("%s has no %q", c.lang, c.old)
			continue
		}
		for _, other := range lanternLanguages {
			terms := known(c.lang) && known(other)
			if other == c.lang || sameLanguage(other, c.lang) || !terms && (c.want == "data type" || c.want == "modality" || c.want == "legal reference" || c.want == "jurisdiction") {
				continue
			}
			r := compareTexts(strings.Replace(text, c.old, c.new, 1), lantern(t, other), c.lang, other)
			found, besides := 0, 0
			for _, row := range r.Sections {
				if row.Status == OnlyA || row.Status == OnlyB || row.Status == Merged {
					if c.want == "only" {
						found++
					} else {
						besides++
					}
				}
				for _, f := range row.Facts {
					switch {
					case f.Minor:
					case f.Kind == c.want:
						found++
					default:
						besides++
						t.Logf("besides: %+v", f)
					}
				}
			}
			if found == 0 || besides > 0 {
				t.Errorf("%s with %s, %q → %q: %s found %d times, %d other differences", c.lang, other, c.old, c.new, c.want, found, besides)
			}
		}
	}
}
