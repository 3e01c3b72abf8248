package archive

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"policylog/diff/doc"
)

// The bounds of what is held. Text is weighed in letters, an ideograph for two.
const (
	goneAfter            = 7 * 24 * time.Hour // a page that answers 404 for so long is withdrawn
	gone410              = 24 * time.Hour     // one that says itself that it is gone, sooner
	agreeAfter           = 12 * time.Hour     // two captures so far apart confirm each other: sooner may be the same mishap
	nearEmpty            = 100                // less is a stump, whatever it says
	shortText            = 3000               // up to here a wall's words decide; a longer text may well speak of captchas
	grownUp              = 1000               // a text of at least this much can shrink suddenly
	keptOnDrop           = 0.5                // and does when less than this part of it is left
	lettersPerPolicyWord = 400                // in a policy: one of their words in so many letters, at least
	surelyLanguage       = 400                // less is too little to tell a language by
	sameEnough           = 0.2                // of its lines: a text with fewer of the old ones may be another document
)

// reasonNotPolicy says why a text is not recorded as a version; "" when nothing speaks against it. A sticky reason
// holds however often the same text comes back; the others may be a true rewrite.
func reasonNotPolicy(s Source, t text, last Last) (reason string, sticky bool) {
	if t.problem != "" {
		return t.problem, true
	}
	w := weight(t.markdown)
	if w < nearEmpty {
		return fmt.Sprintf("next to no text: %d letters", w), true
	}
	if wall := wallIn(t, w); wall != "" {
		return wall, true
	}
	if w >= surelyLanguage {
		if reason, sticky := reasonLanguage(s, t, last); reason != "" {
			return reason, sticky
		}
	}
	if last.Text == nil {
		return "", false
	}
	return reasonRewrite(t, last, w), false
}

// reasonLanguage holds a text in another language than the version before, unless it is the source's own. What the
// source names decides, however often another language comes back; where it names none, a lasting change gets through.
func reasonLanguage(s Source, t text, last Last) (reason string, sticky bool) {
	base, _ := baseAndScript(s.Language)
	known := slices.Contains(languagesTold, base)
	is := doc.DetectLanguage(string(t.markdown))
	if known && !otherLanguage(s.Language, is) {
		return "", false
	}
	if last.Text == nil {
		if known {
			return fmt.Sprintf("in another language than the source's: %s, not %s", is, s.Language), true
		}
		return "", false
	}
	if was := doc.DetectLanguage(string(last.Text)); otherLanguage(was, is) {
		return fmt.Sprintf("in another language than before: %s, not %s", is, was), known
	}
	return "", false
}

// languagesTold are those that the detection of languages knows: of a text in another, it names the nearest.
var languagesTold = strings.Fields("en de fr es it nl pl pt hu cs sk id ms sv da nb fi tr ro vi ca ru uk bg ja ko zh ar he th hi el")

// reasonRewrite says what makes a text of the right kind look like another document than the version before.
func reasonRewrite(t text, last Last, w int) string {
	before := weight(last.Text)
	if before >= grownUp && float64(w) < keptOnDrop*float64(before) {
		return fmt.Sprintf("shrunk to %d%% of the version before", 100*w/before)
	}
	if last.Title != "" && t.title != "" && !sameTitle(last.Title, t.title) && !surelyPolicy(t.markdown, w) {
		if share := sharedLines(last.Text, t.markdown); share < sameEnough {
			return fmt.Sprintf("another document: titled %s, not %s, and %.0f%% of its lines are known",
				quoteShort(t.title), quoteShort(last.Title), 100*share)
		}
	}
	return ""
}

// neighbours are languages that a text's words tell apart too poorly to hold a policy for.
var neighbours = [][]string{{"no", "nb", "nn", "da"}, {"id", "ms"}, {"hr", "sr", "bs", "sh"}, {"cs", "sk"}, {"es", "gl", "ca"}, {"bg", "mk"}}

