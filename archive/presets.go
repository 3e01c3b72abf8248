package archive

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Presets lists the names that NewConfig knows.
func Presets() []string { return []string{"xiaomi"} }

// configHead begins every fresh policylog.yaml. The address of the schema is relative to nothing but the name that
// editors associate with it, so the comment names the command that prints it instead.
const configHead = `# What policylog archives. A source is named service/policy.language; "policylog source add" adds one,
# "policylog source check" tries one without recording anything, "policylog source schema" prints this file's JSON Schema.
version: 1

defaults:
  delay: 2s      # between two requests to one host
  timeout: 1m    # for one attempt, from connecting to the last byte
  retries: 2     # on what may pass: a broken connection, 429, 500, 502, 503, 504; not a time-out

`

const configExample = `sources:
  # An example, with what a source may say of itself besides its address:
  #
  # example/privacy-policy.en:
  #   url: https://www.example.com/privacy
  #   select: main              # CSS; without it the main content is found
  #   remove: [nav, ".share"]
  #   time_zone: Europe/Berlin  # the publisher's
`

// xiaomiLocales are the languages in which privacy.mi.com is followed: its own name for each, ours, and a time zone.
var xiaomiLocales = []struct{ locale, tag, zone string }{
	{"zh_TW", "zh-TW", "Asia/Taipei"},
	{"zh_CN", "zh-CN", "Asia/Shanghai"},
	{"en_US", "en-US", "Asia/Shanghai"},
}

// xiaomiURL is the address of a policy on privacy.mi.com: of a product ("miaccount"), or the general one ("all"), in
// one of that site's locales ("zh_TW").
func xiaomiURL(product, locale string) string {
	return "https://privacy.mi.com/" + product + "/" + locale + "/"
}

// NewConfig is the text of a fresh policylog.yaml: "" with a commented example, "xiaomi" with that preset's sources.
func NewConfig(preset string) ([]byte, error) {
	switch preset {
	case "":
		return []byte(configHead + configExample), nil
	case "xiaomi":
		return []byte(configHead + xiaomiSources()), nil
	}
	hint := "known presets: " + strings.Join(Presets(), ", ")
	if near := nearest(preset, Presets()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("%w: unknown preset %q\nhint: %s", ErrConfig, preset, hint)
}

func xiaomiSources() string {
	var b strings.Builder
	b.WriteString("sources:\n  # The general policy, in each language followed.\n")
	for _, l := range xiaomiLocales {
		fmt.Fprintf(&b, "  xiaomi/privacy-policy.%s:\n    url: %s\n    time_zone: %s\n", l.tag, xiaomiURL("all", l.locale), l.zone)
	}
	b.WriteString("\n  # Products have policies of their own, at https://privacy.mi.com/PRODUCT/LOCALE/. To follow one, take the\n" +
		"  # marks away, or write another product's name:\n")
	for _, product := range []string{"miaccount", "xiaomicloud"} {
		for _, l := range slices.Backward(xiaomiLocales[1:]) {
			fmt.Fprintf(&b, "  # xiaomi/%s-privacy-policy.%s:\n  #   url: %s\n  #   time_zone: %s\n",
				product, l.tag, xiaomiURL(product, l.locale), l.zone)
		}
	}
	return b.String()
}

// What the naming of sources knows of the presets' publishers; others are named by their domain alone.
var (
	// publishers have several domains.
	publishers = map[string]string{"mi.com": "xiaomi", "xiaomi.com": "xiaomi", "miui.com": "xiaomi"}
	// publisherNames are what publishers call themselves in titles, beside the name of the service.
	publisherNames = map[string][]string{"xiaomi": {"小米", "mi"}}
)

// presetPolicy names the policy at an address of a preset's site, "" at any other: at privacy.mi.com the first part of
// the path is the product.
func presetPolicy(u *url.URL) string {
	if !strings.EqualFold(u.Hostname(), "privacy.mi.com") {
		return ""
	}
	product, _, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if product == "all" || product == "" {
		return "privacy-policy"
	}
	return slug(product) + "-privacy-policy"
}
