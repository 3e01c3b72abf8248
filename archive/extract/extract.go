// Package extract turns a captured page into the text of the policy on it, as Markdown.
//
// Words: the page is what a server sent, already UTF-8 (see Decode). Its content is the part that holds the policy:
// given by selectors in Open Terms Archive's sense, or found by where the sentences stand. Everything else is dropped,
// and each larger thing kept or dropped is noted with the reason. A problem is a reason to think that the page is not
// the policy at all: an error page, a wall, an empty shell.
//
// Guarantees: the same page and options give the same bytes. The Markdown is valid UTF-8, ends in one newline unless
// empty, and has no control characters other than newline and no bidirectional overrides. Nothing panics or recurses
// without bound, whatever the page; time is near linear in its size. Numbers, list marks and headings stand as on the page.
//
// The Markdown is written here rather than by a general converter, because the text is compared for years: a list
// numbered with letters keeps its letters, "1." at the start of a paragraph gets no backslash, definition lists stay
// lists, and two captures that differ only in how bold text is cut into tags give the same bytes.
package extract

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"policylog/internal/pattern"
	"policylog/internal/reason"
)

// Version names the rules by which text is extracted. It changes whenever the text of some page would.
const Version = "3"

// MaxPage is the largest page read, in bytes.
const MaxPage = 20 << 20

// Errors a caller branches on.
var (
	// ErrTooLarge is returned for a page of more than MaxPage bytes.
	ErrTooLarge = errors.New("page too large")
	// ErrNoMatch is returned when no select rule, or a range's end, matches the page.
	ErrNoMatch = errors.New("selector matches nothing")
)

// Options of an extraction. The zero value finds the content by itself and leaves relative links as they are.
type Options struct {
	URL      string     // where the page was fetched from, for absolute links
	Language string     // BCP 47, when the caller knows it; read from the page otherwise
	Select   []Selector // what to keep; empty: find the content
	Remove   []Selector // what to take away before selecting
	Ignore   []string   // regular expressions (RE2); what they match is taken out of each block of the text
}

// Selector is a CSS selector, or a range in document order with one start and one end.
type Selector struct {
	CSS         string
	StartBefore string
	StartAfter  string
	EndBefore   string
	EndAfter    string
}

// place is what an error is about: a file has no address.
func (o Options) place() string { return strings.TrimSpace("extract " + o.URL) }

// Result is an extracted text.
type Result struct {
	Markdown []byte
	Title    string // of the page, one line
	Language string // BCP 47; "" when it cannot be told
	Kept     []Note
	Dropped  []Note
	Problem  reason.Reason // why this does not look like a policy; none when it does
}

// HoldsSentences is why the content that was found is kept.
const HoldsSentences = "holds the sentences of the page"

// Note explains one decision.
type Note struct {
	What string // the element and the beginning of its text
	Why  string
}

