package reason

import (
	"strings"
	"sync"
)

// Extraction is why the extractor kept or dropped a part of a page, in a language: en, zh-CN or zh-TW. The English words
// are the extractor's own; those that have no others stay.
func Extraction(why, language string) string {
	in := map[string]int{"zh-CN": 0, "zh-TW": 1}
	lang, ok := in[language]
	if !ok {
		return why
	}
	for _, p := range extractionForms {
		if rest, ok := strings.CutPrefix(why, p.before); ok {
			if rest, ok := strings.CutSuffix(rest, p.after); ok {
				return strings.Replace(p.text[lang], "{1}", Extraction(rest, language), 1)
			}
		}
	}
	if text, ok := extractionWords()[why]; ok {
		return text[lang]
	}
	return why
}

// extractionForms are reasons around another one, or around what a rule names.
var extractionForms = []struct {
	before, after string
	text          [2]string
}{
	{"folded away on the page, ", "", [2]string{"在页面上折叠（{1}）", "在頁面上摺疊（{1}）"}},
	{"", ", in another language", [2]string{"{1}，为另一种语言", "{1}，為另一種語言"}},
	{"", ", a copy of other text", [2]string{"{1}，与其他文字重复", "{1}，與其他文字重複"}},
	{"select rule ", "", [2]string{"选取规则 {1}", "選取規則 {1}"}},
	{"remove rule ", "", [2]string{"去除规则 {1}", "移除規則 {1}"}},
	{"role ", "", [2]string{"角色标记为 {1}", "角色標記為 {1}"}},
}

var extractionWords = sync.OnceValue(func() map[string][2]string {
	return map[string][2]string{
		"select rule matches nothing":     {"选取规则没有匹配到内容", "選取規則沒有比對到內容"},
		"select rule":                     {"选取规则", "選取規則"},
		"remove rule":                     {"去除规则", "移除規則"},
		"holds the sentences of the page": {"页面的语句在其中", "頁面的語句在其中"},
		"beside the content":              {"在正文之外", "在內文之外"},
		"a remark on a link":              {"链接附带的说明", "連結附帶的說明"},
		"above the title":                 {"在标题之前", "在標題之前"},
		"mostly links":                    {"多为链接", "多為連結"},
		"end of a list":                   {"列表末尾的提示", "清單結尾的提示"},
		"no sentences":                    {"没有语句", "沒有語句"},
		"no legal wording":                {"没有条款用语", "沒有條款用語"},
		"no text":                         {"没有文字", "沒有文字"},
		"nothing to unfold":               {"没有可展开的内容", "沒有可展開的內容"},
		"code":                            {"代码", "程式碼"},
		"for browsers without script":     {"供不支持脚本的浏览器使用", "供不支援指令碼的瀏覽器使用"},
		"a copy for other screens":        {"供其他屏幕尺寸使用的副本", "供其他螢幕尺寸使用的副本"},
		"hidden attribute":                {"带有 hidden 属性", "帶有 hidden 屬性"},
		"aria-hidden":                     {"带有 aria-hidden 属性", "帶有 aria-hidden 屬性"},
		"hidden by style":                 {"由样式隐藏", "由樣式隱藏"},
		"link to its own heading":         {"指向自身标题的链接", "指向自身標題的連結"},
		"navigation":                      {"导航", "導覽"},
		"footer":                          {"页脚", "頁尾"},
		"page header":                     {"页眉", "頁首"},
		"aside":                           {"侧栏", "側欄"},
		"search":                          {"搜索", "搜尋"},
		"form":                            {"表单", "表單"},
		"form field":                      {"表单字段", "表單欄位"},
		"form to sign in":                 {"登录表单", "登入表單"},
		"feedback form":                   {"反馈表单", "意見回饋表單"},
		"dialog":                          {"对话框", "對話方塊"},
		"button":                          {"按钮", "按鈕"},
		"cookie banner":                   {"Cookie 横幅", "Cookie 橫幅"},
		"publishing data":                 {"发布信息", "發布資訊"},
		"promotion":                       {"推广", "推廣"},
		"announcement":                    {"公告", "公告"},
		"greeting":                        {"问候语或访问计数", "問候語或造訪計數"},
		"breadcrumbs":                     {"面包屑导航", "麵包屑導覽"},
		"share buttons":                   {"分享按钮", "分享按鈕"},
		"skip link":                       {"跳转链接", "跳轉連結"},
		"back to top":                     {"回到顶部", "回到頂端"},
		"link back":                       {"返回链接", "返回連結"},
		"related pages":                   {"相关页面", "相關頁面"},
		"newsletter":                      {"邮件订阅", "電子報訂閱"},
		"pages":                           {"分页", "分頁"},
		"languages":                       {"语言选择", "語言選擇"},
		"edit link":                       {"编辑链接", "編輯連結"},
		"print button":                    {"打印按钮", "列印按鈕"},
		"copy button":                     {"复制按钮", "複製按鈕"},
		"comments":                        {"评论", "留言"},
		"advertisement":                   {"广告", "廣告"},
		"text size":                       {"字号设置", "字級設定"},
		"fold control":                    {"展开或折叠的按钮", "展開或摺疊的按鈕"},
		"placeholder":                     {"加载中的占位文字", "載入中的預留文字"},
		"mail placeholder":                {"电子邮箱的占位文字", "電子郵件的預留文字"},
		"sign without words":              {"没有文字的符号", "沒有文字的符號"},
		"copyright line":                  {"版权行", "版權行"},
		"title of a table of contents that is navigation": {"作导航用的目录的标题", "作導覽用的目錄的標題"},
		"relative time":                       {"相对时间", "相對時間"},
		"reading time":                        {"阅读时长", "閱讀時間"},
		"view count":                          {"浏览计数", "瀏覽計數"},
		"author":                              {"作者", "作者"},
		"time stamp of the publishing system": {"发布系统的时间戳", "發布系統的時間戳記"},
		"date of a scan for cookies":          {"Cookie 扫描日期", "Cookie 掃描日期"},
		"votes":                               {"投票计数", "投票計數"},
		"date of the visit":                   {"访问日期", "造訪日期"},
		"shopping cart":                       {"购物车", "購物車"},
		"weather":                             {"天气", "天氣"},
		"mark of the server":                  {"服务器标记", "伺服器標記"},
		"last visit":                          {"上次访问", "上次造訪"},
	}
})
