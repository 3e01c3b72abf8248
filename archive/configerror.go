package archive

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/width"
)

// ConfigError is a mistake in policylog.yaml at one place.
type ConfigError struct {
	File         string
	Line, Column int    // from 1; the column counts characters
	Text         string // the line as it stands; "" it is not shown
	Problem      string
	Hint         string // "" none
}

// Error shows the place, the mistake, the line with a mark under it, and the hint.
func (e *ConfigError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, e.Line, e.Column, clipped(e.Problem))
	if e.Text != "" {
		number := strconv.Itoa(e.Line)
		text, at := around(e.Text, e.Column-1)
		fmt.Fprintf(&b, "\n  %s | %s\n  %s | %s^", number, text, strings.Repeat(" ", len(number)), pad(text, at))
	}
	if e.Hint != "" {
		b.WriteString("\nhint: " + e.Hint)
	}
	return b.String()
}

// Unwrap makes every ConfigError an ErrConfig.
func (e *ConfigError) Unwrap() error { return ErrConfig }

// mostShown is how many characters of a line, or of what is wrong in it, are shown.
const mostShown = 300

// clipped is a text without the middle, where it is longer: what is wrong with a long name stands behind it.
func clipped(s string) string {
	r := []rune(s)
	if len(r) <= mostShown {
		return s
	}
	return string(r[:mostShown/2]) + "…" + string(r[len(r)-mostShown/2:])
}

// around is the part of a line that has a place in it, and where the place is in that.
func around(line string, at int) (part string, there int) {
	r := []rune(line)
	if len(r) > at+mostShown/2 {
		r = append(r[:at+mostShown/2:at+mostShown/2], '…')
	}
	if at <= mostShown/2 {
		return string(r), at
	}
	return "…" + string(r[min(at-mostShown/2, len(r)):]), mostShown/2 + 1
}

// pad is white space as wide as the first n characters of a line.
func pad(line string, n int) string {
	var b strings.Builder
	for i, r := range []rune(line) {
		if i >= n {
			break
		}
		switch kind := width.LookupRune(r).Kind(); {
		case r == '\t':
			b.WriteByte('\t')
		case kind == width.EastAsianWide, kind == width.EastAsianFullwidth:
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// printable keeps a line of a hostile file from driving a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e || r == 0x2066 || r == 0x2067) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// at is a mistake at a place, with its line.
func (r *configReader) at(line, column int, problem, hint string) *ConfigError {
	e := &ConfigError{File: r.name, Line: line, Column: column, Problem: problem, Hint: hint}
	if line >= 1 && line <= len(r.lines) {
		e.Text = printable(strings.TrimRight(r.lines[line-1], "\r"))
	}
	return e
}

// errorf is a mistake at a node.
func (r *configReader) errorf(n ast.Node, problem, hint string) *ConfigError {
	p := n.GetToken().Position
	return r.at(p.Line, p.Column, problem, hint)
}

// hidden is a mistake in a value that is not repeated: it may be a secret.
func (r *configReader) hidden(p pair, problem, hint string) *ConfigError {
	e := r.errorf(p.node, problem, hint)
	key, _, ok := strings.Cut(e.Text, ":")
	e.Text = ""
	if ok {
		e.Text = key + ": …"
	}
	return e
}

// syntax is the parser's error.
func (r *configReader) syntax(err error) error {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil {
		return fmt.Errorf("%w: %s: %w", ErrConfig, r.name, err)
	}
	p := ye.GetToken().Position
	// The parser tells of a tab, which looks like spaces, in words that name none.
	if p.Line >= 1 && p.Line <= len(r.lines) {
		line := r.lines[p.Line-1]
		if indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]; strings.Contains(indent, "\t") {
			return r.at(p.Line, p.Column, "not YAML: the line is indented by a tab", "YAML is indented by spaces")
		}
	}
	return r.at(p.Line, p.Column, "not YAML: "+printable(ye.GetMessage()), "")
}

// unknownKey is a key that a mapping cannot have.
func (r *configReader) unknownKey(p pair, what string, known []string) *ConfigError {
	hint := "known keys: " + strings.Join(known, ", ")
	if near := nearest(p.key, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return r.errorf(p.node, fmt.Sprintf("unknown key %q in %s", printable(p.key), what), hint)
}
