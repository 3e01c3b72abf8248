package extract

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policylog/internal/pattern"
	"policylog/internal/wordset"
)

// What an element is named as.
const (
	cookieBanner   = "cookie banner"
	publishingData = "publishing data"
	promotion      = "promotion"
	feedbackForm   = "feedback form"
)

// noiseNames are words and pairs of words in classes and ids that name what is never a part of a policy's text. A
// single word such as "cookies" or "sharing" is no such name: policies have sections of those.
var noiseNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for why, list := range map[string]string{
		"breadcrumbs": `bread-crumb crumb breadcrumb breadcrumbs crumbs`,
		"share buttons": `addthis addtoany article-share bdsharebuttonbox like-button likes-and post-share share-bar
			share-button share-buttons share-icons share-links share-list share-this share-tools share-widget
			sharebar sharedaddy sharethis sharing-buttons social-icons social-links social-media social-share
			social-sharing`,
		"skip link":   `jump-link skip-link skip-navigation skip-to skiplink`,
		"back to top": `backtotop go-top gotop scroll-top scroll-up scrolltop to-top totop`,
		cookieBanner: `amp-consent banner-cookie banner-cookies cc-banner cc-cookies cc-window cky-consent cli-bar
			cmplz-cookiebanner consent-banner consent-bar consent-dialog consent-manager consent-modal
			consent-notice consent-popup cookie-alert cookie-banner cookie-bar cookie-box cookie-consent
			cookie-dialog cookie-disclaimer cookie-law cookie-layer
			cookie-message cookie-modal cookie-notice cookie-overlay cookie-popup
			cky-modal cookie-prompt cookie-wall cookie-warning cookiebanner cookiebot cookieconsent cookiefirst cookiehub cookiescript eu-cookie fs-cc
			cookies-banner cookies-bar cookies-box cookies-consent cookies-modal cookies-notice cookies-popup
			cybot-cookiebot declaration-change declaration-user didomi gdpr-banner gdpr-consent gdpr-cookie gdpr-modal gdpr-notice gdpr-popup
			iubenda-cs klaro notice-cookie notice-cookies onetrust osano privacy-banner qc-cmp
			tarteaucitron tc-privacy trustarc truste-consent usercentrics`,
		publishingData: `article-author article-meta author-bio author-box author-info byline date-header doc-version document-meta entry-date
			entry-meta last-edited last-modified meta-group page-metadata post-date
			post-meta post-views posted-on publish-date read-time reading-time view-count`,
		"related pages": `article-relatives article-sidebar more-articles more-posts popular-posts read-next recent-articles
			recent-posts recommended-articles recommended-posts recommended-reading related-articles
			related-content related-links related-news related-pages related-posts related-stories
			related-topics see-also`,
		feedbackForm: `article-feedback article-helpful article-vote article-votes feedback-form feedback-widget
			helpful page-feedback page-helpful rate-this`,
		"newsletter": `newsletter newsletter-signup subscribe-form subscribe-widget subscription-widget`,
		"pages":      `nav-links pager pagination post-navigation prev-next`,
		"languages": `lang-dropdown lang-list lang-menu lang-nav lang-picker lang-selector lang-switch lang-switcher
			language-dropdown language-list language-menu language-nav language-picker language-select
			language-selector language-switch language-switcher locale-selector locale-switcher pll-switcher portlet-lang
			wpml-ls`,
		"edit link":               `edit-page edit-this mw-editsection`,
		"print button":            `print-button print-icon print-link`,
		"search":                  `search-box search-form searchform site-search`,
		"copy button":             `copy-button copy-link`,
		"link to its own heading": `anchor-link headerlink heading-anchor permalink`,
		"comments": `article-comments comment-form comment-list comment-respond comments-area comments-list
			comments-section disqus disqus-thread fb-comments`,
		"advertisement": `ad-banner ad-box ad-container ad-placement ad-slot ad-unit ad-wrapper adsbygoogle advert
			advertisement advertising-slot banner-ad dfp-ad google-ads gpt-ad outbrain
			sponsored-content sponsored-links taboola`,
		promotion:      `app-banner cta-banner cta-box promo upsell`,
		"announcement": `announcement-bar chat-widget live-chat livechat notification-bar popup-survey site-announcement survey-popup`,
		"greeting": `hit-counter last-login user-bar userbar page-views user-greeting user-menu
			visitor-counter welcome-user`,
	} {
		for name := range strings.FieldsSeq(list) {
			m[name] = why
		}
	}
	return m
})

