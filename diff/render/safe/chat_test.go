package safe

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestChat(t *testing.T) {
	for in, want := range map[string]string{
		"3.1.4 保存期限：30 天 → 45 天":      "3.1.4 保存期限：30 天 → 45 天",
		"@everyone @here":             "@\u200beveryone @\u200bhere",
		"<!channel> <@U123>":          "＜!channel＞ ＜@\u200bU123＞",
		"**bold** _it_ ~gone~ `code`": "＊＊bold＊＊ ＿it＿ ～gone～ ｀code｀",
		"snake_case 2*3":              "snake_case 2*3",
		"[x](https://evil.example/a)": "［x］(https:\u200b/\u200b/evil.\u200bexample/a)",
		"write to privacy@mi.com.":    "write to privacy@\u200bmi.\u200bcom.",
		"# heading":                   "＃ heading",
		"- item\n> quote":             "－ item ＞ quote",
		"a\x1b[2Jb\u202ec":            "a␛［2Jb＜U+202E＞c",
	} {
		if got := Chat(in); got != want {
			t.Errorf("Chat(%q) = %q, want %q", in, got, want)
		}
	}
}

// Of no text comes what a chat service takes for a link, a mention or markup, nor more than one line.
func FuzzChat(f *testing.F) {
	f.Add("@everyone <!here> https://evil.example [a](b) **x** ||spoiler||\r\n> q")
	f.Add("請聯絡 privacy@mi.com，見 www.mi.com")
	f.Fuzz(func(t *testing.T, s string) {
		got := Chat(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\n<>[]`|\\") || strings.Contains(got, "://") {
			t.Errorf("%q → %q", s, got)
		}
		if i := strings.IndexByte(got, '@'); i >= 0 {
			if !strings.HasPrefix(got[i+1:], "\u200b") {
				t.Errorf("%q → %q calls on somebody", s, got)
			}
		}
	})
}
