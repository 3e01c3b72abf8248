package archive

import (
	"errors"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// sourcesAtOnce is how many sources the parser is given at a time.
const sourcesAtOnce = 500

// parseYAML parses a file of any length. At each key of a mapping the parser calls itself for the rest and copies what it
// finds there: time and memory grow by the square of the keys. So a long list of sources is parsed in parts of so many
// and put together again.
func parseYAML(tokens token.Tokens, atOnce int) (*ast.File, error) {
	starts, end := sourceStarts(tokens)
	if len(starts) <= atOnce {
		return parser.Parse(tokens, 0)
	}
	var parts []token.Tokens
	cut := starts[atOnce]
	for i := atOnce; i < len(starts); i += atOnce {
		to := end
		if i+atOnce < len(starts) {
			to = starts[i+atOnce]
		}
		parts = append(parts, tokens[starts[i]:to:to])
	}
	file, err := parser.Parse(append(tokens[:cut:cut], tokens[end:]...), 0)
	if err != nil {
		return nil, err
	}
	sources := sourcesOf(file)
	if sources == nil {
		return nil, errors.New("sources is no mapping")
	}
	for _, part := range parts {
		more, err := parser.Parse(part, 0)
		if err != nil {
			return nil, err
		}
		for _, d := range more.Docs {
			sources.Values = append(sources.Values, blockValues(d.Body)...)
		}
	}
	return file, nil
}

// sourceStarts are the positions of the keys under sources:, where they stand one below the other, and of what follows
// them; none where they stand otherwise.
func sourceStarts(tokens token.Tokens) (starts []int, end int) {
	brackets, column := 0, 0 // column of the sources; 0 before them
	var above *token.Token   // what stands before a token, comments aside
	for i, t := range tokens {
		at := t.Position.Column
		switch {
		case t.Type == token.CommentType:
			continue
		case t.Type == token.MappingStartType, t.Type == token.SequenceStartType:
			brackets++
		case t.Type == token.MappingEndType, t.Type == token.SequenceEndType:
			brackets--
		case brackets > 0 || at == 0: // the text of a block scalar has no column
		case column > 0 && at < column:
			return starts, i
		case column > 0 && at == column && isKey(t):
			starts = append(starts, i)
		case column == 0 && at > 1 && above != nil && isKey(t) && isKey(above.Prev) && above.Prev.Value == "sources" && above.Prev.Position.Column == 1:
			column, starts = at, []int{i}
		}
		above = t
	}
	return starts, len(tokens)
}

// isKey says whether a token is the key of a mapping, written plainly.
func isKey(t *token.Token) bool {
	return t != nil && t.Next != nil && t.Next.Type == token.MappingValueType
}

// sourcesOf is the mapping of sources in a file that has one.
func sourcesOf(file *ast.File) *ast.MappingNode {
	for _, d := range file.Docs {
		for _, v := range blockValues(d.Body) {
			if m, ok := v.Value.(*ast.MappingNode); ok && v.Key.GetToken().Value == "sources" {
				return m
			}
		}
	}
	return nil
}

// blockValues are the keys of a mapping with their values; none of what is no mapping.
func blockValues(n ast.Node) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	return nil
}
