package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/store"
)

func newShowCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show SOURCE[@WHEN]",
		Short: "Print one version",
		Long: `Prints a version with its dates. @DATE or @captured:DATE is the last one captured by then; @effective:DATE is the
last one that states an effective date by then, so that a version that was there but announces a later date is not the
answer. Both are printed with what is not known of that day.`,
		Example: `  policylog show xiaomi/privacy-policy.zh-TW
  policylog show xiaomi/privacy-policy.zh-TW@2021-06-30
  policylog show xiaomi/privacy-policy.zh-TW@effective:2021-06-30`,
		Args:              cobra.ExactArgs(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), a, format, args[0]) },
		ValidArgsFunction: a.completeVersions(1, cobra.ShellCompDirectiveNoFileComp),
	}
	formatFlag(cmd, &format, "text", "markdown", "json")
	return cmd
}

func runShow(ctx context.Context, a *app, format, arg string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	v, err := version(ctx, s, arg)
	if err != nil {
		return err
	}
	text, err := s.Text(ctx, v)
	if err != nil {
		return err
	}
	// Archives of others record no dates: what the text states is said here as diff says it.
	stated := fact.StatedIn(doc.Parse(text))
	v.Updated, v.Effective, v.Label = cmp.Or(v.Updated, stated.Updated), cmp.Or(v.Effective, stated.Effective), cmp.Or(v.Label, stated.Label)
	known, err := a.knownOf(ctx, s, v, arg)
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return safe.WriteJSON(a.stdout, struct {
			Schema string `json:"schema"`
			logged
			Known []string `json:"known,omitempty"` // what is, and is not, known of the day that was asked for
			Text  string   `json:"text"`
		}{"policylog.version/1", loggedOf(v), known, string(text)})
	case "markdown":
		if a.outIsTerminal() { // a file gets the text to the letter
			text = []byte(printable(string(text)))
		}
		_, err = a.stdout.Write(text)
		return err
	}
	out := a.page()
	dates := []string{a.say(pCaptured, or(dayOf(v.Captured), a.say(pUnknown))), a.say(pNoUpdated), a.say(pNoEffective)}
	if v.Updated != "" {
		dates[1] = a.say(pUpdated, v.Updated)
	}
	if v.Effective != "" {
		dates[2] = a.say(pEffective, v.Effective)
	}
	fmt.Fprintf(out, "%s  %s\n", v.Source, strings.Join(dates, terms.For(a.messageLang()).Comma()))
	fmt.Fprintln(out, strings.TrimRight(v.Commit+"  "+printable(v.URL), " "))
	for _, line := range known {
		for _, l := range ink.Wrap([]ink.Run{{Text: line, Style: ink.Dim}}, a.width()) {
			if err := ink.Write(out, l, a.color(a.colors)); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(out)
	_, err = fmt.Fprint(out, printable(strings.TrimPrefix(string(text), "\ufeff")))
	return err
}

// knownOf says what was asked for of a version named by a date, and what is not known of that day; nothing of one that is
// named otherwise.
func (a *app) knownOf(ctx context.Context, s *store.Store, v store.Version, arg string) ([]string, error) {
	_, when := splitVersion(arg)
	date, effective := strings.CutPrefix(when, "effective:")
	date = strings.TrimPrefix(date, "captured:")
	period, err := store.ParsePeriod(date)
	if err != nil {
		return nil, nil //nolint:nilerr // latest, a commit: of a version named so there is nothing to tell
	}
	history, err := s.History(ctx, v.Source)
	if err != nil {
		return nil, err
	}
	at, err := positionOf(history, v)
	if err != nil {
		return nil, err
	}
	if effective {
		lines := []string{a.say(pAskedEffective, date)}
		for _, h := range history[at+1:] {
			if h.Effective > v.Effective && (h.Captured.Before(period.To) || h.Captured.Equal(period.From)) {
				lines = append(lines, a.say(pLater, dayOf(h.Captured), h.Effective))
			}
		}
		return append(lines, a.say(pNotInForce)), nil
	}
	lines := []string{a.say(pAskedCaptured, date)}
	if at+1 == len(history) {
		return append(lines, a.say(pLastCaptured)), nil
	}
	next, seen := history[at+1].Captured, v.Captured
	runs, err := s.Runs(ctx, v.Source, v.Captured)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if r.After(seen) && r.Before(next) {
			seen = r
		}
	}
	return append(lines, a.say(pNextCaptured, dayOf(next), or(dayOf(seen), a.say(pUnknown)))), nil
}
