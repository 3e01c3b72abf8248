package fact

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// found lists the facts of one kind as "text=value", joined by "; ".
func found(text, lang string, k Kind) string {
	var out []string
	for _, f := range FindIn(text, lang, k) {
		out = append(out, f.Text+"="+f.Value)
	}
	return strings.Join(out, "; ")
}

type row struct{ lang, text, want string }

func check(t *testing.T, k Kind, rows []row) {
	t.Helper()
	for _, r := range rows {
		if got := found(r.text, r.lang, k); got != r.want {
			t.Errorf("%s in %q:\n got %q\nwant %q", k, r.text, got, r.want)
		}
	}
}

func TestDates(t *testing.T) {
	check(t, Date, []row{
		{"en", "It changed on January 15, 2021.", "January 15, 2021=2021-01-15"},
		{"en", "It changed on 15 January 2021 again.", "15 January 2021=2021-01-15"},
		{"en", "On Jan. 15th, 2021 and the 3rd of May 2019", "Jan. 15th, 2021=2021-01-15; 3rd of May 2019=2019-05-03"},
		{"en", "Sept 1 2020 (1-Sep-2020)", "Sept 1 2020=2020-09-01; 1-Sep-2020=2020-09-01"},
		{"en", "Since May 2018 we may 2018 times", "May 2018=2018-05"},
		{"en", "2021-01-15, 2021/1/15 and 2021.01.15", "2021-01-15=2021-01-15; 2021/1/15=2021-01-15; 2021.01.15=2021-01-15"},
		{"en", "2022-01-27T11:40:50.495+08:00", "2022-01-27=2022-01-27"},
		{"en", "01/02/2026 is two dates, 13/02/2026 and 02/13/2026 are one each", "01/02/2026=; 13/02/2026=2026-02-13; 02/13/2026=2026-02-13"},
		{"en", "on 5/25/18", "5/25/18=2018-05-25"},
		{"en", "2018-05-55 and 31/04/2020 cannot be", ""},
		{"en", "the GDPR, section 1.2.3, at 10.1.2.3, v20240102, version 2021.1", ""},
		{"en", "[x](https://a.example/2021/01/15/p) `{: datetime=\"2022-08-01\" }`", ""},
		{"zh-Hant", "已於 2021 年 1 月 15 日更新", "2021 年 1 月 15 日=2021-01-15"},
		{"zh-Hant", "政策於【20210330】進行了更新", "20210330=2021-03-30"},
		{"zh-Hans", "版本号:v20240102", ""},
		{"zh-Hans", "二〇二一年一月十五日生效，二零二三年十二月二十二日更新", "二〇二一年一月十五日=2021-01-15; 二零二三年十二月二十二日=2023-12-22"},
		{"zh-Hans", "2021年5月起，2021年5月7号", "2021年5月=2021-05; 2021年5月7号=2021-05-07"},
		{"zh-Hans", "更新日期：【2023】年【5】月【1】日", "【2023】年【5】月【1】日=2023-05-01"},
		{"zh-Hant", "民國110年1月15日", "民國110年1月15日=2021-01-15"},
		{"zh-Hans", "２０２１年１月１５日", "２０２１年１月１５日=2021-01-15"},
		{"ja", "令和3年1月15日、2022年8月1日 発効", "令和3年1月15日=2021-01-15; 2022年8月1日=2022-08-01"},
		{"de", "Vom 15.01.2021, 15. Januar 2021 und März 2020", "15.01.2021=2021-01-15; 15. Januar 2021=2021-01-15; März 2020=2020-03"},
		{"fr", "le 1er août 2022", "1er août 2022=2022-08-01"},
		{"es", "15 de enero de 2021", "15 de enero de 2021=2021-01-15"},
		{"ru", "15 января 2021 г.", "15 января 2021=2021-01-15"},
	})
	for _, text := range []string{"on 2018-05-55", "on 31/04/2020", "2021 年 2 月 30 日"} {
		if got := ImpossibleDates(text, ""); len(got) != 1 || got[0].Value != "" {
			t.Errorf("ImpossibleDates(%q) = %v", text, got)
		}
	}
}

