package doc

import (
	"maps"
	"math/bits"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// The language of a text longer than readWhole is told from samples of so many bytes at its beginning, in the middle and
// towards the end: the head of a page alone is often not its text. On all versions of two real histories, 6,065 texts,
// samples of this size and of twice it tell the same language.
const (
	readWhole  = 9 << 10
	sampleSize = 3 << 9
	samples    = 3
)

// DetectLanguage tells the language of a text as a BCP 47 tag, "" when it cannot be told: Japanese and Korean by their
// scripts, Chinese with its script by the characters that only one of the two uses and with Taiwan or Hong Kong by
// vocabulary, languages in Latin and Cyrillic letters by their most frequent words.
func DetectLanguage(text string) string {
	sample := sampleOf(text)
	var n scripts
	n.count(sample)
	letters := n.latin + n.cyrillic + n.greek + n.arabic + n.hebrew + n.thai + n.devanagari
	wide := n.han + n.kana + n.hangul
	switch {
	case wide*4 > letters && n.kana*10 > wide && n.kana > n.hangul:
		return "ja"
	case wide*4 > letters && n.hangul*3 > wide:
		return "ko"
	case wide*4 > letters && n.han > 0:
		return chinese(sample)
	case n.arabic*2 > letters:
		return "ar"
	case n.hebrew*2 > letters:
		return "he"
	case n.thai*2 > letters:
		return "th"
	case n.devanagari*2 > letters:
		return "hi"
	case n.greek*2 > letters:
		return "el"
	}
	return byWords(sample)
}

// sampleOf takes samples out of a long text, whole characters and whole words of it.
func sampleOf(text string) string {
	if len(text) <= readWhole {
		return text
	}
	var b strings.Builder
	b.Grow(samples * (sampleSize + 1))
	for i := range samples {
		from := (2*i + 1) * len(text) / (2 * samples)
		for from < len(text)-sampleSize && !utf8.RuneStart(text[from]) {
			from++
		}
		to := min(from+sampleSize, len(text))
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to--
		}
		b.WriteString(text[from:to])
		b.WriteByte(' ')
	}
	return b.String()
}

// scripts counts letters by script.
type scripts struct {
	han, kana, hangul, latin, cyrillic, greek, arabic, hebrew, thai, devanagari int
}

func (n *scripts) count(s string) {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if isLetter(byte(r)) {
				n.latin++
			}
		case r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF:
			n.han++
		case r >= 0x3041 && r <= 0x30FA || r == 'ー':
			n.kana++
		case r >= 0xAC00 && r <= 0xD7A3:
			n.hangul++
		case r >= 0x0400 && r <= 0x052F:
			n.cyrillic++
		case r >= 0x00C0 && r <= 0x024F || r >= 0x1E00 && r <= 0x1EFF:
			n.latin++
		case r >= 0x0370 && r <= 0x03FF:
			n.greek++
		case r >= 0x0600 && r <= 0x06FF:
			n.arabic++
		case r >= 0x0590 && r <= 0x05FF:
			n.hebrew++
		case r >= 0x0E00 && r <= 0x0E7F:
			n.thai++
		case r >= 0x0900 && r <= 0x097F:
			n.devanagari++
		}
	}
}

