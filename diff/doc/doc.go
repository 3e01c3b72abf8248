// Package doc parses the text of a policy, Markdown or plain text without any markup, into a Document: a tree of
// sections and a flat list of blocks in document order.
//
// # Guarantees
//
// Every non-blank byte of the source outside front matter and a byte order mark belongs to exactly one block; a block's
// Text is the contiguous source slice [Start, End); parsing is deterministic, never fails, takes time linear in the
// length of the source and bounded depth, whatever the source holds.
//
// # How it reads
//
// Lines become leaves (scan.go) in the manner of CommonMark: containers are quotes and list items, leaves are headings,
// paragraphs, fences, HTML, table rows, definitions, attribute lines, link references, rules. Positions are our own, since
// libraries have none for rules, fences and delimiter rows; goldmark is the oracle in the tests. On purpose other than in
// CommonMark:
//
//   - bullets and numbers that Markdown does not know (•, 一、, （1）, ①) begin a block wherever they begin a line, unless the
//     line before breaks off in the middle of a sentence;
//   - text indented by four columns is no code: policies indent paragraphs;
//   - a table row is a block, in HTML too; a continuation paragraph of a list item is one;
//   - a setext underline, a delimiter row, a fence go with the block above or within;
//   - in a text without markup whose lines are whole paragraphs, every line is a block (wrap.go), and a paragraph that a
//     page break cut in two is one.
//
// Every leaf is then undressed (inline.go, mark.go): what stands before its words, a list mark, a number in one of some
// twenty styles, emphasis around either. Numbers of one style that count on from each other are a run, and a run is
// judged as a whole (heading.go): its members are headings if they are short, end without the punctuation of a sentence
// and have text under them, items otherwise. Lines in bold, and in a text without any markup short lines without
// punctuation, are headings by what stands under them. Levels are Markdown's own, and below them the order in which the
// styles of numbers nest (section.go).
package doc

// Kind says what a block is. The values are those of the JSON contract.
type Kind string

// The kinds of block.
const (
	Heading    Kind = "heading"
	Paragraph  Kind = "paragraph"
	Item       Kind = "item"
	Row        Kind = "row"
	Quote      Kind = "quote"
	Code       Kind = "code"
	Rule       Kind = "rule"
	HTML       Kind = "html"
	Attribute  Kind = "attribute"
	Definition Kind = "definition"
)

// None marks the absence of a section or parent.
const None = -1

// Document is a parsed text.
type Document struct {
	Source   string
	Start    int // byte offset where the text begins, behind a byte order mark and front matter
	Blocks   []Block
	Sections []Section
	Meta     Meta

	box int // blocks of the metadata box at the beginning
}

// Block is the smallest aligned unit.
type Block struct {
	Index   int    // position in Document.Blocks
	Section int    // index of the innermost section that holds it (a heading: its own); None before the first heading
	Kind    Kind   // what it is
	Start   int    // byte offset of Text in Source
	End     int    // byte offset after Text
	Text    string // Source[Start:End]: raw, markup and all, without surrounding white space
	Depth   int    // nesting of list items and quotes, 0 outermost
	Body    int    // byte offset in Text where the words begin, after list mark, heading mark, quote mark and number, and after
	// emphasis or a link that opens in front of a number ("**• Log files:** text"): what opens there closes behind Body
	Mark   string // list mark or number in front of the words, without escapes ("1.1.2", "(3)", "•", "一、"), "" without
	Boiler bool   // metadata of the file rather than text of the policy: a metadata box, a table delimiter, a rule
}

// Section is a heading and what stands under it, to the next heading of its level or a higher one.
type Section struct {
	Index   int
	Heading int      // index of the heading's block
	Number  string   // the number as it stands without brackets and closing punctuation: "3.1.2", "一", "第三条"; "" without
	Ordinal []int    // the number's value on each of its levels, [3 1 2]; nil without
	Title   string   // the title without number and markup
	Level   int      // 1 outermost: by depth of nesting (Markdown's own level where it has one)
	Parent  int      // index of the section around it, None at the top
	Path    []string // "number title" of each section around it, outermost first
	End     int      // index after the last block of the section and all sections in it
}

// Meta is what the file says of itself in front matter or a metadata box, and what its text states.
type Meta struct {
	Title    string            // title of the policy
	URL      string            // where it was captured from
	Language string            // BCP 47, from metadata, URL or text; "" when it cannot be told
	Captured string            // date of capture as the file states it, ISO 8601; "" unknown
	Extra    map[string]string // the remaining keys of front matter and box, as they stand
}
