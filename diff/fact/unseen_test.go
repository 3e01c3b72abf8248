package fact

import (
	"bufio"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The sentences of testdata/unseen.LANG.txt were written before anybody looked at how they fare. A fact in them is marked
// {kind value|text} or {kind|text}; what is not marked is none. Modality and negation are marked in their own sentences
// only.

// mark is the fact marked in a sentence.
var mark = regexp.MustCompile(`\{(\w+)( [^|}]*)?\|([^}]*)\}`)

// markKinds are the short names of the kinds.
var markKinds = map[string]Kind{
	"date": Date, "dur": Duration, "amt": Amount, "age": Age, "url": URL, "mail": Email, "phone": Phone, "addr": Address, "org": ThirdParty,
	"person": Person, "data": DataType, "cert": Certification, "law": Legal, "place": Jurisdiction, "modal": Modality, "neg": Negation,
	"contact": URL, "optout": URL, "rights": URL, "regulator": URL,
}

// markRoles are the short names that say which link it is as well.
var markRoles = map[string]string{"contact": "contact", "optout": "opt-out", "rights": "rights", "regulator": "regulator"}

// valued are the kinds whose value a marked sentence spells as package fact does; names of others are a matter of taste.
var valued = []Kind{Date, Duration, Amount, Age, URL, Email, Modality}

// unmarked is a marked sentence as a reader sees it, and its facts.
func unmarked(line string) (string, []Fact) {
	var text strings.Builder
	var facts []Fact
	rest := 0
	for _, m := range mark.FindAllStringSubmatchIndex(line, -1) {
		text.WriteString(line[rest:m[0]])
		f := Fact{Kind: markKinds[line[m[2]:m[3]]], Start: text.Len(), Text: line[m[6]:m[7]], Role: markRoles[line[m[2]:m[3]]]}
		if m[4] >= 0 && slices.Contains(valued, f.Kind) {
			f.Value = line[m[4]+1 : m[5]]
		}
		text.WriteString(f.Text)
		f.End = text.Len()
		facts = append(facts, f)
		rest = m[1]
	}
	text.WriteString(line[rest:])
	return text.String(), facts
}

// same says whether what was found is what was marked: the same kind at the same place, and the value where it is said.
func same(got, want Fact) bool {
	return got.Kind == want.Kind && got.Start < want.End && want.Start < got.End && (want.Value == "" || got.Value == want.Value) &&
		(want.Role == "" || got.Role == want.Role)
}

// TestUnseenSentences measures recall and precision of every kind in sentences that nobody tuned the tables by: of each
// set before it was first looked at, and again ever since.
func TestUnseenSentences(t *testing.T) {
	for _, set := range []string{"unseen", "fresh", "second"} {
		t.Run(set, func(t *testing.T) { measureSet(t, set) })
	}
}

func measureSet(t *testing.T, set string) {
	scores := make(map[Kind]*score)
	for _, k := range markKinds {
		scores[k] = new(score)
	}
	for lang, name := range map[string]string{"en": "en", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"} {
		file, err := os.Open("testdata/" + set + "." + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for lines := bufio.NewScanner(file); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "#") || lines.Text() == "" {
				continue
			}
			text, want := unmarked(lines.Text())
			modal := slices.ContainsFunc(want, func(f Fact) bool { return f.Kind == Modality || f.Kind == Negation })
			var wrong []Fact
			for _, f := range Find(text, lang) {
				if (f.Kind == Modality || f.Kind == Negation) && !modal {
					continue
				}
				scores[f.Kind].found++
				if i := slices.IndexFunc(want, func(w Fact) bool { return same(f, w) }); i >= 0 {
					scores[f.Kind].right++
					scores[f.Kind].planted++
					want = slices.Delete(want, i, i+1)
					continue
				}
				wrong = append(wrong, f)
			}
			for _, f := range want {
				scores[f.Kind].planted++
				t.Logf("%s: missed %s %q=%s in %s", name, f.Kind, f.Text, f.Value, text)
			}
			for _, f := range wrong {
				t.Logf("%s: invented %s %q=%s in %s", name, f.Kind, f.Text, f.Value, text)
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(scores)) {
		s := scores[kind]
		recall, precision := float64(s.right)/float64(s.planted), float64(s.right)/float64(max(s.found, 1))
		t.Logf("%s: recall %.3f, precision %.3f of %d", kind, recall, precision, s.planted)
		if recall < 0.95 || precision < 0.95 {
			t.Errorf("%s: recall %.3f, precision %.3f (planted %d, found %d, right %d)", kind, recall, precision, s.planted, s.found, s.right)
		}
	}
}