// namedNoise says what an element's class or id names it as, "" when nothing in particular. An element around a
// heading 1 or a whole article is never noise by name.
func (p *pageWork) namedNoise(n *html.Node) string {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return ""
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		why := p.named(a.Val).noise
		switch {
		case why == "",
			subjects[why] && sectionOf(n) && (a.Key == "id" || legal(rawText(n, 4000))),
			why == cookieBanner && a.Key == "id" && sectionOf(n) && amongSections(n):
		default:
			return datedMeta(n, why)
		}
	}
	return ""
}

// naming is what a list of classes or ids says of an element.
type naming struct {
	noise     string // see noiseIn
	oneScreen bool   // see forOneScreen
	spoken    bool   // see spokenOnly
}

// named reads a list once, however often it stands on the page: builders give hundreds of elements the same classes.
func (p *pageWork) named(list string) naming {
	known, ok := p.names[list]
	if !ok {
		known = naming{noiseIn(list), forOneScreen(list), spokenOnly(list)}
		if p.names == nil {
			p.names = map[string]naming{}
		}
		p.names[list] = known
	}
	return known
}

// spokenOnly reports a list of classes that keeps a text for those who have the page read to them.
func spokenOnly(classes string) bool {
	prev := ""
	for w := range nameWords(classes) {
		switch {
		case w == "visuallyhidden", w == "screenreader", prev == "sr" && w == "only", prev == "visually" && w == "hidden",
			prev == "hidden" && w == "visually", prev == "screen" && w == "reader":
			return true
		}
		prev = w
	}
	return false
}

// noiseIn says what a list of classes or ids names, "" when nothing in particular.
func noiseIn(list string) string {
	prev, found := "", ""
	for w := range nameWords(list) {
		switch {
		case w == "": // between two classes
			if found != "" {
				return found
			}
		case found == cookieBanner && policyParts()[w]:
			found = ""
		case found == "":
			if found = noiseNames()[w]; found == "" && prev != "" {
				found = noiseNames()[prev+"-"+w]
			}
		}
		prev = w
	}
	return found
}

// policyParts name what the makers of consent banners put into policies: the list of cookies, or the whole text.
var policyParts = wordset.Lazy("policy declaration statement report table")

// subjects are what a policy may have a section on, under the very name that sites give to the thing itself.
var subjects = map[string]bool{"newsletter": true, "share buttons": true, "languages": true, "search": true, feedbackForm: true}

// sectionOf reports a section of a policy whose id is its subject: <section id="newsletter"> tells what is done with a
// subscriber's address. Of a class, the words must do so too.
func sectionOf(n *html.Node) bool { return heading(n) != nil && running(n) }

// amongSections reports a section beside another with a heading of the same level: <section id="cookie-notice"> is one of the
// policy's own there. What stands beside a banner is the page, with its title.
func amongSections(n *html.Node) bool {
	level := heading(n).DataAtom
	for _, beside := range []*html.Node{elementBefore(n), elementAfter(n)} {
		if beside == nil || level == atom.H1 {
			continue
		}
		if h := heading(beside); h != nil && h.DataAtom == level && running(beside) && find(beside, atom.H1) == nil {
			return true
		}
	}
	return false
}

// running reports a sentence below n, outside links.
func running(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && len(d.Data) >= 40 && d.Parent.DataAtom != atom.A && sentenceEnd(d.Data) {
			return true
		}
	}
	return false
}

// datedMeta keeps publishing data that states the policy's own date in words.
func datedMeta(n *html.Node, why string) string {
	if text := rawText(n, 400); why == publishingData && statesDate(text) && year().MatchString(text) {
		return ""
	}
	return why
}

// year is a year of our era, or of the Republic of China before 年: "3 months ago" states no date.
var year = pattern.Lazy(`(?:19|20)\d\d|1\d\d\s?[-年/.]`)

// nameWords yields the words of a class or id list, lower case, cut at signs and at capitals; "" stands between classes.
func nameWords(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		cut := func(i int) bool {
			if start >= 0 && i > start {
				if !yield(strings.ToLower(s[start:i])) {
					return false
				}
			}
			start = -1
			return true
		}
		for i := 0; i < len(s); i++ {
			c := s[i]
			switch {
			case c == ' ' || c == '\t' || c == '\n':
				if !cut(i) || !yield("") {
					return
				}
			case !asciiLetter(c):
				if !cut(i) {
					return
				}
			case c >= 'A' && c <= 'Z' && start >= 0 && s[i-1] >= 'a' && s[i-1] <= 'z':
				if !cut(i) {
					return
				}
				start = i
			case start < 0:
				start = i
			}
		}
		cut(len(s))
	}
}
