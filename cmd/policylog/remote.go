package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"policylog/store"
)

func newPushCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "push [REMOTE]",
		Short: "Send the archive's five refs to a git remote",
		Long: `Sends what the remote does not have of versions, snapshots, observations, state and notes. REMOTE is a name, URL or
path (default: origin). Credentials come from git's own helpers or the environment. Where the remote has what this
archive has not, nothing is sent: pull first.`,
		Example: `  policylog push
  policylog push ssh://backup.example/srv/policies.git`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRemote(cmd.Context(), a, format, args, (*store.Store).Push)
		},
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

func newPullCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "pull [REMOTE]",
		Short: "Fetch the archive's five refs from a git remote, joining what both sides added",
		Example: `  policylog pull
  policylog --archive copy pull /srv/policies`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRemote(cmd.Context(), a, format, args, (*store.Store).Pull)
		},
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// runRemote sends or fetches; do is the store's method for it.
func runRemote(ctx context.Context, a *app, format string, args []string,
	do func(*store.Store, context.Context, string) ([]store.Moved, error),
) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	remote := ""
	if len(args) == 1 {
		remote = args[0]
	}
	moved, err := do(s, ctx, remote)
	if err != nil {
		return err
	}
	if format == "json" {
		return writeReport(a.stdout, "policylog.refs/1", append([]store.Moved{}, moved...))
	}
	for _, m := range moved {
		how := fmt.Sprintf("%d commits", m.Commits)
		if m.Commits == 1 {
			how = "1 commit"
		}
		if m.Merged {
			how += ", joined with ours"
		}
		fmt.Fprintf(a.stdout, "%-26s %s..%s  %s\n", m.Ref, m.Old[:min(len(m.Old), 10)], m.New[:min(len(m.New), 10)], how)
	}
	if len(moved) == 0 {
		fmt.Fprintln(a.stdout, "everything is up to date")
	}
	return nil
}