// otherLanguage says whether two tags name different languages, or Chinese in different scripts. What is unknown
// differs from nothing.
func otherLanguage(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	baseA, scriptA := baseAndScript(a)
	baseB, scriptB := baseAndScript(b)
	for _, group := range neighbours {
		if slices.Contains(group, baseA) && slices.Contains(group, baseB) {
			return false
		}
	}
	return baseA != baseB || scriptA != "" && scriptB != "" && scriptA != scriptB
}

// walls are words that stand on a page instead of the policy, in lower case, and what such a page is.
var walls = []struct{ words, what string }{
	{"just a moment...", "a bot wall"},
	{"attention required! | cloudflare", "a bot wall"},
	{"checking your browser before", "a bot wall"},
	{"checking if the site connection is secure", "a bot wall"},
	{"verify you are human", "a bot wall"},
	{"verifying you are human", "a bot wall"},
	{"are you a robot", "a bot wall"},
	{"not a robot", "a bot wall"},
	{"unusual traffic from your", "a bot wall"},
	{"automated access to", "a bot wall"},
	{"pardon our interruption", "a bot wall"},
	{"press & hold", "a bot wall"},
	{"performance & security by cloudflare", "a bot wall"},
	{"enable javascript and cookies to continue", "a bot wall"},
	{"request unsuccessful. incapsula", "a bot wall"},
	{"you have been blocked", "a bot wall"},
	{"access to this page has been denied", "a bot wall"},
	{"安全验证", "a bot wall"},
	{"安全驗證", "a bot wall"},
	{"人机验证", "a bot wall"},
	{"人機驗證", "a bot wall"},
	{"滑动验证", "a bot wall"},
	{"访问过于频繁", "a bot wall"},
	{"存取過於頻繁", "a bot wall"},
	{"access denied", "an error page"},
	{"page not found", "an error page"},
	{"404 not found", "an error page"},
	{"error 404", "an error page"},
	{"404 error", "an error page"},
	{"page you requested could not be found", "an error page"},
	{"page you are looking for", "an error page"},
	{"page you were looking for", "an error page"},
	{"this page isn't available", "an error page"},
	{"this page could not be found", "an error page"},
	{"this page doesn't exist", "an error page"},
	{"this page does not exist", "an error page"},
	{"internal server error", "an error page"},
	{"service unavailable", "an error page"},
	{"service temporarily unavailable", "an error page"},
	{"bad gateway", "an error page"},
	{"something went wrong", "an error page"},
	{"refresh this page", "an error page"},
	{"reload the page", "an error page"},
	{"we'll be back soon", "an error page"},
	{"down for maintenance", "an error page"},
	{"under maintenance", "an error page"},
	{"domain is for sale", "a parked domain"},
	{"页面不存在", "an error page"},
	{"頁面不存在", "an error page"},
	{"找不到页面", "an error page"},
	{"找不到頁面", "an error page"},
	{"您访问的页面", "an error page"},
	{"您訪問的頁面", "an error page"},
	{"网页无法访问", "an error page"},
	{"系统维护", "an error page"},
	{"系統維護", "an error page"},
	{"服务器错误", "an error page"},
	{"伺服器錯誤", "an error page"},
	{"seite nicht gefunden", "an error page"},
	{"page introuvable", "an error page"},
	{"página no encontrada", "an error page"},
	{"ページが見つかりません", "an error page"},
	{"페이지를 찾을 수 없습니다", "an error page"},
	{"please enable javascript", "a page that needs a browser"},
	{"you need to enable javascript", "a page that needs a browser"},
	{"please turn javascript on", "a page that needs a browser"},
	{"請啟用 javascript", "a page that needs a browser"},
	{"请启用javascript", "a page that needs a browser"},
	{"sign in to continue", "a login wall"},
	{"log in to continue", "a login wall"},
	{"please log in", "a login wall"},
	{"please sign in", "a login wall"},
	{"forgot your password", "a login wall"},
	{"请先登录", "a login wall"},
	{"請先登入", "a login wall"},
	{"before you continue to", "a consent wall"},
	{"we value your privacy", "a consent wall"},
	{"manage cookie preferences", "a consent wall"},
	{"accept all cookies", "a consent wall"},
}

