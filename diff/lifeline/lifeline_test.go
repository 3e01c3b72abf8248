package lifeline

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func track(lang string, texts ...string) *Tracker {
	t := NewTracker(lang)
	for i, s := range texts {
		t.Add(Version{ID: fmt.Sprint(i)}, []byte(s))
	}
	return t
}

func find(t *testing.T, tr *Tracker, part string) Sentence {
	t.Helper()
	for _, s := range tr.Sentences() {
		if strings.Contains(s.Text, part) {
			return s
		}
	}
	t.Fatalf("no sentence holds %q in %v", part, tr.Sentences())
	return Sentence{}
}

const v0 = `# Star Boat Privacy Policy

## 1 Collection

We collect your name. We collect your address and the serial number of your device. Our staff read neither.

## 2 Retention

We keep your orders for five years. We delete logs after 30 days.

## 3 Contact

Write to the harbour master at any hour of the day.
`

func TestBlame(t *testing.T) {
	v1 := strings.Replace(v0, "30 days", "45 days", 1)
	v2 := strings.Replace(v1, "We collect your name. ", "We collect your **name**.\n\n", 1)                                                  // split, emphasis
	v3 := strings.Replace(strings.Replace(v2, "## 2 Retention", "## 3 Retention", 1), "## 3 Contact", "## 4 Contact", 1)                     // renumbered
	v4 := strings.Replace(v3, "\n\nWe collect your address", " We collect your address", 1)                                                  // merged again
	v5 := strings.Replace(v4, "Our staff read neither.", "", 1)                                                                              // gone
	v6 := strings.Replace(v5, "of your device.", "of your device. Our staff read neither. A new sentence about lighthouses stands here.", 1) // back, added
	tr := track("en", v0, v1, v2, v3, v4, v5, v6)
	for _, c := range []struct {
		part  string
		since int
		how   How
	}{
		{"name", 0, First},
		{"serial number", 0, First},
		{"five years", 0, First},
		{"45 days", 1, Reworded},
		{"read neither", 6, Back},
		{"lighthouses", 6, Added},
		{"harbour", 0, First},
	} {
		s := find(t, tr, c.part)
		if s.Since != c.since || s.How != c.how {
			t.Errorf("%q: since %d %s, want %d %s", c.part, s.Since, s.How, c.since, c.how)
		}
	}
	if s := find(t, tr, "45 days"); s.Was != "We delete logs after 30 days." {
		t.Errorf("was %q", s.Was)
	}
	if s := find(t, tr, "read neither"); s.Earlier == nil || *s.Earlier != 0 || *s.Gone != 5 {
		t.Errorf("back: %v %v", s.Earlier, s.Gone)
	}
}

func TestBlameMoveAcrossSections(t *testing.T) {
	moved := strings.Replace(v0, "Write to", "Our staff read neither. Write to", 1)
	moved = strings.Replace(moved, "device. Our staff read neither.", "device.", 1)
	if s := find(t, track("en", v0, moved), "read neither"); s.Since != 0 {
		t.Errorf("a sentence that moved to another section stands since %d", s.Since)
	}
}

func TestBlameScripts(t *testing.T) {
	a := "# 隱私政策\n\n## 1 蒐集\n\n我們蒐集您的姓名。我們保存您的資料三十日。\n"
	b := "# 隐私政策\n\n## 1 蒐集\n\n我们蒐集您的姓名。我们保存您的资料六十日。\n"
	tr := track("zh", a, b)
	if s := find(t, tr, "姓名"); s.Since != 0 {
		t.Errorf("a change of script alone: since %d", s.Since)
	}
	if s := find(t, tr, "六十日"); s.Since != 1 || s.How != Reworded {
		t.Errorf("%+v", s)
	}
}

