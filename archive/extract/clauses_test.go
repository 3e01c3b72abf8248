package extract

import (
	"strings"
	"testing"
)

// Clauses of policies that look like what pages have around them: a change in any of them must be seen.
func TestClausesThatLookLikeThePageAround(t *testing.T) {
	const above = `<html lang="%s"><head><title>Privacy Policy | Example</title></head><body><main><h1>Privacy Policy</h1>
		<p>This policy says which personal data Example collects, why it does so, and what your rights are under the law.</p>`
	const below = `<h2>Contact</h2><p>Write to us about anything in this policy, and we shall answer you within thirty days of your letter.</p>
		<p>We may change this policy, and shall tell you of every change by e-mail at least thirty days before it takes effect.</p></main></body></html>`
	for _, tt := range []struct{ name, lang, clause, want string }{
		{"copyright zh-CN", "zh-CN", `<p>本平台的全部内容的版权所有人为示例公司。</p>`, "版权所有人为示例公司"},
		{"copyright zh-TW", "zh-TW", `<p>本網站所有內容之著作權所有人為範例公司。</p>`, "著作權所有人為範例公司"},
		{"copyright with a condition", "zh-CN", `<p>用户上传的作品版权所有归用户本人。</p>`, "归用户本人"},
		{"complaints of copyright", "en", `<p>Copyright complaints received before 2024 are handled by our former agent.</p>`, "former agent"},
		{"law of copyright", "en", `<p>Copyright law of 1976, as amended, protects every work on these pages.</p>`, "every work"},
		{"operator with its number", "zh-CN", `<p>运营者：示例公司，京ICP备12345678号</p>`, "运营者：示例公司"},
		{"question that names the regulator", "en", `<div><h3>How can we improve this page?</h3><p>Our regulator is the Example Commission, 1 High Street.</p></div>`, "Example Commission"},
		{"names of processors", "de", `<h2>Empfänger</h2><ul><li><a lang="en" href="https://g.example/">Google Analytics</a></li>
			<li><a lang="en" href="https://s.example/">Stripe Payments</a></li><li><a lang="en" href="https://m.example/">Mail Chimp</a></li></ul>`, "Stripe Payments"},
		{"section folded by a box to tick", "en", `<div class="fold"><input type="checkbox" id="f4"><label for="f4">4. Your account</label>
			<div><p>Keep your password to yourself; we store only a hash of it.</p><p><a href="/reset">Reset your password</a></p></div></div>`, "store only a hash"},
		{"sections folded by boxes to tick", "en", `<div class="folds"><div><input type="checkbox" id="f1"><label for="f1">Analytics</label><p>We keep the cookies of analytics for thirty days and no longer.</p></div>
			<div><input type="checkbox" id="f2"><label for="f2">Advertising</label><p>Advertising cookies are shared with our partners abroad.</p></div>
			<div>` + strings.Repeat("<p>You may choose otherwise at any time.</p>", 20) + `<button>Accept all</button></div></div>`, "shared with our partners"},
		{"clause after the form to sign in", "en", `<div><form><label>E-mail <input type="email"></label><label>Password <input type="password"></label><button>Sign in</button></form>
			<p>We delete your account two years after you last signed in.</p></div>`, "two years after"},
		{"question that is a section", "en", `<section><h2>Did we answer your question?</h2><p>If not, write to our data protection officer at dpo@example.com.</p></section>`, "dpo@example.com"},
		{"declaration of a consent tool", "en", `<div id="cookiefirst-cookies-table"><h3>Statistics</h3><p>_ga is kept for two years and tells visitors apart.</p></div>`, "kept for two years"},
		{"policy of a consent tool", "en", `<div id="cookiefirst-policy-page"><h2>Which cookies we use</h2><p>_ga is kept for two years and tells visitors apart.</p></div>`, "kept for two years"},
		{"cookie section of the EU", "en", `<div class="eu-cookie-policy"><h2>Cookies in the EU</h2><p>In the EU we set no cookies before you agree to them.</p></div>`, "before you agree"},
		{"trustarc", "en", `<div class="trustarc-statement"><h2>Disputes</h2><p>Unresolved complaints go to TRUSTe, free of charge to you.</p></div>`, "free of charge"},
		{"link with its kind", "en", `<p>Our partners are on <a href="/p">the list of partners <span>(external link)</span></a> of today.</p>`, "list of partners"},
		{"item that begins with a minus", "en", `<ul><li>- 5 °C is the lowest temperature we record.</li></ul>`, "- 5 °C"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := extractShape(t, strings.Replace(above, "%s", tt.lang, 1)+tt.clause+below)
			if !strings.Contains(string(res.Markdown), tt.want) {
				t.Errorf("%q is missing in\n%s\ndropped: %v", tt.want, res.Markdown, res.Dropped)
			}
		})
	}
}

