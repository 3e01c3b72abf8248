// Package specimen makes sentences that hold one known fact each, written for measuring how well facts are found: alone, and
// as what changed between two versions. It holds no text of a real policy.
package specimen

import (
	"fmt"
	"math/rand"
	"strings"
)

// Specimen is a sentence with one fact in it; the fact stands where the %s of its carrier is.
type Specimen struct {
	Lang    string // BCP 47
	Carrier string // the sentence, with %s for the fact
	Text    string // the fact as it stands
	Value   string // as fact.Fact has it; "" where any will do
	Kind    string // as fact.Kind has it
}

// Sentence is the specimen with its fact.
func (s Specimen) Sentence() string { return strings.Replace(s.Carrier, "%s", s.Text, 1) }

// Make makes sentences with facts of every kind in all the forms that package fact promises, with random values.
func Make(r *rand.Rand) []Specimen {
	var out []Specimen
	add := func(lang, kind, carrier, text, value string) {
		out = append(out, Specimen{lang, carrier, text, value, kind})
	}
	pick := func(list ...string) string { return list[r.Intn(len(list))] }
	y, m, d := 2010+r.Intn(17), 1+r.Intn(12), 1+r.Intn(28)
	iso := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	month := []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[m-1]
	short := month[:3]
	for _, f := range []string{
		fmt.Sprintf("%s %d, %d", month, d, y), fmt.Sprintf("%d %s %d", d, month, y), fmt.Sprintf("%s. %dth, %d", short, d, y), fmt.Sprintf("%04d-%02d-%02d", y, m, d),
		fmt.Sprintf("%d/%d/%d", y, m, d), fmt.Sprintf("the %dth of %s, %d", d, month, y), fmt.Sprintf("%s %d %d", strings.ToUpper(month), d, y),
	} {
		add("en", "date", pick("This part was written on %s by our staff.", "Records from before %s are kept apart.", "Since %s, another rule applies."), strings.TrimPrefix(f, "the "), iso)
	}
	add("en", "date", "This part was added in %s to the text.", fmt.Sprintf("%s %d", month, y), iso[:7])
	han := hanNumeral
	for _, f := range []string{fmt.Sprintf("%d年%d月%d日", y, m, d), fmt.Sprintf("%d 年 %d 月 %d 日", y, m, d), fmt.Sprintf("%s年%s月%s日", hanPlaces(y), han(m), han(d)), iso, fmt.Sprintf("%d年%02d月%02d日", y, m, d)} {
		add("zh-Hans", "date", pick("该规则自%s起执行。", "我们在%s之前收集的记录另行保存。"), f, iso)
		add("zh-Hant", "date", pick("該規則自%s起執行。", "我們在%s之前收集的紀錄另行保存。"), f, iso)
	}
	n := []int{3, 5, 7, 10, 14, 15, 20, 30, 45, 60, 90, 180}[r.Intn(12)]
	words := map[int]string{3: "three", 5: "five", 7: "seven", 10: "ten", 14: "fourteen", 15: "fifteen", 20: "twenty", 30: "thirty", 45: "forty-five", 60: "sixty", 90: "ninety", 180: "one hundred and eighty"}[n]
	for f, v := range map[string]string{
		fmt.Sprintf("%d days", n): fmt.Sprintf("P%dD", n), fmt.Sprintf("%s (%d) days", words, n): fmt.Sprintf("P%dD", n), words + " days": fmt.Sprintf("P%dD", n),
		fmt.Sprintf("%d business days", n): fmt.Sprintf("P%dWD", n), fmt.Sprintf("%d months", n): fmt.Sprintf("P%dM", n), fmt.Sprintf("%d hours", n): fmt.Sprintf("PT%dH", n),
		"two years": "P2Y", fmt.Sprintf("%d calendar days", n): fmt.Sprintf("P%dD", n), fmt.Sprintf("%d weeks", n): fmt.Sprintf("P%dW", n),
	} {
		add("en", "duration", pick("We keep these records for %s after that.", "An answer is given within %s of receipt.", "It lapses after %s."), f, v)
	}
	add("en", "duration", "We apply a %s limit to it.", fmt.Sprintf("%d-day", n), fmt.Sprintf("P%dD", n))
	for f, v := range map[string]string{
		fmt.Sprintf("%d天", n): fmt.Sprintf("P%dD", n), fmt.Sprintf("%d 日", n): fmt.Sprintf("P%dD", n), han(n) + "日": fmt.Sprintf("P%dD", n), han(n) + "个工作日": fmt.Sprintf("P%dWD", n),
		fmt.Sprintf("%d 个月", n): fmt.Sprintf("P%dM", n), fmt.Sprintf("%d小时", n): fmt.Sprintf("PT%dH", n), han(n) + "年": fmt.Sprintf("P%dY", n), fmt.Sprintf("%d个自然日", n): fmt.Sprintf("P%dD", n), "两年": "P2Y",
		fmt.Sprintf("%s（%d）天", han(n), n): fmt.Sprintf("P%dD", n),
	} {
		add("zh-Hans", "duration", pick("相关记录会在%s后清除。", "回复会在%s内给出。"), f, v)
		add("zh-Hant", "duration", pick("相關紀錄會在%s後清除。", "回覆會在%s內給出。"), strings.NewReplacer("个", "個", "两", "兩", "小时", "小時").Replace(f), v)
	}
	amount := 10 + r.Intn(90)
	for f, v := range map[string]string{fmt.Sprintf("$%d.50", amount): fmt.Sprintf("USD %d.5", amount), fmt.Sprintf("€%d,000", amount): fmt.Sprintf("EUR %d000", amount), fmt.Sprintf("%d%%", amount): fmt.Sprintf("%d%%", amount), fmt.Sprintf("USD %d", amount): fmt.Sprintf("USD %d", amount), fmt.Sprintf("%d percent", amount): fmt.Sprintf("%d%%", amount)} {
		add("en", "amount", pick("A fee of %s is charged.", "It comes to %s of the total."), f, v)
	}
	for f, v := range map[string]string{fmt.Sprintf("%d元", amount): fmt.Sprintf("CNY %d", amount), fmt.Sprintf("%d%%", amount): fmt.Sprintf("%d%%", amount), fmt.Sprintf("%d美元", amount): fmt.Sprintf("USD %d", amount)} {
		add("zh-Hans", "amount", "该项费用为%s。", f, v)
		add("zh-Hant", "amount", "該項費用為%s。", f, v)
	}
	age := 13 + r.Intn(9)
	add("en", "age", "This is not meant for children %s at all.", fmt.Sprintf("under %d", age), fmt.Sprintf("<%d", age))
	add("en", "age", "It is closed to persons %s in all places.", fmt.Sprintf("under the age of %d", age), fmt.Sprintf("<%d", age))
	add("en", "age", "Members are %s when they join.", fmt.Sprintf("at least %d years old", age), fmt.Sprintf(">=%d", age))
	add("en", "age", "It is open to those who are %s then.", fmt.Sprintf("%d years of age or older", age), fmt.Sprintf(">=%d", age))
	for f, v := range map[string]string{fmt.Sprintf("%d岁以下", age): "<", fmt.Sprintf("未满%d周岁", age): "<", fmt.Sprintf("不满%s周岁", han(age)): "<", fmt.Sprintf("年满 %d 周岁", age): ">=", fmt.Sprintf("%d周岁以上", age): ">="} {
		v += fmt.Sprint(age)
		add("zh-Hans", "age", "这一节适用于%s的人士。", f, v)
		add("zh-Hant", "age", "這一節適用於%s的人士。", strings.NewReplacer("岁", "歲", "满", "滿", "周", "週").Replace(f), v)
	}
	host := pick("acme", "northwind", "contoso", "blue-river", "hj-data") + pick(".example", ".example.org", ".example.com", ".co.example")
	url := "https://" + pick("www.", "privacy.", "") + host + pick("", "/", "/privacy/choices", "/p?id=3&x=1", "/a_b/c-d.html")
	mail := pick("privacy", "dpo", "data.protection", "help-desk") + "@" + host
	for _, l := range []string{"en", "zh-Hans", "zh-Hant"} {
		sentence := map[string]string{"en": "More is said at %s about it.", "zh-Hans": "详情请见%s，并请留意。", "zh-Hant": "詳情請見%s，並請留意。"}[l]
		add(l, "url", sentence, url, url)
		add(l, "e-mail", sentence, mail, mail)
		add(l, "e-mail", map[string]string{"en": "Write to us (%s).", "zh-Hans": "请发送邮件至【%s】。", "zh-Hant": "電子郵件：%s"}[l], mail, mail)
	}
	phone := fmt.Sprintf("%03d-%04d", 200+r.Intn(700), r.Intn(10000))
	add("en", "phone", "Our telephone number is %s on weekdays.", "+1 650 "+phone, "+1650"+strings.ReplaceAll(phone, "-", ""))
	add("en", "phone", "Reach the desk at %s on weekdays.", "(650) "+phone, "650"+strings.ReplaceAll(phone, "-", ""))
	add("en", "phone", "You can call %s for that.", "1-800-"+phone, "1800"+strings.ReplaceAll(phone, "-", ""))
	add("en", "phone", "Phone: %s (weekdays)", "+44 20 7946 0"+phone[:3], "+442079460"+phone[:3])
	add("zh-Hans", "phone", "客服电话：%s。", "400-"+phone, "400"+strings.ReplaceAll(phone, "-", ""))
	add("zh-Hans", "phone", "电话：%s。", "010-6"+strings.ReplaceAll(phone, "-", ""), "0106"+strings.ReplaceAll(phone, "-", ""))
	add("zh-Hant", "phone", "聯絡電話：%s。", "+886 2 2"+phone, "+88622"+strings.ReplaceAll(phone, "-", ""))
	number := 1 + r.Intn(900)
	add("en", "postal address", "Letters go to %s.", fmt.Sprintf("%d Market Street, Suite 400, San Francisco, CA 94105", number), "")
	add("en", "postal address", "Acme Ltd: %s", fmt.Sprintf("%d Baker Street, London NW1 6XE, United Kingdom", number), "")
	add("en", "postal address", "Our office is at %s.", fmt.Sprintf("%d Orchard Road, #08-01, Singapore 238879", number), "")
	add("en", "postal address", "Letters go to %s.", fmt.Sprintf("P.O. Box %d, Wilmington, DE 19801", number), "")
	add("zh-Hans", "postal address", "地址：%s。", fmt.Sprintf("北京市朝阳区建国路%d号院2号楼3层", number), "")
	add("zh-Hans", "postal address", "联系地址：%s", fmt.Sprintf("广东省深圳市南山区科技南路%d号创新大厦1201室", number), "")
	add("zh-Hant", "postal address", "地址：%s。", fmt.Sprintf("台北市信義區松仁路%d號12樓", number), "")
	company := pick("Northwind", "Blue River", "Contoso Data", "Harbour Light")
	for _, form := range []string{"Inc.", "Ltd.", "LLC", "Pte. Ltd.", "GmbH", "B.V.", "Co., Ltd.", "Private Limited", "Corporation"} {
		add("en", "third party", pick("That is done by %s on our behalf.", "The service is run with %s in some places."), company+" "+form, "")
		add("zh-Hans", "third party", "该服务由%s负责运营。", company+" "+form, "")
	}
	place := pick("蓝河", "北风", "港湾", "智远")
	for _, form := range []string{"科技有限公司", "信息技术股份有限公司", "（北京）网络科技有限公司"} {
		add("zh-Hans", "third party", "该服务由%s负责运营。", place+form, "")
		add("zh-Hant", "third party", "該服務由%s負責營運。", strings.NewReplacer("蓝", "藍", "风", "風", "湾", "灣", "智远", "智遠", "网络", "網路", "术", "術").Replace(place+form), "")
	}
	for name, v := range map[string]string{"AppsFlyer": "appsflyer", "Google Analytics": "google analytics", "Criteo": "criteo", "Mixpanel": "mixpanel", "Stripe": "stripe", "Tencent": "tencent"} {
		add("en", "third party", "We work with %s for that.", name, v)
		add("zh-Hans", "third party", "我们与%s合作。", name, v)
	}
	for name, v := range map[string]string{"腾讯": "tencent", "支付宝": "alipay", "友盟": "umeng", "谷歌": "google"} {
		add("zh-Hans", "third party", "我们与%s合作。", name, v)
		add("zh-Hant", "third party", "我們與%s合作。", strings.NewReplacer("腾讯", "騰訊", "宝", "寶").Replace(name), v)
	}
	add("en", "person", "Data Protection Officer: %s.", pick("Jane Q. Doe", "Anna-Maria Weber", "Rajesh Kumar"), "")
	add("en", "person", "Name: %s", pick("John Smith", "Vish C", "Maria del Sol"), "")
	add("zh-Hans", "person", "负责人：%s。", pick("王小明", "李雷"), "")
	add("zh-Hant", "person", "姓名：%s", pick("陳大文", "John Smith"), "")
	for _, t := range [][4]string{
		{"imei", "IMEI", "IMEI", "IMEI"},
		{"mac address", "MAC address", "MAC地址", "MAC 位址"},
		{"precise location", "precise location", "精确位置信息", "精確位置"},
		{"contacts", "contact list", "通讯录", "通訊錄"},
		{"fingerprint", "fingerprints", "指纹信息", "指紋"},
		{"e-mail address", "e-mail address", "电子邮箱地址", "電子郵件地址"},
		{"phone number", "phone number", "手机号码", "行動電話號碼"},
		{"birthday", "date of birth", "出生日期", "生日"},
		{"ip address", "IP address", "IP地址", "IP 位址"},
		{"advertising id", "advertising ID", "广告标识符", "廣告識別碼"},
		{"crash logs", "crash logs", "崩溃日志", "當機報告"},
		{"app list", "list of installed apps", "应用列表", "應用程式清單"},
		{"id card", "passport number", "身份证号码", "身分證字號"},
		{"bank account", "bank account number", "银行账号", "銀行帳戶"},
		{"browsing history", "browsing history", "浏览记录", "瀏覽紀錄"},
		{"serial number", "serial number", "序列号", "序號"[:0] + "序列號"},
		{"health", "health data", "健康数据", "健康資料"},
		{"face", "facial features", "面部特征", "臉部特徵"},
		{"cookie", "cookies", "Cookie", "Cookie"},
		{"oaid", "OAID", "OAID", "OAID"},
		{"gender", "gender", "性别", "性別"},
	} {
		add("en", "data type", pick("We then store your %s as well.", "Among it is the %s of a member."), t[1], t[0])
		add("zh-Hans", "data type", "我们还保存您的%s。", t[2], t[0])
		add("zh-Hant", "data type", "我們還保存您的%s。", t[3], t[0])
	}
	add("en", "certification", "We hold %s for it.", pick("ISO/IEC 27001:2013", "ISO 27701", "SOC 2", "APEC CBPR", "PCI DSS"), "")
	add("zh-Hans", "certification", "我们通过了%s认证。", pick("ISO/IEC 27001:2013", "ISO 27701", "SOC 2", "TrustArc"), "")
	for _, t := range [][4]string{{"gdpr", "GDPR", "GDPR", "GDPR"}, {"ccpa", "California Consumer Privacy Act", "CCPA", "加州消費者隱私法"}, {"pipl", "Personal Information Protection Law", "个人信息保护法", "個人信息保護法"}, {"lgpd", "LGPD", "LGPD", "LGPD"}, {"gdpr", "Regulation (EU) 2016/679", "通用数据保护条例", "一般資料保護規則"}, {"gdpr 6(1)(f)", "Article 6(1)(f) GDPR", "", ""}, {"coppa", "COPPA", "COPPA", "COPPA"}, {"china cybersecurity law", "Cybersecurity Law", "网络安全法", "網絡安全法"}} {
		add("en", "legal reference", "That is done under %s only.", t[1], t[0])
		if t[2] != "" {
			add("zh-Hans", "legal reference", "这是依据%s作出的。", t[2], t[0])
			add("zh-Hant", "legal reference", "這是依據%s作出的。", t[3], t[0])
		}
	}
	for _, t := range [][4]string{{"eea", "European Economic Area", "欧洲经济区", "歐盟專屬經濟區"}, {"singapore", "Singapore", "新加坡", "新加坡"}, {"us", "United States", "美国", "美國"}, {"california", "California", "加利福尼亚州", "加州"}, {"taiwan", "Taiwan", "台湾", "台灣"}, {"germany", "Germany", "德国", "德國"}, {"uk", "United Kingdom", "英国", "英國"}} {
		add("en", "jurisdiction", "Servers stand in %s as well.", t[1], t[0])
		add("zh-Hans", "jurisdiction", "服务器也位于%s。", t[2], t[0])
		add("zh-Hant", "jurisdiction", "伺服器也位於%s。", t[3], t[0])
	}
	for text, v := range map[string]string{"may": "may", "shall": "shall", "must": "must", "will": "will", "should": "should", "must not": "must not", "can": "may", "shall not": "must not"} {
		add("en", "modality", pick("The member %s answer it.", "We %s keep it."), text, v)
	}
	for text, v := range map[string]string{"可以": "may", "可能会": "may", "应当": "shall", "必须": "must", "不得": "must not", "将会": "will", "应该": "should", "须": "must", "有权": "right"} {
		add("zh-Hans", "modality", pick("会员%s答复此事。", "我们%s保留它。"), text, v)
		add("zh-Hant", "modality", pick("會員%s答覆此事。", "我們%s保留它。"), strings.NewReplacer("会", "會", "应", "應", "当", "當", "须", "須", "将", "將", "权", "權", "该", "該").Replace(text), v)
	}
	for _, text := range []string{"not", "never"} {
		add("en", "negation", "We do %s keep it.", text, "not")
	}
	add("en", "negation", "It is done %s consent.", "without", "not")
	for _, text := range []string{"不", "未", "没有", "无法", "从未"} {
		base := strings.TrimSuffix(text, "法")
		add("zh-Hans", "negation", "我们%s"+strings.TrimPrefix(text, base)+"保留它。", base, "not")
		add("zh-Hant", "negation", "我們%s"+strings.TrimPrefix(text, base)+"保留它。", strings.NewReplacer("没", "沒", "无", "無", "从", "從").Replace(base), "not")
	}
	return out
}

func hanPlaces(n int) string {
	var b strings.Builder
	for _, d := range fmt.Sprint(n) {
		b.WriteRune([]rune("〇一二三四五六七八九")[d-'0'])
	}
	return b.String()
}

func hanNumeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return "十" + strings.Trim(string(digits[n%10]), "零")
	case n < 100:
		return string(digits[n/10]) + "十" + strings.Trim(string(digits[n%10]), "零")
	}
	return string(digits[n/100]) + "百" + hanNumeral(n%100)
}
