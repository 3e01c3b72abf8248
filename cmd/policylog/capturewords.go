package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"policylog/archive"
	"policylog/diff/render/ink"
	"policylog/diff/terms"
)

// What the commands that capture say for people, in English, Simplified and Traditional Chinese. {1} and so on stand for
// what is put in. JSON has the English alone, and kinds for machines.
var (
	saysAdded        = [3]string{"added {1} to {2}", "已将 {1} 加入 {2}", "已將 {1} 加入 {2}"}
	saysAddedOne     = [3]string{"added {1}", "已加入 {1}", "已加入 {1}"}
	saysAddedAll     = [3]string{"{1} added to {2}", "已将 {1} 加入 {2}", "已將 {1} 加入 {2}"}
	saysLeft         = [3]string{"not taken over: {1}", "未能导入：{1}", "未能匯入：{1}"}
	saysLeftAll      = [3]string{"; not taken over: {1}", "；未能导入：{1}", "；未能匯入：{1}"}
	saysNoSources    = [3]string{"no sources yet: {1}", "尚无来源页面：{1}", "尚無來源頁面：{1}"}
	saysTextBytes    = [3]string{"{1} bytes of Markdown ({2} shows it)", "{1} 字节的 Markdown（用 {2} 查看）", "{1} 位元組的 Markdown（以 {2} 檢視）"}
	saysEffective    = [3]string{"states effective {1}", "生效日期 {1}", "生效日期 {1}"}
	saysNext         = [3]string{"; ", "；", "；"}
	saysWouldBeHeld  = [3]string{"would be held: {1}", "会列为待核实：{1}", "會列為待核實：{1}"}
	saysLeftOut      = [3]string{"left out: {1} at {2}: {3}", "略过：{1}（{2}）：{3}", "略過：{1}（{2}）：{3}"}
	saysImported     = [3]string{"recorded", "已存档", "已存檔"}
	saysUnchanged    = [3]string{"unchanged", "无变更", "無變更"}
	saysImportedWhen = [3]string{
		"captured {1}, states updated {2}, effective {3}, version label {4}",
		"采集时间 {1}，更新日期（页面标注） {2}，生效日期 {3}，版本号 {4}",
		"擷取時間 {1}，更新日期（頁面所載） {2}，生效日期 {3}，版本編號 {4}",
	}
	saysImportedGit = [3]string{
		"recorded {1} versions of {2} sources; {3} equal to the version before, {4} left out",
		"已存入 {2} 个来源页面的 {1} 个存档版本；{3} 个与前一版本相同，{4} 个略过",
		"已存入 {2} 個來源頁面的 {1} 個存檔版本；{3} 個與前一版本相同，{4} 個略過",
	}
	saysImportedShots = [3]string{
		"read {1} captures of {2} sources: recorded {3} versions, held {4} captures, left out {5}",
		"已读取 {2} 个来源页面的 {1} 次采集：存入 {3} 个存档版本，{4} 次待核实，{5} 次略过",
		"已讀取 {2} 個來源頁面的 {1} 次擷取：存入 {3} 個存檔版本，{4} 次待核實，{5} 次略過",
	}
	saysVerified = [3]string{
		"{1} objects, {2} commits, {3} versions, {4} snapshots, {5} runs: {6}",
		"{1} 个对象、{2} 次提交、{3} 个存档版本、{4} 个原始页面存档、{5} 次运行：{6}",
		"{1} 個物件、{2} 次提交、{3} 個存檔版本、{4} 個原始頁面存檔、{5} 次執行：{6}",
	}
	saysSound      = [3]string{"sound", "完好", "完好"}
	saysOneProblem = [3]string{"1 problem", "发现 1 处问题", "發現 1 處問題"}
	saysProblems   = [3]string{"{1} problems", "发现 {1} 处问题", "發現 {1} 處問題"}
	saysHidesWrong = [3]string{"hides a change of content: to review", "会掩盖内容变更：待审阅", "會掩蓋內容變更：待審閱"}
	saysNoise      = [3]string{
		"{1}: {2} of {3} steps would have been hidden, {4} of them with a change of content",
		"{1}：{3} 次变化中有 {2} 次会被忽略，其中 {4} 次含内容变更",
		"{1}：{3} 次變化中有 {2} 次會被忽略，其中 {4} 次含內容變更",
	}
)

// checkedLabels are what stands in front of each line of `source check`.
var checkedLabels = map[string][3]string{
	"url": {"url", "网址", "網址"}, "status": {"status", "状态", "狀態"}, "title": {"title", "标题", "標題"},
	"language": {"language", "语言", "語言"}, "updated": {"updated", "更新日期", "更新日期"},
	"effective": {"effective", "生效日期", "生效日期"}, "label": {"label", "版本号", "版本編號"},
	"held": {"held for", "待核实", "待核實"}, "text": {"text", "正文", "內文"}, "note": {"note", "备注", "備註"},
}

