package notice

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// What mail programs keep of a page are styles written at each element; the style sheet beside them is for those that
// know more: dark mode, narrow screens, paper.
//
//go:embed notice.css
var noticeCSS string

// The styles of elements, light; notice.css has the dark ones.
const (
	fonts      = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,"
	styleBody  = "margin:0;padding:0;background:#ffffff;color:#1c2024"
	styleMain  = "max-width:640px;margin:0 auto;padding:24px 20px 40px;font-size:16px;line-height:1.6;overflow-wrap:anywhere;text-align:left"
	styleWide  = "max-width:1100px;margin:0 auto;padding:24px 20px 40px;font-size:15px;line-height:1.6;overflow-wrap:anywhere;text-align:left"
	styleDraft = "margin:0 0 20px;padding:10px 14px;border:2px solid #8a5a00;color:#8a5a00;font-weight:bold"
	styleH1    = "margin:0 0 16px;font-size:24px;line-height:1.35;text-wrap:balance"
	styleH2    = "margin:32px 0 8px;padding-top:20px;border-top:1px solid #dfe3e8;font-size:18px;line-height:1.4"
	styleP     = "margin:0 0 12px"
	styleDim   = "margin:0 0 8px;color:#5c636a;font-size:14px"
	styleSaid  = "margin:20px 0 8px;font-weight:bold"
	styleLabel = "margin:8px 0 2px;color:#5c636a;font-size:13px"
	styleQuote = "margin:0 0 8px;padding:6px 12px;border-left:4px solid "
	styleDel   = "color:#b3261e;background:#fde8e6;text-decoration:line-through"
	styleIns   = "color:#136c2e;background:#e0f5e4;text-decoration:underline"
	styleTable = "border-collapse:collapse;width:100%;margin:0 0 16px"
	styleTH    = "padding:6px 10px;border:1px solid #c9cfd6;background:#f2f4f7;text-align:left;vertical-align:top;font-size:14px"
	styleTD    = "padding:6px 10px;border:1px solid #c9cfd6;vertical-align:top"
)

// HTML writes a notice as one self-contained page that mail programs show as it is: its styles stand at the elements; it
// runs nothing and loads nothing. Quotations say their language, so that the right glyphs are drawn. The error is the
// writer's.
func HTML(w io.Writer, n *Notice) error {
	p := &page{Writer: bufio.NewWriter(w), n: n}
	p.head(n.Title, styleMain)
	p.draft()
	p.put("<h1 style=\"%s\">%s</h1>\n", styleH1, safe.HTML(n.Title))
	p.body()
	return p.end()
}

// Fragment writes what stands on the page under its title, for a feed. The error is the writer's.
func Fragment(w io.Writer, n *Notice) error {
	p := &page{Writer: bufio.NewWriter(w), n: n}
	p.draft()
	p.body()
	return p.Flush()
}

func (p *page) body() {
	n := p.n
	p.paragraphs(n.Intro, styleP)
	p.dates()
	for _, s := range n.Sections {
		if s.Above != "" {
			p.put("<p class=\"dim line\" style=\"%s;margin-top:32px\">%s</p>\n", styleDim, safe.HTML(s.Above))
		}
		p.put("<h2 class=\"line\" style=\"%s\"%s>%s</h2>\n", styleH2, langAttr(s.Lang), safe.HTML(s.Name))
		if s.Was != "" {
			p.put("<p class=\"dim\" style=\"%s\">%s</p>\n", styleDim, safe.HTML(s.Was))
		}
		for _, it := range s.Items {
			p.item(it)
		}
	}
	if len(n.Sections) > 0 && len(n.Closing) > 0 {
		p.put("<hr class=\"line\" style=\"margin:32px 0 16px;border:0;border-top:1px solid #dfe3e8\">\n")
	}
	link := fmt.Sprintf("<a href=\"%s\" style=\"color:inherit\">%s</a>", safe.HTML(n.URL), safe.HTML(n.URL))
	for _, s := range n.Closing {
		p.put("<p class=\"dim\" style=\"%s\">%s</p>\n", styleDim, n.linked(safe.HTML(s), safe.HTML(n.URL), link))
	}
}

// page writes HTML.
type page struct {
	*bufio.Writer
	n *Notice
}

