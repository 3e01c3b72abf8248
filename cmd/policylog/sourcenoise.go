package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/diff"
	"policylog/diff/render/safe"
	"policylog/store"
)

type sourceNoiseOptions struct {
	ignore []string
	format string
}

func newSourceNoiseCommand(a *app) *cobra.Command {
	var o sourceNoiseOptions
	cmd := &cobra.Command{
		Use:   "noise [SOURCE...]",
		Short: "Replay noise rules over the history: what they would have hidden, wrongly too",
		Long: `Replays ignore patterns over the recorded versions of the sources, in any archive that policylog opens, other people's
too, and lists each step that they would have hidden, with the lines that went and came. A step that changes more than
wording is marked: there the rule hides a change of the policy. Without --ignore the patterns are those of policylog.yaml.`,
		Example: `  policylog source noise acme/privacy-policy.en --ignore '(?m)^Visitors: [0-9]+$'
  policylog --archive pga-versions source noise --ignore '\[[^]]*\]\([^)]*\)'`,
		ValidArgsFunction: a.completeSources,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSourceNoise(cmd.Context(), a, o, args)
		},
	}
	cmd.Flags().StringArrayVar(&o.ignore, "ignore", nil, "regular expression (`REGEXP`, RE2) of what to leave out of the comparison")
	formatFlag(cmd, &o.format, "text", "json")
	return cmd
}

// replayedNoise is what a source's patterns would have hidden, as JSON prints it.
type replayedNoise struct {
	Source   string       `json:"source"`
	Patterns []string     `json:"patterns"`
	Steps    int          `json:"steps"` // between one version and the next
	Hidden   []hiddenStep `json:"hidden"`
}

type hiddenStep struct {
	Old     string   `json:"old"` // commits
	New     string   `json:"new"`
	Date    string   `json:"captured"` // of the later one
	Removed []string `json:"removed"`
	Added   []string `json:"added"`
	Content bool     `json:"content"` // more than wording or markup changes: the rule is wrong here
}

func runSourceNoise(ctx context.Context, a *app, o sourceNoiseOptions, args []string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	names, err := sources(ctx, s, args)
	if err != nil {
		return err
	}
	tracked := a.tracked(ctx, s)
	list := []replayedNoise{}
	for _, name := range names {
		patterns := o.ignore
		if len(patterns) == 0 {
			patterns = tracked[name].Ignore
		}
		if len(patterns) == 0 {
			continue
		}
		r, err := replayNoise(ctx, s, name, patterns)
		if err != nil {
			return err
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		return withHint(fmt.Errorf("no pattern to replay"), "give one with --ignore, or write ignore: in policylog.yaml")
	}
	if o.format == "json" {
		return writeReport(a.stdout, "policylog.noise/1", list)
	}
	return a.printNoise(list)
}

func replayNoise(ctx context.Context, s *store.Store, source string, patterns []string) (replayedNoise, error) {
	r := replayedNoise{Source: source, Patterns: patterns, Hidden: []hiddenStep{}}
	if _, err := archive.IgnoreHides(patterns, nil, nil); err != nil {
		return r, withHint(err, "patterns are RE2: https://github.com/google/re2/wiki/Syntax")
	}
	history, err := s.History(ctx, source)
	if isNoVersion(err) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r.Steps = len(history) - 1
	var before []byte // two texts are held at a time, however long the history
	for i, to := range history {
		now, err := s.Text(ctx, to)
		if err != nil {
			return r, err
		}
		if i > 0 {
			from := history[i-1]
			h, err := archive.IgnoreHides(patterns, before, now)
			if err != nil {
				return r, err
			}
			if h != nil {
				content, err := changesContent(ctx, s, from, to)
				if err != nil {
					return r, err
				}
				r.Hidden = append(r.Hidden, hiddenStep{from.Commit, to.Commit, stamp(to.Captured), h.Removed, h.Added, content})
			}
		}
		before = now
	}
	return r, nil
}

// changesContent says whether two versions differ in more than wording, markup, links and dates.
func changesContent(ctx context.Context, s *store.Store, from, to store.Version) (bool, error) {
	old, err := versionText(ctx, s, from)
	if err != nil {
		return false, err
	}
	new, err := versionText(ctx, s, to)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(compare(old, new, nil).Blocks, func(r diff.Row) bool { return r.Class == diff.Substantive }), nil
}

func (a *app) printNoise(list []replayedNoise) error {
	w := a.page()
	for _, r := range list {
		wrong := 0
		for _, h := range r.Hidden {
			mark := ""
			if h.Content {
				wrong++
				mark = "  " + a.put(saysHidesWrong)
			}
			fmt.Fprintf(w, "%s  %s..%s  %s%s\n", r.Source, h.Old[:min(10, len(h.Old))], h.New[:min(10, len(h.New))],
				a.say(pCaptured, or(day(h.Date), a.say(pUnknown))), mark)
			for _, line := range h.Removed {
				fmt.Fprintf(w, "    - %s\n", safe.Line(line))
			}
			for _, line := range h.Added {
				fmt.Fprintf(w, "    + %s\n", safe.Line(line))
			}
		}
		if _, err := fmt.Fprintln(w, a.put(saysNoise, r.Source, len(r.Hidden), max(r.Steps, 0), wrong)); err != nil {
			return err
		}
	}
	return nil
}

func newSourceSchemaCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of policylog.yaml, for editors",
		Example: `  policylog source schema > policylog.schema.json`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(archive.Schema())
			return err
		},
	}
}
