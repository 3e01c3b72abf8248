package fact

import (
	"strings"
	"testing"

	"policylog/diff/doc"
)

// blocksOf is a document of paragraphs, as a parser would give them.
func blocksOf(text, lang string) *doc.Document {
	d := &doc.Document{Source: text, Meta: doc.Meta{Language: lang}}
	for i, p := range strings.Split(text, "\n\n") {
		d.Blocks = append(d.Blocks, doc.Block{Index: i, Kind: doc.Paragraph, Text: p, Section: doc.None})
	}
	return d
}

func TestStatedIn(t *testing.T) {
	for _, c := range []struct{ lang, text, updated, effective, published, label string }{
		{"en", "Our Privacy Policy was updated on January 15, 2021.", "2021-01-15", "", "", ""},
		{"en", "# Privacy\n\n**Last Updated: May 25th, 2018**", "2018-05-25", "", "", ""},
		{"en", "Effective date: 1 March 2020\n\nThis Privacy Notice was last revised on 2020-02-01.", "2020-02-01", "2020-03-01", "", ""},
		{"en", "*Effective July 27, 2023* {: datetime=\"2022-08-01\" }", "", "2023-07-27", "", ""},
		{"en", "Version 2.1\n\nLast modified: 2021-05-03", "2021-05-03", "", "", "2.1"},
		{"en", "Last updated: 01/02/2026", "", "", "", ""},
		{"en", "Last updated: 2018-05-55", "", "", "", ""},
		{"en", "Last updated:\n\nMay 25, 2018", "2018-05-25", "", "", ""},
		{"en", "This policy is effective as of May 25, 2018 and was last updated June 1, 2019.", "2019-06-01", "2018-05-25", "", ""},
		{"en", "The GDPR became effective on May 25, 2018. Your account was updated on May 26, 2018.", "", "", "", ""},
		{"en", "Under the Privacy Act, effective January 1, 2020, our policy gives you rights.", "", "", "", ""},
		{"en", "# Privacy\n\nSeptember 9, 2020\n{: datetime=\"2020-09-08\" }\n\nText.", "2020-09-09", "", "", ""},
		{"en", "# Privacy\n\n2023-05-01\n\nLast updated: March 1, 2023", "2023-03-01", "", "", ""},
		{"de", "Gültig ab Montag, 4. Mai 2026", "", "2026-05-04", "", ""},
		{"zh-Hant", "我們的隱私政策已於 2021 年 1 月 15 日更新。", "2021-01-15", "", "", ""},
		{"zh-Hant", "我們的隱私權政策於【20210330】進行了更新。", "2021-03-30", "", "", ""},
		{"zh-Hans", "版本号:v20240102\n\n我们的隐私政策已于2023年12月22日发布生效。", "", "2023-12-22", "2023-12-22", "v20240102"},
		{"zh-Hans", "更新日期：2023年5月1日\n\n生效日期：2023年6月1日", "2023-05-01", "2023-06-01", "", ""},
		{"zh-Hans", "最近更新日期：2023年5月1日 生效日期：2023年6月1日", "2023-05-01", "2023-06-01", "", ""},
		{"zh-Hans", "更新后的隐私政策将于2024年1月1日起生效。", "", "2024-01-01", "", ""},
		{"zh-Hans", "本政策根据2021年11月1日施行的《个人信息保护法》制定。", "", "", "", ""},
		{"zh-Hans", "我们于2023年5月1日更新了隐私政策，主要内容如下：", "2023-05-01", "", "", ""},
		{"en", "We last updated this policy on March 3, 2016. You can read the previous one, dated March 3, 2012, here.", "2016-03-03", "", "", ""},
		{"en", "Effective Date: October 1, 2013 | Last Updated: October 2, 2013", "2013-10-02", "2013-10-01", "", ""},
		{"en", "Your subscription is effective January 1, 2020 under these terms.", "", "", "", ""},
		{"zh-Hant", "本政策於2023年5月1日修訂，並自2023年6月1日起生效。", "2023-05-01", "2023-06-01", "", ""},
		{"zh-Hans", "发布时间：2022年1月1日，生效时间：2022年1月8日", "", "2022-01-08", "2022-01-01", ""},
		{"zh-Hans", "您的账号已于2021年1月1日更新。", "", "", "", ""},
		{"en", "(Revised on October 1, 2023)\n\n(Revised on February 3, 2025)", "2025-02-03", "", "", ""},
		{"de", "Stand: Mai 2018", "2018-05", "", "", ""},
		{"de", "Zuletzt aktualisiert am 15. Januar 2021", "2021-01-15", "", "", ""},
		{"ja", "最終更新日：2022年8月1日", "2022-08-01", "", "", ""},
		{"ja", "2022年8月1日 発効", "", "2022-08-01", "", ""},
	} {
		st := StatedIn(blocksOf(c.text, c.lang))
		if st.Updated != c.updated || st.Effective != c.effective || st.Published != c.published || st.Label != c.label {
			t.Errorf("%q:\n got %q %q %q %q\nwant %q %q %q %q", c.text, st.Updated, st.Effective, st.Published, st.Label, c.updated, c.effective, c.published, c.label)
		}
	}
}

func TestStatedPlaces(t *testing.T) {
	st := StatedIn(blocksOf("Title\n\nLast updated: 01/02/2026\n\nEffective date: 2018-05-55", "en"))
	if len(st.Places) != 2 {
		t.Fatalf("places %+v", st.Places)
	}
	if p := st.Places[0]; p.Field != "updated" || p.Value != "" || p.Impossible || p.Text != "01/02/2026" || p.Block != 1 || p.Start != 14 {
		t.Errorf("ambiguous: %+v", p)
	}
	if p := st.Places[1]; p.Field != "effective" || p.Value != "" || !p.Impossible {
		t.Errorf("impossible: %+v", p)
	}
}
