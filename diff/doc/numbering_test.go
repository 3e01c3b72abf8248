package doc

import (
	"slices"
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
