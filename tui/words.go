package tui

import (
	"fmt"
	"strings"

	"policylog/diff/terms"
)

// word is a text of the interface in English, Simplified and Traditional Chinese. Texts with verbs of package fmt take
// arguments; where English has two forms, for one and for several, a broken bar parts them. What the comparison itself
// says comes from package terms.
type word [3]string

// wNone is no text.
var wNone word

// The texts.
var (
	wAgain               = word{"the text of %s again", "与 %s 的文本相同", "與 %s 的文字相同"}
	wAllReviewed         = word{"Every change shown has a verdict", "所示变更均已审阅", "所示變更均已審閱"}
	wAllReviewedAnywhere = word{"Every change of every source listed has a verdict", "所列来源页面的变更均已审阅", "所列來源頁面的變更均已審閱"}
	wAllTopics           = word{"all topics", "全部主题", "全部主題"}
	wBlame               = word{"since when each sentence stands", "各句自何时起存在", "各句自何時起存在"}
	wBlameShort          = word{"since when", "沿革", "沿革"}
	wBehind              = word{"last changed %d day before %s¦last changed %d days before %s", "上次变更早 %d 天（较 %s）", "上次變更早 %d 天（較 %s）"}
	wBack                = word{"back; on the first screen: quit", "返回；在首屏则退出", "返回；在首頁則離開"}
	wBadURL              = word{"not a web address: %s", "不是网址：%s", "不是網址：%s"}
	wBadgeContent        = word{"content", "内容", "內容"}
	wBadgeDates          = word{"dates", "日期", "日期"}
	wBadgeEmphasis       = word{"emphasis", "强调", "強調"}
	wBadgeFormat         = word{"formatting", "格式", "格式"}
	wBadgeLinks          = word{"links", "链接", "連結"}
	wBadgeNone           = word{"same", "未变", "未變"}
	wBadgeRegional       = word{"regional", "用词", "用語"}
	wBadgeWording        = word{"wording", "文字", "文字"}
	wByChange            = word{"by last change", "按最近变更", "依最近變更"}
	wByCheck             = word{"by last check", "按最近检查", "依最近檢查"}
	wByHealth            = word{"by health", "按状态", "依狀態"}
	wByName              = word{"by name", "按名称", "依名稱"}
	wByVersions          = word{"by number of versions", "按版本数", "依版本數"}
	wChangeOf            = word{"change %d of %d", "变更 %d/%d", "變更 %d/%d"}
	wChangeShort         = word{"change", "变更", "變更"}
	wColCaptured         = word{"captured", "采集时间", "擷取時間"}
	wColChanged          = word{"changed", "变更", "變更"}
	wColChecked          = word{"checked", "检查", "檢查"}
	wColClass            = word{"kind", "类别", "類別"}
	wColEffective        = word{"effective", "生效日期", "生效日期"}
	wColHealth           = word{"health", "状态", "狀態"}
	wColLanguage         = word{"lang", "语言", "語言"}
	wColNews             = word{"what's new", "本次更新", "本次更新"}
	wColPolicy           = word{"policy", "政策", "政策"}
	wColSize             = word{"size", "规模", "規模"}
	wColUpdated          = word{"updated", "更新日期", "更新日期"}
	wColVersions         = word{"versions", "版本数", "版本數"}
	wCompareMarked       = word{
		"compare the two marked, or the marked one with this",
		"比较已标记的两个版本（或已标记者与当前）",
		"比較已標記的兩個版本（或已標記者與目前）",
	}
	wCompareShort = word{"compare", "比较", "比較"}
	wCopied       = word{"Copied with its citation", "已复制引文及出处", "已複製引文及出處"}
	wCopy         = word{"copy the text with its citation", "复制原文及出处", "複製原文及出處"}
	wDate         = word{"go to date (YYYY-MM-DD):", "跳至日期（YYYY-MM-DD）：", "跳至日期（YYYY-MM-DD）："}
	wDateShort    = word{"date", "日期", "日期"}
	wDiff         = word{"diff", "对比", "比對"}
	wDiffPrevious = word{"what changed in this version", "该版本的变更", "此版本的變更"}
	wDown         = word{"down", "向下", "向下"}
	wEmptyArchive = word{
		"Nothing is recorded in %s yet. Add a source with policylog source add, capture with policylog fetch, or bring in what you have with policylog import.",
		"%s 尚无记录。请用 policylog source add 添加来源页面，用 policylog fetch 采集，或用 policylog import 导入已有文件。",
		"%s 尚無紀錄。請用 policylog source add 新增來源頁面，用 policylog fetch 擷取，或用 policylog import 匯入現有檔案。",
	}
	wEnd              = word{"to the end", "到末尾", "到結尾"}
	wEndSearch        = word{"end the search; back", "结束查找；返回", "結束尋找；返回"}
	wError            = word{"Error: %s", "错误：%s", "錯誤：%s"}
	wExplain          = word{"why each change got its kind", "各变更分类的依据", "各變更分類的依據"}
	wExport           = word{"write to a file (.md, .html)", "写入文件（.md、.html）", "寫入檔案（.md、.html）"}
	wExportShort      = word{"export", "导出", "匯出"}
	wExportTo         = word{"write to:", "写入：", "寫入："}
	wFailed           = word{"failing", "采集失败", "擷取失敗"}
	wFileExists       = word{"That file is there already: %s", "文件已存在：%s", "檔案已存在：%s"}
	wFilter           = word{"filter by name, language or state", "按名称、语言或状态筛选", "依名稱、語言或狀態篩選"}
	wFilterClasses    = word{"which kinds of change to show", "显示哪些类别的变更", "顯示哪些類別的變更"}
	wFilterIs         = word{"filter “%s”", "筛选“%s”", "篩選「%s」"}
	wFilterShort      = word{"filter", "筛选", "篩選"}
	wFilterTopics     = word{"one topic only", "只看一个主题", "只看一個主題"}
	wFirstBadge       = word{"first", "首个版本", "首個版本"}
	wFirstVersion     = word{"The first version has none before it", "首个版本之前没有版本", "首個版本之前沒有版本"}
	wFlapping         = word{"flapping", "反复", "反覆"}
	wFoldShort        = word{"unfold", "展开", "展開"}
	wFormatting       = word{"%d version with formatting only¦%d versions with formatting only", "%d 个版本仅格式差异", "%d 個版本僅格式差異"}
	wHalfDown         = word{"half a page down", "向下半页", "向下半頁"}
	wHalfUp           = word{"half a page up", "向上半页", "向上半頁"}
	wHeld             = word{"held", "待核实", "待核實"}
	wHelp             = word{"help", "帮助", "說明"}
	wHelpFor          = word{"Keys of this place", "此处的按键", "此處的按鍵"}
	wHome             = word{"to the beginning", "到开头", "到開頭"}
	wJumpDate         = word{"go to a date", "跳至日期", "跳至日期"}
	wLanguages        = word{"compare with another language of this policy", "与该政策的其他语言版本比较", "與此政策的其他語言版本比較"}
	wLanguagesBeside  = word{"the languages of a policy beside each other, or a line each", "各语言并排，或各占一行", "各語言並排，或各占一行"}
	wLanguagesView    = word{"languages", "语言并排", "語言並排"}
	wNextLanguage     = word{"next language", "下一语言", "下一語言"}
	wPreviousLanguage = word{"previous language", "上一语言", "上一語言"}
	wLanguagesShort   = word{"languages", "语言比较", "語言比較"}
	wNoLanguages      = word{"There is no other language of it here", "此处没有其他语言版本", "此處沒有其他語言版本"}
	wLatestDiff       = word{"the latest change", "最近一次变更", "最近一次變更"}
	wLatestNews       = word{"what is new in the latest version", "最新版本的本次更新", "最新版本的本次更新"}
	wMark             = word{"mark for comparing", "标记以便比较", "標記以便比較"}
	wMarkShort        = word{"mark", "标记", "標記"}
	wMarkTwo          = word{
		"Mark one version with space and go to another, or mark two",
		"请先用空格标记一个版本再移到另一个，或标记两个",
		"請先用空白鍵標記一個版本再移到另一個，或標記兩個",
	}
	wMarked         = word{"%d marked", "已标记 %d 个", "已標記 %d 個"}
	wNews           = word{"what's new", "本次更新", "本次更新"}
	wNewsOfVersion  = word{"what is new in it", "本次更新", "本次更新"}
	wNextChange     = word{"next change (while searching: next place found)", "下一处变更（查找时：下一处结果）", "下一處變更（尋找時：下一處結果）"}
	wNextFound      = word{"next place found", "下一处结果", "下一處結果"}
	wNextSection    = word{"next section", "下一章节", "下一章節"}
	wNextUnreviewed = word{"next change without a verdict, of any version and source", "下一处未审阅的变更（含其他版本与来源页面）", "下一處未審閱的變更（含其他版本與來源頁面）"}
	wNextVersion    = word{"next version", "下一版本", "下一版本"}
	wNoChangeHere   = word{"No change is current here", "此处没有选中的变更", "此處沒有選取的變更"}
	wNoCommand      = word{"No command matches", "没有符合的命令", "沒有符合的命令"}
	wNoDate         = word{"not a date: %s", "不是日期：%s", "不是日期：%s"}
	wNoMoreChanges  = word{"No more changes this way", "这个方向没有更多变更", "此方向沒有更多變更"}
	wNoMoreSections = word{"No more sections this way", "这个方向没有更多章节", "此方向沒有更多章節"}
	wNoMoreVersions = word{"No more versions this way", "这个方向没有更多版本", "此方向沒有更多版本"}
	wNoURL          = word{"Its address is not known", "网址未知", "網址不明"}
	wNoVersions     = word{"No version is recorded yet", "尚无存档版本", "尚無存檔版本"}
	wNormal         = word{"show texts as they are compared", "显示比对所用的规范化文本", "顯示比對所用的正規化文字"}
	wNormalShort    = word{"as compared", "规范化文本", "正規化文字"}
	wNotComparable  = word{"cannot be compared", "无法比较", "無法比較"}
	wNotFound       = word{"Not found: %s", "未找到：%s", "找不到：%s"}
	wNotMoved       = word{"This text did not move", "此处文字未移动", "此處文字未移列"}
	wNotStated      = word{"not stated", "未标注", "未載明"}
	wNotice         = word{"preview of a notice", "预览更新通知或变更报告", "預覽更新通知或變更報告"}
	wNoticeShort    = word{"notice", "通知", "通知"}
	wVoiceObserver  = word{"change report (an observer's)", "变更报告（观察者）", "變更報告（觀察者）"}
	wVoicePublisher = word{"update notice (the publisher's)", "更新通知（发布者）", "更新通知（發布者）"}
	wNote           = word{"write a note", "写备注", "寫備註"}
	wNoteShort      = word{"note:", "备注：", "備註："}
	wNothingLeft    = word{
		"Nothing is left to show: no difference, or all of it filtered out (f) or folded (z).",
		"没有可显示的内容：未发现差异，或差异均被筛除（f）或折叠（z）。",
		"沒有可顯示的內容：未發現差異，或差異均被篩除（f）或摺疊（z）。",
	}
	wNothingMatches = word{
		"No source matches “%s”. Press / to change the filter.",
		"没有来源页面符合“%s”。按 / 修改筛选。",
		"沒有來源頁面符合「%s」。按 / 修改篩選。",
	}
	wNothingThen   = word{"Nothing was captured by %s", "截至 %s 尚无采集", "截至 %s 尚無擷取"}
	wNothingToUndo = word{"Nothing to undo", "没有可撤销的操作", "沒有可復原的操作"}
	wOneVersion    = word{"It has one version; nothing changed yet", "只有一个版本，尚无变更", "只有一個版本，尚無變更"}
	wOpen          = word{"open", "打开", "開啟"}
	wOpenFold      = word{"show or fold the unchanged text around", "展开或折叠周围未变的文字", "展開或摺疊周圍未變的文字"}
	wOpenTimeline  = word{"the versions of this source", "该来源页面的各版本", "此來源頁面的各版本"}
	wOpenURL       = word{"open its page in the browser", "在浏览器中打开页面", "在瀏覽器中開啟頁面"}
	wOpened        = word{"Opened %s", "已打开 %s", "已開啟 %s"}
	wOtherEnd      = word{"to the other end of a move", "到移动的另一端", "到移列的另一端"}
	wOutline       = word{"outline", "章节目录", "章節目錄"}
	wPageDown      = word{"a page down", "向下一页", "向下一頁"}
	wPageUp        = word{"a page up", "向上一页", "向上一頁"}
	wPalette       = word{"all commands", "全部命令", "所有命令"}
	wPlainNew      = word{"%s has changed: now %d versions", "%s 有变：现有 %d 个版本", "%s 有變：現有 %d 個版本"}
	wPlainRange    = word{"A number from 1 to %d, please", "请输入 1 到 %d 的数字", "請輸入 1 到 %d 的數字"}
	wPlainSources  = word{
		"Number of a source, a word to filter by, s TEXT to search every version, l to list again, q to quit:",
		"来源页面的序号、筛选词、s 文字（在所有版本中查找）、l（重新列出）、q（退出）：",
		"來源頁面的序號、篩選詞、s 文字（在所有版本中尋找）、l（重新列出）、q（離開）：",
	}
	wPlainVerdict = word{
		"Number of a verdict, n for none, u to take the last one back, anything else as a note, q to stop:",
		"审阅结论的序号、n（不作结论）、u（撤销上一个）、其他文字（作为备注）、q（停止）：",
		"審閱結論的序號、n（不作結論）、u（復原上一個）、其他文字（作為備註）、q（停止）：",
	}
	wPlainVersions = word{
		"Number of a version to hear what is new in it, d N for its whole comparison, d N M to compare two, r N to review it, u to take the last verdict or note back, l to list again, q to go back:",
		"版本序号（本次更新）、d N（完整对比）、d N M（比较两个版本）、r N（审阅）、u（撤销上一个结论或备注）、l（重新列出）、q（返回）：",
		"版本序號（本次更新）、d N（完整比對）、d N M（比較兩個版本）、r N（審閱）、u（復原上一個結論或備註）、l（重新列出）、q（返回）：",
	}
	wPreviousChange     = word{"previous change", "上一处变更", "上一處變更"}
	wPreviousFound      = word{"previous place found", "上一处结果", "上一處結果"}
	wPreviousSection    = word{"previous section", "上一章节", "上一章節"}
	wPreviousVersion    = word{"previous version", "上一版本", "上一版本"}
	wQuit               = word{"quit", "退出", "離開"}
	wReadOnly           = word{"This archive is somebody else's and is not written to", "这是他人的存档，只读", "這是他人的存檔，唯讀"}
	wReading            = word{"Reading…", "读取中…", "讀取中…"}
	wRedraw             = word{"draw again and look for news", "重绘并检查更新", "重繪並檢查更新"}
	wSearch             = word{"search, in either script", "查找（繁简通查）", "尋找（繁簡通查）"}
	wSearchAll          = word{"search every version", "在所有版本中查找", "在所有版本中尋找"}
	wSearchAllFor       = word{"search every version:", "在所有版本中查找：", "在所有版本中尋找："}
	wSearchShort        = word{"search", "查找", "尋找"}
	wSectionShort       = word{"section", "章节", "章節"}
	wShowInDiff         = word{"show this change in the text", "在正文中查看此变更", "在內文中檢視此變更"}
	wShowText           = word{"the whole text of the version", "版本全文", "版本全文"}
	wSideBySide         = word{"old and new beside each other, or in one text", "新旧并排或合并显示", "新舊並排或合併顯示"}
	wSideShort          = word{"side by side", "并排", "並排"}
	wSort               = word{"sort otherwise", "更换排序", "更換排序"}
	wSortShort          = word{"sort", "排序", "排序"}
	wSourcesFound       = word{"%d source¦%d sources", "%d 个来源页面", "%d 個來源頁面"}
	wSourcesOf          = word{"%d of %d sources", "%d/%d 个来源页面", "%d/%d 個來源頁面"}
	wSuspend            = word{"suspend to the shell (fg leads back)", "挂起，回到命令行（fg 返回）", "暫停，回到命令列（fg 返回）"}
	wTechnical          = word{"%d technical upgrade¦%d technical upgrades", "%d 次技术升级", "%d 次技術升級"}
	wTechnicalBadge     = word{"technical upgrade: our extraction changed", "技术升级：提取方式有变", "技術升級：擷取方式有變"}
	wToThisDay          = word{"latest captured", "最近采集", "最近擷取"}
	wTooNarrowLanguages = word{
		"%d languages beside each other need %d columns; a line each",
		"%d 种语言并排需要 %d 列宽，仍各占一行",
		"%d 種語言並排需要 %d 欄寬，仍各占一行",
	}
	wLanguagesNeed = word{"languages need %d columns", "语言并排需 %d 列宽", "語言並排需 %d 欄寬"}
	wTooNarrow     = word{"Too narrow for two columns", "窗口太窄，无法并排", "視窗太窄，無法並排"}
	wTooSmall      = word{
		"This window has %d×%d characters; policylog needs %d×%d. Make it larger, or use policylog tui --plain.",
		"窗口为 %d×%d 字符，policylog 需要 %d×%d。请放大窗口，或使用 policylog tui --plain。",
		"視窗為 %d×%d 字元，policylog 需要 %d×%d。請放大視窗，或使用 policylog tui --plain。",
	}
	wTryVerify = word{
		"policylog verify says whether something is wrong with the archive.",
		"可用 policylog verify 检查存档是否有误。",
		"可用 policylog verify 檢查存檔是否有誤。",
	}
	wUndo              = word{"undo the last verdict or note", "撤销上一个审阅结论或备注", "復原上一個審閱結論或備註"}
	wUndone            = word{"Taken back", "已撤销", "已復原"}
	wUnfoldAll         = word{"show or fold all unchanged text", "展开或折叠全部未变文字", "展開或摺疊全部未變文字"}
	wUnfoldVersions    = word{"show or fold technical upgrades and formatting", "展开或折叠技术升级与仅格式差异的版本", "展開或摺疊技術升級與僅格式差異的版本"}
	wUnknown           = word{"unknown", "未知", "不明"}
	wUp                = word{"up", "向上", "向上"}
	wVerdict           = word{"verdict", "审阅结论", "審閱結論"}
	wVerdictContent    = word{"content: what it says changed", "内容变更", "內容變更"}
	wVerdictExtraction = word{"extraction error: taken from the page wrongly", "提取有误", "擷取有誤"}
	wVerdictNoise      = word{"noise: the page changed, the policy did not", "噪声：页面有变，政策未变", "雜訊：頁面有變，政策未變"}
	wVerdictWording    = word{"wording only", "仅文字调整", "僅文字調整"}
	wVerdictNone       = word{"no verdict", "无结论", "無結論"}
	wVerdictShort      = word{"verdict", "审阅", "審閱"}
	wVersionShort      = word{"version", "版本", "版本"}
	wVersionsOf        = word{"%d version¦%d versions", "%d 个版本", "%d 個版本"}
	wWithdrawn         = word{"withdrawn", "已撤下", "已撤下"}
	wWalking           = word{"Looking for the next change without a verdict… (Esc stops)", "正在查找下一处未审阅的变更…（Esc 停止）", "正在尋找下一處未審閱的變更…（Esc 停止）"}
	wWalkRests         = word{"%d versions without one up to here; . goes on", "至此 %d 个版本均已审阅；按 . 继续", "至此 %d 個版本均已審閱；按 . 繼續"}
	wWritten           = word{"Written to %s", "已写入 %s", "已寫入 %s"}
)

// words are the texts of one language.
type words int

// wordsFor picks the language as package terms does.
func wordsFor(lang string) words {
	switch terms.For(lang).Tag() {
	case "zh-CN":
		return 1
	case "zh-TW":
		return 2
	}
	return 0
}

func (l words) text(w word) string { return w[l] }

// say is a text with its arguments; the first one, where it is a number, picks between one and several.
func (l words) say(w word, args ...any) string {
	s := l.text(w)
	if one, many, ok := strings.Cut(s, "¦"); ok {
		s = many
		if len(args) > 0 && args[0] == 1 {
			s = one
		}
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}
