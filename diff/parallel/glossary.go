package parallel

import (
	"strings"
	"sync"
)

// The glossary holds the matters that titles and texts of policies name, as English, Simplified Chinese, Japanese and
// German say them (Traditional Chinese is folded before it is looked up). Each row is one concept; its forms are
// separated by "|", are in small letters, and match inside a text at the beginning of a word where they are Latin. It
// is curated by hand from the headings that policies use; a concept is worth having if it tells one section from
// another.
const glossary = `
about us|关于我们|私たちについて|当社について|über uns
about this|关于本|本ポリシーについて|über diese
introduction|preamble|引言|前言|导言|序言|はじめに|einleitung
definition|what do we mean|定义|释义|の意味|用語|definition|begriff|was meinen wir
collect|gather|learn information|receive|收集|搜集|蒐集|获取|获得|取得|収集|入手|erheb|erfass|erhalten wir
use|how we process|processing|使用|利用|处理|運用|用途|利用目的|verwend|nutz|verarbeit|was machen wir
share|sharing|disclos|分享|共享|提供给第三方|披露|揭露|共有|開示|weitergabe|weitergeben|offenleg|geben wir
transfer|转让|移转|转移|传输|移転|転送|übermitt|übertrag
international|cross-border|global|overseas|跨境|国际|全球|境外|海外|国際|international|grenzüberschreit
third part|第三方|第三者|dritte|drittanbiet
partner|合作伙伴|合作方|夥伴|伙伴|パートナー|partner
affiliate|group compan|our group|关联公司|关系企业|集团|子公司|グループ会社|関連会社|konzern|verbunden
service provider|processor|entrust|服务提供商|服务供应商|受托|委托|委託|サービスプロバイダ|dienstleister|auftragsverarbeit
public disclosure|publicly|公开披露|公开|公開|öffentlich
retention|retain|how long|storage period|store|storage|保留|保存|存储|储存|保管|aufbewahr|speicher
secur|safeguard|protect your|protect|安全|保护|保障|セキュリティ|保護|sicherheit|schutz|schütz
cookie|clear gif|web beacon|similar technolog|同类技术|クッキー|ähnliche technologien
right|权利|权益|権利|recht
choice|control|option|选择|控制|选项|管理您|選択|コントロール|wahl|optionen|auswahl
access|查阅|查询|访问|存取|アクセス|zugriff|auskunft
correct|rectif|更正|更改|补正|訂正|berichtig
delet|erasure|eras|删除|清除|削除|lösch
withdraw|撤回|撤销|同意の撤回|widerruf
consent|同意|einwillig|zustimm
cancel|close your account|terminat|注销|销户|终止|解除|退会|kündig
account|账号|账户|帐号|帐户|アカウント|konto
minor|child|未成年|儿童|儿少|子供|お子様|minderjähr|kinder
update|change|amend|revis|更新|修订|变更|修改|修正|改定|変更|änderung|aktualisier
contact us|contact|reach us|how to contact|联系我们|联络|联系|お問い合わせ|連絡|kontakt
complain|dispute|投诉|申诉|争议|爭议|苦情|beschwerde|streit
law|legal|complian|comply|法律|法规|法令|适用法|合规|法的|準拠|rechtsgrundl|gesetz
basis|bases|法律依据|合法性|依据|根拠|grundlage
sensitive|special categor|敏感|特种|要配慮|センシティブ|sensib|besondere kategorien
location|位置|地点|位置情報|standort
device|设备|装置|デバイス|端末|gerät
payment|financial|支付|付款|财务|支払|zahlung|finanz
advert|marketing|promotion|广告|营销|推广|行销|広告|マーケティング|werbung|vermarkt
recommend|personaliz|personalis|suggest|推荐|个性化|个人化|建议|推薦|パーソナライズ|おすすめ|empfehl|personalisier|vorschl
automat|profil|自动化|画像|剖析|自動|プロファイリング|automatis
notif|通知|推送|お知らせ|benachrichtig
permission|authoriz|权限|授权|許可|berechtig
log data|log file|logs|日志|记录|纪录|ログ|protokoll
statistic|aggregate|anonym|pseudonym|de-identif|统计|匿名|汇总|去标识|假名|統計|集計|statisti|aggregier
non-personal|非个人|非個人|nicht personenbezogen
feedback|survey|反馈|意见|问卷|フィードバック|rückmeldung|umfrage
research|improve|develop|研究|改善|改进|改良|研究開発|verbesser|forschung|entwickl
crash|performance|stability|崩溃|性能|稳定|当机|パフォーマンス|安定|leistung|stabilit|absturz
search|搜索|搜寻|检索|検索|such
website|site|网站|网页|ウェブサイト|webs
product|产品|製品|produkt
transaction|purchase|order|交易|购买|订单|取引|購入|kauf|bestell
scope|applicab|appl|适用范围|适用|範囲|適用|geltung|gültigkeit|anwend
effective|生效|发布日期|効力|gültig ab|wirksam
question|faq|问题|疑问|質問|frage
appendix|annex|schedule|附录|附件|附表|別表|付録|anhang
other|其他|其它|その他|sonstig|weitere
video|audio|影片|视频|音频|語音|语音|動画|音声
photo|image|camera|照片|图片|相机|写真|カメラ|foto|bild
translation|translate|翻译|翻訳|übersetz
messag|communicat|e-mail|email|信息推送|短信|简讯|邮件|通信|沟通|メール|通信|nachricht|mitteilung|kommuni
breach|incident|泄露|外泄|事件|事故|漏えい|verletzung|vorfall
encrypt|加密|暗号|verschlüssel
merg|acqui|bankrupt|合并|收购|破产|重组|合併|買収|fusion|übernahme|insolvenz
governing law|jurisdiction|管辖|准据法|準拠法|管轄|gerichtsstand
liab|warrant|责任|保证|責任|保証|haftung|gewähr
language|语言|语文|言語|sprache
legal obligation|court|government|authorit|法院|政府|主管机关|机关|当局|裁判所|政府|behörde|gericht
california|加州|加利福尼亚|カリフォルニア|kalifornien
european|eea|gdpr|欧盟|欧洲|经济区|欧州|europäisch|dsgvo
donat|捐款|捐赠|捐助|寄付|spende
job|recruit|applicant|招聘|求职|应聘|採用|bewerb
campaign|petition|活动|连署|キャンペーン|kampagne
add-on|extension|plug-in|附加组件|扩展|附加元件|アドオン|erweiterung
ai |artificial intelligence|chatbot|人工智能|人工智慧|聊天机器人|チャットボット|künstliche intelligenz|ki-
new tab|新标签|新分页|新しいタブ|neuen tab|neuer tab
browser|浏览器|流览器|ブラウザ|browser
health|biometric|健康|生物识别|生物特征|生体|健康|gesundheit|biometri
family|parent|guardian|家庭|监护人|家长|保護者|eltern|erziehungsberech
`

// forms are the glossary's rows, taken apart. Latin forms carry a blank in front: they match where a word begins.
var forms = sync.OnceValue(func() [][]string {
	var out [][]string
	for _, row := range strings.Split(strings.TrimSpace(glossary), "\n") {
		var fs []string
		for _, f := range strings.Split(row, "|") {
			if f[0] < 0x80 || strings.HasPrefix(f, "ü") || strings.HasPrefix(f, "ä") || strings.HasPrefix(f, "ö") {
				f = " " + f
			}
			fs = append(fs, f)
		}
		out = append(out, fs)
	}
	return out
})

// concepts adds the concepts of a folded text in small letters to a bag, once each.
func concepts(s string, bag map[string]int) {
	s = " " + s
	for _, fs := range forms() {
		for _, f := range fs {
			if strings.Contains(s, f) {
				bag["c:"+strings.TrimSpace(fs[0])]++
				break
			}
		}
	}
}
