// Package hostile makes texts and pages that hurt a reader that is not linear: every mark of Markdown and HTML by the
// thousand, nothing ever closed, all lines equal, one word of a megabyte. Tests and benchmarks of several rooms try them.
package hostile

import (
	"fmt"
	"slices"
	"strings"
)

// A Text is one way to hurt: Grow makes about n bytes of it.
type Text struct {
	Name string
	Grow func(n int) string
}

// Texts are hostile as policies: Markdown or plain text.
func Texts() []Text {
	return slices.Concat(repeated(units), repeated(htmlUnits), grown, further)
}

// Counted are the first of those of Texts that count, nest or end in another way than they begin: where most of what is slow
// shows.
func Counted() []Text { return grown }

// Pages are hostile as HTML.
func Pages() []Text {
	return append(append(repeated(htmlUnits), repeated(pageUnits)...), grownPages...)
}

// units are texts of one piece over and over.
var units = []string{
	// Marks of Markdown, one by one and in pairs.
	"[", "]", "(", ")", "[a](", "[a]", "![", "[]()", "[[]](", "[a](b)", "[^1]", "[^1]: a\n", "<", ">", "<a", "<http://", "`", "``a`", "```\n",
	"~~~\n", "*", "**", "***a ", "**a ", "*a_ ", "_a*_ ", "**a** ", "**甲：**", "~~a", "\\", "\\[", "#", "#\n", "# a\n", "###### \n", "a\n=\n", "a\n-\n", "---\n",
	"| ", "|-|\n", "a|b\n-|-\n", "- ", "+ a\n", "* * ", "1. ", "> ", "> - ", ">\n\n", "{", "{{", "}}", "{#a}", "{: #a}\n", ": a\n", "a\n: b\n\n", "$$", "!!! note\n",
	"<!-- ", "&amp;", "&amp;amp;", "&#", "&#x41;", "&",
	// Brackets and quotes of either script.
	"（", "）", "（）", "(a", "「", "『", "《", "【", "【】", "〔", "“", "”", "‘", "'", "\"", "’s ", "《a", "（a）", "((a)",
	// Numbers and counting.
	"1", "9", "1 ", "1 1 1 ", "1.", "1.1.", "1.\n", "1. a\n\n", "1、甲\n", "(1) ", "（一）甲\n", "一二三四", "一", "第一条", "第一条 甲\n\n", "十", "百千万", "M", "MMMM ",
	"iv. a\n\n", "iec ", "①", "A. ", "a) b\n", "§ ", "§ 4 ", "Section 4 ", "see Section 4.", "1,", "1,000,", "0.", "1/", "1-", "1:", "-1", "½", "²", "$1 ", "1% ", "US$", "1 million ",
	// Typed things.
	"2024-01-01 ", "2024-01-01", "2024年1月1日", "January 15, 2021 ", "Jan ", "01/02/2026 ", "30 days ", "三十日", "2024 ", "+86 10 1234 ", "138 0013 8000 ", "(555) ",
	"a@", "a@b", "a@b.c ", "@", ".a", "a.b.c.", "http://", "https://a.b/ ", "https://a.b/c?d=e&", "www.", "a.com ", "1 Street, ", "Street ", "Road,\n", "Inc. ", "Google ",
	"Acme Inc., ", "有限公司", "小米", "Mr. A ", "GDPR ", "Article 6 ", "個人資料", "個人信息保護法", "shall not ", "not ", "不得", "may ", "12 to ", "IMEI/", "under 16 ",
	"Effective date: ", "Last updated: 2024-01-01\n\n", "What's new\n\n", "更新说明\n",
	// Words and letters.
	"a", "a ", "A", "a-", "a_", "a'", "ab cd ", "隱", "隱私權政策，", "隐私权政策。", "ん", "日本語。", "한", "한국어 ", "ا ", "א", "é", "e\u0301", "\u0301", "ß", "İ",
	"😀", "👩\u200d", "\u200d", "\u200b", "\u00ad", "\u202e", "\u202ea\u202c", "\ufeff", "\ue000", "𝐀", "𠀀", "\x00", "\x1b[31m", "\xff", "\xe4\xb8", "\ufffd", "\u3000", "\u00a0",
	// White space and lines.
	" ", "\t", "\n", "\r", "a\r", "a\r\n", "\f", "a\f", "\v", "\u2028", "\u0085", "a\n", "a\n\n", "a.\n\n", "a  \n", "  a\n", "    a\n\n", "short line\n", "a sentence that goes on and on and\n\n",
	"- back to top\n", "- yes\n- no\n", "# a\n\nb\n\n", "**Bold**\n\n", "Bare title\n\n", "we share it.\n\n", "...", "…", "。", ", ", "，", "; ", "a; b, c. ",
	"---\na: b\n", "a: b\n", "====\n", "a...........1\n", "[toc]\n",
}

