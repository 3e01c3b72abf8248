package notice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"policylog/diff/changelog"
)

// several are notices of several services, all of the same change.
func several(t *testing.T, services ...string) []*Notice {
	t.Helper()
	var out []*Notice
	for _, s := range services {
		out = append(out, Make(pair(t, "en"), Options{Lang: "zh-TW", Service: s, URL: "https://starboat.example/privacy?lang=en&x=1"}))
	}
	return out
}

func TestDigest(t *testing.T) {
	d := MakeDigest(several(t, "Starboat", "Papermoon", "Starboat"), "zh-TW", "2024-06-02")
	if want := "Starboat、Papermoon：3 個來源頁面有變更（2024 年 6 月 2 日）"; d.Title != want {
		t.Errorf("title %q, want %q", d.Title, want)
	}
	var text, page, brief bytes.Buffer
	for _, err := range []error{DigestText(&text, d), DigestHTML(&page, d), Brief(&brief, d, 600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range d.Notices {
		if strings.Count(text.String(), n.Title) < 2 { // in the list, and above its notice
			t.Errorf("the text lacks %q", n.Title)
		}
	}
	if n := strings.Count(page.String(), "<h1"); n != 4 {
		t.Errorf("%d titles on the page", n)
	}
	if n := utf8.RuneCountInString(brief.String()); n > 900 {
		t.Errorf("a message of %d characters", n)
	}
	for _, want := range []string{"30 days → 45 days", "另有", "https://starboat.example/privacy?lang=en&x=1"} {
		if !strings.Contains(brief.String(), want) {
			t.Errorf("the message lacks %q:\n%s", want, brief.String())
		}
	}
	// One notice is not wrapped in a digest.
	one := MakeDigest(several(t, "Starboat"), "zh-TW", "2024-06-02")
	var alone, same bytes.Buffer
	if err := DigestText(&alone, one); err != nil {
		t.Fatal(err)
	}
	if err := PlainText(&same, one.Notices[0]); err != nil || alone.String() != same.String() || one.Title != one.Notices[0].Title {
		t.Errorf("%v:\n%s", err, alone.String())
	}
}

// However many services there are, the title fits a subject line, and a message does not grow without end.
func TestDigestOfMany(t *testing.T) {
	var services []string
	for i := range 60 {
		services = append(services, fmt.Sprintf("A service of a long name, number %d", i))
	}
	d := MakeDigest(several(t, services...), "en", "2024-06-02")
	if n := utf8.RuneCountInString(d.Title); n > mostTitle || !strings.Contains(d.Title, "60 sources changed") {
		t.Errorf("title of %d characters: %s", n, d.Title)
	}
	var brief bytes.Buffer
	if err := Brief(&brief, d, 1800); err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(brief.String()); n > 2000 || !strings.Contains(brief.String(), "more sources with changes") {
		t.Errorf("a message of %d characters:\n%s", n, brief.String())
	}
}

func TestDigestOfHostilePolicies(t *testing.T) {
	var all []*Notice
	for _, n := range hostileNotices("http://evil.example") {
		all = append(all, n)
	}
	d := MakeDigest(all, "en", "2024-06-02")
	var text, page, brief bytes.Buffer
	for _, err := range []error{DigestText(&text, d), DigestHTML(&page, d), Brief(&brief, d, 1800)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	noControls(t, "text", text.String())
	noControls(t, "page", page.String())
	noControls(t, "brief", brief.String())
	for _, tag := range tags(page.String()) {
		if strings.Contains(" script img iframe object embed link base form svg a ", " "+tag.Data+" ") {
			t.Errorf("<%s> comes of a policy's text", tag.Data)
		}
	}
	if strings.ContainsAny(d.Title, "\r\n") || utf8.RuneCountInString(d.Title) > mostTitle {
		t.Errorf("title %q", d.Title)
	}
	for _, bad := range []string{"@everyone", "<", "](", "://", "`", "**bold**"} {
		if strings.Contains(brief.String(), bad) {
			t.Errorf("a chat gets %q:\n%s", bad, brief.String())
		}
	}
}

func TestSignificance(t *testing.T) {
	of := func(ranks ...changelog.Rank) *Notice {
		n := &Notice{}
		for _, r := range ranks {
			n.Sections = append(n.Sections, Section{Items: []Item{{Rank: r}}})
		}
		return n
	}
	for _, c := range []struct {
		n    *Notice
		want changelog.Rank
	}{
		{of(), ""},
		{of(changelog.ByWording), changelog.ByWording},
		{of(changelog.ByWording, changelog.ByContent, changelog.ByWording), changelog.ByContent},
		{of(changelog.ByContent, changelog.ByWording, changelog.ByFact), changelog.ByFact},
	} {
		if got := c.n.Significance(); got != c.want {
			t.Errorf("%v: %q, want %q", c.n.Sections, got, c.want)
		}
	}
}

// An address that could hold markup, a password or nothing of the web stays text.
func TestOnlyPlainAddressesAreLinks(t *testing.T) {
	for url, want := range map[string]bool{
		"https://acme.example/privacy?lang=en&v=1": true, "http://127.0.0.1:8080/x": true,
		"javascript:alert(1)": false, "https://u:p@acme.example/": false, "https://acme.example/<script>": false, "https://acme.example/\"x": false,
		"https://acme.example/a b": false, "https://acme.example/*x*": false, "ftp://acme.example/": false, "https://例.example/": false, "": false,
	} {
		if got := plainURL(url); got != want {
			t.Errorf("plainURL(%q) = %v", url, got)
		}
	}
}
