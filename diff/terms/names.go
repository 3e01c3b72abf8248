package terms

import (
	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
)

var statuses = map[diff.Status]entry{
	diff.Equal:              {"unchanged", "未变", "未變"},
	diff.Modified:           {"changed", "修改", "修改"},
	diff.Added:              {"added", "新增", "新增"},
	diff.Removed:            {"removed", "删去", "移除"},
	diff.Moved:              {"moved", "位置调整", "移列"},
	diff.MovedModified:      {"moved and changed", "位置调整并修改", "移列並修改"},
	diff.Split:              {"split", "拆分", "拆分"},
	diff.Merged:             {"merged", "合并", "合併"},
	diff.Retitled:           {"retitled", "标题修改", "標題變更"},
	diff.Renumbered:         {"renumbered", "序号调整", "編號變更"},
	diff.RetitledRenumbered: {"retitled and renumbered", "标题修改、序号调整", "標題變更、編號變更"},
}

var classes = map[diff.Class]entry{
	diff.Cosmetic:    {"formatting only", "仅格式差异", "僅格式差異"},
	diff.Regional:    {"regional wording", "地区用词差异", "地區用語差異"},
	diff.Emphasis:    {"emphasis", "强调标记变化", "強調標記變化"},
	diff.LinkOnly:    {"link targets only", "仅链接变化", "僅連結變更"},
	diff.DateOnly:    {"dates only", "仅日期变化", "僅日期變更"},
	diff.Editorial:   {"wording: no tracked term changed", "文字调整", "文字調整"},
	diff.Substantive: {"content change, to review", "内容变更（待审阅）", "內容變更（待審閱）"},
}

var kinds = map[doc.Kind]entry{
	doc.Heading:    {"heading|headings", "标题", "標題"},
	doc.Paragraph:  {"paragraph|paragraphs", "段落", "段落"},
	doc.Item:       {"list item|list items", "列表项", "清單項目"},
	doc.Row:        {"table row|table rows", "表格行", "表格列"},
	doc.Quote:      {"quotation|quotations", "引文", "引文"},
	doc.Code:       {"code block|code blocks", "代码", "程式碼"},
	doc.Rule:       {"rule|rules", "分隔线", "分隔線"},
	doc.HTML:       {"HTML block|HTML blocks", "HTML 块", "HTML 區塊"},
	doc.Attribute:  {"attribute|attributes", "属性", "屬性"},
	doc.Definition: {"definition|definitions", "定义", "定義"},
}

var facts = map[string]entry{
	string(fact.DataType):      {"data type", "数据类型", "資料類型"},
	string(fact.ThirdParty):    {"third party", "第三方", "第三方"},
	string(fact.Person):        {"person", "人员", "人員"},
	string(fact.URL):           {"link", "链接", "連結"},
	string(fact.Email):         {"e-mail address", "电子邮箱", "電子郵件地址"},
	string(fact.Phone):         {"phone number", "电话号码", "電話號碼"},
	string(fact.Address):       {"postal address", "通信地址", "通訊地址"},
	string(fact.Duration):      {"duration", "期限", "期限"},
	string(fact.Date):          {"date", "日期", "日期"},
	string(fact.Amount):        {"amount", "金额", "金額"},
	string(fact.Age):           {"age", "年龄", "年齡"},
	string(fact.Jurisdiction):  {"jurisdiction", "法域", "法域"},
	string(fact.Certification): {"certification", "认证", "認證"},
	string(fact.Legal):         {"legal reference", "法律法规引用", "法規引用"},
	string(fact.Modality):      {"modal word", "情态词", "情態詞"},
	string(fact.Negation):      {"negation", "否定词", "否定詞"},
	"number":                   {"number", "数字", "數字"},
}

// lintRules are the rules of package lint, which imports this one.
var lintRules = map[string]entry{
	"reference":   {"reference", "引用", "引用"},
	"placeholder": {"placeholder", "待填空白", "待填空白"},
	"brand":       {"brand", "品牌名称", "品牌名稱"},
	"anchor":      {"anchor", "页内链接", "頁內連結"},
	"empty-link":  {"empty-link", "空链接", "空連結"},
	"number":      {"number", "编号", "編號"},
	"date":        {"date", "日期", "日期"},
}

var factOps = map[diff.FactOp]entry{
	diff.FactAdded:   {" added", "新增", "新增"},
	diff.FactRemoved: {" removed", "删去", "移除"},
	diff.FactChanged: {" changed", "变化", "變化"},
}

