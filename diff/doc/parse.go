package doc

import "strings"

const bom = "\uFEFF"

// Parse parses the text of a policy, Markdown or plain text. It never fails: what it cannot make out is a paragraph.
// It takes time linear in the length of src.
func Parse(src []byte) *Document {
	d := &Document{Source: string(src)}
	from := 0
	if strings.HasPrefix(d.Source, bom) {
		from = len(bom)
	}
	from = d.frontMatter(from)
	d.Start = from
	leaves := splitElements(d.Source, scan(d.Source, from))
	d.box = d.metadataBox(leaves)
	leaves = append(leaves[:d.box:d.box], splitLines(d.Source, leaves[d.box:])...)
	cs := clausesOf(d.Source, leaves)
	o := &outline{src: d.Source, cs: cs}
	o.joinPages()
	o.classify()
	d.build(o)
	if d.Meta.Title == "" {
		d.Meta.Title = d.titleOf()
	}
	d.Meta.Language = d.languageOf()
	return d
}

// build turns clauses into blocks and sections.
func (d *Document) build(o *outline) {
	d.Blocks = make([]Block, len(o.cs))
	for i := range o.cs {
		c := &o.cs[i]
		b := &d.Blocks[i]
		*b = Block{Index: i, Section: None, Kind: c.kind, Start: c.leaf.start, End: c.leaf.end, Depth: c.depth, Boiler: c.boiler}
		b.Text = d.Source[b.Start:b.End]
		b.Body = min(max(c.body-b.Start, 0), len(b.Text))
		if c.has {
			b.Mark = c.mark.text
		}
	}
	d.outlineSections(o)
}
