package archive

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"golang.org/x/net/http/httpguts"
	"golang.org/x/text/language"

	"policylog/archive/fetch"
	"policylog/internal/pattern"
	"policylog/internal/reason"
)

// maxConfig bounds policylog.yaml: a larger file is not one.
const maxConfig = 8 << 20

// ParseConfig reads policylog.yaml. Errors wrap ErrConfig, name file, line and what was expected, and show the line.
func ParseConfig(name string, data []byte) (*Config, error) {
	if len(data) > maxConfig {
		return nil, fmt.Errorf("%w: %s has %d bytes, at most %d are read", ErrConfig, name, len(data), maxConfig)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // Windows' Notepad begins a file so
	r := &configReader{name: name, lines: strings.Split(string(data), "\n")}
	if err := r.checkUTF8(data); err != nil {
		return nil, err
	}
	tokens := lexer.Tokenize(string(data))
	if t := tooDeep(tokens); t != nil {
		return nil, r.at(t.Position.Line, t.Position.Column, fmt.Sprintf("nested in more than %d others", deepest), "")
	}
	file, err := parseYAML(tokens, sourcesAtOnce)
	if err != nil {
		return nil, r.syntax(err)
	}
	var body ast.Node
	for _, d := range file.Docs {
		switch {
		case d.Body == nil:
		case body == nil:
			body = d.Body
		default:
			return nil, r.errorf(d.Body, "a second document", "policylog.yaml is one YAML document")
		}
	}
	if body == nil {
		return nil, fmt.Errorf("%w: %s is empty\nhint: it begins with \"version: 1\"; policylog init writes one",
			ErrConfig, name)
	}
	r.stands = aliasesOf(body)
	cfg := &Config{Defaults: standard}
	if err := r.top(cfg, body); err != nil {
		return nil, err
	}
	return cfg, nil
}

// checkUTF8 refuses what an editor saved in another encoding: names of sources would be other names for ever.
func (r *configReader) checkUTF8(data []byte) error {
	const hint = "save the file as UTF-8"
	if utf16Mark(data) || len(data) > 1 && (data[0] == 0) != (data[1] == 0) {
		return &ConfigError{File: r.name, Line: 1, Column: 1, Problem: "UTF-16, want UTF-8", Hint: hint}
	}
	for i, line := range r.lines {
		valid := strings.ToValidUTF8(line, "\x00")
		if valid != line {
			column := utf8.RuneCountInString(valid[:strings.IndexByte(valid, 0)]) + 1
			return r.at(i+1, column, "not UTF-8", hint)
		}
	}
	return nil
}

func (r *configReader) top(cfg *Config, body ast.Node) error {
	pairs, err := r.mapping(body, "the file")
	if err != nil {
		return err
	}
	// Keys that begin with x- are a place for anchors, as other tools have it.
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return strings.HasPrefix(p.key, "x-") })
	version := 0
	var sources []pair
	if err := r.read(pairs, "the file", []field{
		{"version", into(&version, r.version)},
		{"defaults", func(p pair) error { return r.fields(p.value, "defaults", r.defaultFields(&cfg.Defaults)) }},
		{"sources", into(&sources, func(p pair) ([]pair, error) { return r.mapping(p.value, "sources") })},
		{"notify", into(&cfg.Notify, r.targets)},
	}); err != nil {
		return err
	}
	if version == 0 {
		return r.at(1, 1, `"version: 1" is missing`, `the file begins with "version: 1"`)
	}
	// Sources are read last, wherever they stand, so that they have all defaults.
	return r.sources(cfg, sources)
}

func (r *configReader) version(p pair) (int, error) {
	n, err := number(r, 0, math.MaxInt32)(p)
	if err == nil && n != 1 {
		return 0, r.errorf(p.value, fmt.Sprintf("version is %d, this program reads version 1", n), "a newer policylog may read it")
	}
	return n, err
}

// maxEvery is the longest time between two captures.
const maxEvery = 366 * 24 * time.Hour

