package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"policylog/diff/changelog"
	"policylog/store"
)

type whatsnewOptions struct {
	format, since, from, to string
	brief, explain          bool
}

func newWhatsnewCommand(a *app) *cobra.Command {
	var o whatsnewOptions
	cmd := &cobra.Command{
		Use:   "whatsnew [SOURCE...]",
		Short: "The changelog: what is new in the last version, or since a date",
		Long: `Says what changed in the last version of each source, section by section: facts first (data types, recipients,
durations, may and shall), then other content, then wording; formatting is counted. The publisher's own list of
updates is laid beside the text. Nothing is judged, and nothing is said that the texts do not show.`,
		Example: `  policylog whatsnew xiaomi/privacy-policy.zh-TW
  policylog whatsnew 'xiaomi/*' --since 2024-01-01 --lang en
  policylog whatsnew xiaomi/privacy-policy.en --format markdown`,
		RunE:              func(cmd *cobra.Command, args []string) error { return runWhatsnew(cmd.Context(), a, o, args) },
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &o.format, "text", "markdown", "json")
	f := cmd.Flags()
	f.StringVar(&o.since, "since", "", "everything since `WHEN`: against the version of that day")
	f.StringVar(&o.from, "from", "", "old version: `WHEN` (default: the one before --to)")
	f.StringVar(&o.to, "to", "", "new version: `WHEN` (default: latest)")
	f.BoolVar(&o.brief, "brief", false, "no quotations")
	f.BoolVar(&o.explain, "explain", false, "the rule that put each change where it is, and its id")
	cmd.MarkFlagsMutuallyExclusive("since", "from")
	return cmd
}

func runWhatsnew(ctx context.Context, a *app, o whatsnewOptions, args []string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	names, err := sources(ctx, s, args)
	if err != nil {
		return err
	}
	var logs []*changelog.Changelog
	var quiet []string
	for _, name := range names {
		c, err := a.changelogOf(ctx, s, name, o)
		var q *quietError
		switch {
		case errors.As(err, &q) && len(names) > 1:
			quiet = append(quiet, q.Error())
		case err != nil:
			return err
		default:
			logs = append(logs, c)
		}
	}
	return a.writeWhatsnew(a.pageFor(o.format), logs, quiet, o)
}

// quietError says that a source has nothing to tell in the period asked for.
type quietError struct{ source, why string }

func (q *quietError) Error() string { return q.source + ": " + q.why }

// changelogOf compares the two versions of a source that the options name.
func (a *app) changelogOf(ctx context.Context, s *store.Store, source string, o whatsnewOptions) (*changelog.Changelog, error) {
	to, err := s.Resolve(ctx, source, o.to)
	if err != nil {
		return nil, err
	}
	from, err := a.whatsnewFrom(ctx, s, to, o)
	if err != nil {
		return nil, err
	}
	old, new, err := a.pair(ctx, s, from, to)
	if err != nil {
		return nil, err
	}
	return changelog.Make(compare(old, new), changelog.Options{
		Lang: a.messageLang(), AsOf: a.now().UTC().Format(time.DateOnly), OldRef: from.Commit, NewRef: to.Commit,
	}), nil
}

// whatsnewFrom is the version that the last one is compared with.
func (a *app) whatsnewFrom(ctx context.Context, s *store.Store, to store.Version, o whatsnewOptions) (store.Version, error) {
	switch {
	case o.from != "":
		return s.Resolve(ctx, to.Source, o.from)
	case o.since == "":
		v, err := before(ctx, s, to)
		if isNoVersion(err) {
			return v, &quietError{to.Source, "one version only, captured " + or(dayOf(to.Captured), "at an unknown time")}
		}
		return v, err
	}
	v, err := s.Resolve(ctx, to.Source, o.since)
	if isNoVersion(err) {
		v, err = s.Resolve(ctx, to.Source, "first")
	}
	if err == nil && v.Commit == to.Commit {
		err = &quietError{to.Source, "no change recorded since " + or(dayOf(to.Captured), "an unknown time")}
	}
	return v, err
}

func (a *app) writeWhatsnew(w io.Writer, logs []*changelog.Changelog, quiet []string, o whatsnewOptions) error {
	switch o.format {
	case "json":
		if len(logs) == 1 && len(quiet) == 0 {
			return changelog.JSON(w, logs[0])
		}
		if logs == nil {
			logs = []*changelog.Changelog{}
		}
		return changelog.JSON(w, logs)
	case "markdown":
		for _, c := range logs {
			if err := changelog.Markdown(w, c); err != nil {
				return err
			}
		}
		return nil
	}
	for _, c := range logs {
		if err := changelog.Terminal(w, c, changelog.TerminalOptions{
			Width: a.width(), Color: a.color(a.colors), Brief: o.brief, Explain: o.explain,
		}); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	for _, q := range quiet {
		fmt.Fprintln(w, q)
	}
	return nil
}
