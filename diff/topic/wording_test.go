package topic

import "testing"

// TestWording holds the usual wordings of policies, American web sites of the 2010s and Chinese applications, to the
// category that a reader gives them, without any heading.
func TestWording(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "When you register on our site, we may ask you for your name, e-mail address and mailing address.", FirstParty},
		{"en", "Our site uses cookies and web beacons to remember items in your shopping cart.", FirstParty},
		{"en", "We automatically gather some information about your computer, such as your IP address, browser type and referring pages, and keep it in log files.", FirstParty},
		{"en", "The information is used to improve our web site, process transactions and send periodic e-mails.", FirstParty},
		{"en", "We will share your personal information with third parties only in the ways that are described here.", ThirdParty},
		{"en", "We may disclose your information to companies that help us run our business, such as service providers that ship your order.", ThirdParty},
		{"en", "We do not sell, trade or rent your personal information to outside parties.", ThirdParty},
		{"en", "If our company is involved in a merger, acquisition or sale of all of its assets, your data may be transferred to the buyer.", ThirdParty},
		{"en", "We may release information to comply with a subpoena, court order or similar legal process.", ThirdParty},
		{"en", "Our site has links to other web sites. We are not responsible for the privacy practices of third-party sites.", ThirdParty},
		{"en", "You may opt out of promotional e-mails by following the unsubscribe link in each of them.", Choice},
		{"en", "You can set your browser to refuse all cookies, or choose not to accept them.", Choice},
		{"en", "You may choose not to provide certain information.", Choice},
		{"en", "You can review, correct, update or delete your account information at any time by logging in.", Access},
		{"en", "To request access to your personal information, or to have it corrected, write to us.", Access},
		{"en", "We will retain your information for as long as your account is active or as needed to provide you services.", Retention},
		{"en", "Server logs are kept no longer than necessary and the retention period is twelve months.", Retention},
		{"en", "We follow generally accepted industry standards to protect your information; no method of transmission over the Internet is 100% secure.", Security},
		{"en", "Sensitive information such as a credit card number is encrypted using secure socket layer technology (SSL).", Security},
		{"en", "We may update this privacy policy to reflect changes to our practices. If we make any material changes we will notify you by e-mail.", PolicyChange},
		{"en", "We reserve the right to change this policy at any time; please check this page from time to time.", PolicyChange},
		{"en", "Our site does not respond to Do Not Track signals.", DoNotTrack},
		{"en", "We do not knowingly collect information from children under 13.", International},
		{"en", "California residents may request a notice under the Shine the Light law.", International},
		{"en", "Your information may be transferred to countries outside the European Economic Area under standard contractual clauses.", International},
		{"en", "If you have any questions about this privacy policy, contact us at the address below.", Other},
		{"en", "This privacy policy applies to the web sites that link to it.", Other},
		{"zh-Hans", "为了提供服务，我们会收集您的手机号码和设备信息。", FirstParty},
		{"zh-Hant", "我們可能會使用 Cookie 收集您的瀏覽紀錄，以便改善網站。", FirstParty},
		{"zh-Hans", "我们不会向第三方出售您的个人信息，但会与服务提供商共享必要的信息。", ThirdParty},
		{"zh-Hant", "我們可能向關聯公司披露您的個人資料。", ThirdParty},
		{"zh-Hans", "您可以在设置中关闭个性化推荐，或选择退出。", Choice},
		{"zh-Hant", "您有權要求更正或刪除您的個人資料。", Access},
		{"zh-Hans", "您可以申请注销账号，我们会删除您的个人信息。", Access},
		{"zh-Hans", "我们仅在实现目的所必需的期间内保留您的个人信息，超出保存期限后将停止保留。", Retention},
		{"zh-Hant", "我們採取加密等安全措施，防止未經授權的存取與洩露。", Security},
		{"zh-Hans", "我们可能会修订本政策，发生重大变更时会通知您。", PolicyChange},
		{"zh-Hant", "我們目前不回應瀏覽器的「請勿追蹤」訊號。", DoNotTrack},
		{"zh-Hans", "如果您是未满14周岁的儿童，请在监护人同意后使用。", International},
		{"zh-Hant", "您的資料可能跨境傳輸至歐洲經濟區以外的國家。", International},
		{"zh-Hans", "如您对本隐私政策有任何疑问，请联系我们。", Other},
	} {
		if got := Of(nil, "", c.text, c.lang); got[0].Name != c.want || got[0].Reason == "" {
			t.Errorf("%s: %v, want %s", c.text, got, c.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("標題", "我們會收集您的資料 [連結](https://a.example/(b)", "zh-Hant")
	f.Add("Security", "We use SSL](", "en")
	f.Add("", "\xff[](", "")
	f.Fuzz(func(t *testing.T, heading, text, lang string) {
		got := Of([]string{heading, text}, heading, text, lang)
		if len(got) == 0 || len(got) > mostTopics {
			t.Fatalf("%d topics", len(got))
		}
	})
}

func BenchmarkOf(b *testing.B) {
	text := "We may share your personal information with service providers, and you may opt out at any time. " +
		"We retain it for as long as your account is active and use cookies to improve our services."
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of([]string{"Privacy Policy", "How we share"}, "Service providers", text, "en")
	}
}
