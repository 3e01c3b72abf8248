package extract

import (
	"slices"
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
			if p.seen.h1 == "" && d.Data == "h1" { // the titles of dialogues have its role alone
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
	if words(clip(text, 20_000)) >= longText || words(text) >= longText {
		return reason.Reason{}
	}
	j := p.judge(text)
	for _, why := range []func() reason.Reason{j.marked, j.titled, j.says, j.asksPassword, j.short, j.unlike} {
		if r := why(); !r.IsZero() {
			return r
		}
	}
	return reason.Reason{}
}

// The bounds, in words, of what is judged by what it says.
const (
	longText  = 600 // a text of so many is no wall
	fewest    = 25  // less is a stump
	fewNamed  = 15  // but for one that is named as a policy and states something, or links to a file
	fullNamed = 40  // one so named is a wall only by nearly all that it says
	mostNamed = 120 // and none with so many
)

// judged is a short text with what tells a policy from what servers send in its place.
type judged struct {
	seen     evidence
	lower    string
	size     int
	clauses  int      // different legal words
	heads    []string // title of the page, its first h1, heading of the text; lower case
	named    bool     // the text is headed with the name of a document
	language string   // BCP 47
	found    bool     // the content was looked for: nobody pointed at it
}

func (p *pageWork) judge(text string) judged {
	j := judged{seen: p.seen, lower: strings.ToLower(text), size: words(text), found: p.found}
	j.clauses = legalCount(j.lower)
	for _, head := range []string{p.raw, p.seen.h1, firstHeading(text)} {
		j.heads = append(j.heads, strings.Trim(strings.TrimSpace(strings.ToLower(head)), " .!?。！？|-–—:#"))
	}
	j.named = namesDocument(j.heads[2])
	j.language = languageOf(p.lang, text)
	return j
}

// marked tells a wall by the code of a challenge, with next to no text beside. Any site may ask for a captcha in the
// form below its policy.
func (j judged) marked() reason.Reason {
	if j.named && j.size >= fewest && j.seen.wall.Kind == reason.BotAnyCaptcha {
		return reason.Reason{}
	}
	if j.size < 60 || j.size < 150 && j.clauses < 3 {
		return j.seen.wall
	}
	return reason.Reason{}
}

func (j judged) titled() reason.Reason {
	if (j.size >= 300 || j.clauses >= 8) && j.size >= 120 {
		return reason.Reason{}
	}
	for i, line := range j.heads {
		if i == 1 && j.named && consentTitle(line) {
			continue // of the banner above the policy
		}
		if j.size < 120 && statusCode().MatchString(line) {
			return reason.New(reason.ErrorSays, strconv.Quote(line))
		}
		for _, s := range pageSignals() {
			words := s.inTitle(line)
			if words == "" && i == len(j.heads)-1 && !j.named {
				words = s.inText(line) // a text may be headed with a whole sentence
			}
			if words != "" {
				return reason.New(s.what, strconv.Quote(words))
			}
		}
	}
	return reason.Reason{}
}

// consentTitle reports what cookie banners are headed with.
func consentTitle(line string) bool {
	return slices.ContainsFunc(pageSignals(), func(s signal) bool { return s.what == reason.ConsentSays && s.inTitle(line) != "" })
}

// says tells a wall by its words. A text that is named as a policy may say any of them in passing: there they must
// make up the most of it, and it is no more than a few sentences.
func (j judged) says() reason.Reason {
	in := j.lower
	switch {
	case j.named && (j.size >= mostNamed || numberedLines(in) > 1):
		return reason.Reason{}
	case j.named:
		if part := signalledPart(in); j.size >= fewest && part < 0.5 || part < 0.75 && (j.size >= fullNamed || legal(below(in))) {
			return reason.Reason{}
		}
	case j.size >= 200 || j.clauses >= 6 && j.size >= 60:
		return reason.Reason{}
	case j.size < fewest, j.size < 60 && j.clauses < 2:
		in += "\n" + j.seen.body
	}
	in = clip(in, 4000)
	for _, s := range pageSignals() {
		if words := s.inText(in); words != "" {
			return reason.New(s.what, strconv.Quote(words))
		}
	}
	return reason.Reason{}
}

func (j judged) asksPassword() reason.Reason {
	if j.seen.password && !j.named && j.size < 120 && j.clauses < 5 {
		return reason.New(reason.LoginPassword)
	}
	return reason.Reason{}
}

func (j judged) short() reason.Reason {
	switch {
	case j.size >= fewest:
		return reason.Reason{}
	case j.seen.refresh:
		return reason.New(reason.SendsOn)
	case j.seen.scripts > 0 && (j.seen.needsJS || j.seen.mount || j.seen.scriptLen > 2000) && j.seen.bodyWords < 60:
		return reason.New(reason.Shell)
	case j.named && (j.size >= fewNamed && statesSomething(j.lower) || linksToFile().MatchString(j.lower)):
		return reason.Reason{}
	}
	return reason.New(reason.FewWords, strconv.Itoa(j.size))
}

// unlike tells what no list of words foresees: a short page that neither is called a document nor uses the words of
// one. Only where those words are known in the language can their lack say anything.
func (j judged) unlike() reason.Reason {
	if !j.found || j.size >= 300 || j.clauses > 2 || j.clauses == 2 && j.size >= 120 || slices.ContainsFunc(j.heads, mayNameDocument) {
		return reason.Reason{}
	}
	if lang, _, _ := strings.Cut(j.language, "-"); !legalLanguages()[lang] {
		return reason.Reason{}
	}
	return reason.New(reason.NoPolicyWords)
}

// signalledPart is the share, in bytes, of a text's sentences that say what walls say.
func signalledPart(lower string) float64 {
	all, signalled := 0, 0
	for line := range strings.SplitSeq(lower, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for s := range strings.FieldsFuncSeq(sentenceEnds.Replace(line), func(r rune) bool { return r == '\n' }) {
			all += len(s)
			if slices.ContainsFunc(pageSignals(), func(sig signal) bool { return sig.inText(s) != "" }) {
				signalled += len(s)
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(signalled) / float64(all)
}

var sentenceEnds = strings.NewReplacer(". ", ".\n", "! ", "!\n", "? ", "?\n", "。", "。\n", "！", "！\n", "？", "？\n", "；", "；\n")

// linksToFile is a link to what may be the policy itself.
var linksToFile = pattern.Lazy(`\]\([^)\s]+\.(?:pdf|docx?)(?:[?#][^)\s]*)?\)`)

// below is a text without its first line.
func below(text string) string {
	_, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return rest
}

// numberedLines counts the lines that begin with the number of a clause.
func numberedLines(text string) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		if numbered(strings.TrimLeft(line, "#* ")) {
			n++
		}
	}
	return n
}

// statesSomething says whether a text has a whole sentence below its heading, or a table.
func statesSomething(text string) bool {
	for line := range strings.SplitSeq(below(text), "\n") {
		if line = strings.TrimRight(line, " *_\\"); words(line) >= 5 && sentenceEnd(line) || strings.HasPrefix(line, "| ---") {
			return true
		}
	}
	return false
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
