package render

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"policylog/diff"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

//go:embed page.css
var pageCSS string

// HTML writes a result as one self-contained page: no script, nothing to load, its one style sheet inline and named by
// its hash in the page's security policy. It is for phones and wide screens, light and dark, and paper; each change has
// an anchor made of its row's id, and each quotation the language of its text, so that the right glyphs are drawn. The
// error is the writer's.
func HTML(w io.Writer, r *diff.Result, o Options) error {
	p := &page{view: look(r, o), w: bufio.NewWriter(w), anchors: map[string]int{}, at: map[int]string{}}
	p.nameAnchors()
	p.head()
	p.outline()
	for i, g := range p.groups {
		p.group(i, g)
	}
	for _, s := range p.footer() {
		p.printf("<p class=\"foot\">%s</p>\n", safe.HTML(s))
	}
	p.printf("</main>\n</body>\n</html>\n")
	return p.w.Flush()
}

type page struct {
	*view
	w       *bufio.Writer
	anchors map[string]int // how often a name was given
	at      map[int]string // name by position of the row
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

// nameAnchors gives every change a name made of its id; equal texts have equal ids, so later ones are numbered.
func (p *page) nameAnchors() {
	for _, g := range p.groups {
		for _, it := range g.items {
			if it.kind != change {
				continue
			}
			name := "c-" + strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
					return r
				}
				return -1
			}, it.row.ID)
			if p.anchors[name]++; p.anchors[name] > 1 {
				name = fmt.Sprintf("%s-%d", name, p.anchors[name])
			}
			p.at[it.pos] = name
		}
	}
}

func (p *page) head() {
	sum := sha256.Sum256([]byte(pageCSS))
	p.printf("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", p.cat.Tag())
	p.printf("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "+
		"form-action 'none'\">\n", base64.StdEncoding.EncodeToString(sum[:]))
	p.printf("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.printf("<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n",
		safe.HTML(p.title()), pageCSS)
	p.printf("<header>\n<h1%s>%s</h1>\n", langAttr(quoteLang(p.r.New)), safe.HTML(p.title()))
	if sides := p.sides(); len(sides) > 0 {
		p.printf("<dl>\n")
		for _, f := range sides {
			p.printf("<div><dt>%s</dt><dd>", safe.HTML(f.label))
			if f.old != f.new {
				p.printf("<span>%s</span> <span>→ %s</span>", safe.HTML(f.old), safe.HTML(f.new))
			} else {
				p.printf("<span>%s</span>", safe.HTML(f.new))
			}
			p.printf("</dd></div>\n")
		}
		p.printf("</dl>\n")
	}
	p.printf("<p class=\"sum\">%s</p>\n</header>\n", safe.HTML(p.headline()))
}

// langAttr is a lang attribute; "" without a language.
func langAttr(lang string) string {
	if lang == "" {
		return ""
	}
	return ` lang="` + safe.HTML(lang) + `"`
}

// outline lists the sections with changes, a link and a badge each.
func (p *page) outline() {
	if len(p.groups) < 2 {
		return
	}
	p.printf("<details class=\"outline\"%s>\n<summary>%s</summary>\n<ol>\n", openFor(len(p.groups)), p.cat.Text(terms.Outline))
	for i, g := range p.groups {
		n := g.changes()
		if n == 0 {
			continue
		}
		depth := 0
		if ref := g.ref(); ref != nil {
			depth = min(len(p.around(ref)), 5)
		}
		p.printf("<li class=\"d%d\"><a href=\"#s-%d\"%s>%s</a> <span class=\"n\">%d</span></li>\n", depth, i,
			langAttr(p.lang(g)), safe.HTML(p.plainName(g)), n)
	}
	p.printf("</ol>\n</details>\n")
}

// openFor opens a short outline.
func openFor(n int) string {
	if n <= 12 {
		return " open"
	}
	return ""
}

// lang is the language of a group's heading.
func (p *page) lang(g *group) string {
	switch {
	case g.sec == nil:
		return ""
	case g.sec.New != nil:
		return quoteLang(p.r.New)
	}
	return quoteLang(p.r.Old)
}

