package doc

import (
	"fmt"
	"testing"
)

func TestScanMark(t *testing.T) {
	for in, want := range map[string]string{
		"1 Scope":                 "[1] 1 [1] Scope",
		"1. Scope":                "[1.] 1 [1] Scope",
		"1.1.1 Scope":             "[1.1.1] 1.1.1 [1 1 1] Scope",
		"1.1. Scope":              "[1.1.] 1.1 [1 1] Scope",
		"1.1收集":                   "[1.1] 1.1 [1 1] 收集",
		"3.b.i. Scope":            "[3.b.i.] 3.b.i [3 2 1] Scope",
		"2a. Scope":               "[2a.] 2a [2 1] Scope",
		"1\\. Scope":              "[1.] 1 [1] Scope",
		"1\\) Scope":              "[1)] 1 [1] Scope",
		"12) Scope":               "[12)] 12 [12] Scope",
		"１．範囲":                    "[１．] １ [1] 範囲",
		"1、范围":                    "[1、] 1 [1] 范围",
		"1.范围":                    "[1.] 1 [1] 范围",
		"(1)范围":                   "[(1)] 1 [1] 范围",
		"（12）范围":                  "[（12）] 12 [12] 范围",
		"一、范围":                    "[一、] 一 [1] 范围",
		"十二、范围":                   "[十二、] 十二 [12] 范围",
		"二十一、范围":                  "[二十一、] 二十一 [21] 范围",
		"（一）范围":                   "[（一）] 一 [1] 范围",
		"(十)范围":                   "[(十)] 十 [10] 范围",
		"壹、範圍":                    "[壹、] 壹 [1] 範圍",
		"第三条 定义":                  "[第三条] 第三条 [3] 定义",
		"第十二條【定義】":                "[第十二條] 第十二條 [12] 【定義】",
		"第 3 章：总则":                "[第 3 章：] 第 3 章 [3] 总则",
		"第1条（目的）":                 "[第1条] 第1条 [1] （目的）",
		"제1조(목적)":                 "[제1조] 제1조 [1] (목적)",
		"① 范围":                    "[①] ① [1] 范围",
		"㈡范围":                     "[㈡] ㈡ [2] 范围",
		"§ 4 Rechte":              "[§ 4] § 4 [4] Rechte",
		"§4.2 Rechte":             "[§4.2] §4.2 [4 2] Rechte",
		"Article 3 Scope":         "[Article 3] Article 3 [3] Scope",
		"Article 3. Scope":        "[Article 3.] Article 3 [3] Scope",
		"ARTICLE IV – SCOPE":      "[ARTICLE IV –] ARTICLE IV [4] SCOPE",
		"Section 2.1: Scope":      "[Section 2.1:] Section 2.1 [2 1] Scope",
		"Appendix A: Partners":    "[Appendix A:] Appendix A [1] Partners",
		"Artículo 3. Ámbito":      "[Artículo 3.] Artículo 3 [3] Ámbito",
		"Статья 3. Права":         "[Статья 3.] Статья 3 [3] Права",
		"附錄一 清單":                  "[附錄一] 附錄一 [1] 清單",
		"附件2：清单":                  "[附件2：] 附件2 [2] 清单",
		"A. Scope":                "[A.] A [1] Scope",
		"b) scope":                "[b)] b [2] scope",
		"(iv) scope":              "[(iv)] iv [4] scope",
		"IV. Scope":               "[IV.] IV [4] Scope",
		"• item":                  "[•]  [] item",
		"‧項目":                     "[‧]  [] 項目",
		"\\- item":                "[-]  [] item",
		"[^1]: note":              "[[^1]:]  [] note",
		"2021 年 1 月":              "-",
		"2021. A year":            "-",
		"3.14":                    "[3.14] 3.14 [3 14] ",
		"12 months":               "[12] 12 [12] months",
		"第三方信息":                   "-",
		"第三条的规定":                  "-",
		"第三条所列信息":                 "-",
		"Article 3 of the GDPR":   "-",
		"Article":                 "-",
		"Section headings matter": "-",
		"U.S. law":                "-",
		"e.g. this":               "-",
		"(see below)":             "-",
		"(2021) a year":           "-",
		"一些信息":                    "-",
		"一般而言":                    "-",
		"十分重要":                    "-",
		"[1](https://x.example)":  "-",
		"1.5million":              "-",
		"1.2 版，自本年起施行":            "-",
		"1.5 倍":                   "-",
		"2.1 版权":                  "[2.1] 2.1 [2 1] 版权",
		"":                        "-",
	} {
		got := "-"
		if m, ok := scanMark(in); ok {
			got = fmt.Sprintf("[%s] %s %v %s", m.text, m.number, m.ord[:m.depth], in[m.end:])
		}
		if got != want {
			t.Errorf("scanMark(%q) = %s, want %s", in, got, want)
		}
	}
}