// The bounds of what defaults and sources say alike.
func (r *configReader) every() func(pair) (time.Duration, error) { return r.duration(0, maxEvery) }
func (r *configReader) pause() func(pair) (time.Duration, error) { return r.duration(0, time.Hour) }
func (r *configReader) limit() func(pair) (time.Duration, error) {
	return r.duration(time.Millisecond, time.Hour)
}
func (r *configReader) settleDays() func(pair) (int, error) { return number(r, 0, 365) }
func (r *configReader) render() func(pair) (string, error) {
	return oneOf(r, RenderAuto, RenderPlain, RenderBrowser)
}

func (r *configReader) defaultFields(d *Defaults) []field {
	return []field{
		{"user_agent", into(&d.UserAgent, r.checked(checkUserAgent))},
		{"delay", func(p pair) error {
			d.DelaySet = true
			return into(&d.Delay, r.pause())(p)
		}},
		{"connect_timeout", into(&d.ConnectTimeout, r.limit())},
		{"timeout", into(&d.Timeout, r.limit())},
		{"every", into(&d.Every, r.every())},
		{"second_look", into(&d.SecondLook, r.pause())},
		{"settle_days", into(&d.SettleDays, r.settleDays())},
		{"retries", into(&d.Retries, number(r, 0, 10))},
		{"workers", into(&d.Workers, number(r, 1, 256))},
		{"per_host", into(&d.PerHost, number(r, 1, 64))},
		{"max_bytes", into(&d.MaxBytes, number[int64](r, 1024, 1<<30))},
		{"time_zone", into(&d.TimeZone, r.checked(checkTimeZone))},
		{"render", into(&d.Render, r.render())},
		{"ignore", into(&d.Ignore, each(r, r.checked(checkPattern)))},
	}
}

// sources reads the pairs of sources: name and settings.
func (r *configReader) sources(cfg *Config, sources []pair) error {
	named := map[string]Source{} // by name without case
	for _, p := range sources {
		s, err := r.source(cfg.Defaults, p)
		if err != nil {
			return err
		}
		if twin, ok := named[strings.ToLower(s.ID)]; ok {
			return r.errorf(p.node, fmt.Sprintf("source %q differs only in case from %q on line %d", s.ID, twin.ID, twin.Line),
				"many file systems have one file for both")
		}
		named[strings.ToLower(s.ID)] = s
		cfg.Sources = append(cfg.Sources, s)
	}
	for i, s := range cfg.Sources {
		if s.CompanionOf == "" {
			continue
		}
		if named[strings.ToLower(s.CompanionOf)].ID != s.CompanionOf || s.CompanionOf == s.ID {
			return r.errorf(sources[i].node, fmt.Sprintf("companion_of names %q, which is no other source here", s.CompanionOf), "")
		}
	}
	return nil
}

func (r *configReader) source(d Defaults, p pair) (Source, error) {
	s := Source{
		ID: p.key, Language: languageOf(p.key), TimeZone: d.TimeZone, Render: d.Render, Every: d.Every,
		SecondLook: d.SecondLook, SettleDays: d.SettleDays,
		Timeout: d.Timeout, Ignore: d.Ignore, Line: p.node.GetToken().Position.Line,
	}
	what := fmt.Sprintf("source %q", printable(p.key))
	if err := checkID(p.key); err != nil {
		return s, r.errorf(p.node, what+" "+err.Error(), "a name is like xiaomi/privacy-policy.zh-TW")
	}
	var all Page
	if err := r.fields(p.value, what, r.sourceFields(&s, &all)); err != nil {
		return s, err
	}
	if err := s.joinPages(all); err != nil {
		return s, r.errorf(p.node, what+" "+err.Error(), "url: https://host/path, or pages: for several that are combined")
	}
	return s, nil
}

