package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"policylog/internal/pattern"
)

// dropNoise leaves out blocks that say nothing of the policy: "back to top", share labels, relative times, the time
// stamps of a publishing system. Only a block that is nothing else is dropped, and counters of visits within one.
func (p *pageWork) dropNoise(blocks []block) []block {
	out := blocks[:0]
	for i, b := range blocks {
		if strings.Trim(b.plain, joiners) == "" && b.kind == paragraphBlock {
			continue // some builders put one into each empty paragraph
		}
		last := i+1 == len(blocks) || blocks[i+1].kind != itemBlock
		if why := p.saysNothing(b, last); why != "" {
			p.notes.drop("“"+clip(b.plain, 80)+"”", why)
			continue
		}
		b.withoutCounters()
		if b.withoutNoise(); b.text != "" {
			out = append(out, b)
		}
	}
	// Rules at the ends part the content from what was dropped.
	for len(out) > 0 && out[len(out)-1].kind == ruleBlock {
		out = out[:len(out)-1]
	}
	for len(out) > 0 && out[0].kind == ruleBlock {
		out = out[1:]
	}
	return out
}

// joiners shape the letters beside them and say nothing by themselves.
const joiners = " \u200c\u200d"

// saysNothing says why a block says nothing of the policy, "" when it may; last where no item of a list follows it.
func (p *pageWork) saysNothing(b block, last bool) string {
	if len(b.plain) > 200 {
		return ""
	}
	lower := strings.ToLower(b.plain)
	if why := noiseBlock(b, lower); why != "" {
		return why
	}
	if p.found && b.kind == paragraphBlock && copyrightLine(lower) {
		return "copyright line" // it bears the year of the visit
	}
	if last && contentsTitles()[strings.Trim(lower, " :：")] {
		return "title of a table of contents that is navigation"
	}
	return ""
}

// copyrightLine reports a text that is no more than a notice of copyright with its year, or the number under which a
// Chinese site is registered; each on a line of its own where it has several.
func copyrightLine(lower string) bool {
	if !containsAny(lower, copyrightMarks) {
		return false
	}
	for line := range strings.SplitSeq(lower, "\n") {
		if !copyrightPattern().MatchString(strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}

var copyrightMarks = []string{"©", "copyright", "(c)", "版权所有", "版權所有", "著作權所有", "all rights reserved", "icp", "公网安备"}

// The word alone begins clauses too: a year follows it, or ends the line. Whose the copyright is may be a clause
// (版权所有人为…, 著作權所有歸…), and so may what stands before a comma.
var copyrightPattern = pattern.Lazy(`^(?:(?:copyright|\(c\)|©)[^.]{0,80}all rights reserved\.?` +
	`|(?:(?:copyright[\s:]*)?(?:\(c\)|©)|版权所有|版權所有|著作權所有|all rights reserved).{0,60}` + yearPattern + `.{0,80}` +
	`|copyright[\s:]*` + yearPattern + `.{0,80}` +
	`|copyright\s.{0,60}` + yearPattern + `(?:\s?[-–]\s?` + yearPattern + `)?(?:\s?[|·•].{0,80}|\.?\s*(?:all rights reserved|版权所有|版權所有|著作權所有).{0,60})?` +
	`|[^，。；,;.]{0,20}(?:版权所有|版權所有|著作權所有)(?:[^人者权權归歸属屬由，。；;][^，。；;]{0,60})?` +
	`|.{0,40}©\s?` + yearPattern + `.{0,60}|[^，。；]{0,80}(?:icp备|icp證|公网安备)\s?\d.{0,40})[。.]?$`)

const yearPattern = `(?:19|20)\d\d`

// contentsTitles stand above a table of contents and mean nothing without it.
var contentsTitles = sync.OnceValue(func() map[string]bool {
	return phraseSet(`table of contents, contents, on this page, in this article, in this policy, in this document, jump to, 目录,
		目錄, 目次, 本页内容, 本頁內容, 목차, inhaltsverzeichnis, sommaire, table des matières, índice, indice,
		sumário, inhoudsopgave, spis treści, содержание, оглавление, içindekiler, daftar isi, mục lục, المحتويات,
		תוכן עניינים, สารบัญ`)
})

func phraseSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, s := range phrases(list) {
		m[s] = true
	}
	return m
}

// noiseBlock says which known phrase, time stamp or counter a block is, "" when none.
func noiseBlock(b block, lower string) string {
	if b.kind == tableBlock || b.kind == codeBlock || b.kind == ruleBlock {
		return ""
	}
	if !strings.ContainsFunc(b.plain, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }) {
		if strings.ContainsFunc(b.plain, func(c rune) bool { return unicode.IsSymbol(c) || c == '»' || c == '«' }) {
			return "sign without words"
		}
		return ""
	}
	s := strings.Trim(strings.TrimSpace(lower), " .…:|·•–—-↑⬆▲△^[]()（）「」【】<>»«↩🔗🖨?？¿")
	if why, ok := noisePhrases()[s]; ok && b.kind != headingBlock { // a section may be called "Share"
		return why
	}
	// Each pattern has a digit or one of the words, and all are short; to ask that is faster by far than the patterns.
	if len(s) > 140 || !digits(s) && !containsAny(s, timeWords) {
		return ""
	}
	return volatile(s)
}

