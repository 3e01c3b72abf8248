package diff_test

import (
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// one compares two texts of one paragraph and returns the row of it.
func one(t *testing.T, old, new, lang string) diff.Row {
	t.Helper()
	r := diff.Compare(doc.Parse([]byte(old+"\n")), doc.Parse([]byte(new+"\n")), diff.Options{Old: diff.Side{Language: lang}, New: diff.Side{Language: lang}})
	if len(r.Blocks) != 1 {
		t.Fatalf("%d rows for %q → %q", len(r.Blocks), old, new)
	}
	return r.Blocks[0]
}

// A quantity written otherwise that comes to the same is a matter of wording; whatever else changes beside it counts.
func TestSameValueWrittenDifferently(t *testing.T) {
	en, hans, hant := "We keep the records of your visits for %s and erase them after that.", "我们会将您的访问记录保存%s，之后予以删除。", "我們會將您的造訪紀錄保存%s，之後予以刪除。"
	for _, c := range []struct{ lang, carrier, old, new string }{
		{"en", en, "30 days", "thirty days"},
		{"en", en, "thirty (30) days", "30 days"},
		{"en", en, "12 months", "one year"},
		{"en", en, "24 hours", "1 day"},
		{"en", en, "two weeks", "14 days"},
		{"en", en, "10 business days", "ten working days"},
		{"en", "A fine of %s is possible in that case.", "€20 million", "EUR 20,000,000"},
		{"en", "A fee of %s of the price is charged then.", "4%", "4 percent"},
		{"en", "This text was last changed on %s by our lawyers.", "January 15, 2021", "15 January 2021"},
		{"zh-Hans", hans, "30日", "30天"},
		{"zh-Hans", hans, "三十日", "30 天"},
		{"zh-Hans", hans, "１２个月", "一年"},
		{"zh-Hans", hans, "半年", "六个月"},
		{"zh-Hans", hans, "十五个工作日", "15 个工作日"},
		{"zh-Hans", "我们于%s更新了本政策的这一节。", "2021年3月5日", "2021年03月05日"},
		{"zh-Hans", "我们于%s更新了本政策的这一节。", "二〇二一年三月五日", "2021年3月5日"},
		{"zh-Hant", hant, "30 日", "三十天"},
		{"zh-Hant", hant, "兩年", "24 個月"},
	} {
		row := one(t, strings.Replace(c.carrier, "%s", c.old, 1), strings.Replace(c.carrier, "%s", c.new, 1), c.lang)
		if row.Class != diff.Editorial || len(row.Facts) != 0 || !strings.Contains(strings.Join(row.Reasons, "\n"), "same value, written differently") {
			t.Errorf("%s → %s: %s, facts %v, reasons %q", c.old, c.new, row.Class, row.Facts, row.Reasons)
		}
	}
	for _, c := range []struct{ lang, carrier, old, new string }{
		{"en", en, "30 days", "thirty-one days"},
		{"en", en, "30 days", "1 month"},
		{"en", en, "30 days", "30 business days"},
		{"en", en, "30 days", "30 calendar days"},
		{"en", en, "30 days", "30 additional days"},
		{"en", en, "12 months", "12 weeks"},
		{"en", en, "30 days", "at least thirty days"},
		{"en", en, "30 days after the visit", "thirty days before the visit"},
		{"en", "A fee of %s is charged for it.", "$20", "US$20"},
		{"en", "A fee of %s is charged for it.", "$20", "£20"},
		{"zh-Hans", hans, "30日", "30个工作日"},
		{"zh-Hans", hans, "30日", "一个月"},
		{"zh-Hans", hans, "三十日", "不少于30天"},
		{"zh-Hans", hans, "三十日", "40天"},
		{"zh-Hant", hant, "兩年", "十二個月"},
		{"zh-Hant", "本服務適用於%s的使用者。", "未滿14歲", "14歲以下"},
	} {
		row := one(t, strings.Replace(c.carrier, "%s", c.old, 1), strings.Replace(c.carrier, "%s", c.new, 1), c.lang)
		if row.Class != diff.Substantive {
			t.Errorf("%s → %s: %s, reasons %q; want substantive", c.old, c.new, row.Class, row.Reasons)
		}
	}
}
