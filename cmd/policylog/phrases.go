package main

import (
	"strconv"
	"strings"

	"policylog/diff/terms"
)

// phrase names a text that the commands print themselves; what other rooms say too is in package terms.
type phrase int

const (
	pCaptured       phrase = iota // {1} when
	pUpdated                      // {1} date stated
	pEffective                    // {1} date stated
	pTechnical                    // a technical upgrade
	pUnknown                      // a time that is not known
	pNoUpdated                    // no such date is stated
	pNoEffective                  // likewise
	pSince                        // {1} day
	pUntil                        // {1} day
	pToThisDay                    // in the last version
	pInVersions                   // {n}
	pNotFound                     // search
	pAskedCaptured                // {1} what was asked
	pAskedEffective               // {1} what was asked
	pNextCaptured                 // {1} when, {2} when: the gap
	pLastCaptured                 // nothing was captured later
	pChecked                      // {n} checks, {1} the last of them before the next version
	pLater                        // {1} day captured, {2} day effective: not the answer yet
	pNotInForce                   // what a stated date does not say
	pMade                         // {1} directory
	pNext                         // {1} {2} commands
	pHint                         // {1} what may help
	pWritten                      // {n} files, {1} directory
	phrases
)

// phraseTexts holds English, Simplified and Traditional Chinese beside each other; an English text with a count has two
// forms.
var phraseTexts = [phrases][3]string{
	pCaptured:       {"captured {1}", "采集时间 {1}", "擷取時間 {1}"},
	pUpdated:        {"states updated {1}", "更新日期（页面标注） {1}", "更新日期（頁面所載） {1}"},
	pEffective:      {"effective {1}", "生效日期 {1}", "生效日期 {1}"},
	pTechnical:      {"technical upgrade", "技术升级", "技術升級"},
	pUnknown:        {"unknown", "未知", "未知"},
	pNoUpdated:      {"states no update date", "未标注更新日期", "未載明更新日期"},
	pNoEffective:    {"no effective date", "未标注生效日期", "未載明生效日期"},
	pSince:          {"since {1}", "自{1}起", "自 {1} 起"},
	pUntil:          {"until {1}", "至{1}", "至 {1}"},
	pToThisDay:      {"still in the latest captured", "最近采集的版本中仍有", "最近擷取的版本中仍有"},
	pInVersions:     {"{n} version|{n} versions", "{n}个存档版本", "{n} 個存檔版本"},
	pNotFound:       {"not found in any version", "任何存档版本中均未找到", "任何存檔版本中均未找到"},
	pAskedCaptured:  {"The last version captured by {1}.", "截至{1}最后采集的存档版本。", "截至 {1} 最後擷取的存檔版本。"},
	pAskedEffective: {"The last version that states an effective date by {1}.", "生效日期在{1}或之前的最后一个存档版本。", "生效日期在 {1} 或之前的最後一個存檔版本。"},
	pNextCaptured: {
		"The next version was captured {1}; the page was last checked before that on {2}: when it changed between the two is not known.",
		"下一个存档版本的采集时间为{1}，此前最后一次检查为{2}：页面在两者之间何时变更，无从得知。",
		"下一個存檔版本的擷取時間為 {1}，此前最後一次檢查為 {2}：頁面在兩者之間何時變更，無從得知。",
	},
	pLastCaptured: {"No other version was captured after it.", "其后没有采集到其他存档版本。", "其後沒有擷取到其他存檔版本。"},
	pLater: {
		"The version captured {1} was there, but states that it is effective {2}.",
		"采集时间为{1}的存档版本当时已有，但标注的生效日期为{2}。",
		"擷取時間為 {1} 的存檔版本當時已有，但所載生效日期為 {2}。",
	},
	pNotInForce: {
		"What a text states of its effect is the publisher's own word; versions that state no date are not considered.",
		"生效日期以发布者自行标注者为准；未标注日期的存档版本不予考虑。",
		"生效日期以發布者自行載明者為準；未載明日期的存檔版本不予考慮。",
	},
	pWritten: {"wrote {n} file to {1}|wrote {n} files to {1}", "已写入 {1}：{n}个文件", "已寫入 {1}：{n} 個檔案"},
	pMade:    {"made an empty archive in {1}", "已建立空的存档：{1}", "已建立空的存檔：{1}"},
	pNext:    {"next: {1}, then {2}", "接下来：{1}，然后 {2}", "接下來：{1}，然後 {2}"},
	pHint:    {"hint: {1}", "提示：{1}", "提示：{1}"},
}

// say is a phrase in the language of messages.
func (a *app) say(p phrase, args ...string) string {
	return filled(phraseTexts[p][a.languageIndex()], args)
}

// filled is a form with its arguments, of which an archive of somebody else's may hold any: control characters become
// visible. They are put in once: what stands in one is never looked at again.
func filled(form string, args []string, more ...string) string {
	for i, arg := range args {
		more = append(more, "{"+strconv.Itoa(i+1)+"}", printable(arg))
	}
	return strings.NewReplacer(more...).Replace(form)
}

// count is a phrase about n things.
func (a *app) count(p phrase, n int, args ...string) string {
	form, many, two := strings.Cut(phraseTexts[p][a.languageIndex()], "|")
	if two && n != 1 {
		form = many
	}
	return filled(form, args, "{n}", strconv.Itoa(n))
}

func (a *app) languageIndex() int {
	return map[string]int{"en": 0, "zh-CN": 1, "zh-TW": 2}[terms.For(a.messageLang()).Tag()]
}
