package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policylog/internal/pattern"
	"policylog/internal/reason"
	"policylog/internal/wordset"
)

// evidence is what a page shows besides its text that tells a wall from a policy.
type evidence struct {
	password  bool          // asks for a password
	refresh   bool          // sends the visitor on by itself
	scripts   int           // script elements
	scriptLen int           // bytes of code
	wall      reason.Reason // told by a marker found in code or attributes
	needsJS   bool          // says that it needs script
	mount     bool          // has an element that a program fills
	body      string        // beginning of the visible text, lower case
	bodyWords int
	textBytes int // of all text
	elements  int
	h1        string
}

// wallMarkers are strings in the code of a page that only a challenge or a block page has, with what it is and whose.
var wallMarkers = []struct {
	mark  string
	kind  reason.Kind
	whose string
}{
	{"_cf_chl_opt", reason.BotChallenge, "Cloudflare"},
	{"cf-challenge", reason.BotChallenge, "Cloudflare"},
	{"cf_chl_", reason.BotChallenge, "Cloudflare"},
	{"cf-error-details", reason.BotError, "Cloudflare"},
	{"cf-browser-verification", reason.BotChallenge, "Cloudflare"},
	{"captcha-delivery.com", reason.BotCaptcha, "DataDome"},
	{"geo.captcha-delivery", reason.BotCaptcha, "DataDome"},
	{"px-captcha", reason.BotCaptcha, "PerimeterX"},
	{"_pxappid", reason.BotCaptcha, "PerimeterX"},
	{"_incapsula_resource", reason.BotChallenge, "Imperva"},
	{"sec-if-cpt-container", reason.BotChallenge, "Akamai"},
	{"sec-cpt-if", reason.BotChallenge, "Akamai"},
	{"bm-verify", reason.BotChallenge, "Akamai"},
	{"errors.edgesuite.net", reason.BotBlock, "Akamai"},
	{"awswafcookiedomainlist", reason.BotChallenge, "AWS"},
	{"awswafintegration", reason.BotChallenge, "AWS"},
	{"kpsdk", reason.BotChallenge, "Kasada"},
	{"g-recaptcha", reason.BotAnyCaptcha, ""},
	{"h-captcha", reason.BotAnyCaptcha, ""},
	{"cf-turnstile", reason.BotAnyCaptcha, ""},
	{"geetest", reason.BotAnyCaptcha, ""},
	{"sucuri_cloudproxy", reason.BotChallenge, "Sucuri"},
	{"ddos-guard", reason.BotChallenge, "DDoS-Guard"},
	{"__jsl_clearance", reason.BotScript, ""},
	{"acw_sc__v2", reason.BotScript, ""},
	{"aliyun_waf", reason.BotChallenge, "Alibaba Cloud"},
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

func wallMarker(root *html.Node) reason.Reason {
	for d := range root.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.DataAtom == atom.Script:
			if w := markerIn(clip(d.Data, 20000)); !w.IsZero() {
				return w
			}
		case d.Type == html.ElementNode:
			for _, a := range d.Attr {
				switch a.Key {
				case "id", "class", "src", "href", "action":
					if w := markerIn(a.Val); !w.IsZero() {
						return w
					}
				}
			}
		}
	}
	return reason.Reason{}
}

func markerIn(s string) reason.Reason {
	s = strings.ToLower(s)
	for _, m := range wallMarkers {
		if strings.Contains(s, m.mark) {
			if m.whose == "" {
				return reason.New(m.kind)
			}
			return reason.New(m.kind, m.whose)
		}
	}
	return reason.Reason{}
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

// problem says why a text, with what its page shows, is not the policy; none when it may well be. A long text is never a
// problem, whatever it mentions: policies speak of errors, logins, cookies and consent.
func (p *pageWork) problem(text string) reason.Reason {
	size := words(clip(text, 20_000))
	if size >= 600 {
		return reason.Reason{}
	}
	size = words(text)
	lower := strings.ToLower(text)
	heads := strings.ToLower(strings.Join([]string{p.raw, p.seen.h1, firstHeading(text)}, "\n"))
	if size >= 600 {
		return reason.Reason{}
	}
	clauses := legalCount(lower)
	// Markup of a challenge, with next to no text beside.
	if !p.seen.wall.IsZero() && (size < 60 || size < 150 && clauses < 3) {
		return p.seen.wall
	}
	titled := func(list []signal) reason.Kind {
		for line := range strings.SplitSeq(heads, "\n") {
			line = strings.Trim(strings.TrimSpace(line), " .!?。！？|-–—:#")
			if size < 120 && statusCode().MatchString(line) {
				return reason.ErrorPage
			}
			for _, s := range list {
				if s.matchesTitle(line) {
					return s.what
				}
			}
		}
		return ""
	}
	said := func(list []signal, in string) reason.Kind {
		for _, s := range list {
			if s.matchesText(in) {
				return s.what
			}
		}
		return ""
	}
	if size < 300 && clauses < 8 || size < 120 {
		if what := titled(pageSignals()); what != "" {
			return reason.New(what)
		}
	}
	// A text headed as a policy may say any of this in passing.
	if size < 200 && clauses < 6 && !legal(strings.ToLower(firstHeading(text))) || size < 60 {
		in := lower
		if size < 25 || size < 60 && clauses < 2 && !legal(strings.ToLower(firstHeading(text))) {
			in += "\n" + p.seen.body
		}
		if what := said(pageSignals(), clip(in, 4000)); what != "" {
			return reason.New(what)
		}
	}
	if p.seen.password && size < 120 && clauses < 5 && !legal(strings.ToLower(firstHeading(text))) {
		return reason.New(reason.LoginPassword)
	}
	if size < 25 {
		switch {
		case p.seen.refresh:
			return reason.New(reason.SendsOn)
		case p.seen.scripts > 0 && (p.seen.needsJS || p.seen.mount || p.seen.scriptLen > 2000) && p.seen.bodyWords < 60:
			return reason.New(reason.Shell)
		}
		return reason.New(reason.FewWords, strconv.Itoa(size))
	}
	return reason.Reason{}
}

// statusCode is a title or heading that begins with the number of a failed request.
var statusCode = pattern.Lazy(`^(?:http )?(?:error |status |code )?(?:4[0-5]\d|50\d|52\d)\b(?: [a-z]|[:\-–—.]|$)`)

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
