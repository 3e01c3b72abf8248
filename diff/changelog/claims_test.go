package changelog

import (
	"slices"
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
		{"a shared subject is no match", "en", "4|Retention policy", "a [-b-]{+c+} d", "We have provided further detail about data retention.", nil, false},
		{
			"nor is a link among partners an added provider", "en", "4.2|Advertising partners", "opt out [-here-]{+there+}",
			"We have added a service provider that turns books into speech.",
			[]diff.FactChange{f("url", "changed", "https://a.example/x", "https://b.example/y", "opt-out")},
			false,
		},
		{
			"an added provider", "en", "4.1|Zebra", "a {+Nightjar Labs+} b", "We have added a service provider that turns books into speech.",
			[]diff.FactChange{f("third party", "added", "", "Nightjar Labs", "")},
			true,
		},
		{
			"not by one that went", "en", "4.1|Zebra", "a [-Nightjar Labs-] b", "We have added a service provider that turns books into speech.",
			[]diff.FactChange{f("third party", "removed", "Nightjar Labs", "", "")},
			false,
		},
		{
			"nor by its name", "en", "4.1|Zebra", "a [-Nightjar Labs-] b", "We have added Nightjar Labs.",
			[]diff.FactChange{f("third party", "removed", "Nightjar Labs", "", "")},
			false,
		},
		{
			"an age lowered", "en", "9|Zebra", "under [-16-]{+13+}", "We have raised the age from which the app may be used.",
			[]diff.FactChange{f("age", "changed", "under 16", "under 13", "")},
			false,
		},
		{
			"a period made longer", "zh-CN", "9|其他", "保存[-30-]{+45+}日。", "延长信息的保存期限；",
			[]diff.FactChange{f("duration", "changed", "30日", "45日", "")},
			true,
		},
		{
			"a period made shorter", "zh-CN", "9|其他", "保存[-45-]{+30+}日。", "延长信息的保存期限；",
			[]diff.FactChange{f("duration", "changed", "45日", "30日", "")},
			false,
		},
		{
			"small words are no evidence", "en", "4|Zebra", "a {+which they have updated with more information+} b",
			"We have updated more information with which they work.", nil, false,
		},
		{"two rare words", "en", "4|Zebra", "a {+turns books into speech+} b", "A program turns books into speech.", nil, true},
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

// The subject that a claim and a change share is named where nothing else was found, and the change stays unmentioned.
func TestSharedSubjectIsNear(t *testing.T) {
	log := Make(claimed("en", "4|Retention policy", "a [-b-]{+c+} d", "Further detail about data retention."), Options{})
	item := log.Claims.Items[0]
	if len(item.Matches) != 0 || len(item.Near) != 1 || len(log.Claims.Unclaimed) != 1 {
		t.Errorf("%+v, unmentioned %v", item, log.Claims.Unclaimed)
	}
	if log.Claims.Unclaimed[0] != item.Near[0].Entry {
		t.Errorf("near %v, unmentioned %v", item.Near, log.Claims.Unclaimed)
	}
}

// A list like that of a real update: each claim finds the change it speaks of and no other, and what no claim speaks of
// is listed, a new title of a section among it.
func TestClaimsOfAnUpdate(t *testing.T) {
	f := rendertest.Fact
	for _, c := range []struct {
		lang                          string
		oldTitle, newTitle            string
		provider, oldAge, newAge      string
		oldTime, newTime, keeps, list string
		claims                        [3]string
	}{
		{
			"en", "4|How we share information", "4|How we share and disclose information",
			"Nightjar Labs, which turns books into speech", "under 13", "under 16", "12 months", "24 months", "We erase your data within ", "|What's new",
			[3]string{
				"We have added a service provider that turns books into speech.",
				"We have raised the age from which the app may be used.", "We have updated some of our contact details.",
			},
		},
		{
			"zh-CN", "4|我们如何共享信息", "4|我们如何共享和披露信息", "Nightjar Labs（将图书转为语音）", "未满 13 周岁", "未满 16 周岁",
			"12 个月", "24 个月", "我们将删除数据，期限为", "|本次更新",
			[3]string{"新增将图书转为语音的服务提供商；", "提高使用本应用的年龄要求；", "更新部分联系方式。"},
		},
		{
			"zh-TW", "4|我們如何分享資料", "4|我們如何分享與揭露資料", "Nightjar Labs（將書籍轉為語音）", "未滿 13 歲", "未滿 16 歲",
			"12 個月", "24 個月", "我們將刪除資料，期限為", "|本次更新",
			[3]string{"新增將書籍轉為語音的服務供應商；", "提高使用本應用程式的年齡要求；", "更新部分聯絡方式。"},
		},
	} {
		side := diff.Side{Language: c.lang}
		r := rendertest.New(side, side).
			Section(diff.Retitled, diff.Substantive, c.oldTitle, c.newTitle).
			Row(diff.Added, diff.Substantive, doc.Item, "{+- "+c.provider+"+}", f("third party", "added", "", "Nightjar Labs", "")).
			Section(diff.Equal, "", "6|Zebra", "6|Zebra").
			Row(diff.Modified, diff.Substantive, doc.Paragraph, c.keeps+"[-"+c.oldTime+"-]{+"+c.newTime+"+}",
				f("duration", "changed", c.oldTime, c.newTime, "")).
			Section(diff.Equal, "", "9|Okapi", "9|Okapi").
			Row(diff.Modified, diff.Substantive, doc.Paragraph, "[-"+c.oldAge+"-]{+"+c.newAge+"+}", f("age", "changed", c.oldAge, c.newAge, "")).
			Section(diff.Equal, "", c.list, c.list).
			Row(diff.Added, diff.Substantive, doc.Item, "{+- "+c.claims[0]+"+}").
			Row(diff.Added, diff.Substantive, doc.Item, "{+- "+c.claims[1]+"+}").
			Row(diff.Added, diff.Substantive, doc.Item, "{+- "+c.claims[2]+"+}").Result()
		log := Make(r, Options{Lang: c.lang})
		rows := map[string]int{} // by position
		for i, row := range r.Blocks {
			rows[row.ID] = i
		}
		want := [3][]int{{1}, {5}, nil}
		for i, item := range log.Claims.Items {
			var got []int
			for _, m := range item.Matches {
				got = append(got, rows[m.Entry])
			}
			if !slices.Equal(got, want[i]) {
				t.Errorf("%s: %q matches %v: %+v, want rows %v", c.lang, item.Quote, got, item.Matches, want[i])
			}
		}
		var unclaimed []int
		for _, id := range log.Claims.Unclaimed {
			unclaimed = append(unclaimed, rows[id])
		}
		if !slices.Equal(unclaimed, []int{3, 0}) {
			t.Errorf("%s: unmentioned %v, want the period and the title", c.lang, unclaimed)
		}
		if lines := log.unclaimedLines(); len(lines) != 2 || lines[1].entry == nil {
			t.Errorf("%s: lines %+v", c.lang, lines)
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

// Lists of updates are found in every form and place that publishers give them: sections in the middle, tables, histories,
// after a lead, nested; and what they say is found where the text shows it.
func TestClaimLists(t *testing.T) {
	text := func(days, who, mail, list string) string {
		return "# Harbour Privacy Policy\n\n## 1 Retention\n\nWe keep the records of your account for " + days + " days.\n\n" + list +
			"## 2 Recipients\n\nWe pass records on to " + who + ".\n\n## 3 Questions\n\nWrite to " + mail + "@harbour.example.\n"
	}
	zh := func(days, who, list string) string {
		return "# 港湾隐私政策\n\n## 一、保存\n\n我们保存您的记录" + days + "天。\n\n" + list + "## 二、共享\n\n我们与" + who + "共享记录。\n"
	}
	tw := func(days, who, list string) string {
		return "# 港灣隱私權政策\n\n## 一、保存\n\n我們保存您的紀錄 " + days + " 天。\n\n" + list + "## 二、分享\n\n我們與" + who + "分享紀錄。\n"
	}
	for _, c := range []struct {
		name, old, new string
		want           string // + a matching change was found, - none was, of each item in order
	}{
		{"in the middle, nested", text("30", "Alpha Ltd.", "a", ""), text("60", "Beacon Analytics Inc.", "a",
			"## Key changes\n\n- We keep records for longer.\n- We added Beacon Analytics Inc.\n  - It gets no names.\n\n"), "++-"},
		{"a table", text("30", "Alpha Ltd.", "a", ""), text("60", "Alpha Ltd.", "b",
			"## Summary of changes\n\n| Section | Change |\n|---|---|\n| 1 | Records are kept for longer |\n| 3 | New contact address |\n\n"), "++"},
		{"after a sentence", text("30", "Alpha Ltd.", "a", ""), text("60", "Alpha Ltd.", "a",
			"We've updated our Privacy Policy. The main changes are:\n\n* longer retention\n* a logo\n\n"), "+-"},
		{"a history", text("30", "Alpha Ltd.", "a", ""), text("60", "Alpha Ltd.", "a",
			"## Change log\n\n### 1 June 2024\n\n- Retention is 60 days.\n\n### 1 May 2023\n\n- First version.\n\n"), "+-"},
		{"old and new", text("30", "Alpha Ltd.", "a", "## What's new\n\n- A new logo.\n\n"), text("60", "Alpha Ltd.", "a",
			"## What's new\n\n- A new logo.\n- Longer retention.\n\n"), "-+"},
		{"a line before a list", zh("30", "甲有限公司", ""), zh("60", "乙分析有限公司", "更新说明：\n\n- 延长了记录的保存期限\n- 新增共享方乙分析有限公司\n- 更新了儿童信息保护\n\n"), "++-"},
		{"a table of versions", zh("30", "甲有限公司", ""), zh("60", "甲有限公司", "## 更新日志\n\n| 日期 | 内容 |\n|---|---|\n| 2024年6月1日 | 延长记录的保存期限 |\n\n"), "+"},
		{"a sentence before a list", tw("30", "甲有限公司", ""), tw("60", "甲有限公司", "我們更新了本政策，主要變更如下：\n\n• 延長紀錄保存期限\n\n"), "+"},
		{"main changes", tw("30", "甲有限公司", ""), tw("60", "甲有限公司", "## 主要變更\n\n* 延長紀錄保存期限\n* 更新未成年人條款\n\n"), "+-"},
		{"how changes will be told", text("30", "Alpha Ltd.", "a", ""), text("60", "Alpha Ltd.", "a", "## Changes to this policy\n\n- We will write to you.\n\n"), ""},
		{"how changes will be told, in Chinese", zh("30", "甲有限公司", ""), zh("60", "甲有限公司", "我们会通知政策的变更，方式如下：\n\n- 电子邮件\n\n"), ""},
	} {
		log := Make(diff.Compare(doc.Parse([]byte(c.old)), doc.Parse([]byte(c.new)), diff.Options{}), Options{})
		got := ""
		if log.Claims != nil {
			for _, cl := range log.Claims.Items {
				if len(cl.Matches) > 0 {
					got += "+"
				} else {
					got += "-"
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q: %+v", c.name, got, c.want, log.Claims)
		}
	}
}