// reasons are those of diff.Row, by their English words before a colon.
var reasons = map[string]entry{
	"moved, not a letter changed": {"", "位置调整，文字未变", "移列，文字未變"},
	"split into ":                 {"", "拆分为{1}处", "拆分為 {1} 處"},
	"merged from ":                {"", "由{1}处合并", "由 {1} 處合併"},
	"renumbered":                  {"", "序号调整", "編號變更"},
	"now on another level":        {"", "标题层级变化", "標題層級變更"},
	"emphasis changed":            {"", "强调标记变化", "強調標記變化"},
	"link target changed":         {"", "链接目标变化", "連結目標變更"},
	"contact link":                {"", "联系方式链接", "聯絡方式連結"},
	"opt-out link":                {"", "选择退出链接", "選擇退出連結"},
	"rights link":                 {"", "权利行使链接", "權利行使連結"},
	"regulator link":              {"", "监管机构链接", "監管機關連結"},
	"same words and punctuation":  {"", "文字与标点相同", "文字與標點相同"},
	"punctuation only":            {"", "仅标点不同", "僅標點不同"},
	"upper and lower case only":   {"", "仅大小写不同", "僅大小寫不同"},
	"regional wording only":       {"", "仅地区用词不同", "僅地區用語不同"},
	"nothing but a date or version label changed":     {"", "仅日期或版本号变化", "僅日期或版本編號變更"},
	"nothing but a visible address changed":           {"", "仅显示的网址变化", "僅顯示的網址變更"},
	"nothing but dates and addresses changed":         {"", "仅日期与网址变化", "僅日期與網址變更"},
	"no tracked term changed":                         {"", "未涉及所追踪的用语", "未涉及所追蹤的用語"},
	"same value, written differently":                 {"", "数值相同，写法不同", "數值相同，寫法不同"},
	"words changed":                                   {"", "文字变化", "文字變更"},
	"no words in it":                                  {"", "不含文字", "不含文字"},
	"not part of the policy's text":                   {"", "非政策正文", "非政策內文"},
	"states a date or version label and nothing else": {"", "仅标注日期或版本号", "僅載明日期或版本編號"},
	"new text":  {"", "新增文字", "新增文字"},
	"text gone": {"", "文字删去", "文字移除"},
}

var roles = map[string]entry{
	"contact":   {"contact", "联系方式", "聯絡方式"},
	"opt-out":   {"opt-out", "选择退出", "選擇退出"},
	"rights":    {"rights requests", "权利行使", "權利行使"},
	"regulator": {"regulator", "监管机构", "監管機關"},
}

var topics = map[string]entry{
	"First Party Collection/Use":           {"First Party Collection/Use", "第一方收集与使用", "第一方蒐集與使用"},
	"Third Party Sharing/Collection":       {"Third Party Sharing/Collection", "第三方共享与收集", "第三方分享與蒐集"},
	"User Choice/Control":                  {"User Choice/Control", "用户选择与控制", "使用者選擇與控制"},
	"User Access Edit and Deletion":        {"User Access, Edit and Deletion", "用户查阅、更正与删除", "使用者查閱、更正與刪除"},
	"Data Retention":                       {"Data Retention", "数据保留", "資料保留"},
	"Data Security":                        {"Data Security", "数据安全", "資料安全"},
	"Policy Change":                        {"Policy Change", "政策变更", "政策變更"},
	"Do Not Track":                         {"Do Not Track", "请勿跟踪", "請勿追蹤"},
	"International and Specific Audiences": {"International and Specific Audiences", "国际及特定受众", "國際及特定對象"},
	"Other":                                {"Other", "其他", "其他"},
}

var subjects = map[string]entry{
	"contact details":     {"contact details", "联系方式", "聯絡方式"},
	"retention":           {"retention", "保留期限", "保留期限"},
	"sharing":             {"sharing", "共享与披露", "分享與揭露"},
	"collection":          {"collection", "信息收集", "資料蒐集"},
	"use":                 {"use", "信息使用", "資料使用"},
	"rights":              {"rights", "权利", "權利"},
	"security":            {"security", "安全", "安全"},
	"children":            {"children", "未成年人", "未成年人"},
	"age":                 {"age", "年龄要求", "年齡要求"},
	"cookies":             {"cookies", "Cookie", "Cookie"},
	"transfer abroad":     {"transfer abroad", "跨境传输", "跨境傳輸"},
	"advertising":         {"advertising", "广告与营销", "廣告與行銷"},
	"personalisation":     {"personalisation", "个性化", "個人化"},
	"push services":       {"push services", "推送服务", "推播服務"},
	"legal basis":         {"legal basis", "合法性基础", "法律依據"},
	"consent":             {"consent", "同意与退出", "同意與退出"},
	"location":            {"location", "位置", "位置"},
	"biometrics":          {"biometrics", "生物识别", "生物特徵"},
	"payment":             {"payment", "支付", "付款"},
	"permissions":         {"permissions", "权限", "權限"},
	"SDKs":                {"SDKs", "SDK", "SDK"},
	"non-personal data":   {"non-personal data", "非个人信息", "非個人資料"},
	"complaints":          {"complaints", "投诉", "申訴"},
	"automated decisions": {"automated decisions", "自动化决策", "自動化決策"},
	"account deletion":    {"account deletion", "账号注销", "帳號刪除"},
	"definitions":         {"definitions", "定义", "定義"},
	"certification":       {"certification", "认证", "認證"},
}
