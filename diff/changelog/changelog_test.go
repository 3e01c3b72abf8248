package changelog

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/rendertest"
	"policylog/diff/terms"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample reads a comparison kept as JSON beside the renderings, so that the changelog is held to one result however
// comparison is refined.
func sample(t testing.TB, name string) *diff.Result {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "render", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := diff.ReadJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// golden holds what write writes to a file of testdata.
func golden(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("%s differs; read it and run with -update if it is right:\n%s", name, out.String())
	}
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, sample, lang string
		o                  TerminalOptions
	}{
		{"english.en.txt", "english.json", "en", TerminalOptions{}},
		{"english.explain.txt", "english.json", "en", TerminalOptions{Explain: true, Color: true, Width: 100}},
		{"english.zh-TW.brief.txt", "english.json", "zh-TW", TerminalOptions{Brief: true, Width: 60}},
		{"taiwan.zh-TW.txt", "taiwan.json", "zh-TW", TerminalOptions{}},
		{"taiwan.zh-CN.txt", "taiwan.json", "zh-CN", TerminalOptions{Width: 60}},
		{"taiwan.en.txt", "taiwan.json", "en", TerminalOptions{}},
		{"scripts.zh-CN.txt", "scripts.json", "zh-CN", TerminalOptions{}},
	} {
		o := Options{Lang: c.lang, AsOf: "2024-06-02", OldRef: strings.Repeat("a1", 20), NewRef: strings.Repeat("b2", 20)}
		log := Make(sample(t, c.sample), o)
		golden(t, c.name, func(w io.Writer) error { return Terminal(w, log, c.o) })
	}
	log := Make(sample(t, "english.json"), Options{})
	golden(t, "english.md", func(w io.Writer) error { return Markdown(w, log) })
	golden(t, "english.changelog.json", func(w io.Writer) error { return JSON(w, log) })
}

func row(t *testing.T, status diff.Status, class diff.Class, text string, facts ...diff.FactChange) *diff.Result {
	t.Helper()
	return rendertest.New(diff.Side{Title: "P"}, diff.Side{Title: "P"}).
		Section(diff.Equal, "", "1|Data", "1|Data").
		Row(diff.Equal, "", doc.Paragraph, "We share data with Acme. Page and message.").
		Row(status, class, doc.Paragraph, text, facts...).Result()
}

func TestRank(t *testing.T) {
	f := rendertest.Fact
	for _, c := range []struct {
		name  string
		class diff.Class
		facts []diff.FactChange
		want  Rank // "" : only counted
	}{
		{"a new recipient", diff.Substantive, []diff.FactChange{f("third party", "added", "", "Affise", "")}, ByFact},
		{"a recipient named elsewhere", diff.Substantive, []diff.FactChange{f("third party", "added", "", "Acme", "")}, ByContent},
		{"a date", diff.Substantive, []diff.FactChange{f("date", "changed", "1 May", "2 May", "")}, ByContent},
		{"a link", diff.Substantive, []diff.FactChange{f("url", "changed", "https://a.example", "https://b.example", "")}, ByContent},
		{"an opt-out link", diff.LinkOnly, []diff.FactChange{f("url", "changed", "https://a.example", "https://b.example", "opt-out")}, ByFact},
		{"another link only", diff.LinkOnly, []diff.FactChange{f("url", "changed", "https://a.example", "https://b.example", "")}, ""},
		{"no fact", diff.Substantive, nil, ByContent},
		{"wording", diff.Editorial, nil, ByWording},
		{"formatting", diff.Cosmetic, nil, ""},
		{"dates", diff.DateOnly, []diff.FactChange{f("date", "changed", "1 May", "2 May", "")}, ""},
		{"regional", diff.Regional, nil, ""},
		{"emphasis", diff.Emphasis, nil, ""},
	} {
		log := Make(row(t, diff.Modified, c.class, "a [-b-]{+c+}", c.facts...), Options{})
		if c.want == "" {
			if len(log.Sections) != 0 || len(log.Counted) != 1 || log.Counts.Counted != 1 {
				t.Errorf("%s: %+v", c.name, log)
			}
			continue
		}
		if len(log.Sections) != 1 || log.Sections[0].Entries[0].Rank != c.want {
			t.Errorf("%s: %+v, want rank %s", c.name, log.Sections, c.want)
		}
		if log.Sections[0].Entries[0].Rule == "" {
			t.Errorf("%s: no rule", c.name)
		}
	}
}

