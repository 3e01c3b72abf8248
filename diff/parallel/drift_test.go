package parallel

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"policylog/diff"
	"policylog/internal/realdata"
)

func language(t *testing.T, lang string, versions ...Version) Language {
	t.Helper()
	i := 0
	l, err := ReadLanguage(diff.Side{Source: "s/p." + lang, Language: lang}, func() (Version, bool, error) {
		if i == len(versions) {
			return Version{}, false, nil
		}
		i++
		return versions[i-1], true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func at(day, text string) Version {
	return Version{ID: day, Captured: day + "T00:00:00Z", Data: []byte(text)}
}

func TestDrift(t *testing.T) {
	en := "# Policy\n\nLast updated: January 1, 2024\n\n## 1 Retention\n\nWe keep your logs for 30 days.\n\n## 2 Partners\n\nWe share data with Acme Inc.\n"
	zh := "# 政策\n\n更新日期：2024 年 1 月 1 日\n\n## 1 保存期限\n\n我們保存您的日誌 30 日。\n\n## 2 合作夥伴\n\n我們與 Acme Inc. 分享資料。\n"
	en2 := strings.NewReplacer("January 1", "May 2", "30 days", "45 days").Replace(en)
	zh2 := strings.NewReplacer("1 月 1 日", "5 月 2 日", "30 日", "45 日").Replace(zh)
	en3 := strings.NewReplacer("May 2", "July 3", "Acme Inc.", "Acme Inc. and Bolt Ltd.").Replace(en2)
	a := language(t, "en", at("2024-01-02", en), at("2024-05-03", en2), at("2024-07-04", en3))
	b := language(t, "zh-TW", at("2024-01-02", zh), at("2024-05-20", zh2))
	d := NewDrift(a, b)
	if len(d.Rows) != 2 || d.Outstanding != 1 {
		t.Fatalf("%d rows, %d outstanding: %+v", len(d.Rows), d.Outstanding, d.Rows)
	}
	if r := d.Rows[0]; r.A == nil || r.B == nil || r.Days == nil || *r.Days != 17 {
		t.Errorf("first change: %+v", r)
	}
	if r := d.Rows[1]; r.A == nil || r.B != nil {
		t.Errorf("second change: %+v", r)
	}
	if back := NewDrift(b, a); len(back.Rows) != 2 || *back.Rows[0].Days != -17 {
		t.Errorf("the other way round: %+v", back.Rows)
	}
}

// TestDriftMozilla: the English notice of March 2019 waited 644 days for its zh-TW, which took it in with later ones.
func TestDriftMozilla(t *testing.T) {
	repo := realdata.Repo(t, "mozilla-legal-docs")
	read := func(lang string, paths ...string) Language {
		args := append([]string{"-C", repo, "log", "--reverse", "--date=iso-strict", "--format=%H %ad", "--since=2018-01-01", "--until=2021-01-31", "HEAD", "--"}, paths...)
		out, err := exec.Command("git", args...).Output()
		if err != nil {
			t.Fatal(err)
		}
		var versions []Version
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			commit, date, _ := strings.Cut(line, " ")
			when, err := time.Parse(time.RFC3339, date)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range paths {
				if data, err := exec.Command("git", "-C", repo, "show", commit+":"+p).Output(); err == nil {
					versions = append(versions, Version{ID: commit, Captured: when.UTC().Format(time.RFC3339), Data: data})
					break
				}
			}
		}
		return language(t, lang, versions...)
	}
	d := NewDrift(read("en", "firefox_privacy_notice/en-US.md", "en/firefox_privacy_notice.md"), read("zh-TW", "firefox_privacy_notice/zh-TW.md", "zh-TW/firefox_privacy_notice.md"))
	for _, r := range d.Rows {
		if r.A != nil && strings.HasPrefix(r.A.Captured, "2019-03-14") {
			if r.Days == nil || *r.Days != 644 {
				t.Errorf("%+v", r)
			}
			return
		}
	}
	t.Errorf("no change of 2019-03-14 in %d rows", len(d.Rows))
}

func TestPhrases(t *testing.T) {
	for p, three := range texts {
		for i, s := range three {
			if strings.TrimSpace(s) == "" {
				t.Errorf("phrase %d has no text in language %d", p, i)
			}
			if strings.Contains(s, "{n}") != strings.Contains(three[0], "{n}") {
				t.Errorf("phrase %d: counts differ between languages: %q", p, s)
			}
		}
	}
}

// TestDriftPending: a language that answers a change, but forgets a section of it, is out of step in that section.
func TestDriftPending(t *testing.T) {
	const en = "# Policy\n\nLast updated: January 1, 2024\n\n## 1 Retention\n\nWe keep your logs for 12 months.\n\n## 2 Children\n\n" +
		"You must be 13 years old.\n\n## 3 Deletion\n\nWe delete accounts in 30 days.\n"
	const zh = "# 政策\n\n更新日期：2024 年 1 月 1 日\n\n## 1 保存期限\n\n我們保存您的日誌 12 個月。\n\n## 2 兒童\n\n您須年滿 13 歲。\n\n" +
		"## 3 刪除\n\n我們在 45 日內刪除帳號。\n"
	en2 := strings.NewReplacer("January 1", "May 2", "12 months", "24 months", "13 years", "16 years").Replace(en)
	zh2 := strings.NewReplacer("1 月 1 日", "5 月 2 日", "13 歲", "16 歲").Replace(zh)
	a := language(t, "en", at("2024-01-02", en), at("2024-05-03", en2))
	b := language(t, "zh-TW", at("2024-01-02", zh), at("2024-05-03", zh2))
	d := NewDrift(a, b)
	if len(d.Rows) != 1 || d.Rows[0].B == nil || len(d.Pending) != 1 || d.Outstanding != 1 {
		t.Fatalf("%d rows, %d outstanding, pending %+v", len(d.Rows), d.Outstanding, d.Pending)
	}
	// Section 3 differed from the beginning: no change brought that about.
	const want = "en changed 1 Retention on 2024-05-03; zh-TW has not: duration: 24 months ↔ 12 個月"
	if got := d.Pending[0].line(d, wordsFor("en")); got != want {
		t.Errorf("%s", got)
	}
	back := NewDrift(b, a)
	if len(back.Pending) != 1 || back.Pending[0].Language != "en" {
		t.Errorf("the other way round: %+v", back.Pending)
	}
	if got := FindOutOfStep("star/policy", []Language{a, b}, nil); len(got) != 1 || got[0].Line("en") != strings.TrimSuffix(want, ": duration: 24 months ↔ 12 個月") {
		t.Errorf("%+v", got)
	}
	if declared := NewDrift(a.Without([]string{"Retention"}), b); len(declared.Pending) != 0 {
		t.Errorf("declared: %+v", declared.Pending)
	}
	zh3 := strings.Replace(zh2, "12 個月", "24 個月", 1)
	if done := NewDrift(a, language(t, "zh-TW", at("2024-01-02", zh), at("2024-05-03", zh2), at("2024-06-01", zh3))); len(done.Pending) != 0 {
		t.Errorf("taken in later: %+v", done.Pending)
	}
}

// A line of the table that is too long is broken between what it says, and does not end with what joins it.
func TestDriftLinesDoNotEndInSemicolons(t *testing.T) {
	cat := wordsFor("en").cat
	parts := []string{"B after 11 days", "states 2016-06-24", "Things you should know"}
	for width := 10; width < 80; width++ {
		lines := onLines(cat, parts, width)
		for _, l := range lines {
			if strings.HasSuffix(strings.TrimSpace(l), ";") || len(l) > max(width, len(parts[2])) {
				t.Errorf("at %d columns: %q", width, lines)
			}
		}
		if got := strings.Join(lines, "; "); got != strings.Join(parts, "; ") {
			t.Errorf("at %d columns: %q", width, lines)
		}
	}
}
