package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"policylog/archive/extract"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/internal/reason"
)

// ImportOptions are what a person says of a file; what is left empty is read from the file.
type ImportOptions struct {
	Source   string // "service/policy.lang"
	URL      string
	Captured time.Time // zero: as the file states it, else unknown
	Language string    // BCP 47
	Title    string
	Config   *Config // sources whose URL may be the file's, and their rules for pages; may be nil
}

// ReadFile makes an Outcome of a file's bytes: Markdown or plain text with or without front matter and metadata box,
// HTML, or PDF where the environment can read it. Raw holds the file as it is, Markdown the policy without metadata,
// Status is StatusNew and Origin "import". Captured is what the options or the file say, else zero: unknown. A source
// that is proposed rather than told is named in Notes; one that cannot be told is ErrCannotTell.
func ReadFile(name string, data []byte, env Env, o ImportOptions) (Outcome, error) {
	out, err := readFile(name, data, env.filled(), o)
	if err != nil {
		return Outcome{}, fmt.Errorf("import %s: %w", name, err)
	}
	return out, nil
}

func readFile(name string, data []byte, env Env, o ImportOptions) (Outcome, error) {
	if len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))) == 0 {
		return Outcome{}, errors.New("the file is empty")
	}
	if _, err := language.Parse(o.Language); err != nil && o.Language != "" {
		return Outcome{}, fmt.Errorf("language %q is no BCP 47 tag\nhint: write zh-TW, zh-CN or en", o.Language)
	}
	ext := FileExt(name, data)
	out := Outcome{
		Status: StatusNew, Origin: "import", Raw: data, Ext: ext, SHA256: digest(data), FinalURL: o.URL,
		Captured: o.Captured.UTC(),
	}
	if o.Captured.IsZero() {
		out.Captured = time.Time{}
	}
	var meta doc.Meta
	var err error
	if ext == "html" || ext == "pdf" {
		meta, err = out.readPage(data, env, o)
	} else {
		meta, err = out.readText(data)
	}
	if err != nil {
		return Outcome{}, err
	}
	out.state(meta, o)
	return out, out.name(o)
}

// FileExt is what a file is, by its content and its name's ending: pdf, html, md or txt.
func FileExt(name string, data []byte) string {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return "pdf"
	case ext == ".html", ext == ".htm", ext == ".xhtml", looksHTML(data):
		return "html"
	case ext == ".md", ext == ".markdown":
		return "md"
	}
	return "txt"
}

// readText parts a text from its metadata. The text is recorded as it stands, in UTF-8.
func (o *Outcome) readText(data []byte) (doc.Meta, error) {
	if i := invalidUTF8(data); i >= 0 || utf16Mark(data) {
		decoded, charset, err := extract.Decode(data, "text/plain")
		if err != nil {
			return doc.Meta{}, err
		}
		if !toldByItsBytes(charset) || bytes.ContainsRune(decoded, utf8.RuneError) {
			return doc.Meta{}, fmt.Errorf("not valid UTF-8 at byte %d\nhint: iconv -f CHARSET -t UTF-8 makes it so, if another charset is what it is in", max(i, 0))
		}
		data = decoded
		o.note(reason.New(reason.Charset, charset))
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return doc.Meta{}, fmt.Errorf("not a text: a zero byte at byte %d", i)
	}
	policy, meta := doc.StripMetadata(data)
	if weight(policy) == 0 {
		return doc.Meta{}, errors.New("there is no text in it")
	}
	o.Markdown = bytes.Clone(policy)
	return meta, nil
}

// toldByItsBytes says whether text in a charset is recognized without a word from a server: what is recorded stays, and of
// the charsets of one byte a character each reads anything, a damaged UTF-8 too.
func toldByItsBytes(charset string) bool {
	switch charset {
	case "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "utf-16le", "utf-16be":
		return true
	}
	return false
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// readPage extracts a page as fetch would, by the rules of the source it is imported for.
func (o *Outcome) readPage(data []byte, env Env, opt ImportOptions) (doc.Meta, error) {
	s := Source{Pages: []Page{{URL: opt.URL}}}
	if opt.Config != nil {
		if known, ok := opt.Config.Find(opt.Source); ok && len(known.Pages) == 1 {
			s = known
		}
	}
	contentType := "text/html"
	if o.Ext == "pdf" {
		contentType = "application/pdf"
	}
	url := opt.URL
	if url == "" {
		url = s.URL
	}
	t, err := extractPages(context.Background(), env, s, []fetched{{url, contentType, data}})
	if err != nil {
		return doc.Meta{}, err
	}
	if weight(t.markdown) == 0 {
		return doc.Meta{}, errors.New("there is no text in the page")
	}
	if !t.problem.IsZero() {
		o.note(reason.New(reason.MayNotBe).With(t.problem))
	}
	o.Markdown, o.Kept, o.Dropped, o.Extractor = t.markdown, t.kept, t.dropped, extractorOf(s)
	return doc.Meta{Title: t.title, Language: t.language}, nil
}

// state fills in what the file says of itself where nobody said otherwise.
func (o *Outcome) state(meta doc.Meta, opt ImportOptions) {
	parsed := doc.Parse(o.Markdown)
	stated := fact.StatedIn(parsed)
	o.Updated, o.Effective, o.Label = stated.Updated, stated.Effective, stated.Label
	o.Title = cmp.Or(opt.Title, meta.Title, parsed.Meta.Title)
	o.Title = oneLine(o.Title)
	// A URL that a file claims is a claim: one that cannot be a page's is not taken over.
	if o.FinalURL == "" && checkURL(meta.URL) == nil {
		o.FinalURL = meta.URL
	}
	if o.Captured.IsZero() {
		o.Captured = statedTime(meta.Captured)
	}
	o.Language = cmp.Or(opt.Language, languageOf(opt.Source), meta.Language, parsed.Meta.Language,
		doc.DetectLanguage(string(o.Markdown)))
}

// statedTime reads a capture date as files state it: a time, or a date, which stands for its beginning in UTC.
func statedTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// name settles which source an imported text is of: as told, by its URL among the known sources, else by a proposal.
func (o *Outcome) name(opt ImportOptions) error {
	if opt.Source != "" {
		o.Source = opt.Source
		return CheckID(opt.Source)
	}
	if opt.Config != nil && o.FinalURL != "" {
		for _, s := range opt.Config.Sources {
			if sameAddress(s.URL, o.FinalURL) {
				o.Source = s.ID
				return nil
			}
		}
	}
	id, from := proposeID(o.FinalURL, o.Title, o.Language, string(o.Markdown))
	if id == "" {
		return fmt.Errorf("%w: the file names no URL, and its text no publisher\nhint: --source SERVICE/%s", ErrCannotTell,
			policyName(o.Title, "")+languageSuffix(o.Language, ""))
	}
	o.Source = id
	o.note(from)
	return nil
}

// sameAddress compares two URLs but for scheme, a www. in front, a slash at the end and the fragment.
func sameAddress(a, b string) bool {
	plain := func(s string) string {
		u, err := url.Parse(s)
		if err != nil {
			return s
		}
		return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.Path, "/") + "?" + u.RawQuery
	}
	return plain(a) == plain(b)
}
