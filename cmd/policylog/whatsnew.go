package main

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/diff/changelog"
	"policylog/diff/doc"
	"policylog/store"
)

type whatsnewOptions struct {
	format, since, from, to string
	brief, explain          bool
}

// topics names the topics of a text where they are told of; elsewhere they are not worked out.
func (o whatsnewOptions) topics() changelog.Topics {
	if o.format == "json" || o.explain && o.format == "text" {
		return topics()
	}
	return nil
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
	f.StringVar(&o.since, "since", "", "everything captured on or after `WHEN`: the net change, and each step")
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
	if len(names) == 1 && o.since == "" {
		c, err := a.changelogOf(ctx, s, names[0], o)
		if err == nil {
			return a.writeChangelog(a.pageFor(o.format), c, o)
		}
		if asked := len(args) > 0 || o.from != "" || o.to != ""; asked || !isNoVersion(err) {
			return err
		} // an archive of one source that has no version yet has nothing new
	}
	periods, failed := a.periodsOf(ctx, s, names, o)
	if len(names) == 1 && len(periods) == 1 {
		return a.writePeriod(a.pageFor(o.format), periods[0], o)
	}
	if len(periods) == 0 && failed != nil {
		return failed
	}
	digest := changelog.MakeDigest(periods, a.messageLang())
	steps, err := a.outOfStep(ctx, s, names, a.tracked(ctx, s))
	if err != nil {
		return err
	}
	digest.OutOfStep = a.outOfStepLines(steps)
	err = a.writeDigest(a.pageFor(o.format), digest, o)
	if err == nil && failed != nil {
		err = &statusError{code: 1, err: failed}
	}
	return err
}

// periodsOf tells of each source that has a version, as many at a time as there are processors. One that cannot be read
// does not keep the others from being told of; the error joins what went wrong with any.
func (a *app) periodsOf(ctx context.Context, s *store.Store, names []string, o whatsnewOptions) ([]*changelog.Period, error) {
	type answer struct {
		at     int
		period *changelog.Period
		err    error
	}
	next, answers := make(chan int), make(chan answer)
	tracked := a.tracked(ctx, s)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		workers.Go(func() {
			for i := range next {
				p, err := a.periodOf(ctx, s, names[i], settleDays(tracked, names[i]), o)
				answers <- answer{i, p, err}
			}
		})
	}
	go func() {
		for i := range names {
			if ctx.Err() != nil {
				break
			}
			next <- i
		}
		close(next)
		workers.Wait()
		close(answers)
	}()

	bar := a.progress()
	defer bar.done()
	all, failed, done := make([]*changelog.Period, len(names)), make([]error, len(names)), int64(0)
	for got := range answers {
		all[got.at], failed[got.at] = got.period, got.err
		done++
		bar.report("comparing", done, int64(len(names)))
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	all = slices.DeleteFunc(all, func(p *changelog.Period) bool { return p == nil })
	return all, errors.Join(failed...)
}

// settleDays is within how many days captures are one update: as policylog.yaml has it for the source, 0 for the usual
// number, negative for none.
func settleDays(tracked map[string]archive.Source, source string) int {
	src, ok := tracked[source]
	switch {
	case !ok:
		return 0
	case src.SettleDays == 0:
		return -1
	}
	return src.SettleDays
}

func (a *app) changelogOptions() changelog.Options {
	return changelog.Options{Lang: a.messageLang(), AsOf: a.now().UTC().Format(time.DateOnly)}
}

// changelogOf compares the two versions of a source that the options name.
func (a *app) changelogOf(ctx context.Context, s *store.Store, source string, o whatsnewOptions) (*changelog.Changelog, error) {
	from, to, err := stepVersions(ctx, s, source, o.from, o.to)
	if err != nil {
		return nil, err
	}
	old, new, err := a.pair(ctx, s, from, to)
	if err != nil {
		return nil, err
	}
	opt := a.changelogOptions()
	opt.OldRef, opt.NewRef = from.Commit, to.Commit
	return changelog.Make(compare(old, new, o.topics()), opt), nil
}

// periodOf tells what changed in a source since a time, or in its last step; nil for a source without a version.
func (a *app) periodOf(ctx context.Context, s *store.Store, source string, settle int, o whatsnewOptions) (*changelog.Period, error) {
	history, err := s.History(ctx, source)
	if isNoVersion(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	first, last, err := periodBounds(ctx, s, history, o)
	if err != nil {
		return nil, err
	}
	var versions []changelog.Version
	for _, v := range history[first : last+1] {
		read := func() (*doc.Document, error) {
			data, err := s.Text(ctx, v)
			if err != nil {
				return nil, err
			}
			return doc.Parse(data), nil
		}
		versions = append(versions, changelog.Version{
			Ref: v.Commit, Side: sideOf(v), Read: read, Technical: v.Kind == store.KindTechnicalUpgrade,
		})
	}
	return changelog.Over(versions, settle, o.topics(), a.changelogOptions())
}

// periodBounds are the positions of the first and the last version of a period in a history.
func periodBounds(ctx context.Context, s *store.Store, history []store.Version, o whatsnewOptions) (first, last int, err error) {
	find := func(when string) (int, error) {
		v, err := s.Resolve(ctx, history[0].Source, when)
		if isNoVersion(err) {
			return 0, nil // nothing that early: from the first version on
		}
		if err != nil {
			return 0, err
		}
		return positionOf(history, v)
	}
	last = len(history) - 1
	if o.to != "" {
		if last, err = find(o.to); err != nil {
			return 0, 0, err
		}
	}
	switch {
	case o.since != "":
		first, err = baseOf(ctx, s, history, o.since)
	case o.from != "":
		first, err = find(o.from)
	default:
		first = max(last-1, 0)
	}
	return min(first, last), last, err
}

func (a *app) terminalOptions(o whatsnewOptions) changelog.TerminalOptions {
	return changelog.TerminalOptions{Width: a.width(), Color: a.color(a.colors), Brief: o.brief, Explain: o.explain}
}

func (a *app) writeChangelog(w io.Writer, c *changelog.Changelog, o whatsnewOptions) error {
	switch o.format {
	case "json":
		return changelog.JSON(w, c)
	case "markdown":
		return changelog.Markdown(w, c)
	}
	return changelog.Terminal(w, c, a.terminalOptions(o))
}

func (a *app) writePeriod(w io.Writer, p *changelog.Period, o whatsnewOptions) error {
	switch o.format {
	case "json":
		return changelog.JSON(w, p)
	case "markdown":
		return changelog.PeriodMarkdown(w, p)
	}
	return changelog.PeriodTerminal(w, p, a.terminalOptions(o))
}

func (a *app) writeDigest(w io.Writer, d *changelog.Digest, o whatsnewOptions) error {
	switch o.format {
	case "json":
		return changelog.JSON(w, d)
	case "markdown":
		return changelog.DigestMarkdown(w, d)
	}
	return changelog.DigestTerminal(w, d, a.terminalOptions(o))
}
