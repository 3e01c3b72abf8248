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

func TestShared(t *testing.T) {
	english := policyPage(30, 30)
	chinese := chinesePage()
	for _, c := range []struct {
		name, before, now string
		least, most       float64
	}{
		{"same", english, english, 1, 1},
		{"a word in each sentence", english, strings.ReplaceAll(english, " we ", " the company "), 0.5, 0.99},
		{"other lines", english, strings.ReplaceAll(english, ". ", ".\n\n"), 1, 1},
		{"half of it", english, policyPage(30, 15), 0.9, 1},
		{"other words", english, strings.Repeat("Lamps for the garden are made by hand in our workshop and sent to you. ", 50), 0, 0.05},
		{"another language", english, chinese, 0, 0.05},
		{"a word of Chinese", chinese, strings.ReplaceAll(chinese, "三十日", "四十日"), 0.5, 0.99},
		{"nothing before", "", english, 0, 0},
		{"nothing now", english, "", 0, 0},
	} {
		if got := shared([]byte(c.before), []byte(c.now)); got < c.least || got > c.most {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.name, got, c.least, c.most)
		}
	}
}
