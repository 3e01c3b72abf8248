package parallel

import (
	"strings"
	"unicode"

	"policylog/diff/fact"
	"policylog/diff/text/fold"
)

// passing has, for terms that a text often names otherwise or in passing, pieces of words that do: "account
// identification number", 帳戶識別碼. Where the other side has one, the term's absence says nothing. Chinese is Simplified.
var passing = map[string][]string{
	"e-mail address":       {"email", "e-mail", "邮"},
	"contacts":             {"contact", "联系", "联络"},
	"id card":              {"identi", "身份", "身分", "标识", "识别"},
	"device identifier":    {"identifier", "标识", "识别", "device id"},
	"advertising id":       {"advertis", "广告"},
	"operating system":     {"system", "系统", "version", "版本"},
	"browser":              {"browser", "浏览器"},
	"photos":               {"photo", "picture", "image", "照片", "图", "相片"},
	"name":                 {"name", "名"},
	"age":                  {"age", "岁", "年龄", "龄"},
	"purchase history":     {"purchas", "order", "购", "买", "订"},
	"order":                {"order", "订单", "订购"},
	"password":             {"password", "密码", "passcode"},
	"language":             {"language", "语言", "语系"},
	"serial number":        {"serial", "序列", "序号"},
	"phone number":         {"phone", "telephone", "电话", "手机"},
	"postal address":       {"address", "地址"},
	"wi-fi information":    {"wi-fi", "wifi", "wlan", "无线"},
	"bank account":         {"bank", "银行"},
	"credit card":          {"card", "卡"},
	"cookie":               {"cookie", "beacon", "pixel", "tracking", "信标", "像素", "跟踪", "追踪"},
	"biometric":            {"biometric", "生物"},
	"location":             {"locat", "位置", "定位", "地点"},
	"search":               {"search", "搜索", "搜寻", "查询", "quer"},
	"calendar":             {"calendar", "日历", "行事历", "日程"},
	"health":               {"health", "健康"},
	"education":            {"educat", "教育", "学历"},
	"employment":           {"employ", "job", "雇", "就业", "职"},
	"network operator":     {"carrier", "operator", "运营商", "电信"},
	"screen resolution":    {"screen", "display", "屏幕", "萤幕", "显示"},
	"mobile network code":  {"cell", "tower", "base station", "基站", "基地台", "小区"},
	"political opinions":   {"politic", "政治"},
	"religion":             {"relig", "宗教", "信仰"},
	"gender":               {"gender", "sex", "性别"},
	"birthday":             {"birth", "生日", "出生"},
	"crash logs":           {"crash", "崩溃", "当机", "损毁"},
	"messages":             {"messag", "chat", "消息", "讯息", "聊天"},
	"contact information":  {"contact", "联系", "联络"},
	"precise location":     {"precise", "gps", "精确", "精准", "准确"},
	"approximate location": {"approximate", "coarse", "粗略", "大致", "模糊", "大概"},
}

// inPassing says whether a part of the text names a term in some way that was not read as one: by its key, by a piece
// of a word that names it, or by the Latin name inside it (iOS version, Wi-Fi ID).
func inPassing(p *part, v found) bool {
	if says(p, latinName(v.Text)) || says(p, strings.TrimSuffix(v.Value, "s")) {
		return true
	}
	pieces := passing[v.Value]
	if len(pieces) == 0 {
		return false
	}
	for _, b := range p.blocks {
		folded := strings.ToLower(fold.Simplified(b.text))
		for _, s := range pieces {
			if strings.Contains(folded, s) && !(v.Value == "name" && onlyUserName(folded)) {
				return true
			}
		}
	}
	return v.Value == "e-mail address" && has(p, fact.Email)
}

// onlyUserName says whether a name is spoken of only as a part of other words.
func onlyUserName(folded string) bool {
	rest := strings.NewReplacer("username", "", "user name", "", "domain name", "", "用户名", "", "域名", "", "匿名", "", "签名", "").Replace(folded)
	return !strings.Contains(rest, "name") && !strings.Contains(rest, "名")
}

// latinName is the first word of a term that is written as names are, with a capital that does not begin it or after
// another script (iOS, Wi-Fi, FCM); "" where it has none.
func latinName(term string) string {
	for _, w := range strings.FieldsFunc(term, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	}) {
		if len(w) > 1 && strings.ToLower(w[1:]) != w[1:] {
			return w
		}
	}
	return ""
}
