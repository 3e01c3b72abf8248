package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/diff/terms"
	"policylog/internal/reason"
)

type extractOptions struct {
	format    string
	explain   bool
	selectors []string
	remove    []string
	url       string
	language  string
}

func newExtractCommand(a *app) *cobra.Command {
	var o extractOptions
	cmd := &cobra.Command{
		Use:   "extract FILE|URL",
		Short: "Print the Markdown that fetch would record, and with --explain why",
		Example: `  policylog extract policy.pdf > policy.md
  policylog extract https://www.acme.example/privacy --select main --remove .share --explain`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runExtract(cmd.Context(), a, o, args[0]) },
	}
	formatFlag(cmd, &o.format, "markdown", "json")
	cmd.Flags().BoolVar(&o.explain, "explain", false, "say on stderr what was kept and dropped, and why")
	cmd.Flags().StringArrayVar(&o.selectors, "select", nil, "CSS `SELECTOR` of what to keep")
	cmd.Flags().StringArrayVar(&o.remove, "remove", nil, "CSS `SELECTOR` of what to drop")
	cmd.Flags().StringVar(&o.url, "url", "", "the `URL` that a file's links are relative to")
	cmd.Flags().StringVar(&o.language, "language", "", "`LANGUAGE` of the page, BCP 47")
	return cmd
}

func runExtract(ctx context.Context, a *app, o extractOptions, arg string) error {
	env, err := a.captureEnv("")
	if err != nil {
		return err
	}
	page := archive.Page{URL: arg, Select: cssSelectors(o.selectors), Remove: cssSelectors(o.remove)}
	var outcome archive.Outcome
	if strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
		outcome, err = archive.Check(ctx, &archive.Config{}, archive.Source{URL: arg, Language: o.language, Pages: []archive.Page{page}}, env)
	} else {
		var data []byte
		if data, err = readRegular(arg); err != nil {
			return err
		}
		page.URL = o.url
		src := archive.Source{URL: o.url, Language: o.language, Pages: []archive.Page{page}}
		if outcome, err = archive.Extract(ctx, env, src, o.url, contentTypeOf(arg), data); err != nil {
			err = fmt.Errorf("%s: %w", arg, err)
		}
	}
	if err != nil {
		return err
	}
	if outcome.Err != nil && outcome.Markdown == nil {
		return outcome.Err
	}
	if o.explain {
		explainExtraction(a, outcome)
	}
	if len(bytes.TrimSpace(outcome.Markdown)) == 0 {
		return withHint(fmt.Errorf("%s: no text in it", arg), "policylog extract --explain says what was dropped, and why")
	}
	if o.format == "json" {
		return writeReport(a.stdout, "policylog.extract/1", extracted{
			Title: outcome.Title, Language: outcome.Language, Updated: outcome.Updated, Effective: outcome.Effective,
			Label: outcome.Label, HeldFor: outcome.HeldFor, HeldKind: outcome.HeldFor.HeldKind(),
			Kept: notes(outcome.Kept), Dropped: notes(outcome.Dropped), Markdown: string(outcome.Markdown),
		})
	}
	_, err = a.stdout.Write(outcome.Markdown)
	return err
}

// contentTypeOf tells from a file's name what a server would have told; "" leaves it to the content.
func contentTypeOf(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return "text/html"
	case ".md", ".markdown":
		return "text/markdown"
	case ".txt":
		return "text/plain"
	case ".pdf":
		return "application/pdf"
	}
	return ""
}

type extracted struct {
	Title     string          `json:"title"`
	Language  string          `json:"language"`
	Updated   string          `json:"updated"`
	Effective string          `json:"effective"`
	Label     string          `json:"label"`
	HeldFor   reason.Reason   `json:"held_for,omitzero"`
	HeldKind  string          `json:"held_kind,omitempty"`
	Kept      []extractedNote `json:"kept"`
	Dropped   []extractedNote `json:"dropped"`
	Markdown  string          `json:"markdown"`
}

type extractedNote struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

func notes(in []archive.Note) []extractedNote {
	out := make([]extractedNote, 0, len(in))
	for _, n := range in {
		out = append(out, extractedNote(n))
	}
	return out
}

func explainExtraction(a *app, o archive.Outcome) {
	cat := terms.For(a.messageLang())
	line := func(label, text string) { fmt.Fprintln(a.stderr, a.labelled(label, printable(text))) }
	line("title", or(o.Title, a.put(saysNotFound)))
	line("language", or(o.Language, a.put(saysNotFound)))
	if !o.HeldFor.IsZero() {
		fmt.Fprintln(a.stderr, printable(a.put(saysWouldBeHeld, a.reason(o.HeldFor))))
	}
	for _, n := range o.Kept {
		line("kept", n.What+cat.Colon()+reason.Extraction(n.Why, cat.Tag()))
	}
	for _, n := range o.Dropped {
		line("dropped", n.What+cat.Colon()+reason.Extraction(n.Why, cat.Tag()))
	}
}