func (p *page) group(i int, g *group) {
	p.printf("<section id=\"s-%d\">\n", i)
	if ref := g.ref(); ref != nil && len(p.around(ref)) > 0 {
		p.printf("<p class=\"crumbs\"%s>%s</p>\n", langAttr(p.lang(g)), safe.HTML(strings.Join(p.around(ref), " › ")))
	}
	p.printf("<h2%s>%s</h2>\n", langAttr(p.lang(g)), safe.HTML(p.plainName(g)))
	for _, it := range g.items {
		p.item(it)
	}
	if g.shifted > 0 {
		p.printf("<p class=\"moved note\">%s</p>\n", safe.HTML(p.cat.Count(terms.SectionMoved, g.shifted)))
	}
	p.printf("</section>\n")
}

// tint is the class of an item's colour.
func tint(s diff.Status) string {
	switch s {
	case diff.Added:
		return "added"
	case diff.Removed:
		return "removed"
	case diff.Moved, diff.MovedModified:
		return "moved"
	}
	return "changed"
}

func (p *page) item(it item) {
	switch it.kind {
	case context:
		p.printf("<blockquote class=\"context\"%s>%s</blockquote>\n", langAttr(quoteLang(p.r.New)),
			safe.HTML(flow(excerpt.Text(it.row.New), it.row.Kind)))
		return
	case away:
		status, _ := p.label(it)
		p.printf("<p class=\"moved note\">↗ <a href=\"#%s\">%s</a></p>\n", p.at[it.pos], safe.HTML(status))
		return
	}
	status, class := p.label(it)
	p.printf("<article id=\"%s\" class=\"%s\">\n<p class=\"label\"><b>%s</b> <span class=\"class\">%s</span> <a class=\"self\" "+
		"href=\"#%s\" aria-label=\"#\">#</a></p>\n", p.at[it.pos], tint(it.row.Status), safe.HTML(status), safe.HTML(class), p.at[it.pos])
	if facts := p.factTexts(it.row); len(facts) > 0 {
		p.printf("<ul class=\"facts\">\n")
		for _, f := range facts {
			p.printf("<li>%s</li>\n", safe.HTML(f))
		}
		p.printf("</ul>\n")
	}
	if !quiet(it.row) {
		p.quote(it.row)
	}
	if p.opt.Explain {
		for _, reason := range it.row.Reasons {
			p.printf("<p class=\"why\">%s%s%s</p>\n", p.cat.Text(terms.Why), p.cat.Colon(), safe.HTML(p.cat.Reason(reason)))
		}
	}
	p.printf("</article>\n")
}

// quote writes a row's text with its changes in it, each side in its own language.
func (p *page) quote(row *diff.Row) {
	oldLang, newLang := quoteLang(p.r.Old), quoteLang(p.r.New)
	pieces := p.pieces(row)
	switch {
	case inTwoScripts(row):
		p.quoted(row, oneSide(pieces, true), oldLang, oldLang)
		p.quoted(row, oneSide(pieces, false), newLang, newLang)
	case len(row.New) == 0:
		p.quoted(row, pieces, oldLang, oldLang)
	default:
		p.quoted(row, pieces, newLang, oldLang)
	}
}

// quoted writes pieces of a row in a language, what was deleted in its own.
func (p *page) quoted(row *diff.Row, pieces []excerpt.Piece, own, oldLang string) {
	p.printf("<blockquote%s>", langAttr(own))
	for i, piece := range pieces {
		switch piece.Op {
		case excerpt.Gap:
			p.printf("<span class=\"gap\">%s</span>", gapText(i == 0, i == len(pieces)-1))
		case excerpt.Break:
			p.printf("<span class=\"gap\">¶</span><br>")
		case diff.SpanDelete:
			lang := ""
			if oldLang != own {
				lang = oldLang
			}
			p.printf("<del%s>%s</del>", langAttr(lang), safe.HTML(flow(piece.Old, row.Kind)))
		case diff.SpanInsert:
			p.printf("<ins>%s</ins>", safe.HTML(flow(piece.New, row.Kind)))
		default:
			p.printf("%s", safe.HTML(flow(piece.New, row.Kind)))
		}
	}
	p.printf("</blockquote>\n")
}
