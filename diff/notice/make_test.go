package notice

import (
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/rendertest"
	"policylog/diff/text/fold"
)

// two compares two texts of a source.
func two(lang, old, new string) *diff.Result {
	return diff.Compare(doc.Parse([]byte(old)), doc.Parse([]byte(new)), diff.Options{
		Old: diff.Side{Source: "acme/p." + lang, Language: lang}, New: diff.Side{Source: "acme/p." + lang, Language: lang},
	})
}

func TestTitle(t *testing.T) {
	long := strings.Repeat("A very long title of a policy ", 20)
	for _, c := range []struct{ title, service, lang, want string }{
		{"Privacy Policy", "Acme", "en", "Acme: Change report on “Privacy Policy” (1 June 2024)"},
		{"Privacy Policy", "", "zh-TW", "acme：《Privacy Policy》變更報告（2024 年 6 月 1 日）"},
		{long, "Acme", "en", "Acme: Change report on “A very long"},
		{long, strings.Repeat("Service ", 40), "zh-CN", "Service Service"},
		{"a\r\nBcc: b", "Acme", "en", "Acme: Change report on “a Bcc: b” (1 June 2024)"},
	} {
		side := diff.Side{Source: "acme/p.en", Title: c.title, Captured: "2024-06-01"}
		n := Make(rendertest.New(side, side).Result(), Options{Service: c.service, Lang: c.lang})
		if !strings.HasPrefix(n.Title, c.want) || len([]rune(n.Title)) > mostTitle || strings.ContainsAny(n.Title, "\r\n") {
			t.Errorf("title %q, want %q", n.Title, c.want)
		}
	}
}

func TestDraftUntilReviewed(t *testing.T) {
	r := two("en", "# P\n\nWe keep it 30 days.\n\nWe may call you.", "# P\n\nWe keep it 45 days.\n\nWe shall call you.")
	var ids []string
	for _, row := range r.Blocks {
		if row.Status != diff.Equal {
			ids = append(ids, row.ID)
		}
	}
	if len(ids) != 2 {
		t.Fatalf("%d changes", len(ids))
	}
	for _, c := range []struct {
		reviewed map[string]Verdict
		draft    bool
		items    int
		leftOut  int
	}{
		{nil, true, 2, 0},
		{map[string]Verdict{ids[0]: Content}, true, 2, 0},
		{map[string]Verdict{ids[0]: Content, ids[1]: "shrug"}, true, 2, 0},
		{map[string]Verdict{ids[0]: Content, ids[1]: Wording}, false, 2, 0},
		{map[string]Verdict{ids[0]: Content, ids[1]: Noise}, false, 1, 1},
		{map[string]Verdict{ids[0]: ExtractionError, ids[1]: Noise}, false, 0, 2},
	} {
		n := Make(r, Options{Voice: Publisher, Reviewed: c.reviewed})
		items := 0
		for _, s := range n.Sections {
			items += len(s.Items)
		}
		if n.Draft != c.draft || (n.DraftMark != "") != c.draft || items != c.items || n.LeftOut != c.leftOut || len(n.Clauses) != c.items {
			t.Errorf("%v: draft %v, %d items, %d clauses, %d left out", c.reviewed, n.Draft, items, len(n.Clauses), n.LeftOut)
		}
		if intro := strings.Join(n.Intro, " "); strings.Contains(intro, "unchanged") {
			t.Errorf("%v: a text that changed is called unchanged: %s", c.reviewed, intro)
		}
		if o := Make(r, Options{Reviewed: c.reviewed}); o.Draft || !strings.Contains(o.Intro[0], "not issued by acme") {
			t.Errorf("observer: draft %v, %q", o.Draft, o.Intro)
		}
	}
}

