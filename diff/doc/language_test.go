package doc

import (
	"os/exec"
	"strings"
	"testing"

	"policylog/internal/realdata"
)

func TestDetectLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"":       "",
		"123 !?": "",
		"xkcd":   "",
		"We collect information about you when you use our services.": "en",
		"我們會收集您的裝置資訊，並透過網路傳送至伺服器。您的資料會儲存於我們的資料庫。":                     "zh-Hant-TW",
		"我們會將閣下的個人資料儲存於流動裝置的軟件內，並透過互聯網及電郵與閣下聯絡，請參閱私隱政策。":              "zh-Hant-HK",
		"我们会收集您的设备信息。":                                                                        "zh-Hans",
		"当社は、お客様の個人情報を適切に管理します。":                                                              "ja",
		"회사는 이용자의 개인정보를 보호합니다.":                                                               "ko",
		"Wir verarbeiten Ihre Daten, wenn Sie unsere Dienste nutzen, und löschen sie danach.": "de",
		"Nous utilisons vos données pour vous fournir nos services et les améliorer.":         "fr",
		"Мы обрабатываем данные, которые вы нам предоставили, и не передаём их никому.":       "ru",
		"Política de privacidad: los datos que usted nos da se usan para el servicio.":        "es",
		"Os seus dados são usados para o serviço e não são vendidos.":                         "pt",
		"نحن نجمع معلومات عنك عندما تستخدم خدماتنا.":                                          "ar",
		"# Privacy\n\n小米 Xiaomi 公司的 app 會處理 IMEI、OAID 等資料":                                    "zh-Hant",
	} {
		if got := DetectLanguage(text); got != want {
			t.Errorf("DetectLanguage(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCanonicalTags(t *testing.T) {
	for tag, want := range map[string]string{
		"zh_TW": "zh-Hant-TW", "zh-tw": "zh-Hant-TW", "zh_CN": "zh-Hans-CN", "zh-HK": "zh-Hant-HK", "zh-Hant": "zh-Hant", "zh": "zh",
		"zh-hans-sg": "zh-Hans-SG", "en_US": "en-US", "EN": "en", "pt-BR": "pt-BR", "es-ES": "es-ES", "ja": "ja", "": "", "<b>": "",
		"not a tag": "", "und": "",
	} {
		if got := canonical(tag); got != want {
			t.Errorf("canonical(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestURLLanguage(t *testing.T) {
	for addr, want := range map[string]string{
		"https://privacy.mi.com/all/zh_TW/":          "zh-Hant-TW",
		"https://example.com/en-us/privacy":          "en-US",
		"https://example.com/legal/privacy?hl=zh-CN": "zh-Hans-CN",
		"https://de.example.com/datenschutz":         "de",
		"https://example.com/privacy/ja.html":        "ja",
		"https://example.com/us/legal/in/privacy":    "",
		"https://example.com/privacy":                "",
		"https://example.com/a-b/c_d/ab-cdefghij/":   "",
		"://": "",
		"https://example.com/legal/zh-hant/terms.html": "zh-Hant",
	} {
		if got := urlLanguage(addr); got != want {
			t.Errorf("urlLanguage(%q) = %q, want %q", addr, got, want)
		}
	}
}

// TestRealLanguages tells the language of the real notices, whose directory names it.
func TestRealLanguages(t *testing.T) {
	repo := realdata.Repo(t, "mozilla-legal-docs")
	out, err := exec.Command("git", "-C", repo, "ls-tree", "-r", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for line := range strings.Lines(string(out)) {
		meta, path, _ := strings.Cut(strings.TrimSpace(line), "\t")
		dir, _, ok := strings.Cut(path, "/")
		if !ok || !strings.HasSuffix(path, ".md") {
			continue
		}
		text, err := exec.Command("git", "-C", repo, "cat-file", "blob", strings.Fields(meta)[2]).Output()
		if err != nil {
			t.Fatal(err)
		}
		all++
		got := DetectLanguage(string(text))
		if want := canonical(dir); got != "" && sameLanguage(got, want) {
			right++
		} else {
			t.Errorf("%s: %q", path, got)
		}
	}
	t.Logf("%d of %d right", right, all)
	if all == 0 {
		t.Error("no notices")
	}
}

func TestStripMetadata(t *testing.T) {
	box := "!!! summary \"元数据\"\n\n    ```YAML\n    url: https://example.com/zh_TW/\n    存档时间: 2022-01-27\n    ```\n\n"
	for src, want := range map[string]string{
		"# Title\n\nText.\n":                              "# Title\n\nText.\n",
		"---\ntitle: T\n---\n\n# Title\n":                 "# Title\n",
		"\ufeff---\r\ntitle: T\r\n---\r\n\r\n# Title\r\n": "# Title\r\n",
		"\ufeff# Title\n":                                 "\ufeff# Title\n",
		box + "## 正文\n\n### 標題\n\n文字。\n":                  "### 標題\n\n文字。\n",
		box + "### 標題\n\n文字。\n":                           "### 標題\n\n文字。\n",
		"---\ntitle: T\n---\n" + box + "## 正文\n\n\t文字。\n": "\t文字。\n",
		"## 正文\n\n文字。\n":                                  "## 正文\n\n文字。\n",
		"---\n\nA rule, then text.\n\n---\n":              "---\n\nA rule, then text.\n\n---\n",
		"!!! note \"Mind\"\n\n    the gap\n\n# Title\n":   "!!! note \"Mind\"\n\n    the gap\n\n# Title\n",
		"```\nurl: https://example.com/\n```\n\nText.\n":  "Text.\n",
		"---\ntitle: only metadata\n---\n":                "",
		"":                                                "",
	} {
		if got, _ := StripMetadata([]byte(src)); string(got) != want {
			t.Errorf("StripMetadata(%q) = %q, want %q", src, got, want)
		}
	}
}

func TestMeta(t *testing.T) {
	for src, want := range map[string]Meta{
		"---\ntitle: 'Privacy: a notice'\nurl: https://example.com/de/\ncaptured: 2023-04-05T06:07:08Z\n---\n": {
			Title: "Privacy: a notice", URL: "https://example.com/de/", Captured: "2023-04-05T06:07:08Z", Language: "de",
		},
		"---\nlang: pt_BR\nretrieved: 2018-05-55\n---\n# Aviso\n": {Title: "Aviso", Language: "pt-BR"},
		"# Example Inc.\n\n## Privacy Policy\n\nWe do.\n":         {Title: "Privacy Policy"},
		"# 目录\n\n* 一\n\n# 示例应用\n\n正文。\n":                          {Title: "示例应用", Language: "zh-Hans"},
		"Privacy Notice\n\n## Scope\n\nText.\n":                   {Title: "Privacy Notice"},
		"## 正文\n\n### 服务条款\n\n我们的条款。\n":                           {Title: "服务条款", Language: "zh-Hans"},
	} {
		got := Parse([]byte(src)).Meta
		if got.Title != want.Title || got.URL != want.URL || got.Captured != want.Captured || want.Language != "" && got.Language != want.Language {
			t.Errorf("%q: %+v, want %+v", src, got, want)
		}
	}
}
