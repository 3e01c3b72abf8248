package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"policylog/diff/doc"
	"policylog/diff/parallel"
)

type compareOptions struct {
	format  string
	all     bool
	only    []string
	history bool
}

func newCompareCommand(a *app) *cobra.Command {
	var o compareOptions
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: "Compare two languages of one policy, section by section",
		Long: `Aligns two languages of one policy (files, or versions in an archive) section by section, and says what is missing
in either and which facts differ: durations, dates, amounts, ages, addresses, links, third parties, data types, may and
must, emphasis. Nothing is translated: what is compared does not change between languages. Two texts of one language, or
in the two Chinese scripts, are compared word by word, regional wording apart.

Exit status as diff(1): 0 no difference found, 1 differences, 2 trouble.`,
		Example: `  policylog compare xiaomi/privacy-policy.en xiaomi/privacy-policy.zh-TW
  policylog compare --history xiaomi/privacy-policy.en xiaomi/privacy-policy.zh-TW
  policylog compare policy.en.md policy.zh-TW.md --format html > compare.html`,
		Args:              cobra.ExactArgs(2),
		RunE:              func(cmd *cobra.Command, args []string) error { return runCompare(cmd.Context(), a, o, args) },
		ValidArgsFunction: a.completeVersions(2, cobra.ShellCompDirectiveDefault),
	}
	formatFlag(cmd, &o.format, "text", "json", "markdown", "html")
	cmd.Flags().BoolVar(&o.all, "all", false, "list sections without a difference, too")
	cmd.Flags().StringArrayVar(&o.only, "only", nil, "a section (`NUMBER` or title) that is meant for one of the two alone, besides only: in policylog.yaml")
	cmd.Flags().BoolVar(&o.history, "history", false, "when each language changed, which change answers which, and what is outstanding")
	return cmd
}

func runCompare(ctx context.Context, a *app, o compareOptions, args []string) error {
	if o.history {
		return a.compareHistory(ctx, o, args)
	}
	x, y, err := a.sides(ctx, diffOptions{}, args)
	if err != nil {
		return err
	}
	opt := parallel.Options{A: x.side, B: y.side, Only: o.only}
	if !isFile(args[0]) || !isFile(args[1]) {
		s, err := a.open(ctx)
		if err != nil {
			return err
		}
		tracked := a.tracked(ctx, s)
		s.Close()
		opt.OnlyA, opt.OnlyB = tracked[x.side.Source].Only, tracked[y.side.Source].Only
	}
	r := parallel.Compare(doc.Parse(x.data), doc.Parse(y.data), opt)
	if err := a.writeCompare(a.pageFor(o.format), r, o); err != nil {
		return err
	}
	if r.Differences() > 0 {
		return &statusError{code: 1}
	}
	return nil
}

func (a *app) writeCompare(w io.Writer, r *parallel.Result, o compareOptions) error {
	show := parallel.ShowOptions{Lang: a.messageLang(), Width: a.width(), Color: a.color(a.colors), All: o.all}
	switch o.format {
	case "json":
		return r.WriteJSON(w)
	case "markdown":
		return r.Markdown(w, show)
	case "html":
		return r.HTML(w, show)
	}
	return r.Terminal(w, show)
}

// compareHistory lays the changes of two sources beside each other. The exit status is 1 where some are outstanding.
func (a *app) compareHistory(ctx context.Context, o compareOptions, args []string) error {
	if o.format != "text" && o.format != "json" {
		return fmt.Errorf("--history --format %s: want text, json", o.format)
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	tracked := a.tracked(ctx, s)
	var langs [2]parallel.Language
	for i, arg := range args {
		source, err := oneSource(ctx, s, arg)
		if err != nil {
			return err
		}
		history, err := s.History(ctx, source)
		if err != nil {
			return err
		}
		if langs[i], err = readLanguage(ctx, s, source, history); err != nil {
			return err
		}
		langs[i] = langs[i].Without(slices.Concat(o.only, tracked[source].Only))
	}
	d := parallel.NewDrift(langs[0], langs[1])
	if o.format == "json" {
		err = d.WriteJSON(a.stdout)
	} else {
		err = d.Terminal(a.page(), parallel.ShowOptions{Lang: a.messageLang(), Width: a.width(), Color: a.color(a.colors)})
	}
	if err == nil && d.Outstanding > 0 {
		return &statusError{code: 1}
	}
	return err
}
