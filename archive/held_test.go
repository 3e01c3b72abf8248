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

// Texts that stand in a policy's place, short ones; whatever title the page bears.
func TestWallsAreTold(t *testing.T) {
	for _, words := range []string{
		"Just a moment... Checking your browser before accessing example.com.",
		"Attention Required! | Cloudflare. Sorry, you have been blocked.",
		"Pardon Our Interruption. As you were browsing something made us think you were a bot.",
		"Our systems have detected unusual traffic from your computer network.",
		"Access Denied. You don't have permission to access this on this server. Reference #18.2d",
		"Request unsuccessful. Incapsula incident ID: 8880",
		"Press & Hold to confirm you are a human (and not a bot).",
		"Are you a robot? Tick the box and go on.",
		"Sorry, the page you requested could not be found.",
		"Oops! The page you are looking for has gone on holiday.",
		"This page isn't available right now.",
		"503 Service Temporarily Unavailable",
		"502 Bad Gateway nginx",
		"Internal Server Error. Please try later.",
		"We'll be back soon! The site is down for maintenance.",
		"Refresh this page or try again later.",
		"This domain is for sale. Make an offer.",
		"Please enable JavaScript to view this page.",
		"Please log in to see this content. Forgot your password?",
		"Sign in to continue to Brightleaf.",
		"Before you continue to Brightleaf, choose your settings.",
		"We value your privacy. Accept all cookies or choose.",
		"抱歉，您访问的页面不存在。",
		"抱歉，找不到頁面，請回首頁。",
		"为保障安全，请完成人机验证后继续。",
		"系統偵測到異常，請完成安全驗證。",
		"系统维护中，请稍后再试。",
		"請先登入後再繼續瀏覽。",
		"Diese Seite gibt es nicht: Seite nicht gefunden.",
		"Oups, page introuvable.",
		"Página no encontrada.",
		"お探しのページが見つかりません。",
		"페이지를 찾을 수 없습니다.",
	} {
		for _, title := range []string{"", "Privacy Policy", "隱私權政策"} {
			page := text{markdown: []byte("# " + title + "\n\n" + words + "\n"), title: title}
			if got := wallIn(page, weight(page.markdown)); got.IsZero() {
				t.Errorf("%q under the title %q is taken for a policy", words, title)
			}
		}
	}
}

// A policy may speak of what walls are made of.
func TestPoliciesThatSpeakOfWallsAreNone(t *testing.T) {
	body := "We collect personal data with your consent and disclose it to third parties under this agreement. "
	for _, words := range []string{
		"We use a captcha to make sure that you are not a robot.",
		"If the service is under maintenance, we tell you on this page.",
		"Access denied to your data can be appealed; please log in to your account to do so.",
		"You can accept all cookies or manage cookie preferences at any time.",
		"我们使用安全验证以保护您的账户，未经您的同意不会收集您的个人信息，也不会向第三方披露，您享有访问与删除的权利。",
	} {
		markdown := "# Privacy Policy\n\n" + strings.Repeat(body, 8) + "\n\n" + words + "\n\n" + strings.Repeat(body, 8)
		page := text{markdown: []byte(markdown), title: "Privacy Policy"}
		if got := wallIn(page, weight(page.markdown)); !got.IsZero() {
			t.Errorf("%q is taken for %s", words, got)
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
