package extract

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// ErrUndecodable is returned for bytes that are no text in any charset known.
var ErrUndecodable = errors.New("not a text in a known charset")

// Decode turns a response body into UTF-8. The charset is, in this order: that of a byte order mark; UTF-8 where the
// body is valid UTF-8 and says something by it; the header's; a meta element's; where neither is declared or the
// declared one does not fit the bytes, the one among the common charsets that reads best. charset is its WHATWG name.
func Decode(body []byte, contentType string) (text []byte, name string, err error) {
	if len(body) > MaxPage {
		return nil, "", fmt.Errorf("decode: %d bytes: %w", len(body), ErrTooLarge)
	}
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return bytes.ToValidUTF8(body[3:], []byte("\uFFFD")), "utf-8", nil
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return decodeWith(body[2:], xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM), "utf-16le")
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return decodeWith(body[2:], xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM), "utf-16be")
	}
	if name := utf16Without(body); name != "" {
		enc, _ := htmlindex.Get(name)
		return decodeWith(body, enc, name)
	}
	head := declared(body, contentType)
	if utf8.Valid(body) {
		if name := escapeCharset(head); name != "" {
			enc, name := lookup(name)
			return decodeWith(body, enc, name)
		}
		return body, "utf-8", nil // what is valid UTF-8 beyond ASCII is never anything else by chance
	}
	var best []byte
	bestName, bestScore := "", 1<<30
	try := func(name string, bonus int) {
		enc, canonical := lookup(name)
		if enc == nil {
			return
		}
		out, err := enc.NewDecoder().Bytes(body)
		if err != nil {
			return
		}
		if s := oddness(out) - bonus; s < bestScore {
			best, bestName, bestScore = out, canonical, s
		}
	}
	for i, n := range head {
		try(n, 2+len(head)-i)
		if best != nil && bestScore <= 0 {
			return best, bestName, nil
		}
	}
	for _, n := range []string{
		"utf-8", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1251", "koi8-r", "windows-1252",
		"windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-874",
	} {
		try(n, 0)
	}
	if best == nil {
		return nil, "", fmt.Errorf("decode: %w", ErrUndecodable)
	}
	return best, bestName, nil
}

func decodeWith(body []byte, enc encoding.Encoding, name string) ([]byte, string, error) {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return nil, name, fmt.Errorf("decode %s: %w", name, err)
	}
	return out, name, nil
}

// lookup finds a decoder by label. Big5-HKSCS is in WHATWG's big5; gbk is read as its superset gb18030.
func lookup(label string) (encoding.Encoding, string) {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "gbk", "gb2312", "x-gbk", "gb_2312-80", "gb18030", "hz-gb-2312":
		if strings.HasPrefix(strings.ToLower(label), "hz") {
			return simplifiedchinese.HZGB2312, "hz-gb-2312"
		}
		return simplifiedchinese.GB18030, "gb18030"
	case "big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5":
		return traditionalchinese.Big5, "big5"
	case "shift_jis", "sjis", "cp932", "windows-31j":
		return japanese.ShiftJIS, "shift_jis"
	case "euc-kr", "cp949", "uhc", "ks_c_5601-1987":
		return korean.EUCKR, "euc-kr"
	}
	enc, name := charset.Lookup(label)
	return enc, name
}

// declared lists the charsets that the header and the page name.
func declared(body []byte, contentType string) []string {
	var out []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		out = append(out, params["charset"])
	}
	head := body[:min(len(body), 4096)]
	lower := bytes.ToLower(head)
	for rest := lower; ; {
		i := bytes.Index(rest, []byte("charset"))
		if i < 0 {
			break
		}
		rest = rest[i+len("charset"):]
		v := bytes.TrimLeft(rest, " \t\r\n")
		if len(v) == 0 || v[0] != '=' {
			continue
		}
		v = bytes.TrimLeft(v[1:], " \t\r\n\"'")
		if end := bytes.IndexAny(v, " \t\r\n\"'/>;"); end > 0 {
			out = append(out, string(v[:end]))
		}
	}
	if bytes.HasPrefix(lower, []byte("<?xml")) {
		if i := bytes.Index(lower, []byte("encoding=")); i >= 0 && i < 200 {
			v := bytes.Trim(lower[i+len("encoding="):min(len(lower), i+60)], "\"'")
			if end := bytes.IndexAny(v, "\"' ?>"); end > 0 {
				out = append(out, string(v[:end]))
			}
		}
	}
	return out
}