// Characters are converted, names and addresses are not, and the words stay those of the text.
func TestConverted(t *testing.T) {
	for in, want := range map[string]string{
		"我們會將資料提供給海港快遞股份有限公司，軟體與裝置亦同": "我们会将资料提供给海港快遞股份有限公司，软体与装置亦同",
		"請見 https://x.example/資料 的說明": "请见 https://x.example/資料 的说明",
		"請來信 privacy@x.example。":      "请来信 privacy@x.example。",
	} {
		if got := converted(in, fold.ToSimplified); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestRenderings(t *testing.T) {
	old, new := "# 政策\n\n我們保存您的資料 30 日。", "# 政策\n\n我們保存您的資料 45 日。"
	r := two("zh-TW", old, new)
	quote := func(o Options) Quote {
		o.Lang = "zh-CN"
		return Make(r, o).Sections[0].Items[0].Quotes[0]
	}
	q := quote(Options{})
	if len(q.Rendering) != 1 || q.Rendering[0].Official || q.Rendering[0].Label != "自动转换，非官方版本" || !strings.Contains(q.Rendering[0].After, "我们保存您的资料 45") {
		t.Errorf("converted: %+v", q.Rendering)
	}
	if !strings.Contains(Text(q.After), "我們保存您的資料 45") {
		t.Errorf("the original is gone: %+v", q.After)
	}
	oldCN, newCN := "# 政策\n\n我们保存您的数据 30 天。", "# 政策\n\n我们保存您的数据 45 天。"
	parallel := func(o, n string) *Parallel {
		return &Parallel{
			Lang: "zh-CN",
			Old:  diff.Compare(doc.Parse([]byte(old)), doc.Parse([]byte(o)), diff.Options{}),
			New:  diff.Compare(doc.Parse([]byte(new)), doc.Parse([]byte(n)), diff.Options{}),
		}
	}
	if q := quote(Options{Parallel: parallel(oldCN, newCN)}); len(q.Rendering) != 1 || !q.Rendering[0].Official || !strings.Contains(q.Rendering[0].After, "数据 45 天") {
		t.Errorf("parallel: %+v", q.Rendering)
	}
	// A parallel that did not follow the change does not show it.
	if q := quote(Options{Parallel: parallel(oldCN, oldCN)}); len(q.Rendering) != 1 || q.Rendering[0].Official {
		t.Errorf("stale parallel: %+v", q.Rendering)
	}
	// A reader of the policy's own script, or of another language, gets the original alone.
	for _, lang := range []string{"zh-TW", "en"} {
		if n := Make(r, Options{Lang: lang}); len(n.Sections[0].Items[0].Quotes[0].Rendering) != 0 {
			t.Errorf("%s: rendering of a text that needs none", lang)
		}
	}
}

// No word of a topic or of a judgement reaches a notice.
func TestNoTopicsNoJudgement(t *testing.T) {
	r := pair(t, "en")
	for i := range r.Blocks {
		r.Blocks[i].Topics = []string{"Data Retention", "Third Party Sharing/Collection"}
	}
	for _, v := range []Voice{Observer, Publisher} {
		var b strings.Builder
		n := Make(r, Options{Voice: v})
		if err := JSON(&b, n); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"Data Retention", "Third Party Sharing", "weaker", "stronger", "in force"} {
			if strings.Contains(b.String(), bad) {
				t.Errorf("%s: %q stands in the notice", v, bad)
			}
		}
	}
}

func TestReviewRoundTrip(t *testing.T) {
	want := Review{Content, "checked\nwith \"legal\"", "Lee", "2024-06-01T00:00:00Z", "abc"}
	if got, err := ParseReview(want.String()); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "x", `{"verdict":"shrug"}`, "[]"} {
		if _, err := ParseReview(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestSameChange(t *testing.T) {
	tw, cn := two("zh-TW", "# 政策\n\n我們保存您的資料 30 日。", "# 政策\n\n我們保存您的資料 45 日。"), two("zh-CN", "# 政策\n\n我们保存您的资料30日。", "# 政策\n\n我们保存您的资料45日。")
	if SameChange(&tw.Blocks[1]) != SameChange(&cn.Blocks[1]) || SameChange(&tw.Blocks[0]) == SameChange(&tw.Blocks[1]) {
		t.Error("the same change in the other script is another one")
	}
}