// htmlUnits are pieces of HTML, which stands in Markdown too.
var htmlUnits = []string{
	"<b>", "</b>", "<b>a</b>", "<i><b>", "<div>", "</div>", "<p>a", "<br>", "<br/>a", "<tr", "<tr><td>a", "<table>", "<table><tr><td>", "<td>a</td>", "<li>a", "<ul><li>", "<dl><dt>a<dd>b",
	"<h1>a</h1>", "<a href=x>", "<a name=a></a>", "<img src=a>", "<!--", "<!-- a -->", "<![CDATA[", "<?", "<!", "<script>", "<style>", "<svg>", "<a b=", "<a \"", "&lt;b&gt;",
}

// pageUnits hurt in pages alone.
var pageUnits = []string{
	"<font>", "<p><b>", "<form>", "<select><option>", "<template>", "<math>", "<frameset>", "<noscript>", "<nobr>", "<ruby>a<rt>b", "<b><p>", "<a><p>", "<table><a>", "<span>a</span> ",
	"<p>We share your data.</p>", "<div>a</div>", "<a href=/x>a</a> ", "<li><a href=/x>a</a>", "<h2>1. a</h2><p>b", "<ol><li>a", "<ol type=a>", "<pre>", "<blockquote>", "<details>", "<p>1. a", "<td><table>",
	"<p class=share>a", "<div hidden>", "<p style=display:none>a", "a<wbr>", "a&nbsp;", "a", "a ", "個", "\x00", "\u202e", "<div id=a>",
	"<p>Updated 3 days ago", "<p>Back to top", "<input>", "<iframe>", "<body>", "<html>", "<textarea>", "<title>", "<plaintext>",
}

func repeated(units []string) []Text {
	texts := make([]Text, len(units))
	for i, u := range units {
		texts[i] = Text{fmt.Sprintf("%q", u), func(n int) string { return strings.Repeat(u, n/len(u)+1) }}
	}
	return texts
}

