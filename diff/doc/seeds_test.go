package doc

import (
	"slices"
	"strings"
	"testing"

	"policylog/internal/realdata"
)

const (
	xiaomiTW  = "seeds/000_05b14415a591ba60.txt"
	feedback  = "seeds/002_0fb34c2545ec3a69.txt"
	xiaomiEN  = "seeds/003_13bd11e379a121a2.txt"
	unmarked  = "seeds/004_cbd58d81623d95b8.txt"
	pageBreak = "\n\n"
)

// perLevel counts sections by level.
func perLevel(d *Document) map[int]int {
	n := map[int]int{}
	for _, s := range d.Sections {
		n[s.Level]++
	}
	return n
}

func TestMarkdownSeeds(t *testing.T) {
	for name, want := range map[string]Meta{
		xiaomiTW: {URL: "https://privacy.mi.com/all/zh_TW/", Language: "zh-Hant-TW", Captured: "2022-01-27", Title: "小米隱私政策"},
		xiaomiEN: {URL: "https://privacy.mi.com/all/en_US/", Language: "en-US", Captured: "2022-01-27", Title: "Xiaomi Privacy Policy"},
	} {
		src := realdata.File(t, name)
		d := Parse(src)
		if err := check(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		numbered := 0
		for _, s := range d.Sections {
			if s.Number != "" {
				numbered++
			}
			if s.Level > 4 && strings.ContainsAny(s.Title, "*#\\") {
				t.Errorf("%s: markup in title %q", name, s.Title)
			}
		}
		if len(d.Sections) != 38 || numbered != 32 {
			t.Errorf("%s: %d headings, %d numbered; want 38, 32", name, len(d.Sections), numbered)
		}
		if got := perLevel(d); got[2] != 1 || got[3] != 1 {
			t.Errorf("%s: levels %v", name, got)
		}
		m := d.Meta
		if m.Title != want.Title || m.URL != want.URL || m.Language != want.Language || m.Captured != want.Captured {
			t.Errorf("%s: %+v", name, m)
		}
		i := slices.IndexFunc(d.Sections, func(s Section) bool { return s.Number == "1.1.2" })
		if i < 0 {
			t.Fatalf("%s: no section 1.1.2", name)
		}
		s := d.Sections[i]
		if !slices.Equal(s.Ordinal, []int{1, 1, 2}) || d.Sections[s.Parent].Number != "1.1" || len(s.Path) != 4 || !strings.HasPrefix(s.Path[3], "1.1 ") {
			t.Errorf("%s: 1.1.2 is %+v", name, s)
		}
		policy, _ := StripMetadata(src)
		if !strings.HasPrefix(string(policy), "##") || strings.Contains(string(policy), "正文") || strings.Contains(string(policy), "存档时间") {
			t.Errorf("%s: policy begins %.60q", name, policy)
		}
		if n := len(Parse(policy).Sections); n != 37 {
			t.Errorf("%s: %d headings without metadata, want 37", name, n)
		}
	}
}

func TestNumberedPlainSeed(t *testing.T) {
	d := Parse(realdata.File(t, feedback))
	if err := check(d); err != nil {
		t.Error(err)
	}
	if d.Meta.Title != "用户反馈隐私政策" || d.Meta.Language != "zh-Hans" {
		t.Errorf("%+v", d.Meta)
	}
	if got := perLevel(d); got[1] != 1 || got[2] != 6 || got[3] != 15 || got[4] != 10 || len(got) != 4 {
		t.Errorf("headings per level %v; want title, 引言 + 5, 15, 10", got)
	}
	byStyle := map[string]int{}
	for _, b := range d.Blocks {
		if s := strings.TrimLeft(b.Mark, "0123456789"); s == "、" {
			byStyle[string(b.Kind)]++
		}
	}
	if byStyle["item"] != 10 || byStyle["heading"] != 3 {
		t.Errorf("n、 %v; want 10 items, 3 headings", byStyle)
	}
	if b := d.Blocks[0]; b.Kind != Paragraph || b.Section != None {
		t.Errorf("version label is %+v", b)
	}
}

func TestUnmarkedSeed(t *testing.T) {
	src := realdata.File(t, unmarked)
	d := Parse(src)
	if err := check(d); err != nil {
		t.Error(err)
	}
	if len(d.Sections) != 34 || d.Meta.Title != "隱私權政策" || d.Meta.Language != "zh-Hant-TW" {
		t.Errorf("%d headings, %+v; want 34", len(d.Sections), d.Meta)
	}
	if got := joined(d); len(got) != 4 {
		t.Errorf("%d paragraphs joined, want 4: %q", len(got), got)
	}
	for _, name := range []string{xiaomiTW, feedback, xiaomiEN} {
		if got := joined(Parse(realdata.File(t, name))); len(got) > 0 {
			t.Errorf("%s: joined %q", name, got)
		}
	}
}

// joined returns the texts that hold a blank line though they are neither code nor HTML.
func joined(d *Document) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Kind != Code && b.Kind != HTML && strings.Contains(strings.ReplaceAll(b.Text, "\r", ""), pageBreak) {
			out = append(out, b.Text)
		}
	}
	return out
}

func TestNoFalseJoins(t *testing.T) {
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		seen := map[string]bool{}
		blobs(t, bundle, step(40), func(id string, text []byte) {
			for _, j := range joined(Parse(text)) {
				if !seen[j] {
					seen[j] = true
					t.Errorf("%s %s: joined %q", bundle, id, j)
				}
			}
		})
	}
}