func TestDurations(t *testing.T) {
	check(t, Duration, []row{
		{"en", "within 30 days, thirty (30) days or thirty days", "30 days=P30D; thirty (30) days=P30D; thirty days=P30D"},
		{"en", "a 12-month period, two years, forty-five days", "12-month=P12M; two years=P2Y; forty-five days=P45D"},
		{"en", "15 business days or ten (10) working days", "15 business days=P15WD; ten (10) working days=P10WD"},
		{"en", "24 hours a day, 7 days a week, 90 calendar days", "24 hours=PT24H; 7 days=P7D; 90 calendar days=P90D"},
		{"en", "between 30 to 45 days, 30–45 days", "30 to 45 days=P30D/P45D; 30–45 days=P30D/P45D"},
		{"en", "one hundred and eighty days; 18 years of age", "one hundred and eighty days=P180D"},
		{"en", "the 12 months before May 2020; step one. Day by day", "12 months=P12M"},
		{"zh-Hant", "在 45 天內，12 個月，24 小時，三十日", "45 天=P45D; 12 個月=P12M; 24 小時=PT24H; 三十日=P30D"},
		{"zh-Hans", "十五个工作日内，三十（30）日，7至15天，半年，两年", "十五个工作日=P15WD; 三十（30）日=P30D; 7至15天=P7D/P15D; 半年=P6M; 两年=P2Y"},
		{"zh-Hans", "第三年，2021年1月15日，5月15日，未满14周岁，一年一次", "一年=P1Y"},
		{"ja", "30日間、6か月、1年間、24時間", "30日間=P30D; 6か月=P6M; 1年間=P1Y; 24時間=PT24H"},
		{"en", "1.5 years or 18 (eighteen) months", "1.5 years=P1.5Y; 18 (eighteen) months=P18M"},
		{"zh-Hans", "1年半之后", "1年半=P1Y6M"},
		{"en", "within **10** days, _12_ months", "10** days=P10D; 12_ months=P12M"},
		{"zh-Hant", "於 **30** 天內", "30** 天=P30D"},
		{"de", "6 Monate, 14 Tagen, zwei Jahre, 10 Werktagen", "6 Monate=P6M; 14 Tagen=P14D; zwei Jahre=P2Y; 10 Werktagen=P10WD"},
	})
}

func TestAges(t *testing.T) {
	check(t, Age, []row{
		{"en", "children under 13 and users under the age of 16", "under 13=<13; under the age of 16=<16"},
		{"en", "You must be at least 18 years old, or 13 years of age or older", "at least 18 years old=>=18; 13 years of age or older=>=13"},
		{"en", "persons aged 16 or older; the age of 18", "aged 16 or older=>=16; age of 18=18"},
		{"en", "fees under 20 dollars, less than 30 days, over 50 partners", ""},
		{"en", "between the ages of 13 and 18, or aged between 9 and 12 years", "13 and 18=13-18; 9 and 12 years=9-12"},
		{"en", "members aged 13 to 17 may, ages 14-16, 13-to-15-year-olds", "13 to 17=13-17; 14-16=14-16; 13-to-15-year-old=13-15"},
		{"en", "at least **16** years of age", "at least **16** years of age=>=16"},
		{"zh-Hans", "年满**18**周岁", "年满**18**周岁=>=18"},
		{"en", "18 years and over; aged 16 or older; pages 13-15; ages 16 and up", "18 years and over=>=18; aged 16 or older=>=16; ages 16=16"},
		{"zh-Hant", "18 歲以下的居民", "18 歲以下=<18"},
		{"zh-Hans", "不满14周岁、未满十四周岁、年满18周岁、16岁以上", "不满14周岁=<14; 未满十四周岁=<14; 年满18周岁=>=18; 16岁以上=>=16"},
		{"zh-Hans", "年龄在16至18周岁", "16至18周岁=16-18"},
		{"en", "who have not reached the age of 14", "not reached the age of 14=<14"},
		{"en", "rated 18+ only", "18+=>=18"},
		{"ja", "16歳未満、満18歳", "16歳未満=<16; 満18歳=>=18"},
		{"de", "Kinder unter 16 Jahren", "unter 16 Jahren=<16"},
	})
}

