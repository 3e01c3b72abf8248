package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"policylog/internal/pattern"
)

// AddSource returns the text of a policylog.yaml with one more source after those it has, comments and layout as they
// were. Fields that are zero or equal to the file's defaults are not written. The result is parsed again, and what it says of the other
// sources must be what the text said before, or the addition is refused.
func AddSource(name string, data []byte, s Source) ([]byte, error) {
	before, err := ParseConfig(name, data)
	if err != nil {
		return nil, err
	}
	if err := CheckID(s.ID); err != nil {
		return nil, err
	}
	if old, ok := before.Find(s.ID); ok {
		return nil, fmt.Errorf("%w: %s:%d: source %q is there already", ErrConfig, name, old.Line, s.ID)
	}
	out, err := insertSource(string(data), s, before.Defaults)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: add %s: %w", ErrConfig, name, s.ID, err)
	}
	after, err := ParseConfig(name, []byte(out))
	if err != nil {
		return nil, fmt.Errorf("add %s: %w", s.ID, err)
	}
	added, ok := after.Find(s.ID)
	if !ok || len(after.Sources) != len(before.Sources)+1 {
		return nil, fmt.Errorf("%w: %s: add %s: the file's layout is too unusual to add to\nhint: write the source in by hand",
			ErrConfig, name, s.ID)
	}
	rest := slices.DeleteFunc(slices.Clone(after.Sources), func(x Source) bool { return x.ID == added.ID })
	for i := range rest {
		rest[i].Line = before.Sources[i].Line
	}
	if !reflect.DeepEqual(rest, before.Sources) && len(rest) > 0 {
		return nil, fmt.Errorf("%w: %s: add %s would change another source\nhint: write it in by hand", ErrConfig, name, s.ID)
	}
	return []byte(out), nil
}

func insertSource(text string, s Source, d Defaults) (string, error) {
	eol := "\n"
	if strings.Contains(text, "\r\n") {
		eol = "\r\n"
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += eol
	}
	lines := strings.SplitAfter(text, "\n")
	at, indent, err := sourcesEnd(text, lines)
	if err != nil {
		return "", err
	}
	block := strings.ReplaceAll(sourceYAML(s, d, indent), "\n", eol)
	if at < 0 { // no sources: yet
		return text + eol + "sources:" + eol + block, nil
	}
	return strings.Join(lines[:at], "") + block + strings.Join(lines[at:], ""), nil
}

var emptyBraces = pattern.Lazy(`^(sources:)[ \t]*\{[ \t]*\}`)

// sourcesEnd finds the line (from 0) before which a source is to be written, and its indentation; -1 when the file has
// no sources: at all. Braces of an empty mapping are taken out of lines.
func sourcesEnd(text string, lines []string) (at int, indent string, err error) {
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return 0, "", err
	}
	var top []*ast.MappingValueNode
	for _, doc := range file.Docs {
		switch body := doc.Body.(type) {
		case *ast.MappingNode:
			top = body.Values
		case *ast.MappingValueNode:
			top = []*ast.MappingValueNode{body}
		}
	}
	i := slices.IndexFunc(top, func(v *ast.MappingValueNode) bool { return v.Key.GetToken().Value == "sources" })
	if i < 0 {
		return -1, "  ", nil
	}
	start := top[i].Key.GetToken().Position.Line - 1
	end := len(lines)
	if i+1 < len(top) {
		end = top[i+1].Key.GetToken().Position.Line - 1
	}
	switch v := top[i].Value.(type) {
	case *ast.NullNode:
		return start + 1, "  ", nil
	case *ast.MappingNode:
		if v.IsFlowStyle && len(v.Values) == 0 && emptyBraces().MatchString(lines[start]) {
			lines[start] = emptyBraces().ReplaceAllString(lines[start], "$1")
			return start + 1, "  ", nil
		}
		if v.IsFlowStyle {
			return 0, "", errors.New("sources stand in braces\nhint: write them one below the other, or add the source by hand")
		}
		indent = strings.Repeat(" ", v.Values[0].Key.GetToken().Position.Column-1)
	case *ast.MappingValueNode:
		indent = strings.Repeat(" ", v.Key.GetToken().Position.Column-1)
	default:
		return 0, "", errors.New("sources is no mapping\nhint: add the source by hand")
	}
	// The new source goes after the last line that belongs to the mapping: comments and blank lines after it stay after.
	at = start + 1
	for j := start + 1; j < end; j++ {
		line := strings.TrimRight(lines[j], "\r\n")
		if strings.TrimSpace(line) != "" && strings.HasPrefix(line, indent) && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			at = j + 1
		}
	}
	return at, indent, nil
}

