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

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
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
	r := &configReader{name: name, lines: strings.Split(string(data), "\n"), anchors: map[string]ast.Node{}}
	tokens := lexer.Tokenize(string(data))
	if t := tooDeep(tokens); t != nil {
		return nil, r.at(t.Position.Line, t.Position.Column, fmt.Sprintf("nested in more than %d others", deepest), "")
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	cfg := &Config{Defaults: standard}
	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if body != nil {
			return nil, r.errorf(d.Body, "a second document", "policylog.yaml is one YAML document")
		}
		body = d.Body
	}
	if body == nil {
		return nil, fmt.Errorf("%w: %s is empty\nhint: it begins with \"version: 1\"; policylog init writes one",
			ErrConfig, name)
	}
	if err := r.top(cfg, body); err != nil {
		return nil, err
	}
	return cfg, nil
}

// deepest is in how many others a part of the file may lie in brackets, or behind the marks of one line: the parser takes
// memory by the square of it.
const deepest = 100

// tooDeep is where a file is nested deeper than that, nil where it is nowhere. Indentation nests by a line for each level,
// which maxConfig bounds.
func tooDeep(tokens token.Tokens) *token.Token {
	brackets, marks, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			marks, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.MappingStartType, token.SequenceStartType:
			brackets++
		case token.MappingEndType, token.SequenceEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType:
			marks++
		}
		if brackets > deepest || marks > deepest {
			return t
		}
	}
	return nil
}

// configReader walks the syntax tree of one file. Every method returns the first mistake it meets.
type configReader struct {
	name    string
	lines   []string
	anchors map[string]ast.Node
	merging int // how many << are being followed, one within the other
}

// maxMerges is how many << may lie one within the other.
const maxMerges = 20

// ConfigError is a mistake in policylog.yaml at one place.
type ConfigError struct {
	File         string
	Line, Column int    // from 1; the column counts characters
	Text         string // the line as it stands
	Problem      string
	Hint         string // "" none
}

// Error shows the place, the mistake, the line with a mark under it, and the hint.
func (e *ConfigError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
	if e.Text != "" {
		number := strconv.Itoa(e.Line)
		fmt.Fprintf(&b, "\n  %s | %s\n  %s | %s^", number, e.Text, strings.Repeat(" ", len(number)), pad(e.Text, e.Column-1))
	}
	if e.Hint != "" {
		b.WriteString("\nhint: " + e.Hint)
	}
	return b.String()
}

// Unwrap makes every ConfigError an ErrConfig.
func (e *ConfigError) Unwrap() error { return ErrConfig }

// pad is white space as wide as the first n characters of a line; wide characters take two columns.
func pad(line string, n int) string {
	var b strings.Builder
	for i, r := range []rune(line) {
		switch {
		case i >= n:
			return b.String()
		case r == '\t':
			b.WriteByte('\t')
		case r >= 0x1100 && isWide(r):
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func isWide(r rune) bool {
	return r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x20000
}

func (r *configReader) at(line, column int, problem, hint string) error {
	e := &ConfigError{File: r.name, Line: line, Column: column, Problem: problem, Hint: hint}
	if line >= 1 && line <= len(r.lines) {
		e.Text = printable(strings.TrimRight(r.lines[line-1], "\r"))
	}
	return e
}

// printable keeps a line of a hostile file from driving a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e || r == 0x2066 || r == 0x2067) {
			return '\uFFFD'
		}
		return r
	}, s)
}

func (r *configReader) errorf(n ast.Node, problem, hint string) error {
	p := n.GetToken().Position
	return r.at(p.Line, p.Column, problem, hint)
}

func (r *configReader) syntax(err error) error {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil {
		return fmt.Errorf("%w: %s: %w", ErrConfig, r.name, err)
	}
	p := ye.GetToken().Position
	return r.at(p.Line, p.Column, "not YAML: "+printable(ye.GetMessage()), "")
}

