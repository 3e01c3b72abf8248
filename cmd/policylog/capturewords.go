package main

import (
	"fmt"
	"strings"

	"policylog/archive"
	"policylog/diff/render/ink"
	"policylog/diff/terms"
	"policylog/internal/reason"
)

// What the commands that capture say for people, in English, Simplified and Traditional Chinese. {1} and so on stand for
// what is put in. JSON has the English alone, and kinds for machines.
var (
	saysAdded      = [3]string{"added {1} to {2}", "已将 {1} 加入 {2}", "已將 {1} 加入 {2}"}
	saysAddedOne   = [3]string{"added {1}", "已加入 {1}", "已加入 {1}"}
	saysAddedAll   = [3]string{"{1} added to {2}", "已将 {1}加入 {2}", "已將 {1}加入 {2}"}
	saysLeft       = [3]string{"not taken over: {1}", "未能导入：{1}", "未能匯入：{1}"}
	saysLeftAll    = [3]string{"; not taken over: {1}", "；未能导入：{1}", "；未能匯入：{1}"}
	saysNoSources  = [3]string{"no sources yet: {1}", "尚无来源页面：{1}", "尚無來源頁面：{1}"}
	saysNothingYet = [3]string{
		"nothing recorded yet: policylog fetch, or policylog import FILE",
		"尚无存档：可用 policylog fetch 或 policylog import FILE", "尚無存檔：可用 policylog fetch 或 policylog import FILE",
	}
	saysTextBytes    = [3]string{"{1} bytes of Markdown ({2} shows it)", "{1} 字节的 Markdown（用 {2} 查看）", "{1} 位元組的 Markdown（以 {2} 檢視）"}
	saysEffective    = [3]string{"states effective {1}", "生效日期 {1}", "生效日期 {1}"}
	saysNext         = [3]string{"; ", "；", "；"}
	saysNotFound     = [3]string{"not found", "未找到", "未找到"}
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
	"kept": {"kept", "保留", "保留"}, "dropped": {"dropped", "略去", "略去"},
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
		{sum.Flaps, [3]string{1: "其中来回变动", 2: "其中來回變動"}},
		{sum.Unchanged, [3]string{1: "无变更", 2: "無變更"}},
		{sum.Upgraded, [3]string{1: "技术升级", 2: "技術升級"}},
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

// why is a reason in the language of messages; as an archive has it in English where it is one of a later program.
func (a *app) why(r reason.Reason, english string) string {
	if r.IsZero() || !r.Known() {
		return english
	}
	return r.In(terms.For(a.messageLang()).Tag())
}

// reason is a reason of this program's own.
func (a *app) reason(r reason.Reason) string { return a.why(r, "") }

// counting is a number of sources, as the language counts them.
func (a *app) counting(n int) string {
	if terms.For(a.messageLang()).Tag() == "en" {
		return counted(n, "source")
	}
	return a.put([3]string{1: "{1} 个来源页面", 2: "{1} 個來源頁面"}, n)
}
