package archive

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// deepest is in how many others a part of the file may lie in brackets, or behind the marks of one line: the parser takes
// memory by the square of it.
const deepest = 100

// tooDeep is where a file is nested deeper than that, nil where it is nowhere. Indentation nests by a line for each level,
// which maxConfig bounds.
func tooDeep(tokens token.Tokens) *token.Token {
	brackets, marks, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			marks, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.MappingStartType, token.SequenceStartType:
			brackets++
		case token.MappingEndType, token.SequenceEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType:
			marks++
		}
		if brackets > deepest || marks > deepest {
			return t
		}
	}
	return nil
}

// configReader reads the syntax tree of one file. The library's own decoder would do for the values, but its errors name
// no key that was meant, and repeat what may be a secret. Every method returns the first mistake it meets.
type configReader struct {
	name    string
	lines   []string
	stands  map[*ast.AliasNode]ast.Node // what each alias stands for
	merging int                         // how many << are being followed, one within the other
}

// maxMerges is how many << may lie one within the other.
const maxMerges = 20

// aliases finds what each alias of a document stands for: the nearest anchor of its name before it.
type aliases struct {
	anchors map[string]ast.Node
	stands  map[*ast.AliasNode]ast.Node
}

// Visit meets the nodes in the document's order.
func (a aliases) Visit(n ast.Node) ast.Visitor {
	switch v := n.(type) {
	case *ast.AnchorNode:
		a.anchors[v.Name.GetToken().Value] = v.Value
	case *ast.AliasNode:
		a.stands[v] = a.anchors[v.Value.GetToken().Value]
	}
	return a
}

func aliasesOf(body ast.Node) map[*ast.AliasNode]ast.Node {
	a := aliases{anchors: map[string]ast.Node{}, stands: map[*ast.AliasNode]ast.Node{}}
	ast.Walk(a, body)
	return a.stands
}

// plain looks through anchors, aliases and tags at the node that carries the value. An anchor can name itself: what is
// nested deeper than files are is an error.
func (r *configReader) plain(n ast.Node) (ast.Node, error) {
	start := n
	for range 100 {
		switch v := n.(type) {
		case *ast.AnchorNode:
			n = v.Value
		case *ast.AliasNode:
			if n = r.stands[v]; n == nil {
				return nil, r.errorf(v, fmt.Sprintf("no anchor %q before this", v.Value.GetToken().Value), "")
			}
		case *ast.TagNode:
			n = v.Value
		default:
			return n, nil
		}
	}
	return nil, r.errorf(start, "an alias that leads to itself", "")
}

// pair is one key of a mapping with its value.
type pair struct {
	key   string
	node  ast.Node // of the key, for errors
	value ast.Node // anchors and aliases resolved
}

// mapping reads the pairs of a mapping, those that << merges last; what is empty has none.
func (r *configReader) mapping(n ast.Node, what string) ([]pair, error) {
	n, err := r.plain(n)
	if err != nil {
		return nil, err
	}
	var values []*ast.MappingValueNode
	switch v := n.(type) {
	case *ast.MappingNode:
		values = v.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{v}
	case *ast.NullNode:
		return nil, nil
	default:
		return nil, r.errorf(n, fmt.Sprintf("%s is %s, want a mapping (key: value)", what, kindOf(n)), "")
	}
	var out, merged []pair
	seen := map[string]bool{}
	for _, v := range values {
		if _, ok := v.Key.(*ast.MergeKeyNode); ok {
			more, err := r.merge(v)
			if err != nil {
				return nil, err
			}
			merged = append(merged, more...)
			continue
		}
		key := v.Key.GetToken().Value
		if seen[key] {
			return nil, r.errorf(v.Key, fmt.Sprintf("%q stands twice in %s", printable(key), what), "")
		}
		seen[key] = true
		value, err := r.plain(v.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, pair{key, v.Key, value})
	}
	for _, p := range merged {
		if !seen[p.key] {
			seen[p.key] = true
			out = append(out, p)
		}
	}
	return out, nil
}

// merge reads what a << merges. An anchor may merge itself, directly or by way of others.
func (r *configReader) merge(v *ast.MappingValueNode) ([]pair, error) {
	if r.merging++; r.merging > maxMerges {
		return nil, r.errorf(v.Key, "<< merges too deep, or in a circle", "")
	}
	defer func() { r.merging-- }()
	return r.mapping(v.Value, "what << merges")
}