// grown are texts that count, nest or end in another way than they begin.
var grown = []Text{
	{"reference definitions", each("[a%d]: https://a.example/%[1]d\n")},
	{"references", each("[a%d] ")},
	{"footnotes", each("[^%d]: a note\n")},
	{"anchors", each("[a](#a%d)\n\n")},
	{"links", each("[a%d](https://a.example/%[1]d) ")},
	{"addresses", each("https://a%d.example/b ")},
	{"mailboxes", each("a%d@b.example ")},
	{"words", each("w%d ")},
	{"numbers", each("%d ")},
	{"numbers joined by commas", each("%d,")},
	{"durations", each("%d days ")},
	{"amounts", each("US$%d ")},
	{"phones", each("+1 555 01%d ")},
	{"companies", each("Firm%d Ltd, ")},
	{"street addresses", each("%d Main Street, Springfield, IL 62701\n")},
	{"dates", func(n int) string {
		return counted(n, func(i int) string { return fmt.Sprintf("%04d-%02d-%02d ", 1990+i%40, i%12+1, i%28+1) })
	}},
	{"headings", each("## %d. title\n\n")},
	{"headings and text", each("## %d. title %[1]d\n\nWe keep it for %[1]d days.\n\n")},
	{"headings without numbers", each("## t%d\n")},
	{"numbered lines", each("%d. a line\n")},
	{"numbered paragraphs", each("%d. a paragraph that ends.\n\n")},
	{"numbered one level deeper", each("1.%d a\n\n")},
	{"Chinese articles", each("第%d条 甲\n\n乙。\n\n")},
	{"items", each("- item %d\n")},
	{"items alike", each("- item number %d of the long list of items\n")},
	{"paragraphs", each("paragraph %d of the policy says a thing.\n\n")},
	{"Chinese paragraphs", each("本公司會在 %d 天內處理您的個人資料，並通知您。\n\n")},
	{"Chinese sentences", each("我们会收集第%d项信息。")},
	{"sentences", each("We collect item %d. ")},
	{"table rows", each("| a%d | b |\n")},
	{"table", func(n int) string { return "| a | b |\n|---|---|\n" + each("| a%d | b |\n")(n) }},
	{"columns", func(n int) string {
		k := n / 6
		return strings.Repeat("|a", k) + "|\n" + strings.Repeat("|-", k) + "|\n" + strings.Repeat("|b", k) + "|\n"
	}},
	{"table cells of HTML", func(n int) string { return "<table><tr>" + each("<td>%d")(n) }},
	{"table rows of HTML", func(n int) string { return "<table>" + each("<tr><td>%d")(n) }},
	{"definitions", each("term %d\n: what it is\n\n")},
	{"glossary", each("“term%d” means a thing.\n\n")},
	{"references to titles", each("see “title %d” below. ")},
	{"claims", func(n int) string { return "## What's new\n\n" + each("- We updated section %d.\n")(n) }},
	{"alternating lines", func(n int) string {
		return strings.Repeat("- yes\n- no\n", n/22) + strings.Repeat("- no\n- maybe\n- yes\n", n/38)
	}},
	{"nested quotes", func(n int) string { return strings.Repeat(">", n/2) + " " + strings.Repeat("a ", n/4) }},
	{"deep items", func(n int) string { return strings.Repeat("- ", n/4) + strings.Repeat("a ", n/4) }},
	{"ever deeper items", func(n int) string {
		return counted(n, func(i int) string { return strings.Repeat(" ", 2*(i%5000)) + "- a\n" })
	}},
	{"ever deeper quotes", func(n int) string {
		return counted(n, func(i int) string { return strings.Repeat(">", i%5000) + " a\n" })
	}},
	{"ever longer numbers", func(n int) string {
		return counted(n, func(i int) string { return strings.Repeat("1.", i%3000+1) + " a\n\n" })
	}},
	{"ladder of headings", func(n int) string { return strings.Repeat("# a\n## a\n### a\n#### a\n##### a\n###### a\n", n/33) }},
	{"numbers that restart", func(n int) string { return strings.Repeat("1、甲\n\n(3)乙\n\n（五）丙\n\nvi. x\n\n", n/40) }},
	{"emphasis across", func(n int) string { return strings.Repeat("*a ", n/6) + strings.Repeat("b* ", n/6) }},
	{"brackets closed", func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) }},
	{"parens closed", func(n int) string { return strings.Repeat("(", n/2) + strings.Repeat(")", n/2) }},
	{"backquotes of all lengths", func(n int) string {
		return counted(n, func(i int) string { return strings.Repeat("`", i%1500+1) + " " })
	}},
	{"fence never closed", func(n int) string { return "```\n" + strings.Repeat("a line of code\n", n/15) }},
	{"comment never closed", func(n int) string { return "<!-- " + strings.Repeat("a line\n", n/7) }},
	{"front matter", func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) + "---\n" }},
	{"front matter never closed", func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) }},
	{"one long paragraph of lines", func(n int) string { return "# x\n\n" + strings.Repeat("(1) a line of some length\n", n/26) }},
	{"one long target", func(n int) string { return "[a](https://a.example/" + strings.Repeat("b", n) + ")" }},
	{"one long sum", func(n int) string { return "It costs US$" + strings.Repeat("9", n) + " a year." }},
	{"one long duration", func(n int) string { return "We keep it " + strings.Repeat("9", n) + " days." }},
	{"one long mailbox", func(n int) string { return strings.Repeat("a.", n/2) + "b@c.example" }},
	{"one long heading", func(n int) string { return "# " + strings.Repeat("long title ", n/11) }},
	{"one long bold", func(n int) string { return "**" + strings.Repeat("bold words ", n/11) + "**" }},
	{"one long comment", func(n int) string { return "<!--" + strings.Repeat(" a", n/2) + "-->" }},
	{"one long tag", func(n int) string { return "<a href=\"" + strings.Repeat("b", n) + "\">c</a>" }},
	{"attributes", func(n int) string { return "<a" + each(" b%d=c")(n) + ">d</a>" }},
	{"clauses", Clauses},
	{"條款", ClausesTW},
	{"one long block among short ones", func(n int) string { return each("w%d ")(n/2) + "\n\n" + each("w%d\n\n")(n/2) }},
}

