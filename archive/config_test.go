package archive

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

func example(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "config", "full.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestParseConfigReadsEverything(t *testing.T) {
	cfg, err := ParseConfig("policylog.yaml", example(t))
	if err != nil {
		t.Fatal(err)
	}
	d := cfg.Defaults
	if d.Delay != 1500*time.Millisecond || !d.DelaySet || d.Retries != 1 || d.TimeZone != "Asia/Shanghai" || d.MaxBytes != 5000000 {
		t.Errorf("defaults are %+v", d)
	}
	want := Source{
		ID: "example/privacy-policy.zh-TW", URL: "https://www.example.com/zh-tw/privacy", Language: "zh-TW",
		TimeZone: "Asia/Taipei", Render: RenderPlain, SecondLook: 5 * time.Second, SettleDays: 30, Timeout: 20 * time.Second,
		Every:  24 * time.Hour,
		Ignore: []string{"(?m)^Visitors: [0-9]+$", "ignored-too"}, RobotsOverride: "written consent of 2026-01-05",
		HeadersFromEnv: map[string]string{"Cookie": "EXAMPLE_COOKIE"}, ProxyFromEnv: "EXAMPLE_PROXY", Line: 13,
		Pages: []Page{{
			URL:    "https://www.example.com/zh-tw/privacy",
			Select: []Selector{{CSS: "main"}, {StartBefore: "h1", EndAfter: "#end"}},
			Remove: []Selector{{CSS: ".share"}},
		}},
	}
	if diff := gocmp.Diff(want, cfg.Sources[0]); diff != "" {
		t.Error(diff)
	}
	combined, _ := cfg.Find("example/terms.en")
	wantPages := []Page{
		{URL: "https://www.example.com/terms/1", Select: []Selector{{CSS: "article"}}},
		{URL: "https://www.example.com/terms/2", Select: []Selector{{CSS: "#two"}}},
	}
	if diff := gocmp.Diff(wantPages, combined.Pages); diff != "" {
		t.Error(diff)
	}
	if combined.URL != "https://www.example.com/terms/1" || combined.CompanionOf != "example/privacy-policy.zh-TW" {
		t.Errorf("combined source is %+v", combined)
	}
}

