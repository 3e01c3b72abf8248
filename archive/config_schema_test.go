package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// written are values as people write them, for any key, right ones and wrong ones.
var written = []string{
	"null", "~", `""`, "0", "-1", "1", "2", "404", "1.5", "1e3", "0x10", `"5"`, "true", "false", "yes", "en", "main", "x", "2026-01-01",
	"[]", "{}", "[x]", "[null]", "[1]", "{a: b}", "auto", "obey", "https://a.example/", `"a b"`, "10s", "隱私",
}

// writtenFor are those that suit one key, or nearly.
var writtenFor = map[string][]string{
	"version": {"1", `"1"`, "01", "1.0", "+1"}, "user_agent": {"bot/1", "5", "true", `"bot (+https://a.example)"`},
	"delay":           {"2s", "0", "0s", "+1s", "1.5s", ".5s", "1.s", "1h0m0.1s", "2h", "300us", "300µs", "-1s", "1m 2s"},
	"connect_timeout": {"5s", "0s", "1ns", "1h1m"}, "timeout": {"20s", "1m30s", "0"}, "every": {"24h", "0", "9000h", "8784h"},
	"second_look": {"5s", "0"}, "settle_days": {"0", "30", "365", "366", `"7"`, "+7"}, "retries": {"0", "10", "11", `"3"`},
	"workers": {"1", "256", "0"}, "per_host": {"1", "64", "65"}, "max_bytes": {"1024", "1073741824", "1023", `"5000"`},
	"time_zone": {"Asia/Taipei", "UTC", "Local", "EST"}, "render": {"auto", "plain", "browser", `"auto"`, "Auto"},
	"ignore":   {"x", "404", "[a, 5]", "[true]", `"("`, "2026-01-01"},
	"url":      {"https://a.example/", "HTTPS://a.example/", "http://127.0.0.1:80/x?y=z@w", "https://a.example/@b", "https://u:p@a.example/", "https://a.example:0/", "ftp://a/"},
	"select":   {"main", `"#a"`, "[main, .b]", "{startBefore: h1, endAfter: p}", "[{startAfter: h1, endBefore: p}, b]", "{startBefore: h1}", "a b"},
	"remove":   {".x", "[]", "{startBefore: h1, startAfter: h2, endAfter: p}"},
	"language": {"en", "zh-TW", "zh_TW", "EN", "zho", "fr", "i-klingon", "x"}, "wait_for": {"main", "[main]"},
	"pages": {
		"https://a.example/", "[https://a.example/]", "{url: https://a.example/}",
		"[{url: https://a.example/, select: main}, https://b.example/]", "[{select: main}]",
	},
	"robots":           {"obey", "{override: they agreed}", "{override: 2026}", "{override: true}", `{override: "   "}`, "{}", "override"},
	"headers_from_env": {"{Cookie: MY_COOKIE}", "{}", "{X-Key: true}", "{Host: X}", `{"a b": X}`, "{Cookie: a=b}"},
	"proxy_from_env":   {"MY_PROXY", "true", "http://p"}, "companion_of": {"a/b", "a/b.en", "c/d.en"}, "only": {"3.1", "[1, 2.3, 附錄]", "true"},
	"name": {"team", "5", "a-b", "A"}, "sources": {"a/*", "[a/*, 5]", `"["`}, "significance": {"fact", "any", "high"},
}

// names are those of sources, right ones and wrong ones.
var names = []string{
	"a/b", "a/b.en", `"a/b c.zh-TW"`, "a/隱私.zh-TW", ".a/b", "a/b.", "a..b/c", "a/b.lock", "a/b.LOCK.en", "a", "a/b/c", "x-a/-b", `" a/b"`, `"a /b"`,
	"con/b.en", "a/b.git", `"a/b@c"`, `"a/b\tc"`, "a_b/c_d", "a/.b", "-a/b", "a/b..en", "a.b.c/d.e.f",
}

// everyConfig is a file for each key with each value.
func everyConfig() []string {
	var out []string
	add := func(fields []field, file string) {
		for _, key := range keysOf(fields) {
			for _, value := range append(append([]string{}, written...), writtenFor[key]...) {
				out = append(out, fmt.Sprintf(file, key+": "+value))
			}
		}
	}
	r := &configReader{}
	add([]field{{key: "version"}}, "{%s}")
	add([]field{{key: "defaults"}, {key: "sources"}, {key: "notify"}, {key: "x-a"}, {key: "xa"}}, "{version: 1, %s}")
	add(r.defaultFields(&Defaults{}), "{version: 1, defaults: {%s}}")
	add(r.sourceFields(&Source{}, &Page{})[1:], "{version: 1, sources: {a/b: {url: https://a.example/, %s}, c/d.en: {url: https://c.example/}}}")
	add(r.sourceFields(&Source{}, &Page{})[:2], "{version: 1, sources: {a/b: {%s}}}")
	add(r.pageFields(&Page{}), "{version: 1, sources: {a/b: {pages: [{url: https://a.example/, %s}]}}}")
	add(r.rangeFields(&Selector{})[:1], "{version: 1, sources: {a/b: {url: https://a.example/, select: {endAfter: p, %s}}}}")
	add(r.targetFields(&Target{})[1:], "{version: 1, notify: {name: team, %s}}")
	add(r.targetFields(&Target{})[:1], `{version: 1, notify: {url: "${HOOK}", %s}}`)
	add(r.targetFields(&Target{})[2:], `{version: 1, notify: [{name: team, url: "${HOOK}", %s}]}`)
	for _, name := range names {
		out = append(out, "{version: 1, sources: {"+name+": {url: https://a.example/}}}")
	}
	return out
}

// What the schema cannot see: the parser's words for it.
var beyondSchema = []string{
	"no CSS selector", "no regular expression", "IANA name", "BCP 47", "no name or glob", "want a duration", "want a whole number", "no other source",
	"port", "reserves", "the program's own", "wants the reason", "NFC", "sent as a header", "url is no address", "url holds a secret", "want en, zh-CN",
	"reads version 1", "no web address", "no URL",
}

// The schema marks nothing as wrong that the parser takes (an editor that does so teaches people to look away), and what it
// takes itself the parser refuses for what no schema can see alone.
func TestSchemaAndParserAgreeOnEveryKey(t *testing.T) {
	schema := compileSchema(t)
	for _, text := range everyConfig() {
		_, wrong := ParseConfig("f", []byte(text))
		if _, err := yaml.YAMLToJSON([]byte(text)); err != nil {
			if wrong == nil {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		err := schema.Validate(asJSON(t, []byte(text)))
		switch {
		case wrong == nil && err != nil:
			t.Errorf("the schema refuses %s\n%v", text, err)
		case wrong != nil && err == nil && !slices.ContainsFunc(beyondSchema, func(s string) bool { return strings.Contains(wrong.Error(), s) }):
			t.Errorf("the schema takes %s\n%v", text, wrong)
		}
	}
}
