package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policylog/internal/pattern"
	"policylog/internal/wordset"
)

// evidence is what a page shows besides its text that tells a wall from a policy.
type evidence struct {
	password  bool   // asks for a password
	refresh   bool   // sends the visitor on by itself
	scripts   int    // script elements
	scriptLen int    // bytes of code
	wall      string // marker of a wall found in code or attributes
	needsJS   bool   // says that it needs script
	mount     bool   // has an element that a program fills
	body      string // beginning of the visible text, lower case
	bodyWords int
	textBytes int // of all text
	elements  int
	h1        string
}

// wallMarkers are strings in the code of a page that only a challenge or a block page has, with what it is.
var wallMarkers = []struct{ mark, what string }{
	{"_cf_chl_opt", "Cloudflare challenge"},
	{"cf-challenge", "Cloudflare challenge"},
	{"cf_chl_", "Cloudflare challenge"},
	{"cf-error-details", "Cloudflare error page"},
	{"cf-browser-verification", "Cloudflare challenge"},
	{"captcha-delivery.com", "DataDome captcha"},
	{"geo.captcha-delivery", "DataDome captcha"},
	{"px-captcha", "PerimeterX captcha"},
	{"_pxappid", "PerimeterX captcha"},
	{"_incapsula_resource", "Imperva challenge"},
	{"sec-if-cpt-container", "Akamai challenge"},
	{"sec-cpt-if", "Akamai challenge"},
	{"bm-verify", "Akamai challenge"},
	{"errors.edgesuite.net", "Akamai block page"},
	{"awswafcookiedomainlist", "AWS challenge"},
	{"awswafintegration", "AWS challenge"},
	{"kpsdk", "Kasada challenge"},
	{"g-recaptcha", "captcha"},
	{"h-captcha", "captcha"},
	{"cf-turnstile", "captcha"},
	{"geetest", "captcha"},
	{"sucuri_cloudproxy", "Sucuri challenge"},
	{"ddos-guard", "DDoS-Guard challenge"},
	{"__jsl_clearance", "challenge by script"},
	{"acw_sc__v2", "challenge by script"},
	{"aliyun_waf", "Alibaba Cloud challenge"},
}

// see reads the whole page once, before anything is taken out of it.
func (p *pageWork) see() {
	for d := range p.root.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		p.seen.elements++
		switch d.DataAtom {
		case atom.Html:
			p.lang = attr(d, "lang")
			if p.lang == "" {
				p.lang = attr(d, "xml:lang")
			}
		case atom.Title:
			if p.raw == "" && d.Namespace == "" {
				p.raw = strings.TrimSpace(cleanText(rawText(d, 300)))
			}
		case atom.H1:
			if p.seen.h1 == "" {
				p.seen.h1 = strings.TrimSpace(cleanText(rawText(d, 300)))
			}
		case atom.Meta:
			switch {
			case strings.EqualFold(attr(d, "http-equiv"), "refresh"):
				p.seen.refresh = true
			case strings.EqualFold(attr(d, "http-equiv"), "content-language") && p.lang == "":
				p.lang = attr(d, "content")
			}
		case atom.Input:
			if strings.EqualFold(attr(d, "type"), "password") {
				p.seen.password = true
			}
		case atom.Script:
			p.seen.scripts++
			if d.FirstChild != nil {
				p.seen.scriptLen += len(d.FirstChild.Data)
			}
		case atom.Noscript:
			t := strings.ToLower(rawText(d, 400))
			p.seen.needsJS = p.seen.needsJS || strings.Contains(t, "javascript")
		}
		if id := attr(d, "id"); id != "" && mountIDs()[strings.ToLower(id)] {
			p.seen.mount = true
		}
		if strings.HasPrefix(d.Data, "app-") {
			p.seen.mount = true
		}
	}
	body := find(p.root, atom.Body)
	if body == nil {
		return
	}
	p.title = trimSite(p.raw)
	p.seen.body = strings.ToLower(visibleText(body, 6000))
	p.seen.bodyWords = words(p.seen.body)
	p.seen.textBytes = textBytes(body)
	// A policy may well ask for a captcha in its contact form: markers count on pages with little text alone.
	if p.seen.bodyWords < 400 {
		p.seen.wall = wallMarker(p.root)
	}
}