func TestAmounts(t *testing.T) {
	check(t, Amount, []row{
		{"en", "a fee of $25.50, US$ 1,000 or EUR 20 million", "$25.50=USD 25.5; US$ 1,000=USD 1000; EUR 20 million=EUR 20000000"},
		{"en", "up to €20m", "€20m=EUR 20000000"},
		{"en", "4% or 10 percent of turnover, 100 dollars", "4%=4%; 10 percent=10%; 100 dollars=USD 100"},
		{"zh-Hans", "收取人民币100元，五十万元，百分之十", "人民币100元=CNY 100; 五十万元=CNY 500000; 百分之十=10%"},
		{"zh-Hant", "新台幣 500 元", "新台幣 500 元=TWD 500"},
		{"en", "at least $20.00 USD or US$5 USD, and $3 EURIBOR", "$20.00 USD=USD 20; US$5 USD=USD 5; $3=USD 3"},
	})
}

func TestLinks(t *testing.T) {
	check(t, URL, []row{
		{"en", "See https://a.example/x, and (www.b.example).", "https://a.example/x=https://a.example/x; www.b.example=www.b.example"},
		{"en", "[https://a.example](https://a.example/y?a=1) <https://c.example/>", "https://a.example=https://a.example; https://a.example/y?a=1=https://a.example/y?a=1; https://c.example/=https://c.example/"},
		{"zh-Hans", "请访问https://a.example/支持，或example.com/隐私", "https://a.example/=https://a.example/; example.com/=example.com/"},
		{"en", "[Opt out](/privacy/opt-out) [up](#top) and/or", "/privacy/opt-out=/privacy/opt-out"},
	})
	check(t, Email, []row{
		{"en", "Write to privacy@a.example.", "privacy@a.example=privacy@a.example"},
		{"zh-Hant", "透過【Privacy@b-c.example】連絡", "Privacy@b-c.example=privacy@b-c.example"},
		{"en", "[mail](mailto:a.b@c.example?subject=1%20x) @someone a@b", "a.b@c.example=a.b@c.example"},
	})
	for text, want := range map[string]string{
		"[Do Not Sell My Info](https://a.example/x)":                            "opt-out",
		"Contact us at https://a.example/support.":                              "contact",
		"如要行使您的權利，請[按此](https://a.example/r)。":                                  "rights",
		"Complain to your [supervisory authority](https://ico.example/).":       "regulator",
		"您可以通过 https://a.example/p 联系我们。":                                       "contact",
		"See [our partners](https://a.example/partners) for what they offer us": "",
		"您可以[取消訂閱](https://a.example/u)":                                        "opt-out",
		"See the [help page](https://support.a.example/how-to) for more":        "",
		"You can reach out to [our team](https://a.example/t).":                 "contact",
	} {
		if got := FindIn(text, "", URL); len(got) != 1 || got[0].Role != want {
			t.Errorf("role in %q: %v, want %q", text, got, want)
		}
	}
}

// Words that say what one link of a sentence is for say nothing of another that has a text of its own.
func TestRoleOfOneOfTwoLinks(t *testing.T) {
	got := FindIn("阅读[文档](https://a.example/docs)或[退出](https://a.example/leave)。", "zh-Hans", URL)
	if len(got) != 2 || got[0].Role != "" || got[1].Role != "opt-out" {
		t.Errorf("%+v", got)
	}
}