// plain looks through anchors, aliases and tags at the node that carries the value. An anchor can name itself: what is
// nested deeper than files are is an error.
func (r *configReader) plain(n ast.Node) (ast.Node, error) {
	start := n
	for range 100 {
		switch v := n.(type) {
		case *ast.AnchorNode:
			r.anchors[v.Name.GetToken().Value] = v.Value
			n = v.Value
		case *ast.AliasNode:
			target, ok := r.anchors[v.Value.GetToken().Value]
			if !ok {
				return nil, r.errorf(v, fmt.Sprintf("no anchor %q before this", v.Value.GetToken().Value), "")
			}
			n = target
		case *ast.TagNode:
			n = v.Value
		default:
			return n, nil
		}
	}
	return nil, r.errorf(start, "an alias that leads to itself", "")
}

// pair is one key of a mapping with its value.
type pair struct {
	key   string
	node  ast.Node // of the key, for errors
	value ast.Node // anchors and aliases resolved
}

func (r *configReader) mapping(n ast.Node, what string) ([]pair, error) {
	n, err := r.plain(n)
	if err != nil {
		return nil, err
	}
	var values []*ast.MappingValueNode
	switch v := n.(type) {
	case *ast.MappingNode:
		values = v.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{v}
	case *ast.NullNode:
		return nil, nil
	default:
		return nil, r.errorf(n, fmt.Sprintf("%s is %s, want a mapping (key: value)", what, kindOf(n)), "")
	}
	var out, merged []pair
	seen := map[string]bool{}
	for _, v := range values {
		if _, ok := v.Key.(*ast.MergeKeyNode); ok {
			// An anchor may merge itself, directly or by way of others.
			if r.merging++; r.merging > maxMerges {
				return nil, r.errorf(v.Key, "<< merges too deep, or in a circle", "")
			}
			more, err := r.mapping(v.Value, "what << merges")
			if err != nil {
				return nil, err
			}
			r.merging--
			merged = append(merged, more...)
			continue
		}
		key := v.Key.GetToken().Value
		if seen[key] {
			return nil, r.errorf(v.Key, fmt.Sprintf("%q stands twice in %s", printable(key), what), "")
		}
		seen[key] = true
		value, err := r.plain(v.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, pair{key, v.Key, value})
	}
	for _, p := range merged {
		if !seen[p.key] {
			seen[p.key] = true
			out = append(out, p)
		}
	}
	return out, nil
}

func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "empty"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	}
	return "text"
}

func (r *configReader) unknownKey(p pair, what string, known []string) error {
	hint := "known keys: " + strings.Join(known, ", ")
	if near := nearest(p.key, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return r.errorf(p.node, fmt.Sprintf("unknown key %q in %s", printable(p.key), what), hint)
}

// text reads a scalar as it is written: a number or a date where text is wanted is that text.
func (r *configReader) text(p pair) (string, error) {
	var s string
	switch v := p.value.(type) {
	case *ast.StringNode:
		s = v.Value
	case *ast.LiteralNode:
		s = strings.TrimRight(v.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		s = v.GetToken().Value
	default:
		return "", r.errorf(p.value, fmt.Sprintf("%s is %s, want text", p.key, kindOf(p.value)), "")
	}
	for _, c := range s {
		if c < 0x20 && c != '\n' && c != '\t' || c == 0x7f {
			return "", r.errorf(p.value, fmt.Sprintf("%s holds the control character %U", p.key, c), "")
		}
	}
	return s, nil
}

func (r *configReader) duration(p pair, least, most time.Duration) (time.Duration, error) {
	s, err := r.text(p)
	if err != nil {
		return 0, err
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < least || d > most {
		return 0, r.errorf(p.value, fmt.Sprintf("%s is %q, want a duration from %s to %s", p.key, s, least, most),
			"write 500ms, 2s or 1m30s")
	}
	return d, nil
}

func (r *configReader) number(p pair, least, most int64) (int64, error) {
	s, err := r.text(p)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < least || n > most {
		return 0, r.errorf(p.value, fmt.Sprintf("%s is %q, want a whole number from %d to %d", p.key, s, least, most), "")
	}
	return n, nil
}

func (r *configReader) oneOf(p pair, choices ...string) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	if !slices.Contains(choices, s) {
		hint := ""
		if near := nearest(s, choices); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return "", r.errorf(p.value, fmt.Sprintf("%s is %q, want one of %s", p.key, s, strings.Join(choices, ", ")), hint)
	}
	return s, nil
}

// list reads a list, or one value alone as a list of one.
func (r *configReader) list(p pair) ([]pair, error) {
	seq, ok := p.value.(*ast.SequenceNode)
	if !ok {
		if _, empty := p.value.(*ast.NullNode); empty {
			return nil, nil
		}
		return []pair{p}, nil
	}
	var out []pair
	for _, v := range seq.Values {
		value, err := r.plain(v)
		if err != nil {
			return nil, err
		}
		out = append(out, pair{p.key, v, value})
	}
	return out, nil
}

func (r *configReader) patterns(p pair) ([]string, error) {
	items, err := r.list(p)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		s, err := r.text(item)
		if err != nil {
			return nil, err
		}
		if _, err := regexp.Compile(s); err != nil || s == "" {
			return nil, r.errorf(item.value, fmt.Sprintf("ignore: %q is no regular expression", s),
				"the syntax is RE2's: (?i) for any case, (?m)^…$ for a whole line")
		}
		out = append(out, s)
	}
	return out, nil
}

func (r *configReader) texts(p pair) ([]string, error) {
	items, err := r.list(p)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		s, err := r.text(item)
		if err != nil {
			return nil, err
		}
		if s == "" {
			return nil, r.errorf(item.value, p.key+": an empty text", "write a section's number or its title")
		}
		out = append(out, s)
	}
	return out, nil
}

