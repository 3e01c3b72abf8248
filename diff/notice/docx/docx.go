// Package docx writes small word-processor documents: paragraphs, tables, and tracked insertions and deletions that Word
// and LibreOffice accept and reject. It writes the least of Office Open XML (ECMA-376, WordprocessingML) that both open
// without complaint.
//
// The same document gives the same bytes: parts are in a fixed order and carry no time. Text is escaped; control
// characters that XML forbids must have been made visible before (package safe).
package docx

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Change says how a run, or the end of a paragraph, is tracked.
type Change int

// The changes.
const (
	Kept Change = iota
	Inserted
	Deleted
)

// Run is text in one dress. A line feed in it is a line break.
type Run struct {
	Text   string
	Bold   bool
	Strike bool
	Under  bool
	Color  string // six hex digits; "" the default
	Change Change
}

// Paragraph is a paragraph; End tracks its end: an inserted end that is rejected joins it with the next one.
type Paragraph struct {
	Style string // "Title", "Heading1" to "Heading6", "Note"; "" body text
	Runs  []Run
	End   Change
}

// Cell is a cell of a table.
type Cell struct {
	Paragraphs []Paragraph
	Span       int  // columns it takes; 0 is 1
	Head       bool // shaded
}

// Table is a table; Widths are its columns' in twentieths of a point.
type Table struct {
	Widths []int
	Head   []Cell // repeated on every page
	Rows   [][]Cell
}

// Document is what is written. Its body holds paragraphs and tables in order.
type Document struct {
	Title     string
	Language  string // BCP 47, of the document's own words
	EastAsian string // BCP 47, for Chinese, Japanese and Korean characters; "": Language
	Author    string // of tracked changes
	Date      string // of tracked changes, RFC 3339 in UTC; "" leaves it out
	Header    string // a line at the top of every page; "" none
	Landscape bool
	Body      []any // Paragraph or Table
}

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const contentTypes = head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`

const headerType = `<Override PartName="/word/header1.xml" ` +
	`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>`

const rootRels = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" ` +
	`Target="docProps/core.xml"/></Relationships>`

