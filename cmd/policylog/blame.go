package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"policylog/diff/lifeline"
	"policylog/store"
)

func newBlameCommand(a *app) *cobra.Command {
	var format, since string
	var was bool
	cmd := &cobra.Command{
		Use:   "blame SOURCE[@WHEN]",
		Short: "Since when each sentence stands, and what brought it",
		Long: `Says of every sentence of a version since which version it stands: through moves, splits, merges, renumbering and
changes of form alone. A sentence that came back after being gone is said to have.`,
		Example: `  policylog blame xiaomi/privacy-policy.zh-TW
  policylog blame xiaomi/privacy-policy.en@2024-12-31 --since 2024-01-01 --was
  policylog blame xiaomi/privacy-policy.en --format html > blame.html`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBlame(cmd.Context(), a, blameOptions{format, since, was}, args[0])
		},
		ValidArgsFunction: a.completeVersions(1, cobra.ShellCompDirectiveNoFileComp),
	}
	formatFlag(cmd, &format, "text", "json", "html")
	cmd.Flags().StringVar(&since, "since", "", "only sentences that stand since `DATE` or later")
	cmd.Flags().BoolVar(&was, "was", false, "show what a reworded sentence took the place of, too (json always has it)")
	return cmd
}

type blameOptions struct {
	format, since string
	was           bool
}

func runBlame(ctx context.Context, a *app, o blameOptions, arg string) error {
	var after time.Time
	if o.since != "" {
		p, err := store.ParsePeriod(o.since)
		if err != nil {
			return fmt.Errorf("--since: %w", err)
		}
		after = p.From
	}
	t, v, err := a.track(ctx, arg)
	if err != nil {
		return err
	}
	b := t.Blame(v.Source)
	if o.since != "" {
		b.Newer(after.Format(time.RFC3339))
	}
	show := lifeline.ShowOptions{Lang: a.messageLang(), Width: a.width(), Color: a.color(a.colors), Was: o.was}
	switch o.format {
	case "json":
		return lifeline.WriteJSON(a.stdout, b)
	case "html":
		return b.HTML(a.stdout, show)
	}
	return b.Terminal(a.page(), show)
}
