package doc

import (
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxFrontMatter bounds the lines in which front matter must end.
const maxFrontMatter = 200

// frontMatter reads the front matter that begins at byte from, a block of YAML between lines of three dashes, and
// returns where the text behind it begins.
func (d *Document) frontMatter(from int) int {
	s := &scanner{src: d.Source, pos: from, feed: -1, returns: -1}
	start, end := s.nextLine()
	if strings.TrimRight(d.Source[start:end], " \t") != "---" {
		return from
	}
	var f fields
	for n := 0; s.pos < len(d.Source) && n < maxFrontMatter; n++ {
		start, end := s.nextLine()
		t := strings.TrimRight(d.Source[start:end], " \t")
		if t == "---" || t == "..." {
			d.Meta.take(f)
			return s.pos
		}
		if !f.line(t) {
			return from // a rule and a text, not front matter
		}
	}
	return from
}

// fields are the keys and values of a block of YAML, in order.
type fields [][2]string

// line reads one line, and reports whether it can be YAML of the plain kind that metadata is written in. A line that is
// indented or begins a list item belongs to the value before.
func (f *fields) line(t string) bool {
	u := strings.TrimSpace(t)
	if u == "" || u[0] == '#' {
		return true
	}
	if n := len(*f); n > 0 && (t[0] == ' ' || t[0] == '\t' || strings.HasPrefix(t, "- ")) {
		v := &(*f)[n-1][1]
		*v = strings.TrimSpace(strings.TrimLeft(*v, ">|") + " " + u)
		return true
	}
	i := strings.IndexAny(u, ":：")
	if i <= 0 {
		return false
	}
	_, w := utf8.DecodeRuneInString(u[i:])
	key, value := strings.TrimSpace(u[:i]), u[i+w:]
	if width(key) > 40 || w == 1 && value != "" && value[0] != ' ' && value[0] != '\t' {
		return false
	}
	*f = append(*f, [2]string{strings.Trim(key, `"'`), unquote(strings.TrimSpace(value))})
	return true
}

// unquote takes the quotes off a YAML scalar.
func unquote(v string) string {
	if n := len(v); n >= 2 && (v[0] == '"' || v[0] == '\'') && v[n-1] == v[0] {
		return v[1 : n-1]
	}
	return v
}

// metaKeys are the keys that files state their title, address, language and capture date under.
var metaKeys = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"title": "title", "标题": "title", "標題": "title", "名称": "title", "名稱": "title",
		"url": "url", "source": "url", "source_url": "url", "source-url": "url", "sourceurl": "url", "link": "url", "canonical": "url",
		"canonical_url": "url", "permalink": "url", "网址": "url", "網址": "url", "链接": "url", "連結": "url", "来源": "url", "來源": "url",
		"lang": "lang", "language": "lang", "locale": "lang", "语言": "lang", "語言": "lang",
		"captured": "captured", "captured_at": "captured", "captured-at": "captured", "capturedat": "captured", "archived": "captured",
		"archived_at": "captured", "archivedat": "captured", "retrieved": "captured", "retrieved_at": "captured", "fetched": "captured",
		"fetched_at": "captured", "fetchdate": "captured", "fetch_date": "captured", "accessed": "captured", "snapshot": "captured",
		"存档时间": "captured", "存檔時間": "captured", "存档日期": "captured", "存檔日期": "captured", "采集时间": "captured", "擷取時間": "captured",
		"抓取时间": "captured", "抓取時間": "captured", "抓取日期": "captured", "访问时间": "captured", "存取時間": "captured", "保存時間": "captured",
	}
})

// take fills what is still unknown from fields, and keeps the rest.
func (m *Meta) take(f fields) {
	for _, kv := range f {
		key, value := kv[0], kv[1]
		if value == "" {
			m.keep(key, value)
			continue
		}
		switch what := metaKeys()[strings.ToLower(key)]; {
		case what == "title" && m.Title == "":
			m.Title = value
		case what == "url" && m.URL == "" && isURL(value):
			m.URL = strings.Trim(value, "<>")
		case what == "lang" && m.Language == "" && canonical(value) != "":
			m.Language = canonical(value)
		case what == "captured" && m.Captured == "" && isoDate(value) != "":
			m.Captured = isoDate(value)
		default:
			m.keep(key, value)
		}
	}
}

func (m *Meta) keep(key, value string) {
	if m.Extra == nil {
		m.Extra = map[string]string{}
	}
	if _, ok := m.Extra[key]; !ok {
		m.Extra[key] = value
	}
}

func isURL(v string) bool {
	v = strings.TrimPrefix(v, "<")
	return strings.HasPrefix(v, "https://") || strings.HasPrefix(v, "http://")
}

