package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	simplified  = "隐私政策：我们会收集您的设备信息，并在法律要求的范围内与第三方共享。您可以随时撤回同意，删除您的个人资料。"
	traditional = "隱私權政策：我們會蒐集您的裝置資訊，並在法律要求的範圍內與第三方分享。您可以隨時撤回同意，刪除您的個人資料。"
	japaneseTxt = "プライバシーポリシー：当社はお客様の個人情報を収集し、法令に基づき第三者に提供することがあります。同意はいつでも撤回できます。"
	koreanTxt   = "개인정보 처리방침: 회사는 이용자의 개인정보를 수집하며 법령에 따라 제삼자에게 제공할 수 있습니다. 동의는 언제든지 철회할 수 있습니다."
	russianTxt  = "Политика конфиденциальности: мы собираем персональные данные и передаём их третьим лицам в случаях, предусмотренных законом."
	frenchTxt   = "Politique de confidentialité : nous collectons vos données à caractère personnel, conformément à la loi. L’éditeur vérifie l’âge."
	polishTxt   = "Polityka prywatności: zbieramy dane osobowe użytkowników i udostępniamy je osobom trzecim zgodnie z prawem, także żądania usunięcia."
	greekTxt    = "Πολιτική απορρήτου: συλλέγουμε προσωπικά δεδομένα και τα κοινοποιούμε σε τρίτους σύμφωνα με τον νόμο."
	turkishTxt  = "Gizlilik politikası: kişisel verilerinizi topluyor ve yasaların gerektirdiği ölçüde üçüncü taraflarla paylaşıyoruz."
)

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		label, text string
		enc         encoding.Encoding
		guess       bool // also told from the bytes alone
	}{
		{"gb18030", simplified + "㐀", simplifiedchinese.GB18030, true},
		{"gbk", simplified, simplifiedchinese.GBK, true},
		{"gb2312", simplified, simplifiedchinese.GBK, true},
		{"big5", traditional, traditionalchinese.Big5, true},
		{"big5-hkscs", traditional + "㗎", traditionalchinese.Big5, true},
		{"shift_jis", japaneseTxt, japanese.ShiftJIS, true},
		{"euc-jp", japaneseTxt, japanese.EUCJP, true},
		{"iso-2022-jp", japaneseTxt, japanese.ISO2022JP, false},
		{"euc-kr", koreanTxt, korean.EUCKR, true},
		{"windows-1251", russianTxt, charmap.Windows1251, true},
		{"koi8-r", russianTxt, charmap.KOI8R, true},
		{"windows-1252", frenchTxt, charmap.Windows1252, true},
		{"windows-1250", polishTxt, charmap.Windows1250, false},
		{"windows-1253", greekTxt, charmap.Windows1253, false},
		{"windows-1254", turkishTxt, charmap.Windows1254, false},
		{"utf-16le", simplified, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), true},
		{"utf-16be", "<p>" + frenchTxt, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), true},
		{"utf-8", traditional, unicode.UTF8BOM, true},
	} {
		t.Run(c.label, func(t *testing.T) {
			page := "<html><head><title>x</title></head><body><p>" + strings.Repeat(c.text+"</p>\n<p>", 3) + "</body></html>"
			body, err := c.enc.NewEncoder().Bytes([]byte(page))
			if err != nil {
				t.Fatal(err)
			}
			types := map[string]string{"header": "text/html; charset=" + c.label, "loud header": `text/html;charset="` + strings.ToUpper(c.label) + `"`}
			if c.guess {
				types["nothing"] = "text/html"
				types["wrong header, utf-8"] = "text/html; charset=utf-8"
			}
			for name, ct := range types {
				got, charset, err := Decode(body, ct)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if string(got) != page {
					t.Errorf("%s: read as %s: %.120q", name, charset, got)
				}
			}
			// Declared by a meta element alone.
			meta := `<html><head><meta charset="` + c.label + `">` + page[len("<html><head>"):]
			if body, err = c.enc.NewEncoder().Bytes([]byte(meta)); err != nil {
				t.Fatal(err)
			}
			if got, charset, err := Decode(body, "text/html"); err != nil || string(got) != meta {
				t.Errorf("meta: read as %s, %v: %.120q", charset, err, got)
			}
		})
	}
}

// A header may name a charset that the page is not in; UTF-8 that says iso-8859-1 is UTF-8.
func TestDecodeWrongHeader(t *testing.T) {
	for _, c := range []struct{ body, contentType string }{
		{traditional, "text/html; charset=iso-8859-1"},
		{simplified, "text/html; charset=gbk"},
		{"plain ASCII", "text/plain; charset=nonsense"},
		{"", ""},
	} {
		got, charset, err := Decode([]byte(c.body), c.contentType)
		if err != nil || string(got) != c.body || charset != "utf-8" {
			t.Errorf("%s: %q %s %v", c.contentType, got, charset, err)
		}
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.Repeat(simplified, 3))
	if err != nil {
		t.Fatal(err)
	}
	for _, ct := range []string{"text/html; charset=iso-8859-1", "text/html; charset=big5", "text/html; charset=shift_jis"} {
		if got, charset, err := Decode([]byte(gbk), ct); err != nil || !strings.HasPrefix(string(got), simplified) {
			t.Errorf("%s: read as %s, %v: %.60q", ct, charset, err, got)
		}
	}
}