func TestParseConfigSaysWhatIsWrongAndWhere(t *testing.T) {
	head := "version: 1\nsources:\n"
	src := head + "  a/b.en:\n    url: https://example.com/\n"
	for _, c := range []struct{ name, yaml, at, want string }{
		{"unknown key", src + "    selct: main\n", ":5:5:", `did you mean "select"?`},
		{"unknown key at the top", "version: 1\nsource: {}\n", ":2:1:", `did you mean "sources"?`},
		{"tab", "version: 1\nsources:\n\ta/b.en:\n", ":3:1:", "by spaces"},
		{"brace left open", "version: 1\nsources: {\n", ":2:", "not YAML"},
		{"duration in words", src + "    every: 3 days\n", ":5:12:", "to 8784h"},
		{"duration in words, how else", src + "    every: 3 days\n", ":5:12:", "72h"},
		{"key twice", src + "    url: https://example.org/\n", ":5:5:", "already defined"},
		{"no version", "sources: {}\n", ":1:1:", `"version: 1" is missing`},
		{"newer version", "version: 2\n", ":1:10:", "reads version 1"},
		{"no url", head + "  a/b.en: {}\n", ":3:3:", "has no url"},
		{"file url", head + "  a/b.en:\n    url: file:///etc/passwd\n", ":4:10:", "http:// or https://"},
		{"password in url", head + "  a/b.en:\n    url: https://u:secret99@example.com/\n", ":4:10:", "headers_from_env"},
		{"leaves the archive", head + "  ../evil.en:\n    url: https://example.com/\n", ":3:3:", `".."`},
		{"at sign", head + "  \"a/b@c.en\":\n    url: https://example.com/\n", ":3:3:", "cannot"},
		{"control character", head + "  \"a/b\\e[31m.en\":\n    url: https://example.com/\n", ":3:3:", "U+001B"},
		{"reserved on Windows", head + "  acme/nul.en:\n    url: https://example.com/\n", ":3:3:", "Windows"},
		{"decomposed", head + "  acme/cafe\u0301.en:\n    url: https://example.com/\n", ":3:3:", "NFC"},
		{"twins but for case", src + "  A/B.en:\n    url: https://example.com/\n", ":5:3:", `"a/b.en" on line 3`},
		{"two slashes", head + "  a/b/c.en:\n    url: https://example.com/\n", ":3:3:", "one slash"},
		{"selector", src + "    select: \"main[\"\n", ":5:13:", "no CSS selector"},
		{"half a range", src + "    select: {startBefore: h1}\n", ":5:", "one start and one end"},
		{"pattern", src + "    ignore: \"(\"\n", ":5:13:", "no regular expression"},
		{"duration", src + "    timeout: 10\n", ":5:14:", "want a duration"},
		{"time zone", src + "    time_zone: Asia/Peking\n", ":5:16:", "IANA"},
		{"robots without reason", src + "    robots: {override: true}\n", ":5:", "reason"},
		{"render", src + "    render: chrome\n", ":5:13:", "auto, plain, browser"},
		{"language", src + "    language: chinese-traditional-x-\n", ":5:15:", "BCP 47"},
		{"list for a mapping", "version: 1\nsources:\n  - a\n", ":3:", "want a mapping"},
		{"companion", src + "    companion_of: a/c.en\n", ":3:3:", "no other source"},
		{"alias to nothing", head + "  a/b.en: *x\n", ":3:", "anchor"},
		{"merges itself", "version: 1\nsources: &a {<<: *a}\n", ":2:", "circle"},
		{"names itself", "version: 1\nsources: &a *a\n", ":2:", ""},
		{"name of any length", head + "  a/" + strings.Repeat("b", 100_000) + ".en: {url: https://example.com/}\n", ":3:3:", "at most 200 fit"},
		{"value far out", head + "  a/b.en: {" + strings.Repeat(" ", 100_000) + "url: file:///x}\n", ":3:100017:", "\n    | " + strings.Repeat(" ", 151) + "^"},
		{"GBK", head + "  \xd0\xa1\xc3\xd7/b.en: {url: https://example.com/}\n", ":3:4:", "save the file as UTF-8"},
		{"UTF-16", string(utf16le(head)), ":1:1: UTF-16", "save the file as UTF-8"},
		{"two documents", "version: 1\n---\nversion: 1\n", ":3:", "second document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseConfig("policylog.yaml", []byte(c.yaml))
			if !errors.Is(err, ErrConfig) {
				t.Fatalf("error is %v", err)
			}
			if !strings.HasPrefix(err.Error(), "policylog.yaml"+c.at) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v\nwant it at %s and saying %q", err, c.at, c.want)
			}
			if len(err.Error()) > 2000 {
				t.Errorf("error has %d bytes", len(err.Error()))
			}
			if strings.ContainsAny(err.Error(), "\x1b\x07") {
				t.Errorf("error carries a control character: %q", err.Error())
			}
		})
	}
}

func TestParseConfigKeepsValuesOfSecretsToItself(t *testing.T) {
	for _, yaml := range []string{
		"    headers_from_env: {Cookie: \"sid=s3cret-v4lue\"}\n",
		"    proxy_from_env: \"http://u:s3cret-v4lue@proxy\"\n",
	} {
		_, err := ParseConfig("policylog.yaml", []byte("version: 1\nsources:\n  a/b.en:\n    url: https://example.com/\n"+yaml))
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("error is %v", err)
		}
	}
}

func TestParseConfigFollowsAnchors(t *testing.T) {
	cfg, err := ParseConfig("policylog.yaml", []byte(`version: 1
x-common: &common
  select: main
  time_zone: Asia/Shanghai
sources:
  a/b.en:
    <<: *common
    url: https://example.com/en
    select: article
  a/b.zh-CN:
    <<: *common
    url: https://example.com/zh
`))
	if err != nil {
		t.Fatal(err)
	}
	if got := cfg.Sources[0].Pages[0].Select[0].CSS; got != "article" {
		t.Errorf("own select lost: %q", got)
	}
	if got := cfg.Sources[1]; got.Pages[0].Select[0].CSS != "main" || got.TimeZone != "Asia/Shanghai" {
		t.Errorf("merged keys lost: %+v", got)
	}
}

