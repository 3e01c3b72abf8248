package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"policylog/diff/lifeline"
)

func newHistoryCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "history SOURCE[@WHEN] SECTION",
		Short: "One section's life through every version",
		Long: `Says what became of a section, given by its number or its title or a part of it: when it came, was retitled,
renumbered, moved, edited, went and came back.`,
		Example: `  policylog history xiaomi/privacy-policy.zh-TW 3.1.4
  policylog history xiaomi/privacy-policy.en "Retention policy"`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runHistory(cmd.Context(), a, format, args[0], args[1])
		},
		ValidArgsFunction: a.completeVersions(1, cobra.ShellCompDirectiveNoFileComp),
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

func runHistory(ctx context.Context, a *app, format, arg, section string) error {
	t, v, err := a.track(ctx, arg)
	if err != nil {
		return err
	}
	found, err := t.Lives(section)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return noSection.with(nil, arg, strconv.Quote(section))
	}
	h := &lifeline.History{Schema: lifeline.HistorySchema, Source: v.Source, Versions: t.Versions, Sections: found}
	if format == "json" {
		return lifeline.WriteJSON(a.stdout, h)
	}
	return h.Terminal(a.page(), lifeline.ShowOptions{Lang: a.messageLang(), Width: a.width(), Color: a.color(a.colors)})
}
