package extract

import (
	"cmp"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findFurniture finds the boxes below root that are no part of a policy by what they hold, whatever they are called: cookie
// banners by their buttons, teasers of other pages by their heading, language pickers by their links. It goes from
// the button, heading or link up to the box, so that one walk over the page is enough.
func (p *pageWork) findFurniture(root *html.Node) map[*html.Node]string {
	found := map[*html.Node]string{}
	languages := map[*html.Node]int{} // links to languages, by the elements around them
	asked := 0
	for n := range root.Descendants() {
		var box *html.Node
		var why string
		switch {
		case n.Type == html.TextNode:
			box, why = titledBox(n)
		case n.Type != html.ElementNode || asked >= maxAsked:
		case n.DataAtom == atom.Button, n.DataAtom == atom.A, attr(n, "role") == "button":
			label := strings.ToLower(strings.Trim(rawText(n, 60), " .|·!。✓×✕?？¿"))
			if n.DataAtom == atom.A && (attr(n, "hreflang") != "" || languageNames()[label] || p.foreign(n)) {
				for up, a := 0, n.Parent; a != nil && up < 4; up, a = up+1, a.Parent {
					languages[a]++
				}
			}
			box, why = p.boxOfButton(n, label)
		case n.DataAtom == atom.Input && attr(n, "type") == "email":
			box, why = boxAround(n, signupWords(), 60, 8), "newsletter"
		case n.DataAtom == atom.Input && attr(n, "type") == "password":
			box, why = signInForm(n), signIn
		}
		if why == "" {
			continue
		}
		asked++
		if box != nil && !p.nearlyAll(box) {
			found[box] = why
		}
	}
	for box, links := range languages {
		if links >= 2 && languagePicker(box, links) {
			found[box] = "languages"
		}
	}
	return found
}

// A page made to hurt may have any number of buttons and fields, and elements around each.
const (
	maxAsked  = 200 // titles, buttons and fields whose boxes are looked for
	maxAround = 12  // elements around a button or field
)

const signIn = "form to sign in"

// boxOfButton is the box that a button or link shows to be no text to be read, with what it is; nil with a reason where it may be
// one and is not.
func (p *pageWork) boxOfButton(n *html.Node, label string) (*html.Node, string) {
	switch {
	case consentLabels()[label]:
		if box := consentForm(n); box != nil && !p.nearlyAll(box) {
			return box, cookieBanner
		}
		return boxAround(n, cookieWords, 120, 8), cookieBanner
	case forgotLabels()[label]:
		return signInForm(n), signIn
	}
	return nil, ""
}

// signInForm is the box around the field for a password, or the link for those who forgot theirs.
func signInForm(n *html.Node) *html.Node {
	box := boxAround(n, passwordWords, 150, 30)
	if box == nil {
		return nil
	}
	for d := range box.Descendants() {
		if d.DataAtom == atom.Input && !unwritten[attr(d, "type")] {
			return formIn(box, d)
		}
	}
	return nil
}

// formIn is the form around a field where the box around that says more than the form does, else the box.
func formIn(box, field *html.Node) *html.Node {
	for a := field.Parent; a != box; a = a.Parent {
		if a.DataAtom == atom.Form && running(box) && !running(a) {
			return a
		}
	}
	return box
}

// unwritten are the kinds of fields that nobody writes into: sections are folded by boxes to tick.
var unwritten = map[string]bool{"checkbox": true, "radio": true, "hidden": true, "button": true, "submit": true}

// consentForm is the smallest box around a button with boxes to tick for kinds of cookies: it may say a lot about each kind.
// Such boxes within the content are the policy's own, or fold its sections.
func consentForm(button *html.Node) *html.Node {
	for up, a := 0, button.Parent; a != nil && up < maxAround; up, a = up+1, a.Parent {
		ticks := 0
		for d := range a.Descendants() {
			if d.DataAtom == atom.Input && attr(d, "type") == "checkbox" {
				ticks++
			}
		}
		if ticks < 2 {
			continue
		}
		text := strings.ToLower(rawText(a, 8000))
		if !boxes[a.DataAtom] || words(text) >= 1000 || !containsAny(text, cookieWords) || hasTitle(a) || inMain(a) {
			return nil
		}
		return a
	}
	return nil
}

// inMain reports what stands in the part that the page itself calls its content.
func inMain(n *html.Node) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if a.DataAtom == atom.Main || a.DataAtom == atom.Article || attr(a, "role") == "main" {
			return true
		}
	}
	return false
}

