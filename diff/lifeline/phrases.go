package lifeline

import (
	"strconv"
	"strings"

	"policylog/diff/terms"
)

type phrase int

const (
	pSince     phrase = iota // {1} day
	pFirst                   // the first version there is
	pAdded                   //
	pReworded                //
	pBack                    // {1} day it first stood from, {2} day it was gone from
	pTechnical               // came with a technical upgrade
	pSentences               // {n}
	pVersions                // {n}
	pUnknown                 // a day that is not known
	pBlame                   // title of the page
	pWas                     // {1} the older wording
	pBorn                    // came with this version
	pStart                   // stands in the first version
	pGone
	pReturned
	pRetitled   // {1} {2}
	pRenumbered // {1} {2}
	pMoved      // {1} {2}
	pMovedIn
	pEdited // {n} blocks
	pGoneNow
	pNoNumber
	phrases
)

// texts holds English, Simplified and Traditional Chinese beside each other; an English text with a count has two forms.
var texts = [phrases][3]string{
	pSince:      {"since {1}", "自{1}", "自 {1}"},
	pFirst:      {"since the first version, or before", "首个存档版本已有，或更早", "首個存檔版本已有，或更早"},
	pAdded:      {"added", "新增", "新增"},
	pReworded:   {"reworded", "改写", "改寫"},
	pBack:       {"back; stood from {1}, was gone from {2}", "恢复；{1}起曾有，{2}起删去", "恢復；{1} 起曾有，{2} 起移除"},
	pTechnical:  {"technical upgrade", "技术升级", "技術升級"},
	pSentences:  {"{n} sentence|{n} sentences", "{n}个句子", "{n} 個句子"},
	pVersions:   {"{n} version|{n} versions", "{n}个存档版本", "{n} 個存檔版本"},
	pUnknown:    {"unknown", "未知", "未知"},
	pBlame:      {"Since when each sentence stands", "各句自何时起", "各句自何時起"},
	pWas:        {"was: {1}", "原为：{1}", "原為：{1}"},
	pBorn:       {"new section", "新增章节", "新增章節"},
	pStart:      {"stands in the first version", "首个存档版本已有", "首個存檔版本已有"},
	pGone:       {"gone", "删去", "移除"},
	pReturned:   {"back", "恢复", "恢復"},
	pRetitled:   {"retitled: {1} → {2}", "标题修改：{1} → {2}", "標題變更：{1} → {2}"},
	pRenumbered: {"renumbered: {1} → {2}", "序号调整：{1} → {2}", "編號變更：{1} → {2}"},
	pMoved:      {"moved: from {1} to {2}", "位置调整：从{1}到{2}", "移列：從 {1} 到 {2}"},
	pMovedIn:    {"moved", "位置调整", "移列"},
	pEdited:     {"edited: {n} change|edited: {n} changes", "内容修改：{n}处", "內容修改：{n} 處"},
	pGoneNow:    {"no longer in the text", "现已删去", "現已移除"},
	pNoNumber:   {"none", "无", "無"},
}

// words are the phrases of one language.
type words struct {
	cat terms.Catalogue
	i   int
}

func wordsFor(lang string) words {
	c := terms.For(lang)
	return words{c, map[string]int{"en": 0, "zh-CN": 1, "zh-TW": 2}[c.Tag()]}
}

// say puts arguments in once: what stands in an argument is never looked at again.
func (w words) say(p phrase, args ...string) string {
	var pairs []string
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i+1)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(texts[p][w.i])
}

func (w words) count(p phrase, n int) string {
	one, many, two := strings.Cut(texts[p][w.i], "|")
	if two && n != 1 {
		one = many
	}
	return strings.ReplaceAll(one, "{n}", strconv.Itoa(n))
}