// isoDate reads a date that is written year first, with a time or without; "" for any other.
func isoDate(v string) string {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, v); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	var n [3]int
	k, digits := 0, 0
	for _, r := range v {
		d := digit(r)
		switch {
		case d >= 0 && digits < 9:
			n[k] = n[k]*10 + d
			digits++
			continue
		case digits == 0 && unicode.IsSpace(r):
			continue
		case digits == 0:
			return ""
		}
		if digits == 8 && k == 0 {
			break
		}
		if k == 2 {
			break
		}
		if r == '-' || r == '/' || r == '.' || r == '年' || r == '月' || unicode.IsSpace(r) {
			if r == '年' || r == '月' || !unicode.IsSpace(r) {
				k, digits = k+1, 0
			}
			continue
		}
		break
	}
	if k == 0 && n[0] > 10000000 {
		n = [3]int{n[0] / 10000, n[0] / 100 % 100, n[0] % 100}
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if n[0] < 1900 || t.Year() != n[0] || int(t.Month()) != n[1] || t.Day() != n[2] {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", n[0], n[1], n[2])
}

// metadataBox reads the box of metadata that stands before everything else, an admonition or a fenced block that holds
// nothing but keys and values, one of them an address or a date of capture. It returns the number of its leaves.
func (d *Document) metadataBox(leaves []leaf) int {
	n := 0
	var f fields
	if len(leaves) > 0 && leaves[0].admonition {
		n = 1
		for n < len(leaves) && leaves[n].inAdmonition {
			n++
		}
	} else if len(leaves) > 0 && leaves[0].kind == Code {
		n = 1
	}
	for i := 0; i < n; i++ {
		l := &leaves[i]
		if l.admonition {
			continue
		}
		for line := range strings.Lines(d.Source[l.start:l.end]) {
			t := strings.TrimSpace(line)
			if strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
				continue
			}
			if !f.line(t) {
				return 0
			}
		}
	}
	var m Meta
	m.take(f)
	if m.URL == "" && m.Captured == "" {
		return 0
	}
	for i := range leaves[:n] {
		leaves[i].boiler = true
	}
	d.Meta.take(f)
	return n
}

// wrappers are headings that only part the metadata from the text.
var wrappers = map[string]bool{
	"正文": true, "原文": true, "全文": true, "本文": true, "內容": true, "内容": true, "內文": true, "content": true, "text": true,
	"full text": true, "body": true,
}

// contents are headings over a table of contents.
var contents = map[string]bool{
	"contents": true, "table of contents": true, "目录": true, "目錄": true, "目次": true, "目录导航": true, "on this page": true,
	"in this article": true, "inhalt": true, "inhaltsverzeichnis": true, "sommaire": true, "table des matières": true, "índice": true,
	"indice": true, "목차": true, "содержание": true, "spis treści": true, "obsah": true, "tartalom": true, "inhoud": true,
	"daftar isi": true,
}

// policyWords tell the title of a policy from the banner of a service above it.
var policyWords = []string{
	"privacy", "policy", "policies", "terms", "notice", "agreement", "statement", "cookie", "guideline", "conditions", "license",
	"隐私", "隱私", "私隱", "政策", "条款", "條款", "协议", "協議", "声明", "聲明", "规则", "規則", "须知", "須知", "准则", "準則",
	"プライバシー", "ポリシー", "規約", "개인정보", "약관", "방침", "datenschutz", "richtlinie", "nutzungsbedingungen", "hinweis",
	"confidentialité", "politique", "conditions", "déclaration", "privacidad", "política", "términos", "aviso", "privacidade",
	"termos", "informativa", "termini", "privacyverklaring", "voorwaarden", "beleid", "kennisgeving", "prywatnoś", "regulamin", "polityka",
	"конфиденциальн", "политика", "условия", "уведомление", "соукром", "soukrom", "zásady", "podmínky", "adatvéd", "feltétel", "nyilatkozat",
	"privasi", "kebijakan", "ketentuan", "pemberitahuan",
}

func isPolicyTitle(t string) bool {
	t = strings.ToLower(t)
	for _, w := range policyWords {
		if strings.Contains(t, w) {
			return true
		}
	}
	return false
}

// titleOf finds the title of the policy: the first heading near the top that names a policy, else the most prominent
// one.
func (d *Document) titleOf() string {
	best := None
	for i := range d.Sections {
		s := &d.Sections[i]
		if i > 8 {
			break
		}
		t := strings.ToLower(s.Title)
		if t == "" || wrappers[t] || contents[t] || s.Number != "" {
			continue
		}
		if isPolicyTitle(t) && (best == None || !isPolicyTitle(d.Sections[best].Title)) && s.Heading < 12 {
			best = i
			continue
		}
		if best == None || s.Level < d.Sections[best].Level && !isPolicyTitle(d.Sections[best].Title) {
			best = i
		}
	}
	if best != None && isPolicyTitle(d.Sections[best].Title) {
		return d.Sections[best].Title
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Boiler {
			continue
		}
		if b.Kind != Paragraph && b.Kind != Heading {
			break
		}
		if b.Kind == Paragraph && len(b.Text) <= 300 {
			t := plain(b.Text[b.Body:])
			if ok, colon := titleLike(t); ok && !colon && width(t) <= 60 && isPolicyTitle(t) {
				return t
			}
		}
		if i >= 2 {
			break
		}
	}
	if best != None {
		return d.Sections[best].Title
	}
	return ""
}

// StripMetadata parts a file into the policy's text and what the file says of itself. The text is a slice of src: without
// front matter, without a metadata box, and, where there is such a box, without the heading that only parts it from
// the text (正文). A file without metadata comes back whole.
func StripMetadata(src []byte) (policy []byte, m Meta) {
	d := Parse(src)
	start := 0
	if d.Start > len(bom) || d.Start > 0 && !strings.HasPrefix(d.Source, bom) {
		start = d.Start
	}
	n := 0
	for n < d.box {
		start = d.Blocks[n].End
		n++
	}
	if n > 0 && n < len(d.Blocks) && d.Blocks[n].Kind == Heading {
		if t := d.Sections[d.Blocks[n].Section].Title; wrappers[strings.ToLower(t)] {
			start = d.Blocks[n].End
		}
	}
	if start == 0 {
		return src, d.Meta
	}
	rest := src[start:]
	for len(rest) > 0 { // whole blank lines
		i := strings.IndexByte(string(rest[:min(len(rest), 200)]), '\n')
		if i < 0 || !isBlank(string(rest[:i])) {
			break
		}
		rest = rest[i+1:]
	}
	return rest, d.Meta
}