// sourceFields read into a source, and into all what it says of all its pages: its own url, select and remove.
func (r *configReader) sourceFields(s *Source, all *Page) []field {
	return []field{
		{"url", into(&all.URL, r.address)},
		{"pages", into(&s.Pages, each(r, r.page))},
		{"select", into(&all.Select, each(r, r.selector))},
		{"remove", into(&all.Remove, each(r, r.selector))},
		{"language", into(&s.Language, r.language)},
		{"time_zone", into(&s.TimeZone, r.checked(checkTimeZone))},
		{"render", into(&s.Render, r.render())},
		{"wait_for", into(&s.WaitFor, r.css)},
		{"ignore", func(p pair) error {
			own, err := each(r, r.checked(checkPattern))(p)
			s.Ignore = append(slices.Clone(s.Ignore), own...)
			return err
		}},
		{"every", into(&s.Every, r.every())},
		{"second_look", into(&s.SecondLook, r.pause())},
		{"settle_days", into(&s.SettleDays, r.settleDays())},
		{"timeout", into(&s.Timeout, r.limit())},
		{"robots", into(&s.RobotsOverride, r.robots)},
		{"headers_from_env", into(&s.HeadersFromEnv, r.headers)},
		{"proxy_from_env", into(&s.ProxyFromEnv, r.variable)},
		{"companion_of", into(&s.CompanionOf, r.text)},
		{"only", into(&s.Only, each(r, r.checked(checkSection)))},
	}
}

// joinPages settles which pages a source has: its own url, or a list of pages, which take over the source's selectors
// where they have none of their own.
func (s *Source) joinPages(all Page) error {
	switch {
	case all.URL != "" && s.Pages != nil:
		return errors.New("has both url and pages, want one of them")
	case all.URL != "":
		s.Pages = []Page{all}
	case len(s.Pages) == 0:
		return errors.New("has no url")
	}
	for i := range s.Pages {
		p := &s.Pages[i]
		if p.Select == nil {
			p.Select = all.Select
		}
		if p.Remove == nil {
			p.Remove = all.Remove
		}
	}
	s.URL = s.Pages[0].URL
	return nil
}

func (r *configReader) pageFields(page *Page) []field {
	return []field{
		{"url", into(&page.URL, r.address)},
		{"select", into(&page.Select, each(r, r.selector))},
		{"remove", into(&page.Remove, each(r, r.selector))},
	}
}

// page reads one of several pages: an address, or a mapping with rules of its own.
func (r *configReader) page(p pair) (Page, error) {
	var page Page
	if kindOf(p.value) == "text" {
		err := into(&page.URL, r.address)(p)
		return page, err
	}
	if err := r.fields(p.value, "a page", r.pageFields(&page)); err != nil {
		return page, err
	}
	if page.URL == "" {
		return page, r.errorf(p.value, "a page without a url", "")
	}
	return page, nil
}

func (r *configReader) rangeFields(sel *Selector) []field {
	return []field{
		{"startBefore", into(&sel.StartBefore, r.css)},
		{"startAfter", into(&sel.StartAfter, r.css)},
		{"endBefore", into(&sel.EndBefore, r.css)},
		{"endAfter", into(&sel.EndAfter, r.css)},
	}
}

// selector reads a CSS selector, or a range between two.
func (r *configReader) selector(p pair) (sel Selector, err error) {
	if kindOf(p.value) != "a mapping" {
		sel.CSS, err = r.css(p)
		return sel, err
	}
	if err := r.fields(p.value, "a range of "+p.key, r.rangeFields(&sel)); err != nil {
		return sel, err
	}
	if !isRange(sel) {
		return sel, r.errorf(p.value, "a range of "+p.key+" wants one start and one end",
			"startBefore or startAfter, and endBefore or endAfter")
	}
	return sel, nil
}

func (r *configReader) css(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	if _, err := cascadia.ParseGroup(s); err != nil {
		return "", r.errorf(p.value, fmt.Sprintf("%s: %q is no CSS selector: %v", p.key, s, err),
			`write main, "#content" or ".policy > article"; quote what begins with # or [`)
	}
	return s, nil
}

func (r *configReader) address(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	if err := checkURL(s); err != nil {
		return "", r.errorf(p.value, err.Error(), "")
	}
	return s, nil
}

