package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/notice"
)

func step(old, new, oldDay, newDay string) *notice.Notice {
	r := diff.Compare(doc.Parse([]byte(old)), doc.Parse([]byte(new)), diff.Options{
		Old: diff.Side{Source: "a/b.en", Captured: oldDay}, New: diff.Side{Source: "a/b.en", Captured: newDay},
	})
	return notice.Make(r, notice.Options{Lang: "en", OldRef: "o" + oldDay, NewRef: "n" + newDay, URL: "https://a.example/p"})
}

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Content struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
		Link struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func write(t *testing.T, list ...*notice.Notice) (string, atom) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, "a/b.en", "en", list, Options{URL: "https://a.example/feed"}); err != nil {
		t.Fatal(err)
	}
	var f atom
	if err := xml.Unmarshal(b.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	return b.String(), f
}

func TestFeed(t *testing.T) {
	first := step("# P\n\nWe keep it 30 days.", "# P\n\nWe keep it 45 days.", "2024-01-01", "2024-03-01T10:00:00+08:00")
	second := step("# P\n\nWe keep it 45 days.", "# P\n\nWe keep it 60 days <b>now</b>.", "2024-03-01T10:00:00+08:00", "2024-06-01")
	out, f := write(t, second, first)
	if f.ID == "" || f.Title == "" || f.Author == "" || f.Updated != "2024-06-01T00:00:00Z" || len(f.Entries) != 2 {
		t.Fatalf("%+v", f)
	}
	if f.Entries[1].Updated != "2024-03-01T02:00:00Z" || f.Entries[0].Link.Href != "https://a.example/p" || f.Entries[0].Content.Type != "html" {
		t.Errorf("%+v", f.Entries)
	}
	if !strings.Contains(f.Entries[0].Content.Text, "60 days") || strings.Contains(f.Entries[0].Content.Text, "<b>") {
		t.Errorf("content: %s", f.Entries[0].Content.Text)
	}
	// An entry keeps its id when the feed grows, and no two share one.
	again, g := write(t, second, first)
	_, alone := write(t, first)
	if again != out || g.Entries[0].ID == g.Entries[1].ID || alone.Entries[0].ID != f.Entries[1].ID || alone.ID != f.ID {
		t.Error("ids are not stable")
	}
	if !strings.HasPrefix(f.ID, "urn:uuid:") || len(f.ID) != len("urn:uuid:")+36 {
		t.Errorf("id %s", f.ID)
	}
}

func TestEmptyFeedIsValid(t *testing.T) {
	if _, f := write(t); f.ID == "" || f.Title == "" || f.Updated == "" {
		t.Errorf("%+v", f)
	}
}

func TestHostileText(t *testing.T) {
	bad := "\x1b[2J]]> </content></entry><entry><title>x</title> <script>alert(1)</script>\x00\u202e"
	n := step("# "+bad, "# "+bad+"\n\nnew "+bad, "2024-01-01"+bad, "2024-03-01"+bad)
	_, f := write(t, n)
	if len(f.Entries) != 1 || strings.Contains(f.Entries[0].Content.Text, "<script") {
		t.Errorf("%+v", f)
	}
}
