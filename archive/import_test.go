package archive

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policylog/internal/realdata"
)

// told is what an import says of a file.
type told struct{ Source, Title, Language, URL, Captured, Updated, Effective, Label string }

func toldBy(o Outcome) told {
	t := told{o.Source, o.Title, o.Language, o.FinalURL, "", o.Updated, o.Effective, o.Label}
	if !o.Captured.IsZero() {
		t.Captured = o.Captured.Format(time.RFC3339)
	}
	return t
}

func TestReadFileSeeds(t *testing.T) {
	for _, c := range []struct {
		file string
		want told
	}{
		{"000_05b14415a591ba60.txt", told{
			Source: "xiaomi/privacy-policy.zh-TW", Title: "小米隱私政策", Language: "zh-Hant-TW",
			URL: "https://privacy.mi.com/all/zh_TW/", Captured: "2022-01-27T00:00:00Z", Updated: "2021-01-15",
		}},
		{"003_13bd11e379a121a2.txt", told{
			Source: "xiaomi/privacy-policy.en-US", Title: "Xiaomi Privacy Policy", Language: "en-US",
			URL: "https://privacy.mi.com/all/en_US/", Captured: "2022-01-27T00:00:00Z", Updated: "2021-01-15",
		}},
		{"002_0fb34c2545ec3a69.txt", told{
			Source: "xiaomi/用户反馈-privacy-policy.zh-CN", Title: "用户反馈隐私政策", Language: "zh-Hans", Effective: "2023-12-22",
			Label: "v20240102",
		}},
		{"004_cbd58d81623d95b8.txt", told{
			Source: "smartmiglobal/privacy-policy.zh-TW", Title: "隱私權政策", Language: "zh-Hant-TW", Updated: "2021-03-30",
		}},
	} {
		data := realdata.File(t, "seeds/"+c.file)
		o, err := ReadFile(c.file, data, Env{}, ImportOptions{})
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(c.want, toldBy(o)); diff != "" {
			t.Errorf("%s: %s", c.file, diff)
		}
		if !bytes.Equal(o.Raw, data) || o.Status != StatusNew || o.Origin != "import" {
			t.Errorf("%s: status %s, origin %s, %d of %d raw bytes", c.file, o.Status, o.Origin, len(o.Raw), len(data))
		}
		if !bytes.Contains(data, o.Markdown) {
			t.Errorf("%s: the recorded text is not a part of the file as it stands", c.file)
		}
		for _, meta := range []string{"存档时间", "dateCreated", "元数据"} {
			if strings.Contains(string(o.Markdown), meta) {
				t.Errorf("%s: %q is recorded as policy text", c.file, meta)
			}
		}
	}
}