// checkURL says why a URL cannot be a page's: http and https alone, with a host and without a password.
func checkURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		if at := strings.LastIndexByte(s, '@'); at >= 0 { // what stands before it may be a password
			s = "…" + s[at:]
		}
		return reason.Fail(nil, reason.URLNone, strconv.Quote(printable(s)))
	case u.User != nil:
		return reason.Fail(nil, reason.URLPassword, u.Host)
	case u.Scheme != "http" && u.Scheme != "https":
		return reason.Fail(nil, reason.URLScheme, strconv.Quote(s))
	case u.Hostname() == "":
		return reason.Fail(nil, reason.URLHost, strconv.Quote(s))
	case !fetch.ValidPort(u.Port()):
		return reason.Fail(nil, reason.URLPort, strconv.Quote(s))
	}
	return nil
}

func (r *configReader) language(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	tag, err := language.Parse(s)
	if err != nil {
		return "", r.errorf(p.value, fmt.Sprintf("language is %q, want a BCP 47 tag", s), "write zh-TW, zh-CN, en or de")
	}
	return tag.String(), nil
}

// robots reads the reason for not obeying robots.txt; "" obeys.
func (r *configReader) robots(p pair) (string, error) {
	if kindOf(p.value) == "text" {
		if s, err := r.text(p); err != nil || s == "obey" {
			return "", err
		}
	}
	const want = `robots: {override: "why this is allowed"}, or robots: obey`
	pairs, err := r.mapping(p.value, "robots")
	if err != nil {
		return "", r.errorf(p.value, "robots is "+kindOf(p.value)+", want obey or an override with its reason", want)
	}
	why := ""
	override := func(p pair) error {
		why, _ = r.text(p) // what is no text is no reason
		return nil
	}
	if err := r.read(pairs, "robots", []field{{"override", override}}); err != nil {
		return "", err
	}
	if len(strings.TrimSpace(why)) < 4 || why == "true" {
		return "", r.errorf(p.value, "robots: override wants the reason for it", want)
	}
	return why, nil
}

var variableName = pattern.Lazy(`^[A-Za-z_][A-Za-z0-9_]*$`)

// variable reads the name of an environment variable. What stands there may be the secret itself, by mistake.
func (r *configReader) variable(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil || !variableName().MatchString(s) {
		return "", r.hidden(p, p.key+" wants the name of an environment variable, not a value",
			"write "+p.key+": SOME_NAME and set SOME_NAME where fetch runs")
	}
	return s, nil
}

func (r *configReader) headers(p pair) (map[string]string, error) {
	pairs, err := r.mapping(p.value, "headers_from_env")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, q := range pairs {
		if !httpguts.ValidHeaderFieldName(q.key) {
			return nil, r.errorf(q.node, fmt.Sprintf("%q is no header", printable(q.key)), "")
		}
		switch strings.ToLower(q.key) {
		case "host", "content-length", "transfer-encoding", "connection", "accept-encoding", "if-none-match",
			"if-modified-since":
			return nil, r.errorf(q.node, q.key+" is the program's own to send", "")
		}
		if out[q.key], err = r.variable(q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// What is wrong with the texts of single keys, and a hint; "" nothing.

func checkUserAgent(s string) (problem, hint string) {
	if s == "" || !httpguts.ValidHeaderFieldValue(s) {
		return "user_agent cannot be sent as a header", ""
	}
	return "", ""
}

func checkTimeZone(s string) (problem, hint string) {
	if _, err := time.LoadLocation(s); err != nil || s == "" || s == "Local" {
		return fmt.Sprintf("time_zone is %q, want an IANA name", s), "write Asia/Shanghai, Asia/Taipei or UTC"
	}
	return "", ""
}

func checkPattern(s string) (problem, hint string) {
	if _, err := regexp.Compile(s); err != nil || s == "" {
		return fmt.Sprintf("ignore: %q is no regular expression", s), "the syntax is RE2's: (?i) for any case, (?m)^…$ for a whole line"
	}
	return "", ""
}

func checkSection(s string) (problem, hint string) {
	if s == "" {
		return "only: an empty text", "write a section's number or its title"
	}
	return "", ""
}