// boxAround is the box of fewer than so many words around a button or field: the smallest that says one of some words too,
// with a title above of so many words. What stands below it may be a clause.
func boxAround(control *html.Node, said []string, most, title int) *html.Node {
	var box *html.Node
	text := ""
	for up, a := 0, control.Parent; a != nil && box == nil && up < maxAround; up, a = up+1, a.Parent {
		if text = strings.ToLower(rawText(a, 1200)); words(text) >= most {
			return nil
		}
		if words(text) >= 6 && containsAny(text, said) {
			box = a
		}
	}
	for up := 0; box != nil && box.Parent != nil && boxes[box.Parent.DataAtom] && up < maxAround; up++ {
		if hasTitle(box.Parent) {
			break
		}
		around := strings.ToLower(rawText(box.Parent, 1200))
		above, rest, _ := strings.Cut(around, clip(text, 40))
		below := words(rest) - words(text) + words(clip(text, 40))
		if words(around) >= words(text)+title || below >= 8 || sentenceEnd(above) {
			break
		}
		box = box.Parent
	}
	if box == nil || !boxes[box.DataAtom] || hasTitle(box) {
		return nil
	}
	return box
}

// hasTitle reports an <h1>. Dialogues give their own titles the role and level of one, to those who have the page read to them.
func hasTitle(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "h1" {
			return true
		}
	}
	return false
}

// boxes are the elements that sites make such things of.
var boxes = atomSet(atom.Div, atom.Section, atom.Aside, atom.Dialog, atom.Form, atom.Nav, atom.Ul, atom.Dl, atom.Footer, atom.Fieldset, 0)

var cookieWords = []string{"cookie", "файлы кук", "クッキー", "쿠키", "similar technologies"}

// passwordWords stand in a form to sign in.
var passwordWords = []string{
	"password", "passwort", "mot de passe", "contraseña", "senha", "wachtwoord", "hasło", "пароль", "şifre", "lösenord",
	"密码", "密碼", "パスワード", "비밀번호",
}

// forgotLabels are what the link says beside it.
var forgotLabels = sync.OnceValue(func() map[string]bool {
	return phraseSet(`forgot password, forgot your password, forgotten password, forgotten your password, i forgot my password, lost your password,
		lost password, reset password, reset your password, passwort vergessen, mot de passe oublié, j'ai oublié mon mot de passe,
		j’ai oublié mon mot de passe, olvidé mi contraseña, olvidaste tu contraseña, has olvidado tu contraseña, esqueci minha senha,
		esqueceu a senha, esqueceu sua senha, password dimenticata, wachtwoord vergeten, nie pamiętasz hasła, забыли пароль, şifremi unuttum,
		glömt lösenord, 忘记密码, 忘記密碼, パスワードをお忘れの方, パスワードを忘れた方, 비밀번호 찾기`)
})

// signupWords stand beside the field for the address to which a newsletter is to go.
var signupWords = sync.OnceValue(func() []string {
	return phrases(`newsletter, subscrib, sign up, mailing list, inbox, stay up to date, stay in the loop, stay informed, abonnieren, anmelden,
		s'abonner, abonnez, inscrivez, suscríb, boletín, iscriviti, inscreva, nieuwsbrief, подпи, 订阅, 訂閱, 電子報, ニュースレター, メルマガ, 뉴스레터, 구독`)
})

