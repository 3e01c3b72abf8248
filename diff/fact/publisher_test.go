package fact

import (
	"slices"
	"testing"

	"policylog/diff/doc"
)

func TestPublisherOf(t *testing.T) {
	for _, c := range []struct{ text, name string }{
		{"# Privacy Policy\n\nThis policy is by Harbour Light Ltd. (“we”, “us” or “our”). We work with Criteo.", "harbour light ltd"},
		{"# Acme Privacy Policy\n\nWe work with Criteo.", "acme"},
		{"# Google Privacy Policy\n\nWe work with Criteo.", "google"},
		{"# 隐私政策\n\n蓝河科技有限公司（以下简称“我们”）与腾讯合作。", "蓝河科技有限公司"},
		{"# 隱私權政策\n\n藍河科技有限公司（下稱「我們」）與騰訊合作。", "蓝河科技有限公司"},
	} {
		names := PublisherOf(doc.Parse([]byte(c.text)))
		if !slices.Contains(names, c.name) || slices.Contains(names, "criteo") || slices.Contains(names, "tencent") {
			t.Errorf("%q: the publisher is %q, want %q", c.text, names, c.name)
		}
	}
}

func TestWhoseContactInformation(t *testing.T) {
	for text, want := range map[string]int{
		"We collect your name and contact information.": 1,
		"We collect contact details of your friends.":   1,
		"See our contact details below.":                0,
		"Use the contact information provided below.":   0,
		"我们收集您的联系方式。":                                   1,
		"您可以通过以下联系方式找到我们。":                              0,
		"如果您点击链接，页面会打开。":                                0,
		"我们会记录您点击的内容、点击次数。":                             1,
	} {
		got := 0
		for _, f := range FindIn(text, "", DataType) {
			if f.Value == "contact information" || f.Value == "browsing history" {
				got = 1
			}
		}
		if got != want {
			t.Errorf("%q: %v", text, FindIn(text, "", DataType))
		}
	}
}