func TestLives(t *testing.T) {
	v1 := strings.Replace(strings.Replace(v0, "## 2 Retention", "## 3 How long we keep it", 1), "## 3 Contact", "## 4 Contact", 1)
	v1 = strings.Replace(v1, "## 3 How", "## 2 Children\n\nThe lantern room is closed to children under 13 years of age.\n\n## 3 How", 1)
	v2 := strings.Replace(v1, "30 days", "45 days", 1)
	v3 := strings.Replace(v2, "## 2 Children\n\nThe lantern room is closed to children under 13 years of age.\n\n", "", 1)
	v4 := v2
	tr := track("en", v0, v1, v2, v3, v4)
	told := func(what string) string {
		found, err := tr.Lives(what)
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %d lives, %v", what, len(found), err)
		}
		var out []string
		for _, e := range found[0].Events {
			out = append(out, fmt.Sprintf("%d %s", e.Version, e.What))
		}
		return strings.Join(out, ", ")
	}
	if got := told("3"); got != "0 born, 1 renumbered, 1 retitled, 2 edited" {
		t.Errorf("retention: %s", got)
	}
	if got := told("children"); got != "1 born, 3 gone, 4 back" {
		t.Errorf("children: %s", got)
	}
}

// Every sentence of the last version is told of once, and stands where it says.
func TestWhole(t *testing.T) {
	tr := track("en", v0, strings.ToUpper(v0), v0+"\nMore.\n")
	for _, s := range tr.Sentences() {
		b := tr.Document().Blocks[s.Block]
		if b.Text[s.Start:s.End] != s.Text {
			t.Errorf("%q is not at %d of %q", s.Text, s.Start, b.Text)
		}
	}
}

// BenchmarkBlame follows 500 versions of 30 KB, each with an edit.
func BenchmarkBlame(b *testing.B) {
	texts := make([][]byte, 500)
	for v := range texts {
		var s strings.Builder
		s.WriteString("# Policy\n\n")
		for i := range 100 {
			if i%10 == 0 {
				fmt.Fprintf(&s, "## %d Part %d\n\n", i/10+1, i/10+1)
			}
			edits := (v + 99 - i) / 100
			fmt.Fprintf(&s, "Sentence one of paragraph %d speaks of harbour %d and lamp %d. We keep the records of ship %d for %d days after it left. "+
				"Whoever asks about cargo %d is told within %d weeks what was in it and where it went. Nothing else is kept of vessel %d.\n\n",
				i, i*7, i*13, i*3, 30+edits, i*11, i%9+1, i*17)
		}
		texts[v] = []byte(s.String())
	}
	b.ReportMetric(float64(len(texts[0])), "bytes/version")
	for b.Loop() {
		tr := NewTracker("en")
		for i, x := range texts {
			tr.Add(Version{ID: fmt.Sprint(i)}, x)
		}
		if len(tr.Sentences()) == 0 {
			b.Fatal("no sentences")
		}
	}
}

// The line of signs under a heading is no part of what is said.
func TestBlameShowsNoUnderline(t *testing.T) {
	tr := track("en", "Retention\n=========\n\nWe keep your orders for five years.\n",
		"How long we keep it\n---\n\nWe keep your orders for 5 months only.\n", "Retention ==\n==\r\n\nWe keep your orders for 5 months only.\n")
	lines := tr.Blame("a").Lines(ShowOptions{Was: true})
	var all strings.Builder
	for _, l := range lines {
		for _, r := range l {
			all.WriteString(r.Text)
		}
		all.WriteByte('\n')
	}
	if s := all.String(); strings.Contains(s, "===") || strings.Contains(s, "---") || !strings.Contains(s, "Retention ==\n") && !strings.Contains(s, "Retention ==  ") {
		t.Errorf("an underline is shown, or what is none is not:\n%s", s)
	}
	if s := all.String(); !strings.Contains(s, "was: We keep your orders for five years.") {
		t.Errorf("what a sentence took the place of is not shown:\n%s", s)
	}
}

// The words are shown without their markup, which may open in front of a sentence and close in it.
func TestBlameShowsNoMarkup(t *testing.T) {
	b := track("zh-CN", "**一、我们收集的信息**\n\n- **（1）设备型号。** 见[帮助](https://a.example/help)。\n").Blame("a")
	var terminal, page strings.Builder
	if err := errors.Join(b.Terminal(&terminal, ShowOptions{}), b.HTML(&page, ShowOptions{})); err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{terminal.String(), page.String()} {
		if strings.Contains(shown, "**") || strings.Contains(shown, "](") || !strings.Contains(shown, "我们收集的信息") || !strings.Contains(shown, "帮助 (https://a.example/help)") {
			t.Error(shown)
		}
	}
}