// consentLabels are what the buttons of a cookie banner say. "Cookie settings" is none: policies have that in their section
// on cookies, and banners have another button beside it.
var consentLabels = sync.OnceValue(func() map[string]bool {
	return phraseSet(`accept, accept all, accept cookies, accept all cookies, allow, allow all, allow cookies, allow all cookies, i accept,
		i agree, agree, agree and close, ok, okay, got it, understood, i understand, decline, decline all, reject, reject all, deny,
		reject cookies, necessary only, only necessary, essential only, accept & close,
		alle akzeptieren, akzeptieren, alle cookies akzeptieren, zustimmen, ablehnen, alle ablehnen, nur notwendige, einverstanden,
		accepter, tout accepter, j'accepte, j’accepte, refuser, tout refuser, aceptar, aceptar todo, aceptar todas, rechazar, entendido,
		aceitar, aceitar todos, concordo, rejeitar, accetta, accetta tutti, accetto, rifiuta, accepteren, alles accepteren, akkoord, weigeren,
		akceptuję, zgadzam się, odrzuć, принять, принять все, согласен, хорошо, kabul et, tümünü kabul et, acceptera, godkänn, godta,
		accepter alle, hyväksy, 同意, 接受, 全部接受, 接受所有, 我同意, 同意并继续, 同意並繼續, 知道了, 我知道了, 拒绝, 拒絕, 全部拒绝, 全部拒絕,
		同意する, すべて同意, 許可する, 동의, 동의합니다, 모두 동의, 수락`)
})

// titledBox is the box around a title such as "Related articles" or "Was this page helpful?" that stands first in it, be it a
// heading or not, with what such a box is.
func titledBox(title *html.Node) (*html.Node, string) {
	if len(title.Data) > 200 || lettersIn(title.Data, longestTitle()+1) > longestTitle() { // white space around it included
		return nil, ""
	}
	text := strings.Join(strings.Fields(title.Data), " ")
	label := strings.ToLower(strings.Trim(text, " :：.…?？¿"))
	question := feedbackQuestions()[label]
	if !question && !relatedTitles()[label] {
		return nil, ""
	}
	box := title.Parent
	for box.Parent != nil && rawText(box, 200) == text {
		box = box.Parent
	}
	if !boxes[box.DataAtom] || !strings.HasPrefix(rawText(box, 200), text) {
		return nil, ""
	}
	if !question {
		return box, "related pages"
	}
	// Beside the question stands what is said to either answer.
	for up := box.Parent; up != nil && boxes[up.DataAtom]; up = up.Parent {
		if around := rawText(up, 1200); !strings.HasPrefix(around, text) || words(around) >= 100 {
			break
		}
		box = up
	}
	around := rawText(box, 1200)
	section := strings.Contains(around, "@") || running(box) && !answers(box) // it asks so, and says whom to write to
	if words(around) >= 100 || section {
		return nil, ""
	}
	return box, feedbackForm
}

// answers reports something to answer a question with.
func answers(box *html.Node) bool {
	for _, control := range []atom.Atom{atom.Button, atom.Input, atom.Textarea, atom.Select} {
		if find(box, control) != nil {
			return true
		}
	}
	return false
}

// feedbackQuestions ask what a reader thinks of the page, in lower case without the mark.
var feedbackQuestions = sync.OnceValue(func() map[string]bool {
	return phraseSet(`was this helpful, was this page helpful, was this article helpful, was this information helpful, was this content helpful,
		was this page useful, was this article useful, was this useful, is this page useful, is this page helpful, did you find it helpful,
		did you find this helpful, did you find this page helpful, did you find this article helpful, did you find this page useful,
		did this answer your question, did we answer your question, how helpful was this page, how helpful was this article, how can we improve this page,
		war das hilfreich, war dieser artikel hilfreich, war diese seite hilfreich, war dieser beitrag hilfreich, waren diese informationen hilfreich,
		cette page vous a-t-elle été utile, cet article vous a-t-il été utile, cette page vous a-t-elle aidé, ces informations vous ont-elles été utiles,
		avez-vous trouvé cela utile, cela vous a-t-il aidé, te resultó útil este artículo, le resultó útil este artículo, fue útil este artículo,
		te ha resultado útil, le ha resultado útil esta página, te resultó útil esta página, este artigo foi útil, esta página foi útil, isto foi útil,
		questo articolo ti è stato utile, questa pagina ti è stata utile, hai trovato utile questo articolo, was dit artikel nuttig, was deze pagina nuttig,
		heb je hier iets aan gehad, czy ten artykuł był pomocny, czy ta strona była pomocna, была ли эта статья полезной, была ли эта информация полезной,
		bu makale yardımcı oldu mu, var den här artikeln till hjälp, var artiklen nyttig, var denne artikkelen nyttig,
		此页面对您有帮助吗, 这篇文章有帮助吗, 這個頁面對您有幫助嗎, 這篇文章有幫助嗎, 本文是否有帮助, この記事は役に立ちましたか, このページは役に立ちましたか,
		이 문서가 도움이 되었나요, 도움이 되었습니까, 도움이 되었나요`)
})

