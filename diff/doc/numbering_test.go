package doc

import (
	"slices"
	"strings"
	"testing"
)

// Lines of one paragraph that count on are items of their own, in whatever style they count.
func TestLinesThatCountOn(t *testing.T) {
	for text, want := range map[string][]string{
		"# T\n\nI. General\nII. Special\nIII. Final\n":     {"# T", "I. General", "II. Special", "III. Final"},
		"# T\n\ni. one\nii. two\niii. three\n":             {"# T", "i. one", "ii. two", "iii. three"},
		"# T\n\nA. Alpha\nB. Beta\n":                       {"# T", "A. Alpha", "B. Beta"},
		"# 題\n\n1）甲\n2）乙\n":                                {"# 題", "1）甲", "2）乙"},
		"# 題\n\nⅠ. 甲\nⅡ. 乙\n":                              {"# 題", "Ⅰ. 甲", "Ⅱ. 乙"},
		"# T\n\nThe rule of Mr.\nA. Smith\nB. Jones knew.": {"# T", "The rule of Mr.\nA. Smith\nB. Jones knew."},
		"# T\n\nI. General\nIV. Special\n":                 {"# T", "I. General\nIV. Special"},
	} {
		var got []string
		for _, b := range Parse([]byte(text)).Blocks {
			got = append(got, b.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A number whose only content are deeper numbers is a heading, and so is one that names an article and says no more.
func TestHeadingsOfNumbersAlone(t *testing.T) {
	for text, want := range map[string][]string{
		"1. 引言\n1.1 范围\n本政策适用于全部。\n1.2 定义\n信息是数据。\n2. 收集\n2.1 账号\n2.1.1 手机\n用于注册。\n2.1.2 邮箱\n用于找回。\n3. 附则\n本公司解释。\n": {"1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "3"},
		"服务协议\n\n第一章 总则\n第1.1款 本协议适用于所有用户。\n第1.2款 您应当阅读。\n第二章 费用\n第2.1款 按月计算。\n第2.2款 逾期计息。\n附则\n自公布之日起施行。\n":         {"", "第一章", "第二章", ""},
		"# T\n\n**Article 5. Liability**\n\nNone.\n\n**ARTICLE 6**\n\nNone either.\n": {"", "Article 5", "ARTICLE 6"},
	} {
		var got []string
		for _, s := range Parse([]byte(text)).Sections {
			got = append(got, s.Number)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: sections %q, want %q", text, got, want)
		}
	}
}

// Supplementary provisions stand beside the articles, however they are dated.
func TestSupplementaryProvisions(t *testing.T) {
	d := Parse([]byte("プライバシーポリシー\n\n第1条（目的）\n本ポリシーは、取り扱いについて定めます。\n\n第2条（情報）\n当社は情報を取得します。\n\n附則\n本ポリシーは施行します。\n\n附則（2022年4月1日改定）\n改定後の内容は即日適用します。\n"))
	var got []string
	for _, s := range d.Sections {
		got = append(got, strings.Repeat("#", s.Level)+" "+s.Name())
	}
	want := []string{"# プライバシーポリシー", "## 第1条 目的", "## 第2条 情報", "## 附則", "## 附則（2022年4月1日改定）"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A line in bold over a text is a heading with a full stop too, where it has a number, or where many lines are written so.
func TestBoldLinesWithStop(t *testing.T) {
	for text, want := range map[string][]string{
		"1\\. Data\n---\n\n**1.1 What you tell us.**\n\nYour name.\n\n**1.2 What we see.**\n\nYour visits.\n\n2\\. Use\n---\n\n**2.1 To serve you.**\n\nWe send parcels.\n": {
			"1 Data", "1.1 What you tell us.", "1.2 What we see.", "2 Use", "2.1 To serve you.",
		},
		"# T\n\n**Send parcels**.\n\n* With your address.\n\n**Answer questions**\n\n* With your e-mail.\n\n**Find mistakes.**\n\n* With logs.\n\n**Count visits.**\n\nWith cookies.\n\n**Draw maps.**\n\nBy place.\n": {
			"T", "Send parcels.", "Answer questions", "Find mistakes.", "Count visits.", "Draw maps.",
		},
		"# T\n\n" + strings.Repeat("**What we infer from this.**\n\n* Your tastes.\n\n", 6):                               {"T"},
		"# T\n\n**We never sell data.**\n\nWe share it with nobody.\n\n## U\n\nAll is well.\n":                            {"T", "U"},
		"# T\n\n1. **Read this.**\n\n   It matters.\n\n2. **Sign this.**\n\n   So does it.\n":                             {"T"},
		"# T\n\n**1.** You may read.\n\n**2.** You may sign.\n\n**You must pay.** It is due.\n\n**Or go.** Then we part.": {"T"},
	} {
		var got []string
		for _, s := range Parse([]byte(text)).Sections {
			got = append(got, s.Name())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: sections %q, want %q", text, got, want)
		}
	}
}

// Word writes the bullets of its inner lists as an o and a space that does not break.
func TestBulletsOfWord(t *testing.T) {
	var got []string
	for _, b := range Parse([]byte("# T\n\n*   You may:  \n    o\u00a0 Copy it  \n    o\u00a0 Keep it\n*   You may not sell it.\n")).Blocks {
		got = append(got, strings.TrimSpace(b.Text))
	}
	if want := []string{"# T", "*   You may:", "o\u00a0 Copy it", "o\u00a0 Keep it", "*   You may not sell it."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
