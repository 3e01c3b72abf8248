package lint

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"policylog/diff/doc"
	"policylog/diff/render/safe"
)

func TestCheck(t *testing.T) {
	const three = "# Starboat\n\n## 1 What we collect\n\nText.\n\n## 2 Who receives your data\n\nText.\n\n## 3 Contact us\n\n"
	const drei = "# 星舟隱私政策\n\n## 一、我們蒐集的資料\n\n內容。\n\n## 二、我們如何分享您的個人資料\n\n內容。\n\n## 三、聯絡我們\n\n"
	for _, c := range []struct {
		name, text string
		want       []string // "line rule words", in order
	}{
		{"clean", three + "See “Contact us” below.", nil},
		{"a title that is not there", three + "See the section “Who gets your data” below.", []string{"13 reference Who gets your data"}},
		{"in Chinese", drei + "請參閱下方 **“我們如何共享您的個人資料”**。", []string{"13 reference 我們如何共享您的個人資料"}},
		{"in the other script", drei + "请参阅下方“我们如何分享您的个人资料”。", nil},
		{"part of a title", drei + "請參閱下方「聯絡」一節。", nil},
		{"another document", three + "See Section 1 (“Your choices”) of our [Cookie Policy](https://x.example).", nil},
		{"another document, in Chinese", drei + "請參閱《星舟 Cookie 政策》中的說明。", nil},
		{"a menu", three + "See “Data and privacy” in the settings.", nil},
		{"no word that it is here", three + "See “How cookies work”.", nil},
		{"a paragraph's lead", three + "See “Cookies” below.\n\n**Cookies.** We use them.", nil},
		{"a title in a link", three + "See the “[Contact us](#3-contact-us)” section below.", nil},
		{"a number that is not there", three + "As described in Section 7.3, we keep it.", []string{"13 reference described in Section 7.3"}},
		{"a number that is there", three + "As described in Section 2, we keep it.", nil},
		{"a law's number", three + "As described in Section 7 of the Data Protection Act, we keep it.", nil},
		{"another's annex", three + "As described in Annex I to the framework. See Section 9 of our charter.", nil},
		{"a blank in an example", "# P\n\nProhibited example: you [insert animal].", nil},
		{"an anchor with full stops", "# P\n\n[a](#u.s.-notice) [b](#u.s.-notes)\n\n## U.S. Notice", []string{"3 anchor [b](#u.s.-notes)"}},
		{"a number in a link", three + "See [our terms, see section 9](https://x.example/terms).", nil},
		{"no numbers", "# P\n\n## A\n\nx\n\n## B\n\nSee section 9.", nil},
		{"a clause taken for an item", three + "See section 9.\n\n9. What comes last", nil},
		{"a number, in Chinese", drei + "詳見第九條。參閱第二節。", []string{"13 reference 詳見第九條"}},
		{"a law's number, in Chinese", drei + "根据《个人信息保护法》第九条处理。依据该法第十三条。", nil},
		{"a level that is there", "# P\n\n## 1 A\n\n### 1.1 a\n\nx\n\n### 1.2 b\n\nx\n\n## 2 B\n\nx\n\n## 3 C\n\n详见第1.4节，参见第 1.2 节。", []string{"19 reference 详见第1.4节"}},
		{"an attachment that is not there", three + "The partners are listed in Annex B. See Exhibit 1 below.\n\nExhibit 1: cookies", []string{"13 reference Annex B"}},
		{"an attachment, in Chinese", drei + "清單請參見附件二。詳見附件一。\n\n附件一：清單", []string{"13 reference 附件二"}},
		{"empty brackets", "# P\n\n請參閱【】以瞭解。", []string{"3 placeholder 【】"}},
		{"filled brackets", "# P\n\n請聯絡【a@b.example】。", nil},
		{"letters for a name", "# P\n\n我们是XX公司，以及 XXX 有限公司。", []string{"3 placeholder 是XX公司", "3 placeholder 及 XXX 有限"}},
		{"a Roman number", "# P\n\nArticle XX applies, and (XXX) is a code.", nil},
		{"to be done", "# P\n\nThe date is TBD. Ask [insert company name].", []string{"3 placeholder TBD", "3 placeholder [insert company name]"}},
		{"a quoted blank", "# P\n\nSay “I dislike [insert name]” never.", nil},
		{"a task list", "# P\n\n- [ ] x\n- [x] y", nil},
		{"a template", "# P\n\nDear {{name}},", []string{"3 placeholder {{name}}"}},
		{"another's name", "# Starboat Privacy\n\nWrite to a@starboat.example.\n\nYou can manage your Aqualung Home account at any time.", []string{"5 brand Aqualung Home"}},
		{"one's own name", "# Starboat Privacy\n\nManage your Starboat account.", nil},
		{"one's own domain", "# Privacy\n\nWrite to a@aqualung.example. Manage your Aqualung account.", nil},
		{"somebody else's account", "# Privacy\n\nYou may sign in with your Aqualung account, a third party.", nil},
		{"another's name, in Chinese", "# 星舟隱私政策\n\n您可以登入您的 Aqualung Home 帳戶。", []string{"3 brand Aqualung Home"}},
		{"dead anchor", "# P\n\n## One\n\n[a](#one) [b](#two)", []string{"5 anchor [b](#two)"}},
		{"anchors lost in extraction", "# P\n\n## One\n\n[a](#x1) [b](#x2) [c](#x3)", nil},
		{"anchor by attribute", "# P\n\n[a](#one) [b](#two)\n\n## One\n\n## Zwei\n{: #two }", nil},
		{"anchor in Chinese", "# P\n\n[a](#一保存)\n\n## 一、保存\n\nx", nil},
		{"link to nowhere", "# P\n\n[us]() and [them](#) and ![p]()", []string{"3 empty-link [us]()", "3 empty-link [them](#)"}},
		{"gap", "# P\n\n## 1 A\n\nx\n\n## 2 B\n\nx\n\n## 4 D\n\nx", []string{"11 number ## 4 D"}},
		{"twice", "# P\n\n## 1 A\n\nx\n\n## 2 B\n\nx\n\n## 2 C\n\nx\n\n## 3 D\n\nx", []string{"11 number ## 2 C"}},
		{"in order", "# P\n\n## 一、甲\n\nx\n\n## 二、乙\n\nx\n\n## 三、丙\n\nx", nil},
		{"beginning again", "# P\n\n## 1 A\n\nx\n\n## 2 B\n\nx\n\n## 1 C\n\nx\n\n## 2 D\n\nx", nil},
		{"dates for headings", "# P\n\n### 24 March 2019\n\nx\n\n### 25 May 2019\n\nx\n\n### 27 June 2019\n\nx", nil},
		{"no such day", "# P\n\nLast updated: 2018-05-55.", []string{"3 date 2018-05-55"}},
		{"code", "# P\n\n```\n【】 TBD\n```", nil},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := Check(doc.Parse([]byte(c.text)), "en")
			var got []string
			for _, f := range found {
				got = append(got, strings.Join([]string{itoa(f.Line), f.Rule, f.Text}, " "))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What is given to other programs is as the schema says, and the schema takes nothing else.
func TestSchema(t *testing.T) {
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("lint.json", loaded); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("lint.json")
	if err != nil {
		t.Fatal(err)
	}
	every := "# P\n\n## 1 A\n\nSee “Who gets your data” below. 2018-05-55 TBD 【】\n\n[a](#x) [b](#1-a) [c]() your Aqualung Home account\n\n## 2 B\n\nx\n\n## 4 C\n\nx"
	for _, lang := range []string{"en", "zh-CN", "zh-TW"} {
		for text, rules := range map[string]int{every: 7, "": 0} {
			found := Check(doc.Parse([]byte(text)), lang)
			seen := map[string]bool{}
			for _, f := range found {
				seen[f.Rule] = true
			}
			if len(seen) != rules {
				t.Errorf("rules %v, want %d", seen, rules)
			}
			b, err := json.Marshal(Report{Schema: Schema, Source: "a/b.en", Findings: found})
			if err != nil {
				t.Fatal(err)
			}
			got, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(got); err != nil {
				t.Errorf("%s: %v", lang, err)
			}
			got.(map[string]any)["verdict"] = "unlawful"
			if s.Validate(got) == nil {
				t.Error("the schema takes anything")
			}
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestNearestTitle(t *testing.T) {
	text := "# P\n\n## 1 A\n\nx\n\n## 2 Who receives your data\n\nSee “Who gets your data” below.\n\n## 3 C\n\nx"
	for lang, want := range map[string]string{
		"en": "no section is titled “Who gets your data”; the nearest title is “2 Who receives your data”", "zh-TW": "最接近的標題是「2 Who receives your data」",
		"zh-CN": "最接近的标题是“2 Who receives your data”",
	} {
		found := Check(doc.Parse([]byte(text)), lang)
		if len(found) != 1 || !strings.Contains(found[0].Message, want) || found[0].Section != "2 Who receives your data" {
			t.Errorf("%s: %+v", lang, found)
		}
	}
}

// FuzzCheck holds that any text is read, that findings stand in order, and that messages steer no terminal.
func FuzzCheck(f *testing.F) {
	f.Add("# P\n\n## 1 A\n\n請參閱下方“乙”【】 [a](#b) 2018-05-55\n\n## 3 C\n\nTBD")
	f.Add("請參閱下方“\x1b[31m\u202e”一節\n\n# a\n\n# b\n\n# c")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, x := range Check(doc.Parse([]byte(s)), "zh-TW") {
			if x.Line < last || !strings.Contains(s, x.Text) {
				t.Errorf("%+v in %q", x, s)
			}
			if safe.Text(x.Message) != x.Message {
				t.Errorf("control characters in %q", x.Message)
			}
			last = x.Line
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	text := []byte(strings.Repeat("## 1 What we collect\n\nSee “Who gets your data” below. We keep it for 30 days, your Aqualung account.\n\n", 400))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Check(doc.Parse(text), "en")
	}
}
