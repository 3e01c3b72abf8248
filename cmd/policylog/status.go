package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func newStatusCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "status [SOURCE...]",
		Short: "Per source: versions, last change, last check and how it ended",
		RunE: func(cmd *cobra.Command, args []string) error {
			return runStatus(cmd.Context(), a, format, args)
		},
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// sourceStatus is a source as `status --format json` prints it.
type sourceStatus struct {
	Source     string `json:"source"`
	Versions   int    `json:"versions"`
	First      string `json:"first"`
	LastChange string `json:"last_change"`
	LastCheck  string `json:"last_check"`
	Status     string `json:"status"`
	Error      string `json:"error,omitempty"`
}

func runStatus(ctx context.Context, a *app, format string, args []string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	names, err := sources(ctx, s, args)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	infos, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	list := []sourceStatus{}
	for _, i := range infos {
		if wanted[i.Source] {
			list = append(list, sourceStatus{
				Source: i.Source, Versions: i.Versions, First: stamp(i.First), LastChange: stamp(i.Last),
				LastCheck: stamp(i.LastCheck), Status: i.LastStatus, Error: printable(i.LastError),
			})
		}
	}
	if format == "json" {
		return writeJSON(a.stdout, list)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.stdout, "nothing recorded yet: policylog fetch, or policylog import FILE")
		return err
	}
	w := tabwriter.NewWriter(a.page(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SOURCE\tVERSIONS\tLAST CHANGE\tLAST CHECK\tSTATUS")
	for _, l := range list {
		state := l.Status
		if l.Error != "" {
			state += ": " + l.Error
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", l.Source, l.Versions, or(day(l.LastChange), "unknown"), or(day(l.LastCheck), "-"), or(state, "-"))
	}
	return w.Flush()
}

// day cuts a time stamp to its date.
func day(stamp string) string { return stamp[:min(len(stamp), 10)] }
