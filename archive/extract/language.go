package extract

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"

	"policylog/internal/wordset"
)

// languageOf is what BCP 47 calls the language of a page: what it declares, where its text does not say otherwise.
func languageOf(declared, text string) string {
	read := readLanguage(text)
	tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(declared), "_", "-"))
	if err != nil || declared == "" {
		return read
	}
	if read != "" && !sameLanguage(tag.String(), read) {
		return read
	}
	if tag.String() == "zh" && read != "" {
		return read
	}
	return tag.String()
}

// sameLanguage reports whether two tags name one language in one script.
func sameLanguage(a, b string) bool {
	ta, errA := language.Parse(strings.ReplaceAll(a, "_", "-"))
	tb, errB := language.Parse(strings.ReplaceAll(b, "_", "-"))
	if errA != nil || errB != nil {
		return false
	}
	ba, _ := ta.Base()
	bb, _ := tb.Base()
	if ba != bb {
		return near[ba.String()] != "" && near[ba.String()] == near[bb.String()]
	}
	if ba.String() == "zh" && a != "zh" && b != "zh" {
		sa, _ := ta.Script()
		sb, _ := tb.Script()
		return sa == sb
	}
	return true
}

// near languages are told apart by a declaration, not by counting words.
var near = map[string]string{
	"no": "no", "nb": "no", "nn": "no", "da": "no", "sv": "no", "id": "ms", "ms": "ms", "cs": "cs", "sk": "cs",
	"hr": "hr", "sr": "hr", "bs": "hr", "sl": "hr", "es": "es", "ca": "es", "gl": "es", "pt": "es",
	"ru": "ru", "uk": "ru", "be": "ru", "bg": "ru", "mk": "ru", "kk": "ru", "ar": "ar", "fa": "ar", "ur": "ar",
}

// simplifiedOnly and traditionalOnly are frequent characters of policies that stand in one script alone.
const (
	simplifiedOnly  = "这们为个产务关于发对应当时会过还进动电开实并与权护隐据设备样经权条协议处传门问业项"
	traditionalOnly = "這們為個產務關於發對應當時會過還進動電開實並與權護隱據設備樣經權條協議處傳門問業項"
)

var stopWords = sync.OnceValue(func() map[string]map[string]bool {
	return map[string]map[string]bool{
		"en": wordset.Of("the of and to in that is for you we your our are with or this by not from as any may"),
		"de": wordset.Of("der die und das ist wir sie nicht mit für von den auf ihre ihrer werden oder eine durch im zu"),
		"fr": wordset.Of("le la les des et vous nous est que pour dans une sur votre vos par pas ou aux avec données"),
		"es": wordset.Of("el los las que del una para con por su sus como usted nuestro datos este nos puede y sobre"),
		"pt": wordset.Of("os das dos que uma para com não por seus suas seu sua você nossos como dados ou mais pelo e"),
		"it": wordset.Of("il gli della dei che per una con non sono dati nostri alla nel suo sua anche questo di"),
		"nl": wordset.Of("de het een van en wij uw onze die niet met voor zijn op wordt worden gegevens door aan"),
		"pl": wordset.Of("i w na się do nie że jest oraz z dla przez danych może być przy od lub które"),
		"sv": wordset.Of("och att det som för är vi du av på med den dina till inte kan om eller din"),
		"da": wordset.Of("og at det som for er vi du af på med den dine til ikke kan om eller din"),
		"fi": wordset.Of("ja on ei että tai voi sekä me jotka tietoja kun käyttää mukaan"),
		"tr": wordset.Of("ve bir bu için ile olarak veya daha kişisel olan gibi tarafından size sizin"),
		"cs": wordset.Of("a na se že je pro které nebo jsou jako údajů při může naše vaše"),
		"hu": wordset.Of("a az és hogy nem egy vagy is meg ezt személyes adatok által"),
		"ro": wordset.Of("și de la în care cu pentru este sau din nu datele dvs"),
		"id": wordset.Of("yang dan di untuk dengan anda kami dari ini atau tidak pada dalam data"),
		"vi": wordset.Of("và của các chúng tôi bạn cho là được trong không có với dữ liệu"),
	}
})

// readLanguage tells the language of a text by its scripts, and for Latin script by its commonest words. "" unless the
// text is long enough to tell.
func readLanguage(text string) string {
	text = clip(text, 60000)
	var han, kana, hangul, latin, cyrillic, arabic, hebrew, thai, greek, devanagari, simp, trad, persian, ukrainian int
	for _, c := range text {
		switch {
		case c < 0x80:
			if asciiLetter(byte(c)) {
				latin++
			}
		case c >= 0x3040 && c <= 0x30FF:
			kana++
		case c >= 0x4E00 && c <= 0x9FFF:
			han++
			if strings.ContainsRune(simplifiedOnly, c) {
				if !strings.ContainsRune(traditionalOnly, c) {
					simp++
				}
			} else if strings.ContainsRune(traditionalOnly, c) {
				trad++
			}
		case c >= 0xAC00 && c <= 0xD7A3:
			hangul++
		case unicode.Is(unicode.Cyrillic, c):
			cyrillic++
			if strings.ContainsRune("іїєґ", c) {
				ukrainian++
			}
		case unicode.Is(unicode.Arabic, c):
			arabic++
			if strings.ContainsRune("پچژگی", c) {
				persian++
			}
		case unicode.Is(unicode.Hebrew, c):
			hebrew++
		case unicode.Is(unicode.Thai, c):
			thai++
		case unicode.Is(unicode.Greek, c):
			greek++
		case unicode.Is(unicode.Devanagari, c):
			devanagari++
		case unicode.IsLetter(c):
			latin++
		}
	}
	all := han*3 + kana*2 + hangul*2 + latin + cyrillic + arabic + hebrew + thai + greek + devanagari
	if all < 60 {
		return ""
	}
	switch {
	case (kana+han)*5 > all && kana*6 > han:
		return "ja"
	case hangul*5 > all:
		return "ko"
	case han*3*3 > all:
		if trad > simp {
			return "zh-Hant"
		}
		return "zh-Hans"
	case cyrillic*2 > all:
		if ukrainian*40 > cyrillic {
			return "uk"
		}
		return "ru"
	case arabic*2 > all:
		if persian*25 > arabic {
			return "fa"
		}
		return "ar"
	case hebrew*2 > all:
		return "he"
	case thai*2 > all:
		return "th"
	case greek*2 > all:
		return "el"
	case devanagari*2 > all:
		return "hi"
	}
	return latinLanguage(text)
}

// speakers is each stop word with its languages, by their places in spoken.
type speakers struct {
	spoken  []string // in alphabetical order
	of      map[string][]int
	longest int // bytes of a stop word
}

var latinSpeakers = sync.OnceValue(func() speakers {
	s := speakers{spoken: slices.Sorted(maps.Keys(stopWords())), of: map[string][]int{}}
	for i, lang := range s.spoken {
		for w := range stopWords()[lang] {
			s.of[w] = append(s.of[w], i)
			s.longest = max(s.longest, len(w))
		}
	}
	return s
})

// latinLanguage is the language whose stop words are the most; one word in twelve at least.
func latinLanguage(text string) string {
	s := latinSpeakers()
	count := make([]int, len(s.spoken))
	total := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) }) {
		total++
		if len(w) > s.longest {
			continue
		}
		for _, lang := range s.of[w] {
			count[lang]++
		}
	}
	most := slices.Max(count)
	if total < 12 || most == 0 || most*12 < total {
		return ""
	}
	return s.spoken[slices.Index(count, most)]
}
