package extract

import (
	"strings"
	"sync"

	"policylog/internal/wordset"
)

// legalWords are words that policies and terms consist of, in the languages that the program is made for and some
// others. Each stands in lower case, as a part of words where a language inflects.
var legalWords = sync.OnceValue(func() []string {
	return phrases(`privacy, data protection, personal data, personal information, consent, terms, agreement, liab, third part, third-part,
	rights, law, legal, collect, processing, cookies, disclose, copyright, license, warrant, jurisdiction,
	隐私, 个人信息, 条款, 协议, 第三方, 收集, 同意, 法律, 权利, 责任, 隱私, 個人資料, 個資, 條款, 協議, 蒐集, 權利, 責任, 著作權, 版权,
	個人情報, 規約, プライバシー, 権利, 法令, 개인정보, 약관, 동의, 법률, 법령, 수집, 제3자, 파기, 방침, datenschutz, personenbezogen, einwilligung, haftung,
	données, confidentialité, consentement, conditions, responsabilité, privacidad, datos personales, consentimiento, condiciones,
	derechos, dados pessoais, privacidade, termos, direitos, dati personali, riservatezza, diritti, condizioni, gegevens,
	toestemming, voorwaarden, dane osobowe, prywatności, warunki, zgod, персональн, конфиденциальн, соглашен, согласи, прав,
	kişisel, gizlilik, personuppgifter, integritet, personopplysninger, persondata, henkilötie, osobní údaj, személyes adat,
	dữ liệu cá nhân, quyền, data pribadi, البيانات, الخصوصية, הפרטיות, מידע אישי, ข้อมูลส่วนบุคคล, गोपनीयता`)
})

// clauseWords are others that stand in clauses of policies and terms, but in headings of anything.
var clauseWords = sync.OnceValue(func() []string {
	return phrases(`retain, retention, services, you agree, you may not, must not, not allowed, prohibit, permitted, infring, violat, comply, terminat,
	保留, 披露, 服务, 服務, 禁止, 不得, 违反, 違反, 侵权, 侵權, 遵守, 第三者, 取得, 금지, 위반, nutzungsbedingungen, verarbeit, dritte,
	rechte, verboten, verstoß, traitement, droits, interdit, tratamiento, prohibid, tratamento, proibid, trattamento, consenso, termini,
	данных, запрещ, osobowych, zabron`)
})

// CountLegal says how much a text speaks as policies and terms do: how many different words of theirs stand in it, and
// how often all of them. Links speak for other pages: leave them out.
func CountLegal(text string) (different, all int) {
	lower := strings.ToLower(text)
	for _, list := range [][]string{legalWords(), clauseWords()} {
		for _, word := range list {
			if n := strings.Count(lower, word); n > 0 {
				different++
				all += n
			}
		}
	}
	return different, all
}

// legalLanguages have enough of those words for their lack to say something.
var legalLanguages = wordset.Lazy("en zh ja ko de fr es pt it pl ru")

// documentNames are what policies, terms and their like are called, beside by legal words.
var documentNames = sync.OnceValue(func() []string {
	return phrases(`policy, policies, polices, statement, guideline, rules, standards, disclaimer, code of conduct, imprint, licen, eula, cookie, conditions,
	政策, 规则, 規則, 规定, 细则, 細則, 准则, 準則, 办法, 辦法, 条例, 條例, 规范, 規範, 声明, 聲明, 说明, 說明, 须知, 須知, 守则, 守則, 公约, 公約, 章程, ポリシー, 方針, 規程, 規定, ガイドライン,
	表記, 정책, 방침, 규정, 지침, richtlinie, impressum, bedingung, agb, erklärung, politique, mentions, règlement, política, normas,
	informativa, regolamento, beleid, verklaring, polityka, regulamin, политика, правила, politika, kebijakan, chính sách`)
})

// namesDocument says whether a heading, in lower case, is what a policy would be called.
func namesDocument(heading string) bool {
	return heading != "" && len(heading) <= 160 && (legal(heading) || containsAny(heading, documentNames()))
}

// mayNameDocument is namesDocument in doubt: notices and pages about data, accounts and what is bought may be tracked like
// policies.
func mayNameDocument(heading string) bool {
	return namesDocument(heading) || containsAny(heading, perhapsDocuments())
}

var perhapsDocuments = sync.OnceValue(func() []string {
	return phrases(`notice, data, delet, security, safety, accessib, about, complian, ethic, gdpr, ccpa, insurance, refund, return, shipping, delivery,
	cancel, withdraw, warrant, 数据, 數據, 資料, 注销, 註銷, 告知, 公告, 通知, 退货, 退貨, 退换, 退換, 退款, 配送, 运送, 運送, 发货, 出貨, 保固, 保修, 售后, 售後,
	免责, 免責, データ, 返品, 返金, 送料, キャンセル, 안내, 환불, 반품, 배송, hinweis, daten, widerruf, versand, rückgabe, avis, livraison, retour, rembours,
	rétractation, aviso, devoluc, reembols, envío, rimbors, spedizion, recesso, devoluç, zwrot, dostaw, возврат, доставк`)
})

func legal(text string) bool { return containsAny(strings.ToLower(text), legalWords()) }