// volatile says by which pattern a short text in lower case says nothing of the policy, "" none.
func volatile(s string) string {
	for _, r := range noisePatterns() {
		if r.re.MatchString(s) {
			return r.why
		}
	}
	return ""
}

// withoutNoise takes relative times, reading times and counts out of a line that states other things beside them:
// "Effective 1 May 2024 · updated 3 days ago".
func (b *block) withoutNoise() {
	if b.kind != paragraphBlock && b.kind != itemBlock || len(b.plain) > 200 || !containsAny(b.plain, partMarks) {
		return
	}
	cut := lineParts()
	plain, marks := cut.Split(b.plain, -1), cut.FindAllString(b.text, -1)
	text := cut.Split(b.text, -1)
	if len(plain) < 2 || len(plain) != len(text) {
		return
	}
	var kept, bare strings.Builder
	noise := false
	for i, part := range plain {
		s := strings.ToLower(strings.Trim(part, " .…:()（）"))
		if (digits(s) || containsAny(s, timeWords)) && len(s) <= 140 && volatile(s) != "" {
			noise = true
			continue
		}
		if bare.Len() > 0 {
			kept.WriteString(marks[i-1])
			bare.WriteString(marks[i-1])
		}
		kept.WriteString(text[i])
		bare.WriteString(part)
	}
	if noise {
		b.leave(kept.String(), bare.String(), true)
	}
}

// leave gives a block what is left of its line: as Markdown where that is whole, and bare where it is not, as when emphasis
// or a link begins in what stays and ends in what is gone.
func (b *block) leave(markdown, plain string, whole bool) {
	if !whole || !balanced(markdown) {
		markdown = Escape(plain)
		if b.kind == headingBlock {
			markdown = b.text[:len(b.text)-len(strings.TrimLeft(b.text, "# "))] + escape(plain, false)
		}
	}
	b.text, b.plain = markdown, plain
}

// balanced reports Markdown of which all emphasis, code and labels of links that begin end, too.
func balanced(markdown string) bool {
	markdown = withoutEscapes.Replace(markdown)
	for _, mark := range []string{"**", "*", "~~", "`"} {
		if strings.Count(markdown, mark)%2 != 0 {
			return false
		}
		markdown = strings.ReplaceAll(markdown, mark, "")
	}
	return strings.Count(markdown, "[") == strings.Count(markdown, "]")
}

var withoutEscapes = strings.NewReplacer(`\\`, "", `\*`, "", `\~`, "", "\\`", "", `\[`, "", `\]`, "")

