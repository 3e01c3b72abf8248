package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/parallel"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/internal/reason"
	"policylog/store"
)

func newStatusCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "status [SOURCE...]",
		Short: "Per source: how the last capture ended, checks, changes, failures, flaps, next due",
		Example: `  policylog status
  policylog status 'acme/*' --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runStatus(cmd.Context(), a, format, args)
		},
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// sourceStatus is a source as `status --format json` prints it. Times are RFC 3339, in UTC.
type sourceStatus struct {
	Source     string        `json:"source"`
	Title      string        `json:"title"`    // of the newest version
	Language   string        `json:"language"` // of the name, or told from the newest version
	Versions   int           `json:"versions"`
	First      string        `json:"first"`
	LastChange string        `json:"last_change"`
	Changes    int           `json:"changes"` // of the policy: neither the first version nor technical upgrades
	LastCheck  string        `json:"last_check"`
	LastGood   string        `json:"last_good,omitempty"` // the last capture that was the policy, changed or not
	NextDue    string        `json:"next_due,omitempty"`  // absent: with the next run
	Tracked    bool          `json:"tracked"`             // policylog.yaml names it
	Foreign    bool          `json:"-"`                   // in an archive of others: nobody captures it here
	Checks     int           `json:"checks"`
	Failures   int           `json:"failures"` // captures that failed
	Status     string        `json:"status"`
	Since      string        `json:"since,omitempty"` // since when it fails, is held or withdrawn
	Error      string        `json:"error,omitempty"`
	ErrorKind  reason.Kind   `json:"error_kind,omitempty"` // for machines: what came in the way, or what it is held for
	Why        reason.Reason `json:"-"`
	Flaps      int           `json:"flaps"`           // pairs of texts that captures went back and forth between
	Moved      []string      `json:"moved,omitempty"` // where its pages moved for good, as servers say

	Updated   string                `json:"updated,omitempty"`   // as the newest version states it, ISO 8601 date
	Effective string                `json:"effective,omitempty"` // likewise
	Dates     []changelog.Statement `json:"dates,omitempty"`     // what the last change did to them, and what lies ahead
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
	tracked := a.tracked(ctx, s)
	list, err := a.statuses(ctx, s, names, tracked)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		list = append(list, neverRecorded(tracked, list)...)
		slices.SortFunc(list, func(x, y sourceStatus) int { return strings.Compare(x.Source, y.Source) })
	}
	steps, err := a.outOfStep(ctx, s, names, tracked)
	if err != nil {
		return err
	}
	if format == "json" {
		return safe.WriteJSON(a.stdout, statusReport{"policylog.status/1", list, steps})
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.stdout, a.put(saysNothingYet))
		return err
	}
	out := a.page()
	for _, l := range list {
		if err := a.printStatus(out, l); err != nil {
			return err
		}
	}
	return a.printOutOfStep(out, steps)
}

// statuses gathers what is known of sources.
func (a *app) statuses(ctx context.Context, s *store.Store, names []string, tracked map[string]archive.Source) ([]sourceStatus, error) {
	infos, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	last, err := s.LastObservation(ctx)
	if err != nil {
		return nil, err
	}
	checks, err := s.Checks(ctx)
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{}
	for _, name := range names {
		asked[name] = true
	}
	infos = slices.DeleteFunc(infos, func(i store.SourceInfo) bool { return !asked[i.Source] })
	names = nil // in the order of infos
	for _, i := range infos {
		names = append(names, i.Source)
	}
	list := make([]sourceStatus, 0, len(infos))
	err = s.EachHistory(ctx, names, func(_ string, history []store.Version) error {
		i := infos[len(list)]
		extra := last[i.Source].Extra
		l := sourceStatus{
			Source: i.Source, Title: i.Title, Language: i.Language, Versions: i.Versions, First: stamp(i.First),
			LastCheck: stamp(i.LastCheck), LastGood: extra[extraGood], Foreign: s.Foreign(), Status: i.LastStatus, Since: extra[archive.ExtraSince], Error: i.LastError,
			Flaps: len(strings.Fields(extra[archive.ExtraFlaps])), Moved: strings.Fields(extra[archive.ExtraMoved]), Checks: checks.Of(i.Source, time.Time{}),
			Failures: failuresOf(last[i.Source], checks),
		}
		l.Why = reason.Decode(extra[extraReason])
		l.ErrorKind = l.Why.Inner().Kind
		if archive.Good(l.Status) {
			l.LastGood = l.LastCheck
		}
		changes, lastChange := changesOf(history)
		l.Changes, l.LastChange = changes, stamp(lastChange)
		if err := a.statedDates(ctx, s, history, &l); err != nil {
			return err
		}
		if src, ok := tracked[i.Source]; ok {
			l.Tracked = true
			if src.Every > 0 && !i.LastCheck.After(a.now()) { // see whatIsDue
				l.NextDue = stamp(src.Due(i.LastCheck))
			}
		}
		list = append(list, l)
		return nil
	})
	return list, err
}

// neverRecorded are the sources of policylog.yaml that the archive has nothing of yet.
func neverRecorded(tracked map[string]archive.Source, known []sourceStatus) []sourceStatus {
	recorded := map[string]bool{}
	for _, l := range known {
		recorded[l.Source] = true
	}
	var list []sourceStatus
	for name, src := range tracked {
		if !recorded[name] {
			list = append(list, sourceStatus{Source: name, Language: src.Language, Tracked: true})
		}
	}
	return list
}

// tracked reads the sources of policylog.yaml; none where there is no such file. One with a mistake in it, fetch tells of.
func (a *app) tracked(ctx context.Context, s *store.Store) map[string]archive.Source {
	raw, err := s.Config(ctx)
	if err != nil || raw == nil {
		return nil
	}
	cfg, err := archive.ParseConfig(a.configPath(), raw)
	if err != nil {
		return nil
	}
	out := make(map[string]archive.Source, len(cfg.Sources))
	for _, src := range cfg.Sources {
		out[src.ID] = src
	}
	return out
}

// changesOf counts a source's changes, its versions without the first one and without technical upgrades, and says when
// the last of those versions was captured.
func changesOf(history []store.Version) (n int, last time.Time) {
	n = -1
	for _, v := range history {
		if v.Kind != store.KindTechnicalUpgrade {
			n, last = n+1, v.Captured
		}
	}
	return max(n, 0), last
}

// statedDates notes what the newest version states of its dates, beside what the last change of the text did to them.
func (a *app) statedDates(ctx context.Context, s *store.Store, history []store.Version, l *sourceStatus) error {
	if len(history) == 0 {
		return nil
	}
	last := history[len(history)-1]
	l.Updated, l.Effective = last.Updated, last.Effective
	if l.Updated == "" && l.Effective == "" {
		return nil
	}
	old := last // of a first version, or one that only we changed, no more is said than what lies ahead
	if len(history) > 1 && last.Kind != store.KindTechnicalUpgrade {
		old = history[len(history)-2]
	}
	side := func(v store.Version) diff.Side {
		return diff.Side{Language: l.Language, Updated: v.Updated, Effective: v.Effective, Label: v.Label}
	}
	texts := [2]string{}
	for i, v := range []store.Version{old, last} {
		b, err := s.Text(ctx, v)
		if err != nil {
			return err
		}
		texts[i] = string(b)
	}
	l.Dates = changelog.Glance(side(old), side(last), texts[0], texts[1], a.changelogOptions())
	return nil
}

// printStatus writes a source's status: its name and how the last capture ended, then what is known of it.
func (a *app) printStatus(w io.Writer, l sourceStatus) error {
	words := statusWordsFor(a.messageLang())
	color := a.color(a.colors)
	state := words.status(l)
	if l.Since != "" && !archive.Good(l.Status) {
		state = words.since(state, day(l.Since))
	}
	style := ink.Dim
	switch l.Status {
	case archive.StatusFailed:
		style = ink.Removed
	case archive.StatusHeld, archive.StatusWithdrawn:
		style = ink.Alert
	}
	name := safe.Line(l.Source)
	pad := ""
	if state != "" {
		pad = strings.Repeat(" ", max(2, min(44, a.width()-30)-ink.Width(name)))
	}
	if err := ink.Write(w, []ink.Run{{Text: name, Style: ink.Bold}, {Text: pad}, {Text: state, Style: style}}, color); err != nil {
		return err
	}
	var lines [][]ink.Run
	if l.Error != "" {
		for why := range strings.SplitSeq(a.why(l.Why, l.Error), "\n") { // a hint stands in a line of its own
			lines = append(lines, ink.Wrap([]ink.Run{{Text: safe.Line(why)}}, a.width()-4)...)
		}
	}
	if len(l.Moved) > 0 {
		lines = append(lines, ink.Wrap([]ink.Run{{Text: safe.Line(a.reason(archive.MovedTo(l.Moved, l.Status)))}}, a.width()-4)...)
	}
	if l.Status == archive.StatusHeld {
		advice := words.release
		if l.Why.Inner().Kind == reason.NoMatch {
			advice = words.noMatch // there is no text that could be released
		}
		lines = append(lines, ink.Wrap([]ink.Run{{Text: strings.ReplaceAll(advice, "{1}", name)}}, a.width()-4)...)
	}
	for _, text := range fill(words.figures(l), a.width()-4) {
		lines = append(lines, []ink.Run{{Text: text, Style: ink.Dim}})
	}
	for _, d := range l.Dates {
		lines = append(lines, ink.Wrap([]ink.Run{{Text: d.Text}}, a.width()-4)...)
	}
	for _, line := range lines {
		if err := ink.Write(w, append([]ink.Run{{Text: "    "}}, line...), color); err != nil {
			return err
		}
	}
	return nil
}

// fill joins parts to lines of at most a width, none of them cut.
func fill(parts []string, width int) []string {
	var lines []string
	for _, p := range parts {
		last := len(lines) - 1
		if last >= 0 && ink.Width(lines[last])+3+ink.Width(p) <= width {
			lines[last] += " · " + p
			continue
		}
		lines = append(lines, p)
	}
	return lines
}

// day cuts a time stamp, which may be any text in an archive of somebody else's, to its date.
func day(stamp string) string { return printable(stamp[:min(len(stamp), 10)]) }
