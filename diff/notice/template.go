package notice

import (
	"fmt"
	htmltemplate "html/template"
	"io"
	"text/template"

	"policylog/diff/render/safe"
)

// A user's template gets the Notice itself: its fields are its data (see Notice, Section, Item, Quote, Clause), free of
// control characters. There are these functions:
//
//	text RUNS        a side of a quotation as plain text: {{text .After}}
//	markdown STRING  a string escaped for Markdown
//
// In a text template nothing else is escaped: it is for plain text, and for Markdown through markdown. In an HTML
// template everything is escaped for its place, as html/template does it.
//
// What stands in a policy is data only: braces in it are no template.

// TextTemplate writes a notice through a user's text/template. name stands in errors.
func TextTemplate(w io.Writer, n *Notice, name, source string) error {
	t, err := template.New(name).Funcs(template.FuncMap{"text": Text, "markdown": safe.Markdown}).Parse(source)
	if err != nil {
		return fmt.Errorf("template: %w", err)
	}
	return t.Execute(w, n)
}

// HTMLTemplate writes a notice through a user's html/template. name stands in errors.
func HTMLTemplate(w io.Writer, n *Notice, name, source string) error {
	t, err := htmltemplate.New(name).Funcs(htmltemplate.FuncMap{"text": Text, "markdown": safe.Markdown}).Parse(source)
	if err != nil {
		return fmt.Errorf("template: %w", err)
	}
	return t.Execute(w, n)
}
