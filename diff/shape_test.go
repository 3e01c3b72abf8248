package diff_test

import (
	"testing"

	"policylog/diff"
)

func TestChangedDateLinesStayOneRow(t *testing.T) {
	for _, c := range []struct {
		old, new string
		class    diff.Class
	}{
		{"Last updated: January 5, 2023. Effective: January 10, 2023", "Last updated: March 7, 2024. Effective: April 1, 2024", diff.DateOnly},
		{"更新日期：2023年1月5日　生效日期：2023年1月10日", "更新日期：2024年3月7日　生效日期：2024年4月1日", diff.DateOnly},
		{"我們的隱私政策已於 2021 年 1 月 15 日更新。", "我們的隱私政策已於 2022 年 9 月 27 日更新。", diff.DateOnly},
		{"January 5, 2023", "15 March 2024", diff.DateOnly},
		{"Fee: $5.00", "Fee: $7.50", diff.Substantive},
	} {
		frame := func(line string) []byte {
			return []byte("# Policy\n\n" + line + "\n\nWe collect your data when you use it.\n")
		}
		r := compare(t, frame(c.old), frame(c.new))
		changed := r.Changes()
		if len(changed) != 1 || r.Blocks[changed[0]].Status != diff.Modified || r.Blocks[changed[0]].Class != c.class {
			t.Errorf("%q, %q: %d rows changed, the first %+v", c.old, c.new, len(changed), r.Blocks[changed[0]])
		}
	}
}
