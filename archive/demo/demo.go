// Package demo holds a made-up publisher's privacy policy in English, zh-CN and zh-TW at six dates, and the web site
// that serves it. The texts were written for this purpose. Between the dates stand the edits that matter to a reader
// of policies: a retention period changed, a provider added, a date-only edit, a rebuilt site with the same text, an
// opt-out link changed, may turned into shall, sections retitled, moved and renumbered, a paragraph split, an edit
// that the zh-TW text forgot, and a "what's new" of the publisher's own that tells half of it.
package demo

import (
	"crypto/rand"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Service is the made-up publisher's name in the archive.
const Service = "papermoon"

// Languages are the languages of the policy.
var Languages = []string{"en", "zh-CN", "zh-TW"}

//go:embed pages/*.html site.html.tmpl
var files embed.FS

// Dates are the days at which the site is captured, oldest first, at 03:00 UTC as a nightly run would.
func Dates() []time.Time {
	names, err := fs.Glob(files, "pages/privacy-policy.en@*.html")
	if err != nil {
		panic(err) // the pattern is constant
	}
	var dates []time.Time
	for _, n := range names {
		_, day, _ := strings.Cut(strings.TrimSuffix(n, ".html"), "@")
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			panic(fmt.Sprintf("demo: page %s: %v", n, err)) // embedded: a test reads every name
		}
		dates = append(dates, t.Add(3*time.Hour))
	}
	slices.SortFunc(dates, time.Time.Compare)
	return dates
}

// Source names a language's source: "papermoon/privacy-policy.zh-TW".
func Source(lang string) string { return Service + "/privacy-policy." + lang }

// Config is a policylog.yaml for the site at base ("http://127.0.0.1:4321").
func Config(base string) []byte {
	var b strings.Builder
	b.WriteString("version: 1\n\n# A made-up publisher's policy, served by `policylog demo` on this machine while it ran.\nsources:\n")
	for _, lang := range Languages {
		fmt.Fprintf(&b, "  %s:\n    url: %s/%s/privacy\n", Source(lang), base, lang)
	}
	return []byte(b.String())
}

// Handler serves the site as it stood at now: each page in a frame of navigation, cookie banner and footer, with a
// nonce that differs at every load, as on real sites. It sends no validators, so that every capture reads the page.
func Handler(now func() time.Time) http.Handler {
	frame := template.Must(template.ParseFS(files, "site.html.tmpl"))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /account/\n")
	})
	mux.HandleFunc("GET /{lang}/privacy", func(w http.ResponseWriter, r *http.Request) {
		lang := r.PathValue("lang")
		at := now()
		body, ok := page(lang, at)
		if !ok {
			http.NotFound(w, r)
			return
		}
		nonce := make([]byte, 12)
		_, _ = rand.Read(nonce) // never fails
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = frame.Execute(w, map[string]any{
			"Lang":    lang,
			"Body":    template.HTML(body), // our own page, embedded
			"Nonce":   hex.EncodeToString(nonce),
			"Year":    at.Year(),
			"Rebuilt": at.Year() > 2023 || at.Year() == 2023 && at.Month() >= time.September,
			"Words":   chrome[lang],
		})
	})
	return mux
}

// page is the body that the site showed at a time: the newest one not after it.
func page(lang string, at time.Time) (string, bool) {
	if !slices.Contains(Languages, lang) {
		return "", false
	}
	for _, d := range slices.Backward(Dates()) {
		if d.After(at) {
			continue
		}
		b, err := files.ReadFile("pages/privacy-policy." + lang + "@" + d.Format(time.DateOnly) + ".html")
		return string(b), err == nil
	}
	return "", false
}

// chrome is what stands around the policy on the site.
var chrome = map[string]map[string]string{
	"en": {
		"brand": "Papermoon Reader", "shop": "Book shop", "devices": "Devices", "help": "Help", "login": "Sign in",
		"cookies": "We use cookies to remember your basket and to count visits.", "accept": "Accept all", "settings": "Settings",
		"legal": "Legal", "imprint": "Imprint", "terms": "Terms of service", "privacy": "Privacy", "top": "Back to top",
		"news": "Subscribe to our newsletter", "rights": "All rights reserved.",
	},
	"zh-CN": {
		"brand": "纸月阅读", "shop": "书城", "devices": "设备", "help": "帮助", "login": "登录",
		"cookies": "我们使用 Cookie 记住您的购物车并统计访问次数。", "accept": "全部接受", "settings": "设置",
		"legal": "法律信息", "imprint": "公司信息", "terms": "服务条款", "privacy": "隐私", "top": "返回顶部",
		"news": "订阅我们的资讯", "rights": "保留所有权利。",
	},
	"zh-TW": {
		"brand": "紙月閱讀", "shop": "書城", "devices": "裝置", "help": "說明", "login": "登入",
		"cookies": "我們使用 Cookie 記住您的購物車並計算造訪次數。", "accept": "全部接受", "settings": "設定",
		"legal": "法律資訊", "imprint": "公司資訊", "terms": "服務條款", "privacy": "隱私權", "top": "回到頂端",
		"news": "訂閱我們的電子報", "rights": "保留所有權利。",
	},
}