// writer writes the lines of one source.
type writer struct {
	strings.Builder
	indent string
}

func (w *writer) line(depth int, text string) {
	w.WriteString(w.indent + strings.Repeat("  ", depth) + text + "\n")
}

// pair writes a key with its value where that is not what holds without it.
func (w *writer) pair(key, value, without string) {
	if value != "" && value != without {
		w.line(1, key+": "+scalar(value))
	}
}

func (w *writer) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	w.line(1, key+":")
	for _, v := range values {
		w.line(2, "- "+scalar(v))
	}
}

func (w *writer) duration(key string, value, without time.Duration) {
	if value != 0 && value != without {
		w.line(1, key+": "+value.String())
	}
}

func sourceYAML(s Source, d Defaults, indent string) string {
	w := &writer{indent: indent}
	w.line(0, scalar(s.ID)+":")
	w.pages(s)
	w.pair("language", s.Language, languageOf(s.ID))
	w.pair("time_zone", s.TimeZone, d.TimeZone)
	w.pair("render", s.Render, d.Render)
	w.pair("wait_for", s.WaitFor, "")
	own := s.Ignore
	if len(own) >= len(d.Ignore) && slices.Equal(own[:len(d.Ignore)], d.Ignore) {
		own = own[len(d.Ignore):]
	}
	w.list("ignore", own)
	w.duration("every", s.Every, d.Every)
	w.duration("second_look", s.SecondLook, d.SecondLook)
	if s.SettleDays != 0 && s.SettleDays != d.SettleDays {
		w.line(1, fmt.Sprintf("settle_days: %d", s.SettleDays))
	}
	w.duration("timeout", s.Timeout, d.Timeout)
	if s.RobotsOverride != "" {
		w.line(1, "robots:")
		w.line(2, "override: "+scalar(s.RobotsOverride))
	}
	if len(s.HeadersFromEnv) > 0 {
		w.line(1, "headers_from_env:")
		for _, k := range slices.Sorted(maps.Keys(s.HeadersFromEnv)) {
			w.line(2, scalar(k)+": "+scalar(s.HeadersFromEnv[k]))
		}
	}
	w.pair("proxy_from_env", s.ProxyFromEnv, "")
	w.pair("companion_of", s.CompanionOf, "")
	w.list("only", s.Only)
	return w.String()
}

func (w *writer) pages(s Source) {
	pages := s.Pages
	if len(pages) == 0 {
		pages = []Page{{URL: s.URL}}
	}
	if len(pages) == 1 {
		w.line(1, "url: "+scalar(pages[0].URL))
		w.selectors(1, "select", pages[0].Select)
		w.selectors(1, "remove", pages[0].Remove)
		return
	}
	w.line(1, "pages:")
	for _, p := range pages {
		w.line(2, "- url: "+scalar(p.URL))
		w.selectors(3, "select", p.Select)
		w.selectors(3, "remove", p.Remove)
	}
}

func (w *writer) selectors(depth int, key string, sel []Selector) {
	if len(sel) == 0 {
		return
	}
	if len(sel) == 1 && sel[0].CSS != "" {
		w.line(depth, key+": "+scalar(sel[0].CSS))
		return
	}
	w.line(depth, key+":")
	for _, s := range sel {
		if s.CSS != "" {
			w.line(depth+1, "- "+scalar(s.CSS))
			continue
		}
		mark := "- "
		for _, edge := range []struct{ key, css string }{
			{"startBefore", s.StartBefore}, {"startAfter", s.StartAfter}, {"endBefore", s.EndBefore}, {"endAfter", s.EndAfter},
		} {
			if edge.css != "" {
				w.line(depth+1, mark+edge.key+": "+scalar(edge.css))
				mark = "  "
			}
		}
	}
}

var plainScalar = pattern.Lazy(`^[A-Za-z][A-Za-z0-9_./+-]*$|^https?://[A-Za-z0-9._~:/?=&%+-]+$`)

// scalar writes a string so that any YAML reader reads it back: plain where nothing can be misread, else in double
// quotes, of which JSON's are a subset.
func scalar(s string) string {
	if plainScalar().MatchString(s) && !strings.HasSuffix(s, ":") {
		switch strings.ToLower(s) {
		case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		default:
			return s
		}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil { // a string always encodes
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