// further are texts that never broke anything so far, and too many to be tried each time.
var further = []Text{
	{"short clauses alike", each("%d. We keep it.\n\n")},
	{"numbers in one sentence", each("item %d and ")},
	{"Chinese data types", func(n int) string { return strings.Repeat("個人資料、裝置識別碼、位置資訊、", n/48) }},
	{"one long line of English", func(n int) string { return counted(n, func(i int) string { return string(rune('a' + i*i%26)) }) }},
	{"one long line of Chinese", func(n int) string { return counted(n, func(i int) string { return string(rune(0x4e00 + i*i%20000)) }) }},
	{"one long footnote mark", func(n int) string { return "[^" + strings.Repeat("a line\n", n/7) + "]: b" }},
	{"scripts that alternate", each("隱a私%d권ア")},
	{"letters with marks", func(n int) string { return "a" + strings.Repeat("\u0301\u0323", n/4) + " b" }},
	{"right to left", each("\u202bسياسة %d\u202c \u2067a\u2069 ")},
	{"one long emoji", func(n int) string { return strings.Repeat("👩🏽\u200d", n/11) + "👧" }},
	{"flags", func(n int) string { return strings.Repeat("🇹🇼", n/8) }},
	{"footnotes and their marks", each("a[^%d] ")},
	{"entities of all numbers", each("&#%d;")},
	{"keys of front matter", func(n int) string { return "---\n" + each("k%d: &a [*a, *a]\n")(n) + "---\n\nWe keep it.\n" }},
	{"deep front matter", func(n int) string {
		return "---\na: " + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + "\n---\n\nb\n"
	}},
	{"nested boxes", func(n int) string { return strings.Repeat("<div>", n/11) + "a" + strings.Repeat("</div>", n/11) }},
	{"nested links", func(n int) string { return strings.Repeat("[a", n/8) + strings.Repeat("](b) ", n/8) }},
	{"nested emphasis", func(n int) string { return strings.Repeat("**a _b ", n/14) + strings.Repeat("_ **", n/14) }},
	{"table within one row", func(n int) string { return "| a | b |\n|---|---|\n| " + each("%d<br>")(n) + " | c |\n" }},
	{"sentences in bold", each("**We keep item %d.** ")},
	{"titles alike", each("## Purpose\n\nWe use it for purpose %d of many.\n\n")},
	{"renumbered", func(n int) string {
		return counted(n, func(i int) string { return fmt.Sprintf("## %d. Purpose\n\nIt is kept.\n\n", i/2+7) })
	}},
	{"cross-references", each("As section %d says, see sections %[1]d.1 and %[1]d(a). ")},
	{"defined terms", each("“Term %d” means “Term %[1]d”, and Term %[1]d is one. ")},
	{"labels of versions", each("Version v2024%04d effective from 2024-01-01.\n\n")},
	{"pages cut", each("隱私權政策第%d頁的文字沒有句號就結束了因為頁面在這裡中斷而且下一頁才會繼續說明其餘的內容直到\n\n最後，句子結束。\n\n")},
}

