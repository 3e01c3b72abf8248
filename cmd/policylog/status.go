package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"policylog/diff/parallel"
	"policylog/diff/render/safe"
)

func newStatusCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "status [SOURCE...]",
		Short: "Per source: versions, last change, last check, how it ended, flaps",
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
	Title      string `json:"title"`    // of the newest version
	Language   string `json:"language"` // of the name, or told from the newest version
	Versions   int    `json:"versions"`
	First      string `json:"first"`
	LastChange string `json:"last_change"`
	LastCheck  string `json:"last_check"`
	Status     string `json:"status"`
	Since      string `json:"since,omitempty"` // how long it has been held or withdrawn
	Error      string `json:"error,omitempty"`
	Flaps      int    `json:"flaps"` // pairs of texts that captures went back and forth between
}

// statusReport is what `status --format json` prints.
type statusReport struct {
	Schema    string               `json:"schema"`
	Sources   []sourceStatus       `json:"sources"`
	OutOfStep []parallel.OutOfStep `json:"out_of_step"` // languages of one policy
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
	last, err := s.LastObservation(ctx)
	if err != nil {
		return err
	}
	list := []sourceStatus{}
	for _, i := range infos {
		if wanted[i.Source] {
			extra := last[i.Source].Extra
			list = append(list, sourceStatus{
				Source: i.Source, Title: i.Title, Language: i.Language, Versions: i.Versions, First: stamp(i.First), LastChange: stamp(i.Last),
				LastCheck: stamp(i.LastCheck), Status: i.LastStatus, Since: extra["since"], Error: i.LastError,
				Flaps: len(strings.Fields(extra["flaps"])),
			})
		}
	}
	steps, err := a.outOfStep(ctx, s, names)
	if err != nil {
		return err
	}
	if format == "json" {
		return writeJSON(a.stdout, statusReport{"policylog.status/1", list, steps})
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.stdout, "nothing recorded yet: policylog fetch, or policylog import FILE")
		return err
	}
	out := a.page()
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SOURCE\tVERSIONS\tLAST CHANGE\tLAST CHECK\tSTATUS")
	for _, l := range list {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", l.Source, l.Versions, or(day(l.LastChange), "unknown"), or(day(l.LastCheck), "-"), l.state())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return a.printOutOfStep(out, steps)
}

// state says in one line how the last capture ended, and what a person should know of it.
func (l sourceStatus) state() string {
	state := or(l.Status, "-")
	if l.Since != "" {
		state += " since " + day(l.Since)
	}
	if l.Error != "" {
		state += ": " + safe.Line(l.Error)
	}
	if l.Flaps > 0 {
		state += " (flaps between texts)"
	}
	return state
}

// day cuts a time stamp to its date.
func day(stamp string) string { return stamp[:min(len(stamp), 10)] }