func (p *page) put(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// families are the fonts for a language, since the same character is drawn otherwise in Taipei and in Beijing.
func families(lang string) string {
	switch script(lang) {
	case "Hant":
		return fonts + "'PingFang TC','Microsoft JhengHei','Noto Sans CJK TC','Noto Sans TC',sans-serif"
	case "Hans":
		return fonts + "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif"
	}
	return fonts + "sans-serif"
}

func (p *page) head(title, main string) {
	lang := p.n.Language
	p.put("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang)
	p.put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; " +
		"form-action 'none'\">\n")
	p.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.put("<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no,url=no\">\n")
	p.put("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n")
	p.put("<title>%s</title>\n<style>\n%s</style>\n</head>\n", safe.HTML(title), noticeCSS)
	p.put("<body style=\"%s\">\n<div class=\"main\" style=\"%s;font-family:%s\">\n", styleBody, main, families(lang))
}

func (p *page) end() error {
	p.put("</div>\n</body>\n</html>\n")
	return p.Flush()
}

func (p *page) draft() {
	if p.n.Draft {
		p.put("<p class=\"draft\" style=\"%s\">%s</p>\n", styleDraft, safe.HTML(p.n.DraftMark))
	}
}

func (p *page) paragraphs(list []string, style string) {
	class := ""
	if style == styleDim {
		class = " class=\"dim\""
	}
	for _, s := range list {
		p.put("<p%s style=\"%s\">%s</p>\n", class, style, safe.HTML(s))
	}
}

func (p *page) dates() {
	if len(p.n.Dates) == 0 {
		return
	}
	p.put("<table style=\"%s\">\n<tr><th class=\"th\" style=\"%s\"></th>", styleTable, styleTH)
	for _, k := range []terms.Key{terms.NoticeBefore, terms.NoticeAfter} {
		p.put("<th class=\"th\" style=\"%s\" scope=\"col\">%s</th>", styleTH, safe.HTML(p.n.cat.Text(k)))
	}
	p.put("</tr>\n")
	for _, d := range p.n.Dates {
		p.put("<tr><th class=\"th\" style=\"%s\" scope=\"row\">%s</th><td class=\"td\" style=\"%s\">%s</td><td class=\"td\" style=\"%s\">%s</td></tr>\n",
			styleTH, safe.HTML(d.Label), styleTD, safe.HTML(d.Old), styleTD, safe.HTML(d.New))
	}
	p.put("</table>\n")
}

func (p *page) item(it Item) {
	p.put("<div class=\"item\">\n<p style=\"%s\">%s</p>\n", styleSaid, safe.HTML(p.n.cat.Semicolons(it.Said)))
	p.sides(p.n.sides(it))
	if it.More != "" {
		p.put("<p class=\"dim\" style=\"%s\">%s</p>\n", styleDim, safe.HTML(it.More))
	}
	p.put("</div>\n")
}

func (p *page) sides(sides []side) {
	for _, s := range sides {
		class, colour := "new", "#136c2e"
		if s.old {
			class, colour = "old", "#b3261e"
		}
		p.put("<p class=\"dim\" style=\"%s\">%s</p>\n", styleLabel, safe.HTML(s.label))
		p.put("<blockquote class=\"%s\" style=\"%s%s;font-family:%s\"%s>", class, styleQuote, colour, families(s.lang), langAttr(s.lang))
		p.runs(s.runs, s.old)
		p.put("</blockquote>\n")
	}
}

// runs writes a side of a quotation with what changed marked.
func (p *page) runs(runs []Run, old bool) {
	tag, style := "ins", styleIns
	if old {
		tag, style = "del", styleDel
	}
	for _, r := range runs {
		text := strings.ReplaceAll(safe.HTML(r.Text), "\n", "<br>")
		if r.Changed {
			p.put("<%s style=\"%s\">%s</%s>", tag, style, text, tag)
		} else {
			p.put("%s", text)
		}
	}
}

// langAttr is the attribute for a language tag; what has not its shape is left out.
func langAttr(lang string) string {
	if lang == "" || len(lang) > 35 {
		return ""
	}
	for _, r := range lang {
		if r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return ""
		}
	}
	return " lang=\"" + lang + "\""
}

// TableHTML writes the comparison table as a page under the same promises as HTML. The error is the writer's.
func TableHTML(w io.Writer, n *Notice) error {
	p := &page{Writer: bufio.NewWriter(w), n: n}
	p.head(n.tableTitle(), styleWide)
	p.put("<h1 style=\"%s\">%s</h1>\n", styleH1, safe.HTML(n.tableTitle()))
	for i, s := range n.tableIntro() {
		if i == 0 && n.Draft {
			p.draft()
			continue
		}
		p.put("<p class=\"dim\" style=\"%s\">%s</p>\n", styleDim, safe.HTML(s))
	}
	if len(n.Clauses) > 0 {
		p.put("<table style=\"%s;table-layout:fixed\">\n<thead><tr>", styleTable)
		for i, h := range n.tableHead() {
			p.put("<th class=\"th\" style=\"%s;width:%s\" scope=\"col\">%s</th>", styleTH, [3]string{"38%", "38%", "24%"}[i], safe.HTML(h))
		}
		p.put("</tr></thead>\n<tbody>\n")
	}
	last := ""
	for i, c := range n.Clauses {
		if i == 0 || c.Section != last {
			p.put("<tr><th class=\"th\" style=\"%s\" colspan=\"3\" scope=\"colgroup\"%s>%s</th></tr>\n", styleTH, langAttr(c.Lang), safe.HTML(c.Section))
		}
		last = c.Section
		before, after := cells(c)
		p.put("<tr><td class=\"td\" style=\"%s\"%s>", styleTD, langAttr(c.Lang))
		p.runs(before, true)
		p.put("</td><td class=\"td\" style=\"%s\"%s>", styleTD, langAttr(c.Lang))
		p.runs(after, false)
		p.put("</td><td class=\"td\" style=\"%s\">%s</td></tr>\n", styleTD, safe.HTML(c.Remark))
	}
	if len(n.Clauses) > 0 {
		p.put("</tbody>\n</table>\n")
	}
	return p.end()
}
