package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/store"
)

func newLogCommand(a *app) *cobra.Command {
	var format, since string
	var limit int
	var reverse, stated bool
	cmd := &cobra.Command{
		Use:   "log [SOURCE...]",
		Short: "List the versions of sources, newest first",
		Example: `  policylog log acme/privacy-policy.en
  policylog log 'acme/*' --since 2024 -n 3
  policylog --archive CLONE log Acme/Terms --stated`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runLog(cmd.Context(), a, logOptions{format: format, since: since, limit: limit, reverse: reverse, stated: stated}, args)
		},
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &format, "text", "json")
	cmd.Flags().StringVar(&since, "since", "", "only versions captured on or after `DATE`")
	cmd.Flags().IntVarP(&limit, "limit", "n", 0, "at most `N` versions of each source")
	cmd.Flags().BoolVar(&reverse, "reverse", false, "oldest first")
	cmd.Flags().BoolVar(&stated, "stated", false, "in other people's archives read every text once for the dates that it states")
	return cmd
}

type logOptions struct {
	format, since string
	limit         int
	reverse       bool
	stated        bool
}

// logged is a version as `log --format json` prints it.
type logged struct {
	Source    string `json:"source"`
	Commit    string `json:"commit"`
	Kind      string `json:"kind"`
	Captured  string `json:"captured"`
	Recorded  string `json:"recorded"`
	Updated   string `json:"updated"`
	Effective string `json:"effective"`
	Label     string `json:"label"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Origin    string `json:"origin"`
	SHA256    string `json:"sha256"`
}

func runLog(ctx context.Context, a *app, o logOptions, args []string) error {
	var after time.Time
	if o.since != "" {
		p, err := store.ParsePeriod(o.since)
		if err != nil {
			return fmt.Errorf("--since: %w", err)
		}
		after = p.From
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	names, err := sources(ctx, s, args)
	if err != nil {
		return err
	}
	all := []logged{}
	out := a.pageFor(o.format)
	err = s.EachHistory(ctx, names, func(name string, versions []store.Version) error {
		if len(versions) == 0 && len(args) > 0 && len(names) == 1 { // else it is left out: status tells of it
			_, err := s.History(ctx, name)
			return err
		}
		versions = chosen(versions, o, after)
		if o.stated { // a listing reads no texts unless it is asked to: a large archive has gigabytes
			if err := s.Describe(ctx, versions); err != nil {
				return err
			}
		}
		switch {
		case o.format == "json":
			for _, v := range versions {
				all = append(all, loggedOf(v))
			}
		case len(versions) > 0:
			return a.printLog(out, name, versions, a.color(a.colors))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if o.format == "json" {
		return safe.WriteJSON(out, struct {
			Schema   string   `json:"schema"`
			Versions []logged `json:"versions"`
		}{"policylog.log/1", all})
	}
	return nil
}

// chosen picks the versions that the options ask for, newest first unless reversed.
func chosen(versions []store.Version, o logOptions, after time.Time) []store.Version {
	var out []store.Version
	for _, v := range slices.Backward(versions) {
		if !after.IsZero() && v.Captured.Before(after) {
			continue
		}
		if o.limit > 0 && len(out) == o.limit {
			break
		}
		out = append(out, v)
	}
	if o.reverse {
		slices.Reverse(out)
	}
	return out
}

func loggedOf(v store.Version) logged {
	return logged{
		Source: v.Source, Commit: v.Commit, Kind: string(v.Kind), Captured: stamp(v.Captured), Recorded: stamp(v.Recorded),
		Updated: v.Updated, Effective: v.Effective, Label: v.Label, Title: v.Title, URL: v.URL, Origin: v.Origin,
		SHA256: v.SHA256,
	}
}

// stamp is a time as JSON has it: RFC 3339, UTC, "" when unknown.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (a *app) printLog(w io.Writer, source string, versions []store.Version, color bool) error {
	bold, dim, yellow, reset := "", "", "", ""
	if color {
		bold, dim, yellow, reset = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[m"
	}
	title := safe.Line(versions[0].Title)
	if title != "" {
		title = "  " + title
	}
	fmt.Fprintf(w, "%s%s%s%s\n", bold, source, reset, title)
	captured := a.capturedColumn(versions)
	for i, v := range versions {
		line := fmt.Sprintf("  %s%s%s  %s", yellow, v.Commit[:min(len(v.Commit), 10)], reset, a.say(pCaptured, captured[i]))
		if v.Updated != "" {
			line += "  " + a.say(pUpdated, v.Updated)
		}
		if v.Effective != "" {
			line += "  " + a.say(pEffective, v.Effective)
		}
		if v.Label != "" {
			line += "  " + safe.Line(v.Label)
		}
		if v.Kind == store.KindTechnicalUpgrade {
			line += "  " + dim + a.say(pTechnical) + reset
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}

// capturedColumn shows when versions were captured, padded to one width: the day, and the time too where two of them
// share a day.
func (a *app) capturedColumn(versions []store.Version) []string {
	days := map[string]int{}
	for _, v := range versions {
		days[dayOf(v.Captured)]++
	}
	column, width := make([]string, len(versions)), 0
	for i, v := range versions {
		column[i] = or(dayOf(v.Captured), a.say(pUnknown))
		if !v.Captured.IsZero() && days[column[i]] > 1 {
			column[i] = v.Captured.UTC().Format("2006-01-02 15:04:05Z")
		}
		width = max(width, ink.Width(column[i]))
	}
	for i, c := range column {
		column[i] = c + strings.Repeat(" ", width-ink.Width(c))
	}
	return column
}