// partMarks are what lineParts are told by. (To look for each is faster by far than strings.ContainsAny is beyond ASCII.)
var partMarks = []string{"·", "|", "•", "｜", "\n", indent}

// lineParts is what stands between the parts of such a line.
var lineParts = pattern.Lazy(`\s*[·|•｜]\s*|\s*\n|\x{3000}+`)

// withoutCounters takes counts of visits out of a line that states other things too.
func (b *block) withoutCounters() {
	if b.kind == tableBlock || b.kind == codeBlock || len(b.plain) > 200 || !digits(b.plain) || !containsAny(b.plain, counterMarks) {
		return
	}
	re := counter()
	n := len(re.FindAllStringIndex(b.plain, -1))
	if n == 0 {
		return
	}
	rest := func(s string) string { return strings.Trim(re.ReplaceAllLiteralString(s, ""), " |"+indent) }
	// A number in bold is a counter to the reader, and none in Markdown.
	b.leave(rest(b.text), rest(b.plain), n == len(re.FindAllStringIndex(b.text, -1)))
}

// counterMarks are what counterPattern begins with.
var counterMarks = []string{"浏", "瀏", "阅", "閱", "点", "點", "访", "訪"}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

var counter = pattern.Lazy(`[\s　|]*` + counterPattern)

// noisePhrases are whole blocks, in lower case without the signs around them, with what they are.
var noisePhrases = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for why, list := range map[string]string{
		"back to top": `back to top, top, to top, go to top, return to top, back to the top, top of page, scroll to top,
			jump to top, back to contents, 回到顶部, 返回顶部, 回顶部, 回到頂部, 返回頂部, 回頁首, 回到頁首, 回最上方,
			頁首へ, ページの先頭へ, ページの先頭へ戻る, このページの先頭へ, ページトップへ戻る, ページ上部へ戻る, ページトップへ, トップへ戻る, ページの先頭に戻る, 맨 위로, 위로, nach oben,
			zum seitenanfang, haut de page, retour en haut, retour en haut de page, volver arriba, ir arriba, subir,
			voltar ao topo, ir para o topo, torna su, torna all'inizio, terug naar boven, наверх, вверх, do góry,
			başa dön, lên đầu trang`,
		"link back": `回上一頁, 回上一页, 返回上一页, 返回上一頁, go back, 返回, 上一頁, 上一页, 下一頁, 下一页`,
		"skip link": `skip to content, skip to main content, skip navigation, skip to main, jump to content, jump to navigation, jump to search, 跳到主要內容,
			跳至主要內容, 跳到主要內容區塊, 跳到主要内容, 跳转到主要内容, 跳至内容, 本文へスキップ, 본문 바로가기, zum inhalt springen,
			aller au contenu, aller au contenu principal, saltar al contenido, ir al contenido, pular para o conteúdo,
			vai al contenuto`,
		"share buttons": `share, share this, share this page, share on facebook, share on twitter, share on x, share on linkedin,
			tweet, pin it, copy link, link copied, copy to clipboard, copied, copied!, email this, 分享, 分享到, 分享至, 分享到微信, 分享到微博, 分享到qq空间, 分享到朋友圈, 分享至facebook, 分享到facebook,
			分享至line, 分享到line, 分享至twitter,
			复制链接, 複製連結, シェア, シェアする, ツイート, 공유, 공유하기, teilen, partager, compartir, compartilhar,
			condividi, поделиться`,
		"print button": `print, print this page, print page, print this policy, 打印, 打印本页, 列印, 列印本頁, 友善列印,
			印刷, 인쇄, drucken, seite drucken, imprimer, imprimir, stampa, распечатать`,
		feedbackForm: `did you find it helpful? yes no, was this article helpful? yes no, was this page helpful? yes no, yes no`,
		"edit link":  `edit this page, edit this page on github, improve this page, suggest edits, suggest an edit`,
		"text size":  `字級大, 字級中, 字級小, 字级大, 字级中, 字级小, 大字, 中字, 小字`,
		"fold control": `toggle, expand all, collapse all, show all, hide all, show more, show less, read more, see more, view more,
			展开全部, 全部展开, 展開全部, 全部展開, 收起, 展开, 展開, 查看更多, もっと見る, 더보기, mehr anzeigen,
			weniger anzeigen, voir plus, ver más`,
		"end of a list":    `已经到底了, 到底了, 没有更多了, 沒有更多了, 我是有底线的`,
		"placeholder":      `loading, loading..., please wait, 加载中, 載入中, 正在加载, 読み込み中`,
		"mail placeholder": `email protected`,
		"advertisement": `advertisement, advertisements, advertising, sponsored, sponsored content, ad, ads, 广告, 廣告, 広告, 광고,
			anzeige, werbung, publicité, publicidad, publicidade, pubblicità, advertentie, reklama, реклама, reklam`,
	} {
		for _, s := range phrases(list) {
			m[s] = why
		}
	}
	for question := range feedbackQuestions() {
		m[question] = feedbackForm
	}
	return m
})

