package diff_test

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
)

// Two texts in different scripts are told the same on one processor and on several. The race detector watches what blocks
// keep about themselves.
func TestScriptsOnAllProcessors(t *testing.T) {
	signs := []rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄宇宙洪荒日月")
	name := func(i int) string {
		return string([]rune{signs[i%31], signs[i*7%29], signs[i/3%23], signs[i*11%19]})
	}
	var old, new strings.Builder
	for i := range 200 {
		fmt.Fprintf(&old, "我們透過%s軟體蒐集%s的資料，並於%s伺服器儲存。\n\n", name(i), name(i+5), name(2*i))
		j := (i + 90) % 200
		fmt.Fprintf(&new, "我们通过%s软件收集%s的资料，并在%s服务器存储和%s处理。\n\n", name(j), name(j+5), name(2*j), name(3*j))
	}
	compare := func() *diff.Result {
		return diff.Compare(doc.Parse([]byte(old.String())), doc.Parse([]byte(new.String())),
			diff.Options{Old: diff.Side{Language: "zh-Hant-TW"}, New: diff.Side{Language: "zh-Hans-CN"}})
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	several := compare()
	runtime.GOMAXPROCS(1)
	if one := compare(); !reflect.DeepEqual(one, several) {
		t.Error("the result depends on the processors")
	}
	if several.Summary.Modified+several.Summary.Moved < 150 {
		t.Errorf("hardly a block was looked for by its words: %+v", several.Summary)
	}
}
