package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%[a-z%]`)

// Every text stands in every language, and takes the same arguments in each. The texts are read from the source: no list
// of them exists beside it.
func TestWordsAreComplete(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "words.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(f, func(node ast.Node) bool {
		lit, ok := node.(*ast.CompositeLit)
		if !ok {
			return true
		}
		n++
		var texts []string
		for _, e := range lit.Elts {
			s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
			if err != nil || s == "" {
				t.Errorf("text %d of a word is empty: %v", len(texts), err)
			}
			texts = append(texts, s)
		}
		if len(texts) != len(word{}) {
			t.Fatalf("%q stands in %d languages", texts, len(texts))
		}
		one, _, _ := strings.Cut(texts[0], "¦")
		want := verb.FindAllString(one, -1)
		for _, s := range texts[1:] {
			if got := verb.FindAllString(s, -1); !slices.Equal(got, want) {
				t.Errorf("%q takes the arguments %q, %q %q", texts[0], want, s, got)
			}
		}
		return false
	})
	if n < 100 {
		t.Errorf("%d words found", n)
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