// pairs are frequent characters in their Traditional and their Simplified form.
const pairs = "們们這这個个為为對对與与會会來来時时說说務务權权關关將将應应過过從从進进還还開开問问題题間间實实際际" +
	"設设備备話话號号碼码類类種种網网絡络訊讯資资證证據据處处機机構构經经濟济護护讓让轉转換换傳传輸输儲储業业產产" +
	"標标準准規规責责財财選选擇择項项條条約约協协議议變变動动須须預预願愿隱隐適适當当無无點点見见現现視视認认識识" +
	"請请訪访謝谢議议論论獲获質质邊边達达運运連连遠远郵邮錄录錯错鍵键長长門门們们閱阅階阶陸陆陽阳隊队險险離离電电" +
	"靜静響响頁页頭头頻频顧顾顯显風风飛飞飯饭驗验體体點点黨党齊齐齡龄兒儿內内兩两剛刚創创劃划劑剂勞劳勢势匯汇區区" +
	"單单占占卻却縣县參参雙双發发變变另另員员喚唤團团園园圖图圓圆場场報报塊块壓压聲声復复夠够夢梦奪夺學学審审寫写寬宽" +
	"專专尋寻導导屬属歲岁帳帐幣币幫帮廣广庫库廠厂廳厅張张強强彈弹歸归彙汇後后徑径徵征總总態态慣惯憑凭戲戏戶户執执擴扩" +
	"掃扫揚扬損损撥拨撤撤擁拥據据擔担擊击敗败敵敌數数斷断於于曆历書书術术殺杀氣气決决沒没況况測测濫滥災灾為为營营" +
	"爾尔牆墙狀状獨独環环瀏浏異异療疗監监盤盘眾众碼码確确禮礼稅税積积穩稳窮穷競竞節节範范築筑簡简籤签糾纠純纯級级紐纽" +
	"紅红紀纪給给統统絕绝維维綜综線线練练組组細细終终結结編编緊紧繳缴織织續续羅罗義义習习聯联職职聽听腦脑臺台興兴舉举" +
	"舊旧藝艺葉叶號号蟲虫補补製制複复見见規规觸触計计訂订討讨訓训託托記记設设許许訴诉診诊註注試试詢询該该詳详語语誤误課课調调" +
	"談谈諮咨講讲譯译讀读豐丰負负貢贡貨货販贩貴贵買买費费貼贴貿贸賀贺賓宾賞赏賠赔賣卖賬账賴赖購购贈赠贊赞車车軌轨軍军軟软" +
	"較较載载輔辅輕轻辦办農农遞递遷迁遲迟釋释針针鈕钮銀银銷销鎖锁鏈链鐘钟關关陣阵隨随雖虽雜杂靈灵韓韩順顺領领額额類类"

// hanzi is what a character tells of a Chinese text that holds it.
type hanzi struct {
	script int8     // +1 where only Traditional text uses it, -1 where only Simplified text does
	taiwan []string // words of the regions that begin with it
	hk     []string
}

var hanziTable = sync.OnceValue(func() map[rune]hanzi {
	m := make(map[rune]hanzi, len(pairs)/3)
	var first rune
	for i, r := range []rune(pairs) {
		if i%2 == 0 {
			first = r
		} else if first != r {
			m[first], m[r] = hanzi{script: 1}, hanzi{script: -1}
		}
	}
	for _, w := range taiwan {
		r, _ := utf8.DecodeRuneInString(w)
		h := m[r]
		h.taiwan = append(h.taiwan, w)
		m[r] = h
	}
	for _, w := range hongKong {
		r, _ := utf8.DecodeRuneInString(w)
		h := m[r]
		h.hk = append(h.hk, w)
		m[r] = h
	}
	return m
})

// words of the two regions that write Traditional characters.
var (
	taiwan = []string{
		"軟體", "硬體", "網路", "程式", "裝置", "行動", "透過", "使用者", "資訊", "伺服器", "帳號", "螢幕", "電子郵件", "簡訊", "影片",
		"隱私權", "登入", "資料庫", "連絡", "網際網路",
	}
	hongKong = []string{
		"軟件", "硬件", "網絡", "流動", "私隱", "伺服器", "閣下", "電郵", "短訊", "互聯網", "戶口", "登入", "條款細則", "服務供應商", "屏幕",
	}
)

// chinese tells the script, and for Traditional the region, of a Chinese text.
func chinese(s string) string {
	table := hanziTable()
	hant, hans, tw, hk := 0, 0, 0, 0
	for i, r := range s {
		if r < 0x4E00 {
			continue
		}
		h, ok := table[r]
		if !ok {
			continue
		}
		switch h.script {
		case 1:
			hant++
		case -1:
			hans++
		}
		for _, w := range h.taiwan {
			if strings.HasPrefix(s[i:], w) {
				tw++
			}
		}
		for _, w := range h.hk {
			if strings.HasPrefix(s[i:], w) {
				hk++
			}
		}
	}
	switch {
	case hans > hant:
		return "zh-Hans"
	case hant == 0:
		return "zh"
	case tw >= 3 && tw >= 3*hk:
		return "zh-Hant-TW"
	case hk >= 3 && hk >= 3*tw:
		return "zh-Hant-HK"
	}
	return "zh-Hant"
}