// An anchor may stand anywhere before its alias: within another, in a part that is read later, and once more further down.
func TestParseConfigFindsAnchorsInTheOrderOfTheFile(t *testing.T) {
	cfg, err := ParseConfig("policylog.yaml", []byte(`version: 1
x-common:
  rules: {policy: &policy main, noise: [&visitors 'Visitors: \d+']}
sources:
  a/b.en:
    url: https://example.com/en
    select: *policy
    remove: &policy nav
    every: &often 12h
  a/b.zh-CN:
    url: https://example.com/zh
    select: *policy
defaults:
  ignore: [*visitors]
  every: *often
`))
	if err != nil {
		t.Fatal(err)
	}
	en, zh := cfg.Sources[0], cfg.Sources[1]
	if en.Pages[0].Select[0].CSS != "main" || zh.Pages[0].Select[0].CSS != "nav" {
		t.Errorf("selects %v and %v", en.Pages[0].Select, zh.Pages[0].Select)
	}
	if len(zh.Ignore) != 1 || zh.Ignore[0] != `Visitors: \d+` || zh.Every != 12*time.Hour {
		t.Errorf("defaults are %+v", cfg.Defaults)
	}
}

// utf16le is a text as Windows' PowerShell writes it to a file.
func utf16le(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestParseConfigReadsOverAByteOrderMark(t *testing.T) {
	cfg, err := ParseConfig("policylog.yaml", []byte("\ufeffversion: 1\r\nsources:\r\n  a/b.en: {url: https://example.com/}\r\n"))
	if err != nil || len(cfg.Sources) != 1 {
		t.Errorf("%v, %v", cfg, err)
	}
}

func TestMatch(t *testing.T) {
	cfg, err := NewConfig("xiaomi")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := ParseConfig("policylog.yaml", cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		patterns []string
		want     int
	}{
		{nil, 3},
		{[]string{"xiaomi/*"}, 3},
		{[]string{"*.zh-*"}, 2},
		{[]string{"xiaomi/privacy-policy.en-US", "*"}, 3},
		{[]string{"xiaomi/privacy-policy.zh-TW"}, 1},
	} {
		got, err := parsed.Match(c.patterns)
		if err != nil || len(got) != c.want {
			t.Errorf("Match(%q) = %d sources, %v; want %d", c.patterns, len(got), err, c.want)
		}
	}
	_, err = parsed.Match([]string{"xiaomi/privacy-policy.zh-tw"})
	if !errors.Is(err, ErrNoSource) || !strings.Contains(err.Error(), `did you mean "xiaomi/privacy-policy.zh-TW"?`) {
		t.Errorf("error is %v", err)
	}
}

// Every example is valid by the schema, and what the parser refuses in structure the schema refuses too.
func TestSchemaAgreesWithTheParser(t *testing.T) {
	compiled := compileSchema(t)
	valid := map[string][]byte{"full": example(t)}
	for _, preset := range append(Presets(), "") {
		text, err := NewConfig(preset)
		if err != nil {
			t.Fatal(err)
		}
		valid["preset "+preset] = text
	}
	for name, text := range valid {
		if _, err := ParseConfig(name, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := compiled.Validate(asJSON(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	src := "version: 1\nsources:\n  a/b.en:\n    url: https://example.com/\n"
	for _, text := range []string{
		src + "    selct: main\n", "version: 2\n", "sources: {}\n", "version: 1\nsources:\n  a/b.en: {}\n",
		src + "    select: {startBefore: h1}\n", src + "    timeout: 10\n", src + "    robots: {override: true}\n",
		src + "    render: chrome\n", "version: 1\nsources:\n  a/b/c.en:\n    url: https://example.com/\n",
		"version: 1\nnotify: [{name: a}]\n", "version: 1\nnotify: [{name: A, url: \"${X}\"}]\n",
		"version: 1\nnotify: [{name: a, url: \"${X}\", every: hour}]\n", "version: 1\nnotify: [{name: a, url: \"${X}\", to: b}]\n",
		src + "    proxy_from_env: \"http://proxy\"\n", "version: 1\ndefaults:\n  retries: 11\n",
	} {
		if err := compiled.Validate(asJSON(t, []byte(text))); err == nil {
			t.Errorf("the schema takes\n%s", text)
		}
		if _, err := ParseConfig("x", []byte(text)); err == nil {
			t.Errorf("the parser takes\n%s", text)
		}
	}
}

// The parser's keys are the schema's, so that an editor knows what the program knows.
func TestSchemaNamesEveryKey(t *testing.T) {
	var s struct {
		Properties map[string]struct {
			Properties map[string]any
		}
		Defs map[string]struct {
			Properties map[string]any
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	check := func(what string, fields []field, properties map[string]any) {
		known := keysOf(fields)
		for _, k := range known {
			if properties[k] == nil {
				t.Errorf("%s: the schema lacks %q", what, k)
			}
		}
		if len(known) != len(properties) {
			t.Errorf("%s: %d keys in the parser, %d in the schema", what, len(known), len(properties))
		}
	}
	r := &configReader{}
	check("defaults", r.defaultFields(&Defaults{}), s.Properties["defaults"].Properties)
	check("source", r.sourceFields(&Source{}, &Page{}), s.Defs["source"].Properties)
	check("target", r.targetFields(&Target{}), s.Defs["target"].Properties)
	check("range", r.rangeFields(&Selector{}), s.Defs["range"].Properties)
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	var doc any
	if err := json.Unmarshal(Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func asJSON(t testing.TB, text []byte) any {
	t.Helper()
	b, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAddSourceLeavesTheRestAlone(t *testing.T) {
	add := Source{ID: "new/policy.en", URL: "https://example.org/p?a=1&b=2", Pages: []Page{{
		URL: "https://example.org/p?a=1&b=2", Select: []Selector{{CSS: "#main"}, {StartAfter: "h1", EndBefore: ".foot"}},
	}}}
	for _, c := range []struct{ name, before, want string }{
		{"braces", "version: 1\nsources: {}\n  # note\n", "version: 1\nsources:\n  new/policy.en:\n"},
		{"empty", "version: 1\nsources:\n", "version: 1\nsources:\n  new/policy.en:\n"},
		{"absent", "version: 1\n", "version: 1\n\nsources:\n  new/policy.en:\n"},
		{"no last line end", "version: 1\nsources:", "version: 1\nsources:\n  new/policy.en:\n"},
		{
			"after the last, before what follows",
			"version: 1\nsources:\n    # mine\n    a/b.en: # keep\n        url: https://example.com/\n\n# the end\ndefaults: {}\n",
			"        url: https://example.com/\n    new/policy.en:\n",
		},
		{"windows", "version: 1\r\nsources:\r\n  a/b.en:\r\n    url: https://example.com/\r\n", "\r\n  new/policy.en:\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := AddSource("policylog.yaml", []byte(c.before), add)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(out), c.want) {
				t.Errorf("got\n%s\nwant in it\n%s", out, c.want)
			}
			for line := range strings.Lines(c.before) {
				if line = strings.TrimSpace(line); line != "sources: {}" && !strings.Contains(string(out), line) {
					t.Errorf("line %q is lost in\n%s", line, out)
				}
			}
			cfg, err := ParseConfig("policylog.yaml", out)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := cfg.Find(add.ID)
			if !ok || !reflect.DeepEqual(got.Pages, add.Pages) {
				t.Errorf("read back %+v", got)
			}
		})
	}
	fresh, err := NewConfig("")
	if err != nil {
		t.Fatal(err)
	}
	out, err := AddSource("policylog.yaml", fresh, add)
	if err != nil || strings.Contains(string(out), "braces") || strings.Contains(string(out), "{}") {
		t.Errorf("a fresh file speaks of what is gone once a source is added (%v):\n%s", err, out)
	}
	if _, err := AddSource("policylog.yaml", example(t), Source{ID: "example/terms.en", URL: "https://x.example/"}); err == nil ||
		!strings.Contains(err.Error(), "there already") {
		t.Errorf("added twice: %v", err)
	}
	if _, err := AddSource("policylog.yaml", []byte("version: 1\nsources: {a/b.en: {url: https://x.example/}}\n"), add); err == nil {
		t.Error("added into braces")
	}
}

// Whatever a source holds, what is written is read back. What it leaves zero holds as the defaults have it.
func TestAddSourceRoundTrip(t *testing.T) {
	word := rapid.StringMatching(`[a-z][a-z0-9-]{0,8}`)
	odd := rapid.SampledFrom([]string{"a: b", "# x", "'q'", `"q"`, "- x", "日期：", "yes", "null", "1.0", "{", "*a", "&b", "!t", "%", "a\\b", "a #b", "2026-01-01", "~", ""})
	css := rapid.SampledFrom([]string{"main", "#content", `[data-x="y: z"]`, ".policy > article", "*"})
	span := rapid.SampledFrom([]time.Duration{0, time.Second, 90 * time.Second, 500 * time.Millisecond})
	selectors := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Selector {
		a, b := css.Draw(t, "a"), css.Draw(t, "b")
		return rapid.SampledFrom([]Selector{{CSS: a}, {StartAfter: a, EndBefore: b}, {StartBefore: a, EndAfter: b}}).Draw(t, "selector")
	}), 0, 2)
	none := func(list []Selector) []Selector {
		if len(list) == 0 {
			return nil
		}
		return list
	}
	file := example(t)
	rapid.Check(t, func(t *rapid.T) {
		s := Source{
			ID: word.Draw(t, "service") + "/" + word.Draw(t, "policy") + ".zh-TW", Language: rapid.SampledFrom([]string{"zh-TW", "en", "no"}).Draw(t, "language"),
			Render: rapid.SampledFrom([]string{"", RenderAuto, RenderPlain, RenderBrowser}).Draw(t, "render"), WaitFor: css.Draw(t, "wait"),
			TimeZone: rapid.SampledFrom([]string{"", "Asia/Taipei", "UTC"}).Draw(t, "zone"), Timeout: span.Draw(t, "timeout"), Every: span.Draw(t, "every"),
			SecondLook: span.Draw(t, "second look"), SettleDays: rapid.IntRange(0, 40).Draw(t, "days"), RobotsOverride: "reason " + odd.Draw(t, "reason"),
			HeadersFromEnv: map[string]string{"Cookie": "NULL", "X-" + word.Draw(t, "header"): "yes"}, ProxyFromEnv: "ON", CompanionOf: "example/terms.en",
		}
		for i := range rapid.IntRange(1, 3).Draw(t, "pages") {
			s.Pages = append(s.Pages, Page{
				URL:    fmt.Sprintf("https://example.com/%s/%d?x=%s", word.Draw(t, "path"), i, word.Draw(t, "query")),
				Select: none(selectors.Draw(t, "select")), Remove: none(selectors.Draw(t, "remove")),
			})
		}
		s.URL = s.Pages[0].URL
		for range rapid.IntRange(0, 2).Draw(t, "ignores") {
			s.Ignore = append(s.Ignore, rapid.SampledFrom([]string{`^\d+ # visitors$`, `a: b`, `"x"`, `更新于.*`}).Draw(t, "ignore"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "sections") {
			s.Only = append(s.Only, "§"+odd.Draw(t, "only"))
		}
		out, err := AddSource("f", file, s)
		if err != nil {
			t.Fatal(err)
		}
		cfg, err := ParseConfig("f", out)
		if err != nil {
			t.Fatal(err)
		}
		want, d := s, cfg.Defaults
		want.TimeZone, want.Render = cmp.Or(s.TimeZone, d.TimeZone), cmp.Or(s.Render, d.Render)
		want.Timeout, want.Every, want.SecondLook = cmp.Or(s.Timeout, d.Timeout), cmp.Or(s.Every, d.Every), cmp.Or(s.SecondLook, d.SecondLook)
		want.SettleDays = cmp.Or(s.SettleDays, d.SettleDays)
		got, _ := cfg.Find(s.ID)
		got.Line = 0
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", out, diff)
		}
	})
}

func TestCheckURL(t *testing.T) {
	for _, c := range []struct{ url, says string }{
		{"https://a.example/privacy", ""},
		{"http://a.example:8080/", ""},
		{"http://[fe80::1%25eth0]:8080/", ""},
		{"ftp://a.example/", "no web address"},
		{"javascript:alert(1)", "no web address"},
		{"data:text/html,x", "no web address"},
		{"https:///privacy", "no host"},
		{"https://a.example:0/", "port"},
		{"https://a.example:99999/", "port"},
		{"https://a.example:-1/", "no URL"},
		{"https://user:geheim@a.example/", "headers_from_env"},
		{"ftp://user:geheim@a.example/", "headers_from_env"},
		{"https://user:geheim@a.example:99999/", "headers_from_env"},
		{"https://user:geheim@a.example:x/", "no URL"},
		{"https://user:ge heim@a.example/", "no URL"},
	} {
		err := checkURL(c.url)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v", c.url, err)
		}
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("the password stands in %q", err)
		}
	}
}

// A file that is nested without end is refused before the parser takes memory by the square of its depth.
func TestDeepConfig(t *testing.T) {
	const levels = 50_000
	for _, open := range []string{"{a: ", "[", "- ", "? "} {
		_, err := ParseConfig("policylog.yaml", []byte("version: 1\nsources:\n  "+strings.Repeat(open, levels)))
		if !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), "nested in more than 100 others") {
			t.Errorf("%q: %.200v", open, err)
		}
	}
	brackets := strings.Repeat("[{", levels)
	if _, err := ParseConfig("policylog.yaml", []byte(`{version: 1, sources: {s/p: {url: "https://a.example/`+brackets+`"}}}`)); err != nil {
		t.Errorf("%.200v", err)
	}
}

// A file read in parts is what it is read whole, however its sources are written.
func TestLongConfigIsReadInParts(t *testing.T) {
	for name, text := range map[string]string{
		"as documented": string(example(t)),
		"lines": "version: 1\nsources:\n  a/b: {url: https://a.example}\n  b/c: {url: https://b.example}\n" +
			"  c/d: {url: https://c.example}\nnotify:\n- {mail: x@example.org}\nx-more: 1\n",
		"comments and blank lines": "# c\nversion: 1\nsources: # c\n# c\n  # c\n  a/b:\n    url: x # c\n\n# c\n  b/c:\n    url: y\n\n  # c\n  c/d: z\n# c\n",
		"lists, texts and quotes": "sources:\n   'a/b':\n     pages:\n     - x\n     -   url: y\n         select: |\n           a: b\n\n           c\n" +
			"   \"b/c\":\n   - x: y\n     z: v\n   - >\n     t:\n   c/d: [a,\n  b: c,\n d]\n   d/e: \"u\n\n  v: w\"\nversion: 1\n",
		"anchors and merges": "x-a: &a {url: x}\nsources:\n  a/b: &b\n    <<: *a\n    every: 1h\n  b/c: *b\n  &k c/d: {<<: *b}\n  d/e: !!map {url: z}\n  <<: *a\n",
		"nothing under one":  "sources:\n  a/b:\n  b/c:\n  c/d:\ndefaults:\n",
		"two documents":      "sources:\n  a/b: 1\n  b/c: 2\n  c/d: 3\n---\nsources:\n  d/e: 4\n",
		"twice":              "sources:\n  a/b: 1\n  b/c: 2\nsources:\n  c/d: 3\n  d/e: 4\n",
		"no block":           "sources: &s\n  a/b: 1\n  b/c: 2\n  c/d: 3\n",
		"explicit keys":      "sources:\n  a/b: 1\n  ? b/c\n  : 2\n  c/d: 3\n  d/e: 4\n",
		"elsewhere":          "x-a:\n  sources:\n    a/b: 1\n    b/c: 2\nsources:\n  c/d: 3\n  d/e: 4\n",
		"Windows' line ends": "version: 1\r\nsources:\r\n  a/b: {url: x}\r\n  b/c:\r\n    url: |\r\n      y\r\n  c/d: {url: z}\r\n",
		"wrong among others": "sources:\n  a/b: 1\n  b/c: 2\n  c/d: [3\n  d/e: 4\n",
		"wrong indentation":  "sources:\n  a/b: 1\n  b/c: 2\n   c/d: 3\n  d/e: 4\n",
		"less indentation":   "sources:\n    a/b: 1\n    b/c: 2\n  c/d: 3\nversion: 1\n",
	} {
		read := func(atOnce int) (tree, mistake string) {
			file, err := parseYAML(lexer.Tokenize(text), atOnce)
			if err != nil {
				return "", (&configReader{}).syntax(err).Error()
			}
			return file.String(), ""
		}
		want, mistake := read(math.MaxInt)
		for atOnce := 1; atOnce < 5; atOnce++ {
			if got, m := read(atOnce); got != want || (m == "") != (mistake == "") {
				t.Errorf("%s, %d at once: %s\n%s\nwant %s\n%s", name, atOnce, m, got, mistake, want)
			}
		}
	}
}

// BenchmarkParseConfig reads a file of very many sources, each on a line of its own or as a block.
func BenchmarkParseConfig(b *testing.B) {
	for name, source := range map[string]string{
		"a line":  "  s%[1]d/privacy.en: {url: \"https://s%[1]d.example/privacy\"}\n",
		"a block": "  s%[1]d/privacy.en:\n    url: https://s%[1]d.example/privacy\n    select: [main, \"#content\"]\n    remove: .nav\n",
	} {
		for _, n := range []int{5_000, 50_000} {
			var file strings.Builder
			file.WriteString("version: 1\nsources:\n")
			for i := range n {
				fmt.Fprintf(&file, source, i)
			}
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := ParseConfig("policylog.yaml", []byte(file.String())); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