// field is a key that a mapping may have, and how its value is read.
type field struct {
	key  string
	read func(pair) error
}

// into reads a value to its place.
func into[T any](place *T, read func(pair) (T, error)) func(pair) error {
	return func(p pair) error {
		v, err := read(p)
		if err != nil {
			return err
		}
		*place = v
		return nil
	}
}

func keysOf(known []field) []string {
	keys := make([]string, len(known))
	for i, f := range known {
		keys[i] = f.key
	}
	return keys
}

// fields reads a mapping of known keys.
func (r *configReader) fields(n ast.Node, what string, known []field) error {
	pairs, err := r.mapping(n, what)
	if err != nil {
		return err
	}
	return r.read(pairs, what, known)
}

// read reads pairs in the file's order; a key that is not among the known ones is an error.
func (r *configReader) read(pairs []pair, what string, known []field) error {
	for _, p := range pairs {
		i := slices.IndexFunc(known, func(f field) bool { return f.key == p.key })
		if i < 0 {
			return r.unknownKey(p, what, keysOf(known))
		}
		if err := known[i].read(p); err != nil {
			return err
		}
	}
	return nil
}

// each reads a list, or one value alone as a list of one; what is empty is no list.
func each[T any](r *configReader, read func(pair) (T, error)) func(pair) ([]T, error) {
	return func(p pair) ([]T, error) {
		items := []pair{p}
		switch v := p.value.(type) {
		case *ast.NullNode:
			items = nil
		case *ast.SequenceNode:
			items = nil
			for _, n := range v.Values {
				value, err := r.plain(n)
				if err != nil {
					return nil, err
				}
				items = append(items, pair{p.key, n, value})
			}
		}
		var out []T
		for _, item := range items {
			v, err := read(item)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	}
}

func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "empty"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	}
	return "text"
}

// text reads a scalar as it is written: a number or a date where text is wanted is that text.
func (r *configReader) text(p pair) (string, error) {
	var s string
	switch v := p.value.(type) {
	case *ast.StringNode:
		s = v.Value
	case *ast.LiteralNode:
		s = strings.TrimRight(v.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode:
		s = v.GetToken().Value
	default:
		return "", r.errorf(p.value, fmt.Sprintf("%s is %s, want text", p.key, kindOf(p.value)), "")
	}
	for _, c := range s {
		if c < 0x20 && c != '\n' && c != '\t' || c == 0x7f {
			return "", r.errorf(p.value, fmt.Sprintf("%s holds the control character %U", p.key, c), "")
		}
	}
	return s, nil
}

// checked reads a text that check finds nothing wrong with; its second result is a hint.
func (r *configReader) checked(check func(string) (problem, hint string)) func(pair) (string, error) {
	return func(p pair) (string, error) {
		s, err := r.text(p)
		if err != nil {
			return "", err
		}
		if problem, hint := check(s); problem != "" {
			return "", r.errorf(p.value, problem, hint)
		}
		return s, nil
	}
}

func (r *configReader) duration(least, most time.Duration) func(pair) (time.Duration, error) {
	return func(p pair) (time.Duration, error) {
		s, err := r.text(p)
		if err != nil {
			return 0, err
		}
		d, err := time.ParseDuration(s)
		if err != nil || d < least || d > most {
			longest := strings.TrimSuffix(most.String(), "0m0s")
			return 0, r.errorf(p.value, fmt.Sprintf("%s is %q, want a duration from %s to %s", p.key, s, least, longest),
				"write 500ms, 2s, 1m30s or 72h: the longest unit is the hour")
		}
		return d, nil
	}
}

func number[T int | int64](r *configReader, least, most T) func(pair) (T, error) {
	return func(p pair) (T, error) {
		s, err := r.text(p)
		if err != nil {
			return 0, err
		}
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < int64(least) || n > int64(most) {
			return 0, r.errorf(p.value, fmt.Sprintf("%s is %q, want a whole number from %d to %d", p.key, s, least, most), "")
		}
		return T(n), nil
	}
}

func oneOf[T ~string](r *configReader, choices ...T) func(pair) (T, error) {
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = string(c)
	}
	return func(p pair) (T, error) {
		s, err := r.text(p)
		if err != nil {
			return "", err
		}
		if !slices.Contains(names, s) {
			hint := ""
			if near := nearest(s, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return "", r.errorf(p.value, fmt.Sprintf("%s is %q, want one of %s", p.key, s, strings.Join(names, ", ")), hint)
		}
		return T(s), nil
	}
}
