package extract

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"policylog/internal/realdata"
	"policylog/internal/usage"
)

func TestLinks(t *testing.T) {
	for in, want := range map[string]string{
		"/terms": "https://acme.example/terms",
		"#s2":    "https://acme.example/legal/privacy?lang=en#s2",
		"https://a.example/?utm_source=x&id=7&gclid=1":              "https://a.example/?id=7",
		"https://a.example/p;jsessionid=AB12?x=1":                   "https://a.example/p?x=1",
		"https://a.example/?PHPSESSID=abc":                          "https://a.example/",
		"//b.example/x":                                             "https://b.example/x",
		"javascript:alert(1)":                                       "",
		" java\nscript:alert(1)":                                    "",
		"JavaScript:void(0)":                                        "",
		"data:text/html,x":                                          "",
		"mailto:a@b.example":                                        "mailto:a@b.example",
		"/cdn-cgi/l/email-protection#" + mangle("dpo@acme.example"): "mailto:dpo@acme.example",
		"#:r3:":                                     "",
		"#_Toc163817298":                            "",
		"https://a.example/x(1)":                    "https://a.example/x%281%29",
		"https://u:p@a.example/":                    "https://a.example/",
		"https://a.example/\u202ex":                 "https://a.example/x",
		"https://v.example/watch?v=dQw4w9WgXcQ":     "https://v.example/watch?v=dQw4w9WgXcQ",
		"https://a.example/doc?id=4f3c2b1a9e8d7c6b": "https://a.example/doc?id=4f3c2b1a9e8d7c6b",
	} {
		page := `<main><p>See <a href="` + in + `">this page</a> now.</p></main>`
		got := text(t, page, Options{URL: "https://acme.example/legal/privacy?lang=en", Select: []Selector{{CSS: "main"}}})
		expect := "See [this page](" + want + ") now.\n"
		if want == "" {
			expect = "See this page now.\n"
		}
		if got != expect {
			t.Errorf("%q: got %q, want %q", in, got, expect)
		}
	}
}