const documentRels = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`

const headerRel = `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>`

const namespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// part is a file of the package.
type part struct{ name, text string }

// Write writes the document. The error is the writer's.
func (d *Document) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	b := &builder{d: d}
	types, rels := contentTypes, documentRels
	parts := []part{{"docProps/core.xml", d.core()}, {"word/styles.xml", d.styles()}, {"word/document.xml", b.document()}}
	if d.Header != "" {
		types += headerType
		rels += headerRel
		parts = append(parts, part{"word/header1.xml", d.header()})
	}
	parts = append([]part{
		{"[Content_Types].xml", types + `</Types>`},
		{"_rels/.rels", rootRels},
		{"word/_rels/document.xml.rels", rels + `</Relationships>`},
	}, parts...)
	for _, part := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		buf := bufio.NewWriter(f) // the zip's writer would copy the whole part first
		buf.WriteString(part.text)
		if err := buf.Flush(); err != nil {
			return err
		}
	}
	return z.Close()
}

func (d *Document) core() string {
	return head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(d.Title) + `</dc:title><dc:creator>` + escape(d.Author) +
		`</dc:creator></cp:coreProperties>`
}

func (d *Document) header() string {
	b := &builder{d: d}
	b.put(`%s<w:hdr %s>`, head, namespace)
	b.paragraph(Paragraph{Style: "Note", Runs: []Run{{Text: d.Header}}})
	b.put(`</w:hdr>`)
	return b.String()
}

// styles are the document's: body text of 10.5 points, headings that Word's outline knows.
func (d *Document) styles() string {
	east := d.EastAsian
	if east == "" {
		east = d.Language
	}
	font := "Microsoft YaHei"
	if l := strings.ToLower(east); strings.Contains(l, "hant") || strings.HasSuffix(l, "-tw") || strings.HasSuffix(l, "-hk") {
		font = "Microsoft JhengHei"
	}
	var b strings.Builder
	fmt.Fprintf(&b, `%s<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>`+
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="%s" w:cs="Arial"/><w:sz w:val="21"/><w:szCs w:val="21"/>`+
		`<w:lang w:val="%s" w:eastAsia="%s"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`+
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`+
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>`+
		`<w:pPr><w:spacing w:after="200"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>`+
		`<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Normal"/>`+
		`<w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr><w:color w:val="595959"/><w:sz w:val="19"/></w:rPr></w:style>`,
		head, namespace, font, escape(d.Language), escape(east))
	for i, size := range []int{32, 28, 25, 23, 22, 21} {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:basedOn w:val="Normal"/>`+
			`<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="%d"/></w:pPr>`+
			`<w:rPr><w:b/><w:sz w:val="%d"/></w:rPr></w:style>`, i+1, i+1, i, size)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

// builder writes word/document.xml and numbers its tracked changes.
type builder struct {
	strings.Builder
	d  *Document
	id int
}

func (b *builder) put(format string, args ...any) { fmt.Fprintf(b, format, args...) }

func (b *builder) document() string {
	b.put(`%s<w:document %s><w:body>`, head, namespace)
	for _, x := range b.d.Body {
		switch x := x.(type) {
		case Paragraph:
			b.paragraph(x)
		case Table:
			b.table(x)
			b.put(`<w:p/>`) // a document must not end with a table, nor two tables touch
		}
	}
	b.put(`<w:sectPr>`)
	if b.d.Header != "" {
		b.put(`<w:headerReference w:type="default" r:id="rId2"/>`)
	}
	if b.d.Landscape {
		b.put(`<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`)
	} else {
		b.put(`<w:pgSz w:w="11906" w:h="16838"/>`)
	}
	b.put(`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>`)
	b.put(`</w:body></w:document>`)
	return b.String()
}

// tracked are the attributes of a tracked change.
func (b *builder) tracked() string {
	b.id++
	date := ""
	if b.d.Date != "" {
		date = fmt.Sprintf(` w:date="%s"`, escape(b.d.Date))
	}
	return fmt.Sprintf(`w:id="%d" w:author="%s"%s`, b.id, escape(b.d.Author), date)
}

func (b *builder) paragraph(p Paragraph) {
	b.put(`<w:p>`)
	if p.Style != "" || p.End != Kept {
		b.put(`<w:pPr>`)
		if p.Style != "" {
			b.put(`<w:pStyle w:val="%s"/>`, p.Style)
		}
		switch p.End {
		case Inserted:
			b.put(`<w:rPr><w:ins %s/></w:rPr>`, b.tracked())
		case Deleted:
			b.put(`<w:rPr><w:del %s/></w:rPr>`, b.tracked())
		}
		b.put(`</w:pPr>`)
	}
	for _, r := range p.Runs {
		switch r.Change {
		case Inserted:
			b.put(`<w:ins %s>`, b.tracked())
			b.run(r, "w:t")
			b.put(`</w:ins>`)
		case Deleted:
			b.put(`<w:del %s>`, b.tracked())
			b.run(r, "w:delText")
			b.put(`</w:del>`)
		default:
			b.run(r, "w:t")
		}
	}
	b.put(`</w:p>`)
}

func (b *builder) run(r Run, element string) {
	b.put(`<w:r>`)
	if r.Bold || r.Strike || r.Under || r.Color != "" {
		b.put(`<w:rPr>`)
		if r.Bold {
			b.put(`<w:b/>`)
		}
		if r.Strike {
			b.put(`<w:strike/>`)
		}
		if r.Color != "" {
			b.put(`<w:color w:val="%s"/>`, r.Color)
		}
		if r.Under {
			b.put(`<w:u w:val="single"/>`)
		}
		b.put(`</w:rPr>`)
	}
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			b.put(`<w:br/>`)
		}
		if line != "" {
			b.put(`<%s xml:space="preserve">%s</%s>`, element, escape(line), element)
		}
	}
	b.put(`</w:r>`)
}

func (b *builder) table(t Table) {
	border := `w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"`
	total := 0
	for _, w := range t.Widths {
		total += w
	}
	b.put(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, total)
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.put(`<w:%s %s/>`, edge, border)
	}
	b.put(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>` +
		`<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range t.Widths {
		b.put(`<w:gridCol w:w="%d"/>`, w)
	}
	b.put(`</w:tblGrid>`)
	if len(t.Head) > 0 {
		b.row(t, t.Head, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	}
	for _, r := range t.Rows {
		b.row(t, r, "")
	}
	b.put(`</w:tbl>`)
}

func (b *builder) row(t Table, cells []Cell, properties string) {
	b.put(`<w:tr>%s`, properties)
	at := 0
	for _, c := range cells {
		span := max(c.Span, 1)
		width := 0
		for i := at; i < at+span && i < len(t.Widths); i++ {
			width += t.Widths[i]
		}
		at += span
		b.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
		if span > 1 {
			b.put(`<w:gridSpan w:val="%d"/>`, span)
		}
		if c.Head {
			b.put(`<w:shd w:val="clear" w:color="auto" w:fill="F2F4F7"/>`)
		}
		b.put(`</w:tcPr>`)
		for _, p := range c.Paragraphs {
			b.paragraph(p)
		}
		if len(c.Paragraphs) == 0 {
			b.put(`<w:p/>`)
		}
		b.put(`</w:tc>`)
	}
	b.put(`</w:tr>`)
}

func escape(s string) string {
	var b strings.Builder
	// A strings.Builder returns no error, and characters that XML forbids become U+FFFD.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