// grownPages are pages that count, nest or end in another way than they begin.
var grownPages = []Text{
	{"deep boxes", func(n int) string { return strings.Repeat("<div>", n/11) + "a" + strings.Repeat("</div>", n/11) }},
	{"deep lists", func(n int) string { return strings.Repeat("<ul><li>a", n/9) }},
	{"attributes", func(n int) string { return "<p" + each(" a%d=b")(n) + ">We keep it.</p>" }},
	{"classes", func(n int) string { return "<p class=\"" + each("a%d ")(n) + "\">We keep it.</p>" }},
	{"columns", func(n int) string { return "<table><tr>" + strings.Repeat("<td>a", n/5) }},
	{"spanning cells", func(n int) string { return "<table>" + strings.Repeat("<tr><td colspan=1000 rowspan=1000>a", n/35) }},
	{"identifiers", each("<p id=a%d>We keep %[1]d things.</p>")},
	{"anchors", each("<a href=#a%d>a</a><h2 id=a%[1]d>t%[1]d</h2>")},
	{"sections", each("<section><h2>%d. title</h2><p>We keep it for %[1]d days.</p></section>")},
	{"titles", each("<div><h1>%07d title</h1><p>We collect data %[1]d.</p></div>")},
	{"titles of boxes", each("<div class=title>Part %d</div><p>We keep it for long.</p>")},
	{"titles of boxes that come again", func(n int) string {
		return strings.Repeat(each("<div class=title>Part %d</div><p>We keep it for long.</p>")(n/3), 3)
	}},
	{"links", each("<p><a href=/a%d>a %[1]d</a>")},
	{"copies", func(n int) string {
		half := each("<p>We keep your data for %d days.</p>")(n / 2)
		return "<div>" + half + "</div><div>" + half + "</div>"
	}},
	{"one long line", func(n int) string { return "<pre>" + strings.Repeat("a", n) + "</pre>" }},
	{"one long text", func(n int) string { return "<p>" + strings.Repeat("We keep it. ", n/12) + "</p>" }},
	{"one long address", func(n int) string { return "<a href=\"/" + strings.Repeat("?a=b&", n/5) + "\">a</a>" }},
}

// each repeats a format with the count.
func each(format string) func(n int) string {
	return func(n int) string { return counted(n, func(i int) string { return fmt.Sprintf(format, i) }) }
}

func counted(n int, piece func(i int) string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(piece(i))
	}
	return b.String()
}

// Clauses is an ordinary policy of about n bytes, in which no two paragraphs are the same.
func Clauses(n int) string {
	parties := []string{"our affiliates", "Brightleaf Ltd", "service providers", "the police", "Affiliate GmbH"}
	data := []string{"e-mail address", "location", "device identifiers", "contacts", "voice recordings", "payment details"}
	return counted(n, func(i int) string {
		s := ""
		if i%9 == 0 {
			s = fmt.Sprintf("## %d. Title of section %d\n\n", i/9+1, i/9+1)
		}
		return s + fmt.Sprintf("We may share your %s and [%s](https://a.example/%d) with %s for up to %d days after the event number %d, "+
			"unless you object under Article %d.\n\n", data[i%len(data)], data[i*5%len(data)], i, parties[i%len(parties)], i%90+1, i, i%99+1)
	})
}

// ClausesTW is the like in Traditional Chinese.
func ClausesTW(n int) string {
	parties := []string{"關係企業", "第三方服務供應商", "主管機關", "合作夥伴"}
	data := []string{"電子郵件地址", "位置資訊", "裝置識別碼", "通訊錄", "語音紀錄"}
	return counted(n, func(i int) string {
		s := ""
		if i%9 == 0 {
			s = fmt.Sprintf("## %d. 第 %d 節的標題\n\n", i/9+1, i/9+1)
		}
		return s + fmt.Sprintf("我們可能在第 %d 次事件發生後的 %d 天內，將您的%s與%s提供給%s，您可以依本政策第 %d 條隨時撤回同意。\n\n",
			i, i%90+1, data[i%len(data)], data[i*3%len(data)], parties[i%len(parties)], i%99+1)
	})
}