// mangle writes an address as Cloudflare does.
func mangle(mail string) string {
	const digits = "0123456789abcdef"
	out := []byte{'4', '2'}
	for i := range len(mail) {
		c := mail[i] ^ 0x42
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}

func TestTidy(t *testing.T) {
	const long = "We process the data that you give us in order to provide the service, for as long as the law requires us to keep it, and no longer than that."
	for _, c := range []struct{ name, in, want string }{
		{"script and style", `<p>a</p><script>x</script><style>y</style><noscript>z</noscript>`, "a\n"},
		{"hidden", `<p>a</p><div style="display: none">secret</div><p hidden>b</p><span aria-hidden="true">icon</span>`, "a\n"},
		{
			"accordion", `<h3><button aria-expanded="false" aria-controls="p1">1. Scope</button></h3><div id="p1" hidden><p>All of our services are in it.</p></div>`,
			"### 1. Scope\n\nAll of our services are in it.\n",
		},
		{"folded without a name", `<p>a</p><div style="display:none"><p>` + long + " " + long + `</p></div>`, "a\n\n" + long + " " + long + "\n"},
		{"details", `<details><summary>2. Rights</summary><p>You may object.</p></details>`, "**2. Rights**\n\nYou may object.\n"},
		{
			"mail", `<p>Write to <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="` + mangle("dpo@acme.example") + `">[email&#160;protected]</a>.</p>`,
			"Write to dpo@acme.example.\n",
		},
		{
			"mail in a link", `<p>Write to <a href="/cdn-cgi/l/email-protection#` + mangle("a@b.example") + `"><span class="__cf_email__" data-cfemail="` + mangle("a@b.example") + `">[email&#160;protected]</span></a>.</p>`,
			"Write to a@b.example.\n",
		},
		{"back to top", `<p>a</p><p><a href="#">Back to top ↑</a></p><p>回到頂部</p><div>Share</div>`, "a\n"},
		{"relative time", `<p>Updated 3 days ago</p><p>更新于 3 天前</p><p>5 min read</p><p>Last updated: May 1, 2024</p><p>a</p>`, "Last updated: May 1, 2024\n\na\n"},
		{"time stamp", `<p>2024-05-01 12:33:10</p><p>May 1, 2024 at 3:20 PM</p><p>2024年5月1日</p>`, "2024年5月1日\n"},
		{"relative time among others", `<div>Last updated: 3 days ago · 5 min read</div><p>Effective May 1, 2024 | updated 2 hours ago</p><p>更新于3天前<br>a</p>`, "Effective May 1, 2024\n\na\n"},
		{"subjects in a line", `<p>Cookies | Advertising | 2024</p><h2>Share · 3 days ago</h2>`, "Cookies | Advertising | 2024\n\n## Share · 3 days ago\n"},
		{"head of a Chinese portal", "<div>发布时间：2025-03-01 09:30\u3000来源：信息中心\u3000浏览次数：<b>1,204</b>次\u3000字号：[ <a>大</a> <a>中</a> <a>小</a> ]</div><p>a</p><ul><li>字級大</li><li>分享至Facebook</li></ul>", "a\n"},
		{"access key", `<a href="#C" accesskey="C">:::</a><p>a <a href="#fn1">*</a></p>`, "a [*](https://acme.example/legal#fn1)\n"},
		{"votes", `<p><span>Was this page helpful?</span><button>Yes</button><span>12 out of 15 found this helpful</span></p><p>a</p>`, "a\n"},
		{"placeholder", `<div class="skeleton">Loading…</div><p>a</p>`, "a\n"},
		{"promotion", `<div class="promo-box"><p>Skip the queue.</p><a class="btn" href="/app">Download</a></div><div class="promo-terms"><p>Who takes part gives us personal data.</p><a class="btn" href="/e">Enter</a></div>`, "Who takes part gives us personal data.\n\n[Enter](https://acme.example/e)\n"},
		{"alert", `<div role="alert">Our privacy policy changes on 1 May 2026.</div><div role="alert">No service on Sunday.</div>`, "Our privacy policy changes on 1 May 2026.\n"},
		{"sentence beside a field", `<div><p>You may object at any time.</p><div><p>Sign up for our newsletter, once a week.</p><input type="email"></div></div><p>` + long + `</p>`, "You may object at any time.\n\n" + long + "\n"},
		{"marks of the server", `<p>Processed in 0.02 second(s), 5 queries</p><p>当前在线人数：12</p><p>Session ID: 7f3a</p><p>Processed in 30 days</p><p>Session ID 2</p><ul><li>Request IDs</li></ul>`, "Processed in 30 days\n\n- Request IDs\n"},
		{"button in a sentence", `<p>You can <button>change your settings</button> at any time.</p><p>In the <a href="#" role="button">cookie settings</a>, always.</p><p>Was it helpful? <button>Yes</button> <button>No</button></p>`, "You can change your settings at any time.\n\nIn the [cookie settings](https://acme.example/legal), always.\n\nWas it helpful?\n"},
		{"short text folded below a heading", `<h3>Neighbours</h3><div class="x" style="display:none"><p>We tell them nothing.</p></div>`, "### Neighbours\n\nWe tell them nothing.\n"},
		{"section with the class of its subject", `<div class="newsletter"><h2>Newsletter</h2><p>We send it with your consent, which you may withdraw.</p></div>`, "## Newsletter\n\nWe send it with your consent, which you may withdraw.\n"},
		{"cookie list", `<p>a</p><div id="ot-sdk-cookie-policy"><h3>Cookie list</h3><table><tr><td>id</td><td>7 days</td></tr><tr><td>oar</td><td>1 day</td></tr></table></div>`, "a\n\n### Cookie list\n\n| id | 7 days |\n| --- | --- |\n| oar | 1 day |\n"},
		{"cookie declaration", `<div id="CookieDeclarationUserStatusPanel"><p>Your current state: Deny. Your consent ID: q8f</p></div><p>Cookie declaration last updated on 3/1/25 by Cookiebot:</p><p>` + long + `</p>`, long + "\n"},
		{"publishing data", `<div class="entry-meta">By Ann on 3 May</div><div class="entry-meta">Effective date: 3 May 2024</div>`, "Effective date: 3 May 2024\n"},
		{"breadcrumbs", `<ol class="breadcrumb"><li>Home</li><li>Legal</li></ol><p>a</p>`, "a\n"},
		{"anchors of headings", `<h2 id="x">Use <a class="anchor" href="#x">#</a></h2><h2><a href="#y">Share</a></h2>`, "## Use\n\n## Share\n"},
		{
			"a section named as noise", `<section id="cookies"><h2>Cookies</h2><p>We set some.</p></section><section id="sharing"><h2>Sharing</h2><p>We do not.</p></section>`,
			"## Cookies\n\nWe set some.\n\n## Sharing\n\nWe do not.\n",
		},
		{"accordion of plain buttons", `<button class="accordion">1. Scope</button><div class="panel"><p>All of it.</p></div><button>Accept</button>`, "1. Scope\n\nAll of it.\n"},
		{"long cookie dialogue", `<div id="onetrust-pc-sdk">` + strings.Repeat("<p>"+long+"</p>", 6) + `</div>` + strings.Repeat("<h2>Use</h2><p>"+long+"</p>", 20), strings.TrimPrefix(strings.Repeat("\n## Use\n\n"+long+"\n", 20), "\n")},
		{"hidden in another language", `<div lang="en"><p>` + long + `</p></div><div lang="de" hidden><p>` + strings.Repeat("Wir verarbeiten Ihre Daten. ", 40) + `</p></div>`, long + "\n"},
		{"terms in a form field", `<textarea>` + long + "\n\n" + long + long + long + `</textarea><textarea>Your question</textarea>`, long + "\n\n" + long + long + long + "\n"},
		{"export of a word processor", `<b style="font-weight:normal"><p>a <span style="font-weight:700">b</span></p></b>`, "a **b**\n"},
		{"indented by hand", "<p>\u3000\u3000一、我们<b>收集</b>\u3000信息。\u3000</p>", "一、我们**收集**\u3000信息。\n"},
		{"lines indented by hand", "<b>一、范围</b><br>\u3000\u3000我们收集信息。<br>\u3000\u3000您可以<br>撤回。", "**一、范围**\n\n我们收集信息。\n\n您可以  \n撤回。\n"},
		{
			"form around it all", `<form action="/x"><input type="hidden" name="__VIEWSTATE" value="q"><h1>Privacy</h1><p>` + long + " " + long + " " + long + `</p></form>`,
			"# Privacy\n\n" + long + " " + long + " " + long + "\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := text(t, "<html lang=en><main>"+c.in+"</main>", Options{URL: "https://acme.example/legal", Select: []Selector{{CSS: "main"}}}); got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestSelectors(t *testing.T) {
	const page = `<body><h1>T</h1><div id="a"><p class="x">one</p><p>two</p></div><h2 id="toc">Part</h2><div class="b"><p>three</p><div class="b">four</div></div></body>`
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"several in order of the rules", Options{Select: []Selector{{CSS: ".b"}, {CSS: "#a"}}}, "three\n\nfour\n\none\n\ntwo\n"},
		{"remove", Options{Select: []Selector{{CSS: "#a"}}, Remove: []Selector{{CSS: ".x"}}}, "two\n"},
		{"list of selectors", Options{Select: []Selector{{CSS: "h1, .x"}}}, "# T\n\none\n"},
		{"range", Options{Select: []Selector{{StartBefore: "#a", EndBefore: "#toc"}}}, "one\n\ntwo\n"},
		{"range cutting through", Options{Select: []Selector{{StartAfter: ".x", EndAfter: "#toc"}}}, "two\n\n## Part\n"},
		{"remove a range", Options{Select: []Selector{{CSS: "body"}}, Remove: []Selector{{StartAfter: "h1", EndBefore: ".b"}}}, "# T\n\nthree\n\nfour\n"},
		{"remove a range and what bounds it", Options{Select: []Selector{{CSS: "body"}}, Remove: []Selector{{CSS: "#toc"}, {StartAfter: "h1", EndBefore: "#toc"}}}, "# T\n\nthree\n\nfour\n"},
		{"remove ranges that overlap", Options{Select: []Selector{{CSS: "body"}}, Remove: []Selector{{StartBefore: "#a", EndAfter: "#toc"}, {StartBefore: "#toc", EndBefore: "div.b div.b"}}}, "# T\n\nfour\n"},
		{"range to the end of the page", Options{Select: []Selector{{StartBefore: "#toc", EndAfter: "body"}}}, "## Part\n\nthree\n\nfour\n"},
		{"one that is not there", Options{Select: []Selector{{CSS: "#gone"}, {CSS: ".x"}}}, "one\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := text(t, page, c.o); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	long := "<p>" + strings.Repeat("This text is long enough to be a page of its own. ", 20) + "</p>"
	for _, s := range []Selector{{CSS: "#gone"}, {StartBefore: "#gone", EndAfter: "p"}, {StartAfter: "p", EndBefore: "p"}} {
		if _, err := HTML(context.Background(), []byte(long), Options{Select: []Selector{s}}); !errors.Is(err, ErrNoMatch) {
			t.Errorf("%v: %v", s, err)
		}
	}
	for _, s := range []Selector{{CSS: "p["}, {}, {StartBefore: "p"}, {CSS: "p", StartAfter: "p"}, {StartBefore: "p", StartAfter: "p", EndAfter: "p"}} {
		if _, err := HTML(context.Background(), []byte(long), Options{Select: []Selector{s}}); err == nil || errors.Is(err, ErrNoMatch) {
			t.Errorf("%v: %v", s, err)
		}
	}
}

const clause = "We collect personal data about you when you use the service, and we share it with third parties as far as the law permits and you consent. "

// Pages in the manner of the web's common builders: the policy must come out whole and without the page around it.
func TestFind(t *testing.T) {
	body := "<p>Effective date: 1 May 2024</p><h2>1. Scope</h2><p>" + clause + "</p><h2>2. Data</h2><p>" + clause + clause + "</p><ul><li>name</li><li>address</li></ul><h2>3. Rights</h2><p>" + clause + "</p><p>Contact: privacy@acme.example</p>"
	nav := `<ul><li><a href="/a">Products</a></li><li><a href="/b">Prices</a></li><li><a href="/c">Blog</a></li></ul>`
	promo := `<div class="col"><h4>Our newsletter</h4><p>Get the best of our blog in your inbox every week, with no spam at all.</p></div>`
	for name, page := range map[string]string{
		"semantic":          `<header>` + nav + `</header><main><article><h1>Privacy Policy</h1>` + body + `</article><aside>` + promo + `</aside></main><footer>` + nav + promo + `</footer>`,
		"divs":              `<div id="top">` + nav + `</div><div class="wrap"><div class="left">` + nav + `</div><div class="right"><h1>Privacy Policy</h1><div class="rte">` + body + `</div></div></div><div id="bottom">` + nav + promo + `</div>`,
		"title above":       `<div class="hero"><h1>Privacy Policy</h1></div><div class="page"><div class="inner">` + body + `</div></div>` + promo,
		"title in a header": `<header class="site">` + nav + `</header><header><h1>Privacy Policy</h1></header><section>` + body + `</section><footer>` + nav + `</footer>`,
		"layout table":      `<table><tr><td colspan="2">` + nav + `</td></tr><tr><td width="150">` + nav + `</td><td><h1>Privacy Policy</h1>` + body + `</td></tr></table>`,
		"header with h2":    `<header>` + nav + `</header><div class="entry"><header><h1>Privacy Policy</h1></header>` + body + `</div><ul><li><a href="/x">Careers</a></li><li><a href="/y">Press</a></li></ul>`,
		"banner":            `<div id="onetrust-banner-sdk"><p>We use cookies to make the site work and for statistics. See our policy.</p><button>Accept all</button></div><div class="content"><h1>Privacy Policy</h1>` + body + `</div>`,
		"sections":          `<div class="policy"><section><h1>Privacy Policy</h1><p>Effective date: 1 May 2024</p></section>` + strings.ReplaceAll(strings.TrimPrefix(body, "<p>Effective date: 1 May 2024</p>"), "<h2>", "</section><section><h2>") + `</section></div>` + nav,
		"callouts":          `<div class="page"><div class="col">` + nav + `</div><div class="col2"><h1>Privacy Policy</h1>` + strings.Replace(strings.Replace(body, "<p>"+clause, "<aside><p>"+clause, 1), "</p><h2>2.", "</p></aside><h2>2.", 1) + `</div><aside><h4>Our shop</h4><p>All that you need for the lake is in it.</p></aside></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			res, err := HTML(context.Background(), []byte("<html lang=en><title>Privacy Policy | Acme</title><body>"+page), Options{})
			if err != nil {
				t.Fatal(err)
			}
			c := strings.TrimSpace(clause)
			want := "# Privacy Policy\n\nEffective date: 1 May 2024\n\n## 1. Scope\n\n" + c + "\n\n## 2. Data\n\n" + c + " " + c + "\n\n- name\n- address\n\n## 3. Rights\n\n" + c + "\n\nContact: privacy@acme.example\n"
			if got := string(res.Markdown); got != want {
				t.Errorf("got\n%s", got)
			}
			if res.Title != "Privacy Policy" || res.Language != "en" || !res.Problem.IsZero() {
				t.Errorf("title %q, language %q, problem %q", res.Title, res.Language, res.Problem)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ declared, text, want string }{
		{"", simplified, "zh-Hans"},
		{"", traditional, "zh-Hant"},
		{"zh-TW", traditional, "zh-TW"},
		{"zh_CN", simplified, "zh-CN"},
		{"en", traditional, "zh-Hant"},
		{"zh", traditional, "zh-Hant"},
		{"en-US", strings.Repeat(clause, 3), "en-US"},
		{"zh-CN", strings.Repeat(clause, 3), "en"},
		{"", japaneseTxt, "ja"},
		{"", koreanTxt, "ko"},
		{"", russianTxt, "ru"},
		{"uk", russianTxt, "uk"},
		{"", frenchTxt + " " + "Les données que vous nous fournissez sont traitées par nous pour le service.", "fr"},
		{"", "Wir verarbeiten Ihre Daten nur mit Ihrer Einwilligung und geben sie nicht an Dritte weiter, sofern wir nicht durch das Gesetz verpflichtet sind.", "de"},
		{"en", "", "en"},
		{"", "", ""},
	} {
		if got := languageOf(c.declared, c.text); got != c.want {
			t.Errorf("%q, %.20s: got %q, want %q", c.declared, c.text, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	res, err := Plain([]byte("\uFEFF# Policy\r\n\r\n\r\n\r\n  1. We\u202e collect\x1b[31m.  \r\nid 12345\r\n"), Options{Ignore: []string{`^id \d+$`}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(res.Markdown), "# Policy\n\n  1. We collect[31m.  \n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if res.Title != "Policy" {
		t.Errorf("title %q", res.Title)
	}
}

func TestIgnore(t *testing.T) {
	got := text(t, `<main><p>Request 8f3a served.</p><p>We collect. Visitors: 123.</p></main>`,
		Options{Select: []Selector{{CSS: "main"}}, Ignore: []string{`^Request \w+ served\.$`, ` Visitors: \d+\.`}})
	if got != "We collect.\n" {
		t.Errorf("got %q", got)
	}
	if _, err := HTML(context.Background(), nil, Options{Ignore: []string{"("}}); err == nil {
		t.Error("no error for a pattern that cannot be read")
	}
}

// CPU time is near linear: twice the page takes no more than a few times as long.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("how time grows with a page shows without the race detector")
	}
	for name, unit := range map[string]string{
		"paragraphs": "<p>" + clause + "</p>", "unclosed": "<p><b><i>" + clause, "list": "<ul><li>x", "table": "<table><tr><td>x<td>y",
		"links": `<a href="?x=1">y</a>`, "breaks": "x<br>", "attributes": `<p a1="x" id="q" class="w e r t">z`,
		"fields": "<div><input type=email>", "box titles": "<div class=title>", "navigation": "<nav><p>" + clause, "buttons": "<div><button>x</button>y z.</div>",
	} {
		elapsed := func(n int) time.Duration {
			page := []byte(strings.Repeat(unit, n/len(unit)+1))
			before := usage.User()
			res, err := HTML(context.Background(), page, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(res.Markdown) {
				t.Error("not UTF-8")
			}
			return usage.User() - before
		}
		small, large := elapsed(32<<10), elapsed(256<<10)
		if large > time.Second && large > 30*small {
			t.Errorf("%s: %v for 32 KB, %v for 256 KB", name, small, large)
		}
	}
	if _, err := HTML(context.Background(), make([]byte, MaxPage+1), Options{}); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		simplified, "<p>" + traditional + "<b>（一）</b><table><tr><td colspan=9999>x<td rowspan=9>y</table>", "<ol type=a start=-5><li value=99999999999>x",
		"<a href='javascript:x'>y</a><pre>\x00\x1b</pre>", "<p>[x](y) `a` **b** \u202e", strings.Repeat("<ul><li>", 40) + "x", "<dl><dt>a<dd>b<dl><dd>c", "\xff\xfe",
	} {
		f.Add(s, "p")
	}
	f.Fuzz(func(t *testing.T, page, css string) {
		for _, o := range []Options{{URL: "https://a.example/b"}, {Select: []Selector{{CSS: css}}}} {
			res, err := HTML(context.Background(), []byte(page), o)
			if err != nil {
				continue
			}
			checkMarkdown(t, res.Markdown)
			again, err := HTML(context.Background(), []byte(page), o)
			if err != nil || string(again.Markdown) != string(res.Markdown) {
				t.Errorf("not the same twice")
			}
		}
		if res, err := Plain([]byte(page), Options{}); err == nil {
			checkMarkdown(t, res.Markdown)
		}
	})
}

func checkMarkdown(t *testing.T, md []byte) {
	t.Helper()
	if !utf8.Valid(md) {
		t.Errorf("not UTF-8: %q", md)
	}
	for _, c := range string(md) {
		if c != '\n' && c != '\t' && dropRune(c) {
			t.Errorf("character %U in %q", c, md)
		}
	}
	if len(md) > 0 && !strings.HasSuffix(string(md), "\n") {
		t.Errorf("no newline at the end of %q", md)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(simplified), "text/html; charset=gbk")
	f.Add([]byte("\xa4\xa4\xa4\xe5"), "text/html; charset=big5")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		if out, _, err := Decode(body, contentType); err == nil && !utf8.Valid(out) {
			t.Errorf("not UTF-8: %q", out)
		}
	})
}

// BenchmarkHTML extracts a real page; 300 KB are to take no more than 25 ms.
func BenchmarkHTML(b *testing.B) {
	repo := realdata.Repo(b, "ota-demo-snapshots")
	page, err := exec.Command("git", "-C", repo, "show", "HEAD:GitHub/Privacy Policy.html").Output()
	if err != nil {
		b.Fatal(err)
	}
	for name, o := range map[string]Options{"selector": {Select: []Selector{{CSS: "#article-contents"}}}, "none": {}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				if _, err := HTML(context.Background(), page, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
