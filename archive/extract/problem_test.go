package extract

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"policylog/internal/wallpages"
)

func TestProblems(t *testing.T) {
	if len(wallpages.All) < 50 {
		t.Errorf("%d pages", len(wallpages.All))
	}
	for _, c := range wallpages.All {
		t.Run(c.Name, func(t *testing.T) {
			for mode, o := range map[string]Options{"none": {}, "selector": {Select: []Selector{{CSS: "article.policy"}}}} {
				res, err := HTML(context.Background(), []byte(c.HTML), o)
				if err != nil && mode == "none" {
					t.Fatal(err)
				}
				held := err != nil && mode == "selector"
				for want := range strings.SplitSeq(c.Problem, "|") {
					held = held || strings.HasPrefix(res.Problem.String(), want)
				}
				if !held {
					t.Errorf("%s: problem %q, want %s\n%s", mode, res.Problem, c.Problem, res.Markdown)
				}
			}
		})
	}
}

// Policies speak of everything that walls consist of; none of these may be held.
func TestNoProblem(t *testing.T) {
	long := func(s string) string { return "<p>" + strings.Repeat(s+"</p><p>", 4) + "</p>" }
	for name, page := range map[string]string{
		"short cookie policy": wallpages.Site("Cookie Policy", `<h1>Cookie Policy</h1><p>This site uses cookies. You may accept all cookies or reject all cookies in the cookie settings, where you can manage your consent at any time.</p>
			<h2>Essential cookies</h2><p>They keep you signed in and remember your choices. We do not share personal data with third parties through them.</p>
			<h2>Your rights</h2><p>You have the right to withdraw consent. The legal basis of the processing is your consent. Contact privacy@acme.example with any question about this policy and the data that we collect.</p>`),
		"policy on errors": wallpages.Site("Privacy Policy", `<h1>Privacy Policy</h1><p>When an error occurred, such as a 404 or page not found, our servers log the address. If something went wrong, try again later.</p>`+
			long(`We collect personal information when you log in. If you forgot your password we process your e-mail to reset it. Access denied events are kept for security for 30 days under applicable law.`)),
		"policy with captcha": wallpages.Site("Privacy Policy", `<h1>Privacy Policy</h1>`+long(`We use reCAPTCHA to verify that you are not a robot. Google collects personal data for this purpose under its own terms and privacy policy.`)+
			`<form><div class="g-recaptcha"></div><input type="password"></form>`),
		"imprint": wallpages.Site("Imprint", `<h1>Legal notice</h1><h2>Publisher</h2><p>Acme GmbH, Example Street 1, 10115 Berlin, Germany. Represented by its managing director. Registered at the court of Berlin under HRB 1.</p>
			<h2>Contact</h2><p>E-mail: info@acme.example. Responsible for the content of these pages under the law: the managing director at the address above.</p>`),
		"zh-TW": wallpages.Site("隱私權政策", `<h1>隱私權政策</h1><p>這份文件說明我們如何蒐集、處理與利用您的個人資料。您登入時我們會記錄帳號與時間；忘記密碼時，我們以您留下的信箱核對身分。</p>
			<h2>一、適用範圍</h2><p>本政策適用於我們提供的一切服務，不及於由他人經營而僅以連結相通的網站。系統發生錯誤時，我們會保留紀錄以便查明原因，請稍後再試。</p><h2>二、同意</h2><p>您同意我們依法律規定處理個人資料，並得隨時撤回同意。第三方服務另有其條款。</p>`),
		"zh-CN":         wallpages.Site("隐私政策", `<h1>隐私政策</h1><p>我们非常重视您的个人信息和隐私保护。您在登录、注册时，我们会收集您的手机号码。为完成人机验证，我们会收集设备信息。您可以随时撤回同意，拒绝第三方收集您的个人信息。</p><p>`+strings.Repeat("如页面出错，我们会记录日志信息用于排查，并依照法律法规的要求在最短期限内删除。", 4)+`</p>`),
		"consent form":  wallpages.Site("Consent to the processing of personal data", `<h1>Consent</h1>`+long(`By this consent I agree to the processing of my personal data by the controller for the purposes stated in the privacy notice, and I know that I may withdraw it.`)),
		"notice banner": `<div class="cookie-banner"><p>We value your privacy</p><button>Accept all</button></div>` + wallpages.Site("Terms", `<h1>Terms of Service</h1>`+long(`These terms are an agreement between you and Acme. You must not use the service in breach of law, and our liability is limited as far as the law permits.`)),
	} {
		t.Run(name, func(t *testing.T) {
			res, err := HTML(context.Background(), []byte(page), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !res.Problem.IsZero() {
				t.Errorf("held for %q:\n%s", res.Problem, res.Markdown)
			}
		})
	}
}

func ExampleHTML() {
	res, _ := HTML(context.Background(), []byte(`<main><h1>Privacy</h1><p>We collect <b>nothing</b>.</p></main>`),
		Options{Select: []Selector{{CSS: "main"}}})
	fmt.Printf("%s", res.Markdown)
	// Output:
	// # Privacy
	//
	// We collect **nothing**.
}