// Parts of noisePatterns.
const (
	monthPattern = `(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?`
	datePattern  = `(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|` +
		monthPattern + ` \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? ` + monthPattern + `,? \d{4})`
	clockPattern = `\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?` +
		`(?:\s?(?:utc|gmt|z|[ecmp][ds]t)?(?:\s?[+-]\d{1,2}:?\d{0,2})?)?`
	agoPattern = `(?:(?:about |over |almost )?(?:an?|one|\d+|several|a few) ?(?:s|secs?|seconds?|mins?|minutes?|hrs?|hours?|d|days?|wks?|weeks?|mo|months?|yrs?|years?)\.? ago` +
		`|yesterday|today|just now|a moment ago)`
	updatedPattern = `(?:last )?(?:updated|modified|edited|published|posted|reviewed|changed|synced)(?: on)?:? `
	updatedChinese = `(?:本文)?(?:最后|最後|上次|最近)?(?:更新|修改|编辑|編輯|发布|發布|發佈)(?:于|於|時間|时间)?[:：]?\s?`
	agoChinese     = `\d+\s?(?:秒|分钟|分鐘|小时|小時|天|周|週|个月|個月|年)(?:之)?前`
	updatedOther   = `(?:zuletzt )?(?:aktualisiert|geändert|bearbeitet)|mise? à jour|modifié|(?:última )?actualiza(?:do|da|ción)|(?:ultimo )?aggiorna(?:to|mento)` +
		`|(?:última )?atualiza(?:do|da|ção)|обновлен[оа]?|изменен[оа]?|cập nhật(?: lần cuối)?|(?:最終)?(?:更新|公開)日?|(?:마지막 )?(?:업데이트|수정)`
	agoOther = `vor \d+ (?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)` +
		`|il y a \d+ (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)|(?:hace|há) \d+ (?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|m[eê]s(?:es)?|años?|anos?)` +
		`|\d+ (?:secondi|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]) fa|\d+ [\pL.]{1,10} (?:назад|тому назад|geleden|trước|yang lalu|temu|önce|sedan|siden)` +
		`|\d+\s?(?:秒|分|時間|日|週間|か月|ヶ月|年)前|\d+\s?(?:초|분|시간|일|주|개월|년) 전`
	numberPattern  = `[(（]?\d[\d,. ]*[km万萬]?[)）]?`
	counterPattern = `(?:累计|累計|本日|今日|总|總)?(?:浏览|瀏覽|阅读|閱讀|点击|點擊|點閱|访问|訪問|造訪)(?:量|数|數|次数|次數|人次|人数|人數)?\s?[:：]\s?[\d,]+(?:\s?(?:次|人))?`
	weekdayPattern = `(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?`
)

// timeWords stand in what noisePatterns tell without a digit.
var timeWords = []string{"written by", "posted by", "no comments", "ago", "yesterday", "today", "just now", "a few min", "last log", "last visit", "last sign", "登", "字"}