var mountIDs = wordset.Lazy("root app __next __nuxt app-root react-root ember-app main-app application svelte gatsby-focus-wrapper ___gatsby vue-app mount q-app")

func wallMarker(root *html.Node) string {
	for d := range root.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.DataAtom == atom.Script:
			if w := markerIn(clip(d.Data, 20000)); w != "" {
				return w
			}
		case d.Type == html.ElementNode:
			for _, a := range d.Attr {
				switch a.Key {
				case "id", "class", "src", "href", "action":
					if w := markerIn(a.Val); w != "" {
						return w
					}
				}
			}
		}
	}
	return ""
}

func markerIn(s string) string {
	s = strings.ToLower(s)
	for _, m := range wallMarkers {
		if strings.Contains(s, m.mark) {
			return m.what
		}
	}
	return ""
}

// visibleText is the text that a reader sees, up to limit bytes.
func visibleText(n *html.Node, limit int) string {
	var b strings.Builder
	var walk func(n *html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.TextNode:
				for f := range strings.FieldsSeq(c.Data) {
					if b.Len() > limit {
						return false
					}
					b.WriteString(f)
					b.WriteByte(' ')
				}
			case html.ElementNode:
				switch c.DataAtom {
				case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Head:
					continue
				}
				if !walk(c) {
					return false
				}
			}
		}
		return true
	}
	walk(n)
	return b.String()
}

// problem says why a text, with what its page shows, is not the policy; "" when it may well be. A long text is never a
// problem, whatever it mentions: policies speak of errors, logins, cookies and consent.
func (p *pageWork) problem(text string) string {
	size := words(clip(text, 20_000))
	if size >= 600 {
		return ""
	}
	size = words(text)
	lower := strings.ToLower(text)
	heads := strings.ToLower(strings.Join([]string{p.raw, p.seen.h1, firstHeading(text)}, "\n"))
	if size >= 600 {
		return ""
	}
	clauses := legalCount(lower)
	// Markup of a challenge, with next to no text beside.
	if p.seen.wall != "" && (size < 60 || size < 150 && clauses < 3) {
		return "bot wall: " + p.seen.wall
	}
	titled := func(list []signal) string {
		for line := range strings.SplitSeq(heads, "\n") {
			line = strings.Trim(strings.TrimSpace(line), " .!?。！？|-–—:#")
			if size < 120 && statusCode().MatchString(line) {
				return "error page"
			}
			for _, s := range list {
				if s.matchesTitle(line) {
					return s.what
				}
			}
		}
		return ""
	}
	said := func(list []signal, in string) string {
		for _, s := range list {
			if s.matchesText(in) {
				return s.what
			}
		}
		return ""
	}
	if size < 300 && clauses < 8 || size < 120 {
		if what := titled(pageSignals()); what != "" {
			return what
		}
	}
	// A text headed as a policy may say any of this in passing.
	if size < 200 && clauses < 6 && !legal(strings.ToLower(firstHeading(text))) || size < 60 {
		in := lower
		if size < 25 || size < 60 && clauses < 2 && !legal(strings.ToLower(firstHeading(text))) {
			in += "\n" + p.seen.body
		}
		if what := said(pageSignals(), clip(in, 4000)); what != "" {
			return what
		}
	}
	if p.seen.password && size < 120 && clauses < 5 && !legal(strings.ToLower(firstHeading(text))) {
		return "login wall: asks for a password"
	}
	if size < 25 {
		switch {
		case p.seen.refresh:
			return "near empty: sends the visitor on"
		case p.seen.scripts > 0 && (p.seen.needsJS || p.seen.mount || p.seen.scriptLen > 2000) && p.seen.bodyWords < 60:
			return "empty shell: the page builds its text by script"
		}
		return "near empty: " + plural(size, "word")
	}
	return ""
}

// statusCode is a title or heading that begins with the number of a failed request.
var statusCode = pattern.Lazy(`^(?:http )?(?:error |status |code )?(?:4[0-5]\d|50\d|52\d)\b(?: [a-z]|[:\-–—.]|$)`)

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func firstHeading(text string) string {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			return strings.TrimLeft(line, "# ")
		}
	}
	return ""
}

// legalCount counts the legal words that a text holds, each once.
func legalCount(lower string) int {
	n := 0
	for _, w := range legalWords() {
		if strings.Contains(lower, w) {
			n++
		}
	}
	return n
}
