package tui

import (
	"regexp"
	"testing"
)

var verb = regexp.MustCompile(`%[a-z%]`)

// Every text stands in every language, and takes the same arguments in each.
func TestWordsAreComplete(t *testing.T) {
	for w := word(1); w < numWords; w++ {
		for lang, s := range table[w] {
			if s == "" {
				t.Errorf("word %d (%q) has no text in language %d", w, table[w][0], lang)
			}
		}
		want := len(verb.FindAllString(words(0).say(w), -1))
		for lang := words(1); lang < 3; lang++ {
			if got := len(verb.FindAllString(table[w][lang], -1)); got != want {
				t.Errorf("word %d (%q): language %d takes %d arguments, English %d", w, table[w][0], lang, got, want)
			}
		}
	}
}

func TestSayPicksThePlural(t *testing.T) {
	en := wordsFor("en")
	if got := en.say(wVersionsOf, 1); got != "1 version" {
		t.Errorf("one: %q", got)
	}
	if got := en.say(wVersionsOf, 3); got != "3 versions" {
		t.Errorf("several: %q", got)
	}
	if got := wordsFor("zh_TW.UTF-8").say(wVersionsOf, 3); got != "3 個版本" {
		t.Errorf("zh-TW: %q", got)
	}
}
