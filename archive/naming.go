package archive

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/language"

	"policylog/internal/pattern"
	"policylog/internal/reason"
)

// proposeID makes a source's name of what is known of a policy, and says from what: its URL, or the addresses that its
// text names. It is "" when neither names a publisher.
func proposeID(address, title, lang, text string) (id string, from reason.Reason) {
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		service := serviceOf(u.Hostname())
		id = service + "/" + policyFromURL(u, title, service) + languageSuffix(lang, u.Path)
		if CheckID(id) == nil {
			return id, reason.New(reason.NameFromURL, id)
		}
	}
	if host := publisherIn(text); host != "" {
		service := serviceOf(host)
		id = service + "/" + policyName(title, service) + languageSuffix(lang, "")
		if CheckID(id) == nil {
			return id, reason.New(reason.NameFromText, id, host)
		}
	}
	return "", reason.Reason{}
}

// serviceOf is the name of a site: of its registered domain, the part before the public suffix.
func serviceOf(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return slug(host)
	}
	if name, ok := publishers[domain]; ok {
		return name
	}
	name, _, _ := strings.Cut(domain, ".")
	return slug(name)
}

// addressHost finds the host of URLs and e-mail addresses in a text.
var addressHost = pattern.Lazy(`(?i)(?:https?://|[a-z0-9._%+-]@)((?:[a-z0-9-]+\.)+[a-z]{2,})`)

// publisherIn is the domain whose addresses a policy names most often: its own, as a rule. A tie is no answer.
func publisherIn(text string) string {
	count := map[string]int{}
	for _, m := range addressHost().FindAllStringSubmatch(text, -1) {
		if domain, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(m[1])); err == nil {
			if name, ok := publishers[domain]; ok {
				domain = name + ".com"
			}
			count[domain]++
		}
	}
	best, n, tie := "", 0, false
	for domain, k := range count {
		switch {
		case k > n:
			best, n, tie = domain, k, false
		case k == n:
			tie = true
		}
	}
	if tie {
		return ""
	}
	return best
}

// policyKinds are the kinds of policy by words of their titles; the first that matches counts.
var policyKinds = []struct {
	name  string
	words []string
}{
	{"cookie-policy", []string{"cookie policy", "cookies policy", "cookie notice", "cookie 政策", "cookie政策"}},
	{"privacy-policy", []string{
		"privacy policy", "privacy notice", "privacy statement", "privacy centre", "隱私權政策", "隱私政策", "隱私權聲明",
		"隱私聲明", "私隱政策", "隐私权政策", "隐私政策", "隐私声明", "隐私协议", "个人信息保护政策", "datenschutzerklärung", "datenschutz",
		"politique de confidentialité", "política de privacidad", "política de privacidade", "informativa sulla privacy",
		"プライバシーポリシー", "개인정보 처리방침", "개인정보처리방침", "privacybeleid", "polityka prywatności", "integritetspolicy",
		"политика конфиденциальности", "gizlilik politikası", "kebijakan privasi", "chính sách quyền riêng tư", "privacy",
	}},
	{"terms-of-service", []string{
		"terms of service", "terms of use", "terms and conditions", "terms & conditions", "user agreement", "用户协议",
		"用戶協議", "使用者協議", "使用条款", "使用條款", "服务条款", "服務條款", "服务协议", "服務協議", "nutzungsbedingungen",
		"conditions d'utilisation", "términos", "利用規約", "이용약관", "terms",
	}},
}

// policyFromURL takes the kind from the preset whose site it is, else from the title, else from the address.
func policyFromURL(u *url.URL, title, service string) string {
	if policy := presetPolicy(u); policy != "" {
		return policy
	}
	if title != "" {
		return policyName(title, service)
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	for _, p := range slices.Backward(parts) {
		p = strings.TrimSuffix(p, path.Ext(p))
		if localeIn(p) == "" && slug(p) != "" {
			return policyName(strings.NewReplacer("-", " ", "_", " ").Replace(p), service)
		}
	}
	return "policy"
}

// policyName makes the policy's part of a name from its title: what the title has before the kind, unless that is the
// publisher's own name, and the kind.
func policyName(title, service string) string {
	lower := strings.ToLower(strings.TrimSpace(title))
	for _, k := range policyKinds {
		for _, w := range k.words {
			before, _, ok := strings.Cut(lower, w)
			if !ok {
				continue
			}
			if s := slug(withoutPublisher(before, service)); s != "" {
				return s + "-" + k.name
			}
			return k.name
		}
	}
	if s := slug(lower); s != "" {
		return s
	}
	return "policy"
}

func withoutPublisher(s, service string) string {
	s = strings.TrimSpace(s)
	for _, name := range append([]string{service}, publisherNames[service]...) {
		if name != "" && (s == name || strings.HasPrefix(s, name+" ") || s == name+"'s" || s == "the "+name) {
			return strings.TrimPrefix(strings.TrimPrefix(s, "the "), name)
		}
	}
	return s
}

// slug is a string as part of a name: lower-case letters and digits of any script, one dash between runs of them.
func slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			dash = b.Len() > 0
			continue
		}
		if b.Len() > 60 {
			break
		}
		if dash {
			b.WriteByte('-')
			dash = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// languageSuffix is the language as names carry it: with its region where the address names one ("en_US"), Chinese as
// zh-CN or zh-TW, otherwise the tag as it is. "" without a language.
func languageSuffix(lang, urlPath string) string {
	tag, err := language.Parse(lang)
	if err != nil || lang == "" {
		for part := range strings.SplitSeq(urlPath, "/") {
			if l := localeIn(part); l != "" {
				return "." + l
			}
		}
		return ""
	}
	base, _ := tag.Base()
	for part := range strings.SplitSeq(urlPath, "/") {
		if l := localeIn(part); l != "" && strings.HasPrefix(l, base.String()+"-") {
			return "." + l
		}
	}
	if base.String() == "zh" {
		region, confidence := tag.Region()
		script, _ := tag.Script()
		if confidence == language.Exact {
			return ".zh-" + region.String()
		}
		if script.String() == "Hant" {
			return ".zh-TW"
		}
		return ".zh-CN"
	}
	return "." + tag.String()
}

var locale = pattern.Lazy(`^([a-z]{2,3})[_-]([A-Za-z]{2})$`)

// localeIn reads a part of an address that is a locale: zh_TW, en-us. A language alone is too often something else.
func localeIn(part string) string {
	m := locale().FindStringSubmatch(part)
	if m == nil {
		return ""
	}
	tag, err := language.Parse(m[1] + "-" + strings.ToUpper(m[2]))
	if err != nil {
		return ""
	}
	return tag.String()
}
