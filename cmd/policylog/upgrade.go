package main

import (
	"context"

	"github.com/spf13/cobra"

	"policylog/archive"
)

func newUpgradeCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "upgrade [SOURCE...]",
		Short: "Extract the latest snapshots again after a rule changed, as technical upgrades",
		Long: `After a change of selectors or of the extractor, extracts the latest snapshot of each source again. A text that comes
out differently is recorded as a technical upgrade, which is never reported as a change of the policy. Nothing is
fetched. (fetch does this by itself before it compares.)`,
		Example: `  policylog upgrade
  policylog upgrade 'acme/*'`,
		RunE:              func(cmd *cobra.Command, args []string) error { return runUpgrade(cmd.Context(), a, format, args) },
		ValidArgsFunction: a.completeConfigured,
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

func runUpgrade(ctx context.Context, a *app, format string, args []string) error {
	s, cfg, raw, err := a.openConfigured(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	env, err := a.captureEnv("")
	if err != nil {
		return err
	}
	end, err := s.BeginRun()
	if err != nil {
		return err
	}
	defer end()
	l, err := newLedger(ctx, s, raw)
	if err != nil {
		return err
	}
	bar := a.progress()
	sum, err := archive.Upgrade(ctx, cfg, args, env, l, archive.RunOptions{
		Progress: func(done, total int, _ archive.Outcome) { bar.report("extracting", int64(done), int64(total)) },
	})
	bar.done()
	if err != nil {
		return err
	}
	if err := printSummary(a, format, sum); err != nil {
		return err
	}
	if !sum.OK() {
		return &statusError{code: 1}
	}
	return nil
}