func TestReadFileTakesAPersonsWord(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "import", "boxed.md"))
	if err != nil {
		t.Fatal(err)
	}
	captured := time.Date(2024, 2, 3, 4, 5, 6, 0, time.FixedZone("", 8*3600))
	o, err := ReadFile("boxed.md", data, Env{}, ImportOptions{
		Source: "leaf/terms.zh-HK", URL: "https://other.example/", Captured: captured, Language: "zh-HK", Title: "條款",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := told{"leaf/terms.zh-HK", "條款", "zh-HK", "https://other.example/", "2024-02-03T04:05:06+08:00", "2023-04-01", "", ""}
	want.Captured = captured.UTC().Format(time.RFC3339)
	if diff := cmp.Diff(want, toldBy(o)); diff != "" {
		t.Error(diff)
	}
	// And the file's, where nobody says otherwise; of two names the one that the sources already have.
	cfg, err := ParseConfig("c", []byte("version: 1\nsources:\n  bl/datenschutz.zh-TW:\n    url: http://brightleaf.example/legal/zh_TW\n"))
	if err != nil {
		t.Fatal(err)
	}
	o, err = ReadFile("boxed.md", data, Env{}, ImportOptions{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	want = told{"bl/datenschutz.zh-TW", "明葉隱私權政策", "zh-Hant-TW", "https://www.brightleaf.example/legal/zh_TW/", "2023-05-06T00:00:00Z", "2023-04-01", "", ""}
	if diff := cmp.Diff(want, toldBy(o)); diff != "" {
		t.Error(diff)
	}
}

// A page with a stray NUL near its beginning is a page; what does not begin as one and holds a NUL is not.
func TestExtensionOfBytesWithNUL(t *testing.T) {
	page := "<!DOCTYPE html><html><head><title>a\x00b</title></head><body><p>We keep it.</p></body></html>"
	for _, c := range []struct{ contentType, body, want string }{
		{"text/html", page, "html"},
		{"", page, "html"},
		{"text/html", "PK\x03\x04\x00\x00", ""},
	} {
		if got := extension(c.contentType, []byte(c.body)); got != c.want {
			t.Errorf("extension(%q, %q) = %q, want %q", c.contentType, c.body, got, c.want)
		}
	}
}

func TestReadFileHTML(t *testing.T) {
	cfg, err := ParseConfig("c", []byte("version: 1\nsources:\n  a/p.en:\n    url: https://www.example.com/p\n    remove: h2\n"))
	if err != nil {
		t.Fatal(err)
	}
	o, err := ReadFile("p.html", []byte(policyPage(30, 4)), Env{}, ImportOptions{Source: "a/p.en", Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	if o.Ext != "html" || strings.Contains(string(o.Markdown), "Shop") || strings.Contains(string(o.Markdown), "Retention") ||
		!strings.Contains(string(o.Markdown), "30 days") || o.Extractor == "" || o.Language != "en" {
		t.Errorf("%+v\n%s", o.Report(), o.Markdown)
	}
}

func TestReadFileInOtherCharsets(t *testing.T) {
	for _, c := range []struct{ charset, data, want string }{
		{"big5", "\xc1\xf4\xa8p\xc5v\xacF\xb5\xa6", "隱私權政策"},
		{"gb18030", "\xd2\xfe\xcb\xbd\xd5\xfe\xb2\xdf", "隐私政策"},
		{"utf-16le", "\xff\xfe\xb1\x96\xc1\x79", "隱私"},
	} {
		o, err := ReadFile("p.txt", []byte(c.data), Env{}, ImportOptions{Source: "a/b.zh"})
		if err != nil {
			t.Errorf("%s: %v", c.charset, err)
			continue
		}
		if string(o.Markdown) != c.want || string(o.Raw) != c.data || len(o.Notes) == 0 || o.Notes[0].String() != "read as "+c.charset {
			t.Errorf("%s: text %q, raw %q, notes %q", c.charset, o.Markdown, o.Raw, o.Notes)
		}
	}
}

func TestReadFileBadInput(t *testing.T) {
	for _, c := range []struct {
		name string
		data string
		opt  ImportOptions
		want string
	}{
		{"empty.md", "", ImportOptions{}, "the file is empty"},
		{"blank.md", "\ufeff \n\t\n", ImportOptions{}, "the file is empty"},
		{"latin.txt", "plain text with one \xff bad byte", ImportOptions{Source: "a/b.en"}, "not valid UTF-8 at byte 20"},
		{"cut.txt", "我們蒐集您的資料\xe6\x88，以及", ImportOptions{Source: "a/b.zh-TW"}, "not valid UTF-8 at byte 24"},
		{"later.txt", "隱私\xff", ImportOptions{Source: "a/b.zh-TW"}, "not valid UTF-8 at byte 6"},
		{"binary.txt", "ab\x00c", ImportOptions{Source: "a/b.en"}, "a zero byte at byte 2"},
		{"meta.md", "---\ntitle: x\n---\n", ImportOptions{Source: "a/b.en"}, "there is no text"},
		{"page.html", "<html><script>x()</script></html>", ImportOptions{Source: "a/b.en"}, "there is no text"},
		{"p.pdf", "%PDF-1.7", ImportOptions{Source: "a/b.en"}, "no PDF reader"},
		{"p.md", "# Privacy\n\ntext", ImportOptions{Source: "../b.en"}, `holds ".."`},
		{"p.md", "# Privacy Policy\n\nWe keep the data that you give us for as long as the law asks us to, and we delete it after that.", ImportOptions{}, "--source SERVICE/privacy-policy.en"},
		{"p.md", "# Privacy Policy\n\nWe keep data.", ImportOptions{Language: "english!"}, "BCP 47"},
	} {
		_, err := ReadFile(c.name, []byte(c.data), Env{}, c.opt)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: error is %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := ReadFile("p.md", []byte("# Privacy Policy\n\ntext"), Env{}, ImportOptions{}); !errors.Is(err, ErrCannotTell) {
		t.Errorf("error is %v", err)
	}
}

func TestProposeID(t *testing.T) {
	for _, c := range []struct{ url, title, lang, text, want string }{
		{"https://privacy.mi.com/all/zh_TW/", "小米隱私政策", "zh-Hant-TW", "", "xiaomi/privacy-policy.zh-TW"},
		{"https://privacy.mi.com/miaccount/zh_CN/", "小米帐号隐私政策", "zh-Hans", "", "xiaomi/miaccount-privacy-policy.zh-CN"},
		{"https://www.mi.com/global/about/privacy/", "Mi.com Privacy Policy", "en", "", "xiaomi/mi-com-privacy-policy.en"},
		{"https://www.bbc.co.uk/usingthebbc/cookies", "BBC Cookie Policy", "en", "", "bbc/cookie-policy.en"},
		{"https://example.com/de-DE/datenschutz", "Datenschutzerklärung", "de", "", "example/privacy-policy.de-DE"},
		{"https://example.com/legal/terms-of-use", "", "en", "", "example/terms-of-service.en"},
		{"https://example.com/", "", "", "", "example/policy"},
		{"", "隱私權聲明", "zh-Hant", "聯絡 privacy@brightleaf.com.tw 或 https://www.brightleaf.com.tw/", "brightleaf/privacy-policy.zh-TW"},
		{"", "Privacy Policy", "en", "https://a.example.com/ https://b.org/", ""},
		{"", "Privacy Policy", "en", "no address", ""},
		{"https://例え.jp/プライバシー", "プライバシーポリシー", "ja", "", "例え/privacy-policy.ja"},
		{"http://127.0.0.1:8080/p", "Privacy Policy", "en", "", "127-0-0-1/privacy-policy.en"},
	} {
		got, _ := proposeID(c.url, c.title, c.lang, c.text)
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.url, c.title, got, c.want)
		}
		if got != "" {
			if err := CheckID(got); err != nil {
				t.Error(err)
			}
		}
	}
}

// Whatever a hostile page calls itself, the name proposed for it is one that the archive takes, or none.
func FuzzProposeID(f *testing.F) {
	f.Add("https://privacy.mi.com/all/zh_TW/", "小米隱私政策", "zh-Hant-TW", "mail a@b.com")
	f.Add("http://../../x", "../../etc/passwd privacy policy", "../..", "")
	f.Add("https://example.com/.git/", ".lock terms", "en", "")
	f.Fuzz(func(t *testing.T, url, title, lang, text string) {
		if id, _ := proposeID(url, title, lang, text); id != "" && CheckID(id) != nil {
			t.Errorf("%q", id)
		}
	})
}

func FuzzReadFile(f *testing.F) {
	boxed, err := os.ReadFile(filepath.Join("testdata", "import", "boxed.md"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("a.md", boxed)
	f.Add("a.html", []byte(policyPage(30, 1)))
	f.Add("a.txt", []byte("版本号:v1\n\n隐私政策\n\n我们的隐私政策已于2023年12月22日发布生效。"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		o, err := ReadFile(name, data, Env{}, ImportOptions{Source: "a/b.zh-CN"})
		if err != nil {
			return
		}
		if !bytes.Equal(o.Raw, data) || len(o.Markdown) == 0 || strings.ContainsAny(o.Title, "\x00\x1b\n") {
			t.Errorf("title %q, %d bytes of text, %d of %d raw", o.Title, len(o.Markdown), len(o.Raw), len(data))
		}
	})
}