func TestModality(t *testing.T) {
	check(t, Modality, []row{
		{"en", "We may share; you can ask; it shall, should, must, will.", "may=may; can=may; shall=shall; should=should; must=must; will=will"},
		{"en", "You must not; they shall not; you are required to act", "must not=must not; shall not=must not; required to=must"},
		{"en", "You have the right to object. In May 2020 it was May.", "have the right to=right"},
		{"zh-Hans", "我们可能会收集，您可以拒绝，应当告知，必须同意，不得出售，有权访问", "可能会=may; 可以=may; 应当=shall; 必须=must; 不得=must not; 有权=right"},
		{"zh-Hant", "我們可能會收集，您可以拒絕，應當告知，必須同意，不得出售，有權訪問，將會", "可能會=may; 可以=may; 應當=shall; 必須=must; 不得=must not; 有權=right; 將會=will"},
		{"zh-Hans", "应用程序，相应的，许可，可用，社会，会话，我们将您的信息", ""},
		{"zh-Hans", "我们将在收到后回复，会通知您，应予删除，可要求更正", "将=will; 会=will; 应=shall; 可=may"},
		{"zh-Hant", "會將搜尋查詢傳送給夥伴，或應您的要求", "會=will"},
		{"de", "Wir können und müssen; Sie sollten", "können=may; müssen=must; sollten=should"},
		{"ja", "使用することがあります。する必要があります", "ことがあります=may; する必要があります=must"},
		{"zh-Hans", "我们都会回复，不论您住在大都会还是都会区", "会=will"},
		{"zh-Hans", "若浏览器发送“请勿跟踪”信号，请勿上传病毒", "请勿=must not"},
	})
	check(t, Negation, []row{
		{"en", "We do not sell; we never share without consent; don't; no data", "not=not; never=not; without=not; don't=not; no=not"},
		{"en", "including but not limited to; not only; non-personal", "non=non"},
		{"en", "You choose if you want to take part or not. (Visible or not)", ""},
		{"en", "We cannot and will not", "not=not; not=not"},
		{"en", "any loss, including without limitation lost time (without, limitation, none)", "without=not; none=not"},
		{"en", "We do not answer \"Do Not Track\" signals; the do-not-track setting is yours", "not=not"},
		{"zh-Hans", "我们不会出售，未经同意，无法提供，没有共享，不同意", "不会=not; 未=not; 无=not; 没有=not"},
		{"zh-Hans", "不同，不过，不仅，不断，未成年人，无论，除非，包括但不限于，未来，不可或缺", ""},
		{"zh-Hant", "我們不會出售，未經同意，無需，沒有", "不會=not; 未=not; 無需=not; 沒有=not"},
	})
}

// A data type is what is collected: not the way in which somebody is written to, and no word of another name.
func TestDataTypes(t *testing.T) {
	check(t, DataType, []row{
		{"zh-Hant", "說明我們如何使用資訊；收集使用資訊；收到您的反饋後回覆，並保存您的反饋", "使用資訊=usage data; 反饋=feedback"},
		{"en", "So that we can send you account-related text messages (SMS); stop receiving promotional SMS at any time", ""},
		{"en", "We receive your text messages. We read text messages that you sent", "text messages=sms; text messages=sms"},
		{"en", "We collect your email, ask by email, send an email notification and use an email provider.", "email=e-mail address"},
		{"en", "Tell us via e-mail or through email; give us an email address and your e-mail.", "email address=e-mail address; e-mail=e-mail address"},
		{"zh-Hans", "收集您的电子邮件和姓名；请发送电子邮件至客服，通过电子邮件或短信通知，由电子邮件服务商寄送", "电子邮件=e-mail address; 姓名=name"},
		{"zh-Hant", "您可透過電子郵件或簡訊要求連結，我們以電郵回覆，並保存您的電子郵件、簡訊", "電子郵件=e-mail address; 簡訊=sms"},
		{"en", "Write with questions, comments, or concerns. We keep your comments, ratings.", "comments=feedback; ratings=feedback"},
		{"en", "the laws of your country of residence apply; your name, country of residence, and age", "your name=name; country of residence=nationality"},
		{"en", "each post has an identification number; your name, identification number, or age", "your name=name; identification number=id card"},
		{"zh-Hans", "在地址栏、搜索栏或搜索框输入；搜索、浏览记录", "搜索=search; 浏览记录=browsing history"},
		{"zh-Hans", "改进产品、服务及通讯内容；读取通讯内容", "通讯内容=messages"},
		{"zh-Hant", "透明 GIF、像素標籤、當機資料、故障資料、本地儲存、搜尋內容、顯示名稱、您的位置", "透明 GIF=cookie; 像素標籤=cookie; 當機資料=crash logs; 故障資料=crash logs; 本地儲存=cookie; 搜尋內容=search; 顯示名稱=user name; 位置=location"},
		{"zh-Hans", "Wi-Fi 名称、信号强度、硬件配置、语言首选项、账户标识号、采购订单", "Wi-Fi 名称=ssid; 信号强度=wi-fi information; 硬件配置=device information; 语言首选项=language setting; 账户标识号=user name; 采购订单=purchase history"},
		{"en", "Read mental health resources; we keep your physical, mental health, messages, and photos.", "health=health; messages=messages; photos=photos"},
		{"zh-Hant", "低電量警示；電量、帳號識別號碼、遙測資料", "電量=battery; 帳號識別號碼=user name; 遙測資料=usage data"},
		{"en", "beacons, pixels, and tags; a screen of many pixels; general location information", "pixels=cookie; general location information=approximate location"},
	})
}

