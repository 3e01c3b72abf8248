package archive

import (
	"strings"
	"testing"
)

func TestSketch(t *testing.T) {
	long := func(days int) string { return policyPage(days, 30) }
	chinese := chinesePage()
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"same", long(30), long(30), true},
		{"a number", long(30), long(31), true},
		{"punctuation", long(30), strings.ReplaceAll(long(30), ",", ";"), true},
		{"a paragraph of many gone", long(30), policyPage(30, 29), true},
		{"half of it gone", long(30), policyPage(30, 12), false},
		{"Chinese", chinese, strings.Replace(chinese, "三十日", "四十日", 1), true},
		{"another language", long(30), chinese, false},
		{"nothing", "", long(30), false},
		{"other words", strings.Repeat("lamps for the garden, made by hand ", 50), strings.Repeat("we collect the data you give us now ", 49), false},
	} {
		if got := agree(sketch([]byte(c.a)), sketch([]byte(c.b))); got != c.want {
			t.Errorf("%s: %v: %s %s", c.name, got, sketch([]byte(c.a)), sketch([]byte(c.b)))
		}
	}
	if agree("", "") || agree("x", "x") {
		t.Error("what is no sketch agrees")
	}
}
