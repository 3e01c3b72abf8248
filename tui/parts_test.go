package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/store"
)

// Parts hold the whole of a row, in order, and none is long.
func TestPartsAreTheWhole(t *testing.T) {
	sentence := rapid.StringOfN(rapid.RuneFrom([]rune("ab 12.,。，資料們“”裝置\xa0!")), 1, 80, -1)
	rapid.Check(t, func(t *rapid.T) {
		old := strings.Repeat(sentence.Draw(t, "old")+"。", rapid.IntRange(200, 900).Draw(t, "times"))
		new := strings.ReplaceAll(old, "資", "资") + sentence.Draw(t, "new")
		at := rapid.IntRange(0, len(old)).Draw(t, "at")
		for at < len(old) && !strings.HasPrefix(old[at:], "。") {
			at++
		}
		row := &diff.Row{Status: diff.Modified, Kind: doc.Paragraph, Old: []diff.BlockRef{{Text: old}}, New: []diff.BlockRef{{Text: new}}, Spans: []diff.Span{
			{Op: diff.SpanEqual, Old: old[:at], New: strings.ReplaceAll(old[:at], "資", "资")},
			{Op: diff.SpanDelete, Old: old[at:]},
			{Op: diff.SpanInsert, New: new[len(old[:at]):]},
		}}
		parts := partsOf(row)
		var oldBack, newBack strings.Builder
		for _, part := range parts {
			size := 0
			for _, p := range part {
				oldBack.WriteString(p.Old)
				newBack.WriteString(p.New)
				size += max(len(p.Old), len(p.New))
			}
			if size > partBytes+2*partReach {
				t.Fatalf("a part has %d bytes", size)
			}
		}
		if parts != nil && (oldBack.String() != old || newBack.String() != new) {
			t.Fatalf("parts lose text: %d of %d, %d of %d bytes", oldBack.Len(), len(old), newBack.Len(), len(new))
		}
		if got := strings.Join(textParts(old), ""); got != old {
			t.Fatalf("%d of %d bytes are left", len(got), len(old))
		}
	})
}

// In a long paragraph every place found is shown where it stands, and all of it can be read.
func TestLongParagraph(t *testing.T) {
	long := func(kept string) string {
		return "# Policy\n\n" + strings.Repeat("我們保存您的資料，並在您要求時將其刪除。", 1000) + "其中紀錄保存" + kept + "日。" +
			strings.Repeat("We answer every letter. ", 2000) + "The lantern goes out.\n"
	}
	ctx := t.Context()
	s, err := store.Init(ctx, t.TempDir(), []byte("version: 1\nsources: []\n"), store.Options{Fold: foldText})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Record(ctx, store.Batch{Texts: []store.Text{
		version(sourceTW, "2021-03-02", long("三十"), store.KindVersion), version(sourceTW, "2022-05-07", long("九十"), store.KindVersion),
	}}); err != nil {
		t.Fatal(err)
	}
	x := newScreen(t, s, 80, 24)
	x.keys("enter", "enter")
	p := x.m.top().(*diffPlace)
	if len(p.c.parts) == 0 {
		t.Fatal("no paragraph is long")
	}
	for i := range p.reader.items {
		if n := len(p.reader.lines(i)); n > 150 {
			t.Errorf("item %d has %d lines", i, n)
		}
	}
	x.keys("/", "纪录保存", "enter")
	x.shows("中紀錄保存[-三十日-]{+九十日+}。")
	x.keys("G")
	x.shows("The lantern goes out.", "▌")
	x.keys("esc", "s", "G")
	x.shows("The lantern   │ We answer every letter. The lantern")
	x.keys("t", "/", "lantern goes", "enter")
	x.shows("The lantern goes out.")
	x.keys("/", "紀錄保存", "enter")
	x.shows("紀錄保存九十日")
}
