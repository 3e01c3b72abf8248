package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"

	"policylog/archive/extract"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/internal/reason"
)

// text is what was extracted from the pages of a source.
type text struct {
	markdown []byte
	title    string
	language string        // as the text shows it; "" when it cannot be told
	problem  reason.Reason // why it does not look like a policy
	shell    bool          // there is next to nothing in a page full of scripts
	kept     []Note
	dropped  []Note
}

// extractorOf names what a text of a source is made by: the extractor's version and a digest of the source's rules.
func extractorOf(s Source) string {
	type rules struct{ Select, Remove []Selector }
	list := make([]rules, len(s.Pages))
	for i, p := range s.Pages {
		list[i] = rules{p.Select, p.Remove}
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings alone
	}
	sum := sha256.Sum256(b)
	return extract.Version + " rules:" + hex.EncodeToString(sum[:4])
}

// extension is the snapshot's, by what the bytes are and what the server says of them; "" for what no policy is.
func extension(contentType string, body []byte) string {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(contentType)), ";")
	}
	if bytes.HasPrefix(bytes.TrimLeft(body[:min(len(body), 1024)], " \r\n\t"), []byte("%PDF-")) {
		return "pdf"
	}
	switch kind {
	case "application/pdf":
		return "pdf"
	case "text/markdown", "text/x-markdown":
		return "md"
	case "text/plain":
		if looksHTML(body) {
			return "html"
		}
		return "txt"
	case "", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/octet-stream",
		"binary/octet-stream":
		// A page may carry a stray NUL, which HTML reads over; what does not even begin as a page is binary.
		if bytes.IndexByte(body[:min(len(body), 512)], 0) >= 0 && !utf16Mark(body) && !looksHTML(body) {
			return ""
		}
		return "html"
	}
	return ""
}

func utf16Mark(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
}

func looksHTML(body []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(body[:min(len(body), 1024)], "\ufeff \r\n\t"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// extractPages makes one text of a source's pages, in order. i-th page, i-th rules.
func extractPages(ctx context.Context, env Env, s Source, pages []fetched) (text, error) {
	var all text
	for i, p := range pages {
		rules := Page{}
		if i < len(s.Pages) {
			rules = s.Pages[i]
		}
		one, err := extractPage(ctx, env, p, rules)
		if err != nil {
			return text{}, err
		}
		if len(pages) > 1 {
			one.problem = partDoubt(one, i+1)
		}
		if i == 0 {
			all = one
			continue
		}
		all.markdown = append(append(all.markdown, '\n'), one.markdown...)
		all.kept, all.dropped = append(all.kept, one.kept...), append(all.dropped, one.dropped...)
		if all.problem.IsZero() {
			all.problem = one.problem
		}
	}
	return all, nil
}

// partDoubt says why one of several combined pages is not what it should be. It may be as short as it likes, but not
// empty; a wall in its place is told by its words.
func partDoubt(t text, number int) reason.Reason {
	switch t.problem.Kind {
	case "":
		return reason.Reason{}
	case reason.FewWords, reason.NoPolicyWords, reason.Shell, reason.SendsOn:
		if weight(t.markdown) > 0 {
			return reason.Reason{}
		}
	}
	return reason.New(reason.Part, strconv.Itoa(number)).With(t.problem)
}

func extractPage(ctx context.Context, env Env, p fetched, rules Page) (text, error) {
	switch ext := extension(p.contentType, p.body); ext {
	case "":
		kind := oneLine(p.contentType)
		if extension(kind, nil) != "" { // it says that it is a page
			kind = http.DetectContentType(p.body)
		}
		if kind == "application/octet-stream" {
			return text{problem: reason.New(reason.UnknownContent)}, nil
		}
		return text{problem: reason.New(reason.NotAPage, quoteShort(kind))}, nil
	case "pdf":
		if env.PDF == nil {
			return text{}, reason.Fail(ErrNoPDF, reason.NoPDF)
		}
		markdown, err := env.PDF(ctx, p.body)
		if err != nil {
			return text{}, reason.Wrap(err, reason.ReadPDF)
		}
		judged, err := extract.Plain(markdown, extract.Options{URL: p.url})
		return text{markdown: markdown, language: doc.DetectLanguage(string(markdown)), problem: judged.Problem}, err
	case "txt", "md":
		utf8, _, err := extract.Decode(p.body, p.contentType)
		if err != nil {
			return text{}, err
		}
		r, err := extract.Plain(utf8, extract.Options{URL: p.url})
		return textOf(r), err
	}
	utf8, _, err := extract.Decode(p.body, p.contentType)
	if err != nil {
		return text{}, err
	}
	r, err := extract.HTML(ctx, utf8, extract.Options{URL: p.url, Select: rules.Select, Remove: rules.Remove})
	t := textOf(r)
	t.shell = r.Problem.Kind == reason.Shell ||
		weight(r.Markdown[:min(len(r.Markdown), 4<<10)]) < nearEmpty && bytes.Contains(bytes.ToLower(utf8), []byte("<script"))
	if errors.Is(err, extract.ErrNoMatch) && t.shell {
		err = nil
		t.problem = reason.New(reason.NoMatch)
	}
	return t, err
}

func textOf(r extract.Result) text {
	return text{
		markdown: r.Markdown, title: r.Title, language: r.Language, problem: r.Problem, kept: r.Kept, dropped: r.Dropped,
	}
}

// Extract makes the text that fetch would record of a page or file's bytes, without any judgement of it but
// Outcome.HeldFor, the extractor's own doubt. contentType may be "".
func Extract(ctx context.Context, env Env, s Source, url, contentType string, body []byte) (Outcome, error) {
	env = env.filled()
	if contentType == "" {
		contentType = contentTypeOf(url, body)
	}
	t, err := extractPages(ctx, env, s, []fetched{{url, contentType, body}})
	o := Outcome{
		Source: s.ID, FinalURL: url, Raw: body, Ext: extension(contentType, body), Extractor: extractorOf(s), Err: err,
	}
	if err != nil {
		return o, err
	}
	o.take(t, s)
	o.HeldFor = t.problem
	return o, nil
}

// contentTypeOf guesses from a name's ending.
func contentTypeOf(name string, body []byte) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".md", ".markdown":
		return "text/markdown"
	case ".txt":
		return "text/plain"
	case ".html", ".htm", ".xhtml":
		return "text/html"
	}
	if looksHTML(body) {
		return "text/html"
	}
	return ""
}

// take puts an extracted text and what it states of itself into the outcome.
func (o *Outcome) take(t text, s Source) {
	o.Markdown, o.Title, o.Kept, o.Dropped = t.markdown, t.title, t.kept, t.dropped
	o.Language = s.Language
	if o.Language == "" {
		o.Language = t.language
	}
	d := doc.Parse(t.markdown)
	stated := fact.StatedIn(d)
	o.Updated, o.Effective, o.Label = stated.Updated, stated.Effective, stated.Label
	if o.Title == "" {
		o.Title = d.Meta.Title
	}
}

// weight is how much a text says: its letters and digits, an ideograph for two. Where its links lead is not said.
func weight(markdown []byte) int {
	n := 0
	var before rune
	target := false
	for _, r := range string(markdown) {
		switch {
		case target:
			target = r != ')' && r != '\n'
		case before == ']' && r == '(':
			target = true
		case r >= 0x2e80 && unicode.IsLetter(r):
			n += 2
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		}
		before = r
	}
	return n
}

// oneLine makes a header or trailer value of what a server sent: one line, no control characters, not endless.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > 500 {
		s = string(r[:500])
	}
	return s
}

func quoteShort(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
