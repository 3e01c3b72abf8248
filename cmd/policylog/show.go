package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newShowCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show SOURCE[@WHEN]",
		Short: "Print one version",
		Example: `  policylog show xiaomi/privacy-policy.zh-TW
  policylog show xiaomi/privacy-policy.zh-TW@2021-06-30`,
		Args:              cobra.ExactArgs(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), a, format, args[0]) },
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &format, "text", "markdown", "json")
	return cmd
}

func runShow(ctx context.Context, a *app, format, arg string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	v, err := version(ctx, s, arg)
	if err != nil {
		return err
	}
	text, err := s.Text(ctx, v)
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return writeJSON(a.stdout, struct {
			logged
			Text string `json:"text"`
		}{loggedOf(v), string(text)})
	case "markdown":
		_, err = a.stdout.Write(text)
		return err
	}
	out := a.page()
	fmt.Fprintf(out, "%s  captured %s", v.Source, or(dayOf(v.Captured), "unknown"))
	if v.Updated != "" {
		fmt.Fprintf(out, ", states updated %s", v.Updated)
	}
	if v.Effective != "" {
		fmt.Fprintf(out, ", states effective %s", v.Effective)
	}
	fmt.Fprintf(out, "\n%s  %s\n\n", v.Commit, printable(v.URL))
	_, err = fmt.Fprint(out, printable(string(text)))
	return err
}