// noisePattern is a whole block that says nothing of the policy, in lower case.
type noisePattern struct {
	why string
	re  *regexp.Regexp
}

var noisePatterns = sync.OnceValue(func() []noisePattern {
	var list []noisePattern
	for _, p := range []struct{ why, pattern string }{
		{"relative time", `(?:` + updatedPattern + `)?` + agoPattern + `(?: by .{1,40})?`},
		{"relative time", `(?:` + updatedChinese + `)?` + agoChinese + `(?:更新|修改|发布|發布|發佈)?`},
		{"relative time", `(?:(?:` + updatedOther + `)[:：]? ?)?(?:` + agoOther + `)(?:に?(?:更新|公開))?`},
		{"reading time", `(?:\d+|a few) ?min(?:ute)?s?(?: to)? read(?:ing time)?|(?:estimated )?(?:reading time|read time):? \d+ ?min(?:ute)?s?`},
		{"reading time", `(?:阅读时间|閱讀時間).{0,12}(?:分钟|分鐘)`},
		{"view count", numberPattern + ` ?(?:views?|reads?|likes?|shares?|comments?|visits?|visitors?|просмотр(?:а|ов)?)|no comments(?: yet)?`},
		{"view count", `(?:total |page )?(?:views?|hits|visits|visitors|reads|visitor count|aufrufe|vues|visitas|visualizzazioni|просмотр(?:ов|ы)|lượt xem|조회수?|댓글):?\s?:?\s?` + numberPattern},
		{"view count", `(?:累计|累計|本日|今日|本站|总|總)*(?:浏览|瀏覽|阅读|閱讀|点击|點擊|點閱|访问|訪問|造訪|人气|人氣|人次|查看|回复|回覆|评论|評論|回應|点赞|赞同|收藏|转发)(?:量|数|數|次数|次數|人次|人数|人數)?[:：]?\s?` + numberPattern + `\s?[次人]?|` + counterPattern},
		{"view count", `(?:已阅读|已閱讀)` + numberPattern + `\s?[次人]|` + numberPattern + `\s?[次人](?:已读|已讀|浏览|阅读|瀏覽|閱讀)|` + numberPattern + `\s(?:浏览|阅读|评论|点赞|瀏覽|閱讀)`},
		{"view count", `(?:you are (?:the )?visitor (?:number|no\.?|#)? ?` + numberPattern + `|您是(?:本站)?第\s?[\d,]*\s?位(?:访客|訪客))[.。]?`},
		{"view count", `(?:(?:total|today|yesterday|本站总访问量|本站访客数|本日人次|累計人次|今日|昨日|总计)[:：]? ?\d[\d,]*\s?[次人]?[\s|]*){2,6}`},
		{"view count", `[\d,]+ (?:people|users|readers) (?:have )?(?:found this (?:useful|helpful)|read this.{0,12})`},
		{"author", `(?:written|posted) by [\pL.’' -]{2,40}`},
		{"time stamp of the publishing system", `(?:时间|時間|日期|发布|發布|发布时间|發布時間)[:：]\s?` + datePattern + `(?:\s?` + clockPattern + `)?[\s\x{3000}|]*(?:来源|來源|作者|编辑|編輯|发布者)[:：].{0,60}`},
		{"text size", `字[级級号號体體](?:大小|設定|设置)?[:：]?(?:[\s\x{3000}\[\]【】（）()|/]*[最特]?[大中小]){2,4}[\s\]】）)]*`},
		{"date of a scan for cookies", `cookie declaration last updated on .{4,40}`},
		{"votes", `(?:was this (?:page|article|answer|document) helpful\?? ?)?\d+ (?:out )?of \d+ (?:people )?found this helpful`},
		{"time stamp of the publishing system", `(?:` + datePattern + `[,at ]{1,4}|` + datePattern + `t)?` + clockPattern},
		{"time stamp of the publishing system", `this page was last (?:edited|modified|changed|updated) on .{4,40}` + clockPattern + `.?`},
		{"time stamp of the publishing system", `(?:posted|published|created|modified|submitted)(?: on| by)?:? .{0,40}` + clockPattern + `.{0,30}`},
		{"time stamp of the publishing system", `(?:发布时间|發布時間|發佈時間|发表时间|编辑时间|資料更新|资料更新|来源|來源).{0,30}` + clockPattern},
		{"date of the visit", `(?:today(?: is|:)|current (?:date|time)(?: is|:)|今天是|今日は?[:：]?|現在時間[:：]?|当前时间[:：]?).{0,30}\d.{0,20}`},
		{"date of the visit", weekdayPattern + `,? (?:` + datePattern + `)(?:,? ` + clockPattern + `)?`},
		{"date of the visit", `\d{4}年\d{1,2}月\d{1,2}日\s?(?:星期|礼拜|禮拜)[一二三四五六日天]`},
		{"date of the visit", `(?:it is currently (?:` + weekdayPattern + `|` + monthPattern + `)|gmt ?[+-]\d{1,2},) .{4,80}|(?:the time now is|server time:?) ` + clockPattern + `\.?`},
		{"shopping cart", `(?:my |shopping )?(?:cart|basket|bag)[:：]? ?\(?\d+(?: items?\)?|\)).{0,16}|\d+ item(?:s|\(s\))? ?-? ?[$€£¥] ?[\d.,]+`},
		{"weather", `-?\d{1,2} ?°\s?[cf](?: [\pL ]{1,30})?`},
		{"mark of the server", `(?:(?:this )?page |seite )?(?:was )?(?:generated|rendered|processed|loaded|created|generiert|erzeugt) in (?:\d+\.\d+ ?s|\d+(?:\.\d+)? ?m(?:illi)?s).{0,60}`},
		{"mark of the server", `页面(?:执行|加载|生成)(?:时间|耗时)?[:：]? ?\d.{0,20}`},
		{"mark of the server", `(?:request|session|trace|correlation|ray)[ -]?id(?:[:：#] ?| )[\w-]*\d[\w-]{0,64}`},
		{"mark of the server", `(?:users|visitors|members|guests)? ?online(?: users| visitors| now)?[:：]? ?\d[\d,.]*|(?:当前)?在线人数[:：]? ?\d+`},
		{"last visit", `(?:your )?last (?:log-?in|visit|sign-?in|signed in|logged in)(?: was)?(?: on)?:? .{0,60}`},
		{"last visit", `(?:您?上次登[录錄入](?:时间|時間)?|最后登录|最後登入)[:：]?.{0,40}`},
	} {
		list = append(list, noisePattern{p.why, regexp.MustCompile(`^(?:` + p.pattern + `)$`)})
	}
	return list
})

// dateLabels introduce a date that a policy states of itself.
var dateLabels = sync.OnceValue(func() []string {
	return phrases(`updated, effective, revised, revision, in force, last modified, version, as of, amended, 更新, 生效, 修订,
			修訂, 实施, 實施, 施行, 版本, 发布日期, 發布日期, 公布, 最終改定, 改定, 制定, 시행, 개정, stand:, stand,
			gültig, aktualisiert, inkrafttreten, à jour le, mise à jour, en vigueur, dernière modification, modifiée le, modifié le, actualizad, vigente,
			vigor, atualizad, aggiornat, bijgewerkt, обновлен, вступа, редакци, güncelle, yürürlük, uppdaterad,
			oppdatert, opdateret, päivitetty, aktualizac, hiệu lực, cập nhật, diperbarui, berlaku, تحديث, سريان`)
})

// statesDate reports a short text in which a policy states its date.
func statesDate(text string) bool {
	if len(text) > 600 {
		text = clip(text, 600)
	}
	return strings.ContainsAny(text, "0123456789") && containsAny(strings.ToLower(text), dateLabels())
}
