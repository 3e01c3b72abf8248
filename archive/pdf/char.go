package pdf

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// hyphen is what PDFium writes for a hyphen that ends a line within a word.
const hyphen = '\u0002'

// plainChar is the character that a reader sees: every space a plain one, vertical punctuation and the radicals
// that fonts give for whole Chinese characters as what they stand for. -1 for what no reader sees.
func plainChar(c rune) rune {
	switch {
	case c == hyphen || c == 0xFFFE || c == 0xAD || c == 0x2010:
		return hyphen
	case c == 0xA0 || c == '\t' || c >= 0x2000 && c <= 0x200A || c == 0x202F || c == 0x205F || c == 0x3000:
		return ' '
	case c >= 0x2E80 && c < 0x2FE0:
		return unified(c)
	case c >= 0xFE10 && c < 0xFE20 || c >= 0xFE30 && c < 0xFE50 || c >= 0xF900 && c < 0xFB00:
		if folded, n := utf8.DecodeRuneInString(norm.NFKC.String(string(c))); n == len(norm.NFKC.String(string(c))) {
			return folded
		}
	case c < 0x20 || c >= 0x7F && c < 0xA0 || c == utf8.RuneError || c == 0xFFFF || c == 0xFEFF ||
		unicode.Is(unicode.Cf, c) && c != 0x200C && c != 0x200D:
		return -1
	}
	return c
}

// supplement are the radicals that Unicode's NFKC keeps, each before the character that it stands for
// (EquivalentUnifiedIdeograph.txt of the Unicode Character Database).
const supplement = "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫" +
	"⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸" +
	"⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"

var supplementary = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	pairs := []rune(supplement)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
})

func unified(c rune) rune {
	if to, ok := supplementary()[c]; ok {
		return to
	}
	folded, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(c)))
	return folded
}

func hangul(c rune) bool { return unicode.Is(unicode.Hangul, c) }

func han(c rune) bool   { return unicode.Is(unicode.Han, c) }
func latin(c rune) bool { return c < 0x250 && (unicode.IsLetter(c) || unicode.IsDigit(c)) }

// wide reports characters of scripts written without spaces, and their punctuation.
func wide(c rune) bool {
	return c >= 0x2E80 && c <= 0xABFF && !(c >= 0xA4D0 && c <= 0xA95F) || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE4F || c >= 0xFF00 && c <= 0xFFEF || c >= 0x20000
}

// ideograph reports characters that fill a square.
func ideograph(c rune) bool {
	return c >= 0x2E80 && c < 0x3000 || c >= 0x3041 && c < 0x30FF || c >= 0x3400 && c < 0xA000 || c >= 0x20000 || c >= 0xF900 && c < 0xFB00
}

// rightToLeft reports letters of scripts that are written to the left.
func rightToLeft(c rune) bool {
	return c >= 0x590 && c <= 0x8FF || c >= 0xFB1D && c <= 0xFDFF || c >= 0xFE70 && c <= 0xFEFC
}