// wallIn says what a short page is by the words on it. In a text that otherwise reads like a policy, they must stand
// in the title or in the first words to count.
func wallIn(t text, w int) string {
	title := strings.ToLower(t.title)
	words := strings.ToLower(string(t.markdown))
	if w > shortText || readsLikePolicy(words) {
		if w > shortText {
			words = ""
		} else {
			words = words[:min(len(words), 120)]
		}
	}
	for _, wall := range walls {
		if strings.Contains(title, wall.words) || strings.Contains(words, wall.words) {
			return fmt.Sprintf("%s: %q", wall.what, wall.words)
		}
	}
	return ""
}

// policyWords stand in policies and terms of the language; four different ones hardly stand on an error page.
var policyWords = []string{
	"privacy", "personal data", "personal information", "collect", "third part", "consent", "retention", "retain",
	"cookies", "terms", "agreement", "liability", "you agree", "rights", "disclose", "processing", "applicable law", "services",
	"隐私", "隱私", "个人信息", "個人資料", "個人資訊", "收集", "第三方", "同意", "保留", "使用条款", "使用條款", "披露", "权利", "權利", "协议", "協議", "服务", "服務",
	"datenschutz", "personenbezogene", "einwilligung", "nutzungsbedingungen", "verarbeit", "dritte", "rechte",
	"confidentialité", "données", "consentement", "conditions", "traitement", "droits",
	"privacidad", "datos personales", "consentimiento", "condiciones", "tratamiento", "derechos",
	"privacidade", "dados pessoais", "consentimento", "termos", "tratamento", "direitos",
	"riservatezza", "dati personali", "consenso", "trattamento", "diritti", "termini",
	"プライバシー", "個人情報", "利用規約", "第三者", "取得", "개인정보", "동의", "제3자", "수집", "약관",
	"конфиденциальн", "персональн", "согласи", "данных", "прав",
	"prywatności", "osobowych", "zgod", "gizlilik", "kişisel veri", "privasi", "data pribadi", "quyền riêng tư", "cá nhân",
	"الخصوصية", "الشخصية", "गोपनीयता", "ความเป็นส่วนตัว", "ข้อมูลส่วนบุคคล",
}

func readsLikePolicy(lower string) bool {
	n := 0
	for _, w := range policyWords {
		if strings.Contains(lower, w) {
			if n++; n >= 4 {
				return true
			}
		}
	}
	return false
}

// surelyPolicy says whether a text speaks as policies do all along: eight of their words, one every few sentences. What
// a site puts in a policy's place has some of them in a menu or a notice.
func surelyPolicy(markdown []byte, w int) bool {
	lower := strings.ToLower(string(markdown))
	different, all := 0, 0
	for _, word := range policyWords {
		if n := strings.Count(lower, word); n > 0 {
			different++
			all += n
		}
	}
	return w >= shortText && different >= 8 && all*lettersPerPolicyWord >= w
}

// sharedLines is how many of the new text's letters stand on lines that the old text has, from 0 to 1.
func sharedLines(before, now []byte) float64 {
	known := map[string]bool{}
	for line := range strings.Lines(string(before)) {
		known[strings.TrimSpace(line)] = true
	}
	all, shared := 0, 0
	for line := range strings.Lines(string(now)) {
		line = strings.TrimSpace(line)
		all += len(line)
		if known[line] {
			shared += len(line)
		}
	}
	if all == 0 {
		return 0
	}
	return float64(shared) / float64(all)
}

// sameTitle says whether two titles share a word of substance, or half their ideographs.
func sameTitle(a, b string) bool {
	ga, gb := titleGrams(a), titleGrams(b)
	if len(ga) == 0 || len(gb) == 0 {
		return true
	}
	shared := 0
	for g := range ga {
		if gb[g] {
			shared++
		}
	}
	return 2*shared >= min(len(ga), len(gb))
}

// titleGrams are a title's words, and pairs of neighbours where there are no spaces between words.
func titleGrams(s string) map[string]bool {
	grams := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) }) {
		runes := []rune(word)
		if len(runes) > 1 && runes[0] >= 0x2e80 {
			for i := range len(runes) - 1 {
				grams[string(runes[i:i+2])] = true
			}
			continue
		}
		grams[word] = true
	}
	return grams
}
