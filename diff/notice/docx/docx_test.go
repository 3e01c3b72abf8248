package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func sample() *Document {
	return &Document{
		Title: "<T>", Language: "en", EastAsian: "zh-TW", Author: "A & B", Date: "2024-06-01T00:00:00Z", Header: "<draft>",
		Body: []any{
			Paragraph{Style: "Heading1", Runs: []Run{{Text: "a < b\nc", Bold: true}}},
			Paragraph{End: Inserted, Runs: []Run{{Text: "x", Change: Kept}, {Text: "new", Change: Inserted}, {Text: "old", Change: Deleted}}},
			Table{Widths: []int{1000, 2000}, Head: []Cell{{Head: true}, {}}, Rows: [][]Cell{{{Span: 2}}}},
		},
	}
}

func document(t *testing.T, d *Document) map[string]string {
	t.Helper()
	var a, b bytes.Buffer
	if err := d.Write(&a); err != nil {
		t.Fatal(err)
	}
	if err := d.Write(&b); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatalf("the same document gives other bytes (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
		if err := xml.Unmarshal(text, new(struct{})); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	return parts
}

func TestParts(t *testing.T) {
	parts := document(t, sample())
	for name := range parts {
		if name == "[Content_Types].xml" || strings.HasSuffix(name, ".rels") {
			continue
		}
		if !strings.Contains(parts["[Content_Types].xml"], `PartName="/`+name+`"`) {
			t.Errorf("%s has no content type", name)
		}
	}
	if !strings.Contains(parts["word/header1.xml"], "&lt;draft&gt;") {
		t.Errorf("header: %s", parts["word/header1.xml"])
	}
	body := parts["word/document.xml"]
	for _, want := range []string{
		`<w:t xml:space="preserve">a &lt; b</w:t><w:br/><w:t xml:space="preserve">c</w:t>`,
		`<w:pPr><w:rPr><w:ins w:id="1" w:author="A &amp; B" w:date="2024-06-01T00:00:00Z"/></w:rPr></w:pPr>`,
		`<w:ins w:id="2" w:author="A &amp; B" w:date="2024-06-01T00:00:00Z"><w:r><w:t xml:space="preserve">new</w:t></w:r></w:ins>`,
		`<w:del w:id="3" w:author="A &amp; B" w:date="2024-06-01T00:00:00Z"><w:r><w:delText xml:space="preserve">old</w:delText></w:r></w:del>`,
		`<w:headerReference w:type="default" r:id="rId2"/>`, `<w:gridSpan w:val="2"/>`, `<w:tcW w:w="3000" w:type="dxa"/>`, `<w:tblHeader/>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
}

func TestWriteErrorIsReturned(t *testing.T) {
	if err := sample().Write(failing{}); err == nil {
		t.Error("no error")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