var relatedTitles = sync.OnceValue(func() map[string]bool {
	return phraseSet(`related articles, related posts, related content, related pages, related topics, related stories, recommended articles,
		recommended reading, recommended for you, you may also like, you might also like, more articles, more from our blog, latest news,
		from our blog, from the blog, customers also bought, what our customers say, featured articles, trending now, latest posts, recent posts, recent articles, recently viewed articles, popular articles, popular posts, read next, up next,
		articles in this section, promoted articles, 相关文章, 相關文章, 推荐内容, 推薦內容, 相关内容, 相關內容, 热门推荐, 熱門推薦, 栏目推荐, 相关阅读, 相关推荐, 推荐阅读, 推薦閱讀, 延伸閱讀, 延伸阅读,
		猜你喜欢, 您可能还喜欢, 最新文章, 最新消息, 热门文章, 熱門文章, 関連記事, おすすめ記事, 関連ページ, 관련 글, 관련 기사,
		ähnliche artikel, verwandte artikel, ähnliche beiträge, das könnte sie auch interessieren, articles similaires, articles liés,
		à lire aussi, artículos relacionados, te puede interesar, artigos relacionados, articoli correlati, gerelateerde artikelen,
		powiązane artykuły, похожие статьи, ilgili makaleler`)
})

// longestTitle is the number of letters in the longest of them: nearly all texts of a page have more, and are not looked up.
var longestTitle = sync.OnceValue(func() int {
	longest := 0
	for _, titles := range []map[string]bool{relatedTitles(), feedbackQuestions()} {
		for title := range titles {
			longest = max(longest, lettersIn(title, len(title)))
		}
	}
	return longest
})

// languagePicker reports a list of the languages in which the site may be read: next to nothing but so many links to them,
// most of them to different ones. The firms that a policy names may all be linked in one foreign language.
func languagePicker(n *html.Node, links int) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.P, atom.Nav, atom.Span:
	default:
		return false
	}
	all := 0
	languages := map[string]bool{}
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == atom.A {
			all++
			language := strings.ToLower(rawText(d, 60))
			if !languageNames()[language] {
				language = cmp.Or(attr(d, "hreflang"), attr(d, "lang"), language)
			}
			languages[language] = true
		}
	}
	return links*10 >= all*8 && len(languages)*5 >= all*4 && words(rawText(n, 2000)) <= 4*all && !running(n) && find(n, atom.H1) == nil
}

// foreign reports an element said to be in another language than the page.
func (p *pageWork) foreign(n *html.Node) bool {
	own := attr(n, "lang")
	return own != "" && p.lang != "" && !sameLanguage(own, p.lang)
}

// languageNames are how languages call themselves, in lower case.
var languageNames = sync.OnceValue(func() map[string]bool {
	return phraseSet(`english, english (us), english (uk), english (united states), english (united kingdom), deutsch, français, francais,
		français (canada), español, español (latinoamérica), italiano, português, português (brasil), português (portugal), nederlands,
		svenska, norsk, norsk bokmål, dansk, suomi, íslenska, polski, čeština, slovenčina, slovenščina, hrvatski, srpski, српски, bosanski,
		magyar, română, български, македонски, русский, українська, беларуская, eesti, latviešu, lietuvių, ελληνικά, türkçe, العربية,
		עברית, فارسی, اردو, हिन्दी, हिंदी, বাংলা, தமிழ், తెలుగు, मराठी, ไทย, tiếng việt, bahasa indonesia, indonesia, bahasa melayu,
		melayu, filipino, tagalog, 日本語, 한국어, 中文, 简体中文, 繁體中文, 简体, 繁體, 中文（简体）, 中文（繁體）, 中文 (简体), 中文 (繁體),
		繁體中文（台灣）, 繁體中文（香港）, català, galego, euskara, gaeilge, cymraeg, shqip, қазақша, o‘zbekcha, kiswahili, afrikaans,
		en, de, fr, es, it, pt, nl, zh, ja, ko, ru`)
})