func TestPhones(t *testing.T) {
	check(t, Phone, []row{
		{"en", "Telephone: 080 6885 6286, Mon-Sat : 9 AM to 6 PM", "080 6885 6286=08068856286"},
		{"en", "+1 (650) 555-0100 or 1-800-555-0100, (650) 555-0101", "+1 (650) 555-0100=+16505550100; 1-800-555-0100=18005550100; (650) 555-0101=6505550101"},
		{"zh-Hans", "客服热线：400-100-5678，电话 010-60606666", "400-100-5678=4001005678; 010-60606666=01060606666"},
		{"en", "order 1234567890, 2021-01-15, ISO 27001:2013, 10.0.0.1", ""},
	})
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Acme Ltd: 618 Baker Street, London NW1 6XE, United Kingdom\nWe may share it.", "618 Baker Street, London NW1 6XE, United Kingdom"},
		{"en", "Acme, Inc.\n1 Main Street\nSpringfield, IL 62704\nprivacy@acme.example", "1 Main Street\nSpringfield, IL 62704"},
		{"en", "located at 20 Cross Street, #02-12, Singapore 048422 (the office).", "20 Cross Street, #02-12, Singapore 048422"},
		{"en", "We went 20 miles down the road, and on the way we met 30 users.", ""},
		{"en", "an Irish company with its office at One Harbour Place, Mill Street Dublin 2, D02 XY12 Ireland. Ask us.", "One Harbour Place, Mill Street Dublin 2, D02 XY12 Ireland"},
		{"en", "One place, and one way, is the street of 4500 users, or two.", ""},
		{"fr", "Acme, 12 rue des Lilas, 75008 Paris, France", "Acme, 12 rue des Lilas, 75008 Paris, France"},
		{"de", "Acme GmbH, Musterstraße 12, 10115 Berlin", "Musterstraße 12, 10115 Berlin"},
		{"fr", "Acme S.A., 25 rue de la Paix, 75002 Paris, France", "25 rue de la Paix, 75002 Paris, France"},
		{"zh-Hans", "联系地址：上海市浦东新区世纪大道100号5楼，邮编：200120。", "上海市浦东新区世纪大道100号5楼，邮编：200120"},
		{"zh-Hant", "地址：香港九龍廣東道25號港威大廈第6座18樓1803室", "香港九龍廣東道25號港威大廈第6座18樓1803室"},
		{"zh-Hans", "请拨打12号线路，第3号文件", ""},
	} {
		got := ""
		for _, f := range FindIn(c.text, c.lang, Address) {
			got += f.Text
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestParties(t *testing.T) {
	check(t, ThirdParty, []row{
		{"en", "We use AppsFlyer, Google Analytics and Adjust. Adjust your settings.", "AppsFlyer=appsflyer; Google Analytics=google analytics; Adjust=adjust"},
		{"en", "Northwind Traders Pte. Ltd. and Contoso B.V., including but not limited to them", "Northwind Traders Pte. Ltd.=northwind traders pte ltd; Contoso B.V.=contoso bv"},
		{"en", "• Moloco's Privacy Policy and Zorblax's Privacy Policy", "Moloco=moloco; Zorblax=zorblax"},
		{"zh-Hant", "• Zorblax 的隱私政策，騰訊與蔚藍（北京）科技有限公司", "Zorblax=zorblax; 騰訊=tencent; 蔚藍（北京）科技有限公司=蔚蓝(北京)科技有限公司"},
		{"en", "Contoso Worldwide Unlimited Company’s lead office", "Contoso Worldwide Unlimited Company=contoso worldwide unlimited company"},
		{"en", "If Meta asks for it, meta tags and Meta Data stay. Meta Ireland is our controller, Google in Ireland is not.", "Meta=meta; Meta Ireland=meta ireland; Google=google"},
		{"zh-Hans", "您可选择：Stripe、PayPal 或 Google Pay。", "Stripe=stripe; PayPal=paypal; Google Pay=google pay"},
		{"zh-Hant", "我們使用 [Zorblax](https://z.example/b) 和 [Quuxify Up](https://q.example) 寄送收據，並將使用 [Plonk](https://p.example)。", "Zorblax=zorblax; Quuxify Up=quuxify up; Plonk=plonk"},
	})
	check(t, Person, []row{
		{"en", "Data Protection Officer: Jane Q. Doe. Name: Vish C", "Jane Q. Doe=jane q. doe; Vish C=vish c"},
		{"en", "Data Protection Officer: Acme has appointed one. Write to Mr. John Smith.", "John Smith=john smith"},
		{"zh-Hans", "负责人：王小明，联系人：客服中心", "王小明=王小明"},
		{"zh-Hans", "详见https://a.example/x。 负责人：王小明。", "王小明=王小明"},
	})
	check(t, Legal, []row{
		{"en", "Article 6(1)(f) GDPR, Art. 6 para. 1 lit. f GDPR, the FTC Act", "Article 6(1)(f) GDPR=gdpr 6(1)(f); Art. 6 para. 1 lit. f GDPR=gdpr 6(1)(f); FTC Act=ftc act"},
		{"zh-Hans", "《中华人民共和国个人信息保护法》和《某某市数据条例》", "中华人民共和国个人信息保护法=pipl; 某某市数据条例=某某市数据条例"},
		{"zh-Hant", "《個人資料保護法》", "個人資料保護法=taiwan pdpa"},
		{"en", "the Widget Makers Act (“WMA”), the United Nations Convention on Contracts for the International Sale of Goods", "Widget Makers Act=widget makers act; WMA=widget makers act; United Nations Convention on Contracts for the International Sale of Goods=cisg"},
	})
	check(t, Certification, []row{{"en", "ISO/IEC 27001:2013, ISO 27701", "ISO/IEC 27001:2013=iso 27001:2013; ISO 27701=iso 27701"}})
}

// A recipient that is in no table and has no legal form is known by what leads to its name; what policies capitalise for
// everybody is none.
func TestRecipients(t *testing.T) {
	check(t, ThirdParty, []row{
		{"en", "We share your personal data with Northwind Analytics and Zorblax.", "Northwind Analytics=northwind analytics; Zorblax=zorblax"},
		{"en", "Your e-mail address is provided to Quuxify, who sends our newsletter.", "Quuxify=quuxify"},
		{"en", "We use payment providers such as Zorblax, Paywhirl or Kwikpay to charge you.", "Zorblax=zorblax; Paywhirl=paywhirl; Kwikpay=kwikpay"},
		{"en", "Third-party services (including Zorblax) receive your identifiers.", "Zorblax=zorblax"},
		{"en", "Our hosting provider Zorblax keeps logs.", "Zorblax=zorblax"},
		{"en", "Our payment processor is Zorblax.", "Zorblax=zorblax"},
		{"en", "We use [Zorblax](https://zorblax.example) to answer tickets.", "Zorblax=zorblax"},
		{"en", "Support is powered by Zorblax.", "Zorblax=zorblax"},
		{"en", "We partner with Zorblax to estimate ages.", "Zorblax=zorblax"},
		{"en", "We share data with Northwind Analytics GmbH.", "Northwind Analytics GmbH=northwind analytics gmbh"},
		{"zh-Hans", "我们会与 Zorblax、Quuxify 共享您的设备信息。", "Zorblax=zorblax; Quuxify=quuxify"},
		{"zh-Hans", "第三方服务商（例如 Zorblax）会收集日志。", "Zorblax=zorblax"},
		{"zh-Hant", "我們會將您的資料提供給 Zorblax。", "Zorblax=zorblax"},
		{"zh-Hans", "支付功能由晨光支付提供。我们会向星河科技披露订单信息。", "晨光支付=晨光支付; 星河科技=星河科技"},
		{"en", "Our email vendors are [SalesForce](https://sf.example/a), [Zorblax](https://z.example/b) and [Quuxify](https://q.example).", "SalesForce=salesforce; Zorblax=zorblax; Quuxify=quuxify"},
		{"zh-Hans", "我们的邮件供应商是 [SalesForce](https://sf.example/a)、[Zorblax](https://z.example/b)或 [Quuxify](https://q.example)，可取消。", "SalesForce=salesforce; Zorblax=zorblax; Quuxify=quuxify"},
		{"zh-Hant", "我們委託 Zorblax 寄送電子報。", "Zorblax=zorblax"},
	})
	for _, c := range []struct{ lang, text string }{
		{"en", "We share Personal Data with Service Providers, Affiliates and Business Partners."},
		{"en", "We disclose information to Law Enforcement Authorities and to You."},
		{"en", "Information Shared with Our Agents in Order to Operate the Services"},
		{"en", "We use Cookies to remember you. We use Transport Layer Security (TLS)."},
		{"en", "Please send it to Section 5. You provide data to us. If We share data with Third Parties, We say so."},
		{"en", "We use third-party services (\"Integrations\") and partners, NGOs and schools."},
		{"en", "We transfer data to Customers, Advertisers and Registered Users in Monday's report."},
		{"en", "WE SHARE DATA WITH OTHERS AND SELL IT TO NOBODY."},
		{"zh-Hans", "我们会与关联公司共享信息，向第三方支付公司提供订单，由我们公司处理。"},
		{"zh-Hans", "使用 Cookie、IP 地址与 WiFi 提供服务，包括 Android 系统。"},
		{"zh-Hant", "我們會與合作公司分享資料，並由保險公司提供保障。"},
		{"de", "Wir geben Daten an Dienstleister weiter und arbeiten with Partner."},
	} {
		for _, f := range FindIn(c.text, c.lang, ThirdParty) {
			t.Errorf("%q: %q is no recipient", c.text, f.Text)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"我們的隱私政策已於 2021 年 1 月 15 日更新。", "thirty (30) days", "【20210330】", "未满14周岁", "[x](mailto:a@b.example)", "\xff\xfe不得", "第2021年",
		"**小米**[A Pte. Ltd.] 1 Some Road, #02-12, Singapore 048422", "十百千年月日", "1,2,3.4.5-6/7", "{: a=\"<b\"",
	} {
		f.Add(s, "zh")
		f.Add(s, "en")
		f.Add(s, "ja")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		checkPlaces(t, text, Find(text, lang))
		ImpossibleDates(text, lang)
	})
}

// checkPlaces asserts what the package promises of every list of facts.
func checkPlaces(t *testing.T, text string, facts []Fact) {
	t.Helper()
	end := 0
	for _, f := range facts {
		if f.Start < end || f.End <= f.Start || f.End > len(text) {
			t.Fatalf("fact %+v overlaps or is out of place (previous end %d, length %d)", f, end, len(text))
		}
		if text[f.Start:f.End] != f.Text {
			t.Fatalf("fact %+v is not what stands there: %q", f, text[f.Start:f.End])
		}
		if utf8.ValidString(text) && !utf8.ValidString(f.Text) {
			t.Fatalf("fact %+v cuts a character", f)
		}
		end = f.End
	}
}

// A word that introduces a fact may be the last of its block.
func TestNothingBehindACue(t *testing.T) {
	for _, text := range []string{"Contact person:", "姓名：", "Name: ", "Attn:", "电话：", "热线", "between 7 and", "Effective date:", "Telephone:", "[mail](", "[mail](dpo@acme.example", "第", "ACT", "§"} {
		Find(text, "en")
		Find(text, "zh-Hant")
	}
}

// A section of a code that is cited in brackets ends before the bracket, and begins behind it.
func TestCodeSectionInBrackets(t *testing.T) {
	for raw, want := range map[string]string{
		"Your rights (Cal. Civ. Code § 1798.83) apply.": "Cal. Civ. Code § 1798.83",
		"Your rights (Cal. Civ. Code § 1798.83(a)).":    "Cal. Civ. Code § 1798.83(a)",
		"under 15 U.S.C. § 45(a)(1), and":               "15 U.S.C. § 45(a)(1)",
	} {
		if got := FindIn(raw, "en", Legal); len(got) != 1 || got[0].Text != want {
			t.Errorf("%q: %+v, want %q", raw, got, want)
		}
	}
}