func TestBullets(t *testing.T) {
	f := rendertest.Fact
	for _, c := range []struct {
		name  string
		lang  string
		facts []diff.FactChange
		want  string
	}{
		{"changed", "en", []diff.FactChange{f("duration", "changed", "12 months", "24 months", "")}, "duration: 12 months → 24 months"},
		{
			"names are not paired", "en",
			[]diff.FactChange{f("jurisdiction", "changed", "Estonia", "USA", "")},
			"now names jurisdiction: USA; no longer names jurisdiction: Estonia",
		},
		{
			"the same target", "en",
			[]diff.FactChange{f("url", "changed", "http://www.a.example/x/", "https://a.example/x", "contact")},
			"paragraph reworded",
		},
		{"several of a kind", "en", []diff.FactChange{
			f("third party", "added", "", "Affise", ""), f("third party", "added", "", "Kochava", ""), f("third party", "added", "", "affise", ""),
		}, "now names third party: Affise and Kochava"},
		{"gone", "zh-CN", []diff.FactChange{f("data type", "removed", "IMEI", "", "")}, "不再提及数据类型：IMEI"},
		{
			"here, and elsewhere", "en",
			[]diff.FactChange{f("third party", "added", "", "ACME", "")},
			"paragraph reworded",
		},
		{"a part of a word is not elsewhere", "en", []diff.FactChange{f("data type", "added", "", "age", "")}, "now names data type: age"},
		{
			"a link that nobody acts through", "en",
			[]diff.FactChange{f("url", "added", "", "https://a.example/x", "")},
			"paragraph reworded; now names link: https://a.example/x",
		},
		{"no fact", "zh-TW", nil, "段落文字有更動"},
		{
			"a link by its role", "en",
			[]diff.FactChange{f("url", "removed", "https://a.example/x", "", "rights")},
			"no longer names rights requests link: https://a.example/x",
		},
	} {
		log := Make(row(t, diff.Modified, diff.Substantive, "a [-b-]{+c+}", c.facts...), Options{Lang: c.lang})
		e := &log.Sections[0].Entries[0]
		var got []string
		for _, b := range e.Bullets {
			got = append(got, b.Text)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// "We have no access to your location" names a location and says the opposite of collecting it: a bullet never reads as
// if what is named were collected or shared.
func TestANegatedSentenceIsSaidToBeOne(t *testing.T) {
	for _, c := range []struct{ lang, reader, old, new, want string }{
		{"en", "en", "We use a relay.", "We use a relay. The relay has no access to your passwords.", "now names data type: passwords (in a sentence with “no”)"},
		{"en", "en", "We use a relay.", "We use a relay. We don’t share it with Facebook.", "now names third party: Facebook (in a sentence with “don’t”)"},
		{"en", "en", "We use a relay.", "We never ask for passwords. We keep passwords for the relay.", "now names data type: passwords"},
		{"en", "en", "We cannot read your passwords. We use a relay.", "We use a relay.", "no longer names data type: passwords (in a sentence with “not”)"},
		{"zh-CN", "zh-CN", "我们使用中继服务。", "我们使用中继服务。中继服务无法接触您的密码。", "新提及数据类型：密码（所在句含“无”）"},
		{"zh-TW", "zh-TW", "我們使用中繼服務。", "我們使用中繼服務。我們不會蒐集您的密碼。", "新提及資料類型：密碼（所在句含「不會」）"},
		{"zh-TW", "en", "我們使用中繼服務。", "我們使用中繼服務。我們會保存您的密碼。", "now names data type: 密碼"},
	} {
		parse := func(s string) *doc.Document { return doc.Parse([]byte("# P\n\n" + s + "\n")) }
		side := diff.Side{Language: c.lang}
		log := Make(diff.Compare(parse(c.old), parse(c.new), diff.Options{Old: side, New: side}), Options{Lang: c.reader})
		got := "no entry"
		if len(log.Sections) > 0 {
			got = bulletLine(terms.For(c.reader), &log.Sections[0].Entries[0])
		}
		if got != c.want {
			t.Errorf("%s → %s:\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

// A heading, an attribute, a comment and a lone mark hold no words that came: none is quoted or counted among them.
func TestNewSectionCountsWhatIsRead(t *testing.T) {
	parse := func(s string) *doc.Document { return doc.Parse([]byte("# P\n\nWe use a relay.\n\n" + s)) }
	log := Make(diff.Compare(parse(""), parse("## Lamps\n{: #lamps }\n\nWe log when lamps are lit.\n\n<!-- end -->\n"), diff.Options{}), Options{})
	e := &log.Sections[0].Entries[0]
	if got := bulletLine(terms.For("en"), e); got != "new section" || len(e.Quotes) != 1 || e.More != 0 {
		t.Errorf("%s %+v", got, e.Quotes)
	}
	log = Make(diff.Compare(parse("## Lamps\n\nLit."), parse("## Lamps\n\nLit.\n\n<!-- end -->\n"), diff.Options{}), Options{})
	if len(log.Sections) != 0 || log.Counts.Counted != 1 {
		t.Errorf("a comment: %+v", log.Sections)
	}
}

// Of links that nobody acts through one is told, and only where nothing else is.
func TestManyLinksAreToldAsOne(t *testing.T) {
	f := rendertest.Fact
	a, b := f("url", "changed", "https://a.example/1", "https://a.example/2", ""), f("url", "changed", "https://a.example/1", "https://a.example/3", "")
	log := Make(row(t, diff.Modified, diff.Substantive, "a [-b-]{+c+}", a, b), Options{})
	if got := bulletLine(terms.For("en"), &log.Sections[0].Entries[0]); got != "paragraph reworded; link: https://a.example/1 → https://a.example/2" {
		t.Error(got)
	}
}

// What is named in other words elsewhere neither came nor went.
func TestElsewhereInOtherWords(t *testing.T) {
	for _, c := range []struct{ lang, old, new string }{
		{"en", "We keep your email address and your cookies.\n\nWe need your e-mail addresses.", "We keep your cookies.\n\nWe need your e-mail addresses."},
		{"zh-TW", "我們蒐集您的密碼與位置。\n\n此外，我们保存密码。", "我們蒐集您的位置。\n\n此外，我们保存密码。"},
	} {
		parse := func(s string) *doc.Document { return doc.Parse([]byte("# P\n\n" + s + "\n")) }
		side := diff.Side{Language: c.lang}
		log := Make(diff.Compare(parse(c.old), parse(c.new), diff.Options{Old: side, New: side}), Options{})
		if got := bulletLine(terms.For("en"), &log.Sections[0].Entries[0]); got != "paragraph reworded" {
			t.Errorf("%s: %s", c.old, got)
		}
	}
}

// A modal or negating word is told where it changed by itself, not where it came or went with a clause.
func TestWordsInPlace(t *testing.T) {
	f := rendertest.Fact
	for _, c := range []struct {
		text string
		fact diff.FactChange
		want string
	}{
		{"We [-may-]{+shall+} ask for consent.", f("modality", "changed", "may", "shall", ""), "“may” → “shall”"},
		{"We may {+not +}ask for consent.", f("modality", "changed", "may", "may not", ""), "“may” → “may not”"},
		{"我们[-可以-]{+应当+}征求您的同意。", f("modality", "changed", "可以", "应当", ""), "“可以” → “应当”"},
		{
			"You [-can do this and that in the settings of your phone-]{+may find it elsewhere, where such things are kept+}.",
			f("modality", "changed", "can", "may", ""), "paragraph reworded",
		},
		{"You [-can-] use it {+as you may-wish+} or not.", f("modality", "changed", "can", "may", ""), "paragraph reworded"},
		{"[-You can go on-]{+Go on+} to the next page of the form.", f("modality", "removed", "can", "", ""), "paragraph reworded"},
		{"We do {+not +}sell your data to anybody.", f("negation", "added", "", "not", ""), "adds “not”"},
		{"We [-sell-]{+do not sell+} your data to anybody.", f("negation", "added", "", "not", ""), "adds “not”"},
		{"We keep it.{+ This is not the place for a long story, and it goes on.+}", f("negation", "added", "", "not", ""), "paragraph reworded"},
	} {
		log := Make(row(t, diff.Modified, diff.Substantive, c.text, c.fact), Options{})
		if got := bulletLine(terms.For("en"), &log.Sections[0].Entries[0]); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
		if told := c.want != "paragraph reworded"; told != (log.Counts.Fact == 1) {
			t.Errorf("%s: ranks %+v", c.text, log.Counts)
		}
	}
}

// Of a run of blocks that were only reworded, a brief changelog says how many there are.
func TestBriefFoldsRewordedRuns(t *testing.T) {
	b := rendertest.New(diff.Side{Language: "en"}, diff.Side{Language: "en"}).Section(diff.Equal, "", "1|A", "1|A")
	for range 3 {
		b.Row(diff.Modified, diff.Substantive, doc.Row, "| a | [-b-]{+c+} |")
	}
	b.Row(diff.Modified, diff.Substantive, doc.Paragraph, "a [-b-]{+c+} d")
	log := Make(b.Result(), Options{})
	for brief, want := range map[bool]int{true: 2, false: 4} {
		var out strings.Builder
		_ = Terminal(&out, log, TerminalOptions{Brief: brief})
		if got := strings.Count(out.String(), "\n  ~ "); got != want || brief && !strings.Contains(out.String(), "3 table rows reworded") {
			t.Errorf("brief %v: %d lines, want %d:\n%s", brief, got, want, out.String())
		}
	}
}

// The same link changed in many places is one change of a tracked fact.
func TestALinkRanksOnce(t *testing.T) {
	link := rendertest.Fact("url", "changed", "https://a.example/x", "https://b.example/y", "contact")
	b := rendertest.New(diff.Side{Language: "en"}, diff.Side{Language: "en"}).Section(diff.Equal, "", "1|A", "1|A")
	for _, word := range []string{"one", "two", "three"} {
		b.Row(diff.Modified, diff.LinkOnly, doc.Paragraph, "["+word+"]([-https://a.example/x-]{+https://b.example/y+})", link)
	}
	if log := Make(b.Result(), Options{}); log.Counts.Fact != 1 || log.Counts.Counted != 2 {
		t.Errorf("%+v", log.Counts)
	}
}

// What the summary counts adds up to the blocks that changed.
func TestSummaryAddsUp(t *testing.T) {
	for _, name := range []string{"english.json", "taiwan.json", "scripts.json"} {
		r := sample(t, name)
		changed := 0
		for _, row := range r.Blocks {
			if row.Status != diff.Equal {
				changed++
			}
		}
		s := Make(r, Options{}).Summary
		_, list, ok := strings.Cut(s, " changed: ")
		if !ok || !strings.Contains(s, fmt.Sprintf("%d block", changed)) {
			t.Errorf("%s: %d blocks changed: %s", name, changed, s)
			continue
		}
		if i := strings.Index(list, "("); i >= 0 {
			list = list[:i] + list[strings.LastIndex(list, ")"):] // the part in brackets is of the first count
		}
		sum := 0
		for _, n := range regexp.MustCompile(`(^|, | and )(\d+) `).FindAllStringSubmatch(list, -1) {
			k, _ := strconv.Atoi(n[2])
			sum += k
		}
		if sum != changed {
			t.Errorf("%s: %d in all, of %d: %s", name, sum, changed, s)
		}
	}
}

// Dates are read wherever they stand, in the forms of three languages, and told in the reader's.
func TestStatementsOfTexts(t *testing.T) {
	for _, c := range []struct{ lang, old, new, want string }{
		{
			"en", "Last updated: 3 May 2023\n\nWe keep logs.", "Last updated: May 3, 2023\n\nWe keep logs and maps.",
			"The text changed; the stated update date (3 May 2023) did not.",
		},
		{
			"en", "We keep logs.\n\nThis policy was last updated on 2023-05-03.", "We keep logs.\n\nThis policy was last updated on 2024-06-04.",
			"The stated update date changed from 3 May 2023 to 4 June 2024. Only dates differ; the rest of the text is the same.",
		},
		{
			"en", "Last modified on 01/15/2023\n\nWe keep logs.", "Last modified on 08/12/2023\n\nWe keep maps.",
			"The stated update date changed from 15 January 2023 to “08/12/2023”. No calendar date is read out of “08/12/2023”: it is given as it stands.",
		},
		{
			"en", "Effective date: 1 June 2024\n\nPublished: 1 May 2024\n\nWe keep logs.", "Effective date: 1 June 2025\n\nPublished: 2 May 2025\n\nWe keep maps.",
			"The stated publication date changed from 1 May 2024 to 2 May 2025. The stated effective date changed from 1 June 2024 to 1 June 2025. " +
				"From the stated publication (2 May 2025) to the stated effective date (1 June 2025): 30 days. " +
				"Announced, and not effective yet by its own statement: on 22 May 2025, 10 days remained to 1 June 2025.",
		},
		{
			"zh-CN", "我们保存日志。\n\n更新日期：2024年5月1日\n\n生效日期：2024年6月1日", "我们保存日志和地图。\n\n更新日期：2025年5月20日\n\n生效日期：2025年6月1日",
			"页面标注的更新日期由2024年5月1日改为2025年5月20日。页面标注的生效日期由2024年6月1日改为2025年6月1日。" +
				"从标注的更新日期（2025年5月20日）到标注的生效日期（2025年6月1日）共12天。" +
				"已公布，按其自身标注尚未生效：截至2025年5月22日，距2025年6月1日还有10天。",
		},
		{
			"zh-CN", "更新日期：二〇二四年五月一日\n\n我们保存日志。", "更新日期：2024.05.01\n\n我们保存日志和地图。",
			"正文有变、日期未变：页面标注的更新日期仍为2024年5月1日。",
		},
		{
			"zh-CN", "发布日期：二〇二四年三月一日\n\n我们保存日志。", "发布日期：二〇二四年四月一日\n\n我们保存日志和地图。",
			"页面标注的发布日期由2024年3月1日改为2024年4月1日。",
		},
		{
			"zh-TW", "我們保存紀錄。\n\n最後更新日期：民國 113 年 5 月 1 日", "我們保存紀錄與地圖。\n\n最後更新日期：2024 年 5 月 1 日",
			"內容有變、日期未變：頁面所載更新日期仍為 2024 年 5 月 1 日。",
		},
		{
			"zh-TW", "本政策於 2024 年 5 月 1 日生效。\n\n我們保存紀錄。", "本政策於 2024 年 5 月 1 日生效。\n\n我們保存地圖。",
			"內容有變、日期未變：頁面所載生效日期仍為 2024 年 5 月 1 日。",
		},
	} {
		parse := func(s string) *doc.Document { return doc.Parse([]byte("# P\n\n" + s + "\n")) }
		side := diff.Side{Language: c.lang}
		log := Make(diff.Compare(parse(c.old), parse(c.new), diff.Options{Old: side, New: side}), Options{Lang: c.lang, AsOf: "2025-05-22"})
		var got []string
		for _, s := range log.Statements {
			got = append(got, s.Text)
		}
		if text := terms.For(c.lang).Sentences(got); text != c.want {
			t.Errorf("%s\n→ %s:\n got %s\nwant %s", c.old, c.new, text, c.want)
		}
	}
}

// A glance at two texts says of their dates what the comparison says.
func TestGlance(t *testing.T) {
	for _, c := range []struct {
		lang, old, new string
		from, to       diff.Side
		want           string
	}{
		{"en", "Updated 3 May 2023. We keep logs.", "Updated 3 May 2023. We keep maps.", diff.Side{Updated: "2023-05-03"}, diff.Side{Updated: "2023-05-03"}, DateUnchanged},
		{"en", "Updated 3 May 2023. We keep **logs**.", "Updated 3 May 2023.  We keep logs.", diff.Side{Updated: "2023-05-03"}, diff.Side{Updated: "2023-05-03"}, ""},
		{"en", "Updated 3 May 2023. We keep logs.", "Updated June 4, 2024. We keep logs.", diff.Side{Updated: "2023-05-03"}, diff.Side{Updated: "2024-06-04"}, UpdatedChanged + " " + OnlyDates},
		{"zh-TW", "更新日期：2023 年 5 月 3 日。我們保存紀錄。", "更新日期：2024 年 6 月 4 日。我们保存纪录。", diff.Side{Updated: "2023-05-03"}, diff.Side{Updated: "2024-06-04"}, UpdatedChanged + " " + OnlyDates},
		{"zh-CN", "生效日期：2025年7月1日。", "生效日期：2025年7月1日。我们保存地图。", diff.Side{Effective: "2025-07-01"}, diff.Side{Effective: "2025-07-01"}, EffectiveUnchanged + " " + NotYetEffective},
		{"en", "We keep logs.", "We keep maps.", diff.Side{}, diff.Side{}, ""},
	} {
		c.from.Language, c.to.Language = c.lang, c.lang
		var kinds []string
		for _, s := range Glance(c.from, c.to, c.old, c.new, Options{Lang: "zh-TW", AsOf: "2025-06-01"}) {
			kinds = append(kinds, s.Kind)
		}
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%s → %s: %q, want %q", c.old, c.new, got, c.want)
		}
	}
}

func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new diff.Side
		class    diff.Class
		asOf     string
		want     map[string]int // kind to days
	}{
		{"silent", diff.Side{Updated: "2021-01-15"}, diff.Side{Updated: "2021-01-15"}, diff.Substantive, "", map[string]int{DateUnchanged: 0}},
		{"formatting is no change of text", diff.Side{Updated: "2021-01-15"}, diff.Side{Updated: "2021-01-15"}, diff.Cosmetic, "", map[string]int{}},
		{
			"date and nothing else",
			diff.Side{Updated: "2021-01-15"},
			diff.Side{Updated: "2021-02-15"},
			diff.DateOnly, "",
			map[string]int{UpdatedChanged: 0, OnlyDates: 0},
		},
		{
			"announced",
			diff.Side{},
			diff.Side{Updated: "2024-05-20", Effective: "2024-07-01"},
			diff.Substantive, "2024-06-01",
			map[string]int{UpdatedChanged: 0, EffectiveChanged: 0, DaysToEffect: 42, NotYetEffective: 30},
		},
		{
			"effective by the day given",
			diff.Side{},
			diff.Side{Updated: "2024-05-20", Effective: "2024-07-01"},
			diff.Substantive, "2024-07-01",
			map[string]int{UpdatedChanged: 0, EffectiveChanged: 0, DaysToEffect: 42},
		},
		{
			"backdated",
			diff.Side{Effective: "2024-05-01"},
			diff.Side{Updated: "2024-05-20", Effective: "2024-05-01"},
			diff.Editorial, "",
			map[string]int{UpdatedChanged: 0, DaysToEffect: -19},
		},
		{"no date at all", diff.Side{}, diff.Side{}, diff.Editorial, "2024-01-01", map[string]int{NoDate: 0}},
		{
			"an ambiguous date is no date",
			diff.Side{Effective: "01/02/2026"},
			diff.Side{Effective: "01/02/2026"},
			diff.Cosmetic, "2024-01-01",
			map[string]int{},
		},
		{
			"label",
			diff.Side{Label: "v1", Updated: "2021-01-15"},
			diff.Side{Label: "v2", Updated: "2021-01-15"},
			diff.Cosmetic, "",
			map[string]int{LabelChanged: 0},
		},
	} {
		r := row(t, diff.Modified, c.class, "a [-b-]{+c+}")
		r.Old, r.New = c.old, c.new
		for _, lang := range []string{"en", "zh-CN", "zh-TW"} {
			log := Make(r, Options{Lang: lang, AsOf: c.asOf})
			got := map[string]int{}
			for _, s := range log.Statements {
				got[s.Kind] = s.Days
				if strings.ContainsAny(s.Text, "{}") || s.Text == "" {
					t.Errorf("%s, %s: %q", c.name, lang, s.Text)
				}
			}
			if len(got) != len(c.want) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
			for k, days := range c.want {
				if d, ok := got[k]; !ok || d != days {
					t.Errorf("%s: %v, want %v", c.name, got, c.want)
				}
			}
		}
	}
}

// Every row that is not equal is in one entry or counted, and every quotation is of the text.
func TestNothingIsLostOrInvented(t *testing.T) {
	for _, name := range []string{"english.json", "taiwan.json", "scripts.json"} {
		checkWhole(t, name, sample(t, name))
	}
}

// checkWhole holds a changelog to its guarantees.
func checkWhole(t *testing.T, name string, r *diff.Result) {
	t.Helper()
	log := Make(r, Options{})
	changed, rows := 0, 0
	var oldText, newText strings.Builder
	for _, row := range r.Blocks {
		if row.Status != diff.Equal {
			changed++
		}
		for _, b := range row.Old {
			oldText.WriteString(b.Text + "\n")
		}
		for _, b := range row.New {
			newText.WriteString(b.Text + "\n")
		}
	}
	for _, s := range log.Sections {
		if len(s.Entries) == 0 {
			t.Errorf("%s: section %q without entries", name, s.Name())
		}
		for _, e := range s.Entries {
			rows += len(e.Rows)
			if len(e.Bullets) == 0 {
				t.Errorf("%s: entry %s says nothing", name, e.ID)
			}
			for _, q := range e.Quotes {
				for _, part := range strings.Split(q.Old, " …") {
					part = strings.TrimSpace(strings.TrimPrefix(part, "…"))
					if !strings.Contains(oldText.String(), part) && !strings.Contains(flat(oldText.String()), flat(part)) {
						t.Errorf("%s: %q is not in the old text", name, part)
					}
				}
				for _, part := range strings.Split(q.New, " …") {
					part = strings.TrimSpace(strings.TrimPrefix(part, "…"))
					if !strings.Contains(newText.String(), part) && !strings.Contains(flat(newText.String()), flat(part)) {
						t.Errorf("%s: %q is not in the new text", name, part)
					}
				}
			}
		}
	}
	if rows+log.Counts.Counted != changed {
		t.Errorf("%s: %d rows in entries and %d counted, of %d", name, rows, log.Counts.Counted, changed)
	}
}

func flat(s string) string { return strings.Join(strings.Fields(s), "") }

func TestNeverJudges(t *testing.T) {
	for _, name := range []string{"english.json", "taiwan.json", "scripts.json"} {
		for _, lang := range []string{"en", "zh-CN", "zh-TW"} {
			var b bytes.Buffer
			log := Make(sample(t, name), Options{Lang: lang, AsOf: "2024-01-01"})
			_ = Terminal(&b, log, TerminalOptions{Explain: true})
			for _, bad := range []string{"weak", "strong", "worse", "right removed", "in force", "重大", "削弱"} {
				if strings.Contains(b.String(), bad) {
					t.Errorf("%s in %s says %q", name, lang, bad)
				}
			}
		}
	}
}

// An entry of several blocks has each of their topics once, with the words of the first block that has it.
func TestTopicsHaveReasons(t *testing.T) {
	old, new := doc.Parse([]byte("# Lumen\n\nHello.\n")), doc.Parse([]byte("# Lumen\n\nHello.\n\nWe share names.\n\nWe keep names and share names.\n"))
	r := diff.Compare(old, new, diff.Options{Topics: func(_ []string, text string) (names, reasons []string) {
		for _, word := range []string{"share", "keep"} {
			if strings.Contains(text, word) {
				names, reasons = append(names, word), append(reasons, strings.TrimSpace(text))
			}
		}
		return names, reasons
	}})
	e := Make(r, Options{}).Sections[0].Entries[0]
	if got := fmt.Sprintf("%q %q", e.Topics, e.TopicReasons); len(e.Rows) != 2 ||
		got != `["share" "keep"] ["We share names." "We keep names and share names."]` {
		t.Errorf("%d rows have %s", len(e.Rows), got)
	}
}
