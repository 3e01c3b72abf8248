package reason

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every kind that the source names has a text in each language, with the same holes in it; what an English reader sees, a
// Chinese one does not.
func TestEachKindHasATextInEachLanguage(t *testing.T) {
	hole := regexp.MustCompile(`\{(?:\d|about)\}`)
	letters := regexp.MustCompile(`[a-z]{3,}`)
	names := regexp.MustCompile("`[^`]*`|ignore:|--source|policylog\\.yaml|robots\\.txt|robots|override|fetch|main|snapshots|https?://host/path|https?|headers_from_env|Cookie")
	source, err := os.ReadFile("words.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := regexp.MustCompile(`Kind = "([a-z0-9-]+)"`).FindAllSubmatch(source, -1)
	if len(kinds) != len(words()) {
		t.Errorf("%d kinds, %d texts", len(kinds), len(words()))
	}
	for _, m := range kinds {
		kind := Kind(m[1])
		w := words()[kind]
		r := New(kind, "1", "2", "3").With(New(Gone))
		for i, lang := range []string{"en", "zh-CN", "zh-TW"} {
			text := r.In(lang)
			if text == "" || strings.Contains(strings.ReplaceAll(strings.ReplaceAll(text, "{override: REASON}", ""), "{override: 理由}", ""), "{") {
				t.Errorf("%s in %s is %q", kind, lang, text)
			}
			holes := slices.DeleteFunc(hole.FindAllString(w.text[i], -1), func(h string) bool { return h == "{2}" && strings.HasPrefix(w.text[0], "HTTP") })
			english, _, _ := strings.Cut(w.text[0], "|")
			want := slices.DeleteFunc(hole.FindAllString(english, -1), func(h string) bool { return h == "{2}" && strings.HasPrefix(w.text[0], "HTTP") })
			slices.Sort(holes)
			slices.Sort(want)
			if holes = slices.Compact(holes); i > 0 && !slices.Equal(holes, want) {
				t.Errorf("%s in %s has the holes %v, want %v", kind, lang, holes, want)
			}
			if i > 0 && letters.MatchString(names.ReplaceAllString(hole.ReplaceAllString(w.text[i], ""), "")) {
				t.Errorf("%s in %s is English: %q", kind, lang, w.text[i])
			}
		}
	}
}

func TestReasonsTravel(t *testing.T) {
	for _, r := range []Reason{
		{},
		New(Shrunk, "12%"), New(Part, "2").With(New(AnotherDocument, `"A, not B"`, `"{1} \ C"`, "5%")),
		New(Fetching, "https://a.example/").With(New(RobotsOf, "a.example").With(New(TimedOut, "2s"))),
	} {
		got := Decode(r.Encode())
		if got.String() != r.String() || got.Encode() != r.Encode() || got.In("zh-TW") != r.In("zh-TW") {
			t.Errorf("%q became %q", r.Encode(), got.Encode())
		}
	}
	if r := Decode("timed out"); !r.IsZero() {
		t.Errorf("a text is read as %v", r)
	}
	later := Decode(`{"kind":"part","args":["2"],"about":{"kind":"of-2040","args":["x"]}}`)
	if later.Known() || later.HeldKind() != "other" {
		t.Errorf("a reason of a later program is known: %v, %q", later.Known(), later.HeldKind())
	}
}

// The text of an error is the same as an error and as a reason; what it was made with is put in once.
func TestReasonsOfErrors(t *testing.T) {
	reset := Fail(io.ErrUnexpectedEOF, Truncated, "10")
	tried := Wrap(reset, FetchingAgain, "https://a.example/{2}", "3")
	for _, c := range []struct {
		err     error
		chinese string
	}{
		{reset, "页面传到一半中断（共 10 字节）"},
		{tried, "https://a.example/{2}（试了 3 次）：页面传到一半中断（共 10 字节）"},
		{fmt.Errorf("capture: %w", tried), "capture: https://a.example/{2}（试了 3 次）：页面传到一半中断（共 10 字节）"},
		{errors.New("of elsewhere"), "of elsewhere"},
	} {
		why := Of(c.err)
		if why.String() != c.err.Error() || why.In("zh-CN") != c.chinese {
			t.Errorf("%q: in English %q, in Chinese %q", c.err, why, why.In("zh-CN"))
		}
	}
	if !errors.Is(tried, io.ErrUnexpectedEOF) || Of(tried).Inner().Kind != Truncated || !Of(nil).IsZero() {
		t.Error("the cause is lost")
	}
}
