package render

import (
	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/rendertest"
)

// english is a small policy with one change of every kind.
func english() *diff.Result {
	fact := rendertest.Fact
	return rendertest.New(
		diff.Side{Title: "Lumen Lamps Privacy Policy", Language: "en", Captured: "2024-03-01T06:00:00Z", Updated: "2024-01-15"},
		diff.Side{
			Title: "Lumen Lamps Privacy Policy", Language: "en", Captured: "2024-06-01T06:00:00Z", Updated: "2024-05-20",
			Effective: "2024-07-01",
		}).
		Section(diff.Equal, "", "|Lumen Lamps Privacy Policy", "|Lumen Lamps Privacy Policy").
		Row(diff.Modified, diff.DateOnly, doc.Paragraph, "Last updated [-15 January-]{+20 May+} 2024.",
			fact("date", "changed", "15 January 2024", "20 May 2024", "")).
		Section(diff.Equal, "", "1|What we collect", "1|What we collect").
		Row(diff.Equal, "", doc.Paragraph, "We collect what you give us when you make an account, pair a lamp or write to support.").
		Row(diff.Added, diff.Substantive, doc.Item, "{+- the Bluetooth address of lamps near you, when you look for one+}",
			fact("data type", "added", "", "Bluetooth address", "")).
		Row(diff.Removed, diff.Substantive, doc.Item, "[-- your postal address, when you order spare parts-]",
			fact("data type", "removed", "postal address", "", "")).
		Section(diff.Equal, "", "2|How long we keep it", "2|How long we keep it").
		Row(diff.Modified, diff.Substantive, doc.Paragraph, "When you close your account we remove your profile from our live "+
			"systems at once, unless the law of your country asks us to keep a part of it, and we then tell you which part. We "+
			"[-may-]{+will+} keep a copy in our backups for [-30 days-]{+45 days+}, after which the copy is overwritten. Nobody "+
			"reads these backups while they wait, and they are not used to bring your profile back unless you ask for it.",
			fact("modality", "changed", "may", "will", ""), fact("duration", "changed", "30 days", "45 days", "")).
		Row(diff.Modified, diff.Cosmetic, doc.Paragraph, "Logs of the web shop are kept for a week [---]{+–+} no longer.").
		Section(diff.RetitledRenumbered, diff.Editorial, "3|Sharing", "4|Who else sees it").
		Row(diff.Split, diff.Editorial, doc.Paragraph, "We share data with the carrier who brings your parcel.[- -]{+¶+}We also "+
			"share it with the bank that takes your payment.").
		Row(diff.MovedModified, diff.Editorial, doc.Paragraph, "You can [-always -]ask us who has seen your data.").From(4, 1).
		Section(diff.Added, diff.Editorial, "", "4.1|Lamps in shared homes", "4 Who else sees it").
		Row(diff.Added, diff.Substantive, doc.Paragraph, "{+Whoever shares your home group sees when a lamp was last switched on.+}").
		Section(diff.Renumbered, diff.Editorial, "4|Your choices", "5|Your choices").
		Row(diff.Modified, diff.LinkOnly, doc.Paragraph,
			"Use the [form]([-https://lumen.example/optout-]{+https://lumen.example/privacy/choices+}) to opt out.",
			fact("url", "changed", "https://lumen.example/optout", "https://lumen.example/privacy/choices", "opt-out")).
		Row(diff.Merged, diff.Editorial, doc.Paragraph, "You may write to us.[-¶-]{+ +}We answer within a month.").
		Result()
}

// traditional is a Chinese text, its old side Traditional and its new one partly changed.
func traditional() *diff.Result {
	fact := rendertest.Fact
	return rendertest.New(
		diff.Side{Title: "流明燈具隱私權政策", Language: "zh-Hant-TW", Captured: "2024-03-01", Updated: "2024-01-15"},
		diff.Side{Title: "流明燈具隱私權政策", Language: "zh-Hant-TW", Captured: "2024-06-01", Updated: "2024-01-15"}).
		Section(diff.Equal, "", "一|我們蒐集的資料", "一|我們蒐集的資料").
		Row(diff.Modified, diff.Substantive, doc.Paragraph, "當您建立帳號、配對燈具或聯絡客服時，我們會蒐集您提供的資料，包括您的姓名、電子郵件"+
			"地址、燈具序號，以及您與客服往來的內容；上述資料僅用於提供服務，並於帳號關閉後[-三十日-]{+四十五日+}內刪除，法令另有規定者，從其"+
			"規定。我們[-可能會-]{+將+}以書面通知您刪除的結果。",
			fact("duration", "changed", "三十日", "四十五日", ""), fact("modality", "changed", "可能會", "將", "")).
		Row(diff.Added, diff.Substantive, doc.Paragraph, "{+我們也會蒐集附近燈具的藍牙位址（Bluetooth address），以便您尋找可配對的「智慧燈具」。+}",
			fact("data type", "added", "", "藍牙位址", "")).
		Section(diff.Renumbered, diff.Editorial, "二|分享對象", "三|分享對象").
		Row(diff.Moved, diff.Editorial, doc.Paragraph, "您可隨時詢問哪些人看過您的資料。").From(1, 0).
		Result()
}
