package changelog

import (
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/rendertest"
)

func TestListHeadings(t *testing.T) {
	for title, want := range map[string]bool{
		"What's new to you": true, "What’s new": true, "Summary of changes": true, "Summary of recent updates": true, "Recent changes": true,
		"Changelog": true, "本次更新": true, "本次更新內容": true, "更新说明": true, "此次修订要点": true, "主要变更": true, "更新摘要": true, "本次修訂說明": true,
		"Changes to this Privacy Policy": false, "Updates to this policy": false, "本政策如何更新": false, "本隐私政策的更新": false, "更新您的资料": false,
		"What's new about us and our long history": false, "Data retention": false, "": false,
	} {
		if got := listHeading().MatchString(title); got != want {
			t.Errorf("%q: %v, want %v", title, got, want)
		}
	}
}

func TestListLeads(t *testing.T) {
	for text, want := range map[string]bool{
		"We have made several updates as follows:": true, "The main changes in this version are:": true, "本次更新主要包括以下內容：": true,
		"本次隐私政策修订的主要内容如下：": true, "We may update this policy.": false, "We collect the following:": false, "我们收集以下信息：": false,
	} {
		if got := listLead().MatchString(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// claimed builds a policy with one change and one claim.
func claimed(lang, section, text, claim string, facts ...diff.FactChange) *diff.Result {
	side := diff.Side{Language: lang}
	return rendertest.New(side, side).
		Section(diff.Equal, "", section, section).
		Row(diff.Modified, diff.Substantive, doc.Paragraph, text, facts...).
		Section(diff.Equal, "", "|本次更新", "|本次更新").
		Row(diff.Added, diff.Substantive, doc.Item, "{+"+claim+"+}").Result()
}

func TestClaims(t *testing.T) {
	f := rendertest.Fact
	for _, c := range []struct {
		name, lang, section, text, claim string
		facts                            []diff.FactChange
		want                             bool
	}{
		{"a section by number", "en", "3.1|Sharing", "a [-b-]{+c+}", "Section 3.1 has new wording.", nil, true},
		{"not 13.1 nor 3.12", "en", "3.1|Zebra", "a [-b-]{+c+}", "Sections 13.1 and 3.12 have new wording.", nil, false},
		{"a number alone is no section", "en", "3|Zebra", "a [-b-]{+c+}", "We made 3 changes.", nil, false},
		{"a section by title", "en", "3|Analytics partners", "a [-b-]{+c+}", "We revised Analytics partners.", nil, true},
		{"a name", "en", "3|Zebra", "a {+Affise+} b", "We now work with Affise.", []diff.FactChange{f("third party", "added", "", "Affise", "")}, true},
		{
			"a subject by its facts", "en", "9|Zebra", "a [-x@a.example-]{+y@a.example+} b", "We have updated some of our contact details.",
			[]diff.FactChange{f("e-mail", "changed", "x@a.example", "y@a.example", "")},
			true,
		},
		{"a subject by its heading", "en", "4|Retention policy", "a [-b-]{+c+} d", "We have provided further detail about data retention.", nil, true},
		{
			"a duration where data is kept", "en", "4|Zebra", "We keep it for [-30-]{+45+} days.", "Further detail about data retention.",
			[]diff.FactChange{f("duration", "changed", "30 days", "45 days", "")},
			true,
		},
		{"nothing in common", "en", "4|Retention policy", "a [-b-]{+c+} d", "We have updated some of our contact details.", nil, false},
		{"a common word is no evidence", "en", "4|Zebra", "we [-may-]{+will+} collect the data", "We explain how we collect data.", nil, false},
		{
			"an age", "en", "9|Zebra", "under [-13-]{+16+}", "We have raised the age from which the app may be used.",
			[]diff.FactChange{f("age", "changed", "under 13", "under 16", "")},
			true,
		},
		{
			"an agency is no age", "en", "9|Zebra", "under [-13-]{+16+}", "We now name our agency.",
			[]diff.FactChange{f("age", "changed", "under 13", "under 16", "")},
			false,
		},
		{"across scripts", "zh-TW", "4|保留政策", "甲[-乙-]{+丙+}", "补充信息保留政策细节；", nil, true},
		{"Traditional, by facts", "zh-TW", "9|其他", "請洽[-甲-]{+乙+}。", "更新聯絡方式；", []diff.FactChange{f("phone", "changed", "1", "2", "")}, true},
		{"Simplified, nothing in common", "zh-CN", "9|其他", "甲[-乙-]{+丙+}", "更新联系方式；", nil, false},
	} {
		log := Make(claimed(c.lang, c.section, c.text, c.claim, c.facts...), Options{})
		if log.Claims == nil || len(log.Claims.Items) != 1 {
			t.Errorf("%s: claims %+v", c.name, log.Claims)
			continue
		}
		item := log.Claims.Items[0]
		if got := len(item.Matches) > 0; got != c.want {
			t.Errorf("%s: matches %+v, want %v", c.name, item.Matches, c.want)
		}
		if unclaimed := len(log.Claims.Unclaimed) > 0; unclaimed == c.want {
			t.Errorf("%s: unclaimed %v", c.name, log.Claims.Unclaimed)
		}
		if item.Quote != c.claim {
			t.Errorf("%s: quoted %q", c.name, item.Quote)
		}
	}
}

// A claim that stood in the old text already is no news.
func TestStaleClaim(t *testing.T) {
	r := rendertest.New(diff.Side{Language: "en"}, diff.Side{Language: "en"}).
		Section(diff.Equal, "", "|What's new", "|What's new").
		Row(diff.Equal, "", doc.Item, "- We moved offices.").Result()
	log := Make(r, Options{})
	if log.Claims == nil || !log.Claims.Items[0].Stale {
		t.Errorf("%+v", log.Claims)
	}
}

func TestListInText(t *testing.T) {
	r := rendertest.New(diff.Side{Language: "en"}, diff.Side{Language: "en"}).
		Section(diff.Equal, "", "|Policy", "|Policy").
		Row(diff.Added, diff.Substantive, doc.Paragraph, "{+We have made several updates as follows:+}").
		Row(diff.Added, diff.Substantive, doc.Item, "{+- We added cookies.+}").
		Row(diff.Equal, "", doc.Paragraph, "We do things.").
		Row(diff.Equal, "", doc.Item, "- This is no claim.").Result()
	log := Make(r, Options{})
	if log.Claims == nil || len(log.Claims.Items) != 1 || log.Counted[0].What != ownList || log.Counted[0].Count != 2 {
		t.Errorf("%+v %+v", log.Claims, log.Counted)
	}
}
