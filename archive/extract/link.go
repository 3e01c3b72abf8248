package extract

import (
	"encoding/hex"
	"net/url"
	"strings"

	"policylog/internal/wordset"
)

// cleanLink makes a link's target absolute and takes out what changes from visit to visit: tracking parameters, session
// ids, generated anchors. "" means that it is no link to keep.
func cleanLink(href string, base *url.URL) string {
	href = strings.Map(func(c rune) rune {
		if c <= ' ' || dropRune(c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(strings.TrimSpace(href), ""))
	if len(href) > 2000 {
		return ""
	}
	if mail := cloudflareLink(href); mail != "" {
		return "mailto:" + mail
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "", "http", "https":
	case "mailto", "tel", "sms":
		// Some sites write a random part of an address in percent signs, against collectors.
		if plain, err := url.PathUnescape(href); err == nil && !strings.ContainsAny(plain, " ?&<>\"\n") && cleanLine(plain) == plain {
			href = plain
		}
		return protect(href)
	default:
		return "" // javascript:, data:, blob:, and whatever else a page may invent
	}
	if base != nil && base.Host != "" {
		u = base.ResolveReference(u)
	}
	if to := behind(u); to != nil {
		u = to
	}
	if i := strings.Index(strings.ToLower(u.Path), ";jsessionid="); i >= 0 {
		u.Path, u.RawPath = u.Path[:i], ""
	}
	if u.RawQuery != "" {
		u.RawQuery = cleanQuery(u.RawQuery)
		u.ForceQuery = false
	}
	if u.Fragment != "" {
		if i := strings.Index(u.Fragment, ":~:text="); i >= 0 {
			u.Fragment, u.RawFragment = u.Fragment[:i], ""
		}
		if generatedID(u.Fragment) {
			if base != nil && u.Host == base.Host && u.Path == base.Path {
				return ""
			}
			u.Fragment, u.RawFragment = "", ""
		}
	}
	u.User = nil
	s := u.String()
	if s == "" || s == "#" {
		return ""
	}
	return protect(s)
}

// leavers are addresses that send a visitor on to the one in a parameter, with a stamp that differs at each rendering.
var leavers = []struct{ host, path, param string }{
	{"www.google.com", "/url", "q"},
	{"www.google.com", "/url", "url"},
	{"l.facebook.com", "/l.php", "u"},
	{"lm.facebook.com", "/l.php", "u"},
	{"l.instagram.com", "/", "u"},
	{"www.youtube.com", "/redirect", "q"},
	{"safelinks.protection.outlook.com", "/", "url"},
	{"link.zhihu.com", "/", "target"},
	{"www.linkedin.com", "/redir/redirect", "url"},
	{"vk.com", "/away.php", "to"},
}

// behind is the page that such an address leads to, nil of any other.
func behind(u *url.URL) *url.URL {
	host := strings.ToLower(u.Host)
	for _, l := range leavers {
		if (host == l.host || strings.HasSuffix(host, "."+l.host)) && strings.TrimSuffix(u.Path, "/") == strings.TrimSuffix(l.path, "/") {
			if to, err := url.Parse(u.Query().Get(l.param)); err == nil && (to.Scheme == "https" || to.Scheme == "http") && to.Host != "" {
				return to
			}
		}
	}
	return nil
}

// protect writes a target so that it ends where it should in Markdown.
func protect(s string) string { return linkEscapes.Replace(s) }

var linkEscapes = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\\", "%5C", "|", "%7C", "`", "%60", "\"", "%22")

// cleanQuery drops parameters by name, in place: the order of the others is kept.
func cleanQuery(q string) string {
	var keep []string
	for p := range strings.SplitSeq(q, "&") {
		name, value, _ := strings.Cut(p, "=")
		if n, err := url.QueryUnescape(name); err == nil {
			name = n
		}
		if p != "" && !tracking(strings.ToLower(name), value) {
			keep = append(keep, p)
		}
	}
	return strings.Join(keep, "&")
}

// trackingNames are parameters that say where a visitor came from or which visit it is, never what the page holds.
// Collected from the documentation of the services that set them.
var trackingNames = wordset.Lazy(`gclid gclsrc dclid gbraid wbraid gad gad_source gad_campaignid srsltid fbclid igshid igsh msclkid twclid
	ttclid li_fat_id epik yclid ymclid _openstat mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking _ga _gl _gac
	_ke _kx vero_id vero_conv wickedid oly_anon_id oly_enc_id rb_clickid s_cid s_kwcid ef_id zanpid sc_cid scid ncid cmpid
	icid iclid _branch_match_id _branch_referrer ref_src ref_url spm scm pvid share_source share_medium share_plat
	unique_k from_source vd_source bbid sms_ss at_campaign at_medium piwik_campaign piwik_kwd
	phpsessid jsessionid aspsessionid sessionid session_id sessid sid cfid cftoken zenid s_vi nocache cachebuster
	cache_buster cb cbust _nocache __cf_chl_tk __cf_chl_rt_tk __cf_chl_f_tk __cf_chl_captcha_tk__ csrf csrf_token
	_csrf xsrf nonce _wpnonce _ts timestamp correlationid correlation_id requestid request_id traceid trace_id visitid visitor_id`)

func tracking(name, value string) bool {
	switch {
	case strings.HasPrefix(name, "utm_"), strings.HasPrefix(name, "mtm_"), strings.HasPrefix(name, "pk_"),
		strings.HasPrefix(name, "hsa_"), strings.HasPrefix(name, "oly_"), strings.HasPrefix(name, "__cf_"):
		return true
	case name == "_" || name == "t" || name == "ts" || name == "rnd" || name == "rand" || name == "r":
		return len(value) >= 8 && strings.Trim(value, "0123456789.") == ""
	case name == "state" || name == "token" || name == "return_sid" || name == "s":
		return len(value) >= 16 && random(value)
	}
	return trackingNames()[name]
}

// generatedID reports ids that a program made up for this rendering, such as ":r1:" and "_Toc163817298"; an id in words stays.
func generatedID(s string) bool {
	l := strings.ToLower(s)
	switch {
	case strings.HasPrefix(s, ":r") && strings.HasSuffix(s, ":"), strings.HasPrefix(l, "_toc"), strings.HasPrefix(l, "_ref"),
		strings.HasPrefix(l, "_heading=h."), strings.HasPrefix(l, "heading=h."), strings.HasPrefix(l, "h."),
		strings.HasPrefix(l, "radix-"), strings.HasPrefix(l, "headlessui-"), strings.HasPrefix(l, "react-aria"),
		strings.HasPrefix(l, "mui-"), strings.HasPrefix(l, "ember"), strings.HasPrefix(l, "yui_"):
		return true
	}
	return len(s) >= 12 && random(s)
}

// random reports strings that look drawn by lot: long runs of hexadecimal, or letters and digits mixed many times.
func random(s string) bool {
	hexOnly, digits, switches := true, 0, 0
	prev := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		class := 0
		switch {
		case c >= '0' && c <= '9':
			class, digits = 1, digits+1
		case c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F':
			class = 2
		case c == '-':
			continue
		case asciiLetter(c):
			class, hexOnly = 2, false
		default:
			hexOnly = false
		}
		if class != prev {
			switches++
		}
		prev = class
	}
	return hexOnly && digits >= 3 && switches >= 4 || digits >= 4 && switches >= 7
}

// cloudflareLink decodes Cloudflare's mangled mail link: /cdn-cgi/l/email-protection#HEX.
func cloudflareLink(href string) string {
	_, code, ok := strings.Cut(href, "/cdn-cgi/l/email-protection#")
	if !ok {
		return ""
	}
	return cloudflareMail(code)
}

// cloudflareMail decodes an address that Cloudflare mangled: the first byte, XORed over the others.
func cloudflareMail(code string) string {
	b, err := hex.DecodeString(code)
	if err != nil || len(b) < 4 {
		return ""
	}
	for i := 1; i < len(b); i++ {
		b[i] ^= b[0]
	}
	mail := strings.TrimSpace(cleanLine(string(b[1:])))
	if !strings.Contains(mail, "@") || strings.ContainsAny(mail, " <>\"") {
		return ""
	}
	return mail
}
