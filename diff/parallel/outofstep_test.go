package parallel

import (
	"strings"
	"testing"
)

const stepEN = "# Policy\n\n## 1 Retention\n\nWe keep your logs for 30 days.\n\n## 2 Partners\n\nWe share data with Acme Inc.\n\n## 3 California\n\nResidents of California may write to us.\n"

const stepZH = "# 政策\n\n## 1 保存期限\n\n我們保存您的日誌 30 日。\n\n## 2 合作夥伴\n\n我們與 Acme Inc. 分享資料。\n"

func TestOutOfStep(t *testing.T) {
	en2, zh2 := strings.Replace(stepEN, "30 days", "45 days", 1), strings.Replace(stepZH, "30 日", "45 日", 1)
	en3 := strings.Replace(en2, "may write", "may write, and have 15 more days,", 1)
	en := language(t, "en", at("2024-01-02", stepEN), at("2024-05-16", en2))
	cn := language(t, "zh-CN", at("2024-01-02", stepZH), at("2024-06-02", zh2))
	tw := language(t, "zh-TW", at("2024-01-02", stepZH))
	got := FindOutOfStep("star/policy", []Language{tw, cn, en}, nil)
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	for lang, want := range map[string]string{
		"en":    "en changed 1 Retention on 2024-05-16; zh-CN followed on 2024-06-02; zh-TW has not",
		"zh-TW": "en 於 2024-05-16 修改了「1 Retention」；zh-CN 於 2024-06-02 同步；zh-TW 尚未同步",
		"zh-CN": "en于2024-05-16修改了“1 Retention”；zh-CN于2024-06-02同步；zh-TW尚未同步",
	} {
		if line := got[0].Line(lang); line != want {
			t.Errorf("%s: %s", lang, line)
		}
	}
	// In step, and a section that is meant for one language alone.
	tw = language(t, "zh-TW", at("2024-01-02", stepZH), at("2024-06-03", zh2))
	if got := FindOutOfStep("star/policy", []Language{tw, cn, en}, nil); len(got) != 0 {
		t.Errorf("in step: %s", got[0].Line("en"))
	}
	en = language(t, "en", at("2024-01-02", stepEN), at("2024-05-16", en2), at("2024-07-01", en3))
	if got := FindOutOfStep("star/policy", []Language{tw, cn, en}, nil); len(got) != 1 || got[0].Sections[0].Number != "3" {
		t.Errorf("%+v", got)
	}
	if got := FindOutOfStep("star/policy", []Language{tw, cn, en}, map[string][]string{"en": {"California"}}); len(got) != 0 {
		t.Errorf("declared: %s", got[0].Line("en"))
	}
	if got := FindOutOfStep("star/policy", []Language{en, language(t, "", at("2024-01-02", stepZH))}, nil); len(got) != 0 {
		t.Errorf("of no known language: %s", got[0].Line("en"))
	}
	// Where another language leads, that is said.
	cn = language(t, "zh-CN", at("2024-01-02", stepZH), at("2024-06-02", zh2), at("2024-08-02", strings.Replace(zh2, "Acme Inc.", "Acme Inc. 和 Bolt Ltd.", 1)))
	got = FindOutOfStep("star/policy", []Language{tw, cn, en}, map[string][]string{"en": {"3"}})
	if len(got) != 1 || got[0].Language != "zh-CN" || got[0].Sections[0].Number != "2" {
		t.Errorf("%+v", got)
	}
}

// A clause and a section that went are named as one that came is, and a text that changed where no section is states no
// other date for it.
func TestOutOfStepRemoved(t *testing.T) {
	zh := at("2024-01-02", stepZH)
	for name, c := range map[string]struct{ text, want string }{
		"section": {strings.Split(stepEN, "## 3")[0], "en changed 3 California on 2024-05-16; zh-TW has not"},
		"clause":  {strings.Replace(stepEN, "We share data with Acme Inc.\n", "", 1), "en changed 2 Partners on 2024-05-16; zh-TW has not"},
		"preface": {strings.Replace(stepEN, "# Policy\n", "We sell your data to Acme Inc.\n\n# Policy\n", 1), "en changed its text on 2024-05-16; zh-TW has not"},
	} {
		en := language(t, "en", at("2024-01-02", stepEN), at("2024-05-16", c.text))
		got := FindOutOfStep("star/policy", []Language{en, language(t, "zh-TW", zh)}, nil)
		if len(got) != 1 || got[0].Line("en") != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	en := language(t, "en", at("2024-01-02", stepEN), at("2024-05-16", strings.Split(stepEN, "## 3")[0]))
	if got := FindOutOfStep("star/policy", []Language{en, language(t, "zh-TW", zh)}, map[string][]string{"en": {"California"}}); len(got) != 0 {
		t.Errorf("meant for one language: %+v", got)
	}
}