// put is one of these texts in the language of messages.
func (a *app) put(text [3]string, args ...any) string {
	shown := make([]string, len(args))
	for i, arg := range args {
		shown[i] = fmt.Sprint(arg)
	}
	return filled(text[a.languageIndex()], shown)
}

// labelled is a line with its label in a column of its own.
func (a *app) labelled(label, text string) string {
	word := a.put(checkedLabels[label])
	return word + strings.Repeat(" ", max(1, 11-ink.Width(word))) + text
}

// status is how a capture ended.
func (a *app) status(s archive.Status) string {
	if word, ok := statusWordsFor(a.messageLang()).states[s]; ok && s != "" {
		return word
	}
	return s
}

// summaryLine is a run in one line.
func (a *app) summaryLine(sum archive.Summary) string {
	lang := a.languageIndex()
	if lang == 0 {
		return sum.Line()
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what [3]string
	}{
		{sum.New, [3]string{1: "首次存档", 2: "首次存檔"}},
		{sum.Changed, [3]string{1: "有变更", 2: "有變更"}},
		{sum.Unchanged, [3]string{1: "无变更", 2: "無變更"}},
		{sum.Upgraded, [3]string{1: "技术升级", 2: "技術升級"}},
		{sum.Flaps, [3]string{1: "其中来回变动", 2: "其中來回變動"}},
		{sum.Withdrawn, [3]string{1: "页面已撤下", 2: "頁面已撤下"}},
		{sum.Held, [3]string{1: "待核实", 2: "待核實"}},
		{sum.Failed, [3]string{1: "采集失败", 2: "擷取失敗"}},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", p.what[lang], p.n))
		}
	}
	if sum.Interrupted {
		parts = append(parts, a.put([3]string{1: "中止，余 {1}", 2: "中止，餘 {1}"}, sum.Sources-sum.Checked))
	}
	if len(parts) == 0 {
		parts = []string{a.put([3]string{1: "无事可做", 2: "無事可做"})}
	}
	return a.put([3]string{1: "{1} 个来源页面：", 2: "{1} 個來源頁面："}, sum.Sources) + strings.Join(parts, "、")
}

// remark is one of the sentences that a capture leaves behind: why it is held, what a person should know of it. They stand
// in the archive in English, also those of years ago; where it is none of them, it is shown as it stands.
type remark struct {
	english *regexp.Regexp // what its groups hold is {1} and so on; {r1} where a group is itself a remark
	chinese [2]string
}

