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
					held = held || strings.Contains(res.Problem.String(), want)
				}
				if !held {
					t.Errorf("%s: problem %q, want %s\n%s", mode, res.Problem, c.Problem, res.Markdown)
				}
			}
		})
	}
}

// The same words in a policy's place, short, under the title and the heading that the policy had.
func TestProblemUnderAnyTitle(t *testing.T) {
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
			res, err := HTML(context.Background(), []byte("<title>"+title+"</title><h1>"+title+"</h1><p>"+words+"</p>"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if res.Problem.IsZero() {
				t.Errorf("%q under the title %q is taken for a policy", words, title)
			}
		}
	}
}

// A wall of some length under the policy's own title and heading, as pages show that load their text by script.
func TestProblemOfSomeLengthUnderTitle(t *testing.T) {
	for title, words := range map[string]string{
		"Privacy Policy": `We value your privacy. We and our 842 partners store and/or access information on a device, such as cookies, and process personal data, such as unique identifiers.</p>
			<p>With your permission we and our partners may use precise geolocation data. By clicking accept you consent to our processing. You may accept all or reject all, or manage options before consenting.`,
		"用户协议":  `请先登录后再查看本页内容。您还没有登录，登录后即可继续浏览。忘记密码的用户可以通过手机号找回密码，没有账号的用户请先注册账号，注册完全免费，仅需一分钟时间即可完成。`,
		"隱私權政策": `系統維護中，請稍後再試。為了提供您更好的服務品質，我們將於今日凌晨進行系統維護作業，維護期間部分功能將暫停使用，造成您的不便敬請見諒。系統維護完成後將立即恢復服務，系統維護中。`,
	} {
		res, err := HTML(context.Background(), []byte("<title>"+title+"</title><h1>"+title+"</h1><p>"+words+"</p>"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if res.Problem.IsZero() {
			t.Errorf("%q is taken for a policy:\n%s", title, res.Markdown)
		}
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
		"zh-CN": wallpages.Site("隐私政策", `<h1>隐私政策</h1><p>我们非常重视您的个人信息和隐私保护。您在登录、注册时，我们会收集您的手机号码。为完成人机验证，我们会收集设备信息。您可以随时撤回同意，拒绝第三方收集您的个人信息。</p><p>`+strings.Repeat("如页面出错，我们会记录日志信息用于排查，并依照法律法规的要求在最短期限内删除。", 4)+`</p>`),
		"about access denied": `<title>Access control policy</title><main><h1>Access control policy</h1><p>This policy says who may enter our systems and what happens when access is denied.</p>
			<h2>1. When access is denied</h2><p>A person whose access is denied sees the words "Access denied" or error 403 (Forbidden), and the attempt is written to the log.</p>
			<h2>2. Blocked addresses</h2><p>An address that fails to sign in ten times is blocked for an hour. You have been blocked by mistake? Write to access@larkfield.example.</p></main>`,
		"about robots": `<title>Policy on automated access</title><h1>Policy on automated access</h1><p>Automated access is allowed if it keeps to robots.txt. Unusual traffic from your network may be slowed down (429, too many requests) or blocked.</p>
			<p>We log the address of a robot for fourteen days. Are you a robot that was blocked wrongly? Write to robots@larkfield.example.</p>`,
		"about maintenance": `<title>Maintenance policy</title><h1>Maintenance policy</h1><p>We carry out scheduled maintenance on the first Sunday of a month. The service is temporarily unavailable for up to two hours; we'll be back soon after.</p>
			<p>We tell customers at least five days ahead by e-mail, and we give back what they paid for the time when more is lost.</p>`,
		"about logging in":    `<title>账号登录安全规则</title><h2>账号登录安全规则</h2><p>（一）请先登录后使用本服务。登录时需要手机号和验证码。</p><p>（二）密码连续输错五次，账号锁定一小时。</p><p>（三）忘记密码的，可以通过短信找回。</p>`,
		"about missing pages": `<title>错误页面统计说明</title><h1>错误页面统计说明</h1><p>当您访问的页面不存在时，我们会记录请求的地址，用于修复失效链接。</p><p>记录不含个人信息，保存七日。</p>`,
		"about a captcha": `<title>安全验证服务隐私说明</title><h1>安全验证服务隐私说明</h1><p>为了识别机器访问，我们在登录时使用滑动验证。</p><h2>一、处理的信息</h2><p>请完成安全验证时，服务会读取您的IP地址、设备型号与滑动轨迹。</p>
			<h2>二、保存期限</h2><p>验证记录保存三十日，届满后删除。访问过于频繁时，可能要求您再次验证。</p>`,
		"about domains": `<title>Domain registration policy</title><h1>Domain registration policy</h1><p>A domain that has expired is held for thirty days. After that the domain is for sale to anybody.</p>
			<p>We publish no names of holders. Buying and parking of domains is allowed, and so is giving them away.</p>`,
		"returns, zh-CN":   `<html lang="zh-CN"><title>退换货规定 - 示例商城</title><h1>退换货规定</h1><p>自签收之日起七日内，商品完好的，可以无理由退货。生鲜、定制商品除外。退回运费由买家承担，商品有质量问题的由本店承担。退款在收到退货后三个工作日内原路返回。</p>`,
		"delivery, zh-TW":  `<html lang="zh-TW"><title>運送方式 - 範例商城</title><h1>運送方式</h1><p>商品將於付款後三個工作天內寄出。到貨後享有七天鑑賞期，惟商品須保持全新狀態且包裝完整。退還的款項於收到商品後十四天內匯回原帳戶，運費由買方負擔。</p>`,
		"withdrawal":       `<html lang="de"><title>Widerrufsbelehrung - Beispiel</title><h1>Widerrufsbelehrung</h1><p>Sie haben vierzehn Tage Zeit, ohne Angabe von Gründen von diesem Vertrag zurückzutreten. Die Frist beginnt an dem Tag, an dem Sie die Ware in Besitz genommen haben. Schreiben Sie uns dazu einen Brief oder eine E-Mail an post@beispiel.example.</p>`,
		"disclaimer":       `<html lang="en"><title>Disclaimer - Example</title><h1>Disclaimer</h1><p>The recipes on this site come from our own kitchen. We try each of them twice, but cannot say that they will turn out well in yours. Nothing here is medical advice. Ask a doctor before you change what you eat.</p>`,
		"standards":        `<html lang="en"><title>Community Standards - Example</title><h1>Community Standards</h1><p>Be kind. Do not post pictures of others without asking them. We take down what hurts people, and close accounts of those who do so again and again. Tell us of posts that break these standards.</p>`,
		"delivery, fr":     `<html lang="fr"><title>Livraison et retours - Exemple</title><h1>Livraison et retours</h1><p>Nous expédions votre colis sous trois jours. Vous pouvez nous le retourner dans les trente jours et nous vous remboursons le prix. Les frais de port sont à votre charge, sauf si l'article est abîmé.</p>`,
		"returns, ja":      `<html lang="ja"><title>返品・キャンセルについて | 例</title><h1>返品・キャンセルについて</h1><p>商品の到着後七日以内であれば返品をお受けします。送料はお客様のご負担となります。不良品の場合は当店が負担いたします。返金は商品が届いてから五営業日以内に行います。</p>`,
		"of legal age":     `<html lang="en"><title>Safety at the bar</title><h1>Safety at the bar</h1><p>Guests must be of legal age. Bring a passport. We keep no copy of it and write nothing down. Dogs may come in if the other guests do not mind them, and music stops at ten in the evening.</p>`,
		"domains, ja":      `<html lang="ja"><title>ドメイン名のデータについて</title><h1>ドメイン名のデータについて</h1><p>当社のドメインはすべて当社が管理し、第三者に譲渡しません。お客様のドメインは、契約の終了後三十日間保持した後に解放します。保持の間は、いつでも取り戻すことができます。</p>`,
		"two sentences":    `<title>隱私權聲明</title><h1>隱私權聲明</h1><p>本網站僅於您登入會員時蒐集您的電子郵件，並於您刪除帳號後移除。</p>`,
		"a link to a file": `<title>隐私政策</title><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻动态</a></li></ul></div><div class="c"><h2>隐私政策</h2><p>请点击查看：<a href="/f/p.pdf">政策全文.pdf</a></p></div>`,
		"a text alone":     "本应用重视您的隐私，请在使用前仔细阅读。\n\n1. 适用范围\n\n本应用处理您登录时填写的手机号码。\n\n2. 信息使用\n\n(a)我们不会向任何第三方出售您的信息。\n\n(b)您可以随时注销账号。\n",
		"a captcha beside": `<title>Privacy | Larks</title><h1>Privacy policy</h1><p>Little Larks does not collect personal data. If you write to us, we keep your letter for a year and then burn it. Questions: post@larks.example.</p><form><div class="g-recaptcha"></div></form>`,
		"not a common one": `<title>Impressum | Lerchenfeld</title><main><h1>Impressum</h1><p>Lerchenfeld GmbH, Feldweg 3, 00000 Musterstadt.</p><p>Vertreten durch: Erika Muster.</p><p>Telefon: 000 0000000. E-Mail: post@lerchenfeld.example.</p>
			<p>Registergericht: Musterstadt, HRB 00000.</p><p>Umsatzsteuer-ID: DE000000000.</p></main>`,
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
