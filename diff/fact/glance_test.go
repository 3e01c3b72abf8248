package fact

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff/doc"
)

// TestGlanceRulesNothingOut holds the glance to the scan: what it passes over states nothing.
func TestGlanceRulesNothingOut(t *testing.T) {
	parts := []string{
		"Last updated", "updated", "Effective", " ", ": ", "on ", "January 5, 2023", "5 mai 2021", "01/02/21", "15.01.2021", "2018-05-55", "20210330",
		"【20210330】", "更新日期：", "更新", "生效", "二〇二一年一月五日", "2021年1月", "２０２１年１月５日", "民國110年1月5日", "Version 2.1", "version", "Version number: r", "ＶＥＲＳＩＯＮ 2", "２", "版本号:v3",
		"バージョン 1.0", "the", "policy", "**", "|", "\n", "12", "30 days", "最終更新日", "Stand:", "mise à jour", "v2", "/", "-",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 6).Draw(t, "parts"), "")
		v := newView(s, "")
		if !mayName(s) && nameAlone(v) != nil {
			t.Fatalf("%q is a name and was passed over", s)
		}
		if mayState(s) {
			return
		}
		v.dates()
		if len(v.facts)+len(v.impossible) > 0 {
			t.Fatalf("%q holds a date and was passed over", s)
		}
		if st := new(Stated); st.readLabel(v, &doc.Block{Text: s}) > 0 {
			t.Fatalf("%q holds a label and was passed over", s)
		}
	})
}