var remarks = sync.OnceValue(func() []remark {
	var list []remark
	for _, r := range [][3]string{
		{`page (\d+): (.+)`, "第 {1} 页：{r2}", "第 {1} 頁：{r2}"},
		{`released by hand: (.+)`, "人工放行：{r1}", "人工放行：{r1}"},
		{`released, two captures agree: (.+)`, "已放行（两次采集一致）：{r1}", "已放行（兩次擷取一致）：{r1}"},
		{`may not be the policy: (.+)`, "可能不是政策正文：{r1}", "可能不是政策內文：{r1}"},
		{`(?:a )?bot wall(?:: (.+))?`, "人机验证页面（{1}）", "人機驗證頁面（{1}）"},
		{`(?:an )?error page(?:: (.+))?`, "错误页面（{1}）", "錯誤頁面（{1}）"},
		{`login wall: asks for a password`, "登录页面（要求输入密码）", "登入頁面（要求輸入密碼）"},
		{`(?:a )?login wall(?:: (.+))?`, "登录页面（{1}）", "登入頁面（{1}）"},
		{`(?:a )?consent wall(?:: (.+))?`, "Cookie 同意页面（{1}）", "Cookie 同意頁面（{1}）"},
		{`a parked domain: (.+)`, "待售域名页面（{1}）", "待售網域頁面（{1}）"},
		{`a page that needs a browser: (.+)`, "需用浏览器打开的页面（{1}）", "需以瀏覽器開啟的頁面（{1}）"},
		{`empty shell: the page builds its text by script`, "空壳页面：正文由脚本生成", "空殼頁面：內文由指令碼產生"},
		{`near empty: sends the visitor on`, "几乎没有正文：页面转往别处", "幾乎沒有內文：頁面轉往他處"},
		{`near empty: (\d+) words?`, "几乎没有正文：{1} 个词", "幾乎沒有內文：{1} 個詞"},
		{`next to no text: (\d+) letters`, "几乎没有正文：{1} 个字符", "幾乎沒有內文：{1} 個字元"},
		{`in another language than the source's: (\S+), not (\S+)`, "语言与来源页面所设不同：{1}，应为 {2}", "語言與來源頁面所設不同：{1}，應為 {2}"},
		{`in another language than before: (\S+), not (\S+)`, "语言与此前不同：{1}，此前为 {2}", "語言與先前不同：{1}，先前為 {2}"},
		{`shrunk to (\d+%) of the version before`, "篇幅骤减，仅为前一存档版本的 {1}", "篇幅驟減，僅為前一存檔版本的 {1}"},
		{
			`another document: titled (".*"), not (".*"), and (\d+%) of its lines are known`,
			"似为另一份文件：标题 {1}，此前为 {2}，仅 {3} 的行与此前相同", "似為另一份文件：標題 {1}，先前為 {2}，僅 {3} 的行與先前相同",
		},
		{`the site gives the same page for a path that does not exist`, "网站对不存在的路径也返回同一页面", "網站對不存在的路徑也回傳同一頁面"},
		{`the selectors match nothing on the page`, "选择器在页面上没有匹配到内容", "選擇器在頁面上沒有比對到內容"},
		{`it is of an unknown kind, not a page`, "内容类型不明，不是网页", "內容類型不明，不是網頁"},
		{`it is (.+), not a page`, "内容类型为 {1}，不是网页", "內容類型為 {1}，不是網頁"},
		{`differs in nothing but what ignore: names`, "仅有 ignore: 所列之处不同", "僅有 ignore: 所列之處不同"},
		{`flaps again between two texts told of before`, "又在先前提示过的两种文本之间来回", "又在先前提示過的兩種文本之間來回"},
		{`back to a text of an earlier version`, "变回较早存档版本的文本", "變回較早存檔版本的文本"},
		{`read as (\S+)`, "按 {1} 编码读取", "以 {1} 編碼讀取"},
		{`source (\S+) is proposed from its URL; --source names another`, "来源页面名 {1} 由网址推断；可用 --source 另行指定", "來源頁面名 {1} 由網址推斷；可以 --source 另行指定"},
		{`source (\S+) is proposed from .+; --source names another`, "来源页面名 {1} 由正文推断；可用 --source 另行指定", "來源頁面名 {1} 由內文推斷；可以 --source 另行指定"},
		{`a second capture to settle the change failed`, "为确认变更而做的第二次采集失败", "為確認變更而做的第二次擷取失敗"},
		{`a change was gone at the second capture`, "第二次采集时变更已不在", "第二次擷取時變更已不在"},
		{`two captures differ between themselves`, "两次采集的内容彼此不同", "兩次擷取的內容彼此不同"},
		{`differs only in lines that differ from capture to capture`, "仅有每次采集都不同的行有差异", "僅有每次擷取都不同的行有差異"},
		{`loaded by a browser: the plain page is an empty shell`, "由浏览器载入：原始页面是空壳", "由瀏覽器載入：原始頁面是空殼"},
		{`as a source: (\S+)`, "可用的来源页面名：{1}", "可用的來源頁面名：{1}"},
		{`kept (.+): holds the sentences of the page`, "保留 {1}：页面的语句在其中", "保留 {1}：頁面的語句在其中"},
	} {
		list = append(list, remark{regexp.MustCompile(`^(?:` + r[0] + `)$`), [2]string{r[1], r[2]}})
	}
	return list
})

// remark is such a sentence in the language of messages.
func (a *app) remark(english string) string {
	lang := a.languageIndex()
	if lang == 0 {
		return english
	}
	for _, r := range remarks() {
		m := r.english.FindStringSubmatch(english)
		if m == nil {
			continue
		}
		form := r.chinese[lang-1]
		var more []string
		for i, group := range m[1:] {
			n := strconv.Itoa(i + 1)
			if group == "" {
				more = append(more, "（{"+n+"}）", "")
			}
			if strings.Contains(form, "{r"+n+"}") {
				more = append(more, "{r"+n+"}", a.remark(group))
			}
		}
		return filled(form, m[1:], more...)
	}
	return english
}

// remarksIn are several of them.
func (a *app) remarksIn(english []string) []string {
	out := make([]string, len(english))
	for i, e := range english {
		out[i] = a.remark(e)
	}
	return out
}

// counting is a number of sources, as the language counts them.
func (a *app) counting(n int) string {
	if terms.For(a.messageLang()).Tag() == "en" {
		return counted(n, "source")
	}
	return a.put([3]string{1: "{1} 个来源页面", 2: "{1} 個來源頁面"}, n)
}
