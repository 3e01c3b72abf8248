package lifeline

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// lifeOf is what a tracker tells, to the letter.
func lifeOf(t *rapid.T, tr *Tracker) string {
	lives, err := tr.Lives("e")
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal([]any{tr.Blame("s/p.en"), lives})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestResume: a tracker that was saved and resumed at any version, any number of times, tells the same as one that saw
// all versions in one go.
func TestResume(t *testing.T) {
	edits := [][2]string{
		{"30 days", "45 days"},
		{"We collect your name. ", "We collect your **name**.\n\n"},
		{"## 2 Retention", "## 3 How long we keep it"},
		{"Our staff read neither.", ""},
		{"five years", "六年"},
		{"## 3 Contact\n\nWrite to the harbour master at any hour of the day.\n", ""},
		{"of your device.", "of your device. Our staff read neither."},
	}
	rapid.Check(t, func(t *rapid.T) {
		texts := []string{v0}
		for range rapid.IntRange(1, 8).Draw(t, "versions") {
			e := rapid.SampledFrom(edits).Draw(t, "edit")
			last := texts[len(texts)-1]
			if strings.Contains(last, e[0]) {
				texts = append(texts, strings.Replace(last, e[0], e[1], 1))
			} else {
				texts = append(texts, rapid.SampledFrom(texts).Draw(t, "return to"))
			}
		}
		straight, stepwise := NewTracker("en"), NewTracker("en")
		for i, s := range texts {
			v := Version{ID: fmt.Sprint(i)}
			straight.Add(v, []byte(s))
			stepwise.Add(v, []byte(s))
			if !rapid.Bool().Draw(t, "save") {
				continue
			}
			state, err := stepwise.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			if stepwise, err = Resume("en", stepwise.Versions, []byte(s), state); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := lifeOf(t, straight), lifeOf(t, stepwise); a != b {
			t.Errorf("in one go:\n%s\nresumed:\n%s", a, b)
		}
	})
}

// FuzzResume: whatever a state holds, it is refused or gives an answer about the text; it never panics.
func FuzzResume(f *testing.F) {
	tr := track("en", v0, strings.Replace(v0, "30 days", "四十五天", 1))
	state, err := tr.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	last := tr.Document().Source
	f.Add(state)
	f.Add(state[:len(state)/2])
	f.Add([]byte("隱私權"))
	f.Fuzz(func(t *testing.T, state []byte) {
		r, err := Resume("en", tr.Versions, []byte(last), state)
		if err != nil {
			return
		}
		_, _ = r.Lives("retention")
		_ = r.Blame("s/p.en").Terminal(&strings.Builder{}, ShowOptions{})
		r.Add(Version{ID: "2"}, []byte(v0))
		_ = r.Blame("s/p.en").HTML(&strings.Builder{}, ShowOptions{})
	})
}

// A state of other versions is refused.
func TestResumeElsewhere(t *testing.T) {
	tr := track("en", v0, strings.Replace(v0, "30 days", "45 days", 1))
	state, err := tr.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Resume("en", tr.Versions, []byte("# Another text\n"), state); err == nil {
		t.Error("resumed after another text")
	}
	if _, err := Resume("en", tr.Versions[:1], []byte(v0), state); err == nil {
		t.Error("resumed after fewer versions")
	}
}
