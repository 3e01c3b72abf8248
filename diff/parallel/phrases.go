package parallel

import (
	"strconv"
	"strings"

	"policylog/diff/terms"
)

// phrase names a text of the comparison's own; what other rooms say too is in package terms.
type phrase int

const (
	pTitle      phrase = iota
	pPairs             // {n}
	pSame              // {n}
	pDiffer            // {n}
	pMissingA          // {n}
	pMissingB          // {n}
	pMerged            // {n}
	pFacts             // {n}
	pMinor             // {n}
	pRegional          // {n}
	pNone              // nothing found in the whole
	pRowSame           // one section
	pRowOnlyA          // missing in B
	pRowOnlyB          // missing in A
	pRowMerged         // {1} the section it stands in
	pRowMoved          //
	pFactOnly          // {1} side, {2} kind, {3} text
	pFactChange        // {1} kind, {2} a, {3} b
	pText              // the kind "text"
	pEmphasis          // the kind "emphasis"
	pLanguage          // role: the same page in another language
	pCaution           // what "none found" does not mean
	pSameDay
	pDaysAfter   // {n} days, {1} side that followed
	pNoAnswer    // {1} side that has no such change
	pStates      // {1} date
	pOutstanding // {n}
	pTogether    // answered with a later change
	pMeant       // {1} side that a section is meant for alone
	pChangedOn   // {1} language, {2} sections, {3} day
	pFollowed    // {1} language, {2} day
	pHasNot      // {1} languages, {n} how many
	pEarlier     // {n} changes before
	pItsDate     // in the place of sections, when none is known
	pItsText     // likewise, when no other date is stated
	phrases
)

// texts holds English, Simplified and Traditional Chinese beside each other.
var texts = [phrases][3]string{
	pTitle:       {"Comparison of language versions", "语言版本对照", "語言版本對照"},
	pPairs:       {"{n} section paired|{n} sections paired", "{n}个章节对应", "{n} 個章節對應"},
	pSame:        {"{n} without a difference found", "{n}个未发现差异", "{n} 個未發現差異"},
	pDiffer:      {"{n} with differences", "{n}个有差异", "{n} 個有差異"},
	pMissingA:    {"{n} missing in A", "{n}个A中没有", "{n} 個 A 中沒有"},
	pMissingB:    {"{n} missing in B", "{n}个B中没有", "{n} 個 B 中沒有"},
	pMerged:      {"{n} merged into another", "{n}个并入其他章节", "{n} 個併入其他章節"},
	pFacts:       {"{n} fact that differs|{n} facts that differ", "{n}处事实不同", "{n} 處事實不同"},
	pMinor:       {"{n} small one|{n} small ones", "{n}处细微差异", "{n} 處細微差異"},
	pRegional:    {"{n} block with regional wording only|{n} blocks with regional wording only", "{n}处仅地区用词差异", "{n} 處僅地區用語差異"},
	pNone:        {"no difference found", "未发现差异", "未發現差異"},
	pRowSame:     {"no difference found", "未发现差异", "未發現差異"},
	pRowOnlyA:    {"missing in B", "B中没有", "B 中沒有"},
	pRowOnlyB:    {"missing in A", "A中没有", "A 中沒有"},
	pRowMerged:   {"its text stands in {1}", "内容并入{1}", "內容併入{1}"},
	pRowMoved:    {"in another place", "位置不同", "位置不同"},
	pFactOnly:    {"{2} only in {1}: {3}", "仅{1}有{2}：{3}", "僅 {1} 有{2}：{3}"},
	pFactChange:  {"{1}: {2} ↔ {3}", "{1}：{2} ↔ {3}", "{1}：{2} ↔ {3}"},
	pText:        {"wording", "文字", "文字"},
	pEmphasis:    {"emphasis", "强调标记", "強調標記"},
	pLanguage:    {"other language of the same page", "同一页面的其他语言", "同一頁面的其他語言"},
	pSameDay:     {"the same day", "同一天", "同一天"},
	pDaysAfter:   {"{1} after {n} day|{1} after {n} days", "{1}晚{n}天", "{1} 晚 {n} 天"},
	pNoAnswer:    {"no such change found in {1}", "{1}中未发现相应变更", "{1} 中未發現相應變更"},
	pStates:      {"states {1}", "标注日期{1}", "所載日期 {1}"},
	pTogether:    {"together with a later change", "与后来的变更一并同步", "與後來的變更一併同步"},
	pOutstanding: {"{n} change outstanding|{n} changes outstanding", "{n}处变更尚未同步", "{n} 處變更尚未同步"},
	pMeant:       {"meant for {1} alone", "仅适用于{1}", "僅適用於 {1}"},
	pChangedOn:   {"{1} changed {2} on {3}", "{1}于{3}修改了{2}", "{1} 於 {3} 修改了{2}"},
	pFollowed:    {"{1} followed on {2}", "{1}于{2}同步", "{1} 於 {2} 同步"},
	pHasNot:      {"{1} has not|{1} have not", "{1}尚未同步", "{1} 尚未同步"},
	pEarlier:     {"{n} change before it outstanding, too|{n} changes before it outstanding, too", "此前另有{n}处变更尚未同步", "此前另有 {n} 處變更尚未同步"},
	pItsDate:     {"its date", "标注日期", "所載日期"},
	pItsText:     {"its text", "正文", "內文"},
	pCaution: {
		"What is compared are sections, facts and links. “No difference found” does not say that the texts agree.",
		"对照的是章节、事实和链接。“未发现差异”不代表两个文本一致。",
		"對照的是章節、事實和連結。「未發現差異」不代表兩個文本一致。",
	},
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

// kind is the word for a kind of fact.
func (w words) kind(k string) string {
	switch k {
	case "text":
		return w.say(pText)
	case emphasis:
		return w.say(pEmphasis)
	}
	return w.cat.Fact(k)
}