// frequent are words that make up much of any text in their language, and little of any other.
var frequent = map[string]string{
	"en": "the of and to in you we your our for this that with or are is by as may not if any from have will which be on",
	"de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind wir ihre ihr oder uns unsere können",
	"fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec nous vous votre nos notre vos ou aux cette données être",
	"es": "de la que el en y a los del se las por un para con no una su al lo como más o sus le ha este nosotros usted nuestro datos información puede si",
	"it": "di che e la il un a per in una sono non è del con le si da gli i come della dei nel alla più o questo ci nostro utente dati dell nostri vostri tuoi delle",
	"nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij door of uw u wij we onze deze kan wordt gegevens ons je naar worden over",
	"pl": "i w na z do nie się o że jest to jak za od po przez dla oraz są lub może które tym użytkownika danych te naszych firma pod przy ich aby",
	"pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como ao das ou seu sua nós você nossos dados informações são pode",
	"hu": "a az és hogy nem is egy ez van meg csak mint de ha vagy el azt kell még már minden az ön adatok által szerint vagy illetve mi amely során adatokat valamint",
	"cs": "a v se na je že s z do o k i to za ve pro které by jsou jako nebo od po si může který tak vaše naše údaje při podle máte jejich budeme společnost",
	"sk": "a v sa na je že s z do o k i to za vo pre ktoré by sú ako alebo od po si môže ktorý tak vaše naše údaje pri podľa máte ich budeme spoločnosť",
	"id": "yang dan di untuk dengan dari ini kami anda atau pada dalam tidak dapat akan adalah kepada oleh juga data informasi ke kita lebih seperti jika layanan",
	"ms": "yang dan di untuk dengan daripada ini kami anda atau pada dalam tidak boleh akan adalah kepada oleh juga data maklumat ke kita lebih seperti jika perkhidmatan",
	"sv": "och i att det som en på är av för med den till inte om har de ett vi du din vår eller kan dina våra från vara när",
	"da": "og i at det som en på er af for med den til ikke om har de et vi du din vores eller kan dine fra være når",
	"nb": "og i at det som en på er av for med den til ikke om har de et vi du din vår eller kan dine våre fra være når",
	"fi": "ja on ei se että hän oli mutta kun tai ovat voi sen joka jos me sinun myös mukaan käyttää tietoja tietojen palvelun",
	"tr": "ve bir bu için ile de da olarak veya daha çok gibi en olan kadar sizin bizim tarafından ise her kişisel verileri",
	"ro": "de și în a la cu pe nu care că este din sau un o pentru mai prin sunt ca dumneavoastră noastre datele să",
	"vi": "và của các có được cho trong là không với người này những một để bạn chúng tôi hoặc thông tin về",
	"ca": "de la que el en i a els del es les per un amb no una al com o més seva aquest nosaltres les dades aquesta són",
	"ru": "и в не на с что по как для или мы к из от вы это о при их ваши вас вам наши мы если может которые ваших данных",
	"uk": "і в не на з що по як для або ми до із від ви це про при їх ваші вас вам наші якщо може які ваших даних та у",
	"bg": "и в не на с че по как за или ние към от вие това при техните ви вашите нашите ако може които данни да се са",
}

// wordLists is frequent turned round.
type wordLists struct {
	names []string          // languages, in order
	of    map[string]uint32 // bits of the languages that use a word
	sizes [256]uint32       // bits of the lengths in bytes of the words that begin with a byte
}

var wordTable = sync.OnceValue(func() wordLists {
	w := wordLists{names: slices.Sorted(maps.Keys(frequent)), of: map[string]uint32{}}
	for i, name := range w.names {
		for word := range strings.FieldsSeq(frequent[name]) {
			w.of[word] |= 1 << i
			w.sizes[word[0]] |= 1 << len(word)
		}
	}
	return w
})

