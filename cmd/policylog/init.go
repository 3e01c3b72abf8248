package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/store"
)

func newInitCommand(a *app) *cobra.Command {
	var preset, format string
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make an empty archive with its policylog.yaml",
		Example: `  policylog init policies
  policylog init policies --preset xiaomi`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runInit(cmd.Context(), a, preset, format, args)
		},
	}
	cmd.Flags().StringVar(&preset, "preset", "", "start with the sources of a known `PUBLISHER`: "+strings.Join(archive.Presets(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("preset", cobra.FixedCompletions(archive.Presets(), cobra.ShellCompDirectiveNoFileComp))
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// initialized is what `init --format json` prints.
type initialized struct {
	Archive string `json:"archive"`
	Preset  string `json:"preset"`
}

func runInit(ctx context.Context, a *app, preset, format string, args []string) error {
	dir := a.archiveDir()
	if len(args) == 1 {
		dir = args[0]
	}
	config, err := archive.NewConfig(preset)
	if err != nil {
		return err
	}
	s, err := store.Init(ctx, dir, config, store.Options{Now: a.now})
	if err != nil {
		return err
	}
	defer s.Close()
	if format == "json" {
		return writeReport(a.stdout, "policylog.init/1", initialized{Archive: dir, Preset: preset})
	}
	program := "policylog"
	if dir != "." {
		program += " --archive " + shellWord(dir)
	}
	first := program + " source add SERVICE/POLICY.LANG URL"
	if preset != "" {
		first = program + " source list"
	}
	_, err = fmt.Fprintf(a.stdout, "%s\n%s\n", a.say(pMade, shown(dir)), a.say(pNext, first, program+" fetch"))
	return err
}
