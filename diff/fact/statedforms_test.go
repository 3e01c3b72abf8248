package fact

import (
	"testing"

	"policylog/diff/doc"
)

// TestStatedForms holds the ways in which policies state their dates and versions: headers, footers, sentences, tables
// and lists of earlier versions, as their publishers phrase them.
func TestStatedForms(t *testing.T) {
	for _, c := range []struct{ lang, text, updated, effective, published, label string }{
		// Labels before the date.
		{"en", "Last updated: March 1, 2024", "2024-03-01", "", "", ""},
		{"en", "**Last Updated** March 1, 2024", "2024-03-01", "", "", ""},
		{"en", "Last Updated - 1 March 2024", "2024-03-01", "", "", ""},
		{"en", "Last update on 1st March, 2024.", "2024-03-01", "", "", ""},
		{"en", "LAST MODIFIED: MARCH 1, 2024", "2024-03-01", "", "", ""},
		{"en", "Date of last revision: Mar. 1, 2024", "2024-03-01", "", "", ""},
		{"en", "Last reviewed on: 2024-03-01", "2024-03-01", "", "", ""},
		{"en", "Revised: March 2024", "2024-03", "", "", ""},
		{"en", "Updated 01 Mar 2024", "2024-03-01", "", "", ""},
		{"en", "Effective as of March 1, 2024", "", "2024-03-01", "", ""},
		{"en", "Effective Date: 03/15/2024", "", "2024-03-15", "", ""},
		{"en", "Effective from 1 March 2024", "", "2024-03-01", "", ""},
		{"en", "Effective date of this Privacy Policy: March 1, 2024", "", "2024-03-01", "", ""},
		{"en", "Date effective: March 1, 2024", "", "2024-03-01", "", ""},
		{"en", "Valid from: 1 March 2024", "", "2024-03-01", "", ""},
		{"en", "Entry into force: 1 March 2024", "", "2024-03-01", "", ""},
		{"en", "Date of publication: March 1, 2024", "", "", "2024-03-01", ""},
		{"en", "Release date: March 1, 2024", "", "", "2024-03-01", ""},
		{"en", "Date posted: March 1, 2024", "", "", "2024-03-01", ""},
		{"en", "Date: March 1, 2024", "2024-03-01", "", "", ""},
		// Sentences.
		{"en", "This policy was last modified on March 1, 2024.", "2024-03-01", "", "", ""},
		{"en", "This Privacy Policy was last updated and is effective as of March 1, 2024.", "2024-03-01", "2024-03-01", "", ""},
		{"en", "We last updated this Privacy Notice on March 1, 2024.", "2024-03-01", "", "", ""},
		{"en", "These Terms were most recently revised on March 1, 2024 and take effect on April 1, 2024.", "2024-03-01", "2024-04-01", "", ""},
		{"en", "This version of the Privacy Policy will take effect on April 1, 2024, 30 days after it was posted.", "", "2024-04-01", "", ""},
		{"en", "This notice will come into force on April 1, 2024.", "", "2024-04-01", "", ""},
		{"en", "The changes below become effective on April 1, 2024.", "", "2024-04-01", "", ""},
		{"en", "This Privacy Policy has been in effect since March 1, 2024.", "", "2024-03-01", "", ""},
		{"en", "This Privacy Policy is dated March 1, 2024.", "2024-03-01", "", "", ""},
		{"en", "This policy is current as of March 1, 2024.", "2024-03-01", "", "", ""},
		{"en", "On March 1, 2024, we updated this Privacy Policy.", "2024-03-01", "", "", ""},
		{"en", "Our new [Privacy Policy for the region](https://example.com/policy-new/en) comes into effect on May 1, 2024.", "", "", "", ""},
		{"en", "This Privacy Policy supersedes all previous versions and is effective as of March 1, 2024.", "", "2024-03-01", "", ""},
		{"zh-Hans", "新版[隐私政策](https://example.com/next)将于2024年5月1日起生效。", "", "", "", ""},
		// Two in a line, in tables, and brackets.
		{"en", "Last Updated: March 1, 2024 | Effective: April 1, 2024", "2024-03-01", "2024-04-01", "", ""},
		{"en", "Posted: March 1, 2024. Effective: April 1, 2024.", "", "2024-04-01", "2024-03-01", ""},
		{"en", "Published March 1, 2024, effective April 1, 2024", "", "2024-04-01", "2024-03-01", ""},
		{"en", "(Last updated March 1, 2024; effective April 1, 2024)", "2024-03-01", "2024-04-01", "", ""},
		{"en", "Privacy Policy (updated March 1, 2024)", "2024-03-01", "", "", ""},
		{"en", "| Effective date | March 1, 2024 |", "", "2024-03-01", "", ""},
		{"en", "Version 2.1 (March 2024)", "2024-03", "", "", "2.1"},
		{"en", "Version 3.0, last updated March 1, 2024", "2024-03-01", "", "", "3.0"},
		{"en", "Privacy Policy v3.2 – effective March 1, 2024", "", "2024-03-01", "", "v3.2"},
		{"en", "Rev. 3 (01 March 2024)", "2024-03-01", "", "", "3"},
		{"en", "Version: 2024-03", "", "", "", "2024-03"},
		{"en", "Policy version: 4.2\n\nLast updated: March 1, 2024", "2024-03-01", "", "", "4.2"},
		// Of other versions.
		{"en", "Last updated: March 1, 2024\n\n## Previous versions\n\n- Effective March 1, 2022\n- Effective March 1, 2020", "2024-03-01", "", "", ""},
		{"en", "The previous version of this policy, effective March 1, 2022, is available here.", "", "", "", ""},
		{"en", "View our prior Privacy Policy (effective until March 1, 2024).", "", "", "", ""},
		{"en", "This policy replaces the version last updated on March 1, 2022.", "", "", "", ""},
		{"en", "We have updated our Privacy Policy. The new Privacy Policy will take effect on May 1, 2024. Read it here.\n\nLast updated: March 1, 2023\n\nEffective: March 15, 2023", "2023-03-01", "2023-03-15", "", ""},
		{"en", "Our updated Privacy Policy is effective April 1, 2024.", "", "2024-04-01", "", ""},
		// Not of the document.
		{"en", "The California Consumer Privacy Act took effect on January 1, 2020.", "", "", "", ""},
		{"en", "Personal data collected before January 1, 2023 is kept under the terms then in effect.", "", "", "", ""},
		{"en", "If you registered on or after March 1, 2024, these terms apply to you.", "", "", "", ""},
		// Korean.
		{"ko", "- 시행일자 : 2024년 03월 02일", "", "2024-03-02", "", ""},
		{"ko", "시행일자: 2024.03.02", "", "2024-03-02", "", ""},
		{"ko", "공고일자 : 2024년 3월 2일 / 시행일자 : 2024년 3월 9일", "", "2024-03-09", "2024-03-02", ""},
		{"ko", "이 개인정보 처리방침은 2024. 3. 2.부터 적용됩니다.", "", "2024-03-02", "", ""},
		{"ko", "본 방침은 2024년 3월 2일부터 시행됩니다.", "", "2024-03-02", "", ""},
		{"ko", "최종 수정일: 2026년 8월 10일", "2026-08-10", "", "", ""},
		{"ko", "최종 업데이트: 2026. 8. 10.", "2026-08-10", "", "", ""},
		{"ko", "개인정보 보호법은 2020년 8월 5일부터 시행되었습니다.", "", "", "", ""},
		{"ko", "2020년 8월 5일 이전에 가입한 회원에게 적용됩니다.", "", "", "", ""},
		// Taiwan's calendar.
		{"zh-Hant", "修訂日期：中華民國113年5月6日", "2024-05-06", "", "", ""},
		{"zh-Hant", "最後更新日期：115-05-06", "2026-05-06", "", "", ""},
		{"zh-Hant", "更新日期：113/05/06", "2024-05-06", "", "", ""},
		{"zh-Hant", "分機 113-05-06", "", "", "", ""},
		// Simplified Chinese.
		{"zh-Hans", "更新日期：2024年3月1日", "2024-03-01", "", "", ""},
		{"zh-Hans", "版本更新日期：2024年3月1日", "2024-03-01", "", "", ""},
		{"zh-Hans", "最近更新日期：2024-03-01", "2024-03-01", "", "", ""},
		{"zh-Hans", "最后更新时间：2024/03/01", "2024-03-01", "", "", ""},
		{"zh-Hans", "最新修订：2024.03.01", "2024-03-01", "", "", ""},
		{"zh-Hans", "生效日期：2024年3月1日", "", "2024-03-01", "", ""},
		{"zh-Hans", "本版本生效日期：2024 年 3 月 1 日", "", "2024-03-01", "", ""},
		{"zh-Hans", "本政策自2024年3月1日起生效。", "", "2024-03-01", "", ""},
		{"zh-Hans", "本隐私政策自二〇二四年三月一日起施行。", "", "2024-03-01", "", ""},
		{"zh-Hans", "发布日期：2024年3月1日\n\n生效日期：2024年3月8日", "", "2024-03-08", "2024-03-01", ""},
		{"zh-Hans", "发布日期：二〇二四年三月一日", "", "", "2024-03-01", ""},
		{"zh-Hans", "更新/生效日期：2024年3月1日", "2024-03-01", "2024-03-01", "", ""},
		{"zh-Hans", "版本号：V3.2\n\n版本更新日期：2024年3月1日\n\n版本生效日期：2024年3月8日", "2024-03-01", "2024-03-08", "", "V3.2"},
		{"zh-Hans", "版本：V3.2（2024年3月1日更新）", "2024-03-01", "", "", "V3.2"},
		{"zh-Hans", "（2024年3月版）", "2024-03", "", "", ""},
		{"zh-Hans", "本政策更新于2024年3月1日，将于2024年4月1日生效。", "2024-03-01", "2024-04-01", "", ""},
		{"zh-Hans", "本次更新的隐私政策将于公布后30日即2024年4月1日生效。", "", "2024-04-01", "", ""},
		{"zh-Hans", "我们的隐私政策于【20210330】更新。", "2021-03-30", "", "", ""},
		{"zh-Hans", "更新日期：【2021】年【3】月【30】日", "2021-03-30", "", "", ""},
		{"zh-Hans", "本协议由平台于2024年3月1日发布。", "", "", "2024-03-01", ""},
		{"zh-Hans", "上一版本生效日期：2022年3月1日", "", "", "", ""},
		{"zh-Hans", "历史版本：2022年3月1日生效版本", "", "", "", ""},
		{"zh-Hans", "《个人信息保护法》自2021年11月1日起施行。", "", "", "", ""},
		// Traditional Chinese.
		{"zh-Hant", "更新日期：民國113年3月1日", "2024-03-01", "", "", ""},
		{"zh-Hant", "中華民國一一三年三月一日修正", "2024-03-01", "", "", ""},
		{"zh-Hant", "中華民國一百一十三年三月一日公布", "", "", "2024-03-01", ""},
		{"zh-Hant", "民國113.03.01更新", "2024-03-01", "", "", ""},
		{"zh-Hant", "最後更新日：113年3月1日", "2024-03-01", "", "", ""},
		{"zh-Hant", "發佈日期：2024年3月1日", "", "", "2024-03-01", ""},
		{"zh-Hant", "發布日期：2024/3/1，生效日期：2024/4/1", "", "2024-04-01", "2024-03-01", ""},
		{"zh-Hant", "本政策最近一次更新時間為 2024 年 3 月 1 日", "2024-03-01", "", "", ""},
		{"zh-Hant", "本隱私權政策自2024年3月1日起生效並適用。", "", "2024-03-01", "", ""},
		{"zh-Hant", "本政策於2024年3月1日公告，並自2024年4月1日起生效。", "", "2024-04-01", "2024-03-01", ""},
		{"zh-Hant", "公告日期：2024年3月1日", "", "", "2024-03-01", ""},
		{"zh-Hant", "版本編號：20240301\n\n上次更新：2024年3月1日", "2024-03-01", "", "", "20240301"},
		{"zh-Hant", "修訂日期：２０２４年３月１日", "2024-03-01", "", "", ""},
		// German, Japanese, French.
		{"de", "# Hinweis\n\nMittwoch, 3. April 2024", "2024-04-03", "", "", ""},
		{"de", "Stand: 01.03.2024", "2024-03-01", "", "", ""},
		{"de", "Letzte Aktualisierung: 1. März 2024", "2024-03-01", "", "", ""},
		{"de", "Diese Datenschutzerklärung ist gültig ab dem 1. März 2024.", "", "2024-03-01", "", ""},
		{"de", "Diese Datenschutzerklärung tritt am 1. März 2024 in Kraft.", "", "2024-03-01", "", ""},
		{"de", "Diese Datenschutzerklärung wurde zuletzt am 1. März 2024 aktualisiert.", "2024-03-01", "", "", ""},
		{"ja", "制定日：2020年4月1日\n\n最終改定日：2024年3月1日", "2024-03-01", "", "2020-04-01", ""},
		{"ja", "このポリシーは2024年3月1日に改定されました。", "2024-03-01", "", "", ""},
		{"ja", "附則　令和6年3月1日施行", "", "2024-03-01", "", ""},
		{"fr", "Dernière mise à jour : 1er mars 2024", "2024-03-01", "", "", ""},
		{"fr", "En vigueur à compter du 1er mars 2024", "", "2024-03-01", "", ""},
		{"pt", "Data de vigência: 1 de março de 2024", "", "2024-03-01", "", ""},
		{"it", "In vigore dal venerdì 1 marzo 2024", "", "2024-03-01", "", ""},
		{"nl", "Van kracht vanaf vrijdag 1 maart 2024", "", "2024-03-01", "", ""},
		{"cs", "Účinné od 1. března 2024", "", "2024-03-01", "", ""},
		{"en", "This version of the questions and answers took effect March 1, 2024.", "", "2024-03-01", "", ""},
		{"en", "Example last updated these Example Open Source Terms on March 1, 2024.", "2024-03-01", "", "", ""},
		{"en", "We updated our list of partners on March 1, 2024.", "", "", "", ""},
		{"es", "Última actualización: 1 de marzo de 2024", "2024-03-01", "", "", ""},
	} {
		d := doc.Parse([]byte(c.text))
		d.Meta.Language = c.lang
		st := StatedIn(d)
		if st.Updated != c.updated || st.Effective != c.effective || st.Published != c.published || st.Label != c.label {
			t.Errorf("%q:\n got %q %q %q %q\nwant %q %q %q %q", c.text, st.Updated, st.Effective, st.Published, st.Label,
				c.updated, c.effective, c.published, c.label)
		}
	}
}