// Whole pages whose text stands where something else stands on most.
func TestPagesThatLookLikeOthers(t *testing.T) {
	for _, tt := range []struct{ name, page, want string }{
		{"list of cookies under a headed box", `<title>Cookie list</title><body><header class="hero"><h1>Cookie list</h1><p>Example Ltd</p></header>
			<div class="list"><table><tr><th>Name<th>Kept<tr><td>_ga<td>2 years<tr><td>sid<td>session</table></div></body>`, "2 years"},
		{"list of cookies under a headed div", `<title>Cookie policy</title><body><div class="hero"><h1>Cookie policy</h1><p>Example Ltd</p></div>
			<div class="list"><h2>Analytics</h2><ul><li>_ga, 2 years<li>_gid, 1 day</ul></div></body>`, "2 years"},
		{"title and date above the main element", `<title>Privacy Policy</title><body><div class="top"><header><h1>Privacy Policy</h1><p>Effective 1 May 2024</p></header></div>
			<div><main><p>This policy says which personal data Example collects, why it does so, and what your rights are under the law.</p></main></div>`, "# Privacy Policy\n\nEffective 1 May 2024"},
		{"scope above the title", `<title>Privacy Policy</title><body><main><p>For customers outside Europe</p><h1>Privacy Policy</h1>
			<p>This policy says which personal data Example collects, why it does so, and what your rights are under the law.</p></main>`, "outside Europe"},
		{"short sentence above the title", `<title>隐私政策</title><body><main><p>仅适用于中国大陆用户。</p><h1>隐私政策</h1>
			<p>本政策说明我们收集哪些个人信息，为什么收集，以及您依法享有哪些权利。请您在使用服务之前仔细阅读。</p></main>`, "中国大陆用户"},
		{"controller between two titles", `<title>Privacy Policy</title><body><main><h1>Privacy Policy</h1><p>Controller: Example Trading</p><p>Represented by: Jane Doe</p><h1>Privacy Policy</h1>
			<p>This policy says which personal data Example collects, why it does so, and what your rights are under the law.</p></main>`, "Example Trading"},
		{"line ends within a box that does not show them", `<title>Privacy Policy</title><body><main style="white-space: pre-line"><h1>Privacy Policy</h1>
			<p style="white-space: normal">This policy says which personal data Example
collects, why it does so, and what your rights are under the law.</p></main>`, "Example collects"},
		{
			"link that says where it opens, zh-TW", `<html lang="zh-TW"><title>隱私權政策</title><body><main><h1>隱私權政策</h1>
			<p>本政策說明我們蒐集哪些個人資料，以及您依法享有的權利。請見<a href="https://g.example/">合作夥伴的政策<span>（另開新視窗）</span></a>並仔細閱讀。</p></main>`,
			"[合作夥伴的政策](https://g.example/)並仔細閱讀",
		},
		{"anchor in the title", `<title>Imprint</title><body><div><div class="t"><h1><a id="top">Imprint</a></h1></div><div><p>Example Ltd of 5 Example Street answers for what stands on these pages, as the law of the country asks of it.</p>
			<p>Write to us about anything that you find wrong on these pages, and we shall see to it within thirty days of your letter.</p></div></div></body>`, "# Imprint"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := extractShape(t, tt.page)
			if !strings.Contains(string(res.Markdown), tt.want) {
				t.Errorf("%q is missing in\n%s\ndropped: %v", tt.want, res.Markdown, res.Dropped)
			}
		})
	}
}

// What is above the main element is the site's, unless it is the page's title.
func TestSiteNamedAfterTheLaw(t *testing.T) {
	res := extractShape(t, `<title>Terms of use | Legal Aid</title><body><header><h1>Legal Aid</h1><p>Call us</p></header><main><h2>Terms of use</h2>
		<p>These terms say which personal data Example collects, why it does so, and what your rights are under the law.</p></main>`)
	if !strings.HasPrefix(string(res.Markdown), "## Terms of use\n") {
		t.Errorf("%s", res.Markdown)
	}
}
