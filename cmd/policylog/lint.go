package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"policylog/diff/doc"
	"policylog/diff/lint"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

func newLintCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "lint SOURCE[@WHEN]|FILE",
		Short: "What a careful reader of a policy would point out",
		Long: `Reads one version, or a file, and lists with line and section what is to be checked: references to sections by a
title or number that none has and to attachments that are not there, blanks that nobody filled in, the name of another
service left over, links to places that are not in the text, links without a target, numbering with gaps, dates that
cannot be. It rather says too little than too much. The findings as JSON follow a published schema, policylog.lint/1.

Exit status: 0 nothing found, 1 something to check, 2 trouble.`,
		Example: `  policylog lint xiaomi/privacy-policy.zh-TW
  policylog lint --format json draft.md`,
		Args:              cobra.ExactArgs(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runLint(cmd.Context(), a, format, args[0]) },
		ValidArgsFunction: a.completeVersions(1, cobra.ShellCompDirectiveDefault),
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

func runLint(ctx context.Context, a *app, format, arg string) error {
	t, err := a.lintText(ctx, arg)
	if err != nil {
		return err
	}
	found := lint.Check(doc.Parse(t.data), a.messageLang())
	if format == "json" {
		err = safe.WriteJSON(a.stdout, lint.Report{Schema: lint.Schema, Source: t.side.Source, Findings: found})
	} else {
		err = a.writeFindings(a.page(), arg, found)
	}
	if err == nil && len(found) > 0 {
		return &statusError{code: 1}
	}
	return err
}

// lintText reads a file or a version.
func (a *app) lintText(ctx context.Context, arg string) (text, error) {
	if isFile(arg) {
		return fileText(ctx, a, arg)
	}
	s, err := a.openFor(ctx, []string{arg})
	if err != nil {
		return text{}, err
	}
	defer s.Close()
	return a.fileOrVersion(ctx, s, arg)
}

// writeFindings writes a line for each finding, as compilers do, so that editors jump to it.
func (a *app) writeFindings(w io.Writer, name string, found []lint.Finding) error {
	cat := terms.For(a.messageLang())
	for _, f := range found {
		section := ""
		if s := safe.Line(f.Section); s != "" {
			section = cat.Aside(cat.Text(terms.SectionOf, s))
		}
		fmt.Fprintf(w, "%s:%d: %s: %s%s\n", safe.Line(name), f.Line, cat.LintRule(f.Rule), f.Message, section)
	}
	last := cat.Text(terms.LintNone)
	if len(found) > 0 {
		last = cat.Count(terms.LintFound, len(found))
	}
	_, err := fmt.Fprintln(w, last)
	return err
}