// escapeCharset finds a declared 7-bit charset, whose text is valid UTF-8 and means something else.
func escapeCharset(names []string) string {
	for _, n := range names {
		switch strings.ToLower(n) {
		case "iso-2022-jp", "hz-gb-2312":
			return n
		}
	}
	return ""
}

// utf16Without recognises UTF-16 without a byte order mark by its zero bytes.
func utf16Without(body []byte) string {
	n := min(len(body), 1024) &^ 1
	if n < 16 {
		return ""
	}
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if body[i] == 0 {
			even++
		}
		if body[i+1] == 0 {
			odd++
		}
	}
	switch {
	case odd > n/5 && even == 0:
		return "utf-16le"
	case even > n/5 && odd == 0:
		return "utf-16be"
	}
	return ""
}

// oddness weighs what a text in the right charset does not have: replacement characters, controls, private-use and rare
// characters, letters of one script broken by another's or by signs. Per 1,000 characters beyond ASCII, 0 is best.
func oddness(text []byte) int {
	bad, all := 0, 0
	common := commonHan
	if kanaShare(text) {
		common = commonKanji
	}
	var prev, before rune
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		i += n
		if c >= 0x80 {
			all++
			switch {
			case c == utf8.RuneError:
				bad += 20
			case c < 0xA0:
				bad += 10
			case c >= 0xE000 && c <= 0xF8FF:
				bad += 8
			case c >= 0xFF61 && c <= 0xFF9F: // half-width katakana: what Shift_JIS makes of anything
				bad += 3
			case c >= 0x4E00 && c <= 0x9FFF:
				if !common(c) {
					bad += 2
				}
				if prev == ' ' && before >= 0x4E00 && before <= 0x9FFF {
					bad += 2 // Chinese is written without spaces; Korean read as Chinese has them
				}
			case c >= 0x3400 && c <= 0x4DBF, c >= 0x20000:
				bad += 4
			case unicode.IsLetter(c):
				if asciiLetter(byte(min(prev, 0x7F))) && prev < 0x80 && c > 0x17F {
					bad += 3 // a Latin letter and one of another script in one word
				}
				if unicode.IsLower(prev) && unicode.IsUpper(c) {
					bad += 4
				}
			case prev >= 0x80 && unicode.IsLetter(prev) && unicode.IsSymbol(c):
				bad += 3
			}
		}
		prev, before = c, prev
	}
	if all == 0 {
		return 0
	}
	return bad * 1000 / all / 10
}

// commonHan reports the characters of GB 2312's first level and Big5's frequent plane, by asking the encodings
// themselves: a text in either script consists of those almost alone.
func commonHan(c rune) bool {
	var src, dst [8]byte
	n := utf8.EncodeRune(src[:], c)
	if w, _, err := simplifiedchinese.GBK.NewEncoder().Transform(dst[:], src[:n], true); err == nil && w == 2 &&
		dst[0] >= 0xB0 && dst[0] <= 0xD7 && dst[1] >= 0xA1 {
		return true
	}
	w, _, err := traditionalchinese.Big5.NewEncoder().Transform(dst[:], src[:n], true)
	return err == nil && w == 2 && dst[0] >= 0xA4 && dst[0] <= 0xC6
}

// kanaShare reports a text with as much kana as Japanese has.
func kanaShare(text []byte) bool {
	kana, all := 0, 0
	for _, c := range string(text[:min(len(text), 20000)]) {
		if c >= 0x80 {
			all++
			if c >= 0x3041 && c <= 0x30FA {
				kana++
			}
		}
	}
	return kana*5 > all
}

// commonKanji reports the characters of JIS X 0208's first level.
func commonKanji(c rune) bool {
	var src, dst [8]byte
	n := utf8.EncodeRune(src[:], c)
	w, _, err := japanese.EUCJP.NewEncoder().Transform(dst[:], src[:n], true)
	return err == nil && w == 2 && dst[0] >= 0xB0 && dst[0] <= 0xCF
}
