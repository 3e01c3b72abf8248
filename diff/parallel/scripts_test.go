package parallel

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// TestScripts: one text in two regions' Chinese has no difference but regional wording, and what is planted is found.
func TestScripts(t *testing.T) {
	tw, cn := lantern(t, "zh-TW"), lantern(t, "zh-CN")
	cn = strings.Replace(cn, "服务不面向 13 岁以下的儿童", "服务不适用于 13 岁以下的儿童", 1)
	r := compareTexts(tw, cn, "zh-TW", "zh-CN")
	if r.Method != "words" || r.Differences() != 0 || r.Summary.Regional < 8 {
		t.Errorf("%s, %+v", r.Method, r.Summary)
		for _, row := range r.Sections {
			for _, f := range row.Facts {
				t.Logf("%+v", f)
			}
		}
	}
	r = compareTexts(tw, strings.Replace(cn, "保存 90 天", "保存 60 天", 1), "zh-TW", "zh-CN")
	if r.Summary.Differ != 1 || r.Summary.Facts != 1 {
		t.Errorf("planted: %+v", r.Summary)
	}
	attr := "\n{: #id }\n\n* * *\n"
	r = compareTexts(tw+attr, cn+attr, "zh-TW", "zh-CN")
	if r.Differences() != 0 {
		t.Errorf("with attributes: %+v", r.Summary)
	}
}

// TestConverted: a text that OpenCC converted, script alone or regional words too, has no difference.
func TestConverted(t *testing.T) {
	if _, err := exec.LookPath("opencc"); err != nil {
		t.Skip("no opencc")
	}
	for _, seed := range []string{"000_05b14415a591ba60", "004_cbd58d81623d95b8"} {
		src := realdata.File(t, "seeds/"+seed+".txt")
		for _, config := range []string{"tw2s", "tw2sp"} {
			cmd := exec.Command("opencc", "-c", config+".json")
			cmd.Stdin, cmd.Stderr = strings.NewReader(string(src)), os.Stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			r := Compare(doc.Parse(src), doc.Parse(out), Options{A: diff.Side{Language: "zh-TW"}, B: diff.Side{Language: "zh-CN"}})
			if r.Differences() != 0 || config == "tw2sp" && r.Summary.Regional == 0 {
				t.Errorf("%s %s: %+v", seed, config, r.Summary)
			}
			for _, row := range r.Sections {
				for _, f := range row.Facts {
					t.Logf("%s %s: %+v", seed, config, f)
				}
			}
		}
	}
}