func (r *configReader) timeZone(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	if _, err := time.LoadLocation(s); err != nil || s == "" || s == "Local" {
		return "", r.errorf(p.value, fmt.Sprintf("time_zone is %q, want an IANA name", s), "write Asia/Shanghai, Asia/Taipei or UTC")
	}
	return s, nil
}

func (r *configReader) address(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	if err := CheckURL(s); err != nil {
		return "", r.errorf(p.value, err.Error(), "")
	}
	return s, nil
}

// CheckURL says why a URL cannot be a page's: http and https alone, with a host and without a password.
func CheckURL(s string) error {
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

var topKeys = []string{"version", "defaults", "sources", "notify"}

func (r *configReader) top(cfg *Config, body ast.Node) error {
	pairs, err := r.mapping(body, "the file")
	if err != nil {
		return err
	}
	var sources []pair
	version := false
	for _, p := range pairs {
		switch p.key {
		case "version":
			n, err := r.number(p, 0, math.MaxInt32)
			if err != nil {
				return err
			}
			if n != 1 {
				return r.errorf(p.value, fmt.Sprintf("version is %d, this program reads version 1", n),
					"a newer policylog may read it")
			}
			version = true
		case "defaults":
			if err := r.defaults(&cfg.Defaults, p); err != nil {
				return err
			}
		case "sources":
			if sources, err = r.mapping(p.value, "sources"); err != nil {
				return err
			}
		case "notify":
			if cfg.Notify, err = r.targets(p); err != nil {
				return err
			}
		default:
			// Keys that begin with x- are a place for anchors, as other tools have it.
			if strings.HasPrefix(p.key, "x-") {
				continue
			}
			return r.unknownKey(p, "the file", topKeys)
		}
	}
	if !version {
		return r.at(1, 1, `"version: 1" is missing`, `the file begins with "version: 1"`)
	}
	// Sources come last whatever the order in the file, so that they have all defaults.
	named := map[string]Source{} // by name without case
	for _, p := range sources {
		s, err := r.source(cfg, p)
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
	return r.companions(cfg, sources)
}

func (r *configReader) companions(cfg *Config, sources []pair) error {
	for i, s := range cfg.Sources {
		if s.CompanionOf == "" {
			continue
		}
		if _, ok := cfg.Find(s.CompanionOf); !ok || s.CompanionOf == s.ID {
			return r.errorf(sources[i].node, fmt.Sprintf("companion_of names %q, which is no other source here", s.CompanionOf), "")
		}
	}
	return nil
}

// maxEvery is the longest time between two captures.
const maxEvery = 366 * 24 * time.Hour

var defaultKeys = []string{
	"user_agent", "delay", "connect_timeout", "timeout", "every", "second_look", "settle_days", "retries", "workers", "per_host",
	"max_bytes", "time_zone", "render", "ignore",
}

func (r *configReader) defaults(d *Defaults, p pair) error {
	pairs, err := r.mapping(p.value, "defaults")
	if err != nil {
		return err
	}
	for _, p := range pairs {
		var n int64
		switch p.key {
		case "user_agent":
			d.UserAgent, err = r.text(p)
			if err == nil && (d.UserAgent == "" || !httpguts.ValidHeaderFieldValue(d.UserAgent)) {
				err = r.errorf(p.value, "user_agent cannot be sent as a header", "")
			}
		case "delay":
			d.Delay, err = r.duration(p, 0, time.Hour)
			d.DelaySet = true
		case "connect_timeout":
			d.ConnectTimeout, err = r.duration(p, time.Millisecond, time.Hour)
		case "timeout":
			d.Timeout, err = r.duration(p, time.Millisecond, time.Hour)
		case "every":
			d.Every, err = r.duration(p, 0, maxEvery)
		case "second_look":
			d.SecondLook, err = r.duration(p, 0, time.Hour)
		case "settle_days":
			n, err = r.number(p, 0, 365)
			d.SettleDays = int(n)
		case "retries":
			n, err = r.number(p, 0, 10)
			d.Retries = int(n)
		case "workers":
			n, err = r.number(p, 1, 256)
			d.Workers = int(n)
		case "per_host":
			n, err = r.number(p, 1, 64)
			d.PerHost = int(n)
		case "max_bytes":
			d.MaxBytes, err = r.number(p, 1024, 1<<30)
		case "time_zone":
			d.TimeZone, err = r.timeZone(p)
		case "render":
			d.Render, err = r.oneOf(p, RenderAuto, RenderPlain, RenderBrowser)
		case "ignore":
			d.Ignore, err = r.patterns(p)
		default:
			err = r.unknownKey(p, "defaults", defaultKeys)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var sourceKeys = []string{
	"url", "pages", "select", "remove", "language", "time_zone", "render", "wait_for", "ignore", "every",
	"second_look", "settle_days", "timeout", "robots", "headers_from_env", "proxy_from_env", "companion_of", "only",
}

func (r *configReader) source(cfg *Config, p pair) (Source, error) {
	d := cfg.Defaults
	s := Source{
		ID: p.key, Language: LanguageOf(p.key), TimeZone: d.TimeZone, Render: d.Render, Every: d.Every,
		SecondLook: d.SecondLook, SettleDays: d.SettleDays,
		Timeout: d.Timeout, Ignore: d.Ignore, Line: p.node.GetToken().Position.Line,
	}
	what := fmt.Sprintf("source %q", printable(p.key))
	if err := checkID(p.key); err != nil {
		return s, r.errorf(p.node, what+" "+err.Error(), "a name is like xiaomi/privacy-policy.zh-TW")
	}
	pairs, err := r.mapping(p.value, what)
	if err != nil {
		return s, err
	}
	var all Page // url, select and remove of the source itself
	for _, p := range pairs {
		switch p.key {
		case "url":
			all.URL, err = r.address(p)
		case "pages":
			s.Pages, err = r.pages(p, what)
		case "select":
			all.Select, err = r.selectors(p)
		case "remove":
			all.Remove, err = r.selectors(p)
		case "language":
			s.Language, err = r.language(p)
		case "time_zone":
			s.TimeZone, err = r.timeZone(p)
		case "render":
			s.Render, err = r.oneOf(p, RenderAuto, RenderPlain, RenderBrowser)
		case "wait_for":
			s.WaitFor, err = r.css(p)
		case "ignore":
			var own []string
			own, err = r.patterns(p)
			s.Ignore = append(slices.Clone(s.Ignore), own...)
		case "every":
			s.Every, err = r.duration(p, 0, maxEvery)
		case "second_look":
			s.SecondLook, err = r.duration(p, 0, time.Hour)
		case "settle_days":
			var n int64
			n, err = r.number(p, 0, 365)
			s.SettleDays = int(n)
		case "timeout":
			s.Timeout, err = r.duration(p, time.Millisecond, time.Hour)
		case "robots":
			s.RobotsOverride, err = r.robots(p)
		case "headers_from_env":
			s.HeadersFromEnv, err = r.headers(p)
		case "proxy_from_env":
			s.ProxyFromEnv, err = r.variable(p)
		case "companion_of":
			s.CompanionOf, err = r.text(p)
		case "only":
			s.Only, err = r.texts(p)
		default:
			err = r.unknownKey(p, what, sourceKeys)
		}
		if err != nil {
			return s, err
		}
	}
	if err := s.joinPages(all); err != nil {
		return s, r.errorf(p.node, what+" "+err.Error(), "url: https://host/path, or pages: for several that are combined")
	}
	return s, nil
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

func (r *configReader) pages(p pair, what string) ([]Page, error) {
	items, err := r.list(p)
	if err != nil {
		return nil, err
	}
	var out []Page
	for _, item := range items {
		if kindOf(item.value) == "text" {
			u, err := r.address(item)
			if err != nil {
				return nil, err
			}
			out = append(out, Page{URL: u})
			continue
		}
		pairs, err := r.mapping(item.value, "a page of "+what)
		if err != nil {
			return nil, err
		}
		var page Page
		for _, p := range pairs {
			switch p.key {
			case "url":
				page.URL, err = r.address(p)
			case "select":
				page.Select, err = r.selectors(p)
			case "remove":
				page.Remove, err = r.selectors(p)
			default:
				err = r.unknownKey(p, "a page of "+what, []string{"url", "select", "remove"})
			}
			if err != nil {
				return nil, err
			}
		}
		if page.URL == "" {
			return nil, r.errorf(item.value, "a page of "+what+" has no url", "")
		}
		out = append(out, page)
	}
	return out, nil
}

var rangeKeys = []string{"startBefore", "startAfter", "endBefore", "endAfter"}

func (r *configReader) selectors(p pair) ([]Selector, error) {
	items, err := r.list(p)
	if err != nil {
		return nil, err
	}
	var out []Selector
	for _, item := range items {
		if kindOf(item.value) != "a mapping" {
			css, err := r.css(item)
			if err != nil {
				return nil, err
			}
			out = append(out, Selector{CSS: css})
			continue
		}
		pairs, err := r.mapping(item.value, p.key)
		if err != nil {
			return nil, err
		}
		var sel Selector
		for _, q := range pairs {
			switch q.key {
			case "startBefore":
				sel.StartBefore, err = r.css(q)
			case "startAfter":
				sel.StartAfter, err = r.css(q)
			case "endBefore":
				sel.EndBefore, err = r.css(q)
			case "endAfter":
				sel.EndAfter, err = r.css(q)
			default:
				err = r.unknownKey(q, "a range of "+p.key, rangeKeys)
			}
			if err != nil {
				return nil, err
			}
		}
		if (sel.StartBefore == "") == (sel.StartAfter == "") || (sel.EndBefore == "") == (sel.EndAfter == "") {
			return nil, r.errorf(item.value, "a range of "+p.key+" wants one start and one end",
				"startBefore or startAfter, and endBefore or endAfter")
		}
		out = append(out, sel)
	}
	return out, nil
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

func (r *configReader) robots(p pair) (string, error) {
	if kindOf(p.value) == "text" {
		if s, err := r.text(p); err != nil || s == "obey" {
			return "", err
		}
	}
	want := `robots: {override: "why this is allowed"}, or robots: obey`
	pairs, err := r.mapping(p.value, "robots")
	if err != nil {
		return "", r.errorf(p.value, "robots is "+kindOf(p.value)+", want obey or an override with its reason", want)
	}
	reason := ""
	for _, q := range pairs {
		if q.key != "override" {
			return "", r.unknownKey(q, "robots", []string{"override"})
		}
		if reason, err = r.text(q); err != nil {
			return "", err
		}
	}
	if len(strings.TrimSpace(reason)) < 4 || reason == "true" {
		return "", r.errorf(p.value, "robots: override wants the reason for it", want)
	}
	return reason, nil
}

var variableName = pattern.Lazy(`^[A-Za-z_][A-Za-z0-9_]*$`)

func (r *configReader) variable(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", err
	}
	// What stands there may be the secret itself, by mistake: it is not repeated, and neither is its line.
	if !variableName().MatchString(s) {
		pos := p.value.GetToken().Position
		return "", &ConfigError{
			File: r.name, Line: pos.Line, Column: pos.Column,
			Problem: p.key + " wants the name of an environment variable, not a value",
			Hint:    "write " + p.key + ": SOME_NAME and set SOME_NAME where fetch runs",
		}
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
