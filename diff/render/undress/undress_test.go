package undress

import (
	"testing"

	"policylog/diff/doc"
	"policylog/diff/render/safe"
)

func TestPlain(t *testing.T) {
	for raw, want := range map[string]string{
		"## 3.1 Retention":                                 "3.1 Retention",
		"**三、保存期限**":                                       "三、保存期限",
		"- your **name** and *e-mail*":                     "• your name and e-mail",
		"1\\. First, 2\\*3":                                "1. First, 2*3",
		"See [our page](https://x.example/a \"t\").":       "See our page (https://x.example/a).",
		"See [x.example/a](https://x.example/a/).":         "See x.example/a.",
		"Write to [a@b.example](mailto:a@b.example).":      "Write to a@b.example.",
		"See [below](#below) and <https://y.example>.":     "See below and https://y.example.",
		"[one](https://a.example)[two](https://b.example)": "one (https://a.example)two (https://b.example)",
		"![a picture](p.png) text":                         "a picture (p.png) text",
		"Tom &amp; Jerry <b>bold</b> {: #id}":              "Tom & Jerry bold",
		"[](#4-1-profile)4.1\\. Details":                   "4.1. Details",
		"| a | **b**<br>c |\n|---|---|":                    "a | b c",
		"<tr><td>a</td><td>b</td></tr>":                    "a | b |",
		"https://x.example/a\\_b":                          "https://x.example/a_b",
		"`code` and ~~old~~":                               "code and ~~old~~",
		"a < b, x_y_z and 5 * 3":                           "a < b, x_y_z and 5 * 3",
		"（1）我們*可能*會；詳見[本頁](https://x.example)。":            "（1）我們可能會；詳見本頁 (https://x.example)。",
	} {
		d := doc.Parse([]byte(raw))
		if got := safe.Line(Text(d.Blocks[0].Text, d.Blocks[0].Kind)); got != want {
			t.Errorf("%q is %q, want %q", raw, got, want)
		}
	}
}
