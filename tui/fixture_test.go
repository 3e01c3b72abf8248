package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/lifeline"
	"policylog/diff/topic"
	"policylog/store"
)

// The fixture's publisher is made up, and so is every word of its policies.

const policyA = `# Lantern Privacy Policy

Updated: 1 March 2021. Effective: 15 March 2021.

## 1 What we collect

When you light a lantern we collect the time, the place and the colour you chose.

We collect your e-mail address when you write to us.

## 2 What we share

We share lantern counts with Harbour Analytics Ltd., and nothing else.

## 3 How long we keep it

We keep your lantern records for 30 days.

We may delete them earlier at your request.

## 4 Contact

Write to keeper@lantern.example.
`

var policyB = replace(policyA,
	"Updated: 1 March 2021. Effective: 15 March 2021.", "Updated: 6 May 2022. Effective: 1 June 2022.",
	"for 30 days", "for 90 days",
	"We may delete", "We shall delete",
	"We share lantern counts with Harbour Analytics Ltd., and nothing else.",
	"We share lantern counts with Harbour Analytics Ltd., and nothing else.\n\nWe share the colour of your lantern with Nightjar Paints Ltd.",
)

// policyC differs from B in form only.
var policyC = replace(policyB, "the time, the place", "the time,  the *place*", "*place*", "place", "Write to", "Write  to")

// policyD moves a section and says hostile things.
var policyD = replace(policyC,
	"## 4 Contact\n\nWrite  to keeper@lantern.example.\n", "",
	"## 1 What we collect", "## 1 Contact\n\nWrite  to keeper@lantern.example.\n\n## 2 What we collect",
	"## 2 What we share", "## 3 What we share", "## 3 How long", "## 4 How long",
	"We collect your e-mail address when you write to us.",
	"We collect your e-mail address \x1b]0;owned\x07\x1b[2J\u202ewhen you write to us, and your 👨‍👩‍👧 family picture.",
)

const policyTW = `# 燈籠隱私權政策

更新日期：2021 年 3 月 1 日

## 一、我們蒐集的資料

當您點亮燈籠時，我們會蒐集時間、地點與您選擇的顏色。

## 二、保存期限

我們保存您的燈籠紀錄三十日。
`

var policyTW2 = replace(policyTW, "三十日", "九十日", "時間、地點與您選擇的顏色", "時間、地點、裝置識別碼與您選擇的顏色")

func replace(s string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(s, pairs[i]) {
			panic("fixture: " + pairs[i])
		}
		s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
	}
	return s
}

func at(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t
}

var fixedNow = at("2024-07-01")

func version(source, date, text string, kind store.Kind) store.Text {
	v := store.Text{
		Source: source, Markdown: []byte(text), Captured: at(date), Kind: kind, Origin: "import", Snapshot: -1,
		URL: "https://lantern.example/privacy", Title: strings.TrimPrefix(text[:strings.IndexByte(text, '\n')], "# "),
	}
	if strings.Contains(text, "6 May 2022") {
		v.Updated, v.Effective = "2022-05-06", "2022-06-01"
	} else {
		v.Updated, v.Effective = "2021-03-01", "2021-03-15"
	}
	return v
}

const (
	sourceEN = "lantern/privacy-policy.en"
	sourceTW = "lantern/privacy-policy.zh-TW"
)

// fixture is a small archive: two languages of one policy, another service that fails.
func fixture(t testing.TB) *store.Store {
	t.Helper()
	ctx := context.Background()
	s, err := store.Init(ctx, t.TempDir(), []byte("version: 1\nsources: []\n"), store.Options{Now: func() time.Time { return fixedNow }, Fold: foldText})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, err = s.Record(ctx, store.Batch{
		Texts: []store.Text{
			version(sourceEN, "2021-03-02", policyA, store.KindVersion),
			version(sourceEN, "2022-05-07", policyB, store.KindVersion),
			version(sourceEN, "2022-09-01", policyC, store.KindVersion),
			version(sourceEN, "2023-02-01", policyC+"\n", store.KindTechnicalUpgrade),
			version(sourceEN, "2024-01-09", policyD, store.KindVersion),
			version(sourceTW, "2021-03-02", policyTW, store.KindVersion),
			version(sourceTW, "2022-05-07", policyTW2, store.KindVersion),
			version("harbour/terms.en", "2020-01-01", "# Harbour Terms\n\nYou may moor here.\n", store.KindVersion),
		},
		Observations: []store.Observation{
			{Source: sourceEN, Status: "unchanged"},
			{Source: sourceTW, Status: "held", Error: "shorter by half"},
			{Source: "harbour/terms.en", Status: "failed", Error: "HTTP 503"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// following follows versions from the first one on, keeping nothing.
func following(s Archive) func(context.Context, []store.Version) (*lifeline.Tracker, error) {
	return func(ctx context.Context, history []store.Version) (*lifeline.Tracker, error) {
		id, err := store.ParseSourceID(history[0].Source)
		if err != nil {
			return nil, err
		}
		t := lifeline.NewTracker(id.Language)
		for _, h := range history {
			data, err := s.Text(ctx, h)
			if err != nil {
				return nil, err
			}
			t.Add(lifeline.Version{
				ID: h.Commit, Captured: stamp(h.Captured), Updated: h.Updated, Technical: h.Kind == store.KindTechnicalUpgrade,
			}, data)
		}
		return t, nil
	}
}

// comparing compares two versions of a store.
func comparing(s Archive) func(context.Context, store.Version, store.Version) (*diff.Result, error) {
	return func(ctx context.Context, from, to store.Version) (*diff.Result, error) {
		old, err := s.Text(ctx, from)
		if err != nil {
			return nil, err
		}
		text, err := s.Text(ctx, to)
		if err != nil {
			return nil, err
		}
		side := func(v store.Version) diff.Side {
			id, _ := store.ParseSourceID(v.Source)
			return diff.Side{
				Source: v.Source, Title: v.Title, Captured: v.Captured.Format(time.RFC3339), Updated: v.Updated,
				Effective: v.Effective, Language: id.Language,
			}
		}
		return diff.Compare(doc.Parse(old), doc.Parse(text), diff.Options{Old: side(from), New: side(to), Topics: func(path []string, s string) (names, reasons []string) {
			for _, t := range topic.Of(path, "", s, "") {
				names = append(names, t.Name)
				reasons = append(reasons, t.Reason)
			}
			return names, reasons
		}}), nil
	}
}