// HTML extracts the policy from a page in UTF-8. A page that selectors do not match is an error (ErrNoMatch), unless it
// is plainly an error page or a wall: then Problem says so.
func HTML(ctx context.Context, page []byte, o Options) (Result, error) {
	if len(page) > MaxPage {
		return Result{}, fmt.Errorf("%s: %d bytes: %w", o.place(), len(page), ErrTooLarge)
	}
	if len(o.Select) == 0 && !markup().Match(page) {
		return Plain(page, o) // a text that its server calls a page
	}
	ignore, err := compileIgnore(o.Ignore)
	if err != nil {
		return Result{}, err
	}
	rules, err := compileRules(o)
	if err != nil {
		return Result{}, err
	}
	root, err := parse(page)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", o.place(), err)
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	p := &pageWork{root: root, base: baseURL(root, o.URL)}
	p.see()
	var res Result
	content, selectErr := p.content(rules)
	if selectErr == nil {
		p.tidy(content)
		blocks := render(content, p.base)
		blocks = joinNumbers(p.dropNoise(blocks))
		blocks = applyIgnore(blocks, ignore)
		if p.found {
			blocks = p.underTitle(blocks)
		}
		p.headTitle(blocks)
		res.Markdown = join(blocks)
		res.Title = p.pickTitle(blocks)
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if res.Title == "" {
		res.Title = p.title
	}
	// Where the selectors match nothing, the page itself says whether it is a wall.
	text := string(res.Markdown)
	if selectErr != nil {
		text = p.seen.body
	}
	res.Language = languageOf(p.lang, text)
	if o.Language != "" && (res.Language == "" || sameLanguage(o.Language, res.Language)) {
		res.Language = o.Language
	}
	res.Problem = p.problem(text)
	res.Kept, res.Dropped = p.notes.kept, p.notes.dropped
	if selectErr != nil && res.Problem.IsZero() || errors.Is(selectErr, errSelector) {
		return res, fmt.Errorf("%s: %w", o.place(), selectErr)
	}
	return res, nil
}

var markup = pattern.Lazy(`<[a-zA-Z!/]`)

// Plain takes a text that is plain or Markdown already: line ends, control characters and blank runs are put in order,
// the words stay as they are.
func Plain(text []byte, o Options) (Result, error) {
	if len(text) > MaxPage {
		return Result{}, fmt.Errorf("%s: %d bytes: %w", o.place(), len(text), ErrTooLarge)
	}
	ignore, err := compileIgnore(o.Ignore)
	if err != nil {
		return Result{}, err
	}
	s := strings.ToValidUTF8(string(text), "\uFFFD")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(strings.TrimPrefix(s, "\uFEFF"))
	var lines []string
	blank := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = cleanLine(line)
		for _, re := range ignore {
			if re.MatchString(line) {
				line = strings.TrimRight(re.ReplaceAllLiteralString(line, ""), " \t")
			}
		}
		if strings.TrimSpace(line) == "" {
			blank++
			continue
		}
		if blank > 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		blank = 0
		lines = append(lines, line)
	}
	var res Result
	if len(lines) > 0 {
		res.Markdown = []byte(strings.Join(lines, "\n") + "\n")
		res.Title = clip(strings.TrimSpace(strings.TrimLeft(lines[0], "# ")), 200)
	}
	res.Language = o.Language
	if res.Language == "" {
		res.Language = languageOf("", string(res.Markdown))
	}
	res.Problem = (&pageWork{}).problem(string(res.Markdown))
	return res, nil
}

// pageWork is one page on its way to text.
type pageWork struct {
	root  *html.Node
	base  *url.URL
	title string // of <title> or its like, without the site's name
	raw   string // <title> as it stands
	above string // the name of a document above the content, which is no part of it
	lang  string // as declared
	seen  evidence
	notes notes
	found bool // the content was found, not given by selectors
	// Found once for the whole page.
	lines     map[string]int        // how often each text stands; for telling copies
	names     map[string]naming     // by class or id
	clicked   map[*html.Node]bool   // boxes with a button in them, which is gone
	furniture map[*html.Node]string // boxes that are no part of a policy by what they hold, with what they are
}

func compileIgnore(patterns []string) ([]*regexp.Regexp, error) {
	var out []*regexp.Regexp
	for _, p := range patterns {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, fmt.Errorf("ignore pattern %q: %w", p, err)
		}
		out = append(out, re)
	}
	return out, nil
}

func applyIgnore(blocks []block, ignore []*regexp.Regexp) []block {
	if len(ignore) == 0 {
		return blocks
	}
	out := blocks[:0]
	for _, b := range blocks {
		before := b.text
		for _, re := range ignore {
			b.text = re.ReplaceAllLiteralString(b.text, "")
		}
		if b.text != before {
			b.text = strings.Trim(b.text, " \n")
		}
		if b.text != "" {
			out = append(out, b)
		}
	}
	return out
}

// notes collects what was decided, bounded so that a hostile page cannot make it large.
type notes struct{ kept, dropped []Note }

const maxNotes = 200

func (n *notes) keep(what, why string) {
	if len(n.kept) < maxNotes {
		n.kept = append(n.kept, Note{what, why})
	}
}

func (n *notes) drop(what, why string) {
	if len(n.dropped) < maxNotes {
		n.dropped = append(n.dropped, Note{what, why})
	}
}