// byWords tells a language by its frequent words: each counts for the languages that use it, less the more they are.
func byWords(s string) string {
	table := wordTable()
	var score [32]float64
	var word [24]byte
	total, n, fits := 0, 0, true
	count := func() {
		if n == 0 {
			return
		}
		total++
		if fits && table.sizes[word[0]]>>n&1 == 1 { // most words are none of these, and need not be looked up
			set := table.of[string(word[:n])]
			each := 1 / float64(max(1, bits.OnesCount32(set)))
			for ; set != 0; set &= set - 1 {
				score[bits.TrailingZeros32(set)] += each
			}
		}
		n, fits = 0, true
	}
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && isLetter(byte(r)):
			r |= 0x20
		case r < utf8.RuneSelf || !unicode.IsLetter(r):
			count()
			continue
		default:
			r = unicode.ToLower(r)
		}
		if n+utf8.UTFMax > len(word) {
			fits = false
			continue
		}
		n += utf8.EncodeRune(word[n:], r)
	}
	count()
	best, second := 0, 1
	for i := 1; i < len(table.names); i++ {
		if score[i] > score[best] {
			best, second = i, best
		} else if i != best && score[i] > score[second] {
			second = i
		}
	}
	if score[best] < 2 || score[best] < 0.05*float64(total) || score[best] <= score[second] {
		return ""
	}
	return table.names[best]
}

// canonical writes a language tag in canonical form, with the script of Chinese spelled out: zh_TW → zh-Hant-TW. It is
// "" for what is no language tag.
func canonical(tag string) string {
	t, err := language.Parse(strings.TrimSpace(tag))
	if err != nil {
		return ""
	}
	base, conf := t.Base()
	if conf == language.No || t == language.Und {
		return ""
	}
	if base.String() == "zh" && t.String() != "zh" {
		script, _ := t.Script()
		region, conf := t.Region()
		if conf < language.Exact { // none was written
			region = language.Region{}
		}
		if full, err := language.Compose(base, script, region); err == nil {
			return full.String()
		}
	}
	return t.String()
}

// urlLanguage reads the language that an address names, in its path, its query or its host.
func urlLanguage(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	for _, key := range []string{"lang", "hl", "locale", "language", "l"} {
		if v := canonical(u.Query().Get(key)); v != "" {
			return v
		}
	}
	parts := strings.Split(u.Path, "/")
	parts = append(parts, strings.Split(u.Host, ".")[0])
	for _, p := range parts {
		p = strings.TrimSuffix(p, ".html")
		if isLanguageTag(p) {
			if v := canonical(p); v != "" {
				return v
			}
		}
	}
	return ""
}

// isLanguageTag reports whether part of an address has the shape of a language tag: a language alone only where no
// country has the same letters.
func isLanguageTag(p string) bool {
	lang, rest, ok := strings.Cut(strings.ReplaceAll(p, "_", "-"), "-")
	if len(lang) != 2 || !isLetter(lang[0]) || !isLetter(lang[1]) {
		return false
	}
	if !ok {
		return lang == "en" || lang == "zh" || lang == "ja" || lang == "ko" || lang == "de" || lang == "fr" || lang == "es" ||
			lang == "it" || lang == "ru" || lang == "pt" || lang == "pl" || lang == "nl" || lang == "cs" || lang == "hu"
	}
	for part := range strings.SplitSeq(rest, "-") {
		if len(part) != 2 && len(part) != 4 && len(part) != 3 {
			return false
		}
	}
	return true
}

// languageOf tells the language of a document: what its metadata says, else what its address says if the text does not
// speak against it, else what the text says.
func (d *Document) languageOf() string {
	if l := d.Meta.Language; l != "" && l != "zh" {
		return l
	}
	text := DetectLanguage(d.Source[d.Start:])
	addr := urlLanguage(d.Meta.URL)
	if addr == "" || text == "" {
		return addr + text
	}
	if sameLanguage(addr, text) {
		return addr
	}
	return text
}

// sameLanguage reports whether two tags name one language in one script.
func sameLanguage(a, b string) bool {
	if strings.HasPrefix(a, "zh-Han") && strings.HasPrefix(b, "zh-Han") {
		return a[:len("zh-Hans")] == b[:len("zh-Hans")]
	}
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}
